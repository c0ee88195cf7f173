"""The front door as people meet it: on a phone, in the dark, without scripts, with the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hulp import BREED, SMAL, axe, past_op_het_scherm

Login = Callable[[Page, str], None]
ROLLEN = ["coach", "coordinator", "aanbieder", "curator", "regie", "secretaris", "beheerder"]


@pytest.mark.parametrize("schema", ["light", "dark"])
@pytest.mark.parametrize("pad", ["/", "/?q=mail&pc4=9999", "/over/", "/zoeken/?q=digid", "/zoeken/?q=zzqqxx"])
def test_openbaar(nieuwe_pagina: Callable[..., Page], pad: str, schema: str) -> None:
    for venster in (BREED, SMAL):
        pagina = nieuwe_pagina(venster)
        pagina.emulate_media(color_scheme=schema)  # type: ignore[arg-type]
        pagina.goto(pad)
        expect(pagina.locator("h1")).to_have_count(1)
        past_op_het_scherm(pagina)
        axe(pagina)


def test_arabisch_van_rechts_naar_links(nieuwe_pagina: Callable[..., Page]) -> None:
    """Every family of pages that is in all languages; axe on the narrow screen, where things wrap most."""
    paden = [
        "/?lang=ar", "/over/", "/toegankelijkheid/", "/aanbod/", "/vrijwilligers/aanmelden/",
        "/vrijwilligers/vacatures/", "/materiaal/", "/materiaal/?niveau=0", "/bestaat-niet/",
    ]  # fmt: skip
    for venster in (BREED, SMAL):
        pagina = nieuwe_pagina(venster)
        for pad in paden:
            pagina.goto(pad)
            expect(pagina.locator("html")).to_have_attribute("dir", "rtl")
            past_op_het_scherm(pagina)
            naam = pagina.locator(".merk").bounding_box()
            # The name of the site stands at the right: nearer to that edge than to the left one.
            assert naam and naam["x"] > venster["width"] - naam["x"] - naam["width"], pad
            if venster is SMAL and pad in ("/vrijwilligers/aanmelden/", "/materiaal/?niveau=0", "/over/"):
                axe(pagina)


def test_zoeken_vanaf_de_telefoon_zonder_script(nieuwe_pagina: Callable[..., Page]) -> None:
    telefoon = nieuwe_pagina(SMAL, javascript=False)
    telefoon.goto("/")
    telefoon.get_by_label("Wat wilt u leren").fill("mail")
    telefoon.get_by_label("Uw postcode").fill("9999")
    telefoon.get_by_role("button", name="Zoek").click()
    expect(telefoon.locator("#fout-pc4")).to_contain_text("9999 ligt niet in")
    expect(telefoon.get_by_label("Wat wilt u leren")).to_have_value("mail")
    telefoon.get_by_label("Uw postcode").fill("1024")
    telefoon.get_by_role("button", name="Zoek").click()
    telefoon.wait_for_url("**/aanbod/?q=mail&pc4=1024")
    expect(telefoon.locator("main")).not_to_contain_text("ligt niet in")


def test_een_onderwerp_kiezen_met_het_toetsenbord(pagina: Page) -> None:
    pagina.goto("/")
    pagina.get_by_role("link", name="E-mail", exact=True).focus()
    pagina.keyboard.press("Enter")
    pagina.wait_for_url("**/aanbod/?leervraag=email")
    past_op_het_scherm(pagina)


@pytest.mark.parametrize("wie", ROLLEN)
def test_thuis_per_rol(telefoon: Page, login_als: Login, wie: str) -> None:
    login_als(telefoon, f"{wie}@demo.example")
    for schema in ("dark", "light"):
        telefoon.emulate_media(color_scheme=schema)  # type: ignore[arg-type]
        telefoon.goto("/")
        expect(telefoon.get_by_role("heading", name="Wat wacht er vandaag")).to_be_visible()
        axe(telefoon)
    past_op_het_scherm(telefoon)
    snel = telefoon.get_by_role("heading", name="Snel naar").locator("xpath=..").get_by_role("link")
    assert snel.count() >= 2
    for adres in [link.get_attribute("href") for link in snel.all()]:
        antwoord = telefoon.goto(adres or "")
        assert antwoord and antwoord.status == 200, adres


def test_wat_wacht_is_een_klik_van_het_werk(pagina: Page, login_als: Login) -> None:
    login_als(pagina, "coach@demo.example")
    pagina.goto("/")
    eerste = pagina.get_by_role("region", name="Wat wacht er vandaag").locator("li a").first
    adres = eerste.get_attribute("href") or ""
    eerste.click()
    pagina.wait_for_url(f"**{adres}")
    expect(pagina.locator("h1")).to_have_count(1)


def test_zoeken_in_alles_vanaf_de_eigen_start(telefoon: Page, login_als: Login) -> None:
    login_als(telefoon, "coach@demo.example")
    telefoon.goto("/")
    telefoon.get_by_role("searchbox").fill("digid")
    telefoon.get_by_role("button", name="Zoek").click()
    for soort in ("Aanbod", "Lesmateriaal", "Leervragen"):
        expect(telefoon.get_by_role("region", name=soort).locator("li a").first).to_be_visible()
    telefoon.get_by_role("region", name="Leervragen").locator("li a").first.click()
    telefoon.wait_for_url("**/aanbod/?leervraag=*")


@pytest.mark.parametrize("pad", ["/mijn-account/", "/organisatie/mensen/"])
def test_eigen_bladzijden(pagina: Page, login_als: Login, pad: str) -> None:
    login_als(pagina, "beheerder@demo.example")
    pagina.goto(pad)
    axe(pagina)
    pagina.set_viewport_size(SMAL)  # type: ignore[arg-type]
    past_op_het_scherm(pagina)
    axe(pagina)


def test_een_collega_uitnodigen_en_weer_weghalen(pagina: Page, login_als: Login) -> None:
    login_als(pagina, "beheerder@demo.example")
    pagina.goto("/organisatie/mensen/")
    pagina.get_by_role("link", name="Nodig iemand uit").click()
    pagina.get_by_role("button", name="Toevoegen").click()
    expect(pagina.locator("[data-foutsamenvatting]")).to_contain_text("Er kloppen nog 3 dingen niet")
    axe(pagina)
    pagina.get_by_label("E-mailadres").fill("nieuw@demo.example")
    pagina.get_by_label("Naam").fill("Noor Nieuw")
    pagina.get_by_label("Coach", exact=True).check()
    pagina.get_by_role("button", name="Toevoegen").click()
    expect(pagina.locator("#meldingen")).to_contain_text("Noor Nieuw is toegevoegd")
    pagina.get_by_role("link", name=re.compile("Weghalen.*Noor Nieuw")).click()
    axe(pagina)
    pagina.get_by_role("button", name="Ja, weghalen").click()
    expect(pagina.locator("#meldingen")).to_contain_text("werkt niet meer")
    expect(pagina.get_by_role("rowheader", name="Noor Nieuw")).to_have_count(0)

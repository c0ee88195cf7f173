"""The catalogue as a curator fills a hole in it, and as a coach searches with a learner beside her."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hulp import BREED, SMAL, axe, past_op_het_scherm

Login = Callable[[Page, str], None]
CURATOR, COACH = "curator@demo.example", "coach@demo.example"
THEMA = "/materiaal/inventaris/?thema=apparaat"


def gaten(pagina: Page) -> int:
    pagina.goto(THEMA)
    return pagina.locator("td .pil-fout").count()


def test_a_curator_fills_a_hole_and_sees_the_matrix_change(pagina: Page, login_als: Login) -> None:
    login_als(pagina, CURATOR)
    voor = gaten(pagina)
    assert voor > 0
    pagina.locator("td:has(.pil-fout) a").first.click()
    expect(pagina.get_by_role("heading", name="Hier is een gat")).to_be_visible()
    pagina.get_by_role("link", name="Voeg hier materiaal toe").click()
    # The need and the level are filled in already.
    pagina.get_by_label("Titel").fill("Oefenkaart van het kennispunt (demo)")
    pagina.get_by_label("Uitgever", exact=True).fill("Kennispunt (demo)")
    pagina.get_by_label("Wat leert iemand hiermee").fill("Stap voor stap, met plaatjes.")
    pagina.get_by_label("Eén op één").check()
    pagina.get_by_role("button", name="Voorstel versturen").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Oefenkaart van het kennispunt (demo)")
    axe(pagina)
    pagina.get_by_role("link", name="Publiceer").click()
    pagina.get_by_role("button", name="Publiceer").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Oefenkaart van het kennispunt (demo)")
    assert gaten(pagina) == voor - 1


@pytest.mark.parametrize(
    ("lijn", "verwacht"),
    [
        ("WhatsApp-bericht sturen, starter, spreekt Arabisch, leest niet", "Appen in beeld"),
        ("jongeren, solliciteren", "Solliciteren op je telefoon"),
    ],
)
def test_a_coach_finds_what_fits_from_one_line(pagina: Page, login_als: Login, lijn: str, verwacht: str) -> None:
    login_als(pagina, COACH)
    pagina.goto("/materiaal/")
    pagina.get_by_label("Zoek in uw eigen woorden").fill(lijn)
    pagina.keyboard.press("Enter")
    # What fits stands on the page that the search opens, the best first, with why and with what was understood.
    past = pagina.locator("section", has=pagina.get_by_role("heading", name="Past bij deze leerder"))
    expect(past).to_contain_text("Wij lazen")
    expect(past.locator("li").first).to_contain_text("Past bij" if "starter" in lijn else "Gaat over")
    axe(pagina)
    eerste = past.locator("strong a").first
    expect(eerste).to_contain_text(verwacht)
    naam = eerste.inner_text()
    eerste.click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(naam)


CURATORPAGINAS = [
    THEMA, "/materiaal/inventaris/?thema=apparaat&per=groep", "/materiaal/inventaris/berichten-whatsapp-bericht/",
    "/materiaal/inventaris/berichten-whatsapp-bericht/1/", "/materiaal/inventaris/wijzigingen/",
    "/materiaal/belangen/", "/materiaal/beoordelen/", "/materiaal/controleren/", "/materiaal/invoer/",
    "/materiaal/beoordelen/?deel=meldingen", "/materiaal/beoordelen/?deel=gemis", "/materiaal/inventaris/herzien/",
    "/materiaal/solliciteren-met-je-telefoon-demo/",
]  # fmt: skip
COACHPAGINAS = [
    "/materiaal/", "/materiaal/?q=zzqqxx", "/materiaal/voorstellen/", "/materiaal/ontbreekt/",
    "/materiaal/wat-ontbreekt/", "/materiaal/verzamelingen/", "/materiaal/verzamelingen/nieuw/",
    "/materiaal/bij/berichten-whatsapp-bericht/", "/materiaal/mijn/?deel=ervaringen", "/materiaal/mijn/?deel=meldingen",
    "/materiaal/appen-in-beeld-demo/",
]  # fmt: skip


@pytest.mark.parametrize("venster", [BREED, SMAL], ids=["breed", "smal"])
@pytest.mark.parametrize(("wie", "paden"), [(CURATOR, CURATORPAGINAS), (COACH, COACHPAGINAS)], ids=["curator", "coach"])
def test_every_page_fits_and_is_accessible(
    nieuwe_pagina: Callable[..., Page], login_als: Login, venster: dict[str, int], wie: str, paden: list[str]
) -> None:
    pagina = nieuwe_pagina(venster)
    login_als(pagina, wie)
    mis = []
    for pad in paden:
        antwoord = pagina.goto(pad)
        assert antwoord and antwoord.status == 200, pad
        for toets in (past_op_het_scherm, axe):
            try:
                toets(pagina)
            except AssertionError as fout:
                mis.append(f"{pad}: {fout}")
    assert not mis, "\n".join(mis)


def test_a_collection_from_material_to_handout(pagina: Page, login_als: Login) -> None:
    login_als(pagina, COACH)
    pagina.goto("/materiaal/verzamelingen/")
    pagina.locator("main article a, main li a, main .kaart a").first.click()
    notitie = pagina.get_by_label("Wat doen we hiermee").first
    notitie.fill("Samen oefenen, daarna alleen")
    axe(pagina)
    pagina.get_by_role("button", name="Notitie opslaan").first.click()
    expect(pagina.get_by_label("Wat doen we hiermee").first).to_have_value("Samen oefenen, daarna alleen")
    pagina.get_by_role("link", name="Hand-out met QR-codes").click()
    expect(pagina.locator("main")).to_contain_text("Samen oefenen, daarna alleen")
    expect(pagina.get_by_role("img", name=re.compile("QR-code naar")).first).to_be_visible()
    axe(pagina)

"""The pages of the intake at three widths: nothing sticks out, axe finds nothing, scripts complain of nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hulp import BREED, SMAL, DemoServer, axe, past_op_het_scherm

COACH, BEHEERDER = "coach@demo.example", "beheerder@demo.example"
TABLET = {"width": 1024, "height": 768}
VENSTERS = [pytest.param(v, id=str(v["width"])) for v in (BREED, TABLET, SMAL)]
#: A learner of the coach with two finished intakes and a plan; her intake, plan and one that runs.
WIE = """
SELECT l.id, max(i.id), max(p.id) FROM intake_leerder l JOIN kern_gebruiker g ON g.id = l.coach_id
JOIN intake_intake i ON i.leerder_id = l.id AND i.status = 'afgerond' JOIN intake_leerplan p ON p.leerder_id = l.id
WHERE g.email = %s GROUP BY l.id HAVING count(DISTINCT i.id) > 1 LIMIT 1
"""
LOOPT = """
SELECT i.id FROM intake_intake i JOIN kern_lidmaatschap m ON m.organisatie_id = i.organisatie_id
JOIN kern_gebruiker g ON g.id = m.gebruiker_id WHERE g.email = %s AND i.status = 'bezig' LIMIT 1
"""

Login = Callable[[Page, str], None]


@pytest.mark.parametrize("venster", VENSTERS)
def test_pages_of_the_coach(
    nieuwe_pagina: Callable[..., Page], login_als: Login, demo_server: DemoServer, venster: dict[str, int]
) -> None:
    pagina = nieuwe_pagina(venster)
    login_als(pagina, COACH)
    [(leerder, intake, plan)] = demo_server.sql(WIE, COACH)
    [(loopt,)] = demo_server.sql(LOOPT, COACH)
    for pad in (
        "/intake/", f"/intake/leerder/{leerder}/", f"/intake/leerder/{leerder}/gegevens/",
        f"/intake/leerder/{leerder}/toestemming/?taal=ti", f"/intake/{intake}/resultaat/", f"/intake/plan/{plan}/",
        f"/intake/plan/{plan}/afdruk/?taal=ar", f"/intake/{loopt}/", f"/intake/{loopt}/leervragen/",
    ):  # fmt: skip
        pagina.goto(pad)
        past_op_het_scherm(pagina)
        axe(pagina)
    pagina.goto(f"/intake/leerder/{leerder}/")
    expect(pagina.get_by_role("img", name="Groei per onderdeel")).to_be_visible()


@pytest.mark.parametrize("venster", VENSTERS)
def test_the_learners_side_in_every_language(
    nieuwe_pagina: Callable[..., Page], login_als: Login, demo_server: DemoServer, venster: dict[str, int]
) -> None:
    pagina = nieuwe_pagina(venster)
    login_als(pagina, COACH)
    [(loopt,)] = demo_server.sql(LOOPT, COACH)
    pagina.goto(f"/intake/{loopt}/scherm/")
    for taal in ("nl", "en", "ar", "tr", "pl", "uk", "es", "fr", "ti"):
        pagina.locator("summary", has_text="Voor de coach").click()
        pagina.get_by_label("Taal").select_option(taal)
        with pagina.expect_navigation():
            pagina.get_by_role("button", name="Kies").click()
        vlak = pagina.locator("#vraagpaneel")
        expect(vlak).to_have_attribute("lang", taal)
        expect(vlak).to_have_attribute("dir", "rtl" if taal == "ar" else "ltr")
        expect(vlak.locator("form[data-antwoord] button")).to_have_count(4)
        # a browser without a voice offers no button that would do nothing
        stemmen = pagina.evaluate("speechSynthesis.getVoices().map(v => v.lang.slice(0, 2))")
        expect(vlak.locator("[data-voorlees]")).to_be_visible(visible=taal in stemmen)
        past_op_het_scherm(pagina)
        axe(pagina)
        pagina.locator("summary", has_text="Voor de coach").click()
        nog_niet = pagina.get_by_text(re.compile("nog niet nagekeken"))
        expect(nog_niet).to_have_count(0 if taal == "nl" else 1)
        pagina.locator("summary", has_text="Voor de coach").click()


@pytest.mark.parametrize("venster", VENSTERS)
def test_sections_on_and_off(nieuwe_pagina: Callable[..., Page], login_als: Login, venster: dict[str, int]) -> None:
    pagina = nieuwe_pagina(venster)
    login_als(pagina, BEHEERDER)
    pagina.goto("/intake/")
    pagina.get_by_role("link", name="Vragen bij de intake").click()
    past_op_het_scherm(pagina)
    axe(pagina)
    vak = pagina.get_by_role("checkbox", name="DigiD")
    aan = vak.is_checked()
    vak.set_checked(not aan)
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_text("Zo vraagt")).to_be_visible()
    expect(vak).to_be_checked(checked=not aan)


#: A browser with a Turkish voice, which notes what it says instead of saying it.
STEM = """
window.gezegd = [];
window.SpeechSynthesisUtterance = function (tekst) { this.text = tekst; };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "tr-TR" }], cancel() {}, addEventListener() {},
  speak(u) { window.gezegd.push([u.lang, u.text]); if (u.onstart) u.onstart(); if (u.onend) u.onend(); },
} });
"""


def test_who_does_not_read_hears_the_question_and_every_answer(
    nieuwe_pagina: Callable[..., Page], login_als: Login, demo_server: DemoServer
) -> None:
    pagina = nieuwe_pagina(SMAL)
    login_als(pagina, COACH)
    [(loopt,)] = demo_server.sql(LOOPT, COACH)
    pagina.context.add_init_script(STEM)
    pagina.goto(f"/intake/{loopt}/scherm/")
    pagina.locator("summary", has_text="Voor de coach").click()
    pagina.get_by_label("Taal").select_option("tr")
    with pagina.expect_navigation():
        pagina.get_by_role("button", name="Kies").click()
    for _ in range(2):  # and the next question, which came without a new page
        kop = pagina.get_by_role("heading", level=1).inner_text()
        knoppen = pagina.locator("form[data-antwoord] button")
        pagina.locator("#vraagpaneel [data-voorlees]").click()
        gezegd = pagina.evaluate("window.gezegd.splice(0)")
        assert gezegd == [["tr", tekst] for tekst in (kop, *(t.strip() for t in knoppen.all_inner_texts()))]
        knoppen.last.click()
        expect(pagina.get_by_role("heading", level=1)).not_to_have_text(kop)
    # The needs too, in the same language where there is a label.
    pagina.goto(f"/intake/{loopt}/leervragen/?thema=email")
    pagina.locator("li.leervraag [data-voorlees]").first.click()
    [[taal, tekst]] = pagina.evaluate("window.gezegd")
    assert taal == "tr" and tekst == pagina.locator("li.leervraag .vertaald").first.inner_text()

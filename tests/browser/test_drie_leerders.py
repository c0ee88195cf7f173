"""Three learners whom every practitioner knows, each on a laptop and on a phone, up to a plan one would nod at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser import gang
from tests.browser.gang import HULP, NIET, ZELF, Mens
from tests.browser.hulp import SMAL, past_op_het_scherm

COACH = "coach@demo.example"
LAPTOP = {"width": 1024, "height": 768}
VENSTERS = [pytest.param(LAPTOP, "a", id="1024"), pytest.param(SMAL, "b", id="390")]
DOMEINEN = {
    "ict": "Gebruik van ICT-systemen",
    "veilig": "Beveiliging, privacy en gezondheid",
    "zoeken": "Informatie zoeken",
    "verwerken": "Informatie verwerken",
    "communiceren": "Digitaal communiceren",
}
LADDER = ("Starter", "Instroom", "Basisniveau 1", "Basisniveau 2", "Zelfstandig")

STARTER = Mens(
    "Selam",
    # Picks up when somebody calls, since that is how the family reaches her; nothing else yet.
    kan=dict.fromkeys(DOMEINEN, -1),
    bijzonder={"communiceren-starter-1": ZELF},
    kiest={
        "Spreekt Nederlands": "Een paar woorden (A0)",
        "Lezen en schrijven in het": "Leest een ander schrift",
        "Internet thuis": "Nee",
        "DigiD gebruiken": "Nee",
    },
    vult={"Postcode": "1103", "Geboortejaar": "1985", "Taal of tolk": "Tigrinya, met een collega"},
    talen=("Tigrinya",),
    vinkt=("Nieuwkomers", "Nederlands als tweede taal (NT2)", "maandagochtend", "woensdagochtend", "Telefoon"),
    wensen=(("Telefoon, tablet en computer", "aanzetten en uitzetten"), ("Berichten", "telefoon opnemen")),
    taal="ትግርኛ",
)

GEPENSIONEERD = Mens(
    "Henk",
    # E-mails, looks things up, prints; uses one password for all, has his son log in with DigiD, trusts no message.
    kan={"ict": 2, "veilig": 0, "zoeken": 1, "verwerken": 2, "communiceren": 2},
    bijzonder={"veilig-instroom-1": HULP, "veilig-basis1-2": NIET},
    kiest={
        "Spreekt Nederlands": "Goed (B1 of hoger)",
        "Lezen en schrijven in het": "Leest goed",
        "Hoe ver wil": "Fietsen of een paar haltes (3 km)",
        "Internet thuis": "Ja",
        "DigiD gebruiken": "Nee",
        "Een rustige, veilige plek": "Nee",
    },
    vult={"Postcode": "1068", "Geboortejaar": "1952", "Hoe bereikbaar": "e-mail via de coach"},
    vinkt=("Ouderen", "Nederlands als moedertaal (NT1)", "dinsdagmiddag", "donderdagochtend", "Telefoon", "Laptop"),
    wensen=(
        ("DigiD en de overheid", "inloggen met de DigiD-app"),
        ("DigiD en de overheid", "post van de overheid"),
        ("Zorg en gezondheid", "medicijnen bestellen"),
    ),
)

JONG = Mens(
    "Dani",
    # Lives on the phone: messages, video, pays with it; has never written a letter or found a file back.
    kan={"ict": 2, "veilig": 1, "zoeken": 1, "verwerken": 0, "communiceren": 1},
    bijzonder={"verwerken-instroom-3": HULP},
    kiest={
        "Spreekt Nederlands": "Goed (B1 of hoger)",
        "Lezen en schrijven in het": "Leest langzaam",
        "Hoe leert de leerder": "In een groep",
        "Internet thuis": "Nee",
        "DigiD gebruiken": "Met hulp",
    },
    vult={"Postcode": "1104", "Geboortejaar": "2007", "Hoe bereikbaar": "WhatsApp via de coach"},
    vinkt=("Jongeren", "Werkzoekenden", "woensdagmiddag", "woensdagavond", "Telefoon"),
    wensen=(("Werk en solliciteren", "bijbaan"), ("Werk en solliciteren", "cv maken")),
)


@pytest.fixture
def doe_intake(
    nieuwe_pagina: Callable[..., Page], login_als: Callable[[Page, str], None]
) -> Callable[[Mens, dict[str, int], int], tuple[Page, list[gang.Item]]]:
    """The whole intake with this person; ends on the result."""

    def doe(mens: Mens, venster: dict[str, int], hoogstens: int) -> tuple[Page, list[gang.Item]]:
        pagina = nieuwe_pagina(venster)
        login_als(pagina, COACH)

        def kijk(naam: str) -> None:
            if naam == "antwoorden" and venster is LAPTOP:  # nobody scrolls for an answer, beside a learner
                onder = pagina.locator(".antwoordknop").last.bounding_box()
                assert onder and onder["y"] + onder["height"] <= venster["height"], onder

        items = gang.hele_intake(pagina, mens, kijk, hoogstens=hoogstens)
        past_op_het_scherm(pagina)
        return pagina, items

    return doe


def kamer(pagina: Page, titel: str) -> list[str]:
    """The lines of advice under this heading, in order, each as the text a coach reads."""
    kop = pagina.locator("h3", has_text=titel)
    regels = pagina.locator(f"xpath=//article[contains(@class,'adviesregel')][preceding-sibling::h3[1]='{titel}']")
    expect(kop).to_have_count(1)
    return regels.all_inner_texts()


def treden(pagina: Page) -> dict[str, int]:
    """Per domain the rung on the ladder."""
    gezien = {code: gang.niveau(pagina, naam).splitlines()[0].strip() for code, naam in DOMEINEN.items()}
    return {code: LADDER.index(naam) for code, naam in gezien.items()}


def maak_plan(pagina: Page, mens: Mens, *titels: str) -> None:
    """Take these lines over, and see that the plan prints on paper with all of them."""
    for titel in titels:
        gang.in_plan(pagina, titel)
    pagina.get_by_role("button", name="Naar het leerplan").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(f"Leerplan van {mens.voornaam}")
    past_op_het_scherm(pagina)
    for titel in titels:
        expect(pagina.locator("li.planstap", has_text=titel)).to_be_visible()
    pagina.get_by_role("link", name="Afdrukken").click()
    blad = pagina.locator("article.papier")
    for titel in titels:
        expect(blad).to_contain_text(titel.replace("Vraag een vrijwilliger", "Een vrijwilliger helpt u"))
    past_op_het_scherm(pagina)
    pagina.emulate_media(media="print")
    expect(blad).to_be_visible()
    expect(pagina.get_by_role("button", name="Afdrukken")).to_be_hidden()
    expect(pagina.locator("header nav").first).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", pagina.pdf(format="A4"))) == 1  # one sheet to take home


@pytest.mark.parametrize(("venster", "letter"), VENSTERS)
def test_echte_starter_die_tigrinya_spreekt(doe_intake, venster: dict[str, int], letter: str) -> None:  # type: ignore[no-untyped-def]
    mens = replace(STARTER, voornaam=STARTER.voornaam + letter)
    pagina, items = doe_intake(mens, venster, 16)
    # Kind to somebody who can do nothing yet: short, and almost all of it without words.
    zonder_woorden = [item for item in items if item.woordloos]
    assert len(zonder_woorden) >= len(items) - 1, items
    assert items[0].woordloos
    assert set(treden(pagina).values()) == {0}

    # First together, one to one; the volunteer stands above courses, with the language as the reason.
    expect(pagina.locator("main")).to_contain_text("Eerst samen, één op één")
    koppen = pagina.locator("h3.mt-4").all_inner_texts()
    assert koppen.index("Eén op één met een vrijwilliger") < koppen.index("Cursus of plek")
    vrijwilliger = kamer(pagina, "Eén op één met een vrijwilliger")
    assert "Tigrinya" in vrijwilliger[0]
    # Never a book in Dutch for who cannot read it.
    for regel in kamer(pagina, "Lesmateriaal"):
        assert "Tigrinya" in regel or "zonder woorden" in regel.lower(), regel
    plekken = kamer(pagina, "Cursus of plek")
    assert plekken and all("begint bij nul" in regel for regel in plekken)
    assert "in het Tigrinya" in plekken[0], plekken
    expect(pagina.locator("main")).to_contain_text("Kies een plek met gratis wifi")

    maak_plan(pagina, mens, "Vraag een vrijwilliger", "Digitaal taalpunt Oost")
    # The paper has her own language beside the Dutch.
    expect(pagina.locator("article.papier [lang=ti]").first).to_be_visible()


@pytest.mark.parametrize(("venster", "letter"), VENSTERS)
def test_gepensioneerde_die_mailt_maar_digid_vreest(doe_intake, venster: dict[str, int], letter: str) -> None:  # type: ignore[no-untyped-def]
    mens = replace(GEPENSIONEERD, voornaam=GEPENSIONEERD.voornaam + letter)
    pagina, items = doe_intake(mens, venster, 30)
    niveaus = treden(pagina)
    # One number would hide it: safe use lies well below the rest.
    assert all(niveaus["veilig"] < niveau for code, niveau in niveaus.items() if code != "veilig"), niveaus
    assert niveaus["communiceren"] >= 2
    # He is not taken for a beginner: hardly an item for starters, and those only where it went wrong.
    assert {item.domein for item in items if item.trede == 0} <= {"veilig", "ict"}

    expect(pagina.locator("main")).to_contain_text("Kies een veilige plek voor hulp met DigiD")
    plekken = kamer(pagina, "Cursus of plek")
    veilig = [regel for regel in plekken if "Veilige plek" in regel]
    assert veilig and veilig[0] in plekken[:2], plekken
    assert "DigiD" in veilig[0]
    assert "één op één" not in "\n".join(pagina.locator(".melding-titel").all_inner_texts())
    assert "VOG" in kamer(pagina, "Eén op één met een vrijwilliger")[0]
    materiaal = kamer(pagina, "Lesmateriaal")
    assert "DigiD" in materiaal[0]
    assert not any("vluchtelingen" in regel or "praktijkonderwijs" in regel for regel in materiaal), materiaal

    maak_plan(pagina, mens, veilig[0].splitlines()[0], materiaal[0].splitlines()[0])


@pytest.mark.parametrize(("venster", "letter"), VENSTERS)
def test_negentienjarige_met_alleen_een_telefoon(doe_intake, venster: dict[str, int], letter: str) -> None:  # type: ignore[no-untyped-def]
    mens = replace(JONG, voornaam=JONG.voornaam + letter)
    pagina, items = doe_intake(mens, venster, 30)
    # At home on the phone, not on paper and files.
    niveaus = treden(pagina)
    assert niveaus["verwerken"] == min(niveaus.values()) < niveaus["ict"]
    # A 19-year-old is not asked to show how one swipes and rings: one item to begin with, no more.
    assert len([item for item in items if item.trede == 0 and item.domein != "verwerken"]) <= 1

    expect(pagina.locator("main")).to_contain_text("Kies een plek met gratis wifi")
    plekken = kamer(pagina, "Cursus of plek")
    jong = [regel for regel in plekken if "voor jongeren" in regel]
    assert jong and "bijbaan" in jong[0] and jong[0] == plekken[0], plekken
    assert not any("Poolse" in regel for regel in plekken)
    materiaal = kamer(pagina, "Lesmateriaal")
    assert materiaal
    assert "Spreekt jongeren aan" in materiaal[0]
    # Everything advised can be used with what there is at home.
    assert all("telefoon" in regel for regel in materiaal), materiaal
    maak_plan(pagina, mens, jong[0].splitlines()[0], materiaal[0].splitlines()[0])

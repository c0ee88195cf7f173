"""What a coach does on the way from a new learner to a plan, through what stands on the page and nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.browser.hulp import REPO

DOSSIER = "Mogen wij opschrijven"
DOORVERWIJZEN = "Mogen wij u aanmelden bij een cursus"
VRIJWILLIGER = "Mogen wij een vrijwilliger"
CIJFERS = "Mogen wij u meetellen"
ALLES = (DOSSIER, DOORVERWIJZEN, VRIJWILLIGER, CIJFERS)

ZELF, HULP, NIET, OVERSLAAN = "Zelf gedaan", "Met hulp", "Nog niet", "Niet gevraagd"
TREDEN = ("starter", "instroom", "basis1", "basis2")


@dataclass(frozen=True)
class Item:
    """One item as the questionnaire has it; ``trede`` 0 (starter) to 3 (basis 2)."""

    code: str
    domein: str
    trede: int
    woordloos: bool


def _lees_items() -> dict[str, Item]:
    lijst = tomllib.loads((REPO / "intake/data/vragenlijst-1.toml").read_text())
    return {
        vraag["tekst"]: Item(
            vraag["code"], vraag["domein"], TREDEN.index(vraag["niveau"]), bool(vraag.get("woordloos"))
        )
        for vraag in lijst["vraag"]
    }


ITEMS = _lees_items()


@dataclass(frozen=True)
class Mens:
    """Somebody across the table: what the coach fills in, and what this person can do.

    ``kan``: per domain the highest step (0..3) the person does alone, -1 for nothing; ``bijzonder`` wins per item.
    """

    voornaam: str
    kan: dict[str, int]
    kiest: dict[str, str] = field(default_factory=dict)
    vult: dict[str, str] = field(default_factory=dict)
    vinkt: tuple[str, ...] = ()
    talen: tuple[str, ...] = ()
    wensen: tuple[tuple[str, str], ...] = ()
    toestemming: tuple[str, ...] = ALLES
    taal: str = "Nederlands"
    bijzonder: dict[str, str] = field(default_factory=dict)

    def doet(self, item: Item) -> str:
        """The button the coach presses for this person at this item."""
        if item.code in self.bijzonder:
            return self.bijzonder[item.code]
        boven = item.trede - self.kan[item.domein]
        return ZELF if boven <= 0 else HULP if boven == 1 and item.code.endswith("-1") else NIET


Kijk = Callable[[str], None]


def niets(_naam: str) -> None:
    """Look at nothing on the way."""


def schrijf_in(pagina: Page, mens: Mens, kijk: Kijk = niets) -> None:
    """Register, with consent; ends on the page with the person's details."""
    pagina.goto("/intake/")
    pagina.get_by_role("link", name="Nieuwe leerder").click()
    if mens.taal != "Nederlands":
        pagina.get_by_label("Voornaam").fill(mens.voornaam)
        pagina.get_by_role("button", name=mens.taal).click()
        expect(pagina.get_by_role("button", name=mens.taal)).to_have_attribute("aria-current", "true")
        expect(pagina.get_by_label("Voornaam")).to_have_value(mens.voornaam)  # a language loses nothing
    pagina.get_by_label("Voornaam").fill(mens.voornaam)
    for vraag in mens.toestemming:
        pagina.get_by_role("checkbox", name=re.compile(vraag)).check()
    kijk("toestemming")
    pagina.get_by_role("button", name="Verder").click()
    expect(pagina.locator("main")).to_contain_text(f"{mens.voornaam} staat erin")


def vul_persoon(pagina: Page, mens: Mens, kijk: Kijk = niets) -> None:
    """Fill in what is known; ends on the learner's page."""
    for label, keuze in mens.kiest.items():
        pagina.get_by_label(label).select_option(label=keuze)
    for label, tekst in mens.vult.items():
        pagina.get_by_label(label).fill(tekst)
    if mens.talen:
        pagina.locator("summary", has_text="Andere talen").click()
        for taal in mens.talen:
            pagina.get_by_role("checkbox", name=taal, exact=True).check()
    for naam in mens.vinkt:
        pagina.get_by_role("checkbox", name=naam, exact=True).check()
    kijk("persoon")
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(mens.voornaam)


def beantwoord(pagina: Page, mens: Mens, kijk: Kijk = niets, *, hoogstens: int = 60) -> list[Item]:
    """Start and answer until all is clear, as this person would; gives the items that came by. Ends at 'klaar'."""
    pagina.get_by_role("button", name="Begin de intake").click()
    kop, geweest = pagina.get_by_role("heading", level=1), []
    kijk("vraag")
    while (tekst := kop.inner_text().strip()) != "De vragen zijn klaar":
        item = ITEMS[tekst]
        assert item not in geweest, f"asked twice: {tekst}"
        geweest.append(item)
        assert len(geweest) <= hoogstens, f"more than {hoogstens} items for {mens.voornaam}"
        if len(geweest) <= 3:
            kijk("antwoorden")
        pagina.get_by_role("button", name=mens.doet(item)).click()
        expect(kop).not_to_have_text(tekst)
    return geweest


def kies_wensen(pagina: Page, mens: Mens, kijk: Kijk = niets) -> None:
    """Choose the needs (theme, need) and finish; ends on the result."""
    pagina.get_by_role("link", name="Naar de leervragen").click()
    for nummer, (thema, wens) in enumerate(mens.wensen, 1):
        regel = pagina.locator("li.leervraag", has_text=wens).first
        if not regel.is_visible():
            pagina.get_by_role("link", name=thema).click()
        regel.get_by_role("button", name="Kies").click()
        expect(pagina.get_by_role("heading", name=f"Gekozen ({nummer})")).to_be_visible()
    kijk("leervragen")
    pagina.get_by_role("button", name="Rond de intake af").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(f"Resultaat van {mens.voornaam}")
    kijk("resultaat")


def hele_intake(pagina: Page, mens: Mens, kijk: Kijk = niets, *, hoogstens: int = 60) -> list[Item]:
    """From the list of learners to the result."""
    schrijf_in(pagina, mens, kijk)
    vul_persoon(pagina, mens, kijk)
    geweest = beantwoord(pagina, mens, kijk, hoogstens=hoogstens)
    kies_wensen(pagina, mens, kijk)
    return geweest


def niveau(pagina: Page, domein: str) -> str:
    """The level of a domain as the result page shows it."""
    kaart = pagina.locator("article.profielkaart", has=pagina.get_by_role("heading", name=domein))
    return kaart.locator(".niveaubalk").inner_text().strip()


def in_plan(pagina: Page, titel: str) -> None:
    """Take this line of the advice into the plan."""
    regel = pagina.locator("article.adviesregel", has_text=titel).first
    regel.get_by_role("button", name="In het plan").click()
    expect(pagina.locator("article.adviesregel", has_text=titel).first).to_contain_text("In het plan")
    expect(pagina.locator("main")).to_contain_text("staat in het plan")

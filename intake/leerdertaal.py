"""Everything the learner reads or hears in a language of their own, besides the questionnaire itself.

Pure apart from reading files once: consent and the words of the plan (teksten/leerder.toml), and the short labels of
learning needs (kern). What is missing in a language is shown in Dutch.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from netwerk.kern.basisgegevens import lees_basisgegevens
from netwerk.kern.choices import DAGEN
from netwerk.kern.leervraagvertalingen import lees_vertalingen

from .choices import Doel
from .toestemming import UITLEG
from .vragenlijst import RECHTS_NAAR_LINKS, VERTAALTALEN

BESTAND = Path(__file__).parent / "teksten" / "leerder.toml"

#: Names of the languages of the learner's side as their speakers write them, Dutch first.
TALEN: dict[str, str] = {
    "nl": "Nederlands",
    "en": "English",
    "ar": "العربية",
    "tr": "Türkçe",
    "pl": "Polski",
    "uk": "Українська",
    "es": "Español",
    "fr": "Français",
    "ti": "ትግርኛ",
}

#: The words of the plan in Dutch; the other languages have the same keys.
PLAN_NL: dict[str, str] = {
    "titel": "Mijn leerplan",
    "leren": "Dit wil ik leren",
    "stappen": "Mijn stappen",
    "wanneer": "Wanneer",
    "waar": "Waar",
    "vraag": "Vragen? Bel uw coach of loop langs.",
    "aanbod": "Cursus of plek",
    "hulpvraag": "Een vrijwilliger helpt u",
    "materiaal": "Hiermee kunt u oefenen",
    "notitie": "Dit spraken we af",
    "wens": "Wat wilt u leren?",
}


#: Read out with the consents: that saying yes is not for ever. What it does per purpose stands in ``toestemming``.
INTREKKEN_NL = "U mag altijd van gedachten veranderen. Dan stoppen we en wissen we de gegevens waar het om gaat."


@dataclass(frozen=True, slots=True)
class Leerdertaal:
    """One language. ``nagekeken``: a native speaker has read it (Dutch always).

    ``toestemming`` per purpose: the question, what yes allows, what taking it back does. ``dagen`` begin on Monday.
    """

    code: str
    naam: str
    nagekeken: bool
    toestemming: Mapping[str, tuple[str, str, str]]
    plan: Mapping[str, str]
    intrekken: str
    dagen: tuple[str, ...]

    @property
    def richting(self) -> str:
        """Value for the ``dir`` attribute."""
        return "rtl" if self.code in RECHTS_NAAR_LINKS else "ltr"

    def dag(self, datum: date) -> str:
        """'Monday 30-11': the day in this language, the date in digits, which read the same everywhere."""
        return f"{self.dagen[datum.weekday()]} {datum.day}-{datum.month}"


@cache
def leerdertalen() -> dict[str, Leerdertaal]:
    """All languages of the learner's side, by code; Dutch first. KeyError when a text is missing (a test reads all)."""
    gegevens = tomllib.loads(BESTAND.read_text(encoding="utf-8"))
    nl = {doel: (uitleg.vraag, uitleg.effect, uitleg.intrekken) for doel, uitleg in UITLEG.items()}
    dagen_nl = tuple(dag for _, dag in DAGEN)
    talen = {"nl": Leerdertaal("nl", TALEN["nl"], True, nl, PLAN_NL, INTREKKEN_NL, dagen_nl)}
    for code in VERTAALTALEN:
        rij = gegevens[code]
        teksten = {}
        for doel in Doel.values:
            deel = rij["toestemming"][doel]
            teksten[doel] = (deel["vraag"], deel["effect"], deel["intrekken"])
        plan = {woord: rij["plan"][woord] for woord in PLAN_NL}
        dagen = tuple(rij["plan"]["dagen"])
        talen[code] = Leerdertaal(code, TALEN[code], rij["nagekeken"], teksten, plan, rij["intrekken"], dagen)
    return talen


def leerdertaal(code: str) -> Leerdertaal:
    """This language, or Dutch when there is no translation in it."""
    return leerdertalen().get(code, leerdertalen()["nl"])


@cache
def _labels() -> dict[str, Mapping[str, str]]:
    return {v.taal: {**v.themas, **v.leervragen} for v in lees_vertalingen(lees_basisgegevens())}


def label(taal: str, code: str) -> str:
    """Short label of a theme or learning need in this language; empty when there is none."""
    return _labels().get(taal, {}).get(code, "")


def naam_van(taal: str, code: str, thema: str | None) -> str:
    """The need in this language, else its theme (Tigrinya has the themes only); empty when there is neither."""
    return label(taal, code) or (label(taal, thema) if thema else "")


def beste_taal(talen: list[str]) -> str:
    """The first of somebody's languages that the learner's side has, else Dutch."""
    return next((code for code in talen if code in TALEN), "nl")

"""How good the page of one provision is: parts that each say what they are worth, and the next thing to improve.

No hidden weights: the score is the sum of the parts, out of a hundred, and every part that is missing says what to do.
It is shown to who manages the provision, never to visitors, and search does not use it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .choices import LEERSOORTEN, Kosten
from .models import Aanbod


@dataclass(frozen=True, slots=True)
class Deel:
    """One part of the score: ``punten`` of ``van``; ``doen`` is what would earn the rest ("" when nothing)."""

    naam: str
    punten: int
    van: int
    doen: str = ""

    @property
    def klaar(self) -> bool:
        return self.punten == self.van


@dataclass(frozen=True, slots=True)
class Oordeel:
    """The parts in the order of what they are worth."""

    delen: tuple[Deel, ...]

    @property
    def score(self) -> int:
        """Out of a hundred."""
        return round(100 * sum(deel.punten for deel in self.delen) / sum(deel.van for deel in self.delen))

    @property
    def volgende(self) -> Deel | None:
        """What gains most."""
        open_ = [deel for deel in self.delen if not deel.klaar]
        return max(open_, key=lambda deel: deel.van - deel.punten) if open_ else None


def beoordeel(aanbod: Aanbod) -> Oordeel:
    """Judge provision; reads its needs, languages and places (prefetch them for a list)."""
    return Oordeel(tuple(deel for regel in REGELS if (deel := regel(aanbod)) is not None))


def _nagekeken(aanbod: Aanbod) -> Deel:
    if aanbod.oud:
        return Deel("Nagekeken", 0, 25, "Kijk na of alles nog klopt en kies ‘Klopt nog’.")
    if aanbod.twijfel:
        return Deel("Nagekeken", 10, 25, "Kijk na of alles nog klopt: het is langer dan een half jaar geleden.")
    return Deel("Nagekeken", 25, 25)


def _leervragen(aanbod: Aanbod) -> Deel | None:
    if aanbod.soort not in LEERSOORTEN:
        return None
    aantal = len(aanbod.leervragen.all())
    doen = "Kies wat mensen hier leren. Hierop wordt het meest gezocht." if aantal == 0 else ""
    return Deel("Wat mensen hier leren", 0 if doen else 15, 15, doen)


def _tekst(aanbod: Aanbod) -> Deel:
    woorden = len(aanbod.omschrijving.split())
    if woorden == 0:
        return Deel("Omschrijving", 0, 15, "Schrijf in twee of drie korte zinnen wat er gebeurt.")
    if woorden < 12:
        return Deel("Omschrijving", 7, 15, "Schrijf iets meer: wat gebeurt er, en wat neemt iemand mee?")
    if max(len(zin.split()) for zin in aanbod.omschrijving.replace("!", ".").replace("?", ".").split(".")) > 25:
        return Deel("Omschrijving", 10, 15, "Maak de zinnen korter dan 25 woorden. Dan begrijpt iedereen het.")
    return Deel("Omschrijving", 15, 15)


def _waar(aanbod: Aanbod) -> Deel:
    plekken = list(aanbod.locaties.all())
    if not plekken and not aanbod.online and not aanbod.aan_huis:
        return Deel("Waar", 0, 15, "Zet erbij waar het is, of dat het online of thuis kan.")
    if any(not plek.straat or plek.pc4_id is None for plek in plekken):
        return Deel("Waar", 8, 15, "Vul straat en postcode van elke plek aan.")
    if any(plek.rolstoel is None for plek in plekken):
        return Deel("Waar", 11, 15, "Zet erbij of een rolstoel naar binnen kan.")
    return Deel("Waar", 15, 15)


def _wanneer(aanbod: Aanbod) -> Deel:
    punten = 5 * bool(aanbod.dagdelen) + 5 * bool(aanbod.rooster.strip())
    doen = ("" if aanbod.dagdelen else "Kies de dagdelen. ") + (
        "" if aanbod.rooster.strip() else "Schrijf de tijden op."
    )
    return Deel("Wanneer", punten, 10, doen.strip())


def _contact(aanbod: Aanbod) -> Deel:
    wegen = bool(aanbod.beste_email) + bool(aanbod.beste_telefoon)
    doen = ("Zet er een telefoonnummer of e-mailadres bij.", "Geef nog een weg: bellen én mailen.", "")[wegen]
    return Deel("Contact", 4 * wegen, 8, doen)


def _kosten(aanbod: Aanbod) -> Deel:
    onbekend = aanbod.kosten_soort == Kosten.ONBEKEND
    return Deel("Kosten", 0 if onbekend else 6, 6, "Zet erbij wat het kost." if onbekend else "")


def _wachttijd(aanbod: Aanbod) -> Deel:
    if aanbod.wachttijd_weken is None:
        return Deel("Wachttijd", 0, 6, "Zet erbij hoe lang iemand wacht, ook als dat nul is.")
    return Deel("Wachttijd", 6, 6)


REGELS: tuple[Callable[[Aanbod], Deel | None], ...] = (
    _nagekeken, _leervragen, _tekst, _waar, _wanneer, _contact, _kosten, _wachttijd,
)  # fmt: skip

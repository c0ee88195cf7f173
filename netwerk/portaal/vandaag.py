"""What waits today, over all rooms: late first, then by date. Each room answers with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone

from aanbod import vandaag as aanbod
from intake import vandaag as intake
from leermateriaal import vandaag as leermateriaal
from netwerk.kern.models import Gebruiker
from netwerk.kern.vandaag import Wachtpunt
from netwerk.overleg import vandaag as overleg
from vrijwilligers import vandaag as vrijwilligers

#: More than this at once is no help; the rest is one click away.
TOON_HOOGUIT = 8

KAMERS: tuple[Callable[[Gebruiker], list[Wachtpunt]], ...] = (
    intake.wacht_op,
    aanbod.wacht_op,
    vrijwilligers.wacht_op,
    leermateriaal.wacht_op,
    overleg.wacht_op,
)


@dataclass(frozen=True, slots=True)
class Groep:
    """Points that belong together, because they are due in the same time."""

    naam: str
    punten: tuple[Wachtpunt, ...]


@dataclass(frozen=True, slots=True)
class Vandaag:
    """The groups to show, and how many points there are besides."""

    groepen: tuple[Groep, ...]
    totaal: int
    meer: int
    laat: int


def alle_punten(gebruiker: Gebruiker) -> list[Wachtpunt]:
    """Everything that waits for this person, room by room."""
    return [punt for kamer in KAMERS for punt in kamer(gebruiker)]


def wacht_op(gebruiker: Gebruiker, *, alles: bool = False) -> Vandaag:
    """Everything that waits for this person, in order; the first few, unless ``alles``."""
    return orden(alle_punten(gebruiker), timezone.localdate(), alles=alles)


def orden(punten: Iterable[Wachtpunt], vandaag: date, *, alles: bool = False) -> Vandaag:
    """Late first, then by date, then by title; grouped by how soon."""
    rij = sorted(punten, key=lambda punt: (*punt.volgorde, punt.titel))
    toon = rij if alles else rij[:TOON_HOOGUIT]
    groepen = groupby(toon, key=lambda punt: _wanneer(punt, vandaag))
    return Vandaag(
        tuple(Groep(naam, tuple(rest)) for naam, rest in groepen),
        len(rij),
        len(rij) - len(toon),
        sum(punt.laat for punt in rij),
    )


def _wanneer(punt: Wachtpunt, vandaag: date) -> str:
    """The heading a point stands under. A date that has passed without being late (a wish) counts as today."""
    if punt.laat:
        return "Te laat"
    if punt.wanneer is None:
        return "Als u tijd hebt"
    if punt.wanneer <= vandaag:
        return "Vandaag"
    return "De komende zeven dagen" if punt.wanneer <= vandaag + timedelta(days=7) else "Later"

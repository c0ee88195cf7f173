"""What travels down from an intake to the catalogues, and what comes back. No record, no name: a description.

``Zoekprofiel`` knows nothing about who the learner is. Each room ranks its own candidates against it and answers with
an :class:`Uitkomst`: proposals with reasons, and what was left out and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType

from django.utils.translation import gettext

from .choices import Leesniveau, NederlandsNiveau, Niveau

AARDSTRAAL_M = 6_371_000.0


@dataclass(frozen=True, slots=True)
class Plaats:
    """A point in the city (WGS84 degrees) with what is known of it."""

    lat: float
    lon: float
    pc4: str = ""
    stadsdeel: str = ""

    def afstand_m(self, lat: float, lon: float) -> float:
        """Great-circle distance in metres (haversine); enough within a city."""
        dlat, dlon = radians(lat - self.lat), radians(lon - self.lon)
        a = sin(dlat / 2) ** 2 + cos(radians(self.lat)) * cos(radians(lat)) * sin(dlon / 2) ** 2
        return 2 * AARDSTRAAL_M * asin(sqrt(a))


@dataclass(frozen=True, slots=True)
class Zoekprofiel:
    """A learner as the catalogues may know one.

    ``leervragen`` are codes in the learner's own order; ``niveaus`` per domain, None for a domain that was not asked.
    ``talen`` are the languages somebody understands. ``een_op_een`` None: no wish. ``reisafstand_m`` None: no limit.
    """

    leervragen: tuple[str, ...] = ()
    niveaus: Mapping[str, Niveau | None] = field(default_factory=lambda: MappingProxyType({}))
    talen: tuple[str, ...] = ()
    nederlands: NederlandsNiveau = NederlandsNiveau.B1
    leest: Leesniveau = Leesniveau.GOED
    doelgroepen: frozenset[str] = frozenset()
    plaats: Plaats | None = None
    dagdelen: frozenset[str] = frozenset()
    een_op_een: bool | None = None
    apparaten: frozenset[str] = frozenset()
    internet_thuis: bool | None = None
    reisafstand_m: int | None = None

    @property
    def niveau(self) -> Niveau | None:
        """One level to search with: the lowest known one, since that is where the first step has to fit."""
        bekend = [niveau for niveau in self.niveaus.values() if niveau is not None]
        return min(bekend) if bekend else None

    @property
    def echte_starter(self) -> bool:
        """Almost fully digitally illiterate without Dutch or English: gets one-to-one guidance first.

        The network's own words (report of 30 September 2021, theme 1): there is no material for this person, so
        one-to-one guidance and taking the first steps together is needed.
        """
        spreekt = self.nederlands.rang >= NederlandsNiveau.A2.rang or "en" in self.talen
        return self.niveau is not None and self.niveau == Niveau.STARTER and not spreekt


@dataclass(frozen=True, slots=True)
class Voorstel:
    """One line of advice. ``redenen`` are short Dutch phrases a coach can say aloud; ``let_op`` what does not fit."""

    soort: str
    pk: int
    titel: str
    ondertitel: str = ""
    url: str = ""
    score: float = 0.0
    redenen: tuple[str, ...] = ()
    let_op: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Afgevallen:
    """A candidate that came near, and the one thing that stood in the way."""

    pk: int
    titel: str
    reden: str


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What a room answers to a profile."""

    voorstellen: tuple[Voorstel, ...] = ()
    afgevallen: tuple[Afgevallen, ...] = ()


def afstand_in_woorden(meters: float) -> str:
    """A distance as one says it: rounded to 50 m under a kilometre, else to tenths of a kilometre."""
    if meters < 975:
        return gettext("op %(meter)s meter") % {"meter": max(50, round(meters / 50) * 50)}
    return gettext("op %(km)s km") % {"km": f"{meters / 1000:.1f}".replace(".", ",")}


@dataclass(frozen=True, slots=True)
class Kaart:
    """What a learner agreed to share: the card that a referral or a help request copies. Never a dossier.

    ``contact`` says how to reach the learner, often through the coach. Nothing here points back at the learner's file.
    """

    voornaam: str
    contact: str = ""
    talen: tuple[str, ...] = ()
    nederlands: NederlandsNiveau = NederlandsNiveau.B1
    leest: Leesniveau = Leesniveau.GOED
    niveau: Niveau | None = None
    leervragen: tuple[str, ...] = ()
    doelgroepen: tuple[str, ...] = ()
    dagdelen: tuple[str, ...] = ()
    pc4: str = ""
    een_op_een: bool | None = None
    apparaten: tuple[str, ...] = ()
    toelichting: str = ""

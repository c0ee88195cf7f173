"""The districts coloured by a figure: the drawing of the city (``netwerk.kern.stadskaart``) with a tint per value.

The tint is a class, so that the page follows light and dark and the PDF has colours of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from netwerk.kern.stadskaart import Stadskaart, Vlak, stadskaart

#: How many tints there are, from ``tint-0`` (lowest) on; ``tint-geen`` is for what is hidden or unknown.
TINTEN = 5
GEEN_TINT = "geen"


@dataclass(frozen=True, slots=True)
class Ingekleurd:
    """A district to draw, its words and its tint."""

    vlak: Vlak
    naam: str
    tekst: str
    tint: str


@dataclass(frozen=True, slots=True)
class Kaart:
    """The drawing: ``klassen`` explains the colours as (tint, words)."""

    stad: Stadskaart
    delen: tuple[Ingekleurd, ...]
    klassen: tuple[tuple[str, str], ...]


def kaart(namen: Mapping[str, str], waarden: Mapping[str, tuple[float | None, str]]) -> Kaart | None:
    """The districts coloured by a value (None: hidden or unknown); None without postcode areas. One query."""
    if (stad := stadskaart()) is None:
        return None
    bekend = sorted(waarde for waarde, _ in waarden.values() if waarde is not None)
    delen = []
    for vlak in stad.vlakken:
        waarde, tekst = waarden.get(vlak.code, (None, ""))
        delen.append(Ingekleurd(vlak, namen.get(vlak.code, vlak.naam), tekst or "geen getal", _tint(waarde, bekend)))
    klassen = [("0", "laagste"), (str(TINTEN - 1), "hoogste")] if len(set(bekend)) > 1 else []
    return Kaart(stad, tuple(delen), (*klassen, (GEEN_TINT, "geen getal")))


def _tint(waarde: float | None, bekend: Sequence[float]) -> str:
    """Which of the tints: equal steps between the lowest and the highest."""
    if waarde is None:
        return GEEN_TINT
    laag, hoog = bekend[0], bekend[-1]
    return str(TINTEN // 2 if hoog == laag else min(TINTEN - 1, int(TINTEN * (waarde - laag) / (hoog - laag))))

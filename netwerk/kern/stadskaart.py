"""A drawing of the city's districts that needs no tiles, no script and no outline data.

All we have of a district are the middles of its four-digit postcode areas. Every spot belongs to the nearest middle
(Voronoi), not further than ``STRAAL_M`` from it; the areas of one district are one shape, with its corners rounded. So
the borders are an approximation, and every page that shows the drawing says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING

from .models import Postcodegebied

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Metres per degree of latitude; on the scale of a city the earth is flat.
PER_GRAAD = 111_320.0
#: How far an area reaches from its middle, and how much corners are rounded.
STRAAL_M = 1_700.0
ROND_M = 350.0
#: Width of the drawing, in its own units; the height follows.
BREEDTE = 1000.0
RAND = 20.0
#: What a name takes on the drawing, in its units.
NAAM_BREED, NAAM_HOOG = 190.0, 48.0

Punt = tuple[float, float]
#: District, its name, and latitude and longitude of the middle of one of its areas.
Gebied = tuple[str, str, float, float]


@dataclass(frozen=True, slots=True)
class Vlak:
    """One district: its shape as the path of an SVG, and where its name goes."""

    code: str
    naam: str
    pad: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stadskaart:
    """The districts, the size, and how a place becomes a spot on it."""

    vlakken: tuple[Vlak, ...]
    breedte: float
    hoogte: float
    west: float
    noord: float
    schaal: float
    krimp: float

    def plek(self, lat: float, lon: float) -> Punt:
        """Coordinates on the drawing of a place in degrees."""
        x = (lon - self.west) * PER_GRAAD * self.krimp * self.schaal + RAND
        y = (self.noord - lat) * PER_GRAAD * self.schaal + RAND
        return round(x, 1), round(y, 1)

    @property
    def vak(self) -> str:
        """The ``viewBox``."""
        return f"0 0 {self.breedte:.0f} {self.hoogte:.0f}"


def stadskaart() -> Stadskaart | None:
    """The drawing for the postcode areas in the database; None with fewer than four. One query; the drawing is kept."""
    rijen = Postcodegebied.objects.order_by("stadsdeel__volgorde", "pc4").values_list(
        "stadsdeel_id", "stadsdeel__naam", "lat", "lon"
    )
    return _teken(tuple(rijen))


@lru_cache(maxsize=4)
def _teken(gebieden: tuple[Gebied, ...]) -> Stadskaart | None:
    if len(gebieden) < 4:
        return None
    krimp = cos(radians(sum(g[2] for g in gebieden) / len(gebieden)))
    marge = STRAAL_M / PER_GRAAD
    west = min(g[3] for g in gebieden) - marge / krimp
    oost = max(g[3] for g in gebieden) + marge / krimp
    noord = max(g[2] for g in gebieden) + marge
    zuid = min(g[2] for g in gebieden) - marge
    schaal = (BREEDTE - 2 * RAND) / ((oost - west) * PER_GRAAD * krimp)
    leeg = Stadskaart((), BREEDTE, (noord - zuid) * PER_GRAAD * schaal + 2 * RAND, west, noord, schaal, krimp)
    return replace(leeg, vlakken=_uit_elkaar(_vlakken(leeg, gebieden)))


def _vlakken(kaart: Stadskaart, gebieden: tuple[Gebied, ...]) -> tuple[Vlak, ...]:
    """The shape of each district, in the order of ``gebieden``."""
    import shapely  # heavy: only who looks at the map pays for it

    # Two areas with one middle are one spot.
    van = {kaart.plek(lat, lon): code for code, _, lat, lon in gebieden}
    cellen = shapely.voronoi_polygons(shapely.MultiPoint(list(van)), extend_to=shapely.box(-1e4, -1e4, 1e4, 1e4),
                                      ordered=True)  # fmt: skip
    rond = ROND_M * kaart.schaal
    stad = shapely.unary_union([shapely.Point(punt).buffer(STRAAL_M * kaart.schaal) for punt in van])
    stad = stad.buffer(2 * rond).buffer(-2 * rond)  # fills the notches between the circles
    per_deel: dict[str, list[BaseGeometry]] = {}
    for code, cel in zip(van.values(), cellen.geoms, strict=True):
        per_deel.setdefault(code, []).append(cel)
    uit = []
    for code, naam in {code: naam for code, naam, _, _ in gebieden}.items():
        vorm = shapely.unary_union(per_deel.get(code, [])).intersection(stad)
        vorm = vorm.buffer(-rond).buffer(2 * rond).buffer(-rond).intersection(stad).simplify(1)
        midden = shapely.maximum_inscribed_circle(vorm).coords[0] if not vorm.is_empty else (0.0, 0.0)
        uit.append(Vlak(code, naam, _pad(vorm), round(midden[0], 1), round(midden[1], 1)))
    return tuple(vlak for vlak in uit if vlak.pad)


def _pad(vorm: BaseGeometry) -> str:
    """The shape as the ``d`` of a path; whole units are fine enough."""
    ringen = [
        ring
        for deel in getattr(vorm, "geoms", [vorm])
        if not deel.is_empty
        for ring in (deel.exterior, *deel.interiors)
    ]
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring.coords[:-1]) + "Z" for ring in ringen)


def _uit_elkaar(vlakken: tuple[Vlak, ...]) -> tuple[Vlak, ...]:
    """Names that would stand through each other go down, the lowest furthest."""
    gezet: dict[str, Vlak] = {}
    for vlak in sorted(vlakken, key=lambda v: v.y):
        boven = [v.y for v in gezet.values() if abs(v.x - vlak.x) < NAAM_BREED and vlak.y - v.y < NAAM_HOOG]
        gezet[vlak.code] = replace(vlak, y=round(max(boven) + NAAM_HOOG, 1)) if boven else vlak
    return tuple(gezet[vlak.code] for vlak in vlakken)

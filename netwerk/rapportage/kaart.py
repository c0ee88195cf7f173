"""A schematic map of the districts, drawn from the centres of the postcode areas that the portal has. No outline data.

Each area is its Voronoi cell (what lies nearest to its centre), cut off at a fixed distance; a district is the cells of
its areas in one colour. It shows where districts lie, not where their borders run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin

from netwerk.kern.models import Postcodegebied

#: Width of the drawing in its own units, and how far a cell reaches at most, in metres.
BREED = 640
STRAAL_M = 1500
#: Light to dark; as colours in the drawing itself, so that paper and PDF show them too. Letters are dark or white.
TINTEN = ("#e8eff9", "#bcd2ee", "#86abdb", "#4d7dbd", "#1d4f91")
GEEN_TINT = "#eeece7"

Punt = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Vlak:
    """The cells of one district as one SVG path, and where its name goes."""

    stadsdeel: str
    pad: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ingekleurd:
    """A district to draw: colour of the area and of its letters."""

    vlak: Vlak
    naam: str
    tekst: str
    tint: str
    letter: str


@dataclass(frozen=True, slots=True)
class Kaart:
    """The drawing: ``klassen`` explains the colours as (colour, words)."""

    delen: tuple[Ingekleurd, ...]
    klassen: tuple[tuple[str, str], ...]
    hoog: int
    breed: int = BREED


def kaart(namen: Mapping[str, str], waarden: Mapping[str, tuple[float | None, str]]) -> Kaart | None:
    """The districts coloured by a value (None: hidden or unknown); None without postcode areas. One query."""
    gebieden = tuple(Postcodegebied.objects.order_by("pc4").values_list("stadsdeel_id", "lat", "lon"))
    if len(gebieden) < 4:
        return None
    vlakken, hoog = _vlakken(gebieden)
    bekend = sorted(waarde for waarde, _ in waarden.values() if waarde is not None)
    delen = []
    for vlak in vlakken:
        waarde, tekst = waarden.get(vlak.stadsdeel, (None, ""))
        klasse = _klasse(waarde, bekend)
        tint, letter = (
            (GEEN_TINT, "#1b2437") if klasse is None else (TINTEN[klasse], "#fff" if klasse > 2 else "#1b2437")
        )
        delen.append(Ingekleurd(vlak, namen.get(vlak.stadsdeel, vlak.stadsdeel), tekst or "geen getal", tint, letter))
    klassen = [(TINTEN[0], "laagste"), (TINTEN[-1], "hoogste")] if len(set(bekend)) > 1 else []
    return Kaart(tuple(delen), (*klassen, (GEEN_TINT, "geen getal")), hoog)


def _klasse(waarde: float | None, bekend: Sequence[float]) -> int | None:
    """Which of the five tints: equal steps between the lowest and the highest."""
    if waarde is None:
        return None
    laag, hoog = bekend[0], bekend[-1]
    return 2 if hoog == laag else min(4, int(5 * (waarde - laag) / (hoog - laag)))


@lru_cache(maxsize=4)
def _vlakken(gebieden: tuple[tuple[str, float, float], ...]) -> tuple[tuple[Vlak, ...], int]:
    """Voronoi cells in drawing units; computed once per set of areas."""
    from scipy.spatial import Voronoi  # heavy: only where a map is drawn

    breedte = radians(sum(lat for _, lat, _ in gebieden) / len(gebieden))
    punten = [(lon * 111_320 * cos(breedte), -lat * 111_320) for _, lat, lon in gebieden]
    x0, x1 = min(x for x, _ in punten) - STRAAL_M, max(x for x, _ in punten) + STRAAL_M
    y0, y1 = min(y for _, y in punten) - STRAAL_M, max(y for _, y in punten) + STRAAL_M
    schaal = BREED / (x1 - x0)
    # Far points all round, so that every real cell is closed.
    ver = 10 * (x1 - x0)
    rand = [(x0 - ver, y0 - ver), (x0 - ver, y1 + ver), (x1 + ver, y0 - ver), (x1 + ver, y1 + ver)]
    voronoi = Voronoi([*punten, *rand])
    per_deel: dict[str, list[str]] = {}
    midden: dict[str, list[Punt]] = {}
    for nummer, (deel, _, _) in enumerate(gebieden):
        cel = [tuple(voronoi.vertices[hoek]) for hoek in voronoi.regions[voronoi.point_region[nummer]]]
        geknipt = _knip(_linksom(cel), punten[nummer])
        omgezet = [((x - x0) * schaal, (y - y0) * schaal) for x, y in geknipt]
        per_deel.setdefault(deel, []).append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in omgezet) + "Z")
        midden.setdefault(deel, []).append(((punten[nummer][0] - x0) * schaal, (punten[nummer][1] - y0) * schaal))
    vlakken = tuple(
        Vlak(deel, "".join(paden), round(sum(x for x, _ in midden[deel]) / len(midden[deel])),
             round(sum(y for _, y in midden[deel]) / len(midden[deel])))
        for deel, paden in per_deel.items()
    )  # fmt: skip
    return vlakken, round((y1 - y0) * schaal)


def _linksom(veelhoek: list[Punt]) -> list[Punt]:
    oppervlak = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(veelhoek, [*veelhoek[1:], veelhoek[0]], strict=True))
    return veelhoek if oppervlak > 0 else veelhoek[::-1]


def _knip(veelhoek: list[Punt], midden: Punt) -> list[Punt]:
    """Cut a convex cell by a sixteen-sided circle around its centre (Sutherland and Hodgman, 1974)."""
    cirkel = [
        (midden[0] + STRAAL_M * cos(2 * pi * n / 16), midden[1] + STRAAL_M * sin(2 * pi * n / 16)) for n in range(16)
    ]
    uit = veelhoek
    for a, b in zip(cirkel, [*cirkel[1:], cirkel[0]], strict=True):

        def binnen(p: Punt, a: Punt = a, b: Punt = b) -> float:
            return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

        invoer, uit = uit, []
        for p, q in zip(invoer, [*invoer[1:], *invoer[:1]], strict=True):
            dp, dq = binnen(p), binnen(q)
            if dp >= 0:
                uit.append(p)
            if (dp >= 0) != (dq >= 0):
                t = dp / (dp - dq)
                uit.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return uit

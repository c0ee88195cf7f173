"""The directory on a map: the places as points, and a drawing of the districts that needs no tiles and no script.

The drawing is made from what we have: the centre of every four-digit postcode area. Every spot belongs to the nearest
centre (Voronoi), not further than ``STRAAL_M`` from it; areas of one district have one colour. So the borders are an
approximation, and the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, pi, radians, sin
from typing import Any

from django.db.models import QuerySet

from netwerk.kern.models import Postcodegebied

from .models import AanbodLocatie
from .querysets import AanbodQuerySet

#: Metres per degree of latitude; on the scale of a city the earth is flat.
PER_GRAAD = 111_320.0
STRAAL_M = 1_900.0
#: Width of the drawing, in its own units; the height follows.
BREEDTE = 1000.0
RAND = 20.0
#: More points than this say nothing on a map of one city.
MEESTE_PUNTEN = 400

#: What a name takes on the drawing, in its units.
NAAM_BREED, NAAM_HOOG = 190.0, 40.0

Punt = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Vlak:
    """One district: its areas as SVG point lists, and where its name goes."""

    code: str
    naam: str
    veelhoeken: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Tekening:
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


def tekening() -> Tekening | None:
    """The drawing for the postcode areas in the database; None without any. One query; the drawing itself is kept."""
    rijen = Postcodegebied.objects.order_by("stadsdeel__volgorde", "pc4").values_list(
        "stadsdeel_id", "stadsdeel__naam", "lat", "lon"
    )
    return _teken(tuple(rijen))


@lru_cache(maxsize=4)
def _teken(gebieden: tuple[tuple[str, str, float, float], ...]) -> Tekening | None:
    if len(gebieden) < 4:
        return None
    from scipy.spatial import Voronoi  # heavy: only who looks at the map pays for it

    krimp = cos(radians(sum(g[2] for g in gebieden) / len(gebieden)))
    marge = STRAAL_M / PER_GRAAD
    west = min(g[3] for g in gebieden) - marge / krimp
    oost = max(g[3] for g in gebieden) + marge / krimp
    noord = max(g[2] for g in gebieden) + marge
    zuid = min(g[2] for g in gebieden) - marge
    schaal = (BREEDTE - 2 * RAND) / ((oost - west) * PER_GRAAD * krimp)
    leeg = Tekening((), BREEDTE, (noord - zuid) * PER_GRAAD * schaal + 2 * RAND, west, noord, schaal, krimp)
    punten = [leeg.plek(lat, lon) for _, _, lat, lon in gebieden]
    # Four far corners, so that every real area is closed.
    ver = 10 * BREEDTE
    voronoi = Voronoi([*punten, (-ver, -ver), (-ver, ver), (ver, -ver), (ver, ver)])
    per_deel: dict[str, tuple[str, list[str], list[Punt]]] = {}
    for nummer, (code, naam, _, _) in enumerate(gebieden):
        cel = [tuple(voronoi.vertices[i]) for i in voronoi.regions[voronoi.point_region[nummer]]]
        vorm = _snij(cel, _rondje(punten[nummer], STRAAL_M * schaal))
        _, vormen, midden = per_deel.setdefault(code, (naam, [], []))
        vormen.append(" ".join(f"{x:.1f},{y:.1f}" for x, y in vorm))
        midden.append(punten[nummer])
    vlakken = tuple(
        Vlak(
            code,
            naam,
            tuple(vormen),
            round(sum(x for x, _ in midden) / len(midden), 1),
            round(sum(y for _, y in midden) / len(midden), 1),
        )
        for code, (naam, vormen, midden) in per_deel.items()
    )
    vlakken = _uit_elkaar(vlakken)
    return Tekening(vlakken, leeg.breedte, leeg.hoogte, west, noord, schaal, krimp)


def _uit_elkaar(vlakken: tuple[Vlak, ...]) -> tuple[Vlak, ...]:
    """Names that would stand through each other go up or down, the lowest furthest."""
    gezet: list[Vlak] = []
    for vlak in sorted(vlakken, key=lambda v: v.y):
        boven = [v.y for v in gezet if abs(v.x - vlak.x) < NAAM_BREED and vlak.y - v.y < NAAM_HOOG]
        gezet.append(replace(vlak, y=round(max(boven) + NAAM_HOOG, 1)) if boven else vlak)
    return tuple(sorted(gezet, key=lambda v: vlakken.index(next(w for w in vlakken if w.code == v.code))))


def _rondje(midden: Punt, straal: float, hoeken: int = 20) -> list[Punt]:
    return [
        (midden[0] + straal * cos(2 * pi * n / hoeken), midden[1] + straal * sin(2 * pi * n / hoeken))
        for n in range(hoeken)
    ]


def _snij(vorm: Sequence[Any], met: Sequence[Punt]) -> list[Punt]:
    """What two convex shapes share (Sutherland and Hodgman); ``met`` goes round in one direction."""
    uit: list[Punt] = [(float(x), float(y)) for x, y in vorm]
    for a, b in zip(met, [*met[1:], met[0]], strict=True):
        vorige, uit_was = uit, uit
        uit = []
        for p, q in zip([uit_was[-1], *uit_was[:-1]] if uit_was else [], vorige, strict=True):
            binnen_p, binnen_q = _links(a, b, p), _links(a, b, q)
            if (binnen_p >= 0) != (binnen_q >= 0):
                deel = binnen_p / (binnen_p - binnen_q)
                uit.append((p[0] + (q[0] - p[0]) * deel, p[1] + (q[1] - p[1]) * deel))
            if binnen_q >= 0:
                uit.append(q)
    return uit


def _links(a: Punt, b: Punt, p: Punt) -> float:
    """Positive when ``p`` lies on the inner side of the line from a to b."""
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def punten(zoek: AanbodQuerySet) -> tuple[list[dict[str, Any]], Counter[str]]:
    """The places of what was found, each with what is offered there, and how many provisions a district has.

    One query. A place has one point however much is offered there.
    """
    rijen: QuerySet[Any, Any] = AanbodLocatie.objects.filter(
        aanbod__in=zoek.order_by().values("pk"), locatie__lat__isnull=False
    ).order_by("locatie__naam", "locatie_id", "aanbod__naam")
    plekken: dict[int, dict[str, Any]] = {}
    per_deel: Counter[str] = Counter()
    gezien: set[tuple[str, int]] = set()
    for pk, naam, lat, lon, deel, aanbod, aanbod_naam, slug in rijen.values_list(
        "locatie_id", "locatie__naam", "locatie__lat", "locatie__lon", "locatie__stadsdeel_id",
        "aanbod_id", "aanbod__naam", "aanbod__slug",
    ):  # fmt: skip
        if deel and (deel, aanbod) not in gezien:
            gezien.add((deel, aanbod))
            per_deel[deel] += 1
        if pk not in plekken and len(plekken) >= MEESTE_PUNTEN:
            continue
        plek = plekken.setdefault(pk, {"naam": naam, "lat": lat, "lon": lon, "aanbod": []})
        plek["aanbod"].append({"naam": aanbod_naam, "slug": slug})
    return list(plekken.values()), per_deel

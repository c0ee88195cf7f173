"""The directory on a map: the places as points, on the drawing of the districts (``netwerk.kern.stadskaart``)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from .models import AanbodLocatie
from .querysets import AanbodQuerySet

#: More points than this say nothing on a map of one city.
MEESTE_PUNTEN = 400


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

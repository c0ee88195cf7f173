"""The same provision entered twice: by two people of one organisation, or by two organisations that do it together."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q

from .choices import AanbodStatus
from .models import Aanbod, AanbodLocatie

#: Names that look so much alike are the same within one organisation; elsewhere the place must be the same too.
LIJKT = 0.45
LIJKT_ELDERS = 0.6


def lijkt_op(
    *, naam: str, soort: str, organisatie_id: int, pc4: Iterable[str] = (), zonder: int | None = None
) -> list[Aanbod]:
    """At most three provisions that may be the same, the likeliest first; archived ones do not count. One query."""
    if not naam.strip():
        return []
    zelfde_plek = Exists(
        AanbodLocatie.objects.filter(aanbod_id=OuterRef("pk"), locatie__pc4_id__in=[code for code in pc4 if code])
    )
    zoek = (
        Aanbod.objects.exclude(status=AanbodStatus.GEARCHIVEERD)
        .exclude(pk=zonder or 0)
        .filter(soort=soort)
        .annotate(lijkt=TrigramSimilarity("naam", naam))
        .filter(
            Q(organisatie_id=organisatie_id, lijkt__gte=LIJKT)
            # Of others only what everybody may see.
            | (Q(zelfde_plek, status=AanbodStatus.GEPUBLICEERD) & Q(lijkt__gte=LIJKT_ELDERS))
        )
        .select_related("organisatie")
        .order_by("-lijkt", "pk")
    )
    return list(zoek[:3])


def dubbelen_van(aanbod: Aanbod) -> list[Aanbod]:
    """What may be the same as this one."""
    return lijkt_op(
        naam=aanbod.naam,
        soort=aanbod.soort,
        organisatie_id=aanbod.organisatie_id,
        pc4=[plek.pc4_id for plek in aanbod.locaties.all() if plek.pc4_id],
        zonder=aanbod.pk,
    )

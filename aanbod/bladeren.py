"""The list without a word and without a place: the page from an index by name, the counts from a minute ago.

Who opens the directory, or clicks on a kind, asks nothing that needs a search: how much there is of each kind, level of
formality, cost and guidance is counted once a minute (per process) in one small cube, and every count and facet for
those four is a sum over its cells. The page itself is read from an index by name. The rows are always those of now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone

from netwerk.kern.eenmaal import Even

from .choices import Begeleiding, Kosten
from .filters import AanbodFilter
from .models import Aanbod
from .models.aanbod import OUD_NA_DAGEN
from .querysets import AanbodQuerySet
from .zoekpagina import FACETTEN, Keuze, Resultaat, paginanummer
from .zoekpagina import bladzijde as gewone_bladzijde

#: Further than this the ordinary way is as fast.
TOT_EN_MET = 500


class Cel(NamedTuple):
    """How many published provisions are exactly this, and how many of them somebody looked at within a year."""

    soort: str
    formeel: str
    kosten: str
    begeleiding: str
    aantal: int
    vers: int


KUBUS: Even[list[Cel]] = Even()


def bladzijde(zoek: AanbodQuerySet, vakken: Mapping[str, Any], nummer: Any, grootte: int) -> tuple[Page, Resultaat]:
    """As :func:`aanbod.zoekpagina.bladzijde` gives for the same; ``zoek`` is filtered by these ``vakken`` only."""
    cellen = [cel for cel in _kubus() if _past(cel, vakken)]
    totaal = sum(cel.aantal for cel in cellen)
    bladen = Paginator(range(totaal), grootte)
    gevraagd = min(paginanummer(nummer), bladen.num_pages)
    einde = gevraagd * grootte
    if einde <= min(sum(cel.vers for cel in cellen), TOT_EN_MET):
        vers = zoek.filter(gecontroleerd_op__gte=_grens()).order_by("naam", "pk")
        pks = list(vers.values_list("pk", flat=True)[einde - grootte : einde])
        if len(pks) == grootte:
            return bladen.page(gevraagd), Resultaat(totaal, pks, facetten=_facetten(cellen))
    return gewone_bladzijde(zoek, list(AanbodFilter.VOLGORDE), nummer, grootte)


def _grens() -> Any:
    return timezone.localdate() - timedelta(days=OUD_NA_DAGEN)


def _kubus() -> list[Cel]:
    vandaag = timezone.localdate()
    if (cellen := KUBUS.haal(vandaag)) is None:
        rijen = (
            Aanbod.objects.gepubliceerd(vandaag)
            .order_by()
            .values_list("soort", "formeel", "kosten_soort", "begeleiding")
            .annotate(aantal=Count("pk"), vers=Count("pk", filter=Q(gecontroleerd_op__gte=_grens())))
        )
        cellen = [Cel(soort, "ja" if formeel else "nee", *rest) for soort, formeel, *rest in rijen]
        KUBUS.zet(vandaag, cellen)
    return cellen


def _past(cel: Cel, vakken: Mapping[str, Any]) -> bool:
    begeleiding = vakken.get("begeleiding")
    return (
        vakken.get("soort") in (None, cel.soort)
        and vakken.get("formeel") in (None, cel.formeel)
        and vakken.get("kosten") in (None, cel.kosten)
        and (not vakken.get("gratis") or cel.kosten == Kosten.GRATIS)
        and (begeleiding is None or cel.begeleiding in (begeleiding, Begeleiding.BEIDE))
    )


def _facetten(cellen: list[Cel]) -> dict[str, list[Keuze]]:
    uit: dict[str, list[Keuze]] = {}
    for naam, (_, labels) in FACETTEN.items():
        telling: Counter[str] = Counter()
        for cel in cellen:
            telling[getattr(cel, naam)] += cel.aantal
        keuzes = [Keuze(waarde, labels.get(waarde, waarde), aantal) for waarde, aantal in telling.items()]
        uit[naam] = sorted(keuzes, key=lambda keuze: (-keuze.aantal, keuze.label))
    return uit

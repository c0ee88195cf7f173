"""Volunteers: how many in which state, what recruiting yielded, and how long people wait for one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from vrijwilligers.choices import HulpvraagStatus, KoppelingStatus, VrijwilligerStatus
from vrijwilligers.models import Hulpvraag, Vrijwilliger

from ..periode import Kwartaal
from . import ONBEKEND, Cel, Telling
from .doorverwijzingen import stadsdeel_van_pc4

V = VrijwilligerStatus
#: State → column.
STANDEN = {
    V.AANGEMELD: "nieuw", V.KENNISMAKING: "nieuw", V.SCREENING: "onderweg", V.TRAINING: "onderweg",
    V.INZETBAAR: "inzetbaar", V.ACTIEF: "actief", V.PAUZE: "pauze",
}  # fmt: skip
OPBRENGST = {
    V.INZETBAAR: "klaar", V.ACTIEF: "klaar", V.PAUZE: "weg", V.GESTOPT: "weg",
}  # fmt: skip
GEVONDEN = (KoppelingStatus.GEACCEPTEERD, KoppelingStatus.GESTART, KoppelingStatus.AFGEROND, KoppelingStatus.GESTOPT)
VIER_WEKEN = timedelta(days=28)


def tel_stand() -> Telling:
    """Everybody who has not stopped, those of the city's pool included, by district and state. One query."""
    uit: Telling = Counter()
    for deel, status, aantal in (
        Vrijwilliger.objects.exclude(status=V.GESTOPT)
        .order_by()
        .values_list("pc4__stadsdeel", "status")
        .annotate(aantal=Count("pk"))
    ):
        uit[Cel("stand", deel or ONBEKEND, STANDEN[V(status)])] += aantal
    return uit


def tel_werving(kwartaal: Kwartaal) -> Telling:
    """Who signed up in the quarter: by channel and district, and where they are now. One query."""
    begin, einde = kwartaal.grenzen
    uit: Telling = Counter()
    for kanaal, status, aantal in (
        Vrijwilliger.objects.filter(aangemaakt_op__gte=begin, aangemaakt_op__lt=einde)
        .order_by()
        .values_list("campagne__kanaal", "status")
        .annotate(aantal=Count("pk"))
    ):
        uit[Cel("opbrengst", kanaal or ONBEKEND, OPBRENGST.get(V(status), "onderweg"))] += aantal
    return uit


def tel_hulp(kwartaal: Kwartaal) -> Telling:
    """Requests for a volunteer of the quarter, by how long it took. Two queries."""
    deel_van = stadsdeel_van_pc4()
    gevonden = Q(koppelingen__status__in=GEVONDEN)
    rijen = (
        Hulpvraag.objects.filter(gevraagd_op__gte=kwartaal.van, gevraagd_op__lt=kwartaal.tot)
        .order_by()
        .annotate(gevonden=Min(Coalesce(F("koppelingen__start_op"), F("koppelingen__voorgesteld_op")), filter=gevonden))
        .values_list("pc4", "gevraagd_op", "gevonden", "status")
    )
    uit: Telling = Counter()
    for pc4, gevraagd, op, status in rijen:
        uit[Cel("hulp", deel_van.get(pc4, ONBEKEND), _bak(gevraagd, op, status))] += 1
    return uit


def _bak(gevraagd: date, gevonden: date | None, status: str) -> str:
    if gevonden is not None:
        return "vier" if gevonden - gevraagd <= VIER_WEKEN else "langer"
    return "ingetrokken" if status in (HulpvraagStatus.INGETROKKEN, HulpvraagStatus.VERLOPEN) else "geen"

"""Referrals: how they were answered, how long it took, what came of them, and what was lent."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count, F, Min
from django.db.models.functions import TruncDate

from aanbod.choices import OPEN, Soort, Stand
from aanbod.models import Doorverwijzing, DoorverwijzingAntwoord
from aanbod.workflow import WERKDAGEN
from netwerk.kern.models import Postcodegebied
from netwerk.kern.werkdagen import na_werkdagen

from ..periode import Kwartaal
from . import ONBEKEND, Cel, Telling

#: How a referral was answered; disjoint, and together all that were sent.
OP_TIJD, LATER, BINNEN_TERMIJN, TE_LAAT, ZONDER = "op_tijd", "later", "binnen_termijn", "te_laat", "zonder"
GELEEND = {Soort.LAPTOP_LENEN: "apparaat", Soort.COMPUTERS: "apparaat", Soort.WIFI: "wifi"}
GEGEVEN = frozenset({Stand.GESTART, Stand.AFGEROND})


def stadsdeel_van_pc4() -> dict[str, str]:
    """District per four-digit postcode."""
    return dict(Postcodegebied.objects.values_list("pc4", "stadsdeel_id"))


def tel_verstuurd(kwartaal: Kwartaal, vandaag: date) -> Telling:
    """Sent in the quarter: answers per district and per provider, and what was asked to lend. Two queries."""
    begin, einde = kwartaal.grenzen
    deel_van = stadsdeel_van_pc4()
    rijen = (
        Doorverwijzing.objects.filter(verstuurd_op__gte=begin, verstuurd_op__lt=einde)
        .order_by()
        .annotate(verstuurd=TruncDate("verstuurd_op"), antwoord=TruncDate("beantwoord_op"), geleend=F("aanbod__soort"))
        .values_list("pc4", "naar_organisatie_id", "geleend", "verstuurd", "antwoord", "status")
        .annotate(aantal=Count("pk"))
    )
    uit: Telling = Counter()
    for pc4, aanbieder, geleend, verstuurd, antwoord, status, aantal in rijen:
        deel = deel_van.get(pc4, ONBEKEND)
        hoe = soort_antwoord(verstuurd, antwoord, status in OPEN, vandaag)
        uit[Cel("antwoord", deel, hoe)] += aantal
        uit[Cel("antwoord_aanbieder", str(aanbieder), hoe)] += aantal
        wat = GELEEND.get(geleend)
        uit[Cel("uitgeleend", deel, f"{wat}_{'wel' if status in GEGEVEN else 'niet'}" if wat else "anders")] += aantal
    return uit


def soort_antwoord(verstuurd: date, antwoord: date | None, open_: bool, vandaag: date) -> str:
    """How a referral was answered, measured in the working days that the network agreed on."""
    termijn = na_werkdagen(verstuurd, WERKDAGEN[Stand.VERSTUURD])
    if antwoord is not None:
        return OP_TIJD if antwoord <= termijn else LATER
    if not open_:
        return ZONDER
    return BINNEN_TERMIJN if vandaag <= termijn else TE_LAAT


def tel_gesloten(kwartaal: Kwartaal) -> Telling:
    """Closed in the quarter, by what came of them. Two queries."""
    begin, einde = kwartaal.grenzen
    deel_van = stadsdeel_van_pc4()
    rijen = (
        Doorverwijzing.objects.filter(gesloten_op__gte=begin, gesloten_op__lt=einde)
        .order_by()
        .values_list("pc4", "status")
        .annotate(aantal=Count("pk"))
    )
    uit: Telling = Counter()
    for pc4, status, aantal in rijen:
        uit[Cel("uitkomst", deel_van.get(pc4, ONBEKEND), status)] += aantal
    return uit


def tel_gestart(kwartaal: Kwartaal) -> Telling:
    """Learners who began in the quarter, by the time between sending and beginning. Two queries."""
    deel_van = stadsdeel_van_pc4()
    rijen = (
        DoorverwijzingAntwoord.objects.filter(stand=Stand.GESTART)
        .order_by()
        .values("doorverwijzing")
        .annotate(begin=Min("wanneer"))
        .filter(begin__gte=kwartaal.van, begin__lt=kwartaal.tot)
        .values_list("begin", TruncDate("doorverwijzing__verstuurd_op"), "doorverwijzing__pc4")
    )
    uit: Telling = Counter()
    for begin, verstuurd, pc4 in rijen:
        dagen = (begin - verstuurd).days if verstuurd else 0
        bak = "twee" if dagen <= 14 else "zes" if dagen <= 42 else "langer"
        uit[Cel("wachttijd", deel_van.get(pc4, ONBEKEND), bak)] += 1
    return uit

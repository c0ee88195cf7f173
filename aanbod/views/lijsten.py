"""The two lists of referrals: the provider's inbox, and what a referrer sent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.verzoek import Verzoek

from ..choices import BIJ_ONTVANGER, OPEN, Vak
from ..models import Doorverwijzing
from ..permissions import BEHEERT, VERZENDT

PER_PAGINA = 25
IEDEREEN = (Rol.COACH, Rol.AANBIEDER, Rol.BEHEERDER)


@vereist_rol(*IEDEREEN)
def begin(request: Verzoek) -> HttpResponse:
    """Where the menu leads: providers to their inbox, who only refers to what was sent."""
    return redirect("aanbod:inbak" if request.user.heeft_rol(Rol.AANBIEDER) else "aanbod:verstuurd")


@vereist_rol(*BEHEERT)
def inbak(request: Verzoek) -> HttpResponse:
    """What came in, the latest due date first; closed ones behind their own tab. Answered from the list itself."""
    alles = Doorverwijzing.objects.ontvangen_door(request.user)
    vandaag = timezone.localdate()
    week = einde_week(vandaag)
    tellingen = alles.aggregate(
        gesloten=Count("pk", filter=~Q(status__in=OPEN)),
        laat=Count("pk", filter=Q(status__in=OPEN, uiterlijk__lt=vandaag)),
        vandaag=Count("pk", filter=Q(status__in=BIJ_ONTVANGER, uiterlijk=vandaag)),
        week=Count("pk", filter=Q(status__in=BIJ_ONTVANGER, uiterlijk__gt=vandaag, uiterlijk__lte=week)),
    )
    gesloten = request.GET.get("toon") == "gesloten"
    zoek = alles.exclude(status__in=OPEN).order_by("-gesloten_op", "-pk") if gesloten else alles.open().order_by(
        "uiterlijk", "pk"
    )  # fmt: skip
    pagina = Paginator(zoek.voor_lijst(), PER_PAGINA).get_page(request.GET.get("page"))
    for rij in pagina.object_list:
        voor_sjabloon(rij, groep=groep(rij, vandaag))
    return _toon(request, "aanbod/inbak.html", pagina, tellingen, gesloten)


@vereist_rol(*VERZENDT)
def verstuurd(request: Verzoek) -> HttpResponse:
    """What we sent: where we have the next step, what is new, what stays silent, and the rest."""
    vandaag = timezone.localdate()
    alles = Doorverwijzing.objects.verstuurd_door(request.user)
    levend = alles.niet_voorbij().met_vak(request.user, vandaag)
    tellingen = levend.aggregate(
        **{vak.name.lower(): Count("pk", filter=Q(vak=vak)) for vak in Vak if vak != Vak.KLAAR}
    )
    in_lijst = sum(tellingen.values())
    tellingen["gesloten"] = alles.exclude(status__in=OPEN).count()
    gesloten = request.GET.get("toon") == "gesloten"
    zoek = alles.exclude(status__in=OPEN).order_by("-gesloten_op", "-pk") if gesloten else levend.exclude(
        Q(("vak", Vak.KLAAR))
    ).order_by(F("vak"), "uiterlijk", "pk")  # fmt: skip
    paginator = Paginator(zoek.voor_lijst(), PER_PAGINA)
    paginator.count = tellingen["gesloten"] if gesloten else in_lijst  # counted above; judging every card again is dear
    pagina: Page[Any] = paginator.get_page(request.GET.get("page"))
    for rij in pagina.object_list:
        voor_sjabloon(rij, groep="Afgesloten" if gesloten else Vak(rij.vak).label)
    return _toon(request, "aanbod/verstuurd.html", pagina, tellingen, gesloten)


def _toon(request: Verzoek, sjabloon: str, pagina: Any, tellingen: dict[str, int], gesloten: bool) -> HttpResponse:
    return render(
        request,
        sjabloon,
        {
            "page_obj": pagina,
            "tellingen": tellingen,
            "gesloten": gesloten,
            "twee_kanten": request.user.heeft_rol(*BEHEERT) and request.user.heeft_rol(*VERZENDT),
        },
    )


def einde_week(vandaag: date) -> date:
    """The Sunday of this week."""
    return vandaag + timedelta(days=6 - vandaag.weekday())


def groep(rij: Doorverwijzing, vandaag: date) -> str:
    """Under which heading a referral stands in the inbox."""
    if not rij.is_open or rij.uiterlijk is None:
        return "Afgesloten"
    if rij.uiterlijk < vandaag:
        return "Te laat"
    if rij.uiterlijk == vandaag:
        return "Vandaag"
    return "Deze week" if rij.uiterlijk <= einde_week(vandaag) else "Later"

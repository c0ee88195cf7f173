"""Keeping people: which check-ins are due, who has a quiet spell, and why help stopped."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from ..choices import AfwijsReden, KoppelingStatus, StopReden, StopSoort
from ..models import Koppeling, Uren, Vrijwilliger
from ..querysets import eigen_organisaties
from .hulpjes import kruimels, pagina

#: Check-ins of the coming weeks are on the list as well, so that calls can be planned.
VOORUIT = timedelta(days=14)
#: Reasons are counted over the last year.
PERIODE = timedelta(days=365)


@require_GET
@vereist_rol(Rol.COORDINATOR)
def checkins(request: Verzoek) -> HttpResponse:
    """Check-ins due, most overdue first; and the reasons for stopping in the last year, with their number."""
    vandaag = timezone.localdate()
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    mijne = Koppeling.objects.filter(organisatie__in=eigen)
    rijen = (
        mijne.filter(status=KoppelingStatus.GESTART, volgende_checkin__lte=vandaag + VOORUIT)
        .select_related("hulpvraag", "vrijwilliger")
        .order_by("volgende_checkin", "pk")
    )
    page_obj = pagina(request, rijen)
    return render(
        request,
        "vrijwilligers/checkins.html",
        {
            "page_obj": page_obj,
            "regels": [{"koppeling": k, "laat": (vandaag - k.volgende_checkin).days} for k in page_obj],
            "redenen": _redenen(mijne.filter(geeindigd_op__gte=vandaag - PERIODE)),
            "gestopt": _gestopt(eigen, vandaag),
            "uren": Uren.objects.filter(organisatie__in=eigen, dag__gt=vandaag - PERIODE).aggregate(som=Sum("uren"))[
                "som"
            ],
            "kruimels": kruimels(("Check-ins", "")),
        },
    )


def _gestopt(eigen: list[int], vandaag: date) -> list[tuple[str, int]]:
    """Why volunteers stopped in the last year, most frequent first."""
    rijen = (
        Vrijwilliger.objects.filter(organisatie__in=eigen, gestopt_op__gt=vandaag - PERIODE)
        .order_by()
        .values_list("stopsoort")
        .annotate(n=Count("pk"))
    )
    namen = dict(StopSoort.choices)
    return sorted(((namen.get(soort, "Geen reden gekozen"), n) for soort, n in rijen), key=lambda r: (-r[1], r[0]))


def _redenen(rijen: Any) -> list[dict[str, Any]]:
    """Why it stopped or did not go on, most frequent first; finished help is counted too, as the denominator."""
    woorden = {
        KoppelingStatus.GESTOPT: ("Gestopt", dict(StopReden.choices)),
        KoppelingStatus.AFGEWEZEN: ("Ging niet door", dict(AfwijsReden.choices)),
    }
    tellingen: Counter[tuple[str, str]] = Counter()
    for status, reden, aantal in rijen.order_by().values_list("status", "reden").annotate(n=Count("pk")):
        if status in woorden:
            kop, namen = woorden[status]
            tellingen[kop, namen.get(reden, "Geen reden vastgelegd")] += aantal
        elif status == KoppelingStatus.VERLOPEN:
            tellingen["Ging niet door", "Vervallen zonder antwoord"] += aantal
        elif status == KoppelingStatus.AFGEROND:
            tellingen["Klaar", "Het doel is bereikt"] += aantal
    return [
        {"wat": wat, "reden": reden, "aantal": aantal}
        for (wat, reden), aantal in sorted(tellingen.items(), key=lambda paar: (-paar[1], paar[0]))
    ]

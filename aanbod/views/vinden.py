"""More ways to find: on a map, near by, by the profile of a learner, and what there is besides lessons."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from netwerk.kern.leesreplica import van_de_replica
from netwerk.kern.models import Locatie, Postcodegebied
from netwerk.kern.profiel import Plaats
from netwerk.kern.stadskaart import stadskaart
from netwerk.kern.talen import PARAMETER, meertalig
from netwerk.kern.verzoek import Bezoek

from .. import kaart as kaarten
from ..choices import LEENSOORTEN, Soort
from ..filters import AanbodFilter
from ..models import Aanbod
from ..passend import PassendFormulier
from ..rijen import met_nu
from ..rooster import rooster
from ..zoeken import adviseer

#: Further than this from every postcode area somebody is not in this city.
BUITEN_DE_STAD_M = 6_000
MEESTE_OP_PAPIER = 6


@meertalig
@login_not_required
@van_de_replica
def kaart(request: HttpRequest) -> HttpResponse:
    """The same search on a map. Without tiles or script: districts drawn as links, and a list of them."""
    filter_ = AanbodFilter(request.GET or None, queryset=Aanbod.objects.gepubliceerd())
    geldig = not filter_.is_bound or filter_.form.is_valid()
    plekken, per_deel = kaarten.punten(filter_.qs if geldig else Aanbod.objects.none())
    tekening = stadskaart()
    actief = filter_.actief() if filter_.is_bound else {}
    rest = request.GET.copy()
    for naam in ("page", "stadsdeel"):
        rest.pop(naam, None)
    delen = []
    for nummer, vlak in enumerate(tekening.vlakken if tekening else ()):
        rest["stadsdeel"] = vlak.code
        url = f"{reverse('aanbod:lijst')}?{rest.urlencode()}"
        delen.append({"vlak": vlak, "aantal": per_deel[vlak.code], "url": url, "kleur": nummer % 8})
    for plek in plekken:
        for punt in plek["aanbod"]:
            punt["url"] = reverse("aanbod:detail", args=[punt.pop("slug")])
        if tekening:
            plek["x"], plek["y"] = tekening.plek(plek["lat"], plek["lon"])
    tegels = {
        "tegels": settings.KAART_TEGELS,
        "bron": settings.KAART_BRON,
        "bron_url": settings.KAART_BRON_URL,
        "plekken": plekken,
    }
    terug = request.GET.copy()
    terug.pop("page", None)
    return render(
        request,
        "aanbod/kaart.html",
        {
            "filter": filter_,
            "actief": list(actief.values()),
            "aantal_actief": len(actief),
            "plekken": plekken,
            "delen": delen,
            "tekening": tekening,
            "met_tegels": bool(settings.KAART_TEGELS),
            "gegevens": tegels,
            "lijst_url": f"{reverse('aanbod:lijst')}?{terug.urlencode()}",
        },
    )


@meertalig
@login_not_required
def bij_mij(request: HttpRequest) -> HttpResponse:
    """From where a phone says it is to the nearest postcode area; the place itself is not kept, nor in the address."""
    rest = request.GET.copy()
    lat_tekst, lon_tekst = (rest.pop(naam, [""])[-1] for naam in ("lat", "lon"))
    try:
        lat, lon = float(lat_tekst), float(lon_tekst)
        ik = Plaats(lat, lon)
        dichtst = min(
            ((ik.afstand_m(lat_, lon_), pc4) for pc4, lat_, lon_ in _gebieden()), default=(BUITEN_DE_STAD_M + 1.0, "")
        )
    except (ValueError, OverflowError):
        dichtst = (BUITEN_DE_STAD_M + 1.0, "")
    rest.pop("page", None)
    # "not (… <= …)" and not ">": a place that is no number is nowhere.
    if not dichtst[0] <= BUITEN_DE_STAD_M:
        messages.warning(request, gettext("U bent niet in deze stad, of uw plek is niet bekend. Vul een postcode in."))
    else:
        rest["pc4"] = dichtst[1]
    return redirect(f"{reverse('aanbod:lijst')}?{rest.urlencode()}")


def _gebieden() -> list[tuple[str, float, float]]:
    return list(Postcodegebied.objects.values_list("pc4", "lat", "lon"))


@login_not_required
def passend(request: HttpRequest) -> HttpResponse:
    """What fits a learner, with the reasons; the address says what somebody needs and not who. For coaches: Dutch."""
    form = PassendFormulier(request.GET or None)
    uitkomst = adviseer(form.profiel(), limiet=10) if form.is_bound and form.is_valid() else None
    afgevallen = {punt.pk for punt in uitkomst.afgevallen} if uitkomst else set()
    return render(
        request,
        "aanbod/passend.html",
        {
            "form": form,
            "uitkomst": uitkomst,
            "slugs": dict(Aanbod.objects.filter(pk__in=afgevallen).values_list("pk", "slug")) if afgevallen else {},
        },
        status=422 if form.errors else 200,
    )


@meertalig
@login_not_required
@van_de_replica
def apparaten(request: HttpRequest) -> HttpResponse:
    """Besides lessons: a laptop to borrow or keep, internet at home, and where wifi is free and computers stand."""
    spullen = list(
        Aanbod.objects.gepubliceerd()
        .filter(soort__in=[*LEENSOORTEN, Soort.COMPUTERS, Soort.WIFI])
        .voor_rijen()
        .order_by("soort", "naam")
    )
    met_nu(spullen)
    soorten = [
        (soort.label, [rij for rij in spullen if rij.soort == soort])
        for soort in (Soort.LAPTOP_LENEN, Soort.LAPTOP_KRIJGEN, Soort.INTERNET_THUIS, Soort.COMPUTERS, Soort.WIFI)
    ]
    plekken = (
        Locatie.objects.filter(Q(gratis_wifi=True) | Q(computers__gt=0), organisatie__actief=True)
        .select_related("stadsdeel", "organisatie")
        .order_by("stadsdeel__volgorde", "naam")
    )
    return render(
        request,
        "aanbod/apparaten.html",
        {
            "soorten": [(label, rijen) for label, rijen in soorten if rijen],
            "plekken": plekken,
            "vandaag": timezone.localdate(),
        },
    )


@meertalig
@login_not_required
@van_de_replica
def meenemen(request: Bezoek) -> HttpResponse:
    """On paper, in the learner's language: what, where, how to get there, when, and a code that leads to the page."""
    slugs = list(dict.fromkeys(request.GET.getlist("kies")))[:MEESTE_OP_PAPIER]
    zoek = (
        Aanbod.objects.gepubliceerd()
        .filter(slug__in=slugs)
        .select_related("organisatie")
        .prefetch_related("locaties__stadsdeel", "talen", "tijden", "uitzonderingen")
    )
    rijen: list[Any] = sorted(zoek, key=lambda rij: slugs.index(rij.slug))
    nu = timezone.now()
    for rij in rijen:
        url = f"{settings.PORTAAL_URL}{rij.get_absolute_url()}"
        rij.qr_url = f"{url}?{urlencode({PARAMETER: request.taal})}" if request.taal != "nl" else url
        rij.qr = segno.make(rij.qr_url, error="m").svg_data_uri(scale=4, border=2)
        rij.uren = rooster(rij, nu)
    return render(request, "aanbod/meenemen.html", {"rijen": rijen, "vandaag": timezone.localdate()})

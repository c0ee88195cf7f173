"""What concerns more than one provider: what ends soon, and who waits for a device."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from .. import klok_aanbod
from ..choices import LEENSOORTEN, OPEN, Stand
from ..models import Aanbod, Doorverwijzing
from ..permissions import BEHEERT

#: Whom the end of money concerns: the network's own roles see everything, a provider its own.
NETWERK = (Rol.REGIE, Rol.SECRETARIS, Rol.CURATOR)


@vereist_rol(*NETWERK, *BEHEERT)
def loopt_af(request: Verzoek) -> HttpResponse:
    """What stops within half a year, or whose money does. A provider sees its own, the network everything."""
    zoek = klok_aanbod.loopt_af(timezone.localdate()).select_related("organisatie")
    alles = request.user.heeft_rol(*NETWERK)
    if not alles:
        zoek = zoek.filter(pk__in=Aanbod.objects.te_beheren_door(request.user).values("pk"))
    pagina = Paginator(zoek, 25).get_page(request.GET.get("page"))
    return render(request, "aanbod/loopt_af.html", {"page_obj": pagina, "alles": alles})


@vereist_rol(*BEHEERT)
def leenvragen(request: Verzoek) -> HttpResponse:
    """Requests for a device or internet: who waits, who has one, and what came of it. The longest waiting first."""
    alles = Doorverwijzing.objects.ontvangen_door(request.user).filter(aanbod__soort__in=LEENSOORTEN)
    tellingen = alles.aggregate(
        gevraagd=Count("pk", filter=Q(status__in=[Stand.VERSTUURD, Stand.ONTVANGEN])),
        wachtlijst=Count("pk", filter=Q(status=Stand.WACHTLIJST)),
        mee=Count("pk", filter=Q(status=Stand.GESTART)),
        klaar=Count("pk", filter=~Q(status__in=OPEN)),
    )
    gesloten = request.GET.get("toon") == "gesloten"
    zoek = (
        alles.exclude(status__in=OPEN).order_by("-gesloten_op", "-pk")
        if gesloten
        else alles.open().order_by("verstuurd_op", "pk")
    )
    pagina = Paginator(zoek.voor_lijst(), 25).get_page(request.GET.get("page"))
    return render(
        request, "aanbod/leenvragen.html", {"page_obj": pagina, "tellingen": tellingen, "gesloten": gesloten}
    )

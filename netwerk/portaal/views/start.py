"""The front door: for a visitor who looks for help, and for a member who wants to know what waits today."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode

from aanbod.models import Aanbod
from netwerk.kern.models import Leervraag, Stadsdeel
from netwerk.kern.navigatie import menu_voor
from netwerk.kern.talen import BRON, meertalig, vertaal_formulier
from netwerk.kern.verzoek import Bezoek
from netwerk.overleg.models import Bijeenkomst

from .. import beginnen, snelkoppelingen, vandaag
from ..forms import ZoekHulp
from ..meldingen import gezien_door, maak, mijn_stadsdelen
from ..nieuws import nieuws, nieuws_in


def groet(uur: int) -> str:
    """What one says at this hour (0 to 23)."""
    if uur < 6:
        return "Goedenacht"
    return "Goedemorgen" if uur < 12 else "Goedemiddag" if uur < 18 else "Goedenavond"


@meertalig
@login_not_required
def home(request: Bezoek) -> HttpResponse:
    """One's own home, or the public one."""
    if not request.user.is_authenticated or "q" in request.GET or "pc4" in request.GET:
        return _openbaar(request)
    # One's own home is a staff page.
    request.taal = ""
    translation.activate(BRON)
    lijsten = [] if request.COOKIES.get(beginnen.KOEKJE) else beginnen.voor(request.user)
    punten, delen = vandaag.alle_punten(request.user), mijn_stadsdelen(request.user)
    in_de_buurt = nieuws_in(request.user, delen)
    return render(
        request,
        "portaal/home.html",
        {
            "beginnen": [lijst for lijst in lijsten if not lijst.klaar],
            "begroeting": f"{groet(timezone.localtime().hour)}, {request.user.get_short_name()}",
            "vandaag": vandaag.orden(punten, timezone.localdate(), alles="alles" in request.GET),
            "nieuwe_meldingen": sum(m.nieuw for m in maak(punten, in_de_buurt, gezien_door(request.user))),
            "delen": delen,
            "in_de_buurt": in_de_buurt[:6],
            "alles": "alles" in request.GET,
            "snel": snelkoppelingen.voor(request.user, menu_voor(request)),
            "nieuws": nieuws(request.user),
            "volgende": Bijeenkomst.objects.zichtbaar_voor(request.user).komend().first(),
            "organisaties": sorted({lid.organisatie.naam for lid in request.user.lidmaatschappen_nu}),
        },
    )


def _openbaar(request: HttpRequest) -> HttpResponse:
    """Find help near by. A search that can be understood goes on to the directory. Three queries."""
    gezocht = "q" in request.GET or "pc4" in request.GET
    form = ZoekHulp(request.GET if gezocht else None)
    vertaal_formulier(form)
    if gezocht and form.is_valid():
        gebied = form.cleaned_data["pc4"]
        vraag = {"q": form.cleaned_data["q"], "pc4": gebied.pc4 if gebied else ""}
        doel = urlencode({naam: waarde for naam, waarde in vraag.items() if waarde})
        return redirect(reverse("aanbod:lijst") + (f"?{doel}" if doel else ""))
    return render(
        request,
        "portaal/openbaar.html",
        {
            "form": form,
            "themas": Leervraag.objects.themas().order_by("volgorde"),
            "stadsdelen": Stadsdeel.objects.all(),
            "telling": Aanbod.objects.gepubliceerd().aggregate(
                plekken=Count("pk"), organisaties=Count("organisatie", distinct=True)
            ),
            "aanbod_url": reverse("aanbod:lijst"),
        },
    )

"""More on the volunteer's own page: how it goes, hours, and the answer to going to another organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from netwerk.kern.talen import vertaal_formulier
from netwerk.kern.workflow import WerkstroomFout

from ..actions import houden, overdracht
from ..forms_houden import TerugkoppelFormulier, UrenFormulier
from ..models import Koppeling, Overdracht, Vrijwilliger
from .houden import _velden
from .hulpjes import formulierpagina, meld_fout
from .mijn import eigen_pagina


def _pagina(request: HttpRequest, form: Any, titel: str, token: str) -> HttpResponse:
    terug = reverse("vrijwilligers:mijn", args=[token])
    return formulierpagina(request, form, titel, terug, kruimels=None, knop=gettext("Opslaan"))


@require_http_methods(["GET", "POST"])
@eigen_pagina
def hoe_gaat_het(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str, pk: int) -> HttpResponse:
    """The volunteer's own feedback about one learner."""
    rij = get_object_or_404(Koppeling.objects.filter(vrijwilliger=vrijwilliger), pk=pk)
    form = TerugkoppelFormulier(request.POST if request.method == "POST" else None)
    vertaal_formulier(form)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(None)
        try:
            if eerste:
                houden.koppel_terug(koppeling=rij, door=None, **_velden(form))
                inzending.rond_af(request.path)
        except WerkstroomFout as fout:
            form.add_error(None, gettext(str(fout)))
        else:
            messages.success(request, gettext("Dank u wel. Uw coördinator leest dit."))
            return redirect("vrijwilligers:mijn", token=token)
    return _pagina(request, form, gettext("Hoe gaat het?"), token)


@require_http_methods(["GET", "POST"])
@eigen_pagina
def uren(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """Write down hours."""
    form = UrenFormulier(request.POST if request.method == "POST" else None)
    vertaal_formulier(form)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(None)
        try:
            if eerste:
                houden.schrijf_uren(vrijwilliger=vrijwilliger, door=None, **_velden(form))
                inzending.rond_af(request.path)
        except WerkstroomFout as fout:
            form.add_error("dag", gettext(str(fout)))
        else:
            messages.success(request, gettext("Uw uren staan erbij. Dank u wel."))
            return redirect("vrijwilligers:mijn", token=token)
    return _pagina(request, form, gettext("Mijn uren"), token)


@require_POST
@eigen_pagina
def overdracht_antwoord(
    request: HttpRequest, vrijwilliger: Vrijwilliger, token: str, pk: int, keuze: str
) -> HttpResponse:
    """May the other organisation have my data: yes or no."""
    rij = get_object_or_404(Overdracht.objects.filter(vrijwilliger=vrijwilliger).select_related("naar"), pk=pk)
    try:
        with transaction.atomic():
            overdracht.beantwoord(overdracht_id=rij.pk, ja=keuze == "ja")
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        if keuze == "ja":
            tekst = gettext("Dank u wel. %(naar)s neemt contact met u op.") % {"naar": rij.naar}
        else:
            tekst = gettext("Dank u wel. Er verandert niets.")
        messages.success(request, tekst)
    return redirect("vrijwilligers:mijn", token=token)

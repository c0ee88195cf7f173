"""More on the volunteer's own page: how it goes, hours, and the answer to going to another organisation."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from netwerk.kern.workflow import WerkstroomFout

from ..actions import houden, overdracht
from ..forms_houden import TerugkoppelFormulier, UrenFormulier
from ..models import Koppeling, Overdracht, Vrijwilliger
from .houden import _velden
from .hulpjes import formulierpagina, meld_fout
from .mijn import eigen_pagina


@require_http_methods(["GET", "POST"])
@eigen_pagina
def hoe_gaat_het(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str, pk: int) -> HttpResponse:
    """The volunteer's own feedback about one learner."""
    rij = get_object_or_404(Koppeling.objects.filter(vrijwilliger=vrijwilliger), pk=pk)
    form = TerugkoppelFormulier(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(None)
        try:
            if eerste:
                houden.koppel_terug(koppeling=rij, door=None, **_velden(form))
                inzending.rond_af(request.path)
        except WerkstroomFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Dank u wel. Uw coördinator leest dit.")
            return redirect("vrijwilligers:mijn", token=token)
    return formulierpagina(request, form, "Hoe gaat het?", reverse("vrijwilligers:mijn", args=[token]), kruimels=None)


@require_http_methods(["GET", "POST"])
@eigen_pagina
def uren(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """Write down hours."""
    form = UrenFormulier(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(None)
        try:
            if eerste:
                houden.schrijf_uren(vrijwilliger=vrijwilliger, door=None, **_velden(form))
                inzending.rond_af(request.path)
        except WerkstroomFout as fout:
            form.add_error("dag", str(fout))
        else:
            messages.success(request, "Uw uren staan erbij. Dank u wel.")
            return redirect("vrijwilligers:mijn", token=token)
    return formulierpagina(request, form, "Mijn uren", reverse("vrijwilligers:mijn", args=[token]), kruimels=None)


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
        ja = f"{rij.naar} neemt contact met u op." if keuze == "ja" else "Er verandert niets."
        messages.success(request, f"Dank u wel. {ja}")
    return redirect("vrijwilligers:mijn", token=token)

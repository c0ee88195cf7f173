"""What is written down about one volunteer: what was shown and signed, what was passed, and why somebody stops."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions, workflow
from ..choices import VrijwilligerStatus
from ..forms import ModuleFormulier, ScreeningFormulier, StopFormulier
from ..models import Screening, Vrijwilliger
from .hulpjes import formulierpagina


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def screening(request: Verzoek, pk: int) -> HttpResponse:
    """Write down what was asked, shown and signed."""
    vrijwilliger = get_object_or_404(Vrijwilliger.objects.begeleid_door(request.user), pk=pk)
    bestaand = Screening.objects.filter(vrijwilliger=vrijwilliger).first()
    instance = bestaand or Screening(vrijwilliger=vrijwilliger, organisatie_id=vrijwilliger.organisatie_id)
    form = ScreeningFormulier(request.POST if request.method == "POST" else None, instance=instance)
    if request.method == "POST" and form.is_valid():
        velden = [naam for naam in form.changed_data if naam not in ("versie", "sleutel")]
        actions.bewaar_screening(screening=form.save(commit=False), velden=velden, door=request.user)
        messages.success(request, "De screening is opgeslagen.")
        return redirect(vrijwilliger)
    return formulierpagina(request, form, f"Screening van {vrijwilliger.naam}", vrijwilliger.get_absolute_url())


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def module(request: Verzoek, pk: int) -> HttpResponse:
    """Sign up for a module or write down that it was passed."""
    vrijwilliger = get_object_or_404(Vrijwilliger.objects.begeleid_door(request.user), pk=pk)
    form = ModuleFormulier(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        schoon = form.cleaned_data
        try:
            actions.leg_module_vast(
                vrijwilliger=vrijwilliger, module=schoon["module"], behaald_op=schoon["behaald_op"], door=request.user
            )
        except WerkstroomFout as fout:
            form.add_error("behaald_op", str(fout))
        else:
            messages.success(request, "De opleiding is opgeslagen.")
            return redirect(vrijwilliger)
    return formulierpagina(request, form, f"Opleiding van {vrijwilliger.naam}", vrijwilliger.get_absolute_url())


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def stop(request: Verzoek, pk: int) -> HttpResponse:
    """Somebody stops: why, and may we ask again."""
    vrijwilliger = get_object_or_404(Vrijwilliger.objects.begeleid_door(request.user), pk=pk)
    if not workflow.vrijwilliger.kan(vrijwilliger, "stop", request.user):
        lopend = "Er loopt nog hulp." if vrijwilliger.status == VrijwilligerStatus.ACTIEF else ""
        messages.error(
            request,
            f"Stoppen kan nu niet. {lopend} Rond eerst de koppelingen af." if lopend else "Stoppen kan nu niet.",
        )
        return redirect(vrijwilliger)
    form = StopFormulier(
        request.POST if request.method == "POST" else None,
        initial={"mag_teruggevraagd": vrijwilliger.mag_teruggevraagd},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.verzet(
                vrijwilliger=vrijwilliger,
                naam="stop",
                door=request.user,
                stopsoort=form.cleaned_data["stopsoort"],
                stopreden=form.cleaned_data["stopreden"],
                mag_teruggevraagd=form.cleaned_data["mag_teruggevraagd"],
            )
        except WerkstroomFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, f"{vrijwilliger.naam} is gestopt. Vergeet het bedankje niet.")
            return redirect(vrijwilliger)
    return formulierpagina(
        request, form, f"{vrijwilliger.naam} stopt", vrijwilliger.get_absolute_url(), knop="Stopt", knop_soort="danger"
    )

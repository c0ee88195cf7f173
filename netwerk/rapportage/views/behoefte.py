"""The estimated need per district: who reaches whom is only worth something beside how many there are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from netwerk.kern.choices import Rol
from netwerk.kern.models import Stadsdeel
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from ..actions import zet_behoefte
from ..forms import BehoefteFormulier
from ..models import Behoefte


@vereist_rol(Rol.REGIE)
def behoefte(request: Verzoek) -> HttpResponse:
    """All districts with their estimate and its source. Two queries."""
    bekend = {rij.stadsdeel_id: rij for rij in Behoefte.objects.select_related("gewijzigd_door")}
    return render(
        request,
        "rapportage/behoefte.html",
        {"rijen": [(deel, bekend.get(deel.pk)) for deel in Stadsdeel.objects.all()]},
    )


@vereist_rol(Rol.REGIE)
def behoefte_wijzig(request: Verzoek, code: str) -> HttpResponse:
    """Fill in or correct one estimate."""
    deel = get_object_or_404(Stadsdeel, pk=code)
    rij = Behoefte.objects.filter(stadsdeel=deel).first()
    if request.method == "POST" and rij is None:
        rij, _ = Behoefte.objects.get_or_create(stadsdeel=deel)
    form = BehoefteFormulier(
        request.POST if request.method == "POST" else None, instance=rij or Behoefte(stadsdeel=deel)
    )
    if request.method == "POST" and form.is_valid():
        zet_behoefte(form, door=request.user)
        messages.success(request, f"De schatting voor {deel} is opgeslagen.")
        return redirect("rapportage:behoefte")
    return render(
        request,
        "rapportage/behoefte_wijzig.html",
        {"form": form, "deel": deel, "lijst_url": reverse("rapportage:behoefte")},
        status=422 if form.errors else 200,
    )

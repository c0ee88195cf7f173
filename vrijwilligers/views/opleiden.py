"""The coordinator beside one volunteer: the learning line with a button at each step, and the link to the own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from .. import berichten, leerlijn
from ..actions import scholing
from ..forms_scholing import ZelfcheckFormulier
from ..models import Vrijwilliger, Zelfcheck
from .hulpjes import formulierpagina, kruimels
from .leren import leerlijn_regels


def _van_mij(request: Verzoek, pk: int) -> Vrijwilliger:
    return get_object_or_404(
        Vrijwilliger.objects.begeleid_door(request.user).select_related("organisatie").exclude(status="gestopt"), pk=pk
    )


@require_GET
@vereist_rol(Rol.COORDINATOR)
def leren(request: Verzoek, pk: int) -> HttpResponse:
    """What this volunteer passed, what comes first, and every coming session with its own button."""
    wie = _van_mij(request, pk)
    stappen = leerlijn.stappen(wie)
    adressen = {
        "certificaat": "vrijwilligers:certificaat",
        "inschrijven": "vrijwilligers:sessie_inschrijven",
        "afmelden": "vrijwilligers:deelname_af",
    }
    return render(
        request,
        "vrijwilligers/leren_van.html",
        {
            "wie": wie, "klaar": sum(s.behaald for s in stappen), "totaal": len(stappen),
            "regels": leerlijn_regels(stappen, lambda naam, nummer: reverse(adressen[naam], args=[nummer])),
            "zelfcheck_code": leerlijn.ZELFCHECK, "zelfcheck_url": reverse("vrijwilligers:zelfcheck_samen", args=[pk]),
            "zelfcheck": Zelfcheck.objects.filter(vrijwilliger=wie).first(), "vanaf": leerlijn.KAN_HELPEN_VANAF,
            "kruimels": kruimels((wie.naam, wie.get_absolute_url()), ("Opleiding", "")),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def zelfcheck_samen(request: Verzoek, pk: int) -> HttpResponse:
    """The self-check during the first talk, for who does not use the own page: the volunteer says, one types."""
    wie = _van_mij(request, pk)
    vorige = Zelfcheck.objects.filter(vrijwilliger=wie).first()
    form = ZelfcheckFormulier(
        request.POST if request.method == "POST" else None, initial=vorige.niveaus if vorige else {}
    )
    terug = reverse("vrijwilligers:leren", args=[pk])
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if eerste:
            scholing.doe_zelfcheck(vrijwilliger=wie, niveaus=form.niveaus, door=request.user)
            inzending.rond_af(terug)
        messages.success(request, f"De zelfcheck van {wie.voornaam} is opgeslagen. Kies nu een training.")
        return redirect(terug)
    return formulierpagina(
        request, form, f"Zelfcheck van {wie.voornaam}", terug, knop="Klaar",
        inleiding=f"Lees de zinnen samen. {wie.voornaam} kiest bij elk onderwerp de zin die het best past. "
        "Het is geen examen: zo weten jullie waar iemand anderen mee kan helpen.",
    )  # fmt: skip


@require_POST
@vereist_rol(Rol.COORDINATOR)
def stuur_link(request: Verzoek, pk: int) -> HttpResponse:
    """Mail the volunteer the link to the own page: training, self-check, availability, hours."""
    wie = _van_mij(request, pk)
    if berichten.mail_eigen_pagina(wie):
        messages.success(request, f"{wie.voornaam} kreeg een e-mail met de link. Die werkt 30 dagen.")
    else:
        messages.error(request, f"De e-mail is niet verstuurd. Heeft {wie.voornaam} een e-mailadres?")
    naar = reverse("vrijwilligers:leren", args=[pk]) if request.POST.get("terug") == "leren" else wie.get_absolute_url()
    return redirect(naar)

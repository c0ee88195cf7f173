"""Keeping people: the coach's feedback, hours, thanks, stopping, and going to another organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.models import Organisatie
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions, berichten
from ..actions import houden, overdracht
from ..forms_houden import BedankFormulier, OverdrachtFormulier, TerugkoppelFormulier, UrenFormulier
from ..models import Koppeling, Overdracht, Vrijwilliger
from ..querysets import eigen_organisaties
from .hulpjes import formulierpagina, meld_fout


def _van_mij(request: Verzoek, pk: int) -> Vrijwilliger:
    return get_object_or_404(Vrijwilliger.objects.begeleid_door(request.user).select_related("organisatie"), pk=pk)


def _velden(form: Any) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in form.cleaned_data.items() if naam != "sleutel"}


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR, Rol.COACH)
def terugkoppeling(request: Verzoek, pk: int) -> HttpResponse:
    """The learner's coach says how it goes."""
    rij = get_object_or_404(
        Koppeling.objects.filter(
            van_organisatie__in=eigen_organisaties(request.user, Rol.COACH, Rol.COORDINATOR)
        ).select_related("hulpvraag"),
        pk=pk,
    )
    form = TerugkoppelFormulier(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        try:
            if eerste:
                houden.koppel_terug(koppeling=rij, door=request.user, **_velden(form))
                inzending.rond_af(rij.get_absolute_url())
        except WerkstroomFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Dank u wel. De coördinator ziet dit.")
            return redirect(rij)
    return formulierpagina(
        request, form, "Hoe gaat het?", rij.get_absolute_url(), inleiding=f"{rij.voornaam} en {rij.hulpvraag.roepnaam}"
    )


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def uren(request: Verzoek, pk: int) -> HttpResponse:
    """Hours written down by the coordinator."""
    wie = _van_mij(request, pk)
    form = UrenFormulier(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        try:
            if eerste:
                houden.schrijf_uren(vrijwilliger=wie, door=request.user, **_velden(form))
                inzending.rond_af(wie.get_absolute_url())
        except WerkstroomFout as fout:
            form.add_error("dag", str(fout))
        else:
            messages.success(request, "De uren zijn opgeschreven.")
            return redirect(wie)
    return formulierpagina(request, form, f"Uren van {wie.naam}", wie.get_absolute_url())


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def bedank(request: Verzoek, pk: int) -> HttpResponse:
    """Thank somebody, by mail when there is an address."""
    wie = _van_mij(request, pk)
    form = BedankFormulier(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if eerste:
            houden.bedank(vrijwilliger=wie, door=request.user)
            berichten.mail_bedankje(wie, form.cleaned_data["tekst"])
            inzending.rond_af(wie.get_absolute_url())
        messages.success(request, f"{wie.voornaam} is bedankt.")
        return redirect(wie)
    hoe = "is per e-mail verstuurd" if wie.email else "geeft u zelf door: er is geen e-mailadres"
    return formulierpagina(
        request, form, f"{wie.voornaam} bedanken", wie.get_absolute_url(), knop="Bedank", inleiding=f"Uw bericht {hoe}."
    )


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def overdragen(request: Verzoek, pk: int) -> HttpResponse:
    """Ask the volunteer whether another organisation may have the data."""
    wie = _van_mij(request, pk)
    keuzes = Organisatie.objects.filter(pk__in=actions.met_coordinator()).exclude(pk=wie.organisatie_id or 0)
    form = OverdrachtFormulier(request.POST if request.method == "POST" else None, organisaties=keuzes)
    if request.method == "POST" and form.is_valid():
        velden = _velden(form)
        inzending, eerste = form.claim(request.user)
        try:
            if eerste:
                rij = overdracht.vraag_overdracht(vrijwilliger=wie, door=request.user, **velden)
                if not rij.antwoord:
                    berichten.mail_overdracht(rij)
                # After a spoken yes to going over, the record is no longer ours to show.
                inzending.rond_af(_daarna(rij))
        except WerkstroomFout as fout:
            form.add_error(None, str(fout))
        else:
            doel = inzending.doel_url or reverse("vrijwilligers:bord")
            messages.success(request, "Vastgelegd." if velden["mondeling"] else f"{wie.voornaam} kreeg uw vraag.")
            return redirect(doel)
    return formulierpagina(
        request, form, f"{wie.voornaam} naar een andere organisatie", wie.get_absolute_url(), knop="Vraag het",
        inleiding="Eerst vraagt u het de vrijwilliger. Bij ja gaan de gegevens, de screening en de opleiding mee.",
    )  # fmt: skip


def _daarna(rij: Overdracht) -> str:
    return (
        reverse("vrijwilligers:bord") if rij.antwoord and rij.soort == "over" else rij.vrijwilliger.get_absolute_url()
    )


@require_POST
@vereist_rol(Rol.COORDINATOR)
def overdracht_in(request: Verzoek, pk: int) -> HttpResponse:
    """Take the question back."""
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    rij = get_object_or_404(Overdracht.objects.filter(organisatie__in=eigen).select_related("vrijwilliger"), pk=pk)
    try:
        overdracht.trek_vraag_in(overdracht=rij, door=request.user)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        messages.success(request, "De vraag is ingetrokken.")
    return redirect(rij.vrijwilliger)


@require_POST
@vereist_rol(Rol.COORDINATOR)
def stop_bij(request: Verzoek, pk: int) -> HttpResponse:
    """Not at that organisation any more."""
    wie = get_object_or_404(Vrijwilliger.objects.zichtbaar_voor(request.user), pk=pk)
    nummer = request.POST.get("bij", "")
    naar = get_object_or_404(Organisatie, pk=int(nummer) if nummer.isdecimal() else 0)
    try:
        overdracht.stop_ook_bij(vrijwilliger=wie, organisatie=naar, door=request.user)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
        return redirect(wie)
    messages.success(request, f"{wie.voornaam} helpt niet meer bij {naar}.")
    return redirect("vrijwilligers:bord")

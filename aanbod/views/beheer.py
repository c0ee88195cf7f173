"""The provider's side: my provision, change it, publish it, say that it still holds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.forms import BaseModelFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from netwerk.kern.models import Gebeurtenis, Locatie
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions, waarborgen
from ..beheren import bewaar_plek, bewaar_tijden, bezetting
from ..choices import AanbodStatus, Soort
from ..dubbel import dubbelen_van
from ..forms import AanbodFormulier
from ..forms_beheer import PlekFormulier, TijdenSet, UitzonderingSet, VakantieFormulier, WaarborgFormulier
from ..kwaliteit import beoordeel
from ..models import Aanbod, AanbodMelding
from ..permissions import BEHEERT
from ..sjablonen import begin_van, sjablonen
from ..weergave import wijziging
from ..workflow import aanbodstroom


@vereist_rol(*BEHEERT)
def lijst(request: Verzoek) -> HttpResponse:
    """Everything my organisations offer, what needs attention first."""
    zoek = (
        Aanbod.objects.te_beheren_door(request.user)
        .select_related("organisatie")
        .annotate(open_meldingen=Count("meldingen", filter=Q(meldingen__opgelost_op=None)))
        .order_by("status", "gecontroleerd_op", "naam")
    )
    zoek = zoek.prefetch_related("locaties", "leervragen", "talen")
    pagina = Paginator(zoek, 25).get_page(request.GET.get("page"))
    pagina.object_list = list(pagina.object_list)
    for rij in pagina.object_list:
        voor_sjabloon(rij, oordeel=beoordeel(rij))
    eigen = request.user.organisaties_met_rol(*BEHEERT)
    plekken = Locatie.objects.filter(organisatie__in=[organisatie.pk for organisatie in eigen]).order_by("naam")[:100]
    context = {"page_obj": pagina, "plekken": plekken, "organisaties": eigen}
    return render(request, "aanbod/beheer_lijst.html", context)


@vereist_rol(*BEHEERT)
def nieuw(request: Verzoek) -> HttpResponse:
    """Add provision, as a draft."""
    begin = begin_van(request.GET.get("sjabloon", ""))
    form = AanbodFormulier(request.POST or None, gebruiker=request.user, initial=begin)
    if request.method == "POST" and form.is_valid():
        inzending, is_nieuw = form.claim(request.user)
        if not is_nieuw:
            return redirect(inzending.doel_url or "aanbod:beheer")
        if begin.get("niet_in_vakantie"):
            form.instance.niet_in_vakantie = True
        aanbod = form.save()
        actions.leg_wijziging_vast(aanbod=aanbod, velden=form.changed_data, door=request.user, nieuw=True)
        url = reverse("aanbod:wijzig", args=[aanbod.slug])
        inzending.rond_af(url)
        messages.success(request, "Opgeslagen als concept. Kijk het na en kies dan ‘Publiceren’.")
        return redirect(url)
    return render(
        request,
        "aanbod/formulier.html",
        {"form": form, "titel": "Nieuw aanbod", "sjablonen": sjablonen(), "gekozen": request.GET.get("sjabloon", "")},
        status=422 if form.errors else 200,
    )


@vereist_rol(*BEHEERT)
def wijzig(request: Verzoek, slug: str) -> HttpResponse:
    """Change provision; what somebody else saved meanwhile is not overwritten unseen."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user).select_related("organisatie"), slug=slug)
    form = AanbodFormulier(request.POST or None, gebruiker=request.user, instance=aanbod)
    if request.method == "POST" and form.is_valid():
        form.save()
        actions.leg_wijziging_vast(aanbod=aanbod, velden=form.changed_data, door=request.user)
        messages.success(request, "Opgeslagen.")
        return redirect("aanbod:wijzig", slug=aanbod.slug)
    vers = Aanbod.objects.get(pk=aanbod.pk) if form.errors else aanbod
    bevestigd = waarborgen.regels(vers, timezone.localdate()) if vers.soort == Soort.VEILIGE_PLEK else []
    return render(
        request,
        "aanbod/formulier.html",
        {
            "form": form,
            "titel": vers.naam,
            "aanbod": vers,
            "status_toon": "goed" if vers.status == AanbodStatus.GEPUBLICEERD else "neutraal",
            "overgangen": aanbodstroom.beschikbaar(vers, request.user),
            "oordeel": beoordeel(vers),
            "mist": actions.wat_mist(vers),
            "dubbelen": dubbelen_van(vers),
            "waarborgen": bevestigd,
            "veilig_aantal": sum(regel.geldig for regel in bevestigd),
            "plekken": list(vers.locaties.all()),
            "bezetting": bezetting(vers),
            "meldingen": AanbodMelding.objects.filter(aanbod=vers, opgelost_op=None),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@vereist_rol(*BEHEERT)
def zet_status(request: Verzoek, slug: str, overgang: str) -> HttpResponse:
    """Publish, pause, archive, reopen."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user), slug=slug)
    if overgang not in aanbodstroom.overgangen:
        messages.error(request, "Deze stap bestaat niet.")
        return redirect("aanbod:wijzig", slug=slug)
    try:
        na = actions.zet_status(aanbod=aanbod, overgang=overgang, door=request.user)
    except WerkstroomFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, f"‘{na.naam}’ staat nu op: {na.get_status_display().lower()}.")
    return redirect("aanbod:wijzig", slug=slug)


@require_POST
@vereist_rol(*BEHEERT)
def klopt(request: Verzoek, slug: str) -> HttpResponse:
    """Verified today by this person."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user), slug=slug)
    actions.bevestig_klopt(aanbod=aanbod, door=request.user)
    messages.success(request, f"Genoteerd: ‘{aanbod.naam}’ klopt vandaag.")
    if request.POST.get("terug") == "lijst":
        return redirect("aanbod:beheer")
    return redirect("aanbod:wijzig", slug=slug)


@vereist_rol(*BEHEERT)
def tijden(request: Verzoek, slug: str) -> HttpResponse:
    """The hours of every week, and the days on which it is otherwise."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user), slug=slug)
    form = VakantieFormulier(request.POST or None, instance=aanbod)
    sets: list[BaseModelFormSet[Any, Any]] = [
        TijdenSet(request.POST or None, instance=aanbod, prefix="tijd"),
        UitzonderingSet(request.POST or None, instance=aanbod, prefix="anders"),
    ]
    if request.method == "POST" and all([form.is_valid(), *(deel.is_valid() for deel in sets)]):
        bewaar_tijden(form=form, sets=sets, door=request.user)
        messages.success(request, "De tijden zijn opgeslagen.")
        return redirect("aanbod:wijzig", slug=slug)
    fout = bool(form.errors or any(deel.total_error_count() for deel in sets))
    return render(
        request,
        "aanbod/tijden.html",
        {"aanbod": aanbod, "form": form, "week": sets[0], "anders": sets[1], "fout": fout},
        status=422 if fout else 200,
    )


@vereist_rol(*BEHEERT)
def veilig(request: Verzoek, slug: str) -> HttpResponse:
    """Confirm what makes this a safe place, one by one."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user), slug=slug, soort=Soort.VEILIGE_PLEK)
    nu = waarborgen.regels(aanbod, timezone.localdate())
    form = WaarborgFormulier(request.POST or None, initial={"soorten": [regel.soort for regel in nu if regel.geldig]})
    if request.method == "POST" and form.is_valid():
        aantal = waarborgen.bevestig(
            aanbod=aanbod, soorten=form.cleaned_data["soorten"], door=request.user, vandaag=timezone.localdate()
        )
        messages.success(request, f"Genoteerd: {aantal} van de {len(nu)} klopt vandaag.")
        return redirect("aanbod:wijzig", slug=slug)
    return render(
        request,
        "aanbod/veilig.html",
        {"aanbod": aanbod, "form": form, "regels": nu},
        status=422 if form.errors else 200,
    )


@vereist_rol(*BEHEERT)
def wijzigingen(request: Verzoek, slug: str) -> HttpResponse:
    """Who did what to this provision, newest first."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user), slug=slug)
    zoek = Gebeurtenis.objects.over(aanbod).select_related("door")
    pagina = Paginator(zoek, 25).get_page(request.GET.get("page"))
    return render(
        request,
        "aanbod/wijzigingen.html",
        {"aanbod": aanbod, "page_obj": pagina, "punten": [wijziging(rij) for rij in pagina.object_list]},
    )


@vereist_rol(*BEHEERT)
def plek(request: Verzoek, pk: int | None = None, slug: str = "") -> HttpResponse:
    """Add or change a place: where it is, what there is besides lessons, and how one gets there."""
    eigen = request.user.organisaties_met_rol(*BEHEERT)
    if pk is not None:
        locatie = get_object_or_404(Locatie, pk=pk, organisatie__in=[organisatie.pk for organisatie in eigen])
    else:
        organisatie = next((organisatie for organisatie in eigen if organisatie.slug == slug), None)
        if organisatie is None:
            raise Http404
        locatie = Locatie(organisatie=organisatie)
    form = PlekFormulier(request.POST or None, instance=locatie)
    terug = request.GET.get("terug", "")
    if not url_has_allowed_host_and_scheme(terug, allowed_hosts=None):
        terug = reverse("aanbod:beheer")
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if eerste:
            bewaar_plek(form=form, door=request.user)
            inzending.rond_af(terug)
            messages.success(request, f"‘{form.instance}’ is opgeslagen.")
        return redirect(terug)
    return render(
        request,
        "aanbod/plek.html",
        {"form": form, "titel": locatie.naam if pk else "Plek toevoegen", "terug": terug},
        status=422 if form.errors else 200,
    )

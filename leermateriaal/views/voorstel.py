"""What anybody with a login can send in: a proposal, a report, a gap."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from netwerk.kern.models import Doelgroep, Leervraag
from netwerk.kern.verzoek import Verzoek

from ..actions import meld as meld_actie
from ..actions import meld_gemis
from ..actions import stel_voor as stel_voor_actie
from ..forms import GemisFormulier, MateriaalFormulier, MeldingFormulier
from ..models import Materiaal


def stel_voor(request: Verzoek) -> HttpResponse:
    """Propose a material; what looks like it is shown before anything is saved."""
    begin: dict[str, Any] = {}
    if Leervraag.objects.vragen().filter(pk=request.GET.get("leervraag", "")).exists():
        begin["leervragen"] = [request.GET["leervraag"]]
    if request.GET.get("niveau", "") in {"0", "1", "2", "3", "4"}:
        begin |= dict.fromkeys(["niveau_van", "niveau_tot"], int(request.GET["niveau"]))
    if Doelgroep.objects.filter(pk=request.GET.get("doelgroep", "")).exists():
        begin["doelgroepen"] = [request.GET["doelgroep"]]
    form = MateriaalFormulier(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(request.user)
        if nieuw:
            materiaal = stel_voor_actie(form, door=request.user)
            inzending.rond_af(materiaal.get_absolute_url())
            messages.success(request, "Bedankt. De curator bekijkt uw voorstel. Tot dan ziet alleen u het.")
        return redirect(inzending.doel_url or reverse("leermateriaal:lijst"))
    return _toon(
        request,
        form,
        titel="Stel lesmateriaal voor",
        knop="Voorstel versturen",
        terug=reverse("leermateriaal:lijst"),
        inleiding="Kent u materiaal dat hier nog niet staat? De neutrale curator kijkt het na.",
        dubbelen=form.dubbelen,
    )


def meld(request: Verzoek, slug: str) -> HttpResponse:
    """Report that a material is outdated, wrong or double, or that its link is dead."""
    materiaal = get_object_or_404(Materiaal.objects.zichtbaar_voor(request.user), slug=slug)
    form = MeldingFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(request.user)
        if nieuw:
            meld_actie(
                materiaal,
                soort=form.cleaned_data["soort"],
                toelichting=form.cleaned_data["toelichting"],
                door=request.user,
            )
            inzending.rond_af(materiaal.get_absolute_url())
            messages.success(request, "Bedankt voor uw melding. De curator kijkt het na.")
        return redirect(inzending.doel_url or materiaal.get_absolute_url())
    return _toon(
        request,
        form,
        titel="Klopt er iets niet?",
        knop="Melden",
        terug=materiaal.get_absolute_url(),
        inleiding=f"Uw melding over {materiaal.titel} gaat naar de curator. Het antwoord leest u bij ‘Wat ik deelde’.",
        al_gemeld=materiaal.meldingen.filter(afgehandeld_op=None).order_by("-aangemaakt_op")[:5],
    )


def gemis(request: Verzoek) -> HttpResponse:
    """Report a gap; what was searched for is filled in already."""
    code = request.GET.get("leervraag", "")
    begin: dict[str, Any] = {"zoekterm": request.GET.get("q", "")[:100]}
    if Leervraag.objects.vragen().filter(pk=code).exists():
        begin["leervraag"] = code
    if request.GET.get("niveau", "") in {"0", "1", "2", "3", "4"}:
        begin["niveau"] = request.GET["niveau"]
    form = GemisFormulier(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(request.user)
        if nieuw:
            meld_gemis(form.save(commit=False), door=request.user)
            inzending.rond_af(reverse("leermateriaal:lijst"))
            messages.success(request, "Bedankt. De curator ziet nu dat dit ontbreekt.")
        return redirect(inzending.doel_url or reverse("leermateriaal:lijst"))
    return _toon(
        request,
        form,
        titel="Meld dat dit ontbreekt",
        knop="Melden",
        terug=reverse("leermateriaal:lijst"),
        inleiding="Wat zocht u, en voor wie? Zo zien uitgevers en gemeente waar materiaal ontbreekt.",
    )


def _toon(request: Verzoek, form: Any, **context: Any) -> HttpResponse:
    return render(
        request, "leermateriaal/formulier.html", {"form": form, **context}, status=422 if form.errors else 200
    )

"""The neutral curator's pages: what waits, a transition, checking again, merging."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions
from ..choices import Staat
from ..forms import AntwoordFormulier, MateriaalFormulier
from ..models import Gemis, Materiaal, MateriaalMelding
from ..permissions import mag_beoordelen, mag_melding_afhandelen, mag_voorstel_wijzigen
from ..samenvoegen import voeg_samen
from ..vandaag import NAKIJKEN_NA
from ..vergelijken import verschillen
from ..workflow import MATERIAAL, MET_REDEN

PER_PAGINA = 20
curator_alleen = vereist_rol(Rol.CURATOR)


@curator_alleen
def beoordelen(request: Verzoek) -> HttpResponse:
    """What waits, oldest first, in three parts: proposals, reports, and what people miss."""
    return _wachtrij(request, request.GET.get("deel", ""))


def _wachtrij(
    request: Verzoek, deel: str, *, fout_bij: int | None = None, form: AntwoordFormulier | None = None
) -> HttpResponse:
    """One part of what waits; after a refused answer with what was typed, and why."""
    rijen: dict[str, QuerySet[Any]] = {
        "voorstellen": Materiaal.objects.filter(status__in=[Staat.VOORGESTELD, Staat.IN_BEOORDELING]).select_related(
            "voorgesteld_door"
        ),
        "meldingen": MateriaalMelding.objects.filter(afgehandeld_op=None).select_related("materiaal", "door"),
        "gemis": Gemis.objects.filter(afgehandeld_op=None).select_related("leervraag", "door"),
    }
    deel = deel if deel in rijen else "voorstellen"
    pagina = Paginator(rijen[deel].order_by("aangemaakt_op", "pk"), PER_PAGINA).get_page(request.GET.get("page"))
    for rij in pagina.object_list:
        if deel == "voorstellen":
            rij.knoppen = MATERIAAL.beschikbaar(rij, request.user)
        else:
            rij.mag = deel == "gemis" or mag_melding_afhandelen(request.user, rij)
            rij.form = form if rij.pk == fout_bij else None
    labels = {"voorstellen": "Voorstellen", "meldingen": "Meldingen", "gemis": "Wat mensen missen"}
    context = {
        "page_obj": pagina,
        "deel": deel,
        "delen": [(naam, label, rijen[naam].count()) for naam, label in labels.items()],
        "form": form,
    }
    return render(request, "leermateriaal/beoordelen.html", context, status=422 if form else 200)


@curator_alleen
def stand(request: Verzoek, slug: str, overgang: str) -> HttpResponse:
    """Do a transition. GET asks first, with a reason where it takes material away."""
    materiaal = get_object_or_404(Materiaal, slug=slug)
    keuze = MATERIAAL.overgangen.get(overgang)
    if keuze is None or not mag_beoordelen(request.user, materiaal):
        raise Http404
    fout, reden = "", request.POST.get("reden", "")
    if request.method == "POST":
        versie = request.POST.get("versie", "")
        try:
            actions.zet_status(
                materiaal, overgang, door=request.user, reden=reden, versie=int(versie) if versie.isdecimal() else None
            )
        except (actions.LeermateriaalFout, WerkstroomFout) as weigering:
            fout = str(weigering)
            materiaal.refresh_from_db()
        else:
            messages.success(request, f"{materiaal.titel}: {Staat(keuze.naar).label.lower()}.")
            return redirect(materiaal.get_absolute_url())
    context = {
        "materiaal": materiaal,
        "overgang": keuze,
        "met_reden": overgang in MET_REDEN,
        "fout": fout,
        "reden": reden,
        "naar": Staat(keuze.naar).label,
    }
    return render(request, "leermateriaal/stand.html", context, status=422 if fout else 200)


def wijzig(request: Verzoek, slug: str) -> HttpResponse:
    """Change the facts of a material: the curator, or who proposed it as long as it waits."""
    materiaal = get_object_or_404(Materiaal.objects.select_related("bewerking_van"), slug=slug, samengevoegd_met=None)
    if not (mag_beoordelen(request.user, materiaal) or mag_voorstel_wijzigen(request.user, materiaal)):
        raise Http404
    form = MateriaalFormulier(request.POST or None, instance=materiaal)
    if request.method == "POST" and form.is_valid():
        actions.bewaar_materiaal(form, door=request.user)
        messages.success(request, "Opgeslagen.")
        return redirect(materiaal.get_absolute_url())
    context = {
        "form": form,
        "titel": f"{Materiaal.objects.only('titel').get(pk=materiaal.pk).titel} wijzigen",
        "knop": "Opslaan",
        "terug": materiaal.get_absolute_url(),
    }
    return render(request, "leermateriaal/formulier.html", context, status=422 if form.errors else 200)


@curator_alleen
@require_POST
def melding_af(request: Verzoek, pk: int) -> HttpResponse:
    """Close a report with what was done about it."""
    melding = get_object_or_404(MateriaalMelding.objects.select_related("materiaal"), pk=pk)
    if not mag_melding_afhandelen(request.user, melding):
        raise Http404
    return _handel_af(request, "meldingen", pk, partial(actions.handel_melding_af, melding), "De melding")


@curator_alleen
@require_POST
def gemis_af(request: Verzoek, pk: int) -> HttpResponse:
    """Close a reported gap with what was done about it."""
    gemis = get_object_or_404(Gemis, pk=pk)
    return _handel_af(request, "gemis", pk, partial(actions.handel_gemis_af, gemis), "Het gemis")


def _handel_af(request: Verzoek, deel: str, pk: int, actie: Callable[..., None], wat: str) -> HttpResponse:
    form = AntwoordFormulier(request.POST)
    if form.is_valid():
        actie(form.cleaned_data["antwoord"], door=request.user)
        messages.success(request, f"{wat} is afgehandeld. Wie het meldde, leest uw antwoord.")
        return redirect(reverse("leermateriaal:beoordelen") + f"?deel={deel}")
    return _wachtrij(request, deel, fout_bij=pk, form=form)


@curator_alleen
def controleren(request: Verzoek) -> HttpResponse:
    """What to look at again: broken links first, then what was checked longest ago or never."""
    grens = timezone.localdate() - timedelta(days=NAKIJKEN_NA)
    zoek = (
        Materiaal.objects.gepubliceerd()
        .filter(Q(gecontroleerd_op=None) | Q(gecontroleerd_op__lte=grens) | Q(linkcontrole__keer_fout__gt=0))
        .select_related("linkcontrole")
        .order_by(F("linkcontrole__keer_fout").desc(nulls_last=True), F("gecontroleerd_op").asc(nulls_first=True), "pk")
    )
    pagina = Paginator(zoek, PER_PAGINA).get_page(request.GET.get("page"))
    for materiaal in pagina.object_list:
        voor_sjabloon(materiaal, mag=mag_beoordelen(request.user, materiaal))
    return render(request, "leermateriaal/controleren.html", {"page_obj": pagina, "grens": grens})


@curator_alleen
@require_POST
def nagekeken(request: Verzoek, slug: str) -> HttpResponse:
    """Say that a material is right today."""
    materiaal = get_object_or_404(Materiaal.objects.gepubliceerd(), slug=slug)
    if not mag_beoordelen(request.user, materiaal):
        raise Http404
    actions.kijk_na(materiaal, door=request.user)
    messages.success(request, f"{materiaal.titel} is vandaag nagekeken.")
    return redirect("leermateriaal:controleren")


@curator_alleen
def samenvoegen(request: Verzoek, slug: str) -> HttpResponse:
    """Merge a duplicate: choose what remains, see both side by side, then confirm."""
    dubbel = get_object_or_404(Materiaal.objects.met_alles(), slug=slug, samengevoegd_met=None)
    if not mag_beoordelen(request.user, dubbel):
        raise Http404
    keuze = request.POST.get("blijft") or request.GET.get("blijft", "")
    zoek = Materiaal.objects.exclude(pk=dubbel.pk).filter(status__in=[Staat.GEPUBLICEERD, Staat.VEROUDERD])
    blijft = zoek.met_alles().filter(slug=keuze).first() if keuze else None
    fout = "Kies het materiaal dat blijft." if keuze and blijft is None else ""
    if request.method == "POST" and blijft is not None:
        try:
            uit = voeg_samen(dubbel, blijft, door=request.user)
        except actions.LeermateriaalFout as weigering:
            fout = str(weigering)
        else:
            messages.success(
                request,
                f"Samengevoegd. {uit.verhuisd} ervaringen zijn verhuisd"
                + (f", {uit.geschiedenis} staan bij de geschiedenis." if uit.geschiedenis else "."),
            )
            return redirect(blijft.get_absolute_url())
    q = request.GET.get("q", "").strip()[:100] or dubbel.titel
    context = {
        "dubbel": dubbel,
        "blijft": blijft,
        "verschillen": verschillen(dubbel, blijft) if blijft else [],
        "kandidaten": [] if blijft else list(zoek.lijkt_op(q)[:10]),
        "q": q,
        "fout": fout,
    }
    return render(request, "leermateriaal/samenvoegen.html", context, status=422 if fout else 200)

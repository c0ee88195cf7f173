"""The neutral curator's pages: what waits, a transition, checking again, merging."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.workflow import WerkstroomFout

from .. import actions
from ..choices import Staat
from ..forms import MateriaalFormulier
from ..models import Gemis, Materiaal, MateriaalMelding
from ..permissions import mag_beoordelen
from ..samenvoegen import voeg_samen
from ..vergelijken import verschillen
from ..workflow import MATERIAAL, MET_REDEN

PER_PAGINA = 20
curator_alleen = vereist_rol(Rol.CURATOR)


@curator_alleen
def beoordelen(request: HttpRequest) -> HttpResponse:
    """Proposals, oldest first, and open reports and gaps."""
    zoek = Materiaal.objects.filter(status__in=[Staat.VOORGESTELD, Staat.IN_BEOORDELING]).order_by(
        "aangemaakt_op", "pk"
    )
    pagina = Paginator(zoek.select_related("voorgesteld_door"), PER_PAGINA).get_page(request.GET.get("page"))
    for materiaal in pagina.object_list:
        materiaal.knoppen = MATERIAAL.beschikbaar(materiaal, request.user)
    meldingen = (
        MateriaalMelding.objects.filter(afgehandeld_op__isnull=True)
        .select_related("materiaal")
        .order_by("aangemaakt_op")
    )
    gemis = Gemis.objects.filter(afgehandeld_op__isnull=True).select_related("leervraag").order_by("aangemaakt_op")
    context = {"page_obj": pagina, "meldingen": meldingen[:50], "gemis": gemis[:50]}
    return render(request, "leermateriaal/beoordelen.html", context)


@curator_alleen
def stand(request: HttpRequest, slug: str, overgang: str) -> HttpResponse:
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
                materiaal, overgang, door=request.user, reden=reden, versie=int(versie) if versie.isdigit() else None
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


@curator_alleen
def wijzig(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the facts of a material."""
    materiaal = get_object_or_404(Materiaal, slug=slug)
    if not mag_beoordelen(request.user, materiaal):
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
def melding_af(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a report."""
    actions.handel_melding_af(get_object_or_404(MateriaalMelding, pk=pk), door=request.user)
    messages.success(request, "De melding is afgehandeld.")
    return redirect(reverse("leermateriaal:beoordelen") + "#meldingen")


@curator_alleen
@require_POST
def gemis_af(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a reported gap."""
    actions.handel_gemis_af(get_object_or_404(Gemis, pk=pk), door=request.user)
    messages.success(request, "Het gemis is verwerkt.")
    return redirect(reverse("leermateriaal:beoordelen") + "#gemis")


#: What was checked longer ago than this many days stands on the list again.
NAKIJKEN_NA = 365


@curator_alleen
def controleren(request: HttpRequest) -> HttpResponse:
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
        materiaal.mag = mag_beoordelen(request.user, materiaal)
    return render(request, "leermateriaal/controleren.html", {"page_obj": pagina, "grens": grens})


@curator_alleen
@require_POST
def nagekeken(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a material is right today."""
    materiaal = get_object_or_404(Materiaal.objects.gepubliceerd(), slug=slug)
    if not mag_beoordelen(request.user, materiaal):
        raise Http404
    actions.kijk_na(materiaal, door=request.user)
    messages.success(request, f"{materiaal.titel} is vandaag nagekeken.")
    return redirect("leermateriaal:controleren")


@curator_alleen
def samenvoegen(request: HttpRequest, slug: str) -> HttpResponse:
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

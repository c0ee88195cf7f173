"""The plan: steps, sending a referral, asking for a volunteer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerk.kern.models import Leervraag
from netwerk.kern.verzoek import Verzoek

from .. import zelfzoeken
from ..actions import plan as acties
from ..choices import Doel, StapSoort, StapStatus
from ..forms import DoelFormulier, HulpFormulier, NotitieFormulier, StapFormulier, VerwijsFormulier
from ..kaart import kaart_in_woorden
from ..models import Leerplan, Stap
from ..zoekprofiel import maak_kaart, maak_zoekprofiel
from .hulp import coach_pagina, getal, ingezien, kruimels, meld_fout, plan_of_404, stap_of_404, toestemmingen_nu


def _naar_plan(request: Verzoek, pk: int) -> str:
    return plan_of_404(request, pk).get_absolute_url()


def _naar_plan_van_stap(request: Verzoek, pk: int) -> str:
    return stap_of_404(request, pk).plan.get_absolute_url()


def stappen_van(plan: Leerplan) -> list[Stap]:
    """All steps with what they point at; a fixed number of queries."""
    return list(
        Stap.objects.filter(plan=plan)
        .select_related(
            "aanbod__organisatie",
            "materiaal",
            "hulpvraag",
            "doorverwijzing__eigenaar_verzender",
            "doorverwijzing__naar_organisatie",
            "doorverwijzing__van_organisatie",
        )
        .prefetch_related("hulpvraag__koppelingen", "aanbod__locaties", "doorverwijzing__antwoorden")
    )


def leervragen_van(plan: Leerplan) -> list[Leervraag]:
    op_code = {v.pk: v for v in Leervraag.objects.filter(pk__in=plan.intake.leervragen)}
    return [op_code[code] for code in plan.intake.leervragen if code in op_code]


@coach_pagina
@require_safe
def plan(request: Verzoek, pk: int) -> HttpResponse:
    """The plan, with one button per step for what comes next."""
    leerplan = plan_of_404(request, pk)
    ingezien(request, leerplan.leerder, "plan")
    return _toon(request, leerplan)


def _toon(
    request: Verzoek,
    leerplan: Leerplan,
    *,
    notitie: NotitieFormulier | None = None,
    doel: DoelFormulier | None = None,
) -> HttpResponse:
    stappen = stappen_van(leerplan)
    staand = toestemmingen_nu(leerplan.leerder)
    return render(
        request,
        "intake/plan.html",
        {
            "plan": leerplan,
            "leerder": leerplan.leerder,
            "stappen": [stap for stap in stappen if stap.status != StapStatus.VERVALLEN],
            "weggehaald": [stap for stap in stappen if stap.status == StapStatus.VERVALLEN],
            "leervragen": leervragen_van(leerplan),
            "eerst_samen": leerplan.intake.advies.get("echte_starter", False),
            "mag_verwijzen": Doel.DOORVERWIJZEN in staand,
            "mag_hulp": Doel.VRIJWILLIGER in staand,
            "heeft_hulp": any(s.soort == StapSoort.HULPVRAAG and s.status != StapStatus.VERVALLEN for s in stappen),
            "notitie": notitie or NotitieFormulier(),
            "doel": doel or DoelFormulier(initial={"doel": leerplan.doel}),
            "kruimels": kruimels(leerplan.leerder, ("Leerplan", "")),
        },
        status=422 if notitie or doel else 200,
    )


@coach_pagina
@require_POST
@meld_fout(_naar_plan)
def stap_nieuw(request: Verzoek, pk: int) -> HttpResponse:
    """An agreement as a step, a step for a volunteer, or what the coach found in a catalogue."""
    leerplan = plan_of_404(request, pk)
    if request.POST.get("soort") == StapSoort.HULPVRAAG:
        acties.voeg_stap_toe(leerplan, door=request.user, soort=StapSoort.HULPVRAAG, titel="Vraag een vrijwilliger")
        return redirect(leerplan)
    if request.POST.get("soort") in (StapSoort.AANBOD, StapSoort.MATERIAAL):
        gekozen = acties.zet_zelf_gekozen(leerplan, request.POST["soort"], getal(request, "keuze"), door=request.user)
        messages.success(request, f"‘{gekozen.titel}’ staat in het plan.")
        return redirect(leerplan.get_absolute_url() + f"#stap-{gekozen.pk}")
    formulier = NotitieFormulier(request.POST)
    if not formulier.is_valid():
        return _toon(request, leerplan, notitie=formulier)
    inzending, nieuw = formulier.claim(request.user)
    if nieuw:
        acties.voeg_stap_toe(
            leerplan,
            door=request.user,
            soort=StapSoort.NOTITIE,
            titel=formulier.cleaned_data["titel"],
            wanneer=formulier.cleaned_data["wanneer"],
        )
        inzending.rond_af(leerplan.get_absolute_url())
        messages.success(request, "De afspraak staat in het plan.")
    return redirect(leerplan)


@coach_pagina
@require_safe
def zelf_zoeken(request: Verzoek, pk: int) -> HttpResponse:
    """Search both catalogues by words; every line says how it fits this learner."""
    leerplan = plan_of_404(request, pk)
    ingezien(request, leerplan.leerder, "plan")
    tekst = request.GET.get("q", "").strip()[:100]
    gevonden = zelfzoeken.zoek(tekst, maak_zoekprofiel(leerplan.leerder, leerplan.intake))
    staat_er = {(s.soort, s.aanbod_id or s.materiaal_id) for s in leerplan.stappen.exclude(status=StapStatus.VERVALLEN)}
    return render(
        request,
        "intake/zelf_zoeken.html",
        {
            "plan": leerplan,
            "leerder": leerplan.leerder,
            "q": tekst,
            "vakken": [
                {
                    "soort": soort,
                    "titel": StapSoort(soort).label,
                    "regels": [{"v": v, "in_plan": (soort, v.pk) in staat_er} for v in voorstellen],
                }
                for soort, voorstellen in gevonden.items()
            ],
            "kruimels": kruimels(leerplan.leerder, ("Leerplan", leerplan.get_absolute_url()), ("Zelf zoeken", "")),
        },
    )


@coach_pagina
@require_POST
@meld_fout(_naar_plan)
def doel_zetten(request: Verzoek, pk: int) -> HttpResponse:
    """Where the learner works towards."""
    leerplan = plan_of_404(request, pk)
    formulier = DoelFormulier(request.POST)
    if not formulier.is_valid():
        return _toon(request, leerplan, doel=formulier)
    acties.zet_doel(leerplan, formulier.cleaned_data["doel"], door=request.user)
    return redirect(leerplan)


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
def stap(request: Verzoek, pk: int) -> HttpResponse:
    """Change the words and the date of a step."""
    deze = stap_of_404(request, pk)
    formulier = StapFormulier(request.POST or None, instance=deze)
    if request.method == "POST" and formulier.is_valid():
        formulier.save()
        acties.noteer_wijziging(deze, formulier.changed_data, door=request.user)
        messages.success(request, "De stap is opgeslagen.")
        return redirect(deze.plan)
    return render(
        request,
        "intake/stap.html",
        {
            "form": formulier,
            "stap": deze,
            "kruimels": kruimels(deze.plan.leerder, ("Leerplan", deze.plan.get_absolute_url()), ("Stap", "")),
        },
        status=422 if request.method == "POST" else 200,
    )


@coach_pagina
@require_POST
@meld_fout(_naar_plan_van_stap)
def stap_verplaatsen(request: Verzoek, pk: int) -> HttpResponse:
    """One place up or down."""
    deze = stap_of_404(request, pk)
    acties.verplaats(deze, -1 if request.POST.get("richting") == "omhoog" else 1, door=request.user)
    return redirect(deze.plan.get_absolute_url() + f"#stap-{pk}")


@coach_pagina
@require_POST
@meld_fout(_naar_plan_van_stap)
def stap_status(request: Verzoek, pk: int) -> HttpResponse:
    """Done, running, out of the plan, back in the plan."""
    deze = stap_of_404(request, pk)
    status = request.POST.get("status", "")
    acties.zet_status(deze, status, door=request.user)
    if status == StapStatus.VERVALLEN:
        messages.success(request, f"‘{deze.titel}’ is weggehaald. Onder aan het plan zet u de stap weer terug.")
    return redirect(deze.plan)


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
@meld_fout(_naar_plan_van_stap)
def doorverwijzen(request: Verzoek, pk: int) -> HttpResponse:
    """Shows exactly what goes, then sends it."""
    deze = stap_of_404(request, pk)
    if deze.doorverwijzing_id is not None:
        messages.info(request, "Deze aanmelding is al verstuurd.")
        return redirect(deze.plan)
    formulier = VerwijsFormulier(request.POST or None)
    if request.method == "POST" and formulier.is_valid():
        verstuurd = acties.verwijs_door(
            deze,
            boodschap=formulier.cleaned_data["boodschap"],
            toelichting=formulier.cleaned_data["toelichting"],
            door=request.user,
        )
        naar = deze.aanbod.organisatie if deze.aanbod else "de aanbieder"
        messages.success(request, f"Verstuurd naar {naar}. {verstuurd.stand_in_woorden}.")
        return redirect(deze.plan)
    return _kaartpagina(request, deze, formulier, Doel.DOORVERWIJZEN, "intake/doorverwijzen.html")


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
@meld_fout(_naar_plan_van_stap)
def hulp_vragen(request: Verzoek, pk: int) -> HttpResponse:
    """Ask for a volunteer: shows the card, then sends it to the coordinators."""
    deze = stap_of_404(request, pk)
    if deze.hulpvraag_id is not None:
        messages.info(request, "Deze vraag is al verstuurd.")
        return redirect(deze.plan)
    prive = Leervraag.objects.filter(pk__in=deze.plan.intake.leervragen, privacygevoelig=True).exists()
    formulier = HulpFormulier(request.POST or None, initial={"rol": "digid" if prive else "computerhulp"})
    if request.method == "POST" and formulier.is_valid():
        acties.vraag_hulp(
            deze,
            rol=formulier.cleaned_data["rol"],
            wens=formulier.cleaned_data["wens"],
            toelichting=formulier.cleaned_data["toelichting"],
            door=request.user,
        )
        messages.success(request, "De vraag is verstuurd. De coördinator zoekt een vrijwilliger.")
        return redirect(deze.plan)
    return _kaartpagina(request, deze, formulier, Doel.VRIJWILLIGER, "intake/hulp_vragen.html")


def _kaartpagina(request: Verzoek, deze: Stap, formulier: Any, doel: str, sjabloon: str) -> HttpResponse:
    leerder = deze.plan.leerder
    return render(
        request,
        sjabloon,
        {
            "form": formulier,
            "stap": deze,
            "leerder": leerder,
            "kaart": kaart_in_woorden(
                maak_kaart(leerder, deze.plan.intake), nederlands=bool(leerder.nederlands), leest=bool(leerder.leest)
            ),
            "mag": doel in toestemmingen_nu(leerder),
            "kruimels": kruimels(leerder, ("Leerplan", deze.plan.get_absolute_url()), ("Versturen", "")),
        },
        status=422 if request.method == "POST" else 200,
    )

"""The result of an intake: profile, contradictions, needs, conditions, advice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from aanbod import passend
from netwerk.kern.choices import Domein
from netwerk.kern.models import Leervraag, Niveauuitleg
from netwerk.kern.verzoek import Verzoek

from .. import advies, niveaubepaling, weergave
from .. import regelen as regelen_
from ..actions import intake as acties
from ..actions import plan as planacties
from ..choices import IntakeStatus, Sectie, StapSoort, StapStatus
from ..forms import BijstelFormulier
from ..models import Domeinniveau, Intake, Leerplan
from ..secties import uitgezet
from ..zoekprofiel import maak_zoekprofiel
from .hulp import coach_pagina, getal, ingezien, intake_of_404, kruimels, meld_fout

ZEKERHEID = {
    "zeker": "zeker",
    "redelijk": "redelijk zeker",
    "voorlopig": "nog niet zeker: er zijn weinig vragen gesteld",
    "onbekend": "niet gevraagd",
}


def _naar_resultaat(request: Verzoek, pk: int, **kwargs: Any) -> str:
    return reverse("intake:resultaat", args=[pk])


def _bijstellers(
    intake: Intake, uitleg: dict[int, Niveauuitleg], fout: BijstelFormulier | None
) -> list[dict[str, Any]]:
    """One entry per domain: name, stored row, what the level looks like, and its own small form."""
    rijen = []
    for code, naam, rij in weergave.profiel_van(intake):
        eigen = fout if fout is not None and fout.prefix == code else None
        begin = {"niveau": rij.bijgesteld, "reden": rij.reden} if rij else {}
        niveau = rij.niveau if rij else None
        rijen.append(
            {
                "code": code,
                "naam": naam,
                "rij": rij,
                "niveau": niveau,
                "zekerheid": ZEKERHEID.get(rij.zekerheid if rij else "onbekend", ""),
                "herkenning": weergave.herkenning(code, niveau, uitleg),
                "form": eigen or BijstelFormulier(prefix=code, initial=begin, auto_id=f"id_{code}_%s"),
                "open": eigen is not None,
            }
        )
    return rijen


@coach_pagina
@require_safe
def resultaat(request: Verzoek, pk: int) -> HttpResponse:
    """What came out, with the advice as it was given."""
    intake = intake_of_404(request, pk)
    if intake.status != IntakeStatus.AFGEROND:
        return redirect(intake if intake.status == IntakeStatus.BEZIG else intake.leerder)
    ingezien(request, intake.leerder, "resultaat")
    return _toon(request, intake)


def _toon(request: Verzoek, intake: Intake, fout: BijstelFormulier | None = None) -> HttpResponse:
    leerder = intake.leerder
    uitleg = {rij.rang: rij for rij in Niveauuitleg.objects.all()}
    uitslag = niveaubepaling.bepaal(intake.vragenlijst.als_vragenlijst(), intake.antwoorden_als_dict)
    op_code = {v.pk: v for v in Leervraag.objects.filter(pk__in=intake.leervragen)}
    plan = Leerplan.objects.filter(intake=intake).first()
    stappen = (
        list(
            plan.stappen.exclude(status=StapStatus.VERVALLEN).select_related(
                "plan", "doorverwijzing__eigenaar_verzender", "doorverwijzing__naar_organisatie"
            )
        )
        if plan
        else []
    )
    in_plan = {(stap.soort, stap.aanbod_id, stap.materiaal_id) for stap in stappen}
    kamers = []
    for kamer in intake.advies.get("kamers", []):
        soort = planacties.SOORT_VAN_KAMER[kamer["naam"]]
        kamers.append(
            {
                **kamer,
                # For a true starter: what comes first stands in sight, not folded away with what was left out.
                "vooraf": [a for a in kamer["afgevallen"] if kamer["naam"] == "materiaal" and not a["pk"]],
                "afgevallen": [a for a in kamer["afgevallen"] if kamer["naam"] != "materiaal" or a["pk"]],
                "voorstellen": [
                    {**v, "in_plan": any(s == soort and v["pk"] in (a, m, 0) for s, a, m in in_plan)}
                    for v in kamer["voorstellen"]
                ],
            }
        )
    ontbreekt = advies.ontbreekt(
        apparaten=leerder.apparaten,
        internet_thuis=leerder.internet_thuis,
        veilige_plek=leerder.veilige_plek,
        gevraagd=leerder.persoon_gevraagd and Sectie.APPARATEN not in uitgezet(leerder.organisatie_id),
        leervragen=intake.leervragen,
    )
    plaats = maak_zoekprofiel(leerder).plaats
    waar = regelen_.plekken([rij["code"] for rij in ontbreekt], plaats)
    op_aanbod = {stap.aanbod_id: stap for stap in stappen if stap.aanbod_id}
    return render(
        request,
        "intake/resultaat.html",
        {
            "intake": intake,
            "leerder": leerder,
            "profiel": _bijstellers(intake, uitleg, fout),
            "tegenspraken": [(t, Domein(t.domein).label if t.domein else "") for t in uitslag.tegenspraken],
            "leervragen": [op_code[code] for code in intake.leervragen if code in op_code],
            "ontbreekt": [
                {
                    **rij,
                    "plekken": [{"plek": plek, "stap": op_aanbod.get(plek.pk)} for plek in waar.get(rij["code"], [])],
                }
                for rij in ontbreekt
            ],
            "echte_starter": intake.advies.get("echte_starter", False),
            "advies_op": parse_datetime(intake.advies["gemaakt_op"]) if "gemaakt_op" in intake.advies else None,
            "zelf_zoeken": passend.adres(maak_zoekprofiel(leerder, intake)),
            "kamers": kamers,
            "plan": plan,
            "kruimels": kruimels(leerder, ("Resultaat", "")),
        },
        status=422 if fout is not None else 200,
    )


@coach_pagina
@require_POST
@meld_fout(_naar_resultaat)
def bijstellen(request: Verzoek, pk: int, domein: str) -> HttpResponse:
    """The coach overrules one domain, with a reason."""
    intake = intake_of_404(request, pk)
    get_object_or_404(Domeinniveau, intake=intake, domein=domein)
    formulier = BijstelFormulier(request.POST, prefix=domein, auto_id=f"id_{domein}_%s")
    if not formulier.is_valid():
        return _toon(request, intake, formulier)
    acties.stel_bij(intake, domein, door=request.user, **_gekozen(formulier))
    messages.success(request, f"Het niveau van ‘{Domein(domein).label}’ is aangepast. Het advies is vernieuwd.")
    return redirect("intake:resultaat", pk)


def _gekozen(formulier: BijstelFormulier) -> dict[str, Any]:
    return {"niveau": formulier.cleaned_data["niveau"], "reden": formulier.cleaned_data["reden"]}


@coach_pagina
@require_POST
@meld_fout(_naar_resultaat)
def advies_vernieuwen(request: Verzoek, pk: int) -> HttpResponse:
    """Ask the catalogues again, as they are today."""
    intake = intake_of_404(request, pk)
    if intake.status == IntakeStatus.AFGEROND:
        acties.vernieuw_advies(intake)
        messages.success(request, "Het advies is vernieuwd.")
    return redirect("intake:resultaat", pk)


@coach_pagina
@require_POST
@meld_fout(_naar_resultaat)
def in_plan(request: Verzoek, pk: int) -> HttpResponse:
    """One line of the advice becomes a step; with ``verder`` straight on to the card that goes to the provider."""
    intake = intake_of_404(request, pk)
    stap = planacties.neem_over_uit_advies(
        intake, request.POST.get("kamer", ""), getal(request, "voorstel"), door=request.user
    )
    if request.POST.get("verder") == "doorverwijzen" and stap.verwijsbaar and stap.doorverwijzing_id is None:
        return redirect("intake:doorverwijzen", stap.pk)
    messages.success(request, f"‘{stap.titel}’ staat in het plan.")
    return redirect(reverse("intake:resultaat", args=[pk]) + "#advies")


@coach_pagina
@require_POST
@meld_fout(_naar_resultaat)
def regelen(request: Verzoek, pk: int) -> HttpResponse:
    """A device, internet or a safe place as a step; what has to be asked for goes straight on to the request."""
    intake = intake_of_404(request, pk)
    plan = planacties.maak_plan(intake, door=request.user)
    stap = planacties.zet_zelf_gekozen(plan, StapSoort.AANBOD, getal(request, "plek"), door=request.user)
    if stap.is_leenvraag and stap.doorverwijzing_id is None:
        return redirect("intake:doorverwijzen", stap.pk)
    messages.success(request, f"‘{stap.titel}’ staat in het plan.")
    return redirect(reverse("intake:resultaat", args=[pk]) + "#regelen")


@coach_pagina
@require_POST
@meld_fout(_naar_resultaat)
def plan_maken(request: Verzoek, pk: int) -> HttpResponse:
    """To the plan of this intake; makes it the first time."""
    return redirect(planacties.maak_plan(intake_of_404(request, pk), door=request.user))

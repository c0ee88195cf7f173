"""The intake itself: one question at a time, the learner's side of the screen, the learning needs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from netwerk.kern.models import Leervraag
from netwerk.kern.verzoek import Verzoek

from .. import leerdertaal, weergave
from ..actions import intake as acties
from ..choices import IntakeStatus, Score
from ..forms import EigenWoordenFormulier
from ..fouten import AntwoordBotst, IntakeFout
from ..leervraagzoeker import Zoekbaar, zoek
from ..models import Intake
from .hulp import (
    coach_pagina,
    ga_naar,
    ingezien,
    intake_of_404,
    is_deel,
    kruimels,
    leerder_of_404,
    meld_fout,
    toon_deel,
)

#: The element that an answer replaces (``hx-target``).
PANEEL = "vraagpaneel"


def _naar_leerder(request: Verzoek, pk: int) -> str:
    return leerder_of_404(request, pk).get_absolute_url()


def _naar_intake(request: Verzoek, pk: int) -> str:
    """Back to where the intake is now: the question, the learner's side, or the learner when it stopped."""
    intake = intake_of_404(request, pk)
    if intake.status == IntakeStatus.GESTOPT:
        return intake.leerder.get_absolute_url()
    return reverse("intake:scherm", args=[pk]) if request.POST.get("kant") == "leerder" else intake.get_absolute_url()


@coach_pagina
@require_POST
@meld_fout(_naar_leerder)
def starten(request: Verzoek, pk: int) -> HttpResponse:
    """Start, or go on with the one that runs."""
    leerder = leerder_of_404(request, pk)
    taal = leerdertaal.beste_taal(leerder.talen)
    return redirect(acties.start_intake(leerder, door=request.user, taal=taal))


def _uitwijk(request: Verzoek, intake: Intake) -> HttpResponse | None:
    """Where a page of a running intake leads when the intake does not run any more."""
    if intake.status == IntakeStatus.AFGEROND:
        return ga_naar(request, reverse("intake:resultaat", args=[intake.pk]))
    if intake.status == IntakeStatus.GESTOPT:
        return ga_naar(request, intake.leerder.get_absolute_url())
    return None


def _ingezien(request: Verzoek, intake: Intake) -> None:
    """Log the read once per sitting: thirty questions in a row are one look into the file."""
    if request.session.get("intake_ingezien") != intake.pk:
        request.session["intake_ingezien"] = intake.pk
        ingezien(request, intake.leerder, "intake")


@coach_pagina
@require_safe
def vraag(request: Verzoek, pk: int) -> HttpResponse:
    """The question now; ``?vraag=`` opens one that was answered, to change it."""
    intake = intake_of_404(request, pk)
    if uitwijk := _uitwijk(request, intake):
        return uitwijk
    code = request.GET.get("vraag", "")
    _ingezien(request, intake)
    return _toon_vraag(request, intake, code=code)


def _toon_vraag(request: Verzoek, intake: Intake, *, code: str = "") -> HttpResponse:
    scherm = weergave.maak_scherm(intake, code=code)
    context = _vraagcontext(intake, scherm, wijzigt=bool(code and scherm.eerder))
    return toon_deel(request, "intake/vraag.html", "intake/_vraagpaneel.html", PANEEL, context)


def _verder(request: Verzoek, intake: Intake) -> HttpResponse:
    """After an answer: the next question. To htmx at once and alone: one round trip, without the page around it."""
    if not is_deel(request, PANEEL):
        return redirect(_naar_intake(request, intake.pk))
    return (_toon_leerder if request.POST.get("kant") == "leerder" else _toon_vraag)(request, intake)


def _vraagcontext(intake: Intake, scherm: weergave.Scherm, **extra: Any) -> dict[str, Any]:
    vertaling = intake.vragenlijst.vertaling(intake.taal) if intake.taal != "nl" and scherm.vraag else None
    return {
        "intake": intake,
        "leerder": intake.leerder,
        "scherm": scherm,
        "stand": weergave.stand_voor_browser(intake, scherm),
        "knoppen": weergave.KNOPPEN,
        "taal": leerdertaal.leerdertaal(intake.taal),
        "zin": vertaling.teksten[scherm.vraag.code] if vertaling and scherm.vraag else "",
        "kruimels": kruimels(intake.leerder, ("Intake", "")),
        **extra,
    }


@coach_pagina
@require_POST
@meld_fout(_naar_intake)
def antwoord(request: Verzoek, pk: int) -> HttpResponse:
    """Save the score of one item; a page that stood open meanwhile gets both answers to choose from."""
    intake = intake_of_404(request, pk)
    code, score = request.POST.get("vraag", ""), request.POST.get("score", "")
    try:
        acties.beantwoord(intake, code, score, door=request.user, eerder=request.POST.get("eerder", ""))
    except AntwoordBotst as botsing:
        intake.refresh_from_db()
        scherm = weergave.maak_scherm(intake, code=code)
        botst = {
            "score": botsing.gekozen,
            "label": Score(botsing.gekozen).label,
            "staand": botsing.staand,
            "wanneer": timezone.localtime(botsing.staand.gegeven_op),
        }
        context = _vraagcontext(intake, scherm, botst=botst)
        return toon_deel(request, "intake/vraag.html", "intake/_vraagpaneel.html", PANEEL, context, status=422)
    return _verder(request, intake)


@coach_pagina
@require_POST
@meld_fout(_naar_intake)
def ongedaan(request: Verzoek, pk: int) -> HttpResponse:
    """Take the last answer back."""
    intake = intake_of_404(request, pk)
    terug = acties.wis_laatste_antwoord(intake, door=request.user, vraag=request.POST.get("vraag", ""))
    if terug is None:
        raise IntakeFout("Dat antwoord was al teruggehaald. Ga verder met deze vraag.")
    return _verder(request, intake)


@coach_pagina
@require_POST
@meld_fout(_naar_intake)
def overslaan(request: Verzoek, pk: int) -> HttpResponse:
    """Leave the rest of a domain unasked."""
    intake = intake_of_404(request, pk)
    acties.sla_over(intake, request.POST.get("domein", ""), door=request.user)
    return _verder(request, intake)


@coach_pagina
@require_safe
def scherm_leerder(request: Verzoek, pk: int) -> HttpResponse:
    """The learner's side: one pictogram, one sentence, big buttons."""
    intake = intake_of_404(request, pk)
    if uitwijk := _uitwijk(request, intake):
        return uitwijk
    _ingezien(request, intake)
    return _toon_leerder(request, intake)


def _toon_leerder(request: Verzoek, intake: Intake) -> HttpResponse:
    scherm = weergave.maak_scherm(intake)
    vertaling = intake.vragenlijst.vertaling(intake.taal) if intake.taal != "nl" else None
    lijst = intake.vragenlijst.als_vragenlijst()
    woorden = vertaling.woorden if vertaling else lijst.woorden
    taal = leerdertaal.leerdertaal(intake.taal if vertaling else "nl")
    return toon_deel(
        request,
        "intake/scherm.html",
        "intake/_leerderpaneel.html",
        PANEEL,
        {
            "intake": intake,
            "leerder": intake.leerder,
            "scherm": scherm,
            "stand": weergave.stand_voor_browser(intake, scherm),
            "taal": taal,
            "woorden": woorden,
            "zin": weergave.zin_voor_leerder(scherm.vraag, vertaling) if scherm.vraag else "",
            "soort": woorden["laat_zien" if scherm.vraag and scherm.vraag.soort == "doen" else "vertel"],
            "knoppen": [(woorden[woord], score, icoon) for woord, score, icoon in weergave.LEERDERKNOPPEN],
            "talen": leerdertaal.leerdertalen().values(),
        },
    )


@coach_pagina
@require_POST
@meld_fout(_naar_intake)
def taal_kiezen(request: Verzoek, pk: int) -> HttpResponse:
    """Another language on the learner's side."""
    intake = intake_of_404(request, pk)
    if request.POST.get("taal") in leerdertaal.TALEN:
        acties.zet_taal(intake, request.POST["taal"])
    return redirect(_naar_intake(request, pk))


@coach_pagina
@require_safe
def leervragen(request: Verzoek, pk: int) -> HttpResponse:
    """Choose and order needs: by picture, by theme, by own words."""
    intake = intake_of_404(request, pk)
    if uitwijk := _uitwijk(request, intake):
        return uitwijk
    themas, vragen = list(Leervraag.objects.themas()), list(Leervraag.objects.vragen())
    op_code = {vraag.pk: vraag for vraag in vragen}
    gekozen = [op_code[code] for code in intake.leervragen if code in op_code]
    _ingezien(request, intake)
    tekst = request.GET.get("q", "").strip()[:200]
    termen = tekst or intake.eigen_woorden
    taal = intake.taal if intake.taal != "nl" else ""
    # What the learner types in the own language is found by the labels in that language.
    bij = {v.pk: v.thema or v for v in vragen}
    eigen = {
        code: (leerdertaal.label(taal, code), leerdertaal.label(taal, thema.pk)) if taal else ()
        for code, thema in bij.items()
    }
    zoekbaar = [Zoekbaar(v.pk, f"{v.tekst} {bij[v.pk].tekst}", (*v.woorden, *eigen[v.pk])) for v in vragen]
    gevonden = [op_code[code] for code in zoek(termen, zoekbaar)] if termen else []
    thema = request.GET.get("thema", "")

    def regel(vraag: Leervraag) -> dict[str, Any]:
        return {
            "vraag": vraag,
            "gekozen": vraag.pk in intake.leervragen,
            "vertaald": leerdertaal.label(taal, vraag.pk) if taal else "",
        }

    return render(
        request,
        "intake/leervragen.html",
        {
            "intake": intake,
            "leerder": intake.leerder,
            "gekozen": [regel(vraag) for vraag in gekozen],
            "gevonden": [regel(vraag) for vraag in gevonden],
            "q": tekst,
            "termen": termen,
            "themas": [
                {
                    "thema": t,
                    "vertaald": leerdertaal.label(taal, t.pk) if taal else "",
                    "open": t.pk == thema,
                    "aantal": sum(op_code[c].thema_id == t.pk for c in intake.leervragen if c in op_code),
                    "vragen": [regel(v) for v in vragen if v.thema_id == t.pk] if t.pk == thema else [],
                }
                for t in themas
            ],
            "thema": thema,
            "taal": leerdertaal.leerdertaal(taal or "nl"),
            "kruimels": kruimels(intake.leerder, ("Intake", intake.get_absolute_url()), ("Leervragen", "")),
        },
    )


@coach_pagina
@require_POST
@meld_fout(lambda request, pk: reverse("intake:leervragen", args=[pk]))
def leervraag_wijzigen(request: Verzoek, pk: int) -> HttpResponse:
    """One change to the list (``stap`` is 'erbij:code' and the like), or the learner's own words."""
    intake = intake_of_404(request, pk)
    terug = {naam: request.POST[naam] for naam in ("q", "thema") if request.POST.get(naam)}
    url = reverse("intake:leervragen", args=[pk]) + (f"?{urlencode(terug)}" if terug else "")
    wijziging, _, code = request.POST.get("stap", "").partition(":")
    if code:
        acties.zet_leervragen(intake, wijziging, code, door=request.user)
        return redirect(url + ("#thema-" + terug["thema"] if "thema" in terug else ""))
    formulier = EigenWoordenFormulier(request.POST)
    if formulier.is_valid():
        acties.zet_eigen_woorden(intake, formulier.cleaned_data["woorden"], door=request.user)
    else:
        messages.error(request, str(formulier.errors["woorden"][0]))
    return redirect(reverse("intake:leervragen", args=[pk]))


@coach_pagina
@require_POST
@meld_fout(_naar_intake)
def afronden(request: Verzoek, pk: int) -> HttpResponse:
    """Finish and show the result."""
    intake = intake_of_404(request, pk)
    acties.rond_af(intake, door=request.user)
    return redirect("intake:resultaat", pk)

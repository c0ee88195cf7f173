"""The coach's list, and one learner: person, consent, timeline."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from netwerk.kern.choices import Rol
from netwerk.kern.verzoek import Verzoek

from .. import leerdertaal, toestemming, weergave
from ..actions import leerder as leerder_acties
from ..actions import toestemming as toestemming_acties
from ..choices import Doel, IntakeStatus, StapStatus
from ..filters import LeerderFilter
from ..forms import LeerderFormulier, NieuweLeerderFormulier, ToestemmingFormulier
from ..groeibeeld import maak_groeibeeld
from ..models import Intake, Leerder, Leerplan, Stap
from ..secties import uitgezet
from ..tijdlijn import tijdlijn_van
from .hulp import coach_pagina, dossier_of_404, ingezien, kruimels, leerder_of_404

PER_PAGINA = 25


@coach_pagina
@require_safe
def lijst(request: Verzoek) -> HttpResponse:
    """The learners of the coach's organisation, with what waits."""
    filter_ = LeerderFilter(request.GET, request.user)
    pagina = Paginator(filter_.gevonden(), PER_PAGINA).get_page(request.GET.get("page"))
    leerders = list(pagina.object_list)
    stappen: dict[int, Stap] = {}
    open_ = Stap.objects.filter(
        plan__leerder__in=[leerder.pk for leerder in leerders], status__in=(StapStatus.GEPLAND, StapStatus.BEZIG)
    )
    for stap in open_.select_related("plan").order_by("plan__leerder_id", "volgorde", "pk"):
        stappen.setdefault(stap.plan.leerder_id, stap)
    regels = [{"leerder": leerder, "stap": stappen.get(leerder.pk)} for leerder in leerders]
    knoppen = filter_.knoppen()
    return render(
        request,
        "intake/leerders.html",
        {
            "filter": filter_,
            "knoppen": knoppen,
            # On the first day there is nothing to search in: what one can do stands at the top then.
            "nog_niemand": not (filter_.q or filter_.van) and not any(knop.aantal for knop in knoppen),
            "page_obj": pagina,
            "regels": regels,
            "is_beheerder": request.user.heeft_rol(Rol.BEHEERDER),
        },
    )


def _toestemmingstekst(taal: str, staand: set[str]) -> list[dict[str, Any]]:
    """Per purpose: the question, what it allows and what withdrawing does, in Dutch and in this language."""
    ander = leerdertaal.leerdertaal(taal)
    return [
        {
            "doel": doel,
            "label": Doel(doel).label,
            "uitleg": toestemming.UITLEG[doel],
            "vertaald": ander.toestemming[doel] if ander.code != "nl" else None,
            "aan": doel in staand,
            "verplicht": doel == Doel.DOSSIER,
        }
        for doel in Doel.values
    ]


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: Verzoek) -> HttpResponse:
    """First name and consent, asked in the learner's language. Another language keeps what was typed."""
    andere_taal = request.POST.get("kies_taal")
    taal = leerdertaal.leerdertaal(andere_taal or request.POST.get("taal") or request.GET.get("taal", "nl"))
    if andere_taal:
        getypt = {veld: request.POST[veld] for veld in ("voornaam", "organisatie") if request.POST.get(veld)}
        formulier = NieuweLeerderFormulier(initial=getypt, gebruiker=request.user)
    else:
        formulier = NieuweLeerderFormulier(request.POST or None, gebruiker=request.user)
    doelen = ToestemmingFormulier(request.POST or None)
    if request.method == "POST" and not andere_taal and formulier.is_valid() and doelen.is_valid():
        if Doel.DOSSIER not in doelen.cleaned_data["doelen"]:
            formulier.add_error(
                None,
                "Zonder toestemming voor het dossier schrijven we niets op. U kunt wel samen zoeken in het aanbod.",
            )
        else:
            inzending, eerste = formulier.claim(request.user)
            if not eerste and inzending.doel_url:
                return redirect(inzending.doel_url)
            leerder = leerder_acties.maak_leerder(
                organisatie=formulier.cleaned_data["organisatie"],
                voornaam=formulier.cleaned_data["voornaam"],
                doelen=doelen.cleaned_data["doelen"],
                taal=taal.code,
                door=request.user,
            )
            doel_url = reverse("intake:leerder_gegevens", args=[leerder.pk])
            inzending.rond_af(doel_url)
            messages.success(request, f"{leerder.voornaam} staat erin. Nu nog een paar vragen over de persoon.")
            return redirect(doel_url)
    gekozen = set(request.POST.getlist("doelen")) if request.method == "POST" else set()
    return render(
        request,
        "intake/leerder_nieuw.html",
        {
            "form": formulier,
            "taal": taal,
            "talen": leerdertaal.leerdertalen().values(),
            "toestemmingen": _toestemmingstekst(taal.code, gekozen),
        },
        status=422 if request.method == "POST" and not andere_taal else 200,
    )


@coach_pagina
@require_safe
def leerder(request: Verzoek, pk: int) -> HttpResponse:
    """One learner: profile, growth, plan, what was agreed, what happened."""
    persoon = leerder_of_404(request, pk)
    staand = {t.doel: t for t in persoon.toestemmingen.all() if t.ingetrokken_op is None}
    intakes = list(
        Intake.objects.filter(leerder=persoon)
        .exclude(status=IntakeStatus.GESTOPT)
        .defer("advies", "eigen_woorden")
        .select_related("coach")
        .prefetch_related("domeinniveaus")
    )
    klaar = [intake for intake in intakes if intake.status == IntakeStatus.AFGEROND]
    lopend = next((intake for intake in intakes if intake.status == IntakeStatus.BEZIG), None)
    stappen = Stap.objects.exclude(status=StapStatus.VERVALLEN).select_related(
        "doorverwijzing__eigenaar_verzender", "doorverwijzing__naar_organisatie", "hulpvraag"
    )
    plannen = list(
        Leerplan.objects.filter(leerder=persoon)
        .select_related("intake")
        .prefetch_related(Prefetch("stappen", stappen), "stappen__hulpvraag__koppelingen")
    )
    groei = weergave.groei(klaar[-1], klaar[0]) if len(klaar) > 1 else []
    ingezien(request, persoon, "dossier")
    return render(
        request,
        "intake/leerder.html",
        {
            "leerder": persoon,
            "lopend": lopend,
            "laatste": klaar[0] if klaar else None,
            "profiel": weergave.profiel_van(klaar[0]) if klaar else [],
            "groei": groei,
            "groeibeeld": maak_groeibeeld(groei) if groei else None,
            "eerste": klaar[-1] if len(klaar) > 1 else None,
            "intakes": klaar,
            "plan": plannen[0] if plannen else None,
            "oude_plannen": plannen[1:],
            "toestemmingen": [(doel, naam, staand.get(doel)) for doel, naam in Doel.choices],
            "mag_dossier": Doel.DOSSIER in staand,
            "gegevens": weergave.gegevens_in_woorden(persoon),
            "tijdlijn": tijdlijn_van(persoon),
            "vandaag_gesproken": persoon.laatste_contact >= timezone.localdate(),
            "kruimels": kruimels(persoon),
        },
    )


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
def gegevens(request: Verzoek, pk: int) -> HttpResponse:
    """The person, in sections."""
    persoon = dossier_of_404(request, pk)
    formulier = LeerderFormulier(request.POST or None, instance=persoon, uit=uitgezet(persoon.organisatie_id))
    if request.method == "POST" and formulier.is_valid():
        bewaard = formulier.save()
        leerder_acties.noteer_wijziging(bewaard, formulier.changed_data, door=request.user)
        messages.success(request, "De gegevens zijn opgeslagen.")
        return redirect(bewaard)
    if request.method != "POST":
        ingezien(request, persoon, "gegevens")
    return render(
        request,
        "intake/leerder_gegevens.html",
        {"form": formulier, "leerder": persoon, "kruimels": kruimels(persoon, ("Gegevens", ""))},
        status=422 if request.method == "POST" else 200,
    )


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
def toestemming_wijzigen(request: Verzoek, pk: int) -> HttpResponse:
    """Give or withdraw consent per purpose; withdrawing shows its effect and is asked once more."""
    persoon = leerder_of_404(request, pk)
    staand = set(persoon.toestemmingen.filter(ingetrokken_op__isnull=True).values_list("doel", flat=True))
    gevraagd = request.GET.get("taal") or leerdertaal.beste_taal(persoon.talen)
    taal = leerdertaal.leerdertaal(gevraagd)
    formulier = ToestemmingFormulier(request.POST or None)
    if request.method == "POST" and formulier.is_valid():
        gewenst = set(formulier.cleaned_data["doelen"])
        weg = [doel for doel in Doel.values if doel in staand - gewenst]
        if weg and request.POST.get("zeker") != "ja":
            return _vraag_bevestiging(request, persoon, taal.code, gewenst, weg)
        toestemming_acties.leg_toestemming_vast(persoon, gewenst, taal=taal.code, door=request.user)
        if Doel.DOSSIER in weg:
            messages.warning(request, "De toestemming voor het dossier is ingetrokken. Wis nu de gegevens.")
            return redirect("intake:leerder_wissen", persoon.pk)
        messages.success(request, "De toestemming is bijgewerkt.")
        return redirect(persoon)
    return render(
        request,
        "intake/toestemming.html",
        {
            "leerder": persoon,
            "taal": taal,
            "talen": leerdertaal.leerdertalen().values(),
            "toestemmingen": _toestemmingstekst(taal.code, staand),
            "kruimels": kruimels(persoon, ("Toestemming", "")),
        },
    )


def _vraag_bevestiging(
    request: Verzoek, persoon: Leerder, taal: str, gewenst: set[str], weg: list[str]
) -> HttpResponse:
    """What withdrawing does, to read aloud in the learner's own language before it happens."""
    return render(
        request,
        "intake/toestemming_bevestig.html",
        {
            "leerder": persoon,
            "gevolgen": [regel for regel in _toestemmingstekst(taal, gewenst) if regel["doel"] in weg],
            "gewenst": sorted(gewenst),
            "taal": leerdertaal.leerdertaal(taal),
        },
    )


@coach_pagina
@require_POST
def contact(request: Verzoek, pk: int) -> HttpResponse:
    """'I spoke to the learner today': the thirty days begin again."""
    persoon = dossier_of_404(request, pk)
    leerder_acties.noteer_contact(persoon, door=request.user)
    messages.success(request, f"Genoteerd: u sprak {persoon.voornaam} vandaag.")
    return redirect(persoon)


@coach_pagina
@require_POST
def archiveren(request: Verzoek, pk: int) -> HttpResponse:
    """Into the archive, or back."""
    persoon = leerder_of_404(request, pk)
    if request.POST.get("terug") == "ja":
        leerder_acties.haal_terug(persoon, door=request.user)
        messages.success(request, f"{persoon.voornaam} staat weer in de lijst.")
    else:
        leerder_acties.archiveer(persoon, door=request.user)
        messages.success(request, f"{persoon.voornaam} staat nu in het archief. U kunt dit hier terugdraaien.")
    return redirect(persoon)

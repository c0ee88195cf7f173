"""A file as a whole: hand over, give a copy, erase."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from netwerk.kern.verzoek import Verzoek

from ..actions import leerder as acties
from ..export import dossier_als_gegevens
from ..filters import LeerderFilter
from ..forms import OverdraagFormulier
from ..models import Leerder
from .hulp import coach_pagina, ingezien, kruimels, leerder_of_404, meld_fout


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
@meld_fout(lambda request, pk: leerder_of_404(request, pk).get_absolute_url())
def overdragen(request: Verzoek, pk: int) -> HttpResponse:
    """To a colleague of the same organisation."""
    leerder = leerder_of_404(request, pk)
    formulier = OverdraagFormulier(
        request.POST or None, organisaties=[leerder.organisatie_id], behalve=leerder.coach_id
    )
    if request.method == "POST" and formulier.is_valid():
        naar = formulier.cleaned_data["naar"]
        acties.draag_over(leerder, naar=naar, door=request.user)
        messages.success(request, f"{naar} is nu de coach van {leerder.voornaam}.")
        return redirect(leerder)
    return render(
        request,
        "intake/overdragen.html",
        {"form": formulier, "leerder": leerder, "kruimels": kruimels(leerder, ("Overdragen", ""))},
        status=422 if request.method == "POST" else 200,
    )


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
@meld_fout(lambda request: reverse("intake:leerders"))
def overdragen_alle(request: Verzoek) -> HttpResponse:
    """All learners of one coach (``?van=``, or ``niemand``): somebody leaves, and the work goes on."""
    if not request.GET.get("van"):  # the address by itself: whose learners is chosen in the list
        return redirect("intake:leerders")
    filter_ = LeerderFilter(request.GET, request.user)
    if not filter_.van:
        raise Http404
    leerders = list(filter_.gevonden())
    formulier = OverdraagFormulier(
        request.POST or None,
        organisaties={leerder.organisatie_id for leerder in leerders},
        behalve=leerders[0].coach_id if leerders else None,
    )
    if request.method == "POST" and leerders and formulier.is_valid():
        naar = formulier.cleaned_data["naar"]
        for leerder in leerders:
            acties.draag_over(leerder, naar=naar, door=request.user)
        messages.success(request, f"{naar} is nu de coach van {_leerders(leerders)}.")
        return redirect("intake:leerders")
    return render(
        request,
        "intake/overdragen_alle.html",
        {"form": formulier, "leerders": leerders, "aantal": _leerders(leerders), "van": filter_.van_naam},
        status=422 if request.method == "POST" else 200,
    )


def _leerders(leerders: list[Leerder]) -> str:
    return "1 leerder" if len(leerders) == 1 else f"{len(leerders)} leerders"


@coach_pagina
@require_safe
def exporteren(request: Verzoek, pk: int) -> HttpResponse:
    """Everything we hold about one person, as JSON (AVG art. 15 and 20)."""
    leerder = leerder_of_404(request, pk)
    inhoud = json.dumps(dossier_als_gegevens(leerder), ensure_ascii=False, indent=2)
    ingezien(request, leerder, "export")
    naam = f"dossier-{slugify(leerder.voornaam) or leerder.pk}-{timezone.localdate():%Y-%m-%d}.json"
    return HttpResponse(
        inhoud,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{naam}"', "Cache-Control": "no-store"},
    )


@coach_pagina
@require_http_methods(["GET", "HEAD", "POST"])
def wissen(request: Verzoek, pk: int) -> HttpResponse:
    """Erase, after a page that says what goes and what stays."""
    leerder = leerder_of_404(request, pk)
    if request.method == "POST":
        naam = leerder.voornaam
        acties.wis(leerder, door=request.user)
        messages.success(request, f"Het dossier van {naam} is gewist.")
        return redirect("intake:leerders")
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": f"Het dossier van {leerder.voornaam} wissen?",
            "tekst": "Dit kan niet terug. Wilt u een kopie? Download dan eerst het dossier.",
            "gevolgen": [
                "Alle gegevens, intakes, plannen en toestemmingen worden gewist.",
                "Open aanmeldingen en hulpvragen worden ingetrokken. De kaart wordt daar ook gewist.",
                "Wat blijft: in het logboek staat wie het dossier zag en wie het wiste. Daar staat geen naam van de"
                " leerder in.",
            ],
            "knop": "Ja, wis het dossier",
            "terug_url": leerder.get_absolute_url(),
            "kruimels": kruimels(leerder, ("Wissen", "")),
        },
    )

"""What goes on paper: the plan for the learner, to print and as a PDF, and one person's file as a PDF."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from netwerk.kern.models import Leervraag
from netwerk.kern.verzoek import Verzoek

from .. import leerdertaal, weergave
from ..choices import IntakeStatus, StapStatus
from ..export import dossier_als_gegevens
from ..models import Leerder, Leerplan
from ..papier import GeenPdf, maak_pdf, qr_code
from ..tijdlijn import tijdlijn_van
from .hulp import coach_pagina, ingezien, leerder_of_404, plan_of_404
from .plannen import leervragen_van, stappen_van

#: What fits on one sheet and can be kept in mind.
MEESTE_STAPPEN = 6
GEEN_PDF = "Deze computer kan nu geen PDF maken. Kies Afdrukken: daar kunt u ook ‘Opslaan als PDF’ kiezen."


def _papier(request: Verzoek, leerplan: Leerplan) -> dict[str, Any]:
    """The plan as it stands on paper, in Dutch with the learner's language (``?taal=``, else their own) beside it."""
    leerder = leerplan.leerder
    gevraagd = request.GET.get("taal") or (
        leerplan.intake.taal if leerplan.intake.taal != "nl" else leerdertaal.beste_taal(leerder.talen)
    )
    taal = leerdertaal.leerdertaal(gevraagd)
    regels = [
        {
            "stap": stap,
            "soort_vertaald": taal.plan[stap.soort],
            "dag_vertaald": taal.dag(stap.wanneer) if stap.wanneer else "",
            "rooster": stap.aanbod.rooster if stap.aanbod and not stap.doorverwijzing else "",
            "plek": next(iter(stap.aanbod.locaties.all()), None) if stap.aanbod else None,
            "qr": qr_code(settings.PORTAAL_URL + stap.aanbod.get_absolute_url()) if stap.aanbod else "",
        }
        for stap in stappen_van(leerplan)
        if stap.status in (StapStatus.GEPLAND, StapStatus.BEZIG)
    ]
    return {
        "plan": leerplan,
        "leerder": leerder,
        "regels": regels[:MEESTE_STAPPEN],
        "rest": len(regels[MEESTE_STAPPEN:]),
        "leervragen": [
            (vraag, leerdertaal.naam_van(taal.code, vraag.pk, vraag.thema_id))
            for vraag in leervragen_van(leerplan)[:MEESTE_STAPPEN]
        ],
        "huis": leerder.organisatie.locaties.order_by("pk").first(),
        "taal": taal if taal.code != "nl" else None,
        "nl": leerdertaal.leerdertaal("nl"),
        "talen": leerdertaal.leerdertalen().values(),
    }


@coach_pagina
@require_safe
def afdruk(request: Verzoek, pk: int) -> HttpResponse:
    """One A4 for the learner: Dutch, with the learner's language beside it, and a QR code per place."""
    leerplan = plan_of_404(request, pk)
    ingezien(request, leerplan.leerder, "afdruk")
    return render(request, "intake/afdruk.html", _papier(request, leerplan))


@coach_pagina
@require_safe
def plan_pdf(request: Verzoek, pk: int) -> HttpResponse:
    """The same sheet as a PDF of one page; without the library a message on the page that prints."""
    leerplan = plan_of_404(request, pk)
    ingezien(request, leerplan.leerder, "afdruk")
    html = render_to_string("intake/pdf_plan.html", _papier(request, leerplan))
    try:
        return _bestand(maak_pdf(html, paginas=1), "leerplan", leerplan.leerder)
    except GeenPdf:
        messages.info(request, GEEN_PDF)
        return redirect("intake:afdruk", pk)


@coach_pagina
@require_safe
def dossier_pdf(request: Verzoek, pk: int) -> HttpResponse:
    """Everything we hold about one person, to read (AVG art. 15); the JSON beside it is to take along (art. 20)."""
    leerder = leerder_of_404(request, pk)
    ingezien(request, leerder, "export")
    dossier = dossier_als_gegevens(leerder)
    namen = dict(Leervraag.objects.vragen().values_list("pk", "tekst"))
    for intake in dossier["intakes"]:
        intake["leervragen"] = [namen.get(code, code) for code in intake["leervragen"]]
        intake["gestart_op"] = parse_datetime(intake["gestart_op"])
        intake["status"] = IntakeStatus(intake["status"]).label.lower()
    for plan in dossier["plannen"]:
        for stap in plan["stappen"]:
            stap["wanneer"] = parse_date(stap["wanneer"] or "")
    html = render_to_string(
        "intake/pdf_dossier.html",
        {
            "leerder": leerder,
            "nu": timezone.localtime(),
            "gegevens": weergave.gegevens_in_woorden(leerder),
            "dossier": dossier,
            "toestemmingen": leerder.toestemmingen.all(),
            "tijdlijn": tijdlijn_van(leerder),
        },
    )
    try:
        return _bestand(maak_pdf(html), "dossier", leerder)
    except GeenPdf:
        messages.info(request, "Deze computer kan nu geen PDF maken. Download het dossier als JSON.")
        return redirect(leerder)


def _bestand(inhoud: bytes, wat: str, leerder: Leerder) -> HttpResponse:
    naam = f"{wat}-{slugify(leerder.voornaam) or leerder.pk}-{timezone.localdate():%Y-%m-%d}.pdf"
    return HttpResponse(
        inhoud,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{naam}"', "Cache-Control": "no-store"},
    )

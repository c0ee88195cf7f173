"""Spreadsheets: take the catalogue out, bring materials in with a preview."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.werkblad import XLSX, WerkbladFout, lees, maak_csv, maak_xlsx

from ..actions import LeermateriaalFout
from ..filters import MateriaalFilter
from ..forms import InvoerFormulier
from ..invoer import KOLOMMEN, beoordeel, rijen, verwerk
from ..models import Invoerlijst, Materiaal

#: A workbook of more rows takes too long to make while somebody waits; csv has no such limit.
MAX_XLSX = 3000


@login_not_required
def export(request: HttpRequest) -> HttpResponse:
    """What a search found (the whole catalogue without one) as .xlsx, or .csv when asked or when it is much."""
    filter_ = MateriaalFilter(request.GET or None, queryset=Materiaal.objects.gepubliceerd())
    zoek = filter_.qs if not filter_.is_bound or filter_.form.is_valid() else Materiaal.objects.none()
    inhoud = list(zoek.met_alles().select_related("bewerking_van"))
    naam = f"lesmateriaal-{timezone.localdate().isoformat()}"
    if request.GET.get("als") == "csv" or len(inhoud) > MAX_XLSX:
        return HttpResponse(
            maak_csv(KOLOMMEN, rijen(inhoud)),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{naam}.csv"'},
        )
    return HttpResponse(
        maak_xlsx([("Lesmateriaal", KOLOMMEN, rijen(inhoud))]),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{naam}.xlsx"'},
    )


@vereist_rol(Rol.CURATOR)
def invoer(request: Verzoek) -> HttpResponse:
    """Choose a file; it is read and shown first."""
    form = InvoerFormulier(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        bestand = form.cleaned_data["bestand"]
        try:
            regels = lees(bestand.name, bestand.read(5 * 1024 * 1024 + 1))
            if not regels:
                raise WerkbladFout("Er staat geen enkel materiaal in het bestand. Zet op elke rij één materiaal.")
            if "titel" not in regels[0] and "adres" not in regels[0]:
                raise WerkbladFout("De kolom ‘titel’ ontbreekt. Begin met de spreadsheet die u hier kunt downloaden.")
            if vreemd := sorted(kop for kop in regels[0] if kop and kop not in KOLOMMEN):
                raise WerkbladFout(f"De kolom ‘{vreemd[0]}’ kennen wij niet. Kies uit: {', '.join(KOLOMMEN)}.")
        except WerkbladFout as fout:
            form.add_error("bestand", str(fout))
        else:
            lijst = Invoerlijst.objects.create(door=request.user, naam=bestand.name[:200], regels=regels)
            return redirect("leermateriaal:invoer_voorbeeld", lijst.pk)
    context = {
        "form": form,
        "titel": "Materiaal inlezen",
        "knop": "Bekijk eerst wat erin staat",
        "terug": reverse("leermateriaal:beoordelen"),
        "inleiding": "Kies een spreadsheet met dezelfde kolommen als de export. U ziet eerst wat er gebeurt. "
        "Van materiaal dat er al is, veranderen alleen de kolommen die in uw bestand staan. "
        "Nieuw materiaal komt onder ‘Te beoordelen’.",
        "voorbeeld": reverse("leermateriaal:export"),
    }
    return render(request, "leermateriaal/formulier.html", context, status=422 if form.errors else 200)


@vereist_rol(Rol.CURATOR)
def invoer_voorbeeld(request: Verzoek, pk: int) -> HttpResponse:
    """What the file would do, row by row; a yes stores the good rows."""
    lijst = get_object_or_404(Invoerlijst, pk=pk, door=request.user)
    if request.method == "POST":
        try:
            nieuw, gewijzigd = verwerk(lijst, door=request.user)
        except LeermateriaalFout as fout:
            messages.error(request, str(fout))
        else:
            messages.success(request, f"Ingelezen: {nieuw} nieuw, {gewijzigd} gewijzigd.")
        return redirect("leermateriaal:beoordelen")
    regels = beoordeel(lijst.regels, request.user)
    context = {
        "lijst": lijst,
        "page_obj": Paginator(sorted(regels, key=lambda regel: (regel.goed, regel.gelijk)), 50).get_page(
            request.GET.get("page")
        ),
        "nieuw": sum(regel.goed and not regel.bestaand for regel in regels),
        "gewijzigd": sum(bool(regel.goed and regel.wijzigt) for regel in regels),
        "gelijk": sum(regel.gelijk for regel in regels),
        "fout": sum(not regel.goed for regel in regels),
    }
    return render(request, "leermateriaal/invoer.html", context)

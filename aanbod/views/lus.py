"""Around one referral: write, tell what the learner said, note who came, send on; and the network's answer figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.datums import datum
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import lus
from ..forms_lus import AanwezigFormulier, BerichtFormulier, NavraagFormulier, TweedeFormulier
from ..leerderbericht import bericht_voor, talen_voor, teksten
from ..models import Aanbod, TweedePersoon
from ..permissions import BEHEERT, VERZENDT, is_verzender, mag_beantwoorden
from ..prestaties import gevallen, peildatum, per_aanbieder
from ..workflow import doorverwijsstroom
from .doorverwijzingen import haal
from .lijsten import IEDEREEN


@vereist_rol(*IEDEREEN)
def bericht(request: Verzoek, uuid: Any) -> HttpResponse:
    """The thread on its own page; the form on the card posts here too."""
    d = haal(request, uuid)
    lus.noteer_ingezien(d, request.user)
    form = BerichtFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(request.user)
        if not nieuw:
            return redirect(d)
        try:
            lus.schrijf(doorverwijzing=d, tekst=form.cleaned_data["tekst"], door=request.user)
        except WerkstroomFout as fout:
            inzending.delete()
            form.add_error(None, str(fout))
        else:
            inzending.rond_af(d.get_absolute_url())
            messages.success(request, "Uw bericht staat bij de kaart.")
            return redirect(d)
    return _kaartpagina(request, d, form, titel="Berichten", knop="Versturen", draad=True)


@vereist_rol(*VERZENDT)
def navraag(request: Verzoek, uuid: Any) -> HttpResponse:
    """After 'not reached' or 'did not come': the sender says what the learner said, the provider is asked again."""
    d = haal(request, uuid)
    if not is_verzender(request.user, d):
        raise Http404
    if request.method == "GET" and not doorverwijsstroom.kan(d, "vraag_na", request.user):
        messages.info(request, f"Dit kan nu niet. De stand is: {d.get_status_display().lower()}.")
        return redirect(d)
    lus.noteer_ingezien(d, request.user)
    form = NavraagFormulier(request.POST or None, initial={"versie": d.versie})
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(request.user)
        if not nieuw:
            return redirect(d)
        try:
            na = lus.vraag_na(
                doorverwijzing=d,
                tekst=form.cleaned_data["tekst"],
                door=request.user,
                versie=form.cleaned_data["versie"],
            )
        except WerkstroomFout as fout:
            inzending.delete()
            form.add_error(None, str(fout))
        else:
            inzending.rond_af(d.get_absolute_url())
            messages.success(request, f"Verstuurd. {na.naar_organisatie} is weer aan zet.")
            return redirect(d)
    return _kaartpagina(request, d, form, titel="Ik sprak de leerder", knop="Versturen", draad=True)


@vereist_rol(*BEHEERT)
def aanwezig(request: Verzoek, uuid: Any) -> HttpResponse:
    """Note whether the learner came on a day."""
    d = haal(request, uuid)
    if not mag_beantwoorden(request.user, d):
        raise Http404
    lus.noteer_ingezien(d, request.user)
    form = AanwezigFormulier(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keuze = form.cleaned_data
        try:
            rij = lus.noteer_aanwezig(
                doorverwijzing=d, dag=keuze["dag"], aanwezig=keuze["aanwezig"] == "ja", door=request.user
            )
        except ValidationError as fout:
            form.add_error(None, fout)
        except WerkstroomFout as fout:
            form.add_error(None, str(fout))
        else:
            wel = "wel" if rij.aanwezig else "niet"
            messages.success(request, f"Genoteerd: {wel} geweest op {date_format(rij.dag, 'j F Y')}.")
            return redirect(d)
    return _kaartpagina(request, d, form, titel="Aanwezigheid", knop="Opslaan")


def _kaartpagina(request: Verzoek, d: Any, form: Any, *, titel: str, knop: str, draad: bool = False) -> HttpResponse:
    context = {"doorverwijzing": d, "form": form, "titel": titel, "knop": knop}
    if draad:
        context["berichten"] = d.doorverwijzingbericht_rijen.select_related("door", "organisatie")
    return render(request, "aanbod/bij_kaart.html", context, status=422 if form.errors else 200)


@vereist_rol(*IEDEREEN)
def aan_de_leerder(request: Verzoek, uuid: Any) -> HttpResponse:
    """What the learner hears, in a language of choice: to copy or to print."""
    d = haal(request, uuid)
    lus.noteer_ingezien(d, request.user)
    tekst = bericht_voor(d, request.GET.get("taal", ""))
    if tekst is None:
        raise Http404
    talen = [(code, teksten()[code]["taal"]) for code in talen_voor(d)]
    return render(request, "aanbod/aan_de_leerder.html", {"doorverwijzing": d, "bericht": tekst, "talen": talen})


@require_POST
@vereist_rol(*VERZENDT)
def opnieuw(request: Verzoek, uuid: Any, aanbod: int) -> HttpResponse:
    """One click: the same card to the next best provision."""
    d = haal(request, uuid)
    if not is_verzender(request.user, d):
        raise Http404
    plek = get_object_or_404(Aanbod.objects.gepubliceerd(), pk=aanbod)
    try:
        nieuw = lus.stuur_opnieuw(doorverwijzing=d, aanbod=plek, door=request.user)
    except WerkstroomFout as fout:
        messages.error(request, str(fout))
        return redirect(d)
    messages.success(
        request, f"Verstuurd naar {nieuw.naar_organisatie}. Antwoord uiterlijk {datum(nieuw.uiterlijk)}."
    )
    return redirect(nieuw)


@require_POST
@vereist_rol(*VERZENDT)
def nieuwe_link(request: Verzoek, uuid: Any) -> HttpResponse:
    """Mail the provider a new signed link."""
    d = haal(request, uuid)
    if not is_verzender(request.user, d):
        raise Http404
    if lus.vernieuw_link(doorverwijzing=d, door=request.user):
        messages.success(request, "Er is een nieuwe link gemaild. Hij werkt 14 dagen.")
    else:
        messages.warning(request, "Er ging het afgelopen uur al een link uit, of er is geen e-mailadres bekend.")
    return redirect(d)


@vereist_rol(*IEDEREEN)
def tweede(request: Verzoek) -> HttpResponse:
    """Per organisation: who hears it when the first person stays silent."""
    organisaties = request.user.organisaties_met_rol(*IEDEREEN)
    gekozen = dict(
        TweedePersoon.objects.filter(organisatie__in=organisaties).values_list("organisatie_id", "gebruiker_id")
    )
    formulieren = []
    for organisatie in organisaties:
        post = request.POST if request.POST.get("organisatie") == str(organisatie.pk) else None
        form = TweedeFormulier(
            post,
            organisatie=organisatie,
            initial={"gebruiker": gekozen.get(organisatie.pk)},
            auto_id=f"o{organisatie.pk}_%s",
        )
        if post is not None and form.is_valid():
            lus.kies_tweede(organisatie=organisatie, gebruiker=form.cleaned_data["gebruiker"], door=request.user)
            messages.success(request, f"Opgeslagen voor {organisatie}.")
            return redirect("aanbod:tweede")
        formulieren.append((organisatie, form))
    fout = any(form.errors for _, form in formulieren)
    return render(request, "aanbod/tweede.html", {"formulieren": formulieren}, status=422 if fout else 200)


@vereist_rol(*Rol.values)
def prestaties(request: Verzoek) -> HttpResponse:
    """Answer figures per provider, for the whole network: bands and words, of the first day of this month."""
    periodes = halve_jaren(timezone.localdate())
    gekozen = next((p for p in periodes if p[0] == request.GET.get("periode")), periodes[0])
    _, naam, van, tot = gekozen
    peil = peildatum(tot, timezone.localdate())
    rijen = per_aanbieder(gevallen(van, tot, peil)) if peil > van else []
    return render(
        request,
        "aanbod/prestaties.html",
        {
            "rijen": rijen,
            "getoond": [rij for rij in rijen if rij.getoond],
            "te_klein": [rij.organisatie for rij in rijen if not rij.getoond],
            "periodes": periodes,
            "code": gekozen[0],
            "naam": naam,
            "van": van,
            "tot": tot,
            "peil": peil,
        },
    )


def halve_jaren(vandaag: date, aantal: int = 4) -> list[tuple[str, str, date, date]]:
    """The running half year and those before it: (code, name, first day, last day)."""
    jaar, helft = vandaag.year, 1 if vandaag.month <= 6 else 2
    uit = []
    for _ in range(aantal):
        if helft == 1:
            uit.append((f"{jaar}-1", f"januari tot en met juni {jaar}", date(jaar, 1, 1), date(jaar, 6, 30)))
            jaar, helft = jaar - 1, 2
        else:
            uit.append((f"{jaar}-2", f"juli tot en met december {jaar}", date(jaar, 7, 1), date(jaar, 12, 31)))
            helft = 1
    return uit

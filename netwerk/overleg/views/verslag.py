"""The report: themes and points that can be mended, presentations, and files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from .. import actions
from ..bestanden import bewaar as bewaar_bestand
from ..choices import MIME
from ..forms import PresentatieFormulier, PuntFormulier, ThemaFormulier
from ..models import Bestand, Bijeenkomst, BijeenkomstThema, Presentatie, Punt
from .hulp import formulierpagina, kruimels

#: What part of a report: (model, form, how a person calls it, the way to its meeting).
DELEN: dict[str, tuple[type[Any], type[Any] | None, str, str]] = {
    "thema": (BijeenkomstThema, ThemaFormulier, "thema", "bijeenkomst"),
    "punt": (Punt, PuntFormulier, "punt", "thema__bijeenkomst"),
    "presentatie": (Presentatie, None, "presentatie", "bijeenkomst"),
}


def _bij(deel: Any) -> Bijeenkomst:
    return deel.thema.bijeenkomst if isinstance(deel, Punt) else deel.bijeenkomst


@vereist_rol(Rol.SECRETARIS)
def deel(request: Verzoek, soort: str, pk: int) -> HttpResponse:
    """Change a theme or a point of the report."""
    if soort not in DELEN:
        raise Http404
    model, formulier, naam, weg_erheen = DELEN[soort]
    gevonden = get_object_or_404(model.objects.select_related(weg_erheen), pk=pk)
    bij = _bij(gevonden)
    if formulier is None:
        return presentatie(request, bij.slug, pk)

    def bewaar(form: Any) -> str:
        form.save()
        noteer("verslag:gewijzigd", bij, door=request.user, organisaties=request.user.organisatie_ids)
        return bij.get_absolute_url()

    titel = f"{naam.capitalize()} wijzigen"
    return formulierpagina(
        request,
        formulier(request.POST or None, instance=gevonden),
        bewaar,
        titel=titel,
        terug=bij.get_absolute_url(),
        pad=kruimels((bij.titel, bij.get_absolute_url()), titel),
        gelukt="Het verslag is bijgewerkt.",
    )


@vereist_rol(Rol.SECRETARIS)
def deel_weg(request: Verzoek, soort: str, pk: int) -> HttpResponse:
    """Ask, then remove a theme, point or presentation. Tasks that came from a point stay."""
    if soort not in DELEN:
        raise Http404
    model, _, naam, weg_erheen = DELEN[soort]
    gevonden = get_object_or_404(model.objects.select_related(weg_erheen), pk=pk)
    bij = _bij(gevonden)
    if request.method == "POST":
        bestand = getattr(gevonden, "bestand", None)
        gevonden.delete()
        if bestand is not None:
            bestand.delete()
        noteer("verslag:weg", bij, door=request.user, organisaties=request.user.organisatie_ids, deel=soort)
        messages.success(request, "Weggehaald.")
        return redirect(bij)
    gevolgen = []
    if soort == "thema" and (aantal := gevonden.punten.count()):
        gevolgen.append(
            "Het ene punt in dit thema wordt ook weggehaald." if aantal == 1
            else f"Alle {aantal} punten worden ook weggehaald."
        )  # fmt: skip
    if soort != "presentatie":
        gevolgen.append("Taken die hieruit kwamen, blijven staan.")
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": f"Dit {naam} weghalen?" if naam != "presentatie" else "Deze presentatie weghalen?",
            "tekst": str(gevonden),
            "gevolgen": gevolgen,
            "knop": "Ja, weghalen",
            "terug_url": bij.get_absolute_url(),
            "kruimels": kruimels((bij.titel, bij.get_absolute_url()), "Weghalen"),
        },
    )


@vereist_rol(Rol.SECRETARIS)
def presentatie(request: Verzoek, slug: str, pk: int | None = None) -> HttpResponse:
    """Add a presentation, or change one; the file is judged by its content."""
    bij = get_object_or_404(Bijeenkomst.objects.zichtbaar_voor(request.user), slug=slug)
    instantie = get_object_or_404(bij.presentaties, pk=pk) if pk else Presentatie(bijeenkomst=bij)
    form = PresentatieFormulier(request.POST or None, request.FILES or None, instance=instantie)

    def bewaar(form: Any) -> str:
        upload = form.cleaned_data["upload"]
        bestand = bewaar_bestand(*upload, door=request.user) if upload else None
        actions.bewaar_presentatie(form.instance, bestand=bestand, door=request.user)
        return bij.get_absolute_url()

    titel = "Presentatie wijzigen" if pk else "Presentatie toevoegen"
    nu = f"Nu staat er: {instantie.bestand}. Een nieuw bestand komt ervoor in de plaats." if instantie.bestand else ""
    return formulierpagina(
        request,
        form,
        bewaar,
        titel=titel,
        terug=bij.get_absolute_url(),
        pad=kruimels((bij.titel, bij.get_absolute_url()), titel),
        gelukt="De presentatie staat bij de bijeenkomst.",
        uitleg=nu,
    )


@require_GET
@login_not_required
def bestand(request: HttpRequest, uuid: str) -> HttpResponse:
    """Hand out a file so that a browser does nothing with it but keep it; only pictures show within a page.

    The policy in the header forbids everything, should a browser open it all the same.
    """
    gevonden = get_object_or_404(Bestand.objects.zichtbaar_voor(request.user).select_related("inhoud"), uuid=uuid)
    if request.headers.get("If-None-Match") == f'"{gevonden.sha256}"':
        return HttpResponse(status=304)
    antwoord = HttpResponse(bytes(gevonden.inhoud.bytes), content_type=MIME[gevonden.soort])
    antwoord["Content-Disposition"] = content_disposition_header(not gevonden.is_beeld, gevonden.naam) or ""
    antwoord["Content-Security-Policy"] = "default-src 'none'; sandbox"
    antwoord["X-Content-Type-Options"] = "nosniff"
    antwoord["Cross-Origin-Resource-Policy"] = "same-origin"
    antwoord["Cache-Control"] = "public, max-age=86400" if gevonden.openbaar else "private, no-cache"
    antwoord["ETag"] = f'"{gevonden.sha256}"'
    return antwoord


def bewerklinks(bij: Bijeenkomst) -> list[dict[str, str]]:
    """The secretary's ways on the page of a meeting, by what is still to be done."""
    slug = bij.slug
    links = []

    def link(label: str, naam: str, icoon: str) -> None:
        links.append({"label": label, "url": reverse(f"overleg:{naam}", args=[slug]), "icoon": icoon})

    if not bij.is_geweest and not bij.afgelast_op:
        if bij.datum is None:
            link("Datum prikken", "prikker", "calendar-check")
        else:
            link("Uitnodigen", "uitnodigen", "envelope")
        link("Agenda samenstellen", "agenda", "list-check")
    if bij.datum is not None and not bij.afgelast_op:
        link("Wie was erbij?", "aanwezig", "person-check")
    link("Presentatie toevoegen", "presentatie_nieuw", "paperclip")
    link("Thema in het verslag", "thema_nieuw", "plus-lg")
    link("Gegevens wijzigen", "bijeenkomst_wijzig", "pencil")
    if not bij.is_geweest and not bij.afgelast_op:
        link("Gaat niet door", "afgelasten", "calendar-x")
    return links

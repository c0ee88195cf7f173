"""The pages of figures: the overview, one page per subject, and each figure as CSV."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.csvuit import maak_csv
from netwerk.kern.verzoek import Verzoek

from ..figuren import PAGINAS, Figuur, Pagina
from ..overzicht import GROEPEN, overzicht
from ..permissions import mag_behoefte
from .lezing import Lezing, klaar, lezer, lezing


def cijfers(request: Verzoek) -> HttpResponse:
    """The overview: which district first and why, a map, and the line over the quarters."""

    def maak() -> str:
        gelezen = lezing(request, GROEPEN)
        context = _rond(gelezen, "") | {"overzicht": overzicht(gelezen.vraag, request.GET.get("kaart", ""))}
        return render_to_string("rapportage/_overzicht.html", context)

    return _pagina(request, "Cijfers", klaar(request, "overzicht", maak))


def onderwerp(request: Verzoek, code: str) -> HttpResponse:
    """One page of figures; the filters stand in the address."""
    pagina = _pagina_of_404(request, code)

    def maak() -> str:
        gelezen = lezing(request, pagina.groepen)
        context = _rond(gelezen, pagina.code) | {"pagina": pagina, "figuren": pagina.maak(gelezen.vraag)}
        return render_to_string("rapportage/_onderwerp.html", context)

    return _pagina(request, pagina.titel, klaar(request, code, maak))


def als_csv(request: Verzoek, pagina: str, code: str) -> HttpResponse:
    """One figure, with the same filters and the same counts hidden."""
    van = _pagina_of_404(request, pagina)
    gelezen = lezing(request, van.groepen)
    figuur = next((figuur for figuur in van.maak(gelezen.vraag) if figuur.csvcode == code), None)
    if figuur is None:
        raise Http404
    antwoord = HttpResponse(maak_csv(_regels(figuur)), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{code}-{gelezen.vraag.cijfers.kwartaal.code}.csv"'
    return antwoord


def _regels(figuur: Figuur) -> list[list[str]]:
    berekend = date_format(timezone.localtime(figuur.berekend_op), "j F Y, H.i") + " uur" if figuur.berekend_op else "-"
    return [
        [figuur.titel],
        [figuur.telt],
        [figuur.over],
        *([noot] for noot in figuur.noten),
        [f"Berekend op {berekend}"],
        [],
        *([[figuur.leeg]] if figuur.leeg else [[figuur.rijkop, *(kop for _, kop in figuur.kolommen)]]),
        *([label, *(vak.tekst for _, vak in vakken)] for _, label, vakken in figuur.regels()),
    ]


def _pagina_of_404(request: Verzoek, code: str) -> Pagina:
    mensen = lezer(request)
    pagina = PAGINAS.get(code)
    if pagina is None or (pagina.mensen and not mensen):
        raise Http404
    return pagina


def _rond(gelezen: Lezing, nu: str) -> dict[str, object]:
    """What stands around the figures: filters, and the way to the other pages."""
    return {
        "vraag": gelezen.vraag,
        "kwartaal": gelezen.vraag.cijfers.kwartaal,
        "stadsdeel": gelezen.vraag.delen.get(gelezen.vraag.stadsdeel, ""),
        "onderwerp": gelezen.vraag.themas.get(gelezen.vraag.thema, ""),
        "form": gelezen.filter,
        "zoek": gelezen.zoek,
        "aantal_actief": gelezen.aantal_actief,
        "paginas": [pagina for pagina in PAGINAS.values() if gelezen.vraag.mensen or not pagina.mensen],
        "nu": nu,
        "vandaag": timezone.localdate(),
    }


def _pagina(request: Verzoek, titel: str, inhoud: str) -> HttpResponse:
    return render(
        request,
        "rapportage/cijfers.html",
        {"paginanaam": titel, "inhoud": inhoud, "mag_behoefte": mag_behoefte(request.user)},
    )

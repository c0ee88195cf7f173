"""The quarterly report: a few pages to read, print or send on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.pdf import GeenPdf, schrijf, stijl, zet_om
from netwerk.kern.verzoek import Verzoek

from ..figuren import PAGINAS
from ..overzicht import overzicht
from .lezing import Lezing, klaar, lezing

#: Everything of a quarter.
ALLE = tuple(dict.fromkeys(groep for pagina in PAGINAS.values() for groep in pagina.groepen))
STIJL = "rapportage/verslag-pdf.css"


def verslag(request: Verzoek) -> HttpResponse:
    """The report on screen, with buttons to print it or to get a PDF."""

    def maak() -> str:
        gelezen = lezing(request, ALLE)
        return render_to_string("rapportage/_verslagpagina.html", _verslag(gelezen) | {"form": gelezen.filter})

    inhoud = klaar(request, "verslag", maak)
    return render(request, "rapportage/cijfers.html", {"paginanaam": "Kwartaalverslag", "inhoud": inhoud})


def verslag_pdf(request: Verzoek) -> HttpResponse:
    """The same as a PDF; without the library for it, back to the page with how to do it in the browser."""
    kwartaal = lezing(request, ()).vraag.cijfers.kwartaal

    def maak() -> bytes:
        html = render_to_string("rapportage/verslag_pdf.html", _verslag(lezing(request, ALLE)))
        return schrijf(zet_om(html, [stijl(STIJL), "html { font-size: 9.5pt }"]))

    try:
        inhoud = klaar(request, "verslag-pdf", maak)
    except GeenPdf:
        messages.warning(request, "Hier kan geen PDF worden gemaakt. Kies Afdrukken, en daarna ‘Opslaan als PDF’.")
        return redirect(f"{reverse('rapportage:verslag')}?periode={kwartaal.code}")
    naam = f"cijfers-netwerk-digitaal-{kwartaal.code}.pdf"
    return HttpResponse(
        inhoud, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{naam}"'}
    )


#: Figures of the pages that the report leaves out: it is a few pages to send on, not everything there is.
NIET_IN_VERSLAG = frozenset({"niveau-onderwerp", "aanbodthema", "aanbodwacht", "antwoord_aanbieder"})


def _verslag(gelezen: Lezing) -> dict[str, Any]:
    vraag = gelezen.vraag
    return {
        "vraag": vraag,
        "kwartaal": vraag.cijfers.kwartaal,
        "verslagnaam": "Jaarverslag" if vraag.is_jaar else "Kwartaalverslag",
        "stadsdeel": vraag.delen.get(vraag.stadsdeel, ""),
        "onderwerp": vraag.themas.get(vraag.thema, ""),
        "zoek": gelezen.zoek,
        "aantal_actief": gelezen.aantal_actief,
        "overzicht": overzicht(vraag, "bereik" if vraag.mensen else "veilig"),
        "delen": [
            (pagina, [figuur for figuur in pagina.maak(vraag) if figuur.code not in NIET_IN_VERSLAG])
            for pagina in PAGINAS.values()
            if vraag.mensen or not pagina.mensen
        ],
        "vandaag": timezone.localdate(),
    }  # fmt: skip

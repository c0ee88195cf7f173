"""A certificate on paper: one A4 with a check code, also as a QR code, and nothing fetched from elsewhere."""

from __future__ import annotations

import re

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify

from netwerk.kern.bereik import bereik
from netwerk.kern.pdf import GeenPdf, schrijf, stijl, zet_om

from .models import Certificaat

STIJL = "vrijwilligers/certificaat.css"


def controle_adres(certificaat: Certificaat | None = None) -> str:
    """Where anybody checks a certificate, absolute; with its code filled in."""
    adres = settings.PORTAAL_URL + reverse("vrijwilligers:certificaat_controle")
    return f"{adres}?code={certificaat.leesbaar}" if certificaat else adres


def als_pdf(request: HttpRequest, certificaat: Certificaat, terug: str) -> HttpResponse:
    """The file; on a machine without the library a message, and back to where one came from."""
    qr = segno.make(controle_adres(certificaat), error="m", micro=False)
    html = render_to_string(
        "vrijwilligers/certificaat_pdf.html",
        {
            "c": certificaat, "adres": controle_adres().split("://", 1)[-1],
            "qr": qr.svg_data_uri(scale=4, border=1, dark="#14284b", light="#fff"),
        },
    )  # fmt: skip
    try:
        inhoud = schrijf(zet_om(html, [stijl(STIJL)]))
    except GeenPdf:
        messages.info(request, f"Deze computer kan nu geen PDF maken. De controlecode is {certificaat.leesbaar}.")
        return redirect(terug)
    naam = f"certificaat-{slugify(certificaat.modulenaam) or certificaat.pk}.pdf"
    return HttpResponse(
        inhoud, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{naam}"'}
    )


def zoek(code: str) -> Certificaat | None:
    """The certificate with this code, as typed from paper: capitals, dashes and spaces do not matter."""
    kort = re.sub(r"[^a-z0-9]", "", code.lower())
    if len(kort) != 12:
        return None
    with bereik(kaart=f"certificaat:{kort}"):
        return Certificaat.objects.select_related("uitgegeven_door").filter(code=kort).first()

"""From HTML to PDF, in one place: nothing is fetched, a screen reader can read it; without the library it says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders


class GeenPdf(RuntimeError):
    """This machine cannot make a PDF: WeasyPrint or the libraries under it (Pango) are missing."""


def stijl(naam: str) -> str:
    """The text of a static stylesheet; empty when there is none."""
    pad = finders.find(naam)
    return Path(pad).read_text(encoding="utf-8") if pad else ""


def zet_om(html: str, stijlen: Sequence[str]) -> Any:
    """The rendered document (``pages``, ``write_pdf()``). Pictures must be data URIs.

    Raises :class:`GeenPdf`; imported here and not above, because the portal works without the library.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as fout:
        raise GeenPdf(str(fout)) from fout
    return HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",))).render(
        stylesheets=[CSS(string=tekst) for tekst in stijlen]
    )


def schrijf(document: Any) -> bytes:
    """The document as a file with a structure that a screen reader can follow: PDF/UA-1.

    Precondition: the page has a ``<title>`` and a ``lang``, and every picture an ``alt`` or, in SVG, a ``<title>``; a
    picture that says nothing is a background.
    """
    inhoud: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return inhoud

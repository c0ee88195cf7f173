"""What only paper needs: a QR code and a pictogram as pictures in the page itself, and a PDF."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.contrib.staticfiles import finders

from netwerk.kern.pdf import GeenPdf, schrijf, stijl, zet_om

__all__ = ["GeenPdf", "maak_pdf", "pictogram", "qr_code"]
STIJL = "intake/papier-pdf.css"
#: Letter sizes in points, largest first: the first at which everything fits on the pages we allow is used.
LETTERS: tuple[float, ...] = (13, 12, 11, 10, 9, 8, 7)
DOSSIERLETTERS: tuple[float, ...] = (10,)


def qr_code(adres: str) -> str:
    """The address as a QR code: a data URI for an <img>, which the content policy allows. Error correction M (15 %)."""
    return segno.make(adres, error="m", micro=False).svg_data_uri(scale=3, border=1, dark="#000", light="#fff")


@cache
def pictogram(naam: str) -> str:
    """A pictogram of the sprite as a data URI; empty when the sprite has none. A PDF cannot follow <use>."""
    pad = finders.find("icons/sprite.svg")
    sprite = Path(pad).read_text(encoding="utf-8") if pad else ""
    gevonden = re.search(rf'<symbol id="{re.escape(naam)}" viewBox="([^"]+)">(.*?)</symbol>', sprite, re.S)
    if not gevonden:
        return ""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{gevonden[1]}" fill="#1d4f91">{gevonden[2]}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _plaatjes(html: str) -> str:
    """A rule per pictogram that this page names. A background, no <img>: it says nothing that the words beside do not,
    and in a PDF every picture must be read out."""
    namen = sorted(set(re.findall(r'class="papier-plaatje plaatje-([a-z0-9-]+)"', html)))
    return "".join(
        f'.plaatje-{naam} {{ background-image: url("{pictogram(naam)}") }}' for naam in namen if pictogram(naam)
    )


def maak_pdf(html: str, *, paginas: int | None = None) -> bytes:
    """This page as a PDF, in letters small enough to fit on ``paginas`` sheets (None: as many as it takes).

    Nothing is fetched: pictures are data URIs. Raises GeenPdf when the library or Pango is missing.
    """
    basis = stijl(STIJL) + _plaatjes(html)
    letters: Sequence[float] = LETTERS if paginas else DOSSIERLETTERS
    document: Any = None
    for letter in letters:
        document = zet_om(html, [basis, f"html {{ font-size: {letter}pt }}"])
        if paginas is None or len(document.pages) <= paginas:
            break
    return schrijf(document)

"""The picture that a messenger or a social medium shows beside a shared vacancy: its own title, place and organisation.

Drawn with the portal's own typeface (a WOFF2 file that FreeType reads as it is), so that nothing is fetched and no
picture has to be made by hand for every vacancy.
"""

from __future__ import annotations

import io
from functools import lru_cache

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

#: What the big networks ask for: 1.91 to 1, wide enough for a sharp card.
MAAT = (1200, 630)
RAND = 90
BLAUW, WIT, ZACHT, ACCENT = "#14284b", "#ffffff", "#d5dcea", "#e0801f"
LETTER = "vendor/source-sans-3/source-sans-3-latin-wght-normal.woff2"
#: Sizes of the title to try, large first; at the smallest it is cut off after the last line that fits.
GROOTTES = (92, 78, 66)
REGELS = 3


def _letter(grootte: int, dikte: int) -> ImageFont.FreeTypeFont:
    pad = finders.find(LETTER)
    if not isinstance(pad, str):
        raise FileNotFoundError(LETTER)
    letter = ImageFont.truetype(pad, grootte)
    letter.set_variation_by_axes([dikte])
    return letter


def breek(tekst: str, letter: ImageFont.FreeTypeFont, breed: int) -> list[str]:
    """The text in lines of at most so many pixels; a single word that is wider stays on a line of its own."""
    regels: list[str] = []
    for woord in tekst.split():
        samen = f"{regels[-1]} {woord}" if regels else woord
        if regels and letter.getlength(samen) <= breed:
            regels[-1] = samen
        else:
            regels.append(woord)
    return regels


@lru_cache(maxsize=64)
def teken(titel: str, organisatie: str, plaats: str) -> bytes:
    """One PNG."""
    beeld = Image.new("RGB", MAAT, BLAUW)
    pen = ImageDraw.Draw(beeld)
    breed = MAAT[0] - 2 * RAND
    pen.rectangle((0, 0, MAAT[0], 14), fill=ACCENT)
    pen.text((RAND, 80), "Netwerk Digitaal zoekt vrijwilligers", font=_letter(36, 400), fill=ZACHT)
    for grootte in GROOTTES:
        letter = _letter(grootte, 700)
        regels = breek(titel, letter, breed)
        if len(regels) <= REGELS:
            break
    if len(regels) > REGELS:
        regels = [*regels[: REGELS - 1], f"{regels[REGELS - 1]} …"]
    for nummer, regel in enumerate(regels):
        pen.text((RAND, 165 + nummer * grootte * 1.16), regel, font=letter, fill=WIT)
    onder = _letter(38, 600)
    for nummer, regel in enumerate(breek(f"{organisatie}, {plaats}", onder, breed)[:2]):
        pen.text((RAND, 480 + nummer * 46), regel, font=onder, fill=ZACHT)
    uit = io.BytesIO()
    beeld.quantize(64).save(uit, "PNG", optimize=True)
    return uit.getvalue()

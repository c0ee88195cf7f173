"""Reading the catalogues of translations (locale/*/LC_MESSAGES/django.po), which people edit, without gettext tools."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.conf import settings


def lees_po(tekst: str) -> dict[str, list[str]]:
    """Singular → translations (one per plural form). Reads what scripts/vertalingen.py and the usual editors write."""
    uit: dict[str, list[str]] = {}
    for blok in re.split(r"\n\s*\n", tekst):
        velden: dict[str, str] = {}
        huidig = ""
        for regel in blok.splitlines():
            if regel.startswith("#"):
                continue
            if begin := re.match(r"(msgid_plural|msgid|msgstr(?:\[\d\])?)\s+(\".*\")\s*$", regel):
                huidig = begin[1]
                velden[huidig] = ast.literal_eval(begin[2])
            elif regel.startswith('"') and huidig:
                velden[huidig] += ast.literal_eval(regel)
        if velden.get("msgid"):
            uit[velden["msgid"]] = [waarde for naam, waarde in sorted(velden.items()) if naam.startswith("msgstr")]
    return uit


def gaten(tekst: str) -> list[str]:
    """Faults in a .po: an empty translation, or one that lost or invented a %(name)s."""
    uit = []
    for blok in re.split(r"\n\s*\n", tekst):
        for een, vormen in lees_po(blok).items():
            velden = set(re.findall(r"%\((\w+)\)s", een + (re.findall(r"^msgid_plural (.*)$", blok, re.M) or [""])[0]))
            if not all(vormen):
                uit.append(f"niet vertaald: {een}")
            # "one" and "two" may leave the number out, in words.
            elif any(set(re.findall(r"%\((\w+)\)s", vorm)) - velden for vorm in vormen) or velden - set(
                re.findall(r"%\((\w+)\)s", vormen[-1])
            ):
                uit.append(f"andere velden dan in het Nederlands: {een}")
    return uit


def paden(taal: str) -> tuple[Path, Path]:
    """Where the .po and the .mo of a language stand."""
    folder = Path(settings.BASE_DIR) / "locale" / taal / "LC_MESSAGES"
    return folder / "django.po", folder / "django.mo"

"""How far the languages are: sentences, learning needs, which pages, and which public pages are still Dutch only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver

from netwerk.kern.basisgegevens import lees_basisgegevens
from netwerk.kern.catalogus import gaten, lees_po, paden
from netwerk.kern.leervraagvertalingen import lees_vertalingen
from netwerk.kern.talen import BRON, NAGEKEKEN, in_talen


def openbare_paginas() -> Iterator[tuple[str, bool]]:
    """Every address that needs no login, as (name, whether it is in all languages); not the machine-readable ones."""
    yield from _onder(get_resolver(), "")


def _onder(deel: URLResolver, ruimte: str) -> Iterator[tuple[str, bool]]:
    for punt in deel.url_patterns:
        if isinstance(punt, URLResolver):
            if punt.namespace in ("hsds", "admin"):
                continue
            yield from _onder(punt, punt.namespace or ruimte)
        elif isinstance(punt, URLPattern) and punt.name and not getattr(punt.callback, "login_required", True):
            yield f"{ruimte}:{punt.name}" if ruimte else punt.name, bool(in_talen(punt.callback, punt.name))


class Command(BaseCommand):
    help = "Laat per taal zien hoeveel er vertaald is, en welke openbare pagina's alleen Nederlands zijn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--streng", action="store_true", help="Stop met een fout als er iets ontbreekt.")

    def handle(self, *args: Any, **options: Any) -> None:
        gegevens = lees_basisgegevens()
        labels = {rij.taal: len(rij.themas) + len(rij.leervragen) for rij in lees_vertalingen(gegevens)}
        alle = len(gegevens.themas) + len(gegevens.leervragen)
        self.stdout.write(f"{'taal':<14}{'zinnen':>8}{'vertaald':>10}{'leervragen':>12}  nagekeken")
        open_ = 0
        for code, naam in settings.LANGUAGES:
            if code == BRON:
                continue
            po = paden(code)[0]
            tekst = po.read_text("utf-8") if po.exists() else ""
            zinnen, fouten = len(lees_po(tekst)), len(gaten(tekst))
            open_ += fouten or not zinnen
            deel = 100 * (zinnen - fouten) // zinnen if zinnen else 0
            vragen = f"{labels.get(code, 0)}/{alle}"
            ja = "ja" if code in NAGEKEKEN else "nee, concept"
            self.stdout.write(f"{code + ' ' + naam:<14}{zinnen:>8}{deel:>9}%{vragen:>12}  {ja}")
        rijen = sorted(openbare_paginas())
        nederlands = [naam for naam, in_talen in rijen if not in_talen]
        self.stdout.write(f"\n{len(rijen) - len(nederlands)} openbare adressen in alle talen; alleen Nederlands:")
        self.stdout.write("  " + ", ".join(nederlands))
        if options["streng"] and open_:
            raise SystemExit(1)

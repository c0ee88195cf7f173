"""`manage.py importeer_hsds FILE`: read provision from an HSDS 3.x file, and say what was refused and why."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from aanbod.hsds import BestandFout, lees
from aanbod.importeren import Verslag, importeer
from netwerk.kern.bereik import bereik

#: Larger than any city's file; a mistake (a film, a database dump) is caught before it fills the memory.
MAXIMUM_MB = 200


class Command(BaseCommand):
    help = (
        "Leest aanbod uit een HSDS 3.x-bestand (JSON): een pagina met 'contents', een lijst, of één volledig record. "
        "Nog een keer inlezen werkt bij. Per record alles of niets. "
        "Einde: 0 alles gelukt, 1 een of meer records geweigerd, 2 bestand niet te lezen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", help="pad van het bestand")
        parser.add_argument("--proef", action="store_true", help="probeer alles en bewaar niets")
        parser.add_argument("--bron", default="HSDS", help="naam van de bron, staat bij het aanbod (standaard HSDS)")
        parser.add_argument("--als-concept", action="store_true", help="publiceer niets: alles komt binnen als concept")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bestand = lees(lees_bestand(Path(options["bestand"])))
        except BestandFout as fout:
            raise CommandError(f"{options['bestand']}: {fout}", returncode=2) from fout
        with bereik(alles=True):
            verslag = importeer(
                bestand,
                bron=options["bron"].strip()[:100] or "HSDS",
                proef=options["proef"],
                als_concept=options["als_concept"],
            )
        for regel in bestand.opmerkingen:
            self.stdout.write(f"Let op: {regel}")
        self._toon(verslag, options["proef"])
        if verslag.geweigerd:
            raise CommandError(f"{len(verslag.geweigerd)} van {len(bestand.records)} records geweigerd.", returncode=1)

    def _toon(self, verslag: Verslag, proef: bool) -> None:
        for plaats, naam, teksten in verslag.opmerkingen:
            for tekst in teksten:
                self.stdout.write(f"Record {plaats} ({naam}): {tekst}.")
        for plaats, naam, teksten in verslag.geweigerd:
            for tekst in teksten:
                self.stdout.write(f"GEWEIGERD record {plaats} ({naam}): {tekst.rstrip('.')}.")
        delen = [f"{verslag.tellingen[soort]} {soort}" for soort in ("nieuw", "bijgewerkt", "ongewijzigd", "geweigerd")]
        self.stdout.write(f"{'Proef, niets bewaard: ' if proef else ''}{', '.join(delen)}.")


def lees_bestand(pad: Path) -> bytes:
    """The bytes of the file; raises BestandFout with what is wrong with it."""
    try:
        if pad.is_dir():
            raise BestandFout("Dit is een map. Geef één bestand.")
        if pad.stat().st_size > MAXIMUM_MB * 1024 * 1024:
            raise BestandFout(f"Dit bestand is groter dan {MAXIMUM_MB} MB. Knip het in stukken.")
        return pad.read_bytes()
    except FileNotFoundError as fout:
        raise BestandFout("Dit bestand bestaat niet.") from fout
    except OSError as fout:
        raise BestandFout(f"Dit bestand is niet te lezen ({fout.strerror}).") from fout

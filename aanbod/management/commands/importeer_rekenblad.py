"""`manage.py importeer_rekenblad FILE`: a city's spreadsheet of provision, as drafts of the organisations named."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from aanbod.inlezen import lees_in
from aanbod.rekenblad import Woorden, keur
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Organisatie
from netwerk.kern.werkblad import WerkbladFout, lees

MAX_RIJEN, MAX_MB = 200_000, 200


class Command(BaseCommand):
    help = (
        "Leest aanbod uit een spreadsheet (.xlsx of .csv) met een kolom 'organisatie'. Nog een keer inlezen werkt bij. "
        "Einde: 0 alles gelukt, 1 een of meer rijen overgeslagen, 2 bestand niet te lezen."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bestand", help="pad van het bestand")
        parser.add_argument("--proef", action="store_true", help="keur alles en bewaar niets")

    def handle(self, *args: Any, **options: Any) -> None:
        pad = Path(options["bestand"])
        try:
            rijen = lees(pad.name, pad.read_bytes(), max_rijen=MAX_RIJEN, max_bytes=MAX_MB * 1024**2)
        except (WerkbladFout, OSError) as fout:
            raise CommandError(f"{pad}: {fout}", returncode=2) from fout
        with bereik(alles=True), transaction.atomic():
            woorden = Woorden(Organisatie.objects.all())
            if options["proef"]:
                fouten = keur(rijen, woorden).fout
                delen = [f"{len(rijen) - len(fouten)} goed, niets bewaard"]
            else:
                telling, fouten = lees_in(rijen, woorden, door=None)
                delen = [f"{aantal} {wat}" for wat, aantal in telling.items()] or ["Geen rijen"]
        for regel in fouten:
            self.stdout.write(f"Rij {regel.nummer} ({regel.naam or 'geen naam'}): {' '.join(regel.fouten)}")
        self.stdout.write(f"{', '.join(delen)}, {len(fouten)} overgeslagen.")
        if fouten:
            raise CommandError(f"{len(fouten)} van {len(rijen)} rijen overgeslagen.", returncode=1)

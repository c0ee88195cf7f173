"""`manage.py laad_verslag`: the report of 30 September 2021 as the network's first content."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from netwerk.kern.bereik import bereik
from netwerk.overleg.verslag import VerslagFout, laad_verslag


class Command(BaseCommand):
    help = "Laadt het verslag van 30 september 2021. Nog een keer laden werkt de tekst bij en laat taken met rust."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with bereik(alles=True):
                geladen = laad_verslag()
        except VerslagFout as fout:
            raise CommandError(str(fout)) from fout
        if options["verbosity"]:
            self.stdout.write(
                f"Verslag geladen: {geladen.bijeenkomst}, {geladen.punten} punten, {geladen.nieuwe_taken} nieuwe taken."
            )

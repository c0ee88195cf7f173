"""`manage.py laad_handleiding`: the how-to of the portal as articles."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from netwerk.overleg.handleiding import laad_handleiding


class Command(BaseCommand):
    help = "Laadt de uitleg over het portaal. Nog een keer laden werkt de tekst bij."

    def handle(self, *args: Any, **options: Any) -> None:
        aantal = laad_handleiding()
        if options["verbosity"]:
            self.stdout.write(f"{aantal} artikelen met uitleg staan klaar.")

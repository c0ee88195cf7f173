"""`manage.py herbereken_scores`: run it every night, since experiences weigh less as they age."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from leermateriaal.scoretabel import ververs_alles
from netwerk.kern.bereik import bereik


class Command(BaseCommand):
    help = "Rekent alle scores van lesmateriaal opnieuw uit."

    def handle(self, *args: Any, **options: Any) -> None:
        with bereik(alles=True):
            aantal = ververs_alles()
        self.stdout.write(f"{aantal} scores opnieuw uitgerekend.")

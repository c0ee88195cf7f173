"""`manage.py tel_vragen`: run it every night, after intakes; the catalogue shows the counts beside its holes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from netwerk.rapportage.vragen import bewaar


class Command(BaseCommand):
    help = "Telt hoeveel leerders om elke leervraag vroegen. Bewaart alleen aantallen van vijf of meer."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{bewaar()} tellingen bewaard.")

"""`manage.py reservekopie MAP`: an encrypted backup of the whole database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from netwerk.kern import reservekopie


class Command(BaseCommand):
    help = "Maakt een versleutelde reservekopie van de hele database. Vraagt RESERVEKOPIE_URL en RESERVEKOPIE_SLEUTEL."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("map", type=Path, help="Bestaande map voor de kopie.")

    def handle(self, *args: Any, map: Path, **options: Any) -> None:
        if not settings.RESERVEKOPIE_URL or not settings.RESERVEKOPIE_SLEUTEL:
            raise CommandError("Zet eerst RESERVEKOPIE_URL en RESERVEKOPIE_SLEUTEL (zie docs/instellingen.md).")
        if not map.is_dir():
            raise CommandError(f"De map {map} bestaat niet.")
        try:
            kopie = reservekopie.maak(
                settings.RESERVEKOPIE_URL, map, settings.RESERVEKOPIE_SLEUTEL, nu=timezone.localtime()
            )
        except reservekopie.KopieFout as fout:
            raise CommandError(str(fout)) from fout
        self.stdout.write(f"{kopie.dump}\n{kopie.inhoud}")

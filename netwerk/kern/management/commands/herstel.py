"""`manage.py herstel KOPIE --sleutel BESTAND`: a backup back into an empty database, checked row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from netwerk.kern import reservekopie


class Command(BaseCommand):
    help = "Zet een reservekopie terug in de lege database van RESERVEKOPIE_URL, en vergelijkt elke tabel."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kopie", type=Path, help="Het bestand dat op .dump.age eindigt.")
        parser.add_argument("--sleutel", type=Path, required=True, help="Bestand met de geheime sleutel van age.")

    def handle(self, *args: Any, kopie: Path, sleutel: Path, **options: Any) -> None:
        if not settings.RESERVEKOPIE_URL:
            raise CommandError("Zet eerst RESERVEKOPIE_URL: de lege database waarin de kopie moet komen.")
        inhoud = kopie.with_name(kopie.name.replace(".dump.age", ".inhoud.age"))
        for bestand in (kopie, inhoud, sleutel):
            if not bestand.is_file():
                raise CommandError(f"{bestand} is er niet.")
        try:
            nu = reservekopie.zet_terug(
                reservekopie.Kopie(kopie, inhoud), settings.RESERVEKOPIE_URL, sleutel.read_text(encoding="utf-8")
            )
        except reservekopie.KopieFout as fout:
            raise CommandError(str(fout)) from fout
        self.stdout.write(f"Teruggezet en gelijk: {len(nu)} tabellen, {sum(a for a, _ in nu.values())} rijen.")

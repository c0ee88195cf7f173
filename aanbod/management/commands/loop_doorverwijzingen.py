"""Remind, pass on and close referrals that stay silent. Run every working day; running it again does nothing more."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from aanbod.klok import loop


class Command(BaseCommand):
    help = (
        "Herinneringen, escalatie en verlopen van doorverwijzingen. Elke werkdag; nog een keer draaien kan geen kwaad."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--op", help="Doe alsof het deze dag is (JJJJ-MM-DD).")

    def handle(self, *args: Any, op: str | None = None, verbosity: int = 1, **options: Any) -> None:
        try:
            vandaag = date.fromisoformat(op) if op else timezone.localdate()
        except ValueError as fout:
            raise CommandError("Schrijf de dag als JJJJ-MM-DD, bijvoorbeeld 2026-12-01.") from fout
        telling = loop(vandaag)
        if verbosity:
            self.stdout.write(", ".join(f"{naam}: {aantal}" for naam, aantal in telling.items()))
        if telling["mislukt"]:
            raise CommandError(f"{telling['mislukt']} berichten niet gemaild; de volgende keer opnieuw.")

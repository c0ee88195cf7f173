"""Remind and let lapse proposals that nobody answered. Run every day; running it again does nothing more."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from vrijwilligers.mijn import verloop


class Command(BaseCommand):
    help = "Voorstellen zonder antwoord: na een week een herinnering, na twee weken verlopen. Elke dag draaien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--op", help="Doe alsof het deze dag is (JJJJ-MM-DD).")

    def handle(self, *args: Any, op: str | None = None, verbosity: int = 1, **options: Any) -> None:
        try:
            vandaag = date.fromisoformat(op) if op else timezone.localdate()
        except ValueError as fout:
            raise CommandError("Schrijf de dag als JJJJ-MM-DD, bijvoorbeeld 2026-12-01.") from fout
        telling = verloop(vandaag)
        if verbosity:
            self.stdout.write(", ".join(f"{naam}: {aantal}" for naam, aantal in telling.items()))

"""`manage.py verwerk_terugkomer < report.eml`: note that a newsletter came back; for a pipe of the mail server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from netwerk.overleg.terugkomers import verwerk


class Command(BaseCommand):
    help = "Leest een bericht dat een nieuwsbrief niet aankwam (RFC 3464), van de invoer of uit een bestand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", nargs="?", help="Leeg: lees van de invoer.")

    def handle(self, *args: Any, bestand: str | None = None, **options: Any) -> None:
        rauw = Path(bestand).read_bytes() if bestand else sys.stdin.buffer.read()
        # Never an error: a mail server would send that back, too.
        self.stdout.write("Genoteerd." if verwerk(rauw) else "Dit is geen bericht over een nieuwsbrief van ons.")

"""`manage.py planning`: run the recurring jobs when they are due, until stopped; `--eenmaal` for cron."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from netwerk.kern import planning

PAUZE = 30  # seconds between two looks


class Command(BaseCommand):
    help = "Voert terugkerende opdrachten uit op hun tijd. Twee tegelijk kan geen kwaad: elke opdracht loopt één keer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--eenmaal", action="store_true", help="Doe wat nu aan de beurt is, en stop (voor cron).")

    def handle(self, *args: Any, eenmaal: bool = False, **options: Any) -> None:
        if eenmaal:
            mislukt = [uitvoering.naam for uitvoering in self.ronde() if not uitvoering.gelukt]
            if mislukt:
                raise CommandError(f"Mislukt: {', '.join(mislukt)}. Straks opnieuw.")
            return
        stop = threading.Event()
        for sein in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sein, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                self.ronde()
            except Exception as fout:  # a database that restarts must not end the scheduler
                self.stderr.write(f"Ronde mislukt: {type(fout).__name__}")
            stop.wait(PAUZE)

    def ronde(self) -> list[planning.Uitvoering]:
        gedaan = planning.draai()
        for uitvoering in gedaan:
            self.stdout.write(f"{uitvoering.naam}: {'gelukt' if uitvoering.gelukt else 'mislukt'}")
        return gedaan

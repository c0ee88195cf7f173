"""Erase and anonymise what is over its retention period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from netwerk.kern import bewaren


class Command(BaseCommand):
    help = "Wist of anonimiseert gegevens waarvan de bewaartermijn voorbij is. Mag vaker draaien."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--proef", action="store_true", help="alleen tellen, niets wissen")
        parser.add_argument(
            "--op", type=date.fromisoformat, help="alsof het deze dag is (jjjj-mm-dd), alleen met --proef"
        )

    def handle(self, *args: Any, proef: bool, op: date | None, **opties: Any) -> None:
        if op and not proef:
            raise CommandError("Een andere dag kan alleen met --proef: wissen kan niet terug.")
        mislukt = 0
        for gedaan in bewaren.ruim_op(op or timezone.localdate(), proef=proef):
            if gedaan.geruimd or gedaan.mislukt:
                naam = str(gedaan.regel.model._meta.verbose_name_plural)
                fout = f", {gedaan.mislukt} mislukt" if gedaan.mislukt else ""
                self.stdout.write(f"{naam}: {gedaan.geruimd}{fout} ({gedaan.regel.hoe})")
            mislukt += gedaan.mislukt
        if mislukt:
            raise CommandError(f"{mislukt} rijen zijn niet gewist. Zie het logboek van de server.")

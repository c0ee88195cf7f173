"""`manage.py voed_overleg`: every night, hand down to the meetings what the figures say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from netwerk.portaal import agendapunten


class Command(BaseCommand):
    help = "Berekent welke agendapunten de cijfers voorstellen. Elke nacht te draaien."

    def handle(self, *args: Any, **options: Any) -> None:
        actueel, weg = agendapunten.bereken()
        self.stdout.write(f"{actueel} voorstellen uit de cijfers, {weg} gelden niet meer.")

"""`manage.py voed_overleg`: every night, hand down what the figures say and what is new."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from netwerk.portaal import agendapunten, nieuwsaanvoer


class Command(BaseCommand):
    help = "Berekent agendapunten uit de cijfers en verzamelt nieuws. Elke nacht te draaien."

    def handle(self, *args: Any, **options: Any) -> None:
        actueel, weg = agendapunten.bereken()
        self.stdout.write(f"{actueel} voorstellen uit de cijfers, {weg} gelden niet meer.")
        self.stdout.write(f"{nieuwsaanvoer.voer_aan()} berichten voor de nieuwsbrief.")

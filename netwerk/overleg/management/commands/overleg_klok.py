"""`manage.py overleg_klok`: the daily reminders of the network's own promises."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.overleg import klok


class Command(BaseCommand):
    help = "Herinnert aan taken, contactmomenten en signalen die te laat zijn. Dagelijks te draaien."

    def handle(self, *args: Any, **options: Any) -> None:
        with bereik(alles=True):
            herinnerd = klok.herinner(timezone.localdate())
        self.stdout.write("Herinneringen: " + ", ".join(f"{aantal} {wat}" for wat, aantal in herinnerd.items()) + ".")

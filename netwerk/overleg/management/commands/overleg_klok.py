"""`manage.py overleg_klok`: the daily reminders of the network's own promises."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.overleg import abonnees, klok


class Command(BaseCommand):
    help = "Herinnert aan taken, contact en signalen die te laat zijn. Wist oude adressen. Dagelijks te draaien."

    def handle(self, *args: Any, **options: Any) -> None:
        with bereik(alles=True):
            herinnerd = klok.herinner(timezone.localdate())
        gewist = abonnees.ruim_op()
        self.stdout.write(f"{gewist} oude gegevens van de nieuwsbrief gewist.")
        self.stdout.write("Herinneringen: " + ", ".join(f"{aantal} {wat}" for wat, aantal in herinnerd.items()) + ".")

"""`manage.py stuur_overzichten`: every morning; who is not due gets nothing, and a second run sends nothing twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from netwerk.portaal.meldingen import vergeet
from netwerk.portaal.overzichtmail import stuur_alle


class Command(BaseCommand):
    help = "Mailt iedereen die dat wil wat er wacht en wat er nieuw is: elke werkdag, of elke maandag."

    def handle(self, *args: Any, **options: Any) -> None:
        telling = stuur_alle(timezone.localdate())
        vergeet()
        self.stdout.write(", ".join(f"{naam}: {aantal}" for naam, aantal in telling.items()))
        if telling["mislukt"]:
            raise CommandError(f"{telling['mislukt']} overzichten niet gemaild; de volgende keer opnieuw.")

"""`manage.py verstuur_berichten`: send the invitations that wait; every minute (settings.OPDRACHTEN)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from netwerk.overleg.models import Deelname
from netwerk.overleg.uitnodiging import bericht
from netwerk.overleg.verzenden import verstuur


class Command(BaseCommand):
    help = "Verstuurt de uitnodigingen die klaarstaan. Afbreken kan: niets gaat twee keer weg."

    def handle(self, *args: Any, **options: Any) -> None:
        uitslag = verstuur("overleg.uitnodigingen", Deelname.objects.all(), bericht)
        self.stdout.write(f"{uitslag.verzonden} uitnodigingen verstuurd, {uitslag.mislukt} mislukt.")

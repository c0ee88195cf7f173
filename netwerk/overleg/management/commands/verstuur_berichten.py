"""`manage.py verstuur_berichten`: send the invitations and newsletters that wait; every minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from netwerk.overleg.bezorgen import bezorg
from netwerk.overleg.models import Deelname
from netwerk.overleg.uitnodiging import bericht
from netwerk.overleg.verzenden import verstuur


class Command(BaseCommand):
    help = "Verstuurt de uitnodigingen en nieuwsbrieven die klaarstaan. Afbreken kan: niets gaat twee keer weg."

    def handle(self, *args: Any, **options: Any) -> None:
        uitslag = verstuur("overleg.uitnodigingen", Deelname.objects.all(), bericht)
        self.stdout.write(f"{uitslag.verzonden} uitnodigingen verstuurd, {uitslag.mislukt} mislukt.")
        brieven = bezorg()
        self.stdout.write(
            f"{brieven.verzonden} nieuwsbrieven verstuurd, {brieven.mislukt} mislukt, {brieven.geweigerd} geweigerd,"
            f" {brieven.onzeker} onzeker."
        )

"""Mail volunteers whose VOG ends within 60 days or has ended: once before and once after, however often this runs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Organisatie
from vrijwilligers.beleidswijziging import aflopende_vogs
from vrijwilligers.berichten import mail_vog
from vrijwilligers.models import Screening


class Command(BaseCommand):
    help = "Mailt vrijwilligers van wie de VOG afloopt of is verlopen. Dagelijks te draaien."

    def handle(self, *args: Any, **opties: Any) -> None:
        vandaag = timezone.localdate()
        with bereik(alles=True):
            organisaties = list(Organisatie.objects.filter(actief=True).values_list("pk", flat=True))
            gemeld = sum(self._meld(a.pk, a.tot, vandaag) for a in aflopende_vogs(organisaties, vandaag))
        self.stdout.write(f"{gemeld} vrijwilligers gemaild over hun VOG.")

    def _meld(self, pk: int, tot: date, vandaag: date) -> int:
        """``vog_gemeld_voor`` holds the end for the warning, and today's later day once the end was told too."""
        rij = Screening.objects.select_for_update(of=("self",)).select_related("vrijwilliger").get(vrijwilliger=pk)
        gemeld = rij.vog_gemeld_voor
        if not rij.vrijwilliger.email or (gemeld is not None and gemeld >= tot and (tot >= vandaag or gemeld > tot)):
            return 0
        rij.vog_gemeld_voor = tot if tot >= vandaag else vandaag
        rij.save(update_fields=["vog_gemeld_voor", "gewijzigd_op"])
        noteer("vog_gemeld", rij.vrijwilliger, door=None, door_tekst="klok", organisaties=[rij.organisatie_id])
        mail_vog(rij.vrijwilliger, tot, vandaag)
        return 1

"""What waits for somebody in the network's room. Two queries, whatever the role."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker
from netwerk.kern.vandaag import Wachtpunt

from .models import Bijeenkomst, Taak
from .permissions import is_lid, mag_overleg_beheren

#: A task is shown this many days before its date, a meeting this many days ahead.
TAAK_DAGEN, OVERLEG_DAGEN = 14, 14


def wacht_op(gebruiker: Gebruiker) -> list[Wachtpunt]:
    """Own tasks that are due, a meeting that comes near, and for the secretary a meeting without a date."""
    if not is_lid(gebruiker):
        return []
    vandaag = timezone.localdate()
    punten = [
        Wachtpunt(
            titel=taak.titel,
            url=taak.get_absolute_url(),
            actie="Bekijk de taak" if not taak.te_laat else "Rond af of geef terug",
            toelichting="Uw taak voor het netwerk",
            wanneer=taak.uiterlijk,
            laat=taak.te_laat,
            icoon="list-check",
            soort="taak",
        )
        for taak in Taak.objects.van(gebruiker).open().filter(uiterlijk__lte=vandaag + timedelta(days=TAAK_DAGEN))[:20]
    ]
    beheert = mag_overleg_beheren(gebruiker)
    for bijeenkomst in Bijeenkomst.objects.komend(vandaag)[:5]:
        if bijeenkomst.datum is None:
            if beheert:
                punten.append(
                    Wachtpunt(
                        titel=bijeenkomst.titel,
                        url=reverse("overleg:bijeenkomst_wijzig", args=[bijeenkomst.slug]),
                        actie="Prik een datum",
                        toelichting="De datum is nog niet vastgesteld",
                        icoon="calendar-plus",
                        soort="overleg",
                    )
                )
        elif bijeenkomst.datum <= vandaag + timedelta(days=OVERLEG_DAGEN):
            punten.append(
                Wachtpunt(
                    titel=bijeenkomst.titel,
                    url=bijeenkomst.get_absolute_url(),
                    actie="Bekijk de agenda",
                    toelichting=bijeenkomst.plaats,
                    wanneer=bijeenkomst.datum,
                    icoon="calendar-event",
                    soort="overleg",
                )
            )
    return punten

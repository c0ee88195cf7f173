"""When the period of collections and experiences is over (``netwerk.kern.bewaren``)."""

from __future__ import annotations

from datetime import timedelta

from netwerk.kern.bewaren import gaat_mee, regel, wis
from netwerk.kern.privacy import REGISTER

from .models import Ervaring, Ervaringversie, Verzameling

regel(
    Verzameling,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: Verzameling.objects.filter(
        gewijzigd_op__date__lt=vandaag - timedelta(days=REGISTER[Verzameling].bewaren_dagen)
    ),
    ruim=wis,
)
regel(
    Ervaring,
    hoe="wordt verwijderd, met de eerdere versies",
    verlopen=lambda vandaag: Ervaring.objects.filter(op__lt=vandaag - timedelta(days=REGISTER[Ervaring].bewaren_dagen)),
    ruim=wis,
)
gaat_mee(Ervaring, Ervaringversie)

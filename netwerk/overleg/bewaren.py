"""When the period of subscribers and deliveries is over (``netwerk.kern.bewaren``)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from netwerk.kern.bewaren import regel, wis
from netwerk.kern.privacy import REGISTER

from .choices import Abonneestand
from .models import Abonnee, Bezorging

#: Asked for and never confirmed.
NOOIT_BEVESTIGD = timedelta(days=14)


def _abonnees(vandaag: date) -> QuerySet[Abonnee]:
    grens = vandaag - timedelta(days=REGISTER[Abonnee].bewaren_dagen)
    return Abonnee.objects.filter(
        Q(afgemeld_op__date__lt=grens, status__in=(Abonneestand.AFGEMELD, Abonneestand.GEWEIGERD))
        | Q(status=Abonneestand.AANGEVRAAGD, aangevraagd_op__date__lt=vandaag - NOOIT_BEVESTIGD)
    )


regel(
    Abonnee,
    hoe="het adres wordt verwijderd; wie nooit bevestigde na veertien dagen",
    verlopen=_abonnees,
    ruim=wis,
)
regel(
    Bezorging,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: Bezorging.objects.filter(
        verzonden_op__date__lt=vandaag - timedelta(days=REGISTER[Bezorging].bewaren_dagen)
    ),
    ruim=wis,
)

"""What is new in every room, handed down for the next newsletter: no persons, only what the public may see."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from aanbod.models import Aanbod
from leermateriaal.models import Materiaal
from netwerk.kern.bereik import bereik
from netwerk.overleg.choices import Netwerkthema, Nieuwssoort
from netwerk.overleg.nieuws import Nieuws, eigen_nieuws, zet_aanvoer
from vrijwilligers.choices import VacatureStatus
from vrijwilligers.models import Vacature

#: A newsletter comes about every month; a little longer, so that nothing falls between two.
NIEUW_DAGEN = 40
HOOGUIT = 25


def _aanbod(sinds: date) -> list[Nieuws]:
    rijen = (
        Aanbod.objects.gepubliceerd()
        .filter(aangemaakt_op__date__gte=sinds)
        .select_related("organisatie")
        .prefetch_related("locaties")
        .order_by("-aangemaakt_op", "pk")[:HOOGUIT]
    )
    return [
        Nieuws(
            code=f"aanbod:{a.pk}",
            soort=Nieuwssoort.AANBOD,
            titel=a.naam,
            tekst=f"{a.get_soort_display()} van {a.organisatie}",
            url=a.get_absolute_url(),
            thema=Netwerkthema.OVERIG,
            stadsdelen=tuple(sorted({plek.stadsdeel_id for plek in a.locaties.all() if plek.stadsdeel_id})),
            sinds=timezone.localdate(a.aangemaakt_op),
        )
        for a in rijen
    ]


def _materiaal(sinds: date) -> list[Nieuws]:
    rijen = Materiaal.objects.gepubliceerd().filter(aangemaakt_op__date__gte=sinds).order_by("-aangemaakt_op", "pk")
    return [
        Nieuws(
            code=f"materiaal:{m.pk}",
            soort=Nieuwssoort.MATERIAAL,
            titel=m.titel,
            tekst=m.uitgever,
            url=m.get_absolute_url(),
            thema=Netwerkthema.LEERMATERIAAL,
            sinds=timezone.localdate(m.aangemaakt_op),
        )
        for m in rijen[:HOOGUIT]
    ]


def _vacatures(sinds: date) -> list[Nieuws]:
    rijen = (
        Vacature.objects.filter(status=VacatureStatus.OPEN, aangemaakt_op__date__gte=sinds)
        .select_related("organisatie")
        .order_by("-aangemaakt_op", "pk")[:HOOGUIT]
    )
    return [
        Nieuws(
            code=f"vacature:{v.pk}",
            soort=Nieuwssoort.VACATURE,
            titel=v.titel,
            tekst=str(v.organisatie),
            url=v.get_absolute_url(),
            thema=Netwerkthema.VRIJWILLIGERS,
            sinds=timezone.localdate(v.aangemaakt_op),
        )
        for v in rijen
    ]


def voer_aan(vandaag: date | None = None) -> int:
    """Gather what is new and store it for the makers of the newsletter: how many."""
    sinds = (vandaag or timezone.localdate()) - timedelta(days=NIEUW_DAGEN)
    with bereik(alles=True):
        return zet_aanvoer([*_aanbod(sinds), *_materiaal(sinds), *_vacatures(sinds), *eigen_nieuws(sinds)])

"""What is new in the network: no news service, just what was recently added, read from the rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from aanbod.models import Aanbod
from leermateriaal.models import Materiaal
from netwerk.kern.models import Gebruiker, Stadsdeel
from netwerk.overleg.choices import TaakStatus
from netwerk.overleg.models import Agendasuggestie, Taak
from vrijwilligers.models import Vacature

#: Older is not new any more.
NIEUW_DAGEN = 14
#: Temporary provision is announced so many days before its last.
STOPT_DAGEN = 30


@dataclass(frozen=True, slots=True)
class Nieuwtje:
    """One line."""

    wat: str
    titel: str
    url: str
    wanneer: date
    icoon: str


def nieuws(gebruiker: Gebruiker, hooguit: int = 6, per_soort: int = 2) -> list[Nieuwtje]:
    """The latest of provision, material, suggestions and tasks, a few of each kind. Five queries."""
    sinds = timezone.now() - timedelta(days=NIEUW_DAGEN)
    regels = [
        Nieuwtje("Nieuw aanbod", a.naam, a.get_absolute_url(), timezone.localdate(a.aangemaakt_op), a.icoon)
        for a in Aanbod.objects.gepubliceerd()
        .filter(aangemaakt_op__gte=sinds)
        .only("naam", "slug", "soort", "aangemaakt_op")
        .order_by("-aangemaakt_op")[:per_soort]
    ]
    regels += [
        Nieuwtje("Nieuw lesmateriaal", m.titel, m.get_absolute_url(), timezone.localdate(m.aangemaakt_op), "book")
        for m in Materiaal.objects.gepubliceerd()
        .filter(aangemaakt_op__gte=sinds)
        .order_by("-aangemaakt_op", "pk")[:per_soort]
    ]
    regels += [
        Nieuwtje("Wie pakt dit op?", t.titel, t.get_absolute_url(), timezone.localdate(t.aangemaakt_op), "list-check")
        for t in Taak.objects.zichtbaar_voor(gebruiker)
        .zoekt_eigenaar()
        .filter(aangemaakt_op__gte=sinds)
        .order_by("-aangemaakt_op", "pk")[:per_soort]
    ]
    regels += [
        Nieuwtje("Suggestie", s.titel, s.get_absolute_url(), timezone.localdate(s.aangemaakt_op), "lightbulb")
        for s in Agendasuggestie.objects.zichtbaar_voor(gebruiker)
        .open()
        .filter(aangemaakt_op__gte=sinds)
        .order_by("-aangemaakt_op")[:per_soort]
    ]
    regels += [
        Nieuwtje("Afgerond", t.titel, t.get_absolute_url(), t.gesloten_op, "check-circle")
        for t in Taak.objects.zichtbaar_voor(gebruiker)
        .filter(status=TaakStatus.AFGEROND, gesloten_op__gte=sinds.date())
        .order_by("-gesloten_op")[:per_soort]
    ]
    # A stable sort: on one day the kinds stand in the order above.
    regels.sort(key=lambda regel: regel.wanneer, reverse=True)
    return regels[:hooguit]


def nieuws_in(gebruiker: Gebruiker, delen: Sequence[Stadsdeel], per_soort: int = 4) -> list[Nieuwtje]:
    """What is new in these districts: provision that came, provision that stops, vacancies, tasks. Four queries.

    None of it is about a person, so it may stand in a mail.
    """
    if not delen:
        return []
    codes, vandaag = [deel.pk for deel in delen], timezone.localdate()
    sinds = timezone.now() - timedelta(days=NIEUW_DAGEN)
    hier = Aanbod.objects.gepubliceerd().filter(
        pk__in=Aanbod.objects.filter(locaties__stadsdeel__in=codes).order_by().values("pk")
    )
    regels = [
        Nieuwtje("Nieuw aanbod", a.naam, a.get_absolute_url(), timezone.localdate(a.aangemaakt_op), a.icoon)
        for a in hier.filter(aangemaakt_op__gte=sinds).order_by("-aangemaakt_op", "pk")[:per_soort]
    ]
    regels += [
        Nieuwtje("Stopt binnenkort", a.naam, a.get_absolute_url(), a.tijdelijk_tot or vandaag, "calendar-x")
        for a in hier.filter(tijdelijk_tot__lte=vandaag + timedelta(days=STOPT_DAGEN)).order_by("tijdelijk_tot", "pk")[
            :per_soort
        ]
    ]
    regels += [
        Nieuwtje("Vacature", v.titel, v.get_absolute_url(), v.open_van, "person-raised-hand")
        for v in Vacature.objects.openbaar(vandaag)
        .filter(stadsdeel__in=codes, open_van__gte=sinds.date())
        .order_by("-open_van", "pk")[:per_soort]
    ]
    regels += [
        Nieuwtje("Wie pakt dit op?", t.titel, t.get_absolute_url(), timezone.localdate(t.aangemaakt_op), "list-check")
        for t in Taak.objects.zichtbaar_voor(gebruiker)
        .zoekt_eigenaar()
        .filter(stadsdeel__in=codes, aangemaakt_op__gte=sinds)
        .order_by("-aangemaakt_op", "pk")[:per_soort]
    ]
    return regels

"""What is new in the network: no news service, just what was recently added, read from the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from aanbod.models import Aanbod
from leermateriaal.models import Materiaal
from netwerk.kern.models import Gebruiker
from netwerk.overleg.choices import TaakStatus
from netwerk.overleg.models import Agendasuggestie, Taak

#: Older is not new any more.
NIEUW_DAGEN = 14


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

"""Keeps the outcome of link checks, and reports a link that stays broken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from netwerk.kern.logboek import noteer

from .choices import Meldsoort
from .linkcontrole import Uitslag
from .models import Linkcontrole, Materiaal, MateriaalMelding
from .workflow import lezers

#: Broken on so many days in a row: then it is reported to the curator. A site may be down for a day.
KEER = 2
#: A working link is looked at again after this many days.
OPNIEUW_NA = 30


def aan_de_beurt(limiet: int, *, nu: bool = False) -> list[Materiaal]:
    """Published materials whose link was never checked, was broken, or was checked long ago; longest ago first."""
    zoek = Materiaal.objects.gepubliceerd().exclude(link="").select_related("linkcontrole")
    if not nu:
        moment = timezone.now()
        zoek = zoek.filter(
            Q(linkcontrole=None)
            | ~Q(linkcontrole__link=F("link"))
            | Q(linkcontrole__keer_fout__gt=0, linkcontrole__op__lt=moment - timedelta(hours=20))
            | Q(linkcontrole__op__lt=moment - timedelta(days=OPNIEUW_NA))
        )
    return list(zoek.order_by(F("linkcontrole__op").asc(nulls_first=True), "pk")[:limiet])


@transaction.atomic
def bewaar(materiaal: Materiaal, uitslag: Uitslag) -> Linkcontrole:
    """Store an outcome; reports a dead link at the second broken day, once as long as that report is open."""
    vorige = Linkcontrole.objects.select_for_update().filter(materiaal=materiaal).first()
    keer = 0
    if uitslag.fout:
        zelfde = vorige if vorige is not None and vorige.link == materiaal.link else None
        keer = zelfde.keer_fout if zelfde else 0
        if not (zelfde and keer and timezone.localdate(zelfde.op) == timezone.localdate()):
            keer += 1
    nieuw, _ = Linkcontrole.objects.update_or_create(
        materiaal=materiaal,
        defaults={
            "link": materiaal.link, "uitslag": uitslag.uitslag, "toelichting": uitslag.toelichting[:200],
            "keer_fout": keer, "op": timezone.now(),
        },
    )  # fmt: skip
    open_ = MateriaalMelding.objects.filter(materiaal=materiaal, soort=Meldsoort.DODE_LINK, afgehandeld_op=None)
    if keer >= KEER and not open_.exists():
        MateriaalMelding.objects.create(
            materiaal=materiaal,
            soort=Meldsoort.DODE_LINK,
            toelichting=f"Gezien door de linkcontrole: {uitslag.toelichting}",
        )
        noteer(
            "materiaal:link_stuk", materiaal, door=None, door_tekst="Linkcontrole", organisaties=lezers(materiaal),
            uitslag=uitslag.uitslag,
        )  # fmt: skip
    return nieuw


def tel(uitslagen: Iterable[Linkcontrole]) -> dict[str, int]:
    """How many of each outcome, in words."""
    aantallen: dict[str, int] = {}
    for uitslag in uitslagen:
        naam = uitslag.get_uitslag_display()
        aantallen[naam] = aantallen.get(naam, 0) + 1
    return aantallen

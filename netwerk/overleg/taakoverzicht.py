"""Open tasks by theme and district, so that everybody sees where promises pile up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from netwerk.kern.models import Stadsdeel

from .choices import Netwerkthema
from .querysets import TaakQuerySet


@dataclass(frozen=True, slots=True)
class Vak:
    """Open tasks of one theme in one district (code ``""``: for the whole city), and how many of them are late."""

    stadsdeel: str
    naam: str
    aantal: int
    laat: int


@dataclass(frozen=True, slots=True)
class Themarij:
    """One theme over the districts that have an open task."""

    code: str
    naam: str
    vakken: tuple[Vak, ...]
    aantal: int
    laat: int


def taakoverzicht(taken: TaakQuerySet) -> list[Themarij]:
    """Rows for the themes with open tasks, columns for the districts with one. Two queries."""
    vandaag = timezone.localdate()
    open_: Counter[tuple[str, str]] = Counter()
    laat: Counter[tuple[str, str]] = Counter()
    for thema, deel, uiterlijk in taken.open().order_by().values_list("thema", "stadsdeel_id", "uiterlijk"):
        open_[thema, deel or ""] += 1
        laat[thema, deel or ""] += uiterlijk is not None and uiterlijk < vandaag
    namen = {"": "Hele stad"} | {deel.pk: deel.naam for deel in Stadsdeel.objects.all()}
    kolommen = [code for code in namen if any(deel == code for _, deel in open_)]
    rijen = []
    for code, naam in Netwerkthema.choices:
        vakken = tuple(Vak(deel, namen[deel], open_[code, deel], laat[code, deel]) for deel in kolommen)
        if aantal := sum(vak.aantal for vak in vakken):
            rijen.append(Themarij(code, str(naam), vakken, aantal, sum(vak.laat for vak in vakken)))
    return rijen

"""Composing an issue: from what is new, in one's own words, in the right order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker

from ..choices import Netwerkthema, Nieuwssoort, TaakStatus
from ..models import Artikel, Bijeenkomst, Nieuwsaanvoer, Nieuwsbrief, Nieuwsregel, Taak
from .bijeenkomsten import KanNuNiet

#: The order of the headings.
VOLGORDE = {soort: plek * 100 for plek, soort in enumerate(Nieuwssoort.values)}


@dataclass(frozen=True, slots=True)
class Nieuws:
    """Something new, as any room can say it; ``url`` is a path of this portal."""

    code: str
    soort: str
    titel: str
    url: str
    sinds: date
    tekst: str = ""
    thema: str = Netwerkthema.OVERIG
    stadsdelen: tuple[str, ...] = ()


@transaction.atomic
def zet_aanvoer(nieuws: Iterable[Nieuws]) -> int:
    """Store what is new now, this room's own news with it; what is no longer new goes. Safe to repeat."""
    rijen = [
        Nieuwsaanvoer(
            code=n.code, soort=Nieuwssoort(n.soort).value, titel=n.titel[:200], tekst=n.tekst[:600], url=n.url,
            thema=n.thema, stadsdelen=list(n.stadsdelen), sinds=n.sinds,
        )
        for n in nieuws
    ]  # fmt: skip
    velden = ["soort", "titel", "tekst", "url", "thema", "stadsdelen", "sinds"]
    Nieuwsaanvoer.objects.bulk_create(rijen, update_conflicts=True, unique_fields=["code"], update_fields=velden)
    Nieuwsaanvoer.objects.exclude(code__in=[rij.code for rij in rijen]).delete()
    return len(rijen)


def eigen_nieuws(sinds: date) -> list[Nieuws]:
    """What this room has: meetings to come, new articles, tasks that look for somebody."""
    nieuws = [
        Nieuws(
            f"bijeenkomst:{b.pk}", Nieuwssoort.BIJEENKOMST, f"{b.titel}: {b.datum_in_woorden.lower()}",
            b.get_absolute_url(), timezone.localdate(b.aangemaakt_op), b.plaats,
        )
        for b in Bijeenkomst.objects.komend()[:10]
    ]  # fmt: skip
    nieuws += [
        Nieuws(
            f"artikel:{a.pk}", Nieuwssoort.ARTIKEL, a.titel, a.get_absolute_url(), a.gepubliceerd_op or sinds,
            a.samenvatting, a.thema,
        )
        for a in Artikel.objects.gepubliceerd().filter(gepubliceerd_op__gte=sinds, bron="")[:20]
    ]  # fmt: skip
    nieuws += [
        Nieuws(
            f"taak:{t.pk}", Nieuwssoort.TAAK, t.titel, t.get_absolute_url(), timezone.localdate(t.aangemaakt_op), "",
            t.thema, (t.stadsdeel_id,) if t.stadsdeel_id else (),
        )
        for t in Taak.objects.filter(status=TaakStatus.GEVRAAGD, aangemaakt_op__date__gte=sinds)[:10]
    ]  # fmt: skip
    return nieuws


@transaction.atomic
def neem_op(brief: Nieuwsbrief, aanvoer: Iterable[Nieuwsaanvoer], *, door: Gebruiker) -> int:
    """Put news into an issue, each once, under its heading."""
    _slot(brief)
    aantal = 0
    for nieuws in aanvoer:
        _, nieuw = Nieuwsregel.objects.get_or_create(
            nieuwsbrief=brief,
            code=nieuws.code,
            defaults={
                "soort": nieuws.soort,
                "titel": nieuws.titel,
                "tekst": nieuws.tekst,
                "url": nieuws.url,
                "thema": nieuws.thema,
                "stadsdelen": nieuws.stadsdelen,
                "volgorde": _achteraan(brief, nieuws.soort),
            },
        )
        aantal += nieuw
    noteer("nieuwsbrief:regels", brief, door=door, organisaties=door.organisatie_ids, aantal=aantal)
    return aantal


@transaction.atomic
def bewaar_regel(regel: Nieuwsregel) -> Nieuwsregel:
    """Keep a line; a new one comes last under its heading."""
    _slot(regel.nieuwsbrief)
    if regel.pk is None or Nieuwsregel.objects.get(pk=regel.pk).soort != regel.soort:
        regel.volgorde = _achteraan(regel.nieuwsbrief, regel.soort)
    regel.save()
    return regel


@transaction.atomic
def haal_regel_weg(regel: Nieuwsregel) -> None:
    """Take a line out."""
    _slot(regel.nieuwsbrief)
    regel.delete()


def _slot(brief: Nieuwsbrief) -> None:
    vers = Nieuwsbrief.objects.select_for_update().get(pk=brief.pk)
    if not vers.is_concept:
        raise KanNuNiet("Deze nieuwsbrief is al onderweg. Er kan niets meer aan veranderen.")


def _achteraan(brief: Nieuwsbrief, soort: str) -> int:
    hoogste = brief.regels.filter(soort=soort).aggregate(hoogste=Max("volgorde"))["hoogste"]
    return VOLGORDE[soort] if hoogste is None else hoogste + 1

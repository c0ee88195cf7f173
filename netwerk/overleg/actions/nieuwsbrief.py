"""Composing an issue: from what is new, in one's own words, in the right order."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker

from ..choices import Nieuwssoort
from ..models import Nieuwsaanvoer, Nieuwsbrief, Nieuwsregel
from .bijeenkomsten import KanNuNiet

#: The order of the headings.
VOLGORDE = {soort: plek * 100 for plek, soort in enumerate(Nieuwssoort.values)}


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
        raise KanNuNiet("Deze nieuwsbrief is al onderweg. U kunt er niets meer aan veranderen.")


def _achteraan(brief: Nieuwsbrief, soort: str) -> int:
    hoogste = brief.regels.filter(soort=soort).aggregate(hoogste=Max("volgorde"))["hoogste"]
    return VOLGORDE[soort] if hoogste is None else hoogste + 1

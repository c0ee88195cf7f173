"""Searching the catalogues by words for one plan: what the coach has in mind, with what speaks for and against it.

The advice shows the best few. A coach also knows a place by name, or wants what the learner's sister goes to. What is
found is not filtered by the profile; each line says how it fits, in the same words as the advice.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

import aanbod.zoeken
import leermateriaal.aanbevelen
import leermateriaal.filters
from aanbod import rangschikken as aanbodregels
from aanbod.models import Aanbod
from leermateriaal import rangschikken as materiaalregels
from leermateriaal.models import Materiaal
from leermateriaal.querysets import MateriaalQuerySet
from netwerk.kern.profiel import Afgevallen, Voorstel, Zoekprofiel

from .choices import StapSoort

#: So many lines per catalogue: who finds more types another word.
MEESTE = 8


def zoek(tekst: str, profiel: Zoekprofiel) -> dict[str, list[Voorstel]]:
    """Per kind of step what the words find, best match first; empty lists without words. A fixed number of queries."""
    if not tekst.strip():
        return {StapSoort.AANBOD: [], StapSoort.MATERIAAL: []}
    return {StapSoort.AANBOD: _aanbod(tekst, profiel), StapSoort.MATERIAAL: _materiaal(tekst, profiel)}


def past(soort: str, pk: int, profiel: Zoekprofiel) -> Voorstel | None:
    """How one published provision or material fits this learner; None when it is not there (any more)."""
    if soort == StapSoort.AANBOD:
        gevonden = _weeg_aanbod(aanbod.zoeken.met_kenmerken(Aanbod.objects.gepubliceerd().filter(pk=pk)), profiel)
    else:
        gevonden = _weeg_materiaal(Materiaal.objects.gepubliceerd().filter(pk=pk), profiel)
    return gevonden[0] if gevonden else None


def _aanbod(tekst: str, profiel: Zoekprofiel) -> list[Voorstel]:
    alle = Aanbod.objects.gepubliceerd()
    raak = aanbod.zoeken.op_woorden(alle, tekst).order_by(F("treffer").desc(), "naam", "pk")
    gevonden = list(aanbod.zoeken.met_kenmerken(raak)[:MEESTE])
    if not gevonden:  # a typing error, or one word too many
        bijna = aanbod.zoeken.op_gelijkenis(alle, tekst)
        bijna = bijna.order_by(F("treffer").desc(), "naam", "pk")
        gevonden = list(aanbod.zoeken.met_kenmerken(bijna)[:MEESTE]) if bijna else []
    return _weeg_aanbod(gevonden, profiel)


def _weeg_aanbod(gevonden: Iterable[Aanbod], profiel: Zoekprofiel) -> list[Voorstel]:
    namen, vandaag, uit = aanbod.zoeken.namen_voor(profiel), timezone.localdate(), []
    for rij in gevonden:
        kandidaat = aanbod.zoeken.kandidaat_van(rij)
        voorstel = aanbodregels.weeg(profiel, kandidaat, vandaag, namen)
        uit.append(_met_bezwaren(voorstel, aanbodregels.bezwaren(profiel, kandidaat)))
    return uit


def _materiaal(tekst: str, profiel: Zoekprofiel) -> list[Voorstel]:
    alle = Materiaal.objects.gepubliceerd()
    raak = leermateriaal.filters.op_woorden(alle, tekst).order_by("titel", "pk")[:MEESTE]
    gevonden = _weeg_materiaal(raak, profiel)
    return gevonden or _weeg_materiaal(leermateriaal.filters.op_gelijkenis(alle, tekst)[:MEESTE], profiel)


def _weeg_materiaal(gevonden: MateriaalQuerySet, profiel: Zoekprofiel) -> list[Voorstel]:
    namen, uit = leermateriaal.aanbevelen.namen(), []
    for kandidaat in leermateriaal.aanbevelen.kandidaten(gevonden):
        oordeel = materiaalregels.weeg(profiel, kandidaat, namen)
        if isinstance(oordeel, Afgevallen):
            oordeel = _met_bezwaren(
                Voorstel("materiaal", kandidaat.pk, kandidaat.titel, kandidaat.uitgever, kandidaat.url), [oordeel.reden]
            )
        uit.append(oordeel)
    return uit


def _met_bezwaren(voorstel: Voorstel, bezwaren: list[str]) -> Voorstel:
    return Voorstel(
        voorstel.soort, voorstel.pk, voorstel.titel, voorstel.ondertitel, voorstel.url, voorstel.score,
        voorstel.redenen, (*bezwaren, *voorstel.let_op),
    )  # fmt: skip

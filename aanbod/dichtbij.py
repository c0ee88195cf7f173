"""What is nearest when nothing else is asked: the page from the index of places, the counts from a minute ago.

Counting everything takes long and does not depend on where somebody is; only the rings do, and those follow from how
much there is at which places. So the first page in a minute (per process) counts in the statement of
:mod:`aanbod.zoekpagina`, and keeps what it counted; the next ones, from whichever postcode, walk the places outwards
until the page is full. The rows themselves are always those of now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import hypot
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.utils import timezone

from netwerk.kern.eenmaal import Even
from netwerk.kern.models.organisatie import METER_NOORD, METER_OOST
from netwerk.kern.profiel import Plaats

from .filters import AanbodFilter
from .models.aanbod import OUD_NA_DAGEN
from .querysets import AanbodQuerySet
from .zoeken import Afstand
from .zoekpagina import RINGEN, Keuze, Resultaat, paginanummer
from .zoekpagina import bladzijde as gewone_bladzijde

#: Further than this the ordinary way is as fast.
TOT_EN_MET = 500
#: Over ``s`` and ``m`` of the ordinary statement: how many are fresh and somewhere, how many there are at each
#: set of places, and where those places are.
OOK = """
 UNION ALL SELECT 'vers', NULL, count(*), NULL, NULL FROM m WHERE verouderd = 0 AND afstand IS NOT NULL
 UNION ALL SELECT 'plekken', NULL, count(*), g.plekken, NULL FROM (
   SELECT array_agg(p.locatie_id ORDER BY p.locatie_id) AS plekken
     FROM s JOIN aanbod_aanbodlocatie p ON p.aanbod_id = s.pk GROUP BY p.aanbod_id) g GROUP BY g.plekken
 UNION ALL SELECT 'plek', l.id::text, 0, NULL, ARRAY[l.lat, l.lon] FROM kern_locatie l
  WHERE l.lat IS NOT NULL AND l.lon IS NOT NULL
"""


@dataclass(slots=True)
class Telling:
    """What there is, wherever somebody is."""

    aantal: int
    facetten: dict[str, list[Keuze]]
    #: Looked at within a year and at a known place: these stand first.
    vers: int
    #: How many provisions have exactly these points, in metres.
    groepen: list[tuple[int, tuple[tuple[float, float], ...]]]
    _ringen: dict[Plaats, list[tuple[int, int]]] = field(default_factory=dict)

    def ringen(self, plaats: Plaats) -> list[tuple[int, int]]:
        """How many have a place within each ring."""
        if plaats not in self._ringen:
            x, y = plaats.lon * METER_OOST, plaats.lat * METER_NOORD
            afstanden = [(n, min(hypot(px - x, py - y) for px, py in punten)) for n, punten in self.groepen]
            self._ringen[plaats] = [(ring, sum(n for n, afstand in afstanden if afstand <= ring)) for ring in RINGEN]
        return self._ringen[plaats]


TELLING: Even[Telling] = Even()


def bladzijde(zoek: AanbodQuerySet, plaats: Plaats, nummer: Any, grootte: int) -> tuple[Page, Resultaat]:
    """As :func:`aanbod.zoekpagina.bladzijde` gives for the same; ``zoek`` is everything published, from ``plaats``."""
    vandaag = timezone.localdate()
    telling = TELLING.haal(vandaag)
    if telling is None:
        pagina, resultaat = gewone_bladzijde(zoek, list(AanbodFilter.VOLGORDE), nummer, grootte, OOK)
        TELLING.zet(vandaag, _telling(resultaat))
        return pagina, resultaat
    bladen = Paginator(range(telling.aantal), grootte)
    gevraagd = min(paginanummer(nummer), bladen.num_pages)
    einde = gevraagd * grootte
    if einde <= min(telling.vers, TOT_EN_MET):
        rijen = dichtstbij(zoek, plaats, einde - grootte, grootte)
        if len(rijen) == grootte:
            pks, afstanden = [pk for pk, _ in rijen], [afstand for _, afstand in rijen]
            return bladen.page(gevraagd), Resultaat(
                telling.aantal, pks, [*afstanden], telling.facetten, telling.ringen(plaats)
            )
    return gewone_bladzijde(zoek, list(AanbodFilter.VOLGORDE), nummer, grootte)


def _telling(resultaat: Resultaat) -> Telling:
    punten = {
        int(pk): (punt[1] * METER_OOST, punt[0] * METER_NOORD)
        for wat, pk, _, _, punt in resultaat.rest
        if wat == "plek"
    }
    groepen = []
    for wat, _, aantal, plekken, _ in resultaat.rest:
        if wat == "plekken" and (bekend := tuple(punten[pk] for pk in plekken if pk in punten)):
            groepen.append((aantal, bekend))
    vers = next(aantal for wat, _, aantal, _, _ in resultaat.rest if wat == "vers")
    return Telling(resultaat.aantal, resultaat.facetten, vers, groepen)


def dichtstbij(zoek: AanbodQuerySet, plaats: Plaats, begin: int, grootte: int) -> Sequence[tuple[int, float]]:
    """Ids and metres of what is fresh, nearest first, then by name; fewer than asked when there is not so much.

    ``kern_locatie_punt`` gives the places outwards. A provision counts at its nearest place only, and what is equally
    far as the last (``WITH TIES``) takes part in the order by name. The planner takes a bare ``=`` and the ``CASE`` of
    ``verouderd`` for rare (``coalesce`` for half of the rows), and would then sort everything: 900 ms instead of 2.
    """
    grens = timezone.localdate() - timedelta(days=OUD_NA_DAGEN)
    sql, waarden = zoek.order_by().filter(gecontroleerd_op__gte=grens).values_list("pk", "naam").query.sql_with_params()
    hier, plek = Afstand(plaats).per_plek("l")
    daar, _ = Afstand(plaats).per_plek("r")
    # SQL of Django and of this package, with its parameters apart.
    opdracht = (
        "SELECT k.pk, k.afstand FROM ("  # noqa: S608
        f"SELECT a.pk, a.naam, {hier} AS afstand FROM kern_locatie l JOIN aanbod_aanbodlocatie p ON p.locatie_id = l.id"
        f" JOIN ({sql}) AS a(pk, naam) ON a.pk = p.aanbod_id"
        " WHERE l.lat IS NOT NULL AND l.lon IS NOT NULL AND coalesce(p.id = ("
        "SELECT q.id FROM aanbod_aanbodlocatie q JOIN kern_locatie r ON r.id = q.locatie_id"
        f" WHERE q.aanbod_id = p.aanbod_id ORDER BY {daar}, q.id LIMIT 1), false)"
        f" ORDER BY {hier} FETCH FIRST %s ROWS WITH TIES) AS k ORDER BY k.afstand, k.naam, k.pk LIMIT %s OFFSET %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(opdracht, [*plek, *waarden, *plek, *plek, begin + grootte, grootte, begin])
        return cursor.fetchall()

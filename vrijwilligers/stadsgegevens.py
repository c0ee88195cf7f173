"""Rows in the database to what the city-wide round computes with: one statement for requests, one for volunteers.

Lists come as joined text and are cut apart once per distinct value, days are counted by the database, and whether the
policy is met is looked up once per combination of papers. Call inside ``bereik(alles=True)``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection

from netwerk.kern.choices import NederlandsNiveau
from netwerk.kern.models import Postcodegebied
from netwerk.kern.profiel import Plaats

from .choices import BEZET, KOPPELBAAR, HulpRol
from .eisen import Beleid, Papieren, beleid_van, ontbrekende
from .models import Eis
from .scorematrix import Aanvraag, Helper
from .weging import Vraag

VRAGEN = """
SELECT h.id, h.naar_organisatie_id, h.rol, h.privacygevoelig, array_to_string(h.talen, ','), h.nederlands,
       array_to_string(h.leervragen, ','), array_to_string(h.doelgroepen, ','), array_to_string(h.dagdelen, ','),
       h.pc4, h.een_op_een, h.wens, greatest(0, %(vandaag)s::date - h.gevraagd_op),
       (SELECT array_agg(k.vrijwilliger_id) FROM vrijwilligers_koppeling k WHERE k.hulpvraag_id = h.id)
  FROM vrijwilligers_hulpvraag h
 WHERE h.status = 'open' AND (%(pc4)s::text[] IS NULL OR h.pc4 = ANY(%(pc4)s::text[]))
 ORDER BY h.id
"""
#: A proposal that is open keeps its place; who helps somebody already is not waiting.
MENSEN = """
SELECT v.id, v.organisatie_id, array_to_string(v.talen, ','), v.pc4_id, v.reisafstand_m,
       array_to_string(v.dagdelen, ','), v.capaciteit, array_to_string(v.vaardigheden, ','),
       array_to_string(v.doelgroepen, ','), array_to_string(v.vormen, ','), v.ik_ben,
       CASE WHEN coalesce(k.lopend, 0) > 0 THEN 0
            ELSE greatest(0, %(vandaag)s::date - (v.status_sinds AT TIME ZONE %(tijdzone)s)::date) END,
       coalesce(k.lopend, 0), coalesce(k.gevraagd, 0), coalesce(k.klaar, 0),
       s.vog_getoond_op, s.vog_geldig_tot, s.geheimhouding_getekend_op IS NOT NULL, s.referentie_op IS NOT NULL,
       r.modules
  FROM vrijwilligers_vrijwilliger v
  LEFT JOIN vrijwilligers_screening s ON s.vrijwilliger_id = v.id
  LEFT JOIN (SELECT vrijwilliger_id, string_agg(module_id, ',' ORDER BY module_id) AS modules
               FROM vrijwilligers_resultaat WHERE status = 'behaald' GROUP BY 1) r ON r.vrijwilliger_id = v.id
  LEFT JOIN (SELECT vrijwilliger_id, count(*) FILTER (WHERE status = ANY(%(bezet)s)) AS lopend,
                    count(*) FILTER (WHERE status = 'voorgesteld') AS gevraagd,
                    count(*) FILTER (WHERE status = 'afgerond') AS klaar
               FROM vrijwilligers_koppeling WHERE status = ANY(%(bezet)s) OR status IN ('voorgesteld', 'afgerond')
              GROUP BY 1) k ON k.vrijwilliger_id = v.id
 WHERE v.status = ANY(%(koppelbaar)s) AND (%(alleen)s::bigint[] IS NULL OR v.id = ANY(%(alleen)s::bigint[]))
 ORDER BY v.id
"""


def plaatsen() -> dict[str, Postcodegebied]:
    """Postcode areas by their four digits."""
    return {p.pc4: p for p in Postcodegebied.objects.all()}


def soort_van(rol: str, privacygevoelig: bool) -> str:
    """The kind of request as far as requirements go."""
    return f"{rol}!" if privacygevoelig or rol == HulpRol.DIGID else rol


@cache
def _niveau(code: str) -> NederlandsNiveau:
    return NederlandsNiveau(code)


def _knip() -> Any:
    """Text to a tuple of codes, cut once per distinct text."""

    @cache
    def knip(tekst: str | None) -> tuple[str, ...]:
        return tuple(tekst.split(",")) if tekst else ()

    return knip


def _rijen(vraag: str, **waarden: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(vraag, waarden)
        return list(cursor.fetchall())


def hulpvragen(
    gebieden: dict[str, Postcodegebied], vandaag: date, stadsdeel_id: str | None = None
) -> list[tuple[Aanvraag, int]]:
    """Open requests, with who looks for a volunteer; who was asked before for a request is kept out."""
    knip = _knip()

    @cache
    def verzameling(tekst: str) -> frozenset[str]:
        return frozenset(knip(tekst))

    punten = {pc4: Plaats(p.lat, p.lon, p.pc4, p.stadsdeel_id) for pc4, p in gebieden.items()}
    binnen = None
    if stadsdeel_id is not None:
        binnen = [pc4 for pc4, p in gebieden.items() if p.stadsdeel_id == stadsdeel_id]
    geen: frozenset[int] = frozenset()
    return [
        (
            Aanvraag(
                pk,
                Vraag(
                    verzameling(talen), _niveau(nederlands), knip(leervragen), verzameling(doelen),
                    verzameling(dagen), punten.get(pc4), een, wacht, wens,
                ),
                soort_van(rol, gevoelig),
                frozenset(eerder) if eerder else geen,
            ),
            org,
        )
        for pk, org, rol, gevoelig, talen, nederlands, leervragen, doelen, dagen, pc4, een, wens, wacht, eerder in (
            _rijen(VRAGEN, vandaag=vandaag, pc4=binnen)
        )
    ]  # fmt: skip


def vrijwilligers(
    gebieden: dict[str, Postcodegebied], vandaag: date, alleen: Iterable[int] | None = None
) -> list[tuple[Helper, int | None]]:
    """Who can be matched, in order of key, with the organisation that keeps the record."""
    knip, mag, uit = _knip(), Mag(vandaag), []
    for rij in _rijen(
        MENSEN, vandaag=vandaag, bezet=list(BEZET), koppelbaar=list(KOPPELBAAR), tijdzone=settings.TIME_ZONE,
        alleen=None if alleen is None else list(alleen),
    ):  # fmt: skip
        pk, org, talen, pc4, reis, dagen, plekken, kan, doelen, vormen, ik_ben, wacht, *rest = rij
        lopend, gevraagd, klaar, *papieren = rest
        gebied = gebieden.get(pc4) if pc4 else None
        lat, lon = (gebied.lat, gebied.lon) if gebied else (None, None)
        uit.append(
            (
                Helper(
                    pk, knip(talen), lat, lon, reis, knip(dagen), plekken, lopend, max(0, plekken - lopend - gevraagd),
                    knip(kan), knip(doelen), knip(vormen), mag(org, *papieren), wacht, ik_ben,
                    klaar,
                ),
                org,
            )
        )  # fmt: skip
    return uit


class Mag:
    """For which kinds of request a volunteer meets the policy of the organisation that keeps the record.

    Same rule as :func:`eisen.beleid_voor`, with all policies in one query and each combination of papers judged once.
    """

    def __init__(self, vandaag: date) -> None:
        self.vandaag = vandaag
        self.eisen: dict[tuple[int | None, str], Eis] = {
            (e.organisatie_id, e.rol): e for e in Eis.objects.filter(geldig_vanaf__lte=vandaag).order_by("geldig_vanaf")
        }
        self.beleid: dict[int | None, dict[str, Beleid]] = {}
        self.maanden = sorted({e.vog_maanden for e in self.eisen.values()})
        self.bekend: dict[Any, frozenset[str]] = {}

    def __call__(
        self, org: int | None, getoond: date | None, tot: date | None, geheim: bool, referentie: bool,
        modules: str | None,
    ) -> frozenset[str]:  # fmt: skip
        if getoond is None or tot is None or tot < self.vandaag:
            telt: Any = None
        else:  # only whether it still counts matters, per length of validity that some policy asks
            telt = tuple(self._telt(getoond, tot, m) for m in self.maanden)
        sleutel = org, telt, geheim, referentie, modules
        if sleutel not in self.bekend:
            papieren = Papieren(
                tot if telt is not None else None, geheim, referentie,
                frozenset(modules.split(",")) if modules else frozenset(), getoond,
            )  # fmt: skip
            self.bekend[sleutel] = frozenset(
                soort for soort, b in self._beleid(org).items() if not ontbrekende(b, papieren, self.vandaag)
            )
        return self.bekend[sleutel]

    def _telt(self, getoond: date, tot: date, maanden: int) -> bool:
        if getoond + timedelta(days=28 * maanden) >= self.vandaag:  # a month is at least that long
            return True
        telt_tot = Papieren(vog_tot=tot, vog_getoond=getoond).vog_telt_tot(Beleid(vog=True, vog_maanden=maanden))
        return telt_tot is not None and telt_tot >= self.vandaag

    def _beleid(self, org: int | None) -> dict[str, Beleid]:
        if org not in self.beleid:
            uit: dict[str, Beleid] = {}
            for rol in HulpRol.values:
                gewoon = beleid_van(self.eisen.get((org, rol)) or self.eisen.get((None, rol)))
                uit[soort_van(rol, True)] = gewoon.met_privacy
                if rol != HulpRol.DIGID:
                    uit[rol] = gewoon
            self.beleid[org] = uit
        return self.beleid[org]

"""Who fits one request, ranked by the database: the points and conditions of ``weging`` as one statement.

Only the keys of who stands on the page come back; ``weging.beoordeel`` then judges those again and finds the words, so
what is shown never depends on this copy of the rules. A test compares the two on random cases.

Call inside ``bereik(alles=True)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from netwerk.kern.choices import NederlandsNiveau, Vorm
from netwerk.kern.models import Postcodegebied

from .choices import BEZET, KOPPELBAAR
from .eisen import Beleid
from .weging import GEWICHTEN, LANG_WACHTEN, VEEL_ERVARING, VER_M, Vraag

#: Besides what is asked, so that rounding in the database cannot drop somebody who belongs on the page.
MARGE = 5

KANDIDATEN = """
WITH plek(pc4, meter) AS (SELECT * FROM unnest(%(pc4s)s::text[], %(meters)s::float8[])),
mens AS MATERIALIZED (
  SELECT v.id, v.organisatie_id, v.capaciteit, v.dagdelen, v.vormen, v.talen, v.vaardigheden, v.doelgroepen, v.ik_ben,
         v.reisafstand_m, plek.meter, k.lopend, k.klaar, greatest(0, v.capaciteit - k.lopend) AS vrij,
         CASE WHEN k.lopend > 0 THEN 0
              ELSE greatest(0, %(vandaag)s::date - (v.status_sinds AT TIME ZONE %(tijdzone)s)::date) END AS wacht,
         (%(vog)s AND (s.vog_getoond_op IS NULL OR s.vog_geldig_tot IS NULL OR s.vog_geldig_tot < %(vandaag)s
            OR s.vog_getoond_op + make_interval(months => %(maanden)s) < %(vandaag)s))
         OR (%(geheim)s AND s.geheimhouding_getekend_op IS NULL) OR (%(referentie)s AND s.referentie_op IS NULL)
         OR (cardinality(%(modules)s::text[]) > 0 AND (
              SELECT count(*) FROM vrijwilligers_resultaat r
               WHERE r.vrijwilliger_id = v.id AND r.status = 'behaald' AND r.module_id = ANY(%(modules)s::text[])
            ) < cardinality(%(modules)s::text[])) AS mist
    FROM vrijwilligers_vrijwilliger v
    LEFT JOIN vrijwilligers_screening s ON s.vrijwilliger_id = v.id
    LEFT JOIN plek ON plek.pc4 = v.pc4_id
   CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE k.status = ANY(%(bezet)s)) AS lopend,
                             count(*) FILTER (WHERE k.status = 'afgerond') AS klaar
                        FROM vrijwilligers_koppeling k WHERE k.vrijwilliger_id = v.id) k
   WHERE {waar} AND v.status IN {koppelbaar} AND v.talen && %(talen)s::varchar[]
     AND NOT EXISTS (SELECT 1 FROM vrijwilligers_koppeling e
                      WHERE e.vrijwilliger_id = v.id AND e.hulpvraag_id = %(hulpvraag)s)
), geteld AS (
  SELECT id, organisatie_id,
         (vrij <= 0)::int + mist::int + %(taal_onbekend)s
         + (cardinality(%(dagdelen)s::varchar[]) > 0 AND cardinality(dagdelen) > 0
            AND NOT dagdelen && %(dagdelen)s::varchar[])::int
         + coalesce(meter > reisafstand_m, false)::int
         + (%(vorm)s <> '' AND cardinality(vormen) > 0 AND NOT %(vorm)s = ANY(vormen))::int
         + (%(wens)s <> '' AND ik_ben <> %(wens)s)::int AS bezwaren,
         {taal} + {leervragen}
         + coalesce({afstand} * greatest(0, 1 - meter / greatest(coalesce(nullif(reisafstand_m, 0), {ver}), 1)), 0)
         + {doelgroep} * CASE WHEN doelgroepen && %(doelgroepen)s::varchar[] THEN 1.0
                WHEN cardinality(doelgroepen) = 0 OR cardinality(%(doelgroepen)s::varchar[]) = 0 THEN 0.5 ELSE 0.0 END
         + CASE WHEN capaciteit > 0 THEN {verdeling} * vrij::float8 / capaciteit ELSE 0 END
         + {ervaring} * least({veel}, klaar) / {veel}::float8
         + {wachttijd} * least(1.0, wacht / {lang}::float8)
         + {dagdeel} * least(3, (SELECT count(*) FROM unnest(dagdelen) d WHERE d = ANY(%(dagdelen)s::varchar[]))) / 3.0
         AS punten
    FROM mens
)
"""


@dataclass(frozen=True, slots=True)
class Lijst:
    """Keys, best first; ``totaal``: how many fit altogether."""

    passend: list[int]
    bijna: list[int]
    totaal: int


def _voorvoegsels(code: str) -> list[str]:
    """The skills that cover a need: itself and every theme it may belong to (``weging.thema``)."""
    delen = code.split("-")
    return ["-".join(delen[:n]) for n in range(1, len(delen) + 1)]


def _statement(vraag: Vraag, beleid: Beleid, waar: str, vandaag: date, hulpvraag_id: int) -> tuple[str, dict[str, Any]]:
    moeizaam = vraag.nederlands.rang < NederlandsNiveau.B1.rang
    w: dict[str, Any] = {
        "vandaag": vandaag, "tijdzone": settings.TIME_ZONE, "bezet": list(BEZET), "hulpvraag": hulpvraag_id,
        "talen": sorted(vraag.bruikbare_talen) or ["nl"], "taal_onbekend": 0 if vraag.bruikbare_talen else 1,
        "eigen": sorted(vraag.talen - {"nl"}), "dagdelen": sorted(vraag.dagdelen),
        "doelgroepen": sorted(vraag.doelgroepen), "vog": beleid.vog, "maanden": beleid.vog_maanden or 1200,
        "geheim": beleid.geheimhouding, "referentie": beleid.referentie, "modules": sorted(set(beleid.modules)),
        "vorm": "" if vraag.een_op_een is None else (Vorm.EEN_OP_EEN if vraag.een_op_een else Vorm.GROEP).value,
        "wens": vraag.wens, "pc4s": [], "meters": [],
    }  # fmt: skip
    if vraag.plaats is not None:
        gebieden = list(Postcodegebied.objects.values_list("pc4", "lat", "lon"))
        w["pc4s"] = [pc4 for pc4, _, _ in gebieden]
        w["meters"] = [vraag.plaats.afstand_m(lat, lon) for _, lat, lon in gebieden]
    taal = f"{GEWICHTEN['taal']}"
    if moeizaam:
        taal = f"{GEWICHTEN['taal']} * CASE WHEN talen && %(eigen)s::varchar[] THEN 1.0 ELSE 1 / 3.0 END"
    leervragen = f"{GEWICHTEN['leervragen']} * 0.5"
    if vraag.leervragen:
        gewichten = [1 / plek for plek in range(1, len(vraag.leervragen) + 1)]
        delen = []
        for n, (gewicht, code) in enumerate(zip(gewichten, vraag.leervragen, strict=True)):
            w[f"kan{n}"] = _voorvoegsels(code)
            delen.append(f"{gewicht!r} * (vaardigheden && %(kan{n})s::varchar[])::int")
        leervragen = f"{GEWICHTEN['leervragen']} * least(1.0, ({' + '.join(delen)}) / {sum(gewichten)!r})"
    tekst = KANDIDATEN.format(
        # The literal list lets the partial index on language be used.
        waar=waar, koppelbaar="(" + ", ".join(f"'{s}'" for s in map(str, KOPPELBAAR)) + ")",
        taal=taal, leervragen=leervragen, afstand=GEWICHTEN["afstand"],
        ver=VER_M, doelgroep=GEWICHTEN["doelgroep"], verdeling=GEWICHTEN["verdeling"],
        wachttijd=GEWICHTEN["wachttijd"], lang=LANG_WACHTEN,
        ervaring=GEWICHTEN["ervaring"], veel=VEEL_ERVARING, dagdeel=GEWICHTEN["dagdelen"],
    )  # fmt: skip
    return tekst, w


def rangschik(
    vraag: Vraag, beleid: Beleid, *, organisatie_id: int, hulpvraag_id: int, vandaag: date, passend: int, bijna: int
) -> Lijst:
    """The best of one organisation and the city's pool, and who nearly fits, in one statement."""
    tekst, w = _statement(
        vraag, beleid,
        "(v.organisatie_id = %(organisatie)s OR v.organisatie_id IS NULL"
        " OR v.ook_bij @> ARRAY[%(organisatie)s]::bigint[])",
        vandaag, hulpvraag_id,
    )  # fmt: skip
    w |= {"organisatie": organisatie_id, "passend": passend + MARGE, "bijna": bijna + MARGE}
    with connection.cursor() as cursor:
        cursor.execute(
            tekst  # only our own constants are put into it; what comes from a request is a parameter  # noqa: S608
            + """(SELECT id, 0, count(*) OVER () FROM geteld WHERE bezwaren = 0
                   ORDER BY round(punten::numeric, 3) DESC, id LIMIT %(passend)s)
                 UNION ALL
                 (SELECT id, 1, 0 FROM geteld WHERE bezwaren = 1
                   ORDER BY round(punten::numeric, 3) DESC, id LIMIT %(bijna)s)""",  # noqa: S608
            w,
        )
        rijen = cursor.fetchall()
    goed = [(pk, totaal) for pk, bezwaren, totaal in rijen if not bezwaren]
    return Lijst([pk for pk, _ in goed], [pk for pk, b, _ in rijen if b], goed[0][1] if goed else 0)


def aantal_per_organisatie(vraag: Vraag, beleid: Beleid, *, vandaag: date) -> dict[int, int]:
    """How many fit per organisation of the whole city: counts only."""
    tekst, w = _statement(vraag, beleid, "v.organisatie_id IS NOT NULL", vandaag, 0)
    with connection.cursor() as cursor:
        cursor.execute(tekst + "SELECT organisatie_id, count(*) FROM geteld WHERE bezwaren = 0 GROUP BY 1", w)  # noqa: S608
        return dict(cursor.fetchall())

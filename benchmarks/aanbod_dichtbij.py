"""The SQL of the nearest twenty without any word against bare KNN from the same index, on 100,000 provisions.

    python -m benchmarks.aanbod_dichtbij [--rijen 100000]

Uses the database of :mod:`benchmarks.aanbod_zoeken`, and fills it when it is not there.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from datetime import date, timedelta
from typing import Any

from benchmarks.aanbod_stad import PLAATS, begin

#: Nearest twenty from the index alone: no dates, no order by age or name, a provision twice when it has two places.
KNN = """
SELECT a.id, point(l.lon * 67968.0, l.lat * 111320.0) <-> point(%(x)s, %(y)s)
  FROM kern_locatie l JOIN aanbod_aanbodlocatie p ON p.locatie_id = l.id JOIN aanbod_aanbod a ON a.id = p.aanbod_id
 WHERE a.status = 'gepubliceerd' AND a.gecontroleerd_op >= %(grens)s
 ORDER BY point(l.lon * 67968.0, l.lat * 111320.0) <-> point(%(x)s, %(y)s) LIMIT 20
"""


def dichtbij_view(request):
    """The nearest twenty from the index of places, with all that a row shows."""
    from django.db import connection
    from django.http import HttpResponse
    from django.utils.html import escape

    lat, lon = PLAATS
    waarden = {"x": lon * 67968.0, "y": lat * 111320.0, "grens": date.today() - timedelta(days=365)}
    with connection.cursor() as cursor:
        cursor.execute(KNN, waarden)
        pks = [pk for pk, _ in cursor.fetchall()]
        cursor.execute(
            "SELECT a.*, o.naam FROM aanbod_aanbod a JOIN kern_organisatie o ON o.id = a.organisatie_id"
            " WHERE a.id = ANY(%s)",
            [pks],
        )
        rijen = cursor.fetchall()
    delen = [f"<article>{''.join(f'<p>{escape(waarde)}</p>' for waarde in rij[:12])}</article>" for rij in rijen]
    inhoud = "".join(delen)
    return HttpResponse(inhoud + " " * max(0, int(os.environ.get("VLOER_BYTES", "60000")) - len(inhoud)))


def dichtstbij(keren: int = 300) -> dict[str, float]:
    """Milliseconds (median) of the SQL of the nearest twenty: bare KNN, ours, and the counting that is kept a minute.

    In turn, each time from another postcode; both find provision at the same distances, else nothing is measured.
    """
    from django.db import connection
    from django.http import QueryDict

    from aanbod import dichtbij
    from aanbod.filters import AanbodFilter, postcodes
    from aanbod.models import Aanbod
    from aanbod.zoekpagina import bladzijde

    tijden: dict[str, list[float]] = {"knn": [], "onze": [], "tellen": []}
    vragen = []
    for pc4 in sorted(postcodes()):
        filter_ = AanbodFilter(QueryDict(f"pc4={pc4}"), queryset=Aanbod.objects.gepubliceerd())
        vragen.append((filter_.qs, filter_.alleen_plaats()))
    grens = date.today() - timedelta(days=365)

    def knn(plaats: Any) -> list[tuple[int, float]]:
        with connection.cursor() as cursor:
            cursor.execute(KNN, {"x": plaats.lon * 67968.0, "y": plaats.lat * 111320.0, "grens": grens})
            return cursor.fetchall()

    def sql_van(doe: Any) -> tuple[float, Any]:
        """What the statements took, without the Python around them."""
        duur = 0.0

        def meet(execute, sql, params, many, context):
            nonlocal duur
            begin = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                duur += time.perf_counter() - begin

        with connection.execute_wrapper(meet):
            uit = doe()
        return duur * 1000, uit

    for zoek, _ in vragen[:3]:
        duur, _ = sql_van(lambda z=zoek: bladzijde(z, list(AanbodFilter.VOLGORDE), 1, 20, dichtbij.OOK))
        tijden["tellen"].append(duur)
    dichtbij.bladzijde(*vragen[0], 1, 20)
    for beurt in range(keren):
        zoek, plaats = vragen[beurt % len(vragen)]
        duur, kaal = sql_van(lambda p=plaats: knn(p))
        tijden["knn"].append(duur)
        if dichtbij.TELLING.haal(date.today()) is None:
            dichtbij.bladzijde(zoek, plaats, 1, 20)
        duur, (_, uit) = sql_van(lambda z=zoek, p=plaats: dichtbij.bladzijde(z, p, 1, 20))
        tijden["onze"].append(duur)
        if [afstand for _, afstand in kaal] != uit.afstanden:
            raise SystemExit(f"Bij {plaats} vindt de index iets anders: {kaal} {uit}")
    return {wat: statistics.median(duren) for wat, duren in tijden.items()}


def main() -> int:
    """Prepare, measure, print."""
    opties = argparse.ArgumentParser(description=__doc__)
    opties.add_argument("--rijen", type=int, default=100_000)
    keuze = opties.parse_args()
    begin(keuze.rijen)
    duren = dichtstbij()
    print("milliseconden:", {wat: round(duur, 3) for wat, duur in duren.items()})
    waarde = duren["onze"] / duren["knn"]
    print(f"onze / alleen de index (hoogstens 3): {waarde:.2f} {'gehaald' if waarde <= 3 else 'NIET gehaald'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

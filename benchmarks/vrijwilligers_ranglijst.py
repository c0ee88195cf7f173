"""How long does the ranked list for one request take among many volunteers? On an embedded PostgreSQL of its own.

    python benchmarks/vrijwilligers_ranglijst.py [--mensen 50000] [--keer 7]

Beside it, in the same run: the raw SQL that fetches the candidates (same organisation and pool, same language, with
their papers and what they do now), read to the last row through a bare cursor. Medians; requests in four languages.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

RUW = """
SELECT v.id, v.organisatie_id, v.naam, v.talen, v.pc4_id, p.lat, p.lon, v.reisafstand_m, v.dagdelen, v.capaciteit,
       v.vaardigheden, v.doelgroepen, v.vormen, v.status_sinds, s.vog_getoond_op, s.vog_geldig_tot,
       s.geheimhouding_getekend_op, s.referentie_op,
       (SELECT array_agg(module_id) FROM vrijwilligers_resultaat r
         WHERE r.vrijwilliger_id = v.id AND r.status = 'behaald'),
       (SELECT count(*) FROM vrijwilligers_koppeling k
         WHERE k.vrijwilliger_id = v.id AND k.status IN ('geaccepteerd', 'gestart'))
  FROM vrijwilligers_vrijwilliger v
  LEFT JOIN vrijwilligers_screening s ON s.vrijwilliger_id = v.id
  LEFT JOIN kern_postcodegebied p ON p.pc4 = v.pc4_id
 WHERE (v.organisatie_id = %s OR v.organisatie_id IS NULL) AND v.status IN ('inzetbaar', 'actief')
   AND v.talen && %s::varchar[]
"""


def meet(aantal: int, keer: int) -> None:
    import django

    django.setup()
    import vrijwilligers_toewijzing as stad
    from django.core.management import call_command
    from django.db import connection

    from netwerk.kern.bereik import bereik
    from netwerk.kern.models import Organisatie
    from vrijwilligers import koppelen
    from vrijwilligers.models import Hulpvraag, Resultaat, Screening, Vrijwilliger

    call_command("migrate", verbosity=0)
    call_command("laad_basis", verbosity=0)
    with bereik(alles=True):
        stad.vul(60, aantal, 1)
        # The heaviest case: one organisation keeps all of them.
        org = Organisatie.objects.order_by("pk").first()
        for model in (Vrijwilliger, Screening, Resultaat):
            model.objects.update(organisatie=org)
        Hulpvraag.objects.update(naar_organisatie=org)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for taal in ("ti", "ar", "en", "nl"):
            rij = next(h for h in Hulpvraag.objects.order_by("pk") if h.talen == [taal] and h.rol == "computerhulp")
            talen = sorted(koppelen.vraag_van(rij).bruikbare_talen)
            ons, ruw, n, totaal = [], [], 0, 0
            for _ in range(keer):
                begin = time.perf_counter()
                with connection.cursor() as cursor:
                    cursor.execute(RUW, [org.pk, talen])
                    n = len(cursor.fetchall())
                ruw.append(time.perf_counter() - begin)
                begin = time.perf_counter()
                _, _, totaal = koppelen.ranglijst(rij)
                ons.append(time.perf_counter() - begin)
            a, b = statistics.median(ons) * 1000, statistics.median(ruw) * 1000
            print(f"{taal} (helps in {','.join(talen)}): {n} candidates, {totaal} fit; "
                  f"ranked list {a:.0f} ms, raw SQL {b:.0f} ms, ratio {a / b:.2f}")  # fmt: skip


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    lezer.add_argument("--mensen", type=int, default=50_000)
    lezer.add_argument("--keer", type=int, default=7)
    keuze = lezer.parse_args()
    from netwerk import embedded

    with tempfile.TemporaryDirectory(prefix="netwerk-pg-bench-") as map_:
        server = embedded.doe_mee(Path(map_), snel=False)
        os.environ.update(DATABASE_URL=server.url, DJANGO_SETTINGS_MODULE="netwerk.settings", NETWERK_DEMO="1")
        meet(keuze.mensen, keuze.keer)
        server.verlaat()


if __name__ == "__main__":
    main()

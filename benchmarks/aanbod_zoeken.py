"""The directory's search against a floor: a bare Django view with one hand-written statement for the same answer.

    python -m benchmarks.aanbod_zoeken [--rijen 100000] [--seconden 8]

Makes its own database (aanbod_snel, beside the one of DATABASE_URL), fills it with invented provision, starts gunicorn
with two workers on 127.0.0.1 for the floor and for ours, and asks both from a process of its own, at most --vragen
times and --seconden long. Prints p50 at one client, requests per second and p95 at eight, and the ratios of issue 5.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

HUIS = Path(__file__).resolve().parent.parent
POORTEN = {"vloer": 8117, "onze": 8118}
#: Words of the invented provision with the share of records that hold them, 0.2 to 22 %.
WOORDEN = {
    "telefoon": 0.22, "computer": 0.18, "tablet": 0.12, "inloop": 0.1, "formulier": 0.08, "huisarts": 0.06,
    "bibliotheek": 0.05, "sollicitatie": 0.04, "foto": 0.03, "wachtwoord": 0.025, "printen": 0.02, "belasting": 0.015,
    "stadspas": 0.01, "kleinkind": 0.006, "rekenblad": 0.004, "tigrinya": 0.002,
}  # fmt: skip
FOUTEN = {"telefoon": "teleffoon", "computer": "conmputer", "stadspas": "stadspass", "huisarts": "huissarts"}

VLOER = """
WITH m AS MATERIALIZED (
  SELECT a.id, a.soort, a.formeel, a.kosten_soort, a.begeleiding, a.naam,
         ts_rank(a.zoekvector, q) AS rang,
         (SELECT min(sqrt(power((l.lat - %(lat)s) * 111320, 2) + power((l.lon - %(lon)s) * 67900, 2)))
            FROM aanbod_aanbodlocatie p JOIN kern_locatie l ON l.id = p.locatie_id WHERE p.aanbod_id = a.id) AS afstand
    FROM aanbod_aanbod a, to_tsquery('nl_zoek', %(q)s) q
   WHERE a.zoekvector @@ q AND a.status = 'gepubliceerd' AND a.kosten_soort = 'gratis' AND a.structureel
     AND a.niveau_van <= 1 AND a.niveau_tot >= 1)
SELECT 'g', GROUPING(soort, formeel, kosten_soort, begeleiding)::text, soort, formeel::text, kosten_soort, begeleiding,
       count(*)::text, '', 0::float FROM m
 GROUP BY GROUPING SETS ((), (soort), (formeel), (kosten_soort), (begeleiding))
UNION ALL
SELECT * FROM (SELECT 'r', a.naam, a.soort, o.naam, a.omschrijving, a.rooster, a.kosten_soort, a.slug, p.afstand
  FROM (SELECT id, afstand, rang FROM m ORDER BY afstand, rang DESC, id LIMIT 20) p
  JOIN aanbod_aanbod a ON a.id = p.id JOIN kern_organisatie o ON o.id = a.organisatie_id
 ORDER BY p.afstand, p.rang DESC, a.id) r
"""


def vloer_app():
    """The floor as WSGI application: bare Django, one statement, a page of the size of ours."""
    import django
    from django.conf import settings

    from netwerk import settings as eigen

    if not settings.configured:
        settings.configure(
            DATABASES={"default": {**eigen.DATABASES["default"], "CONN_MAX_AGE": 600, "ATOMIC_REQUESTS": False}},
            ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="x", MIDDLEWARE=[], USE_TZ=True,  # noqa: S106
        )  # fmt: skip
        django.setup()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def vloer_view(request):
    """Text, three filters, distance, four facet counts, twenty rows."""
    from django.db import connection
    from django.http import HttpResponse
    from django.utils.html import escape

    vulling = int(os.environ.get("VLOER_BYTES", "60000"))
    with connection.cursor() as cursor:
        cursor.execute(VLOER, {"q": request.GET.get("q", "telefoon"), "lat": 52.37, "lon": 4.9})
        rijen = cursor.fetchall()
    delen = [f"<article>{''.join(f'<p>{escape(waarde)}</p>' for waarde in rij)}</article>" for rij in rijen]
    inhoud = "".join(delen)
    return HttpResponse(inhoud + " " * max(0, vulling - len(inhoud)))


def urlpatronen():
    from django.urls import path

    return [path("", vloer_view)]


def __getattr__(naam: str):
    """gunicorn asks for ``app``, Django for ``urlpatterns``; neither exists while this runs as a script."""
    if naam == "app":
        return vloer_app()
    if naam == "urlpatterns":
        return urlpatronen()
    raise AttributeError(naam)


# --- data -----------------------------------------------------------------------------------------------------------
def vul(rijen: int) -> None:
    """Invented provision, in bulk: 65 words each, 3,000 organisations with a place."""
    from django.db import connection

    from aanbod.models import Aanbod, Zoekwoord
    from netwerk.kern.models import Locatie, Organisatie, Postcodegebied

    if Aanbod.objects.count() >= rijen:
        return
    rng = random.Random(65)
    gebieden = list(Postcodegebied.objects.all())
    Organisatie.objects.bulk_create(
        [Organisatie(naam=f"Organisatie {n}", slug=f"o-{n}", soort="informeel", demo=True) for n in range(3_000)]
    )
    organisaties = list(Organisatie.objects.values_list("pk", flat=True))
    plekken = []
    for n, pk in enumerate(organisaties):
        gebied = gebieden[n % len(gebieden)]
        plekken.append(
            Locatie(
                organisatie_id=pk, naam=f"Plek {n}", pc4=gebied, stadsdeel_id=gebied.stadsdeel_id, plaats="Amsterdam",
                lat=gebied.lat + rng.uniform(-0.01, 0.01), lon=gebied.lon + rng.uniform(-0.01, 0.01),
            )
        )  # fmt: skip
    Locatie.objects.bulk_create(plekken)
    gewoon = [
        f"{a}{b}" for a in ("lees", "schrijf", "bel", "kook", "wandel", "zing", "teken") for b in "abcdefghijklmnop"
    ]
    soorten = ["cursus", "inloop", "een_op_een", "taalcafe", "idp", "veilige_plek"]
    partij = []
    for n in range(rijen):
        woorden = rng.choices(gewoon, k=50) + [woord for woord, deel in WOORDEN.items() if rng.random() < deel]
        rng.shuffle(woorden)
        partij.append(
            Aanbod(
                organisatie_id=organisaties[n % 3_000], naam=" ".join(woorden[:4]), slug=f"a-{n}",
                soort=rng.choice(soorten), formeel=rng.random() < 0.3, omschrijving=" ".join(woorden[:25]),
                zoekwoorden=" ".join(dict.fromkeys(woorden)), niveau_van=rng.choice([0, 0, 0, 1, 2]), niveau_tot=4,
                kosten_soort=rng.choice(["gratis", "gratis", "stadspas", "betaald"]), status="gepubliceerd",
                begeleiding=rng.choice(["groep", "een_op_een", "beide"]), rooster="maandag 10.00 uur",
            )
        )  # fmt: skip
        if len(partij) == 5_000 or n == rijen - 1:
            Aanbod.objects.bulk_create(partij)
            partij = []
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO aanbod_aanbodlocatie (uuid, aanbod_id, locatie_id, extern)"
            " SELECT gen_random_uuid(), a.id, l.id, '{}' FROM aanbod_aanbod a"
            " JOIN kern_locatie l USING (organisatie_id)"
        )
    Zoekwoord.objects.bulk_create([Zoekwoord(woord=woord) for woord in {*gewoon, *WOORDEN}], ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


# --- load -----------------------------------------------------------------------------------------------------------
def vraag(poort: int, pad: str) -> tuple[float, int]:
    """Milliseconds and bytes of one request."""
    begin = time.perf_counter()
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=30)
    verbinding.request("GET", pad, headers={"Host": "127.0.0.1"})
    antwoord = verbinding.getresponse()
    grootte = len(antwoord.read())
    verbinding.close()
    if antwoord.status != 200:
        raise SystemExit(f"{pad}: {antwoord.status}")
    return (time.perf_counter() - begin) * 1000, grootte


def belast(poort: int, paden: list[str], klanten: int, seconden: float, vragen: int) -> dict[str, float]:
    """Ask in turn, from ``klanten`` threads, for at most so long and so often."""
    tijden: list[float] = []
    slot, einde = threading.Lock(), time.perf_counter() + seconden
    volgende = iter(range(vragen))

    def klant() -> None:
        while time.perf_counter() < einde:
            with slot:
                nummer = next(volgende, None)
            if nummer is None:
                return
            duur, _ = vraag(poort, paden[nummer % len(paden)])
            with slot:
                tijden.append(duur)

    begin = time.perf_counter()
    draden = [threading.Thread(target=klant) for _ in range(klanten)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    tijden.sort()
    return {
        "p50": statistics.median(tijden),
        "p95": tijden[min(len(tijden) - 1, int(len(tijden) * 0.95))],
        "per_s": len(tijden) / (time.perf_counter() - begin),
    }


def main() -> int:
    """Prepare, measure, print."""
    opties = argparse.ArgumentParser(description=__doc__)
    opties.add_argument("--rijen", type=int, default=100_000)
    opties.add_argument("--seconden", type=float, default=8)
    opties.add_argument("--vragen", type=int, default=2_000)
    keuze = opties.parse_args()
    sys.path.insert(0, str(HUIS))
    os.environ["DJANGO_SETTINGS_MODULE"] = "netwerk.settings"
    naam = "aanbod_snel"
    oud = os.environ["DATABASE_URL"]
    kop, _, rest = oud.partition("?")
    _maak_database(oud, naam)
    os.environ["DATABASE_URL"] = f"{kop.rsplit('/', 1)[0]}/{naam}" + (f"?{rest}" if rest else "")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("laad_basis", verbosity=0)
    vul(keuze.rijen)
    filters = "kosten=gratis&blijvend=on&niveau=1&pc4=1012"
    onze = {woord: f"/aanbod/?q={quote(woord)}&{filters}" for woord in WOORDEN}
    vloer = {woord: f"/?q={quote(woord)}" for woord in WOORDEN}
    servers = []
    try:
        servers.append(_server("netwerk.wsgi:application", POORTEN["onze"], {}))
        grootte = statistics.mean(vraag(POORTEN["onze"], pad)[1] for pad in onze.values())
        servers.append(_server("benchmarks.aanbod_zoeken:app", POORTEN["vloer"], {"VLOER_BYTES": str(int(grootte))}))
        uit: dict[str, dict[str, float]] = {}
        for wie, paden in (("vloer", vloer), ("onze", onze)):
            lijst = list(paden.values())
            belast(POORTEN[wie], lijst, 2, keuze.seconden / 4, 64)
            een = belast(POORTEN[wie], lijst, 1, keuze.seconden, keuze.vragen)
            acht = belast(POORTEN[wie], lijst, 8, keuze.seconden, keuze.vragen)
            uit[wie] = {"p50_1": een["p50"], "p95_8": acht["p95"], "per_s_8": acht["per_s"]}
        fout = [f"/aanbod/?q={quote(mis)}&{filters}" for mis in FOUTEN.values()]
        goed = [onze[woord] for woord in FOUTEN]
        uit["fout"] = {
            "met": belast(POORTEN["onze"], fout, 1, keuze.seconden, 200)["p50"],
            "zonder": belast(POORTEN["onze"], goed, 1, keuze.seconden, 200)["p50"],
        }
    finally:
        for server in servers:
            server.terminate()
            server.wait(10)
    v, o = uit["vloer"], uit["onze"]
    print(json.dumps({"rijen": keuze.rijen, "bytes": int(grootte), **uit}, indent=1))
    for wat, waarde, grens in (
        ("p50 bij 1 klant, onze / vloer (hoogstens 2)", o["p50_1"] / v["p50_1"], "<=2"),
        ("vragen per seconde bij 8, onze / vloer (minstens 0,5)", o["per_s_8"] / v["per_s_8"], ">=0.5"),
        ("p95 bij 8, onze / vloer (hoogstens 2)", o["p95_8"] / v["p95_8"], "<=2"),
        ("met typefout / zonder (hoogstens 1,5)", uit["fout"]["met"] / uit["fout"]["zonder"], "<=1.5"),
    ):
        gehaald = waarde <= float(grens[2:]) if grens[0] == "<" else waarde >= float(grens[2:])
        print(f"{wat}: {waarde:.2f} {'gehaald' if gehaald else 'NIET gehaald'}")
    return 0


def _maak_database(adres: str, naam: str) -> None:
    import psycopg2

    verbinding = psycopg2.connect(adres)
    verbinding.autocommit = True
    with verbinding.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [naam])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{naam}"')
    verbinding.close()


def _server(app: str, poort: int, omgeving: dict[str, str]) -> subprocess.Popen[bytes]:
    opdracht = [sys.executable, "-m", "gunicorn", app, "-w", "2", "-b", f"127.0.0.1:{poort}", "--log-level", "error"]
    server = subprocess.Popen(opdracht, cwd=HUIS, env={**os.environ, **omgeving})
    for _ in range(60):
        try:
            vraag(poort, "/?q=telefoon" if "benchmarks" in app else "/aanbod/")
            return server
        except OSError:
            time.sleep(0.5)
    server.terminate()
    raise SystemExit(f"{app} start niet")


if __name__ == "__main__":
    raise SystemExit(main())

"""Is the catalogue quick with 20,000 materials and 500,000 experiences? Pages against the bare SQL they rest on.

    python benchmarks/leermateriaal_schaal.py [--materialen 20000] [--ervaringen 500000]

Starts an embedded PostgreSQL of its own in a temporary folder and throws it away. Reports, per page: the number of
queries, the median time in milliseconds, the time of its own SQL alone, and the ratio of the two. And what the nightly
recomputation of all scores and of the matrix costs.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from netwerk import embedded  # noqa: E402

keuzes = argparse.ArgumentParser(description=__doc__.split("\n")[0])
keuzes.add_argument("--materialen", type=int, default=20_000)
keuzes.add_argument("--ervaringen", type=int, default=500_000)
keuzes.add_argument("--keer", type=int, default=5)
keuze = keuzes.parse_args()
map_ = Path(tempfile.mkdtemp(prefix="netwerk-pg-maat-", dir="/var/tmp" if os.geteuid() == 0 else None))  # noqa: S108
map_.chmod(0o755)
server = embedded.doe_mee(map_ / "pg", snel=True)
os.environ |= {"DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "netwerk.settings", "NETWERK_DEMO": "1"}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from leermateriaal.inventaris import ververs_cellen  # noqa: E402
from leermateriaal.models import Ervaring, Materiaal  # noqa: E402
from leermateriaal.scoretabel import ververs, ververs_alles  # noqa: E402
from leermateriaal.taal import zoekwoorden  # noqa: E402
from netwerk.kern.bereik import bereik  # noqa: E402
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, Lidmaatschap, Organisatie  # noqa: E402


def vul(toeval: random.Random) -> Gebruiker:
    """Materials, 250 organisations with four tellers each, and experiences; returns a curator."""
    vragen = list(Leervraag.objects.vragen())
    groepen = list(Doelgroep.objects.values_list("pk", flat=True))
    organisaties = Organisatie.objects.bulk_create(
        Organisatie(naam=f"Organisatie {n}", slug=f"organisatie-{n}", soort="informeel") for n in range(250)
    )
    wie = Gebruiker.objects.bulk_create(
        Gebruiker(naam=f"Verteller {n}", email=f"v{n}@demo.example", password="!") for n in range(1000)
    )
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(gebruiker=persoon, organisatie=organisaties[n % 250], rol="curator" if n == 0 else "coach")
        for n, persoon in enumerate(wie)
    )
    materialen, banden, groepbanden, taalbanden = [], [], [], []
    gekozen = [toeval.sample(vragen, 3) for _ in range(keuze.materialen)]
    for n, eigen in enumerate(gekozen):
        van = toeval.randint(0, 3)
        materialen.append(
            Materiaal(
                titel=f"Materiaal {n} {eigen[0].kort}", slug=f"materiaal-{n}", uitgever=f"Uitgever {n % 300}",
                omschrijving=eigen[0].tekst, status="gepubliceerd", niveau_van=van, niveau_tot=min(van + 1, 4),
                vormen=["groep"], lezen_nodig=toeval.choice(["geen", "weinig", "normaal"]),
                zoekwoorden=zoekwoorden([f"Materiaal {n}", *(v.tekst for v in eigen), *(v.kort for v in eigen)]),
            )
        )  # fmt: skip
    materialen = Materiaal.objects.bulk_create(materialen, batch_size=2000)
    for materiaal, eigen in zip(materialen, gekozen, strict=True):
        banden += [Materiaal.leervragen.through(materiaal=materiaal, leervraag=vraag) for vraag in eigen]
        groepbanden += [
            Materiaal.doelgroepen.through(materiaal=materiaal, doelgroep_id=groep)
            for groep in toeval.sample(groepen, toeval.randint(0, 2))
        ]
        taalbanden.append(Materiaal.talen.through(materiaal=materiaal, taal_id=toeval.choice(["nl", "nl", "en", "ar"])))
    for rij in (banden, groepbanden, taalbanden):
        type(rij[0]).objects.bulk_create(rij, batch_size=5000)
    gezien, ervaringen = set(), []
    while len(gezien) < keuze.ervaringen:
        n, m = toeval.randrange(1000), toeval.randrange(keuze.materialen)
        vraag = toeval.choice(gekozen[m])
        if (n, m, vraag.pk) in gezien:
            continue
        gezien.add((n, m, vraag.pk))
        ervaringen.append(
            (
                materialen[m].pk, vraag.pk, materialen[m].niveau_van, toeval.choice([None, *groepen]),
                toeval.choice(["niet", "beetje", "goed", "heel_goed"]), wie[n].pk, organisaties[n % 250].pk,
            )
        )  # fmt: skip
    giet(ervaringen)
    return wie[0]


def giet(rijen: list[tuple]) -> None:
    """COPY into the table of experiences, which objects would take minutes for; Django's defaults for the rest."""
    velden = [veld for veld in Ervaring._meta.concrete_fields if not veld.primary_key and not veld.generated]
    kolommen = {"materiaal_id": 0, "leervraag_id": 1, "niveau": 2, "doelgroep_id": 3, "hoe": 4, "door_id": 5}
    kolommen["organisatie_id"] = 6
    vast = {veld.attname: veld.get_db_prep_save(veld.get_default(), connection) for veld in velden}
    vast |= {"vorm": "groep", "aangemaakt_op": "now", "gewijzigd_op": "now", "op": "today"}
    namen = [veld.attname for veld in velden]
    with tempfile.TemporaryFile("w+") as bestand:
        for rij in rijen:
            waarden = (rij[kolommen[naam]] if naam in kolommen else vast[naam] for naam in namen)
            bestand.write("\t".join("\\N" if waarde is None else str(waarde) for waarde in waarden) + "\n")
        bestand.seek(0)
        with connection.cursor() as cursor:
            # By way of a table without row-level security, into which COPY may write.
            tabel, kolom = Ervaring._meta.db_table, ", ".join(namen)
            cursor.execute(f"CREATE TEMP TABLE gieten AS SELECT {kolom} FROM {tabel} WHERE false")  # noqa: S608
            cursor.copy_expert(f"COPY gieten ({kolom}) FROM STDIN", bestand)
            cursor.execute(f"INSERT INTO {tabel} ({kolom}) SELECT {kolom} FROM gieten")  # noqa: S608
            cursor.execute("ANALYZE")


def duur(werk) -> float:
    """Milliseconds for one run."""
    begin = time.perf_counter()
    werk()
    return (time.perf_counter() - begin) * 1000


def kaal(vragen: list[dict]) -> None:
    """The page's own statements again, rows fetched and nothing done with them."""
    with bereik(alles=True), connection.cursor() as cursor:
        for vraag in vragen:
            if vraag["sql"].startswith(("SELECT", "WITH")):
                cursor.execute(vraag["sql"])
                cursor.fetchall()


def main() -> None:
    """Fill, recompute, measure."""
    settings.ALLOWED_HOSTS = ["*"]
    toeval = random.Random(4)  # noqa: S311
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("createcachetable", verbosity=0)
    call_command("laad_basis", verbosity=0, skip_checks=True)
    with bereik(alles=True):
        print(
            f"vullen                       {duur(lambda: globals().__setitem__('CURATOR', vul(toeval))) / 1000:8.1f} s"
        )
        print(f"alle scores en de matrix     {duur(ververs_alles) / 1000:8.1f} s")
        print(f"alleen de matrix             {duur(ververs_cellen) / 1000:8.2f} s")
        een = Materiaal.objects.order_by("pk").first()
        print(f"na één ervaring              {duur(lambda: ververs(een)):8.0f} ms")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    publiek, curator = Client(), Client()
    curator.force_login(globals()["CURATOR"], backend="django.contrib.auth.backends.ModelBackend")
    paginas = [
        ("begin", publiek, "/materiaal/"),
        ("bij een leervraag", publiek, "/materiaal/?leervraag=berichten-whatsapp-bericht"),
        ("drie filters", publiek, "/materiaal/?leervraag=berichten-whatsapp-bericht&niveau=1&lezen=geen"),
        ("woorden", publiek, "/materiaal/?q=whatsapp"),
        (
            "voor een leerder",
            publiek,
            "/materiaal/passend/?leervraag=berichten-whatsapp-bericht&niveau=1&leest=langzaam",
        ),
        ("één materiaal", publiek, "/materiaal/materiaal-7/"),
        ("wat ontbreekt", publiek, "/materiaal/wat-ontbreekt/"),
        ("inventaris, thema", curator, "/materiaal/inventaris/?thema=berichten"),
        ("inventaris, alles", curator, "/materiaal/inventaris/?thema=alles"),
        ("groepen, alles", curator, "/materiaal/inventaris/?thema=alles&per=groep"),
        ("vak", curator, "/materiaal/inventaris/berichten-whatsapp-bericht/1/"),
        ("nakijken", curator, "/materiaal/controleren/"),
        ("niets gevonden", publiek, "/materiaal/?q=zzqqxx"),
        ("een regel", publiek, "/materiaal/?q=WhatsApp-bericht+sturen,+starter,+leest+niet"),
        ("oordelen herzien", curator, "/materiaal/inventaris/herzien/"),
        ("beoordelen", curator, "/materiaal/beoordelen/"),
        ("wat ik deelde", curator, "/materiaal/mijn/?deel=ervaringen"),
        ("voorstelformulier", curator, "/materiaal/voorstellen/"),
        ("dubbelen bij het typen", curator, "/materiaal/voorstellen/lijkt/?titel=Materiaal+12&link=https://x.example"),
    ]
    print(f"{'pagina':24}{'vragen':>8}{'ms':>9}{'kale SQL':>10}{'keer':>7}")
    for naam, client, adres in paginas:
        assert client.get(adres).status_code == 200, adres
        with CaptureQueriesContext(connection) as gedaan:
            client.get(adres)
        vragen = list(gedaan.captured_queries)
        pagina = statistics.median(duur(lambda c=client, a=adres: c.get(a)) for _ in range(keuze.keer))
        sql = statistics.median(duur(lambda v=vragen: kaal(v)) for _ in range(keuze.keer))
        print(f"{naam:24}{len(vragen):>8}{pagina:>9.1f}{sql:>10.1f}{pagina / sql:>7.1f}", flush=True)


if __name__ == "__main__":
    try:
        main()
    finally:
        connection.close()
        server.verlaat()
        embedded.wis(map_ / "pg")

"""A directory of invented provision, for the measurements of aanbod: a database of its own, settings, words, rows."""

from __future__ import annotations

import os
import random
import sys
from datetime import date, timedelta
from pathlib import Path

HUIS = Path(__file__).resolve().parent.parent
NAAM = "aanbod_snel"
#: Postcode 1012, as the portal's own list has it.
PLAATS = (52.3735, 4.8951)
#: Words of the invented provision with the share of records that hold them, 0.2 to 22 %.
WOORDEN = {
    "telefoon": 0.22, "computer": 0.18, "tablet": 0.12, "inloop": 0.1, "formulier": 0.08, "huisarts": 0.06,
    "bibliotheek": 0.05, "sollicitatie": 0.04, "foto": 0.03, "wachtwoord": 0.025, "printen": 0.02, "belasting": 0.015,
    "stadspas": 0.01, "kleinkind": 0.006, "rekenblad": 0.004, "tigrinya": 0.002,
}  # fmt: skip


def omgeving(naam: str = NAAM) -> None:
    """A database beside the one of DATABASE_URL (or the embedded one), and settings as in production."""
    from benchmarks.databases import maak_database
    from netwerk import embedded

    oud = os.environ.get("DATABASE_URL") or embedded.doe_mee().url
    maak_database(oud, naam)
    kop, _, rest = oud.partition("?")
    os.environ |= {
        "DATABASE_URL": f"{kop.rsplit('/', 1)[0]}/{naam}" + (f"?{rest}" if rest else ""),
        "DJANGO_SETTINGS_MODULE": "netwerk.settings",
        "SECRET_KEY": "x" * 50,  # nothing is kept, nobody logs in
        "STATIC_MANIFEST": "false",  # no collectstatic needed; pages hold the same number of addresses
    }


def begin(rijen: int) -> None:
    """Django on a database of its own, with the vocabularies and so many provisions."""
    sys.path.insert(0, str(HUIS))
    omgeving()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("laad_basis", verbosity=0)
    vul(rijen)


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
                gecontroleerd_op=rng.choice([date.today(), date.today() - timedelta(days=400)]),
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
        cursor.execute(
            "INSERT INTO aanbod_aanbod_talen (aanbod_id, taal_id)"
            " SELECT id, taal FROM aanbod_aanbod, unnest(ARRAY['nl', (ARRAY['tr', 'ar', 'en'])[1 + id % 3]]) AS taal"
        )
        cursor.execute(
            "INSERT INTO aanbod_aanbod_leervragen (aanbod_id, leervraag_id)"
            " SELECT a.id, v.code FROM aanbod_aanbod a JOIN (SELECT code, row_number() OVER (ORDER BY code) AS nr"
            " FROM kern_leervraag WHERE actief) v ON v.nr IN (1 + a.id % 60, 61 + a.id % 50)"
        )
    Zoekwoord.objects.bulk_create([Zoekwoord(woord=woord) for woord in {*gewoon, *WOORDEN}], ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

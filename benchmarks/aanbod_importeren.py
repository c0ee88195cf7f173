"""Reading a spreadsheet of provision against bare COPY of the same rows into the same table.

    python -m benchmarks.aanbod_importeren [--rijen 50000]

A semicolon file of invented provision (65 words a row, 3,000 organisations, with a language, a need and a place) goes
through the reader: parse, judge every row, make the search words, store, link. The floor is COPY of the finished rows
of ``aanbod_aanbod`` alone, with its generated search vector, constraints and indexes. Each is rolled back and vacuumed.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import sys
import time
from typing import Any

from benchmarks.aanbod_stad import HUIS, WOORDEN, omgeving


def blad(rijen: int, organisaties: list[str], vragen: list[str], postcodes: list[str]) -> bytes:
    """The file."""
    rng = random.Random(65)
    gewoon = [
        f"{a}{b}" for a in ("lees", "schrijf", "bel", "kook", "wandel", "zing", "teken") for b in "abcdefghijklmnop"
    ]
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";")
    koppen = "naam;kenmerk;organisatie;soort;omschrijving;kosten;vanaf niveau;rooster;talen;leervragen;plek;postcode"
    schrijver.writerow(koppen.split(";"))
    for n in range(rijen):
        woorden = rng.choices(gewoon, k=55) + rng.sample(list(WOORDEN), k=10)
        plek = n % len(organisaties)
        schrijver.writerow(
            [
                " ".join(woorden[:4]), f"k{n}", organisaties[plek], rng.choice(["Cursus", "Inloop"]),
                " ".join(woorden[4:]), rng.choice(["Gratis", "Betaald"]), rng.choice(["Starter", "Instroom"]),
                "maandag 10.00 uur", "Nederlands; Turks", vragen[n % len(vragen)], f"Plek {plek}",
                postcodes[plek % len(postcodes)],
            ]
        )  # fmt: skip
    return uit.getvalue().encode()


def main() -> int:
    """Prepare, measure, print."""
    opties = argparse.ArgumentParser(description=__doc__)
    opties.add_argument("--rijen", type=int, default=50_000)
    keuze = opties.parse_args()
    sys.path.insert(0, str(HUIS))
    omgeving("aanbod_inlezen")
    import django

    django.setup()
    from django.core.management import call_command

    from netwerk.kern.models import Leervraag, Organisatie, Postcodegebied

    call_command("migrate", verbosity=0)
    call_command("laad_basis", verbosity=0)
    namen = [f"Organisatie {n}" for n in range(3_000)]
    Organisatie.objects.bulk_create(
        [Organisatie(naam=naam, slug=f"o-{n}", soort="informeel", demo=True) for n, naam in enumerate(namen)],
        ignore_conflicts=True,
    )
    inhoud = blad(
        keuze.rijen, namen, list(Leervraag.objects.filter(actief=True).values_list("pk", flat=True)),
        list(Postcodegebied.objects.values_list("pk", flat=True)),
    )  # fmt: skip
    kaal: list[float] = []
    onze: list[float] = []
    rijen = _klaar(inhoud, keuze.rijen)
    for ronde in range(3):
        kaal.append(_copy(rijen))
        onze.append(_onze(inhoud, keuze.rijen, vertel=ronde == 0))
    print(f"{keuze.rijen} rijen van {len(inhoud) / keuze.rijen:.0f} bytes")
    print(f"COPY: {', '.join(f'{t:.1f}' for t in kaal)} s; inlezen: {', '.join(f'{t:.1f}' for t in onze)} s")
    waarde = min(onze) / min(kaal)
    print(f"inlezen / COPY (hoogstens 2): {waarde:.2f} {'gehaald' if waarde <= 2 else 'NIET gehaald'}")
    return 0


class _Terug(Exception):
    pass


def _inlezen(inhoud: bytes, meeste: int) -> dict[str, float]:
    """What ``manage.py importeer_rekenblad`` does with a file."""
    from aanbod.inlezen import lees_in
    from aanbod.rekenblad import Woorden
    from netwerk.kern.models import Organisatie
    from netwerk.kern.werkblad import lees

    tijden = {}
    begin = time.perf_counter()
    rijen = lees("blad.csv", inhoud, max_rijen=meeste, max_bytes=10**9)
    tijden["lezen"] = time.perf_counter() - begin
    tellingen, fouten = lees_in(rijen, Woorden(Organisatie.objects.all()), door=None)
    assert not fouten, fouten[:3]
    assert tellingen["nieuw"] == meeste, tellingen
    tijden["keuren en bewaren"] = time.perf_counter() - begin
    return tijden


def _klaar(inhoud: bytes, meeste: int) -> tuple[str, bytes]:
    """The finished rows, as COPY gives them, without the generated column."""
    from django.db import connection, transaction

    from aanbod.models import Aanbod

    kolommen = ", ".join(veld.column for veld in Aanbod._meta.concrete_fields if veld.name not in ("id", "zoekvector"))
    uit = io.BytesIO()
    try:
        with transaction.atomic():
            _inlezen(inhoud, meeste)
            with connection.cursor() as cursor:
                cursor.copy_expert(f"COPY aanbod_aanbod ({kolommen}) TO STDOUT", uit)
            raise _Terug
    except _Terug:
        pass
    return kolommen, uit.getvalue()


def _copy(rijen: tuple[str, bytes]) -> float:
    return _terug(
        lambda cursor: cursor.copy_expert(f"COPY aanbod_aanbod ({rijen[0]}) FROM STDIN", io.BytesIO(rijen[1]))
    )


def _onze(inhoud: bytes, meeste: int, *, vertel: bool) -> float:
    def doe(_cursor: Any) -> None:
        tijden = _inlezen(inhoud, meeste)
        if vertel:
            print("inlezen, seconden tot en met:", {wat: round(tijd, 1) for wat, tijd in tijden.items()})

    return _terug(doe)


def _terug(doe: Any) -> float:
    """Seconds of ``doe``, rolled back; then cleaned up outside the measurement."""
    from django.db import connection, transaction

    duur = 0.0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            begin = time.perf_counter()
            doe(cursor)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the foreign keys, which a commit would check
            duur = time.perf_counter() - begin
            raise _Terug
    except _Terug:
        pass
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (FULL, ANALYZE) aanbod_aanbod")
    return duur


if __name__ == "__main__":
    raise SystemExit(main())

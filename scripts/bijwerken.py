"""The upgrade, tried with data: an older version fills its own city, this version migrates it, and nothing may be gone.

    python scripts/bijwerken.py                 every released version (tags v*); without tags the first commit
    python scripts/bijwerken.py e2c3311 v0.2.0  these versions

The old code is taken out of git and run as it was: its migrations, its demo city. Then this working copy's ``migrate``
runs, as at a customer. Every row of every table is compared, column by column, as somebody who sees all rows; columns
and tables that a migration took away on purpose stand in ``OPZETTELIJK``.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

HUIS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HUIS))
#: "table" or "table.column" that may change or go, and why.
OPZETTELIJK: dict[str, str] = {
    "django_migrations": "what was migrated",
    "django_content_type": "models that were added",
    "auth_permission": "the same",
}
Inhoud = dict[str, dict[str, dict[str, str]]]


def draai(map_: Path, url: str, *woorden: str) -> None:
    """manage.py of that version, on this database."""
    omgeving = os.environ | {"DATABASE_URL": url, "NETWERK_DEMO": "1", "DEBUG": "", "PYTHONPATH": ""}
    klaar = subprocess.run(
        [sys.executable, "manage.py", *woorden], cwd=map_, env=omgeving, capture_output=True, text=True, timeout=1200
    )
    if klaar.returncode:
        raise SystemExit(f"{' '.join(woorden)} in {map_.name}: {klaar.stdout[-800:]}{klaar.stderr[-1500:]}")


def lees(url: str) -> Inhoud:
    """Table → primary key → column → a digest of the value."""
    import psycopg2

    uit: Inhoud = {}
    with psycopg2.connect(url) as verbinding, verbinding.cursor() as cur:
        cur.execute(
            "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FROM pg_class c"
            " JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1"
        )
        for tabel, sleutel in cur.fetchall():
            nummer = " || '/' || ".join(f'"{kolom}"::text' for kolom in sleutel)
            cur.execute(f'SELECT {nummer}, k.key, k.value::text FROM "{tabel}" t, jsonb_each(to_jsonb(t)) k')  # noqa: S608
            rijen = uit.setdefault(tabel, {})
            for pk, kolom, waarde in cur:
                rijen.setdefault(pk, {})[kolom] = hashlib.sha256(waarde.encode()).hexdigest()[:16]
    return uit


def vergelijk(voor: Inhoud, na: Inhoud) -> list[str]:
    """What is gone or different, as lines for a person."""
    uit = []
    for tabel, rijen in voor.items():
        if tabel in OPZETTELIJK:
            continue
        if tabel not in na:
            if rijen:
                uit.append(f"{tabel}: de tabel is weg, met {len(rijen)} rijen")
            continue
        if weg := rijen.keys() - na[tabel].keys():
            uit.append(f"{tabel}: {len(weg)} van {len(rijen)} rijen zijn weg")
        anders: dict[str, int] = {}
        for pk, kolommen in rijen.items():
            for kolom, merk in kolommen.items():
                if pk in na[tabel] and na[tabel][pk].get(kolom) != merk and f"{tabel}.{kolom}" not in OPZETTELIJK:
                    anders[kolom] = anders.get(kolom, 0) + 1
        uit += [
            f"{tabel}.{kolom}: anders of weg in {aantal} van {len(rijen)} rijen" for kolom, aantal in anders.items()
        ]
    return uit


def versies() -> list[str]:
    """The released ones; before the first release, the first version there was."""
    tags = subprocess.run(["git", "tag", "--list", "v*"], cwd=HUIS, capture_output=True, text=True, check=True)  # noqa: S607
    eerste = subprocess.run(
        ["git", "rev-list", "--max-parents=0", "HEAD"],
        cwd=HUIS,
        capture_output=True,
        text=True,
        check=True,  # noqa: S607
    )
    return tags.stdout.split() or eerste.stdout.split()[:1]


def main(argumenten: list[str]) -> int:
    from netwerk import embedded, postgres

    fouten = 0
    for versie in argumenten or versies():
        begin = time.monotonic()
        map_ = Path(tempfile.mkdtemp(prefix="netwerk-pg-bijwerken-", dir=postgres.tijdelijke_plek()))
        map_.chmod(0o755)
        oud = map_ / "oud"
        archief = subprocess.run(["git", "archive", versie], cwd=HUIS, capture_output=True, check=True)  # noqa: S607
        with tarfile.open(fileobj=io.BytesIO(archief.stdout)) as tar:
            tar.extractall(oud, filter="data")
        server = embedded.doe_mee(map_ / "pg", snel=True)
        beheer = server.url.replace("netwerk@", "postgres@", 1)
        try:
            # Each version has this: its own migrations, vocabularies and city.
            draai(oud, server.url, "demo", "--alleen-vullen")
            voor = lees(beheer)
            draai(HUIS, server.url, "migrate", "-v0")
            mis = vergelijk(voor, lees(beheer))
            rijen = sum(len(r) for r in voor.values())
            print(
                f"{versie[:12]}: {len(voor)} tabellen en {rijen} rijen bijgewerkt in {time.monotonic() - begin:.0f} s, "
                f"{len(mis)} verschillen"
            )
            print("\n".join(f"  {regel}" for regel in mis))
            fouten += len(mis)
        finally:
            server.verlaat()
            shutil.rmtree(map_, ignore_errors=True)
    return bool(fouten)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""SQL of migrations through squawk: what locks a table for long, or cannot be taken back, is named before a release.

    python scripts/migratiecontrole.py                   migrations that are not in docs/uitgebrachte-migraties.txt
    python scripts/migratiecontrole.py --alles           all of them
    python scripts/migratiecontrole.py --vastleggen      write that list: at a release

Needs a database to ask Django for the SQL (DATABASE_URL, or the embedded server); changes nothing in it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

HUIS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HUIS))
LIJST = HUIS / "docs" / "uitgebrachte-migraties.txt"
#: Not about locks or loss. Sizes of columns: they are what the models say. Time-outs: the connection has them
#: (settings, kern.management.commands.migrate). Robust statements: Django runs a migration in one transaction. A
#: required field gets its default and loses it again in that same transaction.
ZONDER = ",".join(
    "prefer-bigint-over-int prefer-bigint-over-smallint prefer-text-field prefer-robust-stmts prefer-identity"
    " require-timeout-settings ban-char-field ban-drop-default adding-required-field".split()
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alles", action="store_true")
    parser.add_argument("--vastleggen", action="store_true")
    opties = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        from netwerk import embedded, postgres

        map_ = Path(tempfile.mkdtemp(prefix="netwerk-pg-migratie-", dir=postgres.tijdelijke_plek()))
        os.environ["DATABASE_URL"] = embedded.doe_mee(map_, snel=True).url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
    os.environ["DEBUG"] = "1"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    lader = MigrationLoader(connection)
    ons = {"kern", "overleg", "aanbod", "intake", "leermateriaal", "vrijwilligers", "portaal", "rapportage"}
    namen = sorted(f"{app} {naam}" for app, naam in lader.disk_migrations if app in ons)
    if opties.vastleggen:
        LIJST.write_text("\n".join(namen) + "\n", "utf-8")
        print(f"{len(namen)} migrations written to {LIJST}")
        return 0
    if not LIJST.exists() and not opties.alles:
        print("No release yet, so no tables with data that a migration could lock: nothing to check.")
        return 0
    bekend = set() if opties.alles else set(LIJST.read_text("utf-8").splitlines())
    te_doen = [naam for naam in namen if naam not in bekend]
    with tempfile.TemporaryDirectory() as map_:
        paden = []
        for naam in te_doen:
            uit = StringIO()
            call_command("sqlmigrate", *naam.split(), stdout=uit, no_color=True)
            pad = Path(map_) / f"{naam.replace(' ', '_')}.sql"
            # Django begins and ends the transaction; squawk is told that there is one.
            sql = "\n".join(regel for regel in uit.getvalue().splitlines() if regel not in ("BEGIN;", "COMMIT;"))
            pad.write_text(sql + "\n", "utf-8")
            paden.append(str(pad))
        print(f"{len(paden)} of {len(namen)} migrations looked at")
        if not paden:
            return 0
        return subprocess.run(
            [
                str(Path(sys.executable).parent / "squawk"),
                "--assume-in-transaction",
                "--pg-version=15",
                f"--exclude={ZONDER}",
                *paden,
            ],
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main())

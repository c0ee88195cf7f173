"""Many random cities, every address as everybody: how many requests, and whether anything of others ever showed.

    python benchmarks/vreemden.py --steden 20 --per-patroon 8

The large version of tests/vertrouwen/test_vreemden.py. Runs on an embedded server of its own; each city
is rolled back.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def begin() -> None:
    """A migrated database with the base data, on an embedded server of its own unless DATABASE_URL says otherwise."""
    from netwerk import embedded, postgres

    if not os.environ.get("DATABASE_URL"):
        server = embedded.doe_mee(
            Path(tempfile.mkdtemp(prefix="netwerk-pg-proef-", dir=postgres.tijdelijke_plek())), snel=True
        )
        os.environ["DATABASE_URL"] = server.url
    os.environ["DEBUG"] = ""
    os.environ.setdefault("SECRET_KEY", "alleen-voor-deze-proef-" + "x" * 40)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
    os.environ["TWEEDE_FACTOR"] = os.environ["STATIC_MANIFEST"] = "false"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)

    from tests.fixtures import laad_alle_basis

    laad_alle_basis()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steden", type=int, default=10)
    parser.add_argument("--per-patroon", type=int, default=4)
    parser.add_argument("--eerste-zaad", type=int, default=1)
    parser.add_argument("--seconden", type=int, default=10_000, help="stop na de stad waarin deze tijd om is")
    opties = parser.parse_args()

    begin()
    from django.db import transaction

    from netwerk.kern.bereik import bereik
    from tests.vertrouwen import probe
    from tests.vertrouwen.wereld import bouw

    samen, records, mensen, posts, steden, start = probe.Uitslag(), 0, 0, 0, 0, time.monotonic()
    for zaad in range(opties.eerste_zaad, opties.eerste_zaad + opties.steden):
        with transaction.atomic():
            with bereik(alles=True):
                wereld = bouw(zaad)
            lijst = probe.pogingen(wereld, per_patroon=opties.per_patroon, wie=[None, *wereld.mensen])
            probe.kijk(wereld, samen, lijst)
            derde = wereld.organisaties[0].pk
            wie = [g for g in wereld.mensen if derde not in g.organisatie_ids]
            voor = probe.rijen_van(derde)
            gedaan, fouten = probe.stuur(
                wereld, [p for p in probe.pogingen(wereld, per_patroon=3, wie=wie) if p.adres.heeft_nummer]
            )
            posts += gedaan
            samen.fouten += fouten
            samen.lekken += [
                f"zaad {zaad}: a stranger's POST changed {wat}" for wat in probe.gewijzigd(voor, probe.rijen_van(derde))
            ]
            records += wereld.records
            mensen += len(wereld.mensen)
            transaction.set_rollback(True)
        steden += 1
        print(
            f"stad {zaad}: {samen.verzoeken} GET, {posts} POST, {len(samen.lekken)} lekken, {len(samen.fouten)} fouten",
            flush=True,
        )
        if time.monotonic() - start > opties.seconden:
            break
    print(
        f"{steden} cities, {records} records, {mensen} people, {len(samen.adressen)} addresses, {samen.verzoeken} GET, "
        f"{posts} POST: {len(samen.lekken)} leaks, {len(samen.fouten)} server errors, {time.monotonic() - start:.0f} s"
    )
    print("\n".join([*samen.lekken[:20], *samen.fouten[:20]]))
    return bool(samen.lekken or samen.fouten)


if __name__ == "__main__":
    sys.exit(main())

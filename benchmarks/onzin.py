"""Nonsense in every filter and every form, for as long as asked: how much was sent, and whether anything broke.

    python benchmarks/onzin.py --seconden 120

The large version of tests/vertrouwen/test_onzin.py. Runs on an embedded server of its own; what is saved is
rolled back.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconden", type=int, default=60)
    parser.add_argument("--eerste-zaad", type=int, default=100)
    opties = parser.parse_args()

    from benchmarks.vreemden import begin

    begin()
    from django.db import transaction

    from netwerk.kern.bereik import bereik
    from tests.vertrouwen import onzin
    from tests.vertrouwen.wereld import bouw

    uitslag, start, zaad = onzin.Uitslag(), time.monotonic(), opties.eerste_zaad
    while time.monotonic() - start < opties.seconden:
        with transaction.atomic():
            with bereik(alles=True):
                wereld = bouw(zaad, organisaties=2)
            rng = random.Random(zaad)
            onzin.filters(wereld, uitslag, rng, hooguit=uitslag.gestuurd + 200)
            onzin.formulieren_vol_onzin(wereld, uitslag, rng, hooguit=uitslag.gestuurd + 300)
            transaction.set_rollback(True)
        zaad += 1
    print(
        f"{uitslag.gestuurd} requests with {uitslag.waarden} values, {len(uitslag.formulieren)} pages with forms: "
        f"{len(uitslag.fouten)} server errors; answers {dict(sorted(uitslag.standen.items()))}"
    )
    print("\n".join(fout[:600] for fout in uitslag.fouten[:20]))
    return bool(uitslag.fouten)


if __name__ == "__main__":
    sys.exit(main())

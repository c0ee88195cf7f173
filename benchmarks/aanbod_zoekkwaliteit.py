"""How good the directory's search is on the demo city: recall at 10 and mean reciprocal rank, with every miss.

    python -m benchmarks.aanbod_zoekkwaliteit        (the demo city of DATABASE_URL, or of `make demo`)

Reads only. The questions stand in tests/aanbod/data/zoekvragen.toml.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

VRAGEN = Path(__file__).resolve().parent.parent / "tests" / "aanbod" / "data" / "zoekvragen.toml"


def main() -> int:
    """Print the figures; 1 when there is no demo city to search in."""
    sys.path.insert(0, str(VRAGEN.parents[3]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
    if not os.environ.get("DATABASE_URL"):
        from netwerk import embedded

        os.environ["DATABASE_URL"] = embedded.doe_mee().url
    import django

    django.setup()
    from aanbod.models import Aanbod
    from aanbod.zoeken import zoek_namen
    from aanbod.zoekkwaliteit import lees, meet, mrr, recall

    if not Aanbod.objects.gepubliceerd().exists():
        print("Geen aanbod in deze database: vul eerst de demostad.")
        return 1
    scores = meet(lees(VRAGEN), zoek_namen)
    for score in scores:
        if score.recall < 1 or score.omgekeerde_rang < 1:
            print(f"{score.recall:5.2f} {score.omgekeerde_rang:5.2f}  {score.vraag.q}")
            mist = [wil for wil in score.vraag.wil if not any(naam.startswith(wil) for naam in score.gevonden)]
            print(f"             mist: {mist}; eerst: {list(score.gevonden[:3])}")
    print(f"{len(scores)} vragen, recall bij 10: {recall(scores):.3f}, gemiddelde omgekeerde rang: {mrr(scores):.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

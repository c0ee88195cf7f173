"""How good the directory's search is on the demo city: recall at 10 and mean reciprocal rank, with every miss.

    python -m benchmarks.aanbod_zoekkwaliteit        (the demo city of DATABASE_URL, or of `make demo`)

Reads only. The questions stand in tests/aanbod/data/zoekvragen.toml; those that the word lists
were never improved with in zoekvragen_ongezien.toml.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aanbod.zoekkwaliteit import Score

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
    from aanbod.zoekkwaliteit import lees, meet

    if not Aanbod.objects.gepubliceerd().exists():
        print("Geen aanbod in deze database: vul eerst de demostad.")
        return 1
    for pad in (VRAGEN, VRAGEN.with_stem("zoekvragen_ongezien")):
        _druk_af(pad.stem, meet(lees(pad), zoek_namen))
    return 0


def _druk_af(naam: str, scores: list[Score]) -> None:
    """Every miss, and the two figures."""
    from aanbod.zoekkwaliteit import mrr, recall

    for score in scores:
        if score.recall < 1 or score.omgekeerde_rang < 1:
            print(f"{score.recall:5.2f} {score.omgekeerde_rang:5.2f}  {score.vraag.q}")
            mist = [wil for wil in score.vraag.wil if not any(naam.startswith(wil) for naam in score.gevonden)]
            print(f"             mist: {mist}; eerst: {list(score.gevonden[:3])}")
    uitkomst = f"recall bij 10: {recall(scores):.3f}, gemiddelde omgekeerde rang: {mrr(scores):.3f}"
    print(f"{naam}: {len(scores)} vragen, {uitkomst}\n")


if __name__ == "__main__":
    raise SystemExit(main())

"""After help ended: a place is free, and who helps nobody any more waits for a request again."""

from __future__ import annotations

from django.utils import timezone

from netwerk.kern.models import Gebruiker

from .. import workflow
from ..choices import VrijwilligerStatus
from ..models import Vrijwilliger


def plek_vrij(vrijwilliger: Vrijwilliger, door: Gebruiker | None) -> None:
    """Put an active volunteer without running matches back to deployable."""
    if vrijwilliger.status == VrijwilligerStatus.ACTIEF and not vrijwilliger.koppelingen.bezet().exists():
        workflow.vrijwilliger.voer_uit(
            vrijwilliger,
            "laatste_koppeling_klaar",
            door=None,
            door_tekst=str(door or ""),
            velden={"status_sinds": timezone.now()},
        )

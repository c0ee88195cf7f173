"""What every action of the intake does besides its own work: log it, and note that there was contact."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker

from ..models import Leerder


def log(soort: str, leerder: Leerder, door: Gebruiker | None, **gegevens: Any) -> None:
    """A line on the learner's own timeline. ``gegevens`` are codes and numbers: the line outlives the file."""
    noteer(soort, leerder, door=door, organisaties=[leerder.organisatie_id], **gegevens)


def contact(leerder: Leerder) -> None:
    """There was contact today: the retention period and 'no news for 30 days' count from here."""
    leerder.laatste_contact = timezone.localdate()
    Leerder.objects.filter(pk=leerder.pk).update(laatste_contact=leerder.laatste_contact)

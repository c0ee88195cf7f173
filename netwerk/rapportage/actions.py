"""What changes here: only the estimated need, everything else is counted."""

from __future__ import annotations

from django.db import transaction

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker

from .forms import BehoefteFormulier
from .models import Behoefte


@transaction.atomic
def zet_behoefte(form: BehoefteFormulier, *, door: Gebruiker) -> Behoefte:
    """Save the estimate of a district, with who did it."""
    form.instance.gewijzigd_door = door
    form.save()
    rij: Behoefte = form.instance
    noteer(
        "behoefte:gewijzigd", rij, door=door, organisaties=door.organisatie_ids,
        stadsdeel=rij.stadsdeel_id, aantal=rij.aantal,
    )  # fmt: skip
    return rij

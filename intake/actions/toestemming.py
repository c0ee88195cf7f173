"""Consent: give, withdraw, and what withdrawing does in the other rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

import aanbod.actions
import vrijwilligers.actions
from netwerk.kern.models import Gebruiker
from netwerk.kern.workflow import WerkstroomFout

from ..choices import Doel, IntakeStatus
from ..models import Intake, Leerder, Stap, Toestemming
from .basis import log


def heeft_toestemming(leerder: Leerder, doel: str) -> bool:
    """Whether consent for this purpose stands today."""
    return leerder.toestemmingen.filter(doel=doel, ingetrokken_op__isnull=True).exists()


@transaction.atomic
def leg_toestemming_vast(leerder: Leerder, doelen: Iterable[str], *, taal: str, door: Gebruiker) -> None:
    """Make today's consents exactly these: gives what is new, withdraws what is gone (with its effect)."""
    gewenst, nu = set(doelen), timezone.now()
    Leerder.objects.select_for_update().get(pk=leerder.pk)
    staand = set(leerder.toestemmingen.filter(ingetrokken_op__isnull=True).values_list("doel", flat=True))
    for doel in sorted(gewenst - staand):
        Toestemming.objects.create(
            leerder=leerder,
            organisatie_id=leerder.organisatie_id,
            doel=doel,
            gegeven_op=nu,
            taal=taal,
            vastgelegd_door=door,
        )
        log("toestemming:gegeven", leerder, door, doel=doel)
    for doel in sorted(staand - gewenst):
        trek_toestemming_in(leerder, doel, door=door)


@transaction.atomic
def trek_toestemming_in(leerder: Leerder, doel: str, *, door: Gebruiker) -> None:
    """Withdraw one consent, with its effect.

    Open referrals or help requests made under it are withdrawn and their cards erased. Without consent for the file
    itself nothing else may go on either: a running intake stops and the other consents are withdrawn too.
    """
    geraakt = leerder.toestemmingen.filter(doel=doel, ingetrokken_op__isnull=True).update(ingetrokken_op=timezone.now())
    if not geraakt:
        return
    stappen = Stap.objects.filter(plan__leerder=leerder)
    if doel == Doel.DOORVERWIJZEN:
        for stap in stappen.filter(doorverwijzing__isnull=False).select_related("doorverwijzing"):
            if stap.doorverwijzing:
                _probeer(partial(aanbod.actions.trek_in, doorverwijzing=stap.doorverwijzing, door=door))
    if doel == Doel.VRIJWILLIGER:
        for stap in stappen.filter(hulpvraag__isnull=False).select_related("hulpvraag"):
            if stap.hulpvraag:
                vrijwilligers.actions.trek_toestemming_in(hulpvraag=stap.hulpvraag, door=door)
    log("toestemming:ingetrokken", leerder, door, doel=doel)
    if doel == Doel.DOSSIER:
        Intake.objects.filter(leerder=leerder, status=IntakeStatus.BEZIG).update(status=IntakeStatus.GESTOPT)
        for ander in leerder.toestemmingen.filter(ingetrokken_op__isnull=True).values_list("doel", flat=True):
            trek_toestemming_in(leerder, ander, door=door)


def _probeer(trek_in: Callable[[], object]) -> None:
    """Withdraw what is still open; what was closed already has nothing left to stop."""
    try:
        with transaction.atomic():
            trek_in()
    except WerkstroomFout:
        pass

"""The provider's writes besides the page itself: hours, places; and how full it is by referrals."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Locatie
from netwerk.kern.workflow import WerkstroomFout

from .choices import Stand
from .models import Aanbod, Doorverwijzing
from .permissions import BEHEERT, mag_aanbod_beheren
from .rooster import dagdelen_van, in_woorden
from .zoekindex import werk_bij


@transaction.atomic
def bewaar_tijden(*, form: Any, sets: list[Any], door: Gebruiker) -> Aanbod:
    """Save hours and exceptions; the parts of the week follow them, and the words when their owner left them empty."""
    aanbod: Aanbod = form.save()
    if not mag_aanbod_beheren(door, aanbod):
        raise WerkstroomFout("U kunt deze tijden niet wijzigen. Dat doet de organisatie zelf.")
    gewoon = in_woorden(Aanbod.objects.get(pk=aanbod.pk))
    for deel in sets:
        deel.save()
    vers = Aanbod.objects.prefetch_related("tijden", "uitzonderingen").get(pk=aanbod.pk)
    if vers.tijden.all():
        vers.dagdelen = dagdelen_van(vers)
        # Words of their own stay; what followed from the hours goes on following them.
        if not vers.rooster.strip() or vers.rooster == gewoon:
            vers.rooster = in_woorden(vers)[:300]
        vers.save(update_fields=["dagdelen", "rooster", "gewijzigd_op"])
        werk_bij([vers])
    noteer("tijden", vers, door=door, organisaties=[vers.organisatie_id])
    return vers


@transaction.atomic
def bewaar_plek(*, form: Any, door: Gebruiker) -> Locatie:
    """Save a place; what can be found there is found by its new words."""
    plek: Locatie = form.save()
    if not door.heeft_rol(*BEHEERT, organisatie_id=plek.organisatie_id):
        raise WerkstroomFout("U kunt deze plek niet wijzigen. Dat doet de organisatie zelf.")
    noteer("gewijzigd", plek, door=door, organisaties=[plek.organisatie_id], velden=sorted(form.changed_data))
    werk_bij(list(Aanbod.objects.filter(locaties=plek)))
    return plek


def bezetting(aanbod: Aanbod) -> dict[str, int]:
    """How many people who were referred here are in it, invited, and on the waiting list. One query."""
    return Doorverwijzing.objects.filter(aanbod=aanbod, naar_organisatie_id=aanbod.organisatie_id).aggregate(
        bezig=Count("pk", filter=Q(status=Stand.GESTART)),
        uitgenodigd=Count("pk", filter=Q(status=Stand.UITGENODIGD)),
        wachtlijst=Count("pk", filter=Q(status=Stand.WACHTLIJST)),
    )

"""Regular contact: noting that one spoke moves the date of the next time."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker

from ..models import Contactafspraak, Contactmoment


def _organisaties(afspraak: Contactafspraak) -> list[int]:
    return [afspraak.formeel_id, *afspraak.informeel.values_list("pk", flat=True)]


@transaction.atomic
def noteer_contact(afspraak: Contactafspraak, *, datum: date, afgesproken: str, door: Gebruiker) -> Contactmoment:
    """Note one time. An older one that is noted later does not move the next date back."""
    vers = Contactafspraak.objects.select_for_update(of=("self",)).get(pk=afspraak.pk)
    moment = Contactmoment.objects.create(afspraak=vers, datum=datum, afgesproken=afgesproken.strip(), door=door)
    if datum >= max(vers.momenten.values_list("datum", flat=True)):
        vers.volgende_op = vers.daarna(datum)
        vers.herinnerd_op = None
        vers.versie += 1
        vers.save()
    noteer("contact:gesproken", vers, door=door, organisaties=_organisaties(vers))
    return moment


@transaction.atomic
def stop_contact(afspraak: Contactafspraak, *, reden: str, door: Gebruiker) -> Contactafspraak:
    """End the agreement, with the reason; what was noted stays."""
    vers = Contactafspraak.objects.select_for_update(of=("self",)).get(pk=afspraak.pk)
    if vers.gestopt_op is None:
        vers.gestopt_op, vers.stopreden = timezone.localdate(), reden.strip()
        vers.versie += 1
        vers.save()
        noteer("contact:gestopt", vers, door=door, organisaties=_organisaties(vers))
    return vers

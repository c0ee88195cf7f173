"""What makes a place safe for DigiD and other private matters: six things, each confirmed by a person on a date.

"Safe" is never a tick box of its own: it is all six, none of them older than a year. What lapsed is shown as lapsed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker
from netwerk.kern.workflow import WerkstroomFout

from .choices import Waarborgsoort
from .models import Aanbod, Waarborg
from .models.tijden import WAARBORG_DAGEN
from .permissions import mag_aanbod_beheren


@dataclass(frozen=True, slots=True)
class Regel:
    """One criterion on the page: its words, when it was confirmed and by whom, and whether that still counts."""

    soort: str
    tekst: str
    op: date | None
    door: str
    geldig: bool


def regels(aanbod: Aanbod, vandaag: date) -> list[Regel]:
    """All six in their order; reads ``waarborgen`` (prefetch them with ``bevestigd_door``)."""
    bij = {waarborg.soort: waarborg for waarborg in aanbod.waarborgen.all()}
    return [
        Regel(
            soort,
            tekst,
            bij[soort].bevestigd_op if soort in bij else None,
            str(bij[soort].bevestigd_door or "") if soort in bij else "",
            soort in bij and bij[soort].geldig_op(vandaag),
        )
        for soort, tekst in Waarborgsoort.choices
    ]


def is_veilig(vandaag: date) -> Q:
    """Condition: provision of which all criteria were confirmed within the year."""
    grens = vandaag - timedelta(days=WAARBORG_DAGEN)
    vol = (
        Waarborg.objects.filter(aanbod_id=OuterRef("pk"), bevestigd_op__gte=grens)
        .order_by()
        .values("aanbod_id")
        .annotate(aantal=Count("soort"))
        .filter(aantal=len(Waarborgsoort))
    )
    return Q(Exists(vol))


@transaction.atomic
def bevestig(*, aanbod: Aanbod, soorten: Iterable[str], door: Gebruiker, vandaag: date) -> int:
    """This person says today that these hold, and that the others do not; returns how many hold."""
    if not mag_aanbod_beheren(door, aanbod):
        raise WerkstroomFout("U kunt dit niet bevestigen. Dat doet de organisatie zelf.")
    waar = [soort for soort in Waarborgsoort.values if soort in set(soorten)]
    Aanbod.objects.select_for_update(of=("self",)).get(pk=aanbod.pk)
    Waarborg.objects.filter(aanbod=aanbod).exclude(soort__in=waar).delete()
    Waarborg.objects.bulk_create(
        [Waarborg(aanbod=aanbod, soort=soort, bevestigd_op=vandaag, bevestigd_door=door) for soort in waar],
        update_conflicts=True,
        unique_fields=["aanbod", "soort"],
        update_fields=["bevestigd_op", "bevestigd_door"],
    )
    noteer("waarborgen_bevestigd", aanbod, door=door, organisaties=[aanbod.organisatie_id], soorten=waar)
    return len(waar)

"""The other way round: one volunteer, and which open requests fit. For the page of somebody who waits for a learner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils import timezone

from netwerk.kern.models import Postcodegebied

from . import koppelen
from .beleidswijziging import geldend_per_rol
from .choices import HulpRol, HulpvraagStatus
from .eisen import Papieren, beleid_van, ontbrekende
from .models import Hulpvraag, Vrijwilliger
from .toewijzen import HELPEN, PER_WACHTDAG
from .weging import Oordeel, beoordeel

#: So many requests are judged, longest waiting first; beyond that the proposal for the whole city is the better tool.
KIJK_NAAR = 200
TOON = 3


@dataclass(frozen=True, slots=True)
class Past:
    """A request that this volunteer fits, with why."""

    hulpvraag: Hulpvraag
    oordeel: Oordeel


def past_bij(vrijwilliger: Vrijwilliger, organisaties: Iterable[int], papieren: Papieren) -> list[Past]:
    """The few requests that this volunteer helps most with, worth as in the city-wide round: fit plus days of waiting.

    ``organisaties``: for which the reader looks. Whom the volunteer was asked for before is left out. Eleven queries at
    most, whatever the number of requests.
    """
    hier = set(organisaties) & {vrijwilliger.organisatie_id, *vrijwilliger.ook_bij}
    vragen = list(
        Hulpvraag.objects.filter(naar_organisatie__in=hier, status=HulpvraagStatus.OPEN)
        .exclude(koppelingen__vrijwilliger=vrijwilliger)
        .order_by("gevraagd_op", "pk")[:KIJK_NAAR]
    )
    if not vragen:
        return []
    vandaag, namen = timezone.localdate(), koppelen.namen()
    gebieden = {p.pc4: p for p in Postcodegebied.objects.all()}
    eisen = {pk: geldend_per_rol(pk, vandaag) for pk in hier if pk}
    kandidaat = koppelen.kandidaat_van(vrijwilliger)
    uit = []
    for hulpvraag in vragen:
        beleid = beleid_van(eisen[hulpvraag.naar_organisatie_id][hulpvraag.rol])
        if hulpvraag.privacygevoelig or hulpvraag.rol == HulpRol.DIGID:
            beleid = beleid.met_privacy
        met = replace(kandidaat, ontbreekt=ontbrekende(beleid, papieren, vandaag))
        oordeel = beoordeel(koppelen.vraag_van(hulpvraag, gebieden), met, namen)
        if oordeel.past:
            uit.append(Past(hulpvraag, oordeel))
    uit.sort(key=lambda p: (-(HELPEN + p.oordeel.score + PER_WACHTDAG * p.hulpvraag.wachtdagen), p.hulpvraag.pk))
    return uit[:TOON]

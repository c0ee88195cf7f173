"""How quickly and how concretely providers answer: counted over everybody, shown only where nobody can be recognised.

Nothing under five is shown, neither a count nor what is left of it, and there is no total from which a hidden provider
could be subtracted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.werkdagen import werkdagen_tussen

from .choices import Stand
from .models import Doorverwijzing, DoorverwijzingAntwoord

#: Fewer than this many are not shown (ontwerp §3, rapportage).
MINIMUM = 5
#: Something concrete came of it for the learner: a date, a place on a list, a start. A reasoned no is an answer, but
#: no outcome.
CONCREET: frozenset[str] = frozenset({Stand.UITGENODIGD, Stand.WACHTLIJST, Stand.GESTART, Stand.AFGEROND})


@dataclass(frozen=True, slots=True)
class Geval:
    """One referral, without anything of a learner: working days to the answer, calendar days to the start."""

    organisatie: str
    werkdagen: int | None
    dagen_tot_start: int | None
    concreet: bool


@dataclass(frozen=True, slots=True)
class Prestatie:
    """One row of the page; texts are fit to show, "" in ``aantal`` never occurs."""

    organisatie: str
    aantal: str
    binnen_drie: str
    binnen_vijf: str
    start: str
    concreet: str
    getoond: bool = True


def aandeel(deel: int, geheel: int) -> str:
    """A share in words that gives away no count under five, of those in it nor of those outside it."""
    rest = geheel - deel
    if deel == 0:
        return "geen"
    if rest == 0:
        return "alle"
    if deel < MINIMUM and rest < MINIMUM:
        return "niet getoond"
    if deel < MINIMUM:
        return "minder dan 5"
    if rest < MINIMUM:
        return "op minder dan 5 na alle"
    return f"{round(100 * deel / geheel)}%"


def prestatie(organisatie: str, gevallen: list[Geval]) -> Prestatie:
    """The row of one provider. Pure."""
    aantal = len(gevallen)
    if aantal < MINIMUM:
        niet = "niet getoond"
        return Prestatie(organisatie, "minder dan 5", niet, niet, niet, niet, getoond=False)
    drie = sum(geval.werkdagen is not None and geval.werkdagen <= 3 for geval in gevallen)
    vijf = sum(geval.werkdagen is not None and geval.werkdagen <= 5 for geval in gevallen)
    starts = [geval.dagen_tot_start for geval in gevallen if geval.dagen_tot_start is not None]
    # The difference between the two is a count as well: days four and five.
    tussen_klein = 0 < vijf - drie < MINIMUM
    return Prestatie(
        organisatie,
        str(aantal),
        "niet getoond" if tussen_klein else aandeel(drie, aantal),
        aandeel(vijf, aantal),
        f"{round(median(starts))} dagen" if len(starts) >= MINIMUM else "niet getoond" if starts else "nog geen start",
        aandeel(sum(geval.concreet for geval in gevallen), aantal),
    )


def per_aanbieder(gevallen: Iterable[Geval]) -> list[Prestatie]:
    """All providers by name, those with too few as such."""
    per: dict[str, list[Geval]] = defaultdict(list)
    for geval in gevallen:
        per[geval.organisatie].append(geval)
    return [prestatie(naam, per[naam]) for naam in sorted(per)]


def gevallen(van: date, tot: date) -> list[Geval]:
    """Referrals sent from ``van`` up to and including ``tot``, of the whole network; two queries.

    Opens its own scope of everything, since the network sees figures of organisations it is no member of; only
    numbers and organisation names leave this function. What was withdrawn before an answer says nothing about the
    provider and is left out.
    """
    with bereik(alles=True):
        rijen = list(
            Doorverwijzing.objects.filter(verstuurd_op__date__gte=van, verstuurd_op__date__lte=tot)
            .exclude(status=Stand.CONCEPT)
            .exclude(status=Stand.INGETROKKEN, beantwoord_op=None)
            .values_list("pk", "naar_organisatie__naam", "verstuurd_op", "beantwoord_op")
        )
        standen: dict[int, dict[str, date]] = defaultdict(dict)
        antwoorden = DoorverwijzingAntwoord.objects.filter(doorverwijzing__in=[rij[0] for rij in rijen])
        for pk, stand, wanneer in antwoorden.order_by("-gemaakt_op").values_list("doorverwijzing", "stand", "wanneer"):
            standen[pk][stand] = wanneer
    uit = []
    for pk, naam, verstuurd, beantwoord in rijen:
        dag = timezone.localdate(verstuurd)
        start = standen[pk].get(Stand.GESTART)
        uit.append(
            Geval(
                naam,
                werkdagen_tussen(dag, timezone.localdate(beantwoord)) if beantwoord else None,
                max(0, (start - dag).days) if start else None,
                bool(CONCREET & standen[pk].keys()),
            )
        )
    return uit

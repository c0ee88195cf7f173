"""How quickly and how concretely providers answer: counted over everybody, shown only where nobody can be recognised.

Every member reads this, and every member knows its own referrals. So it sees bands and words of a fixed day
(:mod:`netwerk.kern.grof`), and only where at least two organisations are behind them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.utils import timezone

from netwerk.kern import grof
from netwerk.kern.bereik import bereik
from netwerk.kern.grof import STAP
from netwerk.kern.werkdagen import werkdagen_tussen

from .choices import Stand
from .models import Doorverwijzing, DoorverwijzingAntwoord

NIET = "niet getoond"
#: Something concrete came of it for the learner: a date, a place on a list, a start. A reasoned no is an answer, but
#: no outcome.
CONCREET: frozenset[str] = frozenset({Stand.UITGENODIGD, Stand.WACHTLIJST, Stand.GESTART, Stand.AFGEROND})


@dataclass(frozen=True, slots=True)
class Geval:
    """One referral, without a learner: who sent it, working days to the answer, calendar days to the start."""

    organisatie: str
    afzender: int
    werkdagen: int | None
    dagen_tot_start: int | None
    concreet: bool


@dataclass(frozen=True, slots=True)
class Prestatie:
    """One row of the page; texts are fit to show."""

    organisatie: str
    aantal: str = NIET
    binnen_drie: str = NIET
    binnen_vijf: str = NIET
    start: str = NIET
    concreet: str = NIET

    @property
    def getoond(self) -> bool:
        """Whether there is anything to show."""
        return self.aantal != NIET


def prestatie(organisatie: str, gevallen: list[Geval]) -> Prestatie:
    """The row of one provider, as bands and words. Pure.

    Nothing when the largest sender, who knows its own, would be left with fewer than :data:`STAP` of others: then at
    least two organisations are behind every number.
    """
    per_afzender = Counter(geval.afzender for geval in gevallen)
    if len(gevallen) - max(per_afzender.values(), default=0) < STAP:
        return Prestatie(organisatie)

    def deel(telt: Callable[[Geval], bool]) -> str:
        erin = Counter(geval.afzender for geval in gevallen if telt(geval))
        samen = erin.total()
        open_ = all(
            grof.aandeel_blijft_open(samen, len(gevallen), erin[afzender], aantal)
            for afzender, aantal in (*per_afzender.items(), (0, 0))
        )
        return (grof.aandeel(samen, len(gevallen)) if open_ else "") or NIET

    starts = [geval.dagen_tot_start for geval in gevallen if geval.dagen_tot_start is not None]
    return Prestatie(
        organisatie,
        grof.in_woorden(len(gevallen)),
        deel(lambda geval: geval.werkdagen is not None and geval.werkdagen <= 3),
        deel(lambda geval: geval.werkdagen is not None and geval.werkdagen <= 5),
        weken(median(starts)) if len(starts) >= grof.VOOR_AANDEEL else NIET,
        deel(lambda geval: geval.concreet),
    )


def weken(dagen: float) -> str:
    """A waiting time in whole weeks."""
    aantal = round(dagen / 7)
    if not aantal:
        return "binnen een week"
    return f"ongeveer {aantal} {'week' if aantal == 1 else 'weken'}"


def per_aanbieder(gevallen: Iterable[Geval]) -> list[Prestatie]:
    """All providers by name, those with too few as such."""
    per: dict[str, list[Geval]] = defaultdict(list)
    for geval in gevallen:
        per[geval.organisatie].append(geval)
    return [prestatie(naam, per[naam]) for naam in sorted(per)]


def peildatum(tot: date, vandaag: date) -> date:
    """Up to (not including) which day is counted: the first of this month, at the latest three months after ``tot``.

    A figure that moved every day would show each answer as the difference with yesterday.
    """
    deze, uiterlijk = vandaag.replace(day=1), tot + timedelta(days=92)
    return min(deze, uiterlijk.replace(day=1))


def gevallen(van: date, tot: date, peil: date) -> list[Geval]:
    """Referrals sent from ``van`` up to and including ``tot``, as they stood before ``peil``, of the whole network.

    Two queries.

    Opens its own scope of everything, since the network sees figures of organisations it is no member of; only
    numbers and organisation names leave this function. What was withdrawn before an answer says nothing about the
    provider and is left out.
    """
    with bereik(alles=True):
        rijen = list(
            Doorverwijzing.objects.filter(verstuurd_op__date__gte=van, verstuurd_op__date__lte=tot)
            .filter(verstuurd_op__date__lt=peil)
            .exclude(status=Stand.CONCEPT)
            .exclude(status=Stand.INGETROKKEN, beantwoord_op=None)
            .values_list("pk", "naar_organisatie__naam", "van_organisatie", "verstuurd_op", "beantwoord_op")
        )
        standen: dict[int, dict[str, date]] = defaultdict(dict)
        antwoorden = DoorverwijzingAntwoord.objects.filter(
            doorverwijzing__in=[rij[0] for rij in rijen], gemaakt_op__date__lt=peil
        )
        for pk, stand, wanneer in antwoorden.order_by("-gemaakt_op").values_list("doorverwijzing", "stand", "wanneer"):
            standen[pk][stand] = wanneer
    uit = []
    for pk, naam, afzender, verstuurd, beantwoord in rijen:
        dag = timezone.localdate(verstuurd)
        antwoord = timezone.localdate(beantwoord) if beantwoord else None
        start = standen[pk].get(Stand.GESTART)
        uit.append(
            Geval(
                naam,
                afzender,
                werkdagen_tussen(dag, antwoord) if antwoord and antwoord < peil else None,
                max(0, (start - dag).days) if start else None,
                bool(CONCREET & standen[pk].keys()),
            )
        )
    return uit

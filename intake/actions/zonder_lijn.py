"""Answers that were given without a connection and arrive later, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from netwerk.kern.models import Gebruiker

from ..choices import Score
from ..models import Antwoord, Intake, Ontvangst
from .intake import _lopend


@dataclass(frozen=True, slots=True)
class Ingezonden:
    """One answer as the device kept it. ``nummer`` counts per device; ``eerder`` is the score it knew for this item."""

    nummer: int
    vraag: str
    score: str
    eerder: str = ""
    gegeven_op: datetime | None = None


@dataclass(slots=True)
class Verwerkt:
    """What became of a batch: numbers that are safe, what met another answer, and what this version does not have."""

    bevestigd: list[int] = field(default_factory=list)
    botsingen: list[tuple[Ingezonden, Antwoord]] = field(default_factory=list)
    geweigerd: list[Ingezonden] = field(default_factory=list)


@transaction.atomic
def ontvang(intake: Intake, apparaat: UUID, regels: Sequence[Ingezonden], *, door: Gebruiker) -> Verwerkt:
    """Store a batch; a fixed number of queries. Sending it twice stores it once.

    An answer that meets another score than the device knew changes nothing and is handed back: the coach decides.
    Such an answer is not marked as received, so it comes back until somebody decided. Raises IntakeFout when the
    intake no longer runs, GeenToestemming when consent was withdrawn.
    """
    vers = _lopend(intake)
    lijst = vers.vragenlijst.als_vragenlijst()
    gehad = set(
        Ontvangst.objects.filter(intake=vers, apparaat=apparaat, volgnummer__in=[r.nummer for r in regels]).values_list(
            "volgnummer", flat=True
        )
    )
    staand = {antwoord.vraag: antwoord for antwoord in vers.antwoorden.select_related("door")}
    nieuw: dict[str, Antwoord] = {}
    anders: dict[str, Antwoord] = {}
    verwerkt, ontvangen = Verwerkt(), set()
    for regel in sorted(regels, key=lambda r: r.nummer):
        if regel.nummer in gehad or regel.nummer in ontvangen:
            verwerkt.bevestigd.append(regel.nummer)
            continue
        if not lijst.heeft(regel.vraag) or regel.score not in Score.values:
            verwerkt.geweigerd.append(regel)
            continue
        er_staat = staand.get(regel.vraag)
        if er_staat is None:
            staand[regel.vraag] = nieuw[regel.vraag] = Antwoord(
                intake=vers, organisatie_id=vers.organisatie_id, vraag=regel.vraag, score=regel.score, door=door,
                gegeven_op=_tijd(regel, vers),
            )  # fmt: skip
        elif er_staat.score != regel.score:
            if er_staat.score != regel.eerder:
                verwerkt.botsingen.append((regel, er_staat))
                continue
            er_staat.score, er_staat.door, er_staat.gegeven_op = regel.score, door, _tijd(regel, vers)
            if regel.vraag not in nieuw:
                anders[regel.vraag] = er_staat
        ontvangen.add(regel.nummer)
        verwerkt.bevestigd.append(regel.nummer)
    Antwoord.objects.bulk_create(nieuw.values())
    Antwoord.objects.bulk_update(anders.values(), ["score", "door", "gegeven_op"])
    Ontvangst.objects.bulk_create(
        Ontvangst(intake=vers, organisatie_id=vers.organisatie_id, apparaat=apparaat, volgnummer=nummer)
        for nummer in sorted(ontvangen)
    )
    return verwerkt


def _tijd(regel: Ingezonden, intake: Intake) -> datetime:
    """When it was given by the device's clock, which may be wrong: never before the start, never later than now."""
    nu = timezone.now()
    return min(max(regel.gegeven_op, intake.gestart_op), nu) if regel.gegeven_op else nu

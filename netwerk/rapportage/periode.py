"""Periods of the figures: calendar quarters, and the sum of a year's published quarters. Pure.

Quarters do not overlap, and nothing is counted over another period: two periods that differ a little would let a reader
subtract one from the other and find the few people in between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_VORM = re.compile(r"(20\d\d)-k([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Kwartaal:
    """A calendar quarter; ``nummer`` 1 to 4."""

    jaar: int
    nummer: int

    @classmethod
    def van_dag(cls, dag: date) -> Kwartaal:
        """The quarter a day lies in."""
        return cls(dag.year, (dag.month - 1) // 3 + 1)

    @classmethod
    def van_code(cls, code: str) -> Kwartaal | None:
        """``2026-k4`` → the quarter; None when it is no quarter."""
        treffer = _VORM.fullmatch(code)
        return cls(int(treffer[1]), int(treffer[2])) if treffer else None

    @property
    def code(self) -> str:
        """As in the address."""
        return f"{self.jaar}-k{self.nummer}"

    @property
    def naam(self) -> str:
        """As one says it."""
        maanden = ("januari tot en met maart", "april tot en met juni", "juli tot en met september",
                   "oktober tot en met december")  # fmt: skip
        return f"{maanden[self.nummer - 1]} {self.jaar}"

    @property
    def kort(self) -> str:
        """For a list to choose from, which stands in a narrow column."""
        return f"{self.nummer}e kwartaal {self.jaar}"

    @property
    def van(self) -> date:
        """First day."""
        return date(self.jaar, 3 * self.nummer - 2, 1)

    @property
    def tot(self) -> date:
        """The day after the last."""
        return self.volgende.van

    @property
    def volgende(self) -> Kwartaal:
        """The quarter after this one."""
        return Kwartaal(self.jaar + self.nummer // 4, self.nummer % 4 + 1)

    @property
    def vorige(self) -> Kwartaal:
        """The quarter before this one."""
        return Kwartaal.van_dag(self.van - timedelta(days=1))

    @property
    def grenzen(self) -> tuple[datetime, datetime]:
        """Start and (exclusive) end as moments in the city's time zone."""
        begin, einde = (timezone.make_aware(datetime.combine(dag, time())) for dag in (self.van, self.tot))
        return begin, einde


_NAMEN = ("januari", "april", "juli", "oktober"), ("maart", "juni", "september", "december")


@dataclass(frozen=True, slots=True)
class Jaar:
    """The quarters of a calendar year that were published, in order; at least one."""

    kwartalen: tuple[Kwartaal, ...]

    @property
    def code(self) -> str:
        """As in the address."""
        return str(self.kwartalen[0].jaar)

    @property
    def naam(self) -> str:
        """As one says it; which months it is about."""
        eerste, laatste_ = self.kwartalen[0], self.kwartalen[-1]
        if len(self.kwartalen) == 4:
            return f"heel {self.code}"
        return f"{_NAMEN[0][eerste.nummer - 1]} tot en met {_NAMEN[1][laatste_.nummer - 1]} {self.code}, samen"

    @property
    def kort(self) -> str:
        """For a list to choose from."""
        if len(self.kwartalen) == 4:
            return f"Heel {self.code}"
        *eerder, laatste_ = (str(k.nummer) for k in self.kwartalen)
        return f"{self.code}: kwartaal {', '.join(eerder)} en {laatste_}"

    @property
    def tot(self) -> date:
        """The day after the last."""
        return self.kwartalen[-1].tot


Periode = Kwartaal | Jaar


def jaren(gepubliceerd: Iterable[Kwartaal]) -> list[Jaar]:
    """The years of which more than one quarter was published, newest first. A quarter that is missing breaks it off."""
    per: dict[int, list[Kwartaal]] = {}
    for kwartaal in sorted(gepubliceerd):
        rij = per.setdefault(kwartaal.jaar, [])
        if not rij or rij[-1].volgende == kwartaal:
            rij.append(kwartaal)
    return [Jaar(tuple(rij)) for _, rij in sorted(per.items(), reverse=True) if len(rij) > 1]


def laatste(vandaag: date, aantal: int = 6) -> list[Kwartaal]:
    """This quarter and those before it, newest first."""
    reeks = [Kwartaal.van_dag(vandaag)]
    while len(reeks) < aantal:
        reeks.append(reeks[-1].vorige)
    return reeks

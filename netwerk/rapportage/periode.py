"""Periods of the figures: calendar quarters only. Pure.

Quarters do not overlap, and no page shows a year or a sum of them: two periods that differ a little would let a reader
subtract one from the other and find the few people in between.
"""

from __future__ import annotations

import re
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


def laatste(vandaag: date, aantal: int = 6) -> list[Kwartaal]:
    """This quarter and those before it, newest first."""
    reeks = [Kwartaal.van_dag(vandaag)]
    while len(reeks) < aantal:
        reeks.append(reeks[-1].vorige)
    return reeks

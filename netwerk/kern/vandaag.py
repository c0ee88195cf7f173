"""What waits for somebody today: every room answers with these, the home page puts them in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wachtpunt:
    """One thing that waits, with one action. ``wanneer``: due date (None: no date). ``laat``: past due."""

    titel: str
    url: str
    actie: str
    toelichting: str = ""
    wanneer: date | None = None
    laat: bool = False
    icoon: str = "clock"
    soort: str = ""

    @property
    def volgorde(self) -> tuple[bool, date]:
        """Late first, then by date; without a date last."""
        return (not self.laat, self.wanneer or date.max)

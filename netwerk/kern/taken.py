"""Tasks of the network, for a room that wants to point at them: the room that keeps them registers itself here.

Rooms beside each other may not know each other (ADR 1), so what passes is a line to show and where it leads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .models import Gebruiker


@dataclass(frozen=True, slots=True)
class OpenTaak:
    """One open task. ``wie`` is empty while nobody has taken it up; ``toon`` colours the label."""

    titel: str
    url: str
    stand: str
    toon: str
    wie: str = ""
    uiterlijk: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The first open tasks of a theme, how many there are, and where to see all or bring one in."""

    lijst: tuple[OpenTaak, ...] = ()
    totaal: int = 0
    alle_url: str = ""
    nieuw_url: str = ""


Bron = Callable[[Gebruiker, str], Taken]
_BRON: dict[str, Bron] = {}


def registreer(bron: Bron) -> None:
    """Say who keeps the tasks; called from ``AppConfig.ready``."""
    _BRON["taken"] = bron


def open_taken(gebruiker: Gebruiker, thema: str) -> Taken:
    """The open tasks of a theme that this person may see; none when no room keeps any."""
    bron = _BRON.get("taken")
    return bron(gebruiker, thema) if bron else Taken()

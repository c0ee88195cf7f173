"""Growth between two intakes as a picture: per domain a line from the first level to the level now. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netwerk.kern.choices import Niveau

from .weergave import Groei, niveaunaam

#: Measures in units of the viewBox: the ladder runs from LINKS over TREDE per level; a row is RIJ high.
BREED, LINKS, TREDE, RIJ, BOVEN = 340, 30, 70, 46, 8


@dataclass(frozen=True, slots=True)
class Lijn:
    """One domain. ``eerst`` and ``nu`` are x-places, None when unknown; ``y`` of the line, ``y_naam`` of its name."""

    naam: str
    y: int
    y_naam: int
    eerst: int | None
    nu: int | None

    @property
    def pijl(self) -> bool:
        """Whether there is a way to draw between two known, different levels."""
        return self.eerst is not None and self.nu is not None and self.eerst != self.nu


@dataclass(frozen=True, slots=True)
class Groeibeeld:
    """What templates/intake/_groeibeeld.html draws; ``tekst`` says the same for who does not see it."""

    lijnen: tuple[Lijn, ...]
    treden: tuple[tuple[int, str], ...]
    hoog: int
    tekst: str
    breed: int = BREED

    @property
    def onder(self) -> int:
        return self.hoog - 24


def maak_groeibeeld(groei: Sequence[Groei]) -> Groeibeeld:
    """The picture of these domains, in their order."""

    def plek(rang: int | None) -> int | None:
        return None if rang is None else LINKS + TREDE * rang

    lijnen = tuple(
        Lijn(g.naam, BOVEN + RIJ * nr + 30, BOVEN + RIJ * nr + 14, plek(g.eerst), plek(g.nu))
        for nr, g in enumerate(groei)
    )
    zinnen = [f"{g.naam}: eerst {niveaunaam(g.eerst)}, nu {niveaunaam(g.nu)}, {g.in_woorden}." for g in groei]
    treden = tuple((LINKS + TREDE * n.value, n.label.replace("Basisniveau", "Basis")) for n in Niveau)
    return Groeibeeld(lijnen, treden, BOVEN + RIJ * len(lijnen) + 30, " ".join(zinnen))

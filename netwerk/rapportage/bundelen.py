"""Disclosure control of linked tables: every total is large and shown, and inside nothing small can be computed. Pure.

The figures about one group of people in one quarter share their totals: learners by district stand beside level, beside
every theme, beside devices. Protecting each table by itself would let one give away what another hides. So:

1. Classes with fewer than :data:`DREMPEL` people are put together (:func:`bundel`), over the whole group, before any
   table is made. After that every total is five or more, the same in every table, and open; nothing else links tables.
2. Inside a table cells are hidden until each small one can move by one either way along a closed walk over hidden cells
   that keeps every total (:func:`bescherm`; L.H. Cox, JASA 90, 1995). All hidden cells look alike ("verborgen"): a
   label that told small from large would narrow them down again.

What comes out is stored once and never changed (``samenvatting``); filters choose from it and add nothing up.

Not guarded against: a reader who knows some of the people (figures about people are for roles without files of their
own), and bounds from combining three two-way tables at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .onthulling import DREMPEL, Plek

#: Key of the classes that were put together.
SAMEN = "samen"


@dataclass(frozen=True, slots=True)
class Bundel:
    """The classes to show, in order, and those put together under :data:`SAMEN`; ``totalen`` of all that is shown."""

    open: tuple[str, ...]
    samen: tuple[str, ...]
    totalen: Mapping[str, int]

    @property
    def klassen(self) -> tuple[str, ...]:
        """The keys of the rows or columns."""
        return (*self.open, SAMEN) if self.samen else self.open

    def van(self, klasse: str) -> str:
        """Where a class is shown."""
        return SAMEN if klasse in self.samen else klasse


def bundel(totalen: Mapping[str, int], volgorde: Sequence[str]) -> Bundel | None:
    """Put small classes together; None when there are fewer than :data:`DREMPEL` people in all.

    When they are too few together, or only one, the last of the others joins: by order, not by size, so that who reads
    the sum learns nothing from the choice.
    """
    if sum(totalen.values()) < DREMPEL:
        return None
    samen = {klasse for klasse in volgorde if totalen.get(klasse, 0) < DREMPEL}
    rest = [klasse for klasse in volgorde if klasse not in samen]
    while samen and rest and (len(samen) == 1 or sum(totalen.get(klasse, 0) for klasse in samen) < DREMPEL):
        samen.add(rest.pop())
    open_ = tuple(rest)
    uit = {klasse: totalen[klasse] for klasse in open_}
    if samen:
        uit[SAMEN] = sum(totalen.get(klasse, 0) for klasse in samen)
    return Bundel(open_, tuple(klasse for klasse in volgorde if klasse in samen), uit)


def voeg_samen(cellen: Mapping[Plek, int], rijen: Bundel, kolommen: Bundel) -> dict[Plek, int]:
    """The counts of a table by the classes that are shown; zeros included."""
    uit = {(rij, kolom): 0 for rij in rijen.klassen for kolom in kolommen.klassen}
    for (rij, kolom), aantal in cellen.items():
        uit[rijen.van(rij), kolommen.van(kolom)] += aantal
    return uit


#: Whether a cell gives away something small; besides by its own value.
Gevoelig = Callable[[Plek, Mapping[Plek, int]], bool]


def bescherm(waarden: Mapping[Plek, int], gevoelig: Gevoelig | None = None) -> dict[Plek, int | None]:
    """Hide what is small and what would give it away, for who knows every total of a row and of a column.

    ``waarden`` holds every cell. Raises ValueError on a negative count.
    """
    if any(waarde < 0 for waarde in waarden.values()):
        raise ValueError("Een aantal mensen is nooit kleiner dan nul.")
    klein = sorted(
        plek
        for plek, waarde in waarden.items()
        if waarde < DREMPEL or (gevoelig is not None and gevoelig(plek, waarden))
    )
    dicht = set(klein)
    for plek in klein:
        # What is safe stays safe when more is hidden.
        if not beweegt(plek, waarden, dicht):
            dicht |= _rechthoek(plek, waarden, dicht)
    return {plek: None if plek in dicht else waarde for plek, waarde in waarden.items()}


def beweegt(plek: Plek, waarden: Mapping[Plek, int], dicht: Iterable[Plek]) -> bool:
    """Whether a table with the same totals and the same open cells has one more, or one less, here."""
    buren: dict[tuple[str, str], list[Plek]] = {}
    for cel in dicht:
        buren.setdefault(("rij", cel[0]), []).append(cel)
        buren.setdefault(("kolom", cel[1]), []).append(cel)
    return _wandeling(plek, waarden, buren, omhoog=True) or (
        waarden[plek] > 0 and _wandeling(plek, waarden, buren, omhoog=False)
    )


def _wandeling(start: Plek, waarden: Mapping[Plek, int], buren: Mapping, *, omhoog: bool) -> bool:
    """A closed walk over hidden cells that starts by moving ``start`` up (or down): breadth first."""
    doel, begin = ("rij", start[0]), ("kolom", start[1])
    gezien = {begin}
    wacht = deque([begin])
    while wacht:
        lijn = wacht.popleft()
        # In a column the sum is put right by the opposite move; in a row by the move itself again.
        op = omhoog if lijn[0] == "rij" else not omhoog
        for plek in buren[lijn]:
            if plek == start or (not op and waarden[plek] == 0):
                continue
            volgende = ("rij", plek[0]) if lijn[0] == "kolom" else ("kolom", plek[1])
            if volgende == doel:
                return True
            if volgende not in gezien:
                gezien.add(volgende)
                wacht.append(volgende)
    return False


def _rechthoek(plek: Plek, waarden: Mapping[Plek, int], dicht: set[Plek]) -> set[Plek]:
    """The cheapest rectangle round a cell that lets it move: three more cells, those already hidden for nothing.

    Everything, when no rectangle does: with one row or one column the cells are the totals themselves.
    """
    rij, kolom = plek
    beste: tuple[int, list[Plek]] | None = None
    for andere_rij, andere_kolom in waarden:
        if andere_rij == rij or andere_kolom == kolom:
            continue
        naast, onder, schuin = (rij, andere_kolom), (andere_rij, kolom), (andere_rij, andere_kolom)
        omhoog = waarden[naast] > 0 and waarden[onder] > 0
        omlaag = waarden[plek] > 0 and waarden[schuin] > 0
        prijs = sum(waarden[cel] for cel in (naast, onder, schuin) if cel not in dicht)
        if (omhoog or omlaag) and (beste is None or (prijs, [naast, onder, schuin]) < beste):
            beste = prijs, [naast, onder, schuin]
    return set(beste[1]) if beste else set(waarden)

"""Disclosure control: what of a table of counted people may be shown. Pure, without Django.

Counts under :data:`DREMPEL` are hidden, zero too. So that no one computes them back from a row, a column or a total,
more cells are hidden until every small one has at least two possible values for who knows all that is shown, which
entries are small, which are hidden besides, and that no count is negative.

How that is decided: with the totals taken as an extra row and column of the opposite sign, every row and column sums to
zero. The tables that look the same to the reader then differ by closed walks over hidden entries, going up and down by
one in turn (L.H. Cox, *Network models for complementary cell suppression*, JASA 90, 1995). An entry is safe when such a
walk passes through it within the bounds that the reader knows.

What this does not guard against: combining different tables, or two filters of the same one. The page therefore offers
no filters that add up to each other (see ``periode``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

DREMPEL = 5
#: Key of the totals, as row and as column.
TOTAAL = "totaal"

Plek = tuple[str, str]


class Zicht(Enum):
    """How an entry is shown."""

    OPEN = "open"
    KLEIN = "klein"  # under the threshold: "< 5"
    VERBORGEN = "verborgen"  # five or more, hidden to protect a small one


@dataclass(frozen=True, slots=True)
class Cel:
    """One entry as the reader may see it: ``waarde`` is None when hidden."""

    zicht: Zicht
    waarde: int | None = None

    @property
    def tekst(self) -> str:
        """What stands in the table."""
        return {Zicht.OPEN: str(self.waarde), Zicht.KLEIN: f"< {DREMPEL}", Zicht.VERBORGEN: "niet getoond"}[self.zicht]


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table that may be published, with totals when there are more rows or columns than one."""

    rijen: tuple[str, ...]
    kolommen: tuple[str, ...]
    cellen: Mapping[Plek, Cel]

    def cel(self, rij: str, kolom: str) -> Cel:
        """The entry; ``TOTAAL`` as row or column gives the totals."""
        return self.cellen[rij, kolom]

    @property
    def verbergt(self) -> bool:
        """Whether anything is hidden besides what is small."""
        return any(cel.zicht is Zicht.VERBORGEN for cel in self.cellen.values())


def bescherm(rijen: Sequence[str], kolommen: Sequence[str], aantallen: Mapping[Plek, int]) -> Tabel:
    """Hide what is small, and what would give it away. ``aantallen`` may leave out zeros.

    Raises ValueError on a negative count. Rows and columns must be disjoint groups: the totals are their sums.
    """
    waarden = _met_totalen(rijen, kolommen, aantallen)
    zicht = {plek: Zicht.KLEIN if waarde < DREMPEL else Zicht.OPEN for plek, waarde in waarden.items()}
    # What is safe stays safe when more is hidden, so each small entry is looked at until it is safe, and then no more.
    for onveilig in sorted(plek for plek, hoe in zicht.items() if hoe is Zicht.KLEIN):
        while not _beweegt(onveilig, waarden, zicht, buren := _buren(zicht)):
            offer = _offer(onveilig, waarden, zicht, buren)
            if offer is None:  # all is hidden: what the labels tell cannot be hidden any further
                break
            zicht[offer] = Zicht.VERBORGEN
    return Tabel(
        tuple(rijen),
        tuple(kolommen),
        {plek: Cel(hoe, waarden[plek] if hoe is Zicht.OPEN else None) for plek, hoe in zicht.items()},
    )


def bescherm_los(aantallen: Mapping[str, int]) -> dict[str, Cel]:
    """For counts that do not add up to a total that is shown: only what is small is hidden."""
    return {
        naam: Cel(Zicht.KLEIN) if waarde < DREMPEL else Cel(Zicht.OPEN, waarde) for naam, waarde in aantallen.items()
    }


def _met_totalen(rijen: Sequence[str], kolommen: Sequence[str], aantallen: Mapping[Plek, int]) -> dict[Plek, int]:
    waarden = {(rij, kolom): aantallen.get((rij, kolom), 0) for rij in rijen for kolom in kolommen}
    if any(waarde < 0 for waarde in waarden.values()):
        raise ValueError("Een aantal mensen is nooit kleiner dan nul.")
    for rij in rijen:
        waarden[rij, TOTAAL] = sum(waarden[rij, kolom] for kolom in kolommen)
    for kolom in (*kolommen, TOTAAL):
        waarden[TOTAAL, kolom] = sum(waarden[rij, kolom] for rij in rijen)
    return waarden


#: Hidden entries per line: ``("rij", naam)`` or ``("kolom", naam)``.
Buren = Mapping[tuple[str, str], list[Plek]]


def _buren(zicht: Mapping[Plek, Zicht]) -> Buren:
    buren: dict[tuple[str, str], list[Plek]] = {}
    for plek, hoe in zicht.items():
        if hoe is not Zicht.OPEN:
            buren.setdefault(("rij", plek[0]), []).append(plek)
            buren.setdefault(("kolom", plek[1]), []).append(plek)
    return buren


def _ruimte(plek: Plek, waarden: Mapping[Plek, int], zicht: Mapping[Plek, Zicht]) -> tuple[bool, bool]:
    """Whether an entry can be one more, and one less, in the signed table, for all the reader knows."""
    waarde = waarden[plek]
    if zicht[plek] is Zicht.OPEN:
        return False, False
    if zicht[plek] is Zicht.KLEIN:
        meer, minder = waarde < DREMPEL - 1, waarde > 0
    else:
        meer, minder = True, waarde > DREMPEL
    rij, kolom = plek
    # A total of rows or of columns has the opposite sign; the grand total, being both, has its own again.
    return (minder, meer) if (rij == TOTAAL) != (kolom == TOTAAL) else (meer, minder)


def _beweegt(plek: Plek, waarden: Mapping[Plek, int], zicht: Mapping[Plek, Zicht], buren: Buren) -> bool:
    """Whether another table looks the same and has another value here."""
    meer, minder = _ruimte(plek, waarden, zicht)
    return (meer and _wandeling(plek, waarden, zicht, buren, omhoog=True)) or (
        minder and _wandeling(plek, waarden, zicht, buren, omhoog=False)
    )


def _wandeling(
    start: Plek, waarden: Mapping[Plek, int], zicht: Mapping[Plek, Zicht], buren: Buren, *, omhoog: bool
) -> bool:
    """A closed walk that starts by moving ``start`` up (or down): breadth first over rows and columns."""
    doel, begin = ("rij", start[0]), ("kolom", start[1])
    gezien = {begin}
    wacht = deque([begin])
    while wacht:
        lijn = wacht.popleft()
        # In a column the sum must be put right by the opposite move; in a row by the move itself again.
        op = omhoog if lijn[0] == "rij" else not omhoog
        for plek in buren[lijn]:
            if plek == start or not _ruimte(plek, waarden, zicht)[0 if op else 1]:
                continue
            volgende = ("rij", plek[0]) if lijn[0] == "kolom" else ("kolom", plek[1])
            if volgende == doel:
                return True
            if volgende not in gezien:
                gezien.add(volgende)
                wacht.append(volgende)
    return False


def _offer(onveilig: Plek, waarden: Mapping[Plek, int], zicht: Mapping[Plek, Zicht], buren: Buren) -> Plek | None:
    """The next entry to hide: inside the table before totals, near before far, the smallest first."""
    rij, kolom = onveilig

    def kosten(plek: Plek) -> tuple[int, int, int, Plek]:
        totalen = (plek[0] == TOTAAL) + (plek[1] == TOTAAL)
        in_rij = plek[0] == rij or ("rij", plek[0]) in buren
        in_kolom = plek[1] == kolom or ("kolom", plek[1]) in buren
        return totalen, 2 - in_rij - in_kolom, waarden[plek], plek

    return min((plek for plek, hoe in zicht.items() if hoe is Zicht.OPEN), key=kosten, default=None)

"""Counts of people shown coarsely, to readers who know some of those people themselves. Pure.

A member of the network knows its own learners and volunteers. An exact count minus one's own is a count of others, and
the same count a day later minus today's is one person. So where members read counts of everybody they get the band in
which a count lies ("minstens 15": 15 to 19), of a fixed day. :func:`stap_voor` looks whether bands still pin a count
down, through another table of the same people or through what a reader holds, and takes wider ones until none does.
Network roles, who hold no files, get exact published figures instead (docs/adr/0017, 0020).
"""

from __future__ import annotations

from collections.abc import Sequence

#: Width of a band; also the least that is shown.
STAP = 5
#: Tried in turn; wider than the last, nothing is shown.
STAPPEN = (5, 10, 25, 50, 100)
#: A share is said of so many at least.
VOOR_AANDEEL = 10
#: Upper bounds in eighths, and the words.
DELEN = ((1, "zelden of nooit"), (3, "ongeveer een kwart"), (5, "ongeveer de helft"), (7, "ongeveer driekwart"))
BIJNA_ALTIJD = "bijna altijd"

#: One class of a table: how many there are, and how many of them this reader knows.
Cel = tuple[int, int]


def afgerond(aantal: int, stap: int = STAP) -> int:
    """The lower end of the band. Raises ValueError on a negative count."""
    if aantal < 0:
        raise ValueError(f"{aantal} mensen kan niet")
    return aantal - aantal % stap


def in_woorden(aantal: int, stap: int = STAP) -> str:
    """The band as one says it."""
    return f"minstens {afgerond(aantal, stap)}" if aantal >= stap else f"minder dan {stap}"


def aandeel(deel: int, geheel: int) -> str:
    """A share in five words; "" of fewer than :data:`VOOR_AANDEEL`."""
    if geheel < VOOR_AANDEEL:
        return ""
    return next((woord for grens, woord in DELEN if 8 * deel < grens * geheel), BIJNA_ALTIJD)


def aandeel_blijft_open(deel: int, geheel: int, eigen_deel: int, eigen: int) -> bool:
    """Whether who knows ``eigen`` of them, ``eigen_deel`` in the share, cannot tell how many others are in it."""
    woord, laag = aandeel(deel, geheel), afgerond(geheel)
    mogelijk = {
        d - eigen_deel
        for n in range(max(laag, eigen), laag + STAP)
        for d in range(eigen_deel, n - (eigen - eigen_deel) + 1)
        if aandeel(d, n) == woord
    }
    return len(mogelijk) > 1


def stap_voor(tabellen: Sequence[Sequence[Cel]]) -> int | None:
    """The smallest band in which no count of others is pinned down; None when even the widest does.

    ``tabellen`` divide the same people in different ways. Tables of the same people are linked by their total only, so
    comparing the sums of the bands finds everything that can be found.
    """
    return next((stap for stap in STAPPEN if not _vastgepind(tabellen, stap)), None)


def _vastgepind(tabellen: Sequence[Sequence[Cel]], stap: int) -> bool:
    banden = [
        [(max(afgerond(aantal, stap), eigen), afgerond(aantal, stap) + stap - 1) for aantal, eigen in tabel]
        for tabel in tabellen
    ]
    laag = max((sum(onder for onder, _ in tabel) for tabel in banden), default=0)
    hoog = min((sum(boven for _, boven in tabel) for tabel in banden), default=0)
    for tabel, cellen in zip(banden, tabellen, strict=True):
        som_onder, som_boven = sum(onder for onder, _ in tabel), sum(boven for _, boven in tabel)
        for (onder, boven), (_, eigen) in zip(tabel, cellen, strict=True):
            minstens = max(onder, laag - (som_boven - boven))
            hooguit = min(boven, hoog - (som_onder - onder))
            if minstens == hooguit > eigen:
                return True
    return False

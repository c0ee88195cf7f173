"""A line over quarters as numbers for an SVG, with the same numbers as a table. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .figuren.figuur import VERBORGEN
from .periode import Kwartaal

BREED, HOOG, MARGE = 640, 220, 36
#: One per line, with a dash of its own, so that colour is not the only difference.
STREPEN = ("", "7 5")
KLEUREN = ("var(--nd-blauw)", "var(--nd-accent-tekst)")
#: The same on paper, where no variable is known.
INKT = ("#1c4f91", "#8a4b08")


@dataclass(frozen=True, slots=True)
class Streng:
    """One line; ``stukken`` are its unbroken parts: a quarter that is hidden leaves a gap."""

    naam: str
    stukken: tuple[str, ...]
    punten: tuple[tuple[float, float, str], ...]
    kleur: str
    streep: str
    inkt: str


@dataclass(frozen=True, slots=True)
class Lijn:
    """The drawing and its table."""

    strengen: tuple[Streng, ...]
    as_x: tuple[tuple[float, str], ...]
    as_y: tuple[tuple[float, str], ...]
    rijen: tuple[tuple[str, tuple[str, ...]], ...]
    breed: int = BREED
    hoog: int = HOOG

    @property
    def in_woorden(self) -> str:
        """Every value, for who hears the drawing: in a PDF its table does not stand beside it."""
        namen = [streng.naam for streng in self.strengen]
        return " ".join(
            f"{kop}: {', '.join(f'{naam} {tekst}' for naam, tekst in zip(namen, waarden, strict=True))}."
            for kop, waarden in self.rijen
        )


def lijn(reeks: Sequence[tuple[Kwartaal, Mapping[str, int]]], series: Mapping[str, str]) -> Lijn | None:
    """Lines of these rows (code → name) over the quarters; None with fewer than two quarters to join."""
    if len(reeks) < 2:
        return None
    hoogste = max((totalen.get(code, 0) for _, totalen in reeks for code in series), default=0)
    if not hoogste:
        return None
    top = _rond(hoogste)

    def x(plek: int) -> float:
        return round(MARGE + plek * (BREED - 2 * MARGE) / (len(reeks) - 1), 1)

    def y(waarde: float) -> float:
        return round(HOOG - MARGE - waarde * (HOOG - 2 * MARGE) / top, 1)

    strengen = []
    for nummer, (code, naam) in enumerate(series.items()):
        stukken: list[list[str]] = [[]]
        punten = []
        for plek, (_, totalen) in enumerate(reeks):
            if code in totalen:
                stukken[-1].append(f"{x(plek)},{y(totalen[code])}")
                punten.append((x(plek), y(totalen[code]), str(totalen[code])))
            elif stukken[-1]:
                stukken.append([])
        strengen.append(
            Streng(
                naam, tuple(" ".join(stuk) for stuk in stukken if len(stuk) > 1), tuple(punten),
                KLEUREN[nummer % 2], STREPEN[nummer % 2], INKT[nummer % 2],
            )
        )  # fmt: skip
    return Lijn(
        tuple(strengen),
        tuple((x(plek), f"{k.jaar}, k{k.nummer}") for plek, (k, _) in enumerate(reeks)),
        tuple((y(waarde), str(waarde)) for waarde in (0, top // 2, top)),
        tuple(
            (k.naam, tuple(str(totalen[code]) if code in totalen else VERBORGEN for code in series))
            for k, totalen in reeks
        ),
    )


def _rond(hoogste: int) -> int:
    """The top of the scale: the first of 10, 20, 50, 100, 200 … at or above the highest."""
    macht = 10
    while True:
        for stap in (1, 2, 5):
            if stap * macht >= hoogste:
                return stap * macht
        macht *= 10

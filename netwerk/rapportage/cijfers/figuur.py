"""What a figure is: a table of counts that may be shown, with what it counts, over what, and when it was computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from netwerk.kern.models import Stadsdeel

from ..onthulling import TOTAAL, Cel, Plek, Zicht, bescherm

ONBEKEND = "onbekend"
#: Height of one bar with its label, in pixels.
STAAF_PX = 38


@dataclass(frozen=True, slots=True)
class Staaf:
    """One bar: ``breedte`` in percent of the room there is, with a point for SVG; ``y`` in pixels."""

    label: str
    tekst: str
    breedte: str
    y: int


@dataclass(frozen=True, slots=True)
class Figuur:
    """A figure. Rows and columns are (code, label); a total is one of them, when there is one.

    ``telt`` says what one unit is, ``over`` over what (the denominator, the period). ``staaf`` is the column drawn.
    """

    code: str
    titel: str
    telt: str
    over: str
    rijkop: str
    rijen: tuple[tuple[str, str], ...]
    kolommen: tuple[tuple[str, str], ...]
    cellen: Mapping[Plek, Cel]
    staaf: str
    mensen: bool
    berekend_op: datetime
    verbergt: bool = False

    def regels(self) -> list[tuple[str, str, list[tuple[str, Cel]]]]:
        """(code, label, [(column label, cell)]) per row: what the template draws."""
        return [
            (code, label, [(kop, self.cellen[code, kolom]) for kolom, kop in self.kolommen])
            for code, label in self.rijen
        ]

    def _te_tekenen(self) -> list[tuple[str, Cel]]:
        return [(label, self.cellen[code, self.staaf]) for code, label in self.rijen if code != TOTAAL]

    @property
    def staven(self) -> list[Staaf]:
        """The bars of one column, totals left out; none when there is nothing to draw.

        The longest takes 80 percent, so that its number fits beside it.
        """
        open_ = [(label, cel.waarde) for label, cel in self._te_tekenen() if cel.waarde is not None]
        hoogste = max((waarde for _, waarde in open_), default=0)
        if not hoogste:
            return []
        return [
            Staaf(label, str(waarde), f"{80 * waarde / hoogste:.1f}", plek * STAAF_PX)
            for plek, (label, waarde) in enumerate(open_)
        ]

    @property
    def zonder_staaf(self) -> str:
        """Which rows have a hidden count, in words; many are only counted."""
        namen = [label for label, cel in self._te_tekenen() if cel.waarde is None]
        return ", ".join(namen) if len(namen) <= 4 else f"de andere {len(namen)}"

    @property
    def staafhoogte(self) -> int:
        """Height of the drawing in pixels."""
        return STAAF_PX * len(self.staven)

    @property
    def staafnaam(self) -> str:
        """What the bars show."""
        return dict(self.kolommen)[self.staaf]

    def alleen_rijen(self, codes: Sequence[str]) -> Figuur:
        """The same figure with fewer rows. Hiding was decided before: showing less never shows more."""
        return replace(self, rijen=tuple((code, label) for code, label in self.rijen if code in codes))


def stadsdelen() -> tuple[tuple[str, str], ...]:
    """The districts as rows, and who or what is in none."""
    return (*Stadsdeel.objects.values_list("code", "naam"), (ONBEKEND, "Stadsdeel onbekend"))


def over_mensen(
    code: str,
    titel: str,
    *,
    telt: str,
    over: str,
    rijkop: str,
    rijen: Sequence[tuple[str, str]],
    kolommen: Sequence[tuple[str, str]],
    aantallen: Mapping[Plek, int],
    staaf: str = TOTAAL,
) -> Figuur:
    """A figure about people: through disclosure control, with totals."""
    tabel = bescherm([code for code, _ in rijen], [code for code, _ in kolommen], aantallen)
    return Figuur(
        code, titel, telt, over, rijkop, (*rijen, (TOTAAL, "Totaal")), (*kolommen, (TOTAAL, "Totaal")), tabel.cellen,
        staaf, True, timezone.now(), tabel.verbergt,
    )  # fmt: skip


def over_zaken(
    code: str,
    titel: str,
    *,
    telt: str,
    over: str,
    rijkop: str,
    rijen: Sequence[tuple[str, str]],
    kolommen: Sequence[tuple[str, str]],
    aantallen: Mapping[Plek, int],
    staaf: str,
) -> Figuur:
    """A figure about things (provision, places): shown as it is. Totals only where ``aantallen`` holds them."""
    cellen = {
        (rij, kolom): Cel(Zicht.OPEN, aantallen.get((rij, kolom), 0)) for rij, _ in rijen for kolom, _ in kolommen
    }
    return Figuur(
        code, titel, telt, over, rijkop, tuple(rijen), tuple(kolommen), cellen, staaf, False, timezone.now()
    )  # fmt: skip

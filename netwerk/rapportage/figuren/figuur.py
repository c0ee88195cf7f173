"""A figure: a table of counts that may be shown, with what it counts, over what, and when it was computed. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..bundelen import SAMEN
from ..lezen import Tabel
from ..onthulling import TOTAAL

#: Height of one bar with its label, in pixels.
STAAF_PX = 38
VERBORGEN = "niet getoond"
Labels = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Vak:
    """One cell: the number (None when hidden or unknown) and what stands in the table."""

    waarde: float | None
    tekst: str

    @classmethod
    def van(cls, aantal: int | None) -> Vak:
        """A count, or that it is hidden."""
        return cls(None, VERBORGEN) if aantal is None else cls(aantal, f"{aantal:,}".replace(",", "."))

    @classmethod
    def procent(cls, deel: int | None, geheel: int | None) -> Vak:
        """A share in whole percents; hidden when one of both is."""
        if deel is None or not geheel:
            return cls(None, VERBORGEN if geheel else "")
        return cls(100 * deel / geheel, f"{100 * deel / geheel:.0f}%")


@dataclass(frozen=True, slots=True)
class Staaf:
    """One bar: ``breedte`` in percent of the room there is, with a point for SVG; ``y`` in pixels."""

    label: str
    tekst: str
    breedte: str
    y: int


@dataclass(frozen=True, slots=True)
class Figuur:
    """A figure. Rows and columns are (code, label). ``leeg`` says why there is no table.

    ``telt`` says what one unit is, ``over`` over what (the denominator, the period), ``noten`` what was put together.
    ``staaf`` is the column drawn.
    """

    code: str
    titel: str
    telt: str
    over: str
    rijkop: str = ""
    rijen: Labels = ()
    kolommen: Labels = ()
    vakken: Mapping[tuple[str, str], Vak] | None = None
    staaf: str = TOTAAL
    noten: tuple[str, ...] = ()
    berekend_op: datetime | None = None
    leeg: str = ""

    def vak(self, rij: str, kolom: str) -> Vak:
        """A cell."""
        return (self.vakken or {}).get((rij, kolom), Vak(None, ""))

    def regels(self) -> list[tuple[str, str, list[tuple[str, Vak]]]]:
        """(code, label, [(column label, cell)]) per row: what the template draws."""
        return [
            (code, label, [(kop, self.vak(code, kolom)) for kolom, kop in self.kolommen]) for code, label in self.rijen
        ]

    def _te_tekenen(self) -> list[tuple[str, Vak]]:
        return [(label, self.vak(code, self.staaf)) for code, label in self.rijen if code != TOTAAL]

    @property
    def csvcode(self) -> str:
        """The code as it stands in the address of the file."""
        return self.code.replace(":", "-")

    @property
    def staven(self) -> list[Staaf]:
        """The bars of one column, totals left out; none when there is nothing to draw.

        The longest takes 80 percent, so that its number fits beside it.
        """
        open_ = [(label, vak) for label, vak in self._te_tekenen() if vak.waarde is not None]
        hoogste = max((vak.waarde or 0 for _, vak in open_), default=0)
        if not hoogste:
            return []
        return [
            Staaf(label, vak.tekst, f"{80 * (vak.waarde or 0) / hoogste:.1f}", plek * STAAF_PX)
            for plek, (label, vak) in enumerate(open_)
        ]

    @property
    def zonder_staaf(self) -> str:
        """Which rows have a hidden count, in words; many are only counted."""
        namen = [label for label, vak in self._te_tekenen() if vak.waarde is None]
        return ", ".join(namen) if len(namen) <= 4 else f"de andere {len(namen)}"

    @property
    def staafhoogte(self) -> int:
        """Height of the drawing in pixels."""
        return STAAF_PX * len(self.staven)

    @property
    def staafnaam(self) -> str:
        """What the bars show."""
        return dict(self.kolommen).get(self.staaf, "")


def in_een_regel(namen: Sequence[str]) -> str:
    """Names as one says them: a, b en c."""
    return " en ".join([", ".join(namen[:-1]), namen[-1]] if len(namen) > 1 else namen)


def samen_label(samen: Sequence[str], namen: Mapping[str, str], meervoud: str) -> str:
    """What a row of small classes is called; classes without a name are not even counted."""
    if not any(klasse in namen for klasse in samen):
        return f"Andere {meervoud} samen"
    return namen.get(samen[0], samen[0]) if len(samen) == 1 else f"{len(samen)} {meervoud} samen"


def van_tabel(
    tabel: Tabel,
    rijnamen: Mapping[str, str],
    kolomnamen: Mapping[str, str],
    *,
    meervoud: str = "stadsdelen",
    alleen: str = "",
) -> tuple[Labels, Labels, dict[tuple[str, str], Vak], tuple[str, ...]]:
    """Rows, columns, cells and notes of a published table. ``alleen``: only the row in which this class is counted."""
    rijen = [rij for rij in tabel.rijen if not alleen or rij == tabel.rij_van(alleen)]
    rijlabels = [(rij, rijnamen.get(rij, samen_label(tabel.rijsamen, rijnamen, meervoud))) for rij in rijen]
    kolomlabels = [(kolom, kolomnamen.get(kolom, "Overig samen")) for kolom in tabel.kolommen]
    noten = []
    if SAMEN in rijen and (bekend := [rijnamen[klasse] for klasse in tabel.rijsamen if klasse in rijnamen]):
        noten.append(f"{samen_label(tabel.rijsamen, rijnamen, meervoud)}: {in_een_regel(bekend)}.")
    if tabel.kolomsamen:
        noten.append(f"Overig samen: {in_een_regel([kolomnamen.get(k, k).lower() for k in tabel.kolomsamen])}.")
    alle_rijen = [*rijlabels, (TOTAAL, "Hele stad" if meervoud == "stadsdelen" else "Totaal")]
    alle_kolommen = [*kolomlabels, (TOTAAL, "Totaal")]
    vakken = {(r, k): Vak.van(tabel.waarde(r, k)) for r, _ in alle_rijen for k, _ in alle_kolommen}
    return alle_rijen, alle_kolommen, vakken, tuple(noten)

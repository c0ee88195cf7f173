"""A year: the published quarters of it added up. Pure.

Nothing is counted anew. A year is made from the tables that were published, hidden cells left hidden, so whatever can
be read from it could be added up by hand from the quarters: it gives nothing away that they do not (docs/adr/0017).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .bundelen import SAMEN

Tabel = dict[str, Any]


def tel_op(tabellen: Sequence[Tabel]) -> Tabel:
    """One table of the same kind over several quarters. Raises ValueError on none.

    A row or column is shown apart when it is in every quarter; the others are together under ``samen``. A cell is known
    when it is in every quarter.
    """
    if not tabellen:
        raise ValueError("niets om op te tellen")
    rijen, rijsamen = _klassen(tabellen, "rijen", "rijsamen")
    kolommen, kolomsamen = _klassen(tabellen, "kolommen", "kolomsamen")
    cellen: dict[tuple[str, str], int | None] = {(rij, kolom): 0 for rij in rijen for kolom in kolommen}
    rijtotalen, kolomtotalen = dict.fromkeys(rijen, 0), dict.fromkeys(kolommen, 0)
    for tabel in tabellen:
        for rij, waarden, rijtotaal in zip(tabel["rijen"], tabel["cellen"], tabel["rijtotalen"], strict=True):
            r = rij if rij in rijen else SAMEN
            rijtotalen[r] += rijtotaal
            for kolom, waarde in zip(tabel["kolommen"], waarden, strict=True):
                plek = r, kolom if kolom in kolommen else SAMEN
                tot_nu = cellen[plek]
                cellen[plek] = None if waarde is None or tot_nu is None else tot_nu + waarde
        for kolom, totaal in zip(tabel["kolommen"], tabel["kolomtotalen"], strict=True):
            kolomtotalen[kolom if kolom in kolommen else SAMEN] += totaal
    return {
        "rijen": rijen,
        "rijsamen": rijsamen,
        "kolommen": kolommen,
        "kolomsamen": kolomsamen,
        "cellen": [[cellen[rij, kolom] for kolom in kolommen] for rij in rijen],
        "rijtotalen": [rijtotalen[rij] for rij in rijen],
        "kolomtotalen": [kolomtotalen[kolom] for kolom in kolommen],
        "totaal": sum(tabel["totaal"] for tabel in tabellen),
    }


def _klassen(tabellen: Sequence[Tabel], soort: str, samen: str) -> tuple[list[str], list[str]]:
    """The classes that every table shows apart, ``samen`` behind them when anything is left, and what is in it."""
    apart = [k for k in tabellen[0][soort] if k != SAMEN and all(k in tabel[soort] for tabel in tabellen)]
    rest = [k for tabel in tabellen for k in (*tabel[soort], *tabel[samen]) if k != SAMEN and k not in apart]
    return ([*apart, SAMEN] if rest else apart), list(dict.fromkeys(rest))


def jaarinhoud(kwartalen: Sequence[dict[str, Tabel]]) -> dict[str, Tabel]:
    """The contents of a group over a year: every kind of table that each quarter has."""
    vol = [inhoud for inhoud in kwartalen if inhoud]
    if not vol:
        return {}
    return {soort: tel_op([inhoud[soort] for inhoud in vol]) for soort in vol[0] if all(soort in i for i in vol)}

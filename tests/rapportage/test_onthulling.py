"""Attack the published table: compute back, or try every table that looks the same."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netwerk.rapportage.onthulling import DREMPEL, TOTAAL, Tabel, Zicht, bescherm, bescherm_los

RIJEN, KOLOMMEN = ("noord", "zuid", "oost"), ("starter", "basis")


def vul(getallen: list[list[int]]) -> tuple[tuple[str, ...], tuple[str, ...], dict[tuple[str, str], int]]:
    rijen = tuple(f"r{i}" for i in range(len(getallen)))
    kolommen = tuple(f"k{j}" for j in range(len(getallen[0])))
    return rijen, kolommen, {(r, k): getallen[i][j] for i, r in enumerate(rijen) for j, k in enumerate(kolommen)}


def mogelijk(tabel: Tabel, plafond: int) -> dict[tuple[str, str], set[int]]:
    """Brute force, written without the module's own reasoning: tables that print the same, until every small entry has
    two values or all were tried."""
    binnen = [(r, k) for r in tabel.rijen for k in tabel.kolommen]

    def keuzes(plek: tuple[str, str]) -> list[int]:
        cel = tabel.cellen[plek]
        if cel.zicht is Zicht.OPEN:
            return [cel.waarde]
        return list(range(DREMPEL)) if cel.zicht is Zicht.KLEIN else list(range(DREMPEL, plafond + 1))

    def klopt(plek: tuple[str, str], som: int) -> bool:
        cel = tabel.cellen[plek]
        if cel.zicht is Zicht.OPEN:
            return som == cel.waarde
        return som < DREMPEL if cel.zicht is Zicht.KLEIN else som >= DREMPEL

    klein = [plek for plek, cel in tabel.cellen.items() if cel.zicht is Zicht.KLEIN]
    gezien: dict[tuple[str, str], set[int]] = {}
    for poging in product(*(keuzes(plek) for plek in binnen)):
        inhoud = dict(zip(binnen, poging, strict=True))
        sommen = {(r, TOTAAL): sum(inhoud[r, k] for k in tabel.kolommen) for r in tabel.rijen}
        sommen |= {(TOTAAL, k): sum(inhoud[r, k] for r in tabel.rijen) for k in tabel.kolommen}
        sommen[TOTAAL, TOTAAL] = sum(poging)
        if all(klopt(plek, som) for plek, som in sommen.items()):
            for plek, waarde in (inhoud | sommen).items():
                gezien.setdefault(plek, set()).add(waarde)
            if all(len(gezien[plek]) > 1 for plek in klein):  # all that is asked is answered: the rest changes nothing
                break
    return gezien


@settings(max_examples=150)
@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=2, max_size=3))
def test_no_small_count_can_be_computed_back(getallen: list[list[int]]) -> None:
    tabel = bescherm(*vul(getallen))
    for plek, waarden in mogelijk(tabel, plafond=12).items():
        if tabel.cellen[plek].zicht is Zicht.KLEIN:
            assert len(waarden) > 1, plek


@settings(max_examples=60)
@given(
    st.integers(1, 9).flatmap(
        lambda breed: st.lists(st.lists(st.integers(0, 30), min_size=breed, max_size=breed), min_size=1, max_size=9)
    )
)
def test_subtraction_in_one_line_never_leaves_one_small_unknown(getallen: list[list[int]]) -> None:
    tabel = bescherm(*vul(getallen))
    lijnen = [[(r, k) for k in (*tabel.kolommen, TOTAAL)] for r in (*tabel.rijen, TOTAAL)]
    lijnen += [[(r, k) for r in (*tabel.rijen, TOTAAL)] for k in (*tabel.kolommen, TOTAAL)]
    for lijn in lijnen:
        dicht = [plek for plek in lijn if tabel.cellen[plek].zicht is not Zicht.OPEN]
        assert not (len(dicht) == 1 and tabel.cellen[dicht[0]].zicht is Zicht.KLEIN)


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=6))
def test_what_is_shown_is_true_and_what_is_small_is_never_shown(getallen: list[list[int]]) -> None:
    rijen, kolommen, aantallen = vul(getallen)
    tabel = bescherm(rijen, kolommen, aantallen)
    for (rij, kolom), waarde in aantallen.items():
        cel = tabel.cel(rij, kolom)
        assert cel.waarde in (None, waarde)
        assert (cel.zicht is Zicht.KLEIN) == (waarde < DREMPEL)
        assert str(waarde) not in cel.tekst.split() or cel.zicht is Zicht.OPEN or waarde == DREMPEL


def test_one_small_count_among_large_ones_hides_a_rectangle_and_keeps_the_totals() -> None:
    aantallen = {
        ("noord", "starter"): 2, ("noord", "basis"): 20,
        ("zuid", "starter"): 30, ("zuid", "basis"): 40,
        ("oost", "starter"): 9, ("oost", "basis"): 11,
    }  # fmt: skip
    tabel = bescherm(RIJEN, KOLOMMEN, aantallen)
    assert tabel.cel("noord", "starter").tekst == "< 5"
    verborgen = {plek for plek, cel in tabel.cellen.items() if cel.zicht is Zicht.VERBORGEN}
    assert verborgen == {("noord", "basis"), ("oost", "starter"), ("oost", "basis")}
    assert tabel.cel(TOTAAL, TOTAAL).waarde == 112
    assert tabel.verbergt


def test_without_small_counts_nothing_is_hidden() -> None:
    tabel = bescherm(("a", "b"), ("x",), {("a", "x"): 5, ("b", "x"): 6})
    assert all(cel.zicht is Zicht.OPEN for cel in tabel.cellen.values())
    assert tabel.cel(TOTAAL, "x").tekst == "11"


def test_loose_counts_and_bad_input() -> None:
    assert {naam: cel.tekst for naam, cel in bescherm_los({"a": 0, "b": 4, "c": 5}).items()} == {
        "a": "< 5", "b": "< 5", "c": "5",
    }  # fmt: skip
    with pytest.raises(ValueError, match="kleiner dan nul"):
        bescherm(("a",), ("x",), {("a", "x"): -1})

"""Bands for readers who know some of the people: attacked by subtraction, over tables and with what they know."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerk.kern.grof import (
    STAP,
    VOOR_AANDEEL,
    Cel,
    aandeel,
    aandeel_blijft_open,
    afgerond,
    in_woorden,
    stap_voor,
)


def test_the_words() -> None:
    assert [in_woorden(n) for n in (0, 4, 5, 9, 23)] == [
        "minder dan 5", "minder dan 5", "minstens 5", "minstens 5", "minstens 20",
    ]  # fmt: skip
    assert [aandeel(d, 16) for d in (0, 1, 2, 5, 6, 9, 10, 13, 14, 16)] == [
        "zelden of nooit", "zelden of nooit", "ongeveer een kwart", "ongeveer een kwart", "ongeveer de helft",
        "ongeveer de helft", "ongeveer driekwart", "ongeveer driekwart", "bijna altijd", "bijna altijd",
    ]  # fmt: skip
    assert aandeel(4, VOOR_AANDEEL - 1) == ""
    with pytest.raises(ValueError):
        afgerond(-1)


def mogelijk(tabellen: Sequence[Sequence[Cel]], stap: int, tabel: int, cel: int) -> set[int]:
    """Every value a count may have for who sees all bands and knows some people: all of them tried."""
    reeksen = [[range(max(afgerond(n, stap), wij), afgerond(n, stap) + stap) for n, wij in rij] for rij in tabellen]
    samen = set.intersection(*({sum(keuze) for keuze in product(*rij)} for rij in reeksen))
    return {keuze[cel] for keuze in product(*reeksen[tabel]) if sum(keuze) in samen}


#: Three classes by two, of the same people: (how many, how many of them the reader knows).
KRUISTABEL = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted), min_size=6, max_size=6)


@given(KRUISTABEL)
def test_no_count_of_others_comes_back_by_subtraction(kruis: list[list[int]]) -> None:
    def samen(plekken: Sequence[int]) -> Cel:
        return sum(kruis[plek][1] for plek in plekken), sum(kruis[plek][0] for plek in plekken)

    tabellen = [[samen((0, 1)), samen((2, 3)), samen((4, 5))], [samen((0, 2, 4)), samen((1, 3, 5))]]
    stap = stap_voor(tabellen)
    assert stap is not None
    if stap > 10:  # too many to try
        return
    for t, tabel in enumerate(tabellen):
        for c, (aantal, eigen) in enumerate(tabel):
            waarden = mogelijk(tabellen, stap, t, c)
            assert aantal in waarden and (len(waarden) > 1 or waarden == {eigen}), (tabellen, stap, t, c)


def test_bands_that_pin_each_other_down_become_wider() -> None:
    """Five times four people under one heading, two times ten under another: in fives the sum gives all away."""
    tabellen = [[(4, 0)] * 5, [(10, 0), (10, 0)]]
    assert mogelijk(tabellen, STAP, 0, 0) == {4}, "the attack works"
    assert stap_voor(tabellen) == 10 and len(mogelijk(tabellen, 10, 0, 0)) > 1


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=VOOR_AANDEEL, max_size=40))
def test_a_share_in_words_leaves_the_others_open(mensen: list[tuple[bool, bool]]) -> None:
    """(in the share, known to the reader): tried all that fits with the band, the words and one's own."""
    n, d = len(mensen), sum(erin for erin, _ in mensen)
    eigen = [erin for erin, van_mij in mensen if van_mij]
    if not aandeel_blijft_open(d, n, sum(eigen), len(eigen)):
        return
    over = {
        deel - sum(eigen)
        for geheel in range(afgerond(n), afgerond(n) + STAP)
        for deel in range(geheel + 1)
        if aandeel(deel, geheel) == aandeel(d, n)
        and geheel >= len(eigen)
        and 0 <= deel - sum(eigen) <= geheel - len(eigen)
    }
    assert d - sum(eigen) in over and len(over) > 1

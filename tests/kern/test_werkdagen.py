from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerk.kern.werkdagen import feestdagen, is_werkdag, na_werkdagen, pasen, werkdagen_tussen

DAGEN = st.dates(date(2000, 1, 1), date(2099, 1, 1))


@pytest.mark.parametrize(
    ("jaar", "dag"),
    [
        (2021, date(2021, 4, 4)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter(jaar: int, dag: date) -> None:
    assert pasen(jaar) == dag


def test_holidays_of_2026() -> None:
    assert sorted(feestdagen(2026)) == [
        date(2026, 1, 1), date(2026, 4, 5), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 14),
        date(2026, 5, 24), date(2026, 5, 25), date(2026, 12, 25), date(2026, 12, 26),
    ]  # fmt: skip


def test_kings_day_moves_from_sunday_and_liberation_day_counts_in_lustrum_years() -> None:
    assert date(2025, 4, 26) in feestdagen(2025) and date(2025, 4, 27) not in feestdagen(2025)
    assert date(2025, 5, 5) in feestdagen(2025) and date(2026, 5, 5) not in feestdagen(2026)


def test_five_working_days_over_christmas() -> None:
    # Wednesday 23 December 2026: Thursday 24 is the first, Friday 25 is Christmas, then 28, 29, 30, 31.
    assert na_werkdagen(date(2026, 12, 23), 5) == date(2026, 12, 31)


@given(DAGEN, st.integers(0, 60))
def test_promise_falls_on_a_working_day_and_counts_back(dag: date, aantal: int) -> None:
    einde = na_werkdagen(dag, aantal)
    assert werkdagen_tussen(dag, einde) == aantal
    assert aantal == 0 or is_werkdag(einde)


@given(DAGEN, st.integers(0, 400))
def test_counting_is_symmetric_around_its_ends(dag: date, verschil: int) -> None:
    later = dag + timedelta(days=verschil)
    assert werkdagen_tussen(dag, later) == -werkdagen_tussen(later, dag)

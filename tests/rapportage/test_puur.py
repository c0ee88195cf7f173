"""The pure parts: quarters, safe CSV, and when an answer is in time."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netwerk.kern.csvuit import GEVAARLIJK, maak_csv, veilig
from netwerk.rapportage.periode import Kwartaal, jaren, laatste
from netwerk.rapportage.tellen.doorverwijzingen import BINNEN_TERMIJN, LATER, OP_TIJD, TE_LAAT, ZONDER, soort_antwoord


def test_years_are_made_of_quarters_that_were_published() -> None:
    k = [Kwartaal(2025, n) for n in (1, 2, 3, 4)] + [Kwartaal(2026, 1), Kwartaal(2026, 2), Kwartaal(2026, 4)]
    dit, vorig = jaren(reversed(k))
    assert (vorig.code, vorig.naam, vorig.tot) == ("2025", "heel 2025", date(2026, 1, 1))
    assert (dit.naam, len(dit.kwartalen)) == ("januari tot en met juni 2026, samen", 2)  # the third is missing
    assert (dit.kort, dit.kwartalen[1].kort) == ("2026: kwartaal 1 en 2", "2e kwartaal 2026")
    assert jaren([Kwartaal(2026, 1)]) == [] and Kwartaal.van_code("2025") is None


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_every_day_lies_in_exactly_one_quarter(dag: date) -> None:
    kwartaal = Kwartaal.van_dag(dag)
    assert kwartaal.van <= dag < kwartaal.tot
    assert kwartaal.volgende.van == kwartaal.tot
    assert kwartaal.volgende.vorige == kwartaal
    assert Kwartaal.van_code(kwartaal.code) == kwartaal


@pytest.mark.parametrize("code", ["", "2026", "2026-k5", "2026-k0", "2026-K4", "1926-k1", "2026-k4; drop", "x2026-k4"])
def test_what_is_no_quarter(code: str) -> None:
    assert Kwartaal.van_code(code) is None


def test_the_bounds_are_in_the_citys_time() -> None:
    begin, einde = Kwartaal(2026, 4).grenzen
    assert (begin.isoformat(), einde.isoformat()) == ("2026-10-01T00:00:00+02:00", "2027-01-01T00:00:00+01:00")


def test_the_last_quarters() -> None:
    assert [k.code for k in laatste(date(2026, 2, 3), 3)] == ["2026-k1", "2025-k4", "2025-k3"]


@given(st.text(max_size=40))
def test_no_cell_starts_a_formula_and_text_survives(tekst: str) -> None:
    uit = veilig(tekst)
    assert not uit.lstrip(" \u00a0\ufeff\u200b").startswith(GEVAARLIJK)
    assert uit in (tekst, f"'{tekst}")


def test_csv_reads_back() -> None:
    uit = maak_csv([["Naam", "Aantal"], ['ROC "Oost"; of =1+1', "< 5"], ["=HYPERLINK(1)", "-3"], ["  @SUM(A1)", "7"]])
    assert uit.startswith("\ufeff")
    assert list(csv.reader(StringIO(uit.lstrip("\ufeff")), delimiter=";")) == [
        ["Naam", "Aantal"],
        ['ROC "Oost"; of =1+1', "< 5"],
        ["'=HYPERLINK(1)", "'-3"],
        ["'  @SUM(A1)", "7"],
    ]


@pytest.mark.parametrize(
    ("antwoord", "open_", "vandaag", "soort"),
    [
        (date(2026, 5, 1), True, date(2026, 6, 1), OP_TIJD),
        # 27 April is Koningsdag, so the fifth working day after Friday 24 April is Monday 4 May.
        (date(2026, 5, 4), True, date(2026, 6, 1), OP_TIJD),
        (date(2026, 5, 5), True, date(2026, 6, 1), LATER),
        (None, True, date(2026, 5, 4), BINNEN_TERMIJN),
        (None, True, date(2026, 6, 1), TE_LAAT),
        (None, False, date(2026, 6, 1), ZONDER),
    ],
)
def test_when_an_answer_is_in_time(antwoord: date | None, open_: bool, vandaag: date, soort: str) -> None:
    assert soort_antwoord(date(2026, 4, 24), antwoord, open_, vandaag) == soort

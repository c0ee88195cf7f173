"""Search words: what people type finds what is stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leermateriaal.taal import zoektermen, zoekwoorden


@pytest.mark.parametrize(
    ("getypt", "opgeslagen"),
    [
        ("mobieltje", "Werken met uw telefoon"),
        ("lessen", "Een les over internet"),
        ("dokter", "Afspraak met de huisarts"),
        ("phishing", "Nepmail herkennen"),
        ("Vidéobellen", "Beeldbellen met familie"),
        ("foto's", "Een foto sturen"),
    ],
)
def test_people_find_it_in_their_own_words(getypt: str, opgeslagen: str) -> None:
    termen = zoektermen(getypt)
    assert termen
    assert all(f" {term}" in zoekwoorden([opgeslagen]) for term in termen)


@given(st.text(max_size=200))
def test_a_text_is_found_by_its_own_words(tekst: str) -> None:
    opgeslagen = zoekwoorden([tekst])
    assert all(f" {term}" in opgeslagen for term in zoektermen(tekst))


def test_a_pasted_page_stays_small() -> None:
    assert len(zoektermen(" ".join(f"woord{n}" for n in range(500)))) == 10

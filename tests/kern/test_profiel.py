from __future__ import annotations

import pytest

from netwerk.kern.choices import DAGDELEN, NederlandsNiveau, Niveau
from netwerk.kern.profiel import Plaats, Zoekprofiel, afstand_in_woorden


def test_a_true_starter_is_a_beginner_without_dutch_or_english() -> None:
    niveaus = {"ict": Niveau.STARTER, "zoeken": None}
    assert Zoekprofiel(niveaus=niveaus, talen=("ti",), nederlands=NederlandsNiveau.GEEN).echte_starter
    assert not Zoekprofiel(niveaus=niveaus, talen=("ti", "en"), nederlands=NederlandsNiveau.GEEN).echte_starter
    assert not Zoekprofiel(niveaus=niveaus, talen=("nl",), nederlands=NederlandsNiveau.B1).echte_starter
    assert not Zoekprofiel(niveaus={"ict": None}, talen=("ti",), nederlands=NederlandsNiveau.GEEN).echte_starter


def test_unknown_domains_do_not_pull_the_level_down() -> None:
    assert Zoekprofiel(niveaus={"ict": None, "zoeken": Niveau.BASIS1}).niveau == Niveau.BASIS1
    assert Zoekprofiel().niveau is None


def test_distance_within_the_city() -> None:
    dam, centraal = Plaats(52.3731, 4.8926), Plaats(52.3791, 4.9003)
    assert dam.afstand_m(centraal.lat, centraal.lon) == pytest.approx(847, abs=10)
    assert dam.afstand_m(dam.lat, dam.lon) == 0


@pytest.mark.parametrize(
    ("meter", "tekst"), [(10, "op 50 meter"), (610, "op 600 meter"), (990, "op 1,0 km"), (2449, "op 2,4 km")]
)
def test_distance_in_words(meter: float, tekst: str) -> None:
    assert afstand_in_woorden(meter) == tekst


def test_twenty_one_day_parts() -> None:
    assert len(DAGDELEN) == 21
    assert DAGDELEN[0] == ("ma-ochtend", "maandagochtend")


def test_level_codes_are_the_slugs_of_the_data_files() -> None:
    assert [niveau.code for niveau in Niveau] == ["starter", "instroom", "basis1", "basis2", "zelfstandig"]
    assert Niveau.van_code("basis1") is Niveau.BASIS1

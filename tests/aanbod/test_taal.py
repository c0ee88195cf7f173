"""Dutch as people type it: base forms, compounds, synonyms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aanbod.taal import basis, delen, groep, woorden, zoekopdracht, zoekwoorden


@pytest.mark.parametrize(
    ("woord", "grond"),
    [
        ("lessen", "les"),
        ("cursussen", "cursus"),
        ("talen", "taal"),
        ("huizen", "huis"),
        ("brieven", "brief"),
        ("telefoons", "telefoon"),
        ("groepen", "groep"),
        ("wachtwoorden", "wachtwoord"),
        ("computercursussen", "computercursus"),
        ("mailtje", "mail"),
        ("afspraken", "afspraak"),
        ("Cafés", "cafe"),
        ("cursus", "cursus"),
        ("gratis", "gratis"),
        ("les", "les"),
        ("Weesp", "weesp"),
    ],
)
def test_basisvorm(woord, grond):
    assert basis(woord) == grond


@pytest.mark.parametrize(
    ("woord", "stukken"),
    [
        ("computercursus", ("computer", "cursus")),
        ("taallessen", ("taal", "les")),
        ("digidhulp", ("digid", "hulp")),
        ("beginnersgroep", ("beginner", "groep")),
        ("inloopspreekuur", ("inloop", "spreekuur")),
        ("telefoon", ()),
        ("fietslessen", ()),
        ("digid", ()),
    ],
)
def test_samenstellingen(woord, stukken):
    assert delen(woord) == stukken


@pytest.mark.parametrize(
    ("a", "b"), [("mobieltje", "smartphones"), ("bieb", "bibliotheek"), ("senioren", "ouderen"), ("les", "training")]
)
def test_wat_hetzelfde_betekent_komt_bij_elkaar(a, b):
    assert groep(a) == groep(b)


def test_stopwoorden_blijven_buiten_de_zoekvraag():
    assert woorden("Ik zoek een cursus voor mijn moeder") == ["cursus", "moeder"]
    assert zoekopdracht("ik wil de") == ""


@given(st.text(max_size=200))
def test_elke_invoer_geeft_een_veilige_opdracht(tekst):
    opdracht = zoekopdracht(tekst)
    assert opdracht.count("'") % 2 == 0
    assert "''" not in opdracht
    assert zoekwoorden([tekst]).count("  ") == 0


@given(st.from_regex(r"[a-z]{1,15}", fullmatch=True))
def test_een_woord_vindt_altijd_zichzelf(woord):
    opgeslagen = zoekwoorden([woord]).split()
    if woord in woorden(woord):
        assert woord in opgeslagen
        assert basis(woord) in opgeslagen

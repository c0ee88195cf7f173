"""What counts as an answer, in sentences that providers really write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aanbod.antwoorden import bezwaar_tegen_wat, bezwaar_tegen_wie


@pytest.mark.parametrize(
    "tekst",
    [
        "Ik neem het mee",
        "ik neem het mee.",
        "We nemen dit mee naar het overleg",
        "Wij nemen het graag mee, bedankt voor je bericht!",
        "Wordt vervolgd...",
        "We komen er zo snel mogelijk op terug",
        "Ik kom hier later op terug hoor",
        "In behandeling",
        "Is doorgegeven",
        "Komt goed!",
        "n.v.t.",
        "N.v.t",
        "Oké",
        "Prima, dank je wel",
        "Nader te bepalen",
        "volgt nog",
        "Wij houden u op de hoogte",
        "We laten het nog weten",
        "U hoort nog van ons",
        "zsm",
        "test",
        "xxxxxxxxxx",
        "..........",
        "   ",
        "",
        "Ja",
        "Ik ga er naar kijken",
    ],
)
def test_dit_is_geen_antwoord(tekst):
    assert bezwaar_tegen_wat(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "Intakegesprek in lokaal 2, daarna start in de maandaggroep.",
        "Ik bel de coach over een beginnersgroep.",
        "Wij nemen het mee naar het team van dinsdag; Nadia belt Emine daarna over de uitslag.",
        "De groep zit vol tot de zomer en er is geen wachtlijst meer.",
        "Drie keer gebeld, geen gehoor. Coach vraagt een ander nummer.",
        "Plek 3 op de wachtlijst, wij bellen zodra er plek is.",
        "Kennismaken met de docent.",
        "Begonnen in de zaterdaggroep.",
        "Gestopt na vier lessen.",
    ],
)
def test_dit_is_een_antwoord(tekst):
    assert bezwaar_tegen_wat(tekst) == ""


@pytest.mark.parametrize("wie", ["", " ", "?", "x", "Iemand", "een collega", "wij", "Nog niet bekend", "n.v.t.", "123"])
def test_dit_is_geen_naam(wie):
    assert bezwaar_tegen_wie(wie)


@pytest.mark.parametrize("wie", ["Nadia", "Nadia Aanbieder", "docent Carla", "Ö. Yıldız", "Wim van de balie"])
def test_dit_is_een_naam(wie):
    assert bezwaar_tegen_wie(wie) == ""


@given(st.text(max_size=300))
def test_elke_tekst_krijgt_een_oordeel(tekst):
    assert isinstance(bezwaar_tegen_wat(tekst), str)
    assert isinstance(bezwaar_tegen_wie(tekst), str)


@given(
    st.sampled_from(["ik neem het mee", "in behandeling", "komt goed"]), st.sampled_from(["", ".", "!", "...", " :)"])
)
def test_leestekens_en_hoofdletters_maken_er_geen_antwoord_van(zin, staart):
    assert bezwaar_tegen_wat(zin.upper() + staart)
    assert bezwaar_tegen_wat(f"  {zin.title()}{staart} ")

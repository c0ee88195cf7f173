"""The score as a practitioner meets it, and the properties that keep it fair."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leermateriaal import score as s
from leermateriaal.choices import Uitkomst

VANDAAG = date(2026, 11, 23)


def ervaring(uitkomst: str = "goed", organisatie: object = 1, *, dagen: int = 0, **velden: object) -> s.Waarneming:
    """One experience: Klik & Tik for sending mail, with NT2 learners at instroom, told ``dagen`` ago."""
    gegevens = {
        "materiaal": "klik-en-tik",
        "leervraag": "email-versturen",
        "doelgroep": "nt2",
        "niveau": "instroom",
        "persoon": 1,
        "op": VANDAAG - timedelta(days=dagen),
    } | velden
    return s.Waarneming(uitkomst=uitkomst, organisatie=organisatie, **gegevens)  # type: ignore[arg-type]


def van(*ervaringen: s.Waarneming, naar: float = 0.5, **velden: object) -> s.Score:
    """The score of these experiences on VANDAAG."""
    return s.score(ervaringen, peildatum=VANDAAG, naar=naar, **velden)  # type: ignore[arg-type]


# --- as a practitioner meets it ------------------------------------------------------------------------------------


def test_steps_are_those_of_the_form() -> None:
    """The values belong to exactly the four steps that people choose from, in the same order."""
    assert list(s.WAARDE) == list(Uitkomst.values)
    assert list(s.WAARDE.values()) == sorted(s.WAARDE.values())


def test_nothing_known_is_the_mean_and_said() -> None:
    """A material nobody tried stands at the mean, with the widest margin, and says that it has no experiences."""
    leeg = van(naar=0.62)
    assert leeg.score == pytest.approx(0.62)
    assert leeg.marge == pytest.approx(s.Z90 * s.TAU)
    assert (leeg.aantal, leeg.bronnen, leeg.verdeling) == (0, 0, (0, 0, 0, 0))
    assert leeg.hoeveel == "nog geen ervaringen"


def test_worked_example() -> None:
    """Four experiences of today weigh as much as the mean: halfway between 0.5 and 1 (and by hand: (2+4)/8)."""
    vier = van(*(ervaring("heel_goed", organisatie) for organisatie in range(4)))
    assert s.K == pytest.approx(4)
    assert vier.score == pytest.approx(0.75)
    assert vier.gewicht == pytest.approx(4)


def test_one_lucky_try_does_not_beat_a_proven_material() -> None:
    """One glowing experience ranks below ten good ones from four organisations, though its plain mean is higher."""
    geluk = van(ervaring("heel_goed"))
    bewezen = van(*(ervaring("heel_goed" if i % 2 else "goed", organisatie=i % 4) for i in range(10)))
    assert bewezen.score > geluk.score
    assert bewezen.marge < geluk.marge
    assert geluk.hoeveel == "weinig ervaringen"
    assert bewezen.hoeveel == "genoeg ervaringen"


def test_many_from_one_side_are_still_few() -> None:
    """Twenty experiences of one organisation are called few: nobody else confirmed them."""
    assert van(*(ervaring(persoon=i) for i in range(20))).weinig
    assert not van(*(ervaring(organisatie=i % 2, persoon=i) for i in range(5))).weinig
    assert van(*(ervaring(organisatie=i % 2, persoon=i) for i in range(4))).weinig


def test_an_experience_of_two_years_ago_counts_half() -> None:
    """The weight halves every HALFWAARDE_DAGEN, and a date in the future does not count more than today."""
    assert s.gewicht(ervaring(dagen=s.HALFWAARDE_DAGEN), VANDAAG) == pytest.approx(0.5)
    assert s.gewicht(ervaring(dagen=2 * s.HALFWAARDE_DAGEN), VANDAAG) == pytest.approx(0.25)
    assert s.gewicht(ervaring(dagen=-30), VANDAAG) == 1.0


def test_new_experience_outweighs_an_old_one() -> None:
    """After the website changed, a recent bad experience weighs more than the praise of six years ago."""
    oud, nieuw = ervaring("heel_goed", 1, dagen=6 * 365), ervaring("niet", 2, dagen=7)
    assert van(oud, nieuw).score < 0.5


def test_more_learners_weigh_more_but_not_without_end() -> None:
    """Four learners make an experience twice as firm; a typed 500 does no more than four."""
    assert s.gewicht(ervaring(leerders=4), VANDAAG) == pytest.approx(2)
    assert s.gewicht(ervaring(leerders=500), VANDAAG) == pytest.approx(s.LEERDERS_MAX)


def test_people_without_an_organisation_each_count() -> None:
    """Two volunteers without an organisation are two voices, not one."""
    assert van(ervaring(organisatie=None, persoon=1), ervaring(organisatie=None, persoon=2)).bronnen == 2


def test_publisher_is_left_out_and_told_why() -> None:
    """The publisher's praise changes nothing but the count of what was refused; the form explains it in Dutch."""
    uitgevers = {"klik-en-tik": {9}}
    eigen, ander = ervaring("heel_goed", 9), ervaring("beetje", 2)
    assert van(eigen, ander, uitgevers=uitgevers) == replace(van(ander), geweigerd=1)
    with pytest.raises(s.EigenMateriaal, match="geeft dit materiaal zelf uit"):
        s.weiger_eigen(eigen, uitgevers)
    s.weiger_eigen(ander, uitgevers)
    s.weiger_eigen(ervaring(organisatie=None), {"klik-en-tik": {None}})


def test_cells_and_margins() -> None:
    """Per need, group and level each its own cell; the margin over groups caps an organisation once."""
    alle = [
        ervaring("goed", 1, doelgroep="nt2"),
        ervaring("niet", 1, doelgroep="jongeren"),
        ervaring("heel_goed", 2, doelgroep="ouderen", materiaal="steffie"),
    ]
    cellen = s.scores(alle, peildatum=VANDAAG)
    assert set(cellen) == {
        ("klik-en-tik", "email-versturen", "nt2", "instroom"),
        ("klik-en-tik", "email-versturen", "jongeren", "instroom"),
        ("steffie", "email-versturen", "ouderen", "instroom"),
    }
    rand = s.scores(alle, peildatum=VANDAAG, per=("materiaal", "leervraag"))
    assert rand["klik-en-tik", "email-versturen"].verdeling == (1, 0, 1, 0)
    assert rand["klik-en-tik", "email-versturen"].aantal == 2


def test_mean_of_the_network_leaves_publishers_out() -> None:
    """A publisher cannot lift the mean either, to which everybody's thin cells are pulled."""
    ander, eigen = ervaring("niet", 2), [ervaring("heel_goed", 9, persoon=i) for i in range(50)]
    met = s.scores([ander, *eigen], peildatum=VANDAAG, uitgevers={"klik-en-tik": {9}})
    zonder = s.scores([ander], peildatum=VANDAAG)
    cel = ("klik-en-tik", "email-versturen", "nt2", "instroom")
    assert met[cel].score == zonder[cel].score


@pytest.mark.parametrize("stap", list(s.WAARDE))
def test_much_agreement_is_named_after_its_step(stap: str) -> None:
    """Where a hundred organisations agree, the score reads as the step they chose."""
    assert van(*(ervaring(stap, organisatie=i) for i in range(100))).uitkomst == stap


def test_nonsense_is_refused() -> None:
    """Unknown outcome, no learners, a mean off the scale and an unknown dimension are errors, not numbers."""
    with pytest.raises(ValueError, match="Onbekende uitkomst"):
        ervaring("geweldig")
    with pytest.raises(ValueError, match="minstens één leerder"):
        ervaring(leerders=0)
    with pytest.raises(ValueError, match="tussen 0 en 1"):
        van(naar=1.2)
    with pytest.raises(ValueError, match="Onbekende dimensie: kleur"):
        s.scores([], peildatum=VANDAAG, per=("kleur",))


# --- properties ----------------------------------------------------------------------------------------------------

waarnemingen = st.builds(
    ervaring,
    uitkomst=st.sampled_from(list(s.WAARDE)),
    organisatie=st.one_of(st.none(), st.integers(1, 6)),
    dagen=st.integers(-10, 4000),
    persoon=st.integers(1, 8),
    leerders=st.integers(1, 60),
    materiaal=st.sampled_from(["klik-en-tik", "steffie", "taalklik"]),
    doelgroep=st.sampled_from(["nt2", "jongeren"]),
)
lijsten = st.lists(waarnemingen, max_size=25)
gemiddelden = st.floats(0, 1)


@given(lijst=lijsten, naar=gemiddelden, data=st.data())
def test_order_of_arrival_does_not_matter(lijst: list[s.Waarneming], naar: float, data: st.DataObject) -> None:
    """Any order gives the same score to the last digit, per cell and over all cells."""
    anders = data.draw(st.permutations(lijst))
    assert van(*lijst, naar=naar) == van(*anders, naar=naar)
    assert s.scores(lijst, peildatum=VANDAAG) == s.scores(anders, peildatum=VANDAAG)


@given(lijst=lijsten, naar=gemiddelden)
def test_bounded(lijst: list[s.Waarneming], naar: float) -> None:
    """Score and interval stay on the scale, and the score lies between the mean and the outcomes told."""
    uit = van(*lijst, naar=naar)
    assert 0 <= uit.onder <= uit.score <= uit.boven <= 1
    waarden = [naar, *(w.waarde for w in lijst)]
    assert min(waarden) - 1e-12 <= uit.score <= max(waarden) + 1e-12
    assert sum(uit.verdeling) == uit.aantal == len(lijst)


@given(lijst=lijsten, erbij=waarnemingen, naar=gemiddelden)
def test_more_evidence_never_widens(lijst: list[s.Waarneming], erbij: s.Waarneming, naar: float) -> None:
    """One experience more, whatever it says, does not widen the margin."""
    assert van(*lijst, erbij, naar=naar).marge <= van(*lijst, naar=naar).marge * (1 + 1e-12)


@given(lijst=lijsten, erbij=waarnemingen, naar=gemiddelden)
def test_a_new_voice_narrows(lijst: list[s.Waarneming], erbij: s.Waarneming, naar: float) -> None:
    """An organisation that had not spoken narrows the margin for certain."""
    nieuw = replace(erbij, organisatie="nieuw")
    assert van(*lijst, nieuw, naar=naar).marge < van(*lijst, naar=naar).marge


@given(lijst=lijsten, aantal=st.integers(1, 80), leerders=st.integers(1, 1000), naar=gemiddelden)
def test_one_loud_organisation_is_capped(lijst: list[s.Waarneming], aantal: int, leerders: int, naar: float) -> None:
    """However often and for however many learners one organisation cheers, it lifts no further than its cap."""
    stil = van(*lijst, naar=naar)
    luid = van(*lijst, *(ervaring("heel_goed", "luid", persoon=i, leerders=leerders) for i in range(aantal)), naar=naar)
    hoogst = (stil.score * (s.K + stil.gewicht) + s.ORGANISATIE_MAX) / (s.K + stil.gewicht + s.ORGANISATIE_MAX)
    assert luid.score <= hoogst + 1e-9
    assert luid.gewicht <= stil.gewicht + s.ORGANISATIE_MAX + 1e-9
    assert luid.bronnen == stil.bronnen + 1


@given(aantal=st.integers(3, 60), extra=st.integers(1, 60))
def test_shouting_longer_changes_nothing(aantal: int, extra: int) -> None:
    """Past the cap a further experience of the same organisation with the same outcome moves nothing."""
    roep = [ervaring("heel_goed", "luid", persoon=i) for i in range(aantal + extra)]
    assert van(*roep).score == pytest.approx(van(*roep[:aantal]).score)


@given(lijst=lijsten, naar=gemiddelden)
def test_publisher_never_counts(lijst: list[s.Waarneming], naar: float) -> None:
    """With the publishers known, the outcome is as if they had never written."""
    uitgevers = {"klik-en-tik": {1, 2}, "steffie": {3}}
    over = [w for w in lijst if w.organisatie not in uitgevers.get(w.materiaal, ())]
    met = van(*lijst, naar=naar, uitgevers=uitgevers)
    assert replace(met, geweigerd=0) == van(*over, naar=naar)
    assert met.geweigerd == len(lijst) - len(over)


@given(lijst=st.lists(waarnemingen, min_size=1, max_size=25), dagen=st.integers(1, 3000))
def test_time_pulls_back_to_the_mean(lijst: list[s.Waarneming], dagen: int) -> None:
    """When nobody adds anything, the score drifts towards the mean and the margin grows again, never the reverse."""
    bereik = [replace(w, op=min(w.op, VANDAAG)) for w in lijst]
    nu = s.score(bereik, peildatum=VANDAAG, naar=0.5)
    later = s.score(bereik, peildatum=VANDAAG + timedelta(days=dagen), naar=0.5)
    assert later.gewicht <= nu.gewicht + 1e-9
    assert later.marge >= nu.marge - 1e-12


@given(lijst=lijsten)
def test_mean_stays_on_the_scale(lijst: list[s.Waarneming]) -> None:
    """The mean of the network is a number between 0 and 1, and the middle where nothing is known."""
    waarde = s.gemiddelde(lijst, VANDAAG)
    assert 0 <= waarde <= 1
    assert lijst or math.isclose(waarde, s.BEGIN_GEMIDDELDE)

"""The yield of recruiting: pure counting, Wilson's interval, and small numbers that stay hidden."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vrijwilligers.opbrengst import NA_DAGEN, Opbrengst, Verloop, grof, per_groep, tel, verschil_in_woorden
from vrijwilligers.opbrengst import wilson as interval
from vrijwilligers.verloop import peildatum

DAG = date(2026, 11, 23)


def verloop(dagen_terug: int, *stappen: tuple[int, str]) -> Verloop:
    """Signed up so many days ago; steps so many days after that."""
    begin = DAG - timedelta(days=dagen_terug)
    return Verloop(begin, tuple((begin + timedelta(days=n), stand) for n, stand in stappen))


def test_steps_come_from_what_happened_not_from_where_somebody_is_now() -> None:
    ging_weg = verloop(200, (5, "kennismaking"), (20, "training"), (40, "inzetbaar"), (50, "actief"), (120, "gestopt"))
    o = tel([ging_weg], DAG)
    assert (o.aangemeld, o.gesprek, o.opgeleid, o.te_beoordelen, o.actief) == (1, 1, 1, 1, 1)


@pytest.mark.parametrize(
    ("stappen", "actief"),
    [
        (((50, "actief"),), True),
        (((50, "actief"), (80, "inzetbaar")), True),  # between two learners
        (((50, "actief"), (80, "pauze")), False),
        (((50, "actief"), (NA_DAGEN, "gestopt")), False),
        (((50, "actief"), (NA_DAGEN + 1, "gestopt")), True),
        (((NA_DAGEN + 1, "actief"),), False),  # later than three months
        (((10, "inzetbaar"),), False),  # trained, never helped anybody
        ((), False),
    ],
)
def test_active_after_three_months(stappen: tuple, actief: bool) -> None:
    assert verloop(200, *stappen).actief_na is actief


def test_who_signed_up_last_week_is_not_held_against_a_campaign() -> None:
    o = tel([verloop(7), verloop(NA_DAGEN - 1), verloop(NA_DAGEN, (10, "actief"))], DAG, kosten=300)
    assert (o.aangemeld, o.te_beoordelen, o.actief, o.voorlopig, o.per_actieve) == (3, 1, 1, True, 300)
    assert tel([], DAG, 100).per_actieve is None and tel([], DAG).aandeel_actief is None


def test_wilson_against_published_values() -> None:
    """Brown, Cai & DasGupta's formula by hand: 0 of 10 → 0 to 27.75 %; 5 of 10 → 23.66 to 76.34 %."""
    assert interval(0, 10) == pytest.approx((0, 0.2775), abs=1e-4)
    assert interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert interval(0, 0) is None
    with pytest.raises(ValueError):
        interval(3, 2)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_lies_within_0_and_1_and_mirrors(paar: tuple[int, int]) -> None:
    k, n = paar
    laag, hoog = interval(k, n)
    assert 0 <= laag <= k / n <= hoog <= 1 and laag < hoog
    spiegel = interval(n - k, n)
    assert (1 - hoog, 1 - laag) == pytest.approx(spiegel)
    breder = interval(k * 4, n * 4)
    assert breder[1] - breder[0] < hoog - laag  # four times as many people: a narrower margin


STANDEN = ["kennismaking", "screening", "training", "inzetbaar", "actief", "pauze", "gestopt"]
VERLOPEN = st.lists(
    st.builds(
        lambda terug, stappen: verloop(terug, *sorted(stappen)),
        st.integers(0, 400),
        st.lists(st.tuples(st.integers(0, 300), st.sampled_from(STANDEN)), max_size=6),
    ),
    max_size=30,
)


@given(VERLOPEN)
def test_each_step_holds_no_more_people_than_the_one_before(rijen: list[Verloop]) -> None:
    o = tel(rijen, DAG)
    assert o.aangemeld >= o.gesprek >= o.opgeleid >= o.actief
    assert o.aangemeld >= o.te_beoordelen >= o.actief


@given(VERLOPEN, st.randoms(use_true_random=False))
def test_groups_add_up_to_the_whole(rijen: list[Verloop], rng) -> None:
    groepen = per_groep([(rng.choice("abc"), v) for v in rijen], DAG)
    samen = tel(rijen, DAG)
    for veld in ("aangemeld", "gesprek", "opgeleid", "te_beoordelen", "actief"):
        assert sum(getattr(o, veld) for o in groepen.values()) == getattr(samen, veld)


def test_the_city_is_shown_as_it_stood_at_the_beginning_of_the_quarter() -> None:
    assert {peildatum(date(2026, maand, 17)) for maand in (10, 11, 12)} == {date(2026, 10, 1)}
    eerder = Verloop(date(2026, 1, 1), ((date(2026, 9, 30), "training"), (date(2026, 10, 1), "actief")))
    assert eerder.tot(date(2026, 10, 1)).stappen == ((date(2026, 9, 30), "training"),)


def test_in_bands_what_follows_from_a_count_follows_from_the_band() -> None:
    o = grof(Opbrengst(27, 24, 14, 27, 13, kosten=1000.0), 5)
    assert (o.aangemeld, o.gesprek, o.opgeleid, o.te_beoordelen, o.actief) == (25, 20, 10, 25, 10)
    assert o.per_actieve == 100.0 and o.aandeel_actief == interval(10, 25)
    assert grof(Opbrengst(4, 3, 2, 4, 1, kosten=50.0), 5).per_actieve is None


def test_city_beside_district_claims_no_more_than_the_margins_allow() -> None:
    def o(k: int, n: int) -> Opbrengst:
        return Opbrengst(n, n, n, n, k)

    assert "toeval" in verschil_in_woorden(o(3, 10), o(5, 10))
    assert "per stadsdeel" in verschil_in_woorden(o(5, 100), o(50, 100))
    assert verschil_in_woorden(o(50, 100), o(5, 100)).startswith("Stadsbreed")
    assert "te weinig" in verschil_in_woorden(o(0, 0), o(5, 10))

"""The pure scoring, against what coordinators would say and against properties."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from netwerk.kern.choices import DAGDELEN, NederlandsNiveau
from netwerk.kern.profiel import Plaats
from vrijwilligers.weging import GEWICHTEN, Kandidaat, Namen, Vraag, beoordeel, dekking, rangschik

NAMEN = Namen(
    talen={"ti": "Tigrinya", "nl": "Nederlands", "tr": "Turks"},
    leervragen={"gezondheid-afspraak-huisarts": "Afspraak bij de huisarts"},
    dagdelen={"ma-ochtend": "maandagochtend", "di-avond": "dinsdagavond"},
)
NOORD, WEESP = Plaats(52.40, 4.93, "1024"), Plaats(52.31, 5.04, "1382")
STARTER = Vraag(talen=frozenset({"ti"}), nederlands=NederlandsNiveau.GEEN, plaats=NOORD, een_op_een=True)


def test_without_dutch_a_language_in_common_is_needed() -> None:
    zonder, met = Kandidaat(1), Kandidaat(2, talen=frozenset({"nl", "ti"}))
    assert beoordeel(STARTER, zonder, NAMEN).belemmeringen == ("spreekt geen Tigrinya",)
    oordeel = beoordeel(STARTER, met, NAMEN)
    assert oordeel.past and "spreekt Tigrinya" in oordeel.redenen


def test_with_a_little_dutch_it_can_be_done_but_is_worth_less() -> None:
    vraag = replace(STARTER, nederlands=NederlandsNiveau.A1)
    in_het_nederlands, in_eigen_taal = beoordeel(vraag, Kandidaat(1), NAMEN), beoordeel(
        vraag, Kandidaat(2, talen=frozenset({"ti"})), NAMEN
    )  # fmt: skip
    assert in_het_nederlands.past and "samen alleen eenvoudig Nederlands" in in_het_nederlands.let_op
    assert in_eigen_taal.score > in_het_nederlands.score


def test_a_learner_whose_language_nobody_asked_fits_nobody() -> None:
    """Better a question back to the coach than a volunteer who cannot talk to the learner."""
    oordeel = beoordeel(Vraag(nederlands=NederlandsNiveau.GEEN), Kandidaat(1), NAMEN)
    assert oordeel.belemmeringen == ("welke taal de leerder spreekt is niet bekend",)


def test_each_hard_condition_gives_one_sentence() -> None:
    goed = Kandidaat(1, talen=frozenset({"ti"}), plaats=NOORD, vormen=frozenset({"een_op_een"}))
    vraag = replace(STARTER, dagdelen=frozenset({"ma-ochtend"}))
    assert beoordeel(vraag, goed, NAMEN).past
    gevallen = {
        "heeft nu geen plek vrij": replace(goed, lopend=1),
        "nog nodig: een VOG": replace(goed, ontbreekt=("een VOG",)),
        "kan op andere dagdelen": replace(goed, dagdelen=frozenset({"di-avond"})),
        "woont te ver: op 12,5 km, wil tot 5 km reizen": replace(goed, plaats=WEESP, reisafstand_m=5000),
        "helpt niet één op één": replace(goed, vormen=frozenset({"groep"})),
    }
    for zin, kandidaat in gevallen.items():
        assert beoordeel(vraag, kandidaat, NAMEN).belemmeringen == (zin,)


def test_who_did_not_say_when_is_not_left_out() -> None:
    vraag = Vraag(talen=frozenset({"nl"}), dagdelen=frozenset({"ma-ochtend"}))
    oordeel = beoordeel(vraag, Kandidaat(1), NAMEN)
    assert oordeel.past and "dagdelen nog niet bekend" in oordeel.let_op


def test_the_list_puts_the_neighbour_who_knows_the_subject_first() -> None:
    vraag = Vraag(talen=frozenset({"nl"}), leervragen=("gezondheid-afspraak-huisarts",), plaats=NOORD)
    buur = Kandidaat(1, plaats=NOORD, vaardigheden=frozenset({"gezondheid"}))
    ver = Kandidaat(2, plaats=WEESP, vaardigheden=frozenset({"gezondheid"}))
    onervaren = Kandidaat(3, plaats=NOORD, vaardigheden=frozenset({"werk"}))
    vol = replace(buur, pk=4, lopend=1)
    uit = rangschik(vraag, [onervaren, vol, ver, buur], NAMEN)
    assert [o.pk for o in uit.passend] == [1, 2, 3]
    assert [o.pk for o in uit.bijna] == [4]
    assert "kan helpen met: Afspraak bij de huisarts" in uit.passend[0].redenen


def test_two_things_in_the_way_is_no_near_miss() -> None:
    kandidaat = Kandidaat(1, talen=frozenset({"tr"}), lopend=1)
    assert rangschik(STARTER, [kandidaat], NAMEN).bijna == ()


def test_the_first_need_weighs_most_and_a_theme_covers_its_needs() -> None:
    vragen = ("veilig-online-phishing", "email-lezen")
    assert dekking(vragen, frozenset({"veilig-online"})) == (1 / 1.5, ("veilig-online-phishing",))
    assert dekking(vragen, frozenset({"email"}))[0] < dekking(vragen, frozenset({"veilig-online"}))[0]
    assert dekking(vragen, frozenset({"veilig-online", "email"}))[0] == 1


def test_within_one_postcode_no_distance_is_claimed() -> None:
    vraag = Vraag(talen=frozenset({"nl"}), plaats=NOORD)
    assert "woont in dezelfde buurt" in beoordeel(vraag, Kandidaat(1, plaats=NOORD), NAMEN).redenen
    assert "woont op 12,5 km" in beoordeel(vraag, Kandidaat(1, plaats=WEESP), NAMEN).redenen


def test_weights_add_up_to_a_hundred() -> None:
    assert sum(GEWICHTEN.values()) == 100


CODES = st.frozensets(st.sampled_from(["nl", "ti", "tr", "ar", "en"]), max_size=4)
DELEN = st.frozensets(st.sampled_from([code for code, _ in DAGDELEN]), max_size=5)
PLEK = st.none() | st.builds(Plaats, st.floats(52.28, 52.43), st.floats(4.73, 5.06))
VRAGEN = st.builds(
    Vraag, talen=CODES, nederlands=st.sampled_from(NederlandsNiveau),
    leervragen=st.lists(st.sampled_from(["email-lezen", "werk-cv", "geld-bank"]), unique=True).map(tuple),
    doelgroepen=st.frozensets(st.sampled_from(["nt1", "nt2", "ouderen"])), dagdelen=DELEN, plaats=PLEK,
    een_op_een=st.sampled_from([None, True, False]), wachtdagen=st.integers(0, 400),
)  # fmt: skip
KANDIDATEN = st.builds(
    Kandidaat, pk=st.integers(1, 10**6), talen=CODES, plaats=PLEK, reisafstand_m=st.none() | st.integers(0, 20_000),
    dagdelen=DELEN, capaciteit=st.integers(0, 5), lopend=st.integers(0, 6),
    vaardigheden=st.frozensets(st.sampled_from(["email", "werk", "geld-bank"])),
    doelgroepen=st.frozensets(st.sampled_from(["nt1", "nt2", "ouderen"])),
    vormen=st.frozensets(st.sampled_from(["een_op_een", "groep"])),
    ontbreekt=st.sampled_from([(), ("een VOG",)]), wachtdagen=st.integers(0, 400),
)  # fmt: skip


@given(VRAGEN, st.lists(KANDIDATEN, unique_by=lambda k: k.pk, max_size=8), st.randoms())
def test_order_in_does_not_matter_and_scores_stay_in_range(vraag, kandidaten, rng) -> None:
    geschud = list(kandidaten)
    rng.shuffle(geschud)
    uit = rangschik(vraag, kandidaten)
    assert rangschik(vraag, geschud) == uit
    assert all(0 <= o.score <= 100 for o in (*uit.passend, *uit.bijna))
    assert {o.pk for o in uit.passend}.isdisjoint(o.pk for o in uit.bijna)


@given(VRAGEN, KANDIDATEN)
def test_whoever_fits_has_place_papers_and_a_language(vraag, kandidaat) -> None:
    if beoordeel(vraag, kandidaat).past:
        assert kandidaat.vrij > 0 and not kandidaat.ontbreekt
        assert vraag.bruikbare_talen & kandidaat.talen
        assert not (vraag.dagdelen and kandidaat.dagdelen) or vraag.dagdelen & kandidaat.dagdelen


@given(VRAGEN, KANDIDATEN)
def test_one_more_skill_language_or_place_never_hurts(vraag, kandidaat) -> None:
    basis = beoordeel(vraag, kandidaat)
    for beter in (
        replace(kandidaat, talen=kandidaat.talen | vraag.bruikbare_talen),
        replace(kandidaat, vaardigheden=kandidaat.vaardigheden | {"email", "werk", "geld"}),
        replace(kandidaat, capaciteit=kandidaat.capaciteit + 1),
        replace(kandidaat, ontbreekt=()),
    ):
        oordeel = beoordeel(vraag, beter)
        assert oordeel.score >= basis.score
        assert len(oordeel.belemmeringen) <= len(basis.belemmeringen)

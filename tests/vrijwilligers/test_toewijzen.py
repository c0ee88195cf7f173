"""The city-wide division: the optimum, never below first come first served, within capacity, always the same."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from netwerk.kern.choices import NederlandsNiveau
from netwerk.kern.profiel import Plaats
from vrijwilligers.scorematrix import DUIZENDSTEN, Aanvraag, Helper, Kolommen, kandidaten
from vrijwilligers.toewijzen import HELPEN, NIEMAND, PER_WACHTDAG, verdeel, waarom_niemand
from vrijwilligers.weging import Kandidaat, Vraag, beoordeel

TALEN = ["nl", "ti", "ar", "tr"]
DAGEN = ["ma-ochtend", "di-middag", "za-avond"]
VRAGEN = ["apparaat-aan-uit", "overheid-digid-aanvragen", "veilig-online-wachtwoord"]
VAARDIG = ["apparaat", "overheid", "overheid-digid-aanvragen", "veilig", "veilig-online"]
DOEL = ["ouderen", "nt2"]
PLAATSEN = [(52.37, 4.90), (52.371, 4.901), (52.40, 4.95), (52.30, 4.98)]


def verzameling(codes, **kw):
    return st.frozensets(st.sampled_from(codes), **kw)


aanvragen_st = st.builds(
    lambda talen, nl, vragen, doel, dagen, plek, een, wacht, soort, wens: (
        Vraag(talen, nl, tuple(vragen), doel, dagen, Plaats(*plek) if plek else None, een, wacht, wens),
        soort,
    ),
    verzameling(TALEN), st.sampled_from(list(NederlandsNiveau)), st.lists(st.sampled_from(VRAGEN), unique=True),
    verzameling(DOEL), verzameling(DAGEN), st.none() | st.sampled_from(PLAATSEN), st.sampled_from([None, True, False]),
    st.integers(0, 200), st.sampled_from(["a", "b"]), st.sampled_from(["", "", "vrouw"]),
)  # fmt: skip
helpers_st = st.builds(
    dict,
    talen=verzameling(TALEN, min_size=1), plek=st.none() | st.sampled_from(PLAATSEN),
    reisafstand_m=st.sampled_from([None, 500, 3000, 10_000]), dagdelen=verzameling(DAGEN),
    capaciteit=st.integers(0, 3), lopend=st.integers(0, 2), vaardigheden=verzameling(VAARDIG),
    doelgroepen=verzameling(DOEL), vormen=verzameling(["een_op_een", "groep"]),
    mag=verzameling(["a", "b"], min_size=0), wachtdagen=st.integers(0, 120),
    ik_ben=st.sampled_from(["", "vrouw", "man"]), ervaring=st.integers(0, 5),
)  # fmt: skip


def helper(pk: int, gegevens: dict) -> Helper:
    """A volunteer with all free places to give away."""
    rest = {sleutel: waarde for sleutel, waarde in gegevens.items() if sleutel != "plek"}
    lat, lon = gegevens["plek"] or (None, None)
    return Helper(pk=pk, lat=lat, lon=lon, plekken=max(0, rest["capaciteit"] - rest["lopend"]), **rest)


def enkel(h: Helper, soort: str) -> Kandidaat:
    """The same person as the scoring of one request knows them."""
    return Kandidaat(
        pk=h.pk, talen=frozenset(h.talen), plaats=None if h.lat is None else Plaats(h.lat, h.lon),
        reisafstand_m=h.reisafstand_m, dagdelen=frozenset(h.dagdelen), capaciteit=h.capaciteit, lopend=h.lopend,
        vaardigheden=frozenset(h.vaardigheden), doelgroepen=frozenset(h.doelgroepen), vormen=frozenset(h.vormen),
        ontbreekt=() if soort in h.mag else ("een VOG",), wachtdagen=h.wachtdagen, ik_ben=h.ik_ben, ervaring=h.ervaring,
    )  # fmt: skip


@given(st.lists(aanvragen_st, max_size=6), st.lists(helpers_st, max_size=6))
@settings(max_examples=200)
def test_the_matrix_judges_as_the_scoring_of_one(vragen, mensen) -> None:
    """Same who fits, same points (to the thousandth, give or take one for the order of adding)."""
    aanvragen = [Aanvraag(n, v, s) for n, (v, s) in enumerate(vragen)]
    helpers = [helper(n, m) for n, m in enumerate(mensen)]
    graaf = kandidaten(aanvragen, Kolommen.van(helpers), k=None)
    gevonden = {(int(r), int(k)): int(s) for r, k, s in zip(graaf.rij, graaf.kolom, graaf.score, strict=True)}
    for n, a in enumerate(aanvragen):
        for m, h in enumerate(helpers):
            oordeel = beoordeel(a.vraag, enkel(h, a.soort))
            assert ((n, m) in gevonden) == oordeel.past
            if oordeel.past:
                assert abs(gevonden[n, m] - round(oordeel.score * DUIZENDSTEN)) <= 1


def brute(waarden: dict[tuple[int, int], int], aantal: int, plekken: list[int]) -> int:
    """The highest total by trying everything."""

    @cache
    def beste(n: int, vrij: tuple[int, ...]) -> int:
        if n == aantal:
            return 0
        uit = beste(n + 1, vrij)
        for m, over in enumerate(vrij):
            if over and (n, m) in waarden:
                uit = max(uit, waarden[n, m] + beste(n + 1, (*vrij[:m], over - 1, *vrij[m + 1 :])))
        return uit

    return beste(0, tuple(plekken))


@given(st.lists(aanvragen_st, max_size=5), st.lists(helpers_st, max_size=5), st.sampled_from([None, 5]))
@settings(max_examples=200)
def test_optimum_capacity_and_never_below_first_come(vragen, mensen, k) -> None:
    aanvragen = [Aanvraag(n, v, s) for n, (v, s) in enumerate(vragen)]
    helpers = [helper(n, m) for n, m in enumerate(mensen)]
    uit = verdeel(aanvragen, helpers, k=k)
    graaf = kandidaten(aanvragen, Kolommen.van(helpers), k=None)
    waarden = {
        (int(r), int(m)): (HELPEN + PER_WACHTDAG * aanvragen[r].wachtdagen) * DUIZENDSTEN + int(s)
        for r, m, s in zip(graaf.rij, graaf.kolom, graaf.score, strict=True)
    }
    assert uit.beste.totaal == brute(waarden, len(aanvragen), [h.plekken for h in helpers])
    assert uit.op_volgorde.totaal <= uit.beste.totaal
    for uitslag in (uit.beste, uit.op_volgorde):
        gekozen = [int(m) for m in uitslag.keuze]
        assert all((n, m) in waarden for n, m in enumerate(gekozen) if m != NIEMAND)
        assert all(gekozen.count(m) <= h.plekken for m, h in enumerate(helpers))
        assert uitslag.totaal == sum(waarden[n, m] for n, m in enumerate(gekozen) if m != NIEMAND)


@given(st.lists(aanvragen_st, max_size=6), st.lists(helpers_st, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_the_order_given_makes_no_difference(vragen, mensen, kans) -> None:
    aanvragen = [Aanvraag(n, v, s) for n, (v, s) in enumerate(vragen)]
    helpers = [helper(n, m) for n, m in enumerate(mensen)]
    recht = verdeel(aanvragen, helpers)
    kans.shuffle(aanvragen)
    kans.shuffle(helpers)
    anders = verdeel(aanvragen, helpers)
    assert [recht.wie(n) for n in range(len(vragen))] == [anders.wie(n) for n in range(len(vragen))]


def vraag(**velden) -> Vraag:
    return Vraag(**{"talen": frozenset({"nl"}), **velden})


def mens(pk: int, **velden) -> Helper:
    return Helper(**{"pk": pk, "mag": frozenset({""}), **velden})


def test_two_fair_matches_before_one_perfect() -> None:
    """Bo can do both, Ali only the first. First come gives Bo to the first and nobody to the second."""
    eerste = Aanvraag(1, vraag(leervragen=("apparaat-aan-uit",), wachtdagen=3))
    tweede = Aanvraag(2, vraag(talen=frozenset({"ti"}), nederlands=NederlandsNiveau.GEEN, wachtdagen=2))
    bo = mens(10, talen=["nl", "ti"], vaardigheden=["apparaat"])
    ali = mens(11, talen=["nl"])
    uit = verdeel([eerste, tweede], [bo, ali])
    assert [uit.wie(0), uit.wie(1)] == [11, 10]
    assert [uit.wie_op_volgorde(0), uit.wie_op_volgorde(1)] == [10, None]


def test_who_waits_long_enough_goes_before_a_better_fit() -> None:
    past_goed = Aanvraag(1, vraag(leervragen=("apparaat-aan-uit",), wachtdagen=1))
    wacht_lang = Aanvraag(2, vraag(leervragen=("geld-bankieren",), wachtdagen=60))
    uit = verdeel([past_goed, wacht_lang], [mens(5, vaardigheden=["apparaat"])])
    assert [uit.wie(0), uit.wie(1)] == [None, 5]
    assert waarom_niemand(uit.graaf, 0) == (
        "1 vrijwilliger past, maar hun plekken gaan naar leerders die langer wachten of beter passen."
    )


def test_equal_requests_do_not_fight_over_the_same_few() -> None:
    """A hundred equal requests, a hundred equal volunteers, three candidates kept each: still everybody is helped."""
    uit = verdeel([Aanvraag(n, vraag()) for n in range(100)], [mens(n) for n in range(100)], k=3)
    assert uit.beste.geholpen == 100


def test_nobody_speaks_the_language() -> None:
    tigrinya = vraag(talen=frozenset({"ti"}), nederlands=NederlandsNiveau.GEEN)
    uit = verdeel([Aanvraag(1, tigrinya)], [mens(1)])
    assert waarom_niemand(uit.graaf, 0) == "Niemand die ingezet kan worden spreekt een taal van deze leerder."


def test_the_first_condition_that_leaves_nobody_is_named() -> None:
    mensen = [mens(1, plekken=0), mens(2, plekken=0), mens(3, mag=frozenset())]
    uit = verdeel([Aanvraag(1, vraag())], mensen)
    assert waarom_niemand(uit.graaf, 0) == "2 vrijwilligers mogen dit doen, maar niemand heeft nu een plek vrij."
    ver = [mens(1, lat=52.3, lon=4.98, reisafstand_m=1000)]
    uit = verdeel([Aanvraag(1, vraag(plaats=Plaats(52.4, 4.9)))], ver)
    assert waarom_niemand(uit.graaf, 0) == "1 vrijwilliger kan op dat moment, maar niemand wil zo ver reizen."


def test_who_said_no_is_not_asked_again() -> None:
    uit = verdeel([Aanvraag(1, vraag(), buiten=frozenset({7}))], [mens(7), mens(8, vaardigheden=["werk"])])
    assert uit.wie(0) == 8
    alleen = verdeel([Aanvraag(1, vraag(), buiten=frozenset({7}))], [mens(7)])
    assert alleen.wie(0) is None


def test_nothing_asked_or_nobody_there() -> None:
    assert verdeel([], [mens(1)]).beste.totaal == 0
    leeg = verdeel([Aanvraag(1, vraag())], [])
    assert leeg.wie(0) is None and leeg.op_volgorde.geholpen == 0

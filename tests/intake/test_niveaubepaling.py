"""Level finding: what a practitioner expects, and what must hold for every set of answers."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.niveaubepaling import (
    bepaal,
    start_uit_achtergrond,
    volgende_vraag,
    volledig_niveau,
    voortgang,
)
from intake.uitslag import Achtergrond, Stand, Zekerheid
from intake.vragenlijst import DOMEINEN, NIVEAUS, TOETSNIVEAUS, lees_vragenlijst, maak_vragenlijst, pad_van_versie

LIJST = lees_vragenlijst(pad_van_versie(1))
CODES = [vraag.code for vraag in LIJST.vragen]
SCORES = ("niet", "met_hulp", "zelfstandig")


def doe_intake(antwoord, achtergrond=None, **kw):
    """Run the intake to its end; `antwoord(vraag)` gives the score. Returns answers in the order asked."""
    gegeven = {}
    while (vraag := volgende_vraag(LIJST, gegeven, achtergrond, **kw)) is not None:
        assert vraag.code not in gegeven
        gegeven[vraag.code] = antwoord(vraag)
        assert len(gegeven) <= len(CODES)
    return gegeven


def vul(domein, scores):
    """Answers for one domain: {"starter": "zzn"} with z zelfstandig, h met hulp, n niet, - niet gevraagd."""
    letters = {"z": "zelfstandig", "h": "met_hulp", "n": "niet", "-": "niet_gevraagd"}
    return {
        vraag.code: letters[letter]
        for niveau, rij in scores.items()
        for vraag, letter in zip(LIJST.vak(domein, niveau), rij, strict=False)
    }


# ------------------------------------------------------------------------------------------------- three practitioners


def test_echte_starter_die_tigrinya_spreekt():
    """Never held a device: starter everywhere, only wordless tasks, at most two per domain."""
    achtergrond = Achtergrond(nederlands="geen", leest="ander_schrift", digid="nee")
    gegeven = doe_intake(lambda vraag: "niet", achtergrond)
    uitslag = bepaal(LIJST, gegeven)
    assert uitslag.niveaus == dict.fromkeys(DOMEINEN, "starter")
    assert all(LIJST.vraag(code).woordloos for code in gegeven)
    assert len(gegeven) == 10
    assert not uitslag.tegenspraken
    assert {u.zekerheid for u in uitslag.domeinen} == {Zekerheid.ZEKER}


def test_gepensioneerde_die_mailt_maar_digid_niet_durft():
    def antwoord(vraag):
        if vraag.domein == "veilig":
            return "zelfstandig" if vraag.trede < 1 else "niet" if vraag.trede > 1 else "met_hulp"
        if vraag.domein == "communiceren":
            return "zelfstandig" if vraag.trede < 3 else "niet"
        return "zelfstandig" if vraag.trede < 2 else "met_hulp" if vraag.trede == 2 else "niet"

    achtergrond = Achtergrond(
        nederlands="b1", leest="goed", apparaten=frozenset({"laptop", "telefoon"}), digid="met_hulp"
    )
    gegeven = doe_intake(antwoord, achtergrond)
    assert bepaal(LIJST, gegeven).niveaus == {
        "ict": "basis1",
        "veilig": "instroom",
        "zoeken": "basis1",
        "verwerken": "basis1",
        "communiceren": "basis2",
    }
    assert "veilig-basis1-2" in {v.code for v in LIJST.vak("veilig", "basis1")}
    assert len(gegeven) <= 30


def test_negentien_met_alleen_een_telefoon():
    """Fast on the phone, never on a computer: files and letters on a computer are what is left to learn."""

    def antwoord(vraag):
        if vraag.apparaat == "computer":
            return "niet"
        if vraag.domein in ("zoeken", "communiceren"):
            return "zelfstandig" if vraag.trede < 3 else "met_hulp"
        return "zelfstandig" if vraag.trede < 2 else "met_hulp" if vraag.trede == 2 else "niet"

    achtergrond = Achtergrond(nederlands="b1", leest="goed", apparaten=frozenset({"telefoon"}), digid="ja")
    gegeven = doe_intake(antwoord, achtergrond)
    niveaus = bepaal(LIJST, gegeven).niveaus
    assert niveaus["communiceren"] == niveaus["zoeken"] == "basis2"
    assert niveaus["ict"] == niveaus["verwerken"] == "basis1"
    basis1 = [code for code in gegeven if code.startswith("ict-basis1")]
    assert basis1[0] != "ict-basis1-2", "with a phone only, the computer does not come first"


def test_zelfstandig_wie_alles_alleen_kan():
    gegeven = doe_intake(lambda vraag: "zelfstandig")
    assert set(bepaal(LIJST, gegeven).niveaus.values()) == {"zelfstandig"}
    assert len(gegeven) <= 24


# ---------------------------------------------------------------------------------------------------- the scoring rule


@pytest.mark.parametrize(
    ("scores", "stand"),
    [
        ("zz", Stand.BEHEERST),  # the third item cannot change it
        ("nn", Stand.NOG_NIET),
        ("nh", Stand.NOG_NIET),
        ("zhh", Stand.BEHEERST),
        ("hhh", Stand.NOG_NIET),
        ("znh", Stand.NOG_NIET),
        ("znz", Stand.BEHEERST),
        ("z", Stand.ONBEKEND),
        ("n", Stand.ONBEKEND),
        ("", Stand.ONBEKEND),
        ("---", Stand.ONBEKEND),
        ("-zh", Stand.BEHEERST),
        ("-hh", Stand.NOG_NIET),
        ("--z", Stand.BEHEERST),
        ("--h", Stand.NOG_NIET),
    ],
)
def test_wanneer_een_trede_beheerst_is(scores, stand):
    uitslag = bepaal(LIJST, vul("ict", {"instroom": scores}))["ict"]
    assert uitslag.treden[1].stand is stand


def test_het_niveau_is_waar_je_verder_leert():
    for trede in range(5):
        scores = {niveau: "zzz" if i < trede else "nnn" for i, niveau in enumerate(TOETSNIVEAUS)}
        uitslag = bepaal(LIJST, vul("zoeken", scores))["zoeken"]
        assert uitslag.niveau == NIVEAUS[trede]
        assert uitslag.zekerheid is Zekerheid.ZEKER and uitslag.klaar


def test_niet_gevraagd_is_onbekend_en_nooit_nul():
    leeg = bepaal(LIJST, {})
    assert set(leeg.niveaus.values()) == {None}
    overgeslagen = bepaal(LIJST, dict.fromkeys(CODES, "niet_gevraagd"))
    assert set(overgeslagen.niveaus.values()) == {None}
    assert {u.zekerheid for u in overgeslagen.domeinen} == {Zekerheid.ONBEKEND}
    assert volgende_vraag(LIJST, dict.fromkeys(CODES, "niet_gevraagd")) is None
    een = bepaal(LIJST, vul("ict", {"starter": "nn"}))
    assert een.niveaus == {**dict.fromkeys(DOMEINEN), "ict": "starter"}


def test_halverwege_is_het_niveau_voorlopig_met_grenzen():
    hoger = bepaal(LIJST, vul("ict", {"instroom": "zz"}))["ict"]
    assert (hoger.niveau, hoger.minstens, hoger.hoogstens) == ("basis1", "basis1", "zelfstandig")
    lager = bepaal(LIJST, vul("ict", {"instroom": "nn"}))["ict"]
    assert (lager.minstens, lager.hoogstens) == ("starter", "instroom")
    assert hoger.zekerheid is lager.zekerheid is Zekerheid.VOORLOPIG
    assert not hoger.klaar and not lager.klaar


def test_een_slechte_start_wist_twee_goede_treden_niet_uit_en_wordt_getoond():
    antwoorden = vul("communiceren", {"starter": "nn", "instroom": "zz", "basis1": "zz", "basis2": "nn"})
    uitslag = bepaal(LIJST, antwoorden)["communiceren"]
    assert uitslag.niveau == "basis2"
    assert uitslag.zekerheid is Zekerheid.REDELIJK
    (tegenspraak,) = uitslag.tegenspraken
    assert tegenspraak.laag == ("communiceren-starter-1", "communiceren-starter-2")
    assert set(tegenspraak.hoog) == {f"communiceren-{n}-{i}" for n in ("instroom", "basis1") for i in (1, 2)}
    assert "‘Neem de telefoon op als hij gaat’ (starter)" in tegenspraak.tekst
    assert "‘Stuur een e-mail met een onderwerp en een korte tekst’ (basisniveau 1)" in tegenspraak.tekst


def test_bij_gelijk_bewijs_de_lagere():
    uitslag = bepaal(LIJST, vul("ict", {"starter": "nnn", "instroom": "zzz", "basis1": "nnn", "basis2": "nnn"}))["ict"]
    assert uitslag.niveau == "starter"
    assert uitslag.tegenspraken


def test_tegenspraak_vraagt_om_de_treden_ertussen():
    antwoorden = vul("ict", {"starter": "nn", "basis1": "zz"})
    vraag = volgende_vraag(LIJST, antwoorden, domeinen=["ict"])
    assert vraag is not None and vraag.niveau == "instroom"
    uitslag = bepaal(LIJST, antwoorden)["ict"]
    assert (uitslag.zekerheid, uitslag.klaar) == (Zekerheid.VOORLOPIG, False)
    assert (uitslag.minstens, uitslag.hoogstens) == ("starter", "zelfstandig")


def test_groot_verschil_tussen_domeinen_wordt_gemeld():
    antwoorden = vul("ict", {"starter": "nn"}) | vul("zoeken", {"basis1": "zz", "basis2": "nn"})
    (verschil,) = bepaal(LIJST, antwoorden).verschillen
    assert "Gebruik van ICT-systemen" in verschil.tekst and "basisniveau 2" in verschil.tekst
    dichtbij = vul("ict", {"starter": "nn"}) | vul("zoeken", {"instroom": "zz", "basis1": "nn"})
    assert not bepaal(LIJST, dichtbij).verschillen


def test_andere_domeinen_en_achtergrond_bepalen_het_begin():
    zelfstandig = {c: s for d in DOMEINEN[:2] for c, s in vul(d, {"basis2": "zz", "basis1": "zz"}).items()}
    assert volgende_vraag(LIJST, zelfstandig).code == "zoeken-basis2-1"
    starter = {c: s for d in DOMEINEN[:2] for c, s in vul(d, {"starter": "nn"}).items()}
    assert volgende_vraag(LIJST, starter).code == "zoeken-starter-1"
    assert volgende_vraag(LIJST, {}).code == "ict-instroom-1"
    assert volgende_vraag(LIJST, {}, Achtergrond(nederlands="geen")).code == "ict-starter-1"
    assert start_uit_achtergrond(Achtergrond(nederlands="a0", digid="ja"), "ict") == 2


@pytest.mark.parametrize("digid", ["nee", "met_hulp"])
def test_zonder_digid_begint_alleen_veilig_lager(digid):
    achtergrond = Achtergrond(nederlands="b1", leest="goed", digid=digid)
    starts = {domein: start_uit_achtergrond(achtergrond, domein) for domein in DOMEINEN}
    assert starts == {domein: 1 if domein == "veilig" else 2 for domein in DOMEINEN}
    # Little spoken Dutch or another script says something about every domain.
    assert {start_uit_achtergrond(Achtergrond(nederlands="a0", digid=digid), d) for d in DOMEINEN} == {0}
    assert {start_uit_achtergrond(Achtergrond(leest="niet", digid="ja"), d) for d in DOMEINEN} == {1}


def test_alleen_de_gekozen_domeinen_en_in_die_volgorde():
    gegeven = doe_intake(lambda vraag: "met_hulp", domeinen=["zoeken", "ict"])
    domeinen = [LIJST.vraag(code).domein for code in gegeven]
    assert domeinen == sorted(domeinen, key=["zoeken", "ict"].index)
    assert bepaal(LIJST, gegeven).niveaus["veilig"] is None


def test_onbekende_code_of_score_is_een_fout():
    with pytest.raises(ValueError, match="ict-starter-9"):
        bepaal(LIJST, {"ict-starter-9": "niet"})
    with pytest.raises(ValueError, match="misschien"):
        volgende_vraag(LIJST, {"ict-starter-1": "misschien"})


def test_volledig_niveau_alleen_als_alles_een_antwoord_heeft():
    antwoorden = dict.fromkeys(CODES, "zelfstandig")
    assert volledig_niveau(LIJST, antwoorden, "ict") == "zelfstandig"
    del antwoorden["ict-basis2-3"]
    assert volledig_niveau(LIJST, antwoorden, "ict") is None


def test_ook_met_vier_vragen_per_vak():
    gegevens = LIJST.als_gegevens()
    extra = {**gegevens["vraag"][0], "code": "ict-starter-4"}
    vier = maak_vragenlijst({**gegevens, "vraag": [*gegevens["vraag"], extra]})
    antwoorden = {"ict-starter-1": "zelfstandig", "ict-starter-2": "zelfstandig"}
    assert bepaal(vier, antwoorden)["ict"].niveau is None, "two of four is not yet 60 %"
    antwoorden["ict-starter-4"] = "met_hulp"
    assert bepaal(vier, antwoorden)["ict"].niveau == "instroom"


# ---------------------------------------------------------------------------------------------------------- properties

volledig = st.lists(st.sampled_from(SCORES), min_size=60, max_size=60).map(lambda s: dict(zip(CODES, s, strict=True)))
met_gaten = st.dictionaries(st.sampled_from(CODES), st.sampled_from((*SCORES, "niet_gevraagd")))


@settings(max_examples=60)
@given(volledig, st.data())
def test_monotoon_een_beter_antwoord_geeft_nooit_een_lager_niveau(antwoorden, data):
    code = data.draw(st.sampled_from(CODES))
    beter = {**antwoorden, code: data.draw(st.sampled_from(SCORES[SCORES.index(antwoorden[code]) :]))}
    for domein in DOMEINEN:
        voor, na = (NIVEAUS.index(volledig_niveau(LIJST, a, domein)) for a in (antwoorden, beter))
        assert na >= voor


@settings(max_examples=60)
@given(met_gaten, st.data())
def test_monotoon_ook_halverwege(antwoorden, data):
    gescoord = [code for code, score in antwoorden.items() if score in SCORES]
    if not gescoord:
        return
    code = data.draw(st.sampled_from(gescoord))
    beter = {**antwoorden, code: "zelfstandig"}
    voor, na = bepaal(LIJST, antwoorden), bepaal(LIJST, beter)
    for domein in DOMEINEN:
        if voor[domein].niveau is not None and na[domein].niveau is not None:
            assert NIVEAUS.index(na[domein].niveau) >= NIVEAUS.index(voor[domein].niveau)


@settings(max_examples=60)
@given(met_gaten, st.sampled_from(DOMEINEN))
def test_onbekend_blijft_onbekend(antwoorden, domein):
    """What was answered elsewhere never gives a level to a domain that was not asked."""
    elders = {code: score for code, score in antwoorden.items() if LIJST.vraag(code).domein != domein}
    uitslag = bepaal(LIJST, elders)[domein]
    assert uitslag.niveau is uitslag.minstens is uitslag.hoogstens is None
    assert uitslag.zekerheid is Zekerheid.ONBEKEND
    ander = next(d for d in DOMEINEN if d != domein)
    assert bepaal(LIJST, antwoorden)[ander] == bepaal(LIJST, elders)[ander]


@settings(max_examples=60)
@given(met_gaten, volledig)
def test_eindigt_vanaf_elke_stand_zonder_herhaling(begin, alles):
    gegeven = dict(begin)
    while (vraag := volgende_vraag(LIJST, gegeven)) is not None:
        assert vraag.code not in gegeven
        gegeven[vraag.code] = alles[vraag.code]
    assert all(uitslag.klaar for uitslag in bepaal(LIJST, gegeven).domeinen)
    assert voortgang(LIJST, gegeven).domeinen_klaar == 5


@settings(max_examples=60)
@given(met_gaten, st.randoms(use_true_random=False))
def test_volgorde_van_opslaan_maakt_niet_uit(antwoorden, toeval: random.Random):
    rijen = list(antwoorden.items())
    toeval.shuffle(rijen)
    geschud = dict(rijen)
    assert volgende_vraag(LIJST, geschud) == volgende_vraag(LIJST, antwoorden)
    assert bepaal(LIJST, geschud) == bepaal(LIJST, antwoorden)


@settings(max_examples=40)
@given(volledig, st.integers(0, 40))
def test_hervatten_geeft_dezelfde_weg(alles, na):
    """Stopping after any answer and going on from what was stored asks the same questions as not stopping."""
    in_een_keer = doe_intake(lambda vraag: alles[vraag.code])
    bewaard = dict(list(in_een_keer.items())[:na])
    while (vraag := volgende_vraag(LIJST, bewaard)) is not None:
        bewaard[vraag.code] = alles[vraag.code]
    assert list(bewaard.items()) == list(in_een_keer.items())


@settings(max_examples=60)
@given(st.data())
def test_wie_geen_tegenspraak_geeft_krijgt_het_niveau_van_de_volledige_lijst(data):
    """Rungs mastered up to a level per domain, not above it, in whatever mix of scores: then adaptive equals full."""
    alles, verwacht = {}, {}
    for domein in DOMEINEN:
        niveau = data.draw(st.integers(0, 4))
        verwacht[domein] = NIVEAUS[niveau]
        for trede, naam in enumerate(TOETSNIVEAUS):
            goed, slecht = ("zzz", "zzn", "nzz", "hzh"), ("nnn", "hhh", "zhn", "nnz")
            alles |= vul(domein, {naam: data.draw(st.sampled_from(goed if trede < niveau else slecht))})
    gegeven = doe_intake(lambda vraag: alles[vraag.code])
    assert bepaal(LIJST, gegeven).niveaus == verwacht
    assert {d: volledig_niveau(LIJST, alles, d) for d in DOMEINEN} == verwacht


@settings(max_examples=40)
@given(volledig)
def test_voortgang_belooft_niet_te_veel(alles):
    gegeven = doe_intake(lambda vraag: alles[vraag.code])
    totaal = len(gegeven)
    for aantal in range(totaal + 1):
        stand = voortgang(LIJST, dict(list(gegeven.items())[:aantal]))
        assert stand.gesteld == aantal
        assert stand.nog_minstens <= totaal - aantal <= stand.nog_hoogstens


@settings(max_examples=60)
@given(met_gaten, volledig)
def test_het_eindniveau_ligt_altijd_binnen_de_grenzen_van_onderweg(begin, alles):
    """From any stored answers on: what was said to be the lowest and highest possible level was true."""
    gegeven, gezegd = dict(begin), []
    while (vraag := volgende_vraag(LIJST, gegeven)) is not None:
        gezegd.append(bepaal(LIJST, gegeven))
        gegeven[vraag.code] = alles[vraag.code]
    eind = bepaal(LIJST, gegeven)
    for uitslag in gezegd:
        for domein in DOMEINEN:
            u = uitslag[domein]
            if u.niveau is not None:
                laag, niveau, hoog = (NIVEAUS.index(n) for n in (u.minstens, eind[domein].niveau, u.hoogstens))
                assert laag <= niveau <= hoog

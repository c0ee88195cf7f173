"""Which provision fits whom: practitioners' examples, and properties that hold for any profile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aanbod.choices import Begeleiding, Kosten, Soort
from aanbod.rangschikken import Kandidaat, Namen, Plek, bezwaren, dekt, rangschik, weeg
from netwerk.kern.choices import Domein, Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.profiel import Plaats, Zoekprofiel

VANDAAG = date(2026, 11, 23)
NOORD = Plaats(52.3939, 4.9550, "1024", "noord")
NAMEN = Namen({"email-lezen": "E-mail lezen", "overheid-digid-inloggen": "DigiD inloggen"}, {"tr": "Turks"}, {})


def niveau(hoogte: Niveau) -> dict[str, Niveau]:
    return dict.fromkeys(Domein.values, hoogte)


#: Emine: speaks Turkish, a few words of Dutch, does not read, lives in Noord, never used a computer.
EMINE = Zoekprofiel(
    leervragen=("email-lezen", "overheid-digid-inloggen"),
    niveaus=niveau(Niveau.STARTER),
    talen=("tr",),
    nederlands=NederlandsNiveau.A0,
    leest=Leesniveau.NIET,
    doelgroepen=frozenset({"nt2"}),
    plaats=NOORD,
    dagdelen=frozenset({"ma-ochtend"}),
    reisafstand_m=2000,
)
#: Ruud: Dutch, reads well, first level, wants a course in the evening.
RUUD = Zoekprofiel(
    leervragen=("documenten-brief-typen",),
    niveaus=niveau(Niveau.BASIS1),
    talen=("nl",),
    plaats=NOORD,
    dagdelen=frozenset({"di-avond"}),
    een_op_een=False,
)
INLOOP = Kandidaat(
    pk=1,
    titel="Inloop",
    leervragen=frozenset({"email"}),
    plekken=(Plek(52.3939, 4.9620, "De Brug"),),
    nederlands_nodig=NederlandsNiveau.A0,
    gecontroleerd_op=VANDAAG,
)
TURKS = replace(
    INLOOP,
    pk=2,
    titel="In het Turks",
    talen=frozenset({"tr", "nl"}),
    begeleiding=Begeleiding.BEIDE,
    dagdelen=frozenset({"ma-ochtend"}),
)
ROC = replace(
    INLOOP,
    pk=3,
    titel="ROC",
    niveau_van=Niveau.BASIS1,
    nederlands_nodig=NederlandsNiveau.A2,
    lezen_nodig=True,
    leervragen=frozenset({"documenten", "email"}),
    dagdelen=frozenset({"di-avond"}),
    kosten=Kosten.BETAALD,
)


def namen(uitkomst):
    return [voorstel.titel for voorstel in uitkomst.voorstellen]


def test_emine_gaat_naar_de_plek_in_het_turks_en_hoort_waarom():
    uitkomst = rangschik(EMINE, [INLOOP, TURKS, ROC], vandaag=VANDAAG, namen=NAMEN)
    assert namen(uitkomst) == ["In het Turks", "Inloop"]
    redenen = uitkomst.voorstellen[0].redenen
    assert redenen[0] == "in het Turks"
    assert "op 450 meter" in redenen
    assert "begint bij nul" in redenen
    assert "ook één op één mogelijk" in redenen  # in a group too, so it is no one-to-one help yet
    assert "maandagochtend" in redenen


def test_voor_een_echte_starter_waarschuwt_een_groep():
    voorstel = weeg(EMINE, INLOOP, VANDAAG, NAMEN)
    assert "in een groep; begin liever één op één" in voorstel.let_op


def test_ruud_krijgt_de_avondcursus_en_niet_de_beginnersinloop():
    uitkomst = rangschik(RUUD, [INLOOP, TURKS, ROC], vandaag=VANDAAG)
    assert namen(uitkomst) == ["ROC"]
    assert "dinsdagavond" in uitkomst.voorstellen[0].redenen
    assert "kost geld" in uitkomst.voorstellen[0].let_op


@pytest.mark.parametrize(
    ("kandidaat", "profiel", "reden"),
    [
        (replace(INLOOP, niveau_van=Niveau.BASIS2), RUUD, "begint pas bij Basisniveau 2"),
        (replace(INLOOP, niveau_tot=Niveau.STARTER), RUUD, "gaat tot en met Starter, dat is te makkelijk"),
        (replace(INLOOP, nederlands_nodig=NederlandsNiveau.A2), EMINE, "u hebt meer Nederlands nodig: eenvoudig (A2)"),
        (replace(INLOOP, talen=frozenset({"pl"})), EMINE, "alleen in een andere taal"),
        (replace(INLOOP, lezen_nodig=True), EMINE, "u moet Nederlands kunnen lezen"),
        (replace(INLOOP, plekken=(Plek(52.30, 4.98),)), EMINE, "te ver: 10,6 km"),
        (INLOOP, replace(EMINE, een_op_een=True), "alleen in een groep"),
    ],
)
def test_een_harde_voorwaarde_geeft_precies_een_reden(kandidaat, profiel, reden):
    assert bezwaren(profiel, kandidaat) == [reden]
    profiel = replace(profiel, leervragen=("email-lezen",))
    uitkomst = rangschik(profiel, [kandidaat], vandaag=VANDAAG)
    assert uitkomst.voorstellen == ()
    assert [a.reden for a in uitkomst.afgevallen] == [reden]


#: Selam: speaks Tigrinya, a few words of Dutch, reads another script, lives in Zuidoost, true starter.
SELAM = replace(EMINE, talen=("ti",), doelgroepen=frozenset({"nieuwkomers", "nt2"}), reisafstand_m=None)
KILOMETER = 1 / 111.32


def op_km(kandidaat, kilometers, **velden):
    return replace(kandidaat, plekken=(Plek(NOORD.lat - kilometers * KILOMETER, NOORD.lon, "Plek"),), **velden)


def test_een_eigen_taal_gaat_voor_een_groep_verder_weg_met_andere_talen():
    twee = frozenset({"email"})
    starten = op_km(
        INLOOP, 9.7, pk=4, titel="Starten", leervragen=twee, talen=frozenset({"nl", "ar", "tr"}),
        begeleiding=Begeleiding.BEIDE, dagdelen=frozenset({"ma-ochtend"}), doelgroepen=frozenset({"nt2"}),
    )  # fmt: skip
    tigrinya = op_km(
        INLOOP, 8.6, pk=5, titel="Tigrinya", leervragen=twee, talen=frozenset({"nl", "ti"}),
        dagdelen=frozenset({"vr-avond"}), doelgroepen=frozenset({"nt2", "nieuwkomers"}),
    )  # fmt: skip
    uitkomst = rangschik(SELAM, [starten, tigrinya], vandaag=VANDAAG, namen=NAMEN)
    assert namen(uitkomst) == ["Tigrinya", "Starten"]
    assert [next(r for r in v.redenen if " km" in r) for v in uitkomst.voorstellen] == ["op 8,6 km", "op 9,7 km"]


def test_een_middag_in_een_andere_taal_is_er_voor_wie_die_spreekt():
    pools = replace(INLOOP, pk=6, titel="Pools", talen=frozenset({"nl", "pl"}), doelgroepen=frozenset({"nieuwkomers"}))
    assert bezwaren(SELAM, pools) == ["vooral voor mensen met een andere taal"]
    assert bezwaren(replace(SELAM, talen=("pl",)), pools) == []
    # An inloop for the elderly where somebody speaks Polish too is for everybody.
    assert bezwaren(SELAM, replace(pools, doelgroepen=frozenset({"ouderen"}))) == []


def test_wie_jong_is_krijgt_eerst_wat_voor_jongeren_is():
    dani = replace(RUUD, leervragen=("werk-cv-maken",), doelgroepen=frozenset({"jongeren", "werkzoekenden"}))
    werk = op_km(
        INLOOP, 0.2, pk=7, titel="Werk", leervragen=frozenset({"werk"}), doelgroepen=frozenset({"werkzoekenden"})
    )
    jong = op_km(werk, 0.9, pk=8, titel="Jong", doelgroepen=frozenset({"jongeren", "werkzoekenden"}))
    ander = op_km(werk, 0.2, pk=9, titel="Ouders", doelgroepen=frozenset({"ouders"}))
    uitkomst = rangschik(dani, [werk, jong, ander], vandaag=VANDAAG, namen=NAMEN)
    assert namen(uitkomst) == ["Jong", "Werk", "Ouders"]
    assert "voor jongeren" in uitkomst.voorstellen[0].redenen


@pytest.mark.parametrize(
    ("veilig", "eerst"), [(Niveau.STARTER, "Plek"), (Niveau.INSTROOM, "Plek"), (Niveau.BASIS2, "Inloop")]
)
def test_een_veilige_plek_gaat_voor_wie_digid_vreest(veilig, eerst):
    henk = replace(RUUD, leervragen=("overheid-digid-inloggen",), niveaus={**niveau(Niveau.BASIS2), "veilig": veilig})
    inloop = replace(INLOOP, leervragen=frozenset({"overheid"}), dagdelen=frozenset({"di-avond"}))
    plek = replace(inloop, pk=10, titel="Plek", soort=Soort.VEILIGE_PLEK, dagdelen=frozenset({"vr-avond"}))
    assert namen(rangschik(henk, [inloop, plek], vandaag=VANDAAG, namen=NAMEN))[0] == eerst


def test_wat_twee_dingen_mist_is_niet_bijna_passend():
    ver_en_moeilijk = replace(INLOOP, niveau_van=Niveau.BASIS2, lezen_nodig=True)
    assert rangschik(EMINE, [ver_en_moeilijk], vandaag=VANDAAG).afgevallen == ()


def test_iets_verder_dan_gewenst_mag_met_een_waarschuwing():
    verder = replace(INLOOP, plekken=(Plek(52.3939, 4.99),))
    assert bezwaren(EMINE, verder) == []
    assert "iets verder dan gewenst" in weeg(EMINE, verder, VANDAAG, NAMEN).let_op


def test_hulp_aan_huis_telt_alleen_in_het_eigen_stadsdeel():
    thuis = replace(INLOOP, plekken=(Plek(52.30, 4.98),), aan_huis_in=frozenset({"noord"}))
    assert bezwaren(EMINE, thuis) == []
    assert "iemand komt bij u thuis" in weeg(EMINE, thuis, VANDAAG, NAMEN).redenen
    assert bezwaren(EMINE, replace(thuis, aan_huis_in=frozenset({"zuid"})))


def test_een_onbekend_niveau_sluit_niets_uit():
    assert bezwaren(replace(RUUD, niveaus={"ict": None}), ROC) == []


def test_lang_niet_gecontroleerd_telt_af_en_zegt_het():
    oud = replace(INLOOP, gecontroleerd_op=date(2025, 1, 1))
    vers = weeg(EMINE, INLOOP, VANDAAG, NAMEN)
    assert weeg(EMINE, oud, VANDAAG, NAMEN).score < vers.score
    assert "lang niet gecontroleerd: bel eerst" in weeg(EMINE, oud, VANDAAG, NAMEN).let_op


def test_thema_dekt_vraag_maar_minder_dan_de_vraag_zelf():
    assert dekt("veilig-online-nepmail", frozenset({"veilig-online-nepmail"})) == 1
    assert 0 < dekt("veilig-online-nepmail", frozenset({"veilig-online"})) < 1
    assert dekt("veilig-online-nepmail", frozenset({"email"})) == 0
    assert dekt("email-lezen", frozenset({"email-lezen-x"})) == 0


# --- properties -----------------------------------------------------------------------------------------------------
VRAGEN = ["email-lezen", "email-sturen", "overheid-digid-inloggen", "apparaat-muis"]
kandidaten = st.builds(
    Kandidaat,
    pk=st.integers(1, 10_000),
    titel=st.just("x"),
    leervragen=st.frozensets(st.sampled_from([*VRAGEN, "email", "overheid"]), max_size=4),
    niveau_van=st.sampled_from([0, 1, 2]),
    niveau_tot=st.sampled_from([2, 3, 4]),
    talen=st.frozensets(st.sampled_from(["nl", "tr", "ar"]), min_size=1),
    nederlands_nodig=st.sampled_from(NederlandsNiveau),
    lezen_nodig=st.booleans(),
    begeleiding=st.sampled_from(Begeleiding.values),
    plekken=st.lists(st.builds(Plek, st.floats(52.3, 52.43), st.floats(4.75, 5.05)), max_size=3).map(tuple),
    dagdelen=st.frozensets(st.sampled_from(["ma-ochtend", "di-avond"])),
    wachttijd_weken=st.none() | st.integers(0, 60),
    doorlopend=st.booleans(),
    startdatum=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    tijdelijk_tot=st.none() | st.dates(date(2026, 12, 1), date(2028, 1, 1)),
    gecontroleerd_op=st.none() | st.dates(date(2020, 1, 1), VANDAAG),
)
profielen = st.builds(
    Zoekprofiel,
    leervragen=st.lists(st.sampled_from(VRAGEN), unique=True).map(tuple),
    niveaus=st.dictionaries(st.sampled_from(Domein.values), st.none() | st.sampled_from(Niveau)),
    talen=st.lists(st.sampled_from(["nl", "tr", "ar", "en"]), unique=True).map(tuple),
    nederlands=st.sampled_from(NederlandsNiveau),
    leest=st.sampled_from(Leesniveau),
    plaats=st.none() | st.just(NOORD),
    dagdelen=st.frozensets(st.sampled_from(["ma-ochtend", "di-avond"])),
    een_op_een=st.none() | st.booleans(),
    reisafstand_m=st.none() | st.integers(200, 20_000),
)
velen = st.lists(kandidaten, max_size=12, unique_by=lambda kandidaat: kandidaat.pk)


@given(profielen, velen, st.integers(0, 6))
def test_de_uitkomst_klopt_met_de_regels(profiel, lijst, limiet):
    uitkomst = rangschik(profiel, lijst, vandaag=VANDAAG, limiet=limiet)
    bij_pk = {kandidaat.pk: kandidaat for kandidaat in lijst}
    assert len(uitkomst.voorstellen) <= limiet
    scores = [voorstel.score for voorstel in uitkomst.voorstellen]
    assert scores == sorted(scores, reverse=True)
    for voorstel in uitkomst.voorstellen:
        assert bezwaren(profiel, bij_pk[voorstel.pk]) == []
        if profiel.leervragen:
            assert any(dekt(vraag, bij_pk[voorstel.pk].leervragen) for vraag in profiel.leervragen)
    for bijna in uitkomst.afgevallen:
        assert bezwaren(profiel, bij_pk[bijna.pk]) == [bijna.reden]


@given(profielen, velen, st.randoms())
def test_de_volgorde_van_invoer_doet_er_niet_toe(profiel, lijst, toeval):
    gehusseld = list(lijst)
    toeval.shuffle(gehusseld)
    assert rangschik(profiel, lijst, vandaag=VANDAAG) == rangschik(profiel, gehusseld, vandaag=VANDAAG)


@given(profielen, kandidaten, st.sampled_from(VRAGEN))
def test_meer_dekken_scoort_nooit_minder(profiel, kandidaat, vraag):
    meer = replace(kandidaat, leervragen=kandidaat.leervragen | {vraag})
    assert weeg(profiel, meer, VANDAAG, NAMEN).score >= weeg(profiel, kandidaat, VANDAAG, NAMEN).score


@given(profielen.filter(lambda p: p.plaats is not None), kandidaten, st.floats(0, 0.05), st.floats(0, 0.05))
def test_dichterbij_scoort_nooit_minder(profiel, kandidaat, a, b):
    dichtbij, ver = sorted((a, b))
    score = [
        weeg(profiel, replace(kandidaat, plekken=(Plek(NOORD.lat, NOORD.lon + d),)), VANDAAG, NAMEN).score
        for d in (dichtbij, ver)
    ]
    assert score[0] >= score[1]


@given(profielen, kandidaten, st.integers(0, 50), st.integers(0, 50))
def test_korter_wachten_scoort_nooit_minder(profiel, kandidaat, a, b):
    kort, lang = sorted((a, b))
    scores = [weeg(profiel, replace(kandidaat, wachttijd_weken=w), VANDAAG, NAMEN).score for w in (kort, lang)]
    assert scores[0] >= scores[1]

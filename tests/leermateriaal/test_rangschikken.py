"""Ranking of materials: examples a practitioner recognises, and properties that hold for every profile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leermateriaal.rangschikken import EERST_SAMEN, Ervaringscijfer, Kandidaat, Namen, rangschik, weeg
from netwerk.kern.choices import Domein, Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.profiel import Afgevallen, Voorstel, Zoekprofiel

APP, SOLLICITEREN = "berichten-whatsapp-bericht", "werk-sollicitatie-sturen"
NAMEN = Namen(
    leervragen={APP: "Appen", SOLLICITEREN: "Solliciteren"},
    doelgroepen={"jongeren": "Jongeren", "ouderen": "Ouderen"},
    talen={"ar": "Arabisch", "nl": "Nederlands"},
    domeinen={APP: "communiceren", SOLLICITEREN: "communiceren"},
)
LES = Kandidaat(
    1, "Appen voor beginners", leervragen=frozenset({APP}), niveau_van=0, niveau_tot=2, vormen=frozenset({"groep"})
)


def overal(niveau: int) -> dict[str, Niveau]:
    return {domein: Niveau(niveau) for domein in Domein.values}


def profiel(**velden) -> Zoekprofiel:
    return Zoekprofiel(**{"leervragen": (APP,), "niveaus": overal(1), "talen": ("nl",), **velden})


def uitslag(kandidaat: Kandidaat, **velden) -> Voorstel:
    gevonden = weeg(profiel(**velden), kandidaat, NAMEN)
    assert isinstance(gevonden, Voorstel), gevonden
    return gevonden


def reden(kandidaat: Kandidaat, **velden) -> str:
    gevonden = weeg(profiel(**velden), kandidaat, NAMEN)
    assert isinstance(gevonden, Afgevallen), gevonden
    return gevonden.reden


def test_says_which_need_it_covers_and_that_the_level_fits() -> None:
    assert uitslag(LES).redenen == ("Gaat over ‘Appen’", "Past bij niveau Instroom")


def test_a_material_about_another_need_of_the_theme_is_a_near_miss() -> None:
    assert (
        reden(replace(LES, leervragen=frozenset({"berichten-bellen"})))
        == "Gaat over hetzelfde thema, niet over deze leervraag"
    )


def test_one_step_too_hard_is_a_warning_and_two_steps_is_too_much() -> None:
    assert uitslag(replace(LES, niveau_van=2)).let_op == ("Een stap moeilijker: vanaf Basisniveau 1",)
    assert reden(replace(LES, niveau_van=3, niveau_tot=4)) == "Te moeilijk: vanaf Basisniveau 2"


def test_the_level_of_the_domain_of_the_need_counts_not_the_lowest() -> None:
    niveaus = {**overal(0), "communiceren": Niveau.BASIS2}
    assert "Past bij niveau Basisniveau 2" in uitslag(replace(LES, niveau_tot=3), niveaus=niveaus).redenen


def test_somebody_who_does_not_read_gets_no_text_in_dutch() -> None:
    assert reden(LES, leest=Leesniveau.NIET) == "Vraagt lezen in het Nederlands"
    assert "Niet lezen nodig" in uitslag(replace(LES, lezen_nodig="geen"), leest=Leesniveau.NIET).redenen


def test_text_in_the_own_script_is_no_hindrance() -> None:
    velden = {"leest": Leesniveau.ANDER_SCHRIFT, "talen": ("ar",), "nederlands": NederlandsNiveau.A1}
    assert reden(LES, **velden) == "Vraagt lezen in het Nederlands"
    arabisch = replace(LES, talen=frozenset({"nl", "ar"}))
    assert {"Ook in het Arabisch", "Te lezen in de eigen taal"} <= set(uitslag(arabisch, **velden).redenen)


def test_two_steps_more_dutch_than_somebody_speaks_is_too_much() -> None:
    assert reden(LES, nederlands=NederlandsNiveau.A0).startswith("Vraagt meer Nederlands")


def test_young_people_get_what_appeals_to_them_first() -> None:
    voor = replace(LES, pk=1, titel="B", toon="jongeren", doelgroepen=frozenset({"jongeren"}))
    ouder = replace(LES, pk=2, titel="A", toon="ouderen", doelgroepen=frozenset({"ouderen"}))
    allen = replace(LES, pk=3, titel="0")
    uitkomst = rangschik(profiel(doelgroepen=frozenset({"jongeren"})), [ouder, allen, voor], namen=NAMEN)
    gevonden = uitkomst.voorstellen
    assert [voorstel.pk for voorstel in gevonden] == [1, 3]
    assert [afgevallen.pk for afgevallen in uitkomst.afgevallen] == [2]
    zonder_groep = rangschik(
        profiel(doelgroepen=frozenset({"jongeren"})), [replace(ouder, doelgroepen=frozenset())], namen=NAMEN
    )
    assert "De voorbeelden zijn voor ouderen" in zonder_groep.voorstellen[0].let_op


def test_what_is_made_for_another_group_is_a_near_miss() -> None:
    henk = {"doelgroepen": frozenset({"ouderen", "nt1"})}
    assert (
        reden(replace(LES, doelgroepen=frozenset({"nt2", "jongeren"})), **henk) == "Gemaakt voor anderen: Jongeren, nt2"
    )
    # No group named by the material, or none known of the learner: nothing stands in the way.
    uitslag(LES, **henk)
    uitslag(replace(LES, doelgroepen=frozenset({"jongeren"})))
    # Who reads slowly belongs to the low literate, though nobody says so aloud.
    traag = uitslag(
        replace(LES, doelgroepen=frozenset({"laaggeletterd"}), lezen_nodig="weinig"), leest=Leesniveau.LANGZAAM, **henk
    )
    assert not any("laaggeletterd" in regel for regel in traag.redenen)


def test_names_the_age_first_and_keeps_the_capital_of_dutch() -> None:
    namen = replace(NAMEN, doelgroepen={**NAMEN.doelgroepen, "nt1": "Nederlands als moedertaal (NT1)"})
    for groepen, gezegd in (({"nt1"}, "Nederlands als moedertaal (NT1)"), ({"nt1", "ouderen"}, "ouderen")):
        groep = frozenset(groepen)
        gevonden = weeg(profiel(doelgroepen=groep), replace(LES, doelgroepen=groep), namen)
        assert isinstance(gevonden, Voorstel) and f"Gemaakt voor: {gezegd}" in gevonden.redenen


def test_a_device_that_is_not_at_home_is_said() -> None:
    let_op = uitslag(replace(LES, apparaten=frozenset({"laptop", "pc"})), apparaten=frozenset({"telefoon"})).let_op
    assert let_op == ("Hiervoor is een laptop of vaste computer nodig, en die is er thuis niet",)


@pytest.mark.parametrize(
    ("cijfer", "tekst"),
    [
        (Ervaringscijfer(0.7, 6, False), "Werkte goed volgens 6 ervaringen"),
        (Ervaringscijfer(0.7, 2, True), "Weinig ervaringen (2)"),
    ],
)
def test_the_score_comes_with_its_count(cijfer: Ervaringscijfer, tekst: str) -> None:
    assert tekst in uitslag(replace(LES, cijfers={APP: cijfer})).redenen


STARTER = {"niveaus": overal(0), "talen": ("ar",), "nederlands": NederlandsNiveau.GEEN, "leest": Leesniveau.NIET}


def test_a_true_starter_hears_that_there_is_no_material_and_that_guidance_comes_first() -> None:
    antwoord = rangschik(profiel(**STARTER), [LES], namen=NAMEN)
    assert antwoord.voorstellen == ()
    assert antwoord.afgevallen[0] == Afgevallen(0, "Er is nog geen passend lesmateriaal", EERST_SAMEN)


def test_a_true_starter_gets_only_what_can_be_done_together() -> None:
    plaatjes = replace(LES, nederlands_nodig="geen", lezen_nodig="geen", vormen=frozenset({"een_op_een"}))
    antwoord = rangschik(profiel(**STARTER), [plaatjes, LES], namen=NAMEN)
    assert [voorstel.pk for voorstel in antwoord.voorstellen] == [1]
    assert antwoord.voorstellen[0].let_op == ("Alleen samen, één op één",)
    assert antwoord.afgevallen[0].titel == "Lesmateriaal komt later"


kandidaten = st.builds(
    Kandidaat,
    pk=st.integers(1, 10_000),
    titel=st.sampled_from(["Appen", "Bellen", "Solliciteren", "Klikken"]),
    leervragen=st.frozensets(st.sampled_from([APP, SOLLICITEREN, "berichten-bellen"])),
    niveau_van=st.integers(0, 2),
    niveau_tot=st.integers(2, 4),
    doelgroepen=st.frozensets(st.sampled_from(["jongeren", "ouderen"])),
    talen=st.sampled_from([frozenset({"nl"}), frozenset({"nl", "ar"}), frozenset({"en"})]),
    nederlands_nodig=st.sampled_from(NederlandsNiveau.values),
    lezen_nodig=st.sampled_from(["geen", "weinig", "normaal"]),
    vormen=st.frozensets(st.sampled_from(["een_op_een", "groep", "zelfstandig"])),
    apparaten=st.frozensets(st.sampled_from(["telefoon", "laptop"])),
    toon=st.sampled_from(["jongeren", "ouderen", "neutraal"]),
)
profielen = st.builds(
    Zoekprofiel,
    leervragen=st.sampled_from([(APP,), (APP, SOLLICITEREN), (SOLLICITEREN, APP)]),
    niveaus=st.sampled_from([overal(niveau) for niveau in range(5)]),
    talen=st.sampled_from([("nl",), ("ar",), ("ar", "en")]),
    nederlands=st.sampled_from(NederlandsNiveau),
    leest=st.sampled_from(Leesniveau),
    doelgroepen=st.frozensets(st.sampled_from(["jongeren", "ouderen"])),
    apparaten=st.frozensets(st.sampled_from(["telefoon", "laptop"])),
    een_op_een=st.sampled_from([None, True, False]),
    internet_thuis=st.sampled_from([None, True, False]),
)
lijsten = st.lists(kandidaten, max_size=8, unique_by=lambda kandidaat: kandidaat.pk)


@given(profielen, lijsten, st.randoms())
def test_the_order_of_the_catalogue_does_not_matter(wie: Zoekprofiel, lijst: list[Kandidaat], toeval) -> None:
    geschud = lijst[:]
    toeval.shuffle(geschud)
    assert rangschik(wie, lijst, namen=NAMEN, limiet=3) == rangschik(wie, geschud, namen=NAMEN, limiet=3)


@given(profielen, lijsten)
def test_every_proposal_covers_a_need_and_says_why(wie: Zoekprofiel, lijst: list[Kandidaat]) -> None:
    op_pk = {kandidaat.pk: kandidaat for kandidaat in lijst}
    for voorstel in rangschik(wie, lijst, namen=NAMEN).voorstellen:
        assert op_pk[voorstel.pk].leervragen & set(wie.leervragen)
        assert voorstel.redenen


@given(profielen, lijsten)
def test_who_cannot_read_is_never_offered_ordinary_text(wie: Zoekprofiel, lijst: list[Kandidaat]) -> None:
    wie = replace(wie, leest=Leesniveau.NIET)
    op_pk = {kandidaat.pk: kandidaat for kandidaat in lijst}
    assert all(op_pk[v.pk].lezen_nodig == "geen" for v in rangschik(wie, lijst, namen=NAMEN).voorstellen)


@given(profielen, kandidaten, st.floats(0, 1), st.floats(0, 1))
def test_a_better_score_never_ranks_lower(wie: Zoekprofiel, kandidaat: Kandidaat, laag: float, hoog: float) -> None:
    laag, hoog = sorted((laag, hoog))
    uitslagen = [
        weeg(wie, replace(kandidaat, cijfers={wie.leervragen[0]: Ervaringscijfer(score, 6, False)}), NAMEN)
        for score in (laag, hoog)
    ]
    if all(isinstance(gevonden, Voorstel) for gevonden in uitslagen):
        assert uitslagen[0].score <= uitslagen[1].score + 1e-4

"""What waits for a coach, and what the words around the intake say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from aanbod.models import Doorverwijzing
from intake.actions import leerder as leerder_acties
from intake.actions import plan as plan_acties
from intake.advies import ontbreekt
from intake.choices import Doel
from intake.leerdertaal import TALEN, beste_taal, leerdertaal, leerdertalen
from intake.leervraagzoeker import Zoekbaar, zoek
from intake.models import Leerder
from intake.uitslag import Voortgang
from intake.vandaag import wacht_op
from intake.weergave import voortgang_in_woorden
from netwerk.kern.basisgegevens import lees_basisgegevens
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import lid

BASIS = lees_basisgegevens()
THEMAS = {thema.code: thema.naam for thema in BASIS.themas}
VRAGEN = [Zoekbaar(v.code, f"{v.tekst} {THEMAS[v.thema]}", tuple(v.woorden)) for v in BASIS.leervragen]


# --- today ----------------------------------------------------------------------------------------------------------
def test_what_waits(afgerond, maak_leerder, coach) -> None:
    assert [punt.soort for punt in wacht_op(coach)] == ["geen_stap"]
    plan = plan_acties.maak_plan(afgerond, door=coach)
    gisteren = timezone.localdate() - timedelta(days=1)
    plan_acties.voeg_stap_toe(plan, door=coach, soort="notitie", titel="Bellen", wanneer=gisteren)
    punt = wacht_op(coach)[0]
    assert punt.soort == "stap" and punt.laat and "Emine" in punt.titel
    Leerder.objects.filter(pk=maak_leerder("Stil").pk).update(laatste_contact=gisteren - timedelta(days=40))
    assert [punt.soort for punt in wacht_op(coach)] == ["stap", "stil"]
    maak_leerder("Nieuw")
    assert [punt.titel for punt in wacht_op(coach) if punt.soort == "nieuw"] == ["Begin de intake met Nieuw"]


def test_a_learner_who_was_handed_over_waits_until_the_new_coach_looked(leerder, coach, client_als) -> None:
    joost = lid("coach", organisatie=leerder.organisatie, naam="Joost")
    leerder_acties.draag_over(leerder, naar=joost, door=coach)
    assert [punt.titel for punt in wacht_op(joost) if punt.soort == "overgedragen"] == ["Emine is aan u overgedragen"]
    client_als(joost).get(leerder.get_absolute_url())
    assert [punt for punt in wacht_op(joost) if punt.soort == "overgedragen"] == []


def test_a_plan_of_which_nothing_goes_on_any_more_waits_for_a_next_step(afgerond, coach) -> None:
    plan = plan_acties.maak_plan(afgerond, door=coach)
    les = maak_aanbod(["email-lezen"])
    stap = plan_acties.voeg_stap_toe(plan, door=coach, soort="aanbod", titel=les.naam, aanbod=les)
    stap = plan_acties.verwijs_door(stap, boodschap="", toelichting="", door=coach)
    assert [punt.soort for punt in wacht_op(coach)] == []
    Doorverwijzing.objects.filter(pk=stap.doorverwijzing_id).update(gesloten_op=timezone.now())
    assert [punt.soort for punt in wacht_op(coach)] == ["geen_stap"]
    assert not Leerder.objects.met_stand().get(pk=plan.leerder_id).open_stap


def test_an_answer_is_todays_work_and_leads_to_the_answer(afgerond, coach) -> None:
    plan = plan_acties.maak_plan(afgerond, door=coach)
    les = maak_aanbod(["email-lezen"])
    stap = plan_acties.voeg_stap_toe(plan, door=coach, soort="aanbod", titel=les.naam, aanbod=les)
    stap = plan_acties.verwijs_door(stap, boodschap="", toelichting="", door=coach)
    assert [punt for punt in wacht_op(coach) if punt.soort == "antwoord"] == []
    Doorverwijzing.objects.filter(pk=stap.doorverwijzing_id).update(beantwoord_op=timezone.now())
    (punt,) = [punt for punt in wacht_op(coach) if punt.soort == "antwoord"]
    assert punt.wanneer == timezone.localdate() and not punt.laat
    assert punt.url == stap.doorverwijzing.get_absolute_url()


def test_a_fixed_number_of_queries_and_none_for_others(intake, maak_leerder, coach, django_assert_num_queries) -> None:
    coach.lidmaatschappen_nu  # noqa: B018 - known in a request already
    with django_assert_num_queries(8):
        assert len(wacht_op(coach)) == 1
    for nummer in range(30):
        Leerder.objects.filter(pk=maak_leerder(f"Stil {nummer}").pk).update(laatste_contact="2026-01-01")
    with django_assert_num_queries(8):
        assert len(wacht_op(coach)) == 11
    anders = lid("aanbieder", "coordinator")
    anders.lidmaatschappen_nu  # noqa: B018
    with django_assert_num_queries(0):
        assert wacht_op(anders) == []


def test_the_colleagues_learners_wait_for_the_colleague(intake, coach) -> None:
    assert wacht_op(lid("coach", organisatie=intake.organisatie)) == []


# --- own words ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("woorden", "code"),
    [
        ("dokter bellen", "gezondheid-afspraak-huisarts"),
        ("digit", "overheid-digid-aanvragen"),
        ("sollisiteren", "werk-sollicitatie-sturen"),
        ("Ik wil appen met mijn kleinkinderen!", "berichten-whatsapp-bericht"),
        ("hoe laat gaat de bus", "reizen-reis-plannen"),
        ("toeslag", "overheid-toeslagen"),
        ("foto's kwijt", "vrije-tijd-foto-bewaren"),
    ],
)
def test_own_words_find_the_need(woorden: str, code: str) -> None:
    assert code in zoek(woorden, VRAGEN)


def test_words_that_fit_nothing_find_nothing() -> None:
    assert zoek("xyzzy", VRAGEN) == [] and zoek("ik wil graag", VRAGEN) == [] and zoek("", VRAGEN) == []


@given(st.text(max_size=200))
def test_any_text_gives_known_codes_without_repeats(tekst: str) -> None:
    gevonden = zoek(tekst, VRAGEN[:40])
    assert len(gevonden) == len(set(gevonden)) <= 8
    assert set(gevonden) <= {vraag.code for vraag in VRAGEN}


@given(st.sampled_from([vraag for vraag in VRAGEN if vraag.woorden]))
def test_a_words_own_need_is_found_with_all_its_words(vraag: Zoekbaar) -> None:
    assert vraag.code in zoek(" ".join(vraag.woorden[:5]), VRAGEN)


# --- words ----------------------------------------------------------------------------------------------------------
def test_every_language_has_every_text_and_only_dutch_is_reviewed() -> None:
    talen = leerdertalen()
    assert list(talen) == list(TALEN)
    for taal in talen.values():
        assert set(taal.toestemming) == set(Doel.values)
        assert all(all(deel.strip() for deel in teksten) for teksten in taal.toestemming.values())
    assert talen["ar"].richting == "rtl" and talen["ti"].richting == "ltr"
    assert [taal.code for taal in talen.values() if taal.nagekeken] == ["nl"]


def test_the_language_of_the_screen() -> None:
    assert beste_taal(["so", "ar", "en"]) == "ar"
    assert beste_taal(["so"]) == "nl"
    assert leerdertaal("so").code == "nl"


@pytest.mark.parametrize(
    ("stand", "tekst"),
    [
        (Voortgang(0, 0, 5, 10, 60), "Nog minstens 10 vragen."),
        (Voortgang(1, 0, 5, 8, 12), "1 vraag gehad, 0 van 5 onderdelen klaar. Nog 8 tot 12 vragen."),
        (Voortgang(20, 4, 5, 1, 1), "20 vragen gehad, 4 van 5 onderdelen klaar. Nog 1 vraag."),
        (Voortgang(22, 5, 5, 0, 0), "22 vragen gehad. Alle onderdelen zijn klaar."),
    ],
)
def test_progress_in_words(stand: Voortgang, tekst: str) -> None:
    assert voortgang_in_woorden(stand) == tekst


def test_what_was_not_asked_is_not_missing() -> None:
    assert ontbreekt(apparaten=[], internet_thuis=None, veilige_plek=None, gevraagd=False) == []
    alles = {"internet_thuis": True, "veilige_plek": True, "gevraagd": True}
    for leervragen, apparaten, codes in (
        (["werk-cv-maken"], ["telefoon"], ["laptop"]),
        (["email-bijlage"], ["telefoon", "tablet"], ["laptop"]),
        (["documenten-brief-typen"], ["telefoon", "laptop"], []),
        (["documenten-scannen", "werk-bijbaan"], ["telefoon"], []),
        (["werk-cv-maken"], [], ["apparaat"]),
    ):
        assert [rij["code"] for rij in ontbreekt(apparaten=apparaten, leervragen=leervragen, **alles)] == codes
    mist = ontbreekt(apparaten=[], internet_thuis=False, veilige_plek=False, gevraagd=True)
    assert [rij["code"] for rij in mist] == ["apparaat", "internet", "veilige_plek"]

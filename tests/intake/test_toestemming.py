"""Consent: asked in the learner's language, with what it allows and that it can be taken back; recorded per purpose."""

from __future__ import annotations

import html
from dataclasses import fields
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.actions import plan as plan_acties
from intake.actions.toestemming import heeft_toestemming, trek_toestemming_in
from intake.bewaren import verlopen, wis_dossier
from intake.choices import Doel
from intake.leerdertaal import INTREKKEN_NL, leerdertaal, leerdertalen
from intake.models import Intake, Leerder, Leerplan, Toestemming
from intake.toestemming import UITLEG
from intake.vandaag import wacht_op
from netwerk.kern.models import Gebruiker
from netwerk.kern.profiel import Kaart


@pytest.fixture
def client(client_als, coach: Gebruiker) -> Client:
    return client_als(coach)


@pytest.mark.parametrize("code", [code for code in leerdertalen() if code != "nl"])
def test_question_effect_and_taking_back_stand_in_the_language_beside_the_dutch(client: Client, code: str) -> None:
    taal = leerdertaal(code)
    pagina = html.unescape(client.get(reverse("intake:leerder_nieuw"), {"taal": code}).content.decode())
    for vraag, effect, intrekken in taal.toestemming.values():
        assert vraag in pagina and effect in pagina and intrekken in pagina
    assert taal.intrekken in pagina and taal.intrekken != INTREKKEN_NL
    assert "Mogen wij u aanmelden bij een cursus of een plek?" in pagina
    assert f'lang="{code}" dir="{taal.richting}"' in pagina
    assert ("nog niet nagekeken" in pagina) is not taal.nagekeken


def test_the_learner_hears_everything_that_goes_on_the_card() -> None:
    woord = {
        "voornaam": "voornaam", "contact": "bereikbaar", "talen": "talen", "nederlands": "talen", "leest": "leest",
        "niveau": "niveau", "leervragen": "wat en hoe u wilt leren", "een_op_een": "wat en hoe", "doelgroepen": "groep",
        "dagdelen": "wanneer u kunt", "pc4": "buurt", "apparaten": "wat u thuis heeft", "toelichting": "laten zien",
    }  # fmt: skip
    assert {veld.name for veld in fields(Kaart)} == set(woord)  # a new field of the card has to be told
    for doel in (Doel.DOORVERWIJZEN, Doel.VRIJWILLIGER):
        assert all(deel in UITLEG[doel].effect for deel in woord.values())


def test_the_language_it_was_asked_in_is_recorded_per_purpose(client: Client) -> None:
    client.post(
        reverse("intake:leerder_nieuw") + "?taal=ti", {"voornaam": "Selam", "doelen": [Doel.DOSSIER, Doel.CIJFERS]}
    )
    leerder = Leerder.objects.get(voornaam="Selam")
    assert set(Toestemming.objects.filter(leerder=leerder).values_list("doel", "taal")) == {
        (Doel.DOSSIER, "ti"), (Doel.CIJFERS, "ti"),
    }  # fmt: skip


def test_withdrawing_is_explained_in_the_language_before_it_happens(client: Client, leerder: Leerder) -> None:
    url = reverse("intake:toestemming", args=[leerder.pk]) + "?taal=ti"
    blijft = [Doel.DOSSIER, Doel.DOORVERWIJZEN, Doel.CIJFERS]
    pagina = html.unescape(client.post(url, {"doelen": blijft}).content.decode())
    _vraag, _effect, gevolg = leerdertaal("ti").toestemming[Doel.VRIJWILLIGER]
    assert gevolg in pagina and "Uw kaart wordt gewist" in pagina
    assert leerdertaal("ti").toestemming[Doel.CIJFERS][2] not in pagina
    assert heeft_toestemming(leerder, Doel.VRIJWILLIGER)
    client.post(url, {"doelen": blijft, "zeker": "ja"})
    assert not heeft_toestemming(leerder, Doel.VRIJWILLIGER) and heeft_toestemming(leerder, Doel.CIJFERS)


@pytest.fixture
def ingetrokken(afgerond: Intake, coach: Gebruiker) -> Leerplan:
    """A plan of somebody who took back the consent for the file."""
    plan = plan_acties.maak_plan(afgerond, door=coach)
    trek_toestemming_in(plan.leerder, Doel.DOSSIER, door=coach)
    return plan


def test_after_the_file_was_withdrawn_every_page_leads_to_erasing(
    client: Client, ingetrokken: Leerplan, coach: Gebruiker
) -> None:
    leerder = ingetrokken.leerder
    plan, intake = ingetrokken.pk, ingetrokken.intake_id
    dicht = (
        ("get", "plan", plan, {}), ("get", "afdruk", plan, {}), ("get", "plan_pdf", plan, {}),
        ("get", "resultaat", intake, {}), ("get", "leerder_gegevens", leerder.pk, {}),
        ("post", "stap_nieuw", plan, {"titel": "Samen oefenen"}), ("post", "doel", plan, {"doel": "x"}),
        ("post", "leerder_gegevens", leerder.pk, {"voornaam": "Anders"}), ("post", "plan_maken", intake, {}),
    )  # fmt: skip
    for methode, naam, pk, gegevens in dicht:
        antwoord = getattr(client, methode)(reverse(f"intake:{naam}", args=[pk]), gegevens)
        assert (antwoord.status_code, antwoord.get("Location")) == (302, leerder.get_absolute_url()), naam
    pagina = client.get(leerder.get_absolute_url()).content.decode()
    assert "De toestemming is ingetrokken" in pagina and reverse("intake:leerder_wissen", args=[leerder.pk]) in pagina
    assert "Niveau" not in pagina and reverse("intake:plan", args=[ingetrokken.pk]) not in pagina
    leerder.refresh_from_db()
    assert leerder.voornaam == "Emine" and not ingetrokken.stappen.exists() and ingetrokken.doel == ""
    # It waits for the coach, at home and in the list, until it is erased.
    assert [punt.titel for punt in wacht_op(coach)] == ["Wis het dossier van Emine"]
    lijst = client.get(reverse("intake:leerders"), {"stand": "wissen"})
    assert [regel["leerder"] for regel in lijst.context["regels"]] == [leerder]
    # The law gives the learner a copy until the end.
    assert client.get(reverse("intake:leerder_export", args=[leerder.pk])).status_code == 200


def test_what_no_coach_erased_within_a_week_goes_by_itself(ingetrokken: Leerplan, maak_leerder) -> None:
    blijft, vandaag = maak_leerder("Blijft"), timezone.localdate()
    assert list(verlopen(vandaag)) == list(verlopen(vandaag + timedelta(days=6))) == []
    assert list(verlopen(vandaag + timedelta(days=8))) == [ingetrokken.leerder]
    wis_dossier(ingetrokken.leerder)
    assert list(Leerder.objects.all()) == [blijft]


def test_who_was_not_spoken_to_for_two_years_is_named_before_the_file_goes(leerder: Leerder, coach: Gebruiker) -> None:
    Leerder.objects.filter(pk=leerder.pk).update(laatste_contact=timezone.localdate() - timedelta(days=715))
    (punt,) = [punt for punt in wacht_op(coach) if punt.soort == "stil"]
    assert "Zonder contact wordt het dossier gewist op" in punt.toelichting


def test_without_consent_for_the_file_nothing_is_written_down(client: Client) -> None:
    uit = client.post(reverse("intake:leerder_nieuw"), {"voornaam": "Selam", "doelen": [Doel.CIJFERS]})
    assert uit.status_code == 422 and "schrijven we niets op" in uit.content.decode()
    assert 'value="Selam"' in uit.content.decode()  # what was typed stays on the screen, not in the database
    assert not Leerder.objects.exists() and not Toestemming.objects.exists()


@pytest.mark.parametrize(
    ("jaar", "melding"),
    [("57", "1957 of 2057"), ("2030", "moet nog komen"), ("2015", "16 jaar en ouder"), ("1890", "Klopt het jaar?")],
)
def test_an_impossible_birth_year_says_what_is_wrong(client: Client, leerder: Leerder, jaar: str, melding: str) -> None:
    url = reverse("intake:leerder_gegevens", args=[leerder.pk])
    uit = client.post(url, {"voornaam": "Emine", "versie": leerder.versie, "geboortejaar": jaar})
    assert uit.status_code == 422 and melding in uit.content.decode()
    leerder.refresh_from_db()
    assert leerder.geboortejaar is None

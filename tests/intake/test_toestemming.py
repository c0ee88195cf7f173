"""Consent: asked in the learner's language, with what it allows and that it can be taken back; recorded per purpose."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.urls import reverse

from intake.choices import Doel
from intake.leerdertaal import INTREKKEN_NL, leerdertaal, leerdertalen
from intake.models import Leerder, Toestemming
from netwerk.kern.models import Gebruiker


@pytest.fixture
def client(client_als, coach: Gebruiker) -> Client:
    return client_als(coach)


@pytest.mark.parametrize("code", [code for code in leerdertalen() if code != "nl"])
def test_question_effect_and_taking_back_stand_in_the_language_beside_the_dutch(client: Client, code: str) -> None:
    taal = leerdertaal(code)
    pagina = html.unescape(client.get(reverse("intake:leerder_nieuw"), {"taal": code}).content.decode())
    for vraag, effect in taal.toestemming.values():
        assert vraag in pagina and effect in pagina
    assert taal.intrekken in pagina and taal.intrekken != INTREKKEN_NL
    assert "Mogen wij u aanmelden bij een cursus of een plek?" in pagina
    assert f'lang="{code}" dir="{taal.richting}"' in pagina
    assert ("nog niet nagekeken" in pagina) is not taal.nagekeken


def test_the_language_it_was_asked_in_is_recorded_per_purpose(client: Client) -> None:
    client.post(
        reverse("intake:leerder_nieuw") + "?taal=ti", {"voornaam": "Selam", "doelen": [Doel.DOSSIER, Doel.CIJFERS]}
    )
    leerder = Leerder.objects.get(voornaam="Selam")
    assert set(Toestemming.objects.filter(leerder=leerder).values_list("doel", "taal")) == {
        (Doel.DOSSIER, "ti"), (Doel.CIJFERS, "ti"),
    }  # fmt: skip


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

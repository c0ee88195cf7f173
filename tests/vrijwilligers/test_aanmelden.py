"""The public sign-up in three steps: short, forgiving, safe to press twice, useless to machines."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.bereik import bereik
from tests.fabrieken import OrganisatieFabriek
from vrijwilligers import misbruik
from vrijwilligers.models import Campagne, Vrijwilliger

pytestmark = pytest.mark.django_db
URL = "/vrijwilligers/aanmelden/"
GOED = (
    {"naam": "Selam Proef", "telefoon": "+31 6 1234 5678", "email": ""},
    {"pc4": "1024 AB", "talen": ["nl", "ti"], "nog_een_taal": "so", "momenten": ["week-avond", "weekend-ochtend"]},
    {"vaardigheden": ["apparaat"], "toestemming": "on"},
)


@pytest.fixture(autouse=True)
def rustig(monkeypatch):
    """Tests type faster than people; the counter starts at nought."""
    monkeypatch.setattr(misbruik, "MINSTENS", 0)
    cache.clear()


def mensen() -> list[Vrijwilliger]:
    with bereik(alles=True):
        return list(Vrijwilliger.objects.select_related("campagne", "pc4"))


def stuur(client: Client, url: str = URL, sleutel: str = "", **velden):
    """Walk through the three steps; each field goes to its own. Stops at the first step that does not go on."""
    antwoord = None
    for stap, goed in enumerate(GOED, start=1):
        eigen = {n: w for n, w in velden.items() if n in goed or (stap, n) in ((1, "website"), (3, "opmerking"))}
        gegevens = {**goed, **eigen, "sleutel": sleutel or str(uuid.uuid4())}
        antwoord = client.post(url if stap == 1 else f"{url}?stap={stap}", gegevens)
        if antwoord.status_code != 302:
            return antwoord
    return antwoord


def test_signing_up_lands_in_the_pool(client: Client) -> None:
    assert client.get(URL).status_code == 200
    assert stuur(client).url == reverse("vrijwilligers:bedankt")
    (wie,) = mensen()
    assert wie.in_pool and wie.status == "aangemeld" and wie.toestemming_op is not None
    assert (wie.telefoon, wie.pc4_id, wie.talen) == ("0612345678", "1024", ["nl", "ti", "so"])
    assert wie.dagdelen == ["ma-avond", "di-avond", "wo-avond", "do-avond", "vr-avond", "za-ochtend", "zo-ochtend"]
    assert client.get(reverse("vrijwilligers:bedankt")).status_code == 200
    assert Vrijwilliger.objects.count() == 0  # outside a scope: nobody
    assert "aanmelding" not in client.session  # nothing personal stays behind


def test_nothing_is_lost_between_the_steps_nor_when_going_back_halfway(client: Client) -> None:
    client.post(URL, GOED[0])
    antwoord = client.post(f"{URL}?stap=2", {"pc4": "10", "talen": ["ti"], "terug": "ja"})  # wrong, and still kept
    assert antwoord.url == URL
    assert 'value="Selam Proef"' in client.get(URL).content.decode()
    twee = client.get(f"{URL}?stap=2").content.decode()
    assert 'value="10"' in twee and re.search(r'value="ti"[^>]*checked', twee)
    client.post(f"{URL}?stap=2", GOED[1])
    client.post(f"{URL}?stap=3", {"opmerking": "Liever thuis", "vaardigheden": ["apparaat"], "terug": "ja"})
    drie = client.get(f"{URL}?stap=3").content.decode()
    assert "Liever thuis" in drie and re.search(r'value="apparaat"[^>]*checked', drie)
    assert mensen() == []


def test_a_later_step_without_the_first_leads_to_the_first(client: Client) -> None:
    assert client.get(f"{URL}?stap=3").url == URL
    assert client.post(f"{URL}?stap=3", GOED[2]).url == URL
    assert mensen() == []


def test_pressing_twice_and_signing_up_twice_is_one_person(client: Client) -> None:
    for _ in range(2):
        assert stuur(client, sleutel=str(uuid.uuid4()), email="selam@demo.example").status_code == 302
    assert len(mensen()) == 1
    eerste, tweede = mail.outbox
    assert "Dank u wel" in eerste.body and "We kennen u al" in tweede.body  # only in the person's own mailbox
    assert eerste.subject == tweede.subject


def test_who_had_stopped_and_signs_up_again_is_called_again(client: Client) -> None:
    stuur(client, email="selam@demo.example")
    with bereik(alles=True):
        Vrijwilliger.objects.update(status="gestopt", stopreden="Verhuisd", gestopt_op=timezone.localdate())
    stuur(client, email="selam@demo.example")
    (wie,) = mensen()
    assert (wie.status, wie.stopreden, wie.gestopt_op) == ("aangemeld", "", None)


def test_a_machine_that_fills_in_everything_gets_thanks_and_nothing_else(client: Client) -> None:
    assert stuur(client, website="https://koop.example").url == reverse("vrijwilligers:bedankt")
    assert mensen() == [] and mail.outbox == []


def test_too_fast_is_asked_to_look_once_more_and_loses_nothing(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(misbruik, "MINSTENS", 4)
    antwoord = stuur(client)
    assert antwoord.status_code == 422 and "Dat ging erg snel" in antwoord.content.decode()
    assert mensen() == []
    monkeypatch.setattr(misbruik, "MINSTENS", 0)
    assert client.post(f"{URL}?stap=3", GOED[2]).status_code == 302  # pressing again is enough
    assert len(mensen()) == 1


def test_one_address_cannot_pour_in_people(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(misbruik, "PER_UUR", 2)
    for n in range(2):
        assert stuur(client, naam=f"Mens {n}", telefoon=f"061234567{n}").status_code == 302
    antwoord = stuur(client, naam="Mens 3", telefoon="0612345673")
    assert antwoord.status_code == 429 and "over een uur" in antwoord.content.decode()
    assert len(mensen()) == 2
    elders = Client(REMOTE_ADDR="10.1.2.3")
    assert stuur(elders, naam="Mens 4", telefoon="0612345674").status_code == 302
    assert len(mensen()) == 3


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"telefoon": "", "email": ""}, "Vul een telefoonnummer of een e-mailadres in"),
        ({"telefoon": "06-12"}, "Een nummer heeft 10 cijfers"),
        ({"pc4": "9999"}, "Postcode 9999 ligt niet in deze stad"),
        ({"pc4": "Amsterdam"[:7]}, "Vul de vier cijfers"),
        ({"naam": ""}, "Uw naam: Vul dit in."),
        ({"toestemming": ""}, "Zonder uw toestemming"),
        ({"opmerking": "mijn nummer is 111222333"}, "burgerservicenummer"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(client: Client, velden: dict, melding: str) -> None:
    antwoord = stuur(client, **velden)
    assert antwoord.status_code == 422
    tekst = antwoord.content.decode()
    assert melding in tekst and "data-foutsamenvatting" in tekst
    if velden.keys() & {"telefoon"}:
        assert 'value="Selam Proef"' in tekst
    assert mensen() == []


def test_a_campaign_counts_and_brings_people_to_its_organisation(client: Client) -> None:
    organisatie = OrganisatieFabriek(naam="Buurthuis Proef")
    vandaag = timezone.localdate()
    loopt = Campagne.objects.create(naam="Loopt", van=vandaag, organisatie=organisatie)
    voorbij = Campagne.objects.create(
        naam="Voorbij", van=vandaag - timedelta(days=30), tot=vandaag - timedelta(days=1), organisatie=organisatie
    )
    assert "Buurthuis Proef" in client.get(f"{URL}{loopt.code.upper()}/").content.decode()
    stuur(client, f"{URL}{loopt.code}/")
    stuur(client, f"{URL}{voorbij.code}/", naam="Te Laat", telefoon="0687654321")
    stuur(client, f"{URL}bestaatniet/", naam="Verkeerd Adres", telefoon="0687654322")
    assert {(v.naam, v.organisatie_id, v.campagne) for v in mensen()} == {
        ("Selam Proef", organisatie.pk, loopt),
        ("Te Laat", None, None),
        ("Verkeerd Adres", None, None),
    }

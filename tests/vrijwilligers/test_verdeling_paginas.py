"""The page of the city-wide proposal, and accepting it line by line."""

from __future__ import annotations

import pytest
from django.urls import reverse

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import NederlandsNiveau, Rol
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions, stadsronde
from vrijwilligers.models import Hulpvraag, Koppeling, Toewijzingsregel, Vrijwilliger

from .fabrieken import hulpvraag, vrijwilliger

ADRES = "/vrijwilligers/verdeling/"


@pytest.fixture
def brug(alles):
    organisatie = OrganisatieFabriek()
    return organisatie, lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)


def kies(client, regel, keuze="aannemen"):
    return client.post(reverse("vrijwilligers:verdeling_kies", args=[regel.pk]), {"keuze": keuze}, follow=True)


def test_make_see_and_accept_a_line(brug, client_als) -> None:
    organisatie, door = brug
    wie = vrijwilliger(organisatie, naam="Selam Proef", talen=["nl", "ti"])
    vraag = hulpvraag(organisatie, door, voornaam="Abeba", talen=("ti",), nederlands=NederlandsNiveau.GEEN)
    client = client_als(door)
    assert "Nog geen voorstel" in client.get(ADRES).content.decode()
    antwoord = client.post("/vrijwilligers/verdeling/maak/", {"stadsdeel": ""}, follow=True)
    tekst = antwoord.content.decode()
    assert "voor 1 van 1 hulpvragen" in tekst and "Selam Proef" in tekst and "spreekt Tigrinya" in tekst
    antwoord = kies(client, Toewijzingsregel.objects.get())
    assert "Selam is voorgesteld bij Abeba" in antwoord.content.decode()
    koppeling = Koppeling.objects.get()
    assert (koppeling.vrijwilliger, koppeling.hulpvraag, koppeling.status) == (wie, vraag, "voorgesteld")
    assert "Hier is al voor gekozen" in kies(client, Toewijzingsregel.objects.get()).content.decode()
    assert Koppeling.objects.count() == 1


def test_somebody_elses_volunteer_is_not_named_and_the_request_is_passed_on(brug, client_als) -> None:
    organisatie, door = brug
    ander = OrganisatieFabriek(naam="Buurtkamer Proef (demo)")
    collega = lid(Rol.COORDINATOR, organisatie=ander)
    vrijwilliger(ander, naam="Geheime Naam")
    hulpvraag(organisatie, door, voornaam="Abel")
    stadsronde.maak_ronde()
    client = client_als(door)
    tekst = client.get(ADRES).content.decode()
    assert "Iemand bij Buurtkamer Proef" in tekst and "Geheime" not in tekst
    assert "zoekt nu verder voor Abel" in kies(client, Toewijzingsregel.objects.get()).content.decode()
    assert Hulpvraag.objects.get().naar_organisatie == ander
    daar = client_als(collega)
    assert "Geheime Naam" in daar.get(ADRES).content.decode()
    assert "Geheime is voorgesteld bij Abel" in kies(daar, Toewijzingsregel.objects.get()).content.decode()


def test_from_the_pool_in_one_press(brug, client_als) -> None:
    organisatie, door = brug
    wie = vrijwilliger(None, naam="Poul Pool")
    hulpvraag(organisatie, door)
    stadsronde.maak_ronde()
    client = client_als(door)
    assert "Iemand uit de stadspool" in client.get(ADRES).content.decode()
    kies(client, Toewijzingsregel.objects.get())
    assert Vrijwilliger.objects.get(pk=wie.pk).organisatie == organisatie and Koppeling.objects.count() == 1


def test_what_changed_since_is_judged_again(brug, client_als) -> None:
    organisatie, door = brug
    wie = vrijwilliger(organisatie)
    hulpvraag(organisatie, door)
    stadsronde.maak_ronde()
    actions.verzet(vrijwilliger=wie, naam="pauzeer", door=door)
    antwoord = kies(client_als(door), Toewijzingsregel.objects.get())
    assert "nu niet inzetbaar" in antwoord.content.decode() and not Koppeling.objects.exists()
    assert Toewijzingsregel.objects.get().stand == "open"


def test_skip_and_see_it_again_on_request(brug, client_als) -> None:
    organisatie, door = brug
    vrijwilliger(organisatie)
    hulpvraag(organisatie, door, voornaam="Abel")
    stadsronde.maak_ronde()
    client = client_als(door)
    assert "Niets meer te kiezen" in kies(client, Toewijzingsregel.objects.get(), "overslaan").content.decode()
    assert "Overgeslagen" in client.get(f"{ADRES}?toon=alles").content.decode()


def test_a_coordinator_elsewhere_gets_404(brug, client_als) -> None:
    organisatie, door = brug
    vrijwilliger(organisatie)
    hulpvraag(organisatie, door)
    stadsronde.maak_ronde()
    vreemd = client_als(lid(Rol.COORDINATOR, organisatie=OrganisatieFabriek()))
    assert kies(vreemd, Toewijzingsregel.objects.get()).status_code == 404
    assert "Abel" not in vreemd.get(ADRES).content.decode()


@pytest.mark.parametrize("aantal", [3, 20])
def test_a_fixed_number_of_queries(brug, client_als, django_assert_max_num_queries, aantal) -> None:
    organisatie, door = brug
    for n in range(aantal):
        vrijwilliger(organisatie, naam=f"Demo {n}")
        hulpvraag(organisatie, door)
    stadsronde.maak_ronde()
    client = client_als(door)
    with bereik(alles=True), django_assert_max_num_queries(24):
        assert client.get(ADRES).status_code == 200

"""Sections about the person that an organisation switches off."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from intake.choices import Sectie
from intake.forms import LeerderFormulier
from intake.models import Intake, Intakeinstelling, Leerder
from intake.secties import GEVOLG, VELDEN
from netwerk.kern.models import Gebeurtenis, Gebruiker
from tests.fabrieken import lid

URL = "/intake/instellingen/"


@pytest.fixture
def beheerder(leerder: Leerder) -> Gebruiker:
    return lid("beheerder", organisatie=leerder.organisatie)


@pytest.fixture
def client(client_als, coach: Gebruiker) -> Client:
    return client_als(coach)


def alles_behalve(*uit: str) -> list[str]:
    return [code for code in Sectie.values if code not in uit]


def test_every_section_has_fields_of_the_form_and_says_what_leaving_it_out_costs() -> None:
    assert set(VELDEN) == set(GEVOLG) == set(Sectie.values)
    velden = [veld for sectie in VELDEN.values() for veld in sectie]
    assert len(velden) == len(set(velden)) and set(velden) < set(LeerderFormulier.Meta.fields)


def test_a_section_that_is_off_is_not_asked_and_loses_nothing(
    client: Client, client_als, leerder: Leerder, beheerder: Gebruiker
) -> None:
    Leerder.objects.filter(pk=leerder.pk).update(digid="nee", contact="via haar zus")
    baas = client_als(beheerder)
    baas.post(URL, {"aan": alles_behalve(Sectie.DIGID, Sectie.CONTACT)})
    pagina = baas.get(URL).content.decode()
    assert 'id="sectie-waar" name="aan" value="waar" checked' in pagina
    assert 'value="digid" checked' not in pagina
    gegevens = reverse("intake:leerder_gegevens", args=[leerder.pk])
    vragen = client.get(gegevens).content.decode()
    assert "DigiD" not in vragen and "id_contact" not in vragen and "id_pc4" in vragen
    leerder.refresh_from_db()
    antwoord = client.post(gegevens, {"voornaam": "Emine", "versie": leerder.versie, "digid": "ja", "pc4": "1024"})
    assert antwoord.status_code == 302
    leerder.refresh_from_db()
    assert (leerder.digid, leerder.contact, leerder.pc4_id) == ("nee", "via haar zus", "1024")
    assert Gebeurtenis.objects.get(soort="intake:secties").gegevens == {"uit": ["contact", "digid"]}


def test_all_off_leaves_name_and_language(client: Client, client_als, leerder: Leerder, beheerder: Gebruiker) -> None:
    client_als(beheerder).post(URL, {"aan": []})
    formulier = client.get(reverse("intake:leerder_gegevens", args=[leerder.pk])).context["form"]
    assert set(formulier.fields) == {"sleutel", "versie", "voornaam", "nederlands", "leest", "talen"}


def test_what_was_not_asked_is_not_missing(client: Client, afgerond: Intake) -> None:
    Leerder.objects.filter(pk=afgerond.leerder_id).update(persoon_gevraagd=True, apparaten=[])
    url = reverse("intake:resultaat", args=[afgerond.pk])
    assert "Heeft geen apparaat" in client.get(url).content.decode()
    Intakeinstelling.objects.create(organisatie_id=afgerond.organisatie_id, uit=[Sectie.APPARATEN])
    assert "Heeft geen apparaat" not in client.get(url).content.decode()


def test_the_setting_is_of_one_organisation_and_for_its_administrator(
    client: Client, client_als, leerder: Leerder, beheerder: Gebruiker
) -> None:
    assert client.get(URL).status_code == 404  # a coach
    vreemd = client_als(lid("beheerder"))
    assert vreemd.get(URL, {"organisatie": leerder.organisatie_id}).status_code == 404
    assert vreemd.post(f"{URL}?organisatie={leerder.organisatie_id}", {"aan": []}).status_code == 404
    vreemd.post(URL, {"aan": []})
    assert list(Intakeinstelling.objects.values_list("uit", flat=True)) == [Sectie.values]
    assert "id_contact" in client.get(reverse("intake:leerder_gegevens", args=[leerder.pk])).content.decode()


def test_an_unknown_section_is_refused(client_als, beheerder: Gebruiker) -> None:
    assert client_als(beheerder).post(URL, {"aan": ["bsn"]}).status_code == 422
    assert not Intakeinstelling.objects.exists()

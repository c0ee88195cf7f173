"""An organisation keeps its own details and places: nobody needs the admin for a new address or for wifi."""

from __future__ import annotations

import pytest
from django.urls import reverse

from aanbod.models import Aanbod
from netwerk.kern.choices import Rol
from netwerk.kern.models import Locatie
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import LocatieFabriek, OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db
NIEUW = {"naam": "Nieuwe zaal", "straat": "Proefkade 2", "postcode": "1103 ab", "plaats": "Amsterdam", "route": "",
         "rolstoel": "ja", "gratis_wifi": "", "computers": "4", "prive_ruimte": "nee"}  # fmt: skip


@pytest.fixture
def wie():
    return lid(Rol.BEHEERDER)


def test_a_new_place_lies_in_a_district_and_counts_once(wie, client_als) -> None:
    client, organisatie = client_als(wie), wie.organisaties_met_rol(Rol.BEHEERDER)[0]
    assert "Nog geen plekken" in client.get(reverse("portaal:plekken")).content.decode()
    adres = reverse("aanbod:plek_nieuw", args=[organisatie.slug])
    mis = client.post(adres, NIEUW | {"postcode": "9999 ZZ"})
    assert mis.status_code == 422 and "ligt niet in deze stad" in mis.content.decode()
    assert "Proefkade 2" in mis.content.decode()
    sleutel = client.get(adres).context["form"]["sleutel"].value()
    for _ in range(2):
        assert client.post(adres, NIEUW | {"sleutel": sleutel}).status_code == 302
    [plek] = organisatie.locaties.all()
    assert (plek.stadsdeel_id, plek.rolstoel, plek.gratis_wifi, plek.prive_ruimte) == ("zuidoost", True, None, False)
    assert "Nieuwe zaal" in client.get(reverse("portaal:plekken")).content.decode()


def test_moving_takes_the_provision_along(wie, client_als, alles) -> None:
    organisatie = wie.organisaties_met_rol(Rol.BEHEERDER)[0]
    plek = LocatieFabriek(organisatie=organisatie, postcode="1024 ZZ")
    aanbod = maak_aanbod(organisatie=organisatie, locaties=[plek], pc4=None)
    voor = aanbod.zoekwoorden
    adres = reverse("aanbod:plek", args=[plek.pk])
    assert client_als(wie).post(adres, NIEUW | {"versie": str(plek.versie)}).status_code == 302
    plek.refresh_from_db()
    assert (plek.stadsdeel_id, plek.pc4_id) == ("zuidoost", "1103") and plek.lat != 52.4
    assert Aanbod.objects.get(pk=aanbod.pk).zoekwoorden != voor
    assert client_als(wie).post(adres, NIEUW | {"versie": "1", "naam": "Oud"}).status_code == 422  # stale


def test_details_and_strangers(wie, client_als) -> None:
    client, organisatie = client_als(wie), wie.organisaties_met_rol(Rol.BEHEERDER)[0]
    adres = reverse("portaal:organisatie", args=[organisatie.slug])
    velden = {"omschrijving": "Wij helpen.", "email": "info@demo.example", "versie": str(organisatie.versie)}
    assert client.post(adres, velden).status_code == 302
    organisatie.refresh_from_db()
    assert (organisatie.omschrijving, organisatie.naam != "") == ("Wij helpen.", True)
    ander = OrganisatieFabriek()
    van_ander = LocatieFabriek(organisatie=ander)
    for pad in (
        reverse("portaal:organisatie", args=[ander.slug]),
        reverse("aanbod:plek", args=[van_ander.pk]),
    ):
        assert client.post(pad, NIEUW).status_code == 404
    assert client_als(lid(Rol.COACH)).get(reverse("portaal:plekken")).status_code == 404
    assert Locatie.objects.get(pk=van_ander.pk).naam == van_ander.naam

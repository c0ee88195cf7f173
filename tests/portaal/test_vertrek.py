"""Somebody leaves an organisation: access ends at once, and no work is left in a name that does not come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aanbod.models import Doorverwijzing
from intake.models import Leerder
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebeurtenis, Gebruiker
from netwerk.overleg.models import Taak
from netwerk.portaal.overdragen import open_werk
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db


def test_work_goes_to_colleagues_and_access_ends_at_once(client_als: Callable[[Gebruiker], Client]) -> None:
    brug = OrganisatieFabriek(naam="De Brug")
    hassan, samira, joost = (
        lid(rol, organisatie=brug, naam=naam)
        for rol, naam in (("beheerder", "Hassan"), ("coach", "Samira"), ("coach", "Joost"))
    )
    elders = OrganisatieFabriek()
    with bereik(alles=True):
        leerder = Leerder.objects.create(organisatie=brug, coach=samira, voornaam="Emine")
        elders_ook = Leerder.objects.create(organisatie=elders, coach=samira, voornaam="Van een ander huis")
        kaart = Doorverwijzing.objects.create(
            van_organisatie=brug, naar_organisatie=elders, aanbod=maak_aanbod(organisatie=elders), status="verstuurd",
            voornaam="Emine", uiterlijk=timezone.localdate(), verstuurd_op=timezone.now(), eigenaar_verzender=samira,
            eigenaar_ontvanger_naam="Post",
        )  # fmt: skip
        taak = Taak.objects.create(
            titel="Bellen", eigenaar=samira, eigenaar_organisatie=brug, status="opgepakt",
            uiterlijk=timezone.localdate() + timedelta(days=3),
        )  # fmt: skip
        assert {werk.soort.code: werk.aantal for werk in open_werk(samira, brug)} == {
            "leerders": 1, "verstuurd": 1, "taken": 1,
        }  # fmt: skip
    open_scherm = client_als(samira)
    assert open_scherm.get("/intake/").status_code == 200
    beheer, adres = client_als(hassan), reverse("portaal:lid_weg", args=[brug.slug, samira.pk])
    pagina = beheer.get(adres).content.decode()
    assert "Leerders (1)" in pagina and "Joost" in pagina
    # Not said who takes it, or somebody who cannot: nothing happens.
    alles_joost = {"leerders": joost.pk, "verstuurd": joost.pk, "taken": joost.pk}
    for velden in ({}, {**alles_joost, "taken": "niemand"}, {**alles_joost, "leerders": hassan.pk}):
        assert beheer.post(adres, velden).status_code == 422
    assert open_scherm.get("/intake/").status_code == 200
    antwoord = beheer.post(adres, {"leerders": joost.pk, "verstuurd": "niemand", "taken": hassan.pk}, follow=True)
    assert "Overgedragen: 1 leerders, 1 verstuurde doorverwijzingen" in antwoord.content.decode()
    assert open_scherm.get("/intake/").status_code in (302, 404)
    with bereik(alles=True):
        for rij in (leerder, kaart, taak, elders_ook):
            rij.refresh_from_db()
        assert (leerder.coach, kaart.eigenaar_verzender, taak.eigenaar) == (joost, None, hassan)
        assert elders_ook.coach == samira
        assert Gebeurtenis.objects.filter(soort="lid:overgedragen", object_id=str(samira.pk)).count() == 3


def test_the_last_manager_stays_and_keeps_the_work(client_als: Callable[[Gebruiker], Client]) -> None:
    hassan = lid("beheerder")
    organisatie = hassan.organisaties_met_rol("beheerder")[0]
    antwoord = client_als(hassan).post(reverse("portaal:lid_weg", args=[organisatie.slug, hassan.pk]), follow=True)
    assert "Iemand moet de organisatie beheren" in antwoord.content.decode()

"""The guided start: five steps per role, ticked off by what happened and never by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.demo import Demostad
from netwerk.kern.models import Gebruiker, Lidmaatschap
from netwerk.portaal import beginnen
from netwerk.portaal.demo import vul_demostad


@pytest.fixture(scope="module")
def demostad(django_db_setup: None, django_db_blocker: Any) -> Iterator[Demostad]:
    """One city for the module, rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("laad_vragenlijst", verbosity=0)
        yield vul_demostad()
        transaction.set_rollback(True)


@pytest.fixture
def nieuweling(demostad: Demostad) -> Gebruiker:
    """Somebody who joined today, at an organisation of which the others did much already."""
    nieuw = Gebruiker.objects.create_user("nieuw@demo.example", naam="Nieuwe Begeleider (demo)")
    organisatie = demostad.gebruikers["coach"].lidmaatschappen_nu[0].organisatie
    Lidmaatschap.objects.create(gebruiker=nieuw, organisatie=organisatie, rol=Rol.COACH)
    return nieuw


@pytest.mark.django_db
def test_a_new_coach_starts_at_nothing_and_sees_the_first_step(client: Client, nieuweling: Gebruiker) -> None:
    client.force_login(nieuweling)
    start = client.get("/")
    assert "0 van 5 stappen gedaan" in start.content.decode()
    (lijst,) = start.context["beginnen"]
    assert [stap["gedaan"] for stap in lijst.stappen] == [False] * 5
    assert lijst.volgende["url"] == reverse("intake:leerder_nieuw")

    stappen = client.get(reverse("portaal:beginnen"))
    assert stappen.status_code == 200
    for stap in lijst.stappen:
        assert client.get(stap["url"]).status_code == 200, stap["titel"]


@pytest.mark.django_db
@pytest.mark.parametrize(("wie", "rol"), [("coach", Rol.COACH), ("aanbieder", Rol.AANBIEDER)])
def test_who_did_the_work_sees_it_ticked_off(demostad: Demostad, wie: str, rol: str) -> None:
    gebruiker = demostad.gebruikers[wie]
    with bereik(gebruiker.organisatie_ids):
        lijst = next(lijst for lijst in beginnen.voor(gebruiker) if lijst.rol == rol)
    assert lijst.aantal_gedaan >= 4, [(s["titel"], s["gedaan"]) for s in lijst.stappen]


@pytest.mark.django_db
def test_hidden_on_request_and_shown_again(client: Client, nieuweling: Gebruiker) -> None:
    client.force_login(nieuweling)
    assert client.get(reverse("portaal:begin_verberg")).status_code == 405
    gezegd = client.post(reverse("portaal:begin_verberg"), follow=True)
    assert not gezegd.context["beginnen"]
    assert "Mijn account" in str(*gezegd.context["messages"])
    assert f'href="{reverse("portaal:beginnen")}"' in client.get(reverse("portaal:account")).content.decode()
    assert "weer op mijn startpagina" in client.get(reverse("portaal:beginnen")).content.decode()
    client.post(reverse("portaal:begin_verberg"), {"weer": "1"})
    assert client.get("/").context["beginnen"]


@pytest.mark.django_db
def test_one_query_per_role(demostad: Demostad, django_assert_num_queries) -> None:
    gebruiker = demostad.gebruikers["coach-west"]
    gebruiker.lidmaatschappen_nu  # noqa: B018 - known before the page asks
    with bereik(gebruiker.organisatie_ids):
        rollen = sum(gebruiker.heeft_rol(rol) for rol in beginnen.PER_ROL)
        with django_assert_num_queries(rollen):
            assert len(beginnen.voor(gebruiker)) == rollen >= 2

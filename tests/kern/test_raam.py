"""What every page of somebody who is logged in costs: shared pieces that never mix up people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from netwerk.kern.models import Lidmaatschap, Organisatie
from netwerk.kern.templatetags.netwerk import _OPEN_PLEK, _RAAM
from tests.fabrieken import OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db


def test_a_kept_header_holds_the_name_and_the_token_of_who_looks() -> None:
    _RAAM.leeg()
    een, ander = lid("coach"), lid("coach")
    klanten = {gebruiker: Client() for gebruiker in (een, ander)}
    for klant, gebruiker in ((klant, gebruiker) for gebruiker, klant in klanten.items()):
        klant.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    for gebruiker, klant in (*klanten.items(), *klanten.items()):  # the second round from kept pieces
        pagina = klant.get("/over/").content.decode()
        assert gebruiker.naam in pagina and _OPEN_PLEK not in pagina
        assert not any(wie.naam in pagina for wie in klanten if wie != gebruiker and wie.naam != gebruiker.naam)
        # The form in the header works with the protection against forged forms on.
        streng = Client(enforce_csrf_checks=True)
        streng.cookies = klant.cookies
        token = pagina.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        assert streng.post("/account/logout/", {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
        assert len(token) == 64
    een.naam = "Een Andere Naam"
    een.save()
    assert "Een Andere Naam" in klanten[een].get("/over/").content.decode()
    assert "Een Andere Naam" not in Client().get("/over/").content.decode()
    assert streng.post("/account/logout/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_the_memberships_are_those_of_the_orm(django_assert_num_queries) -> None:
    gebruiker = lid("coach", "aanbieder")
    Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=OrganisatieFabriek(), rol="curator")
    weg = OrganisatieFabriek(actief=False)
    Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=weg, rol="coach")
    with django_assert_num_queries(1):
        nu = Lidmaatschap.objects.van_gebruiker(gebruiker)
        assert [rij.gebruiker for rij in nu] == [gebruiker] * 3 and weg not in [rij.organisatie for rij in nu]
    volgens = gebruiker.lidmaatschappen.filter(organisatie__actief=True).order_by("pk")
    assert nu == list(volgens)
    for rij in nu:
        echt = Organisatie.objects.get(pk=rij.organisatie_id)
        assert vars(rij.organisatie) | {"_state": 0} == vars(echt) | {"_state": 0} and not rij.organisatie._state.adding


def test_a_session_that_is_over_or_gone_is_nobody(client) -> None:
    client.force_login(lid("coach"))
    assert client.get("/mijn-account/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/mijn-account/").status_code == 302

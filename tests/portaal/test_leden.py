"""Who works for an organisation: what a manager may change, and that leaving ends access at once."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from netwerk.kern.choices import NETWERKROLLEN, Rol
from netwerk.kern.models import Gebruiker, Lidmaatschap
from netwerk.portaal.actions import nodig_uit, zet_rollen
from tests.fabrieken import GebruikerFabriek, OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db
ClientAls = Callable[[Gebruiker], Client]


def rollen_van(gebruiker: Gebruiker, organisatie) -> set[str]:
    return set(Lidmaatschap.objects.filter(gebruiker=gebruiker, organisatie=organisatie).values_list("rol", flat=True))


def adres(naam: str, organisatie, *rest) -> str:
    return reverse(f"portaal:{naam}", args=[organisatie.slug, *rest])


@pytest.fixture
def brug():
    return OrganisatieFabriek(naam="De Brug")


@pytest.fixture
def hassan(brug) -> Gebruiker:
    return lid(Rol.BEHEERDER, organisatie=brug, naam="Hassan")


def test_only_the_managers_of_this_organisation_get_in(client_als: ClientAls, brug) -> None:
    collega = lid(Rol.COACH, organisatie=brug)
    vreemde = lid(Rol.BEHEERDER)
    for wie in (collega, vreemde, lid(Rol.SECRETARIS)):
        for naam, *rest in (("leden_van",), ("uitnodigen",), ("rollen", collega.pk), ("lid_weg", collega.pk)):
            assert client_als(wie).get(adres(naam, brug, *rest)).status_code == 404
            assert client_als(wie).post(adres(naam, brug, *rest), {"rollen": ["beheerder"]}).status_code in (404, 405)
    assert rollen_van(collega, brug) == {Rol.COACH}


def test_nobody_of_another_organisation_can_be_changed(client_als: ClientAls, hassan: Gebruiker, brug) -> None:
    elders = lid(Rol.COACH)
    for naam in ("rollen", "lid_weg"):
        assert client_als(hassan).post(adres(naam, brug, elders.pk), {"rollen": ["coach"]}).status_code == 404


def test_the_list_names_everybody_with_all_roles(client_als: ClientAls, hassan: Gebruiker, brug) -> None:
    lid(Rol.COACH, Rol.CURATOR, organisatie=brug, naam="Ingrid")
    lid(Rol.COACH, naam="Van Elders")
    pagina = client_als(hassan).get(reverse("portaal:leden")).content.decode()
    assert "Ingrid" in pagina and "Coach, Neutrale curator" in pagina
    assert "dat bent u" in pagina
    assert "Van Elders" not in pagina


def test_the_list_takes_as_many_queries_for_many(
    client_als: ClientAls, hassan: Gebruiker, brug, django_assert_num_queries
) -> None:
    client = client_als(hassan)
    # Session, user, scope (savepoint, set, release and put back), memberships, and the list itself.
    client.get(reverse("portaal:leden"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as weinig:
        client.get(reverse("portaal:leden"))
    for _ in range(12):
        lid(Rol.COACH, Rol.AANBIEDER, organisatie=brug)
    with django_assert_num_queries(len(weinig)):
        client.get(reverse("portaal:leden"))
    assert len(weinig) <= 10


def test_roles_are_set_and_network_roles_stay(client_als: ClientAls, hassan: Gebruiker, brug) -> None:
    ingrid = lid(Rol.COACH, Rol.CURATOR, organisatie=brug)
    antwoord = client_als(hassan).post(adres("rollen", brug, ingrid.pk), {"rollen": ["aanbieder", "coordinator"]})
    assert antwoord.status_code == 302
    assert rollen_van(ingrid, brug) == {Rol.AANBIEDER, Rol.COORDINATOR, Rol.CURATOR}


def test_no_role_at_all_is_told_where_it_was_forgotten(client_als: ClientAls, hassan: Gebruiker, brug) -> None:
    joost = lid(Rol.COACH, organisatie=brug)
    antwoord = client_als(hassan).post(adres("rollen", brug, joost.pk), {})
    assert antwoord.status_code == 422
    assert "Kies minstens één rol." in antwoord.content.decode()
    assert rollen_van(joost, brug) == {Rol.COACH}


@pytest.mark.parametrize("rol", sorted(NETWERKROLLEN))
def test_a_manager_gives_no_network_role(client_als: ClientAls, hassan: Gebruiker, brug, rol: str) -> None:
    joost = lid(Rol.COACH, organisatie=brug)
    assert client_als(hassan).post(adres("rollen", brug, joost.pk), {"rollen": [rol]}).status_code == 422
    with pytest.raises(PermissionDenied):
        zet_rollen(organisatie=brug, gebruiker=joost, rollen=[rol], door=hassan)
    assert rollen_van(joost, brug) == {Rol.COACH}


def test_an_action_asks_for_itself_who_may(brug) -> None:
    joost = lid(Rol.COACH, organisatie=brug)
    with pytest.raises(PermissionDenied):
        zet_rollen(organisatie=brug, gebruiker=joost, rollen=[Rol.BEHEERDER], door=joost)
    with pytest.raises(PermissionDenied):
        nodig_uit(organisatie=brug, email="x@demo.example", naam="X", rollen=[Rol.COACH], door=joost)


def test_the_last_manager_stays(client_als: ClientAls, hassan: Gebruiker, brug) -> None:
    client = client_als(hassan)
    antwoord = client.post(adres("rollen", brug, hassan.pk), {"rollen": ["coach"]})
    assert antwoord.status_code == 422
    assert "Maak eerst een ander beheerder." in antwoord.content.decode()
    assert (
        "Maak eerst een ander beheerder."
        in client.post(adres("lid_weg", brug, hassan.pk), follow=True).content.decode()
    )
    assert rollen_van(hassan, brug) == {Rol.BEHEERDER}
    # A manager who cannot log in any more does not count.
    lid(Rol.BEHEERDER, organisatie=brug, is_active=False)
    with pytest.raises(ValidationError):
        zet_rollen(organisatie=brug, gebruiker=hassan, rollen=[], door=hassan)
    lid(Rol.BEHEERDER, organisatie=brug)
    zet_rollen(organisatie=brug, gebruiker=hassan, rollen=[], door=hassan)
    assert rollen_van(hassan, brug) == set()


def test_leaving_ends_access_with_the_next_click(client_als: ClientAls, hassan: Gebruiker, brug) -> None:
    joost = lid(Rol.COACH, organisatie=brug)
    van_joost = client_als(joost)
    assert van_joost.get(reverse("intake:leerders")).status_code == 200
    vraag = client_als(hassan).get(adres("lid_weg", brug, joost.pk))
    assert "meteen niets meer" in vraag.content.decode()
    assert rollen_van(joost, brug) == {Rol.COACH}, "asking changes nothing"
    client_als(hassan).post(adres("lid_weg", brug, joost.pk))
    assert rollen_van(joost, brug) == set()
    assert van_joost.get(reverse("intake:leerders")).status_code == 404


# --- invite ---------------------------------------------------------------------------------------------------------
def nodig(client: Client, brug, **velden):
    data = {"email": "nieuw@demo.example", "naam": "Nieuwe Collega", "rollen": ["coach"], **velden}
    return client.post(adres("uitnodigen", brug), data)


def test_somebody_new_gets_a_mail_and_chooses_a_password(
    client: Client, client_als: ClientAls, hassan: Gebruiker, brug, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert nodig(client_als(hassan), brug, email="Nieuw@Demo.example").status_code == 302
    nieuw = Gebruiker.objects.get(email="nieuw@demo.example")
    assert not nieuw.has_usable_password()
    assert rollen_van(nieuw, brug) == {Rol.COACH}
    brief = mail.outbox[0]
    assert brief.to == ["nieuw@demo.example"]
    assert "De Brug" in brief.subject and "Hassan" in brief.body
    pad = re.search(r"https?://[^/\s]+(/account/password/\S+)", brief.body)[1]
    pagina = client.get(pad, follow=True)
    assert pagina.status_code == 200
    wachtwoord = "een-lang-en-eigen-wachtwoord"
    client.post(pagina.request["PATH_INFO"], {"password1": wachtwoord, "password2": wachtwoord})
    nieuw.refresh_from_db()
    assert nieuw.check_password(wachtwoord)


def test_who_has_an_account_keeps_name_and_password(
    client_als: ClientAls, hassan: Gebruiker, brug, django_capture_on_commit_callbacks
) -> None:
    bestaand = GebruikerFabriek(email="nieuw@demo.example", naam="Eigen Naam")
    with django_capture_on_commit_callbacks(execute=True):
        assert nodig(client_als(hassan), brug).status_code == 302
    oud = bestaand.password
    bestaand.refresh_from_db()
    assert (bestaand.naam, bestaand.password) == ("Eigen Naam", oud)
    assert rollen_van(bestaand, brug) == {Rol.COACH}
    assert "password" not in mail.outbox[0].body


def test_who_works_here_already_and_what_is_missing_is_told(client_als: ClientAls, hassan: Gebruiker, brug) -> None:
    lid(Rol.COACH, organisatie=brug, email="nieuw@demo.example")
    antwoord = nodig(client_als(hassan), brug)
    assert antwoord.status_code == 422
    assert "werkt al bij De Brug" in antwoord.content.decode()
    assert 'value="Nieuwe Collega"' in antwoord.content.decode()
    antwoord = nodig(client_als(hassan), brug, email="geen-adres", rollen=[])
    assert antwoord.status_code == 422
    assert "Kies minstens één rol." in antwoord.content.decode()


def test_a_closed_account_is_not_opened(client_als: ClientAls, hassan: Gebruiker, brug) -> None:
    dicht = GebruikerFabriek(email="nieuw@demo.example", is_active=False)
    assert nodig(client_als(hassan), brug).status_code == 422
    assert rollen_van(dicht, brug) == set()


def test_a_double_submit_invites_once(
    client_als: ClientAls, hassan: Gebruiker, brug, django_capture_on_commit_callbacks
) -> None:
    client, sleutel = client_als(hassan), str(uuid.uuid4())
    with django_capture_on_commit_callbacks(execute=True):
        assert [nodig(client, brug, sleutel=sleutel).status_code for _ in range(2)] == [302, 302]
    assert len(mail.outbox) == 1

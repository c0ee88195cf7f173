"""The first run for a new city: repeatable, and no password on the command line."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from leermateriaal.models import Materiaal
from netwerk.kern.models import Gebruiker

pytestmark = pytest.mark.django_db


def begin(**opties: object) -> str:
    uit = StringIO()
    call_command("begin", stdout=uit, **opties)
    return uit.getvalue()


def test_the_first_administrator_chooses_a_password_by_link(settings) -> None:
    settings.PORTAAL_URL = "https://portaal.example"
    uit = begin(email="beheer@stad.example", naam="Ada Beheer")
    assert Materiaal.objects.exists()
    beheerder = Gebruiker.objects.get(email="beheer@stad.example")
    assert beheerder.is_superuser and not beheerder.has_usable_password()
    pad = re.search(r"https://portaal\.example(\S+)", uit)[1]
    client = Client()
    naar = client.get(pad, follow=True)
    assert naar.status_code == 200
    client.post(naar.request["PATH_INFO"], {"password1": "zes-paarse-fietsen", "password2": "zes-paarse-fietsen"})
    beheerder.refresh_from_db()
    assert beheerder.check_password("zes-paarse-fietsen")


def test_again_changes_nothing() -> None:
    begin(email="beheer@stad.example")
    voor = (Materiaal.objects.count(), Gebruiker.objects.count())
    begin(email="beheer@stad.example")
    assert (Materiaal.objects.count(), Gebruiker.objects.count()) == voor


def test_a_member_does_not_become_administrator_by_accident() -> None:
    Gebruiker.objects.create_user("coach@stad.example", "een-lang-wachtwoord-42", naam="Coach")
    with pytest.raises(CommandError, match="gewone gebruiker"):
        begin(email="coach@stad.example", zonder_materiaal=True)
    assert not Gebruiker.objects.get().is_superuser


def test_bad_address_is_refused_before_anything_happens() -> None:
    with pytest.raises(CommandError, match="geen e-mailadres"):
        begin(email="beheer")


def test_says_when_nobody_can_get_in_yet() -> None:
    assert "nog geen beheerder" in begin(zonder_materiaal=True)
    assert not Materiaal.objects.exists()

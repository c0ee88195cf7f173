"""Who gets in where: every address × every kind of user, in the demo city. An address that is not listed fails.

The rule: login by default, public pages listed by name, and a stranger gets 404, not 403. Objects are those of
Buurthuis De Brug and of the ROC, so that a user with the right role at another organisation is a stranger too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from netwerk.kern.bereik import bereik
from netwerk.portaal.demo import vul_demostad
from tests.toegang_tabel import BUITEN_DE_TABEL, INGELOGD, NERGENS, PUBLIEK, TABEL, voorbeelden

pytestmark = pytest.mark.django_db

GEBRUIKERS = (
    "coach",
    "coach-west",
    "coordinator",
    "coordinator-zuid",
    "aanbieder",
    "aanbieder-stap",
    "beheerder",
    "curator",
    "regie",
    "secretaris",
    "admin",
)


def eigen_adressen() -> list[str]:
    """Names of all our own addresses: namespace:name."""

    def loop(patronen: list[Any], ruimte: str) -> list[str]:
        namen: list[str] = []
        for patroon in patronen:
            if isinstance(patroon, URLResolver):
                namen += loop(patroon.url_patterns, patroon.namespace or ruimte)
            elif isinstance(patroon, URLPattern) and patroon.name:
                namen.append(f"{ruimte}:{patroon.name}" if ruimte else patroon.name)
        return namen

    return [naam for naam in loop(get_resolver().url_patterns, "") if naam.partition(":")[0] not in BUITEN_DE_TABEL]


def test_every_address_is_listed_and_nothing_else() -> None:
    bestaand = {naam for naam in eigen_adressen() if ":" in naam}
    assert sorted(bestaand - TABEL.keys()) == []
    assert sorted(TABEL.keys() - bestaand) == []


@dataclass
class Huis:
    """The demo city, seen by each user's browser."""

    clients: dict[str, Client]
    adressen: dict[str, str]


@pytest.fixture(scope="module")
def huis(django_db_setup: None, django_db_blocker: Any) -> Iterator[Huis]:
    """One city for the module, in a transaction that is rolled back; requests nest in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("laad_vragenlijst", verbosity=0)
        stad = vul_demostad()
        clients = {}
        for sleutel in GEBRUIKERS:
            clients[sleutel] = Client()
            clients[sleutel].force_login(stad.gebruikers[sleutel], backend="django.contrib.auth.backends.ModelBackend")
        with bereik(alles=True):
            argumenten: dict[str, Callable[[], dict[str, Any]]] = voorbeelden(stad)
            adressen = {naam: reverse(naam, kwargs=argumenten[naam]() if naam in argumenten else {}) for naam in TABEL}
        yield Huis(clients, adressen)
        transaction.set_rollback(True)


def verwacht(naam: str, gebruiker: str) -> bool:
    toegang = TABEL[naam]
    return toegang in (PUBLIEK, INGELOGD) or gebruiker in toegang


def test_get_as_everybody(huis: Huis) -> None:
    fout = []
    for naam, adres in huis.adressen.items():
        for gebruiker, client in huis.clients.items():
            status = client.get(adres).status_code
            goed = status in (200, 301, 302, 405) if verwacht(naam, gebruiker) else status in (404, 405)
            if not goed:
                fout.append(f"{gebruiker} GET {naam}: {status}")
    assert not fout, "\n".join(fout)


def test_post_by_a_stranger_finds_nothing(huis: Huis) -> None:
    fout = []
    for naam, adres in huis.adressen.items():
        for gebruiker, client in huis.clients.items():
            if not verwacht(naam, gebruiker) and (status := client.post(adres, {}).status_code) not in (404, 405):
                fout.append(f"{gebruiker} POST {naam}: {status}")
    assert not fout, "\n".join(fout)


def test_visitor_without_login(huis: Huis) -> None:
    fout = []
    for naam, adres in huis.adressen.items():
        antwoord = Client().get(adres)
        naar_login = antwoord.status_code == 302 and antwoord["Location"].startswith("/account/login/")
        if naar_login != (TABEL[naam] not in (PUBLIEK, NERGENS)) or antwoord.status_code >= 500:
            fout.append(f"GET {naam}: {antwoord.status_code}")
        if TABEL[naam] not in (PUBLIEK, NERGENS):
            antwoord = Client().post(adres, {})
            if not (antwoord.status_code == 302 and antwoord["Location"].startswith("/account/login/")):
                fout.append(f"POST {naam}: {antwoord.status_code}")
    assert not fout, "\n".join(fout)

"""Fixtures that the tests of every room share; a plugin of tests/conftest.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebruiker


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The vocabularies stand in every test database, as they do in every installation."""
    with django_db_blocker.unblock():
        laad_alle_basis()


@pytest.fixture
def alles(db) -> Iterator[None]:
    """See and write every row for the length of the test. Requests still get the scope of their own user."""
    with bereik(alles=True):
        yield


@pytest.fixture
def client_als() -> Callable[[Gebruiker], Client]:
    """A browser in which this user is logged in."""

    def maak(gebruiker: Gebruiker) -> Client:
        client = Client()
        client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return maak


_GELEEGD = False


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Put the base data back after a test with real commits: it ends by emptying every table.

    A hook and no fixture: it must run before the next test opens the transaction that it later rolls back. Only after
    such a test, so it costs nothing otherwise.
    """
    global _GELEEGD
    merk = item.get_closest_marker("django_db")
    namen = set(getattr(item, "fixturenames", ()))
    if merk is None and not {"db", "transactional_db", "live_server"} & namen:
        return
    if _GELEEGD:
        with item.config.stash[blocking_manager_key].unblock():
            laad_alle_basis()
    _GELEEGD = bool(merk and merk.kwargs.get("transaction")) or bool({"transactional_db", "live_server"} & namen)


def laad_alle_basis() -> None:
    """What migrations and the loading commands put into every installation."""
    from vrijwilligers import basis
    from vrijwilligers.models import Eis, Module

    call_command("laad_basis", verbosity=0)
    call_command("laad_vragenlijst", verbosity=0)
    with bereik(alles=True):
        basis.laad(Module, Eis)

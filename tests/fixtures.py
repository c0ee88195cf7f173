"""Fixtures that the tests of every room share; a plugin of tests/conftest.py."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebruiker
from tests.databaseplugin import bestaat, sql


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """A test database with the tables and, as in every installation, the vocabularies.

    Migrating takes longer than anything else here, so one worker does it and the others copy (as the browser tests do).
    """
    sjabloon = os.environ["NETWERK_TESTLEEG"]
    map_ = tmp_path_factory.getbasetemp()
    slot = (map_.parent if os.environ.get("PYTEST_XDIST_WORKER") else map_) / "leeg.lock"
    naam = connection.creation._get_test_db_name()
    with django_db_blocker.unblock(), slot.open("a") as bestand:
        fcntl.flock(bestand, fcntl.LOCK_EX)
        if bestaat(sjabloon):
            sql(f"DROP DATABASE IF EXISTS {naam} WITH (FORCE)")
            sql(f"CREATE DATABASE {naam} TEMPLATE {sjabloon}")
            connection.close()
            settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = naam
        else:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            laad_alle_basis()
            # A test with real commits ends by emptying every table, the log too.
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE kern_gebeurtenis DISABLE TRIGGER kern_gebeurtenis_niet_leeg")
            connection.close()
            sql(f"CREATE DATABASE {sjabloon} TEMPLATE {naam}")
    yield
    with django_db_blocker.unblock():
        connection.close()
        sql(f"DROP DATABASE IF EXISTS {naam} WITH (FORCE)")


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

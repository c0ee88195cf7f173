"""The directory read from a replica: who reads where, and that no page is worse for it.

The replica here is a second connection to the test database: it does not see what a test has not committed, as a
replica that is behind. A real one, streaming, was tried by hand: docs/installeren.md, under what was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from netwerk.kern import leesreplica
from netwerk.kern.choices import Rol
from netwerk.kern.models import Uitvoering
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import lid

pytestmark = pytest.mark.django_db
KIJK = leesreplica._kijk


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Set up a replica that keeps up; called with keywords, its address or its state is another."""
    eigen = connection.settings_dict

    def zet(*, kijk: str | None = leesreplica.GOED, **anders: Any) -> None:
        opties = {**eigen["OPTIONS"], "options": "-c default_transaction_read_only=on"}
        monkeypatch.setitem(connections.databases, leesreplica.ALIAS, {**eigen, "OPTIONS": opties, **anders})
        monkeypatch.setattr(leesreplica, "STAND", leesreplica.Stand())
        monkeypatch.setattr(leesreplica, "_kijk", (lambda: kijk) if kijk else KIJK)
        tweede = connections.create_connection(leesreplica.ALIAS)
        connections[leesreplica.ALIAS] = tweede
        gemaakt.append(tweede)
        # A test may only open connections that were there when its class began; this one is open, or never opens.
        if anders:
            tweede.alias = "weg"
        else:
            tweede.connect()

    gemaakt: list[Any] = []
    zet()
    yield zet
    del connections[leesreplica.ALIAS]
    for tweede in gemaakt:
        tweede.close()


def lees(client: Client, naam: str = "lijst") -> str:
    return client.get(reverse(f"aanbod:{naam}")).content.decode()


def test_a_visitor_reads_the_replica_and_a_colleague_the_primary(client: Client, replica: Any) -> None:
    aanbod = maak_aanbod(naam="Telefoonles")
    for naam in ("lijst", "kaart", "apparaten"):
        assert "Telefoonles" not in lees(client, naam)
    assert client.get("/hsds/services").json()["total_items"] == 0
    # Published a second ago: the replica does not have it yet, and its address must open all the same.
    assert "Telefoonles" in client.get(aanbod.get_absolute_url()).content.decode()
    assert client.get("/klaar/").json()["leesreplica"] == "goed"
    client.force_login(lid(Rol.COACH))
    assert "Telefoonles" in lees(client)


def test_a_replica_that_is_behind_or_away_is_left_alone(client: Client, replica: Any, caplog: Any) -> None:
    maak_aanbod(naam="Telefoonles")
    replica(kijk=None)
    # On the primary the clock of the jobs ticks; the replica does not see it.
    Uitvoering.objects.create(naam="verstuur_berichten", begonnen=timezone.now())
    assert "Telefoonles" in lees(client)
    assert "achter" in caplog.text
    replica(kijk=None, HOST="127.0.0.1", PORT=1)
    assert "Telefoonles" in lees(client)
    assert client.get("/klaar/").json()["leesreplica"] == "weg"


def test_how_far_behind_is_told_by_the_job_that_runs_most_often(replica: Any, settings: Any) -> None:
    replica(kijk=None)
    with leesreplica.op_de_replica():
        connections[leesreplica.ALIAS].set_autocommit(False)
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ WRITE")
        Uitvoering.objects.create(naam="verstuur_berichten", begonnen=timezone.now() - timedelta(minutes=5))
    settings.LEESREPLICA_ACHTERSTAND = 600
    assert leesreplica._kijk() == "goed"
    settings.LEESREPLICA_ACHTERSTAND = 240
    assert leesreplica._kijk() == "achter"
    connections[leesreplica.ALIAS].rollback()


def beantwoord(doe: Callable[[], str], rf: RequestFactory) -> str:
    """One request of a visitor to a view that asks the database this."""

    class Niemand:
        is_authenticated = False

    @leesreplica.van_de_replica
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(doe())

    verzoek = rf.get("/")
    verzoek.user = Niemand()  # type: ignore[assignment]
    return view(verzoek).content.decode()


def test_what_the_replica_cannot_do_the_primary_does(replica: Any, rf: RequestFactory) -> None:
    def schrijf() -> str:
        Uitvoering.objects.create(naam="proef")
        return connection.alias

    assert beantwoord(schrijf, rf) == "default"
    assert Uitvoering.objects.filter(naam="proef").count() == 1
    # And for a while nobody tries again.
    assert leesreplica.STAND.nu() == "weg"


def test_an_old_directory_is_better_than_none(replica: Any, rf: RequestFactory) -> None:
    gevraagd: list[str] = []

    def hoofd_is_weg() -> str:
        gevraagd.append(connection.alias)
        if connection.alias == "default":
            raise OperationalError("server closed the connection")
        return "uit de replica"

    replica(kijk=leesreplica.ACHTER)
    assert beantwoord(hoofd_is_weg, rf) == beantwoord(hoofd_is_weg, rf) == "uit de replica"
    assert gevraagd == ["default", "leesreplica", "leesreplica"], "the second visitor does not wait for the primary"
    replica(kijk=leesreplica.WEG)
    with pytest.raises(OperationalError):
        beantwoord(hoofd_is_weg, rf)

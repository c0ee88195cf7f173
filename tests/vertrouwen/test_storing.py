"""The database goes away, fills up or is too slow in the middle of a request: a clear page, and no half record."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.test import Client, RequestFactory

from aanbod.views import hsds
from intake.actions import leerder as acties
from intake.models import Leerder, Toestemming
from netwerk.kern.bereik import bereik
from netwerk.kern.management.commands.migrate import SLOT
from netwerk.kern.models import Gebeurtenis, Gebruiker, Inzending
from netwerk.kern.tijdslimieten import voor_het_web
from netwerk.kern.views import fouten
from tests.fabrieken import lid

pytestmark = pytest.mark.django_db(transaction=True)
NIEUW = {
    "voornaam": "Halve Harm",
    "doelen": ["dossier"],
    "taal": "nl",
    "sleutel": "3f2c1a70-0000-4000-8000-000000000001",
}


def van_buiten(opdracht: str, *waarden: object) -> list[tuple]:
    """One statement on a connection of its own, committed at once."""
    verbinding = psycopg2.connect(**connection.get_connection_params())
    try:
        with verbinding, verbinding.cursor() as cursor:
            cursor.execute(opdracht, waarden)
            return cursor.fetchall() if cursor.description else []
    finally:
        verbinding.close()


def alles_leeg() -> bool:
    """Nothing of the form was saved: no file, no consent, no line in the log, no claimed key."""
    with bereik(alles=True):
        return not (
            Leerder.objects.exists()
            or Toestemming.objects.exists()
            or Inzending.objects.exists()
            or Gebeurtenis.objects.filter(soort__startswith="leerder:").exists()
        )


@pytest.fixture
def coach(client_als: Callable[[Gebruiker], Client]) -> Client:
    client = client_als(lid("coach", naam="Samira"))
    client.raise_request_exception = False
    return client


def verstuur_opnieuw(client: Client, pagina: str) -> int:
    """Press the button of the page that says it was not saved."""
    velden: dict[str, list[str]] = {}
    for naam, waarde in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', pagina):
        velden.setdefault(naam, []).append(waarde)
    return client.post("/intake/nieuw/", velden).status_code


@pytest.mark.parametrize(
    ("code", "kop"),
    [("53100", "De opslag is vol"), ("57014", "Dit duurde te lang"), ("57P01", "Het portaal is even niet bereikbaar")],
)
def test_an_error_of_the_server_halfway_leaves_nothing_and_the_form_can_be_sent_again(
    coach: Client, code: str, kop: str
) -> None:
    """The file is written, its consent is refused: disk full, time over, server shutting down."""
    van_buiten(
        "CREATE FUNCTION storing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION 'storing' USING ERRCODE = '{code}'; END $$;"
        "CREATE TRIGGER storing BEFORE INSERT ON intake_toestemming FOR EACH ROW EXECUTE FUNCTION storing()"
    )
    try:
        antwoord = coach.post("/intake/nieuw/", NIEUW)
    finally:
        van_buiten("DROP TRIGGER storing ON intake_toestemming; DROP FUNCTION storing()")
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 503 and kop in pagina and "Halve Harm" in pagina
    assert alles_leeg()
    assert verstuur_opnieuw(coach, pagina) == 302
    assert verstuur_opnieuw(coach, pagina) == 302  # pressed twice
    with bereik(alles=True):
        assert [leerder.voornaam for leerder in Leerder.objects.all()] == ["Halve Harm"]


def test_the_connection_dies_in_the_middle_of_a_request(coach: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a restart of PostgreSQL does: the backend is ended between two statements of one request."""
    echt = acties.leg_toestemming_vast
    connection.close()

    def eerst_weg(*args: object, **kwargs: object) -> None:
        nummer = connection.connection.get_backend_pid()
        van_buiten("SELECT pg_terminate_backend(%s)", nummer)
        echt(*args, **kwargs)

    monkeypatch.setattr(acties, "leg_toestemming_vast", eerst_weg)
    antwoord = coach.post("/intake/nieuw/", NIEUW)
    assert antwoord.status_code == 503
    monkeypatch.undo()
    assert alles_leeg()
    assert verstuur_opnieuw(coach, antwoord.content.decode()) == 302
    with bereik(alles=True):
        assert Leerder.objects.count() == 1


def test_a_worker_that_is_killed_leaves_no_half_record() -> None:
    """A real process, ended with SIGKILL between the file and its consents."""
    gebruiker = lid("coach")
    programma = textwrap.dedent(
        f"""
        import django, time
        django.setup()
        from django.db import connection
        connection.settings_dict["NAME"] = {connection.settings_dict["NAME"]!r}
        from intake.actions import leerder as acties
        from netwerk.kern.bereik import bereik
        from netwerk.kern.models import Gebruiker
        door = Gebruiker.objects.get(pk={gebruiker.pk})
        def blijf(*a, **k):
            print("halverwege", flush=True)
            time.sleep(60)
        acties.leg_toestemming_vast = blijf
        with bereik(alles=True):
            acties.maak_leerder(organisatie=door.organisaties_met_rol("coach")[0], voornaam="Halve Harm",
                                doelen=["dossier"], taal="nl", door=door)
        """
    )
    werker = subprocess.Popen(
        [sys.executable, "-c", programma],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        env={**_omgeving(), "DJANGO_SETTINGS_MODULE": "netwerk.settings"},
    )
    assert werker.stdout is not None and werker.stdout.readline() == "halverwege\n"
    werker.send_signal(signal.SIGKILL)
    assert werker.wait(timeout=10) == -signal.SIGKILL
    assert alles_leeg()


def _omgeving() -> dict[str, str]:
    import os

    return {**os.environ, "DEBUG": "1"}


def test_two_migrates_at_once_wait_for_each_other() -> None:
    """The second starts when the first lets go; a killed one lets go by itself, since its connection is gone."""
    verbinding = psycopg2.connect(**connection.get_connection_params())
    verbinding.cursor().execute("SELECT pg_advisory_lock(%s)", [SLOT])
    klaar = threading.Event()

    def migreer() -> None:
        try:
            call_command("migrate", verbosity=0)
            klaar.set()
        finally:
            connections.close_all()

    draad = threading.Thread(target=migreer)
    draad.start()
    assert not klaar.wait(0.7)
    verbinding.close()
    assert klaar.wait(20)
    draad.join()


def test_web_gives_up_sooner_than_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
        assert cursor.fetchone() == ("15min", "10s")
    opties = connection.settings_dict["OPTIONS"]
    monkeypatch.setitem(opties, "options", opties["options"])
    connection.close()
    voor_het_web()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            assert cursor.fetchone() == ("30s",)
    finally:
        monkeypatch.undo()
        connection.close()


def test_programs_get_every_error_in_their_own_form(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what never reaches a view of theirs; a page for people stays a page."""
    monkeypatch.setattr(hsds, "gefilterd", weg := Mock(side_effect=OperationalError("weg")))
    client = Client(raise_request_exception=False)
    antwoord = client.get("/hsds/services")
    assert weg.called
    assert (antwoord.status_code, antwoord["Retry-After"], antwoord.json()["status"]) == (503, "30", 503)
    for maak, status in (
        (fouten.fout_400, 400), (fouten.fout_403, 403), (fouten.fout_404, 404), (fouten.fout_429, 429),
        (fouten.fout_500, 500),
    ):  # fmt: skip
        antwoord = maak(rf.get("/hsds/services"))
        assert (antwoord.status_code, json.loads(antwoord.content)["status"]) == (status, status)
    assert b"<html" in fouten.fout_500(rf.get("/hsds-uitleg/")).content


def test_nothing_else_becomes_a_503() -> None:
    from netwerk.kern.views.fouten import database_storing

    assert database_storing(ValueError("x")) is None
    assert database_storing(None) is None


def test_pages_that_say_it_ask_no_database() -> None:
    """The page itself may hold no tag that needs what is away."""
    tekst = (Path(settings.BASE_DIR) / "templates" / "503.html").read_text("utf-8")
    assert "{% extends" not in tekst and "{% include" not in tekst and "{% load" not in tekst

"""The recurring jobs: when they are due, and once however many schedulers run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import connection, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from netwerk.kern import planning
from netwerk.kern.models import Uitvoering
from netwerk.kern.planning import Opdracht

ADAM = ZoneInfo("Europe/Amsterdam")
#: Commands of ours that a person runs, or that a start-up runs.
MET_DE_HAND = {
    "verwerkingsregister", "taalstand", "migrate",
    "demo", "demostad", "laad_basis", "laad_vragenlijst", "laad_startcatalogus", "laad_verslag", "importeer_hsds",
    "laad_handleiding", "verwerk_terugkomer", "importeer_rekenblad",
    "planning", "begin", "reservekopie", "herstel",
}  # fmt: skip
OCHTEND = Opdracht("tel_vragen", om="07:00")


def moment(tekst: str) -> datetime:
    return datetime.fromisoformat(tekst).replace(tzinfo=ADAM)


@pytest.mark.parametrize(
    ("opdracht", "nu", "beurt"),
    [
        (OCHTEND, "2026-11-24 06:59", "2026-11-23 07:00"),
        (OCHTEND, "2026-11-24 07:00", "2026-11-24 07:00"),
        (Opdracht("x", om="02:00", dag=6), "2026-11-24 12:00", "2026-11-22 02:00"),
        (Opdracht("x", om="02:00", dag=6), "2026-11-22 01:00", "2026-11-15 02:00"),
        (Opdracht("x", elke=5), "2026-11-24 12:00", "2026-11-24 11:55"),
        # the night on which the clock goes back: still once, at the local time
        (Opdracht("x", om="03:30"), "2026-10-25 12:00", "2026-10-25 03:30"),
    ],
)
def test_the_last_turn(opdracht: Opdracht, nu: str, beurt: str) -> None:
    assert opdracht.vorige_beurt(moment(nu)) == moment(beurt)


def test_every_command_of_ours_is_planned_or_run_by_hand() -> None:
    van_ons = {
        naam
        for naam, app in get_commands().items()
        if str(app).split(".")[0] in {"netwerk", "aanbod", "leermateriaal", "vrijwilligers", "intake"}
    }
    gepland = {opdracht.naam for opdracht in planning.opdrachten()}
    assert van_ons == (gepland | MET_DE_HAND) & van_ons
    assert gepland <= set(get_commands())
    assert not gepland & MET_DE_HAND


@pytest.mark.django_db
def test_once_a_turn_and_again_after_a_failure(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OPDRACHTEN = [{"naam": "tel_vragen", "om": "07:00"}]
    nu = moment("2026-11-24 08:00")
    fout = [True]

    def opdracht(naam: str, **_: object) -> None:
        if fout[0]:
            raise OSError("mail server of j.jansen@voorbeeld.example is down")

    monkeypatch.setattr(planning, "call_command", opdracht)
    [eerste] = planning.draai(nu)
    assert not eerste.gelukt and eerste.melding == "OSError\n", "no text of the error: it may name a person"
    eerste.klaar = nu
    eerste.save()
    assert planning.draai(nu + timedelta(minutes=5)) == []
    fout[0] = False
    assert [run.gelukt for run in planning.draai(nu + timedelta(minutes=20))] == [True]
    assert planning.draai(nu + timedelta(hours=20)) == []
    assert len(planning.draai(nu + timedelta(hours=24))) == 1


@pytest.mark.django_db
def test_a_run_that_was_killed_does_not_count(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OPDRACHTEN = [{"naam": "tel_vragen", "om": "07:00"}]
    monkeypatch.setattr(planning, "call_command", lambda naam, **_: None)
    nu = moment("2026-11-24 08:00")
    Uitvoering.objects.create(naam="tel_vragen", begonnen=nu - timedelta(minutes=30))
    assert len(planning.draai(nu)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_schedulers_run_a_job_once(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OPDRACHTEN = [{"naam": "tel_vragen", "om": "07:00"}]
    gedaan: list[int] = []

    def opdracht(naam: str, **_: object) -> None:
        gedaan.append(1)
        time.sleep(0.05)

    monkeypatch.setattr(planning, "call_command", opdracht)
    nu = moment("2026-11-24 08:00")
    hek = threading.Barrier(8)

    def werker() -> None:
        try:
            hek.wait()
            planning.draai(nu)
        finally:
            connections.close_all()

    werkers = [threading.Thread(target=werker) for _ in range(8)]
    [w.start() for w in werkers]
    [w.join() for w in werkers]
    assert len(gedaan) == 1


@pytest.mark.django_db(transaction=True)
def test_the_lock_is_what_prevents_it(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same without the lock goes wrong: so the test above is known to bite."""
    settings.OPDRACHTEN = [{"naam": "tel_vragen", "om": "07:00"}]
    gedaan: list[int] = []
    hek = threading.Barrier(4)

    class Slotloos:
        def __init__(self, naam: str) -> None: ...
        def __enter__(self) -> bool:
            return True

        def __exit__(self, *_: object) -> None: ...

    def aan_de_beurt(opdracht: Opdracht, nu: datetime) -> bool:
        uit = echt(opdracht, nu)
        hek.wait(10)
        return uit

    echt = planning.is_aan_de_beurt
    monkeypatch.setattr(planning, "slot", Slotloos)
    monkeypatch.setattr(planning, "is_aan_de_beurt", aan_de_beurt)
    monkeypatch.setattr(planning, "call_command", lambda naam, **_: gedaan.append(1))

    def werker() -> None:
        try:
            planning.draai(moment("2026-11-24 08:00"))
        finally:
            connections.close_all()

    werkers = [threading.Thread(target=werker) for _ in range(4)]
    [w.start() for w in werkers]
    [w.join() for w in werkers]
    assert len(gedaan) == 4


@pytest.fixture
def planner(transactional_db) -> Iterator[subprocess.Popen[bytes]]:
    """The real command in a process of its own, on the test's database."""
    instellingen = connection.settings_dict
    basis, _, vraag = os.environ["DATABASE_URL"].partition("?")
    url = f"{basis.rpartition('/')[0]}/{instellingen['NAME']}" + (f"?{vraag}" if vraag else "")
    proces = subprocess.Popen(
        [sys.executable, "manage.py", "planning"],
        cwd=Path(settings.BASE_DIR),
        env=os.environ | {"DATABASE_URL": url, "NETWERK_DEMO": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield proces
    proces.kill()
    proces.wait(10)


def test_the_command_runs_what_is_due_and_stops_when_asked(planner: subprocess.Popen[bytes]) -> None:
    wil = {opdracht.naam for opdracht in planning.opdrachten()}
    einde = time.monotonic() + 120
    while set(Uitvoering.objects.filter(klaar__isnull=False).values_list("naam", flat=True)) != wil:
        assert time.monotonic() < einde and planner.poll() is None
        time.sleep(0.3)
    mislukt = Uitvoering.objects.filter(gelukt=False).values_list("naam", "melding")
    assert not list(mislukt), "on an empty portal every job succeeds"
    assert planning.achterstallig() == []
    planner.send_signal(signal.SIGTERM)
    assert planner.wait(40) == 0


@pytest.mark.django_db
def test_health(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get(reverse("kern:leeft")).json() == {"status": "ok"}
    antwoord = client.get(reverse("kern:klaar"))
    assert antwoord.status_code == 200 and "loop_doorverwijzingen" in antwoord.json()["opdrachten_te_laat"]
    for opdracht in planning.opdrachten():
        Uitvoering.objects.create(naam=opdracht.naam, gelukt=True, klaar=timezone.now())
    assert client.get(reverse("kern:klaar")).json()["opdrachten_te_laat"] == []
    assert client.post(reverse("kern:klaar")).status_code == 405

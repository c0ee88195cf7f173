"""Sending to many: a sender that is killed half-way, refusals, retries. With real commits and a real second process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import Counter
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.overleg import bezorgen
from netwerk.overleg.choices import Abonneestand, Briefstand, Verzendstand
from netwerk.overleg.models import Abonnee, Bezorging, Nieuwsbrief
from tests.fabrieken import lid

pytestmark = pytest.mark.django_db(transaction=True)

AANTAL = 24


class TrageBus(BaseEmailBackend):
    """Writes each address to a file, as a mail server would take it, and needs a moment for it."""

    bestand = Path()
    duur = 0.02

    def send_messages(self, berichten) -> int:
        for bericht in berichten:
            with self.bestand.open("a") as uit:
                uit.write(f"{bericht.to[0]} {bericht.extra_headers['Message-ID']}\n")
                uit.flush()
                os.fsync(uit.fileno())
            time.sleep(self.duur)
        return len(berichten)


class KapotteBus(BaseEmailBackend):
    """Refuses one address for good, and drops the line for another."""

    def send_messages(self, berichten) -> int:
        for bericht in berichten:
            if bericht.to[0].startswith("lezer0@"):
                raise SMTPRecipientsRefused({bericht.to[0]: (550, b"no such user")})
            if bericht.to[0].startswith("lezer1@"):
                raise SMTPServerDisconnected("gone")
        return len(berichten)


@pytest.fixture
def brief(tmp_path: Path, settings) -> Nieuwsbrief:
    TrageBus.bestand = tmp_path / "post.txt"
    TrageBus.bestand.touch()
    settings.EMAIL_BACKEND = "tests.overleg.test_verzenden.TrageBus"
    with bereik(alles=True):
        Abonnee.objects.bulk_create(
            Abonnee(email=f"lezer{n}@demo.example", status=Abonneestand.ACTIEF, bevestigd_op=timezone.now())
            for n in range(AANTAL)
        )
    return bezorgen.start(Nieuwsbrief.objects.create(titel="Nieuws"), door=lid("secretaris"))


def gekregen() -> Counter[str]:
    return Counter(regel.split()[0] for regel in TrageBus.bestand.read_text().splitlines())


def _verstuur_in_ander_proces() -> None:
    connections["default"].connection = None  # the parent's line is not ours to use or to close
    call_command("verstuur_berichten", verbosity=0)


def stand() -> Counter[str]:
    with bereik(alles=True):
        return Counter(Bezorging.objects.values_list("verzendstand", flat=True))


def test_a_sender_that_is_killed_sends_nothing_twice(brief: Nieuwsbrief) -> None:
    connection.close()
    proces = multiprocessing.get_context("fork").Process(target=_verstuur_in_ander_proces)
    proces.start()
    einde = time.monotonic() + 30
    while sum(gekregen().values()) < 5 and time.monotonic() < einde:
        time.sleep(0.005)
    os.kill(proces.pid, signal.SIGKILL)
    proces.join()
    assert proces.exitcode == -signal.SIGKILL
    halverwege = sum(gekregen().values())
    assert 5 <= halverwege < AANTAL, "killed in the middle, or the test shows nothing"

    call_command("verstuur_berichten", verbosity=0)
    call_command("verstuur_berichten", verbosity=0)
    assert max(gekregen().values()) == 1, "nobody got it twice"
    onzeker = stand()[Verzendstand.ONZEKER]
    assert onzeker <= 1, "at most the one that was in hand"
    assert len(gekregen()) >= AANTAL - onzeker, "and everybody else got it"
    brief.refresh_from_db()
    assert (brief.status, brief.aantal_verzonden, brief.aantal_mislukt) == (
        Briefstand.VERZONDEN, AANTAL - onzeker, onzeker,
    )  # fmt: skip


def test_refused_for_good_tried_again_and_unsubscribed_meanwhile(brief: Nieuwsbrief, settings) -> None:
    settings.EMAIL_BACKEND = "tests.overleg.test_verzenden.KapotteBus"
    with bereik(alles=True):
        Abonnee.objects.filter(email="lezer2@demo.example").update(
            status=Abonneestand.AFGEMELD, afgemeld_op=timezone.now()
        )
    call_command("verstuur_berichten", verbosity=0)
    assert stand() == {
        Verzendstand.VERZONDEN: AANTAL - 3, Verzendstand.GEWEIGERD: 1, Verzendstand.WACHT: 1, Verzendstand.NIET: 1,
    }  # fmt: skip
    brief.refresh_from_db()
    assert brief.status == Briefstand.BEZIG, "one is tried again later"
    call_command("verstuur_berichten", verbosity=0)
    with bereik(alles=True):
        rij = Bezorging.objects.get(abonnee__email="lezer1@demo.example")
        assert (rij.pogingen, rij.verzendfout) == (1, "SMTPServerDisconnected"), "not before its time"
        assert Abonnee.objects.get(email="lezer0@demo.example").status == Abonneestand.GEWEIGERD
        Bezorging.objects.filter(pk=rij.pk).update(opnieuw_na=timezone.now())
    settings.EMAIL_BACKEND = "tests.overleg.test_verzenden.TrageBus"
    call_command("verstuur_berichten", verbosity=0)
    brief.refresh_from_db()
    assert (brief.status, brief.aantal_verzonden, brief.aantal_mislukt) == (Briefstand.VERZONDEN, AANTAL - 2, 1)

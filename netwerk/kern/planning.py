"""The recurring jobs: which one is due, and running it once however many schedulers there are.

A job is a management command that may be run again without harm; this module only decides when. State is in the
database, so a scheduler that was killed, moved or doubled neither forgets nor repeats: per job one PostgreSQL advisory
lock, which the server drops when the process dies, and a row per run that counts only once it is finished.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from .models import Uitvoering

logger = logging.getLogger(__name__)

#: After a failure, wait this long before trying again.
OPNIEUW_NA = timedelta(minutes=15)
#: Runs older than this are thrown away.
BEWAAR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Opdracht:
    """One recurring job: a command, and either a time of day (local, ``"06:30"``) or an interval in minutes.

    ``dag`` limits a time of day to one day of the week (Monday is 0).
    """

    naam: str
    om: str = ""
    elke: int = 0
    dag: int | None = None

    def vorige_beurt(self, nu: datetime) -> datetime:
        """The last moment at or before ``nu`` on which the job should have started."""
        if self.elke:
            return nu - timedelta(minutes=self.elke)
        lokaal = timezone.localtime(nu)
        beurt = datetime.combine(lokaal.date(), time.fromisoformat(self.om), tzinfo=lokaal.tzinfo)
        terug = (lokaal.weekday() - self.dag) % 7 if self.dag is not None else 0
        beurt -= timedelta(days=terug)
        if beurt > lokaal:
            beurt -= timedelta(days=1 if self.dag is None else 7)
        return beurt


def opdrachten() -> list[Opdracht]:
    """The jobs of ``settings.OPDRACHTEN``."""
    return [Opdracht(**velden) for velden in settings.OPDRACHTEN]


def is_aan_de_beurt(opdracht: Opdracht, nu: datetime) -> bool:
    """Whether it has not been done since its last turn, and did not fail a moment ago."""
    laatste = Uitvoering.objects.filter(naam=opdracht.naam)
    if laatste.filter(gelukt=True, begonnen__gt=opdracht.vorige_beurt(nu)).exists():
        return False
    return not laatste.filter(klaar__isnull=False, gelukt=False, klaar__gt=nu - OPNIEUW_NA).exists()


def draai(nu: datetime | None = None) -> list[Uitvoering]:
    """Run every job that is due, one after another. Gives the runs; what another scheduler is doing is left out."""
    gedaan = []
    for opdracht in opdrachten():
        with slot(opdracht.naam) as van_ons:
            if van_ons and is_aan_de_beurt(opdracht, nu or timezone.now()):
                gedaan.append(_voer_uit(opdracht, nu or timezone.now()))
    Uitvoering.objects.filter(begonnen__lt=timezone.now() - BEWAAR).delete()
    return gedaan


@contextmanager
def slot(naam: str) -> Iterator[bool]:
    """Hold the lock of this job while it runs; False when another process has it."""
    nummer = zlib.crc32(f"netwerk.planning.{naam}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [nummer])
        van_ons = cursor.fetchone()[0]
    try:
        yield van_ons
    finally:
        if van_ons:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [nummer])


def _voer_uit(opdracht: Opdracht, nu: datetime) -> Uitvoering:
    uitvoering = Uitvoering.objects.create(naam=opdracht.naam, begonnen=nu)
    uit = StringIO()
    try:
        call_command(opdracht.naam, stdout=uit, stderr=uit)
        uitvoering.gelukt = True
    except Exception as fout:  # one failing job must not keep the others from running
        # The kind of error and no more: its text may hold a name or an address.
        uit.write(f"{type(fout).__name__}\n")
        logger.exception("job %s failed", opdracht.naam)
    uitvoering.melding = uit.getvalue()[-2000:]
    uitvoering.klaar = timezone.now()
    uitvoering.save()
    return uitvoering


def achterstallig(nu: datetime | None = None) -> list[str]:
    """Names of jobs that missed their turn by more than a day: the scheduler is probably not running."""
    nu = nu or timezone.now()
    laat = []
    for opdracht in opdrachten():
        grens = opdracht.vorige_beurt(nu) - timedelta(days=1 if opdracht.dag is None else 7)
        if not Uitvoering.objects.filter(naam=opdracht.naam, gelukt=True, begonnen__gt=grens).exists():
            laat.append(opdracht.naam)
    return laat

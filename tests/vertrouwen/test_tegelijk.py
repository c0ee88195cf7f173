"""Sixteen threads with a connection each: twenty places stay twenty, a hundred keys stay a hundred.

Each has its counter-test, in which the lock or the constraint is taken out and the count must go wrong: so that it is
known that the test would see it.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Inzending, Organisatie
from tests.fabrieken import OrganisatieFabriek
from tests.vrijwilligers.fabrieken import vrijwilliger
from vrijwilligers.models import Hulpvraag, Koppeling

pytestmark = pytest.mark.django_db(transaction=True)
DRADEN, POGINGEN, PLAATSEN, SLEUTELS = 16, 400, 20, 100


def tegelijk(doe: Callable[[int], None], werk: Iterable[int]) -> None:
    """Do this work with sixteen threads that start together, each on a connection of its own."""
    klaar = threading.Barrier(DRADEN)
    lijst = list(werk)

    def draad(nummer: int) -> None:
        try:
            klaar.wait(timeout=30)
            for stuk in lijst[nummer::DRADEN]:
                doe(stuk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(DRADEN) as zwembad:
        list(zwembad.map(draad, range(DRADEN)))


def _voorstellen() -> list[int]:
    """A volunteer with twenty places, and four hundred proposals for them."""
    organisatie = OrganisatieFabriek()
    with bereik(alles=True):
        wie = vrijwilliger(organisatie, capaciteit=PLAATSEN)
        vragen = Hulpvraag.objects.bulk_create(
            Hulpvraag(van_organisatie=organisatie, naar_organisatie=organisatie, voornaam=f"Vraag {n}")
            for n in range(POGINGEN)
        )
        rijen = Koppeling.objects.bulk_create(
            Koppeling(
                hulpvraag=vraag, vrijwilliger=wie, organisatie=organisatie, van_organisatie=organisatie, voornaam="Piet"
            )
            for vraag in vragen
        )
        return [rij.pk for rij in rijen]


def _neem_plaats(pk: int) -> None:
    try:
        with transaction.atomic(), bereik(alles=True):
            Koppeling.objects.filter(pk=pk).update(status="geaccepteerd")
    except IntegrityError:
        pass  # no place any more


def _bezet() -> int:
    with bereik(alles=True):
        return Koppeling.objects.filter(status="geaccepteerd").count()


def test_four_hundred_tries_for_twenty_places() -> None:
    tegelijk(_neem_plaats, _voorstellen())
    assert _bezet() == PLAATSEN


def test_without_the_lock_the_places_overflow() -> None:
    """The rule still counts, but does not wait for who is counting at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('vrijwilligers_koppeling_regels'::regproc)")
        echt = cursor.fetchone()[0]
        assert "FOR NO KEY UPDATE" in echt
        cursor.execute(echt.replace("FOR NO KEY UPDATE", ""))
    try:
        tegelijk(_neem_plaats, _voorstellen())
        assert _bezet() > PLAATSEN
    finally:
        with connection.cursor() as cursor:
            cursor.execute(echt)


def _verstuur(sleutel: uuid.UUID) -> None:
    try:
        with transaction.atomic(), bereik(alles=True):
            inzending, eerste = Inzending.objects.claim(sleutel, None)
            if eerste:
                OrganisatieFabriek(naam=f"Verstuurd {uuid.uuid4()}")
                inzending.rond_af("/klaar/")
    except Inzending.MultipleObjectsReturned:
        pass  # only without the constraint: claimed twice already


def _vier_keer(sleutels: list[uuid.UUID]) -> int:
    tegelijk(lambda n: _verstuur(sleutels[n // (POGINGEN // SLEUTELS)]), range(POGINGEN))
    return Organisatie.objects.filter(naam__startswith="Verstuurd").count()


def test_a_hundred_keys_sent_four_hundred_times() -> None:
    assert _vier_keer([uuid.uuid4() for _ in range(SLEUTELS)]) == SLEUTELS


def test_without_the_constraint_work_is_done_twice() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kern_inzending DROP CONSTRAINT kern_inzending_pkey")
    try:
        assert _vier_keer([uuid.uuid4() for _ in range(SLEUTELS)]) > SLEUTELS
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM kern_inzending")
            cursor.execute("ALTER TABLE kern_inzending ADD CONSTRAINT kern_inzending_pkey PRIMARY KEY (sleutel)")

"""Two people at once, over two real connections."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.workflow import WerkstroomFout
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions, basis
from vrijwilligers.actions import scholing
from vrijwilligers.models import Deelname, Eis, Koppeling, Module, Sessie, Vrijwilliger

from .fabrieken import hulpvraag, vrijwilliger


@pytest.fixture(scope="module", autouse=True)
def vul_weer(django_db_setup, django_db_blocker):
    """A test with real commits empties the tables afterwards: put the vocabularies back for who comes next."""
    yield
    with django_db_blocker.unblock():
        call_command("laad_basis", verbosity=0)
        basis.laad(Module, Eis)


@pytest.fixture
def basisgegevens(transactional_db) -> None:
    call_command("laad_basis", verbosity=0)
    basis.laad(Module, Eis)


def tegelijk(*taken: Callable[[], object]) -> list[str]:
    """Run each in a thread with a connection of its own, started together; "ja" or the message, sorted."""
    hek = threading.Barrier(len(taken))
    uit: list[str] = []

    def draai(taak: Callable[[], object]) -> None:
        try:
            hek.wait(timeout=10)
            taak()
            uit.append("ja")
        except WerkstroomFout as fout:
            uit.append(str(fout))
        finally:
            connection.close()

    draden = [threading.Thread(target=draai, args=(taak,)) for taak in taken]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    return sorted(uit)


def in_bereik(organisatie_id: int, taak: Callable[[], object]) -> Callable[[], object]:
    def draai() -> object:
        with bereik([organisatie_id]):
            return taak()

    return draai


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_accept_the_last_place(basisgegevens) -> None:
    with bereik(alles=True):
        organisatie = OrganisatieFabriek()
        paar = [lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie) for _ in range(2)]
        wie = vrijwilliger(organisatie, capaciteit=1)
        voorstellen = [
            actions.stel_voor(hulpvraag=hulpvraag(organisatie, door), vrijwilliger=wie, door=door) for door in paar
        ]
    uit = tegelijk(
        *(
            in_bereik(organisatie.pk, lambda k=k, door=door: actions.accepteer(koppeling=k, door=door))
            for k, door in zip(voorstellen, paar, strict=True)
        )
    )
    assert uit == ["Deze vrijwilliger heeft geen plek meer vrij. Misschien was iemand u net voor.", "ja"]
    with bereik(alles=True):
        assert sorted(Koppeling.objects.values_list("status", flat=True)) == ["geaccepteerd", "voorgesteld"]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_for_three_places(basisgegevens) -> None:
    with bereik(alles=True):
        organisatie = OrganisatieFabriek()
        door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)
        wie = vrijwilliger(organisatie, capaciteit=3)
        voorstellen = [
            actions.stel_voor(hulpvraag=hulpvraag(organisatie, door), vrijwilliger=wie, door=door) for _ in range(8)
        ]
    uit = tegelijk(
        *(in_bereik(organisatie.pk, lambda k=k: actions.accepteer(koppeling=k, door=door)) for k in voorstellen)
    )
    assert uit.count("ja") == 3 and len(uit) == 8
    with bereik(alles=True):
        assert Koppeling.objects.bezet().count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_organisations_take_the_same_person_from_the_pool(basisgegevens) -> None:
    with bereik(alles=True):
        organisaties = [OrganisatieFabriek(), OrganisatieFabriek()]
        coordinatoren = [lid(Rol.COORDINATOR, organisatie=o) for o in organisaties]
        wie = vrijwilliger(None)
    uit = tegelijk(
        *(
            in_bereik(
                o.pk, lambda o=o, door=door: actions.haal_uit_pool(vrijwilliger_id=wie.pk, organisatie=o, door=door)
            )
            for o, door in zip(organisaties, coordinatoren, strict=True)
        )
    )
    assert uit[1] == "ja" and "net door een andere organisatie" in uit[0]
    with bereik(alles=True):
        assert Vrijwilliger.objects.get(pk=wie.pk).organisatie in organisaties


@pytest.mark.django_db(transaction=True)
def test_the_last_place_in_a_session_goes_to_one_and_the_other_waits(basisgegevens) -> None:
    with bereik(alles=True):
        organisatie = OrganisatieFabriek()
        mensen = [vrijwilliger(organisatie, papieren="geen", naam=f"Proef {n}") for n in range(4)]
        sessie = Sessie.objects.create(
            organisatie=organisatie, module_id="organisatie", plaats="Zaal", plekken=1,
            begint_op=timezone.now() + timedelta(days=3),
        )  # fmt: skip
    taken = [
        in_bereik(organisatie.pk, lambda wie=wie: scholing.schrijf_in(sessie=sessie, vrijwilliger=wie, door=None))
        for wie in mensen
    ]
    assert tegelijk(*taken) == ["ja"] * 4
    with bereik(alles=True):
        standen = list(Deelname.objects.order_by("pk").values_list("status", flat=True))
    assert standen == ["ingeschreven", "wachtlijst", "wachtlijst", "wachtlijst"]

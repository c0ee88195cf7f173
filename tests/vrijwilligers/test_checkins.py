"""The list of check-ins due, and why help stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from netwerk.kern.choices import Rol
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions

from .fabrieken import hulpvraag, vrijwilliger


def loopt(organisatie, door, naam: str, dagen: int):
    """Help that started so many days ago."""
    wie = vrijwilliger(organisatie, naam=naam)
    koppeling = actions.stel_voor(hulpvraag=hulpvraag(organisatie, door), vrijwilliger=wie, door=door)
    koppeling = actions.accepteer(koppeling=koppeling, door=door)
    return actions.start(koppeling=koppeling, door=door, start_op=timezone.localdate() - timedelta(days=dagen))


@pytest.fixture
def brug(alles):
    organisatie = OrganisatieFabriek()
    return organisatie, lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)


def test_due_first_and_others_not_yet(brug, client_als) -> None:
    organisatie, door = brug
    loopt(organisatie, door, "Bea Demo", 0)  # due in two weeks: on the list, not late
    laat = loopt(organisatie, door, "Ali Demo", 20)
    tekst = client_als(door).get("/vrijwilligers/check-ins/").content.decode()
    assert tekst.index("Ali Demo") < tekst.index("Bea Demo") and tekst.count("Te laat") == 1
    actions.check_in(koppeling=laat, toelichting="Gaat goed", door=door)
    assert "Ali Demo" not in client_als(door).get("/vrijwilligers/check-ins/").content.decode()


def test_reasons_with_their_number(brug, client_als) -> None:
    organisatie, door = brug
    for n in range(2):
        actions.stop(koppeling=loopt(organisatie, door, f"Demo {n}", 20), reden="geen_klik", door=door)
    actions.rond_af(koppeling=loopt(organisatie, door, "Demo klaar", 20), door=door)
    antwoord = client_als(door).get("/vrijwilligers/check-ins/")
    assert [(r["wat"], r["reden"], r["aantal"]) for r in antwoord.context["redenen"]] == [
        ("Gestopt", "Het klikt niet", 2),
        ("Klaar", "Het doel is bereikt", 1),
    ]


def test_only_own_volunteers(brug, client_als) -> None:
    organisatie, door = brug
    loopt(organisatie, door, "Ali Demo", 20)
    vreemd = lid(Rol.COORDINATOR, organisatie=OrganisatieFabriek())
    assert "Ali Demo" not in client_als(vreemd).get("/vrijwilligers/check-ins/").content.decode()


@pytest.mark.parametrize("aantal", [2, 12])
def test_a_fixed_number_of_queries(brug, client_als, django_assert_max_num_queries, aantal) -> None:
    organisatie, door = brug
    for n in range(aantal):
        loopt(organisatie, door, f"Demo {n}", 20)
    client = client_als(door)
    with django_assert_max_num_queries(20):
        assert client.get("/vrijwilligers/check-ins/").status_code == 200

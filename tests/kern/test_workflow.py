"""The workflow helper, tried on a model of the kern itself (Organisatie.soort stands in for a status)."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebeurtenis, Organisatie
from netwerk.kern.workflow import Overgang, OvergangNietMogelijk, VerouderdeVersie, Werkstroom
from tests.fabrieken import OrganisatieFabriek, lid


def iedereen(gebruiker, voorwerp) -> bool:
    return True


def alleen_beheerder(gebruiker, voorwerp) -> bool:
    return gebruiker is not None and gebruiker.heeft_rol("beheerder", organisatie_id=voorwerp.pk)


@pytest.fixture
def stroom() -> Werkstroom:
    return Werkstroom(
        [
            Overgang("erken", "Erken", ("informeel",), "formeel", iedereen),
            Overgang("terug", "Zet terug", ("formeel",), "informeel", alleen_beheerder),
        ],
        veld="soort",
        organisaties=lambda organisatie: [organisatie.pk],
    )


@pytest.mark.django_db
def test_a_transition_saves_counts_and_logs(stroom: Werkstroom) -> None:
    organisatie = OrganisatieFabriek()
    gebruiker = lid("coach", organisatie=organisatie)
    vers = stroom.voer_uit(
        organisatie, "erken", door=gebruiker, versie=1, velden={"telefoon": "020"}, gegevens={"reden": "x"}
    )
    assert (vers.soort, vers.versie, vers.telefoon) == ("formeel", 2, "020")
    with bereik([organisatie.pk]):
        regel = Gebeurtenis.objects.over(organisatie).get()
    assert regel.soort == "overgang:erken"
    assert regel.door == gebruiker
    assert regel.gegevens == {"van": "informeel", "naar": "formeel", "reden": "x"}


@pytest.mark.django_db
def test_refuses_what_does_not_start_here_or_is_not_yours(stroom: Werkstroom) -> None:
    organisatie = OrganisatieFabriek(soort="formeel")
    with pytest.raises(OvergangNietMogelijk, match="Formele aanbieder"):
        stroom.voer_uit(organisatie, "erken", door=lid("coach"))
    with pytest.raises(OvergangNietMogelijk):
        stroom.voer_uit(organisatie, "terug", door=lid("beheerder"))
    baas = lid("beheerder", organisatie=organisatie)
    assert [o.naam for o in stroom.beschikbaar(organisatie, baas)] == ["terug"]
    assert stroom.voer_uit(organisatie, "terug", door=baas).soort == "informeel"


@pytest.mark.django_db
def test_refuses_a_stale_page(stroom: Werkstroom) -> None:
    organisatie = OrganisatieFabriek()
    Organisatie.objects.filter(pk=organisatie.pk).update(versie=7)
    with pytest.raises(VerouderdeVersie):
        stroom.voer_uit(organisatie, "erken", door=None, versie=1)
    assert Organisatie.objects.get(pk=organisatie.pk).soort == "informeel"


@pytest.mark.django_db(transaction=True)
def test_hooks_run_after_commit_only(stroom: Werkstroom) -> None:
    geroepen: list[str] = []
    stroom.haken.append(lambda voorwerp, overgang, door: geroepen.append(overgang.naam))
    organisatie = OrganisatieFabriek()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        stroom.voer_uit(organisatie, "erken", door=None)
        raise ZeroDivisionError
    assert geroepen == []
    stroom.voer_uit(organisatie, "erken", door=None)
    assert geroepen == ["erken"]


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_press_at_once_one_wins(stroom: Werkstroom) -> None:
    organisatie = OrganisatieFabriek()
    start, uitslagen = threading.Barrier(8), []

    def druk() -> None:
        start.wait()
        try:
            stroom.voer_uit(organisatie, "erken", door=None)
            uitslagen.append("gelukt")
        except OvergangNietMogelijk:
            uitslagen.append("te laat")
        finally:
            connection.close()

    draden = [threading.Thread(target=druk) for _ in range(8)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitslagen) == ["gelukt"] + ["te laat"] * 7
    assert Organisatie.objects.get(pk=organisatie.pk).versie == 2

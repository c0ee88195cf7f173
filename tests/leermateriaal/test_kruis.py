"""Need × level × group in one view, and the notes of a collection."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leermateriaal import verzamelen
from leermateriaal.inventaris import kruis
from leermateriaal.models import Verzameling
from netwerk.kern.models import Leervraag
from tests.fabrieken import lid
from tests.leermateriaal.test_compleet import APP, maak, vertel

pytestmark = pytest.mark.django_db
ClientAls = Callable[..., Client]


def vak(groep: str, niveau: int):
    return dict(kruis(Leervraag.objects.get(pk=APP)))[groep][niveau]


def test_general_material_counts_for_every_group_and_aimed_material_for_its_own(alles) -> None:
    maak("Voor iedereen", niveau_van=0, niveau_tot=1)
    maak("Voor ouderen", groepen=["ouderen"], niveau_van=1, niveau_tot=1)
    assert [vak("Ouderen", n).aantal for n in range(5)] == [1, 2, 0, 0, 0]
    assert [vak("Jongeren", n).aantal for n in range(3)] == [1, 1, 0]
    assert vak("Gemengde groep", 1).aantal == 2


def test_the_best_score_of_exactly_that_cell_with_its_count(alles) -> None:
    goed, matig = maak("Goed"), maak("Matig")
    for _ in range(5):
        vertel(goed, lid("coach"), doelgroep_id="ouderen", hoe="heel_goed")
        vertel(matig, lid("coach"), doelgroep_id="ouderen", hoe="niet")
    vertel(matig, lid("coach"), hoe="heel_goed")
    beste = vak("Ouderen", 1).beste
    assert (beste.materiaal.titel, beste.aantal) == ("Goed", 5)
    assert dict(beste.spreiding)["Het werkte heel goed"] == 5
    assert vak("Gemengde groep", 1).beste.materiaal.titel == "Matig"
    assert vak("Jongeren", 1).beste is None and vak("Ouderen", 0).beste is None


def test_the_page_asks_the_same_number_of_questions_whatever_there_is(alles, client_als: ClientAls) -> None:
    curator, adres = client_als(lid("curator")), reverse("leermateriaal:kruis", args=[APP])

    def tel() -> int:
        with CaptureQueriesContext(connection) as gedaan:
            assert curator.get(adres).status_code == 200
        return len(gedaan)

    vertel(maak("Nul"), lid("coach"), doelgroep_id="ouderen")
    klein = tel()
    for nummer in range(12):
        vertel(maak(f"Nummer {nummer}", groepen=["ouderen", "jongeren"]), lid("coach"), doelgroep_id="jongeren")
    assert tel() == klein
    assert client_als(lid("coach")).get(adres).status_code == 404


LIJSTEN = [
    "leermateriaal:lijst", "leermateriaal:wat_ontbreekt", "leermateriaal:wijzigingen", "leermateriaal:beoordelen",
    "leermateriaal:controleren", "leermateriaal:belangen", "leermateriaal:verzamelingen",
]  # fmt: skip


@pytest.mark.parametrize("naam", LIJSTEN)
def test_every_list_asks_the_same_number_of_questions(naam: str, alles, client_als: ClientAls) -> None:
    wie = lid("curator")
    client, adres = client_als(wie), reverse(naam)

    def meer(van: int, tot: int) -> None:
        coach = lid("coach")
        for nummer in range(van, tot):
            vertel(maak(f"Nummer {nummer}", gecontroleerd_op=None, groepen=["ouderen"]), coach)
            maak(f"Voorstel {nummer}", status="voorgesteld")
            verzamelen.bewaar(Verzameling(titel=f"Set {nummer}", organisatie_id=wie.organisatie_ids[0]), door=wie)

    def tel() -> int:
        client.get(adres)
        with CaptureQueriesContext(connection) as gedaan:
            assert client.get(adres).status_code == 200
        return len(gedaan)

    meer(0, 2)
    klein = tel()
    meer(2, 9)
    assert tel() == klein


def test_a_note_stands_on_the_handout_and_a_refused_one_keeps_what_was_typed(alles, client_als: ClientAls) -> None:
    coach = lid("coach")
    verzameling = verzamelen.bewaar(Verzameling(titel="Les 1", organisatie_id=coach.organisatie_ids[0]), door=coach)
    stuk = verzamelen.voeg_toe(verzameling, maak(), door=coach)
    client, adres = client_als(coach), reverse("leermateriaal:stuk", args=[stuk.pk, "notitie"])
    assert client.post(adres, {"notitie": "Eerst  samen kijken"}).status_code == 302
    assert "Eerst samen kijken" in client.get(reverse("leermateriaal:handout", args=[verzameling.pk])).content.decode()
    fout = client.post(adres, {"notitie": "BSN 111222333"})
    assert fout.status_code == 422 and "BSN 111222333" in fout.content.decode()
    assert "De notitie is niet opgeslagen" in fout.content.decode()
    stuk.refresh_from_db()
    assert stuk.notitie == "Eerst samen kijken"
    assert client.post(adres, {"notitie": "x" * 201}).status_code == 422
    assert client_als(lid("coach")).post(adres, {"notitie": "vreemd"}).status_code == 404

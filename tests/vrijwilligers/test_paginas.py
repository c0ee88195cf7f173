"""The pages: who gets in, what they show, what they do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions
from vrijwilligers.models import Hulpvraag, Koppeling, Module, Screening, Vrijwilliger
from vrijwilligers.vandaag import wacht_op

from .fabrieken import hulpvraag, vrijwilliger


@pytest.fixture
def huis(db):
    with bereik(alles=True):
        organisatie = OrganisatieFabriek()
        door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)
        wie = vrijwilliger(organisatie, capaciteit=2)
        vraag = hulpvraag(organisatie, door)
        koppeling = actions.stel_voor(hulpvraag=hulpvraag(organisatie, door), vrijwilliger=wie, door=door)
    return organisatie, door, wie, vraag, koppeling


def adressen(wie: Vrijwilliger, vraag: Hulpvraag, koppeling: Koppeling) -> dict[str, str]:
    return {
        "bord": reverse("vrijwilligers:bord"),
        "lijst": reverse("vrijwilligers:lijst"),
        "nieuw": reverse("vrijwilligers:nieuw"),
        "pool": reverse("vrijwilligers:pool"),
        "campagnes": reverse("vrijwilligers:campagnes"),
        "vrijwilliger": wie.get_absolute_url(),
        "wijzig": reverse("vrijwilligers:wijzig", args=[wie.pk]),
        "screening": reverse("vrijwilligers:screening", args=[wie.pk]),
        "module": reverse("vrijwilligers:module", args=[wie.pk]),
        "stop": reverse("vrijwilligers:stop", args=[wie.pk]),
        "koppeling_stap": reverse("vrijwilligers:koppeling_stap", args=[koppeling.pk, "accepteer"]),
        "hulpvragen": reverse("vrijwilligers:hulpvragen"),
        "hulpvraag": vraag.get_absolute_url(),
        "trek_in": reverse("vrijwilligers:trek_in", args=[vraag.pk]),
        "koppeling": koppeling.get_absolute_url(),
    }


VAN_COACH = {"hulpvragen", "hulpvraag", "koppeling", "trek_in"}
LIJSTEN = {"bord", "lijst", "nieuw", "pool", "campagnes", "hulpvragen"}


def test_every_page_opens_for_the_coordinator_and_none_for_a_stranger(huis, client_als, client) -> None:
    organisatie, door, *rijen = huis
    coordinator = client_als(door)
    coach = client_als(lid(Rol.COACH, organisatie=organisatie))
    vreemde = client_als(lid(Rol.COORDINATOR, Rol.COACH))
    docent = client_als(lid(Rol.AANBIEDER, organisatie=organisatie))
    for naam, url in adressen(*rijen).items():
        assert coordinator.get(url).status_code == 200, naam
        assert coach.get(url).status_code == (200 if naam in VAN_COACH else 404), naam
        assert vreemde.get(url).status_code == (200 if naam in LIJSTEN else 404), naam
        assert docent.get(url).status_code == 404, naam
        assert client.get(url).status_code == 302, naam


def test_a_stranger_changes_nothing_by_post(huis, client_als) -> None:
    organisatie, _, wie, vraag, koppeling = huis
    vreemde = client_als(lid(Rol.COORDINATOR, Rol.COACH))
    for url, gegevens in [
        (reverse("vrijwilligers:verzet", args=[wie.pk, "pauzeer"]), {}),
        (reverse("vrijwilligers:stel_voor", args=[vraag.pk]), {"vrijwilliger": wie.pk}),
        (reverse("vrijwilligers:doorzetten", args=[vraag.pk]), {"organisatie": organisatie.pk}),
        (reverse("vrijwilligers:trek_in", args=[vraag.pk]), {}),
        (reverse("vrijwilligers:koppeling_stap", args=[koppeling.pk, "accepteer"]), {}),
    ]:
        assert vreemde.post(url, gegevens).status_code == 404, url
    with bereik(alles=True):
        wie.refresh_from_db()
        koppeling.refresh_from_db()
    assert (wie.status, koppeling.status) == ("inzetbaar", "voorgesteld")


def test_the_last_place_on_screen(huis, client_als) -> None:
    """The refusal of the database reaches the coordinator as a sentence."""
    organisatie, door, wie, vraag, koppeling = huis
    with bereik(alles=True):
        tweede = actions.stel_voor(hulpvraag=vraag, vrijwilliger=wie, door=door)
        Vrijwilliger.objects.filter(pk=wie.pk).update(capaciteit=1)
    client = client_als(door)
    client.post(reverse("vrijwilligers:koppeling_stap", args=[koppeling.pk, "accepteer"]))
    antwoord = client.post(reverse("vrijwilligers:koppeling_stap", args=[tweede.pk, "accepteer"]))
    assert antwoord.status_code == 422 and "geen plek meer vrij" in antwoord.content.decode()


def test_board_buttons_and_a_stale_page(huis, client_als) -> None:
    organisatie, door, *_ = huis
    with bereik(alles=True):
        nieuw = vrijwilliger(organisatie, naam="Nieuw Iemand", status="aangemeld", papieren="geen")
    client = client_als(door)
    url = reverse("vrijwilligers:verzet", args=[nieuw.pk, "kennismaken"])
    assert url in client.get(reverse("vrijwilligers:bord")).content.decode()
    assert client.post(url, {"versie": 1, "terug": "bord"}).url == reverse("vrijwilligers:bord")
    tweede = client.post(url, {"versie": 1}, follow=True).content.decode()
    assert "Iemand anders heeft dit net gewijzigd" in tweede
    with bereik(alles=True):
        assert Vrijwilliger.objects.get(pk=nieuw.pk).status == "kennismaking"


def test_editing_keeps_what_was_typed_and_guards_capacity(huis, client_als) -> None:
    organisatie, door, wie, _, koppeling = huis
    client = client_als(door)
    url = reverse("vrijwilligers:wijzig", args=[wie.pk])
    goed = {
        "naam": "Piet Nieuw",
        "telefoon": "0612345678",
        "pc4": "1031",
        "talen": ["nl"],
        "capaciteit": 1,
        "versie": 1,
    }
    assert client.post(url, {**goed, "telefoon": "12"}).status_code == 422
    assert client.post(url, goed).status_code == 302
    assert "U hebt dit intussen zelf" in client.post(url, goed).content.decode()
    with bereik(alles=True):
        actions.accepteer(koppeling=koppeling, door=door)
    antwoord = client.post(url, {**goed, "capaciteit": 0, "versie": 2})
    assert antwoord.status_code == 422 and "minder dan het aantal leerders" in antwoord.content.decode()
    with bereik(alles=True):
        wie.refresh_from_db()
    assert (wie.naam, wie.pc4_id, wie.capaciteit) == ("Piet Nieuw", "1031", 1)


def test_screening_refuses_impossible_days_and_fills_in_three_years(huis, client_als) -> None:
    organisatie, door, *_ = huis
    with bereik(alles=True):
        wie = vrijwilliger(organisatie, papieren="geen")
    client = client_als(door)
    url = reverse("vrijwilligers:screening", args=[wie.pk])
    morgen = timezone.localdate() + timedelta(days=1)
    assert "in de toekomst" in client.post(url, {"vog_getoond_op": morgen}).content.decode()
    fout = {"vog_getoond_op": "2026-03-01", "vog_geldig_tot": "2025-03-01"}
    assert "die dag ligt later" in client.post(url, fout).content.decode()
    assert client.post(url, {"geheimhouding_getekend_op": "2026-03-01"}).status_code == 422
    assert client.post(url, {"vog_getoond_op": "2024-02-29"}).status_code == 302
    with bereik(alles=True):
        assert str(Screening.objects.get(vrijwilliger=wie).vog_geldig_tot) == "2027-02-28"


def test_adding_twice_by_accident_is_once(huis, client_als) -> None:
    _, door, *_ = huis
    client = client_als(door)
    gegevens = {
        "naam": "Dubbel Proef", "telefoon": "0611111111", "capaciteit": 1,
        "sleutel": "2f1f6d0e-56a3-4b6e-9d0b-0a8f5b8c1d2e",
    }  # fmt: skip
    doelen = {client.post(reverse("vrijwilligers:nieuw"), gegevens).url for _ in range(2)}
    assert len(doelen) == 1
    with bereik(alles=True):
        assert Vrijwilliger.objects.filter(naam="Dubbel Proef").count() == 1


def test_the_pool_shows_no_surname_and_taking_somebody_does(huis, client_als) -> None:
    _, door, *_ = huis
    with bereik(alles=True):
        wie = vrijwilliger(None, naam="Zora Achternaam", telefoon="0699999999", status="aangemeld", papieren="geen")
    client = client_als(door)
    lijst = client.get(reverse("vrijwilligers:pool")).content.decode()
    assert "Zora" in lijst and "Achternaam" not in lijst and "0699999999" not in lijst
    antwoord = client.post(reverse("vrijwilligers:haal", args=[wie.pk]), follow=True).content.decode()
    assert "Zora Achternaam" in antwoord and "0699999999" in antwoord
    assert (
        "net door een andere" in client.post(reverse("vrijwilligers:haal", args=[wie.pk]), follow=True).content.decode()
    )


@pytest.mark.parametrize("naam", ["bord", "lijst", "hulpvragen", "pool", "hulpvraag", "vrijwilliger"])
def test_a_page_takes_the_same_number_of_queries_whatever_its_length(
    huis, client_als, django_assert_num_queries, naam: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    organisatie, door, wie, vraag, koppeling = huis
    client = client_als(door)
    url = adressen(wie, vraag, koppeling)[naam]
    with bereik(alles=True):
        vrijwilliger(None, status="aangemeld")
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as eerst:
        client.get(url)
    with bereik(alles=True):
        for n in range(12):
            vrijwilliger(organisatie, naam=f"Erbij {n}")
            vrijwilliger(None, naam=f"Pool {n}", status="aangemeld")
            hulpvraag(organisatie, door)
    with django_assert_num_queries(len(eerst)):
        assert client.get(url).status_code == 200


def test_empty_pages_say_what_to_do(db, client_als) -> None:
    client = client_als(lid(Rol.COORDINATOR))
    assert "Nog geen vrijwilligers" in client.get(reverse("vrijwilligers:bord")).content.decode()
    assert "Niemand wacht" in client.get(reverse("vrijwilligers:hulpvragen")).content.decode()
    assert "stadspool is leeg" in client.get(reverse("vrijwilligers:pool")).content.decode()
    gek = client.get(reverse("vrijwilligers:lijst"), {"status": "onzin", "page": "xx"})
    assert gek.status_code == 200


def test_what_waits_today(huis, django_assert_num_queries) -> None:
    organisatie, door, wie, vraag, koppeling = huis
    with bereik(alles=True):
        Hulpvraag.objects.filter(pk=vraag.pk).update(gevraagd_op=timezone.localdate() - timedelta(days=20))
        Screening.objects.filter(vrijwilliger=wie).update(vog_geldig_tot=timezone.localdate() + timedelta(days=10))
        vrijwilliger(organisatie, naam="Nieuw Proef", status="aangemeld", papieren="geen")
    with bereik([organisatie.pk]):
        door.lidmaatschappen_nu  # noqa: B018 - cached per request
        with django_assert_num_queries(11):
            punten = wacht_op(door)
        assert {(p.soort, p.laat) for p in punten} == {
            ("hulpvraag", True), ("voorstel", False), ("aanmelding", False), ("vog", False),
        }  # fmt: skip
        assert wacht_op(lid(Rol.COACH, organisatie=organisatie)) == []


def test_a_module_points_at_its_material(huis, client_als) -> None:
    _, door, wie, *_ = huis
    Module.objects.filter(pk=Module.objects.first().pk).update(lesmateriaal="https://portaal.example/materiaal/x/")
    pagina = client_als(door).get(wie.get_absolute_url()).content.decode()
    assert pagina.count("https://portaal.example/materiaal/x/") == 1

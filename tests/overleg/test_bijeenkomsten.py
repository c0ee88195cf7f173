"""Meetings with and without a date, suggestions, and support that counts once."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from netwerk.overleg import actions
from netwerk.overleg.choices import SuggestieStatus
from netwerk.overleg.models import Agendasuggestie, Bijeenkomst, Steun
from netwerk.overleg.vandaag import wacht_op
from netwerk.overleg.verslag import laad_verslag
from tests.fabrieken import GebruikerFabriek, lid

pytestmark = pytest.mark.django_db


@pytest.fixture
def volgend() -> Bijeenkomst:
    return Bijeenkomst.objects.create(titel="Volgend overleg")


@pytest.fixture
def suggestie(volgend: Bijeenkomst) -> Agendasuggestie:
    door = lid("coach")
    return actions.doe_suggestie(
        bijeenkomst=volgend, titel="Wachtlijsten", organisatie=door.lidmaatschappen_nu[0].organisatie, door=door
    )


def test_order_and_open_date(volgend: Bijeenkomst) -> None:
    vandaag = timezone.localdate()
    straks = Bijeenkomst.objects.create(titel="Straks", datum=vandaag + timedelta(days=9))
    nu = Bijeenkomst.objects.create(titel="Nu", datum=vandaag)
    was = Bijeenkomst.objects.create(titel="Was", datum=vandaag - timedelta(days=1))
    assert list(Bijeenkomst.objects.komend()) == [nu, straks, volgend]
    assert list(Bijeenkomst.objects.geweest()) == [was]
    assert (volgend.stand[0], nu.stand[0], was.stand[0]) == ("Datum open", "Vandaag", "Geweest")


def test_same_title_gets_its_own_address(volgend: Bijeenkomst) -> None:
    assert Bijeenkomst.objects.create(titel="Volgend overleg").slug == "volgend-overleg-2"


def test_a_time_needs_a_date() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Bijeenkomst.objects.create(titel="Zonder dag", begintijd=time(10))


def test_the_report_reads_in_themes(client_als) -> None:
    bijeenkomst = laad_verslag().bijeenkomst
    tekst = client_als(lid("coach")).get(bijeenkomst.get_absolute_url()).content.decode()
    for zin in (
        "Thema 1: Passend leermateriaal",
        "Hoe wil je het doel bereiken?",
        "hier breekt het verslag af",
        "Cybersoek",
    ):
        assert zin in tekst
    assert "Doe een suggestie" not in tekst.split("<main")[1].split("paginakop")[1].split("</div>")[0]


def test_the_secretary_sets_a_date_and_a_stale_form_is_refused(client_als, volgend: Bijeenkomst) -> None:
    client = client_als(lid("secretaris"))
    url = reverse("overleg:bijeenkomst_wijzig", args=[volgend.slug])
    dag = (timezone.localdate() + timedelta(days=30)).isoformat()
    gegevens = {"titel": "Volgend overleg", "datum": dag, "begintijd": "13:30", "eindtijd": "12:00", "versie": 1}
    fout = client.post(url, gegevens)
    assert fout.status_code == 422
    assert "De eindtijd ligt voor de begintijd" in fout.content.decode()
    assert client.post(url, gegevens | {"eindtijd": "16:00"}).status_code == 302
    oud = client.post(url, gegevens | {"eindtijd": "17:00"})
    assert oud.status_code == 422
    assert 'name="botsing-eindtijd"' in oud.content.decode()
    volgend.refresh_from_db()
    assert volgend.eindtijd == time(16)


def test_only_the_secretary_manages(client_als, volgend: Bijeenkomst, suggestie: Agendasuggestie) -> None:
    client = client_als(lid("coach", "beheerder"))
    for naam, args in [
        ("bijeenkomst_nieuw", []),
        ("bijeenkomst_wijzig", [volgend.slug]),
        ("thema_nieuw", [volgend.slug]),
    ]:
        assert client.get(reverse(f"overleg:{naam}", args=args)).status_code == 404
    stand = reverse("overleg:suggestie_stand", args=[suggestie.pk])
    assert client.post(stand, {"status": "later"}).status_code == 404
    baas = client_als(lid("secretaris"))
    baas.post(stand, {"status": "op_agenda"})
    baas.post(stand, {"status": "gisteren"})
    suggestie.refresh_from_db()
    assert suggestie.status == SuggestieStatus.OP_AGENDA
    assert volgend.agendapunten.get().suggestie == suggestie  # said to be on the agenda is on the agenda
    baas.post(stand, {"status": "later"})
    suggestie.refresh_from_db()
    assert suggestie.status == SuggestieStatus.LATER and not volgend.agendapunten.exists()
    type(suggestie).objects.update(status=SuggestieStatus.OP_AGENDA)  # from before: no point, so it is still offered
    assert suggestie.titel in baas.get(reverse("overleg:agenda", args=[volgend.slug])).content.decode()


def test_writing_the_report(client_als, volgend: Bijeenkomst) -> None:
    client = client_als(lid("secretaris"))
    gegevens = {"thema": "middelen", "titel": "Laptops", "conclusie": "Te weinig."}
    url = reverse("overleg:thema_nieuw", args=[volgend.slug])
    assert client.post(url, gegevens).status_code == 302
    assert "staat al in het verslag" in client.post(url, gegevens).content.decode()
    thema = volgend.themas.get()
    client.post(
        reverse("overleg:punt_nieuw", args=[volgend.slug, thema.pk]), {"soort": "nodig", "tekst": "Twintig laptops"}
    )
    assert thema.punten.get().tekst == "Twintig laptops"


def test_support_counts_once_however_often_one_clicks(client_als, suggestie: Agendasuggestie) -> None:
    wie = lid("aanbieder")
    client = client_als(wie)
    url = reverse("overleg:steun", args=[suggestie.pk])
    assert client.get(url).status_code == 405
    for _ in range(3):
        client.post(url, {"aan": "1"})
    assert suggestie.steunen.count() == 2  # who proposed, and this person
    for _ in range(2):
        client.post(url, {"aan": "0"})
    assert not suggestie.steunen.filter(door=wie).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Steun.objects.bulk_create(
            Steun(suggestie=suggestie, door=suggestie.door, organisatie=suggestie.organisatie) for _ in range(2)
        )


@pytest.mark.parametrize("terug", ["https://kwaad.example/", "//kwaad.example", "/beheer/", "javascript:alert(1)"])
def test_the_button_leads_back_to_our_own_pages_only(client_als, suggestie: Agendasuggestie, terug: str) -> None:
    antwoord = client_als(lid("coach")).post(
        reverse("overleg:steun", args=[suggestie.pk]), {"aan": "1", "terug": terug}
    )
    assert antwoord.url == suggestie.get_absolute_url()


def test_a_member_proposes_and_most_supported_comes_first(client_als, suggestie: Agendasuggestie) -> None:
    wie = lid("coach")
    client = client_als(wie)
    gegevens = {
        "titel": "Nieuw punt",
        "thema": "overig",
        "bijeenkomst": suggestie.bijeenkomst_id,
        "organisatie": wie.organisatie_ids[0],
        "sleutel": "6d0d1f2e-8d0e-4d6c-9f2b-0f9c7f1f0002",
    }
    for _ in range(2):
        assert client.post(reverse("overleg:suggestie_nieuw"), gegevens).status_code == 302
    nieuw = Agendasuggestie.objects.get(titel="Nieuw punt")
    client.post(reverse("overleg:steun", args=[suggestie.pk]), {"aan": "1"})
    lijst = client.get(reverse("overleg:suggesties")).context["page_obj"]
    assert [(s.pk, s.aantal_steun, s.steun_ik) for s in lijst] == [(suggestie.pk, 2, True), (nieuw.pk, 1, True)]


def test_the_next_meetings_are_offered_and_the_one_asked_for(client_als, volgend: Bijeenkomst) -> None:
    volgend.datum = timezone.localdate()
    volgend.save()
    begin = timezone.localdate() + timedelta(days=400)
    ver = Bijeenkomst.objects.bulk_create(
        Bijeenkomst(titel=f"Ver {n}", slug=f"ver-{n}", datum=begin + timedelta(days=n)) for n in range(30)
    )
    client, laatste = client_als(lid("coach")), ver[-1]
    for vraag, erbij in (({}, False), ({"bijeenkomst": laatste.pk}, True)):
        veld = client.get(reverse("overleg:suggestie_nieuw"), vraag).context["form"]["bijeenkomst"]
        keuzes = [pk for pk, _ in veld.field.choices]
        assert volgend.pk in keuzes and (laatste.pk in keuzes) is erbij
        assert len(keuzes) == 20 + erbij
    assert str(laatste.pk) in str(veld) and "selected" in str(veld)
    antwoord = client.post(reverse("overleg:suggestie_nieuw"), {"thema": "overig", "bijeenkomst": laatste.pk})
    assert "titel" in antwoord.context["form"].errors and "bijeenkomst" not in antwoord.context["form"].errors
    assert laatste.pk in [pk for pk, _ in antwoord.context["form"].fields["bijeenkomst"].choices]


def test_a_bsn_in_the_text_is_refused(client_als, volgend: Bijeenkomst) -> None:
    wie = lid("coach")
    antwoord = client_als(wie).post(
        reverse("overleg:suggestie_nieuw"),
        {
            "titel": "Casus",
            "toelichting": "Het gaat om 111222333",
            "thema": "overig",
            "bijeenkomst": volgend.pk,
            "organisatie": wie.organisatie_ids[0],
        },
    )
    assert antwoord.status_code == 422
    assert "burgerservicenummer" in antwoord.content.decode()


def test_suggestions_ask_the_same_number_of_queries_for_many(
    client_als, volgend: Bijeenkomst, django_assert_max_num_queries
) -> None:
    client = client_als(lid("coach"))

    def maak(aantal: int) -> None:
        for nummer in range(aantal):
            door = lid("coach")
            actions.doe_suggestie(
                bijeenkomst=volgend,
                titel=f"Punt {nummer}",
                organisatie=door.lidmaatschappen_nu[0].organisatie,
                door=door,
            )

    maak(2)
    with django_assert_max_num_queries(20) as weinig:
        client.get(reverse("overleg:suggesties"))
    maak(10)
    with django_assert_max_num_queries(len(weinig)):
        client.get(reverse("overleg:suggesties"))


def test_what_waits_for_the_secretary(volgend: Bijeenkomst) -> None:
    assert [punt.actie for punt in wacht_op(lid("secretaris"))] == ["Prik een datum"]
    assert wacht_op(lid("coach")) == []


def test_strangers(client_als, volgend: Bijeenkomst, suggestie: Agendasuggestie) -> None:
    client = client_als(GebruikerFabriek())
    for url in (volgend.get_absolute_url(), reverse("overleg:suggesties"), reverse("overleg:suggestie_nieuw")):
        assert client.get(url).status_code == 404
    assert client.post(reverse("overleg:steun", args=[suggestie.pk]), {"aan": "1"}).status_code == 404

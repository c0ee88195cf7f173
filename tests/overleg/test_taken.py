"""Who takes up what: an owner, a date and a concrete result, kept by actions, pages and the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebeurtenis, Stadsdeel
from netwerk.kern.workflow import OvergangNietMogelijk, VerouderdeVersie
from netwerk.overleg import actions, tijdlijn
from netwerk.overleg.choices import Netwerkthema, PuntSoort, TaakStatus
from netwerk.overleg.models import Bijeenkomst, BijeenkomstThema, Punt, Taak
from netwerk.overleg.taakoverzicht import taakoverzicht
from netwerk.overleg.vandaag import wacht_op
from tests.fabrieken import GebruikerFabriek, OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db


@pytest.fixture
def coach():
    return lid("coach")


@pytest.fixture
def taak(coach) -> Taak:
    return actions.breng_taak_in(titel="Vind een veilige plek in Noord", thema=Netwerkthema.SAMENWERKING, door=coach)


def over(dagen: int):
    return timezone.localdate() + timedelta(days=dagen)


def eigen(gebruiker):
    return gebruiker.lidmaatschappen_nu[0].organisatie


def neem(taak: Taak, gebruiker, dagen: int = 10) -> Taak:
    return actions.pak_op(taak, organisatie=eigen(gebruiker), uiterlijk=over(dagen), door=gebruiker)


def test_a_member_takes_a_task_and_closes_it_with_a_result(taak: Taak) -> None:
    wie = lid("aanbieder")
    taak = neem(taak, wie)
    assert (taak.status, taak.eigenaar, taak.eigenaar_organisatie) == (TaakStatus.OPGEPAKT, wie, eigen(wie))
    taak = actions.rond_af(taak, resultaat="Elke dinsdag een dichte kamer in het buurthuis.", door=wie)
    assert taak.status == TaakStatus.AFGEROND
    assert taak.gesloten_op == timezone.localdate()
    with pytest.raises(OvergangNietMogelijk):
        neem(taak, lid("coach"))


def test_two_people_who_take_it_at_once_one_wins(taak: Taak) -> None:
    eerste, tweede = lid("coach"), lid("coach")
    versie = taak.versie
    actions.pak_op(taak, organisatie=eigen(eerste), uiterlijk=over(3), door=eerste, versie=versie)
    with pytest.raises(VerouderdeVersie):
        actions.pak_op(taak, organisatie=eigen(tweede), uiterlijk=over(3), door=tweede, versie=versie)
    assert Taak.objects.get(pk=taak.pk).eigenaar == eerste


def test_nobody_takes_a_task_for_an_organisation_that_is_not_theirs(taak: Taak) -> None:
    with pytest.raises(actions.NietVanUwOrganisatie):
        actions.pak_op(taak, organisatie=OrganisatieFabriek(), uiterlijk=over(3), door=lid("coach"))
    with pytest.raises(actions.NietVanUwOrganisatie):
        actions.breng_taak_in(titel="Voor een ander", aangeboden_door=OrganisatieFabriek(), door=lid("coach"))


def test_what_an_organisation_offers_only_that_organisation_confirms(coach) -> None:
    taak = actions.breng_taak_in(titel="Wij geven les", aangeboden_door=eigen(coach), door=coach)
    assert taak.status == TaakStatus.AANGEBODEN
    with pytest.raises(OvergangNietMogelijk):
        neem(taak, lid("coach"))
    assert neem(taak, coach).status == TaakStatus.OPGEPAKT


def test_handing_back_frees_the_task_and_keeps_the_reason(taak: Taak, coach) -> None:
    wie = lid("coach")
    taak = neem(taak, wie)
    with pytest.raises(OvergangNietMogelijk):
        actions.geef_terug(taak, reden="niet van mij", door=lid("coach"))
    taak = actions.geef_terug(taak, reden="Geen tijd voor de zomer", door=wie)
    assert (taak.status, taak.eigenaar, taak.uiterlijk, taak.reden) == (
        TaakStatus.GEVRAAGD, None, None, "Geen tijd voor de zomer",
    )  # fmt: skip


@pytest.mark.parametrize(
    "velden",
    [
        {"status": TaakStatus.AFGEROND},
        {"status": TaakStatus.AFGEROND, "resultaat": "  \n ", "gesloten_op": "2026-01-01"},
        {"status": TaakStatus.OPGEPAKT},
        {"status": TaakStatus.VERVALLEN},
        {"status": TaakStatus.AANGEBODEN},
        {"status": "zoek"},
    ],
)
def test_the_database_refuses_promises_without_substance(taak: Taak, velden: dict) -> None:
    if velden["status"] == TaakStatus.AFGEROND:
        velden["eigenaar_organisatie"] = OrganisatieFabriek()
    with pytest.raises(IntegrityError), transaction.atomic():
        Taak.objects.filter(pk=taak.pk).update(**velden)


def test_everyone_reads_what_happened(taak: Taak) -> None:
    neem(taak, lid("coach"))
    assert [regel["wat"] for regel in tijdlijn.van(taak)] == ["Opgepakt", "Ingebracht"]
    assert not Gebeurtenis.objects.over(taak).exists()  # without the narrow function: out of scope


def test_through_the_pages(taak: Taak, client_als) -> None:
    wie = lid("aanbieder")
    client = client_als(wie)
    url = reverse("overleg:taak_overgang", args=[taak.pk, "pak_op"])
    assert "Wanneer is het klaar?" in client.get(url).content.decode()
    gegevens = {"versie": taak.versie, "organisatie": eigen(wie).pk, "uiterlijk": over(-1).isoformat()}
    terug = client.post(url, gegevens)
    assert terug.status_code == 422
    assert "Deze datum is al geweest" in terug.content.decode()
    gegevens["uiterlijk"] = over(5).isoformat()
    sleutel = "6d0d1f2e-8d0e-4d6c-9f2b-0f9c7f1f0001"
    for _ in range(2):  # a double click
        assert client.post(url, gegevens | {"sleutel": sleutel}).status_code == 302
    taak.refresh_from_db()
    assert (taak.status, taak.eigenaar, taak.versie) == (TaakStatus.OPGEPAKT, wie, 2)

    url = reverse("overleg:taak_overgang", args=[taak.pk, "rond_af"])
    vaag = client.post(url, {"versie": taak.versie, "resultaat": "Ik neem het mee."})
    assert vaag.status_code == 422
    assert "nog niet concreet" in vaag.content.decode()
    assert "Ik neem het mee." in vaag.content.decode()
    client.post(url, {"versie": taak.versie, "resultaat": "Op dinsdag is er een dichte kamer."})
    assert "Op dinsdag is er een dichte kamer." in client.get(taak.get_absolute_url()).content.decode()


def test_a_stale_page_changes_nothing_and_says_so(taak: Taak, client_als) -> None:
    wie = lid("coach")
    client = client_als(wie)
    neem(taak, lid("coach"))
    url = reverse("overleg:taak_overgang", args=[taak.pk, "pak_op"])
    gegevens = {"versie": 1, "organisatie": eigen(wie).pk, "uiterlijk": over(5).isoformat()}
    antwoord = client.post(url, gegevens, follow=True)
    assert "Iemand anders heeft dit net gewijzigd" in antwoord.content.decode()
    assert Taak.objects.get(pk=taak.pk).eigenaar != wie


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("", {"gevraagd", "mijn", "laat"}),
        ("welke=gevraagd", {"gevraagd"}),
        ("welke=mijn", {"mijn"}),
        ("welke=laat", {"laat"}),
        ("welke=dicht", {"klaar"}),
        ("thema=middelen", {"laat"}),
        ("welke=onzin&thema=xyz&stadsdeel=nergens", {"gevraagd", "mijn", "laat"}),
    ],
)
def test_filters(client_als, vraag: str, verwacht: set[str]) -> None:
    ik, ander = lid("coach"), lid("coach")
    actions.breng_taak_in(titel="gevraagd", door=ander)
    neem(actions.breng_taak_in(titel="mijn", door=ander), ik)
    laat = neem(actions.breng_taak_in(titel="laat", thema=Netwerkthema.MIDDELEN, door=ander), ander)
    Taak.objects.filter(pk=laat.pk).update(uiterlijk=over(-3))
    klaar = neem(actions.breng_taak_in(titel="klaar", door=ander), ander)
    actions.rond_af(klaar, resultaat="Er is nu een lijst.", door=ander)
    pagina = client_als(ik).get(f"{reverse('overleg:taken')}?{vraag}")
    assert {taak.titel for taak in pagina.context["page_obj"]} == verwacht


def test_the_list_asks_the_same_number_of_queries_for_many(client_als, django_assert_max_num_queries) -> None:
    ik = lid("coach")
    client = client_als(ik)
    for nummer in range(3):
        neem(actions.breng_taak_in(titel=f"Taak {nummer}", door=ik), lid("coach"))
    with django_assert_max_num_queries(22) as weinig:
        client.get(reverse("overleg:taken"))
    for nummer in range(15):
        neem(actions.breng_taak_in(titel=f"Meer {nummer}", door=ik), lid("coach"))
    with django_assert_max_num_queries(len(weinig)):
        client.get(reverse("overleg:taken"))


def test_strangers_get_404_and_visitors_log_in(taak: Taak, client_als, client) -> None:
    buiten = client_als(GebruikerFabriek())
    for url in (
        taak.get_absolute_url(),
        reverse("overleg:taken"),
        reverse("overleg:home"),
        reverse("overleg:taak_nieuw"),
    ):
        assert buiten.get(url).status_code == 404
        assert client.get(url).status_code == 302


def test_own_late_task_waits_today_others_do_not(taak: Taak) -> None:
    wie = lid("coach")
    neem(taak, wie)
    Taak.objects.update(uiterlijk=over(-2))
    punten = wacht_op(wie)
    assert [(punt.titel, punt.laat) for punt in punten] == [(taak.titel, True)]
    assert wacht_op(lid("coach")) == []
    assert wacht_op(GebruikerFabriek()) == []


def test_another_date_is_a_promise_with_a_reason(taak: Taak, client_als) -> None:
    wie = lid("coach")
    taak = neem(taak, wie, dagen=1)
    url = reverse("overleg:taak_overgang", args=[taak.pk, "verzet"])
    client = client_als(wie)
    fout = client.post(url, {"versie": taak.versie, "uiterlijk": over(9).isoformat(), "reden": ""})
    assert "reden" in fout.context["form"].errors
    client.post(url, {"versie": taak.versie, "uiterlijk": over(9).isoformat(), "reden": "De drukker is ziek"})
    taak.refresh_from_db()
    assert (taak.uiterlijk, taak.reden, taak.status) == (over(9), "De drukker is ziek", TaakStatus.OPGEPAKT)
    with pytest.raises(OvergangNietMogelijk):
        actions.verzet(taak, uiterlijk=over(20), reden="Een ander", door=lid("coach"))


def test_open_tasks_per_theme_and_district(client_als) -> None:
    ik = lid("coach")
    actions.breng_taak_in(titel="Stad", thema=Netwerkthema.MIDDELEN, door=ik)
    noord = Stadsdeel.objects.get(code="noord")
    laat = neem(actions.breng_taak_in(titel="Noord", thema=Netwerkthema.MIDDELEN, stadsdeel=noord, door=ik), ik)
    Taak.objects.filter(pk=laat.pk).update(uiterlijk=over(-1))
    [rij] = taakoverzicht(Taak.objects.all())
    assert [(vak.naam, vak.aantal, vak.laat) for vak in rij.vakken] == [("Hele stad", 1, 0), ("Noord", 1, 1)]
    assert "(1 te laat)" in client_als(ik).get(reverse("overleg:taken")).content.decode()


def test_what_somebody_said_at_the_meeting_waits_for_them_to_confirm(client_als) -> None:
    secretaris, docent = lid("secretaris"), lid("aanbieder")
    bij = Bijeenkomst.objects.create(titel="Overleg", datum=over(-3))
    thema = BijeenkomstThema.objects.create(bijeenkomst=bij, thema=Netwerkthema.OVERIG, titel="Thema")
    punt = Punt.objects.create(thema=thema, soort=PuntSoort.HOE, tekst="Eén aanspreekpunt per aanbieder", volgorde=1)
    url = f"{reverse('overleg:taak_nieuw')}?punt={punt.pk}"
    assert "toegezegd" not in client_als(lid("coach")).get(url).context["form"].fields
    velden = {
        "titel": "Noem een aanspreekpunt", "hoe": "vraag", "organisatie": eigen(secretaris).pk, "thema": "overig",
        "toegezegd": docent.pk,
    }  # fmt: skip
    assert client_als(secretaris).post(url, velden).status_code == 302
    taak = Taak.objects.get(titel="Noem een aanspreekpunt")
    assert (taak.status, taak.eigenaar, taak.eigenaar_organisatie) == (TaakStatus.AANGEBODEN, docent, eigen(docent))
    assert [p.actie for p in wacht_op(docent) if p.url == taak.get_absolute_url()] == ["Bevestig met een datum"]
    assert neem(taak, docent).status == TaakStatus.OPGEPAKT
    with pytest.raises(actions.NietVanUwOrganisatie):
        actions.breng_taak_in(titel="Doe jij dit", toegezegd=docent, door=lid("coach"))

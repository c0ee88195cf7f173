"""What the coach puts in a plan besides the advice: found by words, or to arrange what is missing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from aanbod.choices import Soort
from aanbod.models import Aanbod
from intake.actions import plan as acties
from intake.choices import StapSoort, StapStatus
from intake.models import Intake, Leerder, Leerplan, Stap
from leermateriaal.choices import Staat
from leermateriaal.models import Materiaal
from netwerk.kern.models import Gebruiker
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import LocatieFabriek


@pytest.fixture
def client(client_als, coach: Gebruiker) -> Client:
    return client_als(coach)


def maak_materiaal() -> Materiaal:
    materiaal = Materiaal.objects.create(titel="Mailen met Mo", uitgever="Voorbeelduitgever", status=Staat.GEPUBLICEERD)
    materiaal.leervragen.set(["email-lezen"])
    return materiaal


@pytest.fixture
def plan(afgerond: Intake, coach: Gebruiker) -> Leerplan:
    return acties.maak_plan(afgerond, door=coach)


def test_what_the_words_find_comes_with_what_speaks_for_and_against(
    client: Client, plan: Leerplan, django_assert_max_num_queries
) -> None:
    maak_aanbod(["email-lezen"], naam="Taalcafé De Pijp")
    maak_aanbod(["werk-cv-maken"], naam="Taalcafé voor gevorderden", niveau_van=3, niveau_tot=4)
    maak_aanbod(["email-lezen"], naam="Breien")
    url = reverse("intake:zelf_zoeken", args=[plan.pk])
    assert client.get(url).status_code == 200
    with django_assert_max_num_queries(30):
        pagina = client.get(url, {"q": "taalcafe"})
    gevonden = {r["v"].titel: r["v"] for vak in pagina.context["vakken"] for r in vak["regels"]}
    assert set(gevonden) == {"Taalcafé De Pijp", "Taalcafé voor gevorderden"}
    # Not filtered, but said: the coach may know better.
    assert "begint pas bij Basisniveau 2" in gevonden["Taalcafé voor gevorderden"].let_op
    assert any("e-mail" in reden for reden in gevonden["Taalcafé De Pijp"].redenen)
    assert "Niets gevonden voor" in client.get(url, {"q": "xyzzy"}).content.decode()


@pytest.mark.parametrize("soort", [StapSoort.AANBOD, StapSoort.MATERIAAL])
def test_what_was_found_becomes_a_step_once(client: Client, plan: Leerplan, soort: str) -> None:
    doel = maak_aanbod(["email-lezen"]) if soort == StapSoort.AANBOD else maak_materiaal()
    url = reverse("intake:stap_nieuw", args=[plan.pk])
    for _ in range(2):
        client.post(url, {"soort": soort, "keuze": doel.pk})
    stap = plan.stappen.get()
    assert (stap.soort, getattr(stap, soort)) == (soort, doel) and stap.titel == str(doel)
    # Gone meanwhile, or never there: said, and nothing in the plan.
    weg = client.post(url, {"soort": soort, "keuze": 999_999}, follow=True)
    assert "staat niet meer in het portaal" in weg.content.decode()
    assert client.post(url, {"soort": soort, "keuze": "x"}).status_code == 404
    assert plan.stappen.count() == 1


@pytest.fixture
def zonder(afgerond: Intake) -> Leerder:
    """Asked, and there is no device, no internet and no safe place."""
    leerder = afgerond.leerder
    leerder.persoon_gevraagd, leerder.internet_thuis, leerder.veilige_plek = True, False, False
    leerder.save()
    return leerder


def test_a_device_is_asked_for_from_the_result_and_its_state_comes_back_there(
    client: Client, afgerond: Intake, zonder: Leerder, coach: Gebruiker
) -> None:
    laptop = maak_aanbod([], naam="Leenlaptop", soort=Soort.LAPTOP_LENEN)
    maak_aanbod([], naam="Wifi in de hal", soort=Soort.WIFI)
    url = reverse("intake:resultaat", args=[afgerond.pk])
    per_code = {rij["code"]: [r["plek"].naam for r in rij["plekken"]] for rij in client.get(url).context["ontbreekt"]}
    assert per_code == {"apparaat": ["Leenlaptop"], "internet": ["Wifi in de hal"], "veilige_plek": []}
    assert "Hiervoor staat nu niets in het portaal" in client.get(url).content.decode()

    aanvragen = client.post(reverse("intake:regelen", args=[afgerond.pk]), {"plek": laptop.pk})
    stap = Stap.objects.get(aanbod=laptop)
    assert aanvragen.url == reverse("intake:doorverwijzen", args=[stap.pk])
    assert "Aanvragen" in client.get(aanvragen.url).content.decode()
    client.post(aanvragen.url, {"boodschap": "", "toelichting": ""})
    stap.refresh_from_db()
    assert stap.status == StapStatus.BEZIG and stap.doorverwijzing.aanbod == laptop
    assert stap.stand_in_woorden in client.get(url).content.decode()
    # Pressing again asks for nothing twice.
    assert client.post(reverse("intake:regelen", args=[afgerond.pk]), {"plek": laptop.pk}).url == url + "#regelen"
    assert Stap.objects.count() == 1


def test_one_walks_in_for_wifi(client: Client, plan: Leerplan, zonder: Leerder) -> None:
    wifi = maak_aanbod([], naam="Wifi in de hal", soort=Soort.WIFI)
    client.post(reverse("intake:regelen", args=[plan.intake_id]), {"plek": wifi.pk})
    pagina = client.get(plan.get_absolute_url()).content.decode()
    assert "Wifi in de hal" in pagina and reverse("intake:doorverwijzen", args=[plan.stappen.get().pk]) not in pagina


def test_the_nearest_place_comes_first(afgerond: Intake, zonder: Leerder) -> None:
    from intake.regelen import plekken
    from netwerk.kern.profiel import Plaats

    for naam, lat in (("Ver", 52.40), ("Dichtbij", 52.371), ("Verder", 52.45)):
        maak_aanbod([], naam=naam, soort=Soort.WIFI, locaties=[LocatieFabriek(lat=lat, lon=4.90)])
    gevonden = plekken(["internet"], Plaats(52.37, 4.90))["internet"]
    assert [plek.naam for plek in gevonden] == ["Dichtbij", "Ver"] and gevonden[0].afstand == "op 100 meter"
    assert Aanbod.objects.count() == 3 and plekken([], None) == {}

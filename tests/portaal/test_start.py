"""The front door: what a visitor finds, and what somebody of each role sees first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebeurtenis, Gebruiker, Leervraag
from netwerk.overleg.models import Bijeenkomst
from netwerk.portaal import snelkoppelingen
from netwerk.portaal.nieuws import nieuws
from netwerk.portaal.views.start import groet
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import GebruikerFabriek, OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db
ClientAls = Callable[[Gebruiker], Client]


def tekst(antwoord) -> str:
    return antwoord.content.decode()


# --- the visitor ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("naam", ["portaal:home", "portaal:over"])
def test_public_pages_need_no_login(client: Client, naam: str) -> None:
    assert client.get(reverse(naam)).status_code == 200


@pytest.mark.parametrize("naam", ["portaal:account", "portaal:leden"])
def test_own_pages_need_one(client: Client, naam: str) -> None:
    antwoord = client.get(reverse(naam))
    assert antwoord.status_code == 302
    assert reverse("account_login") in antwoord["Location"]


def test_every_theme_leads_to_the_directory_of_that_theme(client: Client) -> None:
    pagina = tekst(client.get("/"))
    themas = list(Leervraag.objects.themas())
    assert len(themas) >= 12
    for thema in themas:
        assert f"{reverse('aanbod:lijst')}?leervraag={thema.code}" in pagina


def test_a_tile_finds_what_belongs_to_its_theme(client: Client, alles: None) -> None:
    maak_aanbod(["email-lezen"], naam="Mail voor beginners")
    maak_aanbod(["reizen-reis-plannen"] if Leervraag.objects.filter(pk="reizen-reis-plannen") else ["geld-saldo"])
    gevonden = tekst(client.get(reverse("aanbod:lijst"), {"leervraag": "email"}))
    assert "Mail voor beginners" in gevonden
    assert "Cursus nummer" not in gevonden


def test_the_safe_place_and_the_districts_lead_to_the_directory(client: Client, alles: None) -> None:
    maak_aanbod(naam="Rustige kamer", soort="veilige_plek", pc4="1024")
    maak_aanbod(naam="Drukke cursus", pc4="1103")
    pagina = tekst(client.get("/"))
    for vraag in ("?soort=veilige_plek", "?stadsdeel=noord"):
        assert f"{reverse('aanbod:lijst')}{vraag}" in pagina
        gevonden = tekst(client.get(reverse("aanbod:lijst") + vraag))
        assert "Rustige kamer" in gevonden
        assert "Drukke cursus" not in gevonden


@pytest.mark.parametrize(
    ("getypt", "doel"),
    [
        ({"q": "DigiD", "pc4": "1024"}, "?q=DigiD&pc4=1024"),
        ({"q": "", "pc4": "1024 ab"}, "?pc4=1024"),
        ({"q": "foto's & film", "pc4": ""}, "?q=foto%27s+%26+film"),
        ({"q": "", "pc4": ""}, ""),
    ],
)
def test_a_search_goes_on_to_the_directory(client: Client, getypt: dict[str, str], doel: str) -> None:
    antwoord = client.get("/", getypt)
    assert antwoord.status_code == 302
    assert antwoord["Location"] == reverse("aanbod:lijst") + doel
    assert client.get(antwoord["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("postcode", "melding"),
    [
        ("9999", "Postcode 9999 ligt niet in"),
        ("3511 AB", "Postcode 3511 ligt niet in"),
        ("12", "Vul een postcode in"),
        ("abcd", "Vul een postcode in"),
        ("0123", "Vul een postcode in"),
        ("1024; DROP", "Vul een postcode in"),
    ],
)
def test_a_wrong_postcode_is_told_and_what_was_typed_stays(client: Client, postcode: str, melding: str) -> None:
    antwoord = client.get("/", {"q": "mijn vraag", "pc4": postcode})
    assert antwoord.status_code == 200
    pagina = tekst(antwoord)
    assert pagina.count(melding) == 2, "in the summary and at the field"
    assert 'value="mijn vraag"' in pagina
    assert f'value="{postcode}"' in pagina
    assert 'aria-describedby="fout-pc4"' in pagina and 'id="fout-pc4"' in pagina


def test_a_too_long_search_is_told(client: Client) -> None:
    antwoord = client.get("/", {"q": "x" * 101})
    assert antwoord.status_code == 200
    assert "Gebruik niet meer dan 100 tekens." in tekst(antwoord)


def test_nothing_typed_becomes_markup(client: Client) -> None:
    pagina = tekst(client.get("/", {"q": '"><script>alert(1)</script>', "pc4": "9999"}))
    assert "<script>alert(1)" not in pagina


def test_the_count_counts_only_what_is_published(client: Client, alles: None) -> None:
    assert "Bekijk ze allemaal" not in tekst(client.get("/"))
    maak_aanbod()
    assert "Nu 1 plek van 1 organisatie." in tekst(client.get("/"))
    maak_aanbod(status="concept")
    maak_aanbod()
    assert "Nu 2 plekken van 2 organisaties." in tekst(client.get("/"))


@pytest.mark.parametrize("aantal", [1, 12])
def test_the_public_home_takes_three_queries(
    client: Client, alles: None, django_assert_num_queries, aantal: int
) -> None:
    for _ in range(aantal):
        maak_aanbod()
    with django_assert_num_queries(3):
        client.get("/")


def test_the_demo_says_so(client: Client, settings) -> None:
    settings.DEMO = True
    assert "Dit is een proefversie" in tekst(client.get("/over/"))
    settings.DEMO = False
    assert "Dit is een proefversie" not in tekst(client.get("/over/"))


# --- the member -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rol", "verwacht"),
    [
        (Rol.COACH, ["intake:leerder_nieuw", "intake:leerders"]),
        (Rol.AANBIEDER, ["aanbod:inbak", "aanbod:beheer"]),
        (Rol.COORDINATOR, ["vrijwilligers:bord", "vrijwilligers:hulpvragen"]),
        (Rol.CURATOR, ["leermateriaal:inventaris", "leermateriaal:beoordelen"]),
        (Rol.REGIE, ["rapportage:cijfers"]),
        (Rol.SECRETARIS, ["overleg:suggesties", "overleg:bijeenkomst_nieuw", "overleg:taken"]),
        (Rol.BEHEERDER, ["portaal:leden"]),
    ],
)
def test_each_role_finds_its_own_work(client_als: ClientAls, rol: str, verwacht: list[str]) -> None:
    gebruiker = lid(rol)
    pagina = tekst(client_als(gebruiker).get("/"))
    for naam in verwacht:
        assert f'href="{reverse(naam)}"' in pagina
        assert client_als(gebruiker).get(reverse(naam)).status_code == 200


def test_every_shortcut_has_an_address() -> None:
    for punt in snelkoppelingen.ALLE:
        if punt.url_naam != snelkoppelingen.UIT_MENU:
            reverse(punt.url_naam)


def test_who_has_many_roles_sees_something_of_each() -> None:
    gebruiker = lid(Rol.COACH, Rol.COORDINATOR, Rol.AANBIEDER)
    eerste = {tegel["url"] for tegel in snelkoppelingen.voor(gebruiker)[:3]}
    assert eerste == {reverse("intake:leerder_nieuw"), reverse("vrijwilligers:bord"), reverse("aanbod:inbak")}


def test_who_belongs_nowhere_reads_what_to_do(client_als: ClientAls) -> None:
    gebruiker = GebruikerFabriek(email="nieuw@demo.example")
    pagina = tekst(client_als(gebruiker).get("/"))
    assert "U hoort nog niet bij een organisatie" in pagina
    assert "nieuw@demo.example" in pagina
    for tegel in snelkoppelingen.voor(gebruiker):
        assert client_als(gebruiker).get(tegel["url"]).status_code == 200, tegel


def test_nothing_waits(client_als: ClientAls) -> None:
    assert "Er wacht niets op u" in tekst(client_als(lid(Rol.COACH)).get("/"))


def test_the_next_meeting_is_named_also_without_a_date(client_als: ClientAls, alles: None) -> None:
    gebruiker = lid(Rol.COACH)
    assert "Volgend overleg" not in tekst(client_als(gebruiker).get("/"))
    Bijeenkomst.objects.create(titel="Netwerkoverleg van morgen")
    pagina = tekst(client_als(gebruiker).get("/"))
    assert "Volgend overleg" in pagina and "Netwerkoverleg van morgen" in pagina


def test_a_search_in_the_address_works_for_a_member_too(client_als: ClientAls) -> None:
    antwoord = client_als(lid(Rol.COACH)).get("/", {"q": "bellen", "pc4": "1024"})
    assert antwoord["Location"] == reverse("aanbod:lijst") + "?q=bellen&pc4=1024"


def test_the_home_takes_as_many_queries_for_much_as_for_little(
    client_als: ClientAls, alles: None, django_assert_max_num_queries
) -> None:
    """Somebody with every role of an organisation, first with nothing to do and then with a lot."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    organisatie = OrganisatieFabriek()
    gebruiker = lid(Rol.COACH, Rol.COORDINATOR, Rol.AANBIEDER, Rol.BEHEERDER, organisatie=organisatie)
    client = client_als(gebruiker)
    client.get("/")

    def aantal() -> int:
        with CaptureQueriesContext(
            connection,
        ) as vragen:
            assert client.get("/").status_code == 200
        return len(vragen)

    maak_aanbod(organisatie=organisatie, gecontroleerd_op=None)
    weinig = aantal()
    for _ in range(9):
        maak_aanbod(organisatie=organisatie, gecontroleerd_op=None)
        Bijeenkomst.objects.create(titel="Overleg", datum=timezone.localdate() + timedelta(days=3))
    assert aantal() == weinig
    assert weinig <= 52


def test_groet() -> None:
    assert [groet(uur) for uur in (5, 6, 11, 12, 17, 18, 23)] == [
        "Goedenacht",
        "Goedemorgen",
        "Goedemorgen",
        "Goedemiddag",
        "Goedemiddag",
        "Goedenavond",
        "Goedenavond",
    ]


# --- news -----------------------------------------------------------------------------------------------------------
def test_news_is_recent_published_and_short(alles: None) -> None:
    gebruiker = lid(Rol.COACH)
    lang_geleden = timezone.now() - timedelta(days=15)
    maak_aanbod(naam="Oud nieuws", aangemaakt_op=lang_geleden)
    maak_aanbod(naam="Nog niet af", status="concept")
    for nummer in range(5):
        maak_aanbod(naam=f"Vers {nummer}", aangemaakt_op=timezone.now() - timedelta(days=nummer))
    titels = [regel.titel for regel in nieuws(gebruiker)]
    assert titels == ["Vers 0", "Vers 1"]


# --- one's own account ----------------------------------------------------------------------------------------------
def test_a_name_can_be_changed_and_the_log_does_not_hold_it(client_als: ClientAls, alles: None) -> None:
    gebruiker = lid(Rol.COACH, naam="Fout Gespeld")
    antwoord = client_als(gebruiker).post(reverse("portaal:account"), {"naam": "Goed Gespeld"})
    assert antwoord.status_code == 302
    gebruiker.refresh_from_db()
    assert gebruiker.naam == "Goed Gespeld"
    gebeurtenis = Gebeurtenis.objects.over(gebruiker).get()
    assert gebeurtenis.soort == "gebruiker:naam" and gebeurtenis.gegevens == {}


@pytest.mark.parametrize("naam", ["", "   ", "x" * 151, "123456782"])
def test_a_wrong_name_is_refused_and_stays_typed(client_als: ClientAls, naam: str) -> None:
    gebruiker = lid(Rol.COACH, naam="Samira")
    antwoord = client_als(gebruiker).post(reverse("portaal:account"), {"naam": naam})
    assert antwoord.status_code == 422
    assert "Er klopt nog iets niet" in tekst(antwoord)
    if naam.strip():
        assert f'value="{naam}"' in tekst(antwoord)
    gebruiker.refresh_from_db()
    assert gebruiker.naam == "Samira"


def test_the_account_names_every_role(client_als: ClientAls) -> None:
    gebruiker = lid(Rol.COACH, Rol.CURATOR, organisatie=OrganisatieFabriek(naam="De Brug"))
    pagina = tekst(client_als(gebruiker).get(reverse("portaal:account")))
    assert "De Brug" in pagina and "Coach, Neutrale curator" in pagina
    assert reverse("portaal:leden") not in pagina

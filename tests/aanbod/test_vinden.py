"""What visitors do besides searching in a list: the map, near by, keep, compare on paper, a profile."""

from __future__ import annotations

from datetime import time, timedelta
from itertools import combinations

import pytest
import shapely
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from aanbod import bladwijzers, waarborgen
from aanbod.choices import AanbodStatus, Soort, Waarborgsoort
from aanbod.filters import AanbodFilter
from aanbod.models import Aanbod, BewaardeZoekvraag, Openingstijd, Waarborg
from aanbod.passend import PassendFormulier, adres
from netwerk.kern.choices import Leesniveau, NederlandsNiveau, Niveau, Rol
from netwerk.kern.models import Postcodegebied
from netwerk.kern.profiel import Plaats, Zoekprofiel
from netwerk.kern.stadskaart import NAAM_HOOG, stadskaart
from tests.fabrieken import LocatieFabriek, lid

from .fabrieken import maak_aanbod

pytestmark = pytest.mark.django_db


def namen(**vraag) -> list[str]:
    filter_ = AanbodFilter(vraag, queryset=Aanbod.objects.gepubliceerd())
    assert filter_.form.is_valid(), filter_.form.errors
    return [rij.naam for rij in filter_.qs]


def test_filters_for_waiting_open_safe_and_laptops(monkeypatch) -> None:
    vol = maak_aanbod(naam="Vol", wachttijd_weken=0, vrije_plekken=0)
    maak_aanbod(naam="Meteen", wachttijd_weken=0)
    maak_aanbod(naam="Drie weken", wachttijd_weken=3)
    maak_aanbod(naam="Onbekend")
    assert namen(wacht="0") == ["Meteen"]
    assert namen(wacht="4") == ["Drie weken", "Meteen", "Vol"]

    Openingstijd.objects.create(aanbod=vol, dag=timezone.localdate().weekday(), van=time(0), tot=time(23, 59))
    monkeypatch.setattr("aanbod.rooster.feestdagen", lambda jaar: {})
    assert namen(open="on") == ["Vol"]

    plek = LocatieFabriek(organisatie=vol.organisatie, postcode="1012 ZZ")
    maak_aanbod(naam="Laptop te leen", soort=Soort.LAPTOP_LENEN, leervragen=(), locaties=[plek])
    maak_aanbod(naam="Les daarnaast", locaties=[plek])
    assert namen(plek=["laptops"]) == ["Laptop te leen", "Les daarnaast"]


def test_a_safe_place_is_all_six_and_none_of_them_old(client, client_als) -> None:
    vandaag = timezone.localdate()
    rij = maak_aanbod(naam="Veilig", soort=Soort.VEILIGE_PLEK)
    helper = lid(Rol.AANBIEDER, organisatie=rij.organisatie, naam="Nadia Helper")
    url = reverse("aanbod:veilig", args=[rij.slug])
    baas = client_als(helper)
    assert baas.post(url, {"soorten": Waarborgsoort.values[:5]}).status_code == 302
    assert namen(veilig="on") == []
    assert "Nog niet alles is bevestigd" in client.get(rij.get_absolute_url()).content.decode()

    assert baas.post(url, {"soorten": Waarborgsoort.values}).status_code == 302
    assert namen(veilig="on") == ["Veilig"]
    pagina = client.get(rij.get_absolute_url()).content.decode()
    assert "Veilige plek: alles hieronder is bevestigd." in pagina
    assert "Nadia Helper" not in pagina  # the day is public, who said it is for the organisation
    assert "Nadia Helper" in baas.get(url).content.decode()

    Waarborg.objects.filter(soort=Waarborgsoort.GESCREEND).update(bevestigd_op=vandaag - timedelta(days=366))
    assert namen(veilig="on") == []
    assert "dat is te lang geleden" in client.get(rij.get_absolute_url()).content.decode()
    # What is no longer ticked no longer holds.
    waarborgen.bevestig(aanbod=rij, soorten=["ruimte"], door=helper, vandaag=vandaag)
    assert list(Waarborg.objects.values_list("soort", flat=True)) == ["ruimte"]


def test_the_map_has_the_same_search_and_a_list_of_districts(client, settings, django_assert_max_num_queries) -> None:
    rij = maak_aanbod(naam="In Noord", pc4="1024", soort=Soort.INLOOP)
    for nummer in range(5):
        maak_aanbod(naam=f"In Zuid {nummer}", pc4="1079")
    with django_assert_max_num_queries(5):
        pagina = client.get(reverse("aanbod:kaart"), {"soort": "inloop"}).content.decode()
    assert rij.get_absolute_url() in pagina and "In Zuid" not in pagina
    assert pagina.count('class="kaart-deel') == 8 and pagina.count('r="7"') == 1
    assert "Noord: 1 plek" in pagina and "stadsdeel=noord" in pagina and "soort=inloop" in pagina
    assert "leaflet" not in pagina
    settings.KAART_TEGELS = "https://tegels.example/{z}/{x}/{y}.png"
    met = client.get(reverse("aanbod:kaart")).content.decode()
    assert "leaflet.js" in met and "https://tegels.example/{z}/{x}/{y}.png" in met
    assert "kaart-deel" in met  # stays for who has no script


def test_every_district_is_drawn_inside_the_map_with_its_own_places_in_it() -> None:
    tekening = stadskaart()
    assert tekening is not None and len(tekening.vlakken) == 8
    vormen = {}
    for vlak in tekening.vlakken:
        lussen = [ring.rstrip("Z").split("L") for ring in vlak.pad[1:].split("M")]
        ringen = [[tuple(map(float, punt.split())) for punt in lus] for lus in lussen]
        assert all(len(ring) >= 3 for ring in ringen)
        assert all(0 <= x <= tekening.breedte and 0 <= y <= tekening.hoogte for ring in ringen for x, y in ring)
        vormen[vlak.code] = shapely.union_all([shapely.Polygon(ring) for ring in ringen])
        assert vormen[vlak.code].contains(shapely.Point(vlak.x, vlak.y - NAAM_HOOG)) or vormen[vlak.code].contains(
            shapely.Point(vlak.x, vlak.y)
        )
    gebieden = list(Postcodegebied.objects.values_list("stadsdeel_id", "lat", "lon"))
    # Rounding the corners may cost a spot at the edge, not more.
    raak = [vormen[deel].buffer(3).contains(shapely.Point(tekening.plek(lat, lon))) for deel, lat, lon in gebieden]
    assert sum(raak) == len(gebieden)
    for een, ander in combinations(vormen.values(), 2):
        assert een.intersection(ander).area < 0.01 * min(een.area, ander.area)


@pytest.mark.parametrize(
    ("lat", "lon", "pc4"),
    [
        ("52.371", "4.904", "1011"), ("48.85", "2.35", None), ("nan", "nan", None), ("1e999", "5", None),
        ("x", "", None),
    ],
)  # fmt: skip
def test_near_me_becomes_a_postcode_area_and_nothing_else(client, lat: str, lon: str, pc4: str | None) -> None:
    antwoord = client.get(reverse("aanbod:bij_mij"), {"lat": lat, "lon": lon, "soort": "inloop"})
    doel = antwoord["Location"]
    assert doel == "/aanbod/?soort=inloop" + (f"&pc4={pc4}" if pc4 else "")


def test_on_paper_in_the_readers_language_with_a_code_that_keeps_it(client) -> None:
    plek = LocatieFabriek(postcode="1012 ZZ", route="Bel aan bij nummer drie.")
    rij = maak_aanbod(naam="Inloop", organisatie=plek.organisatie, locaties=[plek])
    antwoord = client.get(reverse("aanbod:meenemen"), {"kies": [rij.slug, "bestaat-niet"], "lang": "pl"})
    pagina = antwoord.content.decode()
    assert "Bel aan bij nummer drie." in pagina and "Jak dotrzeć:" in pagina
    assert antwoord.context["rijen"][0].qr_url.endswith(f"{rij.get_absolute_url()}?lang=pl")
    assert "data:image/svg+xml" in pagina
    assert "Nic jeszcze nie wybrano" in client.get(reverse("aanbod:meenemen")).content.decode()


def test_bookmarks_with_and_without_a_login(client, client_als) -> None:
    rij = maak_aanbod(naam="Bewaar mij")
    url = reverse("aanbod:bladwijzer", args=[rij.slug])
    for bezoeker in (client, client_als(lid(Rol.COACH))):
        for _ in range(2):
            assert bezoeker.post(url, {"aan": "ja"})["Location"] == rij.get_absolute_url()
        assert bezoeker.get(reverse("aanbod:bewaard")).content.decode().count("Bewaar mij</a>") == 1
        assert 'aria-pressed="true"' in bezoeker.get(rij.get_absolute_url()).content.decode()
        bezoeker.post(url, {"aan": "nee"})
        assert "U hebt nog niets bewaard" in bezoeker.get(reverse("aanbod:bewaard")).content.decode()
    assert client.post(url, {"aan": "ja", "terug": "https://kwaad.example/"})["Location"] == rij.get_absolute_url()
    # No name of an address either: that was an error 500.
    assert client.post(url, {"aan": "ja", "terug": "<->"})["Location"] == rij.get_absolute_url()
    Aanbod.objects.update(status=AanbodStatus.GEPAUZEERD)
    assert "U hebt nog niets bewaard" in client.get(reverse("aanbod:bewaard")).content.decode()
    assert client.post(url, {"aan": "ja"}).status_code == 404


def test_a_saved_search_mails_what_is_new_and_only_once(client_als) -> None:
    coach = lid(Rol.COACH)
    maak_aanbod(naam="Er al", soort=Soort.INLOOP)
    bezoeker = client_als(coach)
    form = bezoeker.get(reverse("aanbod:zoekvraag_nieuw"), {"soort": "inloop", "page": "3", "lang": "tr", "q": ""})
    assert form.context["form"]["zoekvraag"].value() == "soort=inloop"
    gegevens = {"naam": "Inlopen", "mailen": "on", "zoekvraag": "page=2&soort=inloop"}
    assert bezoeker.post(reverse("aanbod:zoekvraag_nieuw"), gegevens).status_code == 302
    rij = BewaardeZoekvraag.objects.get()
    assert rij.zoekvraag == "soort=inloop"

    call_command("loop_aanbod", verbosity=0)
    assert not [post for post in mail.outbox if "zoekvraag" in post.subject]
    maak_aanbod(naam="Nieuwe inloop", soort=Soort.INLOOP)
    maak_aanbod(naam="Iets anders", soort=Soort.CURSUS)
    assert "1 nieuw" in bezoeker.get(reverse("aanbod:bewaard")).content.decode()
    call_command("loop_aanbod", verbosity=0)
    call_command("loop_aanbod", verbosity=0)
    bericht = next(post for post in mail.outbox if "zoekvraag" in post.subject)
    assert [post.to for post in mail.outbox if "zoekvraag" in post.subject] == [[coach.email]]
    assert "Nieuwe inloop" in bericht.body and "Iets anders" not in bericht.body and "Er al" not in bericht.body

    # A need leaves the lists: said once, on the page too, and what it found before stays known.
    BewaardeZoekvraag.objects.update(zoekvraag="soort=inloop&taal=weg")
    assert "bestaat niet meer" in bezoeker.get(reverse("aanbod:bewaard")).content.decode()
    gezien = BewaardeZoekvraag.objects.get().gezien
    assert bezoeker.post(reverse("aanbod:zoekvraag_open", args=[rij.pk])).status_code == 302
    call_command("loop_aanbod", verbosity=0)
    call_command("loop_aanbod", verbosity=0)
    assert len([post for post in mail.outbox if "werkt niet meer" in post.subject]) == 1
    assert (BewaardeZoekvraag.objects.get().gezien, BewaardeZoekvraag.objects.get().mailen) == (gezien, False)

    vreemd = client_als(lid(Rol.COACH))
    assert vreemd.post(reverse("aanbod:zoekvraag_weg", args=[rij.pk])).status_code == 404
    assert bezoeker.post(reverse("aanbod:zoekvraag_weg", args=[rij.pk])).status_code == 302
    assert not BewaardeZoekvraag.objects.exists()


def test_a_search_nobody_understands_any_more_finds_nothing_and_does_not_fail() -> None:
    maak_aanbod(naam="Iets")
    assert list(bladwijzers.gevonden("soort=bestaat-niet-meer")) == []
    assert bladwijzers.schone_zoekvraag("onzin=1&q=mail&q=&csrf=x") == "q=mail"


def test_searching_with_a_profile_gives_reasons_and_no_name_in_the_address(client) -> None:
    maak_aanbod(naam="Mailen in het Turks", talen=("nl", "tr"), niveau_van=0, niveau_tot=1, pc4="1024")
    maak_aanbod(naam="Te moeilijk", talen=("nl", "tr"), niveau_van=3, niveau_tot=4)
    maak_aanbod(naam="Iets heel anders", leervragen=("gezondheid-afspraak-huisarts",))
    profiel = Zoekprofiel(
        leervragen=("email-lezen",),
        niveaus={"ict": Niveau.STARTER},
        talen=("tr",),
        nederlands=NederlandsNiveau.A0,
        leest=Leesniveau.LANGZAAM,
        plaats=Plaats(52.4, 4.9, "1024", "noord"),
    )
    url = adres(profiel)
    pagina = client.get(url).content.decode()
    assert "Mailen in het Turks" in pagina and "in het Turks" in pagina and "Past, want:" in pagina
    assert "Net niet" in pagina and "begint pas bij" in pagina
    assert "Iets heel anders" not in pagina
    assert client.get(reverse("aanbod:passend"), {"niveau": "1"}).status_code == 422
    teveel = PassendFormulier({"leervraag": ["email-lezen"] * 6})
    assert not teveel.is_valid()
    assert PassendFormulier({"leervraag": ["email-lezen"], "niveau": "0"}).is_valid()


def test_wifi_computers_and_laptops_on_one_page(client, django_assert_max_num_queries) -> None:
    plek = LocatieFabriek(naam="Bieb", gratis_wifi=True, computers=3, postcode="1012 ZZ")
    LocatieFabriek(naam="Zonder iets", gratis_wifi=False, computers=0, postcode="1012 ZZ")
    maak_aanbod(naam="Laptop te leen", soort=Soort.LAPTOP_LENEN, leervragen=(), locaties=[plek])
    maak_aanbod(naam="Laptop te geef", soort=Soort.LAPTOP_KRIJGEN, leervragen=(), locaties=[plek])
    with django_assert_max_num_queries(4):
        pagina = client.get(reverse("aanbod:apparaten")).content.decode()
    for woord in ("Bieb", "Laptop te leen", "Laptop te geef", "Laptop of tablet krijgen"):
        assert woord in pagina
    assert "Zonder iets" not in pagina

"""The result page: count, facets and rings in one statement, the filters of the list, and comparing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aanbod.choices import Kosten, Soort
from aanbod.filters import AanbodFilter
from aanbod.models import Aanbod
from aanbod.zoekpagina import bladzijde, haal
from netwerk.kern.choices import Rol
from tests.fabrieken import LocatieFabriek, OrganisatieFabriek, lid

from .fabrieken import maak_aanbod

pytestmark = pytest.mark.django_db


def zoek(**vraag: str):
    filter_ = AanbodFilter(vraag, queryset=Aanbod.objects.gepubliceerd())
    assert filter_.form.is_valid(), filter_.form.errors
    return filter_.qs


def test_een_opdracht_zegt_hetzelfde_als_losse_vragen(django_assert_num_queries):
    for nummer in range(25):
        soort, kosten = (Soort.CURSUS, Kosten.GRATIS) if nummer % 3 else (Soort.INLOOP, Kosten.BETAALD)
        maak_aanbod(naam=f"Telefoon {nummer:02}", soort=soort, kosten_soort=kosten, formeel=nummer % 5 == 0)
    maak_aanbod(naam="Heel ver", soort=Soort.WIFI, pc4="1103")
    for vraag in ({"q": ""}, {"q": "telefoon"}, {"pc4": "1012"}, {"q": "telefoon", "pc4": "1012", "soort": "cursus"}):
        los = zoek(**vraag)
        with django_assert_num_queries(1):
            uit = haal(los, AanbodFilter.VOLGORDE, 20, 20)
        assert uit.aantal == los.count()
        assert uit.pks == list(los.values_list("pk", flat=True)[20:40]), vraag
        for soort in uit.facetten["soort"]:
            assert soort.aantal == los.filter(soort=soort.waarde).count()
        assert sum(keuze.aantal for keuze in uit.facetten["formeel"]) == uit.aantal
    ringen = dict(haal(zoek(pc4="1012"), AanbodFilter.VOLGORDE, 0, 20).ringen)
    assert ringen == {1000: 25, 2000: 25, 5000: 25}


def test_voorbij_de_laatste_bladzijde_is_de_laatste_en_niets_is_leeg():
    for _ in range(3):
        maak_aanbod()
    blad, uit = bladzijde(zoek(q=""), list(AanbodFilter.VOLGORDE), "99", 2)
    assert (blad.number, len(uit.pks), blad.paginator.count) == (2, 1, 3)
    for nummer in ("x", "-1", "²", None, ""):
        assert bladzijde(zoek(q=""), list(AanbodFilter.VOLGORDE), nummer, 2)[0].number == 1
    assert haal(Aanbod.objects.none(), AanbodFilter.VOLGORDE, 0, 20).aantal == 0


def test_de_filters_van_de_lijst():
    vandaag = timezone.localdate()
    organisatie = OrganisatieFabriek()
    plek = LocatieFabriek(organisatie=organisatie, postcode="1012 AB", rolstoel=True, gratis_wifi=True)
    een = maak_aanbod(
        organisatie=organisatie, locaties=[plek], begeleiding="een_op_een", doelgroepen=["ouderen"],
        dagdelen=["ma-ochtend"], wachttijd_weken=0, kosten_soort=Kosten.STADSPAS,
    )  # fmt: skip
    twee = maak_aanbod(
        begeleiding="groep", doelgroepen=["jongeren"], dagdelen=["za-middag"], wachttijd_weken=9, pc4="1103",
        doorlopend=False, startdatum=vandaag + timedelta(weeks=6), structureel=False,
        tijdelijk_tot=vandaag + timedelta(weeks=30),
    )  # fmt: skip
    for vraag, wil in (
        ({"begeleiding": "een_op_een"}, {een}),
        ({"doelgroep": "ouderen"}, {een}),
        ({"dagdeel": "za-middag"}, {twee}),
        ({"begint": "2"}, {een}),
        ({"kosten": "stadspas"}, {een}),
        ({"plek": ["rolstoel", "wifi"]}, {een}),
        ({"plek": ["computers"]}, set()),
        ({"blijvend": "on"}, {een}),
        ({"stadsdeel": "zuidoost"}, {twee}),
    ):
        assert set(zoek(**vraag)) == wil, vraag


def test_de_lijst_toont_aantallen_en_ringen(client):
    maak_aanbod(soort=Soort.CURSUS)
    maak_aanbod(soort=Soort.INLOOP, pc4="1103")
    pagina = client.get("/aanbod/?pc4=1012").content.decode()
    assert "Cursus (1)" in pagina
    assert "tot 1 kilometer (1)" in pagina
    assert "pc4=1012&amp;soort=cursus" in pagina
    smal = client.get("/aanbod/?pc4=1012&soort=cursus").content.decode()
    assert "Inloop (" not in smal


def test_vergelijken_van_hoogstens_drie(client):
    vier = [maak_aanbod(naam=f"Keuze {nummer}") for nummer in range(4)]
    kies = "&".join(f"kies={een.slug}" for een in vier)
    pagina = client.get(f"/aanbod/vergelijk/?q=keuze&{kies}").content.decode()
    assert [f"Keuze {nummer}" in pagina for nummer in range(4)] == [True, True, True, False]
    assert 'href="/aanbod/?q=keuze"' in pagina
    assert "U hebt nog niets gekozen" in client.get("/aanbod/vergelijk/?kies=bestaat-niet").content.decode()


def test_vast_aantal_vragen(client, django_assert_max_num_queries):
    for aantal in (5, 30):
        for _ in range(aantal):
            maak_aanbod(talen=["nl", "tr"])
        for vraag in ("", "?q=cursus", "?q=cursus&pc4=1012&soort=cursus&leervraag=email&stadsdeel=centrum"):
            with django_assert_max_num_queries(4):
                assert client.get(f"/aanbod/{vraag}").status_code == 200


def test_vast_aantal_vragen_met_inloggen(client_als):
    """Session, user, memberships, scope, and the four of everybody: eight."""
    gebruiker = lid(Rol.COACH, Rol.AANBIEDER)
    client = client_als(gebruiker)
    client.get("/")  # the idle time of a session is written down once in a few minutes, not at each page
    for aantal in (5, 30):
        for _ in range(aantal):
            maak_aanbod(talen=["nl", "tr"], organisatie=gebruiker.organisaties_met_rol(Rol.COACH)[0])
        with CaptureQueriesContext(connection) as vragen:
            assert client.get("/aanbod/?q=cursus&pc4=1012&soort=cursus&leervraag=email").status_code == 200
        # A test is one transaction: the scope becomes a savepoint and is put back, which outside a test it is not.
        sql = [vraag["sql"] for vraag in vragen if not vraag["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        bereik = [vraag for vraag in sql if "set_config" in vraag]
        assert len(sql) - len(bereik) + 1 <= 8, "\n".join(sql)

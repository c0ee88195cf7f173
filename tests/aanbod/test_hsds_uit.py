"""Open data out: every record valid, nothing lost in a round trip, parameters and errors as the specification says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as instelling
from hypothesis import strategies as st

from aanbod import hsds_merken, openapi
from aanbod.choices import AanbodStatus, Begeleiding, Kosten, Soort
from aanbod.hsds import Bestand
from aanbod.hsds_uit import dienst, met_alles
from aanbod.hsds_vorm import VELDEN, bezwaren, schoon
from aanbod.importeren import importeer
from aanbod.models import Aanbod
from netwerk.kern.bereik import bereik
from netwerk.kern.choices import DAGDELEN, NederlandsNiveau
from netwerk.kern.models import Leervraag, Locatie, Organisatie
from tests.fabrieken import LocatieFabriek, OrganisatieFabriek

from .fabrieken import maak_aanbod

#: The published schemas stand beside the clone, not in it (their licence is another than ours).
SCHEMAS = Path(settings.BASE_DIR).parent / "shared" / "hsds"
RECORDS = json.loads((Path(__file__).parent / "data" / "pagina.json").read_text("utf-8"))["contents"]


def controle(record: dict[str, Any], entiteit: str) -> list[str]:
    """Objections by our own table, and by the published schema where it is at hand."""
    uit = bezwaren(record, entiteit)
    bestand = SCHEMAS / "schema_service_with_definitions.json"
    if bestand.exists():
        jsonschema = pytest.importorskip("jsonschema")
        schema = json.loads(bestand.read_text("utf-8"))
        definities = schema.pop("definitions")
        eigen = schema if entiteit == "service" else definities[entiteit]
        keuring = jsonschema.Draft202012Validator(
            {**eigen, "definitions": {**definities}}, format_checker=jsonschema.FormatChecker()
        )
        uit += [f"{list(fout.path)}: {fout.message}" for fout in keuring.iter_errors(record)]
    return uit


@pytest.fixture
def demostad(db):
    with bereik(alles=True):
        call_command("demostad", verbosity=0)


def haal(client, pad: str, status: int = 200) -> Any:
    antwoord = client.get(f"/hsds/{pad}")
    assert antwoord.status_code == status, (pad, antwoord.content[:300])
    assert antwoord["Content-Type"] == "application/json"
    assert antwoord["Access-Control-Allow-Origin"] == "*"
    return antwoord.json()


def test_elk_record_van_de_demostad_is_geldig(client, demostad):
    diensten = haal(client, "services?full=true&per_page=500")["contents"]
    assert len(diensten) == Aanbod.objects.gepubliceerd().count() >= 40
    gezien = {een["id"] for een in diensten}
    for lijst, entiteit in (
        ("services", "service"),
        ("services?full=true", "service"),
        ("organizations", "organization"),
        ("organizations?full=true", "organization"),
        ("organizations?full_service=true", "organization"),
        ("service_at_locations", "service_at_location"),
        ("service_at_locations?full=true", "service_at_location"),
        ("taxonomies", "taxonomy"),
        ("taxonomy_terms", "taxonomy_term"),
    ):
        blad = haal(client, f"{lijst}{'&' if '?' in lijst else '?'}per_page=500")
        assert blad["total_items"] == len(blad["contents"]) > 0, lijst
        for record in blad["contents"]:
            assert controle(record, entiteit) == [], (lijst, record.get("name"))
            for binnen in record.get("services", []):
                assert binnen["id"] in gezien
    # one by one: the same as in the full list
    for record in diensten[:5]:
        assert haal(client, f"services/{record['id']}") == record
    plek = haal(client, "service_at_locations")["contents"][0]
    assert controle(haal(client, f"service_at_locations/{plek['id']}"), "service_at_location") == []
    organisatie = haal(client, "organizations")["contents"][0]
    assert haal(client, f"organizations/{organisatie['id']}")["services"]


@pytest.mark.skipif(not SCHEMAS.exists(), reason="the published schemas are not beside this clone")
def test_onze_tabel_zegt_hetzelfde_als_de_schemas():
    schema = json.loads((SCHEMAS / "schema_service_with_definitions.json").read_text("utf-8"))
    definities = schema.pop("definitions") | {"service": schema}
    for entiteit, velden in VELDEN.items():
        assert set(velden) == set(definities[entiteit]["properties"]), entiteit
        verplicht = {naam for naam, (nodig, _) in velden.items() if nodig}
        assert verplicht == set(definities[entiteit].get("required", [])), entiteit


def test_alleen_gepubliceerd_en_een_stranger_vindt_niets(client, db):
    zichtbaar, concept = maak_aanbod(naam="Zichtbaar"), maak_aanbod(naam="Concept", status=AanbodStatus.CONCEPT)
    assert [een["name"] for een in haal(client, "services")["contents"]] == ["Zichtbaar"]
    assert haal(client, "service_at_locations")["total_items"] == 1
    assert [een["id"] for een in haal(client, "organizations")["contents"]] == [str(zichtbaar.organisatie.uuid)]
    assert haal(client, f"services/{concept.uuid}", 404)["error"]
    haal(client, f"organizations/{concept.organisatie.uuid}", 404)
    haal(client, f"service_at_locations/{concept.plekken.get().uuid}", 404)


@pytest.mark.parametrize(
    ("pad", "status"),
    [
        ("services?page=0", 400),
        ("services?page=9", 404),
        ("services?per_page=501", 400),
        ("services?per_page=²", 400),
        ("services?full=misschien", 400),
        ("services?format=xml", 400),
        ("services?modified_after=gisteren", 400),
        ("services?organization_id=1", 400),
        ("services?taxonomy_term_id=x", 400),
        ("service_at_locations?proximity=100", 400),
        ("service_at_locations?postcode=3511", 400),
        ("services/geen-uuid", 404),
        ("services/3b0f2a10-0000-4000-8000-000000000009", 404),
        ("taxonomies/3b0f2a10-0000-4000-8000-000000000009", 404),
        ("bestaat/niet", 404),
    ],
)
def test_fouten_zijn_json(client, db, pad, status):
    assert haal(client, pad, status)["status"] == status


def test_alleen_lezen(client, db):
    for methode in ("post", "put", "patch", "delete"):
        antwoord = getattr(client, methode)("/hsds/services")
        assert (antwoord.status_code, antwoord.json()["status"]) == (405, 405)


def test_bladeren_en_zoeken(client, db):
    for nummer in range(7):
        maak_aanbod(naam=f"Cursus {nummer}", leervragen=["email-lezen"], pc4="1024")
    ver = maak_aanbod(
        naam="Digitaal spreekuur", soort=Soort.INLOOP, leervragen=["geld"], pc4="1103", dagdelen=["ma-avond"]
    )
    eerste = haal(client, "services?per_page=3")
    assert [eerste[naam] for naam in ("total_items", "total_pages", "page_number", "size")] == [8, 3, 1, 3]
    assert (eerste["first_page"], eerste["last_page"], eerste["empty"]) == (True, False, False)
    ids = [een["id"] for blad in (1, 2, 3) for een in haal(client, f"services?per_page=3&page={blad}")["contents"]]
    assert len(set(ids)) == 8
    assert [een["id"] for een in haal(client, "services?search=spreekuur")["contents"]] == [str(ver.uuid)]
    assert haal(client, "services?search=olifant")["empty"] is True
    assert haal(client, f"services?organization_id={ver.organisatie.uuid}")["total_items"] == 1
    termen = {(term.taxonomie, term.code): term.id for term in hsds_merken.alle_termen()}
    for taxonomie, code in (("soort", "inloop"), ("leervraag", "geld"), ("dagdeel", "ma-avond")):
        gevonden = haal(client, f"services?taxonomy_term_id={termen[taxonomie, code]}")["contents"]
        assert [een["id"] for een in gevonden] == [str(ver.uuid)], code
    dichtbij = haal(client, "service_at_locations?postcode=1103&proximity=500")["contents"]
    assert [een["service_id"] for een in dichtbij] == [str(ver.uuid)]
    assert haal(client, "service_at_locations?postcode=1024AB")["total_items"] == 7
    assert haal(client, "services?modified_after=2999-01-01")["empty"] is True
    minimaal = haal(client, "services?minimal=true")["contents"]
    assert {*minimaal[0]} == {"id", "last_modified", "modified_date"}
    regels = client.get("/hsds/services?format=ndjson").content.decode().splitlines()
    assert len([json.loads(regel) for regel in regels]) == 8


def test_elke_term_en_taxonomie_kan_een_filter_zijn(client, db):
    maak_aanbod()
    for term in hsds_merken.vaste_termen():
        haal(client, f"services?taxonomy_term_id={term.id}")
    for code in hsds_merken.TAXONOMIEEN:
        nummer = hsds_merken.taxonomie(code)["id"]
        haal(client, f"services?taxonomy_id={nummer}")
        assert haal(client, f"taxonomy_terms?taxonomy_id={nummer}&per_page=500")["total_items"]
    hoofd = haal(client, "taxonomy_terms?top_only=true&per_page=500")["contents"]
    assert all("parent_id" not in term for term in hoofd)


@pytest.mark.parametrize("pad", ["services", "service_at_locations", "organizations"])
@pytest.mark.parametrize("vol", ["false", "true"])
def test_vast_aantal_vragen(client, django_assert_max_num_queries, pad, vol, db):
    for aantal in (3, 20):
        for _ in range(aantal):
            maak_aanbod(leervragen=["email", "geld"], talen=["nl", "tr"], doelgroepen=["ouderen"])
        with django_assert_max_num_queries(4 if vol == "false" else 9):
            haal(client, f"{pad}?full={vol}&per_page=100")


def test_de_beschrijving_noemt_elk_adres(client, db):
    beschrijving = haal(client, "openapi.json")
    assert haal(client, "")["openapi_url"].endswith("/hsds/openapi.json")
    for pad, vraag in beschrijving["paths"].items():
        if "{id}" not in pad:
            haal(client, pad.strip("/"))
        for parameter in vraag["get"]["parameters"]:
            assert "$ref" not in parameter or parameter["$ref"].rsplit("/", 1)[1] in openapi.PARAMETERS


# --- round trip -----------------------------------------------------------------------------------------------------
def uitvoer() -> list[dict[str, Any]]:
    return [dienst(een) for een in met_alles(Aanbod.objects.order_by("uuid"))]


def heen_en_weer(eerst: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Import what went out into a database without provision, and export again."""
    Aanbod.objects.all().delete()
    Locatie.objects.all().delete()
    Organisatie.objects.all().delete()
    verslag = importeer(Bestand(json.loads(json.dumps(eerst))))
    assert verslag.geweigerd == []
    return uitvoer()


tekst = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="0123456789"), max_size=60)


@given(data=st.data())
@instelling(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_heen_en_weer_verliest_niets(data):
    with transaction.atomic():
        van = data.draw(st.integers(0, 4))
        tijdelijk = data.draw(st.none() | st.dates(date(2030, 1, 1), date(2040, 1, 1)))
        start = data.draw(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)))
        organisatie = OrganisatieFabriek(omschrijving=data.draw(tekst).replace("\x00", ""), telefoon="020 000 00 00")
        plekken = [
            LocatieFabriek(
                organisatie=organisatie,
                postcode="1024 AB",
                rolstoel=data.draw(st.sampled_from([None, True, False])),
                prive_ruimte=data.draw(st.sampled_from([None, True, False])),
                computers=data.draw(st.none() | st.integers(0, 50)),
            )
            for _ in range(data.draw(st.integers(0, 2)))
        ]
        vragen = list(Leervraag.objects.values_list("pk", flat=True)[:30])
        voor = maak_aanbod(
            organisatie=organisatie,
            naam=data.draw(tekst).replace("\x00", "").strip() or "Cursus",
            omschrijving=data.draw(tekst).replace("\x00", ""),
            toelating=data.draw(tekst).replace("\x00", ""),
            kosten_tekst=data.draw(tekst).replace("\x00", ""),
            rooster=data.draw(tekst).replace("\x00", ""),
            soort=data.draw(st.sampled_from(Soort.values)),
            kosten_soort=data.draw(st.sampled_from(Kosten.values)),
            begeleiding=data.draw(st.sampled_from(Begeleiding.values)),
            nederlands_nodig=data.draw(st.sampled_from(NederlandsNiveau.values)),
            formeel=data.draw(st.booleans()),
            online=data.draw(st.booleans()),
            aan_huis=data.draw(st.booleans()),
            lezen_nodig=data.draw(st.booleans()),
            niveau_van=van,
            niveau_tot=data.draw(st.integers(van, 4)),
            structureel=tijdelijk is None,
            tijdelijk_tot=tijdelijk,
            doorlopend=start is None,
            startdatum=start,
            dagdelen=data.draw(st.lists(st.sampled_from([code for code, _ in DAGDELEN]), unique=True, max_size=4)),
            wachttijd_weken=data.draw(st.none() | st.integers(0, 104)),
            capaciteit=data.draw(st.none() | st.integers(0, 500)),
            gecontroleerd_op=data.draw(st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1))),
            leervragen=data.draw(st.lists(st.sampled_from(vragen), unique=True, max_size=4)),
            doelgroepen=data.draw(st.lists(st.sampled_from(["ouderen", "nt2", "jongeren"]), unique=True)),
            talen=data.draw(st.lists(st.sampled_from(["nl", "tr", "ary", "srn"]), unique=True)),
            locaties=plekken,
            pc4=None,
        )
        eerst = uitvoer()
        assert [bezwaren(een, "service") for een in eerst] == [[]]
        velden = ("soort", "formeel", "online", "niveau_van", "niveau_tot", "dagdelen", "kosten_soort", "capaciteit")
        velden += ("tijdelijk_tot", "startdatum", "wachttijd_weken", "begeleiding", "nederlands_nodig", "lezen_nodig")
        assert heen_en_weer(eerst) == eerst
        na = Aanbod.objects.get()
        for veld in velden:
            was, is_nu = getattr(voor, veld), getattr(na, veld)
            assert (sorted(was), sorted(is_nu)) if veld == "dagdelen" else was == is_nu, veld
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_wat_een_bestand_had_en_wij_niet_kennen_komt_weer_naar_buiten():
    importeer(Bestand(RECORDS[:1]))
    uit = uitvoer()
    assert controle(uit[0], "service") == []
    assert uit[0]["minimum_age"] == 18
    for sleutel, waarde in RECORDS[0].items():
        if sleutel not in ("organization", "service_at_locations"):
            assert uit[0][sleutel] == (schoon(RECORDS[0], "service") or {}).get(sleutel, waarde), sleutel
    assert heen_en_weer(uit) == uit


@pytest.mark.django_db
def test_een_wijziging_hier_gaat_naar_buiten_en_de_rest_blijft():
    importeer(Bestand(RECORDS[:1]))
    voor = uitvoer()[0]
    aanbod = Aanbod.objects.get()
    aanbod.toelating, aanbod.soort = "Alleen voor bewoners", Soort.INLOOP
    aanbod.save()
    aanbod.talen.set(["ti"])
    na = uitvoer()[0]
    assert na["eligibility_description"] == "Alleen voor bewoners"
    assert [taal["code"] for taal in na["languages"]] == ["ti"]
    assert na["minimum_age"] == voor["minimum_age"]
    assert na["last_modified"] != voor.get("last_modified")


def test_schoon_laat_weg_wat_hsds_niet_kan_houden():
    record = {
        "id": "3b0f2a10-0000-4000-8000-000000000001",
        "name": "x",
        "status": "active",
        "email": "geen adres",
        "url": "wijkles",
        "phones": [{"id": "3b0f2a10-0000-4000-8000-000000000002"}, {"id": "niet", "number": "1"}],
        "minimum_age": "12",
        "eigen_veld": 3,
    }
    assert schoon(record, "service") == {**{k: record[k] for k in ("id", "name", "status", "eigen_veld")}, "phones": []}
    assert schoon({"id": "x"}, "service") is None

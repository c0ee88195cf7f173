"""Reading HSDS files: what comes in, what is refused and why, and that a second time changes nothing."""

from __future__ import annotations

import copy
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from aanbod.choices import AanbodStatus
from aanbod.hsds import Bestand, BestandFout, Dienst, Geweigerd, lees, ontleed
from aanbod.importeren import importeer
from aanbod.models import Aanbod
from netwerk.kern.models import Locatie, Organisatie

from .fabrieken import maak_aanbod

PAGINA = Path(__file__).parent / "data" / "pagina.json"
RECORDS = json.loads(PAGINA.read_text("utf-8"))["contents"]
EERSTE = RECORDS[0]["id"]


def draai(pad, *opties) -> tuple[str, int]:
    """Output and exit code of the command."""
    uit = StringIO()
    try:
        call_command("importeer_hsds", str(pad), *opties, stdout=uit)
    except CommandError as fout:
        return f"{uit.getvalue()}{fout}", fout.returncode
    return uit.getvalue(), 0


def schrijf(tmp_path, inhoud) -> Path:
    pad = tmp_path / "bestand.json"
    pad.write_text(inhoud if isinstance(inhoud, str) else json.dumps(inhoud), "utf-8")
    return pad


@pytest.mark.django_db
def test_een_pagina_komt_binnen_en_zegt_wat_geweigerd_is():
    uit, code = draai(PAGINA)
    assert code == 1
    assert "2 nieuw, 0 bijgewerkt, 0 ongewijzigd, 1 geweigerd" in uit
    assert "GEWEIGERD record 3 (Zonder goed nummer en zonder organisatie): 'id' is geen UUID: niet-een-uuid." in uit
    assert "GEWEIGERD record 3 (Zonder goed nummer en zonder organisatie): 'organization' ontbreekt." in uit
    assert "de plek op 100, 101 bestaat niet op aarde" in uit
    aanbod = Aanbod.objects.get(uuid=EERSTE)
    assert (aanbod.naam, aanbod.status, aanbod.bron) == ("Computerles in de wijk", AanbodStatus.GEPUBLICEERD, "HSDS")
    assert (aanbod.kosten_soort, aanbod.wachttijd_weken, aanbod.capaciteit) == ("gratis", 3, 12)
    assert aanbod.dagdelen == ["di-ochtend", "do-ochtend"]
    assert {taal.pk for taal in aanbod.talen.all()} == {"tr", "nl"}
    assert [vraag.pk for vraag in aanbod.leervragen.all()] == ["email-lezen"]
    plek = aanbod.locaties.get()
    assert (plek.pc4_id, plek.stadsdeel_id, plek.lat) == ("1024", "noord", 52.3939)
    assert Locatie.objects.get(naam="Nergens").lat is None
    # One organisation for both services, and everything without a column is kept.
    assert Organisatie.objects.filter(naam="Stichting Wijkles (demo)").count() == 1
    assert aanbod.extern["minimum_age"] == 18
    assert aanbod.plekken.get().extern["location"]["accessibility"][0]["description"] == "Drempelloos"


@pytest.mark.django_db
def test_nog_een_keer_inlezen_verandert_niets():
    draai(PAGINA)
    voor = list(Aanbod.objects.order_by("pk").values())
    uit, _ = draai(PAGINA)
    assert "0 nieuw, 0 bijgewerkt, 2 ongewijzigd, 1 geweigerd" in uit
    assert list(Aanbod.objects.order_by("pk").values()) == voor


@pytest.mark.django_db
def test_een_wijziging_in_het_bestand_komt_door(tmp_path):
    draai(PAGINA)
    nieuw = {**RECORDS[0], "name": "Computerles op maandag", "languages": []}
    uit, code = draai(schrijf(tmp_path, [nieuw]))
    assert (code, "1 bijgewerkt" in uit) == (0, True)
    aanbod = Aanbod.objects.get(uuid=EERSTE)
    assert aanbod.naam == "Computerles op maandag"
    assert not aanbod.talen.exists()


@pytest.mark.django_db
def test_een_kort_record_wist_niet_wat_het_niet_noemt(tmp_path):
    draai(PAGINA)
    kort = {sleutel: RECORDS[0][sleutel] for sleutel in ("id", "name", "status", "organization")}
    uit, _ = draai(schrijf(tmp_path, {"contents": [kort], "last_page": False, "page_number": 1, "total_pages": 4}))
    assert "pagina 1 van 4" in uit
    assert "1 ongewijzigd" in uit
    aanbod = Aanbod.objects.get(uuid=EERSTE)
    assert aanbod.locaties.count() == 1
    assert aanbod.omschrijving == "Les op de laptop, voor beginners."


@pytest.mark.django_db
def test_een_proef_bewaart_niets():
    uit, code = draai(PAGINA, "--proef")
    assert "Proef, niets bewaard: 2 nieuw" in uit
    assert code == 1
    assert not Aanbod.objects.exists()
    assert not Organisatie.objects.exists()


@pytest.mark.django_db
def test_wat_hier_gepauzeerd_is_zet_een_bestand_niet_weer_aan():
    draai(PAGINA)
    Aanbod.objects.filter(uuid=EERSTE).update(status=AanbodStatus.GEPAUZEERD)
    draai(PAGINA)
    assert Aanbod.objects.get(uuid=EERSTE).status == AanbodStatus.GEPAUZEERD


@pytest.mark.django_db
def test_eigen_aanbod_wordt_niet_overschreven():
    eigen = maak_aanbod(naam="Van onszelf")
    record = {**RECORDS[0], "id": str(eigen.uuid), "organization": {"id": str(eigen.organisatie.uuid), "name": "Ander"}}
    verslag = importeer(Bestand([record]))
    assert "in het portaal zelf gemaakt" in verslag.geweigerd[0][2][0]
    eigen.refresh_from_db()
    eigen.organisatie.refresh_from_db()
    assert eigen.naam == "Van onszelf"
    assert eigen.organisatie.naam != "Ander"


@pytest.mark.django_db
def test_per_record_alles_of_niets():
    """A location that belongs to another organisation refuses the record, and nothing of it stays."""
    draai(PAGINA)
    tweede = copy.deepcopy(RECORDS[0])
    tweede["id"] = "3b0f2a10-0000-4000-8000-000000000009"
    tweede["organization"] = {"id": "3b0f2a10-0000-4000-8000-00000000bbbb", "name": "Een ander (demo)"}
    verslag = importeer(Bestand([tweede]))
    assert "hoort al bij een andere organisatie" in verslag.geweigerd[0][2][0]
    assert not Organisatie.objects.filter(naam="Een ander (demo)").exists()
    assert not Aanbod.objects.filter(uuid=tweede["id"]).exists()


@pytest.mark.django_db
def test_dubbel_in_een_bestand_en_alleen_een_organisatie_id():
    alleen_id = {**RECORDS[0], "id": "3b0f2a10-0000-4000-8000-000000000008", "organization": None}
    alleen_id["organization_id"] = "3b0f2a10-0000-4000-8000-00000000cccc"
    verslag = importeer(Bestand([RECORDS[0], RECORDS[0], alleen_id]))
    assert verslag.tellingen == {"nieuw": 1, "geweigerd": 2}
    assert "twee keer" in verslag.geweigerd[0][2][0]
    assert "alleen met een id genoemd" in verslag.geweigerd[1][2][0]


@pytest.mark.django_db
def test_als_concept_publiceert_niets():
    draai(PAGINA, "--als-concept")
    assert set(Aanbod.objects.values_list("status", flat=True)) == {AanbodStatus.CONCEPT}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("inhoud", "tekst"),
    [
        ("{niet json", "geen geldige JSON: regel 1"),
        ('"los"', "geen HSDS-bestand"),
        ("{}", "geen 'contents'"),
        ('{"contents": 5}', "'contents' is geen lijst"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_een_onleesbaar_bestand_is_een_zin_en_code_2(tmp_path, inhoud, tekst):
    uit, code = draai(schrijf(tmp_path, inhoud))
    assert code == 2
    assert tekst in uit or "diep genest" in uit
    assert "Traceback" not in uit


@pytest.mark.django_db
def test_geen_bestand_een_map_en_geen_utf8(tmp_path):
    assert draai(tmp_path / "weg.json") == (f"{tmp_path / 'weg.json'}: Dit bestand bestaat niet.", 2)
    assert draai(tmp_path)[1] == 2
    (tmp_path / "film.json").write_bytes(b"\xff\xfe\x00\x80" * 20)
    assert "geen UTF-8" in draai(tmp_path / "film.json")[0]


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"name": None}, "'name' ontbreekt"),
        ({"name": 5}, "'name' is geen tekst"),
        ({"name": "x" * 201}, "'name' is langer dan 200 tekens"),
        ({"id": 12}, "'id' is geen tekst"),
        ({"organization": "Stichting"}, "'organization' is geen object"),
        ({"organization": {"id": EERSTE}}, "'organization.name' ontbreekt"),
        ({"status": "misschien"}, "'status' is onbekend: misschien"),
        ({"languages": "tr"}, "'languages' is geen lijst van objecten"),
        ({"assured_date": "gisteren"}, "'assured_date' is geen datum (jjjj-mm-dd): gisteren"),
        ({"service_at_locations": [{"location": []}]}, "'service_at_locations.location' is geen object"),
        (
            {"service_at_locations": [{"location": {"id": EERSTE, "latitude": "noord", "longitude": 4}}]},
            "'location.latitude' is geen getal",
        ),
        ({"cost_options": [{"amount": True}]}, "'cost_options.amount' is geen getal"),
    ],
)
def test_elke_verkeerde_waarde_heeft_haar_reden(anders, reden):
    with pytest.raises(Geweigerd) as fout:
        ontleed({**RECORDS[0], **anders})
    assert fout.value.redenen == [reden]


def test_halve_waarheid_komt_binnen_met_een_opmerking():
    dienst = ontleed({**RECORDS[0], "email": "geen adres", "url": "javascript:alert(1)", "assured_date": "1905-01-01"})
    assert [dienst.velden[veld] for veld in ("contact_email", "website", "gecontroleerd_op")] == ["", "", None]
    assert len(dienst.opmerkingen) == 3
    # and is kept, so that an export can give it back
    assert dienst.rest["email"] == "geen adres"


def test_een_organisatie_met_diensten_erin_geeft_die_diensten():
    dienst = {sleutel: waarde for sleutel, waarde in RECORDS[0].items() if sleutel != "organization"}
    bestand = lees(json.dumps({**RECORDS[0]["organization"], "services": [dienst]}).encode())
    assert [ontleed(record).naam for record in bestand.records] == ["Computerles in de wijk"]


json_waarden = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda deel: st.lists(deel, max_size=3) | st.dictionaries(st.text(max_size=10), deel, max_size=3),
    max_leaves=8,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys([*RECORDS[0], "url", "contacts"], json_waarden)))
def test_welke_onzin_ook_het_wordt_een_dienst_of_een_weigering(anders):
    try:
        dienst = ontleed({**RECORDS[0], **anders})
    except Geweigerd as fout:
        assert fout.redenen
    else:
        assert isinstance(dienst, Dienst)


@given(st.binary(max_size=200))
def test_welke_bytes_ook_een_bestand_of_een_zin(inhoud):
    try:
        assert isinstance(lees(inhoud), Bestand)
    except BestandFout as fout:
        assert str(fout).endswith(".")

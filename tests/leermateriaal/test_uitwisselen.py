"""Collections, spreadsheets in and out, and LearningResource on the public page."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from leermateriaal.invoer import KOLOMMEN
from leermateriaal.laden import laad
from leermateriaal.models import Materiaal, Verzameling, Verzamelstuk
from leermateriaal.schemaorg import als_tekst, beschrijving
from netwerk.kern import werkblad
from netwerk.kern.bereik import bereik
from tests.fabrieken import lid
from tests.leermateriaal.test_compleet import APP, maak

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(__file__).parent / "schemaorg.json").read_text())


def controleer(knoop: dict) -> None:
    """Every property belongs to its type in schema.org's own vocabulary, and holds what it may hold there."""
    for naam, waarde in knoop.items():
        if naam.startswith("@"):
            continue
        mag = SCHEMA["eigenschappen"][knoop["@type"]].get(naam)
        assert mag, (knoop["@type"], naam)
        for deel in waarde if isinstance(waarde, list) else [waarde]:
            if isinstance(deel, dict):
                assert set(SCHEMA["is_een"][deel["@type"]]) & set(mag), (naam, deel, mag)
                controleer(deel)
            else:
                assert any(TOETS.get(soort, lambda _: False)(deel) for soort in mag), (naam, deel, mag)


def _dag(waarde: object) -> bool:
    return isinstance(waarde, str) and bool(re.fullmatch(r"\d{4}(-\d\d-\d\d)?", waarde))


TOETS = {
    "Text": lambda waarde: isinstance(waarde, str) and bool(waarde.strip()),
    "URL": lambda waarde: isinstance(waarde, str) and waarde.startswith(("https://", "http://")),
    "Boolean": lambda waarde: isinstance(waarde, bool),
    "Date": _dag,
}


def test_the_vocabulary_itself_would_catch_a_mistake() -> None:
    for kwaad in ({"titel": "x"}, {"isAccessibleForFree": "ja"}, {"datePublished": "vorig jaar"}, {"url": "geen adres"},
                  {"audience": {"@type": "Organization", "name": "x"}}, {"license": "vrij"}):  # fmt: skip
        with pytest.raises(AssertionError):
            controleer({"@type": "LearningResource", **kwaad})


def test_the_public_page_holds_a_learning_resource_in_schema_orgs_own_words() -> None:
    origineel = maak("Origineel")
    titel = "Kwaad </script><script>alert(1)</script>"
    materiaal = maak(titel, groepen=["ouderen"], talen=["nl", "ar"], kosten="gratis", bewerking_van=origineel,
                     jaar=2024, link="https://materiaal.example/")  # fmt: skip
    pagina = Client().get(materiaal.get_absolute_url()).content.decode()
    (blok,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', pagina, re.DOTALL)
    gegevens = json.loads(blok)
    controleer(gegevens)
    assert gegevens["@type"] == "LearningResource" and gegevens["name"] == titel
    assert gegevens["inLanguage"] == ["ar", "nl"] or gegevens["inLanguage"] == ["nl", "ar"]
    assert gegevens["isAccessibleForFree"] is True and gegevens["@id"].endswith(materiaal.get_absolute_url())
    assert gegevens["isBasedOn"]["@id"].endswith(origineel.get_absolute_url())


def test_every_material_of_the_starter_catalogue_is_right_for_schema_org() -> None:
    laad()
    for materiaal in Materiaal.objects.met_alles().select_related("bewerking_van"):
        controleer(json.loads(str(als_tekst(beschrijving(materiaal, "https://portaal.example/materiaal/x/")))))


@given(st.text(max_size=40))
def test_nothing_in_a_cell_can_start_a_formula_and_it_comes_back_as_it_was(tekst: str) -> None:
    veilig = werkblad.veilig(tekst)
    assert not str(veilig).lstrip().startswith(("=", "+", "-", "@"))
    schoon = tekst.translate(werkblad._STUUR).strip()
    if not schoon.startswith("'") and schoon == tekst:
        assert werkblad.ontdaan(veilig) == tekst


def test_an_export_can_be_changed_and_brought_back(client_als) -> None:
    maak("=HYPERLINK(1)", link="https://materiaal.example/a")
    curator = client_als(lid("curator"))
    inhoud = Client().get(reverse("leermateriaal:export")).content
    blad = load_workbook(BytesIO(inhoud)).worksheets[0]
    assert [cel.value for cel in blad[1]] == list(KOLOMMEN)
    titel = blad.cell(2, 2)
    assert (titel.data_type, titel.value) == ("s", "'=HYPERLINK(1)")
    blad.cell(2, KOLOMMEN.index("duur") + 1).value = "Twee lessen"
    blad.append(["", "Nieuw", "Buiten", "Iets", "bestaat-niet", "starter", "hoog", "", "nl", "", "", "groep"])
    blad.append(["", "Goed", "Buiten", "Iets", APP, "starter", "instroom", "", "nl, ar", "", "geen", "groep"])
    boek = BytesIO()
    blad.parent.save(boek)
    bestand = SimpleUploadedFile("lijst.xlsx", boek.getvalue())
    antwoord = curator.post(reverse("leermateriaal:invoer"), {"bestand": bestand})
    assert antwoord.status_code == 302
    voorbeeld = curator.get(antwoord["Location"])
    assert [voorbeeld.context[naam] for naam in ("nieuw", "gewijzigd", "fout")] == [1, 1, 1]
    tekst = voorbeeld.content.decode()
    assert "bestaat-niet" in tekst and "niveau_tot" in tekst and Materiaal.objects.count() == 1
    curator.post(antwoord["Location"])
    curator.post(antwoord["Location"])  # twice changes nothing
    assert Materiaal.objects.count() == 2
    assert Materiaal.objects.get(titel="=HYPERLINK(1)").duur == "Twee lessen"
    assert Materiaal.objects.get(titel="Goed").status == "in_beoordeling"


def test_only_the_columns_of_the_file_change_and_the_preview_says_from_what_to_what(client_als) -> None:
    origineel = maak("Origineel")
    een, twee = maak("Een", licentie="CC BY", duur="Een les"), maak("Twee", duur="Twee lessen")
    curator = client_als(lid("curator"))
    rijen = f"adres;duur;bewerking_van\n{een.slug};Drie lessen;{origineel.slug}\n{twee.slug};Twee lessen;\nfout;x;weg\n"
    antwoord = curator.post(reverse("leermateriaal:invoer"), {"bestand": SimpleUploadedFile("l.csv", rijen.encode())})
    voorbeeld = curator.get(antwoord["Location"])
    assert [voorbeeld.context[naam] for naam in ("nieuw", "gewijzigd", "gelijk", "fout")] == [0, 1, 1, 1]
    tekst = voorbeeld.content.decode()
    assert "duur: Drie lessen, was Een les" in tekst and "bestaat niet" in tekst
    curator.post(antwoord["Location"])
    een.refresh_from_db()
    assert (een.duur, een.licentie, een.bewerking_van, een.titel) == ("Drie lessen", "CC BY", origineel, "Een")
    twee.refresh_from_db()
    assert twee.versie == 1  # nothing changed, so nothing was written


@pytest.mark.parametrize(
    "inhoud", [b"", b"PK\x03\x04kapot", b"a;b\n\x00;1", b"kleur;vorm\nrood;rond", b"titel;kleur\nx;rood"]
)
def test_a_file_that_is_no_list_of_materials_is_a_message(client_als, inhoud: bytes) -> None:
    client = client_als(lid("curator"))
    for naam in ("lijst.xlsx", "lijst.csv"):
        antwoord = client.post(reverse("leermateriaal:invoer"), {"bestand": SimpleUploadedFile(naam, inhoud)})
        assert antwoord.status_code == 422


def test_a_collection_is_for_ones_organisation_with_an_order_and_a_handout(client_als) -> None:
    coach = lid("coach")
    collega = lid("coach", organisatie=coach.lidmaatschappen_nu[0].organisatie)
    een, twee = maak("Eerst", link="https://materiaal.example/een"), maak("Daarna")
    client = client_als(coach)
    nieuw = reverse("leermateriaal:verzameling_nieuw") + f"?materiaal={een.slug}"
    client.post(nieuw, {"titel": "Les 1", "gedeeld": "on", "organisatie": coach.organisatie_ids[0]})
    with bereik(alles=True):
        verzameling = Verzameling.objects.get()
    client.post(reverse("leermateriaal:verzamel", args=[twee.slug]), {"verzameling": verzameling.pk})
    client.post(reverse("leermateriaal:verzamel", args=[twee.slug]), {"verzameling": verzameling.pk})
    with bereik(alles=True):
        tweede = Verzamelstuk.objects.get(materiaal=twee)
    client.post(reverse("leermateriaal:stuk", args=[tweede.pk, "omhoog"]))
    pagina = client_als(collega).get(verzameling.get_absolute_url()).content.decode()
    assert pagina.index("Daarna") < pagina.index("Eerst")
    handout = client.get(reverse("leermateriaal:handout", args=[verzameling.pk])).content.decode()
    assert handout.count("data:image/svg+xml") == 2 and "https://materiaal.example/een" in handout
    vreemd = client_als(lid("coach"))
    assert vreemd.get(verzameling.get_absolute_url()).status_code == 404
    assert vreemd.post(reverse("leermateriaal:stuk", args=[tweede.pk, "weg"])).status_code == 404
    with bereik(lid("coach").organisatie_ids):
        assert not Verzameling.objects.exists() and not Verzamelstuk.objects.exists()
    with bereik(alles=True):
        Verzameling.objects.update(gedeeld=False)
    assert client_als(collega).get(verzameling.get_absolute_url()).status_code == 404

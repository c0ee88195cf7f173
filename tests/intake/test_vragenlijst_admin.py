"""A new version of the questionnaire made in the admin: copied, edited as text, refused with the line, published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from intake import weergave
from intake.actions import intake as acties
from intake.actions.vragenlijst import maak_concept, publiceer
from intake.admin import ConceptFormulier
from intake.choices import VersieStatus
from intake.fouten import IntakeFout
from intake.models import Intake, Vragenlijstversie
from intake.vragenlijst import VragenlijstFout
from intake.vragenlijsttekst import als_toml, uit_toml
from netwerk.kern.models import Gebruiker
from tests.fabrieken import GebruikerFabriek

woorden = st.text(min_size=1, max_size=12)


@given(
    st.dictionaries(woorden, woorden, max_size=3),
    st.lists(st.dictionaries(woorden, woorden | st.lists(woorden, max_size=2), min_size=1, max_size=3), max_size=2),
)
def test_what_is_written_is_read_back(tabel: dict[str, str], lijst: list[dict[str, Any]]) -> None:
    gegevens = {"versie": 3, "tabel": tabel, **({"vraag": lijst} if lijst else {})}
    assert uit_toml(als_toml(gegevens)) == gegevens


@pytest.fixture
def baas(alles: None) -> Gebruiker:
    return GebruikerFabriek(is_staff=True, is_superuser=True)


@pytest.fixture
def concept(baas: Gebruiker) -> Vragenlijstversie:
    return maak_concept(Vragenlijstversie.objects.huidige(), door=baas)


def formulier(concept: Vragenlijstversie, **anders: Any) -> ConceptFormulier:
    leeg = ConceptFormulier(instance=concept)
    data = {naam: veld.initial or "" for naam, veld in leeg.fields.items()} | {"titel": concept.titel}
    return ConceptFormulier({**data, **anders}, instance=concept)


def tekst(concept: Vragenlijstversie) -> str:
    return ConceptFormulier(instance=concept).fields["tekst"].initial


def test_a_copy_of_the_published_version_is_complete_as_it_is(concept: Vragenlijstversie) -> None:
    assert (concept.nummer, concept.status) == (2, VersieStatus.CONCEPT)
    gebonden = formulier(concept, uitgeven="on")
    assert gebonden.is_valid(), gebonden.errors
    assert gebonden.fouten == []
    assert Vragenlijstversie.objects.huidige().nummer == 1


def test_edit_publish_and_a_running_intake_keeps_its_version(
    intake: Intake, concept: Vragenlijstversie, baas: Gebruiker, coach: Gebruiker, maak_leerder
) -> None:
    nieuw = tekst(concept).replace("Zet de telefoon aan.", "Doe de telefoon aan.")
    gebonden = formulier(concept, tekst=nieuw)
    assert gebonden.is_valid(), gebonden.errors
    publiceer(gebonden.save(), door=baas)
    ander = acties.start_intake(maak_leerder("Ria"), door=coach)
    oud = Intake.objects.select_related("vragenlijst", "leerder").get(pk=intake.pk)
    assert (oud.vragenlijst.nummer, ander.vragenlijst.nummer) == (1, 2)
    assert oud.vragenlijst.als_vragenlijst().vraag("ict-starter-1").tekst == "Zet de telefoon aan."
    assert ander.vragenlijst.als_vragenlijst().vraag("ict-starter-1").tekst == "Doe de telefoon aan."
    assert weergave.maak_scherm(oud).vraag is not None  # and it goes on
    with pytest.raises(IntakeFout, match="al uitgegeven"):
        publiceer(Vragenlijstversie.objects.get(nummer=1), door=baas)


def test_a_translation_of_a_changed_sentence_is_no_longer_reviewed(concept: Vragenlijstversie, baas: Gebruiker) -> None:
    concept.vertalingen["en"]["nagekeken"] = concept.vertalingen["tr"]["nagekeken"] = True
    concept.vertalingen["tr"]["vragen"]["ict-starter-1"] += " (lütfen)"
    concept.inhoud["vraag"][0]["tekst"] = "Doe de telefoon aan."
    concept.save()
    uit = publiceer(concept, door=baas)
    assert uit.vertalingen["en"]["nagekeken"] is False and uit.vertalingen["tr"]["nagekeken"] is True


def test_incomplete_may_be_saved_as_a_concept_but_is_not_published_and_the_line_is_named(
    concept: Vragenlijstversie, baas: Gebruiker
) -> None:
    regels = tekst(concept).splitlines()
    plek = next(nr for nr, regel in enumerate(regels) if regel.startswith("kijk = "))
    kop = max(nr for nr, regel in enumerate(regels[:plek], 1) if regel == "[[vraag]]")
    stuk = "\n".join(regels[:plek] + regels[plek + 1 :])
    melding = f"vragen, regel {kop} (ict-starter-1): ‘kijk’ ontbreekt of is leeg"
    geweigerd = formulier(concept, tekst=stuk, uitgeven="on")
    assert not geweigerd.is_valid() and melding in geweigerd.errors["tekst"]
    bewaard = formulier(concept, tekst=stuk)
    assert bewaard.is_valid() and [str(fout) for fout in bewaard.fouten] == [melding]
    with pytest.raises(VragenlijstFout, match="‘kijk’ ontbreekt"):
        publiceer(bewaard.save(), door=baas)
    assert Vragenlijstversie.objects.huidige().nummer == 1


@pytest.mark.parametrize(
    ("veld", "waarde", "melding"),
    [
        ("tekst", "versie = 2\nwoorden = @", "line 2"),
        ("tekst", "versie = 7", "Dit is versie 2"),
        ("vertaling_tr", "[vragen", "niet te lezen"),
    ],
)
def test_text_that_cannot_be_read_keeps_what_was_typed(concept, veld: str, waarde: str, melding: str) -> None:
    gebonden = formulier(concept, **{veld: waarde})
    assert not gebonden.is_valid() and melding in str(gebonden.errors[veld])
    assert gebonden[veld].value() == waarde


def test_a_missing_translation_is_named_with_its_language(concept: Vragenlijstversie) -> None:
    del concept.vertalingen["pl"]["vragen"]["ict-starter-2"]
    gebonden = formulier(concept, uitgeven="on")
    assert not gebonden.is_valid()
    assert "vertaling pl (ict-starter-2): de vertaling ontbreekt" in gebonden.errors["tekst"]


def test_in_the_admin_copy_edit_publish(client: Client, baas: Gebruiker) -> None:
    client.force_login(baas)
    lijst, uit = reverse("admin:intake_vragenlijstversie_changelist"), Vragenlijstversie.objects.huidige()
    assert client.get(lijst).status_code == 200
    vast = client.get(reverse("admin:intake_vragenlijstversie_change", args=[uit.pk])).content.decode()
    assert "[[vraag]]" in vast and "<textarea" not in vast  # published: to read only
    naar = client.post(lijst, {"action": "nieuwe_versie", "_selected_action": [uit.pk]})
    concept = Vragenlijstversie.objects.get(nummer=2)
    url = reverse("admin:intake_vragenlijstversie_change", args=[concept.pk])
    assert naar.url == url
    velden = {naam: veld.initial or "" for naam, veld in ConceptFormulier(instance=concept).fields.items()}
    velden["titel"] = concept.titel
    stuk = velden | {"tekst": velden["tekst"].replace('soort = "doen"', 'soort = "dansen"', 1), "uitgeven": "on"}
    assert "regel" in (geweigerd := client.post(url, stuk).content.decode())
    assert "‘dansen’; kies uit vraag, doen" in geweigerd and "dansen&quot;" in geweigerd  # what was typed stays
    assert client.post(url, velden | {"uitgeven": "on"}).status_code == 302
    assert Vragenlijstversie.objects.huidige().nummer == 2
    assert client.post(reverse("admin:intake_vragenlijstversie_delete", args=[uit.pk])).status_code == 403

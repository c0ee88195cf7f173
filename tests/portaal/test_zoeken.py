"""One box over everything: what each room finds, and that nobody sees there what a room does not show."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from leermateriaal.choices import Staat
from leermateriaal.models import Materiaal
from leermateriaal.taal import zoekwoorden
from netwerk.overleg.actions import stel_vraag
from netwerk.overleg.models import Praktijkvraag
from netwerk.portaal.zoeken import HOOGUIT, overal
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import lid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alles")]


def materiaal(titel: str, status: str = Staat.GEPUBLICEERD) -> Materiaal:
    gemaakt = Materiaal.objects.create(titel=titel, omschrijving="Les", uitgever="Uitgever (demo)", status=status)
    Materiaal.objects.filter(pk=gemaakt.pk).update(zoekwoorden=zoekwoorden([titel]))
    return gemaakt


def test_it_finds_provision_material_and_needs() -> None:
    maak_aanbod(naam="Cursus DigiD")
    materiaal("Oefenen met DigiD")
    vondsten = {vondst.titel: vondst for vondst in overal("digid")}
    assert list(vondsten) == ["Aanbod", "Lesmateriaal", "Leervragen"]
    assert vondsten["Aanbod"].treffers[0].titel == "Cursus DigiD"
    assert vondsten["Lesmateriaal"].treffers[0].titel == "Oefenen met DigiD"
    assert any("DigiD" in treffer.titel for treffer in vondsten["Leervragen"].treffers)
    # What the portal says itself is in the reader's language; a name and what an organisation wrote are not.
    with translation.override("tr"):
        plek, vraag = (overal("digid")[n].treffers[0] for n in (0, 2))
    assert (plek.titel, plek.soort) == ("Cursus DigiD", "Kurs")
    assert vraag.vertaald and vraag.soort.endswith("Bu konuda kimin yardım ettiğine bakın.")


def test_material_with_the_word_in_its_title_comes_first() -> None:
    ander = materiaal("Aan de slag")
    Materiaal.objects.filter(pk=ander.pk).update(zoekwoorden=zoekwoorden(["Aan de slag met DigiD"]))
    materiaal("Zelf oefenen met DigiD")
    vondst = next(v for v in overal("digid") if v.titel == "Lesmateriaal")
    assert [treffer.titel for treffer in vondst.treffers] == ["Zelf oefenen met DigiD", "Aan de slag"]


def test_a_typing_error_still_finds_and_says_so() -> None:
    maak_aanbod(naam="Rijbewijs verlengen", leervragen=[])
    vondst = next(v for v in overal("rijbewjis") if v.titel == "Aanbod")
    assert vondst.benaderd and vondst.treffers[0].titel == "Rijbewijs verlengen"


def test_what_practitioners_asked_is_for_members() -> None:
    coach = lid("coach")
    stel_vraag(
        Praktijkvraag(titel="Hoe leg je een QR-code uit?"), organisatie=coach.organisaties_met_rol("coach")[0],
        door=coach,
    )  # fmt: skip
    (vondst,) = [v for v in overal("qr-code", coach) if v.titel == "Vragen uit de praktijk"]
    assert (
        vondst.treffers[0].titel == "Hoe leg je een QR-code uit?" and "Nog geen antwoord" in vondst.treffers[0].uitleg
    )
    assert "Vragen uit de praktijk" not in [v.titel for v in overal("qr-code")]


def test_only_what_is_published(client: Client) -> None:
    maak_aanbod(naam="Geheimcursus concept", status="concept")
    materiaal("Geheimles", Staat.VOORGESTELD)
    for woord in ("geheimcursus", "geheimles"):
        assert "Geheim" not in client.get(reverse("portaal:zoeken"), {"q": woord}).content.decode()


def test_five_of_each_and_a_way_to_the_rest(client: Client) -> None:
    for nummer in range(HOOGUIT + 2):
        maak_aanbod(naam=f"Tabletles {nummer}")
    vondst = overal("tabletles")[0]
    assert (len(vondst.treffers), vondst.totaal) == (HOOGUIT, HOOGUIT + 2)
    pagina = client.get(reverse("portaal:zoeken"), {"q": "tabletles"}).content.decode()
    assert f'href="{reverse("aanbod:lijst")}?q=tabletles"' in pagina and "Toon alle 7" in pagina


@pytest.mark.parametrize("q", ["", "   ", "zzqqxx", "&", "!!!", "'; --", "\0", "%", "(", "x" * 101, "de het een"])
def test_nothing_and_nonsense_are_answered_calmly(client: Client, q: str) -> None:
    antwoord = client.get(reverse("portaal:zoeken"), {"q": q})
    assert antwoord.status_code == 200


def test_too_long_is_told_and_kept(client: Client) -> None:
    pagina = client.get(reverse("portaal:zoeken"), {"q": "y" * 120}).content.decode()
    assert "Dat is te lang" in pagina and f'value="{"y" * 120}"' in pagina


def test_as_many_queries_for_much_as_for_little(client: Client) -> None:
    def aantal() -> int:
        with CaptureQueriesContext(connection) as vragen:
            client.get(reverse("portaal:zoeken"), {"q": "tabletles"})
        return len(vragen)

    maak_aanbod(naam="Tabletles")
    materiaal("Tabletles op papier")
    weinig = aantal()
    for nummer in range(8):
        maak_aanbod(naam=f"Tabletles {nummer}")
        materiaal(f"Tabletles {nummer}")
    assert aantal() == weinig <= 8

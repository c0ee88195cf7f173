"""The knowledge centre: safe Markdown, who reads what, one search over everything, questions with an answer."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.overleg import actions
from netwerk.overleg.choices import Artikelstand
from netwerk.overleg.handleiding import MAP
from netwerk.overleg.models import Artikel, Bestand, Praktijkantwoord, Praktijkvraag
from netwerk.overleg.opmaak import als_html, als_tekst
from netwerk.overleg.vandaag import wacht_op
from netwerk.portaal.zoeken import overal
from tests.fabrieken import GebruikerFabriek, lid

pytestmark = pytest.mark.django_db


def eigen(gebruiker):
    return gebruiker.lidmaatschappen_nu[0].organisatie


@pytest.fixture
def schrijver():
    return lid("coach")


def maak(schrijver, titel: str = "Oefenen met de muis", *, publiceer: bool = True, **velden) -> Artikel:
    velden = {"samenvatting": "Zo begint u.", "tekst": "## Begin\n\nLeg de hand op tafel."} | velden
    artikel = Artikel.objects.create(titel=titel, auteur=schrijver, organisatie=eigen(schrijver), **velden)
    return actions.publiceer(artikel, door=schrijver) if publiceer else artikel


@pytest.mark.parametrize(
    "kwaad",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        "![beeld](https://spion.example/pixel.png)",
        "![beeld](/static/../beheer/)",
        "![beeld](//spion.example/x.png)",
        '<a href="https://x.example" onclick="alert(1)">x</a>',
        '<h2 id="inhoud" style="position:fixed">x</h2>',
        "<iframe src='https://x.example'></iframe><form action='/x'><input name=a></form>",
        "<svg><animate onbegin=alert(1)></svg>",
        "<style>*{display:none}</style>",
    ],
)
def test_markdown_cannot_do_harm(kwaad: str) -> None:
    html = als_html(f"Tekst\n\n{kwaad}\n")
    verboden = (
        "<script", "onerror", "onclick", "javascript:", "data:", "spion", "<iframe", "<form", "<svg", "<style",
        "style=", 'id="inhoud"', "/beheer/", "onbegin",
    )  # fmt: skip
    for fout in verboden:
        assert fout not in html.lower(), html
    assert "<p>Tekst</p>" in html


def test_what_people_write_comes_through() -> None:
    beeld = "/overleg/bestand/6d0d1f2e-8d0e-4d6c-9f2b-0f9c7f1f0001/"
    html = als_html(
        f"# Kop\n\n- **een**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![muis]({beeld})\n\n[link](https://x.example)"
    )
    assert '<h2 id="k-kop">Kop</h2>' in html, "headings start under the page's own"
    assert f'src="{beeld}"' in html and 'alt="muis"' in html
    for stuk in ("<strong>een</strong>", '<table class="tabel">', 'rel="noopener noreferrer"'):
        assert stuk in html
    assert als_tekst("## Kop\n\n**vet** [hier](https://x.example)") == "Kop\n\nvet hier (https://x.example)"


def test_writing_looking_and_publishing(client_als, schrijver) -> None:
    client = client_als(schrijver)
    gegevens = {
        "titel": "Nieuw", "samenvatting": "Kort", "tekst": "## Kop in de tekst", "thema": "overig",
        "organisatie": eigen(schrijver).pk, "openbaar": "on", "rollen": ["coach"],
    }  # fmt: skip
    url = reverse("overleg:artikel_nieuw")
    voorbeeld = client.post(url, gegevens | {"voorbeeld": "1"}).content.decode()
    assert '<h2 id="k-kop-in-de-tekst">' in voorbeeld and "Nog niet opgeslagen" in voorbeeld
    assert not Artikel.objects.filter(titel="Nieuw").exists(), "looking is not saving"
    client.post(url, gegevens)
    artikel = Artikel.objects.get(titel="Nieuw")
    assert (artikel.status, artikel.auteur) == (Artikelstand.CONCEPT, schrijver)
    ander = client_als(lid("coach"))
    assert ander.get(artikel.get_absolute_url()).status_code == 404, "a draft is of its own organisation"
    client.post(reverse("overleg:artikel_overgang", args=[artikel.slug, "publiceer"]), {"versie": artikel.versie})
    artikel.refresh_from_db()
    assert artikel.nakijken_op == timezone.localdate() + timedelta(days=183)
    assert ander.get(artikel.get_absolute_url()).status_code == 200
    assert ander.post(reverse("overleg:artikel_wijzig", args=[artikel.slug]), gegevens).status_code == 404
    oud = client.post(reverse("overleg:artikel_wijzig", args=[artikel.slug]), gegevens | {"versie": 1})
    assert "U hebt dit intussen zelf in een ander venster gewijzigd" in oud.content.decode()


def test_files_are_as_public_as_their_article(client_als, client, schrijver) -> None:
    artikel = maak(schrijver)
    eigenaar = client_als(schrijver)
    upload = {"label": "De muis", "upload": SimpleUploadedFile("les.pdf", b"%PDF-1.7 les")}
    antwoord = eigenaar.post(reverse("overleg:bijlage_nieuw", args=[artikel.slug]), upload)
    assert antwoord.status_code == 302
    bestand = Bestand.objects.get()
    assert client.get(bestand.get_absolute_url()).status_code == 404
    artikel.openbaar = True
    artikel.save()
    actions.zet_openbaar(artikel)
    assert client.get(bestand.get_absolute_url()).content == b"%PDF-1.7 les"
    assert client.get(artikel.get_absolute_url()).status_code == 200
    actions.archiveer(artikel, door=schrijver)
    assert client.get(bestand.get_absolute_url()).status_code == 404
    assert client.get(artikel.get_absolute_url()).status_code == 404
    weg = reverse("overleg:artikel_haal_weg", args=[artikel.slug, "bijlage", bestand.bijlage.pk])
    assert client_als(lid("coach")).post(weg).status_code == 404
    eigenaar.post(weg)
    assert not Bestand.objects.exists()


@pytest.mark.parametrize(
    ("url", "bewaard"),
    [
        ("/materiaal/x/", "/materiaal/x/"),
        ("http://127.0.0.1:8000/materiaal/x/", "/materiaal/x/"),
        ("https://voorbeeld.example/", "https://voorbeeld.example/"),
        ("javascript:alert(1)", ""),
        ("//kwaad.example/", ""),
        ("/\\kwaad.example/", ""),
    ],
)
def test_references_stay_stable_and_safe(client_als, schrijver, settings, url: str, bewaard: str) -> None:
    settings.PORTAAL_URL = "http://127.0.0.1:8000"
    artikel = maak(schrijver)
    client_als(schrijver).post(
        reverse("overleg:verwijzing_nieuw", args=[artikel.slug]), {"label": "Materiaal", "url": url}
    )
    assert [v.url for v in artikel.verwijzingen.all()] == ([bewaard] if bewaard else [])


def test_one_box_finds_articles_for_who_may_read_them(client_als, client, schrijver) -> None:
    maak(schrijver, "Vrijwilligers werven in de wijk")
    maak(schrijver, "Oefenen met de muis", openbaar=True)
    maak(schrijver, "Concept over de muis", publiceer=False)

    def kennis(woorden: str, gebruiker=None) -> list[str]:
        return [t.titel for v in overal(woorden, gebruiker) if v.titel == "Kennis" for t in v.treffers]

    assert kennis("muis") == ["Oefenen met de muis"]
    assert kennis("vrijwilliger wijk") == []
    assert kennis("vrijwilliger wijk", lid("coach")) == ["Vrijwilligers werven in de wijk"]
    assert kennis("muiss", schrijver) == ["Oefenen met de muis"], "a typing error"
    lijst = reverse("overleg:kennis")
    assert "Oefenen met de muis" in client.get(reverse("portaal:zoeken"), {"q": "muis"}).content.decode()
    assert client.get(lijst).context["page_obj"].paginator.count == 1
    leden = client_als(lid("aanbieder"))
    assert leden.get(lijst, {"q": "wijk", "thema": "onzin"}).context["page_obj"].paginator.count == 1
    Artikel.objects.filter(titel="Oefenen met de muis").update(rollen=["coach"])
    assert leden.get(lijst, {"rol": "aanbieder"}).context["page_obj"].paginator.count == 1
    assert leden.get(lijst, {"rol": "coach"}).context["page_obj"].paginator.count == 2


def test_the_list_asks_the_same_number_of_queries(client_als, schrijver, django_assert_max_num_queries) -> None:
    client = client_als(schrijver)
    maak(schrijver, "Een")
    with django_assert_max_num_queries(15) as weinig:
        client.get(reverse("overleg:kennis"))
    for nummer in range(9):
        maak(lid("coach"), f"Artikel {nummer}")
    with django_assert_max_num_queries(len(weinig)):
        client.get(reverse("overleg:kennis"))


def test_what_is_old_says_so_until_somebody_looks(client_als, schrijver) -> None:
    artikel = maak(schrijver)
    Artikel.objects.update(nakijken_op=timezone.localdate() - timedelta(days=1))
    assert [punt.titel for punt in wacht_op(schrijver)] == [artikel.titel]
    client = client_als(schrijver)
    assert "een tijd niet nagekeken" in client.get(artikel.get_absolute_url()).content.decode()
    client.post(reverse("overleg:artikel_overgang", args=[artikel.slug, "kijk_na"]))
    assert "een tijd niet nagekeken" not in client.get(artikel.get_absolute_url()).content.decode()


def test_a_question_gets_answers_and_one_that_helped(client_als) -> None:
    vrager, gever = lid("coach"), lid("aanbieder")
    client, ander = client_als(vrager), client_als(gever)
    client.post(
        reverse("overleg:vraag_nieuw"), {"titel": "Wie heeft dit?", "thema": "overig", "organisatie": eigen(vrager).pk}
    )
    vraag = Praktijkvraag.objects.get()
    assert client.get(reverse("overleg:vragen"), {"welke": "open"}).context["page_obj"].paginator.count == 1
    leeg = ander.post(vraag.get_absolute_url(), {"tekst": "", "organisatie": eigen(gever).pk})
    assert leeg.status_code == 422
    for tekst in ("Wij hebben het.", "Of vraag het de bieb."):
        ander.post(vraag.get_absolute_url(), {"tekst": tekst, "organisatie": eigen(gever).pk})
    eerste, tweede = Praktijkantwoord.objects.order_by("pk")

    def doe(wie, antwoord: Praktijkantwoord, wat: str, aan: str = "1") -> int:
        return wie.post(reverse("overleg:antwoord_actie", args=[antwoord.pk, wat]), {"aan": aan}).status_code

    assert doe(ander, eerste, "kies") == 404, "only who asked says what helped"
    assert doe(ander, eerste, "nuttig") == 404, "one's own answer"
    assert [doe(client, eerste, "kies"), doe(client, tweede, "kies"), doe(client, tweede, "nuttig")] == [302] * 3
    doe(client, tweede, "nuttig")
    bovenaan = client.get(vraag.get_absolute_url()).context["antwoorden"][0]
    assert (bovenaan.pk, bovenaan.gekozen, bovenaan.aantal_nuttig) == (tweede.pk, True, 1)
    assert Praktijkantwoord.objects.filter(gekozen=True).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Praktijkantwoord.objects.update(gekozen=True)
    assert client_als(GebruikerFabriek()).get(vraag.get_absolute_url()).status_code == 404


def test_the_how_to_loads_twice_and_keeps_what_was_archived(client) -> None:
    for _ in range(2):
        call_command("laad_handleiding", verbosity=0)
    uitleg = Artikel.objects.filter(bron="handleiding")
    assert uitleg.count() == 11
    Artikel.objects.filter(slug="uitleg-overleg").update(status=Artikelstand.ARCHIEF, tekst="oud")
    # what the files no longer hold goes from the shelf
    Artikel.objects.filter(slug="gids-coach").update(slug="uitleg-van-toen")
    call_command("laad_handleiding", verbosity=0)
    terug = Artikel.objects.get(slug="uitleg-overleg")
    assert terug.status == Artikelstand.ARCHIEF and terug.tekst != "oud"
    assert Artikel.objects.get(slug="uitleg-van-toen").status == Artikelstand.ARCHIEF
    assert Artikel.objects.get(slug="gids-coach").status == Artikelstand.GEPUBLICEERD
    assert client.get("/overleg/kennis/artikel/uitleg-inloggen/").status_code == 200, "who cannot log in must read it"


def test_every_guide_is_loaded_and_its_pictures_exist() -> None:
    inhoud = tomllib.loads((MAP / "handleiding.toml").read_text())
    assert {rij["bestand"] for rij in inhoud["artikel"]} == {pad.name for pad in MAP.glob("*.md")}
    assert {rol for rij in inhoud["artikel"] for rol in rij.get("rollen", [])} == set(Rol.values), "a guide per role"
    gidsen = "".join(pad.read_text() for pad in MAP.glob("*.md"))
    plaatjes = set(re.findall(r"\]\(/static/([^)]+)\)", gidsen))
    assert len(plaatjes) >= 8
    for plaatje in plaatjes:
        assert finders.find(plaatje), f"{plaatje}: make schermen"

"""Who looked: the manager reads the log of the own organisation, and a person can get the list on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from netwerk.kern.bereik import bereik
from netwerk.kern.inzage import noteer_ingezien
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebeurtenis, Gebruiker
from netwerk.kern.privacy import REGISTER
from netwerk.kern.verwerkingen import als_markdown, rijen
from tests.fabrieken import OrganisatieFabriek, lid
from tests.vrijwilligers.fabrieken import hulpvraag, vrijwilliger

pytestmark = pytest.mark.django_db
ClientAls = Callable[[Gebruiker], Client]
LOGBOEK = "/logboek/"


def test_a_manager_reads_the_own_organisation_and_no_other(client_als: ClientAls) -> None:
    brug, elders = OrganisatieFabriek(), OrganisatieFabriek()
    hassan = lid("beheerder", organisatie=brug, naam="Hassan")
    samira, vreemde = (
        lid("coach", organisatie=brug, naam="Samira"),
        lid("coach", organisatie=elders, naam="Vreemde Vos"),
    )
    with bereik(alles=True):
        noteer("ingezien", samira, door=samira, organisaties=[brug.pk], wat="dossier")
        noteer("ingezien", samira, door=samira, organisaties=[brug.pk], wat="export")
        noteer("leerder:gewist", samira, door=samira, organisaties=[brug.pk])
        noteer("ingezien", vreemde, door=vreemde, organisaties=[elders.pk], wat="dossier")
    tekst = client_als(hassan).get(LOGBOEK).content.decode()
    for woord in ("Samira", "Bekeken: het dossier", "Meegenomen: een kopie", "Dossier gewist"):
        assert woord in tekst
    assert "Vreemde Vos" not in tekst
    assert "3 regels" in tekst
    for vraag, aantal in (
        ("soort=meegenomen", "1 regels"),
        ("soort=gewist", "1 regels"),
        (f"door={samira.pk}", "3 regels"),
        (f"door={vreemde.pk}", "3 regels"),  # not one of theirs: as if not chosen
        ("van=2020-01-01&tot=2020-12-31", "Niets gevonden"),
        ("van=geen-datum&soort=bestaat-niet&page=999", "3 regels"),
    ):
        assert aantal in client_als(hassan).get(f"{LOGBOEK}?{vraag}").content.decode(), vraag
    assert client_als(samira).get(LOGBOEK).status_code == 404


def test_the_page_asks_the_same_number_of_queries_however_long_it_is(client_als: ClientAls) -> None:
    hassan = lid("beheerder")
    organisatie = hassan.organisatie_ids[0]
    client = client_als(hassan)

    def vragen() -> int:
        """The least of two: once a minute a request also notes that somebody is here."""
        tellingen = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as gevangen:
                assert client.get(LOGBOEK).status_code == 200
            tellingen.append(len(gevangen))
        return min(tellingen)

    with bereik(alles=True):
        noteer("ingezien", hassan, door=hassan, organisaties=[organisatie], wat="dossier")
    eerst = vragen()
    with bereik(alles=True):
        for _ in range(60):
            noteer("ingezien", hassan, door=lid("coach"), organisaties=[organisatie], wat="dossier")
    assert vragen() == eerst


def test_one_record_on_paper_for_who_asks(client_als: ClientAls) -> None:
    brug = OrganisatieFabriek()
    samira, wim = lid("coach", organisatie=brug, naam="Samira"), lid("coordinator", organisatie=brug, naam="Wim")
    with bereik(alles=True):
        Gebeurtenis.objects.create(
            soort="ingezien", model="intake.leerder", object_id="77", door=samira, organisaties=[brug.pk],
            gegevens={"wat": "plan"},
        )  # fmt: skip
    adres = reverse("kern:logboek_over", args=["intake.leerder", "77"])
    tekst = client_als(samira).get(adres).content.decode()
    assert "Wie keek in leerder 77?" in tekst and "Bekeken: het leerplan" in tekst
    # A coordinator has no business with learners' files, a coach elsewhere none with this one.
    assert client_als(wim).get(adres).status_code == 404
    assert client_als(lid("coach")).get(adres).status_code == 404
    assert client_als(samira).get(reverse("kern:logboek_over", args=["bestaat.niet", "77"])).status_code == 404


def test_reading_a_volunteer_or_a_card_is_logged_once_a_quarter(client_als: ClientAls) -> None:
    wim = lid("coordinator", "coach")
    brug = wim.organisaties_met_rol("coordinator")[0]
    with bereik(alles=True):
        wie, vraag = vrijwilliger(brug), hulpvraag(brug, wim)
    client = client_als(wim)
    for _ in range(3):
        assert client.get(wie.get_absolute_url()).status_code == 200
        assert client.get(vraag.get_absolute_url()).status_code == 200
    with bereik(alles=True):
        assert Gebeurtenis.objects.over(wie).filter(soort="ingezien", door=wim).count() == 1
        assert Gebeurtenis.objects.over(vraag).filter(soort="ingezien", door=wim).count() == 1
        noteer_ingezien(wie, door=wim, organisaties=[brug.pk], wat="iets anders")
        assert Gebeurtenis.objects.over(wie).filter(soort="ingezien").count() == 2


def test_the_record_of_processing_is_whole_and_the_document_is_the_code(client: Client) -> None:
    assert len(rijen()) == len(REGISTER)
    assert all(rij.daarna != "nog niet geregeld" and rij.gegevens for rij in rijen())
    document = Path(settings.BASE_DIR) / "docs" / "verwerkingsregister.md"
    # Names of fields may lag behind; what is processed, why, how long and what happens then may not.
    zonder_velden = [
        [regel for regel in tekst.splitlines() if not regel.startswith("- Gegevens:")]
        for tekst in (document.read_text("utf-8"), als_markdown())
    ]
    assert zonder_velden[0] == zonder_velden[1], "run: manage.py verwerkingsregister > docs/verwerkingsregister.md"
    tekst = client.get(reverse("kern:verwerkingen")).content.decode()
    assert "Leerders" in tekst and "2 jaar, vanaf laatste_contact" in tekst

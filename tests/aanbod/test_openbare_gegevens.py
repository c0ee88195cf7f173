"""The public page for machines: JSON-LD in it, and its dates for a diary."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from aanbod.choices import AanbodStatus, Kosten

from .fabrieken import maak_aanbod

pytestmark = pytest.mark.django_db


def test_jsonld_zegt_wat_de_pagina_zegt_en_breekt_er_niet_uit(client):
    gemeen = "</script><script>alert(1)</script> & <b>"
    aanbod = maak_aanbod(naam="Telefoonles", omschrijving=gemeen, talen=["tr"], doelgroepen=["ouderen"])
    pagina = client.get(aanbod.get_absolute_url()).content.decode()
    inhoud = re.search(r'<script type="application/ld\+json">(.*?)</script>', pagina, re.DOTALL)[1]
    gegevens = json.loads(inhoud)
    assert (gegevens["@type"], gegevens["name"], gegevens["description"]) == ("Service", "Telefoonles", gemeen)
    assert gegevens["offers"]["price"] == "0"
    kanaal = gegevens["availableChannel"][0]
    assert kanaal["availableLanguage"] == ["tr"]
    assert kanaal["serviceLocation"]["geo"]["latitude"] == aanbod.locaties.get().lat
    betaald = maak_aanbod(kosten_soort=Kosten.BETAALD)
    assert '"offers"' not in client.get(betaald.get_absolute_url()).content.decode()


def test_agenda_met_weekdagen_start_en_einde(client):
    vandaag = timezone.localdate()
    aanbod = maak_aanbod(
        dagdelen=["di-ochtend", "do-middag"],
        rooster="dinsdag 10.00 tot 12.00 uur",
        doorlopend=False,
        startdatum=vandaag + timedelta(days=10),
        structureel=False,
        tijdelijk_tot=vandaag + timedelta(days=60),
    )
    antwoord = client.get(f"/aanbod/plek/{aanbod.slug}/agenda.ics")
    assert antwoord["Content-Type"].startswith("text/calendar")
    punten = {str(punt["summary"]): punt for punt in Calendar.from_ical(antwoord.content).walk("VEVENT")}
    assert set(punten) == {aanbod.naam, f"Eerste keer: {aanbod.naam}", f"Laatste dag: {aanbod.naam}"}
    week = punten[aanbod.naam]
    assert week["rrule"]["BYDAY"] == ["TU", "TH"]
    assert week["rrule"]["UNTIL"] == [aanbod.tijdelijk_tot]
    assert week.decoded("dtstart") >= aanbod.startdatum
    assert week.decoded("dtstart").weekday() in (1, 3)
    assert "10.00 tot 12.00" in str(week["description"])


def test_geen_dagen_geen_knop_en_een_concept_heeft_geen_agenda(client):
    aanbod = maak_aanbod()
    assert "In mijn agenda" not in client.get(aanbod.get_absolute_url()).content.decode()
    concept = maak_aanbod(status=AanbodStatus.CONCEPT, dagdelen=["ma-avond"])
    assert client.get(f"/aanbod/plek/{concept.slug}/agenda.ics").status_code == 404

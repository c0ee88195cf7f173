"""Freshness and the quality of a page: doubt, age, the owner's own interval, and a score that says what to do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from aanbod.choices import Kosten, Soort
from aanbod.filters import AanbodFilter
from aanbod.kwaliteit import beoordeel
from aanbod.models import Aanbod
from aanbod.vandaag import wacht_op
from tests.fabrieken import LocatieFabriek, OrganisatieFabriek, lid

from .fabrieken import maak_aanbod

TEKST = "Wij lezen samen uw brief. Daarna vullen wij het formulier in op de computer. Neem uw brief mee."


@pytest.mark.django_db
def test_een_volledige_pagina_haalt_honderd_en_vraagt_niets():
    organisatie = OrganisatieFabriek(email="a@demo.example", telefoon="020 000 00 00")
    aanbod = maak_aanbod(
        organisatie=organisatie,
        omschrijving=TEKST,
        dagdelen=["ma-ochtend"],
        rooster="maandag 10.00 uur",
        wachttijd_weken=0,
        gecontroleerd_op=timezone.localdate(),
        locaties=[LocatieFabriek(organisatie=organisatie, postcode="1024 AB", straat="Laan 1", rolstoel=False)],
    )
    oordeel = beoordeel(aanbod)
    assert (oordeel.score, oordeel.volgende) == (100, None)


@pytest.mark.django_db
def test_wat_het_meest_helpt_staat_voorop_en_wifi_heeft_geen_leervragen_nodig():
    leeg = maak_aanbod(omschrijving="", leervragen=[], pc4=None, kosten_soort=Kosten.ONBEKEND)
    oordeel = beoordeel(leeg)
    assert oordeel.volgende.naam == "Nagekeken"
    assert oordeel.score < 20
    assert all(deel.klaar or deel.doen for deel in oordeel.delen)
    wifi = beoordeel(maak_aanbod(soort=Soort.WIFI, leervragen=[]))
    assert "Wat mensen hier leren" not in [deel.naam for deel in wifi.delen]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dagen", "twijfel", "oud"), [(0, False, False), (183, False, False), (184, True, False), (366, True, True)]
)
def test_twijfel_na_een_half_jaar_en_oud_na_een_jaar(dagen, twijfel, oud):
    aanbod = maak_aanbod(gecontroleerd_op=timezone.localdate() - timedelta(days=dagen))
    assert (aanbod.twijfel, aanbod.oud) == (twijfel, oud)


@pytest.mark.django_db
def test_oud_aanbod_staat_achteraan_ook_als_het_beter_past():
    vandaag = timezone.localdate()
    oud = maak_aanbod(naam="Telefoonles", gecontroleerd_op=vandaag - timedelta(days=400))
    vers = maak_aanbod(naam="Zomaar", omschrijving="Ook telefoonles.", gecontroleerd_op=vandaag, pc4="1103")
    for vraag in ({"q": "telefoonles"}, {"pc4": "1012"}, {}):
        assert list(AanbodFilter(vraag or {"q": ""}, queryset=Aanbod.objects.gepubliceerd()).qs) == [vers, oud], vraag


@pytest.mark.django_db
def test_de_eigenaar_kiest_hoe_vaak_wij_vragen(alles):
    gebruiker = lid("aanbieder")
    organisatie = gebruiker.organisaties_met_rol("aanbieder")[0]
    gezien = timezone.localdate() - timedelta(days=40)
    maandelijks = maak_aanbod(organisatie=organisatie, gecontroleerd_op=gezien, herinner_na_maanden=1)
    maak_aanbod(organisatie=organisatie, gecontroleerd_op=gezien, herinner_na_maanden=6)
    titels = [punt.titel for punt in wacht_op(gebruiker) if punt.soort == "aanbod"]
    assert titels == [f"Klopt ‘{maandelijks.naam}’ nog?"]


@given(dag=st.dates(date(2020, 1, 1), date(2030, 1, 1)), maanden=st.sampled_from([1, 3, 6]))
def test_nakijken_op_is_zoveel_maanden_later_en_bestaat(dag, maanden):
    op = Aanbod(gecontroleerd_op=dag, herinner_na_maanden=maanden).nakijken_op
    assert (op.year * 12 + op.month) - (dag.year * 12 + dag.month) == maanden
    assert op.day <= dag.day

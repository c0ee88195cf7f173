"""The report of 30 September 2021 as first content: faithful, and safe to load again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from netwerk.overleg.choices import Netwerkthema, PuntSoort, TaakStatus
from netwerk.overleg.models import Bijeenkomst, Presentatie, Punt, Taak
from netwerk.overleg.verslag import VERSLAG, VerslagFout, laad_verslag

pytestmark = pytest.mark.django_db


def test_the_meeting_has_its_themes_presentations_and_points() -> None:
    bijeenkomst = laad_verslag().bijeenkomst
    assert bijeenkomst.datum == date(2021, 9, 30)
    assert [thema.thema for thema in bijeenkomst.themas.all()] == [
        Netwerkthema.LEERMATERIAAL,
        Netwerkthema.VRIJWILLIGERS,
        Netwerkthema.SAMENWERKING,
    ]
    assert [p.spreker for p in bijeenkomst.presentaties.all()] == [
        "Expertisecentrum Oefenen.nl",
        "Cybersoek",
        "Stichting aan de knoppen",
    ]
    assert [thema.punten.count() for thema in bijeenkomst.themas.all()] == [7, 10, 11]
    derde = bijeenkomst.themas.get(thema=Netwerkthema.SAMENWERKING)
    nodig = derde.punten.filter(soort=PuntSoort.NODIG)
    assert nodig.filter(tekst__contains="niet alleen ‘ik neem het mee’").exists()


def test_where_the_report_breaks_off_nothing_is_made_up() -> None:
    laad_verslag()
    punt = Punt.objects.get(open_einde=True)
    assert punt.tekst == "Computers/laptops voor"


def test_the_next_meeting_has_no_date_and_open_points_look_for_an_owner() -> None:
    laad_verslag()
    volgende = Bijeenkomst.objects.komend().get()
    assert volgende.datum is None
    assert volgende.datum_in_woorden == "De datum staat nog niet vast"
    taken = Taak.objects.all()
    assert len(taken) == 13
    assert {taak.status for taak in taken} == {TaakStatus.GEVRAAGD}
    assert all(taak.punt is not None and taak.eigenaar is None for taak in taken)


def test_loading_again_corrects_the_text_and_leaves_tasks_alone() -> None:
    laad_verslag()
    Taak.objects.filter(titel="Spreek één standaard intake af").update(wat="Zelf aangevuld")
    Punt.objects.update(tekst="verminkt")
    call_command("laad_verslag", verbosity=0)
    assert (Bijeenkomst.objects.count(), Presentatie.objects.count(), Taak.objects.count()) == (2, 3, 13)
    assert Taak.objects.get(titel="Spreek één standaard intake af").wat == "Zelf aangevuld"
    assert not Punt.objects.filter(tekst="verminkt").exists()


def test_a_planned_meeting_is_not_doubled() -> None:
    Bijeenkomst.objects.create(titel="Al gepland", datum=date(2100, 1, 5))
    laad_verslag()
    assert Bijeenkomst.objects.komend().count() == 1


@pytest.mark.parametrize(
    ("oud", "nieuw", "melding"),
    [
        ('punt = "1.5"', 'punt = "9.9"', "punt 9.9"),
        ('soort = "droom"', 'soort = "wens"', "wens"),
        ("[bijeenkomst]", "[bijeenkomst", "kan niet worden gelezen"),
        ('titel = "Passend leermateriaal"\n', "", "'titel' ontbreekt"),
    ],
)
def test_a_fault_in_the_file_is_named_and_nothing_is_kept(tmp_path: Path, oud: str, nieuw: str, melding: str) -> None:
    fout = tmp_path / "verslag.toml"
    fout.write_text(VERSLAG.read_text(encoding="utf-8").replace(oud, nieuw, 1), encoding="utf-8")
    with pytest.raises(VerslagFout, match=melding):
        laad_verslag(fout)
    assert not Bijeenkomst.objects.exists()

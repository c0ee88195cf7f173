"""Open now, or when: weekly hours, exceptions, school holidays and public holidays."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from aanbod import checks, rooster
from aanbod.models import Aanbod, Openingstijd, Uitzondering
from aanbod.rooster import Blok, eerstvolgende, is_open, nu_open, schoolvakanties, vakantie_op

from .fabrieken import maak_aanbod

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def om(dag: str, uur: int, minuut: int = 0) -> datetime:
    jaar, maand, d = map(int, dag.split("-"))
    return datetime(jaar, maand, d, uur, minuut, tzinfo=AMSTERDAM)


@pytest.fixture
def inloop() -> Aanbod:
    """Open on Tuesday 10 to 12 and on Thursday 13.30 to 15.30, not in the school holidays."""
    rij = maak_aanbod(naam="Inloop", niet_in_vakantie=True)
    Openingstijd.objects.create(aanbod=rij, dag=1, van=time(10), tot=time(12))
    Openingstijd.objects.create(aanbod=rij, dag=3, van=time(13, 30), tot=time(15, 30))
    Uitzondering.objects.create(aanbod=rij, begin=date(2027, 1, 12), einde=date(2027, 1, 14), reden="Verbouwing")
    Uitzondering.objects.create(aanbod=rij, begin=date(2027, 4, 27), einde=date(2027, 4, 27), van=time(9), tot=time(10))
    return rij


@pytest.mark.parametrize(
    ("moment", "verwacht"),
    [
        (om("2027-01-05", 10), True),  # an ordinary Tuesday
        (om("2027-01-05", 9, 59), False),
        (om("2027-01-05", 12), False),  # at closing time it is closed
        (om("2027-01-06", 11), False),  # Wednesday
        (om("2027-01-12", 11), False),  # closed for works
        (om("2026-12-22", 11), False),  # Christmas holidays of the schools
        (om("2027-04-27", 9, 30), True),  # King's day, in a holiday, and said to be open
        (om("2027-04-27", 11), False),  # the exception replaces the ordinary hours
        (om("2027-05-06", 14), False),  # Ascension day
        (om("2027-07-06", 11), True),  # summer time, the holiday begins on the 10th
    ],
)
def test_open_says_the_same_for_one_and_for_a_list(inloop: Aanbod, moment: datetime, verwacht: bool) -> None:
    maak_aanbod(naam="Zonder tijden")
    assert is_open(inloop, moment) is verwacht
    assert list(Aanbod.objects.filter(nu_open(moment))) == ([inloop] if verwacht else [])


def test_when_it_opens_next_skips_what_is_closed(inloop: Aanbod) -> None:
    assert eerstvolgende(inloop, om("2027-01-05", 11)) == Blok(date(2027, 1, 5), time(10), time(12))
    # Thursday falls in the works, the Tuesday after it does not.
    assert eerstvolgende(inloop, om("2027-01-08", 9)) == Blok(date(2027, 1, 19), time(10), time(12))
    toont = rooster.rooster(inloop, om("2026-12-22", 11))
    assert not toont["open"] and toont["vakantie"].naam == "kerstvakantie"
    assert toont["week"] == [("dinsdag", "10.00–12.00"), ("donderdag", "13.30–15.30")]
    assert rooster.rooster(maak_aanbod(naam="Leeg"), om("2027-01-05", 11)) == {}


def test_what_ended_or_has_not_begun_is_not_open(inloop: Aanbod) -> None:
    Aanbod.objects.update(structureel=False, tijdelijk_tot=date(2027, 1, 4))
    inloop.refresh_from_db()
    assert not is_open(inloop, om("2027-01-05", 11))
    Aanbod.objects.update(structureel=True, tijdelijk_tot=None, doorlopend=False, startdatum=date(2027, 2, 1))
    inloop.refresh_from_db()
    assert not is_open(inloop, om("2027-01-05", 11))
    assert not Aanbod.objects.filter(nu_open(om("2027-01-05", 11))).exists()


def test_school_holidays_are_whole_and_do_not_overlap(settings, monkeypatch) -> None:
    vakanties = schoolvakanties("noord")
    assert all(v.begin <= v.einde for v in vakanties)
    assert all(een.einde < ander.begin for een, ander in zip(vakanties, vakanties[1:], strict=False))
    assert vakantie_op(date(2027, 1, 3)) and not vakantie_op(date(2027, 1, 4))
    assert not [melding.id for melding in checks.schoolvakanties_bekend(None) if melding.id == "aanbod.W001"]
    monkeypatch.setattr(checks.timezone, "localdate", lambda: date(2090, 1, 1))
    assert [melding.id for melding in checks.schoolvakanties_bekend(None)] == ["aanbod.W002"]
    settings.SCHOOLVAKANTIE_REGIO = "bestaat-niet"
    assert vakantie_op(date(2027, 1, 3)) is None
    assert [melding.id for melding in checks.schoolvakanties_bekend(None)] == ["aanbod.W001"]
    assert checks.schoolvakanties_nagekeken(None) == []


def test_hours_give_words_and_parts_of_the_week(inloop: Aanbod) -> None:
    assert rooster.in_woorden(inloop) == "dinsdag 10.00–12.00 uur, donderdag 13.30–15.30 uur"
    assert rooster.dagdelen_van(inloop) == ["di-ochtend", "do-middag"]
    Openingstijd.objects.create(aanbod=inloop, dag=5, van=time(11), tot=time(17, 15))
    assert rooster.dagdelen_van(Aanbod.objects.get()) == ["di-ochtend", "do-middag", "za-ochtend", "za-middag"]


def test_the_database_refuses_hours_that_cannot_be(inloop: Aanbod) -> None:
    fout = [
        lambda: Openingstijd.objects.create(aanbod=inloop, dag=1, van=time(12), tot=time(10)),
        lambda: Openingstijd.objects.create(aanbod=inloop, dag=7, van=time(9), tot=time(10)),
        lambda: Openingstijd.objects.create(aanbod=inloop, dag=1, van=time(10), tot=time(11)),
        lambda: Uitzondering.objects.create(aanbod=inloop, begin=date(2027, 1, 2), einde=date(2027, 1, 1)),
        lambda: Uitzondering.objects.create(aanbod=inloop, begin=date(2027, 1, 1), einde=date(2027, 1, 1), van=time(9)),
    ]
    for maak in fout:
        with pytest.raises(IntegrityError), transaction.atomic():
            maak()

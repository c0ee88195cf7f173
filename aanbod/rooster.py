"""When provision is open: weekly hours, exceptions, school holidays and public holidays, in that order of weight.

An exception says exactly what happens on its days and wins from everything. Without one a public holiday is closed, and
so is a school holiday for who says so (``niet_in_vakantie``). Provision without hours is neither open nor closed: we
do not know, and ``nu_open`` leaves it out.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext

from netwerk.kern.werkdagen import feestdagen

from .choices import Dag
from .models import Aanbod, Openingstijd, Uitzondering

GEGEVENS = Path(__file__).parent / "data" / "schoolvakanties.toml"
#: How far ahead the next opening is looked for, in days.
VOORUIT = 60


@dataclass(frozen=True, slots=True)
class Vakantie:
    """A school holiday, both days included."""

    naam: str
    begin: date
    einde: date


@dataclass(frozen=True, slots=True)
class Blok:
    """Open on this day between these hours."""

    dag: date
    van: time
    tot: time


@lru_cache(maxsize=4)
def schoolvakanties(regio: str) -> tuple[Vakantie, ...]:
    """Those of a region; empty for a region that the file does not have (system check aanbod.W001)."""
    deel = tomllib.loads(GEGEVENS.read_text("utf-8")).get(regio, {})
    return tuple(Vakantie(**rij) for rij in deel.get("vakanties", ()))


def vakantie_op(dag: date) -> Vakantie | None:
    """The school holiday on this day, in the region of this portal."""
    return next((v for v in schoolvakanties(settings.SCHOOLVAKANTIE_REGIO) if v.begin <= dag <= v.einde), None)


def blokken_op(aanbod: Aanbod, dag: date) -> list[Blok]:
    """The hours on one day. Reads ``tijden`` and ``uitzonderingen`` (prefetch them for a list)."""
    return _blokken(aanbod, dag, aanbod.tijden.all(), aanbod.uitzonderingen.all())


def _blokken(aanbod: Any, dag: date, tijden: Iterable[Any], uitzonderingen: Iterable[Any]) -> list[Blok]:
    anders = [u for u in uitzonderingen if u.begin <= dag <= u.einde]
    if anders:
        return [Blok(dag, u.van, u.tot) for u in anders if u.van is not None and u.tot is not None]
    if dag in feestdagen(dag.year) or (aanbod.niet_in_vakantie and vakantie_op(dag)):
        return []
    if _buiten_looptijd(aanbod, dag):
        return []
    return [Blok(dag, t.van, t.tot) for t in tijden if t.dag == dag.weekday()]


def nog_vandaag(aanbod: Any, moment: datetime, tijden: list[Any], anders: list[Any]) -> Blok | None:
    """Open now or later today, for a row of a list: hours and exceptions as JSON (``AanbodQuerySet.voor_rijen``)."""
    if not tijden and not anders:
        return None
    lokaal = timezone.localtime(moment)
    blokken = _blokken(aanbod, lokaal.date(), map(_uit_json, tijden), map(_uit_json, anders))
    return next((blok for blok in sorted(blokken, key=lambda b: b.van) if blok.tot > lokaal.time()), None)


def _uit_json(regel: str | dict[str, Any]) -> SimpleNamespace:
    velden = json.loads(regel) if isinstance(regel, str) else regel
    tijden = {naam: time.fromisoformat(velden[naam]) if velden[naam] else None for naam in ("van", "tot")}
    dagen = {naam: date.fromisoformat(velden[naam]) for naam in ("begin", "einde") if naam in velden}
    return SimpleNamespace(dag=velden.get("dag"), **tijden, **dagen)


def _buiten_looptijd(aanbod: Any, dag: date) -> bool:
    voorbij = aanbod.tijdelijk_tot is not None and dag > aanbod.tijdelijk_tot
    nog_niet = not aanbod.doorlopend and aanbod.startdatum is not None and dag < aanbod.startdatum
    return voorbij or nog_niet


def is_open(aanbod: Aanbod, moment: datetime) -> bool:
    """Whether one can walk in at this moment (aware; looked at in local time)."""
    lokaal = timezone.localtime(moment)
    return any(blok.van <= lokaal.time() < blok.tot for blok in blokken_op(aanbod, lokaal.date()))


def nu_open(moment: datetime) -> Q:
    """The same as a condition on provision, for a list: one look at each of two small tables."""
    lokaal = timezone.localtime(moment)
    dag, tijd = lokaal.date(), lokaal.time()
    vandaag = Uitzondering.objects.filter(aanbod_id=OuterRef("pk"), begin__lte=dag, einde__gte=dag)
    anders_open = Exists(vandaag.filter(van__lte=tijd, tot__gt=tijd))
    if dag in feestdagen(dag.year):
        return Q(anders_open)
    week = Openingstijd.objects.filter(aanbod_id=OuterRef("pk"), dag=dag.weekday(), van__lte=tijd, tot__gt=tijd)
    gewoon = Q(Exists(week)) & ~Q(Exists(vandaag)) & (Q(doorlopend=True) | Q(startdatum__lte=dag))
    if vakantie_op(dag):
        gewoon &= Q(niet_in_vakantie=False)
    return Q(anders_open) | gewoon


def eerstvolgende(aanbod: Aanbod, moment: datetime) -> Blok | None:
    """The block that is going on, else the next one within two months."""
    lokaal = timezone.localtime(moment)
    for verder in range(VOORUIT):
        dag = lokaal.date() + timedelta(days=verder)
        for blok in sorted(blokken_op(aanbod, dag), key=lambda b: b.van):
            if verder or blok.tot > lokaal.time():
                return blok
    return None


def rooster(aanbod: Aanbod, moment: datetime) -> dict[str, Any]:
    """What a page shows: open now or when, the week, and what differs in the weeks to come. Empty without hours."""
    tijden, anders = list(aanbod.tijden.all()), list(aanbod.uitzonderingen.all())
    if not tijden and not anders:
        return {}
    lokaal = timezone.localtime(moment)
    blok = eerstvolgende(aanbod, moment)
    return {
        "open": blok is not None and blok.dag == lokaal.date() and blok.van <= lokaal.time(),
        "volgende": blok,
        "vandaag": blok is not None and blok.dag == lokaal.date(),
        "week": [
            (gettext(dag.label), ", ".join(f"{t.van:%H.%M}–{t.tot:%H.%M}" for t in tijden if t.dag == dag))
            for dag in Dag
            if any(t.dag == dag for t in tijden)
        ],
        "anders": [u for u in anders if u.einde >= lokaal.date()][:5],
        "vakantie": vakantie_op(lokaal.date()) if aanbod.niet_in_vakantie else None,
    }


def in_woorden(aanbod: Aanbod) -> str:
    """The week in words, to fill ``rooster`` with when its owner left it empty: "dinsdag 10.00–12.00 uur"."""
    delen = []
    for dag in Dag:
        uren = [f"{t.van:%H.%M}–{t.tot:%H.%M}" for t in aanbod.tijden.all() if t.dag == dag]
        if uren:
            delen.append(f"{dag.label} {' en '.join(uren)} uur")
    return ", ".join(delen)


def dagdelen_van(aanbod: Aanbod) -> list[str]:
    """The parts of the week that the hours fall in: before noon, until five, and after."""
    uit = []
    for openingstijd in aanbod.tijden.all():
        kort = Dag(openingstijd.dag).label[:2]
        for deel, van, tot in (
            ("ochtend", time(0), time(12)),
            ("middag", time(12), time(17)),
            ("avond", time(17), time(23, 59)),
        ):
            # At least half an hour of it: "till 12.15" is a morning.
            begin, einde = max(openingstijd.van, van), min(openingstijd.tot, tot)
            if _minuten(einde) - _minuten(begin) >= 30 and f"{kort}-{deel}" not in uit:
                uit.append(f"{kort}-{deel}")
    return uit


def _minuten(tijd: time) -> int:
    return tijd.hour * 60 + tijd.minute

"""The dates of one provision as iCalendar, to put in one's own diary.

We know days and parts of days, not always times; so everything is an all-day event that does not block the day, with
the times as the provider words them in the text.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from .hsds import DAGEN
from .models import Aanbod

DAGNUMMER: dict[str, int] = {dag: nummer for nummer, dag in enumerate(DAGEN.values())}
ICAL_DAG: dict[str, str] = {nl: en for en, nl in DAGEN.items()}


def kalender(aanbod: Aanbod, vandaag: date) -> bytes:
    """Weekly days, the first day, and the last day of temporary provision. Needs organisation and places."""
    uit = Calendar()
    uit.add("prodid", "-//Netwerk Digitaal//Aanbod//NL")
    uit.add("version", "2.0")
    uit.add("x-wr-calname", aanbod.naam)
    dagen = sorted({deel.split("-")[0] for deel in aanbod.dagdelen}, key=DAGNUMMER.__getitem__)
    begin = vandaag
    if not aanbod.doorlopend and aanbod.startdatum:
        begin = aanbod.startdatum
        if begin >= vandaag:
            uit.add_component(_punt(aanbod, "start", begin, f"Eerste keer: {aanbod.naam}"))
    if dagen:
        eerste = min(begin + timedelta(days=(DAGNUMMER[dag] - begin.weekday()) % 7) for dag in dagen)
        wekelijks = _punt(aanbod, "wekelijks", eerste, aanbod.naam)
        regel: dict[str, object] = {"freq": "weekly", "byday": [ICAL_DAG[dag] for dag in dagen]}
        if aanbod.tijdelijk_tot:
            regel["until"] = aanbod.tijdelijk_tot
        if aanbod.tijdelijk_tot is None or eerste <= aanbod.tijdelijk_tot:
            wekelijks.add("rrule", regel)
            uit.add_component(wekelijks)
    if aanbod.tijdelijk_tot and aanbod.tijdelijk_tot >= vandaag:
        uit.add_component(_punt(aanbod, "einde", aanbod.tijdelijk_tot, f"Laatste dag: {aanbod.naam}"))
    return uit.to_ical()


def heeft_dagen(aanbod: Aanbod, vandaag: date) -> bool:
    """Whether there is anything to put in a diary."""
    komt = not aanbod.doorlopend and aanbod.startdatum is not None and aanbod.startdatum >= vandaag
    return bool(aanbod.dagdelen or komt or aanbod.tijdelijk_tot)


def _punt(aanbod: Aanbod, soort: str, dag: date, titel: str) -> Event:
    punt = Event()
    punt.add("uid", f"{aanbod.uuid}-{soort}@netwerk-digitaal")
    gewijzigd: datetime = aanbod.gewijzigd_op
    punt.add("dtstamp", gewijzigd.astimezone(UTC))
    punt.add("dtstart", dag)
    punt.add("dtend", dag + timedelta(days=1))
    punt.add("summary", titel)
    punt.add("transp", "TRANSPARENT")
    punt.add("url", f"{settings.PORTAAL_URL}{aanbod.get_absolute_url()}")
    plek = next(iter(aanbod.locaties.all()), None)
    if plek is not None:
        punt.add("location", ", ".join(deel for deel in (plek.naam, plek.adres) if deel))
    wanneer = aanbod.rooster or aanbod.dagdelen_tekst
    uitleg = [f"Wanneer: {wanneer}." if wanneer else "", f"Bij {aanbod.organisatie}.", aanbod.aanmelden]
    punt.add("description", "\n".join(deel for deel in uitleg if deel))
    return punt

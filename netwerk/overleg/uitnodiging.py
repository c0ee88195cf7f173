"""The invitation to a meeting: a mail with the entry for one's diary (iCalendar, RFC 5545 and 5546)."""

from __future__ import annotations

from datetime import UTC
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from icalendar import Calendar, Event, vCalAddress, vText

from .models import Bijeenkomst, Deelname

VERZOEK, AFZEGGING, PUBLICATIE = "REQUEST", "CANCEL", "PUBLISH"


def kalender(bijeenkomst: Bijeenkomst, *, methode: str = PUBLICATIE, aan: str = "") -> bytes:
    """The entry. Times are in UTC, which every diary turns into its own; needs a date and a time.

    The identity stays and the sequence goes up with every round of invitations, so a moved meeting moves in the diary
    and a called-off one leaves it.
    """
    moment = bijeenkomst.begin_en_eind
    if moment is None:
        raise ValueError("a meeting without a time has no place in a diary")
    uit = Calendar()
    uit.add("prodid", "-//Netwerk Digitaal//Overleg//NL")
    uit.add("version", "2.0")
    uit.add("method", methode)
    punt = Event()
    punt.add("uid", f"{bijeenkomst.uuid}@netwerk-digitaal")
    punt.add("sequence", bijeenkomst.agenda_versie)
    punt.add("dtstamp", bijeenkomst.gewijzigd_op.astimezone(UTC))
    punt.add("dtstart", moment[0].astimezone(UTC))
    punt.add("dtend", moment[1].astimezone(UTC))
    punt.add("summary", bijeenkomst.titel)
    if bijeenkomst.plaats or bijeenkomst.online_url:
        punt.add("location", bijeenkomst.plaats or bijeenkomst.online_url)
    punt.add("description", "\n\n".join(filter(None, [bijeenkomst.uitnodiging, adres(bijeenkomst)])))
    punt.add("url", adres(bijeenkomst))
    punt.add("status", "CANCELLED" if methode == AFZEGGING else "CONFIRMED")
    if methode != PUBLICATIE:
        naam, afzender = parseaddr(settings.DEFAULT_FROM_EMAIL)
        organisator = vCalAddress(f"mailto:{afzender}")
        organisator.params["cn"] = vText(naam or "Netwerk Digitaal")
        punt.add("organizer", organisator)
        if aan:
            punt.add("attendee", vCalAddress(f"mailto:{aan}"))
    uit.add_component(punt)
    return uit.to_ical()


def adres(bijeenkomst: Bijeenkomst) -> str:
    """The full address of its page."""
    return settings.PORTAAL_URL + bijeenkomst.get_absolute_url()


def bericht(deelname: Deelname) -> EmailMultiAlternatives | None:
    """The mail for one person: an invitation, or that it is off. None when there is nobody to mail any more."""
    bijeenkomst, gebruiker = deelname.bijeenkomst, deelname.gebruiker
    if not gebruiker.is_active or not gebruiker.email or bijeenkomst.begin_en_eind is None:
        return None
    af = bijeenkomst.afgelast_op is not None
    tekst = render_to_string(
        "overleg/mail/uitnodiging.txt",
        {
            "bijeenkomst": bijeenkomst,
            "naam": gebruiker.get_short_name(),
            "agenda": [] if af else list(bijeenkomst.agendapunten.all()),
            "url": adres(bijeenkomst),
            "af": af,
        },
    )
    kop = "Gaat niet door" if af else "Uitnodiging"
    mail = EmailMultiAlternatives(f"{kop}: {bijeenkomst.titel}", tekst, settings.DEFAULT_FROM_EMAIL, [gebruiker.email])
    methode = AFZEGGING if af else VERZOEK
    inhoud = kalender(bijeenkomst, methode=methode, aan=gebruiker.email).decode()
    mail.attach_alternative(inhoud, f"text/calendar; method={methode}")
    mail.attach("uitnodiging.ics", inhoud, "text/calendar")
    return mail

"""Notifications: what waits for me and what is new in my district, with what I have seen already.

Nothing is copied: a notification is what the rooms answer now, in the scope of who asks. So one about a referral that
was answered meanwhile is gone by itself, and no learner's name lies about in a table of messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2s

from django.utils import timezone

from netwerk.kern.models import Gebruiker, Locatie, Stadsdeel
from netwerk.kern.vandaag import Wachtpunt

from .models import Gezien, Voorkeur
from .nieuws import Nieuwtje, nieuws_in
from .vandaag import alle_punten

#: What was seen longer ago than this is forgotten.
BEWAAR = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Melding:
    """One notification. ``sleutel`` changes when it becomes late, so that it is new once more."""

    titel: str
    toelichting: str
    url: str
    actie: str
    icoon: str
    wanneer: date | None
    laat: bool
    sleutel: str
    nieuw: bool


def voorkeur_van(gebruiker: Gebruiker) -> Voorkeur:
    """What this person chose, or what holds for who chose nothing (not stored)."""
    return Voorkeur.objects.filter(gebruiker=gebruiker).first() or Voorkeur(gebruiker=gebruiker)


def mijn_stadsdelen(gebruiker: Gebruiker, voorkeur: Voorkeur | None = None) -> list[Stadsdeel]:
    """The districts somebody follows: chosen, or those in which the own organisations have a place."""
    gekozen = (voorkeur or voorkeur_van(gebruiker)).stadsdelen
    if gekozen:
        return list(Stadsdeel.objects.filter(pk__in=gekozen))
    plekken = Locatie.objects.filter(organisatie__in=gebruiker.organisatie_ids, stadsdeel__isnull=False)
    return list(Stadsdeel.objects.filter(pk__in=plekken.values("stadsdeel")))


def meldingen(gebruiker: Gebruiker, delen: Sequence[Stadsdeel]) -> list[Melding]:
    """All of them: new first, then late first, then by date."""
    return maak(alle_punten(gebruiker), nieuws_in(gebruiker, delen), gezien_door(gebruiker))


def gezien_door(gebruiker: Gebruiker) -> set[str]:
    """The keys of what this person has seen. One query."""
    return set(Gezien.objects.filter(gebruiker=gebruiker).values_list("sleutel", flat=True))


def maak(punten: Iterable[Wachtpunt], nieuws: Iterable[Nieuwtje], gezien: set[str]) -> list[Melding]:
    """Points and news as notifications, in order. Pure."""
    uit: dict[str, Melding] = {}
    for punt in punten:
        sleutel = _sleutel(punt.soort, punt.url, punt.titel, punt.laat)
        uit[sleutel] = Melding(
            punt.titel, punt.toelichting, punt.url, punt.actie, punt.icoon, punt.wanneer, punt.laat, sleutel,
            sleutel not in gezien,
        )  # fmt: skip
    for regel in nieuws:
        sleutel = _sleutel("nieuws", regel.url, regel.wat, False)
        uit[sleutel] = Melding(
            regel.titel, regel.wat, regel.url, "Bekijk", regel.icoon, None, False, sleutel, sleutel not in gezien
        )
    return sorted(uit.values(), key=lambda m: (not m.nieuw, not m.laat, m.wanneer or date.max, m.titel))


def zet_gezien(gebruiker: Gebruiker, sleutels: Iterable[str]) -> None:
    """Remember these; once is enough."""
    Gezien.objects.bulk_create(
        [Gezien(gebruiker=gebruiker, sleutel=sleutel) for sleutel in sleutels], ignore_conflicts=True
    )


def vergeet(nu: datetime | None = None) -> int:
    """Throw away what was seen long ago."""
    return Gezien.objects.filter(op__lt=(nu or timezone.now()) - BEWAAR).delete()[0]


def _sleutel(soort: str, url: str, titel: str, laat: bool) -> str:
    return blake2s(f"{soort}\0{url}\0{titel}\0{laat}".encode(), digest_size=16).hexdigest()

"""When the period of what belongs to a referral is over (``netwerk.kern.bewaren``)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from netwerk.kern.bewaren import KLOK, regel, wis
from netwerk.kern.logboek import noteer
from netwerk.kern.privacy import REGISTER

from .actions import LEGE_KAART, verloop
from .models import AanbodMelding, Aanwezigheid, Doorverwijzing, DoorverwijzingAntwoord, DoorverwijzingBericht, Sein
from .models.lus import VanDoorverwijzing
from .workflow import doorverwijsstroom

GEWIST = "gewist"


def grens(model: type, vandaag: date) -> date:
    """The first day that is still within this model's period."""
    return vandaag - timedelta(days=REGISTER[model].bewaren_dagen)


def wis_kaart(doorverwijzing: Doorverwijzing) -> None:
    """Empty the card and everything written about it; the fact stays for the figures. Call in ``bereik(alles=True)``.

    What is still open expires first: nobody can act on an empty card.
    """
    d = verloop(doorverwijzing=doorverwijzing) if doorverwijzing.is_open else doorverwijzing
    leeg = {
        **LEGE_KAART, "boodschap": "", "vervolg_wat": "", "vervolg_wie": "", "eigenaar_ontvanger_naam": GEWIST,
        "kaart_gewist_op": timezone.now(), "versie": d.versie + 1,
    }  # fmt: skip
    for veld, waarde in leeg.items():
        setattr(d, veld, waarde)
    d.save()
    for antwoord in DoorverwijzingAntwoord.objects.filter(doorverwijzing=d):
        wis_antwoord(antwoord)
    for model in (DoorverwijzingBericht, Aanwezigheid, Sein):
        model.objects.filter(doorverwijzing=d).delete()
    noteer("kaart_gewist", d, door=None, door_tekst=KLOK, organisaties=doorverwijsstroom.organisaties(d))


def wis_antwoord(antwoord: DoorverwijzingAntwoord) -> None:
    """Leave of an answer which state it led to and when."""
    antwoord.wat, antwoord.wie, antwoord.plaats, antwoord.door_tekst = "Gewist: bewaartermijn", GEWIST, "", ""
    antwoord.save()


def _van_gesloten(model: type[VanDoorverwijzing] | type[DoorverwijzingAntwoord], vandaag: date) -> QuerySet:
    rijen = model._default_manager.filter(gemaakt_op__date__lt=grens(model, vandaag))
    return rijen.filter(doorverwijzing__gesloten_op__isnull=False)


regel(
    Doorverwijzing,
    hoe="de kaart wordt leeggemaakt; dat er een doorverwijzing was blijft voor de cijfers",
    verlopen=lambda vandaag: Doorverwijzing.objects.filter(
        gesloten_op__date__lt=grens(Doorverwijzing, vandaag), kaart_gewist_op=None
    ),
    ruim=wis_kaart,
)
regel(
    DoorverwijzingAntwoord,
    hoe="tekst, naam en plaats worden gewist",
    verlopen=lambda vandaag: _van_gesloten(DoorverwijzingAntwoord, vandaag).exclude(wie=GEWIST),
    ruim=wis_antwoord,
)
regel(
    DoorverwijzingBericht,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: _van_gesloten(DoorverwijzingBericht, vandaag),
    ruim=wis,
)
regel(Aanwezigheid, hoe="wordt verwijderd", verlopen=lambda vandaag: _van_gesloten(Aanwezigheid, vandaag), ruim=wis)
regel(Sein, hoe="wordt verwijderd", verlopen=lambda vandaag: _van_gesloten(Sein, vandaag), ruim=wis)
regel(
    AanbodMelding,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: AanbodMelding.objects.filter(gemaakt_op__date__lt=grens(AanbodMelding, vandaag)),
    ruim=wis,
)

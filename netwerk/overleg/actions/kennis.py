"""Writing what one knows, and answering each other."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Organisatie

from ..models import Artikel, Bestand, Bijlage, Nuttig, Praktijkantwoord, Praktijkvraag
from ..models.artikel import NAKIJKEN_NA_DAGEN
from ..workflow import artikelstroom
from .taken import namens


def over_een_half_jaar() -> date:
    """When an article is looked at again, unless somebody chose another day."""
    return timezone.localdate() + timedelta(days=NAKIJKEN_NA_DAGEN)


def publiceer(artikel: Artikel, *, door: Gebruiker, versie: int | None = None) -> Artikel:
    """Show it to its readers; without a date for the next look it gets one."""
    vandaag = timezone.localdate()
    kijk = artikel.nakijken_op if artikel.nakijken_op and artikel.nakijken_op > vandaag else over_een_half_jaar()
    velden = {"gepubliceerd_op": artikel.gepubliceerd_op or vandaag, "nakijken_op": kijk}
    gemaakt = artikelstroom.voer_uit(artikel, "publiceer", door=door, versie=versie, velden=velden)
    zet_openbaar(gemaakt)
    return gemaakt


def archiveer(artikel: Artikel, *, door: Gebruiker, versie: int | None = None) -> Artikel:
    """Take it off the shelf; its address says so."""
    gemaakt = artikelstroom.voer_uit(artikel, "archiveer", door=door, versie=versie)
    zet_openbaar(gemaakt)
    return gemaakt


def kijk_na(artikel: Artikel, *, door: Gebruiker, versie: int | None = None) -> Artikel:
    """Say that everything still holds."""
    velden = {"nakijken_op": over_een_half_jaar()}
    return artikelstroom.voer_uit(artikel, "kijk_na", door=door, versie=versie, velden=velden)


def zet_openbaar(artikel: Artikel) -> None:
    """The files of an article are as public as the article is."""
    Bestand.objects.filter(bijlage__artikel=artikel).update(openbaar=artikel.is_openbaar)


@transaction.atomic
def voeg_bijlage_toe(artikel: Artikel, *, bestand: Bestand, label: str, door: Gebruiker) -> Bijlage:
    """Put a file with an article."""
    bijlage = Bijlage.objects.create(artikel=artikel, bestand=bestand, label=label)
    zet_openbaar(artikel)
    noteer("artikel:bijlage", artikel, door=door, organisaties=[artikel.organisatie_id])
    return bijlage


@transaction.atomic
def stel_vraag(vraag: Praktijkvraag, *, organisatie: Organisatie, door: Gebruiker) -> Praktijkvraag:
    """Ask the other practitioners."""
    namens(organisatie, door)
    vraag.organisatie, vraag.door = organisatie, door
    vraag.save()
    noteer("vraag:gesteld", vraag, door=door, organisaties=[organisatie.pk])
    return vraag


@transaction.atomic
def geef_antwoord(vraag: Praktijkvraag, *, tekst: str, organisatie: Organisatie, door: Gebruiker) -> Praktijkantwoord:
    """Answer a question."""
    namens(organisatie, door)
    antwoord = Praktijkantwoord.objects.create(vraag=vraag, tekst=tekst.strip(), organisatie=organisatie, door=door)
    noteer("vraag:beantwoord", vraag, door=door, organisaties=[organisatie.pk, vraag.organisatie_id])
    return antwoord


@transaction.atomic
def kies_antwoord(antwoord: Praktijkantwoord, *, aan: bool) -> None:
    """Who asked says which answer helped; choosing another takes the place of the first."""
    Praktijkvraag.objects.select_for_update().get(pk=antwoord.vraag_id)
    Praktijkantwoord.objects.filter(vraag=antwoord.vraag_id, gekozen=True).update(gekozen=False)
    if aan:
        Praktijkantwoord.objects.filter(pk=antwoord.pk).update(gekozen=True)


def zet_nuttig(antwoord: Praktijkantwoord, *, aan: bool, door: Gebruiker) -> None:
    """Say that an answer was of use, or no longer; asking twice is asking once."""
    if aan:
        Nuttig.objects.get_or_create(antwoord=antwoord, door=door)
    else:
        Nuttig.objects.filter(antwoord=antwoord, door=door).delete()

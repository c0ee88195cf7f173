"""What waits for somebody in the network's room. A fixed number of queries per role."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.datums import datum
from netwerk.kern.models import Gebruiker
from netwerk.kern.vandaag import Wachtpunt

from .choices import Komst, Signaalstand, TaakStatus
from .models import Artikel, Bijeenkomst, Contactafspraak, Datumoptie, Datumstem, Deelname, Signaal, Signaalsteun, Taak
from .permissions import is_lid, mag_overleg_beheren, mag_signaal_behandelen

#: A task is shown this many days before its date, a meeting this many days ahead.
TAAK_DAGEN, OVERLEG_DAGEN = 14, 14
#: Regular contact asks for attention a week before its date.
CONTACT_DAGEN = 7
#: So long an answer of the municipality stands on the page of who asked for it.
ANTWOORD_DAGEN = 14


def wacht_op(gebruiker: Gebruiker) -> list[Wachtpunt]:
    """Own tasks that are due, a meeting that comes near, and for the secretary a meeting without a date."""
    if not is_lid(gebruiker):
        return []
    vandaag = timezone.localdate()
    punten = [
        Wachtpunt(
            titel=taak.titel,
            url=taak.get_absolute_url(),
            actie=_taakactie(taak),
            toelichting="Uw taak voor het netwerk",
            wanneer=taak.uiterlijk,
            laat=taak.te_laat,
            icoon="list-check",
            soort="taak",
        )
        for taak in Taak.objects.van(gebruiker)
        .open()
        .filter(Q(uiterlijk__lte=vandaag + timedelta(days=TAAK_DAGEN)) | Q(status=TaakStatus.AANGEBODEN))[:20]
    ]
    beheert = mag_overleg_beheren(gebruiker)
    for bijeenkomst in Bijeenkomst.objects.komend(vandaag)[:5]:
        if bijeenkomst.datum is None:
            if beheert:
                punten.append(
                    Wachtpunt(
                        titel=bijeenkomst.titel,
                        url=reverse("overleg:bijeenkomst_wijzig", args=[bijeenkomst.slug]),
                        actie="Prik een datum",
                        toelichting="De datum staat nog niet vast",
                        icoon="calendar-plus",
                        soort="overleg",
                    )
                )
        elif bijeenkomst.datum <= vandaag + timedelta(days=OVERLEG_DAGEN):
            punten.append(
                Wachtpunt(
                    titel=bijeenkomst.titel,
                    url=bijeenkomst.get_absolute_url(),
                    actie="Bekijk de agenda",
                    toelichting=bijeenkomst.plaats,
                    wanneer=bijeenkomst.datum,
                    icoon="calendar-event",
                    soort="overleg",
                )
            )
    return [
        *punten,
        *_antwoorden(gebruiker, vandaag),
        *_contact(gebruiker, vandaag),
        *_signalen(gebruiker, vandaag),
        *_artikelen(gebruiker, vandaag),
    ]


def _taakactie(taak: Taak) -> str:
    if taak.status == TaakStatus.AANGEBODEN:
        return "Bevestig met een datum"
    return "Rond af of geef terug" if taak.te_laat else "Bekijk de taak"


def _antwoorden(gebruiker: Gebruiker, vandaag: date) -> list[Wachtpunt]:
    """Invitations without an answer, and polls in which this person said nothing. Two queries."""
    uitnodigingen = Deelname.objects.filter(
        gebruiker=gebruiker,
        komst=Komst.ONBEKEND,
        verzonden_op__isnull=False,
        bijeenkomst__datum__gte=vandaag,
        bijeenkomst__afgelast_op=None,
    ).select_related("bijeenkomst")[:5]
    punten = [
        Wachtpunt(
            titel=rij.bijeenkomst.titel,
            url=rij.bijeenkomst.get_absolute_url(),
            actie="Laat weten of u komt",
            toelichting=rij.bijeenkomst.datum_in_woorden,
            wanneer=rij.bijeenkomst.datum,
            icoon="envelope-open",
            soort="overleg",
        )
        for rij in uitnodigingen
    ]
    if not gebruiker.organisatie_ids:
        return punten
    eigen = Datumstem.objects.filter(optie__bijeenkomst=OuterRef("pk"), door=gebruiker)
    prikkers = Bijeenkomst.objects.filter(
        ~Exists(eigen), Exists(Datumoptie.objects.filter(bijeenkomst=OuterRef("pk"))), datum=None, afgelast_op=None
    )[:3]
    return punten + [
        Wachtpunt(
            titel=bijeenkomst.titel,
            url=reverse("overleg:prikker", args=[bijeenkomst.slug]),
            actie="Zeg wanneer u kunt",
            toelichting="Er zijn datums om uit te kiezen",
            icoon="calendar-check",
            soort="overleg",
        )
        for bijeenkomst in prikkers
    ]


def _contact(gebruiker: Gebruiker, vandaag: date) -> list[Wachtpunt]:
    """Regular contact that this person plans and that is due within a week. One query."""
    rijen = Contactafspraak.objects.lopend().filter(
        trekker=gebruiker, volgende_op__lte=vandaag + timedelta(days=CONTACT_DAGEN)
    )[:10]
    return [
        Wachtpunt(
            titel=afspraak.titel,
            url=afspraak.get_absolute_url(),
            actie="Spreek elkaar en schrijf het op",
            toelichting="Vast contact",
            wanneer=afspraak.volgende_op,
            laat=afspraak.te_laat,
            icoon="chat-dots",
            soort="overleg",
        )
        for afspraak in rijen
    ]


def _signalen(gebruiker: Gebruiker, vandaag: date) -> list[Wachtpunt]:
    """For who speaks for the municipality: what asks an answer, and promises of one's own that are due. One query."""
    if not mag_signaal_behandelen(gebruiker):
        return _beantwoord(gebruiker, vandaag)
    rijen = (
        Signaal.objects.open()
        .filter(Q(behandelaar=None) | Q(behandelaar=gebruiker))
        .filter(~Q(status=Signaalstand.TOEGEZEGD) | Q(uiterlijk__lte=vandaag + timedelta(days=TAAK_DAGEN)))[:10]
    )
    return [
        Wachtpunt(
            titel=signaal.titel,
            url=signaal.get_absolute_url(),
            actie="Zeg wat ervan kwam" if signaal.status == Signaalstand.TOEGEZEGD else "Geef antwoord",
            toelichting="Signaal uit het netwerk",
            wanneer=signaal.uiterlijk,
            laat=signaal.te_laat,
            icoon="megaphone",
            soort="signaal",
        )
        for signaal in rijen
    ]


def _beantwoord(gebruiker: Gebruiker, vandaag: date) -> list[Wachtpunt]:
    """For who supports a signal, or handed it in: the answer, for two weeks. One query."""
    mijn = Signaalsteun.objects.filter(signaal=OuterRef("pk"), door=gebruiker)
    rijen = Signaal.objects.filter(beantwoord_op__gte=vandaag - timedelta(days=ANTWOORD_DAGEN))
    return [
        Wachtpunt(
            titel=signaal.titel,
            url=signaal.get_absolute_url(),
            actie="Lees het antwoord",
            toelichting=f"De gemeente antwoordde op {datum(signaal.beantwoord_op, 'j F')}",
            icoon="chat-left-text",
            soort="signaal",
        )
        for signaal in rijen.filter(Exists(mijn)).order_by("-beantwoord_op", "-pk")[:3]
    ]


def _artikelen(gebruiker: Gebruiker, vandaag: date) -> list[Wachtpunt]:
    """One's own articles that ask for another look. One query."""
    rijen = Artikel.objects.gepubliceerd().filter(auteur=gebruiker, nakijken_op__lte=vandaag)[:5]
    return [
        Wachtpunt(
            titel=artikel.titel,
            url=artikel.get_absolute_url(),
            actie="Kijk na of alles nog klopt",
            toelichting="Uw artikel",
            wanneer=artikel.nakijken_op,
            icoon="lightbulb",
            soort="artikel",
        )
        for artikel in rijen
    ]

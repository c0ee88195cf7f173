"""When a learner was not spoken to for the retention period: the whole file goes (``netwerk.kern.bewaren``)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from aanbod.bewaren import wis_kaart
from netwerk.kern.bewaren import KLOK, gaat_mee, regel
from netwerk.kern.logboek import noteer
from netwerk.kern.privacy import REGISTER
from vrijwilligers.bewaren import wis_hulpvraag

from .models import Antwoord, Domeinniveau, Intake, Leerder, Leerplan, Ontvangst, Stap, Toestemming

#: The coach's page of the day names a file this long before it is erased.
WAARSCHUW_DAGEN = 30


def verlopen(vandaag: date) -> QuerySet[Leerder]:
    """Files whose period is over on this day."""
    return Leerder.objects.filter(laatste_contact__lt=vandaag - timedelta(days=REGISTER[Leerder].bewaren_dagen))


def bijna_verlopen(vandaag: date) -> QuerySet[Leerder]:
    """Files that go within the next weeks, unless there is contact."""
    return verlopen(vandaag + timedelta(days=WAARSCHUW_DAGEN))


def wist_op(leerder: Leerder) -> date:
    """The first day on which the clock erases this file."""
    return leerder.laatste_contact + timedelta(days=REGISTER[Leerder].bewaren_dagen + 1)


def wis_dossier(leerder: Leerder) -> None:
    """Erase the file, and the cards that went out from it. What stays: lines in the log, without a name."""
    stappen = Stap.objects.filter(plan__leerder=leerder).select_related("doorverwijzing", "hulpvraag")
    for stap in stappen:
        kaart = stap.doorverwijzing
        while kaart is not None:
            if kaart.kaart_gewist_op is None:
                wis_kaart(kaart)
            kaart = kaart.opvolgers.first()
        if stap.hulpvraag is not None and stap.hulpvraag.kaart_gewist_op is None:
            wis_hulpvraag(stap.hulpvraag)
    noteer("leerder:gewist", leerder, door=None, door_tekst=KLOK, organisaties=[leerder.organisatie_id])
    leerder.delete()


regel(
    Leerder,
    hoe="het hele dossier wordt gewist, en de kaarten die eruit zijn verstuurd",
    verlopen=verlopen,
    ruim=wis_dossier,
)
gaat_mee(Leerder, Toestemming, Intake, Leerplan)
gaat_mee(Intake, Antwoord, Domeinniveau, Ontvangst)
gaat_mee(Leerplan, Stap)

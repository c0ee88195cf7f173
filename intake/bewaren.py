"""When a file goes by itself (``netwerk.kern.bewaren``): no contact for the retention period, or consent for the file
was withdrawn and no coach erased it within a week."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from aanbod.bewaren import wis_kaart
from netwerk.kern.bewaren import KLOK, gaat_mee, regel
from netwerk.kern.logboek import noteer
from netwerk.kern.privacy import REGISTER
from vrijwilligers.bewaren import wis_hulpvraag

from .choices import Doel
from .models import Antwoord, Domeinniveau, Intake, Leerder, Leerplan, Ontvangst, Stap, Toestemming
from .querysets import dossier_mag

#: The coach's page of the day names a file this long before it is erased.
WAARSCHUW_DAGEN = 30


#: The learner was told "we erase your data": so many days a coach has to do it (and give a copy), then the clock does.
WIS_NA_INTREKKEN_DAGEN = 7


def _zonder_contact(vandaag: date) -> Q:
    return Q(laatste_contact__lt=vandaag - timedelta(days=REGISTER[Leerder].bewaren_dagen))


def verlopen(vandaag: date) -> QuerySet[Leerder]:
    """Files whose period is over on this day, and those without consent for a week."""
    onlangs = Toestemming.objects.filter(
        leerder=OuterRef("pk"),
        doel=Doel.DOSSIER,
        ingetrokken_op__date__gt=vandaag - timedelta(days=WIS_NA_INTREKKEN_DAGEN),
    )
    ooit = Toestemming.objects.filter(leerder=OuterRef("pk"), doel=Doel.DOSSIER)
    ingetrokken = Exists(ooit) & ~dossier_mag("pk") & ~Exists(onlangs)
    return Leerder.objects.filter(_zonder_contact(vandaag) | Q(ingetrokken))


def bijna_verlopen(leerder: Leerder, vandaag: date) -> bool:
    """Whether this file goes within the next weeks, unless there is contact: the coach's day says so."""
    return wist_op(leerder) <= vandaag + timedelta(days=WAARSCHUW_DAGEN)


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

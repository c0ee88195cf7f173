"""A learner's file as a whole: make, archive, hand over, give a copy, erase."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker, Organisatie

from ..choices import Doel
from ..fouten import GeenToestemming, IntakeFout
from ..models import Leerder
from .basis import contact, log
from .toestemming import leg_toestemming_vast, trek_toestemming_in


@transaction.atomic
def maak_leerder(
    *, organisatie: Organisatie, voornaam: str, doelen: Iterable[str], taal: str, door: Gebruiker
) -> Leerder:
    """Make a file: a first name and what the learner agreed to, nothing else yet."""
    doelen = set(doelen)
    if Doel.DOSSIER not in doelen:
        raise GeenToestemming(
            "Zonder toestemming maken we geen dossier. Vraag het de leerder, of zoek samen in het aanbod."
        )
    leerder = Leerder.objects.create(
        organisatie=organisatie, coach=door, voornaam=voornaam.strip(), talen=[taal] if taal != "nl" else []
    )
    log("leerder:gemaakt", leerder, door)
    leg_toestemming_vast(leerder, doelen, taal=taal, door=door)
    return leerder


@transaction.atomic
def noteer_wijziging(leerder: Leerder, velden: Iterable[str], *, door: Gebruiker) -> None:
    """Log which fields of the person changed (their names, not their values) and that the section was filled in."""
    Leerder.objects.filter(pk=leerder.pk).update(persoon_gevraagd=True)
    contact(leerder)
    log("leerder:gewijzigd", leerder, door, velden=sorted(velden))


@transaction.atomic
def noteer_contact(leerder: Leerder, *, door: Gebruiker) -> None:
    """There was a call or a talk today, and nothing in the file changes by it; once a day is enough."""
    if leerder.laatste_contact != timezone.localdate():
        contact(leerder)
        log("leerder:gesproken", leerder, door)


@transaction.atomic
def archiveer(leerder: Leerder, *, door: Gebruiker) -> None:
    """Out of the lists; the file stays until its retention period ends."""
    if Leerder.objects.filter(pk=leerder.pk, gearchiveerd_op__isnull=True).update(gearchiveerd_op=timezone.now()):
        log("leerder:gearchiveerd", leerder, door)


@transaction.atomic
def haal_terug(leerder: Leerder, *, door: Gebruiker) -> None:
    """Back from the archive."""
    if Leerder.objects.filter(pk=leerder.pk, gearchiveerd_op__isnull=False).update(gearchiveerd_op=None):
        log("leerder:teruggehaald", leerder, door)
        contact(leerder)


@transaction.atomic
def draag_over(leerder: Leerder, *, naar: Gebruiker, door: Gebruiker) -> None:
    """Another coach of the same organisation takes over; steps and referrals stay as they are."""
    if not naar.is_active or not naar.heeft_rol(Rol.COACH, organisatie_id=leerder.organisatie_id):
        raise IntakeFout(f"{naar} is geen coach bij deze organisatie. Kies een andere collega.")
    if leerder.coach_id == naar.pk:
        return
    Leerder.objects.filter(pk=leerder.pk).update(coach=naar)
    log("leerder:overgedragen", leerder, door, naar=naar.pk)


@transaction.atomic
def wis(leerder: Leerder, *, door: Gebruiker) -> None:
    """Erase the file: person, intakes, plans, consents. Open referrals and help requests are withdrawn, cards erased.

    What stays: lines in the log with codes and dates (no name), since the log says who read and erased what.
    """
    Leerder.objects.select_for_update().get(pk=leerder.pk)
    for doel in (Doel.DOORVERWIJZEN, Doel.VRIJWILLIGER):
        trek_toestemming_in(leerder, doel, door=door)
    log("leerder:gewist", leerder, door)
    leerder.delete()

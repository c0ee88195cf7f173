"""Recruitment and policy: campaigns, vacancies, asking back, importing, requirements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.logboek import noteer, noteer_alle
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.workflow import WerkstroomFout

from ..choices import VrijwilligerStatus
from ..importeren import Ingelezen, bestaande_sleutels, sleutels
from ..models import Campagne, Eis, Screening, Terugvraag, Vacature, Vrijwilliger
from ..permissions import mag_begeleiden, mag_beleid_zetten, mag_campagne_beheren, mag_werven
from .mensen import keer_terug

#: Nobody is asked back more often than this.
NIET_VAKER = timedelta(days=180)


@transaction.atomic
def bewaar_campagne(*, campagne: Campagne, door: Gebruiker) -> Campagne:
    """Make or change a campaign (the unsaved record of the form, ``eigenaar`` filled)."""
    if not mag_campagne_beheren(door, campagne):
        raise WerkstroomFout("U kunt deze campagne niet wijzigen. Dat doet de coördinator van die organisatie.")
    nieuw = campagne.pk is None
    campagne.save()
    noteer("campagne_gemaakt" if nieuw else "gewijzigd", campagne, door=door, organisaties=[campagne.eigenaar_id])
    return campagne


@transaction.atomic
def sluit_campagne(*, campagne: Campagne, door: Gebruiker) -> Campagne:
    """End it today: the link keeps working as a plain sign-up, and no longer counts from tomorrow."""
    vers = Campagne.objects.select_for_update(of=("self",)).get(pk=campagne.pk)
    if not mag_campagne_beheren(door, vers):
        raise WerkstroomFout("U kunt deze campagne niet sluiten. Dat doet de coördinator van die organisatie.")
    vandaag = timezone.localdate()
    if vers.tot is not None and vers.tot <= vandaag:
        raise WerkstroomFout("Deze campagne is al gesloten. Maak een nieuwe campagne.")
    vers.tot = max(vers.van, vandaag)
    vers.versie += 1
    vers.save()
    noteer("campagne_gesloten", vers, door=door, organisaties=[vers.eigenaar_id])
    return vers


@transaction.atomic
def bewaar_vacature(*, vacature: Vacature, door: Gebruiker) -> Vacature:
    """Make or change a vacancy of one's own organisation."""
    if not mag_werven(door, vacature.organisatie_id):
        raise WerkstroomFout("U kunt deze vacature niet wijzigen. Dat doet de coördinator van die organisatie.")
    nieuw = vacature.pk is None
    vacature.save()
    noteer("vacature_gemaakt" if nieuw else "gewijzigd", vacature, door=door, organisaties=[vacature.organisatie_id])
    return vacature


def terug_te_vragen(organisatie: Organisatie) -> list[Vrijwilliger]:
    """Who stopped, agreed to be asked, can be mailed and was not asked in the last half year."""
    sinds = timezone.localdate() - NIET_VAKER
    return list(
        Vrijwilliger.objects.filter(organisatie=organisatie, status=VrijwilligerStatus.GESTOPT, mag_teruggevraagd=True)
        .exclude(email="")
        .exclude(pk__in=Terugvraag.objects.filter(gevraagd_op__gt=sinds).values("vrijwilliger"))
        .order_by("gestopt_op", "naam")
    )


@transaction.atomic
def vraag_terug(*, organisatie: Organisatie, wie: list[int], door: Gebruiker) -> list[Terugvraag]:
    """Write down who is asked back. The rows are locked, so that two coordinators do not ask the same person twice."""
    if not mag_werven(door, organisatie.pk):
        raise WerkstroomFout(
            "U kunt namens deze organisatie niemand terugvragen. Dat doet de coördinator van die organisatie."
        )
    list(Vrijwilliger.objects.select_for_update(of=("self",)).filter(pk__in=wie).order_by("pk"))
    gevraagd = []
    for vrijwilliger in terug_te_vragen(organisatie):
        if vrijwilliger.pk not in wie:
            continue
        gevraagd.append(
            Terugvraag.objects.create(vrijwilliger=vrijwilliger, organisatie=organisatie, gevraagd_door=door)
        )
        noteer("teruggevraagd", vrijwilliger, door=door, organisaties=[organisatie.pk])
    return gevraagd


@transaction.atomic
def beantwoord_terugvraag(*, terugvraag_id: int, ja: bool) -> Terugvraag:
    """The volunteer's own answer through the signed link. A second answer changes nothing: the first one stands."""
    with bereik(alles=True):
        vraag = (
            Terugvraag.objects.select_for_update(of=("self",))
            .select_related("vrijwilliger", "organisatie")
            .get(pk=terugvraag_id)
        )
        if vraag.antwoord:
            return vraag
        vraag.antwoord, vraag.beantwoord_op = ("ja" if ja else "nee"), timezone.now()
        vraag.save()
        wie = vraag.vrijwilliger
        noteer(
            "terugvraag_ja" if ja else "terugvraag_nee", wie, door=None, door_tekst="ondertekende link",
            organisaties=[vraag.organisatie_id],
        )  # fmt: skip
        if ja and wie.status == VrijwilligerStatus.GESTOPT:
            keer_terug(wie, "ondertekende link")
        elif not ja:
            wie.mag_teruggevraagd = False
            wie.save(update_fields=["mag_teruggevraagd", "gewijzigd_op"])
        return vraag


@transaction.atomic
def leg_beleid_vast(*, eis: Eis, door: Gebruiker) -> Eis:
    """Add a version of the policy for one role. Nothing is changed: an old match is judged by the old rule."""
    if eis.organisatie_id is None or not mag_beleid_zetten(door, eis.organisatie_id):
        raise WerkstroomFout("Alleen een coördinator of beheerder van de organisatie legt de eisen vast.")
    if eis.geldig_vanaf < timezone.localdate():
        raise WerkstroomFout("Nieuwe eisen beginnen op zijn vroegst vandaag. Kies vandaag of later.")
    eis.save()
    noteer(
        "beleid_vastgelegd", eis, door=door, organisaties=[eis.organisatie_id], rol=eis.rol,
        vanaf=eis.geldig_vanaf.isoformat(),
    )  # fmt: skip
    return eis


@transaction.atomic
def importeer(*, organisatie: Organisatie, rijen: list[Ingelezen], door: Gebruiker) -> tuple[int, int]:
    """Store the good rows of a spreadsheet; who is known already is left alone, so doing it twice is doing it once.

    Returns how many were added and how many were known.
    """
    if not mag_begeleiden(door, Vrijwilliger(organisatie=organisatie)):
        raise WerkstroomFout("U kunt hier geen vrijwilligers toevoegen. Dat doet de coördinator van die organisatie.")
    Organisatie.objects.select_for_update().get(pk=organisatie.pk)  # two imports at once: one after the other
    bekend = bestaande_sleutels(organisatie.pk)
    nieuw: list[Vrijwilliger] = []
    papieren: list[tuple[Vrijwilliger, dict[str, Any]]] = []
    for rij in rijen:
        if sleutels(rij) & bekend:
            continue
        bekend |= sleutels(rij)
        wie = Vrijwilliger(
            organisatie=organisatie, naam=rij.naam, email=rij.email, telefoon=rij.telefoon, pc4_id=rij.pc4 or None,
            talen=list(rij.talen), opmerking=rij.opmerking, toestemming_op=timezone.now(),
        )  # fmt: skip
        nieuw.append(wie)
        if rij.vog_getoond_op:
            papieren.append((wie, {"vog_getoond_op": rij.vog_getoond_op, "vog_geldig_tot": rij.vog_geldig_tot}))
    Vrijwilliger.objects.bulk_create(nieuw, batch_size=500)
    Screening.objects.bulk_create(
        [Screening(vrijwilliger=wie, organisatie=organisatie, **velden) for wie, velden in papieren], batch_size=500
    )
    noteer_alle("geimporteerd", ((wie, [organisatie.pk]) for wie in nieuw), door=door)
    return len(nieuw), len(rijen) - len(nieuw)

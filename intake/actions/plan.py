"""The plan: steps, and what they set going in the other rooms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

import aanbod.actions
import vrijwilligers.actions
from aanbod.models import Aanbod
from leermateriaal.models import Materiaal
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker
from netwerk.kern.workflow import WerkstroomFout

from .. import zelfzoeken, zoekprofiel
from ..choices import Doel, IntakeStatus, StapSoort, StapStatus
from ..fouten import GeenToestemming, IntakeFout
from ..models import Intake, Leerder, Leerplan, Stap
from .basis import contact, log
from .toestemming import heeft_toestemming

#: From the rooms of the advice to the kind of step.
SOORT_VAN_KAMER = {
    "aanbod": StapSoort.AANBOD,
    "vrijwilliger": StapSoort.HULPVRAAG,
    "materiaal": StapSoort.MATERIAAL,
}


@transaction.atomic
def maak_plan(intake: Intake, *, door: Gebruiker) -> Leerplan:
    """The plan of this intake; made once."""
    if intake.status != IntakeStatus.AFGEROND:
        raise IntakeFout("Rond eerst de intake af. Daarna maakt u het plan.")
    plan, nieuw = Leerplan.objects.get_or_create(
        intake=intake,
        defaults={"leerder_id": intake.leerder_id, "organisatie_id": intake.organisatie_id, "gemaakt_door": door},
    )
    if nieuw:
        log("plan:gemaakt", intake.leerder, door, plan=plan.pk)
    return plan


@transaction.atomic
def neem_over_uit_advies(intake: Intake, kamer: str, pk: int, *, door: Gebruiker) -> Stap:
    """Put one line of the stored advice in the plan, with its reasons; a second press gives the same step.

    Raises IntakeFout when the line is not in the advice (any more) or what it names is gone.
    """
    soort = SOORT_VAN_KAMER.get(kamer)
    regels = [
        voorstel
        for vak in intake.advies.get("kamers", [])
        if vak["naam"] == kamer
        for voorstel in vak["voorstellen"]
        if voorstel["pk"] == pk
    ]
    if soort is None or not regels:
        raise IntakeFout("Dit advies is intussen veranderd. Bekijk het nieuwe advies.")
    regel = regels[0]
    plan = maak_plan(intake, door=door)
    doelen: dict[str, Any] = {}
    if soort == StapSoort.AANBOD:
        doelen["aanbod"] = Aanbod.objects.filter(pk=pk).first()
    elif soort == StapSoort.MATERIAAL:
        doelen["materiaal"] = Materiaal.objects.filter(pk=pk).first()
    if None in doelen.values():
        raise IntakeFout("Dit staat niet meer in het portaal. Vraag nieuw advies.")
    return voeg_stap_toe(plan, door=door, soort=soort, titel=regel["titel"], redenen=regel["redenen"], **doelen)


@transaction.atomic
def zet_zelf_gekozen(plan: Leerplan, soort: str, pk: int, *, door: Gebruiker) -> Stap:
    """Put published provision or material that the coach found in the plan, with how it fits as the reason.

    Raises IntakeFout when it is not (or no longer) published. What is in the plan already is not added again.
    """
    intake = Intake.objects.select_related("leerder__pc4").get(pk=plan.intake_id)
    gevonden = zelfzoeken.past(soort, pk, zoekprofiel.maak_zoekprofiel(intake.leerder, intake))
    if soort not in (StapSoort.AANBOD, StapSoort.MATERIAAL) or gevonden is None:
        raise IntakeFout("Dit staat niet meer in het portaal. Zoek iets anders.")
    return voeg_stap_toe(
        plan, door=door, soort=soort, titel=gevonden.titel, redenen=gevonden.redenen,
        aanbod=Aanbod.objects.get(pk=pk) if soort == StapSoort.AANBOD else None,
        materiaal=Materiaal.objects.get(pk=pk) if soort == StapSoort.MATERIAAL else None,
    )  # fmt: skip


@transaction.atomic
def voeg_stap_toe(
    plan: Leerplan,
    *,
    door: Gebruiker,
    soort: str,
    titel: str,
    redenen: Iterable[str] = (),
    aanbod: Aanbod | None = None,
    materiaal: Materiaal | None = None,
    toelichting: str = "",
    wanneer: date | None = None,
) -> Stap:
    """Add a step at the end. What stands in the plan already is not added again: the step that is there comes back."""
    Leerplan.objects.select_for_update().get(pk=plan.pk)
    open_ = plan.stappen.exclude(status=StapStatus.VERVALLEN)
    if aanbod or materiaal:
        staat_er = open_.filter(aanbod=aanbod, materiaal=materiaal).first()
    elif soort == StapSoort.HULPVRAAG:
        staat_er = open_.filter(soort=soort, hulpvraag__isnull=True).exclude(status=StapStatus.KLAAR).first()
    else:
        staat_er = None
    if staat_er:
        return staat_er
    hoogste = plan.stappen.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0
    stap = Stap.objects.create(
        plan=plan, organisatie_id=plan.organisatie_id, volgorde=hoogste + 1, soort=soort, titel=titel[:200],
        redenen=list(redenen), aanbod=aanbod, materiaal=materiaal, toelichting=toelichting, wanneer=wanneer,
    )  # fmt: skip
    log("stap:toegevoegd", plan.leerder, door, stap=stap.pk, stapsoort=soort)
    return stap


@transaction.atomic
def zet_doel(plan: Leerplan, doel: str, *, door: Gebruiker) -> None:
    """Where the learner works towards, in one sentence."""
    Leerplan.objects.filter(pk=plan.pk).update(doel=doel.strip(), gewijzigd_op=timezone.now())
    log("plan:doel", plan.leerder, door, plan=plan.pk)


@transaction.atomic
def verplaats(stap: Stap, richting: int, *, door: Gebruiker) -> None:
    """Move a step one place up (-1) or down (+1) among those that count; at the end of the list nothing happens."""
    Leerplan.objects.select_for_update().get(pk=stap.plan_id)
    stappen = list(stap.plan.stappen.exclude(status=StapStatus.VERVALLEN))
    van = next((index for index, andere in enumerate(stappen) if andere.pk == stap.pk), None)
    if van is None or not 0 <= van + richting < len(stappen):
        return
    stappen[van], stappen[van + richting] = stappen[van + richting], stappen[van]
    for volgorde, andere in enumerate(stappen, start=1):
        andere.volgorde = volgorde
    Stap.objects.bulk_update(stappen, ["volgorde"])


def _met_alles(stap: Stap) -> Stap:
    return (
        Stap.objects.select_for_update(of=("self",))
        .select_related(
            "plan__leerder__pc4", "plan__leerder__organisatie", "plan__leerder__coach", "plan__intake", "aanbod"
        )
        .get(pk=stap.pk)
    )


@transaction.atomic
def verwijs_door(stap: Stap, *, boodschap: str, toelichting: str, door: Gebruiker) -> Stap:
    """Send the referral of this step: the provider gets the card, the step follows the referral from now on."""
    vers = _met_alles(stap)
    if vers.doorverwijzing_id is not None:
        return vers
    if vers.aanbod is None:
        raise IntakeFout("Bij deze stap hoort geen aanbod. Kies eerst een aanbod.")
    leerder = vers.plan.leerder
    if not heeft_toestemming(leerder, Doel.DOORVERWIJZEN):
        raise GeenToestemming(f"{leerder.voornaam} gaf geen toestemming voor doorverwijzen. Vraag die eerst.")
    try:
        vers.doorverwijzing = aanbod.actions.verwijs_door(
            aanbod=vers.aanbod,
            van=leerder.organisatie,
            kaart=zoekprofiel.maak_kaart(leerder, vers.plan.intake, toelichting=toelichting),
            boodschap=boodschap,
            door=door,
        )
    except WerkstroomFout as fout:
        raise IntakeFout(str(fout)) from fout
    return _loopt(vers, leerder, door, "stap:doorverwezen")


@transaction.atomic
def vraag_hulp(stap: Stap, *, rol: str, toelichting: str, door: Gebruiker, wens: str = "") -> Stap:
    """Ask for a volunteer: coordinators get the card, the step follows the help request."""
    vers = _met_alles(stap)
    if vers.hulpvraag_id is not None:
        return vers
    leerder = vers.plan.leerder
    if not heeft_toestemming(leerder, Doel.VRIJWILLIGER):
        raise GeenToestemming(
            f"{leerder.voornaam} gaf geen toestemming voor hulp van een vrijwilliger. Vraag die eerst."
        )
    try:
        vers.hulpvraag = vrijwilligers.actions.vraag_hulp(
            van=leerder.organisatie,
            kaart=zoekprofiel.maak_kaart(leerder, vers.plan.intake, toelichting=toelichting),
            rol=rol,
            wens=wens,
            door=door,
        )
    except WerkstroomFout as fout:
        raise IntakeFout(str(fout)) from fout
    return _loopt(vers, leerder, door, "stap:hulp_gevraagd")


def _loopt(stap: Stap, leerder: Leerder, door: Gebruiker, soort: str) -> Stap:
    stap.status, stap.versie = StapStatus.BEZIG, stap.versie + 1
    stap.save()
    contact(leerder)
    log(soort, leerder, door, stap=stap.pk)
    return stap


@transaction.atomic
def zet_status(stap: Stap, status: str, *, door: Gebruiker) -> Stap:
    """Mark a step as done, running, planned again, or take it out of the plan (and put it back).

    A step whose referral or help request still runs cannot be taken out: that has to be withdrawn there first.
    """
    vers = Stap.objects.select_for_update(of=("self",)).select_related("plan__leerder").get(pk=stap.pk)
    if vers.status == status:
        return vers
    if status not in StapStatus.values:
        raise IntakeFout("Deze stand bestaat niet. Laad de pagina opnieuw en kies een knop.")
    if status == StapStatus.VERVALLEN and (vers.doorverwijzing_id or vers.hulpvraag_id) and not vers.elders_klaar:
        raise IntakeFout("Deze aanmelding loopt nog. Trek die eerst in, dan kunt u de stap weghalen.")
    vers.status, vers.versie = status, vers.versie + 1
    vers.klaar_op = timezone.localdate() if status == StapStatus.KLAAR else None
    try:
        with transaction.atomic():
            vers.save()
    except IntegrityError as fout:
        raise IntakeFout("Deze stap staat al in het plan. U hoeft niets te doen.") from fout
    if status == StapStatus.KLAAR:
        contact(vers.plan.leerder)
    log("stap:status", vers.plan.leerder, door, stap=vers.pk, naar=status)
    return vers


def noteer_wijziging(stap: Stap, velden: Iterable[str], *, door: Gebruiker) -> None:
    """Log that the words or the date of a step were changed: which fields, not what they said."""
    gewijzigd = sorted(set(velden) - {"versie", "sleutel"})
    if gewijzigd:
        noteer("gewijzigd", stap, door=door, organisaties=[stap.organisatie_id], velden=gewijzigd)

"""An intake from start to result."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from netwerk.kern.choices import Niveau
from netwerk.kern.models import Gebruiker, Leervraag

from .. import advies, niveaubepaling, zoekprofiel
from ..choices import Doel, IntakeStatus, Score
from ..fouten import AntwoordBotst, GeenToestemming, IntakeFout
from ..models import Antwoord, Domeinniveau, Intake, Leerder, Vragenlijstversie
from .basis import contact, log
from .toestemming import heeft_toestemming

#: So many learning needs is more than a plan holds; the learner chooses.
MEESTE_LEERVRAGEN = 12


@transaction.atomic
def start_intake(leerder: Leerder, *, door: Gebruiker, taal: str = "nl") -> Intake:
    """Start an intake with today's published questionnaire, or give back the one that is running."""
    vers = Leerder.objects.select_for_update().get(pk=leerder.pk)
    if vers.gearchiveerd:
        raise IntakeFout("Deze leerder staat in het archief. Haal de leerder eerst terug.")
    if not heeft_toestemming(vers, Doel.DOSSIER):
        raise GeenToestemming("Er is geen toestemming voor een dossier. Vraag die eerst.")
    lopend = vers.intakes.filter(status=IntakeStatus.BEZIG).first()
    if lopend:
        return lopend
    versie = Vragenlijstversie.objects.uitgegeven().first()
    if versie is None:
        raise IntakeFout("Er is nog geen vragenlijst. Vraag de beheerder van het portaal om er een te laden.")
    vorige = vers.intakes.filter(status=IntakeStatus.AFGEROND).first()
    intake = Intake.objects.create(
        leerder=vers,
        organisatie_id=vers.organisatie_id,
        vragenlijst=versie,
        coach=door,
        taal=taal,
        leervragen=vorige.leervragen if vorige else [],
    )
    contact(vers)
    log("intake:gestart", vers, door, intake=intake.pk)
    return intake


def _lopend(intake: Intake) -> Intake:
    """The intake, locked, when it may still be changed; raises IntakeFout or GeenToestemming."""
    vers = (
        Intake.objects.select_for_update(of=("self",))
        .select_related("leerder", "vragenlijst")
        .defer("vragenlijst__inhoud", "vragenlijst__vertalingen")
        .get(pk=intake.pk)
    )
    if vers.status == IntakeStatus.GESTOPT:
        raise GeenToestemming("Deze intake is gestopt: de toestemming is ingetrokken. Wis het dossier.")
    if vers.status != IntakeStatus.BEZIG:
        raise IntakeFout("Deze intake is al afgerond. Start een nieuwe intake.")
    return vers


@transaction.atomic
def beantwoord(intake: Intake, vraag: str, score: str, *, door: Gebruiker, eerder: str = "") -> Antwoord:
    """Save one answer as given.

    ``eerder`` is the score that the page showed for this item ("" for none). The same score twice is one answer. When
    another score was stored meanwhile AntwoordBotst is raised and nothing changes: the coaches decide. Raises
    IntakeFout for an item or score that this version does not have, and when the intake no longer runs.
    """
    vers = _lopend(intake)
    try:
        niveaubepaling.controleer_antwoorden(vers.vragenlijst.als_vragenlijst(), {vraag: score})
    except ValueError as fout:
        raise IntakeFout("Deze vraag hoort niet bij deze intake. Laad de pagina opnieuw.") from fout
    staand = vers.antwoorden.select_related("door").filter(vraag=vraag).first()
    if staand is None:
        return Antwoord.objects.create(
            intake=vers, vraag=vraag, score=score, door=door, organisatie_id=vers.organisatie_id
        )
    if staand.score == score:
        return staand
    if staand.score != eerder:
        raise AntwoordBotst(staand, score)
    staand.score, staand.gegeven_op, staand.door = score, timezone.now(), door
    staand.save()
    return staand


@transaction.atomic
def sla_over(intake: Intake, domein: str, *, door: Gebruiker) -> int:
    """Leave the rest of a domain: its open items become "niet gevraagd"; its level is what was answered, or unknown.

    All get the same moment, so that :func:`wis_laatste_antwoord` takes the whole step back. Gives how many items.
    """
    vers, nu = _lopend(intake), timezone.now()
    gehad = set(vers.antwoorden.values_list("vraag", flat=True))
    open_ = [v for v in vers.vragenlijst.als_vragenlijst().vragen if v.domein == domein and v.code not in gehad]
    Antwoord.objects.bulk_create(
        Antwoord(
            intake=vers, organisatie_id=vers.organisatie_id, vraag=v.code, score=Score.NIET_GEVRAAGD, door=door,
            gegeven_op=nu,
        )
        for v in open_
    )  # fmt: skip
    return len(open_)


@transaction.atomic
def wis_laatste_antwoord(intake: Intake, *, door: Gebruiker, vraag: str = "") -> str | None:
    """Undo the last answer (the coach pressed the wrong button); the item's code, None when there is nothing to undo.

    ``vraag`` is the item that the page called the last: pressing twice, or on two devices, takes back one answer.
    A domain that was skipped comes back as a whole.
    """
    vers = _lopend(intake)
    laatste = vers.antwoorden.order_by("-gegeven_op", "-pk").first()
    if laatste is None or (vraag and laatste.vraag != vraag):
        return None
    if laatste.score == Score.NIET_GEVRAAGD:
        vers.antwoorden.filter(gegeven_op=laatste.gegeven_op, score=Score.NIET_GEVRAAGD).delete()
    else:
        laatste.delete()
    return laatste.vraag


@transaction.atomic
def zet_taal(intake: Intake, taal: str) -> None:
    """The language of the learner's side of the screen."""
    Intake.objects.filter(pk=_lopend(intake).pk).update(taal=taal)


@transaction.atomic
def zet_leervragen(intake: Intake, wijziging: str, code: str, *, door: Gebruiker) -> list[str]:
    """Change the list of needs by one step: ``erbij``, ``weg``, ``omhoog`` or ``omlaag``; gives the new list.

    One step and not a whole list, so that two devices add to each other's list instead of replacing it.
    """
    vers = _lopend(intake)
    lijst = list(vers.leervragen)
    if wijziging == "erbij" and code not in lijst:
        if not Leervraag.objects.vragen().filter(pk=code).exists():
            raise IntakeFout("Deze leervraag bestaat niet meer. Kies een andere.")
        if len(lijst) >= MEESTE_LEERVRAGEN:
            raise IntakeFout(
                f"Er staan al {MEESTE_LEERVRAGEN} leervragen. Haal er eerst een weg: kies wat nu het belangrijkste is."
            )
        lijst.append(code)
    elif wijziging == "weg" and code in lijst:
        lijst.remove(code)
    elif wijziging in ("omhoog", "omlaag") and code in lijst:
        van = lijst.index(code)
        naar = van + (-1 if wijziging == "omhoog" else 1)
        if 0 <= naar < len(lijst):
            lijst[van], lijst[naar] = lijst[naar], lijst[van]
    vers.leervragen = lijst
    vers.save(update_fields=["leervragen"])
    return lijst


@transaction.atomic
def zet_eigen_woorden(intake: Intake, tekst: str, *, door: Gebruiker) -> None:
    """What the learner said, as said. The form has refused a BSN."""
    vers = _lopend(intake)
    vers.eigen_woorden = tekst.strip()
    vers.save(update_fields=["eigen_woorden"])


@transaction.atomic
def rond_af(intake: Intake, *, door: Gebruiker) -> Intake:
    """Finish: store the level per domain and today's advice. Pressing twice changes nothing."""
    vers = Intake.objects.select_for_update(of=("self",)).select_related("leerder", "vragenlijst").get(pk=intake.pk)
    if vers.status == IntakeStatus.AFGEROND:
        return vers
    _lopend(vers)
    uitslag = niveaubepaling.bepaal(vers.vragenlijst.als_vragenlijst(), vers.antwoorden_als_dict)
    Domeinniveau.objects.filter(intake=vers).delete()
    Domeinniveau.objects.bulk_create(
        Domeinniveau(
            intake=vers,
            organisatie_id=vers.organisatie_id,
            domein=domein.domein,
            berekend=None if domein.niveau is None else Niveau.van_code(domein.niveau),
            zekerheid=domein.zekerheid,
        )
        for domein in uitslag.domeinen
    )
    vers.status, vers.afgerond_op, vers.versie = IntakeStatus.AFGEROND, timezone.now(), vers.versie + 1
    vers.save()
    log("intake:afgerond", vers.leerder, door, intake=vers.pk)
    contact(vers.leerder)
    return vernieuw_advies(vers)


@transaction.atomic
def stel_bij(intake: Intake, domein: str, niveau: int | None, reden: str, *, door: Gebruiker) -> Domeinniveau:
    """The coach's own judgement of a domain, with a reason; None takes it back. The advice is asked again."""
    if niveau is not None and not reden.strip():
        raise IntakeFout("Schrijf op waarom u het niveau aanpast.")
    rij = Domeinniveau.objects.select_for_update(of=("self",)).get(intake=intake, domein=domein)
    rij.bijgesteld, rij.reden = niveau, reden.strip() if niveau is not None else ""
    rij.save()
    log("niveau:bijgesteld", intake.leerder, door, intake=intake.pk, domein=domein, niveau=niveau)
    vernieuw_advies(intake)
    return rij


def vernieuw_advies(intake: Intake) -> Intake:
    """Ask the catalogues again and store what they say."""
    vers = Intake.objects.select_related("leerder__pc4").get(pk=intake.pk)
    vers.advies = advies.adviseer(
        zoekprofiel.maak_zoekprofiel(vers.leerder, vers), organisatie_id=vers.leerder.organisatie_id
    )
    Intake.objects.filter(pk=vers.pk).update(advies=vers.advies, versie=F("versie") + 1)
    return vers

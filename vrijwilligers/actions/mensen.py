"""What happens to a volunteer: sign-up, the way through the states, screening, training."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.workflow import WerkstroomFout

from .. import workflow
from ..choices import KoppelingStatus, VrijwilligerStatus
from ..models import (
    Campagne,
    Certificaat,
    Deelname,
    Module,
    Resultaat,
    Screening,
    Uren,
    Vrijwilliger,
    Zelfcheck,
)
from ..permissions import mag_begeleiden, mag_uit_pool_halen
from .hulpvragen import heropen_als_niemand
from .regels import regels_van_de_database
from .scholing import geef_certificaat


@transaction.atomic
def meld_aan(*, velden: dict[str, Any], campagne: Campagne | None) -> tuple[Vrijwilliger, bool]:
    """Somebody signs up without a login. Opens the scope itself: an anonymous visitor has none.

    The same person twice (same e-mail address or phone number in the same place) stays one record; the log says so and
    the visitor sees no difference, so that the form cannot be used to find out who is a volunteer. Who had stopped is
    back at the start: signing up again is the volunteer's own word. Returns the record and whether it is new.
    """
    organisatie_id = campagne.organisatie_id if campagne else None
    with bereik(alles=True):
        bestaand = _bestaand(velden, organisatie_id)
        if bestaand is not None:
            noteer(
                "opnieuw_aangemeld", bestaand, door=None, door_tekst="aanmeldformulier", organisaties=[organisatie_id]
            )
            if bestaand.status == VrijwilligerStatus.GESTOPT:
                bestaand = keer_terug(bestaand, "aanmeldformulier")
            return bestaand, False
        nieuw = Vrijwilliger.objects.create(
            **velden, organisatie_id=organisatie_id, campagne=campagne, toestemming_op=timezone.now()
        )
        noteer("aangemeld", nieuw, door=None, door_tekst="aanmeldformulier", organisaties=[organisatie_id])
        return nieuw, True


def keer_terug(vrijwilliger: Vrijwilliger, hoe: str) -> Vrijwilliger:
    """The volunteer's own yes after stopping: waits for a call again."""
    return workflow.vrijwilliger.voer_uit(
        vrijwilliger,
        "zegt_ja",
        door=None,
        door_tekst=hoe,
        velden={
            "status_sinds": timezone.now(), "gestopt_op": None, "stopreden": "", "stopsoort": "",
            "mag_teruggevraagd": True, "toestemming_op": timezone.now(),
        },
    )  # fmt: skip


@transaction.atomic
def bevestig_email(*, vrijwilliger_id: int, email: str) -> bool:
    """The owner of the box followed the signed link. False when the record or its address is no longer that one."""
    with bereik(alles=True):
        wie = Vrijwilliger.objects.select_for_update(of=("self",)).filter(pk=vrijwilliger_id, email=email).first()
        if wie is None:
            return False
        if wie.email_bevestigd_op is None:
            wie.email_bevestigd_op = timezone.now()
            wie.save(update_fields=["email_bevestigd_op", "gewijzigd_op"])
            noteer("email_bevestigd", wie, door=None, door_tekst="ondertekende link", organisaties=[wie.organisatie_id])
        return True


def _bestaand(velden: dict[str, Any], organisatie_id: int | None) -> Vrijwilliger | None:
    rijen = Vrijwilliger.objects.filter(organisatie=organisatie_id)
    if velden.get("email") and (gevonden := rijen.filter(email__iexact=velden["email"]).first()):
        return gevonden
    return (
        rijen.filter(telefoon=velden["telefoon"], naam__iexact=velden["naam"]).first()
        if velden.get("telefoon")
        else None
    )


@transaction.atomic
def voeg_toe(*, vrijwilliger: Vrijwilliger, organisatie: Organisatie, door: Gebruiker) -> Vrijwilliger:
    """A coordinator writes down somebody who came along. Takes the unsaved record of the form."""
    vrijwilliger.organisatie = organisatie
    if not mag_begeleiden(door, vrijwilliger):
        raise WerkstroomFout("U kunt hier geen vrijwilliger toevoegen. Dat doet de coördinator van die organisatie.")
    vrijwilliger.toestemming_op = timezone.now()
    vrijwilliger.save()
    noteer("toegevoegd", vrijwilliger, door=door, organisaties=[organisatie.pk])
    return vrijwilliger


@transaction.atomic
def wijzig(*, vrijwilliger: Vrijwilliger, velden: list[str], door: Gebruiker) -> Vrijwilliger:
    """Save what the form changed. The database refuses a capacity below what runs."""
    with regels_van_de_database():
        vrijwilliger.save()
    if velden:
        noteer("gewijzigd", vrijwilliger, door=door, organisaties=[vrijwilliger.organisatie_id], velden=sorted(velden))
    return vrijwilliger


@transaction.atomic
def verzet(
    *,
    vrijwilliger: Vrijwilliger,
    naam: str,
    door: Gebruiker | None,
    door_tekst: str = "",
    versie: int | None = None,
    **velden: Any,
) -> Vrijwilliger:
    """Do one transition of the volunteer's way. Stopping needs ``stopreden``, and nobody being helped any more."""
    if naam == "stop":
        if not (velden.get("stopreden") or velden.get("stopsoort")):
            raise WerkstroomFout("Vul in waarom de vrijwilliger stopt.")
        velden["gestopt_op"] = timezone.localdate()
        sluit_voorstellen(vrijwilliger, door)
    if naam == "kom_terug":
        if not vrijwilliger.mag_teruggevraagd:
            raise WerkstroomFout("Deze vrijwilliger wil niet opnieuw gevraagd worden. Kies een ander.")
        velden.update(gestopt_op=None, stopreden="", stopsoort="")
    velden["status_sinds"] = timezone.now()
    return workflow.vrijwilliger.voer_uit(
        vrijwilliger, naam, door=door, door_tekst=door_tekst, versie=versie, velden=velden
    )


def sluit_voorstellen(vrijwilliger: Vrijwilliger, door: Gebruiker | None) -> None:
    """Open proposals lapse: the volunteer stops, or goes to another organisation."""
    for open_voorstel in vrijwilliger.koppelingen.filter(status=KoppelingStatus.VOORGESTELD):
        klaar = workflow.koppeling.voer_uit(
            open_voorstel,
            "vervalt",
            door=None,
            door_tekst=str(door or ""),
            velden={"geeindigd_op": timezone.localdate()},
        )
        heropen_als_niemand(klaar.hulpvraag, door)


def verhuis(vrijwilliger: Vrijwilliger, organisatie: Organisatie) -> None:
    """Papers, training and hours go along with the record. Call in a scope that sees both sides."""
    for model in (Screening, Resultaat, Deelname, Certificaat, Zelfcheck, Uren):
        model.objects.filter(vrijwilliger=vrijwilliger).update(organisatie=organisatie)


@transaction.atomic
def haal_uit_pool(*, vrijwilliger_id: int, organisatie: Organisatie, door: Gebruiker) -> Vrijwilliger:
    """Bring a volunteer from the city's pool to an organisation. Of two who do it at once, one wins."""
    if not mag_uit_pool_halen(door, organisatie.pk):
        raise WerkstroomFout(
            "Alleen een coördinator kan een vrijwilliger uit de stadspool halen. Vraag het aan uw coördinator."
        )
    with bereik(alles=True):
        vrijwilliger = Vrijwilliger.objects.select_for_update(of=("self",)).filter(pk=vrijwilliger_id).first()
        if vrijwilliger is None or not vrijwilliger.in_pool:
            raise WerkstroomFout("Deze vrijwilliger is net door een andere organisatie uit de stadspool gehaald.")
        vrijwilliger.organisatie = organisatie
        vrijwilliger.versie += 1
        vrijwilliger.save()
        verhuis(vrijwilliger, organisatie)
        noteer("uit_pool_gehaald", vrijwilliger, door=door, organisaties=[organisatie.pk])
    return vrijwilliger


@transaction.atomic
def bewaar_screening(*, screening: Screening, velden: list[str], door: Gebruiker) -> Screening:
    """Save what was shown and signed. The log gets the names of the fields, not their values."""
    if not mag_begeleiden(door, screening.vrijwilliger):
        raise WerkstroomFout("U kunt deze screening niet wijzigen. Dat doet de coördinator van die organisatie.")
    screening.organisatie_id = screening.vrijwilliger.organisatie_id
    screening.save()
    noteer(
        "screening", screening.vrijwilliger, door=door, organisaties=[screening.organisatie_id], velden=sorted(velden)
    )
    return screening


@transaction.atomic
def leg_module_vast(
    *, vrijwilliger: Vrijwilliger, module: Module, behaald_op: date | None, door: Gebruiker
) -> Resultaat:
    """Sign somebody up for a module, or with ``behaald_op`` write down that it was passed.

    Passing asks for the prerequisites first; signing up does not, since one may plan ahead.
    """
    organisatie = vrijwilliger.organisatie
    if organisatie is None or not mag_begeleiden(door, vrijwilliger):
        raise WerkstroomFout("U kunt deze opleiding niet wijzigen. Dat doet de coördinator van die organisatie.")
    if behaald_op and behaald_op > timezone.localdate():
        raise WerkstroomFout("De datum waarop de module is gehaald ligt in de toekomst.")
    if behaald_op:
        gehaald = set(vrijwilliger.resultaten.filter(status="behaald").values_list("module_id", flat=True))
        eerst = [m.naam for m in module.vooraf.all() if m.pk not in gehaald]
        if eerst:
            raise WerkstroomFout(f"Eerst nodig: {' en '.join(eerst)}.")
    resultaat, _ = Resultaat.objects.get_or_create(
        vrijwilliger=vrijwilliger,
        module=module,
        defaults={
            "organisatie_id": vrijwilliger.organisatie_id,
            "door": door,
            "ingeschreven_op": behaald_op or timezone.localdate(),
        },
    )
    if behaald_op:
        resultaat.status, resultaat.behaald_op = "behaald", behaald_op
        resultaat.ingeschreven_op = min(resultaat.ingeschreven_op, behaald_op)
        resultaat.door = door
        resultaat.save()
        geef_certificaat(
            module=module, behaald_op=behaald_op, door_organisatie=organisatie, vrijwilliger=vrijwilliger
        )
    noteer(
        "module_behaald" if behaald_op else "module_ingeschreven",
        vrijwilliger,
        door=door,
        organisaties=[vrijwilliger.organisatie_id],
        module=module.pk,
    )
    return resultaat

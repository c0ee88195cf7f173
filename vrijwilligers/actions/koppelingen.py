"""One volunteer for one request: proposed, accepted, started, finished or stopped."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker
from netwerk.kern.workflow import WerkstroomFout

from .. import koppelen, permissions, workflow
from ..choices import HulpvraagStatus, KoppelingStatus, VrijwilligerStatus
from ..models import Hulpvraag, Koppeling, Vrijwilliger
from .hulpvragen import heropen_als_niemand
from .mensen import verzet
from .plek import plek_vrij
from .regels import regels_van_de_database

#: First check-in after the start, then between check-ins.
EERSTE_CHECKIN = timedelta(weeks=2)
VOLGENDE_CHECKIN = timedelta(weeks=8)
#: A first meeting lies within so long of today.
EERSTE_AFSPRAAK = timedelta(days=60)
#: In the log, for what the volunteer did through a signed link.
ZELF = "de vrijwilliger zelf"


@transaction.atomic
def stel_voor(*, hulpvraag: Hulpvraag, vrijwilliger: Vrijwilliger, door: Gebruiker) -> Koppeling:
    """Propose a volunteer for a request, with the reasons of this moment.

    Refused in words when something hard stands in the way; what the database guards, it guards as well.
    """
    hier = hulpvraag.naar_organisatie_id in (vrijwilliger.organisatie_id, *vrijwilliger.ook_bij)
    if not permissions.mag_koppelen(door, hulpvraag) or not hier:
        raise WerkstroomFout(
            "U kunt deze vrijwilliger niet voorstellen bij deze hulpvraag. Kies iemand van uw eigen organisatie."
        )
    if hulpvraag.status not in (HulpvraagStatus.OPEN, HulpvraagStatus.VOORGESTELD):
        raise WerkstroomFout(f"Deze hulpvraag zoekt niemand meer. De stand is: {hulpvraag.get_status_display()}.")
    if vrijwilliger.status not in (VrijwilligerStatus.INZETBAAR, VrijwilligerStatus.ACTIEF):
        raise WerkstroomFout(f"{vrijwilliger.voornaam} is nu niet inzetbaar ({vrijwilliger.get_status_display()}).")
    oordeel = koppelen.oordeel_over(hulpvraag, vrijwilliger)
    if not oordeel.past:
        raise WerkstroomFout(f"{vrijwilliger.voornaam} past nu niet: {'; '.join(oordeel.belemmeringen)}.")
    with regels_van_de_database():
        koppeling = Koppeling.objects.create(
            hulpvraag=hulpvraag,
            vrijwilliger=vrijwilliger,
            organisatie_id=hulpvraag.naar_organisatie_id,
            van_organisatie_id=hulpvraag.van_organisatie_id,
            voornaam=vrijwilliger.voornaam,
            score=oordeel.score,
            redenen=[*oordeel.redenen, *(f"let op: {tekst}" for tekst in oordeel.let_op)],
        )
    noteer("voorgesteld", koppeling, door=door, organisaties=_partijen(koppeling))
    workflow.hulpvraag.voer_uit(hulpvraag, "voorgesteld", door=None, door_tekst=str(door))
    return koppeling


@transaction.atomic
def accepteer(
    *, koppeling: Koppeling, door: Gebruiker | None, start_op: date | None = None, versie: int | None = None
) -> Koppeling:
    """The volunteer says yes: a place is taken, other proposals for the request lapse. ``start_op``: first meeting.

    Without ``door`` it is the volunteer's own hand (signed link); the view has established who that is.
    """
    if start_op:
        _klopt_de_dag(start_op)
    wie = str(door or ZELF)
    with regels_van_de_database():
        klaar = workflow.koppeling.voer_uit(
            koppeling,
            "accepteer" if door else "zegt_ja",
            door=door,
            door_tekst="" if door else ZELF,
            versie=versie,
            velden={"start_op": start_op},
        )
    for ander in klaar.hulpvraag.koppelingen.filter(status=KoppelingStatus.VOORGESTELD).exclude(pk=klaar.pk):
        workflow.koppeling.voer_uit(
            ander, "vervalt", door=None, door_tekst=wie, velden={"geeindigd_op": timezone.localdate()}
        )
    workflow.hulpvraag.voer_uit(klaar.hulpvraag, "gekoppeld", door=None, door_tekst=wie)
    return klaar


def _klopt_de_dag(dag: date) -> None:
    """A first meeting long ago or far ahead is a typing error, and would put the check-in in that year as well."""
    vandaag = timezone.localdate()
    if dag < vandaag - EERSTE_AFSPRAAK:
        raise WerkstroomFout("De eerste afspraak ligt meer dan twee maanden terug. Klopt de datum?")
    if dag > vandaag + EERSTE_AFSPRAAK:
        raise WerkstroomFout("De eerste afspraak ligt meer dan twee maanden vooruit. Klopt de datum?")


@transaction.atomic
def wijs_af(
    *, koppeling: Koppeling, reden: str, door: Gebruiker | None, toelichting: str = "", versie: int | None = None
) -> Koppeling:
    """It will not be this volunteer; the request is open again unless others are proposed. ``door``: as above."""
    if not reden:
        raise WerkstroomFout("Kies waarom het niet doorgaat.")
    klaar = workflow.koppeling.voer_uit(
        koppeling,
        "wijs_af" if door else "zegt_nee",
        door=door,
        door_tekst="" if door else ZELF,
        versie=versie,
        gegevens={"reden": reden},
        velden={"reden": reden, "toelichting": toelichting, "geeindigd_op": timezone.localdate()},
    )
    heropen_als_niemand(klaar.hulpvraag, door)
    return klaar


@transaction.atomic
def start(
    *, koppeling: Koppeling, door: Gebruiker, start_op: date | None = None, versie: int | None = None
) -> Koppeling:
    """They met: the match runs, the first check-in is due after two weeks, the volunteer is active."""
    dag = start_op or timezone.localdate()
    if dag > timezone.localdate():
        raise WerkstroomFout("De eerste afspraak is nog niet geweest. Wacht tot die dag, of pas de datum aan.")
    _klopt_de_dag(dag)
    with regels_van_de_database():
        klaar = workflow.koppeling.voer_uit(
            koppeling,
            "start",
            door=door,
            versie=versie,
            velden={"start_op": dag, "volgende_checkin": dag + EERSTE_CHECKIN},
        )
    workflow.hulpvraag.voer_uit(klaar.hulpvraag, "gestart", door=None, door_tekst=str(door))
    if klaar.vrijwilliger.status == VrijwilligerStatus.INZETBAAR:
        verzet(vrijwilliger=klaar.vrijwilliger, naam="eerste_koppeling", door=None, door_tekst=str(door))
    return klaar


@transaction.atomic
def check_in(*, koppeling: Koppeling, toelichting: str, door: Gebruiker) -> Koppeling:
    """Write down that one asked how it goes; the next time is in eight weeks."""
    vers = Koppeling.objects.select_for_update(of=("self",)).get(pk=koppeling.pk)
    if not workflow.koppeling.kan(vers, "rond_af", door):
        raise WerkstroomFout("Een check-in hoort bij hulp die loopt. Leg eerst vast dat de hulp is begonnen.")
    vers.volgende_checkin = timezone.localdate() + VOLGENDE_CHECKIN
    vers.toelichting = toelichting
    vers.versie += 1
    vers.save()
    noteer("check_in", vers, door=door, organisaties=_partijen(vers))
    return vers


@transaction.atomic
def rond_af(*, koppeling: Koppeling, door: Gebruiker, versie: int | None = None) -> Koppeling:
    """The goal is reached; the place is free again."""
    vandaag = timezone.localdate()
    klaar = workflow.koppeling.voer_uit(
        koppeling, "rond_af", door=door, versie=versie, velden={"geeindigd_op": vandaag, "volgende_checkin": None}
    )
    workflow.hulpvraag.voer_uit(
        klaar.hulpvraag, "afgerond", door=None, door_tekst=str(door), velden={"afgerond_op": vandaag}
    )
    plek_vrij(klaar.vrijwilliger, door)
    return klaar


@transaction.atomic
def stop(
    *, koppeling: Koppeling, reden: str, door: Gebruiker, toelichting: str = "", versie: int | None = None
) -> Koppeling:
    """It ends before the goal; the request is open again, with the waiting time it had."""
    if not reden:
        raise WerkstroomFout("Kies waarom de hulp stopt.")
    klaar = workflow.koppeling.voer_uit(
        koppeling,
        "stop",
        door=door,
        versie=versie,
        gegevens={"reden": reden},
        velden={
            "reden": reden,
            "toelichting": toelichting,
            "geeindigd_op": timezone.localdate(),
            "volgende_checkin": None,
        },
    )
    heropen_als_niemand(klaar.hulpvraag, door)
    plek_vrij(klaar.vrijwilliger, door)
    return klaar


def _partijen(koppeling: Koppeling) -> list[int]:
    return [koppeling.organisatie_id, koppeling.van_organisatie_id]

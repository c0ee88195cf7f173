"""Keeping people: feedback, hours and thanks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker
from netwerk.kern.workflow import WerkstroomFout

from ..choices import Gaat, KoppelingStatus, Mening
from ..models import Koppeling, Terugkoppeling, Uren, Vrijwilliger
from ..permissions import mag_begeleiden, mag_hulp_vragen
from .scholing import ZELF

#: Hours of more than this long ago are no longer filled in.
UREN_TERUG = 62
#: More than this on one day cannot be right.
PER_DAG = Decimal(16)


@transaction.atomic
def koppel_terug(*, koppeling: Koppeling, gaat: str, tekst: str, door: Gebruiker | None) -> Terugkoppeling:
    """How it goes, by the volunteer (without ``door``) or the learner's coach. "Niet goed": call today."""
    if door is not None and not mag_hulp_vragen(door, koppeling.van_organisatie_id):
        raise WerkstroomFout("Alleen de coach van de leerder vult dit in.")
    if koppeling.status not in (KoppelingStatus.GESTART, KoppelingStatus.AFGEROND, KoppelingStatus.GESTOPT):
        raise WerkstroomFout("Dit kan als de hulp begonnen is.")
    with bereik([koppeling.organisatie_id, koppeling.van_organisatie_id]):
        rij = Terugkoppeling.objects.create(
            koppeling=koppeling, vrijwilliger_id=koppeling.vrijwilliger_id, organisatie_id=koppeling.organisatie_id,
            van_organisatie_id=koppeling.van_organisatie_id, van=Mening.COACH if door else Mening.VRIJWILLIGER,
            gaat=gaat, tekst=tekst, door=door,
        )  # fmt: skip
        noteer(
            "terugkoppeling", koppeling, door=door, door_tekst="" if door else ZELF,
            organisaties=[koppeling.organisatie_id, koppeling.van_organisatie_id], gaat=gaat,
        )  # fmt: skip
        if gaat == Gaat.NIET and koppeling.status == KoppelingStatus.GESTART:
            vers = Koppeling.objects.select_for_update(of=("self",)).get(pk=koppeling.pk)
            vandaag = timezone.localdate()
            vers.volgende_checkin = min(vers.volgende_checkin or vandaag, vandaag)
            vers.versie += 1
            vers.save()
    return rij


@transaction.atomic
def schrijf_uren(*, vrijwilliger: Vrijwilliger, dag: date, uren: Decimal, wat: str, door: Gebruiker | None) -> Uren:
    """Hours on one day; several lines a day may not add up to more than :data:`PER_DAG`."""
    if door is not None and not mag_begeleiden(door, vrijwilliger):
        raise WerkstroomFout(
            "U kunt van deze vrijwilliger geen uren opschrijven. Dat doet de coördinator van die organisatie."
        )
    vandaag = timezone.localdate()
    if dag > vandaag:
        raise WerkstroomFout("Deze dag moet nog komen.")
    if (vandaag - dag).days > UREN_TERUG:
        raise WerkstroomFout("Deze dag is langer dan twee maanden geleden. Vraag het uw coördinator.")
    Vrijwilliger.objects.select_for_update(of=("self",)).get(pk=vrijwilliger.pk)
    al = vrijwilliger.uren.filter(dag=dag).aggregate(som=Sum("uren"))["som"] or Decimal(0)
    if al + uren > PER_DAG:
        raise WerkstroomFout(
            f"Op deze dag staan al {al:g} uur. Samen is dat te veel voor één dag.".replace(".", ",", 1)
        )
    return Uren.objects.create(
        vrijwilliger=vrijwilliger, organisatie_id=vrijwilliger.organisatie_id, dag=dag, uren=uren, wat=wat, door=door
    )


@transaction.atomic
def bedank(*, vrijwilliger: Vrijwilliger, door: Gebruiker) -> Vrijwilliger:
    """Write down that somebody was thanked; the view sends the words, when there is an address."""
    if not mag_begeleiden(door, vrijwilliger):
        raise WerkstroomFout("U begeleidt deze vrijwilliger niet. Dat doet de coördinator van die organisatie.")
    vers = Vrijwilliger.objects.select_for_update(of=("self",)).get(pk=vrijwilliger.pk)
    vers.bedankt_op = timezone.localdate()
    vers.save(update_fields=["bedankt_op", "gewijzigd_op"])
    noteer("bedankt", vers, door=door, organisaties=[vers.organisatie_id])
    return vers

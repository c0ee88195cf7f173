"""Training: signing up, the waiting list that moves up by itself, attendance, and the certificate that follows."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Domein, Niveau
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.workflow import WerkstroomFout

from .. import berichten, leerlijn
from ..choices import MET_PLEK, OP_DE_LIJST, DeelnameStatus, SessieStatus, SessieVoor, VrijwilligerStatus
from ..models import Certificaat, Deelname, Module, Resultaat, Sessie, Vrijwilliger, Zelfcheck
from ..permissions import mag_begeleiden, mag_werven

#: In the log, for what somebody did on the own page.
ZELF = "de vrijwilliger zelf"


class EerstNodig(WerkstroomFout):
    """Refused for want of what comes first; the learning line shows how to get that."""


@transaction.atomic
def bewaar_sessie(*, sessie: Sessie, door: Gebruiker) -> Sessie:
    """Make or change a session. More places: who waits moves up at once; fewer than are taken is refused."""
    if not mag_werven(door, sessie.organisatie_id):
        raise WerkstroomFout("U kunt deze sessie niet wijzigen. Dat doet de coördinator van die organisatie.")
    nieuw = sessie.pk is None
    if not nieuw:
        _op_slot(sessie.pk)
        bezet = leerlijn.bezetting([sessie.pk]).get(sessie.pk, (0, 0))[0]
        if sessie.plekken < bezet:
            raise WerkstroomFout(f"Er zijn al {bezet} mensen ingeschreven. Zet het aantal plekken niet lager.")
    sessie.save()
    noteer("sessie_gemaakt" if nieuw else "gewijzigd", sessie, door=door, organisaties=[sessie.organisatie_id])
    if not nieuw:
        _schuif_op(sessie)
    return sessie


def _op_slot(pk: int) -> Sessie:
    """The session, locked: sign-ups, cancellations and attendance of one session go one after another."""
    return Sessie.objects.select_for_update(of=("self",)).select_related("module", "organisatie").get(pk=pk)


@transaction.atomic
def schrijf_in(*, sessie: Sessie, vrijwilliger: Vrijwilliger, door: Gebruiker | None) -> Deelname:
    """A volunteer on the list: a place, or the waiting list when it is full. Without ``door``: by own hand.

    Asks that the prerequisites are passed, or planned before this session. Raises :class:`WerkstroomFout`.
    """
    if door is not None and not mag_begeleiden(door, vrijwilliger):
        raise WerkstroomFout("U kunt deze vrijwilliger niet inschrijven. Dat doet de coördinator van die organisatie.")
    if vrijwilliger.status == VrijwilligerStatus.GESTOPT:
        raise WerkstroomFout(f"{vrijwilliger.voornaam} is gestopt en doet geen training meer.")
    with bereik(alles=True):
        vers = _op_slot(sessie.pk)
        eigen = (vrijwilliger.organisatie_id, *vrijwilliger.ook_bij)
        if vers.voor == SessieVoor.EIGEN and vers.organisatie_id not in eigen:
            raise WerkstroomFout(f"Deze sessie is alleen voor vrijwilligers van {vers.organisatie}.")
        if vrijwilliger.resultaten.filter(module=vers.module, status="behaald").exists():
            raise WerkstroomFout(f"{vers.module} is al gehaald.")
        if mist := leerlijn.eerst_nodig(vrijwilliger, vers):
            raise EerstNodig(f"Eerst nodig: {' en '.join(mist)}.")
        deelname = _zet_op_lijst(vers, Deelname(vrijwilliger=vrijwilliger, naam=vrijwilliger.naam), eigen[0])
        Resultaat.objects.get_or_create(
            vrijwilliger=vrijwilliger, module=vers.module, defaults={"organisatie_id": eigen[0], "door": door}
        )
        noteer(
            "sessie_ingeschreven", vrijwilliger, door=door, door_tekst="" if door else ZELF,
            organisaties=[eigen[0], vers.organisatie_id], sessie=vers.pk, status=deelname.status,
        )  # fmt: skip
    return deelname


@transaction.atomic
def schrijf_docent_in(*, sessie: Sessie, door: Gebruiker) -> Deelname:
    """A teacher of a formal organisation on the list of a train-the-trainer."""
    lid = next((lid for lid in door.lidmaatschappen_nu if lid.organisatie.soort == "formeel"), None)
    if lid is None:
        raise WerkstroomFout("Deze sessie is voor docenten van formele aanbieders. Kies een andere sessie.")
    with bereik(alles=True):
        vers = _op_slot(sessie.pk)
        if not vers.module.voor_docenten or vers.voor != SessieVoor.NETWERK:
            raise WerkstroomFout("Deze sessie is alleen voor vrijwilligers. Kies een sessie voor docenten.")
        deelname = _zet_op_lijst(vers, Deelname(gebruiker=door, naam=str(door)), lid.organisatie_id)
        noteer(
            "sessie_ingeschreven", vers, door=door, organisaties=[lid.organisatie_id, vers.organisatie_id],
            status=deelname.status,
        )  # fmt: skip
    return deelname


def _zet_op_lijst(sessie: Sessie, deelname: Deelname, organisatie_id: int | None) -> Deelname:
    if not sessie.open:
        raise WerkstroomFout("Inschrijven kan niet meer: de sessie is geweest of gaat niet door.")
    wie = Q(vrijwilliger=deelname.vrijwilliger_id) if deelname.vrijwilliger_id else Q(gebruiker=deelname.gebruiker_id)
    if Deelname.objects.filter(wie, sessie=sessie, status__in=OP_DE_LIJST).exists():
        raise WerkstroomFout(f"{deelname.naam} staat al op de lijst.")
    lijst = sessie.deelnames.all()
    vol = lijst.filter(status__in=MET_PLEK).count() >= sessie.plekken
    # Who waits goes first, also when a place came free a moment ago.
    wacht = vol or lijst.filter(status=DeelnameStatus.WACHTLIJST).exists()
    deelname.sessie, deelname.organisatie_id, deelname.bij_id = sessie, organisatie_id, sessie.organisatie_id
    deelname.status = DeelnameStatus.WACHTLIJST if wacht else DeelnameStatus.INGESCHREVEN
    deelname.save()
    berichten.mail_inschrijving(deelname)
    return deelname


@transaction.atomic
def meld_af(*, deelname: Deelname, door: Gebruiker | None) -> Deelname:
    """Off the list; the first who waits gets the place. The caller has established whose participation it is."""
    with bereik(alles=True):
        sessie = _op_slot(deelname.sessie_id)
        vers = Deelname.objects.select_for_update(of=("self",)).get(pk=deelname.pk)
        if vers.status not in (DeelnameStatus.INGESCHREVEN, DeelnameStatus.WACHTLIJST) or not sessie.open:
            raise WerkstroomFout("Afmelden kan niet meer.")
        vers.status = DeelnameStatus.AFGEMELD
        vers.save()
        _vergeet_inschrijving(vers, sessie.module)
        noteer(
            "sessie_afgemeld", sessie, door=door, door_tekst="" if door else ZELF,
            organisaties=[vers.organisatie_id, sessie.organisatie_id],
        )  # fmt: skip
        _schuif_op(sessie)
    return vers


def _vergeet_inschrijving(deelname: Deelname, module: Module) -> None:
    """The result "ingeschreven" goes, unless there is another session of the module on the list."""
    if deelname.vrijwilliger_id is None:
        return
    anders = Deelname.objects.filter(
        vrijwilliger=deelname.vrijwilliger_id, sessie__module=module,
        status__in=[DeelnameStatus.INGESCHREVEN, DeelnameStatus.WACHTLIJST],
    )  # fmt: skip
    if not anders.exists():
        Resultaat.objects.filter(vrijwilliger=deelname.vrijwilliger_id, module=module, status="ingeschreven").delete()


def _schuif_op(sessie: Sessie) -> int:
    """Give free places to who waits longest, and tell them. Call with the session locked."""
    if not sessie.open:
        return 0
    with bereik(alles=True):
        lijst = sessie.deelnames.all()
        vrij = sessie.plekken - lijst.filter(status__in=MET_PLEK).count()
        aan_de_beurt = list(lijst.filter(status=DeelnameStatus.WACHTLIJST).order_by("pk")[: max(0, vrij)])
        for deelname in aan_de_beurt:
            deelname.status = DeelnameStatus.INGESCHREVEN
            deelname.save()
            berichten.mail_inschrijving(deelname, doorgeschoven=True)
    return len(aan_de_beurt)


@transaction.atomic
def gelast_af(*, sessie: Sessie, door: Gebruiker) -> Sessie:
    """It will not happen: everybody on the list is told, and may choose another session."""
    if not mag_werven(door, sessie.organisatie_id):
        raise WerkstroomFout("U kunt deze sessie niet afgelasten. Dat doet de coördinator van die organisatie.")
    with bereik(alles=True):
        vers = _op_slot(sessie.pk)
        if vers.status != SessieStatus.GEPLAND:
            raise WerkstroomFout(f"Afgelasten kan niet. De stand is: {vers.get_status_display().lower()}.")
        vers.status = SessieStatus.AFGELAST
        vers.versie += 1
        vers.save()
        for deelname in vers.deelnames.filter(status__in=[DeelnameStatus.INGESCHREVEN, DeelnameStatus.WACHTLIJST]):
            deelname.status = DeelnameStatus.AFGEMELD
            deelname.save()
            _vergeet_inschrijving(deelname, vers.module)
            berichten.mail_afgelast(deelname)
        noteer("sessie_afgelast", vers, door=door, organisaties=[vers.organisatie_id])
    return vers


@transaction.atomic
def leg_aanwezigheid_vast(*, sessie: Sessie, aanwezig: set[int], door: Gebruiker) -> tuple[int, list[str]]:
    """Who was there passes the module and gets the certificate; may be done again to correct it.

    Returns how many passed, and the names of who was there but misses a prerequisite: they get no certificate yet.
    """
    if not mag_werven(door, sessie.organisatie_id):
        raise WerkstroomFout("U kunt niet vastleggen wie er was. Dat doet de coördinator van die organisatie.")
    with bereik(alles=True):
        vers = _op_slot(sessie.pk)
        if not vers.begonnen:
            raise WerkstroomFout("De sessie is nog niet geweest. Vul daarna in wie er was.")
        dag = timezone.localdate(vers.begint_op)
        gehaald, nog_niet = 0, []
        lijst = vers.deelnames.filter(
            status__in=[DeelnameStatus.INGESCHREVEN, DeelnameStatus.AANWEZIG, DeelnameStatus.AFWEZIG]
        ).select_related("vrijwilliger", "gebruiker")
        # Absentees first: a correction may need the place of who turns out not to have been there.
        for deelname in sorted(lijst, key=lambda d: d.pk in aanwezig):
            was_er = deelname.pk in aanwezig
            deelname.status = DeelnameStatus.AANWEZIG if was_er else DeelnameStatus.AFWEZIG
            deelname.save()
            if not was_er:
                _neem_terug(deelname, vers, dag)
            elif mist := _mist_nu(deelname, vers.module):
                nog_niet.append(f"{deelname.naam} (eerst: {' en '.join(mist)})")
            else:
                gehaald += 1
                _geef(deelname, vers, dag, door)
        vers.status = SessieStatus.AFGEROND
        vers.versie += 1
        vers.save()
        noteer("aanwezigheid", vers, door=door, organisaties=[vers.organisatie_id], aanwezig=len(aanwezig))
    return gehaald, nog_niet


def _mist_nu(deelname: Deelname, module: Module) -> list[str]:
    if deelname.vrijwilliger is None:
        return []
    behaald = set(deelname.vrijwilliger.resultaten.filter(status="behaald").values_list("module_id", flat=True))
    return [m.naam for m in module.vooraf.all() if m.pk not in behaald]


def _geef(deelname: Deelname, sessie: Sessie, dag: date, door: Gebruiker) -> None:
    wie = deelname.vrijwilliger
    if wie is not None:
        rij, _ = Resultaat.objects.get_or_create(
            vrijwilliger=wie, module=sessie.module, defaults={"organisatie_id": wie.organisatie_id}
        )
        if rij.status != "behaald":
            rij.status, rij.behaald_op, rij.door = "behaald", dag, door
            rij.ingeschreven_op = min(rij.ingeschreven_op, dag)
            rij.save()
            noteer("module_behaald", wie, door=door, organisaties=[wie.organisatie_id], module=sessie.module_id)
    geef_certificaat(
        module=sessie.module, behaald_op=dag, door_organisatie=sessie.organisatie, vrijwilliger=wie,
        gebruiker=deelname.gebruiker, organisatie_id=deelname.organisatie_id,
    )  # fmt: skip


def _neem_terug(deelname: Deelname, sessie: Sessie, dag: date) -> None:
    """A correction: what this session gave is taken back; what was passed elsewhere stays."""
    van = deelname.vrijwilliger_id
    Certificaat.objects.filter(
        Q(vrijwilliger=van) if van else Q(gebruiker=deelname.gebruiker_id),
        module=sessie.module, behaald_op=dag, uitgegeven_door=sessie.organisatie, ingetrokken_op__isnull=True,
    ).update(ingetrokken_op=timezone.localdate())  # fmt: skip
    if van:
        Resultaat.objects.filter(vrijwilliger=van, module=sessie.module).filter(
            Q(status="ingeschreven") | Q(status="behaald", behaald_op=dag)
        ).delete()


def geef_certificaat(
    *,
    module: Module,
    behaald_op: date,
    door_organisatie: Organisatie,
    vrijwilliger: Vrijwilliger | None = None,
    gebruiker: Gebruiker | None = None,
    organisatie_id: int | None = None,
) -> Certificaat:
    """One certificate per person and module: made once, and valid again when it had been taken back."""
    naam = vrijwilliger.naam if vrijwilliger is not None else str(gebruiker)
    certificaat, nieuw = Certificaat.objects.get_or_create(
        vrijwilliger=vrijwilliger, gebruiker=gebruiker, module=module,
        defaults={
            "organisatie_id": vrijwilliger.organisatie_id if vrijwilliger else organisatie_id,
            "uitgegeven_door": door_organisatie, "naam": naam, "modulenaam": module.naam, "uren": module.uren,
            "behaald_op": behaald_op,
        },
    )  # fmt: skip
    if not nieuw and certificaat.ingetrokken_op is not None:
        certificaat.ingetrokken_op, certificaat.behaald_op = None, behaald_op
        certificaat.uitgegeven_door = door_organisatie
        certificaat.save()
    return certificaat


@transaction.atomic
def doe_zelfcheck(*, vrijwilliger: Vrijwilliger, niveaus: dict[str, int], door: Gebruiker | None) -> Zelfcheck:
    """Keep what a volunteer says of the own skill, and pass the module. It is no exam: any answer passes.

    With ``door``: a coordinator types what the volunteer says. Raises :class:`WerkstroomFout`.
    """
    if door is not None and not mag_begeleiden(door, vrijwilliger):
        raise WerkstroomFout("U begeleidt deze vrijwilliger niet. Dat doet de coördinator van die organisatie.")
    if set(niveaus) != set(Domein.values) or not all(n in Niveau.values for n in niveaus.values()):
        raise WerkstroomFout("Kies bij elk onderwerp de zin die het best past.")
    rij = Zelfcheck.objects.create(
        vrijwilliger=vrijwilliger, organisatie_id=vrijwilliger.organisatie_id, niveaus=niveaus
    )
    vandaag = timezone.localdate()
    resultaat, _ = Resultaat.objects.get_or_create(
        vrijwilliger=vrijwilliger, module_id=leerlijn.ZELFCHECK,
        defaults={"organisatie_id": vrijwilliger.organisatie_id, "ingeschreven_op": vandaag},
    )  # fmt: skip
    if resultaat.status != "behaald":
        resultaat.status, resultaat.behaald_op, resultaat.door = "behaald", vandaag, door
        resultaat.save()
    noteer(
        "zelfcheck", vrijwilliger, door=door, door_tekst="" if door else ZELF,
        organisaties=[vrijwilliger.organisatie_id],
    )  # fmt: skip
    return rij

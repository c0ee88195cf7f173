"""What people do on a card between two answers: write, tell what the learner said, note who came, send on, read.

Every function here is one transaction, logged, with a person (or the proven signed link: ``door`` None) as author.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebeurtenis, Gebruiker, Lidmaatschap, Organisatie
from netwerk.kern.validators import geen_bsn
from netwerk.kern.workflow import OvergangNietMogelijk, WerkstroomFout

from .actions import verwijs_door
from .berichten import mail_bericht, mail_nieuwe_link
from .choices import Stand
from .models import Aanbod, Aanwezigheid, Doorverwijzing, DoorverwijzingBericht, TweedePersoon
from .models.doorverwijzing import OPNIEUW
from .permissions import BEHEERT, is_verzender, mag_beantwoorden
from .workflow import doorverwijsstroom, uiterlijk

#: A person who looks at the same card again within this time is not logged twice.
INGEZIEN_ELKE = timedelta(minutes=15)
#: A holder of an expired link may ask for a new one this often.
LINK_ELKE = timedelta(hours=1)
#: After these the sender may send the same card to the next best provision.
LIEP_OP_NIETS_UIT: frozenset[str] = frozenset({Stand.AFGEWEZEN, Stand.VERLOPEN, Stand.GESTOPT})


def _op_slot(doorverwijzing: Doorverwijzing) -> Doorverwijzing:
    return Doorverwijzing.objects.select_for_update(of=("self",)).get(pk=doorverwijzing.pk)


# --- messages on the card -----------------------------------------------------------------------------------------
@transaction.atomic
def schrijf(*, doorverwijzing: Doorverwijzing, tekst: str, door: Gebruiker | None) -> DoorverwijzingBericht:
    """Add a message to the thread. Raises ValidationError for a BSN or nothing, WerkstroomFout on an erased card."""
    tekst = tekst.strip()
    geen_bsn(tekst)
    if not tekst:
        raise ValidationError("Schrijf een bericht.")
    d = _op_slot(doorverwijzing)
    if d.kaart_gewist_op is not None:
        raise WerkstroomFout("De doorverwijzing is ingetrokken. Bel de andere organisatie als u nog iets wilt zeggen.")
    zender = door is not None and is_verzender(door, d)
    if not zender and not mag_beantwoorden(door, d):
        raise OvergangNietMogelijk("Alleen de twee organisaties van deze doorverwijzing kunnen hier schrijven.")
    bericht = DoorverwijzingBericht.objects.create(
        doorverwijzing=d,
        van_organisatie_id=d.van_organisatie_id,
        naar_organisatie_id=d.naar_organisatie_id,
        organisatie_id=d.van_organisatie_id if zender else d.naar_organisatie_id,
        tekst=tekst,
        door=door,
        door_tekst="" if door else f"{d.eigenaar_ontvanger_naam} (via de link)",
    )
    noteer("bericht", d, door=door, door_tekst=bericht.door_tekst, organisaties=doorverwijsstroom.organisaties(d))
    transaction.on_commit(lambda: mail_bericht(d, van_zender=zender))
    return bericht


@transaction.atomic
def vraag_na(
    *, doorverwijzing: Doorverwijzing, tekst: str, door: Gebruiker, versie: int | None = None
) -> Doorverwijzing:
    """The sender spoke the learner: what they agreed goes into the thread, and the provider has the next move."""
    na = doorverwijsstroom.voer_uit(
        doorverwijzing,
        "vraag_na",
        door=door,
        versie=versie,
        velden={"uiterlijk": uiterlijk(Stand.ONTVANGEN, timezone.localdate())},
    )
    schrijf(doorverwijzing=na, tekst=tekst, door=door)
    return na


# --- attendance ---------------------------------------------------------------------------------------------------
@transaction.atomic
def noteer_aanwezig(*, doorverwijzing: Doorverwijzing, dag: date, aanwezig: bool, door: Gebruiker) -> Aanwezigheid:
    """Note whether the learner came on a day; the same day again corrects it."""
    d = _op_slot(doorverwijzing)
    if d.status not in (Stand.GESTART, Stand.AFGEROND) or not mag_beantwoorden(door, d) or d.kaart_gewist_op:
        raise OvergangNietMogelijk(
            "De aanbieder houdt bij wie er was, vanaf het begin van de lessen. Zet de stand eerst op ‘gestart’."
        )
    if dag > timezone.localdate():
        raise ValidationError({"dag": "Deze dag moet nog komen. Kies vandaag of eerder."})
    if d.verstuurd_op and dag < timezone.localdate(d.verstuurd_op):
        raise ValidationError({"dag": "Deze dag ligt voor de doorverwijzing. Kies een latere dag."})
    rij, _ = Aanwezigheid.objects.update_or_create(
        doorverwijzing=d,
        dag=dag,
        defaults={
            "van_organisatie_id": d.van_organisatie_id,
            "naar_organisatie_id": d.naar_organisatie_id,
            "aanwezig": aanwezig,
            "door": door,
        },
    )
    noteer("aanwezigheid", d, door=door, organisaties=doorverwijsstroom.organisaties(d), dag=dag.isoformat())
    return rij


def opkomst(doorverwijzing: Doorverwijzing) -> dict[str, int]:
    """How often the learner came, of how many days noted."""
    return Aanwezigheid.objects.filter(doorverwijzing=doorverwijzing).aggregate(
        dagen=Count("pk"), geweest=Count("pk", filter=Q(aanwezig=True))
    )


# --- the next best, with the same card ----------------------------------------------------------------------------
@transaction.atomic
def stuur_opnieuw(*, doorverwijzing: Doorverwijzing, aanbod: Aanbod, door: Gebruiker) -> Doorverwijzing:
    """Send the same card to the next provision; a double click, or two colleagues at once, send it once.

    Only while the card is still there: withdrawing consent erases it, so a card that can be read may be sent. The
    message that went along the first time was for that provider and stays behind.
    """
    d = _op_slot(doorverwijzing)
    if not is_verzender(door, d):
        raise OvergangNietMogelijk("Alleen de organisatie die doorverwees kan de kaart opnieuw versturen.")
    if d.status not in LIEP_OP_NIETS_UIT or d.kaart_gewist_op is not None:
        raise WerkstroomFout("Deze kaart kan niet opnieuw worden verstuurd. Verwijs door vanuit het leerplan.")
    al = d.opvolgers.first()
    if al is not None:
        if al.aanbod_id == aanbod.pk:
            return al
        raise WerkstroomFout(f"Deze kaart is al opnieuw verstuurd, naar ‘{al.aanbod}’.")
    nieuw = verwijs_door(aanbod=aanbod, van=d.van_organisatie, kaart=d.kaart, door=door)
    nieuw.vorige = d
    nieuw.save(update_fields=["vorige"])
    d.vervolg_wat, d.vervolg_wie, d.vervolg_wanneer = f"{OPNIEUW} {nieuw.aanbod.naam}", str(door), timezone.localdate()
    d.versie += 1
    d.save(update_fields=["vervolg_wat", "vervolg_wie", "vervolg_wanneer", "versie", "gewijzigd_op"])
    noteer("opnieuw_verstuurd", d, door=door, organisaties=[d.van_organisatie_id], naar=nieuw.pk)
    return nieuw


# --- the signed link ----------------------------------------------------------------------------------------------
def vernieuw_link(*, doorverwijzing: Doorverwijzing, door: Gebruiker | None) -> bool:
    """Mail a new link to the address the provider gave in the directory; True when it went out now.

    ``door`` None: whoever holds the old link asks, at most once an hour; the address itself is never shown.
    """
    with bereik([doorverwijzing.van_organisatie_id, doorverwijzing.naar_organisatie_id]):
        d = _op_slot(doorverwijzing)
        if not d.is_open or d.eigenaar_ontvanger_id is not None or not d.aanbod.beste_email:
            return False
        if door is not None and not is_verzender(door, d):
            raise OvergangNietMogelijk("Alleen de organisatie die doorverwees kan een nieuwe link sturen.")
        sinds = timezone.now() - LINK_ELKE
        if Gebeurtenis.objects.over(d).filter(soort="link_vernieuwd", wanneer__gte=sinds).exists():
            return False
        noteer(
            "link_vernieuwd", d, door=door, door_tekst="" if door else "Via de oude link",
            organisaties=doorverwijsstroom.organisaties(d),
        )  # fmt: skip
        transaction.on_commit(lambda: mail_nieuwe_link(d))
    return True


# --- reading is logged --------------------------------------------------------------------------------------------
def noteer_ingezien(doorverwijzing: Doorverwijzing, door: Gebruiker | None) -> None:
    """Log that somebody read the card, not twice within a quarter of an hour; an erased card shows nothing."""
    d = doorverwijzing
    if d.kaart_gewist_op is not None:
        return
    partijen = [pk for pk in doorverwijsstroom.organisaties(d) if pk is not None]
    if door is not None:
        _ingezien(d, door, "", partijen)
        return
    with bereik(partijen):  # through a link one sees the card but not the log
        _ingezien(d, None, "Via de link", partijen)


def _ingezien(d: Doorverwijzing, door: Gebruiker | None, tekst: str, partijen: list[int]) -> None:
    eigen = Gebeurtenis.objects.over(d).filter(door=door, door_tekst=tekst)
    laatste = eigen.filter(soort="ingezien", wanneer__gte=timezone.now() - INGEZIEN_ELKE).first()
    if laatste is None:
        noteer("ingezien", d, door=door, door_tekst=tekst, organisaties=partijen)
        return
    # Something new was read within the quarter: the sender's list must know, the log of reads stays one line.
    gelezen = eigen.filter(soort__in=["ingezien", "nieuws_gelezen"]).first() or laatste
    nieuws = Gebeurtenis.objects.over(d).filter(wanneer__gt=gelezen.wanneer)
    if door is not None and nieuws.exclude(door=door).exclude(soort__in=["ingezien", "nieuws_gelezen"]).exists():
        noteer("nieuws_gelezen", d, door=door, organisaties=partijen)


# --- the second person --------------------------------------------------------------------------------------------
@transaction.atomic
def kies_tweede(*, organisatie: Organisatie, gebruiker: Gebruiker | None, door: Gebruiker) -> None:
    """Choose who hears it when the first person stays silent; None takes the choice away."""
    if not door.heeft_rol(*BEHEERT, Rol.COACH, organisatie_id=organisatie.pk):
        raise OvergangNietMogelijk("U kunt dit niet kiezen voor deze organisatie. Dat doet de beheerder daar.")
    if gebruiker is None:
        TweedePersoon.objects.filter(organisatie=organisatie).delete()
    else:
        if not leden_van(organisatie).filter(gebruiker=gebruiker).exists():
            raise WerkstroomFout("Kies iemand die bij deze organisatie hoort.")
        TweedePersoon.objects.update_or_create(organisatie=organisatie, defaults={"gebruiker": gebruiker})
    gegevens: dict[str, Any] = {"gebruiker": gebruiker.pk if gebruiker else None}
    noteer("tweede_persoon", organisatie, door=door, organisaties=[organisatie.pk], **gegevens)


def leden_van(organisatie: Organisatie) -> Any:
    """The members who can log in and take part in referrals."""
    return Lidmaatschap.objects.van([organisatie.pk]).met_rol(Rol.COACH, Rol.AANBIEDER, Rol.BEHEERDER)

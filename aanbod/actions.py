"""Everything that changes more than one record of this room: in one transaction, logged, with a person as author."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Domein, Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Lidmaatschap, Organisatie, Postcodegebied
from netwerk.kern.profiel import Kaart, Plaats, Uitkomst, Zoekprofiel
from netwerk.kern.validators import geen_bsn
from netwerk.kern.workflow import OvergangNietMogelijk, WerkstroomFout

from .antwoorden import bezwaar_tegen_wat, bezwaar_tegen_wie
from .choices import BIJ_ONTVANGER, GESLOTEN, LEERSOORTEN, AanbodStatus, RedenAfwijzing, RedenStop, Stand
from .models import (
    Aanbod,
    AanbodMelding,
    Aanwezigheid,
    Doorverwijzing,
    DoorverwijzingAntwoord,
    DoorverwijzingBericht,
)
from .permissions import is_verzender, mag_aanbod_beheren, mag_doorverwijzen
from .workflow import ANTWOORDEN, MET_REDEN, TERUG, VOORUIT, aanbodstroom, doorverwijsstroom, uiterlijk
from .zoeken import adviseer

#: What stays of a card that was withdrawn: nothing.
LEGE_KAART: dict[str, Any] = {
    **dict.fromkeys(("voornaam", "contact", "pc4", "toelichting"), ""),
    **{veld: [] for veld in ("talen", "leervragen", "doelgroepen", "dagdelen", "apparaten")},
    "niveau": None,
    "een_op_een": None,
}


class AntwoordOnvolledig(ValidationError):
    """An answer without what, who or when; ``message_dict`` has Dutch messages per field."""


# --- provision ----------------------------------------------------------------------------------------------------
@transaction.atomic
def zet_status(*, aanbod: Aanbod, overgang: str, door: Gebruiker, versie: int | None = None) -> Aanbod:
    """Publish, pause, archive or reopen. Publishing asks for what a visitor cannot do without."""
    if overgang == "publiceer" and (mist := wat_mist(aanbod)):
        raise WerkstroomFout(f"Nog niet klaar om te publiceren. Vul aan: {', '.join(mist)}.")
    velden: dict[str, Any] = {}
    if overgang == "publiceer":
        velden = {"gecontroleerd_op": timezone.localdate(), "gecontroleerd_door": door}
    return aanbodstroom.voer_uit(aanbod, overgang, door=door, versie=versie, velden=velden)


def wat_mist(aanbod: Aanbod) -> list[str]:
    """What provision needs before the public may see it, in Dutch."""
    mist = []
    if not aanbod.omschrijving.strip():
        mist.append("een omschrijving")
    if not (aanbod.online or aanbod.aan_huis or aanbod.locaties.exists()):
        mist.append("een locatie (of online of aan huis)")
    if aanbod.soort in LEERSOORTEN and not aanbod.leervragen.exists():
        mist.append("ten minste één leervraag")
    if not aanbod.doorlopend and aanbod.startdatum is None:
        mist.append("een startdatum")
    if not (aanbod.beste_email or aanbod.beste_telefoon):
        mist.append("een e-mailadres of telefoonnummer")
    return mist


def leg_wijziging_vast(*, aanbod: Aanbod, velden: list[str], door: Gebruiker, nieuw: bool = False) -> None:
    """Log who made or changed provision, and which fields; call in the transaction that saved it."""
    zichtbaar = sorted(set(velden) - {"versie", "sleutel"})
    noteer(
        "aangemaakt" if nieuw else "gewijzigd",
        aanbod,
        door=door,
        organisaties=[aanbod.organisatie_id],
        velden=zichtbaar,
    )


@transaction.atomic
def bevestig_klopt(*, aanbod: Aanbod, door: Gebruiker) -> Aanbod:
    """A person says that everything on the page is true today; what visitors reported is thereby dealt with."""
    vers = Aanbod.objects.select_for_update().get(pk=aanbod.pk)
    if not mag_aanbod_beheren(door, vers):
        raise WerkstroomFout("U kunt dit aanbod niet bevestigen. Dat doet de organisatie zelf.")
    vers.gecontroleerd_op, vers.gecontroleerd_door = timezone.localdate(), door
    vers.save(update_fields=["gecontroleerd_op", "gecontroleerd_door", "gewijzigd_op"])
    AanbodMelding.objects.filter(aanbod=vers, opgelost_op=None).update(opgelost_op=timezone.now(), opgelost_door=door)
    noteer("gecontroleerd", vers, door=door, organisaties=[vers.organisatie_id])
    return vers


@transaction.atomic
def meld_onjuist(*, aanbod: Aanbod, tekst: str) -> AanbodMelding:
    """Anybody may say what is wrong on a page; only the organisation reads it."""
    with bereik([aanbod.organisatie_id]):
        return AanbodMelding.objects.create(aanbod=aanbod, organisatie_id=aanbod.organisatie_id, tekst=tekst)


# --- referrals ----------------------------------------------------------------------------------------------------
@transaction.atomic
def verwijs_door(
    *, aanbod: Aanbod, van: Organisatie, kaart: Kaart, boodschap: str = "", door: Gebruiker
) -> Doorverwijzing:
    """Send a learner's card to the organisation that offers ``aanbod``; it is sent at once, with a due date.

    Raises WerkstroomFout when the sender may not, when the provision is not open to referrals, or when the same card
    already lies there unanswered; ValidationError when a text holds a BSN.
    """
    if not mag_doorverwijzen(door, van.pk):
        raise WerkstroomFout("U kunt niet doorverwijzen namens deze organisatie. Dat doet een coach die daar werkt.")
    for tekst in (boodschap, kaart.toelichting, kaart.contact):
        geen_bsn(tekst)
    if not kaart.voornaam.strip():
        raise WerkstroomFout("Zonder voornaam weet de aanbieder niet over wie het gaat. Vul een voornaam in.")
    # The lock makes a pause or archive at this moment wait, and two equal referrals follow each other.
    vers = Aanbod.objects.select_for_update(of=("self",)).select_related("organisatie").get(pk=aanbod.pk)
    vandaag = timezone.localdate()
    afgelopen = vers.tijdelijk_tot is not None and vers.tijdelijk_tot < vandaag
    if vers.status != AanbodStatus.GEPUBLICEERD or afgelopen or not vers.organisatie.actief:
        raise WerkstroomFout(f"‘{vers.naam}’ neemt nu geen mensen aan. Kies ander aanbod.")
    al_onderweg = Doorverwijzing.objects.filter(
        van_organisatie=van, aanbod=vers, voornaam=kaart.voornaam, contact=kaart.contact, status__in=BIJ_ONTVANGER
    ).exists()
    if al_onderweg:
        raise WerkstroomFout(f"{kaart.voornaam} is hier al aangemeld. Kijk bij uw verstuurde doorverwijzingen.")
    ontvanger, naam = _eigenaar(vers)
    doorverwijzing = Doorverwijzing.objects.create(
        van_organisatie=van,
        naar_organisatie=vers.organisatie,
        aanbod=vers,
        eigenaar_verzender=door,
        eigenaar_ontvanger=ontvanger,
        eigenaar_ontvanger_naam=naam,
        boodschap=boodschap,
        **Doorverwijzing.velden_van(kaart),
    )
    return doorverwijsstroom.voer_uit(
        doorverwijzing,
        "verstuur",
        door=door,
        velden={"verstuurd_op": timezone.now(), "uiterlijk": uiterlijk(Stand.VERSTUURD, vandaag)},
    )


def _eigenaar(aanbod: Aanbod) -> tuple[Gebruiker | None, str]:
    """Who answers, by name: who last verified it, else the first provider, else the first manager.

    Nobody with an account: the contact or the organisation, who answers through a link.
    """
    leden = (
        Lidmaatschap.objects.van([aanbod.organisatie_id])
        .met_rol(Rol.AANBIEDER, Rol.BEHEERDER)
        .select_related("gebruiker")
        .order_by("rol", "pk")
    )
    gebruikers = [lid.gebruiker for lid in leden]
    for gebruiker in gebruikers:
        if gebruiker.pk == aanbod.gecontroleerd_door_id:
            return gebruiker, str(gebruiker)
    if gebruikers:
        return gebruikers[0], str(gebruikers[0])
    return None, aanbod.contact_naam or aanbod.organisatie.naam


@transaction.atomic
def neem_in_behandeling(
    *, doorverwijzing: Doorverwijzing, door: Gebruiker, versie: int | None = None
) -> Doorverwijzing:
    """'I have it': the reader becomes the owner. Buys no time: the due date stays."""
    return doorverwijsstroom.voer_uit(
        doorverwijzing,
        "ontvang",
        door=door,
        versie=versie,
        velden={"eigenaar_ontvanger": door, "eigenaar_ontvanger_naam": str(door)},
    )


@transaction.atomic
def beantwoord(
    *,
    doorverwijzing: Doorverwijzing,
    overgang: str,
    wat: str,
    wie: str,
    wanneer: date | None,
    door: Gebruiker | None,
    reden: str = "",
    plaats: str = "",
    tijd: time | None = None,
    wachttijd_weken: int | None = None,
    wachtplek: int | None = None,
    versie: int | None = None,
) -> Doorverwijzing:
    """Answer a referral: what happens, who does it, when. The only way from the inbox to another state.

    ``door`` None is an answer through a signed link: the caller has proven the link and opened its scope. Raises
    AntwoordOnvolledig (messages per field) for "ik neem het mee" and the like, WerkstroomFout when it cannot be done.
    """
    if overgang not in ANTWOORDEN:
        raise WerkstroomFout("Dit antwoord bestaat niet. Kies een van de knoppen bij de kaart.")
    vandaag = timezone.localdate()
    if fouten := bezwaren_tegen(overgang, wat=wat, wie=wie, wanneer=wanneer, reden=reden, vandaag=vandaag):
        raise AntwoordOnvolledig(fouten)
    assert wanneer is not None  # noqa: S101 - bezwaren_tegen refuses an answer without a date
    stand = doorverwijsstroom.overgangen[overgang].naar
    nu = timezone.now()
    vers = Doorverwijzing.objects.select_for_update(of=("self",)).get(pk=doorverwijzing.pk)
    velden: dict[str, Any] = {
        "vervolg_wat": wat.strip(),
        "vervolg_wie": wie.strip(),
        "vervolg_wanneer": wanneer,
        "uiterlijk": uiterlijk(stand, vandaag, wanneer=wanneer),
        "beantwoord_op": vers.beantwoord_op or nu,
        "reden": reden if overgang in MET_REDEN else "",
        "gesloten_op": nu if stand in GESLOTEN else None,
    }
    if door is None or door.pk != vers.eigenaar_verzender_id:
        velden |= {"eigenaar_ontvanger": door, "eigenaar_ontvanger_naam": str(door) if door else wie.strip()}
    van_link = "" if door else f"{wie.strip()} (via de link)"
    vers = doorverwijsstroom.voer_uit(
        vers, overgang, door=door, door_tekst=van_link, versie=versie, velden=velden,
        gegevens={"reden": velden["reden"]} if velden["reden"] else {},
    )  # fmt: skip
    DoorverwijzingAntwoord.objects.create(
        doorverwijzing=vers,
        van_organisatie_id=vers.van_organisatie_id,
        naar_organisatie_id=vers.naar_organisatie_id,
        stand=stand,
        wat=wat.strip(),
        wie=wie.strip(),
        wanneer=wanneer,
        tijd=tijd,
        plaats=plaats.strip(),
        reden=velden["reden"],
        wachttijd_weken=wachttijd_weken,
        wachtplek=wachtplek,
        door=door,
        door_tekst=van_link,
    )
    return vers


def bezwaren_tegen(
    overgang: str, *, wat: str, wie: str, wanneer: date | None, reden: str, vandaag: date
) -> dict[str, str]:
    """What is missing in an answer, per field; empty when it says what, who and when."""
    fouten = {}
    if bezwaar := bezwaar_tegen_wat(wat):
        fouten["wat"] = bezwaar
    if bezwaar := bezwaar_tegen_wie(wie):
        fouten["wie"] = bezwaar
    for veld, tekst in (("wat", wat), ("wie", wie)):
        try:
            geen_bsn(tekst)
        except ValidationError as fout:
            fouten[veld] = fout.messages[0]
    if wanneer is None:
        fouten["wanneer"] = "Kies een datum: wanneer gebeurt dit?"
    elif overgang in VOORUIT and wanneer < vandaag:
        fouten["wanneer"] = "Deze dag is al voorbij. Kies vandaag of later."
    elif overgang in TERUG and wanneer > vandaag:
        fouten["wanneer"] = "Deze dag moet nog komen. Kies vandaag of eerder."
    elif abs((wanneer - vandaag).days) > 366:
        fouten["wanneer"] = "Deze datum ligt meer dan een jaar van vandaag. Klopt het jaar?"
    mogelijk = {"wijs_af": RedenAfwijzing.values, "stop": RedenStop.values}.get(overgang)
    if mogelijk is not None and reden not in mogelijk:
        fouten["reden"] = "Kies een reden."
    return fouten


@transaction.atomic
def trek_in(*, doorverwijzing: Doorverwijzing, door: Gebruiker, versie: int | None = None) -> Doorverwijzing:
    """The sender takes it back: card, answers, thread and attendance disappear, the fact stays for the figures.

    What is closed already keeps its state (the figures count it) and only loses the card; so do the referrals that
    went out after it with the same card.
    """
    nu = timezone.now()
    vers = Doorverwijzing.objects.select_for_update(of=("self",)).get(pk=doorverwijzing.pk)
    if not is_verzender(door, vers):
        raise OvergangNietMogelijk(
            "Alleen de organisatie die doorverwees, kan dit intrekken. Schrijf haar een bericht."
        )
    velden: dict[str, Any] = {
        **LEGE_KAART, "boodschap": "", "vervolg_wat": "", "vervolg_wie": "", "kaart_gewist_op": nu,
    }  # fmt: skip
    if vers.status in GESLOTEN:
        for veld, waarde in velden.items():
            setattr(vers, veld, waarde)
        vers.versie += 1
        vers.save()
        noteer("kaart_gewist", vers, door=door, organisaties=doorverwijsstroom.organisaties(vers))
    else:
        vers = doorverwijsstroom.voer_uit(
            vers, "trek_in", door=door, versie=versie, velden={**velden, "gesloten_op": nu, "uiterlijk": None}
        )
    DoorverwijzingAntwoord.objects.filter(doorverwijzing=vers).update(
        wat="Gewist: ingetrokken", wie="gewist", plaats="", door_tekst=""
    )
    DoorverwijzingBericht.objects.filter(doorverwijzing=vers).delete()
    Aanwezigheid.objects.filter(doorverwijzing=vers).delete()
    for opvolger in Doorverwijzing.objects.filter(vorige=vers, kaart_gewist_op=None):
        trek_in(doorverwijzing=opvolger, door=door)
    return vers


@transaction.atomic
def verloop(*, doorverwijzing: Doorverwijzing, moment: datetime | None = None) -> Doorverwijzing:
    """The clock ends a referral that nobody acted on (``klok``). Called in ``bereik(alles=True)``."""
    return doorverwijsstroom.voer_uit(
        doorverwijzing,
        "verloop",
        door=None,
        door_tekst="Systeem",
        velden={"gesloten_op": moment or timezone.now(), "uiterlijk": None},
    )


def volgende_beste(doorverwijzing: Doorverwijzing, *, limiet: int = 3) -> Uitkomst:
    """After a no: the next best provision for the learner on the card, without the one that said no."""
    return adviseer(profiel_van(doorverwijzing.kaart), limiet=limiet, zonder=[doorverwijzing.aanbod_id])


def profiel_van(kaart: Kaart) -> Zoekprofiel:
    """The profile that a card allows: one level for every domain, the centre of the postcode area as place."""
    gebied = Postcodegebied.objects.filter(pk=kaart.pc4).first() if kaart.pc4 else None
    return Zoekprofiel(
        leervragen=kaart.leervragen,
        niveaus=dict.fromkeys(Domein.values, kaart.niveau) if kaart.niveau is not None else {},
        talen=kaart.talen,
        nederlands=kaart.nederlands,
        leest=kaart.leest,
        doelgroepen=frozenset(kaart.doelgroepen),
        plaats=Plaats(gebied.lat, gebied.lon, gebied.pc4, gebied.stadsdeel_id) if gebied else None,
        dagdelen=frozenset(kaart.dagdelen),
        een_op_een=kaart.een_op_een,
        apparaten=frozenset(kaart.apparaten),
    )

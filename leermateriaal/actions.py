"""Everything that writes in the catalogue: atomic, logged, with who did it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Trim
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker
from netwerk.kern.validators import geen_bsn

from .inventaris import ververs_van
from .models import Belang, Ervaring, Gemis, Inventarisatieoordeel, Materiaal, MateriaalMelding
from .permissions import (
    belangen_van,
    is_curator,
    mag_beoordelen,
    mag_ervaring_delen,
    mag_melding_afhandelen,
    mag_voorstel_wijzigen,
)
from .querysets import MateriaalQuerySet
from .scoretabel import ververs
from .taal import zoekwoorden
from .vergelijken import alle_feiten
from .workflow import MATERIAAL, MET_REDEN, NAGEKEKEN, lezers

if TYPE_CHECKING:
    from .forms import MateriaalFormulier

#: Said wherever somebody tries to praise what their own organisation publishes.
EIGEN_MATERIAAL = (
    "Uw organisatie geeft dit materiaal zelf uit. Een ervaring met eigen materiaal telt niet mee, zodat de scores "
    "eerlijk blijven. Vraag een andere organisatie om haar ervaring te delen."
)

#: Said wherever a curator with an interest wants to judge.
BELANG = "U hebt een belang in de uitgever. Een andere curator moet dit beoordelen."


class LeermateriaalFout(Exception):
    """What cannot be done; the text is Dutch and fit to show."""


def werk_zoekwoorden_bij(materiaal: Materiaal) -> None:
    """Store the words to be found by: of the material, its needs (with the words people type) and its groups."""
    vragen = list(materiaal.leervragen.select_related("thema"))
    teksten = [materiaal.titel, materiaal.uitgever, materiaal.omschrijving]
    for vraag in vragen:
        teksten += [vraag.tekst, vraag.kort, *vraag.woorden]
    teksten += sorted({vraag.thema.tekst for vraag in vragen if vraag.thema})
    teksten += materiaal.doelgroepen.values_list("naam", flat=True)
    teksten += materiaal.talen.values_list("naam", flat=True)
    Materiaal.objects.filter(pk=materiaal.pk).update(zoekwoorden=zoekwoorden(teksten))


@transaction.atomic
def stel_voor(formulier: MateriaalFormulier, *, door: Gebruiker) -> Materiaal:
    """Save a proposal from a valid form; the curator sees it under "te beoordelen"."""
    formulier.instance.voorgesteld_door = door
    materiaal = formulier.save()
    werk_zoekwoorden_bij(materiaal)
    noteer("materiaal:voorgesteld", materiaal, door=door, organisaties=[*door.organisatie_ids, *lezers(materiaal)])
    return materiaal


@transaction.atomic
def bewaar_materiaal(formulier: MateriaalFormulier, *, door: Gebruiker) -> Materiaal:
    """Save the curator's changes to a material, or those of who proposed it while it waits.

    The log keeps per fact what it was and what it became.
    """
    oud = Materiaal.objects.met_alles().select_related("bewerking_van").get(pk=formulier.instance.pk)
    if not (mag_beoordelen(door, oud) or mag_voorstel_wijzigen(door, oud)):
        raise LeermateriaalFout("Alleen de curator wijzigt materiaal, en nooit materiaal van de eigen organisatie.")
    voorheen, was = [vraag.pk for vraag in oud.leervragen.all()], alle_feiten(oud)
    materiaal = formulier.save()
    wordt = alle_feiten(Materiaal.objects.met_alles().select_related("bewerking_van").get(pk=materiaal.pk))
    werk_zoekwoorden_bij(materiaal)
    ververs_van(materiaal, *voorheen)
    ververs(materiaal)  # the publisher may have changed, and with it whose experience counts
    noteer(
        "materiaal:gewijzigd",
        materiaal,
        door=door,
        organisaties=lezers(materiaal),
        feiten={wat: [was[wat][:200], nieuw[:200]] for wat, nieuw in wordt.items() if was[wat] != nieuw},
    )
    return materiaal


@transaction.atomic
def zet_status(
    materiaal: Materiaal, overgang: str, *, door: Gebruiker, reden: str = "", versie: int | None = None
) -> Materiaal:
    """Do a transition; LeermateriaalFout when it needs a reason and has none, WerkstroomFout when it cannot be done."""
    if overgang in MET_REDEN and not reden.strip():
        raise LeermateriaalFout("Schrijf kort waarom. De voorsteller en de lezers zien deze reden.")
    velden = {"reden": reden.strip()[:300], "beoordeeld_door": door}
    if overgang in NAGEKEKEN:
        velden |= {"gecontroleerd_op": timezone.localdate(), "gecontroleerd_door": door}
    uit = MATERIAAL.voer_uit(materiaal, overgang, door=door, versie=versie, velden=velden)
    ververs_van(uit)
    return uit


@transaction.atomic
def kijk_na(materiaal: Materiaal, *, door: Gebruiker) -> None:
    """Say that the facts of a material are right today; twice on one day changes nothing."""
    if not mag_beoordelen(door, materiaal):
        raise LeermateriaalFout(BELANG)
    vandaag = timezone.localdate()
    if (
        Materiaal.objects.filter(pk=materiaal.pk)
        .exclude(gecontroleerd_op=vandaag, gecontroleerd_door=door)
        .update(gecontroleerd_op=vandaag, gecontroleerd_door=door)
    ):
        noteer("materiaal:nagekeken", materiaal, door=door, organisaties=lezers(materiaal))


@transaction.atomic
def verklaar_belang(belang: Belang, *, door: Gebruiker) -> Belang:
    """Declare an interest; from now on this curator does not judge that publisher's material."""
    if not is_curator(door):
        raise LeermateriaalFout("Alleen een curator kan hier een belang melden.")
    belang.gebruiker = door
    belang.save()
    vars(door).pop("_leermateriaal_belangen", None)
    noteer("belang:verklaard", belang, door=door, organisaties=door.organisatie_ids)
    return belang


@transaction.atomic
def beeindig_belang(belang: Belang, *, door: Gebruiker) -> None:
    """End one's own interest; it stays on the page with its dates. Ending it twice changes nothing."""
    if belang.gebruiker_id != door.pk:
        raise LeermateriaalFout("U kunt alleen uw eigen belang stoppen. Vraag het aan de curator die het meldde.")
    if Belang.objects.filter(pk=belang.pk, tot=None).update(tot=timezone.localdate()):
        vars(door).pop("_leermateriaal_belangen", None)
        noteer("belang:beeindigd", belang, door=door, organisaties=door.organisatie_ids)


def materialen_van_cel(vraag_id: str, niveau: int | None, doelgroep_id: str | None) -> MateriaalQuerySet:
    """The published materials of one cell; a group's cell also holds what is for everybody."""
    koppeling = Materiaal.leervragen.through.objects.filter(leervraag=vraag_id).values("materiaal_id")
    zoek = Materiaal.objects.gepubliceerd().filter(pk__in=koppeling)
    if niveau is not None:
        return zoek.filter(niveau_van__lte=niveau, niveau_tot__gte=niveau)
    groepen = Materiaal.doelgroepen.through.objects.filter(materiaal_id=OuterRef("pk"))
    return zoek.annotate(gericht=Exists(groepen.filter(doelgroep_id=doelgroep_id))).filter(
        Q(gericht=True) | ~Exists(groepen)
    )


def belang_in_cel(door: Gebruiker, vraag_id: str, niveau: int | None, doelgroep_id: str | None) -> Materiaal | None:
    """A material in this cell whose publisher this person has an interest in, if there is one."""
    organisaties, namen = belangen_van(door)
    zoek = materialen_van_cel(vraag_id, niveau, doelgroep_id)
    if niveau is None:
        zoek = zoek.filter(Q(gericht=True))
    return (
        zoek.annotate(naam=Lower(Trim("uitgever")))
        .filter(Q(uitgever_organisatie__in=[*door.organisatie_ids, *organisaties]) | Q(naam__in=namen))
        .first()
    )


@transaction.atomic
def deel_ervaring(ervaring: Ervaring, *, door: Gebruiker) -> Ervaring:
    """Save a new or changed experience, log it and refresh the scores; LeermateriaalFout says what is refused."""
    if not mag_ervaring_delen(door, ervaring.materiaal):
        raise LeermateriaalFout(
            EIGEN_MATERIAAL
            if ervaring.materiaal.uitgever_organisatie_id in door.organisatie_ids
            else "U kunt bij dit materiaal nu geen ervaring delen: het staat niet in de catalogus."
        )
    if ervaring.organisatie_id not in door.organisatie_ids or (ervaring.pk and ervaring.door_id != door.pk):
        raise LeermateriaalFout("U kunt alleen uw eigen ervaring delen, namens uw eigen organisatie.")
    nieuw = ervaring.pk is None
    ervaring.door, ervaring.op = door, timezone.localdate()
    try:
        with transaction.atomic():
            ervaring.save()
    except IntegrityError as fout:
        if "leermateriaal_ervaring_eenmaal" in str(fout):
            raise LeermateriaalFout(
                "U deelde al een ervaring met dit materiaal bij deze leervraag. Pas die aan."
            ) from fout
        if "eigen organisatie" in str(fout):
            raise LeermateriaalFout(EIGEN_MATERIAAL) from fout
        raise
    ververs(ervaring.materiaal)
    noteer(
        "ervaring:gedeeld" if nieuw else "ervaring:gewijzigd",
        ervaring,
        door=door,
        organisaties=[ervaring.organisatie_id],
        hoe=ervaring.hoe,
        niveau=ervaring.niveau,
        leerders=ervaring.aantal_leerders,
    )
    return ervaring


@transaction.atomic
def trek_ervaring_in(ervaring: Ervaring, *, door: Gebruiker) -> None:
    """Take one's own experience back, with its history; the scores follow. The log keeps that it was there."""
    if ervaring.door_id != door.pk:
        raise LeermateriaalFout("U kunt alleen uw eigen ervaring intrekken.")
    noteer("ervaring:ingetrokken", ervaring, door=door, organisaties=[ervaring.organisatie_id], hoe=ervaring.hoe)
    ervaring.delete()
    ververs(ervaring.materiaal)


def _antwoord(tekst: str) -> str:
    """What was done about a report; who reported it reads this."""
    schoon = " ".join(tekst.split())
    if not schoon:
        raise LeermateriaalFout("Schrijf kort wat u hebt gedaan. De melder leest dit.")
    if len(schoon) > 300:
        raise LeermateriaalFout(f"Dit zijn {len(schoon)} tekens. Maak er hooguit 300 van.")
    try:
        geen_bsn(schoon)
    except ValidationError as fout:
        raise LeermateriaalFout(fout.message) from fout
    return schoon


@transaction.atomic
def meld(materiaal: Materiaal, *, soort: str, toelichting: str, door: Gebruiker) -> MateriaalMelding:
    """Report that something is wrong with a material."""
    melding = MateriaalMelding.objects.create(materiaal=materiaal, soort=soort, toelichting=toelichting, door=door)
    noteer(
        "materiaal:gemeld",
        materiaal,
        door=door,
        organisaties=[*door.organisatie_ids, *lezers(materiaal)],
        soort_melding=soort,
    )
    return melding


@transaction.atomic
def handel_melding_af(melding: MateriaalMelding, antwoord: str, *, door: Gebruiker) -> None:
    """Close a report with what was done about it; closing it twice changes nothing."""
    if not mag_melding_afhandelen(door, melding):
        raise LeermateriaalFout(BELANG)
    if MateriaalMelding.objects.filter(pk=melding.pk, afgehandeld_op__isnull=True).update(
        afgehandeld_op=timezone.now(), afgehandeld_door=door, antwoord=_antwoord(antwoord)
    ):
        noteer("materiaal:melding_afgehandeld", melding.materiaal, door=door, organisaties=lezers(melding.materiaal))


@transaction.atomic
def meld_gemis(gemis: Gemis, *, door: Gebruiker) -> Gemis:
    """Report a gap: material that somebody looked for and did not find."""
    gemis.door = door
    gemis.save()
    noteer("gemis:gemeld", gemis, door=door, organisaties=door.organisatie_ids, leervraag=gemis.leervraag_id)
    return gemis


@transaction.atomic
def oordeel(nieuw: Inventarisatieoordeel, *, door: Gebruiker) -> Inventarisatieoordeel:
    """Give a dated verdict on a cell; earlier ones stay as its history."""
    if not mag_beoordelen(door):
        raise LeermateriaalFout("Alleen de curator geeft een oordeel. Mist u iets? Meld wat ontbreekt.")
    if eigen := belang_in_cel(door, nieuw.leervraag_id, nieuw.niveau, nieuw.doelgroep_id):
        raise LeermateriaalFout(f"In dit vak staat ‘{eigen.titel}’ van {eigen.uitgever}. {BELANG}")
    nieuw.door, nieuw.op = door, timezone.localdate()
    nieuw.save()
    noteer(
        "inventaris:oordeel",
        nieuw,
        door=door,
        organisaties=door.organisatie_ids,
        leervraag=nieuw.leervraag_id,
        niveau=nieuw.niveau,
        doelgroep=nieuw.doelgroep_id,
        oordeel=nieuw.oordeel,
        herzien_op=_iso(nieuw.herzien_op),
    )
    return nieuw


def _iso(dag: date) -> str:
    return dag.isoformat()


@transaction.atomic
def handel_gemis_af(gemis: Gemis, antwoord: str, *, door: Gebruiker) -> None:
    """Close a reported gap with what was done about it; closing it twice changes nothing."""
    if not is_curator(door):
        raise LeermateriaalFout("Alleen een curator handelt dit af. U leest het antwoord bij ‘Wat ik deelde’.")
    if Gemis.objects.filter(pk=gemis.pk, afgehandeld_op__isnull=True).update(
        afgehandeld_op=timezone.now(), afgehandeld_door=door, antwoord=_antwoord(antwoord)
    ):
        noteer("gemis:afgehandeld", gemis, door=door, organisaties=door.organisatie_ids)

"""A volunteer goes to another organisation, or helps there as well: never before the volunteer's own yes."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.workflow import WerkstroomFout

from ..choices import OverdrachtAntwoord, OverdrachtSoort
from ..models import Overdracht, Vrijwilliger
from ..permissions import mag_begeleiden
from .hulpvragen import met_coordinator
from .mensen import sluit_voorstellen, verhuis
from .scholing import ZELF


@transaction.atomic
def vraag_overdracht(
    *,
    vrijwilliger: Vrijwilliger,
    naar: Organisatie,
    soort: str,
    toelichting: str,
    mondeling: bool,
    door: Gebruiker,
) -> Overdracht:
    """Ask the volunteer; ``mondeling``: the coordinator asked in person and heard yes, which is kept as such.

    Without an e-mail address the question can only be asked in person.
    """
    if vrijwilliger.organisatie_id is None or not mag_begeleiden(door, vrijwilliger):
        raise WerkstroomFout("Alleen de coördinator van de eigen organisatie vraagt dit.")
    if naar.pk == vrijwilliger.organisatie_id or naar.pk not in met_coordinator():
        raise WerkstroomFout("Kies een andere organisatie met een vrijwilligerscoördinator.")
    if soort == OverdrachtSoort.ERBIJ and naar.pk in vrijwilliger.ook_bij:
        raise WerkstroomFout(f"{vrijwilliger.voornaam} helpt al bij {naar}.")
    if not mondeling and not vrijwilliger.email:
        raise WerkstroomFout(
            f"Van {vrijwilliger.voornaam} is geen e-mailadres bekend. Vraag het zelf, en vink dat aan."
        )
    Vrijwilliger.objects.select_for_update(of=("self",)).get(pk=vrijwilliger.pk)
    if vrijwilliger.overdrachten.filter(antwoord="").exists():
        raise WerkstroomFout("Er staat al een vraag open. Wacht op het antwoord of trek de vraag in.")
    rij = Overdracht.objects.create(
        vrijwilliger=vrijwilliger, organisatie_id=vrijwilliger.organisatie_id, naar=naar, soort=soort,
        toelichting=toelichting, gevraagd_door=door, mondeling=mondeling,
    )  # fmt: skip
    noteer("overdracht_gevraagd", vrijwilliger, door=door, organisaties=[vrijwilliger.organisatie_id], naar=naar.pk)
    return beantwoord(overdracht_id=rij.pk, ja=True, door=door) if mondeling else rij


@transaction.atomic
def beantwoord(*, overdracht_id: int, ja: bool, door: Gebruiker | None = None) -> Overdracht:
    """The volunteer's answer (without ``door``: by own hand). On a yes the record moves at once, with its papers."""
    with bereik(alles=True):
        rij = (
            Overdracht.objects.select_for_update(of=("self",))
            .select_related("vrijwilliger", "organisatie", "naar")
            .get(pk=overdracht_id)
        )
        if rij.antwoord:
            raise WerkstroomFout("Deze vraag is al beantwoord.")
        if rij.vrijwilliger.organisatie_id != rij.organisatie_id:
            raise WerkstroomFout("Deze vraag geldt niet meer.")
        rij.antwoord = OverdrachtAntwoord.JA if ja else OverdrachtAntwoord.NEE
        rij.beantwoord_op = timezone.now()
        rij.save()
        noteer(
            "overdracht_ja" if ja else "overdracht_nee", rij.vrijwilliger, door=door, door_tekst="" if door else ZELF,
            organisaties=[rij.organisatie_id, *([rij.naar_id] if ja else [])], naar=rij.naar_id, hoe=rij.soort,
        )  # fmt: skip
        if ja:
            _verplaats(rij, door)
    return rij


def _verplaats(rij: Overdracht, door: Gebruiker | None) -> None:
    wie = Vrijwilliger.objects.select_for_update(of=("self",)).get(pk=rij.vrijwilliger_id)
    ook = set(wie.ook_bij)
    if rij.soort == OverdrachtSoort.ERBIJ:
        ook.add(rij.naar_id)
    else:
        # Who is being helped keeps the same help: the old organisation goes on guiding what runs there.
        if wie.koppelingen.bezet().exists():
            ook.add(rij.organisatie_id)
        sluit_voorstellen(wie, door)
        wie.organisatie = rij.naar
        ook.discard(rij.naar_id)
        verhuis(wie, rij.naar)
    wie.ook_bij = sorted(ook)
    wie.versie += 1
    wie.save()


@transaction.atomic
def trek_vraag_in(*, overdracht: Overdracht, door: Gebruiker) -> Overdracht:
    """The coordinator takes the question back before it is answered."""
    rij = Overdracht.objects.select_for_update(of=("self",)).select_related("vrijwilliger").get(pk=overdracht.pk)
    if not mag_begeleiden(door, rij.vrijwilliger) or rij.antwoord:
        raise WerkstroomFout("Intrekken kan niet meer: er is al een antwoord.")
    rij.antwoord, rij.beantwoord_op = OverdrachtAntwoord.INGETROKKEN, timezone.now()
    rij.save()
    return rij


@transaction.atomic
def stop_ook_bij(*, vrijwilliger: Vrijwilliger, organisatie: Organisatie, door: Gebruiker | None) -> Vrijwilliger:
    """Not at that other organisation any more: by either coordinator, or by own hand. Refused while help runs there."""
    mag = door is None or any(
        door.heeft_rol(Rol.COORDINATOR, organisatie_id=pk) for pk in (vrijwilliger.organisatie_id, organisatie.pk) if pk
    )
    with bereik(alles=True):
        wie = Vrijwilliger.objects.select_for_update(of=("self",)).get(pk=vrijwilliger.pk)
        if not mag or organisatie.pk not in wie.ook_bij:
            raise WerkstroomFout(f"{wie.voornaam} hoort niet bij {organisatie}.")
        if wie.koppelingen.bezet().filter(organisatie=organisatie).exists():
            raise WerkstroomFout(f"Bij {organisatie} loopt nog hulp. Rond die eerst af.")
        wie.ook_bij = [pk for pk in wie.ook_bij if pk != organisatie.pk]
        wie.versie += 1
        wie.save()
        noteer(
            "ook_bij_gestopt", wie, door=door, door_tekst="" if door else ZELF,
            organisaties=[wie.organisatie_id, organisatie.pk], bij=organisatie.pk,
        )  # fmt: skip
    return wie

"""From an open date to a list of those present: the poll, invitations, answers, attendance, presentations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker

from ..choices import Datumkeuze, Komst, Verzendstand
from ..models import Bestand, Bijeenkomst, Datumoptie, Datumstem, Deelname, Presentatie
from ..nieuws import werk_nieuws_bij
from .taken import NietVanUwOrganisatie


class KanNuNiet(ValueError):
    """It cannot be done now; the text is Dutch and fit to show."""


@transaction.atomic
def stem_datums(bijeenkomst: Bijeenkomst, keuzes: Mapping[int, str], *, door: Gebruiker) -> int:
    """Say of each option whether one can come. Options that are not named keep what was said before."""
    if not door.organisatie_ids:
        raise NietVanUwOrganisatie(
            "Alleen leden van het netwerk kunnen een datum kiezen. Vraag de beheerder van uw organisatie om u toe te "
            "voegen."
        )
    opties = set(bijeenkomst.datumopties.values_list("pk", flat=True))
    rijen = [
        Datumstem(optie_id=pk, door=door, organisatie_id=door.organisatie_ids[0], keuze=Datumkeuze(keuze).value)
        for pk, keuze in keuzes.items()
        if pk in opties
    ]
    Datumstem.objects.bulk_create(
        rijen, update_conflicts=True, unique_fields=["optie", "door"], update_fields=["keuze", "organisatie"]
    )
    return len(rijen)


@transaction.atomic
def bewaar_bijeenkomst(bijeenkomst: Bijeenkomst, *, nieuw: bool, door: Gebruiker) -> Bijeenkomst:
    """Note that it was made or changed (the form saved it), and let the next newsletter say so too."""
    wat = "gemaakt" if nieuw else "gewijzigd"
    noteer(f"bijeenkomst:{wat}", bijeenkomst, door=door, organisaties=door.organisatie_ids)
    werk_nieuws_bij(bijeenkomst)
    return bijeenkomst


@transaction.atomic
def kies_datum(optie: Datumoptie, *, door: Gebruiker) -> Bijeenkomst:
    """Make one option the date. The other options stay, so that everybody can see why."""
    vers = Bijeenkomst.objects.select_for_update().get(pk=optie.bijeenkomst_id)
    vers.datum, vers.begintijd, vers.eindtijd = optie.datum, optie.begintijd, optie.eindtijd
    vers.versie += 1
    vers.save()
    werk_nieuws_bij(vers)
    noteer("bijeenkomst:datum", vers, door=door, organisaties=door.organisatie_ids, datum=optie.datum.isoformat())
    return vers


@transaction.atomic
def nodig_uit(bijeenkomst: Bijeenkomst, gebruikers: Iterable[Gebruiker], *, door: Gebruiker) -> int:
    """Put an invitation in the queue for these people; says how many. Who was invited before gets the newer one.

    The mails go out afterwards (:mod:`netwerk.overleg.verzenden`). An answer that was given stays, except when the day
    moved since: then nobody has said yet whether that day suits.
    """
    vers = Bijeenkomst.objects.select_for_update().get(pk=bijeenkomst.pk)
    if vers.begin_en_eind is None:
        raise KanNuNiet("Zet eerst de datum en de begintijd. Zonder datum kan niemand het in de agenda zetten.")
    if vers.is_geweest or vers.afgelast_op:
        raise KanNuNiet("Deze bijeenkomst is al geweest of gaat niet door. Kies een andere bijeenkomst.")
    Bijeenkomst.objects.filter(pk=vers.pk).update(agenda_versie=F("agenda_versie") + 1)
    aantal = 0
    moment = vers.begin_en_eind[0]
    for gebruiker in gebruikers:
        if not gebruiker.organisatie_ids:
            continue
        rij, _ = Deelname.objects.select_for_update().get_or_create(
            bijeenkomst=vers, gebruiker=gebruiker, defaults={"organisatie_id": gebruiker.organisatie_ids[0]}
        )
        if rij.uitgenodigd_voor not in (None, moment):
            rij.komst = Komst.ONBEKEND
        rij.uitgenodigd_voor = moment
        rij.verzendstand, rij.pogingen, rij.opnieuw_na, rij.verzendfout = Verzendstand.WACHT, 0, timezone.now(), ""
        rij.save()
        aantal += 1
    noteer("bijeenkomst:uitgenodigd", vers, door=door, organisaties=door.organisatie_ids, aantal=aantal)
    return aantal


@transaction.atomic
def beantwoord_uitnodiging(bijeenkomst: Bijeenkomst, komst: str, *, door: Gebruiker) -> Deelname:
    """Say whether one comes; a member who was not invited may come as well."""
    if not door.organisatie_ids:
        raise NietVanUwOrganisatie(
            "Alleen leden van het netwerk kunnen zich aanmelden. Vraag de beheerder van uw organisatie om u toe te "
            "voegen."
        )
    vers = Bijeenkomst.objects.get(pk=bijeenkomst.pk)
    if vers.is_geweest or vers.afgelast_op:
        raise KanNuNiet("Deze bijeenkomst is al geweest of gaat niet door. Kies een andere bijeenkomst.")
    rij, _ = Deelname.objects.update_or_create(
        bijeenkomst=vers,
        gebruiker=door,
        defaults={"komst": Komst(komst).value},
        create_defaults={"komst": Komst(komst).value, "organisatie_id": door.organisatie_ids[0]},
    )
    return rij


@transaction.atomic
def noteer_aanwezigheid(bijeenkomst: Bijeenkomst, aanwezig: Iterable[int], *, door: Gebruiker) -> int:
    """Note who was there (ids of ``Deelname``); everybody else on the list was not."""
    ids = set(aanwezig)
    bijeenkomst.deelnames.exclude(pk__in=ids).update(aanwezig=False)
    aantal = bijeenkomst.deelnames.filter(pk__in=ids).update(aanwezig=True)
    noteer("bijeenkomst:aanwezig", bijeenkomst, door=door, organisaties=door.organisatie_ids, aantal=aantal)
    return aantal


@transaction.atomic
def gelast_af(bijeenkomst: Bijeenkomst, *, reden: str, door: Gebruiker) -> Bijeenkomst:
    """Call it off: everybody who was invited hears so, and the entry leaves their diary."""
    vers = Bijeenkomst.objects.select_for_update().get(pk=bijeenkomst.pk)
    if vers.is_geweest or vers.afgelast_op:
        raise KanNuNiet("Deze bijeenkomst is al geweest of gaat al niet door.")
    vers.afgelast_op, vers.afgelast_reden = timezone.localdate(), reden.strip()
    vers.agenda_versie += 1
    vers.versie += 1
    vers.save()
    gemaild = vers.deelnames.exclude(verzonden_op=None).exclude(komst=Komst.KOMT_NIET)
    gemaild.update(verzendstand=Verzendstand.WACHT, pogingen=0, opnieuw_na=timezone.now(), verzendfout="")
    # Who still waits for an invitation needs none any more.
    vers.deelnames.filter(verzonden_op=None).update(verzendstand=Verzendstand.NIET)
    werk_nieuws_bij(vers)
    noteer("bijeenkomst:afgelast", vers, door=door, organisaties=door.organisatie_ids)
    return vers


@transaction.atomic
def bewaar_presentatie(presentatie: Presentatie, *, bestand: Bestand | None, door: Gebruiker) -> Presentatie:
    """Keep a presentation; a new file takes the place of the old one."""
    if presentatie._state.adding:
        hoogste = presentatie.bijeenkomst.presentaties.aggregate(hoogste=Max("volgorde"))["hoogste"]
        presentatie.volgorde = (hoogste or 0) + 1
    oud = presentatie.bestand
    if bestand is not None:
        presentatie.bestand = bestand
    presentatie.save()
    if bestand is not None and oud is not None:
        oud.delete()
    noteer("presentatie:bewaard", presentatie, door=door, organisaties=door.organisatie_ids)
    return presentatie

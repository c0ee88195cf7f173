"""Merge a duplicate into another material: nothing that was told gets lost, and the old address leads on."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Lidmaatschap

from .actions import BELANG, LeermateriaalFout, werk_zoekwoorden_bij
from .choices import Staat
from .models import Ervaring, Ervaringversie, Materiaal, MateriaalMelding, Verzamelstuk
from .permissions import mag_beoordelen
from .scoretabel import ververs
from .workflow import lezers


@dataclass(slots=True)
class Samenvoeging:
    """What a merge did, in numbers: moved experiences, and those kept as the history of a newer one."""

    verhuisd: int = 0
    geschiedenis: int = 0


@transaction.atomic
def voeg_samen(dubbel: Materiaal, blijft: Materiaal, *, door: Gebruiker) -> Samenvoeging:
    """Let ``dubbel`` go up in ``blijft``; LeermateriaalFout says what stands in the way.

    One person, material and need have one experience: when somebody told about both, the newer one counts and the
    other becomes its history. Refused when somebody of the remaining material's publisher told about the double:
    that would turn it into praise of one's own. Opens the whole scope: experiences belong to many organisations.
    """
    if not (mag_beoordelen(door, dubbel) and mag_beoordelen(door, blijft)):
        raise LeermateriaalFout(BELANG)
    if dubbel.pk == blijft.pk:
        raise LeermateriaalFout("Kies een ander materiaal om mee samen te voegen.")
    with bereik(alles=True):
        vast = {
            rij.pk: rij
            for rij in Materiaal.objects.select_for_update(of=("self",))
            .filter(pk__in=[dubbel.pk, blijft.pk])
            .order_by("pk")
        }
        dubbel, blijft = vast[dubbel.pk], vast[blijft.pk]
        if dubbel.samengevoegd_met_id:
            raise LeermateriaalFout("Dit materiaal is al samengevoegd. Kies een ander materiaal.")
        if blijft.samengevoegd_met_id or blijft.status in (Staat.VERVALLEN, Staat.VOORGESTELD):
            raise LeermateriaalFout("Het materiaal dat blijft, moet in de catalogus staan.")
        _geen_eigen_lof(dubbel, blijft)
        uit = _ervaringen(dubbel, blijft)
        MateriaalMelding.objects.filter(materiaal=dubbel).update(materiaal=blijft)
        aanwezig = Verzamelstuk.objects.filter(materiaal=blijft).values("verzameling_id")
        Verzamelstuk.objects.filter(
            materiaal=dubbel, verzameling_id__in=list(aanwezig.values_list("verzameling_id", flat=True))
        ).delete()
        Verzamelstuk.objects.filter(materiaal=dubbel).update(materiaal=blijft)
        Materiaal.objects.filter(bewerking_van=dubbel).exclude(pk=blijft.pk).update(bewerking_van=blijft)
        Materiaal.objects.filter(pk=blijft.pk, bewerking_van=dubbel).update(bewerking_van=None)
        Materiaal.objects.filter(samengevoegd_met=dubbel).update(samengevoegd_met=blijft)
        for naam in ("leervragen", "doelgroepen", "talen"):
            # A material for everybody stays that: groups are only added where there were groups already.
            if naam != "doelgroepen" or blijft.doelgroepen.exists():
                getattr(blijft, naam).add(*getattr(dubbel, naam).all())
        dubbel.status, dubbel.samengevoegd_met, dubbel.beoordeeld_door = Staat.VERVALLEN, blijft, door
        dubbel.reden = f"Samengevoegd met: {blijft.titel}"[:300]
        dubbel.versie += 1
        dubbel.save()
        blijft.versie += 1
        blijft.save(update_fields=["versie", "gewijzigd_op"])
        MateriaalMelding.objects.filter(materiaal=blijft, soort="dubbel", afgehandeld_op=None).update(
            afgehandeld_op=timezone.now(), afgehandeld_door=door, antwoord="Samengevoegd met het andere materiaal."
        )
        werk_zoekwoorden_bij(blijft)
        ververs(dubbel)
        ververs(blijft)
        for materiaal, ander in ((dubbel, blijft), (blijft, dubbel)):
            noteer(
                "materiaal:samengevoegd", materiaal, door=door, organisaties=lezers(materiaal), met=ander.pk,
                verhuisd=uit.verhuisd, geschiedenis=uit.geschiedenis,
            )  # fmt: skip
    return uit


def _geen_eigen_lof(dubbel: Materiaal, blijft: Materiaal) -> None:
    uitgever = blijft.uitgever_organisatie_id
    if uitgever is None or uitgever == dubbel.uitgever_organisatie_id:
        return
    leden = set(Lidmaatschap.objects.filter(organisatie_id=uitgever).values_list("gebruiker_id", flat=True))
    eigen = [
        pk
        for pk, organisatie, wie in Ervaring.objects.filter(materiaal=dubbel).values_list(
            "pk", "organisatie_id", "door_id"
        )
        if organisatie == uitgever or wie in leden
    ]
    if eigen:
        raise LeermateriaalFout(
            f"{len(eigen)} van de ervaringen zijn van {blijft.uitgever}, de uitgever zelf. Klopt de uitgever bij "
            "beide? Pas dat eerst aan, of voeg andersom samen."
        )


def _ervaringen(dubbel: Materiaal, blijft: Materiaal) -> Samenvoeging:
    uit = Samenvoeging()
    bestaand = {
        (rij.door_id, rij.leervraag_id): rij for rij in Ervaring.objects.filter(materiaal=blijft, door__isnull=False)
    }
    for ervaring in Ervaring.objects.filter(materiaal=dubbel).order_by("pk"):
        ander = bestaand.get((ervaring.door_id, ervaring.leervraag_id)) if ervaring.door_id else None
        if ander is None:
            Ervaring.objects.filter(pk=ervaring.pk).update(materiaal=blijft)
            uit.verhuisd += 1
            continue
        if ervaring.op > ander.op:
            # The newer one counts; the trigger keeps what it said before as history.
            for veld in ("niveau", "doelgroep_id", "vorm", "hoe", "let_op", "aantal_leerders", "op"):
                oud, nieuw = getattr(ander, veld), getattr(ervaring, veld)
                setattr(ander, veld, nieuw)
                setattr(ervaring, veld, oud)
            ander.versie += 1
            ander.save()
        else:
            Ervaringversie.objects.create(
                ervaring=ander, organisatie_id=ervaring.organisatie_id, niveau=ervaring.niveau,
                doelgroep_id=ervaring.doelgroep_id, vorm=ervaring.vorm, hoe=ervaring.hoe, let_op=ervaring.let_op,
                aantal_leerders=ervaring.aantal_leerders, op=ervaring.op, over=dubbel.titel,
            )  # fmt: skip
        Ervaringversie.objects.filter(ervaring_id=ervaring.pk).update(ervaring=ander)
        Ervaring.objects.filter(pk=ervaring.pk)._raw_delete(Ervaring.objects.db)
        uit.geschiedenis += 1
    return uit

"""Everything that writes in collections: atomic, for one's own organisation, with who did it."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from netwerk.kern.models import Gebruiker

from .actions import LeermateriaalFout
from .models import Materiaal, Verzameling, Verzamelstuk

#: Without a date: a link that is printed or stands with a training goes on working until somebody closes the set.
_ZEGEL = Signer(salt="netwerk.leermateriaal.verzameling")
#: A handout has an end.
MAX_STUKKEN = 40


def mag_wijzigen(gebruiker: Gebruiker, verzameling: Verzameling) -> bool:
    """Who made it; when shared, also colleagues of that organisation."""
    return verzameling.organisatie_id in gebruiker.organisatie_ids and (
        verzameling.gedeeld or verzameling.maker_id == gebruiker.pk
    )


def _eis(door: Gebruiker, verzameling: Verzameling) -> None:
    if not mag_wijzigen(door, verzameling):
        raise LeermateriaalFout("Deze verzameling is niet van u of uw organisatie. Maak een eigen kopie.")


@transaction.atomic
def bewaar(verzameling: Verzameling, *, door: Gebruiker) -> Verzameling:
    """Save a new or changed collection."""
    if verzameling._state.adding:
        verzameling.maker = door
    if verzameling.organisatie_id not in door.organisatie_ids:
        raise LeermateriaalFout("Kies een organisatie waar u voor werkt.")
    _eis(door, verzameling) if verzameling.pk else None
    verzameling.save()
    return verzameling


@transaction.atomic
def voeg_toe(verzameling: Verzameling, materiaal: Materiaal, *, door: Gebruiker, notitie: str = "") -> Verzamelstuk:
    """Put a material at the end; adding it twice changes nothing."""
    _eis(door, verzameling)
    Verzameling.objects.select_for_update().get(pk=verzameling.pk)
    stukken = Verzamelstuk.objects.filter(verzameling=verzameling)
    if bestaand := stukken.filter(materiaal=materiaal).first():
        return bestaand
    if stukken.count() >= MAX_STUKKEN:
        raise LeermateriaalFout(f"In een verzameling passen {MAX_STUKKEN} materialen. Maak er nog een.")
    laatste = stukken.aggregate(hoogste=Max("volgorde"))["hoogste"]
    return Verzamelstuk.objects.create(
        verzameling=verzameling, organisatie_id=verzameling.organisatie_id, materiaal=materiaal,
        volgorde=0 if laatste is None else laatste + 1, notitie=notitie,
    )  # fmt: skip


@transaction.atomic
def kopieer(verzameling: Verzameling, *, door: Gebruiker) -> Verzameling:
    """A set of one's own with the same materials and notes: not shared and without a link until its maker says so."""
    _eis(door, verzameling)
    kopie = Verzameling.objects.create(
        organisatie_id=verzameling.organisatie_id, maker=door, titel=f"Kopie van {verzameling.titel}"[:120],
        toelichting=verzameling.toelichting, gedeeld=False,
    )  # fmt: skip
    Verzamelstuk.objects.bulk_create(
        Verzamelstuk(
            verzameling=kopie, organisatie_id=kopie.organisatie_id, materiaal_id=stuk.materiaal_id,
            volgorde=stuk.volgorde, notitie=stuk.notitie,
        )
        for stuk in Verzamelstuk.objects.filter(verzameling=verzameling)
    )  # fmt: skip
    return kopie


def maak_link(verzameling: Verzameling) -> str:
    """The path under which anybody who has it reads this set, as long as ``met_link`` is on. Always the same."""
    return reverse("leermateriaal:verzameling_link", args=[_ZEGEL.sign(str(verzameling.pk))])


def lees_link(token: str) -> int | None:
    """The set that a link opens; None for a link that we did not make."""
    try:
        return int(_ZEGEL.unsign(token))
    except (BadSignature, ValueError):
        return None


@transaction.atomic
def verplaats(stuk: Verzamelstuk, stap: int, *, door: Gebruiker) -> None:
    """Move one place up (-1) or down (+1); at the end nothing happens."""
    _eis(door, stuk.verzameling)
    Verzameling.objects.select_for_update().get(pk=stuk.verzameling_id)
    rij = list(Verzamelstuk.objects.filter(verzameling=stuk.verzameling_id).order_by("volgorde", "pk"))
    plek = next(nummer for nummer, ander in enumerate(rij) if ander.pk == stuk.pk)
    naar = plek + stap
    if 0 <= naar < len(rij):
        rij[plek], rij[naar] = rij[naar], rij[plek]
    for nummer, ander in enumerate(rij):
        ander.volgorde = nummer
    Verzamelstuk.objects.bulk_update(rij, ["volgorde"])


@transaction.atomic
def noteer_bij(stuk: Verzamelstuk, notitie: str, *, door: Gebruiker) -> None:
    """Say what to do with this material; raises ValidationError on a BSN or a text that is too long."""
    _eis(door, stuk.verzameling)
    stuk.notitie = " ".join(notitie.split())
    stuk.full_clean(exclude=["verzameling", "organisatie", "materiaal"])
    stuk.save(update_fields=["notitie"])


@transaction.atomic
def haal_weg(stuk: Verzamelstuk, *, door: Gebruiker) -> None:
    """Take a material out of a collection."""
    _eis(door, stuk.verzameling)
    stuk.delete()


@transaction.atomic
def verwijder(verzameling: Verzameling, *, door: Gebruiker) -> None:
    """Throw a collection away; only who made it, or anyone of the organisation when the maker left."""
    _eis(door, verzameling)
    if verzameling.maker_id not in (None, door.pk):
        raise LeermateriaalFout("Alleen wie deze verzameling maakte, kan haar weggooien.")
    verzameling.delete()

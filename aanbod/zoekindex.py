"""Keeps ``Aanbod.zoekwoorden`` true: everything somebody may type to find it, in base form."""

from __future__ import annotations

from collections.abc import Iterable

from .choices import Kosten, Soort
from .models import Aanbod, Zoekwoord
from .taal import zoekwoorden


def werk_bij(aanbod: Iterable[Aanbod]) -> int:
    """Recompute the search words of these records and save the ones that changed; returns how many did."""
    veranderd = []
    pks = [een.pk for een in aanbod]
    records = (
        Aanbod.objects.filter(pk__in=pks)
        .select_related("organisatie")
        .prefetch_related("leervragen__thema", "talen", "doelgroepen", "locaties__stadsdeel")
    )
    for record in records:
        nieuw = zoekwoorden(_teksten(record))
        if nieuw != record.zoekwoorden:
            record.zoekwoorden = nieuw
            veranderd.append(record)
    Aanbod.objects.bulk_update(veranderd, ["zoekwoorden"], batch_size=500)
    leer_woorden(record.zoekwoorden for record in veranderd)
    return len(veranderd)


def leer_woorden(teksten: Iterable[str]) -> None:
    """Add what is new to the lexicon. Words of provision that is gone stay: they only make a guess a little worse."""
    nieuw = {woord for tekst in teksten for woord in tekst.split() if 3 <= len(woord) <= 80 and not woord.isdigit()}
    Zoekwoord.objects.bulk_create([Zoekwoord(woord=woord) for woord in sorted(nieuw)], ignore_conflicts=True)


def _teksten(aanbod: Aanbod) -> Iterable[str]:
    yield from eigen_teksten(
        aanbod.naam, aanbod.soort, aanbod.organisatie.naam, aanbod.omschrijving, aanbod.formeel, aanbod.kosten_soort
    )
    for vraag in aanbod.leervragen.all():
        yield f"{vraag.tekst} {vraag.kort} {' '.join(vraag.woorden)}"
        if vraag.thema:
            yield vraag.thema.tekst
    for taal in aanbod.talen.all():
        yield f"{taal.naam} {taal.eigen_naam}"
    for doelgroep in aanbod.doelgroepen.all():
        yield doelgroep.naam
    for locatie in aanbod.locaties.all():
        yield f"{locatie.naam} {locatie.straat} {locatie.plaats}"
        if locatie.stadsdeel:
            yield locatie.stadsdeel.naam


def eigen_teksten(
    naam: str, soort: str, organisatie: str, omschrijving: str, formeel: bool, kosten: str
) -> tuple[str, ...]:
    """What a provision says of itself, also for rows that are no record yet."""
    return (
        naam,
        Soort(soort).label,
        organisatie,
        omschrijving,
        "formeel" if formeel else "informeel",
        Kosten(kosten).label if kosten != Kosten.ONBEKEND else "",
    )

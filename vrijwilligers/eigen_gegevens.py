"""What the portal holds of one volunteer, for that volunteer: to read, to take along, and to have erased.

Articles 15, 17 and 20 of the AVG. Everything registered as personal data that hangs on the record is in here, so a new
model comes along by itself. What says something about a learner is not: that is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.bereik import bereik
from netwerk.kern.bewaren import wijzen_naar
from netwerk.kern.choices import DAGDEEL_NAAM, Vorm
from netwerk.kern.inzage import WOORDEN
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Doelgroep, Gebeurtenis, Gebruiker, Leervraag, Organisatie, Taal
from netwerk.kern.privacy import REGISTER
from netwerk.kern.workflow import WerkstroomFout

from .actions.koppelingen import ZELF
from .actions.mensen import sluit_voorstellen
from .bewaren import wis_vrijwilliger
from .models import Koppeling, Vrijwilliger

#: Technical, or about a learner.
NIET = frozenset({"id", "versie", "demo", "vrijwilliger", "gebruiker", "hulpvraag", "koppeling", "redenen", "score"})
#: When a line was stored says nothing to a reader, and the name of a module stands there twice.
NIET_IN_DELEN = frozenset({"aangemaakt_op", "gewijzigd_op", "modulenaam"})
#: Remarks in these are about the learner too.
GEEN_TEKST_UIT = frozenset({"Koppeling"})


@dataclass(slots=True)
class Deel:
    """One heading with its records; each record is a list of (label, value as text)."""

    titel: str
    rijen: list[list[tuple[str, str]]] = field(default_factory=list)


def gegevens(vrijwilliger: Vrijwilliger) -> list[Deel]:
    """Everything held of this person, in words, and who looked at it."""
    with bereik(alles=True):
        namen = {
            **DAGDEEL_NAAM,
            **{str(vorm.value): str(vorm.label).lower() for vorm in Vorm},
            **dict(Taal.objects.values_list("code", "naam")),
            **dict(Doelgroep.objects.values_list("code", "naam")),
            **dict(Leervraag.objects.values_list("code", "tekst")),
        }
        uit = [Deel("Over u", [list(_rij(vrijwilliger, namen))])]
        for relatie in wijzen_naar(Vrijwilliger):
            model: Any = relatie.related_model
            if model not in REGISTER:
                continue
            rijen = model._base_manager.filter(**{relatie.field.name: vrijwilliger}).order_by("pk")
            if gevonden := [list(_rij(rij, namen)) for rij in rijen]:
                uit.append(Deel(str(model._meta.verbose_name_plural).capitalize(), gevonden))
        if keken := list(_wie_keek(vrijwilliger)):
            uit.append(Deel("Wie uw gegevens bekeek of wijzigde", keken))
    return uit


def als_kopie(delen: Iterable[Deel]) -> dict[str, Any]:
    """The same for a machine: heading → records → label → value."""
    return {deel.titel: [dict(rij) for rij in deel.rijen] for deel in delen}


@transaction.atomic
def vraag_wissen(vrijwilliger: Vrijwilliger, *, aan: bool) -> Vrijwilliger:
    """Ask to be erased, or take that back; asking twice is asking once. Call inside the scope of the own page."""
    vers = Vrijwilliger.objects.select_for_update(of=("self",)).get(pk=vrijwilliger.pk)
    if (vers.wissen_gevraagd_op is not None) == aan:
        return vers
    vers.wissen_gevraagd_op = timezone.now() if aan else None
    vers.versie += 1
    vers.save(update_fields=["wissen_gevraagd_op", "versie", "gewijzigd_op"])
    noteer(
        "wissen_gevraagd" if aan else "wissen_ingetrokken", vers, door=None, door_tekst=ZELF,
        organisaties=[vers.organisatie_id],
    )  # fmt: skip
    return vers


def lopende_hulp(vrijwilliger: Vrijwilliger) -> int:
    """How many matches must be ended first: a learner must not lose a helper without a word."""
    return Koppeling.objects.filter(vrijwilliger=vrijwilliger).bezet().count()


@transaction.atomic
def wis(vrijwilliger: Vrijwilliger, *, door: Gebruiker | None) -> None:
    """Erase on request: what ``ruim_op`` does when the period is over, now. The log keeps that it was asked and done.

    ``door`` is None for who is in the city's pool and erases by own hand: nobody there looks after the record.
    """
    with bereik(alles=True):  # papers and training that other organisations keep go too
        vers = Vrijwilliger.objects.select_for_update(of=("self",)).get(pk=vrijwilliger.pk)
        if lopende_hulp(vers):
            raise WerkstroomFout("Er loopt nog hulp. Rond eerst de koppelingen af.")
        sluit_voorstellen(vers, door)
        organisaties = [vers.organisatie_id, *vers.ook_bij]
        vers.wissen_gevraagd_op = None
        wis_vrijwilliger(vers)
        noteer("wissen_gedaan", vers, door=door, door_tekst="" if door else ZELF, organisaties=organisaties)


def _rij(rij: models.Model, namen: dict[str, str]) -> Iterator[tuple[str, str]]:
    for veld in rij._meta.concrete_fields:
        if veld.name in NIET or (veld.name in NIET_IN_DELEN and not isinstance(rij, Vrijwilliger)):
            continue
        if type(rij).__name__ in GEEN_TEKST_UIT and isinstance(veld, models.TextField):
            continue
        if veld.related_model is Gebruiker:
            continue
        if tekst := _tekst(rij, veld, namen):
            label = str(veld.verbose_name)
            yield label[:1].upper() + label[1:], tekst


def _tekst(rij: models.Model, veld: Any, namen: dict[str, str]) -> str:
    waarde = getattr(rij, veld.name)
    if waarde in (None, "", []):
        return ""
    if veld.choices:
        return str(getattr(rij, f"get_{veld.name}_display")())
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, datetime):
        return date_format(timezone.localtime(waarde), "j F Y, H:i")
    if isinstance(waarde, date):
        return date_format(waarde, "j F Y")
    if veld.name == "ook_bij":
        return ", ".join(Organisatie.objects.filter(pk__in=waarde).values_list("naam", flat=True))
    if isinstance(waarde, list):
        return ", ".join(namen.get(str(code), str(code)) for code in waarde)
    return str(waarde)


def _wie_keek(vrijwilliger: Vrijwilliger) -> Iterator[list[tuple[str, str]]]:
    """Lines of the log: when, what, and for which organisation; colleagues stand in it by their organisation."""
    organisaties = dict(Organisatie.objects.values_list("pk", "naam"))
    for regel in Gebeurtenis.objects.over(vrijwilliger)[:500]:
        wat = WOORDEN.get(regel.soort, regel.soort.partition(":")[2] or regel.soort).replace("_", " ")
        wie = ", ".join(organisaties.get(pk, "") for pk in regel.organisaties) if regel.door_id else regel.wie
        yield [
            ("Wanneer", date_format(timezone.localtime(regel.wanneer), "j F Y, H:i")),
            ("Wat", wat.capitalize()),
            ("Door", wie or "een medewerker"),
        ]

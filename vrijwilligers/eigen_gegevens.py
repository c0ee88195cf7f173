"""What the portal holds of one volunteer, for that volunteer: to read, to take along, and to have erased.

Articles 15, 17 and 20 of the AVG. Everything registered as personal data that hangs on the record is in here, so a new
model comes along by itself. What says something about a learner is not: that is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models, transaction
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import DAGDELEN, Vorm
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Doelgroep, Gebeurtenis, Gebruiker, Leervraag, Organisatie, Taal
from netwerk.kern.talen import komma, leervraag_tekst, taalnaam
from netwerk.kern.workflow import WerkstroomFout

from .actions.koppelingen import ZELF
from .actions.mensen import sluit_voorstellen
from .bewaren import wis_vrijwilliger
from .eigen_woorden import DOOR, EERSTE, GEBEURD, IEMAND, LAATSTE, kop, label, modellen, velden
from .models import Koppeling, Vrijwilliger, Zelfcheck

#: Remarks in these are about the learner too.
GEEN_TEKST_UIT = frozenset({"Koppeling"})


class Veld(NamedTuple):
    """One line, in the language of the page. ``eigen``: as somebody wrote it, so mostly Dutch whatever the page is."""

    label: str
    waarde: str
    eigen: bool = False


@dataclass(slots=True)
class Deel:
    """One heading with its records."""

    titel: str
    rijen: list[list[Veld]] = field(default_factory=list)


def gegevens(vrijwilliger: Vrijwilliger) -> list[Deel]:
    """Everything held of this person, in words of the reader's language, and who looked at it."""
    with bereik(alles=True):
        namen = {
            **{code: gettext(naam) for code, naam in DAGDELEN},
            **{str(vorm.value): gettext(str(vorm.label)) for vorm in Vorm},
            **{code: taalnaam(naam) for code, naam in Taal.objects.values_list("code", "naam")},
            **{code: gettext(naam) for code, naam in Doelgroep.objects.values_list("code", "naam")},
            **{code: leervraag_tekst(code, tekst) for code, tekst in Leervraag.objects.values_list("code", "tekst")},
        }
        uit = [Deel(gettext(EERSTE), [list(_rij(vrijwilliger, namen))])]
        for model, sleutel in modellen():
            rijen = model._base_manager.filter(**{sleutel: vrijwilliger}).order_by("pk")
            if gevonden := [list(_rij(rij, namen)) for rij in rijen]:
                uit.append(Deel(gettext(kop(model)), gevonden))
        if keken := list(_wie_keek(vrijwilliger)):
            uit.append(Deel(gettext(LAATSTE), keken))
    return uit


def als_kopie(delen: Iterable[Deel]) -> dict[str, Any]:
    """The same for a machine: heading → records → label → value."""
    return {deel.titel: [{veld.label: veld.waarde for veld in rij} for rij in deel.rijen] for deel in delen}


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


def _rij(rij: Any, namen: dict[str, str]) -> Iterator[Veld]:
    for veld in velden(type(rij)):
        if type(rij).__name__ in GEEN_TEKST_UIT and isinstance(veld, models.TextField):
            continue
        tekst, eigen = _tekst(rij, veld, namen)
        if tekst:
            yield Veld(gettext(label(veld)), tekst, eigen)


def _tekst(rij: Any, veld: Any, namen: dict[str, str]) -> tuple[str, bool]:
    """The value as text, and whether it stands as somebody wrote it."""
    waarde = getattr(rij, veld.name)
    if waarde in (None, "", [], {}):
        return "", False
    if veld.choices:
        return gettext(str(getattr(rij, f"get_{veld.name}_display")())), False
    if isinstance(waarde, bool):
        return gettext("Ja") if waarde else gettext("Nee"), False
    if isinstance(waarde, datetime):
        return _moment(waarde), False
    if isinstance(waarde, date):
        return date_format(waarde, "j F Y"), False
    if isinstance(waarde, Decimal):
        return str(floatformat(waarde, -2)), False
    if isinstance(rij, Zelfcheck) and veld.name == "niveaus":
        return "\n".join(f"{gettext(naam)}: {gettext(str(stap.label))}" for naam, stap in rij.per_domein), False
    if veld.name == "ook_bij":
        return ", ".join(Organisatie.objects.filter(pk__in=waarde).values_list("naam", flat=True)), True
    if isinstance(waarde, list):
        return komma().join(namen.get(str(code), str(code)) for code in waarde), False
    return str(waarde), not isinstance(waarde, int)


def _moment(waarde: datetime) -> str:
    lokaal = timezone.localtime(waarde)
    return f"{date_format(lokaal, 'j F Y')}{komma()}{date_format(lokaal, 'H:i')}"


def _wie_keek(vrijwilliger: Vrijwilliger) -> Iterator[list[Veld]]:
    """Lines of the log: when, what, and for which organisation; colleagues stand in it by their organisation."""
    organisaties = dict(Organisatie.objects.values_list("pk", "naam"))
    for regel in Gebeurtenis.objects.over(vrijwilliger)[:500]:
        wat = GEBEURD.get(regel.soort)
        rest = regel.soort.rpartition(":")[2].replace("_", " ").capitalize()
        namen = ", ".join(organisaties[pk] for pk in regel.organisaties if pk in organisaties)
        if regel.door_id:
            door = Veld(gettext("Door"), namen or gettext(IEMAND), bool(namen))
        else:
            door = Veld(gettext("Door"), gettext(DOOR.get(regel.wie, regel.wie)), regel.wie not in DOOR)
        yield [
            Veld(gettext("Wanneer"), _moment(regel.wanneer)),
            Veld(gettext("Wat er gebeurde"), gettext(wat) if wat else rest, not wat),
            door,
        ]

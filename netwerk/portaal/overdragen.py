"""Work that stands in somebody's name, and giving it to a colleague when that person leaves the organisation.

Access ends with the membership, at the next click. What was in the leaver's name would otherwise wait for somebody who
does not come back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet

from aanbod.choices import OPEN
from aanbod.models import Doorverwijzing, TweedePersoon
from intake.models import Leerder
from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Lidmaatschap, Organisatie
from netwerk.overleg.models import Taak

WERKT_HIER = tuple(Rol)


@dataclass(frozen=True, slots=True)
class Soort:
    """One kind of work: what stands in somebody's name, and which roles can take it over.

    ``zet(rows, heir)`` writes the new name; ``heir`` None leaves it without one, where the room then shows it to all
    (``mag_zonder``).
    """

    code: str
    label: str
    rollen: tuple[str, ...]
    staat_op: Callable[[Gebruiker, Organisatie], QuerySet[Any]]
    zet: Callable[[QuerySet[Any], Gebruiker | None], int]
    mag_zonder: bool = False


def _ontvanger(rijen: QuerySet[Any], naar: Gebruiker | None) -> int:
    return rijen.update(eigenaar_ontvanger=naar, eigenaar_ontvanger_naam=str(naar), versie=F("versie") + 1)


SOORTEN: tuple[Soort, ...] = (
    Soort(
        "leerders", "Leerders", (Rol.COACH,),
        lambda wie, bij: Leerder.objects.filter(coach=wie, organisatie=bij),
        lambda rijen, naar: rijen.update(coach=naar),
        mag_zonder=True,
    ),
    Soort(
        "verstuurd", "Verstuurde doorverwijzingen", (Rol.COACH, Rol.BEHEERDER),
        lambda wie, bij: Doorverwijzing.objects.filter(eigenaar_verzender=wie, van_organisatie=bij, status__in=OPEN),
        lambda rijen, naar: rijen.update(eigenaar_verzender=naar, versie=F("versie") + 1),
        mag_zonder=True,
    ),
    Soort(
        "ontvangen", "Ontvangen doorverwijzingen", (Rol.AANBIEDER, Rol.BEHEERDER),
        lambda wie, bij: Doorverwijzing.objects.filter(eigenaar_ontvanger=wie, naar_organisatie=bij, status__in=OPEN),
        _ontvanger,
    ),
    Soort(
        "taken", "Taken van het netwerk", WERKT_HIER,
        lambda wie, bij: Taak.objects.filter(eigenaar=wie, eigenaar_organisatie=bij, gesloten_op=None),
        lambda rijen, naar: rijen.update(eigenaar=naar, versie=F("versie") + 1),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenWerk:
    """How much of one kind stands in the leaver's name, and which colleagues could take it."""

    soort: Soort
    aantal: int
    collegas: tuple[Gebruiker, ...]


def open_werk(gebruiker: Gebruiker, organisatie: Organisatie) -> list[OpenWerk]:
    """What stands in this person's name at this organisation, kind by kind; kinds without work are left out."""
    leden = Lidmaatschap.objects.van([organisatie.pk]).met_rol(*WERKT_HIER).exclude(gebruiker=gebruiker)
    per_rol: dict[str, list[Gebruiker]] = {}
    for lid in leden.select_related("gebruiker").order_by("gebruiker__naam"):
        per_rol.setdefault(lid.rol, []).append(lid.gebruiker)
    uit = []
    for soort in SOORTEN:
        if aantal := soort.staat_op(gebruiker, organisatie).count():
            kunnen = dict.fromkeys(wie for rol in soort.rollen for wie in per_rol.get(rol, []))
            uit.append(OpenWerk(soort, aantal, tuple(sorted(kunnen, key=str))))
    return uit


@transaction.atomic
def draag_over(
    *, van: Gebruiker, organisatie: Organisatie, naar: Mapping[str, Gebruiker | None], door: Gebruiker
) -> dict[str, int]:
    """Give each kind of work to the colleague named for it; nobody for a kind leaves it without a name.

    Called by ``actions.vertrek``, in the scope of the organisation. One line in the log per kind.
    """
    gedaan = {}
    for werk in open_werk(van, organisatie):
        erfgenaam = naar.get(werk.soort.code)
        if erfgenaam not in werk.collegas and not (erfgenaam is None and werk.soort.mag_zonder):
            raise ValidationError(f"Kies wie dit overneemt: {werk.soort.label.lower()}.")
        gedaan[werk.soort.code] = werk.soort.zet(werk.soort.staat_op(van, organisatie), erfgenaam)
        noteer(
            "lid:overgedragen", van, door=door, organisaties=[organisatie.pk], wat_voor=werk.soort.code,
            aantal=gedaan[werk.soort.code], naar=erfgenaam.pk if erfgenaam else None,
        )  # fmt: skip
    TweedePersoon.objects.filter(organisatie=organisatie, gebruiker=van).delete()
    return gedaan


def in_woorden(gedaan: Mapping[str, int], soorten: Iterable[Soort] = SOORTEN) -> str:
    """What was handed over, for the message afterwards."""
    namen = {soort.code: soort.label.lower() for soort in soorten}
    return ", ".join(f"{aantal} {namen[code]}" for code, aantal in gedaan.items() if aantal)

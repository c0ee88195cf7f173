"""Conditions that are not met (no device, no internet, no safe place) and where each can be arranged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aanbod.choices import Soort
from aanbod.leenvragen import LEENSOORTEN
from aanbod.models import Aanbod
from aanbod.zoeken import op_afstand
from netwerk.kern.profiel import Plaats, afstand_in_woorden

#: Per condition of ``advies.VOORWAARDEN`` the kinds of provision that meet it, the lasting answer first.
SOORTEN: Mapping[str, tuple[str, ...]] = {
    "apparaat": (Soort.LAPTOP_LENEN, Soort.LAPTOP_KRIJGEN, Soort.COMPUTERS),
    "laptop": (Soort.LAPTOP_LENEN, Soort.LAPTOP_KRIJGEN, Soort.COMPUTERS),
    "internet": (Soort.INTERNET_THUIS, Soort.WIFI, Soort.COMPUTERS),
    "veilige_plek": (Soort.VEILIGE_PLEK,),
}
#: Places per kind.
MEESTE = 2


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a condition can be arranged. ``aanvragen``: a thing that is asked for and waited for."""

    pk: int
    naam: str
    organisatie: str
    soort: str
    url: str
    afstand: str
    aanvragen: bool


def plekken(codes: Iterable[str], plaats: Plaats | None) -> dict[str, list[Plek]]:
    """Per condition where to go, nearest first; one query, none when nothing is missing."""
    codes = [code for code in codes if code in SOORTEN]
    if not codes:
        return {}
    zoek = Aanbod.objects.gepubliceerd().filter(soort__in={s for code in codes for s in SOORTEN[code]})
    rijen = list((op_afstand(zoek, plaats) if plaats else zoek).select_related("organisatie"))
    rijen.sort(key=lambda rij: (_afstand(rij), rij.pk))
    per_soort: dict[str, list[Plek]] = {}
    for rij in rijen:
        rest = per_soort.setdefault(rij.soort, [])
        if len(rest) < MEESTE:
            rest.append(_plek(rij))
    return {code: [plek for soort in SOORTEN[code] for plek in per_soort.get(soort, [])] for code in codes}


def _afstand(rij: Aanbod) -> float:
    afstand = getattr(rij, "afstand", None)
    return float("inf") if afstand is None else afstand


def _plek(rij: Aanbod) -> Plek:
    afstand = getattr(rij, "afstand", None)
    return Plek(
        rij.pk, rij.naam, rij.organisatie.naam, rij.get_soort_display(), rij.get_absolute_url(),
        "" if afstand is None else afstand_in_woorden(afstand), rij.soort in LEENSOORTEN,
    )  # fmt: skip

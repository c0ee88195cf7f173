"""Read what was stored of one quarter, or of the quarters of a year: one query for every group a page needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from netwerk.kern.grof import afgerond

from .bundelen import SAMEN
from .jaar import jaarinhoud
from .models import Publicatie
from .onthulling import TOTAAL
from .periode import Jaar, Kwartaal, Periode, jaren, laatste
from .samenvatting import NA_DAGEN, STANDEN, TERUG

#: Things are counted every night; older than this means that the nightly job does not run.
OUD_NA = timedelta(days=2)
#: Decides which quarters a year has.
HOOFDGROEP = "leerders"


@dataclass(frozen=True, slots=True)
class Tabel:
    """A published table about people. Hidden cells are None; the totals are always there."""

    rijen: tuple[str, ...]
    kolommen: tuple[str, ...]
    rijsamen: tuple[str, ...]
    kolomsamen: tuple[str, ...]
    cellen: Mapping[tuple[str, str], int | None]

    @classmethod
    def van(cls, ruw: Mapping[str, Any]) -> Tabel:
        """From what ``publiceren`` stored."""
        rijen, kolommen = tuple(ruw["rijen"]), tuple(ruw["kolommen"])
        cellen: dict[tuple[str, str], int | None] = {
            (rij, kolom): waarde
            for rij, waarden in zip(rijen, ruw["cellen"], strict=True)
            for kolom, waarde in zip(kolommen, waarden, strict=True)
        }
        cellen |= {(rij, TOTAAL): n for rij, n in zip(rijen, ruw["rijtotalen"], strict=True)}
        cellen |= {(TOTAAL, kolom): n for kolom, n in zip(kolommen, ruw["kolomtotalen"], strict=True)}
        cellen[TOTAAL, TOTAAL] = ruw["totaal"]
        return cls(rijen, kolommen, tuple(ruw["rijsamen"]), tuple(ruw["kolomsamen"]), cellen)

    def in_vijftallen(self) -> Tabel:
        """The same with every count at the lower end of its five. Made of what was published, so no less safe."""
        return replace(self, cellen={plek: n if n is None else afgerond(n) for plek, n in self.cellen.items()})

    def rij_van(self, klasse: str) -> str:
        """The row in which a class is counted; ``samen`` when it was put together with others."""
        return klasse if klasse in self.rijen or klasse == TOTAAL else SAMEN

    def waarde(self, rij: str, kolom: str) -> int | None:
        """A count; None when hidden, put together with others, or not in this table."""
        return self.cellen.get((rij, kolom))


@dataclass(slots=True)
class Cijfers:
    """The stored figures of one period. ``grof``: for who knows some of the people, counts of them go down to fives."""

    kwartaal: Periode
    per_groep: dict[str, Publicatie]
    grof: bool = False
    _tabellen: dict[str, Tabel | None] = field(default_factory=dict)

    def tabel(self, groep: str, soort: str) -> Tabel | None:
        """A table about people; None when there is none, or fewer than five people in it."""
        if soort not in self._tabellen:
            publicatie = self.per_groep.get(groep)
            ruw = publicatie.inhoud.get(soort) if publicatie else None
            self._tabellen[soort] = (Tabel.van(ruw).in_vijftallen() if self.grof else Tabel.van(ruw)) if ruw else None
        return self._tabellen[soort]

    def los(self, groep: str, soort: str) -> dict[str, dict[str, int]]:
        """Counts of things, by row and column."""
        publicatie = self.per_groep.get(groep)
        uit: dict[str, dict[str, int]] = publicatie.inhoud.get(soort, {}).get("los", {}) if publicatie else {}
        return uit

    def berekend_op(self, groep: str) -> datetime | None:
        """When these figures were computed."""
        publicatie = self.per_groep.get(groep)
        return publicatie.berekend_op if publicatie else None

    @property
    def versie(self) -> str:
        """Changes whenever something was computed again."""
        return max((p.berekend_op.isoformat() for p in self.per_groep.values()), default="")

    @property
    def verouderd(self) -> bool:
        """Whether the figures of the running quarter are older than the nightly job allows."""
        levend = [p.berekend_op for p in self.per_groep.values() if not p.definitief]
        return bool(levend) and min(levend) < timezone.now() - OUD_NA


def lees(periode: Periode, groepen: Iterable[str]) -> Cijfers:
    """The figures of these groups in a quarter, or added up over a year. One query."""
    codes = [k.code for k in periode.kwartalen] if isinstance(periode, Jaar) else [periode.code]
    rijen = Publicatie.objects.filter(kwartaal__in=codes, groep__in=list(groepen)).defer("totalen")
    per: dict[str, list[Publicatie]] = {}
    for rij in sorted(rijen, key=lambda rij: rij.kwartaal):
        per.setdefault(rij.groep, []).append(rij)
    return Cijfers(periode, {groep: van[0] if len(codes) == 1 else _samen(van) for groep, van in per.items()})


def _samen(rijen: list[Publicatie]) -> Publicatie:
    """Quarters of one group as one, not stored: people added up; a state, and things, as they are in the last one."""
    laatste_ = rijen[-1]
    if laatste_.groep in STANDEN:
        return laatste_
    return Publicatie(
        groep=laatste_.groep,
        kwartaal=laatste_.kwartaal,
        inhoud=jaarinhoud([rij.inhoud for rij in rijen if rij.definitief]),
        berekend_op=max(rij.berekend_op for rij in rijen),
        definitief=True,
    )


def verschijnt_op(kwartaal: Periode) -> date:
    """The first day on which figures about people in this period are published."""
    return kwartaal.tot + timedelta(days=NA_DAGEN)


def kwartalen(vandaag: date) -> list[Kwartaal]:
    """The quarters one can choose, newest first: the running one, and all that hold something. One query."""
    codes = set(Publicatie.objects.order_by().values_list("kwartaal", flat=True).distinct())
    nu = Kwartaal.van_dag(vandaag)
    oud = sorted((k for code in codes if (k := Kwartaal.van_code(code))), reverse=True)
    return [nu, *(k for k in oud if k < nu)] or laatste(vandaag, TERUG)


def jaarkeuze(vandaag: date) -> list[Jaar]:
    """The years one can choose. One query."""
    codes = Publicatie.objects.filter(definitief=True, groep=HOOFDGROEP).order_by().values_list("kwartaal", flat=True)
    nu = Kwartaal.van_dag(vandaag)
    return jaren(k for code in codes if (k := Kwartaal.van_code(code)) and k < nu)


def voorkeur(kwartaal_keuze: list[Kwartaal], vandaag: date) -> Kwartaal:
    """The newest quarter in which figures about people can be there."""
    return next((k for k in kwartaal_keuze if verschijnt_op(k) <= vandaag), kwartaal_keuze[0])


def reeks(groep: str, tot: Periode, aantal: int = 8, *, grof: bool = False) -> list[tuple[Kwartaal, dict[str, int]]]:
    """The totals per row of the last quarters up to and including ``tot``, oldest first, from the first with people on.

    ``grof``: in fives. One query.
    """
    code_tot = (tot.kwartalen[-1] if isinstance(tot, Jaar) else tot).code
    rijen = Publicatie.objects.filter(groep=groep, kwartaal__lte=code_tot, definitief=True).order_by("-kwartaal")
    uit = []
    for code, totalen in rijen.values_list("kwartaal", "totalen")[:aantal]:
        if kwartaal := Kwartaal.van_code(code):
            uit.append((kwartaal, {rij: afgerond(n) for rij, n in totalen.items()} if grof else totalen))
    while uit and not uit[-1][1]:
        uit.pop()
    return uit[::-1]

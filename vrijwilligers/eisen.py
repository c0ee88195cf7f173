"""Which requirements a volunteer still misses for a role. Pure, apart from fetching the policy in force."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .choices import PRIVACYMODULE, HulpRol

if TYPE_CHECKING:
    from .models import Eis, Screening

#: From this many days before it ends, both sides are warned.
WAARSCHUW_DAGEN = 60
#: Without an own end date a VOG counts three years, as the network advises.
VOG_MAANDEN = 36


@dataclass(frozen=True, slots=True)
class Beleid:
    """What a role asks, whatever it came from."""

    vog: bool = False
    geheimhouding: bool = False
    referentie: bool = False
    modules: tuple[str, ...] = ()
    #: A VOG older than this many months does not count, whatever was written down; None: only its own end date.
    vog_maanden: int | None = None

    @property
    def met_privacy(self) -> Beleid:
        """The same, with what privacy-sensitive help always asks (the database enforces these three too)."""
        modules = self.modules if PRIVACYMODULE in self.modules else (*self.modules, PRIVACYMODULE)
        return replace(self, vog=True, geheimhouding=True, modules=modules)


#: For a role without any policy: ask everything, rather than nothing.
STRENG = Beleid(vog=True, geheimhouding=True, referentie=True, modules=(PRIVACYMODULE,))


def plus_maanden(dag: date, maanden: int) -> date:
    """So many months later; the 31st becomes the last day of a shorter month, as PostgreSQL's interval does."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, monthrange(jaar, maand + 1)[1]))


@dataclass(frozen=True, slots=True)
class Papieren:
    """What was shown and done, as the rule needs it."""

    vog_tot: date | None = None
    geheimhouding: bool = False
    referentie: bool = False
    modules: frozenset[str] = frozenset()
    vog_getoond: date | None = None

    def vog_telt_tot(self, beleid: Beleid) -> date | None:
        """The last day on which the VOG counts under this policy: its own end, or earlier when the policy says so."""
        if self.vog_tot is None or self.vog_getoond is None or beleid.vog_maanden is None:
            return self.vog_tot
        return min(self.vog_tot, plus_maanden(self.vog_getoond, beleid.vog_maanden))

    @classmethod
    def van(cls, screening: Screening | None, behaald: Iterable[str]) -> Papieren:
        """From the records; no screening row means that nothing was shown."""
        if screening is None:
            return cls(modules=frozenset(behaald))
        return cls(
            vog_tot=screening.vog_geldig_tot if screening.vog_getoond_op else None,
            geheimhouding=screening.geheimhouding_getekend_op is not None,
            referentie=screening.referentie_op is not None,
            modules=frozenset(behaald),
            vog_getoond=screening.vog_getoond_op,
        )


def ontbrekende(
    beleid: Beleid, papieren: Papieren, op: date, modulenamen: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """What is missing on this day, in words that fit after "nog nodig:"."""
    tekort: list[str] = []
    if beleid.vog:
        vog_tot = papieren.vog_telt_tot(beleid)
        if vog_tot is None:
            tekort.append("een VOG")
        elif vog_tot < op:
            tekort.append("een nieuwe VOG (verlopen)")
    if beleid.geheimhouding and not papieren.geheimhouding:
        tekort.append("getekende geheimhouding")
    if beleid.referentie and not papieren.referentie:
        tekort.append("een referentie")
    for code in beleid.modules:
        if code not in papieren.modules:
            tekort.append(f"de module {(modulenamen or {}).get(code, code)}")
    return tuple(tekort)


def loopt_af(papieren: Papieren, op: date) -> bool:
    """Whether the VOG still counts, but ends within the warning period."""
    return papieren.vog_tot is not None and op <= papieren.vog_tot <= op + timedelta(days=WAARSCHUW_DAGEN)


def beleid_van(eis: Eis | None) -> Beleid:
    """The stored row as a rule; without one, the strictest."""
    if eis is None:
        return STRENG
    return Beleid(eis.vog, eis.geheimhouding, eis.referentie, tuple(eis.modules), eis.vog_maanden)


def beleid_voor(rol: str, organisatie_id: int | None, op: date, *, privacygevoelig: bool) -> Beleid:
    """The policy in force for a role in an organisation (None: the network's own)."""
    from .models import Eis

    beleid = beleid_van(Eis.objects.geldend(rol, organisatie_id, op))
    return beleid.met_privacy if privacygevoelig or rol == HulpRol.DIGID else beleid

"""What recruiting yields: from signing up to helping somebody three months later. Pure; rows in, counts out.

A step counts when it ever happened, by the dates of the log: signed up → in conversation → trained → active after
three months. Only the last one looks at a fixed day (:data:`NA_DAGEN` after signing up): by then the volunteer helped
somebody, and had not paused or stopped on that day. Whoever signed up later than that cannot be judged yet and stays
out of the denominator, otherwise a young campaign would always look bad.

Uncertainty: the Wilson score interval at 95 %. Source: E.B. Wilson, "Probable inference, the law of succession, and
statistical inference", Journal of the American Statistical Association 22 (1927), pp. 209-212; recommended for small
numbers by L.D. Brown, T.T. Cai and A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16
(2001), pp. 101-133.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt

from netwerk.kern.grof import afgerond

#: Three months, in days.
NA_DAGEN = 91
#: The two-sided 95 % point of the normal distribution.
Z = 1.959963984540054
#: The counts of :class:`Opbrengst`.
VELDEN = ("aangemeld", "gesprek", "opgeleid", "te_beoordelen", "actief")

GESPREK = frozenset({"kennismaking", "screening", "training", "inzetbaar", "actief"})
OPGELEID = frozenset({"inzetbaar", "actief"})
WEG = frozenset({"pauze", "gestopt"})


@dataclass(frozen=True, slots=True)
class Verloop:
    """One volunteer: the day of signing up, and every later change of state (day, new state), oldest first."""

    aangemeld: date
    stappen: tuple[tuple[date, str], ...] = ()

    def ooit(self, standen: frozenset[str]) -> bool:
        """Whether one of these states was ever reached."""
        return any(stand in standen for _, stand in self.stappen)

    def tot(self, peil: date) -> Verloop:
        """The course as it stood before a day."""
        return Verloop(self.aangemeld, tuple(stap for stap in self.stappen if stap[0] < peil))

    def te_beoordelen(self, op: date) -> bool:
        """Whether three months have passed since signing up."""
        return self.aangemeld + timedelta(days=NA_DAGEN) <= op

    @property
    def actief_na(self) -> bool:
        """Whether somebody had been helped by the fixed day, and the volunteer had not left on it."""
        dag = self.aangemeld + timedelta(days=NA_DAGEN)
        tot_dan = [stand for wanneer, stand in self.stappen if wanneer <= dag]
        return "actief" in tot_dan and tot_dan[-1] not in WEG


@dataclass(frozen=True, slots=True)
class Opbrengst:
    """Counts for one group. ``actief`` of ``te_beoordelen``; ``kosten`` in euro."""

    aangemeld: int = 0
    gesprek: int = 0
    opgeleid: int = 0
    te_beoordelen: int = 0
    actief: int = 0
    kosten: float | None = None

    @property
    def aandeel_actief(self) -> tuple[float, float] | None:
        """Between which shares the true one plausibly lies; None when nobody can be judged yet."""
        return wilson(self.actief, self.te_beoordelen)

    @property
    def voorlopig(self) -> bool:
        """Whether some signed up less than three months ago, so that the cost per active volunteer may still fall."""
        return self.te_beoordelen < self.aangemeld

    @property
    def per_actieve(self) -> float | None:
        """Euro per volunteer active after three months; None without costs known or without any."""
        return self.kosten / self.actief if self.kosten is not None and self.actief else None


def wilson(gelukt: int, totaal: int, z: float = Z) -> tuple[float, float] | None:
    """The Wilson score interval of a share, within 0 and 1; None of nothing."""
    if not 0 <= gelukt <= totaal:
        raise ValueError(f"{gelukt} van {totaal} kan niet")
    if totaal == 0:
        return None
    p, zz = gelukt / totaal, z * z
    midden = (p + zz / (2 * totaal)) / (1 + zz / totaal)
    half = z * sqrt(p * (1 - p) / totaal + zz / (4 * totaal * totaal)) / (1 + zz / totaal)
    laag = 0.0 if gelukt == 0 else max(0.0, midden - half)
    hoog = 1.0 if gelukt == totaal else min(1.0, midden + half)
    return laag, hoog


def tel(verlopen: Iterable[Verloop], op: date, kosten: float | None = None) -> Opbrengst:
    """The counts of one group on this day."""
    rijen = list(verlopen)
    rijp = [v for v in rijen if v.te_beoordelen(op)]
    return Opbrengst(
        aangemeld=len(rijen),
        gesprek=sum(v.ooit(GESPREK) for v in rijen),
        opgeleid=sum(v.ooit(OPGELEID) for v in rijen),
        te_beoordelen=len(rijp),
        actief=sum(v.actief_na for v in rijp),
        kosten=kosten,
    )


def verschil_in_woorden(stad: Opbrengst, wijk: Opbrengst) -> str:
    """City-wide beside districts in one sentence that claims no more than the intervals allow."""
    a, b = stad.aandeel_actief, wijk.aandeel_actief
    if a is None or b is None:
        via = "" if a is None and b is None else " stadsbreed" if a is None else " per stadsdeel"
        return f"Er is nog te weinig om te vergelijken: wie{via} geworven is, meldde zich pas kort geleden aan."
    if a[0] > b[1]:
        return "Stadsbreed werven leverde per aanmelding meer actieve vrijwilligers op."
    if b[0] > a[1]:
        return "Werven per stadsdeel leverde per aanmelding meer actieve vrijwilligers op."
    return "Het verschil kan toeval zijn: de marges overlappen. Trek nog geen conclusie."


def grof(o: Opbrengst, stap: int) -> Opbrengst:
    """The same in bands: every count at the lower end of its own, and what follows from them."""
    velden = {veld: afgerond(getattr(o, veld), stap) for veld in VELDEN}
    return replace(o, **velden)


def per_groep(
    rijen: Iterable[tuple[str, Verloop]], op: date, kosten: Mapping[str, float] | None = None
) -> dict[str, Opbrengst]:
    """Counts per group, largest first. ``kosten`` per group, when they can be attributed."""
    groepen: dict[str, list[Verloop]] = {groep: [] for groep in (kosten or {})}
    for groep, verloop in rijen:
        groepen.setdefault(groep, []).append(verloop)
    uit = {g: tel(v, op, None if kosten is None else kosten.get(g, 0.0)) for g, v in groepen.items()}
    return dict(sorted(uit.items(), key=lambda paar: (-paar[1].aangemeld, paar[0])))

"""How well a material works for a need, a group and a level, as told by the people who used it.

A plain mean would crown the material that one person tried once. So each cell is pulled towards the mean of the whole
network, less so the more is known:

    score = (K × mean + Σ weight × value) / (K + Σ weight)

- This is the credibility estimate of H. Bühlmann, "Experience rating and credibility", ASTIN Bulletin 4 (1967) 199-207,
  also known as a Bayesian average. It equals the posterior mean of a normal model with a normal prior, whose mean is
  taken from the data: empirical Bayes, see B. Efron & C. Morris, "Data analysis using Stein's estimator and its
  generalizations", JASA 70 (1975) 311-319.
- K = SIGMA² / TAU²: how much two experiences with one material differ, against how much materials differ. Chosen, not
  estimated: the cells are far too thin to estimate it, and a constant can be explained to a coach ("four experiences
  weigh as much as the mean of everybody").
- The posterior standard deviation is SIGMA / √(K + Σ weight). It depends on the amount of evidence only, so that more
  evidence always narrows. (A beta model does not have that property: a surprising outcome widens it.)
- Old experiences weigh less: the weight halves every HALFWAARDE_DAGEN. A likelihood raised to such a power is the
  "power prior" of J. Ibrahim & M. Chen, Statistical Science 15 (2000) 46-60.
- All experiences of one organisation in one cell together weigh at most ORGANISATIE_MAX, whoever wrote them: one loud
  organisation cannot lift its favourite. An organisation that published the material is left out altogether.

Sums use math.fsum, which is exact: the order in which experiences arrive cannot change the last digit. No Django here.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

#: The four plain steps of choices.Uitkomst on a scale from 0 to 1.
WAARDE: dict[str, float] = {"niet": 0.0, "beetje": 1 / 3, "goed": 2 / 3, "heel_goed": 1.0}

#: Standard deviation of single experiences with one material, on the scale 0-1.
SIGMA = 0.30
#: Standard deviation between materials, on the scale 0-1.
TAU = 0.15
#: Weight of the network's mean, in experiences of today with one learner: 4.
K = SIGMA**2 / TAU**2
#: After this many days an experience counts half: programmes and websites change about every two years.
HALFWAARDE_DAGEN = 730
#: More learners make an experience firmer, as the square root, to at most this factor: a big number is easily typed.
LEERDERS_MAX = 2.0
#: The most that one organisation weighs in one cell, in experiences of today with one learner.
ORGANISATIE_MAX = 3.0
#: The most that one organisation weighs in the mean of the network; wider, for it covers all its cells.
ORGANISATIE_MAX_GEMIDDELDE = 12.0
#: The mean while nobody has told anything: the middle of the scale.
BEGIN_GEMIDDELDE = 0.5
#: Half the width of a 90 % credible interval, in standard deviations of a normal distribution.
Z90 = 1.6448536269514722
#: Fewer experiences than this, or fewer organisations than the next, are called few.
WEINIG_ERVARINGEN = 5
WEINIG_ORGANISATIES = 2

DIMENSIES = ("materiaal", "leervraag", "doelgroep", "niveau")


class EigenMateriaal(ValueError):
    """An organisation tells its experience with what it publishes itself."""


@dataclass(frozen=True, slots=True)
class Waarneming:
    """One experience as the score sees it. ``organisatie`` None: a person without one, who then counts on their own."""

    materiaal: Hashable
    leervraag: Hashable
    doelgroep: Hashable
    niveau: Hashable
    organisatie: Hashable | None
    persoon: Hashable
    uitkomst: str
    op: date
    leerders: int = 1

    def __post_init__(self) -> None:
        """Refuse what has no value: ValueError for an unknown outcome or fewer than one learner."""
        if self.uitkomst not in WAARDE:
            raise ValueError(f"Onbekende uitkomst: {self.uitkomst!r}. Kies uit {', '.join(WAARDE)}.")
        if self.leerders < 1:
            raise ValueError("Een ervaring gaat over minstens één leerder.")

    @property
    def bron(self) -> tuple[str, Hashable]:
        """Whose voice this is: the organisation, or the person who has none."""
        return ("organisatie", self.organisatie) if self.organisatie is not None else ("persoon", self.persoon)

    @property
    def waarde(self) -> float:
        """The outcome on the scale 0-1."""
        return WAARDE[self.uitkomst]


@dataclass(frozen=True, slots=True)
class Score:
    """What a cell shows: never the score alone, always with how much stands behind it."""

    #: Shrunk score, 0 (did not work) to 1 (worked very well).
    score: float
    #: Half the width of the 90 % credible interval, before the interval is cut off at 0 and 1.
    marge: float
    #: Number of experiences that count, and of organisations (or persons without one) behind them.
    aantal: int
    bronnen: int
    #: Sum of the weights after ageing and the cap per organisation.
    gewicht: float
    #: Number of experiences per outcome, in the order of WAARDE: the spread as a coach reads it.
    verdeling: tuple[int, int, int, int]
    #: Experiences left out because the publisher told them.
    geweigerd: int = 0

    @property
    def onder(self) -> float:
        """Lower end of the 90 % credible interval, never below 0."""
        return max(0.0, self.score - self.marge)

    @property
    def boven(self) -> float:
        """Upper end of the 90 % credible interval, never above 1."""
        return min(1.0, self.score + self.marge)

    @property
    def weinig(self) -> bool:
        """Too few experiences, or all from one side: the page then says so before it shows a score."""
        return self.aantal < WEINIG_ERVARINGEN or self.bronnen < WEINIG_ORGANISATIES

    @property
    def hoeveel(self) -> str:
        """How much stands behind the score, in words."""
        if self.aantal == 0:
            return "nog geen ervaringen"
        return "weinig ervaringen" if self.weinig else "genoeg ervaringen"

    @property
    def uitkomst(self) -> str:
        """The outcome step nearest to the score; at equal distance the lower one."""
        return min(WAARDE, key=lambda stap: (abs(WAARDE[stap] - self.score), WAARDE[stap]))


def gewicht(waarneming: Waarneming, peildatum: date) -> float:
    """Weight of one experience on ``peildatum``: 1 for one learner today, halved per HALFWAARDE_DAGEN.

    A date in the future counts as today: a wrong clock must not make an experience heavier.
    """
    dagen = max(0, (peildatum - waarneming.op).days)
    return min(math.sqrt(waarneming.leerders), LEERDERS_MAX) * 0.5 ** (dagen / HALFWAARDE_DAGEN)


def is_eigen(waarneming: Waarneming, uitgevers: Mapping[Any, Collection[Any]]) -> bool:
    """Whether the organisation that tells this also publishes the material. ``uitgevers``: material → organisations."""
    return waarneming.organisatie is not None and waarneming.organisatie in uitgevers.get(waarneming.materiaal, ())


def weiger_eigen(waarneming: Waarneming, uitgevers: Mapping[Any, Collection[Any]]) -> None:
    """Raise EigenMateriaal, with the reason in Dutch, where the publisher judges its own material."""
    if is_eigen(waarneming, uitgevers):
        raise EigenMateriaal(
            "Uw organisatie geeft dit materiaal zelf uit. Een ervaring met eigen materiaal telt niet mee, "
            "zodat de scores eerlijk blijven. Vraag een andere organisatie om haar ervaring te delen."
        )


def _begrensd(waarnemingen: Iterable[Waarneming], peildatum: date, grens: float) -> tuple[float, float, int]:
    """Sum of weights, sum of weight × value and number of voices, each voice cut down to ``grens`` in proportion."""
    per_bron: dict[tuple[str, Hashable], list[tuple[float, float]]] = defaultdict(list)
    for waarneming in waarnemingen:
        w = gewicht(waarneming, peildatum)
        per_bron[waarneming.bron].append((w, w * waarneming.waarde))
    gewichten, waarden = [], []
    for paren in per_bron.values():
        totaal = math.fsum(w for w, _ in paren)
        waarde = math.fsum(wv for _, wv in paren)
        factor = 1.0 if totaal <= grens else grens / totaal
        gewichten.append(totaal * factor)
        waarden.append(waarde * factor)
    return math.fsum(gewichten), math.fsum(waarden), len(per_bron)


def gemiddelde(waarnemingen: Iterable[Waarneming], peildatum: date) -> float:
    """The mean of the network that thin cells are pulled to: itself pulled to the middle while little is known."""
    totaal, waarde, _ = _begrensd(waarnemingen, peildatum, ORGANISATIE_MAX_GEMIDDELDE)
    return (K * BEGIN_GEMIDDELDE + waarde) / (K + totaal)


def score(
    waarnemingen: Iterable[Waarneming],
    *,
    peildatum: date,
    naar: float = BEGIN_GEMIDDELDE,
    uitgevers: Mapping[Any, Collection[Any]] | None = None,
) -> Score:
    """The score of one cell: the experiences given, pulled towards ``naar`` (0-1), with count and spread.

    Experiences of the publisher are left out and counted in ``geweigerd``: the database refuses new ones, but an
    organisation can become a publisher afterwards. ValueError when ``naar`` lies outside 0-1.
    """
    if not 0.0 <= naar <= 1.0:
        raise ValueError("Het gemiddelde ligt tussen 0 en 1.")
    alle = list(waarnemingen)
    geldig = [w for w in alle if not is_eigen(w, uitgevers)] if uitgevers else alle
    totaal, waarde, bronnen = _begrensd(geldig, peildatum, ORGANISATIE_MAX)
    telling = Counter(w.uitkomst for w in geldig)
    niet, beetje, goed, heel_goed = (telling[stap] for stap in WAARDE)
    return Score(
        # Rounding may carry the quotient one last digit past the scale.
        score=min(1.0, max(0.0, (K * naar + waarde) / (K + totaal))),
        marge=Z90 * SIGMA / math.sqrt(K + totaal),
        aantal=len(geldig),
        bronnen=bronnen,
        gewicht=totaal,
        verdeling=(niet, beetje, goed, heel_goed),
        geweigerd=len(alle) - len(geldig),
    )


def scores(
    waarnemingen: Iterable[Waarneming],
    *,
    peildatum: date,
    per: tuple[str, ...] = DIMENSIES,
    uitgevers: Mapping[Any, Collection[Any]] | None = None,
) -> dict[tuple[Hashable, ...], Score]:
    """The score of every cell that has an experience, keyed by the values of ``per`` (fields of Waarneming).

    ``per=("materiaal", "leervraag")`` gives the margin over groups and levels; the cap per organisation then holds for
    that wider cell. The mean to pull towards is taken from all experiences given, without those of publishers.
    """
    if onbekend := [dimensie for dimensie in per if dimensie not in DIMENSIES]:
        raise ValueError(f"Onbekende dimensie: {', '.join(onbekend)}.")
    alle = list(waarnemingen)
    naar = gemiddelde((w for w in alle if not is_eigen(w, uitgevers or {})), peildatum)
    cellen: dict[tuple[Hashable, ...], list[Waarneming]] = defaultdict(list)
    for waarneming in alle:
        cellen[tuple(getattr(waarneming, dimensie) for dimensie in per)].append(waarneming)
    return {cel: score(inhoud, peildatum=peildatum, naar=naar, uitgevers=uitgevers) for cel, inhoud in cellen.items()}

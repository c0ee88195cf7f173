"""All open requests at once: who helps whom so that the city as a whole is helped best. Pure, deterministic.

What one match is worth (:func:`waarde`, in thousandths of a point): that somebody is helped at all, how well the two
fit (``weging``), and how long the learner waits. The waiting part has no ceiling, so who waits long enough goes before
any better fit: nobody waits forever while somebody who fits has a place.

The solver is scipy's sparse Jonker-Volgenant (docs/adr/0008). Each free place of a volunteer is a column, and each
request has one column of its own that means "nobody yet", so that a solution always exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from .scorematrix import DUIZENDSTEN, TRECHTER, Aanvraag, Heel, Helper, Kandidaten, Kolommen, kandidaten

#: Points for helping somebody at all: as much as a perfect fit, so two fair matches beat one perfect one.
HELPEN = 100
#: Points per day that a learner waits.
PER_WACHTDAG = 1
#: Candidates kept per request; the gap to "all" is measured in docs/koppelen.md.
BESTE = 50
#: So often the volunteers with a place left are offered to the requests that stayed behind.
BIJVOEGEN = 3

NIEMAND = -1


@dataclass(frozen=True, slots=True)
class Uitslag:
    """One way to divide. ``keuze[n]``: position of the volunteer for request ``n``, or :data:`NIEMAND`."""

    keuze: Heel
    totaal: int
    scores: Heel

    @property
    def geholpen(self) -> int:
        return int((self.keuze != NIEMAND).sum())


@dataclass(frozen=True, slots=True)
class Verdeling:
    """The proposal beside first come, first served. ``aanvragen`` in order of key; ``pks`` are the volunteers' keys."""

    aanvragen: tuple[Aanvraag, ...]
    pks: Heel
    beste: Uitslag
    op_volgorde: Uitslag
    graaf: Kandidaten

    def wie(self, n: int) -> int | None:
        """Key of the volunteer proposed for request ``n``."""
        plek = int(self.beste.keuze[n])
        return None if plek == NIEMAND else int(self.pks[plek])

    def wie_op_volgorde(self, n: int) -> int | None:
        """Key of the volunteer whom first come, first served would give."""
        plek = int(self.op_volgorde.keuze[n])
        return None if plek == NIEMAND else int(self.pks[plek])


def waarde(score: Heel, wachtdagen: Heel) -> Heel:
    """Worth of a match in thousandths of a point; always more than zero."""
    return HELPEN * DUIZENDSTEN + score + wachtdagen * PER_WACHTDAG * DUIZENDSTEN


def verdeel(aanvragen: Sequence[Aanvraag], helpers: Sequence[Helper], *, k: int | None = BESTE) -> Verdeling:
    """Divide the volunteers over the requests. The order in which people are given makes no difference."""
    kolommen = Kolommen.van(helpers)
    rij = tuple(sorted(aanvragen, key=lambda a: a.pk))
    wacht = np.array([a.wachtdagen for a in rij], dtype=np.int64)
    graaf = kandidaten(rij, kolommen, k=k)
    beste = los_op(graaf, wacht, kolommen.plekken)
    for _ in range(BIJVOEGEN):
        erbij = _wie_bleef_over(rij, kolommen, graaf, beste) if k is not None else None
        if erbij is None:
            break
        graaf = _samen(graaf, erbij)
        beste = los_op(graaf, wacht, kolommen.plekken)
    eerst = sorted(range(len(rij)), key=lambda n: (-rij[n].wachtdagen, rij[n].pk))
    return Verdeling(rij, kolommen.pk, beste, op_volgorde(graaf, wacht, kolommen.plekken, eerst), graaf)


def los_op(graaf: Kandidaten, wacht: Heel, plekken: Heel) -> Uitslag:
    """The best division on these candidates: the highest total worth, exactly."""
    n = len(wacht)
    keuze, scores = np.full(n, NIEMAND, dtype=np.int64), np.zeros(n, dtype=np.int64)
    if n == 0 or len(graaf.rij) == 0:
        return Uitslag(keuze, 0, scores)
    # A column per free place, never more than there are requests.
    rij, kolom, score = graaf.rij, graaf.kolom, graaf.score
    gevraagd = np.bincount(kolom, minlength=len(plekken))
    kopieen = np.minimum(plekken, gevraagd)
    eerste = np.concatenate(([0], np.cumsum(kopieen)))
    eigenaar = np.repeat(np.arange(len(plekken)), kopieen)
    keer = kopieen[kolom]
    binnen = np.arange(int(keer.sum())) - np.repeat(np.cumsum(keer) - keer, keer)
    r, c = np.repeat(rij, keer), np.repeat(eerste[kolom], keer) + binnen
    w = np.repeat(waarde(score, wacht[rij]), keer)
    # One more on both sides: a zero would be no edge, and the difference between the two stays the worth itself.
    m = len(eigenaar)
    gewicht = csr_array(
        (
            np.concatenate([w + 1, np.ones(n, dtype=np.int64)]).astype(np.float64),
            (np.concatenate([r, np.arange(n)]), np.concatenate([c, m + np.arange(n)])),
        ),
        shape=(n, m + n),
    )
    rijen, kolommen = min_weight_full_bipartite_matching(gewicht, maximize=True)
    raak = kolommen < m
    keuze[rijen[raak]] = eigenaar[kolommen[raak]]
    return _uitslag(rij, kolom, score, keuze, wacht)


def op_volgorde(graaf: Kandidaten, wacht: Heel, plekken: Heel, volgorde: Sequence[int]) -> Uitslag:
    """First come, first served: in this order each takes the best who still has a place."""
    keuze = np.full(len(wacht), NIEMAND, dtype=np.int64)
    # The best score first within each request; a stable sort leaves equal ones in order of volunteer.
    hoog = int(graaf.score.max(initial=0)) + 1
    lijst = graaf.kolom[np.argsort(graaf.rij * hoog + (hoog - 1 - graaf.score), kind="stable")].tolist()
    begin = np.searchsorted(graaf.rij, np.arange(len(wacht) + 1)).tolist()
    vrij = plekken.tolist()
    for n in volgorde:
        for wie in lijst[begin[n] : begin[n + 1]]:
            if vrij[wie] > 0:
                vrij[wie] -= 1
                keuze[n] = wie
                break
    return _uitslag(graaf.rij, graaf.kolom, graaf.score, keuze, wacht)


def _uitslag(rij: Heel, kolom: Heel, score: Heel, keuze: Heel, wacht: Heel) -> Uitslag:
    gekozen = keuze[rij] == kolom
    scores = np.zeros(len(wacht), dtype=np.int64)
    scores[rij[gekozen]] = score[gekozen]
    raak = keuze != NIEMAND
    return Uitslag(keuze, int(waarde(scores[raak], wacht[raak]).sum()), scores)


def _wie_bleef_over(
    aanvragen: Sequence[Aanvraag], kolommen: Kolommen, graaf: Kandidaten, beste: Uitslag
) -> Kandidaten | None:
    """New edges: requests without anybody, to volunteers with a place left that fit them but were not among their k."""
    bezet = np.bincount(beste.keuze[beste.keuze != NIEMAND], minlength=len(kolommen.pk))
    gehouden = np.bincount(graaf.rij, minlength=len(aanvragen))
    zonder = np.flatnonzero((beste.keuze == NIEMAND) & (graaf.passend > gehouden))
    over = kolommen.plekken - bezet
    if not len(zonder) or not over.any():
        return None
    oud, kolommen.plekken = kolommen.plekken, over
    try:
        extra = kandidaten([aanvragen[int(n)] for n in zonder], kolommen, k=BESTE)
    finally:
        kolommen.plekken = oud
    if not len(extra.rij):
        return None
    return Kandidaten(zonder[extra.rij], extra.kolom, extra.score, graaf.passend, graaf.trechter)


def _samen(a: Kandidaten, b: Kandidaten) -> Kandidaten:
    """Both sets of edges, each edge once."""
    rij, kolom = np.concatenate([a.rij, b.rij]), np.concatenate([a.kolom, b.kolom])
    score = np.concatenate([a.score, b.score])
    breed = int(kolom.max()) + 1
    _, eerste = np.unique(rij * breed + kolom, return_index=True)
    return Kandidaten(rij[eerste], kolom[eerste], score[eerste], a.passend, a.trechter)


_ZIN: dict[str, str] = {
    "taal": "Niemand die ingezet kan worden spreekt een taal van deze leerder.",
    "papieren": "{} spreken de taal, maar niemand heeft de papieren of training die hierbij nodig zijn.",
    "plek": "{} mogen dit doen, maar niemand heeft nu een plek vrij.",
    "dagdeel": "{} hebben plek, maar niemand kan op de dagdelen van deze leerder.",
    "afstand": "{} kunnen op dat moment, maar niemand wil zo ver reizen.",
    "vorm": "{} zijn dichtbij, maar niemand helpt zoals de leerder wil (één op één of groep, vrouw of man).",
}


def waarom_niemand(graaf: Kandidaten, n: int) -> str:
    """Why request ``n`` got nobody, in one sentence for a coordinator."""
    trechter = graaf.trechter.get(n)
    if trechter is None:
        passend = int(graaf.passend[n])
        mensen = "1 vrijwilliger past" if passend == 1 else f"{passend} vrijwilligers passen"
        return f"{mensen}, maar hun plekken gaan naar leerders die langer wachten of beter passen."
    stap = next(i for i, aantal in enumerate(trechter) if aantal == 0)
    vorige = trechter[stap - 1] if stap else 0
    zin = _ZIN[TRECHTER[stap]].format("1 vrijwilliger" if vorige == 1 else f"{vorige} vrijwilligers")
    if vorige == 1:
        for meer, een in ((" spreken ", " spreekt "), (" mogen ", " mag "), (" hebben ", " heeft "),
                          (" kunnen ", " kan "), (" zijn ", " is ")):  # fmt: skip
            zin = zin.replace(meer, een, 1)
    return zin

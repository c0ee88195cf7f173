"""The scoring of ``weging``, for many requests against many volunteers at once. Pure: columns in, candidates out.

The same rules and the same points as :func:`weging.beoordeel` (a test compares the two on random cases), but computed
per block: requests that share a place, languages and command of Dutch are taken together, and before anything is
scored the volunteers are filtered by language and travel range. Of what is left each request keeps its best ``k``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from netwerk.kern.choices import NederlandsNiveau, Vorm
from netwerk.kern.profiel import AARDSTRAAL_M

from .weging import GEWICHTEN, LANG_WACHTEN, VEEL_ERVARING, VER_M, Vraag, thema

Vlag = npt.NDArray[np.bool_]
Getal = npt.NDArray[np.float64]
Heel = npt.NDArray[np.int64]

#: Whole numbers for the solver: thousandths of a point, so that totals compare exactly.
DUIZENDSTEN = 1000


class Aanvraag(NamedTuple):
    """A request in the city-wide round. ``soort`` names which requirements hold (role, privacy-sensitive or not)."""

    pk: int
    vraag: Vraag
    soort: str = ""
    buiten: frozenset[int] = frozenset()

    @property
    def wachtdagen(self) -> int:
        return self.vraag.wachtdagen


class Helper(NamedTuple):  # a tuple: a round makes ten thousand of them
    """A volunteer in the round. ``plekken``: places that can be given away now (open proposals are kept apart).

    ``mag``: the kinds of request for which all requirements are met.
    """

    pk: int
    talen: Iterable[str] = ("nl",)
    lat: float | None = None
    lon: float | None = None
    reisafstand_m: int | None = None
    dagdelen: Iterable[str] = ()
    capaciteit: int = 1
    lopend: int = 0
    plekken: int = 1
    vaardigheden: Iterable[str] = ()
    doelgroepen: Iterable[str] = ()
    vormen: Iterable[str] = ()
    mag: frozenset[str] = frozenset()
    wachtdagen: int = 0
    ik_ben: str = ""
    ervaring: int = 0


class Bits:
    """Codes as bits of one 64-bit number; a vocabulary of more than 63 codes does not fit and is refused."""

    def __init__(self) -> None:
        self.plek: dict[str, int] = {}

    def __call__(self, codes: Iterable[str]) -> int:
        uit = 0
        for code in codes:
            n = self.plek.setdefault(code, len(self.plek))
            if n > 62:
                raise ValueError("meer dan 63 codes in één woordenlijst")
            uit |= 1 << n
        return uit


@dataclass(slots=True)
class Kolommen:
    """The volunteers as columns, in order of key, so that the same people always give the same answer."""

    pk: Heel
    talen: Heel
    dagdelen: Heel
    doelgroepen: Heel
    lat: Getal
    lon: Getal
    reis: Getal
    plekken: Heel
    vast: Getal
    een: Vlag
    groep: Vlag
    ik_ben: npt.NDArray[np.str_]
    mag: dict[str, Vlag]
    vaardig: dict[str, Vlag]
    taalbits: Bits
    dagbits: Bits
    doelbits: Bits

    @classmethod
    def van(cls, helpers: Iterable[Helper]) -> Kolommen:
        rij = sorted(helpers, key=lambda h: h.pk)
        n = len(rij)
        talen, dagen, doel = Bits(), Bits(), Bits()
        vaardig: dict[str, Vlag] = defaultdict(lambda: np.zeros(n, dtype=bool))
        mag: dict[str, Vlag] = defaultdict(lambda: np.zeros(n, dtype=bool))
        een, groep = np.ones(n, dtype=bool), np.ones(n, dtype=bool)
        for plek, h in enumerate(rij):
            for code in h.vaardigheden:
                vaardig[code][plek] = True
            for soort in h.mag:
                mag[soort][plek] = True
            vormen = set(h.vormen)
            if vormen:
                een[plek], groep[plek] = Vorm.EEN_OP_EEN in vormen, Vorm.GROEP in vormen
        vast = [_vaste_punten(h) for h in rij]
        return cls(
            pk=np.array([h.pk for h in rij], dtype=np.int64),
            talen=np.array([talen(h.talen) for h in rij], dtype=np.int64),
            dagdelen=np.array([dagen(h.dagdelen) for h in rij], dtype=np.int64),
            doelgroepen=np.array([doel(h.doelgroepen) for h in rij], dtype=np.int64),
            lat=np.array([np.nan if h.lat is None else h.lat for h in rij]),
            lon=np.array([np.nan if h.lon is None else h.lon for h in rij]),
            reis=np.array([np.inf if h.reisafstand_m is None else h.reisafstand_m for h in rij], dtype=float),
            plekken=np.array([max(0, h.plekken) for h in rij], dtype=np.int64),
            vast=np.array(vast, dtype=float),
            een=een, groep=groep, ik_ben=np.array([h.ik_ben for h in rij], dtype="U6"),
            mag=dict(mag), vaardig=dict(vaardig),
            taalbits=talen, dagbits=dagen, doelbits=doel,
        )  # fmt: skip

    def afstand(self, lat: float, lon: float) -> Getal:
        """Metres to one point (haversine, as ``Plaats.afstand_m``); not a number where a place is unknown."""
        rlat, rlon = np.radians(self.lat), np.radians(self.lon)
        dlat, dlon = rlat - np.radians(lat), rlon - np.radians(lon)
        a = np.sin(dlat / 2) ** 2 + np.cos(np.radians(lat)) * np.cos(rlat) * np.sin(dlon / 2) ** 2
        return 2 * AARDSTRAAL_M * np.arcsin(np.sqrt(a))


def _vaste_punten(h: Helper) -> float:
    """What does not depend on the request: fair load, earlier experience and the volunteer's own waiting."""
    vrij = max(0, h.capaciteit - h.lopend)
    verdeling = GEWICHTEN["verdeling"] * vrij / h.capaciteit if h.capaciteit else 0.0
    verdeling += GEWICHTEN["ervaring"] * min(VEEL_ERVARING, h.ervaring) / VEEL_ERVARING
    return verdeling + GEWICHTEN["wachttijd"] * min(1.0, max(0, h.wachtdagen) / LANG_WACHTEN)


@dataclass(frozen=True, slots=True)
class Kandidaten:
    """The sparse graph: edge ``e`` joins request ``rij[e]`` and volunteer ``kolom[e]`` with ``score[e]`` (thousandths).

    Edges stand in order of request, then volunteer: what computes with them relies on it.

    ``passend``: how many volunteers fit each request, also beyond the kept ones. ``trechter``: for a request that
    nobody fits, how many were left after each hard condition (see :data:`TRECHTER`).
    """

    rij: Heel
    kolom: Heel
    score: Heel
    passend: Heel
    trechter: Mapping[int, tuple[int, ...]]


#: The hard conditions in the order in which a coordinator would ask, for the explanation of who was not matched.
TRECHTER = ("taal", "papieren", "plek", "dagdeel", "afstand", "vorm")


def kandidaten(aanvragen: Sequence[Aanvraag], kolommen: Kolommen, *, k: int | None = 50) -> Kandidaten:
    """The best ``k`` volunteers for each request (None: all who fit), in order of request and volunteer."""
    leeg = np.zeros(0, dtype=np.int64)
    plekken = [leeg] * len(aanvragen)
    scores = [leeg] * len(aanvragen)
    passend = np.zeros(len(aanvragen), dtype=np.int64)
    trechter: dict[int, tuple[int, ...]] = {}
    dek = _Dekking(kolommen)
    op_plaats: dict[tuple[float, float] | None, Getal] = {}
    groepen: dict[Any, list[int]] = defaultdict(list)
    for n, a in enumerate(aanvragen):
        punt = (a.vraag.plaats.lat, a.vraag.plaats.lon) if a.vraag.plaats else None
        groepen[punt, a.vraag.talen, a.vraag.nederlands].append(n)
    for (punt, _, _), leden in groepen.items():
        if punt not in op_plaats:
            op_plaats[punt] = kolommen.afstand(*punt) if punt else np.full(len(kolommen.pk), np.nan)
        blok = _Blok([aanvragen[n] for n in leden], kolommen, op_plaats[punt], dek)
        past, punten = blok.reken()
        passend[leden] = past.sum(axis=1)
        for g, n in enumerate(leden):
            if not passend[n]:
                trechter[n] = blok.trechter(g)
                continue
            beste = _beste(past[g], punten[g], k, aanvragen[n].pk)
            plekken[n] = blok.wie[beste]
            scores[n] = np.rint(punten[g][beste] * DUIZENDSTEN).astype(np.int64)
    rij = np.repeat(np.arange(len(aanvragen), dtype=np.int64), [len(wie) for wie in plekken])
    return Kandidaten(rij, np.concatenate([leeg, *plekken]), np.concatenate([leeg, *scores]), passend, trechter)


def _beste(past: Vlag, punten: Getal, k: int | None, zaad: int) -> Heel:
    """The positions kept, in order. Equal scores are spread over the requests by a fixed shuffle (Fibonacci hashing).

    Without that, a hundred equal requests would all keep the same fifty of a thousand equal volunteers.
    """
    plek = np.flatnonzero(past)
    if k is None or len(plek) <= k:
        return plek
    schud = ((plek.astype(np.uint64) + np.uint64(zaad * 7919)) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)
    sleutel = -np.rint(punten[plek] * DUIZENDSTEN) + schud / float(1 << 25)
    return np.sort(plek[np.argpartition(sleutel, k - 1)[:k]])


class _Dekking:
    """Per learning need: which volunteers have a skill that covers it. Filled when first asked."""

    def __init__(self, kolommen: Kolommen) -> None:
        self.kolommen = kolommen
        self.bekend: dict[str, Vlag] = {}

    def __call__(self, code: str) -> Vlag:
        if code not in self.bekend:
            uit = np.zeros(len(self.kolommen.pk), dtype=bool)
            for vaardigheid, wie in self.kolommen.vaardig.items():
                if thema(code, (vaardigheid,)):
                    uit |= wie
            self.bekend[code] = uit
        return self.bekend[code]


class _Blok:
    """Requests that share place, languages and Dutch, against the volunteers that language and distance leave over."""

    def __init__(self, leden: list[Aanvraag], kolommen: Kolommen, afstand: Getal, dek: _Dekking) -> None:
        self.leden, self.k, self.dek = leden, kolommen, dek
        vraag = leden[0].vraag
        self.bruikbaar = kolommen.taalbits(vraag.bruikbare_talen)
        self.spreekt = (kolommen.talen & self.bruikbaar) != 0
        with np.errstate(invalid="ignore"):
            self.dichtbij = ~(afstand > kolommen.reis)
        self.wie = np.flatnonzero(self.spreekt & self.dichtbij & (kolommen.plekken > 0))
        self.afstand = afstand[self.wie]

    def reken(self) -> tuple[Vlag, Getal]:
        """Who fits (requests × volunteers left), and the points, rounded as ``weging`` rounds them."""
        k, wie, vraag = self.k, self.wie, self.leden[0].vraag
        samen = k.vast[wie] + self._taal(vraag) + self._afstand()
        punten: Getal = np.repeat(samen[None, :], len(self.leden), axis=0)
        past: Vlag = np.ones(punten.shape, dtype=bool)
        dagen, doelen = k.dagdelen[wie], k.doelgroepen[wie]
        for g, aanvraag in enumerate(self.leden):
            v = aanvraag.vraag
            punten[g] += GEWICHTEN["leervragen"] * self._dekking(v.leervragen)
            if v.doelgroepen:
                raak = (doelen & k.doelbits(v.doelgroepen)) != 0
                punten[g] += GEWICHTEN["doelgroep"] * np.where(raak, 1.0, np.where(doelen == 0, 0.5, 0.0))
            else:
                punten[g] += GEWICHTEN["doelgroep"] / 2
            if v.dagdelen:
                gedeeld = np.bitwise_count(dagen & k.dagbits(v.dagdelen))
                punten[g] += GEWICHTEN["dagdelen"] * np.minimum(3, gedeeld) / 3
                past[g] &= (gedeeld > 0) | (dagen == 0)
            past[g] &= self._mag(aanvraag.soort)[wie] & self._vorm(v)[wie]
            if aanvraag.buiten:
                past[g] &= ~np.isin(k.pk[wie], list(aanvraag.buiten))
        return past, np.minimum(punten, 100.0).round(3)

    def trechter(self, g: int) -> tuple[int, ...]:
        """How many volunteers are left for request ``g`` after each condition of :data:`TRECHTER`."""
        k, aanvraag = self.k, self.leden[g]
        v = aanvraag.vraag
        dagen = (
            (k.dagdelen == 0) | ((k.dagdelen & k.dagbits(v.dagdelen)) != 0)
            if v.dagdelen
            else np.ones(len(k.pk), dtype=bool)
        )
        over = self.spreekt & ~np.isin(k.pk, list(aanvraag.buiten))
        uit = [int(over.sum())]
        for eis in (self._mag(aanvraag.soort), k.plekken > 0, dagen, self.dichtbij, self._vorm(v)):
            over = over & eis
            uit.append(int(over.sum()))
        return tuple(uit)

    def _taal(self, vraag: Vraag) -> Getal | float:
        if vraag.nederlands.rang >= NederlandsNiveau.B1.rang:
            return GEWICHTEN["taal"]
        eigen = (self.k.talen[self.wie] & self.k.taalbits(vraag.talen - {"nl"})) != 0
        return np.where(eigen, GEWICHTEN["taal"], GEWICHTEN["taal"] / 3)

    def _afstand(self) -> Getal:
        reis = self.k.reis[self.wie]
        grens = np.where(np.isinf(reis) | (reis == 0), VER_M, np.maximum(reis, 1))
        return np.nan_to_num(GEWICHTEN["afstand"] * np.maximum(0.0, 1 - self.afstand / grens), nan=0.0)

    def _dekking(self, leervragen: tuple[str, ...]) -> Getal | float:
        if not leervragen:
            return 0.5
        gewichten = [1 / plek for plek in range(1, len(leervragen) + 1)]
        deel = np.zeros(len(self.wie))
        for gewicht, code in zip(gewichten, leervragen, strict=True):
            deel += gewicht * self.dek(code)[self.wie]
        return np.minimum(1.0, deel / sum(gewichten))

    def _mag(self, soort: str) -> Vlag:
        gevonden = self.k.mag.get(soort)
        return np.zeros(len(self.k.pk), dtype=bool) if gevonden is None else gevonden

    def _vorm(self, v: Vraag) -> Vlag:
        """One-to-one or group as asked, and by a woman or a man as the learner wished."""
        past: Vlag = np.ones(len(self.k.pk), dtype=bool)
        if v.een_op_een is not None:
            past = self.k.een if v.een_op_een else self.k.groep
        return past & (self.k.ik_ben == v.wens) if v.wens else past

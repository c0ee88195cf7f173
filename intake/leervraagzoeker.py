"""From a learner's own words to learning needs: 'ik wil de dokter bellen met beeld' finds the video consult. Pure.

Each need carries the words people type for it (kern, ``Leervraag.woorden``, misspellings included). A word counts when
it is one of those, when one begins with the other (four letters or more, so that plurals and compounds match), or when
it looks like one (typing errors). Words of the need's own sentence count half: they are how we say it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import log2

#: Words that say nothing about the need.
STOPWOORDEN = frozenset(
    "ik wil wilt willen graag leren kan kunnen niet een het de en of in op met van voor aan naar hoe mijn mij me je"
    " u uw zelf is zijn ben wat dat dit die er te om bij als ook maar doen gaan maken moet weten via goed weer"
    " nog".split()
)
#: Two words of five letters or more look alike from here (0 to 1); 'digit' ~ 'digid' is 0.8.
GELIJKENIS = 0.79


@dataclass(frozen=True, slots=True)
class Zoekbaar:
    """What the search sees of a need."""

    code: str
    tekst: str
    woorden: tuple[str, ...]


def normaal(tekst: str) -> str:
    """Lower case, without accents."""
    vorm = unicodedata.normalize("NFKD", tekst.casefold())
    return "".join(teken for teken in vorm if not unicodedata.combining(teken))


@lru_cache(maxsize=4096)
def _woorden(tekst: str) -> tuple[str, ...]:
    """The words that say something; remembered, since every search reads all needs."""
    return tuple(w for w in re.findall(r"[^\W_]+", normaal(tekst)) if len(w) > 1 and w not in STOPWOORDEN)


def _punten(woord: str, kandidaten: Iterable[str]) -> float:
    """How well one typed word fits the best of these words, 0 to 1."""
    beste = 0.0
    for ander in kandidaten:
        if woord == ander:
            return 1.0
        kort, lang = sorted((woord, ander), key=len)
        if len(kort) >= 4 and lang.startswith(kort):
            beste = max(beste, 0.8)
        elif len(kort) >= 5 and kort in lang:
            beste = max(beste, 0.6)
        elif len(kort) >= 4 and abs(len(kort) - len(lang)) <= 2 and kort[0] == lang[0]:
            gelijk = SequenceMatcher(None, kort, lang).ratio()
            if gelijk >= GELIJKENIS:
                beste = max(beste, 0.6 * gelijk)
    return beste


def zoek(tekst: str, vragen: Sequence[Zoekbaar], *, limiet: int = 8) -> list[str]:
    """Codes of the needs that fit what was typed, best first; empty when nothing does.

    A need has to explain at least a third of what was typed, rare words counting more.
    """
    getypt = list(dict.fromkeys(_woorden(tekst)))[:20]
    if not getypt:
        return []
    zin = f" {normaal(tekst)} "
    tabel = []
    for vraag in vragen:
        eigen = {deel for woord in vraag.woorden for deel in _woorden(woord)}
        zins = set(_woorden(vraag.tekst))
        tabel.append([max(_punten(woord, eigen), 0.5 * _punten(woord, zins)) for woord in getypt])
    # A word that few needs have says more than one that many have: 'sturen' is everywhere, 'geld' is not.
    # One that no need has says little: it must not push out what the other words found.
    hoe_vaak = [sum(rij[nr] >= 0.4 for rij in tabel) for nr in range(len(getypt))]
    gewicht = [1 / log2(2 + aantal) if aantal else 0.2 for aantal in hoe_vaak]
    gevonden = []
    for plek, (vraag, rij) in enumerate(zip(vragen, tabel, strict=True)):
        punten = sum(punt * weging for punt, weging in zip(rij, gewicht, strict=True))
        # A phrase as a whole ("brief van school") says more than its words apart.
        punten += sum(0.5 for woord in vraag.woorden if " " in woord and f" {normaal(woord)} " in zin)
        if max(rij) >= 0.4 and punten >= sum(gewicht) / 4:
            gevonden.append((-punten, plek, vraag.code))
    return [code for _, _, code in sorted(gevonden)[:limiet]]

"""Read a learner out of one typed line: 'WhatsApp-bericht sturen, starter, spreekt Arabisch, leest niet'. Pure.

What is understood becomes a search by profile that the coach sees and can correct; nothing is decided silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .taal import zoektermen

_NIVEAUS = (
    (r"\bstarters?\b|\bbeginners?\b", 0),
    (r"\binstroom\b", 1),
    (r"\bbasis(?:niveau)? ?1\b", 2),
    (r"\bbasis(?:niveau)? ?2\b", 3),
    (r"\bzelfstandig\b", 4),
)
_LEEST = (
    (
        r"\b(?:kan |leest )?niet (?:kunnen )?lezen\b|\bleest (?:en schrijft )?niet\b|\banalfabeet\b|\bzonder lezen\b",
        "niet",
    ),
    (r"\bander schrift\b", "ander_schrift"),
    (r"\bleest (?:langzaam|moeilijk|slecht)\b|\blaaggeletterd\b", "langzaam"),
)
#: At most this many needs that match equally well.
MAX_VRAGEN = 3


@dataclass(frozen=True, slots=True)
class Begrepen:
    """What was read. ``leervragen`` by how well they match; only what matches best."""

    leervragen: tuple[str, ...] = ()
    niveau: int | None = None
    taal: str = ""
    leest: str = ""
    doelgroep: str = ""

    @property
    def is_profiel(self) -> bool:
        """A need and something about the learner: then a search by profile says more than a search by words."""
        return bool(self.leervragen) and (self.niveau is not None or bool(self.taal or self.leest or self.doelgroep))


def _eerste(tekst: str, patronen: Iterable[tuple[str, object]]) -> tuple[str, object | None]:
    for patroon, waarde in patronen:
        if re.search(patroon, tekst):
            return re.sub(patroon, " ", tekst), waarde
    return tekst, None


def begrijp(
    tekst: str,
    *,
    vragen: Mapping[str, Iterable[str]],
    talen: Mapping[str, str],
    doelgroepen: Mapping[str, str],
) -> Begrepen:
    """Read a line. ``vragen``: code → its texts and words; ``talen`` and ``doelgroepen``: code → name."""
    rest = " " + " ".join(tekst.lower()[:200].replace(",", " ").split()) + " "
    rest, leest = _eerste(rest, _LEEST)
    rest, niveau = _eerste(rest, _NIVEAUS)
    rest, taal = _eerste(
        re.sub(r"\b(?:spreekt|praat|verstaat)\b", " ", rest),
        ((rf"\b{re.escape(naam.lower())}\b", code) for code, naam in talen.items() if code != "nl"),
    )
    termen = zoektermen(rest)
    groep = ""
    for code, naam in doelgroepen.items():
        if set(zoektermen(f"{code} {naam}")[:2]) & set(termen) and not groep:
            groep = code
    termen = [term for term in termen if not groep or term not in zoektermen(f"{groep} {doelgroepen[groep]}")[:2]]
    punten: dict[str, int] = {}
    for code, teksten in vragen.items():
        woorden = set(zoektermen_lang(teksten))
        if raak := sum(term in woorden for term in termen):
            punten[code] = raak
    beste = max(punten.values(), default=0)
    gekozen = [code for code, aantal in punten.items() if aantal == beste]
    # Half of the words at least: else the line was about something else.
    if beste * 2 < len(termen):
        gekozen = []
    return Begrepen(
        tuple(gekozen[:MAX_VRAGEN]),
        niveau if isinstance(niveau, int) else None,
        str(taal or ""),
        str(leest or ""),
        groep,
    )


def zoektermen_lang(teksten: Iterable[str]) -> list[str]:
    """The normal words of many texts, without the limit on what somebody types."""
    return [term for tekst in teksten for term in zoektermen(tekst)]

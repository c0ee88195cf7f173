"""Dutch as people type it: one normal form for what is stored to search in and for what is typed.

Small on purpose and in Python: PostgreSQL's Dutch stemmer fails on the core words of this field (les and lessen).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

#: Words that say nothing about what somebody looks for.
STOPWOORDEN = frozenset(
    "de het een en of in op aan bij van voor naar met te om door uit als is zijn kan wil ik je jij u mijn jouw uw hoe "
    "wat waar dat die dit deze mij me moet "
    "graag zoek leren leer materiaal lesmateriaal oefenen via maken doen iets".split()
)
#: Words that find each other; every word of a group is kept as the first.
SYNONIEMEN: tuple[tuple[str, ...], ...] = (
    ("telefoon", "mobiel", "mobieltje", "smartphone", "gsm", "iphone", "android"),
    ("computer", "pc", "komputer", "desktop"),
    ("tablet", "ipad"),
    ("mail", "email", "e-mail", "gmail", "outlook", "mailtje"),
    ("whatsapp", "wapp", "watsapp", "whatsap", "whats-app", "appen", "appje"),
    ("beeldbellen", "videobellen", "zoom", "teams", "facetime"),
    ("sollicitatie", "solliciteren", "sollicitatiebrief", "vacature", "baan"),
    ("digid", "digit", "diggid", "dig-id"),
    ("huisarts", "dokter", "arts"),
    ("bank", "bankieren", "internetbankieren"),
    ("nepmail", "phishing", "oplichting", "fraude", "scam"),
    ("oudere", "senior", "bejaarde"),
    ("jongere", "jeugd"),
    ("veilig", "veiligheid", "privacy"),
    ("reis", "ov", "trein", "9292"),
    ("beginner", "starter", "beginnen"),
)
_ONREGELMATIG = {
    "lessen": "les",
    "cursussen": "cursus",
    "fotos": "foto",
    "videos": "video",
    "brieven": "brief",
    "apps": "app",
    "kinderen": "kind",
}
_WOORD = re.compile(r"\w+(?:-\w+)*")


def _kaal(tekst: str) -> str:
    ontleed = unicodedata.normalize("NFKD", tekst.casefold().replace("'", "").replace("’", ""))
    return unicodedata.normalize("NFC", "".join(teken for teken in ontleed if not unicodedata.combining(teken)))


def _stam(woord: str) -> str:
    if woord in _ONREGELMATIG:
        return _ONREGELMATIG[woord]
    if woord.endswith("en") and len(woord) > 5 and woord.isalpha():
        stam = woord[:-2]
        return stam[:-1] if stam[-1] == stam[-2] else stam
    if woord.endswith("s") and len(woord) > 4 and woord[-2] in "reluntpk":
        return woord[:-1]
    return woord


_GROEP = {vorm: groep[0] for groep in SYNONIEMEN for woord in groep for vorm in (woord, _stam(woord))}


def normaal(woord: str) -> str:
    """The normal form of one word: no accents, singular, the head word of its synonyms."""
    woord = _kaal(woord)
    return _GROEP.get(woord) or _GROEP.get(_stam(woord)) or _stam(woord)


def zoektermen(tekst: str) -> list[str]:
    """The words of what somebody typed, in normal form, each once; at most ten, so that a pasted page is harmless."""
    woorden = (woord for woord in _WOORD.findall(_kaal(tekst)) if woord not in STOPWOORDEN and len(woord) > 1)
    return list(dict.fromkeys(normaal(woord) for woord in woorden))[:10]


def zoekwoorden(teksten: Iterable[str]) -> str:
    """What is stored to search in: every word as written and in normal form, each preceded by a space."""
    uit: dict[str, None] = {}
    for tekst in teksten:
        for woord in _WOORD.findall(_kaal(tekst)):
            uit.setdefault(woord)
            uit.setdefault(normaal(woord))
    return " " + " ".join(uit)

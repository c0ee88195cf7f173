"""Text to search in: small letters without accents, and search terms in the same form."""

from __future__ import annotations

import re
import unicodedata

_WOORD = re.compile(r"\w+")
#: Plurals lose their ending, so that "lessen" finds "les" and "vrijwilligers" finds "vrijwilliger".
_MEERVOUD = re.compile(r"(?:sen|en|s)$")


def kaal(tekst: str) -> str:
    """One line of words, as they are compared."""
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    zonder = "".join(teken for teken in ontleed if not unicodedata.combining(teken))
    return " " + " ".join(_WOORD.findall(zonder))


def termen(tekst: str) -> list[str]:
    """Beginnings of words that must all be found; at most eight, short words whole."""
    return [_MEERVOUD.sub("", woord) if len(woord) > 5 else woord for woord in kaal(tekst).split()][:8]

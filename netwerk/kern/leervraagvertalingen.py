"""Labels of themes and learning needs in other languages: read and checked like the other vocabularies. Pure.

Translations are a help beside the Dutch, not a replacement: a language may be incomplete, and ``nagekeken`` says
whether a speaker of it has read the whole table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .basisgegevens import DATAMAP, Basisgegevens
from .gegevenslezer import BasisgegevensFout, Lezer, Rij

BESTAND = "leervragen_vertaald.toml"


@dataclass(frozen=True, slots=True)
class Vertaling:
    """One language (a code of ``Taal``): theme code → name, and need code → short label."""

    taal: str
    nagekeken: bool
    themas: Mapping[str, str]
    leervragen: Mapping[str, str]


def lees_vertalingen(gegevens: Basisgegevens, map: Path | None = None) -> tuple[Vertaling, ...]:  # noqa: A002
    """The translations that belong to ``gegevens``; none when the folder has no such file.

    Raises BasisgegevensFout, with all faults, for an unknown language, theme or need, and for an empty label.
    """
    lezer = Lezer(Path(map) if map is not None else DATAMAP)
    if not (lezer.map / BESTAND).exists():
        return ()
    talen = [taal.code for taal in gegevens.talen]
    themas = {thema.code for thema in gegevens.themas}
    leervragen = {vraag.code for vraag in gegevens.leervragen}
    vertalingen = tuple(
        Vertaling(
            taal=rij.keuze("taal", talen, "taal"),
            nagekeken=rij.ja_nee("nagekeken"),
            themas=_labels(rij, "thema", themas),
            leervragen=_labels(rij, "leervraag", leervragen),
        )
        for rij in lezer.rijen(BESTAND, "vertaling", "taal")
    )
    lezer.tabellen(BESTAND, ("vertaling",))
    if lezer.fouten:
        raise BasisgegevensFout(lezer.fouten)
    return vertalingen


def _labels(rij: Rij, soort: str, codes: Collection[str]) -> Mapping[str, str]:
    """The labels in one table, at most 80 characters each; a code that does not exist is reported as unknown field."""
    tabel = rij.onderdeel(soort)
    labels = {code: tabel.tekst(code, 80) for code in tabel.velden if code in codes}
    tabel.sluit()
    return MappingProxyType(labels)

"""What the log's codes mean to a reader."""

from __future__ import annotations

from collections.abc import Mapping

from netwerk.kern.choices import Niveau
from netwerk.kern.models import Doelgroep, Gebeurtenis, Leervraag

from .choices import Oordeel
from .workflow import MATERIAAL

#: Transitions are named by their own label.
WAT = {
    "materiaal:voorgesteld": "Voorgesteld",
    "materiaal:gewijzigd": "Gegevens gewijzigd",
    "materiaal:gemeld": "Melding gedaan",
    "materiaal:melding_afgehandeld": "Melding afgehandeld",
    "materiaal:nagekeken": "Nagekeken: het klopt nog",
    "materiaal:samengevoegd": "Samengevoegd met ander materiaal",
    "materiaal:ingevoerd": "Ingevoerd uit een spreadsheet",
    "materiaal:link_stuk": "De link werkt niet meer",
    "gemis:gemeld": "Gemeld wat ontbreekt",
    "gemis:afgehandeld": "Gemis verwerkt",
    "belang:verklaard": "Belang gemeld",
    "belang:beeindigd": "Belang beëindigd",
    "inventaris:oordeel": "Oordeel gegeven",
}


def feiten_van(regel: Gebeurtenis) -> list[str]:
    """What a change made of each fact, as "Duur: Twee lessen, was Drie lessen"."""
    return [f"{wat}: {nieuw}, was {oud}" for wat, (oud, nieuw) in (regel.gegevens.get("feiten") or {}).items()]


def beschrijf(
    regel: Gebeurtenis,
    vragen: Mapping[str, Leervraag] | None = None,
    groepen: Mapping[str, Doelgroep] | None = None,
) -> str:
    """One line of the log in words; with the needs and groups at hand also what a verdict was about."""
    overgang = MATERIAAL.overgangen.get(regel.soort.removeprefix("overgang:"))
    tekst = overgang.label if overgang else WAT.get(regel.soort, regel.soort)
    vraag = (vragen or {}).get(regel.gegevens.get("leervraag") or "")
    if regel.soort == "inventaris:oordeel" and vraag:
        niveau, groep = regel.gegevens.get("niveau"), (groepen or {}).get(regel.gegevens.get("doelgroep") or "")
        vak = str(Niveau(niveau).label) if niveau is not None else groep.naam if groep else ""
        return f"{tekst}: {vraag.kort}, {vak}: {Oordeel(regel.gegevens['oordeel']).label.lower()}"
    return f"{tekst}: {vraag.kort}" if vraag else tekst

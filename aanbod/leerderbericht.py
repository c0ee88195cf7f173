"""What a learner hears, in their own language: texts to copy into an SMS or e-mail, or to print. Nothing is sent.

Of the card only the first name is used: what somebody wants to learn, at which level or why is nobody's business who
happens to see the phone. The rest is about the provision and the appointment. Texts: data/leerderberichten.toml.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .choices import Stand
from .models import Doorverwijzing, DoorverwijzingAntwoord

GEGEVENS = Path(__file__).parent / "data" / "leerderberichten.toml"
#: States that are news to a learner, and the text that tells it.
TEKST: dict[str, str] = {
    Stand.VERSTUURD: "verstuurd",
    Stand.ONTVANGEN: "verstuurd",
    Stand.UITGENODIGD: "uitgenodigd",
    Stand.WACHTLIJST: "wachtlijst",
    Stand.GESTART: "gestart",
    Stand.NIET_VERSCHENEN: "niet_verschenen",
    Stand.AFGEWEZEN: "afgewezen",
    Stand.VERLOPEN: "verlopen",
}
#: Which lines follow which text.
REGELS: dict[str, tuple[str, ...]] = {
    "uitgenodigd": ("dag", "tijd", "plaats", "wie"),
    "wachtlijst": ("plek", "weken", "wie"),
    "gestart": ("wie",),
}


@dataclass(frozen=True, slots=True)
class Leerderbericht:
    """One message, ready to copy."""

    taal: str
    taalnaam: str
    richting: str
    nagekeken: bool
    tekst: str


@lru_cache(maxsize=1)
def teksten() -> dict[str, dict[str, Any]]:
    """The data, by language code, in the order of the file."""
    return tomllib.loads(GEGEVENS.read_text("utf-8"))


def talen_voor(doorverwijzing: Doorverwijzing) -> list[str]:
    """The languages there is a text in, the learner's own first, in the order of the card."""
    alle = list(teksten())
    eigen = [taal for taal in doorverwijzing.talen if taal in alle]
    return eigen + [taal for taal in alle if taal not in eigen]


def bericht_voor(doorverwijzing: Doorverwijzing, taal: str = "") -> Leerderbericht | None:
    """The message for the present state; None when the card is erased or there is nothing to tell. One query."""
    d = doorverwijzing
    soort = TEKST.get(d.status)
    if soort is None or d.kaart_gewist_op is not None:
        return None
    talen = talen_voor(d)
    gekozen = taal if taal in talen else talen[0]
    gegevens = teksten()[gekozen]
    antwoord = DoorverwijzingAntwoord.objects.filter(doorverwijzing=d, stand=d.status).first()
    waarden = _waarden(antwoord) if antwoord else {}
    regels = [f"{gegevens['regels'][naam]}: {waarden[naam]}" for naam in REGELS.get(soort, ()) if waarden.get(naam)]
    kop = gegevens[soort].format(naam=d.voornaam, aanbod=d.aanbod.naam, organisatie=d.naar_organisatie)
    return Leerderbericht(
        gekozen, gegevens["taal"], gegevens.get("richting", "ltr"), gegevens["nagekeken"], "\n".join([kop, *regels])
    )


def _waarden(antwoord: DoorverwijzingAntwoord) -> dict[str, str]:
    """Dates in figures: the same in every language."""
    return {
        "dag": f"{antwoord.wanneer:%d-%m-%Y}",
        "tijd": f"{antwoord.tijd:%H:%M}" if antwoord.tijd else "",
        "plaats": antwoord.plaats,
        "wie": antwoord.wie,
        "weken": "" if antwoord.wachttijd_weken is None else str(antwoord.wachttijd_weken),
        "plek": "" if antwoord.wachtplek is None else str(antwoord.wachtplek),
    }

"""A learner's timeline: the log in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netwerk.kern.choices import Domein
from netwerk.kern.models import Gebeurtenis

from .choices import Doel, StapStatus
from .models import Leerder

#: Kind → (sentence, icon); what is between braces comes from the line's own codes.
ZINNEN: dict[str, tuple[str, str]] = {
    "leerder:gemaakt": ("Ingeschreven", "person-plus"),
    "leerder:gewijzigd": ("Gegevens aangevuld", "pencil"),
    "leerder:gesproken": ("Gesproken", "telephone"),
    "leerder:gearchiveerd": ("Naar het archief", "archive"),
    "leerder:teruggehaald": ("Terug uit het archief", "arrow-return-left"),
    "leerder:overgedragen": ("Overgedragen aan een collega", "people"),
    "toestemming:gegeven": ("Toestemming gegeven: {doel}", "check-lg"),
    "toestemming:ingetrokken": ("Toestemming ingetrokken: {doel}", "x-lg"),
    "intake:gestart": ("Intake begonnen", "clipboard"),
    "intake:afgerond": ("Intake afgerond", "clipboard-check"),
    "niveau:bijgesteld": ("Niveau aangepast: {domein}", "sliders"),
    "plan:gemaakt": ("Leerplan gemaakt", "signpost-split"),
    "stap:toegevoegd": ("Stap toegevoegd aan het plan", "plus-lg"),
    "stap:doorverwezen": ("Doorverwezen", "send"),
    "stap:hulp_gevraagd": ("Vrijwilliger gevraagd", "person-heart"),
    "stap:status": ("Stap in het plan: {naar}", "check2-square"),
}
MEESTE_REGELS = 30


@dataclass(frozen=True, slots=True)
class Regel:
    """One line, as templates/componenten/tijdlijn.html shows it."""

    moment: datetime
    wie: str
    wat: str
    icoon: str


def tijdlijn_van(leerder: Leerder) -> list[Regel]:
    """The last lines about this learner, newest first, without who looked. One query."""
    regels = (
        Gebeurtenis.objects.over(leerder)
        .filter(soort__in=list(ZINNEN))
        .select_related("door")
        .order_by("-wanneer")[:MEESTE_REGELS]
    )
    return [Regel(regel.wanneer, regel.wie, _zin(regel), ZINNEN[regel.soort][1]) for regel in regels]


def _zin(regel: Gebeurtenis) -> str:
    namen = {
        "doel": dict(Doel.choices),
        "domein": dict(Domein.choices),
        "naar": {code: label.lower() for code, label in StapStatus.choices},
    }
    woorden = {veld: namen[veld].get(regel.gegevens.get(veld), "") for veld in namen}
    return ZINNEN[regel.soort][0].format(**woorden)

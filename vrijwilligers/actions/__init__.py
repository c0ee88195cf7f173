"""Everything that changes something: atomic, logged, with Dutch errors (``WerkstroomFout``) that are fit to show."""

from .hulpvragen import draag_over, met_coordinator, trek_in, trek_toestemming_in, vraag_hulp
from .koppelingen import accepteer, check_in, rond_af, start, stel_voor, stop, wijs_af
from .mensen import bevestig_email, bewaar_screening, haal_uit_pool, leg_module_vast, meld_aan, verzet, voeg_toe, wijzig
from .regels import Geweigerd
from .werving import (
    beantwoord_terugvraag,
    bewaar_campagne,
    bewaar_vacature,
    importeer,
    leg_beleid_vast,
    sluit_campagne,
    vraag_terug,
)

__all__ = [
    "Geweigerd",
    "accepteer",
    "beantwoord_terugvraag",
    "bevestig_email",
    "bewaar_campagne",
    "bewaar_screening",
    "bewaar_vacature",
    "check_in",
    "draag_over",
    "haal_uit_pool",
    "importeer",
    "leg_beleid_vast",
    "leg_module_vast",
    "meld_aan",
    "met_coordinator",
    "rond_af",
    "sluit_campagne",
    "start",
    "stel_voor",
    "stop",
    "trek_in",
    "trek_toestemming_in",
    "verzet",
    "voeg_toe",
    "vraag_hulp",
    "vraag_terug",
    "wijs_af",
    "wijzig",
]

"""The network itself: meetings and what comes of them, tasks, signals, knowledge and the newsletter."""

from .agenda import Agendapunt, Agendavoorstel
from .artikel import Artikel, Bijlage, Nuttig, Praktijkantwoord, Praktijkvraag, Verwijzing
from .bestand import Bestand, Bestandsinhoud
from .bijeenkomst import Bijeenkomst, BijeenkomstThema, Presentatie, Punt
from .contact import Contactafspraak, Contactmoment
from .datumprikker import Datumoptie, Datumstem
from .deelname import Deelname
from .nieuwsbrief import Abonnee, Bezorging, Nieuwsaanvoer, Nieuwsbrief, Nieuwsregel
from .signaal import Signaal, Signaalcijfer, Signaalsteun
from .suggestie import Agendasuggestie, Steun
from .taak import Taak

__all__ = [
    "Abonnee",
    "Bezorging",
    "Nieuwsaanvoer",
    "Nieuwsbrief",
    "Nieuwsregel",
    "Artikel",
    "Bijlage",
    "Nuttig",
    "Praktijkantwoord",
    "Praktijkvraag",
    "Verwijzing",
    "Agendapunt",
    "Agendasuggestie",
    "Agendavoorstel",
    "Bestand",
    "Bestandsinhoud",
    "Bijeenkomst",
    "BijeenkomstThema",
    "Contactafspraak",
    "Contactmoment",
    "Datumoptie",
    "Datumstem",
    "Deelname",
    "Presentatie",
    "Punt",
    "Signaal",
    "Signaalcijfer",
    "Signaalsteun",
    "Steun",
    "Taak",
]

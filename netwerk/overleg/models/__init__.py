"""The network itself: meetings with their reports, agenda suggestions, and tasks that somebody owns."""

from .bijeenkomst import Bijeenkomst, BijeenkomstThema, Presentatie, Punt
from .suggestie import Agendasuggestie, Steun
from .taak import Taak

__all__ = ["Agendasuggestie", "Bijeenkomst", "BijeenkomstThema", "Presentatie", "Punt", "Steun", "Taak"]

"""Volunteers: how they come, what is asked of them, whom they help."""

from .beleid import Eis
from .campagne import Campagne
from .hulp import Hulpvraag, Koppeling
from .leerlijn import Module, Resultaat
from .toewijzing import RegelStand, Toewijzingsregel, Toewijzingsronde
from .vacature import Terugvraag, Vacature
from .vrijwilliger import Screening, Vrijwilliger

__all__ = [
    "Campagne",
    "Eis",
    "Hulpvraag",
    "Koppeling",
    "Module",
    "RegelStand",
    "Resultaat",
    "Screening",
    "Terugvraag",
    "Toewijzingsregel",
    "Toewijzingsronde",
    "Vacature",
    "Vrijwilliger",
]

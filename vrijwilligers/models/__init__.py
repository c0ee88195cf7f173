"""Volunteers: how they come, what is asked of them, whom they help."""

from .beleid import Eis
from .campagne import Campagne
from .hulp import Hulpvraag, Koppeling
from .leerlijn import Module, Resultaat
from .meer import Overdracht, Terugkoppeling, Uren
from .scholing import Certificaat, Deelname, Sessie, Zelfcheck
from .toewijzing import RegelStand, Toewijzingsregel, Toewijzingsronde
from .vacature import Terugvraag, Vacature
from .vrijwilliger import Screening, Vrijwilliger

__all__ = [
    "Campagne",
    "Certificaat",
    "Deelname",
    "Eis",
    "Hulpvraag",
    "Koppeling",
    "Module",
    "Overdracht",
    "RegelStand",
    "Resultaat",
    "Screening",
    "Sessie",
    "Terugkoppeling",
    "Terugvraag",
    "Toewijzingsregel",
    "Toewijzingsronde",
    "Uren",
    "Vacature",
    "Vrijwilliger",
    "Zelfcheck",
]

"""The intake's tables. Every one of them carries ``organisatie``: the row-level policy compares it with the scope."""

from .instelling import Intakeinstelling
from .intake import Antwoord, Domeinniveau, Intake
from .leerder import Leerder, Toestemming
from .ontvangst import Ontvangst
from .plan import Leerplan, Stap
from .versie import Vragenlijstversie

__all__ = [
    "Antwoord", "Domeinniveau", "Intake", "Intakeinstelling", "Leerder", "Leerplan", "Ontvangst", "Stap", "Toestemming",
    "Vragenlijstversie",
]  # fmt: skip

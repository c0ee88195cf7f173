"""The models of the catalogue."""

from .beheer import Invoerlijst, Linkcontrole
from .ervaring import Celscore, Ervaring, Ervaringversie, Scorebasis
from .inventaris import Belang, Gemis, Inventarisatieoordeel, Matrixcel
from .materiaal import Materiaal, MateriaalMelding
from .verzameling import Verzameling, Verzamelstuk

__all__ = [
    "Belang",
    "Celscore",
    "Ervaring",
    "Ervaringversie",
    "Gemis",
    "Inventarisatieoordeel",
    "Invoerlijst",
    "Linkcontrole",
    "Materiaal",
    "MateriaalMelding",
    "Matrixcel",
    "Scorebasis",
    "Verzameling",
    "Verzamelstuk",
]

"""The models of the ground floor: everybody may point at these, they point at nobody."""

from .basis import MetTijden, MetVersie
from .concept import Concept
from .gebied import Postcodegebied, Stadsdeel
from .gebruiker import Gebruiker, Lidmaatschap
from .logboek import Gebeurtenis, Inzending
from .organisatie import Locatie, Organisatie
from .telling import Telling
from .uitvoering import Uitvoering
from .woordenschat import Competentie, Doelgroep, Domeinuitleg, Leervraag, Niveauuitleg, Taal

__all__ = [
    "Competentie",
    "Concept",
    "Doelgroep",
    "Domeinuitleg",
    "Gebeurtenis",
    "Gebruiker",
    "Inzending",
    "Leervraag",
    "Lidmaatschap",
    "Locatie",
    "MetTijden",
    "MetVersie",
    "Niveauuitleg",
    "Organisatie",
    "Postcodegebied",
    "Stadsdeel",
    "Taal",
    "Telling",
    "Uitvoering",
]

"""Provision and the referrals to it."""

from .aanbod import Aanbod, AanbodLocatie, AanbodMelding, Zoekwoord
from .bewaard import BewaardeZoekvraag, Bladwijzer
from .doorverwijzing import Doorverwijzing, DoorverwijzingAntwoord
from .lus import Aanwezigheid, DoorverwijzingBericht, Sein, TweedePersoon
from .tijden import Openingstijd, Uitzondering, Waarborg

__all__ = [
    "Aanbod",
    "AanbodLocatie",
    "AanbodMelding",
    "Aanwezigheid",
    "BewaardeZoekvraag",
    "Bladwijzer",
    "Doorverwijzing",
    "DoorverwijzingAntwoord",
    "DoorverwijzingBericht",
    "Openingstijd",
    "Sein",
    "TweedePersoon",
    "Uitzondering",
    "Waarborg",
    "Zoekwoord",
]

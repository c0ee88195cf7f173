"""Provision and the referrals to it."""

from .aanbod import Aanbod, AanbodLocatie, AanbodMelding, Zoekwoord
from .doorverwijzing import Doorverwijzing, DoorverwijzingAntwoord
from .lus import Aanwezigheid, DoorverwijzingBericht, Sein, TweedePersoon

__all__ = [
    "Aanbod",
    "AanbodLocatie",
    "AanbodMelding",
    "Aanwezigheid",
    "Doorverwijzing",
    "DoorverwijzingAntwoord",
    "DoorverwijzingBericht",
    "Sein",
    "TweedePersoon",
    "Zoekwoord",
]

"""Who may do what with a learner's file. Pure: no query beyond the user's own memberships."""

from __future__ import annotations

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker

from .models import Leerder


def mag_leerder_maken(gebruiker: Gebruiker) -> bool:
    """A coach registers learners."""
    return gebruiker.heeft_rol(Rol.COACH)


def mag_leerder_zien(gebruiker: Gebruiker, leerder: Leerder) -> bool:
    """A coach of the learner's own organisation."""
    return gebruiker.heeft_rol(Rol.COACH, organisatie_id=leerder.organisatie_id)


def mag_leerder_wissen(gebruiker: Gebruiker, leerder: Leerder) -> bool:
    """A coach of the organisation; erasing is confirmed and logged."""
    return mag_leerder_zien(gebruiker, leerder)

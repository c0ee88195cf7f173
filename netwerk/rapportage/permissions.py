"""Who sees which figures. Pure functions of a person."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from netwerk.kern.choices import NETWERKROLLEN, Rol
from netwerk.kern.models import Gebruiker


def mag_cijfers(gebruiker: Gebruiker | AnonymousUser) -> bool:
    """Supply and feedback times: every member of the network."""
    return gebruiker.is_authenticated and bool(gebruiker.organisatie_ids)


def mag_mensen(gebruiker: Gebruiker | AnonymousUser) -> bool:
    """Counts of learners and volunteers: network roles, who hold no dossiers of their own to subtract."""
    return gebruiker.is_authenticated and gebruiker.heeft_rol(*NETWERKROLLEN)


def mag_behoefte(gebruiker: Gebruiker | AnonymousUser) -> bool:
    """Changing the estimated need: the municipality."""
    return gebruiker.is_authenticated and gebruiker.heeft_rol(Rol.REGIE)

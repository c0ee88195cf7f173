"""Who may do what: pure functions of a person and a record.

For referrals the person may be ``None``: that is whoever opened a signed link (the view has proven the link) or the
clock (a command). Which of the two is decided by the action that is called, never by what a form says.
"""

from __future__ import annotations

from typing import Any

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker

BEHEERT = (Rol.AANBIEDER, Rol.BEHEERDER)
VERZENDT = (Rol.COACH, Rol.BEHEERDER)


def mag_aanbod_beheren(gebruiker: Gebruiker | None, aanbod: Any) -> bool:
    """Change, publish, verify: a provider or manager of the organisation that offers it."""
    return gebruiker is not None and gebruiker.heeft_rol(*BEHEERT, organisatie_id=aanbod.organisatie_id)


def mag_aanbod_maken(gebruiker: Gebruiker) -> bool:
    """Whether there is any organisation for which this person may add provision."""
    return gebruiker.is_authenticated and gebruiker.heeft_rol(*BEHEERT)


def mag_doorverwijzen(gebruiker: Gebruiker | None, van_organisatie_id: int) -> bool:
    """Send a referral for this organisation."""
    return gebruiker is not None and gebruiker.heeft_rol(*VERZENDT, organisatie_id=van_organisatie_id)


def is_verzender(gebruiker: Gebruiker | None, doorverwijzing: Any) -> bool:
    """A coach or manager of the organisation that sent it."""
    return mag_doorverwijzen(gebruiker, doorverwijzing.van_organisatie_id)


def mag_beantwoorden(gebruiker: Gebruiker | None, doorverwijzing: Any) -> bool:
    """A provider or manager of the receiver; or nobody in particular, through the signed link."""
    return gebruiker is None or gebruiker.heeft_rol(*BEHEERT, organisatie_id=doorverwijzing.naar_organisatie_id)


def is_klok(gebruiker: Gebruiker | None, doorverwijzing: Any) -> bool:
    """Only the clock lets something expire."""
    return gebruiker is None


def mag_afmelden(gebruiker: Gebruiker | None, doorverwijzing: Any) -> bool:
    """Either side may report that somebody stopped."""
    return mag_beantwoorden(gebruiker, doorverwijzing) or is_verzender(gebruiker, doorverwijzing)

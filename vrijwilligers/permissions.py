"""Who may do what. Pure: a user and a record in, yes or no out."""

from __future__ import annotations

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker

from .models import Campagne, Hulpvraag, Koppeling, Vrijwilliger


def mag_begeleiden(gebruiker: Gebruiker | None, vrijwilliger: Vrijwilliger) -> bool:
    """Change a volunteer's record and state: a coordinator of the organisation the volunteer belongs to."""
    return (
        gebruiker is not None
        and vrijwilliger.organisatie_id is not None
        and gebruiker.heeft_rol(Rol.COORDINATOR, organisatie_id=vrijwilliger.organisatie_id)
    )


def mag_uit_pool_halen(gebruiker: Gebruiker | None, organisatie_id: int) -> bool:
    """Take a volunteer from the city's pool to this organisation."""
    return gebruiker is not None and gebruiker.heeft_rol(Rol.COORDINATOR, organisatie_id=organisatie_id)


def mag_hulp_vragen(gebruiker: Gebruiker | None, organisatie_id: int) -> bool:
    """Ask for a volunteer in the name of this organisation."""
    return gebruiker is not None and gebruiker.heeft_rol(Rol.COACH, Rol.COORDINATOR, organisatie_id=organisatie_id)


def mag_koppelen(gebruiker: Gebruiker | None, hulpvraag: Hulpvraag) -> bool:
    """Propose a volunteer: a coordinator of the organisation that looks for one."""
    return gebruiker is not None and gebruiker.heeft_rol(Rol.COORDINATOR, organisatie_id=hulpvraag.naar_organisatie_id)


def mag_intrekken(gebruiker: Gebruiker | None, hulpvraag: Hulpvraag) -> bool:
    """Withdraw a request: who could ask it."""
    return mag_hulp_vragen(gebruiker, hulpvraag.van_organisatie_id)


def mag_koppeling_beheren(gebruiker: Gebruiker | None, koppeling: Koppeling) -> bool:
    """Accept, start, finish or stop: a coordinator of the volunteer's organisation."""
    return gebruiker is not None and gebruiker.heeft_rol(Rol.COORDINATOR, organisatie_id=koppeling.organisatie_id)


def mag_werven(gebruiker: Gebruiker | None, organisatie_id: int) -> bool:
    """Recruit in the name of this organisation: campaigns, vacancies, asking back."""
    return gebruiker is not None and gebruiker.heeft_rol(Rol.COORDINATOR, organisatie_id=organisatie_id)


def mag_campagne_beheren(gebruiker: Gebruiker | None, campagne: Campagne) -> bool:
    """Change or close a campaign: a coordinator of the organisation that keeps it. The network's own: in the admin."""
    eigenaar = campagne.eigenaar_id or campagne.organisatie_id
    return eigenaar is not None and mag_werven(gebruiker, eigenaar)


def mag_beleid_zetten(gebruiker: Gebruiker | None, organisatie_id: int) -> bool:
    """Decide what this organisation asks of its volunteers."""
    return gebruiker is not None and gebruiker.heeft_rol(Rol.COORDINATOR, Rol.BEHEERDER, organisatie_id=organisatie_id)

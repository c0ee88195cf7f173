"""Who may do what for the network. Pure functions of a person and a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

from django.contrib.auth.models import AnonymousUser

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker, Organisatie

if TYPE_CHECKING:
    from .models import Artikel, Contactafspraak, Nieuwsbrief, Signaal, Taak


def is_lid(gebruiker: Gebruiker | AnonymousUser | None) -> TypeGuard[Gebruiker]:
    """A member of the network: works for one of its organisations, or runs the portal."""
    return bool(gebruiker and gebruiker.is_authenticated and (gebruiker.organisatie_ids or gebruiker.is_staff))


def mag_meedoen(gebruiker: Gebruiker | AnonymousUser | None) -> bool:
    """May suggest, support and take tasks: always for an organisation."""
    return bool(gebruiker and gebruiker.is_authenticated and gebruiker.organisatie_ids)


def mag_overleg_beheren(gebruiker: Gebruiker | AnonymousUser | None) -> bool:
    """May set dates, write reports and compose agendas."""
    return bool(gebruiker and gebruiker.is_authenticated and gebruiker.heeft_rol(Rol.SECRETARIS))


def mag_taak_oppakken(gebruiker: Gebruiker | None, taak: Taak) -> bool:
    """Everybody may take what is asked; what is offered only the organisation that offered it, or the secretary."""
    if not mag_meedoen(gebruiker):
        return False
    return taak.eigenaar_organisatie_id is None or mag_taak_afronden(gebruiker, taak)


def mag_taak_teruggeven(gebruiker: Gebruiker | None, taak: Taak) -> bool:
    """The owner hands back; the secretary may free a task whose owner left."""
    return gebruiker is not None and (taak.eigenaar_id == gebruiker.pk or mag_overleg_beheren(gebruiker))


def mag_taak_afronden(gebruiker: Gebruiker | None, taak: Taak) -> bool:
    """The owner, a colleague of the same organisation, or the secretary."""
    return gebruiker is not None and (
        taak.eigenaar_organisatie_id in gebruiker.organisatie_ids or mag_overleg_beheren(gebruiker)
    )


def mag_taak_laten_vervallen(gebruiker: Gebruiker | None, taak: Taak) -> bool:
    """The secretary, or who brought it in while nobody has taken it."""
    if gebruiker is None:
        return False
    eigen = taak.ingebracht_door_id == gebruiker.pk and taak.eigenaar_id is None
    return eigen or mag_overleg_beheren(gebruiker)


def mag_taak_heropenen(gebruiker: Gebruiker | None, taak: Taak) -> bool:
    """The secretary only: a closed promise stays closed unless the network says so."""
    return mag_overleg_beheren(gebruiker)


def mag_contact_bijhouden(gebruiker: Gebruiker | None, afspraak: Contactafspraak) -> bool:
    """Who works for one of the organisations, or the secretary. Uses what was prefetched."""
    if not mag_meedoen(gebruiker):
        return False
    assert gebruiker is not None
    mee = {afspraak.formeel_id, *(organisatie.pk for organisatie in afspraak.informeel.all())}
    return bool(mee & set(gebruiker.organisatie_ids)) or mag_overleg_beheren(gebruiker)


def mag_signaal_behandelen(gebruiker: Gebruiker | None, signaal: Signaal | None = None) -> bool:
    """Who speaks for the municipality."""
    return bool(gebruiker and gebruiker.is_authenticated and gebruiker.heeft_rol(Rol.REGIE))


def kan_signaal_geven(organisatie: Organisatie) -> bool:
    """Whether an organisation may hand in or support a signal: not the one that answers them. One query."""
    return not organisatie.lidmaatschappen.filter(rol=Rol.REGIE).exists()


def mag_signaal_geven(gebruiker: Gebruiker | AnonymousUser | None) -> bool:
    """Works for an organisation that may."""
    return bool(
        gebruiker
        and gebruiker.is_authenticated
        and any(kan_signaal_geven(organisatie) for organisatie in {x.organisatie for x in gebruiker.lidmaatschappen_nu})
    )


def mag_signaal_intrekken(gebruiker: Gebruiker | None, signaal: Signaal) -> bool:
    """Who handed it in, and the secretary."""
    return gebruiker is not None and (
        signaal.organisatie_id in gebruiker.organisatie_ids or mag_overleg_beheren(gebruiker)
    )


def mag_signaal_terugzetten(gebruiker: Gebruiker | None, signaal: Signaal) -> bool:
    """Every organisation that supports it may say that it is not solved."""
    if not mag_meedoen(gebruiker):
        return False
    assert gebruiker is not None
    return (
        mag_signaal_intrekken(gebruiker, signaal)
        or signaal.steunen.filter(organisatie_id__in=gebruiker.organisatie_ids).exists()
    )


def mag_artikel_bewerken(gebruiker: Gebruiker | AnonymousUser | None, artikel: Artikel) -> bool:
    """Who works where it comes from, the secretary, and the neutral curator. A how-to changes in its file only."""
    if artikel.bron or not mag_meedoen(gebruiker):
        return False
    assert isinstance(gebruiker, Gebruiker)
    return artikel.organisatie_id in gebruiker.organisatie_ids or gebruiker.heeft_rol(Rol.SECRETARIS, Rol.CURATOR)


def mag_brief_versturen(gebruiker: Gebruiker | None, brief: Nieuwsbrief) -> bool:
    """The secretary."""
    return mag_overleg_beheren(gebruiker)


def alleen_de_verzender(gebruiker: Gebruiker | None, brief: Nieuwsbrief) -> bool:
    """Nobody by hand: the sender closes an issue when nothing waits."""
    return gebruiker is None

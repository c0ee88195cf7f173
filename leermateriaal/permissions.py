"""Who may do what in the catalogue: pure functions on a person and a record."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker

from .choices import Staat
from .models import Belang

Wie = Gebruiker | AnonymousUser | None


def is_curator(gebruiker: Wie) -> bool:
    """The neutral curator."""
    return bool(gebruiker and gebruiker.is_authenticated and gebruiker.heeft_rol(Rol.CURATOR))


def is_eigen_uitgave(gebruiker: Wie, materiaal: Any) -> bool:
    """Whether one of this person's organisations publishes the material, by the network's list or by its name."""
    if not gebruiker or not gebruiker.is_authenticated:
        return False
    if materiaal.uitgever_organisatie_id is not None:
        return materiaal.uitgever_organisatie_id in gebruiker.organisatie_ids
    naam = materiaal.uitgever.strip().lower()
    return any(lid.organisatie.naam.strip().lower() == naam for lid in gebruiker.lidmaatschappen_nu)


#: Where :func:`belangen_van` keeps its answer on the user object.
BELANGEN = "_leermateriaal_belangen"


def belangen_van(gebruiker: Gebruiker) -> tuple[frozenset[int], frozenset[str]]:
    """Publishers in which this person declared an interest that still runs: (organisations, names in small letters).

    One query per user object, that is per request.
    """
    bewaard: tuple[frozenset[int], frozenset[str]] | None = getattr(gebruiker, BELANGEN, None)
    if bewaard is None:
        rijen = list(Belang.objects.filter(gebruiker=gebruiker, tot=None).values_list("organisatie_id", "uitgever"))
        bewaard = (
            frozenset(pk for pk, _ in rijen if pk is not None),
            frozenset(naam.strip().lower() for _, naam in rijen if naam),
        )
        setattr(gebruiker, BELANGEN, bewaard)
    return bewaard


def heeft_belang(gebruiker: Wie, materiaal: Any) -> bool:
    """Whether this person works for the publisher, or declared an interest in it."""
    if not gebruiker or not gebruiker.is_authenticated:
        return False
    if is_eigen_uitgave(gebruiker, materiaal):
        return True
    organisaties, namen = belangen_van(gebruiker)
    return materiaal.uitgever_organisatie_id in organisaties or materiaal.uitgever.strip().lower() in namen


def mag_beoordelen(gebruiker: Wie, materiaal: Any = None) -> bool:
    """The curator judges, but never what an own organisation publishes, nor where an interest was declared."""
    return is_curator(gebruiker) and not (materiaal is not None and heeft_belang(gebruiker, materiaal))


def mag_voorstellen(gebruiker: Wie) -> bool:
    """Anybody with a login."""
    return bool(gebruiker and gebruiker.is_authenticated)


def mag_voorstel_wijzigen(gebruiker: Wie, materiaal: Any) -> bool:
    """Who proposed it, until the curator takes it up."""
    return bool(
        gebruiker
        and gebruiker.is_authenticated
        and materiaal.status == Staat.VOORGESTELD
        and materiaal.voorgesteld_door_id == gebruiker.pk
    )


def mag_melding_afhandelen(gebruiker: Wie, melding: Any) -> bool:
    """The curator, but not about material of a publisher in which there is an interest."""
    return mag_beoordelen(gebruiker, melding.materiaal)


def mag_ervaring_delen(gebruiker: Wie, materiaal: Any) -> bool:
    """Who works for an organisation, about published or outdated material that is not their own."""
    return bool(
        gebruiker
        and gebruiker.is_authenticated
        and gebruiker.organisatie_ids
        and materiaal.status in (Staat.GEPUBLICEERD, Staat.VEROUDERD)
        and not is_eigen_uitgave(gebruiker, materiaal)
    )

"""Short-cuts per role on the home page: the few things somebody with that role does most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.urls import reverse

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker
from netwerk.kern.navigatie import Link
from netwerk.overleg.permissions import is_lid

#: The address of a room on the same floor, which we may not name: it stands in the menu under the tile's title.
UIT_MENU = ""
STAD = (Rol.REGIE, Rol.SECRETARIS, Rol.CURATOR)


@dataclass(frozen=True, slots=True)
class Snelkoppeling:
    """A tile. ``rollen`` empty: for everybody."""

    titel: str
    tekst: str
    url_naam: str
    icoon: str
    rollen: tuple[str, ...] = ()
    alleen_leden: bool = False


ALLE: tuple[Snelkoppeling, ...] = (
    Snelkoppeling("Nieuwe leerder", "Begin een intake", "intake:leerder_nieuw", "person-plus", (Rol.COACH,)),
    Snelkoppeling("Mijn leerders", "Intakes en leerplannen", "intake:leerders", "people", (Rol.COACH,)),
    Snelkoppeling("Doorverwijzingen", "Bekijk en beantwoord", "aanbod:inbak", "inbox", (Rol.AANBIEDER, Rol.BEHEERDER)),
    Snelkoppeling("Ons aanbod", "Klopt alles nog?", "aanbod:beheer", "pencil-square", (Rol.AANBIEDER, Rol.BEHEERDER)),
    Snelkoppeling("Verstuurd", "Wat gebeurt er met uw leerder?", "aanbod:verstuurd", "send", (Rol.COACH,)),
    Snelkoppeling("Bord vrijwilligers", "Wie wacht op wat?", "vrijwilligers:bord", "kanban", (Rol.COORDINATOR,)),
    Snelkoppeling(
        "Hulpvragen", "Zoek een passende vrijwilliger", "vrijwilligers:hulpvragen", "person-heart", (Rol.COORDINATOR,)
    ),
    Snelkoppeling(
        "Inventarisatie", "Welk materiaal bij welke vraag", "leermateriaal:inventaris", "grid-3x3-gap", (Rol.CURATOR,)
    ),
    Snelkoppeling(
        "Beoordelen", "Voorstellen, meldingen en gemis", "leermateriaal:beoordelen", "clipboard-check", (Rol.CURATOR,)
    ),
    Snelkoppeling("Lesmateriaal", "Wat werkt bij wie?", "leermateriaal:lijst", "book", (Rol.COACH, Rol.CURATOR)),
    Snelkoppeling(
        "Cijfers", "Waar schiet het tekort?", UIT_MENU, "bar-chart", (Rol.REGIE, Rol.SECRETARIS, Rol.CURATOR)
    ),
    Snelkoppeling("Suggesties", "Stel de agenda samen", "overleg:suggesties", "lightbulb", (Rol.SECRETARIS,)),
    Snelkoppeling("Signalen", "Wat vraagt het netwerk aan u?", "overleg:signalen", "megaphone", (Rol.REGIE,)),
    Snelkoppeling("Kwartaalverslag", "Lezen, printen, doorsturen", "rapportage:verslag", "printer", (Rol.REGIE,)),
    Snelkoppeling("Nieuwsbrief maken", "Kies wat nieuw is", "overleg:brieven", "envelope", (Rol.SECRETARIS,)),
    Snelkoppeling(
        "Nieuwe bijeenkomst",
        "De datum mag open blijven",
        "overleg:bijeenkomst_nieuw",
        "calendar-plus",
        (Rol.SECRETARIS,),
    ),
    Snelkoppeling("Mensen en rollen", "Wie werkt hier, en wie mag wat?", "portaal:leden", "people", (Rol.BEHEERDER,)),
    Snelkoppeling(
        "Onze plekken", "Adres, wifi en ruimtes", "portaal:plekken", "geo-alt", (Rol.AANBIEDER, Rol.BEHEERDER)
    ),
    Snelkoppeling("Aanbod zoeken", "Wat is er in de buurt?", "aanbod:lijst", "search"),
    Snelkoppeling("Taken", "Wie pakt wat op?", "overleg:taken", "list-check", alleen_leden=True),
)


def voor(gebruiker: Gebruiker, menu: Iterable[Link] = (), hooguit: int = 6) -> list[dict[str, str]]:
    """The tiles for this person: of each role in turn, then those for everybody. Not in the menu: no tile."""
    in_menu = {link.label: link.url for link in menu}
    per_rol = [[punt for punt in ALLE if rol in punt.rollen] for rol in Rol.values if gebruiker.heeft_rol(rol)]
    om_beurten = [punt for ronde in zip_longest(*per_rol) for punt in ronde if punt]
    tegels = []
    rest = [punt for punt in ALLE if not punt.rollen and (is_lid(gebruiker) or not punt.alleen_leden)]
    for punt in dict.fromkeys([*om_beurten, *rest]):
        url = reverse(punt.url_naam) if punt.url_naam else in_menu.get(punt.titel)
        if url:
            tegels.append({"titel": punt.titel, "tekst": punt.tekst, "icoon": punt.icoon, "url": url})
    return tegels[:hooguit]

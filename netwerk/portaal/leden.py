"""Who works for an organisation, and with which roles: what its manager sees and may change."""

from __future__ import annotations

from dataclasses import dataclass

from netwerk.kern.choices import NETWERKROLLEN, Rol
from netwerk.kern.models import Gebruiker, Lidmaatschap, Organisatie

#: What a manager can give and take. The roles for the whole network come from the administrator of the portal.
TE_GEVEN: tuple[Rol, ...] = tuple(rol for rol in Rol if rol not in NETWERKROLLEN)


@dataclass(frozen=True, slots=True)
class Lid:
    """Somebody with the roles held here."""

    gebruiker: Gebruiker
    rollen: tuple[Rol, ...]
    netwerkrollen: tuple[Rol, ...]

    @property
    def rolnamen(self) -> list[str]:
        """Every role in words."""
        return [rol.label for rol in (*self.rollen, *self.netwerkrollen)]


def mag_beheren(gebruiker: Gebruiker, organisatie: Organisatie) -> bool:
    """Only the managers of this very organisation."""
    return gebruiker.heeft_rol(Rol.BEHEERDER, organisatie_id=organisatie.pk)


def leden_van(organisatie: Organisatie) -> list[Lid]:
    """Everybody who works here, by name. One query."""
    per: dict[Gebruiker, list[Rol]] = {}
    rijen = Lidmaatschap.objects.van([organisatie.pk]).select_related("gebruiker").order_by("gebruiker__naam", "pk")
    for rij in rijen:
        per.setdefault(rij.gebruiker, []).append(Rol(rij.rol))
    return [
        Lid(
            gebruiker,
            tuple(rol for rol in Rol if rol in rollen and rol not in NETWERKROLLEN),
            tuple(rol for rol in Rol if rol in rollen and rol in NETWERKROLLEN),
        )
        for gebruiker, rollen in per.items()
    ]

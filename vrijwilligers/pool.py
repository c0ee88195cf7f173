"""The city's pool: volunteers without an organisation. The one door through the row-level policy.

Decision: a pool row belongs to nobody, so the database shows it to no organisation at all (only to ``app.alles``). A
coordinator of any organisation may look into the pool, but only at what is needed to choose: first name, district,
languages, parts of the day, skills. Name and contact appear after ``actions.haal_uit_pool``, which is logged. The
sign-up form asks consent for exactly this.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker

from .models import Vrijwilliger


@dataclass(frozen=True, slots=True)
class InPool:
    """What a coordinator sees of somebody in the pool."""

    pk: int
    voornaam: str
    stadsdeel: str
    talen: tuple[str, ...]
    vaardigheden: tuple[str, ...]
    stand: str
    sinds: datetime


def in_pool(gebruiker: Gebruiker, *, vanaf: int = 0, aantal: int = 25) -> tuple[list[InPool], int]:
    """One page of the pool, longest waiting first, and how many there are; empty for who is no coordinator."""
    if not gebruiker.heeft_rol(Rol.COORDINATOR):
        return [], 0
    with bereik(alles=True):
        rijen = Vrijwilliger.objects.filter(organisatie__isnull=True).exclude(status="gestopt")
        totaal = rijen.count()
        pagina = rijen.select_related("pc4__stadsdeel").order_by("status_sinds", "pk")[vanaf : vanaf + aantal]
        return [
            InPool(
                pk=v.pk,
                voornaam=v.voornaam,
                stadsdeel=v.pc4.stadsdeel.naam if v.pc4 else "",
                talen=tuple(v.talen),
                vaardigheden=tuple(v.vaardigheden),
                stand=v.get_status_display(),
                sinds=v.status_sinds,
            )
            for v in pagina
        ], totaal

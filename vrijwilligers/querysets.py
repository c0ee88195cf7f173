"""What each person may see, and the questions lists ask. Row-level security stands behind all of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Q

from netwerk.kern.choices import Rol

from .choices import BEZET, KOPPELBAAR, WACHTEND

if TYPE_CHECKING:
    from netwerk.kern.models import Gebruiker


def eigen_organisaties(gebruiker: Gebruiker, *rollen: str) -> list[int]:
    """Ids of the organisations for which one of the roles is held."""
    return [organisatie.pk for organisatie in gebruiker.organisaties_met_rol(*rollen)]


class VrijwilligerQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker: Gebruiker) -> VrijwilligerQuerySet:
        """Volunteers of the organisations whose volunteers this person looks after, and who help there as well.

        The city's pool: see pool.py.
        """
        eigen = eigen_organisaties(gebruiker, Rol.COORDINATOR)
        return self.filter(Q(organisatie__in=eigen) | Q(ook_bij__overlap=eigen)) if eigen else self.none()

    def begeleid_door(self, gebruiker: Gebruiker) -> VrijwilligerQuerySet:
        """Volunteers whose record this person keeps: only there papers and states are changed."""
        return self.filter(organisatie__in=eigen_organisaties(gebruiker, Rol.COORDINATOR))

    def koppelbaar(self) -> VrijwilligerQuerySet:
        """Ready for somebody (whether there is a place free is another question)."""
        return self.filter(status__in=KOPPELBAAR)


class HulpvraagQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker: Gebruiker) -> HulpvraagQuerySet:
        """Requests one's organisation asked (coach, coordinator) or looks for a volunteer for (coordinator)."""
        return self.filter(
            Q(van_organisatie__in=eigen_organisaties(gebruiker, Rol.COACH, Rol.COORDINATOR))
            | Q(naar_organisatie__in=eigen_organisaties(gebruiker, Rol.COORDINATOR))
        )

    def wachtend(self) -> HulpvraagQuerySet:
        """Where somebody waits, longest first."""
        return self.filter(status__in=WACHTEND).order_by("gevraagd_op", "pk")


class KoppelingQuerySet(models.QuerySet):
    def zichtbaar_voor(self, gebruiker: Gebruiker) -> KoppelingQuerySet:
        """Matches of one's own volunteers (coordinator) and of one's own requests (coach, coordinator)."""
        return self.filter(
            Q(organisatie__in=eigen_organisaties(gebruiker, Rol.COORDINATOR))
            | Q(van_organisatie__in=eigen_organisaties(gebruiker, Rol.COACH, Rol.COORDINATOR))
        )

    def bezet(self) -> KoppelingQuerySet:
        """Those that take a place."""
        return self.filter(status__in=BEZET)

    def plekken_bezet(self, vrijwilligers: Iterable[int]) -> dict[int, int]:
        """How many places each of these volunteers has taken, also at other organisations: capacity is one number.

        Call in ``bereik(alles=True)`` with people whom the reader may see; only counts leave it.
        """
        rijen = self.bezet().filter(vrijwilliger__in=list(vrijwilligers)).order_by()
        return dict(rijen.values_list("vrijwilliger").annotate(n=Count("pk")))

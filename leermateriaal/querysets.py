"""Who sees which material, and the fixed set of queries that a list costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker

from .choices import Staat

if TYPE_CHECKING:
    from .models import Ervaring, Materiaal, Verzameling  # noqa: F401

#: What the public may open: outdated and withdrawn material keeps its address and says what it is.
OPENBAAR = (Staat.GEPUBLICEERD, Staat.VEROUDERD, Staat.VERVALLEN)


class MateriaalQuerySet(models.QuerySet["Materiaal"]):
    def zichtbaar_voor(self, gebruiker: Gebruiker | AnonymousUser) -> MateriaalQuerySet:
        """Public material; a proposal also for who proposed it; everything for the curator."""
        if gebruiker.is_authenticated:
            if gebruiker.is_superuser or gebruiker.heeft_rol(Rol.CURATOR):
                return self
            return self.filter(Q(status__in=OPENBAAR) | Q(voorgesteld_door=gebruiker))
        return self.filter(status__in=OPENBAAR)

    def gepubliceerd(self) -> MateriaalQuerySet:
        """What is offered to learners."""
        return self.filter(status=Staat.GEPUBLICEERD)

    def met_alles(self) -> MateriaalQuerySet:
        """With the vocabularies, in a fixed number of queries."""
        return self.prefetch_related("leervragen", "doelgroepen", "talen")

    def lijkt_op(self, titel: str) -> MateriaalQuerySet:
        """Materials whose title looks like this one, nearest first (pg_trgm similarity of at least 0.35)."""
        from django.contrib.postgres.search import TrigramSimilarity

        return (
            self.filter(titel__trigram_similar=titel)
            .annotate(lijkt=TrigramSimilarity("titel", titel))
            .filter(lijkt__gte=0.35)
            .order_by("-lijkt", "titel")
        )


class ErvaringQuerySet(models.QuerySet["Ervaring"]):
    def zichtbaar_voor(self, gebruiker: Gebruiker | AnonymousUser) -> ErvaringQuerySet:
        """Everybody reads experiences; pages show the organisation, not the person."""
        return self

    def van(self, gebruiker: Gebruiker) -> ErvaringQuerySet:
        """What this person told and may change."""
        return self.filter(door=gebruiker)


class VerzamelingQuerySet(models.QuerySet["Verzameling"]):
    def zichtbaar_voor(self, gebruiker: Gebruiker) -> VerzamelingQuerySet:
        """Sets of one's own organisations: one's own, and those that colleagues share."""
        return self.filter(Q(organisatie_id__in=gebruiker.organisatie_ids) & (Q(gedeeld=True) | Q(maker=gebruiker)))

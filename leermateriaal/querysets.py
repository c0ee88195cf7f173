"""Who sees which material, and the fixed set of queries that a list costs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker

from .choices import Staat

if TYPE_CHECKING:
    from .models import Ervaring, Materiaal, Verzameling  # noqa: F401

#: What the public may open: outdated and withdrawn material keeps its address and says what it is, and so does what
#: went up in another. A proposal that was refused was never public: publishing sets the day of checking, refusing not.
OPENBAAR = (
    Q(status__in=[Staat.GEPUBLICEERD, Staat.VEROUDERD])
    | Q(status=Staat.VERVALLEN, gecontroleerd_op__isnull=False)
    | Q(samengevoegd_met__isnull=False)
)


_BEGIN = ("https://", "https://www.", "http://", "http://www.")


class MateriaalQuerySet(models.QuerySet["Materiaal"]):
    def zichtbaar_voor(self, gebruiker: Gebruiker | AnonymousUser) -> MateriaalQuerySet:
        """Public material; a proposal also for who proposed it; everything for the curator."""
        if gebruiker.is_authenticated:
            if gebruiker.is_superuser or gebruiker.heeft_rol(Rol.CURATOR):
                return self
            return self.filter(OPENBAAR | Q(voorgesteld_door=gebruiker))
        return self.filter(OPENBAAR)

    def gepubliceerd(self) -> MateriaalQuerySet:
        """What is offered to learners."""
        return self.filter(status=Staat.GEPUBLICEERD)

    def met_alles(self) -> MateriaalQuerySet:
        """With the vocabularies, in a fixed number of queries."""
        return self.prefetch_related("leervragen", "doelgroepen", "talen")

    def zelfde_link(self, link: str) -> MateriaalQuerySet:
        """Materials at this web address: with or without www, a slash at the end, http or https, in any case."""
        kern = re.sub(r"^https?://(www\.)?", "", link.strip().lower()).split("#")[0].rstrip("/")
        if len(kern) < 4:
            return self.none()
        vormen = [f"{begin}{kern}{eind}" for begin in _BEGIN for eind in ("", "/")]
        return self.annotate(link_klein=Lower("link")).filter(link_klein__in=vormen)

    def dubbelen(self, titel: str, link: str = "", *, zonder: int | None = None) -> list[Materiaal]:
        """What may be the same material: the same web address first, then titles that look alike; at most six.

        Also what waits for the curator or was withdrawn, for that is no reason to propose it again.
        """
        zoek = self.filter(samengevoegd_met=None).exclude(pk=zonder)
        gevonden = list(zoek.zelfde_link(link)[:3])
        if len(titel.strip()) > 3:
            al = {materiaal.pk for materiaal in gevonden}
            gevonden += [materiaal for materiaal in zoek.lijkt_op(titel.strip())[:5] if materiaal.pk not in al]
        return gevonden[:6]

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

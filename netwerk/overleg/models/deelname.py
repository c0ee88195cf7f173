"""Who is invited to a meeting, who comes, and who was there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from netwerk.kern.models import Gebruiker, Organisatie

from ..choices import Komst, Verzendstand
from .bijeenkomst import Bijeenkomst
from .verzending import MetVerzending


class Deelname(MetVerzending):
    """One person at one meeting. Names of professionals are visible within the network, as in a list of those present.

    ``aanwezig`` null: not noted. ``namens`` is the organisation this person speaks for.
    """

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="deelnames")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    komst = models.CharField("komt u?", max_length=10, choices=Komst, default=Komst.ONBEKEND)
    uitgenodigd_voor = models.DateTimeField(null=True, blank=True, editable=False)
    aanwezig = models.BooleanField("was erbij", null=True, blank=True)

    class Meta:
        ordering = ["gebruiker__naam"]
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        constraints = [
            models.UniqueConstraint(fields=["bijeenkomst", "gebruiker"], name="overleg_deelname_eenmaal"),
            models.CheckConstraint(condition=Q(komst__in=Komst.values), name="overleg_deelname_komst"),
            models.CheckConstraint(condition=Q(verzendstand__in=Verzendstand.values), name="overleg_deelname_stand"),
        ]
        indexes = [
            # The sender's queue.
            models.Index(
                fields=["opnieuw_na"], name="overleg_deelname_rij", condition=Q(verzendstand=Verzendstand.WACHT)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.get_komst_display()}"

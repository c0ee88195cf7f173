"""What keeps the catalogue true: the result of the last link check, and a spreadsheet waiting for a yes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker

from ..choices import Linkuitslag
from .materiaal import Materiaal


class Linkcontrole(models.Model):
    """The last check of a material's link. ``keer_fout`` counts failed checks in a row, one a day at most."""

    materiaal = models.OneToOneField(Materiaal, on_delete=models.CASCADE, related_name="linkcontrole")
    link = models.URLField(max_length=300)
    uitslag = models.CharField(max_length=12, choices=Linkuitslag)
    toelichting = models.CharField(max_length=200, blank=True)
    keer_fout = models.PositiveSmallIntegerField(default=0)
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["op"]
        verbose_name = "linkcontrole"
        verbose_name_plural = "linkcontroles"
        constraints = [
            models.CheckConstraint(condition=Q(uitslag__in=Linkuitslag.values), name="leermateriaal_link_uitslag")
        ]

    def __str__(self) -> str:
        return f"{self.link}: {self.get_uitslag_display()}"


class Invoerlijst(models.Model):
    """Rows read from a spreadsheet, shown first and stored only after a yes. ``regels`` holds what was read."""

    door = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    naam = models.CharField("bestand", max_length=200)
    regels = models.JSONField(default=list)
    aangemaakt_op = models.DateTimeField(default=timezone.now)
    verwerkt_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-aangemaakt_op"]
        verbose_name = "invoerlijst"
        verbose_name_plural = "invoerlijsten"

    def __str__(self) -> str:
        return self.naam

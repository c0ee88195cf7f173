"""Files that members add, kept in the database: one backup holds everything, and no path leads to them (ADR 14)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker

from ..choices import Bestandsoort
from ..querysets import BestandQuerySet

MB = 1024 * 1024
#: In bytes. A presentation with pictures fits; a film does not and is better linked to.
GROOTSTE = 15 * MB


class Bestand(models.Model):
    """What a file is; its bytes stand in :class:`Bestandsinhoud`, so that lists never carry them.

    ``soort`` comes from the content, never from what the browser said. ``openbaar``: visitors without login may
    fetch it, since it belongs to a public article.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    naam = models.CharField(max_length=150)
    soort = models.CharField(max_length=10, choices=Bestandsoort)
    grootte = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    openbaar = models.BooleanField(default=False)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    aangemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    objects = BestandQuerySet.as_manager()

    class Meta:
        ordering = ["-aangemaakt_op"]
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Bestandsoort.values), name="overleg_bestand_soort"),
            models.CheckConstraint(condition=Q(grootte__range=(1, GROOTSTE)), name="overleg_bestand_grootte"),
            models.CheckConstraint(condition=~Q(naam="") & ~Q(naam__contains="/"), name="overleg_bestand_naam"),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("overleg:bestand", args=[self.uuid])

    @property
    def is_beeld(self) -> bool:
        """Whether it may be shown within a page."""
        return self.soort in (Bestandsoort.PNG, Bestandsoort.JPEG)

    @property
    def grootte_in_woorden(self) -> str:
        """As people say it: kB or MB."""
        return (
            f"{self.grootte / MB:.1f} MB".replace(".", ",") if self.grootte >= MB else f"{self.grootte // 1024 + 1} kB"
        )


class Bestandsinhoud(models.Model):
    """The bytes of one file."""

    bestand = models.OneToOneField(Bestand, primary_key=True, on_delete=models.CASCADE, related_name="inhoud")
    bytes = models.BinaryField()

    class Meta:
        verbose_name = "inhoud van een bestand"
        verbose_name_plural = "inhoud van bestanden"

    def __str__(self) -> str:
        return f"inhoud van {self.bestand_id}"

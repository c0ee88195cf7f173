"""Counts without persons, stored by the top of the house for a lower room to show."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Telling(models.Model):
    """One count. ``waarde`` null: too few people to show (under five), or hidden so that another cannot be computed.

    Small counts are never stored. ``soort`` names what was counted, ``sleutel`` for which codes (``code`` or
    ``code:niveau``). A missing row means that nothing was counted, which is not the same as zero.
    """

    soort = models.CharField(max_length=40)
    sleutel = models.CharField(max_length=160)
    waarde = models.PositiveIntegerField(null=True)
    berekend_op = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["soort", "sleutel"]
        verbose_name = "telling"
        verbose_name_plural = "tellingen"
        constraints = [
            models.UniqueConstraint(fields=["soort", "sleutel"], name="kern_telling_eenmaal"),
            models.CheckConstraint(
                condition=models.Q(waarde__isnull=True) | models.Q(waarde__gte=5), name="kern_telling_niet_klein"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.sleutel}: {self.in_woorden}"

    @property
    def in_woorden(self) -> str:
        """What may be said of it."""
        return "te weinig om te tonen" if self.waarde is None else str(self.waarde)

"""When each recurring job ran, so that two schedulers do not run it twice and a missed night is made up for."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Uitvoering(models.Model):
    """One run of a job. ``klaar`` empty: still running, or killed halfway; then it does not count as done."""

    naam = models.CharField(max_length=60)
    begonnen = models.DateTimeField(default=timezone.now)
    klaar = models.DateTimeField(null=True, blank=True)
    gelukt = models.BooleanField(default=False)
    melding = models.TextField(blank=True)

    class Meta:
        ordering = ["-begonnen"]
        verbose_name = "uitvoering"
        verbose_name_plural = "uitvoeringen"
        indexes = [
            # planning.is_aan_de_beurt: the newest runs of one job.
            models.Index(fields=["naam", "-begonnen"], name="kern_uitvoering_laatste"),
        ]

    def __str__(self) -> str:
        return f"{self.naam} {self.begonnen:%Y-%m-%d %H:%M}"

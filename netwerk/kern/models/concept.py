"""What somebody had typed when their session turned out to be over: kept for a day, for that person only."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from ..privacy import persoonsgegevens
from .gebruiker import Gebruiker


@persoonsgegevens(
    "Bewaren wat iemand typte toen de sessie voorbij was",
    grond="gerechtvaardigd belang (AVG art. 6 lid 1 f): geen werk kwijtraken",
    bewaren_dagen=1,
    vanaf="gemaakt_op",
)
class Concept(models.Model):
    """One form that arrived without a login. ``inhoud`` is encrypted: it may hold a learner's data.

    The row-level policy shows it to nobody (only to ``app.alles``): ``kern.concept`` is the one door.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    pad = models.CharField(max_length=500)
    inhoud = models.BinaryField()
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-gemaakt_op"]
        verbose_name = "bewaard formulier"
        verbose_name_plural = "bewaarde formulieren"
        indexes = [models.Index(fields=["gebruiker", "-gemaakt_op"], name="kern_concept_van")]

    def __str__(self) -> str:
        return f"Bewaard formulier van {self.gemaakt_op:%Y-%m-%d}"

"""Which answers of a device arrived: what makes sending them twice harmless."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from netwerk.kern.models import Organisatie
from netwerk.kern.privacy import persoonsgegevens

from ..querysets import ZichtbaarQuerySet
from .intake import GROND, Intake


@persoonsgegevens("Antwoorden niet dubbel opslaan", grond=GROND, bewaren_dagen=2 * 365, vanaf="leerder.laatste_contact")
class Ontvangst(models.Model):
    """One answer given without a connection that the server dealt with: stored, or shown to the coach as a conflict.

    The confirmation itself can get lost; the device then sends the same ``apparaat`` and ``volgnummer`` again. Without
    this row a resend would undo what a colleague corrected in between, or be shown as a conflict that is none.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="ontvangsten")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    apparaat = models.UUIDField()
    volgnummer = models.PositiveIntegerField()
    ontvangen_op = models.DateTimeField(default=timezone.now)

    objects = ZichtbaarQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "ontvangst"
        verbose_name_plural = "ontvangsten"
        constraints = [
            models.UniqueConstraint(fields=["intake", "apparaat", "volgnummer"], name="intake_ontvangst_eenmaal")
        ]

    def __str__(self) -> str:
        return f"{self.apparaat} {self.volgnummer}"

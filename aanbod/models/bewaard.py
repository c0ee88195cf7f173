"""What a person with a login keeps: bookmarks, and searches of which they hear what is new."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker
from netwerk.kern.privacy import persoonsgegevens

from .aanbod import Aanbod

#: Both hang on one account and go with it; they belong to no organisation, so the scope of one has no say in them.
EIGEN = "van één account, zonder organisatie; elke query kiest op het account"
GROND = "gerechtvaardigd belang (AVG art. 6 lid 1 f)"


@persoonsgegevens("Aanbod terugvinden", grond=GROND, bewaren_dagen=730, vanaf="het account", zonder_beleid=EIGEN)
class Bladwijzer(models.Model):
    """Provision that somebody wants to find back. A visitor without login keeps them in the session instead."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-gemaakt_op", "-pk"]
        verbose_name = "bladwijzer"
        verbose_name_plural = "bladwijzers"
        constraints = [models.UniqueConstraint(fields=["gebruiker", "aanbod"], name="bladwijzer_eenmaal")]

    def __str__(self) -> str:
        return str(self.aanbod)


@persoonsgegevens(
    "Horen wat er nieuw is bij een eigen zoekvraag", grond=GROND, bewaren_dagen=730, vanaf="het account",
    zonder_beleid=EIGEN,
)  # fmt: skip
class BewaardeZoekvraag(models.Model):
    """A search as it stands in the address, without the page number; ``gezien`` are ids of what was there already.

    What is new is what the search finds now and ``gezien`` does not hold: so also provision that was changed, or
    published again, until it fits.
    """

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    naam = models.CharField(max_length=120)
    zoekvraag = models.CharField(max_length=1000, blank=True)
    mailen = models.BooleanField("mail mij wat nieuw is", default=True)
    gezien = models.JSONField(default=list, editable=False)
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)
    gemaild_op = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name = "bewaarde zoekvraag"
        verbose_name_plural = "bewaarde zoekvragen"
        constraints = [
            models.UniqueConstraint(fields=["gebruiker", "zoekvraag"], name="zoekvraag_eenmaal"),
            models.CheckConstraint(condition=~Q(naam=""), name="zoekvraag_naam"),
        ]

    def __str__(self) -> str:
        return self.naam


__all__ = ["BewaardeZoekvraag", "Bladwijzer"]

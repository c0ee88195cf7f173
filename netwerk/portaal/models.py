"""How somebody wants to hear what waits, and which notifications were seen. What they say is never stored."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker
from netwerk.kern.privacy import persoonsgegevens

GROND = "gerechtvaardigd belang (AVG art. 6 lid 1 f)"
EIGEN = "alleen wat iemand voor zichzelf koos of zag; geen inhoud"


class Ritme(models.TextChoices):
    """How often an overview comes by e-mail."""

    NOOIT = "nooit", "Nooit"
    DAGELIJKS = "dagelijks", "Elke werkdag"
    WEKELIJKS = "wekelijks", "Elke week, op maandag"


@persoonsgegevens(
    "Weten hoe vaak iemand een overzicht per e-mail wil", grond=GROND, bewaren_dagen=730, vanaf="het account",
    zonder_beleid=EIGEN,
)  # fmt: skip
class Voorkeur(models.Model):
    """One row per person who chose something, or was mailed. ``stadsdelen`` empty: those of the own organisations.

    ``laatst_op`` is committed before a mail goes out: who dies in between sends no second one.
    """

    gebruiker = models.OneToOneField(Gebruiker, on_delete=models.CASCADE, related_name="+", primary_key=True)
    ritme = models.CharField("overzicht per e-mail", max_length=10, choices=Ritme, default=Ritme.WEKELIJKS)
    stadsdelen = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    laatst_op = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "voorkeur voor meldingen"
        verbose_name_plural = "voorkeuren voor meldingen"
        constraints = [models.CheckConstraint(condition=Q(ritme__in=Ritme.values), name="portaal_voorkeur_ritme")]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.get_ritme_display()}"


@persoonsgegevens(
    "Een melding niet steeds als nieuw laten zien", grond=GROND, bewaren_dagen=120, vanaf="op", zonder_beleid=EIGEN
)
class Gezien(models.Model):
    """That somebody saw a notification: a digest of what it was about, from which nothing can be read."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    sleutel = models.CharField(max_length=32)
    op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "geziene melding"
        verbose_name_plural = "geziene meldingen"
        constraints = [models.UniqueConstraint(fields=["gebruiker", "sleutel"], name="portaal_gezien_eenmaal")]

    def __str__(self) -> str:
        return self.sleutel

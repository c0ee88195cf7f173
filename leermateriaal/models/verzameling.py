"""A coach's own set of materials, for a learner or a lesson."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from netwerk.kern.models import Gebruiker, MetTijden, Organisatie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.validators import geen_bsn

from ..querysets import VerzamelingQuerySet
from .materiaal import Materiaal


@persoonsgegevens(
    "Materiaal klaarzetten voor een leerder of les",
    grond="gerechtvaardigd belang van de organisatie",
    bewaren_dagen=5 * 365,
    vanaf="gewijzigd_op",
)
class Verzameling(MetTijden):
    """Belongs to one organisation; with ``gedeeld`` its members see it, else only who made it. No names of learners."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    maker = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    titel = models.CharField(
        max_length=120,
        validators=[geen_bsn],
        help_text="Bijvoorbeeld: eerste les e-mail. Zet er geen naam van een leerder in.",
    )
    toelichting = models.TextField("uitleg voor op de hand-out", max_length=1000, blank=True, validators=[geen_bsn])
    gedeeld = models.BooleanField("delen met collega's van deze organisatie", default=True)
    met_link = models.BooleanField(
        "ook te lezen met een link",
        default=False,
        help_text="Voor leerders, vrijwilligers en een training. Wie de link heeft, leest mee zonder in te loggen.",
    )

    objects = VerzamelingQuerySet.as_manager()

    class Meta:
        ordering = ["titel", "pk"]
        verbose_name = "verzameling"
        verbose_name_plural = "verzamelingen"
        constraints = [models.CheckConstraint(condition=~models.Q(titel=""), name="leermateriaal_verzameling_titel")]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("leermateriaal:verzameling", args=[self.pk])


class Verzamelstuk(models.Model):
    """One material in a set, at a place. Carries the organisation for the row-level policy."""

    verzameling = models.ForeignKey(Verzameling, on_delete=models.CASCADE, related_name="stukken")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    materiaal = models.ForeignKey(Materiaal, on_delete=models.CASCADE, related_name="+")
    volgorde = models.PositiveSmallIntegerField(default=0)
    notitie = models.CharField("wat doen we hiermee", max_length=200, blank=True, validators=[geen_bsn])

    class Meta:
        ordering = ["volgorde", "pk"]
        verbose_name = "materiaal in een verzameling"
        verbose_name_plural = "materiaal in verzamelingen"
        constraints = [
            models.UniqueConstraint(fields=["verzameling", "materiaal"], name="leermateriaal_stuk_eenmaal"),
        ]

    def __str__(self) -> str:
        return str(self.materiaal)

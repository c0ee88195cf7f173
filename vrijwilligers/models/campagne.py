"""Recruitment: where volunteers were found."""

from __future__ import annotations

import secrets
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from netwerk.kern.models import MetTijden, MetVersie, Organisatie

from ..choices import CampagneBereik, Kanaal

#: No 0/O and 1/l: the code is also typed from a poster.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def maak_code() -> str:
    """A short code that cannot be guessed in a row: six characters of 31."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


class Campagne(MetTijden, MetVersie):
    """One effort to find volunteers, city-wide or in chosen districts, so that the two can be compared.

    ``organisatie`` empty: who signs up through it lands in the city's pool. ``eigenaar``: the organisation that keeps
    it (empty: the network's own, kept in the admin). ``bedrijf``: the company whose staff is asked;
    ``partner`` names one that is no organisation here. No personal data, so outside row-level security.
    """

    naam = models.CharField(max_length=120)
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    eigenaar = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bedrijf = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bereik = models.CharField(max_length=12, choices=CampagneBereik, default=CampagneBereik.STAD)
    stadsdelen = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    kanaal = models.CharField(max_length=20, choices=Kanaal, default=Kanaal.SOCIAL)
    partner = models.CharField("bedrijf of partner", max_length=120, blank=True)
    van = models.DateField()
    tot = models.DateField(null=True, blank=True)
    doel = models.PositiveIntegerField("hoeveel aanmeldingen hoopt u op", null=True, blank=True)
    kosten = models.DecimalField("kosten in euro", max_digits=9, decimal_places=2, default=0)
    code = models.CharField(max_length=12, unique=True, default=maak_code, editable=False)

    class Meta:
        ordering = ["-van", "naam"]
        verbose_name = "campagne"
        verbose_name_plural = "campagnes"
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="vrijwilligers_campagne_periode",
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                condition=Q(bereik="stad", stadsdelen=[]) | (Q(bereik="stadsdelen") & ~Q(stadsdelen=[])),
                name="vrijwilligers_campagne_bereik",
                violation_error_message="Kies stadsdelen, of kies de hele stad.",
            ),
            models.CheckConstraint(condition=Q(kosten__gte=0), name="vrijwilligers_campagne_kosten"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("vrijwilligers:campagne", args=[self.pk])

    def loopt(self, op: date) -> bool:
        """Whether sign-ups through its link count on this day."""
        return self.van <= op and (self.tot is None or self.tot >= op)

    @property
    def partij(self) -> str:
        """The company or partner in words, if any."""
        return self.bedrijf.naam if self.bedrijf else self.partner

    def __str__(self) -> str:
        return self.naam

"""Districts and four-digit postcode areas, as data: another city loads its own."""

from __future__ import annotations

from django.db import models


class Stadsdeel(models.Model):
    """A district; Amsterdam has seven stadsdelen and stadsgebied Weesp."""

    code = models.SlugField(primary_key=True, max_length=40)
    naam = models.CharField(max_length=80, unique=True)
    soort = models.CharField(max_length=40, default="stadsdeel")
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "stadsdeel"
        verbose_name_plural = "stadsdelen"

    def __str__(self) -> str:
        return self.naam


class Postcodegebied(models.Model):
    """A PC4 area with its centre (WGS84 degrees). ``gedeeld``: in two districts, so that one is approximate."""

    pc4 = models.CharField("postcode (4 cijfers)", primary_key=True, max_length=4)
    plaats = models.CharField(max_length=80)
    stadsdeel = models.ForeignKey(Stadsdeel, on_delete=models.PROTECT, related_name="postcodes")
    gedeeld = models.BooleanField(default=False)
    lat = models.FloatField("breedtegraad")
    lon = models.FloatField("lengtegraad")

    class Meta:
        ordering = ["pc4"]
        verbose_name = "postcodegebied"
        verbose_name_plural = "postcodegebieden"
        constraints = [
            models.CheckConstraint(condition=models.Q(pc4__regex=r"^[1-9][0-9]{3}$"), name="kern_pc4_vorm"),
            models.CheckConstraint(
                condition=models.Q(lat__range=(-90, 90), lon__range=(-180, 180)), name="kern_pc4_coordinaten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pc4} {self.plaats}"

"""Finding a date together: options, and what each member says of each option."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format

from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.werkdagen import feestdagen

from ..choices import Datumkeuze
from .bijeenkomst import Bijeenkomst


class Datumoptie(models.Model):
    """One possible date and time of a meeting whose date is still open."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="datumopties")
    datum = models.DateField()
    begintijd = models.TimeField("begint om")
    eindtijd = models.TimeField("duurt tot")

    class Meta:
        ordering = ["datum", "begintijd"]
        verbose_name = "mogelijke datum"
        verbose_name_plural = "mogelijke datums"
        constraints = [
            models.UniqueConstraint(
                fields=["bijeenkomst", "datum", "begintijd"],
                name="overleg_datumoptie_eenmaal",
                violation_error_message="Deze datum en tijd staan er al bij.",
            ),
            models.CheckConstraint(
                condition=Q(eindtijd__gt=F("begintijd")),
                name="overleg_datumoptie_tijden",
                violation_error_message="De eindtijd ligt voor de begintijd. Kies een latere eindtijd.",
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.datum, 'D j F Y')}, {self.begintijd:%H.%M} tot {self.eindtijd:%H.%M} uur"

    @property
    def feestdag(self) -> str:
        """The public holiday it falls on, or nothing."""
        return feestdagen(self.datum.year).get(self.datum, "")


class Datumstem(models.Model):
    """What one person says of one option; the database counts each person once per option."""

    optie = models.ForeignKey(Datumoptie, on_delete=models.CASCADE, related_name="stemmen")
    door = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    keuze = models.CharField(max_length=10, choices=Datumkeuze)

    class Meta:
        ordering = ["optie", "door__naam"]
        verbose_name = "stem op een datum"
        verbose_name_plural = "stemmen op datums"
        constraints = [
            models.UniqueConstraint(fields=["optie", "door"], name="overleg_datumstem_eenmaal"),
            models.CheckConstraint(condition=Q(keuze__in=Datumkeuze.values), name="overleg_datumstem_keuze"),
        ]

    def __str__(self) -> str:
        return f"{self.door}: {self.get_keuze_display()}"

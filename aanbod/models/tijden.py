"""When provision is open, as data: weekly hours, the days on which it differs, and what makes a safe place safe."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker
from netwerk.kern.validators import geen_bsn

from ..choices import Dag, Waarborgsoort
from .aanbod import Aanbod

#: A confirmation counts for a year; after that somebody has to look again.
WAARBORG_DAGEN = 365


class Openingstijd(models.Model):
    """Open every week on this day between these hours. Local time; not over midnight."""

    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="tijden")
    dag = models.PositiveSmallIntegerField(choices=Dag)
    van = models.TimeField()
    tot = models.TimeField()

    class Meta:
        ordering = ["dag", "van"]
        verbose_name = "openingstijd"
        verbose_name_plural = "openingstijden"
        constraints = [
            models.CheckConstraint(
                condition=Q(van__lt=F("tot")),
                name="openingstijd_van_voor_tot",
                violation_error_message="De eindtijd ligt voor de begintijd. Kies een latere eindtijd.",
            ),
            models.CheckConstraint(condition=Q(dag__in=Dag.values), name="openingstijd_dag"),
            models.UniqueConstraint(fields=["aanbod", "dag", "van"], name="openingstijd_eenmaal"),
        ]

    def __str__(self) -> str:
        return f"{self.get_dag_display()} {self.van:%H.%M} tot {self.tot:%H.%M}"


class Uitzondering(models.Model):
    """Days on which it is otherwise: closed, or (``van`` and ``tot`` given) open at other hours."""

    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="uitzonderingen")
    begin = models.DateField("eerste dag")
    einde = models.DateField("laatste dag")
    van = models.TimeField("open van", null=True, blank=True)
    tot = models.TimeField("open tot", null=True, blank=True)
    reden = models.CharField("waarom", max_length=120, blank=True, validators=[geen_bsn])

    class Meta:
        ordering = ["begin", "pk"]
        verbose_name = "uitzondering op het rooster"
        verbose_name_plural = "uitzonderingen op het rooster"
        constraints = [
            models.CheckConstraint(
                condition=Q(begin__lte=F("einde")),
                name="uitzondering_begin_voor_einde",
                violation_error_message="De laatste dag ligt voor de eerste dag. Kies een latere laatste dag.",
            ),
            models.CheckConstraint(
                condition=Q(van__isnull=True, tot__isnull=True)
                | Q(van__isnull=False, tot__isnull=False, tot__gt=F("van")),
                name="uitzondering_tijden",
                violation_error_message="Vul beide tijden in, of geen van beide als het dicht is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begin} tot en met {self.einde}: {'dicht' if self.dicht else 'andere tijden'}"

    @property
    def dicht(self) -> bool:
        """Closed on these days."""
        return self.van is None


class Waarborg(models.Model):
    """One thing that makes a safe place safe, and that a person says is so, on a date. Saying it again renews it."""

    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="waarborgen")
    soort = models.CharField(max_length=20, choices=Waarborgsoort)
    bevestigd_op = models.DateField(default=timezone.localdate)
    bevestigd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = "waarborg van een veilige plek"
        verbose_name_plural = "waarborgen van veilige plekken"
        constraints = [
            models.UniqueConstraint(fields=["aanbod", "soort"], name="waarborg_eenmaal"),
            models.CheckConstraint(condition=Q(soort__in=Waarborgsoort.values), name="waarborg_soort"),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}: {self.bevestigd_op}"

    def geldig_op(self, dag: date) -> bool:
        """Confirmed not longer than a year ago."""
        return self.bevestigd_op >= dag - timedelta(days=WAARBORG_DAGEN)


__all__ = ["Openingstijd", "Uitzondering", "Waarborg"]

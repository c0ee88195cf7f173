"""Keeping people: what volunteer and coach say about how it goes, hours, and belonging to another organisation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, Organisatie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.validators import geen_bsn

from ..choices import Gaat, Mening, OverdrachtAntwoord, OverdrachtSoort
from .hulp import Koppeling
from .vrijwilliger import Vrijwilliger


@persoonsgegevens(
    "Weten hoe het gaat tussen vrijwilliger en leerder",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="geeindigd_op van de koppeling",
)
class Terugkoppeling(MetTijden):
    """Short feedback about one match: by the volunteer on the own page, or by the learner's coach."""

    koppeling = models.ForeignKey(Koppeling, on_delete=models.CASCADE, related_name="terugkoppelingen")
    vrijwilliger = models.ForeignKey(Vrijwilliger, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    van_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    van = models.CharField(max_length=12, choices=Mening)
    gaat = models.CharField("hoe gaat het?", max_length=8, choices=Gaat)
    tekst = models.CharField("wilt u iets vertellen?", max_length=500, blank=True, validators=[geen_bsn])
    door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gegeven_op = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-gegeven_op", "-pk"]
        verbose_name = "terugkoppeling"
        verbose_name_plural = "terugkoppelingen"
        constraints = [
            models.CheckConstraint(condition=Q(gaat__in=Gaat.values), name="vrijwilligers_terugkoppeling_gaat"),
            models.CheckConstraint(condition=Q(van__in=Mening.values), name="vrijwilligers_terugkoppeling_van"),
        ]

    def __str__(self) -> str:
        return f"Terugkoppeling {self.pk}: {self.get_gaat_display()}"


@persoonsgegevens(
    "Waarderen en tellen wat vrijwilligers doen",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="vrijwilliger gestopt",
)
class Uren(MetTijden):
    """Hours on one day, written down by the volunteer or the coordinator. ``uren`` in hours, quarters at the finest."""

    vrijwilliger = models.ForeignKey(Vrijwilliger, on_delete=models.CASCADE, related_name="uren")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dag = models.DateField()
    uren = models.DecimalField(max_digits=4, decimal_places=2)
    wat = models.CharField("wat deed u?", max_length=120, blank=True, validators=[geen_bsn])
    door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "uren"
        verbose_name_plural = "uren"
        constraints = [
            models.CheckConstraint(condition=Q(uren__gt=0, uren__lte=16), name="vrijwilligers_uren_redelijk"),
        ]

    def __str__(self) -> str:
        return f"{self.uren} uur op {self.dag:%d-%m-%Y}"


@persoonsgegevens(
    "Een vrijwilliger met eigen toestemming naar een andere organisatie laten gaan",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="vrijwilliger gestopt",
)
class Overdracht(MetTijden):
    """The question to a volunteer: may another organisation have your data. Nothing moves before the yes.

    ``soort``: go over altogether, or help there as well. Until the yes the other organisation sees nothing of this row.
    ``toelichting`` is what the coordinator writes to the volunteer.
    """

    vrijwilliger = models.ForeignKey(Vrijwilliger, on_delete=models.CASCADE, related_name="overdrachten")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naar = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    soort = models.CharField(max_length=6, choices=OverdrachtSoort, default=OverdrachtSoort.OVER)
    toelichting = models.CharField(max_length=500, blank=True, validators=[geen_bsn])
    gevraagd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateField(default=timezone.localdate)
    antwoord = models.CharField(max_length=12, choices=OverdrachtAntwoord, default=OverdrachtAntwoord.OPEN, blank=True)
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    mondeling = models.BooleanField(default=False, help_text="De coördinator legde een gesproken ja vast.")

    class Meta:
        ordering = ["-gevraagd_op", "-pk"]
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisatie=models.F("naar")), name="vrijwilligers_overdracht_naar_een_ander"
            ),
            models.CheckConstraint(
                condition=Q(antwoord="", beantwoord_op__isnull=True)
                | Q(antwoord__in=["ja", "nee", "ingetrokken"], beantwoord_op__isnull=False),
                name="vrijwilligers_overdracht_antwoord",
            ),
            models.UniqueConstraint(
                fields=["vrijwilliger"], condition=Q(antwoord=""), name="vrijwilligers_overdracht_een_open"
            ),
        ]

    def __str__(self) -> str:
        return f"Overdracht {self.vrijwilliger_id} naar {self.naar_id}"

"""What volunteers are asked for in public, and asking those back who stopped."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie, Stadsdeel
from netwerk.kern.privacy import persoonsgegevens

from ..choices import HulpRol, VacatureStatus
from .campagne import Campagne
from .vrijwilliger import Vrijwilliger, codes


class VacatureQuerySet(models.QuerySet["Vacature"]):
    def openbaar(self, op: date) -> VacatureQuerySet:
        """What the public sees on this day."""
        return self.filter(status=VacatureStatus.OPEN, open_van__lte=op).filter(
            Q(open_tot__isnull=True) | Q(open_tot__gte=op)
        )


class Vacature(MetTijden, MetVersie):
    """A public page that asks for volunteers. No personal data. ``campagne``: whose link the sign-up button carries."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    titel = models.CharField(max_length=100)
    rol = models.CharField("wat voor hulp", max_length=20, choices=HulpRol, default=HulpRol.COMPUTERHULP)
    omschrijving = models.TextField("wat gaat de vrijwilliger doen?", max_length=2000)
    bieden = models.TextField("wat krijgt de vrijwilliger van u?", max_length=1000, blank=True)
    uren_per_week = models.DecimalField("uren per week", max_digits=3, decimal_places=1, null=True, blank=True)
    stadsdeel = models.ForeignKey(Stadsdeel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    talen = codes(8)
    dagdelen = codes(12)
    campagne = models.ForeignKey(Campagne, null=True, blank=True, on_delete=models.SET_NULL, related_name="vacatures")
    open_van = models.DateField("zichtbaar vanaf", default=timezone.localdate)
    open_tot = models.DateField("zichtbaar tot en met", null=True, blank=True)
    status = models.CharField("stand", max_length=10, choices=VacatureStatus, default=VacatureStatus.OPEN)

    objects = VacatureQuerySet.as_manager()

    class Meta:
        ordering = ["-open_van", "titel"]
        verbose_name = "vacature"
        verbose_name_plural = "vacatures"
        constraints = [
            models.CheckConstraint(
                condition=Q(open_tot__isnull=True) | Q(open_tot__gte=F("open_van")),
                name="vrijwilligers_vacature_periode",
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                condition=Q(uren_per_week__isnull=True) | Q(uren_per_week__gt=0, uren_per_week__lte=40),
                name="vrijwilligers_vacature_uren",
                violation_error_message="Vul meer dan 0 en hoogstens 40 uren in.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("vrijwilligers:vacature", args=[self.pk])


@persoonsgegevens(
    "Gestopte vrijwilligers die dat goed vonden nog eens vragen",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="vrijwilliger gestopt",
)
class Terugvraag(MetTijden):
    """That somebody was asked to come back, and what the answer was. ``organisatie`` is for the row-level policy."""

    vrijwilliger = models.ForeignKey(Vrijwilliger, on_delete=models.CASCADE, related_name="terugvragen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    gevraagd_op = models.DateField(default=timezone.localdate)
    gevraagd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    antwoord = models.CharField(
        max_length=3, blank=True, choices=[("", "Nog geen antwoord"), ("ja", "Ja"), ("nee", "Nee")]
    )
    beantwoord_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-gevraagd_op", "-pk"]
        verbose_name = "terugvraag"
        verbose_name_plural = "terugvragen"
        constraints = [
            models.CheckConstraint(
                condition=Q(antwoord="", beantwoord_op__isnull=True)
                | Q(antwoord__in=["ja", "nee"], beantwoord_op__isnull=False),
                name="vrijwilligers_terugvraag_antwoord",
            ),
        ]

    def __str__(self) -> str:
        return f"Terugvraag {self.vrijwilliger_id} op {self.gevraagd_op:%d-%m-%Y}"

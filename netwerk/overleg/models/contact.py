"""Regular contact between one formal organisation and some informal ones: an agreement, and each time it happened."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie
from netwerk.kern.validators import geen_bsn

from ..querysets import ContactafspraakQuerySet


class Contactafspraak(MetTijden, MetVersie):
    """Who speaks whom, how often, and when the next time must have been.

    ``volgende_op`` is stored and moves with every moment that is noted; who is late can be found without counting.
    ``herinnerd_op`` keeps the reminder from coming every day.
    """

    titel = models.CharField("waar gaat het over?", max_length=160)
    formeel = models.ForeignKey(
        Organisatie, on_delete=models.PROTECT, related_name="+", verbose_name="formele organisatie"
    )
    informeel = models.ManyToManyField(Organisatie, related_name="+", verbose_name="informele organisaties")
    trekker = models.ForeignKey(
        Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="wie plant het"
    )
    elke_weken = models.PositiveSmallIntegerField(
        "om de hoeveel weken", default=6, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )
    volgende_op = models.DateField("volgende keer uiterlijk")
    gestopt_op = models.DateField(null=True, blank=True, editable=False)
    stopreden = models.CharField("waarom gestopt", max_length=300, blank=True, validators=[geen_bsn])
    herinnerd_op = models.DateField(null=True, blank=True, editable=False)

    objects = ContactafspraakQuerySet.as_manager()

    class Meta:
        ordering = ["volgende_op", "pk"]
        verbose_name = "contactafspraak"
        verbose_name_plural = "contactafspraken"
        constraints = [
            models.CheckConstraint(condition=~Q(titel=""), name="overleg_contact_titel"),
            models.CheckConstraint(condition=Q(elke_weken__range=(1, 52)), name="overleg_contact_weken"),
            models.CheckConstraint(
                condition=Q(gestopt_op__isnull=True) | ~Q(stopreden=""), name="overleg_contact_stop_met_reden"
            ),
        ]
        indexes = [
            models.Index(fields=["volgende_op"], name="overleg_contact_lopend", condition=Q(gestopt_op__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("overleg:contact", args=[self.pk])

    @property
    def te_laat(self) -> bool:
        """Still running, and the date has passed."""
        return self.gestopt_op is None and self.volgende_op < timezone.localdate()

    @property
    def stand(self) -> tuple[str, str]:
        """Label and tone."""
        if self.gestopt_op:
            return "Gestopt", "neutraal"
        return ("Te laat", "fout") if self.te_laat else ("Loopt", "goed")

    def daarna(self, gesproken_op: date) -> date:
        """The date before which they speak again."""
        return gesproken_op + timedelta(weeks=self.elke_weken)


class Contactmoment(MetTijden):
    """One time they spoke, and what they agreed."""

    afspraak = models.ForeignKey(Contactafspraak, on_delete=models.CASCADE, related_name="momenten")
    datum = models.DateField("wanneer", default=timezone.localdate)
    afgesproken = models.TextField("wat is er afgesproken?", max_length=2000, validators=[geen_bsn])
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-datum", "-pk"]
        verbose_name = "contactmoment"
        verbose_name_plural = "contactmomenten"
        constraints = [
            models.CheckConstraint(condition=~Q(afgesproken=""), name="overleg_contactmoment_gevuld"),
            models.UniqueConstraint(
                fields=["afspraak", "datum"],
                name="overleg_contactmoment_eenmaal",
                violation_error_message="Voor deze dag staat er al een contactmoment.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afspraak}, {self.datum:%d-%m-%Y}"

"""Who takes up what: a task with an owner, a date, and a concrete result before it closes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie, Stadsdeel
from netwerk.kern.validators import geen_bsn

from ..choices import TAAK_OPEN, TAAK_TOON, THEMA_ICOON, Netwerkthema, TaakStatus
from ..querysets import TaakQuerySet
from .bijeenkomst import Bijeenkomst, Punt


class Taak(MetTijden, MetVersie):
    """Something the network wants done.

    "Ik neem het mee" is no answer here: what is taken has an owner by name and a date, and what is closed says what
    came of it. Both rules are in the database. ``eigenaar`` is a professional; the network sees the name.
    """

    titel = models.CharField("wat moet er gebeuren?", max_length=160)
    wat = models.TextField("uitleg", max_length=4000, blank=True, validators=[geen_bsn])
    thema = models.CharField(max_length=20, choices=Netwerkthema, default=Netwerkthema.OVERIG)
    stadsdeel = models.ForeignKey(
        Stadsdeel,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Leeg: voor de hele stad.",
    )
    status = models.CharField(max_length=12, choices=TaakStatus, default=TaakStatus.GEVRAAGD, editable=False)
    eigenaar_organisatie = models.ForeignKey(
        Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    eigenaar = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uiterlijk = models.DateField("klaar op", null=True, blank=True)
    resultaat = models.TextField(max_length=2000, blank=True, validators=[geen_bsn])
    reden = models.CharField("waarom niet", max_length=300, blank=True, validators=[geen_bsn])
    gesloten_op = models.DateField(null=True, blank=True, editable=False)
    herinnerd_op = models.DateField(null=True, blank=True, editable=False)
    bijeenkomst = models.ForeignKey(Bijeenkomst, null=True, blank=True, on_delete=models.SET_NULL, related_name="taken")
    punt = models.ForeignKey(Punt, null=True, blank=True, on_delete=models.SET_NULL, related_name="taken")
    ingebracht_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = TaakQuerySet.as_manager()

    class Meta:
        ordering = [F("uiterlijk").asc(nulls_last=True), "pk"]
        verbose_name = "taak"
        verbose_name_plural = "taken"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=TaakStatus.values), name="overleg_taak_status"),
            models.CheckConstraint(condition=Q(thema__in=Netwerkthema.values), name="overleg_taak_thema"),
            models.CheckConstraint(
                condition=~Q(status=TaakStatus.AFGEROND)
                | Q(resultaat__regex=r"\S.*\S", eigenaar_organisatie__isnull=False, gesloten_op__isnull=False),
                name="overleg_taak_af_met_resultaat",
                violation_error_message="Een taak gaat pas dicht met een concreet resultaat.",
            ),
            models.CheckConstraint(
                condition=~Q(status=TaakStatus.OPGEPAKT)
                | Q(eigenaar__isnull=False, eigenaar_organisatie__isnull=False, uiterlijk__isnull=False),
                name="overleg_taak_opgepakt_met_eigenaar",
                violation_error_message="Wie een taak oppakt, zegt wie het doet en wanneer het klaar is.",
            ),
            models.CheckConstraint(
                condition=~Q(status=TaakStatus.GEVRAAGD) | Q(eigenaar__isnull=True, eigenaar_organisatie__isnull=True),
                name="overleg_taak_gevraagd_zonder_eigenaar",
            ),
            models.CheckConstraint(
                condition=~Q(status=TaakStatus.AANGEBODEN) | Q(eigenaar_organisatie__isnull=False),
                name="overleg_taak_aangeboden_door",
            ),
            models.CheckConstraint(
                condition=~Q(status=TaakStatus.VERVALLEN) | ~Q(reden=""), name="overleg_taak_vervallen_met_reden"
            ),
        ]
        indexes = [
            # The list: open ones by date, and what one person owes.
            models.Index(fields=["status", "uiterlijk"], name="overleg_taak_lijst"),
            models.Index(fields=["eigenaar", "status"], name="overleg_taak_mijn"),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("overleg:taak", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Not finished and not dropped."""
        return self.status in TAAK_OPEN

    @property
    def te_laat(self) -> bool:
        """Open, with a date that has passed."""
        return self.is_open and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()

    @property
    def toon(self) -> str:
        """Tone of the status label."""
        return "fout" if self.te_laat else TAAK_TOON[self.status]

    @property
    def icoon(self) -> str:
        """Name of the theme's pictogram."""
        return THEMA_ICOON[self.thema]

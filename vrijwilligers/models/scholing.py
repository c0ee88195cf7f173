"""Training as it happens: sessions with places, who comes, what was passed, and the certificate that proves it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Domein, Niveau
from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie
from netwerk.kern.privacy import persoonsgegevens

from ..choices import OP_DE_LIJST, DeelnameStatus, SessieStatus, SessieVoor
from .campagne import LETTERS
from .leerlijn import Module
from .vrijwilliger import Vrijwilliger


def maak_controlecode() -> str:
    """Twelve characters of 31 (59 bits): typed from paper, and not to be guessed."""
    return "".join(secrets.choice(LETTERS) for _ in range(12))


class Sessie(MetTijden, MetVersie):
    """One meeting in which a module is given. No personal data: the trainer is named as on the door.

    ``organisatie`` gives it and keeps the attendance; ``voor`` says who may sign up. The database keeps the number of
    people with a place within ``plekken`` (migration 0011).
    """

    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="sessies")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    trainer = models.CharField("wie geeft de training?", max_length=120, blank=True)
    plaats = models.CharField("waar", max_length=200)
    begint_op = models.DateTimeField("begint op")
    duur_minuten = models.PositiveSmallIntegerField("duur in minuten", default=120)
    plekken = models.PositiveSmallIntegerField(default=12)
    voor = models.CharField("wie kan zich inschrijven?", max_length=8, choices=SessieVoor, default=SessieVoor.NETWERK)
    toelichting = models.CharField("wat moet iemand weten of meenemen?", max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=SessieStatus, default=SessieStatus.GEPLAND, editable=False)

    class Meta:
        ordering = ["begint_op", "pk"]
        verbose_name = "sessie"
        verbose_name_plural = "sessies"
        constraints = [
            models.CheckConstraint(condition=Q(plekken__gte=1, plekken__lte=200), name="vrijwilligers_sessie_plekken"),
            models.CheckConstraint(
                condition=Q(duur_minuten__gte=15, duur_minuten__lte=600), name="vrijwilligers_sessie_duur"
            ),
            models.CheckConstraint(condition=Q(status__in=SessieStatus.values), name="vrijwilligers_sessie_status"),
        ]
        indexes = [models.Index(fields=["status", "begint_op"], name="vrijwilligers_sessie_lijst")]

    def __str__(self) -> str:
        return f"{self.module} op {timezone.localtime(self.begint_op):%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("vrijwilligers:sessie", args=[self.pk])

    @property
    def eindigt_op(self) -> datetime:
        return self.begint_op + timedelta(minutes=self.duur_minuten)

    @property
    def open(self) -> bool:
        """Whether somebody can still sign up."""
        return self.status == SessieStatus.GEPLAND and self.begint_op > timezone.now()

    @property
    def begonnen(self) -> bool:
        """Whether attendance can be written down."""
        return self.status != SessieStatus.AFGELAST and self.begint_op <= timezone.now()


@persoonsgegevens(
    "Weten wie naar een training komt",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="vrijwilliger gestopt",
)
class Deelname(MetTijden):
    """One person in one session: a volunteer, or a teacher of a formal organisation with a login.

    ``naam`` is a copy, so that who gives the session (``bij``) can call the roll without seeing the volunteer's record;
    ``organisatie`` is the participant's. The waiting list goes by ``pk``.
    """

    sessie = models.ForeignKey(Sessie, on_delete=models.PROTECT, related_name="deelnames")
    vrijwilliger = models.ForeignKey(
        Vrijwilliger, null=True, blank=True, on_delete=models.CASCADE, related_name="deelnames"
    )
    gebruiker = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    bij = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=120)
    status = models.CharField(max_length=12, choices=DeelnameStatus, default=DeelnameStatus.INGESCHREVEN)

    class Meta:
        ordering = ["pk"]
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        constraints = [
            models.CheckConstraint(
                condition=Q(vrijwilliger__isnull=True, gebruiker__isnull=False)
                | Q(vrijwilliger__isnull=False, gebruiker__isnull=True),
                name="vrijwilligers_deelname_van_een",
            ),
            models.CheckConstraint(condition=Q(status__in=DeelnameStatus.values), name="vrijwilligers_deelname_status"),
            models.UniqueConstraint(
                fields=["sessie", "vrijwilliger"],
                condition=Q(status__in=OP_DE_LIJST),
                name="vrijwilligers_deelname_eenmaal",
            ),
            models.UniqueConstraint(
                fields=["sessie", "gebruiker"], condition=Q(status__in=OP_DE_LIJST), name="vrijwilligers_docent_eenmaal"
            ),
        ]

    def __str__(self) -> str:
        return f"Deelname {self.pk}: {self.get_status_display()}"


@persoonsgegevens(
    "Aantonen welke module iemand heeft gehaald",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="vrijwilliger gestopt",
)
class Certificaat(MetTijden):
    """That somebody passed a module, checkable by who holds the paper: the code opens this one row.

    What is printed is copied, so that a certificate stays what it was. ``uitgegeven_door`` is the organisation that
    gave the session or wrote it down.
    """

    code = models.CharField(max_length=12, unique=True, default=maak_controlecode, editable=False)
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+")
    vrijwilliger = models.ForeignKey(
        Vrijwilliger, null=True, blank=True, on_delete=models.CASCADE, related_name="certificaten"
    )
    gebruiker = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    uitgegeven_door = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=120)
    modulenaam = models.CharField(max_length=120)
    uren = models.DecimalField(max_digits=4, decimal_places=1)
    behaald_op = models.DateField()
    ingetrokken_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-behaald_op", "-pk"]
        verbose_name = "certificaat"
        verbose_name_plural = "certificaten"
        constraints = [
            models.CheckConstraint(
                condition=Q(vrijwilliger__isnull=True, gebruiker__isnull=False)
                | Q(vrijwilliger__isnull=False, gebruiker__isnull=True),
                name="vrijwilligers_certificaat_van_een",
            ),
            models.UniqueConstraint(fields=["vrijwilliger", "module"], name="vrijwilligers_certificaat_eenmaal"),
            models.UniqueConstraint(fields=["gebruiker", "module"], name="vrijwilligers_docentcertificaat_eenmaal"),
        ]

    def __str__(self) -> str:
        return f"Certificaat {self.code}"

    @property
    def leesbaar(self) -> str:
        """The code in groups of four, as it is printed."""
        return "-".join(self.code[n : n + 4] for n in range(0, len(self.code), 4))


@persoonsgegevens(
    "Weten wat een vrijwilliger zelf nog bijleert",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="vrijwilliger gestopt",
)
class Zelfcheck(MetTijden):
    """What a volunteer says of the own digital skill: per domain one step of the intake's ladder. The newest counts."""

    vrijwilliger = models.ForeignKey(Vrijwilliger, on_delete=models.CASCADE, related_name="zelfchecks")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gedaan_op = models.DateField(default=timezone.localdate)
    niveaus = models.JSONField(default=dict)

    class Meta:
        ordering = ["-gedaan_op", "-pk"]
        verbose_name = "zelfcheck"
        verbose_name_plural = "zelfchecks"

    def __str__(self) -> str:
        return f"Zelfcheck {self.vrijwilliger_id} op {self.gedaan_op:%d-%m-%Y}"

    @property
    def per_domein(self) -> list[tuple[str, Niveau]]:
        """Name of the domain and the step, in the order of the standards."""
        return [(d.label, Niveau(self.niveaus[d.value])) for d in Domein if d.value in self.niveaus]

"""An intake, its answers, and the level per domain."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Domein, Niveau
from netwerk.kern.models import Gebruiker, MetVersie, Organisatie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.validators import geen_bsn

from ..choices import IntakeStatus, Score
from ..querysets import ZichtbaarQuerySet
from .leerder import Leerder
from .versie import Vragenlijstversie

GROND = "toestemming van de leerder (AVG art. 6 lid 1 a)"


@persoonsgegevens(
    "Niveau en leervragen vaststellen", grond=GROND, bewaren_dagen=2 * 365, vanaf="leerder.laatste_contact"
)
class Intake(MetVersie):
    """One measurement. ``leervragen`` are codes in the learner's own order.

    ``advies`` is what the catalogues answered when the coach asked (with the date in it): advice is stored, not
    computed on every view, so that the coach reads tomorrow what was said today.
    """

    leerder = models.ForeignKey(Leerder, on_delete=models.CASCADE, related_name="intakes")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    vragenlijst = models.ForeignKey(Vragenlijstversie, on_delete=models.PROTECT, related_name="intakes")
    coach = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=20, choices=IntakeStatus, default=IntakeStatus.BEZIG)
    gestart_op = models.DateTimeField(default=timezone.now)
    afgerond_op = models.DateTimeField(null=True, blank=True)
    taal = models.CharField("taal van de leerder", max_length=8, default="nl")
    leervragen = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    eigen_woorden = models.TextField("in eigen woorden", blank=True, max_length=1000, validators=[geen_bsn])
    advies = models.JSONField(default=dict, blank=True)

    objects = ZichtbaarQuerySet.as_manager()

    class Meta:
        ordering = ["-gestart_op"]
        verbose_name = "intake"
        verbose_name_plural = "intakes"
        constraints = [
            models.UniqueConstraint(
                fields=["leerder"], condition=Q(status="bezig"), name="intake_een_tegelijk",
                violation_error_message="Er loopt al een intake met deze leerder.",
            ),
            models.CheckConstraint(
                condition=~Q(status="afgerond") | Q(afgerond_op__isnull=False), name="intake_afgerond_op"
            ),
        ]  # fmt: skip
        indexes = [
            # The learner's page and the coach's list: the latest intake per learner.
            models.Index(fields=["leerder", "-gestart_op"], name="intake_intake_laatste"),
            # The row-level policy, and intakes that still run (the coach's day).
            models.Index(fields=["organisatie", "status"], name="intake_intake_lopend"),
        ]

    def __str__(self) -> str:
        return f"Intake met {self.leerder} op {timezone.localtime(self.gestart_op):%d-%m-%Y}"

    def get_absolute_url(self) -> str:
        return reverse("intake:intake", args=[self.pk])

    @property
    def antwoorden_als_dict(self) -> dict[str, str]:
        """Question code → score, as the pure modules take it."""
        return dict(self.antwoorden.values_list("vraag", "score"))


@persoonsgegevens("Niveau vaststellen", grond=GROND, bewaren_dagen=2 * 365, vanaf="leerder.laatste_contact")
class Antwoord(models.Model):
    """How one item went. Saved as given; a later answer to the same item replaces it."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="antwoorden")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    vraag = models.CharField(max_length=60)
    score = models.CharField(max_length=20, choices=Score)
    gegeven_op = models.DateTimeField(default=timezone.now)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["gegeven_op", "pk"]
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(fields=["intake", "vraag"], name="intake_antwoord_eenmaal"),
            models.CheckConstraint(condition=Q(score__in=Score.values), name="intake_antwoord_score"),
        ]

    def __str__(self) -> str:
        return f"{self.vraag}: {self.get_score_display()}"


@persoonsgegevens("Niveau vaststellen", grond=GROND, bewaren_dagen=2 * 365, vanaf="leerder.laatste_contact")
class Domeinniveau(models.Model):
    """The level of one domain when the intake was finished; null is unknown, never zero.

    ``bijgesteld`` is the coach's own judgement and then counts; it needs a reason.
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="domeinniveaus")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    domein = models.CharField(max_length=20, choices=Domein)
    berekend = models.PositiveSmallIntegerField(choices=Niveau, null=True, blank=True)
    zekerheid = models.CharField(max_length=20, blank=True)
    bijgesteld = models.PositiveSmallIntegerField(choices=Niveau, null=True, blank=True)
    reden = models.CharField("reden van bijstellen", max_length=300, blank=True, validators=[geen_bsn])

    class Meta:
        ordering = ["pk"]
        verbose_name = "niveau per domein"
        verbose_name_plural = "niveaus per domein"
        constraints = [
            models.UniqueConstraint(fields=["intake", "domein"], name="intake_domeinniveau_eenmaal"),
            models.CheckConstraint(condition=Q(domein__in=Domein.values), name="intake_domeinniveau_domein"),
            models.CheckConstraint(
                condition=Q(bijgesteld__isnull=True) | ~Q(reden=""), name="intake_bijstellen_met_reden"
            ),
        ]
        indexes = [
            # Row-level policy and the figures: levels per organisation.
            models.Index(fields=["organisatie", "domein"], name="intake_domeinniveau_org"),
        ]

    def __str__(self) -> str:
        return f"{self.get_domein_display()}: {self.niveau}"

    @property
    def niveau(self) -> int | None:
        """What counts: the coach's judgement if there is one, else what was computed."""
        return self.berekend if self.bijgesteld is None else self.bijgesteld

"""The learning plan: steps that point down at what happens in the other rooms."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from aanbod.leenvragen import LEENSOORTEN
from aanbod.models import Aanbod, Doorverwijzing
from leermateriaal.models import Materiaal
from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.validators import geen_bsn
from vrijwilligers.models import Hulpvraag

from ..choices import ZONDER_AANMELDEN, StapSoort, StapStatus
from ..querysets import ZichtbaarQuerySet
from .intake import GROND, Intake
from .leerder import Leerder


@persoonsgegevens("Het leerplan van de leerder", grond=GROND, bewaren_dagen=2 * 365, vanaf="leerder.laatste_contact")
class Leerplan(MetTijden, MetVersie):
    """What was agreed after an intake; the learner takes it home on paper."""

    leerder = models.ForeignKey(Leerder, on_delete=models.CASCADE, related_name="plannen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    intake = models.OneToOneField(Intake, on_delete=models.CASCADE, related_name="plan")
    doel = models.CharField("waar werkt de leerder naartoe", max_length=300, blank=True, validators=[geen_bsn])
    gemaakt_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ZichtbaarQuerySet.as_manager()

    class Meta:
        ordering = ["-aangemaakt_op"]
        verbose_name = "leerplan"
        verbose_name_plural = "leerplannen"
        indexes = [models.Index(fields=["organisatie"], name="intake_leerplan_org")]

    def __str__(self) -> str:
        return f"Leerplan van {self.leerder}"

    def get_absolute_url(self) -> str:
        return reverse("intake:plan", args=[self.pk])


@persoonsgegevens("Stappen in het leerplan", grond=GROND, bewaren_dagen=2 * 365, vanaf="leerder.laatste_contact")
class Stap(MetTijden, MetVersie):
    """One step. Its state follows what happens there: a referral's or help request's own state is shown, not copied."""

    plan = models.ForeignKey(Leerplan, on_delete=models.CASCADE, related_name="stappen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    volgorde = models.PositiveSmallIntegerField(default=0)
    soort = models.CharField(max_length=20, choices=StapSoort)
    titel = models.CharField(max_length=200, validators=[geen_bsn])
    toelichting = models.TextField(blank=True, max_length=1000, validators=[geen_bsn])
    redenen = models.JSONField(default=list, blank=True)
    wanneer = models.DateField("voor wanneer", null=True, blank=True)
    status = models.CharField(max_length=20, choices=StapStatus, default=StapStatus.GEPLAND)
    aanbod = models.ForeignKey(Aanbod, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    doorverwijzing = models.OneToOneField(
        Doorverwijzing, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hulpvraag = models.OneToOneField(Hulpvraag, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    materiaal = models.ForeignKey(Materiaal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    klaar_op = models.DateField(null=True, blank=True)

    objects = ZichtbaarQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "pk"]
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        constraints = [
            models.CheckConstraint(condition=~Q(titel=""), name="intake_stap_titel"),
            # One advice line becomes one step: a second click on "in het plan" must not add it again.
            models.UniqueConstraint(
                fields=["plan", "aanbod"], condition=Q(aanbod__isnull=False) & ~Q(status="vervallen"),
                name="intake_stap_aanbod_eenmaal",
            ),
            models.UniqueConstraint(
                fields=["plan", "materiaal"], condition=Q(materiaal__isnull=False) & ~Q(status="vervallen"),
                name="intake_stap_materiaal_eenmaal",
            ),
        ]  # fmt: skip
        indexes = [
            # The coach's day: steps whose date has passed.
            models.Index(fields=["organisatie", "status", "wanneer"], name="intake_stap_wacht"),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def te_laat(self) -> bool:
        """Planned or running, with a date that has passed."""
        open_ = self.status in (StapStatus.GEPLAND, StapStatus.BEZIG)
        return open_ and self.wanneer is not None and self.wanneer < timezone.localdate()

    @property
    def is_leenvraag(self) -> bool:
        """Whether a thing is asked for (a laptop), which is waited for and handed over."""
        return self.aanbod is not None and self.aanbod.soort in LEENSOORTEN

    @property
    def verwijsbaar(self) -> bool:
        """Whether somebody can be signed up here: one walks in for wifi and computers."""
        return self.aanbod is not None and self.aanbod.soort not in ZONDER_AANMELDEN

    @property
    def ging_elders(self) -> bool:
        """Whether this step set something going in another room."""
        return self.doorverwijzing_id is not None or self.hulpvraag_id is not None

    @property
    def elders_klaar(self) -> bool:
        """Whether what this step set going in another room has ended; True when it set nothing going."""
        if self.doorverwijzing is not None and not self.doorverwijzing.gesloten_op:
            return False
        return self.hulpvraag is None or bool(self.hulpvraag.afgerond_op)

    @property
    def stand_in_woorden(self) -> str:
        """One short line: what happens in the room this step points at, else the step's own state."""
        elders = self.doorverwijzing or self.hulpvraag
        return elders.stand_in_woorden if elders else self.get_status_display()

    @property
    def antwoord_in_woorden(self) -> str:
        """For the plan and paper: the whole answer of a provider, else as :attr:`stand_in_woorden`."""
        return self.doorverwijzing.antwoord_in_woorden if self.doorverwijzing else self.stand_in_woorden

    @property
    def titel_op_papier(self) -> str:
        """The title as the learner reads it: asking a volunteer is the coach's task, not the learner's."""
        if self.soort == StapSoort.HULPVRAAG and self.titel.startswith("Vraag een vrijwilliger"):
            return "Een vrijwilliger helpt u" + self.titel.removeprefix("Vraag een vrijwilliger").replace(
                " voor hulp één op één", ", één op één"
            )
        return self.titel

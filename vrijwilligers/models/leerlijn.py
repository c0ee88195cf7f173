"""The learning line for volunteers: modules with prerequisites, and who did them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, Organisatie
from netwerk.kern.privacy import persoonsgegevens

from ..choices import ModuleNiveau
from .vrijwilliger import Vrijwilliger


class Module(models.Model):
    """One step of the learning line. ``vooraf``: modules that come first."""

    code = models.SlugField(primary_key=True, max_length=40)
    naam = models.CharField(max_length=120)
    uitleg = models.TextField(blank=True)
    uren = models.DecimalField(max_digits=4, decimal_places=1, default=2)
    vooraf = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="daarna")
    volgorde = models.PositiveSmallIntegerField(default=0)
    niveau = models.CharField(max_length=12, choices=ModuleNiveau, default=ModuleNiveau.BASIS)
    voor_docenten = models.BooleanField(
        "ook voor docenten van formele aanbieders",
        default=False,
        help_text="Zij volgen deze module zonder de modules die vrijwilligers eerst doen.",
    )
    actief = models.BooleanField(default=True)
    lesmateriaal = models.URLField(
        "lesmateriaal",
        blank=True,
        help_text="Adres van een verzameling of materiaal, bijvoorbeeld van deze site. Trainers zien deze link.",
    )

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "module"
        verbose_name_plural = "modules"

    def __str__(self) -> str:
        return self.naam


class ResultaatStatus(models.TextChoices):
    INGESCHREVEN = "ingeschreven", "Ingeschreven"
    BEHAALD = "behaald", "Behaald"
    GESTOPT = "gestopt", "Gestopt"


@persoonsgegevens(
    "Weten welke scholing een vrijwilliger heeft gedaan",
    grond="gerechtvaardigd belang (AVG art. 6 lid 1 f): veilige hulp",
    bewaren_dagen=730,
    vanaf="vrijwilliger gestopt",
)
class Resultaat(MetTijden):
    """That one volunteer follows or passed one module. Carries ``organisatie`` itself, for the row-level policy."""

    vrijwilliger = models.ForeignKey(Vrijwilliger, on_delete=models.CASCADE, related_name="resultaten")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="resultaten")
    status = models.CharField(max_length=12, choices=ResultaatStatus, default=ResultaatStatus.INGESCHREVEN)
    ingeschreven_op = models.DateField(default=timezone.localdate)
    behaald_op = models.DateField(null=True, blank=True)
    door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["module__volgorde"]
        verbose_name = "resultaat"
        verbose_name_plural = "resultaten"
        constraints = [
            models.UniqueConstraint(fields=["vrijwilliger", "module"], name="vrijwilligers_resultaat_eenmaal"),
            models.CheckConstraint(
                condition=Q(status="behaald", behaald_op__isnull=False)
                | (~Q(status="behaald") & Q(behaald_op__isnull=True)),
                name="vrijwilligers_resultaat_behaald",
            ),
            models.CheckConstraint(
                condition=Q(behaald_op__isnull=True) | Q(behaald_op__gte=F("ingeschreven_op")),
                name="vrijwilligers_resultaat_volgorde",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module_id}: {self.get_status_display()}"

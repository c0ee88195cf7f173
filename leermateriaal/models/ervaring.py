"""What worked for whom, and the scores that follow from it.

Experiences are shared knowledge: everybody may read them (also without a login), shown by organisation and never by
person. So the row-level policy lets every scope read, and lets only the own organisation write (migration 0002).
"""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from netwerk.kern.choices import Niveau
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, MetTijden, MetVersie, Organisatie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.talen import komma

from ..choices import Uitkomst, Vorm
from ..querysets import ErvaringQuerySet
from ..score import WAARDE, WEINIG_ERVARINGEN, WEINIG_ORGANISATIES
from .materiaal import Materiaal


@persoonsgegevens(
    "Weten welk lesmateriaal werkt, en de verteller zijn eigen ervaring laten verbeteren",
    grond="gerechtvaardigd belang van het netwerk",
    bewaren_dagen=10 * 365,
    vanaf="op",
)
class Ervaring(MetTijden, MetVersie):
    """One person's experience with a material for one learning need; the database allows one of each.

    It is about the material and never about a learner: ``let_op`` refuses what looks like a BSN and asks for no names.
    ``op`` is the day it was told or last changed; the score counts old experiences for less. Without ``doelgroep`` it
    holds for a mixed group. An organisation cannot tell about what it publishes: a trigger refuses it (migration 0002).
    """

    materiaal = models.ForeignKey(Materiaal, on_delete=models.CASCADE, related_name="ervaringen")
    leervraag = models.ForeignKey(Leervraag, on_delete=models.PROTECT, related_name="+")
    doelgroep = models.ForeignKey(Doelgroep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    niveau = models.PositiveSmallIntegerField(choices=Niveau)
    vorm = models.CharField(max_length=20, choices=Vorm)
    hoe = models.CharField("hoe ging het", max_length=20, choices=Uitkomst)
    let_op = models.TextField("waar moet een ander op letten", max_length=500, blank=True)
    aantal_leerders = models.PositiveSmallIntegerField(
        "met hoeveel leerders", default=1, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    op = models.DateField("verteld op", default=timezone.localdate)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    demo = models.BooleanField("verzonnen voor de demo", default=False, editable=False)

    objects = ErvaringQuerySet.as_manager()

    class Meta:
        ordering = ["-op", "-pk"]
        verbose_name = "ervaring"
        verbose_name_plural = "ervaringen"
        constraints = [
            models.UniqueConstraint(fields=["door", "materiaal", "leervraag"], name="leermateriaal_ervaring_eenmaal"),
            models.CheckConstraint(condition=Q(hoe__in=Uitkomst.values), name="leermateriaal_ervaring_hoe"),
            models.CheckConstraint(condition=Q(vorm__in=Vorm.values), name="leermateriaal_ervaring_vorm"),
            models.CheckConstraint(condition=Q(aantal_leerders__gte=1), name="leermateriaal_ervaring_leerders"),
        ]

    def __str__(self) -> str:
        return f"{self.materiaal}: {self.get_hoe_display().lower()}"


@persoonsgegevens(
    "Laten zien hoe een ervaring in de tijd veranderde",
    grond="gerechtvaardigd belang van het netwerk",
    bewaren_dagen=10 * 365,
    vanaf="op",
)
class Ervaringversie(models.Model):
    """What an experience said before it was changed or merged; a trigger writes it (migration 0004), nobody changes it.

    Carries the organisation, for the row-level policy, and not the person.
    """

    ervaring = models.ForeignKey(Ervaring, on_delete=models.CASCADE, related_name="versies")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    niveau = models.PositiveSmallIntegerField(choices=Niveau)
    doelgroep = models.ForeignKey(Doelgroep, null=True, on_delete=models.PROTECT, related_name="+")
    vorm = models.CharField(max_length=20, choices=Vorm)
    hoe = models.CharField(max_length=20, choices=Uitkomst)
    let_op = models.TextField(max_length=500, blank=True)
    aantal_leerders = models.PositiveSmallIntegerField()
    op = models.DateField()
    over = models.CharField("eerst verteld over", max_length=200, blank=True)

    class Meta:
        ordering = ["-op", "-pk"]
        verbose_name = "eerdere versie van een ervaring"
        verbose_name_plural = "eerdere versies van ervaringen"

    def __str__(self) -> str:
        return f"{self.op:%d-%m-%Y}: {self.get_hoe_display()}"


class Celscore(models.Model):
    """A stored score, refreshed when an experience is written and by ``herbereken_scores``; never on a GET.

    ``per`` says which margin the row is: ``materiaal``, ``vraag`` (material × need), ``vraagniveau`` (× level),
    ``vraaggroep`` (× group) or ``cel`` (× level × group). What a margin sums over is null; in the last two a null
    group means a mixed group.
    """

    class Per(models.TextChoices):
        MATERIAAL = "materiaal", "Materiaal"
        VRAAG = "vraag", "Materiaal en leervraag"
        VRAAGNIVEAU = "vraagniveau", "Materiaal, leervraag en niveau"
        VRAAGGROEP = "vraaggroep", "Materiaal, leervraag en doelgroep"
        CEL = "cel", "Materiaal, leervraag, niveau en doelgroep"

    per = models.CharField(max_length=12, choices=Per)
    materiaal = models.ForeignKey(Materiaal, on_delete=models.CASCADE, related_name="celscores")
    leervraag = models.ForeignKey(Leervraag, null=True, on_delete=models.CASCADE, related_name="+")
    niveau = models.PositiveSmallIntegerField(null=True, choices=Niveau)
    doelgroep = models.ForeignKey(Doelgroep, null=True, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()
    marge = models.FloatField()
    aantal = models.PositiveIntegerField()
    bronnen = models.PositiveIntegerField()
    verdeling = ArrayField(models.PositiveIntegerField(), size=4)
    berekend_op = models.DateField()

    class Meta:
        verbose_name = "score"
        verbose_name_plural = "scores"
        constraints = [
            models.UniqueConstraint(
                fields=["per", "materiaal", "leervraag", "niveau", "doelgroep"],
                nulls_distinct=False,
                name="leermateriaal_celscore_eenmaal",
            ),
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="leermateriaal_celscore_schaal"),
        ]
        indexes = [models.Index(fields=["per", "leervraag", "niveau"], name="leermateriaal_celscore_matrix")]

    def __str__(self) -> str:
        return f"{self.materiaal_id} {self.per}: {self.score:.2f} ({self.aantal})"

    @property
    def weinig(self) -> bool:
        """Too few experiences or all from one side: said before the score is."""
        return self.aantal < WEINIG_ERVARINGEN or self.bronnen < WEINIG_ORGANISATIES

    @property
    def hoe(self) -> str:
        """The step nearest to the score, in words."""
        stap = min(WAARDE, key=lambda stap: (abs(WAARDE[stap] - self.score), WAARDE[stap]))
        return gettext(str(Uitkomst(stap).label))

    @property
    def in_woorden(self) -> str:
        """Count first, then the score: never the score alone."""
        if self.aantal == 0:
            return gettext("Nog geen ervaringen die meetellen")
        if self.weinig:
            return gettext("Weinig ervaringen (%(aantal)s)") % {"aantal": self.aantal}
        telling = ngettext("%(aantal)s ervaring", "%(aantal)s ervaringen", self.aantal) % {"aantal": self.aantal}
        return f"{self.hoe} ({telling})"

    @property
    def spreiding_kort(self) -> str:
        """The spread in one short line, best first: "2× heel goed, 1× een beetje"."""
        kort = dict(zip(Uitkomst, ("niet", "een beetje", "goed", "heel goed"), strict=True))
        paren = list(zip(Uitkomst, self.verdeling, strict=True))[::-1]
        return komma().join(f"{aantal}× {gettext(kort[stap])}" for stap, aantal in paren if aantal)

    @property
    def spreiding(self) -> list[tuple[str, int]]:
        """How often each of the four steps was told, best first, as (words, number)."""
        paren = zip(Uitkomst, self.verdeling, strict=True)
        return [(gettext(str(stap.label)), aantal) for stap, aantal in paren][::-1]


class Scorebasis(models.Model):
    """The network's mean that thin cells are pulled to; one row, set by ``herbereken_scores``."""

    gemiddelde = models.FloatField()
    berekend_op = models.DateField(default=date.today)

    class Meta:
        verbose_name = "gemiddelde van het netwerk"
        verbose_name_plural = "gemiddelde van het netwerk"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="leermateriaal_scorebasis_een")]

    def __str__(self) -> str:
        return f"{self.gemiddelde:.2f}"

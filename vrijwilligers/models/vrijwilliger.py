"""The volunteer and what was checked. Documents themselves are never stored."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie, Postcodegebied
from netwerk.kern.privacy import persoonsgegevens

from ..choices import IkBen, StopSoort, VrijwilligerStatus
from ..querysets import VrijwilligerQuerySet
from .campagne import Campagne


def codes(lengte: int = 80) -> ArrayField:
    """An array of vocabulary codes; the forms offer only those that exist."""
    return ArrayField(models.CharField(max_length=lengte), default=list, blank=True)


@persoonsgegevens(
    "Vrijwilligers werven, begeleiden en aan iemand koppelen",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="gestopt_op",
)
class Vrijwilliger(MetTijden, MetVersie):
    """Somebody who helps. ``organisatie`` keeps the record; empty: the city's pool.

    ``ook_bij`` holds the ids of other organisations where this person helps as well, by own consent (``Overdracht``):
    they see the record and may match, and change nothing in it. An array, so that the row-level policy needs no join.

    ``talen``, ``dagdelen``, ``vaardigheden`` (themes or learning needs), ``doelgroepen`` and ``vormen`` hold codes.
    ``reisafstand_m``: how far somebody wants to travel, in metres; empty means the whole city. ``capaciteit``: how many
    learners at the same time; the database keeps the running matches within it.
    """

    naam = models.CharField(max_length=120)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField(max_length=20, blank=True)
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ook_bij = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    gebruiker = models.OneToOneField(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    campagne = models.ForeignKey(
        Campagne, null=True, blank=True, on_delete=models.SET_NULL, related_name="vrijwilligers"
    )
    talen = codes(8)
    pc4 = models.ForeignKey(
        Postcodegebied,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="postcode (4 cijfers)",
    )
    dagdelen = codes(12)
    reisafstand_m = models.PositiveIntegerField("reisafstand in meter", null=True, blank=True)
    capaciteit = models.PositiveSmallIntegerField("hoeveel leerders tegelijk", default=1)
    vaardigheden = codes()
    doelgroepen = codes(40)
    vormen = codes(20)
    ik_ben = models.CharField("man of vrouw", max_length=6, choices=IkBen, blank=True, default=IkBen.ONBEKEND)
    opmerking = models.TextField("opmerking", max_length=1000, blank=True)
    status = models.CharField(max_length=14, choices=VrijwilligerStatus, default=VrijwilligerStatus.AANGEMELD)
    status_sinds = models.DateTimeField(default=timezone.now, editable=False)
    mag_teruggevraagd = models.BooleanField("mag later nog eens gevraagd worden", default=False)
    stopsoort = models.CharField("waarom gestopt", max_length=14, blank=True, choices=StopSoort)
    stopreden = models.CharField(max_length=200, blank=True)
    gestopt_op = models.DateField(null=True, blank=True)
    toestemming_op = models.DateTimeField(null=True, blank=True, editable=False)
    email_bevestigd_op = models.DateTimeField(null=True, blank=True, editable=False)
    bedankt_op = models.DateField(null=True, blank=True, editable=False)
    wissen_gevraagd_op = models.DateTimeField("vroeg om wissen op", null=True, blank=True, editable=False)
    demo = models.BooleanField(default=False, editable=False)

    objects = VrijwilligerQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name = "vrijwilliger"
        verbose_name_plural = "vrijwilligers"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=VrijwilligerStatus.values), name="vrijwilligers_status"),
            models.CheckConstraint(condition=~Q(naam=""), name="vrijwilligers_naam"),
            models.CheckConstraint(
                condition=~Q(email="", telefoon=""),
                name="vrijwilligers_bereikbaar",
                violation_error_message="Vul een telefoonnummer of een e-mailadres in.",
            ),
            models.CheckConstraint(condition=Q(capaciteit__lte=20), name="vrijwilligers_capaciteit_redelijk"),
        ]
        indexes = [
            # The board and the list of one organisation.
            models.Index(fields=["organisatie", "status", "naam"], name="vrijwilligers_bord"),
            GinIndex(fields=["ook_bij"], name="vrijwilligers_ook_bij"),
            # The candidates of a help request: by language, only who can be matched.
            GinIndex(fields=["talen"], condition=Q(status__in=["inzetbaar", "actief"]), name="vrijwilligers_talen"),
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("vrijwilligers:vrijwilliger", args=[self.pk])

    @property
    def voornaam(self) -> str:
        """The first word of the name: all that goes to another organisation."""
        return self.naam.split(" ")[0]

    @property
    def in_pool(self) -> bool:
        """Whether nobody has taken up this volunteer yet."""
        return self.organisatie_id is None


@persoonsgegevens(
    "Aantonen dat een vrijwilliger veilig kan helpen",
    grond="gerechtvaardigd belang (AVG art. 6 lid 1 f): privacygevoelige hulp",
    bewaren_dagen=730,
    vanaf="vrijwilliger gestopt",
)
class Screening(MetTijden, MetVersie):
    """What was asked and shown, one row per volunteer. The VOG is shown and given back: no copy, no number."""

    vrijwilliger = models.OneToOneField(Vrijwilliger, on_delete=models.CASCADE, related_name="screening")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    vog_aangevraagd_op = models.DateField("VOG aangevraagd op", null=True, blank=True)
    vog_getoond_op = models.DateField("VOG getoond op", null=True, blank=True)
    vog_geldig_tot = models.DateField("VOG geldig tot en met", null=True, blank=True)
    geheimhouding_getekend_op = models.DateField("geheimhouding getekend op", null=True, blank=True)
    geheimhouding_versie = models.CharField("versie van de tekst", max_length=40, blank=True)
    #: The end of the VOG for which the volunteer was mailed: once per VOG, however often the clock runs.
    vog_gemeld_voor = models.DateField(null=True, blank=True, editable=False)
    referentie_op = models.DateField("referentie gesproken op", null=True, blank=True)

    class Meta:
        verbose_name = "screening"
        verbose_name_plural = "screeningen"
        constraints = [
            models.CheckConstraint(
                condition=Q(vog_getoond_op__isnull=True, vog_geldig_tot__isnull=True)
                | Q(vog_getoond_op__isnull=False, vog_geldig_tot__gt=F("vog_getoond_op")),
                name="vrijwilligers_vog_periode",
                violation_error_message="Vul bij een getoonde VOG ook in tot wanneer hij geldt, en die dag ligt later.",
            ),
            models.CheckConstraint(
                condition=Q(geheimhouding_getekend_op__isnull=True, geheimhouding_versie="")
                | (Q(geheimhouding_getekend_op__isnull=False) & ~Q(geheimhouding_versie="")),
                name="vrijwilligers_geheimhouding_versie",
                violation_error_message="Vul bij de geheimhouding zowel de datum als de versie van de tekst in.",
            ),
        ]

    def __str__(self) -> str:
        return f"Screening {self.vrijwilliger_id}"

    def vog_geldig(self, op: date) -> bool:
        """Whether a VOG was shown that still counts on this day."""
        return self.vog_getoond_op is not None and self.vog_geldig_tot is not None and self.vog_geldig_tot >= op

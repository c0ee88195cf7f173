"""The learner: no more than is needed, owned by one organisation."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import DAGDELEN, Apparaat, Leesniveau, NederlandsNiveau, Vorm
from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie, Postcodegebied
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.validators import geen_bsn

from ..choices import REISAFSTANDEN, Doel, JaNeeHulp
from ..querysets import LeerderQuerySet


@persoonsgegevens(
    "De leerder begeleiden: niveau, leervragen en leerplan",
    grond="toestemming van de leerder (AVG art. 6 lid 1 a)",
    bewaren_dagen=2 * 365,
    vanaf="laatste_contact",
)
class Leerder(MetTijden, MetVersie):
    """Somebody who learns. Codes of vocabularies stand in arrays: one row holds, guards and erases everything."""

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    voornaam = models.CharField(max_length=60, validators=[geen_bsn])
    geboortejaar = models.PositiveSmallIntegerField(null=True, blank=True)
    pc4 = models.ForeignKey(
        Postcodegebied,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="postcode (4 cijfers)",
    )
    contact = models.CharField(
        "hoe bereikbaar",
        max_length=200,
        blank=True,
        validators=[geen_bsn],
        help_text="Bijvoorbeeld: via de coach, of een telefoonnummer.",
    )
    talen = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    nederlands = models.CharField("spreekt Nederlands", max_length=10, choices=NederlandsNiveau, blank=True)
    leest = models.CharField("lezen en schrijven", max_length=20, choices=Leesniveau, blank=True)
    doelgroepen = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    dagdelen = ArrayField(models.CharField(max_length=20, choices=DAGDELEN), default=list, blank=True)
    vorm = models.CharField("hoe leert u het liefst", max_length=20, choices=Vorm, blank=True)
    reisafstand_m = models.PositiveIntegerField("hoe ver reizen", null=True, blank=True, choices=REISAFSTANDEN)
    apparaten = ArrayField(models.CharField(max_length=20, choices=Apparaat), default=list, blank=True)
    internet_thuis = models.BooleanField(null=True, blank=True)
    digid = models.CharField("DigiD", max_length=10, choices=JaNeeHulp, blank=True)
    veilige_plek = models.BooleanField("heeft een rustige, veilige plek om te oefenen", null=True, blank=True)
    werkte_eerder = models.TextField("wat hielp eerder", blank=True, max_length=1000, validators=[geen_bsn])
    hulptaal = models.CharField("taal of tolk bij de intake", max_length=120, blank=True, validators=[geen_bsn])
    gearchiveerd_op = models.DateTimeField(null=True, blank=True, editable=False)
    persoon_gevraagd = models.BooleanField("persoonsgegevens ingevuld", default=False, editable=False)
    laatste_contact = models.DateField(default=timezone.localdate, editable=False)

    objects = LeerderQuerySet.as_manager()

    class Meta:
        ordering = ["voornaam", "pk"]
        verbose_name = "leerder"
        verbose_name_plural = "leerders"
        constraints = [
            models.CheckConstraint(condition=~Q(voornaam=""), name="intake_leerder_voornaam"),
            models.CheckConstraint(
                condition=Q(geboortejaar__isnull=True) | Q(geboortejaar__range=(1900, 2100)),
                name="intake_leerder_geboortejaar",
            ),
        ]
        indexes = [
            # The coach's list: own organisation, not archived, by first name.
            models.Index(
                fields=["organisatie", "voornaam"],
                condition=Q(gearchiveerd_op__isnull=True),
                name="intake_leerder_lijst",
            ),
            # The coach's list: who waits longest for contact.
            models.Index(F("organisatie"), F("laatste_contact"), name="intake_leerder_contact"),
            # Search on part of a first name reads the organisation's own rows by the index above (5,000 in a few ms). A
            # trigram index would never be used: LIKE is not leakproof, so PostgreSQL applies the row policy first.
        ]

    def __str__(self) -> str:
        return self.voornaam

    def get_absolute_url(self) -> str:
        return reverse("intake:leerder", args=[self.pk])

    @property
    def leeftijd(self) -> int | None:
        """Age this year, in whole years; one off before the birthday, which we do not ask."""
        return timezone.localdate().year - self.geboortejaar if self.geboortejaar else None

    @property
    def gearchiveerd(self) -> bool:
        """Archived learners stand in no list and get no new intake."""
        return self.gearchiveerd_op is not None


@persoonsgegevens(
    "Aantonen waarvoor de leerder toestemming gaf",
    grond="wettelijke plicht (AVG art. 7 lid 1)",
    bewaren_dagen=2 * 365,
    vanaf="leerder.laatste_contact",
)
class Toestemming(models.Model):
    """Consent for one purpose, in the language it was asked in. Withdrawing keeps the row and dates it."""

    leerder = models.ForeignKey(Leerder, on_delete=models.CASCADE, related_name="toestemmingen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    doel = models.CharField(max_length=20, choices=Doel)
    gegeven_op = models.DateTimeField(default=timezone.now)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    taal = models.CharField(max_length=8, default="nl")
    vastgelegd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["doel", "-gegeven_op"]
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        constraints = [
            models.UniqueConstraint(
                fields=["leerder", "doel"], condition=Q(ingetrokken_op__isnull=True), name="intake_toestemming_eenmaal"
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op__isnull=True) | Q(ingetrokken_op__gte=F("gegeven_op")),
                name="intake_toestemming_volgorde",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_doel_display()} ({'ingetrokken' if self.ingetrokken_op else 'gegeven'})"

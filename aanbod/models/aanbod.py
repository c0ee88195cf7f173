"""What organisations offer: where, for whom, in which language, from which level, until when."""

from __future__ import annotations

import uuid
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from netwerk.kern.choices import DAGDEEL_NAAM, DAGDELEN, NederlandsNiveau, Niveau
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, Locatie, MetTijden, MetVersie, Organisatie, Taal
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.talen import komma
from netwerk.kern.validators import geen_bsn

from ..choices import SOORT_ICOON, AanbodStatus, Begeleiding, Kosten, Soort
from ..querysets import AanbodQuerySet

#: After half a year without a check by a person the page shows doubt, after a year it ranks low (issue 5, point 3).
TWIJFEL_NA_DAGEN = 183
OUD_NA_DAGEN = 365

#: How often the owner wants to be asked; never longer than until visitors see doubt.
HERINNEREN: tuple[tuple[int, str], ...] = ((1, "elke maand"), (3, "elke 3 maanden"), (6, "elk half jaar"))

ZOEKVECTOR = (
    "setweight(to_tsvector('nl_zoek', naam), 'A') || setweight(to_tsvector('nl_zoek', zoekwoorden), 'B')"
    " || setweight(to_tsvector('nl_zoek', omschrijving), 'C')"
)


class Zoekvector(models.Func):
    """The generated search column; plain SQL, since the search configuration is our own (migration 0001)."""

    output_field = SearchVectorField()
    template = ZOEKVECTOR.replace("%", "%%")

    def __init__(self) -> None:
        super().__init__(F("naam"), F("zoekwoorden"), F("omschrijving"))


class Aanbod(MetTijden, MetVersie):
    """One provision of one organisation, at one or more places.

    ``uuid`` is the identity in open data (HSDS ``service.id``); ``extern`` keeps what a HSDS file held and we have no
    column for, so that an export can give it back. ``leervragen`` may hold themes (everything in that theme) as well as
    single needs. ``nederlands_nodig`` is the spoken Dutch somebody needs to take part without help in another language.
    """

    #: The hours and exceptions of today, on rows of :meth:`AanbodQuerySet.voor_rijen`.
    tijden_kort: list[Any]
    anders_kort: list[Any]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    locaties = models.ManyToManyField(Locatie, through="AanbodLocatie", blank=True, related_name="+")
    naam = models.CharField(max_length=200)
    slug = models.SlugField(max_length=210, unique=True, blank=True, editable=False)
    soort = models.CharField(max_length=20, choices=Soort)
    formeel = models.BooleanField(
        "formeel onderwijs", default=False, help_text="Door een school of erkende opleider, met een docent."
    )
    omschrijving = models.TextField(blank=True, validators=[geen_bsn])

    leervragen = models.ManyToManyField(Leervraag, blank=True, related_name="+")
    niveau_van = models.PositiveSmallIntegerField("vanaf niveau", choices=Niveau, default=Niveau.STARTER)
    niveau_tot = models.PositiveSmallIntegerField("tot en met niveau", choices=Niveau, default=Niveau.ZELFSTANDIG)
    doelgroepen = models.ManyToManyField(Doelgroep, blank=True, related_name="+", help_text="Leeg: voor iedereen.")
    talen = models.ManyToManyField(Taal, blank=True, related_name="+", verbose_name="in welke talen")
    nederlands_nodig = models.CharField(
        "hoeveel Nederlands is nodig",
        max_length=6,
        choices=NederlandsNiveau,
        default=NederlandsNiveau.A1,
        help_text="Voor wie geen van de andere talen spreekt.",
    )
    lezen_nodig = models.BooleanField("wie meedoet, moet Nederlands kunnen lezen", default=False)
    begeleiding = models.CharField(max_length=12, choices=Begeleiding, default=Begeleiding.GROEP)

    toelating = models.TextField("voorwaarden", blank=True, help_text="Wie mag meedoen? Leeg: iedereen.")
    kosten_soort = models.CharField("kosten", max_length=12, choices=Kosten, default=Kosten.GRATIS)
    kosten_tekst = models.CharField("uitleg over de kosten", max_length=200, blank=True)

    doorlopend = models.BooleanField("mensen kunnen altijd beginnen", default=True)
    startdatum = models.DateField("eerstvolgende startdatum", null=True, blank=True)
    dagdelen = ArrayField(
        models.CharField(max_length=12, choices=DAGDELEN), default=list, blank=True, verbose_name="dagdelen"
    )
    rooster = models.CharField("dagen en tijden in woorden", max_length=300, blank=True)
    aanmelden = models.CharField("hoe meldt u zich aan", max_length=300, blank=True)
    capaciteit = models.PositiveSmallIntegerField("aantal plaatsen", null=True, blank=True)
    wachttijd_weken = models.PositiveSmallIntegerField(
        "wachttijd in weken", null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(104)]
    )
    online = models.BooleanField("ook online", default=False)
    aan_huis = models.BooleanField("ook bij mensen thuis", default=False)
    structureel = models.BooleanField("blijvend aanbod", default=True)
    tijdelijk_tot = models.DateField("tijdelijk, tot en met", null=True, blank=True)
    financiering_tot = models.DateField(
        "geld tot en met",
        null=True,
        blank=True,
        help_text="Loopt de subsidie af? Wij waarschuwen een half jaar eerder. Bezoekers zien dit niet.",
    )
    niet_in_vakantie = models.BooleanField("niet in de schoolvakanties", default=False)
    vrije_plekken = models.PositiveSmallIntegerField(
        "plaatsen vrij", null=True, blank=True, help_text="0: vol. Bezoekers lezen dan dat er een wachtlijst is."
    )

    contact_naam = models.CharField("contactpersoon", max_length=120, blank=True)
    contact_email = models.EmailField("e-mail", blank=True)
    contact_telefoon = models.CharField("telefoon", max_length=30, blank=True)
    website = models.URLField(blank=True)

    status = models.CharField(max_length=12, choices=AanbodStatus, default=AanbodStatus.CONCEPT, editable=False)
    gecontroleerd_op = models.DateField(null=True, blank=True, editable=False)
    gecontroleerd_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    herinner_na_maanden = models.PositiveSmallIntegerField(
        "herinner ons om na te kijken",
        choices=HERINNEREN,
        default=6,
        help_text="Zo vaak vragen wij of alles nog klopt. Na een half jaar zien bezoekers dat het lang geleden is.",
    )
    #: When the owner was last mailed to look it over, and which end of funding or provision was warned of.
    herinnerd_op = models.DateField(null=True, blank=True, editable=False)
    gewaarschuwd_voor = models.DateField(null=True, blank=True, editable=False)
    bron = models.CharField(max_length=100, blank=True, editable=False)
    extern = models.JSONField(default=dict, blank=True, editable=False)

    #: Normalised words to find it by (``zoekindex.werk_bij``): compounds taken apart, plurals, synonyms, needs, places.
    zoekwoorden = models.TextField(blank=True, editable=False)
    zoekvector = models.GeneratedField(expression=Zoekvector(), output_field=SearchVectorField(), db_persist=True)

    objects = AanbodQuerySet.as_manager()

    class Meta:
        ordering = ["naam", "pk"]
        verbose_name = "aanbod"
        verbose_name_plural = "aanbod"
        constraints = [
            models.CheckConstraint(condition=~Q(naam=""), name="aanbod_naam"),
            models.CheckConstraint(
                condition=Q(niveau_van__lte=F("niveau_tot")),
                name="aanbod_niveau_bereik",
                violation_error_message="Het hoogste niveau ligt onder het laagste. Draai ze om.",
            ),
            models.CheckConstraint(
                condition=Q(structureel=True, tijdelijk_tot__isnull=True)
                | Q(structureel=False, tijdelijk_tot__isnull=False),
                name="aanbod_tijdelijk_met_datum",
                violation_error_message="Tijdelijk aanbod heeft een einddatum, blijvend aanbod niet. "
                "Vul de datum in of haal hem weg.",
            ),
            models.CheckConstraint(
                condition=Q(doorlopend=True) | Q(startdatum__isnull=False) | ~Q(status=AanbodStatus.GEPUBLICEERD),
                name="aanbod_start_bekend",
                violation_error_message="Vul een startdatum in, of kies dat mensen altijd kunnen beginnen.",
            ),
            models.CheckConstraint(
                condition=Q(wachttijd_weken__isnull=True) | Q(wachttijd_weken__lte=104), name="aanbod_wachttijd"
            ),
            models.CheckConstraint(
                condition=Q(vrije_plekken__isnull=True)
                | Q(capaciteit__isnull=True)
                | Q(vrije_plekken__lte=F("capaciteit")),
                name="aanbod_vrije_plekken",
                violation_error_message="Er kunnen niet meer plaatsen vrij zijn dan er zijn. Vul een lager aantal in.",
            ),
            models.CheckConstraint(condition=Q(soort__in=Soort.values), name="aanbod_soort"),
            models.CheckConstraint(condition=Q(status__in=AanbodStatus.values), name="aanbod_status"),
            models.CheckConstraint(
                condition=Q(gecontroleerd_op__isnull=True) | Q(gecontroleerd_op__gte=date(2000, 1, 1)),
                name="aanbod_controle_datum",
            ),
        ]
        indexes = [
            GinIndex(fields=["zoekvector"], name="aanbod_zoekvector"),
            models.Index(fields=["status", "soort"], name="aanbod_status_soort"),
            # All that counting the whole directory needs, without the long rows themselves.
            models.Index(
                fields=["organisatie"],
                include=[
                    "id",
                    "soort",
                    "formeel",
                    "kosten_soort",
                    "begeleiding",
                    "gecontroleerd_op",
                    "tijdelijk_tot",
                    "naam",
                ],
                condition=Q(status=AanbodStatus.GEPUBLICEERD),
                name="aanbod_openbaar",
            ),
            models.Index(fields=["organisatie", "status"], name="aanbod_organisatie_status"),
            # The list as one opens it: by name.
            models.Index(fields=["naam", "id"], condition=Q(status=AanbodStatus.GEPUBLICEERD), name="aanbod_op_naam"),
        ]

    def __str__(self) -> str:
        return self.naam

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            basis = slugify(self.naam)[:190] or "aanbod"
            self.slug = basis
            if type(self).objects.filter(slug=basis).exclude(pk=self.pk).exists():
                self.slug = f"{basis}-{self.uuid.hex[:8]}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("aanbod:detail", args=[self.slug])

    @property
    def icoon(self) -> str:
        """Name of the pictogram for the kind."""
        return SOORT_ICOON.get(self.soort, "mortarboard")

    @property
    def niveau_tekst(self) -> str:
        """The level range as one says it."""
        van, tot = Niveau(self.niveau_van), Niveau(self.niveau_tot)
        if (van, tot) == (Niveau.STARTER, Niveau.ZELFSTANDIG):
            return gettext("Alle niveaus")
        een, ander = gettext(van.label), gettext(tot.label)
        return een if van == tot else gettext("%(van)s tot en met %(tot)s") % {"van": een, "tot": ander}

    @property
    def dagdelen_tekst(self) -> str:
        """The parts of the week in order: "maandagochtend, woensdagavond"."""
        return komma().join(gettext(naam) for code, naam in DAGDEEL_NAAM.items() if code in self.dagdelen)

    @property
    def twijfel(self) -> bool:
        """Nobody has said for half a year that this still holds."""
        return self.gecontroleerd_op is None or self.gecontroleerd_op < timezone.localdate() - timedelta(
            days=TWIJFEL_NA_DAGEN
        )

    @property
    def oud(self) -> bool:
        """Nobody has said for a year that this still holds: shown after everything else."""
        return self.gecontroleerd_op is None or self.gecontroleerd_op < timezone.localdate() - timedelta(
            days=OUD_NA_DAGEN
        )

    @property
    def nakijken_op(self) -> date | None:
        """The day on which the owner wants to be asked whether it still holds; None: now, nobody ever did."""
        if self.gecontroleerd_op is None:
            return None
        maand = self.gecontroleerd_op.month - 1 + self.herinner_na_maanden
        jaar, maand = self.gecontroleerd_op.year + maand // 12, maand % 12 + 1
        return date(jaar, maand, min(self.gecontroleerd_op.day, monthrange(jaar, maand)[1]))

    @property
    def loopt_af_op(self) -> date | None:
        """The last day that is sure: of the provision itself, or of the money for it."""
        dagen = [dag for dag in (self.tijdelijk_tot, self.financiering_tot) if dag is not None]
        return min(dagen, default=None)

    @property
    def beste_email(self) -> str:
        """Where to write: the contact of this provision, else of the organisation."""
        return self.contact_email or self.organisatie.email

    @property
    def beste_telefoon(self) -> str:
        """Whom to ring: the contact of this provision, else the organisation."""
        return self.contact_telefoon or self.organisatie.telefoon


class AanbodLocatie(models.Model):
    """At which place an organisation offers it (HSDS ``service_at_location``, with its own identity there)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="plekken")
    locatie = models.ForeignKey(Locatie, on_delete=models.CASCADE, related_name="+")
    extern = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "plek van aanbod"
        verbose_name_plural = "plekken van aanbod"
        constraints = [models.UniqueConstraint(fields=["aanbod", "locatie"], name="aanbod_plek_eenmaal")]

    def __str__(self) -> str:
        return f"{self.aanbod} bij {self.locatie}"


class Zoekwoord(models.Model):
    """The words that provision can be found by: what a typing error is compared with (``zoeken.verbeter``)."""

    woord = models.CharField(primary_key=True, max_length=80)

    class Meta:
        verbose_name = "zoekwoord"
        verbose_name_plural = "zoekwoorden"
        indexes = [GinIndex(OpClass(F("woord"), name="gin_trgm_ops"), name="aanbod_zoekwoord_lijkt")]

    def __str__(self) -> str:
        return self.woord


@persoonsgegevens(
    "Horen wat er op een pagina niet klopt",
    grond="gerechtvaardigd belang",
    bewaren_dagen=365,
    vanaf="gemaakt_op",
)
class AanbodMelding(models.Model):
    """What a visitor says is wrong, seen by the organisation only. No name, no address is asked."""

    aanbod = models.ForeignKey(Aanbod, on_delete=models.CASCADE, related_name="meldingen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    tekst = models.TextField("wat klopt er niet?", max_length=1000)
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)
    opgelost_op = models.DateTimeField(null=True, blank=True)
    opgelost_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["gemaakt_op"]
        verbose_name = "melding over aanbod"
        verbose_name_plural = "meldingen over aanbod"
        constraints = [models.CheckConstraint(condition=~Q(tekst=""), name="aanbodmelding_tekst")]

    def __str__(self) -> str:
        return f"Melding over {self.aanbod}"


__all__ = ["Aanbod", "AanbodLocatie", "AanbodMelding", "Zoekwoord"]

"""The newsletter: issues, their lines, subscribers by double opt-in, and one row per mail."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, MetVersie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.validators import geen_bsn

from ..adres import eigen_slug
from ..choices import BRIEF_TOON, NIEUWS_ICOON, Abonneestand, Briefstand, Netwerkthema, Nieuwssoort, Verzendstand
from ..querysets import NieuwsbriefQuerySet
from .verzending import MetVerzending


def _stadsdelen() -> ArrayField:
    """Codes of districts; empty: the whole city."""
    return ArrayField(models.CharField(max_length=40), default=list, blank=True)


@persoonsgegevens(
    "De nieuwsbrief sturen aan wie erom vroeg", grond="toestemming", bewaren_dagen=30, vanaf="afgemeld_op"
)
class Abonnee(models.Model):
    """An address that asked for the newsletter. ``sleutel`` stands in every mail: who has it may unsubscribe.

    Preferences are empty for "everything". The address is wiped 30 days after unsubscribing, and after 14 days when it
    was never confirmed.
    """

    email = models.EmailField("e-mailadres")
    status = models.CharField(max_length=12, choices=Abonneestand, default=Abonneestand.AANGEVRAAGD)
    sleutel = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stadsdelen = _stadsdelen()
    themas = ArrayField(models.CharField(max_length=20, choices=Netwerkthema), default=list, blank=True)
    aangevraagd_op = models.DateTimeField(default=timezone.now)
    gemaild_op = models.DateTimeField(null=True, blank=True)
    bevestigd_op = models.DateTimeField(null=True, blank=True)
    afgemeld_op = models.DateTimeField(null=True, blank=True)
    teruggekomen = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "abonnee"
        verbose_name_plural = "abonnees"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="overleg_abonnee_email"),
            models.CheckConstraint(condition=Q(status__in=Abonneestand.values), name="overleg_abonnee_status"),
            models.CheckConstraint(
                condition=~Q(status=Abonneestand.ACTIEF) | Q(bevestigd_op__isnull=False),
                name="overleg_abonnee_alleen_bevestigd",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(Abonneestand.AFGEMELD, Abonneestand.GEWEIGERD)) | Q(afgemeld_op__isnull=False),
                name="overleg_abonnee_afgemeld_op",
            ),
        ]

    def __str__(self) -> str:
        return f"abonnee {self.pk}"

    @property
    def afmeld_url(self) -> str:
        """Where one unsubscribes."""
        return reverse("overleg:nieuwsbrief_afmelden", args=[self.sleutel])

    @property
    def voorkeuren_url(self) -> str:
        """Where one chooses districts and themes."""
        return reverse("overleg:nieuwsbrief_voorkeuren", args=[self.sleutel])


class Nieuwsaanvoer(models.Model):
    """Something new that may go into an issue, handed down from above or from this room. Without persons."""

    code = models.CharField(max_length=80, unique=True)
    soort = models.CharField(max_length=12, choices=Nieuwssoort)
    titel = models.CharField(max_length=200)
    tekst = models.CharField(max_length=600, blank=True)
    url = models.CharField(max_length=300)
    thema = models.CharField(max_length=20, choices=Netwerkthema, default=Netwerkthema.OVERIG)
    stadsdelen = _stadsdelen()
    sinds = models.DateField()

    class Meta:
        ordering = ["soort", "-sinds", "titel"]
        verbose_name = "nieuws voor de nieuwsbrief"
        verbose_name_plural = "nieuws voor de nieuwsbrief"
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Nieuwssoort.values), name="overleg_aanvoer_soort"),
            models.CheckConstraint(condition=Q(url__regex=r"^/[^/]"), name="overleg_aanvoer_url"),
        ]

    def __str__(self) -> str:
        return self.titel


class Nieuwsbrief(MetTijden, MetVersie):
    """One issue. Once it goes out nothing in it changes any more."""

    titel = models.CharField("onderwerp", max_length=150, help_text="Dit staat in de mailbox. Kort en concreet.")
    slug = models.SlugField(max_length=170, unique=True, blank=True, editable=False)
    inleiding = models.TextField("uw eigen woorden vooraf", max_length=10_000, blank=True, validators=[geen_bsn])
    slot = models.TextField("en aan het eind", max_length=5_000, blank=True, validators=[geen_bsn])
    status = models.CharField(max_length=12, choices=Briefstand, default=Briefstand.CONCEPT, editable=False)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    gestart_op = models.DateTimeField(null=True, blank=True, editable=False)
    verzonden_op = models.DateTimeField(null=True, blank=True, editable=False)
    #: What stays when the rows per address are wiped.
    aantal_verzonden = models.PositiveIntegerField(default=0, editable=False)
    aantal_mislukt = models.PositiveIntegerField(default=0, editable=False)

    objects = NieuwsbriefQuerySet.as_manager()

    class Meta:
        ordering = ["-verzonden_op", "-pk"]
        verbose_name = "nieuwsbrief"
        verbose_name_plural = "nieuwsbrieven"
        constraints = [
            models.CheckConstraint(condition=~Q(titel=""), name="overleg_brief_titel"),
            models.CheckConstraint(condition=Q(status__in=Briefstand.values), name="overleg_brief_status"),
            models.CheckConstraint(
                condition=Q(status=Briefstand.CONCEPT) | Q(gestart_op__isnull=False), name="overleg_brief_gestart"
            ),
            models.CheckConstraint(
                condition=~Q(status=Briefstand.VERZONDEN) | Q(verzonden_op__isnull=False),
                name="overleg_brief_verzonden",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = eigen_slug(self, self.titel, "nieuwsbrief", 150)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("overleg:nieuwsbrief", args=[self.slug])

    @property
    def is_concept(self) -> bool:
        """Whether it can still change."""
        return self.status == Briefstand.CONCEPT

    @property
    def toon(self) -> str:
        """Tone of the status label."""
        return BRIEF_TOON[self.status]


class Nieuwsregel(models.Model):
    """One line of an issue, for everybody or for who chose its district and theme."""

    nieuwsbrief = models.ForeignKey(Nieuwsbrief, on_delete=models.CASCADE, related_name="regels")
    volgorde = models.PositiveSmallIntegerField(default=0)
    soort = models.CharField(max_length=12, choices=Nieuwssoort)
    titel = models.CharField(max_length=200)
    tekst = models.CharField(max_length=600, blank=True)
    url = models.CharField(max_length=300)
    thema = models.CharField(max_length=20, choices=Netwerkthema, default=Netwerkthema.OVERIG)
    stadsdelen = _stadsdelen()
    code = models.CharField(max_length=80, blank=True, editable=False)

    class Meta:
        ordering = ["nieuwsbrief", "volgorde", "pk"]
        verbose_name = "regel van een nieuwsbrief"
        verbose_name_plural = "regels van nieuwsbrieven"
        constraints = [
            models.UniqueConstraint(
                fields=["nieuwsbrief", "code"], condition=~Q(code=""), name="overleg_nieuwsregel_eenmaal"
            ),
            models.CheckConstraint(condition=Q(soort__in=Nieuwssoort.values), name="overleg_nieuwsregel_soort"),
            models.CheckConstraint(condition=Q(url__regex=r"^(/[^/]|https://)"), name="overleg_nieuwsregel_url"),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def icoon(self) -> str:
        """Pictogram of the kind."""
        return NIEUWS_ICOON[self.soort]

    def past_bij(self, stadsdelen: list[str], themas: list[str]) -> bool:
        """Whether somebody with these preferences gets it; no preference is everything."""
        if stadsdelen and self.stadsdelen and not set(stadsdelen) & set(self.stadsdelen):
            return False
        return not themas or self.thema == Netwerkthema.OVERIG or self.thema in themas


@persoonsgegevens(
    "Weten aan wie een nieuwsbrief is verstuurd, om niets twee keer te sturen",
    grond="toestemming", bewaren_dagen=90, vanaf="verzonden_op",
)  # fmt: skip
class Bezorging(MetVerzending):
    """One issue to one subscriber: unique, so that nobody gets it twice, whatever crashes."""

    nieuwsbrief = models.ForeignKey(Nieuwsbrief, on_delete=models.CASCADE, related_name="bezorgingen")
    abonnee = models.ForeignKey(Abonnee, on_delete=models.CASCADE, related_name="bezorgingen")
    teruggekomen_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "bezorging"
        verbose_name_plural = "bezorgingen"
        constraints = [
            models.UniqueConstraint(fields=["nieuwsbrief", "abonnee"], name="overleg_bezorging_eenmaal"),
            models.CheckConstraint(condition=Q(verzendstand__in=Verzendstand.values), name="overleg_bezorging_stand"),
        ]
        indexes = [
            # The sender's queue, and the counts on the page of progress.
            models.Index(fields=["nieuwsbrief", "verzendstand"], name="overleg_bezorging_rij"),
            models.Index(fields=["bericht_id"], name="overleg_bezorging_bericht"),
        ]

    def __str__(self) -> str:
        return f"bezorging {self.pk}"

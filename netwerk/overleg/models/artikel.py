"""What practitioners know: articles with attachments, and questions they ask each other."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker, Leervraag, MetTijden, MetVersie, Organisatie
from netwerk.kern.validators import geen_bsn

from ..adres import eigen_slug
from ..choices import ARTIKEL_TOON, THEMA_ICOON, Artikelsoort, Artikelstand, Netwerkthema
from ..querysets import ArtikelQuerySet, PraktijkantwoordQuerySet, PraktijkvraagQuerySet
from ..zoektekst import kaal
from .bestand import Bestand

#: An article is looked through again after this many days, unless its writer chose another date.
NAKIJKEN_NA_DAGEN = 183
LANGSTE_TEKST = 40_000


class Artikel(MetTijden, MetVersie):
    """One article in Markdown (:mod:`netwerk.overleg.opmaak` makes it into safe HTML).

    ``rollen`` empty: for everybody. ``openbaar``: visitors may read it too. ``nakijken_op``: after this day the page
    says that it may be out of date. ``bron``: a how-to of the portal itself, brought up to date from a file.
    """

    titel = models.CharField(max_length=160)
    slug = models.SlugField(max_length=180, unique=True, blank=True, editable=False)
    samenvatting = models.CharField(max_length=300, help_text="In een of twee zinnen.", validators=[geen_bsn])
    tekst = models.TextField(max_length=LANGSTE_TEKST, validators=[geen_bsn])
    soort = models.CharField(max_length=12, choices=Artikelsoort, default=Artikelsoort.ARTIKEL, editable=False)
    thema = models.CharField(max_length=20, choices=Netwerkthema, default=Netwerkthema.OVERIG)
    rollen = ArrayField(models.CharField(max_length=20, choices=Rol), default=list, blank=True, verbose_name="voor wie")
    leervragen = models.ManyToManyField(Leervraag, blank=True, related_name="+", verbose_name="bij welke leervragen")
    auteur = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    openbaar = models.BooleanField("iedereen mag dit lezen, ook zonder inloggen", default=False)
    status = models.CharField(max_length=12, choices=Artikelstand, default=Artikelstand.CONCEPT, editable=False)
    gepubliceerd_op = models.DateField(null=True, blank=True, editable=False)
    nakijken_op = models.DateField("opnieuw nakijken op", null=True, blank=True)
    bron = models.CharField(max_length=100, blank=True, editable=False)
    zoekwoorden = models.TextField(blank=True, editable=False)

    objects = ArtikelQuerySet.as_manager()

    class Meta:
        ordering = [F("gepubliceerd_op").desc(nulls_last=True), "titel"]
        verbose_name = "artikel"
        verbose_name_plural = "artikelen"
        constraints = [
            models.CheckConstraint(condition=~Q(titel="") & ~Q(tekst=""), name="overleg_artikel_gevuld"),
            models.CheckConstraint(condition=Q(soort__in=Artikelsoort.values), name="overleg_artikel_soort"),
            models.CheckConstraint(condition=Q(status__in=Artikelstand.values), name="overleg_artikel_status"),
            models.CheckConstraint(condition=Q(thema__in=Netwerkthema.values), name="overleg_artikel_thema"),
            models.CheckConstraint(
                condition=Q(soort=Artikelsoort.HANDLEIDING) | Q(organisatie__isnull=False),
                name="overleg_artikel_van_iemand",
            ),
            models.CheckConstraint(
                condition=~Q(status=Artikelstand.GEPUBLICEERD)
                | Q(gepubliceerd_op__isnull=False, nakijken_op__isnull=False),
                name="overleg_artikel_met_datums",
            ),
        ]
        indexes = [
            GinIndex(OpClass(F("zoekwoorden"), name="gin_trgm_ops"), name="overleg_artikel_zoek"),
        ]

    def __str__(self) -> str:
        return self.titel

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = eigen_slug(self, self.titel, "artikel", 160)
        self.zoekwoorden = kaal(f"{self.titel} {self.samenvatting} {self.tekst}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("overleg:artikel", args=[self.slug])

    @property
    def is_openbaar(self) -> bool:
        """Whether visitors may read it now."""
        return self.openbaar and self.status == Artikelstand.GEPUBLICEERD

    @property
    def oud(self) -> bool:
        """Published, and the day on which somebody would look again has passed."""
        return (
            self.status == Artikelstand.GEPUBLICEERD
            and self.nakijken_op is not None
            and self.nakijken_op < timezone.localdate()
        )

    @property
    def toon(self) -> str:
        """Tone of the status label."""
        return ARTIKEL_TOON[self.status]

    @property
    def icoon(self) -> str:
        """Pictogram of the kind or the theme."""
        return "question-circle" if self.soort == Artikelsoort.HANDLEIDING else THEMA_ICOON[self.thema]

    @property
    def rolnamen(self) -> list[str]:
        """For whom, in words."""
        namen = dict(Rol.choices)
        return [str(namen[rol]) for rol in self.rollen if rol in namen]


class Bijlage(models.Model):
    """A file with an article. A picture can be shown within the text, by its address."""

    artikel = models.ForeignKey(Artikel, on_delete=models.CASCADE, related_name="bijlagen")
    bestand = models.OneToOneField(Bestand, on_delete=models.CASCADE, related_name="bijlage")
    label = models.CharField("wat is het?", max_length=150)

    class Meta:
        ordering = ["pk"]
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="overleg_bijlage_label")]

    def __str__(self) -> str:
        return self.label


class Verwijzing(models.Model):
    """A page that belongs with an article: material, provision, or something outside. By address, so that this room
    needs to know no other."""

    artikel = models.ForeignKey(Artikel, on_delete=models.CASCADE, related_name="verwijzingen")
    label = models.CharField("hoe heet het?", max_length=150)
    url = models.CharField("adres", max_length=300)

    class Meta:
        ordering = ["pk"]
        verbose_name = "verwijzing"
        verbose_name_plural = "verwijzingen"
        constraints = [
            models.UniqueConstraint(
                fields=["artikel", "url"],
                name="overleg_verwijzing_eenmaal",
                violation_error_message="Deze verwijzing staat er al bij.",
            ),
            models.CheckConstraint(condition=Q(url__regex=r"^(/[^/]|https://)"), name="overleg_verwijzing_url"),
        ]

    def __str__(self) -> str:
        return self.label


class Praktijkvraag(MetTijden):
    """A question of one practitioner to the others."""

    titel = models.CharField("uw vraag in één zin", max_length=160)
    tekst = models.TextField("leg uit", max_length=4000, blank=True, validators=[geen_bsn])
    thema = models.CharField(max_length=20, choices=Netwerkthema, default=Netwerkthema.OVERIG)
    leervraag = models.ForeignKey(Leervraag, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    zoekwoorden = models.TextField(blank=True, editable=False)

    objects = PraktijkvraagQuerySet.as_manager()

    class Meta:
        ordering = ["-aangemaakt_op", "-pk"]
        verbose_name = "praktijkvraag"
        verbose_name_plural = "praktijkvragen"
        constraints = [
            models.CheckConstraint(condition=~Q(titel=""), name="overleg_praktijkvraag_titel"),
            models.CheckConstraint(condition=Q(thema__in=Netwerkthema.values), name="overleg_praktijkvraag_thema"),
        ]

    def __str__(self) -> str:
        return self.titel

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.zoekwoorden = kaal(f"{self.titel} {self.tekst}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("overleg:vraag", args=[self.pk])


class Praktijkantwoord(MetTijden):
    """An answer. ``gekozen``: who asked says that this helped; at most one per question."""

    vraag = models.ForeignKey(Praktijkvraag, on_delete=models.CASCADE, related_name="antwoorden")
    tekst = models.TextField("uw antwoord", max_length=6000, validators=[geen_bsn])
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    gekozen = models.BooleanField(default=False, editable=False)

    objects = PraktijkantwoordQuerySet.as_manager()

    class Meta:
        ordering = ["-gekozen", "aangemaakt_op", "pk"]
        verbose_name = "antwoord op een praktijkvraag"
        verbose_name_plural = "antwoorden op praktijkvragen"
        constraints = [
            models.CheckConstraint(condition=~Q(tekst=""), name="overleg_antwoord_tekst"),
            models.UniqueConstraint(fields=["vraag"], condition=Q(gekozen=True), name="overleg_antwoord_een_gekozen"),
        ]

    def __str__(self) -> str:
        return self.tekst[:80]


class Nuttig(models.Model):
    """One person was helped by an answer; counted once each."""

    antwoord = models.ForeignKey(Praktijkantwoord, on_delete=models.CASCADE, related_name="nuttig")
    door = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "nuttig gevonden"
        verbose_name_plural = "nuttig gevonden"
        constraints = [models.UniqueConstraint(fields=["antwoord", "door"], name="overleg_nuttig_eenmaal")]

    def __str__(self) -> str:
        return f"{self.door} vond {self.antwoord_id} nuttig"

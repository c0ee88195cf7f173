"""Vocabularies: loaded by ``laad_basis`` from data/, and editable in the admin."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from ..choices import Domein, Niveau


class Competentie(models.Model):
    """One of the 21 competences of DigComp 2.2 (Vuorikari, Kluzer & Punie, 2022), e.g. 2.1."""

    nummer = models.CharField(primary_key=True, max_length=3)
    gebied = models.CharField(max_length=120)
    naam = models.CharField(max_length=160)
    naam_en = models.CharField("Engelse naam", max_length=160)

    class Meta:
        ordering = ["nummer"]
        verbose_name = "competentie (DigComp 2.2)"
        verbose_name_plural = "competenties (DigComp 2.2)"

    def __str__(self) -> str:
        return f"{self.nummer} {self.naam}"


class Domeinuitleg(models.Model):
    """What a domain means to a practitioner; the five codes themselves are fixed (``choices.Domein``)."""

    code = models.CharField(primary_key=True, max_length=20, choices=Domein)
    naam = models.CharField(max_length=120)
    uitleg = models.TextField()
    herkenning = models.TextField("hoe u het ziet", blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["volgorde"]
        verbose_name = "uitleg van een domein"
        verbose_name_plural = "uitleg van de domeinen"

    def __str__(self) -> str:
        return self.naam


class Niveauuitleg(models.Model):
    """What a step of the ladder means; ``herkenning`` says per domain how a practitioner recognises it."""

    rang = models.PositiveSmallIntegerField(primary_key=True, choices=Niveau)
    code = models.SlugField(max_length=20, unique=True)
    naam = models.CharField(max_length=60)
    omschrijving = models.TextField()
    herkenning = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["rang"]
        verbose_name = "uitleg van een niveau"
        verbose_name_plural = "uitleg van de niveaus"

    def __str__(self) -> str:
        return self.naam


class Doelgroep(models.Model):
    """A group that provision and material can be meant for."""

    code = models.SlugField(primary_key=True, max_length=40)
    naam = models.CharField(max_length=80)
    uitleg = models.TextField(blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"

    def __str__(self) -> str:
        return self.naam


class Taal(models.Model):
    """A language: ISO 639 code, Dutch name, its own name in its own script, and the direction it is written in."""

    code = models.CharField(primary_key=True, max_length=8)
    naam = models.CharField(max_length=80)
    eigen_naam = models.CharField(max_length=80)
    richting = models.CharField(
        max_length=3, choices=[("ltr", "links naar rechts"), ("rtl", "rechts naar links")], default="ltr"
    )
    schrift = models.CharField(max_length=40, blank=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["volgorde", "naam"]
        verbose_name = "taal"
        verbose_name_plural = "talen"

    def __str__(self) -> str:
        return self.naam


class LeervraagQuerySet(models.QuerySet["Leervraag"]):
    def themas(self) -> LeervraagQuerySet:
        """The first level: themes."""
        return self.filter(thema__isnull=True, actief=True)

    def vragen(self) -> LeervraagQuerySet:
        """The second level: learning needs as people say them, with their theme."""
        return self.filter(thema__isnull=False, actief=True).select_related("thema")


class Leervraag(models.Model):
    """A theme (no parent) or a learning need in it, in the words of the learner.

    A need is tied to DigComp 2.2 competences and one Dutch domain. ``woorden`` are the words people type for it,
    misspellings included. ``privacygevoelig``: helping with it touches DigiD, money or health.
    """

    code = models.SlugField(primary_key=True, max_length=80)
    thema = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="vragen")
    tekst = models.CharField(max_length=200)
    kort = models.CharField(max_length=80)
    uitleg = models.TextField(blank=True)
    domein = models.CharField(max_length=20, choices=Domein, blank=True)
    niveau = models.PositiveSmallIntegerField("laagste niveau", choices=Niveau, default=Niveau.STARTER)
    competenties = models.ManyToManyField(Competentie, blank=True, related_name="leervragen")
    woorden = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    pictogram = models.CharField(max_length=40, blank=True)
    privacygevoelig = models.BooleanField(default=False)
    actief = models.BooleanField(default=True)
    volgorde = models.PositiveSmallIntegerField(default=0)

    objects = LeervraagQuerySet.as_manager()

    class Meta:
        ordering = ["volgorde", "code"]
        verbose_name = "leervraag"
        verbose_name_plural = "leervragen"
        constraints = [
            # Two levels only: what has a domain is a need and has a theme; a theme has neither.
            models.CheckConstraint(
                condition=Q(thema__isnull=True, domein="") | Q(thema__isnull=False, domein__in=Domein.values),
                name="kern_leervraag_twee_lagen",
            ),
        ]
        indexes = [GinIndex(fields=["woorden"], name="kern_leervraag_woorden")]

    def __str__(self) -> str:
        return self.tekst

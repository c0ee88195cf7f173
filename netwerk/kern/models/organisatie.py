"""Organisations of the network and the places where they are."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.text import slugify

from ..choices import OrganisatieSoort
from .basis import MetTijden, MetVersie
from .gebied import Postcodegebied, Stadsdeel

#: Metres per degree on the flat: eastward at the latitude of the city (52.37), northward. One scale for every question,
#: so that an index can hold the points; elsewhere in the Netherlands distances eastward are at most 4 % off.
METER_OOST, METER_NOORD = 67_968.0, 111_320.0


class Organisatie(MetTijden, MetVersie):
    """A member of the network, or a provider that others refer to. ``uuid`` is its identity in open data (HSDS)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    naam = models.CharField(max_length=200)
    slug = models.SlugField(max_length=210, unique=True, blank=True)
    soort = models.CharField(max_length=20, choices=OrganisatieSoort)
    omschrijving = models.TextField(blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    telefoon = models.CharField(max_length=30, blank=True)
    actief = models.BooleanField(default=True)
    demo = models.BooleanField("verzonnen voor de demo", default=False)
    bron = models.CharField(
        max_length=100, blank=True, help_text="Leeg: in het portaal gemaakt. Anders: waar het vandaan komt."
    )

    class Meta:
        ordering = ["naam"]
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        constraints = [
            models.CheckConstraint(condition=~Q(naam=""), name="kern_organisatie_naam"),
            models.CheckConstraint(condition=Q(soort__in=OrganisatieSoort.values), name="kern_organisatie_soort"),
        ]

    def __str__(self) -> str:
        return self.naam

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            basis = slugify(self.naam)[:190] or "organisatie"
            self.slug = basis
            if type(self).objects.filter(slug=basis).exclude(pk=self.pk).exists():
                self.slug = f"{basis}-{self.uuid.hex[:8]}"
        super().save(*args, **kwargs)


class Locatie(MetTijden, MetVersie):
    """A place with an address; what it offers besides lessons (wifi, computers, a private room) matters to learners.

    ``stadsdeel`` repeats what ``pc4`` says, so that lists can filter on it without a join; ``save`` keeps it true.
    Unknown accessibility is null, which is something else than no.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="locaties")
    naam = models.CharField(max_length=200)
    straat = models.CharField("straat en huisnummer", max_length=200, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    plaats = models.CharField(max_length=80, blank=True)
    pc4 = models.ForeignKey(Postcodegebied, null=True, blank=True, on_delete=models.SET_NULL, related_name="locaties")
    stadsdeel = models.ForeignKey(
        Stadsdeel, null=True, blank=True, on_delete=models.SET_NULL, related_name="locaties", editable=False
    )
    lat = models.FloatField("breedtegraad", null=True, blank=True)
    lon = models.FloatField("lengtegraad", null=True, blank=True)
    route = models.CharField("hoe kom je er", max_length=300, blank=True)
    rolstoel = models.BooleanField("rolstoel kan naar binnen", null=True, blank=True)
    gratis_wifi = models.BooleanField("gratis wifi", null=True, blank=True)
    computers = models.PositiveSmallIntegerField("computers om te gebruiken", null=True, blank=True)
    prive_ruimte = models.BooleanField("aparte ruimte voor privézaken", null=True, blank=True)
    bron = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["naam"]
        verbose_name = "locatie"
        verbose_name_plural = "locaties"
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="kern_locatie_coordinaten",
            ),
        ]
        indexes = [
            # What is nearest, without looking at the rest.
            GistIndex(Func(F("lon") * METER_OOST, F("lat") * METER_NOORD, function="point"), name="kern_locatie_punt"),
        ]

    def __str__(self) -> str:
        return self.naam

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pc4 is None and self.postcode[:4].isdecimal():
            self.pc4 = Postcodegebied.objects.filter(pc4=self.postcode[:4]).first()
        self.stadsdeel_id = self.pc4.stadsdeel_id if self.pc4 else None
        if self.lat is None and self.pc4 is not None:
            self.lat, self.lon = self.pc4.lat, self.pc4.lon
        super().save(*args, **kwargs)

    @property
    def adres(self) -> str:
        """The address on one line, without what is not known."""
        regel = " ".join(deel for deel in (self.postcode, self.plaats) if deel)
        return ", ".join(deel for deel in (self.straat, regel) if deel)

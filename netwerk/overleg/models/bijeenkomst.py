"""A meeting of the network and its report, in themes."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.models import MetTijden, MetVersie, Organisatie
from netwerk.kern.validators import geen_bsn

from ..adres import eigen_slug
from ..choices import THEMA_ICOON, Netwerkthema, PuntSoort
from ..querysets import BijeenkomstQuerySet
from .bestand import Bestand

#: How long a meeting lasts when nobody said so, for the diary only.
ZONDER_EINDTIJD = timedelta(hours=2)


class Bijeenkomst(MetTijden, MetVersie):
    """A meeting. ``datum`` empty: the date is not set yet ("nog niet vastgesteld"), which is a normal state.

    ``bron`` says where a report that was made elsewhere comes from. Visible to all members: no personal data.
    """

    titel = models.CharField(max_length=200)
    slug = models.SlugField(max_length=210, unique=True, blank=True, editable=False)
    datum = models.DateField(null=True, blank=True, help_text="Leeg: de datum staat nog niet vast.")
    begintijd = models.TimeField("begint om", null=True, blank=True)
    eindtijd = models.TimeField("duurt tot", null=True, blank=True)
    plaats = models.CharField("waar", max_length=200, blank=True)
    uitnodiging = models.TextField("waar gaat het over", blank=True, validators=[geen_bsn])
    verslag = models.TextField("verslag: de inleiding", blank=True, validators=[geen_bsn])
    bron = models.CharField(max_length=200, blank=True, editable=False)
    demo = models.BooleanField("verzonnen voor de demo", default=False, editable=False)
    online_url = models.URLField("link om online mee te doen", blank=True)
    #: Identity and sequence of the diary entry: the same meeting keeps its place in everybody's diary when it moves.
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agenda_versie = models.PositiveIntegerField(default=0, editable=False)
    afgelast_op = models.DateField(null=True, blank=True, editable=False)
    afgelast_reden = models.CharField("waarom", max_length=300, blank=True, validators=[geen_bsn])

    objects = BijeenkomstQuerySet.as_manager()

    class Meta:
        ordering = [F("datum").desc(nulls_first=True), "-pk"]
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        constraints = [
            models.CheckConstraint(condition=~Q(titel=""), name="overleg_bijeenkomst_titel"),
            models.CheckConstraint(
                condition=Q(datum__isnull=False) | Q(begintijd__isnull=True, eindtijd__isnull=True),
                name="overleg_bijeenkomst_tijd_bij_datum",
                violation_error_message="Vul eerst de datum in. Zonder datum is er nog geen tijd.",
            ),
            models.CheckConstraint(
                condition=Q(eindtijd__isnull=True) | Q(eindtijd__gt=F("begintijd")),
                name="overleg_bijeenkomst_tijden",
                violation_error_message="De eindtijd ligt voor de begintijd. Kies een latere eindtijd.",
            ),
            models.CheckConstraint(
                condition=Q(afgelast_op__isnull=True) | ~Q(afgelast_reden=""), name="overleg_bijeenkomst_afgelast"
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def clean(self) -> None:
        if self.eindtijd and not self.begintijd:
            raise ValidationError({"begintijd": "Vul ook in hoe laat het begint."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = eigen_slug(self, self.titel, "bijeenkomst", 190)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("overleg:bijeenkomst", args=[self.slug])

    @property
    def is_geweest(self) -> bool:
        """Whether the day has passed. An open date has not."""
        return self.datum is not None and self.datum < timezone.localdate()

    @property
    def begin_en_eind(self) -> tuple[datetime, datetime] | None:
        """The moments for a diary, in the city's time zone; None for a meeting without date or without time."""
        if self.datum is None or self.begintijd is None:
            return None
        begin = timezone.make_aware(datetime.combine(self.datum, self.begintijd))
        eind = timezone.make_aware(datetime.combine(self.datum, self.eindtijd)) if self.eindtijd else None
        return begin, eind or begin + ZONDER_EINDTIJD

    @property
    def datum_in_woorden(self) -> str:
        """The date with the times, or that it is not set yet."""
        if self.datum is None:
            return "De datum staat nog niet vast"
        tekst = date_format(self.datum, "l j F Y")
        if self.begintijd:
            tekst += f", {self.begintijd:%H.%M}"
            tekst += f" tot {self.eindtijd:%H.%M} uur" if self.eindtijd else " uur"
        return tekst

    @property
    def stand(self) -> tuple[str, str]:
        """Label and tone of the status."""
        if self.afgelast_op:
            return "Gaat niet door", "fout"
        if self.datum is None:
            return "Datum open", "wacht"
        if self.datum == timezone.localdate():
            return "Vandaag", "bezig"
        return ("Geweest", "neutraal") if self.is_geweest else ("Gepland", "bezig")


class BijeenkomstThema(models.Model):
    """One theme of a meeting, with the conclusion those present drew."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="themas")
    thema = models.CharField(max_length=20, choices=Netwerkthema, default=Netwerkthema.OVERIG)
    titel = models.CharField(max_length=200)
    conclusie = models.TextField(blank=True, validators=[geen_bsn])
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["bijeenkomst", "volgorde", "pk"]
        verbose_name = "thema van een bijeenkomst"
        verbose_name_plural = "thema's van bijeenkomsten"
        constraints = [
            models.UniqueConstraint(fields=["bijeenkomst", "titel"], name="overleg_thema_eenmaal"),
            models.CheckConstraint(condition=Q(thema__in=Netwerkthema.values), name="overleg_thema_soort"),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def icoon(self) -> str:
        """Name of the pictogram."""
        return THEMA_ICOON[self.thema]

    @property
    def per_soort(self) -> list[tuple[str, list[Punt]]]:
        """(question, points) in the order of the brainstorm; uses what was prefetched."""
        punten = list(self.punten.all())
        groepen = [(soort.label, [punt for punt in punten if punt.soort == soort]) for soort in PuntSoort]
        return [(label, groep) for label, groep in groepen if groep]


class Punt(models.Model):
    """What was said: a dream, a way, a need. ``open_einde``: the report itself breaks off here."""

    thema = models.ForeignKey(BijeenkomstThema, on_delete=models.CASCADE, related_name="punten")
    soort = models.CharField(max_length=10, choices=PuntSoort)
    tekst = models.TextField(validators=[geen_bsn])
    open_einde = models.BooleanField("niet afgemaakt in het verslag", default=False)
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["thema", "volgorde", "pk"]
        verbose_name = "punt"
        verbose_name_plural = "punten"
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=PuntSoort.values) & ~Q(tekst=""), name="overleg_punt_soort"),
        ]

    def __str__(self) -> str:
        return self.tekst[:80]


class Presentatie(models.Model):
    """Who presented what. ``spreker`` is the organisation as the report names it, member of the portal or not."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="presentaties")
    spreker = models.CharField("wie", max_length=200)
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    onderwerp = models.CharField("waarover", max_length=300)
    link = models.URLField("link naar de presentatie", blank=True)
    bestand = models.ForeignKey(Bestand, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    volgorde = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["bijeenkomst", "volgorde", "pk"]
        verbose_name = "presentatie"
        verbose_name_plural = "presentaties"
        constraints = [
            models.UniqueConstraint(fields=["bijeenkomst", "spreker", "onderwerp"], name="overleg_presentatie_eenmaal"),
        ]

    def __str__(self) -> str:
        return f"{self.spreker}: {self.onderwerp}"

"""Stored summaries: raw counts of a quarter that still runs, and what may be shown of one that is over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Stadsdeel

#: Quarters as in ``periode.Kwartaal.code``.
KWARTAAL = r"^20\d\d-k[1-4]$"


class Bouwsteen(models.Model):
    """A raw count, small ones included. Only the refreshing command sees these (row-level policy, migration 0001).

    They exist while the quarter runs and until it is published; then they are thrown away.
    """

    soort = models.CharField(max_length=80)
    kwartaal = models.CharField(max_length=8)
    rij = models.CharField(max_length=60)
    kolom = models.CharField(max_length=60)
    aantal = models.PositiveIntegerField()
    geteld_op = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["soort", "kwartaal", "rij", "kolom"]
        verbose_name = "bouwsteen van de cijfers"
        verbose_name_plural = "bouwstenen van de cijfers"
        constraints = [
            models.UniqueConstraint(fields=["kwartaal", "soort", "rij", "kolom"], name="rapportage_bouwsteen_eenmaal"),
            models.CheckConstraint(condition=Q(kwartaal__regex=KWARTAAL), name="rapportage_bouwsteen_kwartaal"),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.kwartaal} {self.rij} {self.kolom}"


class Publicatie(models.Model):
    """The figures of one group (learners, referrals, supply …) in one quarter, as they may be shown.

    ``inhoud`` holds rows, columns and cells, hidden ones as null (``publiceren``); ``totalen`` the totals per row, for
    lines over time. ``definitief``: about people, or the quarter is over; the database refuses to change it, since two
    versions of one table give away whoever is in the difference.
    """

    groep = models.CharField(max_length=20)
    kwartaal = models.CharField(max_length=8)
    inhoud = models.JSONField(default=dict)
    totalen = models.JSONField(default=dict)
    berekend_op = models.DateTimeField(default=timezone.now)
    definitief = models.BooleanField(default=False)

    class Meta:
        ordering = ["-kwartaal", "groep"]
        verbose_name = "gepubliceerde cijfers"
        verbose_name_plural = "gepubliceerde cijfers"
        constraints = [
            models.UniqueConstraint(fields=["kwartaal", "groep"], name="rapportage_publicatie_eenmaal"),
            models.CheckConstraint(condition=Q(kwartaal__regex=KWARTAAL), name="rapportage_publicatie_kwartaal"),
        ]

    def __str__(self) -> str:
        return f"{self.groep} {self.kwartaal}"


class Behoefte(MetTijden, MetVersie):
    """How many people in a district are estimated to need help, and who says so. Empty means: not known."""

    stadsdeel = models.OneToOneField(Stadsdeel, on_delete=models.CASCADE, related_name="+")
    aantal = models.PositiveIntegerField("geschat aantal inwoners dat hulp nodig heeft", null=True, blank=True)
    bron = models.CharField("bron", max_length=200, blank=True)
    bron_url = models.URLField("adres van de bron", blank=True)
    peiljaar = models.PositiveSmallIntegerField("jaar van de schatting", null=True, blank=True)
    gewijzigd_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        ordering = ["stadsdeel__volgorde"]
        verbose_name = "geschatte behoefte"
        verbose_name_plural = "geschatte behoefte per stadsdeel"
        constraints = [
            models.CheckConstraint(
                condition=Q(aantal__isnull=True) | ~Q(bron=""),
                name="rapportage_behoefte_met_bron",
                violation_error_message="Vul in waar dit getal vandaan komt.",
            ),
            models.CheckConstraint(
                condition=Q(peiljaar__isnull=True) | Q(peiljaar__range=(2000, 2100)),
                name="rapportage_behoefte_peiljaar",
                violation_error_message="Vul een jaartal in, bijvoorbeeld 2025.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stadsdeel}: {self.aantal or 'niet bekend'}"

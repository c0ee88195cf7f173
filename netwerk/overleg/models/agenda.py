"""The agenda of a meeting, and the points that the portal proposes from its own figures."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from netwerk.kern.models import Organisatie, Stadsdeel
from netwerk.kern.validators import geen_bsn

from ..choices import Netwerkthema
from .bijeenkomst import Bijeenkomst
from .suggestie import Agendasuggestie


class Agendavoorstel(models.Model):
    """Something the figures say that asks for a conversation. Written from above (``netwerk.portaal``), shown here.

    ``code`` identifies it, so that computing again changes the row and never doubles it. ``waarde`` is the figure in
    words ("minder dan 5" where people are counted). Without persons. ``weggelegd_op``: the secretary put it aside; it
    comes back when the figure changes. ``actueel`` false: the figures no longer say so.
    """

    code = models.CharField(max_length=80, unique=True)
    thema = models.CharField(max_length=20, choices=Netwerkthema, default=Netwerkthema.OVERIG)
    titel = models.CharField(max_length=160)
    toelichting = models.TextField(max_length=2000, blank=True)
    waarde = models.CharField(max_length=80)
    stadsdeel = models.ForeignKey(Stadsdeel, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    url = models.CharField("waar de cijfers staan", max_length=300, blank=True)
    berekend_op = models.DateTimeField(default=timezone.now)
    actueel = models.BooleanField(default=True)
    weggelegd_op = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["thema", "titel"]
        verbose_name = "voorstel uit de cijfers"
        verbose_name_plural = "voorstellen uit de cijfers"
        constraints = [
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(titel="") & ~Q(waarde=""), name="overleg_agendavoorstel_gevuld"
            ),
            models.CheckConstraint(condition=Q(thema__in=Netwerkthema.values), name="overleg_agendavoorstel_thema"),
            # Only addresses of our own: the row comes from another room and becomes a link.
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex=r"^/[^/]") | Q(url="/"), name="overleg_agendavoorstel_url"
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Agendapunt(models.Model):
    """One point of the agenda: the secretary's own, or from a suggestion or a figure."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="agendapunten")
    volgorde = models.PositiveSmallIntegerField(default=0)
    titel = models.CharField("punt", max_length=160)
    toelichting = models.TextField(max_length=2000, blank=True, validators=[geen_bsn])
    minuten = models.PositiveSmallIntegerField(
        "hoeveel minuten", default=15, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    wie = models.CharField("wie leidt dit in", max_length=150, blank=True)
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    suggestie = models.ForeignKey(
        Agendasuggestie, null=True, blank=True, on_delete=models.SET_NULL, related_name="agendapunten"
    )
    voorstel = models.ForeignKey(
        Agendavoorstel, null=True, blank=True, on_delete=models.SET_NULL, related_name="agendapunten"
    )

    class Meta:
        ordering = ["bijeenkomst", "volgorde", "pk"]
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        constraints = [
            models.CheckConstraint(condition=~Q(titel=""), name="overleg_agendapunt_titel"),
            models.CheckConstraint(condition=Q(minuten__range=(1, 480)), name="overleg_agendapunt_minuten"),
            models.UniqueConstraint(fields=["bijeenkomst", "suggestie"], name="overleg_agendapunt_suggestie"),
            models.UniqueConstraint(fields=["bijeenkomst", "voorstel"], name="overleg_agendapunt_voorstel"),
        ]

    def __str__(self) -> str:
        return self.titel

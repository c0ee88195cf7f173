"""What members want to talk about, and who else wants that."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie
from netwerk.kern.validators import geen_bsn

from ..choices import SUGGESTIE_TOON, Netwerkthema, SuggestieStatus
from ..querysets import SuggestieQuerySet
from .bijeenkomst import Bijeenkomst


class Agendasuggestie(MetTijden, MetVersie):
    """A point for an agenda, by a member for their organisation. Names of professionals are visible in the network."""

    bijeenkomst = models.ForeignKey(Bijeenkomst, on_delete=models.CASCADE, related_name="suggesties")
    thema = models.CharField(max_length=20, choices=Netwerkthema, default=Netwerkthema.OVERIG)
    titel = models.CharField("waar moet het over gaan?", max_length=160)
    toelichting = models.TextField("waarom is dit nodig?", max_length=2000, blank=True, validators=[geen_bsn])
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=12, choices=SuggestieStatus, default=SuggestieStatus.VOORGESTELD)

    objects = SuggestieQuerySet.as_manager()

    class Meta:
        ordering = ["-aangemaakt_op"]
        verbose_name = "agendasuggestie"
        verbose_name_plural = "agendasuggesties"
        constraints = [
            models.CheckConstraint(condition=~Q(titel=""), name="overleg_suggestie_titel"),
            models.CheckConstraint(condition=Q(status__in=SuggestieStatus.values), name="overleg_suggestie_status"),
            models.CheckConstraint(condition=Q(thema__in=Netwerkthema.values), name="overleg_suggestie_thema"),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return f"{reverse('overleg:suggesties')}#suggestie-{self.pk}"

    @property
    def toon(self) -> str:
        """Tone of the status label."""
        return SUGGESTIE_TOON[self.status]


class Steun(models.Model):
    """One person finds this suggestion important; the database counts each person once."""

    suggestie = models.ForeignKey(Agendasuggestie, on_delete=models.CASCADE, related_name="steunen")
    door = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    wanneer = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["wanneer"]
        verbose_name = "steun"
        verbose_name_plural = "steun"
        constraints = [models.UniqueConstraint(fields=["suggestie", "door"], name="overleg_steun_eenmaal")]

    def __str__(self) -> str:
        return f"{self.door} steunt {self.suggestie}"

"""A version of the questionnaire as stored data."""

from __future__ import annotations

from functools import lru_cache

from django.db import models
from django.db.models import Q

from ..choices import VersieStatus
from ..vragenlijst import Vertaling, Vragenlijst, maak_vertaling, maak_vragenlijst


class VragenlijstversieManager(models.Manager["Vragenlijstversie"]):
    def uitgegeven(self) -> models.QuerySet[Vragenlijstversie]:
        """The published version without its content, if there is one."""
        return self.filter(status=VersieStatus.GEPUBLICEERD).defer("inhoud", "vertalingen")

    def huidige(self) -> Vragenlijstversie:
        """The published version new intakes use; DoesNotExist when none was loaded (``laad_vragenlijst``)."""
        return self.get(status=VersieStatus.GEPUBLICEERD)


class Vragenlijstversie(models.Model):
    """A version of the questionnaire. Once published its questions never change: the database refuses it (trigger).

    ``inhoud`` and ``vertalingen`` are the content of the files; :meth:`als_vragenlijst` gives the pure object. A
    running intake keeps the version it started with. Translations of a published version may be put right when a
    native reader finds a mistake: what was asked in Dutch, and so what an answer means, stays the same.
    """

    nummer = models.PositiveIntegerField(unique=True)
    titel = models.CharField(max_length=200)
    inhoud = models.JSONField()
    vertalingen = models.JSONField(default=dict)
    status = models.CharField(max_length=20, choices=VersieStatus, default=VersieStatus.CONCEPT)
    gepubliceerd_op = models.DateTimeField(null=True, blank=True)

    objects = VragenlijstversieManager()

    class Meta:
        ordering = ["-nummer"]
        verbose_name = "versie van de vragenlijst"
        verbose_name_plural = "versies van de vragenlijst"
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="gepubliceerd"), name="intake_een_versie_gepubliceerd"
            ),
            models.CheckConstraint(
                condition=Q(status="concept") | Q(gepubliceerd_op__isnull=False), name="intake_versie_gepubliceerd_op"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel}, versie {self.nummer}"

    def als_vragenlijst(self) -> Vragenlijst:
        """The questionnaire as the pure modules use it; a published one is parsed once per process."""
        if self.status == VersieStatus.CONCEPT:
            return maak_vragenlijst(self.inhoud)
        return _gepubliceerd(self.pk)

    def vertaling(self, taal: str) -> Vertaling | None:
        """The learner's side in this language, or None when this version has no translation in it."""
        opgeslagen = type(self).objects.filter(pk=self.pk).values_list(f"vertalingen__{taal}", flat=True).first()
        return maak_vertaling(opgeslagen, self.als_vragenlijst()) if opgeslagen else None


@lru_cache(maxsize=32)
def _gepubliceerd(pk: int) -> Vragenlijst:
    return maak_vragenlijst(Vragenlijstversie.objects.values_list("inhoud", flat=True).get(pk=pk))

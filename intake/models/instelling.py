"""What an organisation asks about the person, and what it leaves out. No personal data."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from netwerk.kern.models import Gebruiker, Organisatie

from ..choices import Sectie


class Intakeinstelling(models.Model):
    """The sections an organisation switched off; no row: it asks everything.

    Switching off hides the questions. What was noted earlier stays in the file until the learner or the coach has it
    erased: switching a section off by mistake must lose nothing.
    """

    organisatie = models.OneToOneField(Organisatie, on_delete=models.CASCADE, related_name="+", primary_key=True)
    uit = ArrayField(models.CharField(max_length=20, choices=Sectie), default=list, blank=True)
    gewijzigd_op = models.DateTimeField(auto_now=True)
    gewijzigd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "instelling van de intake"
        verbose_name_plural = "instellingen van de intake"

    def __str__(self) -> str:
        return f"Intake bij {self.organisatie}"

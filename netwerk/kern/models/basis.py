"""Abstract parts that models of every room are made of."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class MetTijden(models.Model):
    """When a record was made and last changed."""

    aangemaakt_op = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)
    gewijzigd_op = models.DateTimeField("gewijzigd op", auto_now=True, editable=False)

    class Meta:
        abstract = True


class MetVersie(models.Model):
    """A counter that goes up with every change, so that a stale form cannot overwrite what someone else saved.

    Forms carry it in a hidden field (``netwerk.kern.forms.VersieFormulier``); transitions and actions compare it under
    a row lock (``netwerk.kern.workflow``).
    """

    versie = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

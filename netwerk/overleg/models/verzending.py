"""What every mail that goes to many has: one row per recipient, whose state survives a crash."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from ..choices import Verzendstand


class MetVerzending(models.Model):
    """The state of one mail to one recipient (:mod:`netwerk.overleg.verzenden` moves it).

    ``bericht_id`` is fixed before sending, so that a mail server and a bounce can name the row. ``opnieuw_na``: not
    tried again before this moment.
    """

    verzendstand = models.CharField(max_length=10, choices=Verzendstand, default=Verzendstand.NIET, editable=False)
    pogingen = models.PositiveSmallIntegerField(default=0, editable=False)
    opnieuw_na = models.DateTimeField(default=timezone.now, editable=False)
    verzonden_op = models.DateTimeField(null=True, blank=True, editable=False)
    verzendfout = models.CharField(max_length=200, blank=True, editable=False)
    bericht_id = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

"""What is asked of a volunteer per role: policy as dated rows, so that an old match can be judged by the old rule."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from netwerk.kern.models import MetTijden, Organisatie

from ..choices import HulpRol


class EisQuerySet(models.QuerySet["Eis"]):
    def geldend(self, rol: str, organisatie_id: int | None, op: date) -> Eis | None:
        """The policy in force on a day: the organisation's own one before the network's, the newest before older."""
        return (
            self.filter(rol=rol, geldig_vanaf__lte=op)
            .filter(Q(organisatie_id=organisatie_id) | Q(organisatie__isnull=True))
            .order_by(models.F("organisatie").asc(nulls_last=True), "-geldig_vanaf")
            .first()
        )


class Eis(MetTijden):
    """What one role asks from ``geldig_vanaf`` on. Rows are added, not changed: that makes the policy versioned.

    ``organisatie`` empty: the network's advice, for who set nothing of its own. ``vog_maanden``: how long a VOG counts
    from its date (the network advises 36). Privacy-sensitive help always asks VOG, confidentiality and the privacy
    module, whatever stands here: the database enforces that (migration 0002).
    """

    rol = models.CharField(max_length=20, choices=HulpRol)
    organisatie = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    geldig_vanaf = models.DateField()
    vog = models.BooleanField("VOG nodig", default=False)
    vog_maanden = models.PositiveSmallIntegerField("VOG geldig (maanden)", default=36)
    geheimhouding = models.BooleanField("geheimhouding tekenen", default=False)
    referentie = models.BooleanField("referentie nodig", default=False)
    modules = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    objects = EisQuerySet.as_manager()

    class Meta:
        ordering = ["rol", "organisatie", "-geldig_vanaf"]
        verbose_name = "eis per rol"
        verbose_name_plural = "eisen per rol"
        constraints = [
            models.UniqueConstraint(
                fields=["rol", "organisatie", "geldig_vanaf"], nulls_distinct=False, name="vrijwilligers_eis_eenmaal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()} vanaf {self.geldig_vanaf:%d-%m-%Y}"

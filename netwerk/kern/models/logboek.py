"""What happened (append-only) and which forms came in (so that a double submit is one submit)."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from ..privacy import persoonsgegevens
from .gebruiker import Gebruiker


class GebeurtenisQuerySet(models.QuerySet["Gebeurtenis"]):
    def over(self, voorwerp: models.Model) -> GebeurtenisQuerySet:
        """Everything logged about one record, newest first."""
        return self.filter(model=voorwerp._meta.label_lower, object_id=str(voorwerp.pk))


#: How long a line of the log stays; until then the database refuses to delete it (migration 0005 has the same number).
LOGBOEK_DAGEN = 5 * 365


@persoonsgegevens(
    "Kunnen nagaan wie gegevens zag, meenam of wijzigde",
    grond="wettelijke plicht (AVG art. 5 lid 2 en art. 32)",
    bewaren_dagen=LOGBOEK_DAGEN,
    vanaf="wanneer",
)
class Gebeurtenis(models.Model):
    """One line of the log: who did what to which record, when. The database refuses UPDATE and DELETE (migration 0002).

    ``organisaties`` are the ids of the organisations that may read the line: a referral has two. It is an array and no
    foreign key, since the row-level policy compares it with the scope in one overlap.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wanneer = models.DateTimeField(default=timezone.now, editable=False)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    door_tekst = models.CharField(
        max_length=150, blank=True, help_text="Wie, als het geen gebruiker was (ondertekende link, opdracht)."
    )
    soort = models.CharField(max_length=60)
    model = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    organisaties = ArrayField(models.BigIntegerField(), default=list)
    gegevens = models.JSONField(default=dict)

    objects = GebeurtenisQuerySet.as_manager()

    class Meta:
        ordering = ["-wanneer"]
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        indexes = [
            # Gebeurtenis.objects.over(x): the timeline on every detail page.
            models.Index(fields=["model", "object_id", "-wanneer"], name="kern_gebeurtenis_over"),
            # The row-level policy: organisaties && scope.
            GinIndex(fields=["organisaties"], name="kern_gebeurtenis_orgs"),
        ]

    def __str__(self) -> str:
        return f"{self.wanneer:%Y-%m-%d %H:%M} {self.soort}"

    @property
    def wie(self) -> str:
        """The name to show: a user, or what acted instead of one."""
        return str(self.door) if self.door else (self.door_tekst or "Systeem")


class InzendingManager(models.Manager["Inzending"]):
    def claim(self, sleutel: uuid.UUID, door: Gebruiker | None) -> tuple[Inzending, bool]:
        """Claim a form's key: (inzending, True) the first time, (the earlier one, False) on a repeat.

        Call inside the request's transaction: a second submit at the same moment waits for the first to commit.
        """
        return self.get_or_create(sleutel=sleutel, defaults={"door": door})


@persoonsgegevens(
    "Een formulier dat twee keer wordt verstuurd één keer verwerken",
    grond="gerechtvaardigd belang (AVG art. 6 lid 1 f)",
    bewaren_dagen=30,
    vanaf="wanneer",
    zonder_beleid="een willekeurige sleutel en een adres, ook voor wie niet is ingelogd",
)
class Inzending(models.Model):
    """A form that came in, by the random key it carried; ``doel_url`` is where its first submit led."""

    sleutel = models.UUIDField(primary_key=True)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.CASCADE, related_name="+")
    doel_url = models.CharField(max_length=500, blank=True)
    wanneer = models.DateTimeField(default=timezone.now)

    objects = InzendingManager()

    class Meta:
        verbose_name = "inzending"
        verbose_name_plural = "inzendingen"

    def __str__(self) -> str:
        return f"{self.sleutel} → {self.doel_url}"

    def rond_af(self, doel_url: str) -> None:
        """Remember where the first submit led, for whoever repeats it."""
        self.doel_url = doel_url
        self.save(update_fields=["doel_url"])

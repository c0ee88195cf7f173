"""What keeps the loop of a referral closed: reminders, messages on the card, attendance, and the second person."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.validators import geen_bsn

from ..choices import Kant, Seinsoort
from .doorverwijzing import Doorverwijzing


class DrieDagen(models.Func):
    """``[day, day + 3)``: two reminders to the same side may not overlap in this."""

    template = "daterange(%(expressions)s, %(expressions)s + 3, '[)')"
    output_field = DateRangeField()


class VanDoorverwijzing(models.Model):
    """A row that belongs to one referral. Both organisations stand in it, so that the row policy needs no join."""

    doorverwijzing = models.ForeignKey(Doorverwijzing, on_delete=models.CASCADE, related_name="%(class)s_rijen")
    van_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naar_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


@persoonsgegevens(
    "Weten wie wanneer aan een doorverwijzing is herinnerd",
    grond="gerechtvaardigd belang",
    bewaren_dagen=730,
    vanaf="gemaakt_op",
)
class Sein(VanDoorverwijzing):
    """A message the clock sends: a reminder, an escalation, or that a referral expired. Also its outbox line.

    ``uiterlijk`` is the due date it was about; together with ``kant`` it tells which round of waiting it belongs to.
    ``poging_op`` is committed before the mail goes out and ``gemaild_op`` after: a process that dies in between leaves
    a line that is not sent again, since a second mail is worse than a late one (the portal shows it all the same).
    The database itself refuses two reminders to one side of one referral within three days.
    """

    soort = models.CharField(max_length=12, choices=Seinsoort)
    kant = models.CharField(max_length=10, choices=Kant)
    dag = models.DateField()
    uiterlijk = models.DateField()
    aan = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    naam = models.CharField(max_length=150)
    poging_op = models.DateTimeField(null=True, blank=True)
    gemaild_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-dag", "-pk"]
        verbose_name = "sein"
        verbose_name_plural = "seinen"
        constraints = [
            models.CheckConstraint(condition=~Q(naam=""), name="sein_aan_iemand"),
            models.CheckConstraint(
                condition=Q(gemaild_op__isnull=True) | Q(poging_op__isnull=False), name="sein_poging_voor_mail"
            ),
            models.UniqueConstraint(
                fields=["doorverwijzing", "kant"], condition=Q(soort=Seinsoort.VERLOPEN), name="sein_verlopen_eenmaal"
            ),
            ExclusionConstraint(
                name="sein_niet_binnen_drie_dagen",
                expressions=[
                    (F("doorverwijzing"), RangeOperators.EQUAL),
                    (F("kant"), RangeOperators.EQUAL),
                    (DrieDagen(F("dag")), RangeOperators.OVERLAPS),
                ],
                condition=~Q(soort=Seinsoort.VERLOPEN),
            ),
        ]
        indexes = [
            models.Index(fields=["van_organisatie"], name="sein_van"),
            models.Index(fields=["naar_organisatie"], name="sein_naar"),
            models.Index(fields=["id"], condition=Q(poging_op__isnull=True), name="sein_te_mailen"),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} aan {self.naam}, {self.dag:%Y-%m-%d}"


@persoonsgegevens("Overleg over een aanmelding", grond="toestemming", bewaren_dagen=730, vanaf="gemaakt_op")
class DoorverwijzingBericht(VanDoorverwijzing):
    """A message on the card, read by both sides only. Withdrawing the card erases the thread with it.

    ``organisatie`` is the side that wrote it; ``door`` is empty for who wrote through a signed link.
    """

    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(max_length=1000, validators=[geen_bsn])
    door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    door_tekst = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["gemaakt_op", "pk"]
        verbose_name = "bericht bij een doorverwijzing"
        verbose_name_plural = "berichten bij doorverwijzingen"
        constraints = [
            models.CheckConstraint(condition=Q(tekst__regex=r"\S"), name="bericht_met_tekst"),
            models.CheckConstraint(
                condition=Q(organisatie=F("van_organisatie")) | Q(organisatie=F("naar_organisatie")),
                name="bericht_van_een_partij",
            ),
        ]
        indexes = [
            models.Index(fields=["van_organisatie"], name="dv_bericht_van"),
            models.Index(fields=["naar_organisatie"], name="dv_bericht_naar"),
        ]

    def __str__(self) -> str:
        return f"Bericht van {self.gemaakt_op:%Y-%m-%d}"

    @property
    def wie(self) -> str:
        """Who wrote it."""
        return str(self.door) if self.door else self.door_tekst


@persoonsgegevens("Bijhouden of een leerder komt", grond="toestemming", bewaren_dagen=730, vanaf="gemaakt_op")
class Aanwezigheid(VanDoorverwijzing):
    """Whether the learner came on one day. One line a day; correcting overwrites it."""

    dag = models.DateField()
    aanwezig = models.BooleanField()
    door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-dag"]
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheid"
        constraints = [models.UniqueConstraint(fields=["doorverwijzing", "dag"], name="aanwezigheid_eenmaal_per_dag")]
        indexes = [
            models.Index(fields=["van_organisatie"], name="aanwezigheid_van"),
            models.Index(fields=["naar_organisatie"], name="aanwezigheid_naar"),
        ]

    def __str__(self) -> str:
        return f"{self.dag:%Y-%m-%d}: {'aanwezig' if self.aanwezig else 'afwezig'}"


class TweedePersoon(models.Model):
    """Who hears it when the first person of an organisation stays silent. A name of a member, chosen by its manager."""

    organisatie = models.OneToOneField(Organisatie, on_delete=models.CASCADE, related_name="+")
    gebruiker = models.ForeignKey(
        Gebruiker, on_delete=models.CASCADE, related_name="+", verbose_name="wie hoort het als het stil blijft"
    )
    gewijzigd_op = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        verbose_name = "tweede persoon"
        verbose_name_plural = "tweede personen"

    def __str__(self) -> str:
        return f"{self.gebruiker} voor {self.organisatie}"

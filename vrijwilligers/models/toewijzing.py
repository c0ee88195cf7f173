"""A proposal for the whole city (or one district): who could help whom. Stored, accepted line by line."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from netwerk.kern.models import Gebruiker, MetTijden, Organisatie, Stadsdeel
from netwerk.kern.privacy import persoonsgegevens

from .hulp import Hulpvraag
from .vrijwilliger import Vrijwilliger


class RegelStand(models.TextChoices):
    """What a coordinator did with a line of the city-wide proposal."""

    OPEN = "open", "Nog kiezen"
    AANGENOMEN = "aangenomen", "Voorgesteld"
    DOORGEZET = "doorgezet", "Doorgezet"
    OVERGESLAGEN = "overgeslagen", "Overgeslagen"


class Toewijzingsronde(MetTijden):
    """One computation, with its totals beside those of first come, first served. No personal data: counts only.

    ``totaal`` is in thousandths of a point (``toewijzen.waarde``); ``langst_zonder`` the longest wait in days of who
    got nobody; ``duur_ms`` from rows in the database to stored proposal.
    """

    stadsdeel = models.ForeignKey(Stadsdeel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    gemaakt_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    vragen = models.PositiveIntegerField(default=0)
    plekken = models.PositiveIntegerField(default=0)
    geholpen = models.PositiveIntegerField(default=0)
    geholpen_op_volgorde = models.PositiveIntegerField(default=0)
    totaal = models.BigIntegerField(default=0)
    totaal_op_volgorde = models.BigIntegerField(default=0)
    gemiddeld = models.FloatField(default=0)
    gemiddeld_op_volgorde = models.FloatField(default=0)
    langst_zonder = models.PositiveIntegerField(null=True, blank=True)
    langst_zonder_op_volgorde = models.PositiveIntegerField(null=True, blank=True)
    duur_ms = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "ronde"
        verbose_name_plural = "rondes"
        constraints = [
            models.CheckConstraint(
                condition=Q(totaal__gte=models.F("totaal_op_volgorde")), name="vrijwilligers_ronde_niet_onder_volgorde"
            )
        ]

    def __str__(self) -> str:
        return f"Voorstel voor {self.stadsdeel or 'de hele stad'}"

    def get_absolute_url(self) -> str:
        return reverse("vrijwilligers:verdeling")


@persoonsgegevens(
    "Voorstellen wie wie kan helpen",
    grond="toestemming van de leerder (AVG art. 6 lid 1 a)",
    bewaren_dagen=30,
    vanaf="aangemaakt",
)
class Toewijzingsregel(models.Model):
    """One request in a round. ``organisatie`` looks for the volunteer, and only it sees the line.

    ``vrijwilliger`` may belong to another organisation (``bij``) or to the pool (``bij`` empty); then the page names no
    one. ``waarom``: the reason in words when there is nobody. ``op_volgorde``: what first come first served would give:
    "zelfde", "ander" or "" for nobody.
    """

    # No index of their own: those of the uniqueness and of the list begin with them.
    ronde = models.ForeignKey(Toewijzingsronde, on_delete=models.CASCADE, related_name="regels", db_index=False)
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+", db_index=False)
    hulpvraag = models.ForeignKey(Hulpvraag, on_delete=models.CASCADE, related_name="+")
    vrijwilliger = models.ForeignKey(Vrijwilliger, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    bij = models.ForeignKey(Organisatie, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(null=True, blank=True)
    waarom = models.CharField(max_length=200, blank=True)
    passend = models.PositiveIntegerField(default=0)
    wachtdagen = models.PositiveIntegerField(default=0)
    op_volgorde = models.CharField(max_length=8, blank=True)
    stand = models.CharField(max_length=12, choices=RegelStand, default=RegelStand.OPEN)

    class Meta:
        ordering = ["-wachtdagen", "pk"]
        verbose_name = "regel van een voorstel"
        verbose_name_plural = "regels van een voorstel"
        constraints = [
            models.UniqueConstraint(fields=["ronde", "hulpvraag"], name="vrijwilligers_regel_eenmaal"),
            models.CheckConstraint(
                condition=(Q(vrijwilliger__isnull=True) & ~Q(waarom="")) | Q(vrijwilliger__isnull=False, waarom=""),
                name="vrijwilligers_regel_iemand_of_waarom",
            ),
        ]
        indexes = [
            models.Index(fields=["organisatie", "ronde", "-wachtdagen"], name="vrijwilligers_regel_lijst"),
        ]

    def __str__(self) -> str:
        return f"{self.hulpvraag_id} → {self.vrijwilliger_id or 'niemand'}"

    @property
    def soort(self) -> str:
        """Whose volunteer it is, for who reads the line: eigen, pool, elders or niemand."""
        if self.vrijwilliger_id is None:
            return "niemand"
        if self.bij_id is None:
            return "pool"
        return "eigen" if self.bij_id == self.organisatie_id else "elders"

"""The inventory by the neutral curator, and the gaps that people report."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.choices import Niveau, niveaunaam
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, MetTijden, Organisatie

from ..choices import Oordeel


class Inventarisatieoordeel(MetTijden):
    """A dated verdict on one cell: need × level or need × target group. The newest one counts."""

    leervraag = models.ForeignKey(Leervraag, on_delete=models.PROTECT, related_name="+")
    niveau = models.PositiveSmallIntegerField(null=True, blank=True, choices=Niveau)
    doelgroep = models.ForeignKey(Doelgroep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    oordeel = models.CharField(max_length=10, choices=Oordeel)
    reden = models.TextField(max_length=1000)
    vult_gat = models.TextField("wat zou dit gat vullen", max_length=500, blank=True)
    op = models.DateField(default=timezone.localdate, editable=False)
    herzien_op = models.DateField("opnieuw bekijken op")
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)

    class Meta:
        ordering = ["-op", "-pk"]
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"
        constraints = [
            models.CheckConstraint(
                condition=Q(niveau__isnull=False) | Q(doelgroep__isnull=False), name="leermateriaal_oordeel_cel"
            ),
            models.CheckConstraint(condition=Q(herzien_op__gte=F("op")), name="leermateriaal_oordeel_herzien"),
            models.CheckConstraint(condition=Q(oordeel__in=Oordeel.values), name="leermateriaal_oordeel_soort"),
        ]
        indexes = [
            models.Index(fields=["leervraag", "niveau", "doelgroep", "-op"], name="leermateriaal_oordeel_laatste")
        ]

    def __str__(self) -> str:
        return f"{self.leervraag_id}: {self.get_oordeel_display()}"

    def get_absolute_url(self) -> str:
        """The page of its cell."""
        if self.niveau is not None:
            return reverse("leermateriaal:cel", args=[self.leervraag_id, self.niveau])
        return reverse("leermateriaal:groepcel", args=[self.leervraag_id, self.doelgroep_id])

    @property
    def vak(self) -> str:
        """The cell along its axis, in words."""
        return str(self.doelgroep or niveaunaam(self.niveau))


class Gemis(MetTijden):
    """Somebody looked for material that is not there: what was searched for, and in own words what is missing."""

    leervraag = models.ForeignKey(Leervraag, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    niveau = models.PositiveSmallIntegerField(null=True, blank=True, choices=Niveau)
    zoekterm = models.CharField("gezocht op", max_length=100, blank=True)
    tekst = models.TextField("wat ontbreekt", max_length=500)
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    afgehandeld_op = models.DateTimeField(null=True, blank=True, editable=False)
    afgehandeld_door = models.ForeignKey(
        Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    antwoord = models.CharField("wat is ermee gedaan", max_length=300, blank=True)

    class Meta:
        ordering = ["-aangemaakt_op"]
        verbose_name = "gemis"
        verbose_name_plural = "gemis"
        constraints = [
            models.CheckConstraint(
                condition=Q(afgehandeld_op__isnull=True) | ~Q(antwoord=""), name="leermateriaal_gemis_antwoord"
            )
        ]
        indexes = [
            # The inventory counts what is missed per need.
            models.Index(
                fields=["leervraag", "niveau"],
                condition=Q(afgehandeld_op__isnull=True),
                name="leermateriaal_gemis_open",
            )
        ]

    def __str__(self) -> str:
        return self.tekst[:60]


class Matrixcel(models.Model):
    """A stored cell of the inventory: need × level (``doelgroep`` null) or need × group (``niveau`` null).

    Refreshed per need when a material or an experience changes (``inventaris.ververs_cellen``). ``algemeen`` counts
    materials without target group in a group's cell; ``aantal`` those made for it. A missing row means no supply.
    """

    leervraag = models.ForeignKey(Leervraag, on_delete=models.CASCADE, related_name="+")
    niveau = models.PositiveSmallIntegerField(null=True, choices=Niveau)
    doelgroep = models.ForeignKey(Doelgroep, null=True, on_delete=models.CASCADE, related_name="+")
    aantal = models.PositiveIntegerField(default=0)
    algemeen = models.PositiveIntegerField(default=0)
    ervaringen = models.PositiveIntegerField(default=0)
    beste = models.ForeignKey("leermateriaal.Celscore", null=True, on_delete=models.SET_NULL, related_name="+")
    berekend_op = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "vak van de inventaris"
        verbose_name_plural = "vakken van de inventaris"
        constraints = [
            models.UniqueConstraint(
                fields=["leervraag", "niveau", "doelgroep"], nulls_distinct=False, name="leermateriaal_vak_eenmaal"
            ),
            models.CheckConstraint(
                condition=Q(niveau__isnull=True) ^ Q(doelgroep__isnull=True), name="leermateriaal_vak_een_as"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leervraag_id} {self.niveau if self.doelgroep_id is None else self.doelgroep_id}: {self.aantal}"


class Belang(MetTijden):
    """A curator's declared interest in a publisher: a member of the network, or an outside party by name.

    As long as it runs, the curator does not judge that publisher's material, nor a cell it stands in; triggers refuse
    it (migration 0004). Ended interests stay on the page.
    """

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="+", editable=False)
    organisatie = models.ForeignKey(
        Organisatie,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="uitgever in het netwerk",
    )
    uitgever = models.CharField("andere uitgever", max_length=200, blank=True)
    uitleg = models.CharField("wat is het belang", max_length=300)
    vanaf = models.DateField(default=timezone.localdate, editable=False)
    tot = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["tot", "-vanaf", "-pk"]
        verbose_name = "belang"
        verbose_name_plural = "belangen"
        constraints = [
            models.CheckConstraint(
                condition=(Q(organisatie__isnull=True) & ~Q(uitgever="")) | Q(organisatie__isnull=False, uitgever=""),
                name="leermateriaal_belang_uitgever",
                violation_error_message="Kies een uitgever in het netwerk, of vul een andere in. Niet allebei.",
            ),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("vanaf")), name="leermateriaal_belang_tot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker}: {self.uitgever_naam}"

    @property
    def uitgever_naam(self) -> str:
        """The publisher in words."""
        return self.organisatie.naam if self.organisatie else self.uitgever

"""What the network asks of the municipality, with the figures, who else says so, and the answer: a closed loop."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie, Stadsdeel
from netwerk.kern.validators import geen_bsn

from ..choices import SIGNAAL_OPEN, SIGNAAL_TOON, Signaalsoort, Signaalstand
from ..querysets import SignaalQuerySet


class Signaal(MetTijden, MetVersie):
    """One signal. Every open state has a date (``uiterlijk``): before it comes an answer, or what was promised.

    A promise names an official, what, and when; who closes it says what came of it. The database keeps both rules.
    """

    titel = models.CharField("wat is er aan de hand?", max_length=160)
    omschrijving = models.TextField("leg uit", max_length=4000, validators=[geen_bsn])
    gevraagd = models.TextField("wat vraagt u aan de gemeente?", max_length=1000, validators=[geen_bsn])
    soort = models.CharField(max_length=20, choices=Signaalsoort)
    stadsdeel = models.ForeignKey(
        Stadsdeel, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Leeg: de hele stad."
    )
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=12, choices=Signaalstand, default=Signaalstand.INGEDIEND, editable=False)
    uiterlijk = models.DateField(null=True, blank=True)
    behandelaar = models.ForeignKey(
        Gebruiker,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="wie bij de gemeente",
    )
    #: The name stays readable when the account goes.
    behandelaar_naam = models.CharField(max_length=150, blank=True)
    antwoord = models.TextField(max_length=4000, blank=True, validators=[geen_bsn])
    toezegging = models.CharField("wat gaat er gebeuren", max_length=500, blank=True, validators=[geen_bsn])
    beantwoord_op = models.DateField(null=True, blank=True, editable=False)
    resultaat = models.TextField(max_length=2000, blank=True, validators=[geen_bsn])
    reden = models.CharField(max_length=300, blank=True, validators=[geen_bsn])
    gesloten_op = models.DateField(null=True, blank=True, editable=False)
    herinnerd_op = models.DateField(null=True, blank=True, editable=False)

    objects = SignaalQuerySet.as_manager()

    class Meta:
        ordering = [F("uiterlijk").asc(nulls_last=True), "-pk"]
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        constraints = [
            models.CheckConstraint(condition=~Q(titel="") & ~Q(gevraagd=""), name="overleg_signaal_gevuld"),
            models.CheckConstraint(condition=Q(soort__in=Signaalsoort.values), name="overleg_signaal_soort"),
            models.CheckConstraint(condition=Q(status__in=Signaalstand.values), name="overleg_signaal_status"),
            models.CheckConstraint(
                condition=~Q(status__in=SIGNAAL_OPEN) | Q(uiterlijk__isnull=False),
                name="overleg_signaal_open_met_datum",
            ),
            models.CheckConstraint(
                condition=~Q(status=Signaalstand.TOEGEZEGD)
                | ~Q(toezegging="") & ~Q(antwoord="") & ~Q(behandelaar_naam="") & Q(beantwoord_op__isnull=False),
                name="overleg_signaal_toezegging_compleet",
                violation_error_message="Een toezegging zegt wat er gebeurt, wie het doet en wanneer.",
            ),
            models.CheckConstraint(
                condition=~Q(status=Signaalstand.UITGEVOERD) | Q(resultaat__regex=r"\S.*\S", gesloten_op__isnull=False),
                name="overleg_signaal_uitgevoerd_met_resultaat",
            ),
            models.CheckConstraint(
                condition=~Q(status=Signaalstand.AFGEWEZEN) | ~Q(antwoord="") & ~Q(behandelaar_naam=""),
                name="overleg_signaal_nee_met_uitleg",
            ),
            models.CheckConstraint(
                condition=~Q(status=Signaalstand.INGETROKKEN) | ~Q(reden=""), name="overleg_signaal_weg_met_reden"
            ),
        ]
        indexes = [models.Index(fields=["status", "uiterlijk"], name="overleg_signaal_lijst")]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("overleg:signaal", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """An answer or a result is still to come."""
        return self.status in SIGNAAL_OPEN

    @property
    def te_laat(self) -> bool:
        """Open, and the date has passed."""
        return self.is_open and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()

    @property
    def toon(self) -> str:
        """Tone of the status label."""
        return "fout" if self.te_laat else SIGNAAL_TOON[self.status]


class Signaalsteun(models.Model):
    """An organisation says the same; counted once per organisation, whoever presses the button."""

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="steunen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.CASCADE, related_name="+")
    door = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    wanneer = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["wanneer"]
        verbose_name = "steun voor een signaal"
        verbose_name_plural = "steun voor signalen"
        constraints = [models.UniqueConstraint(fields=["signaal", "organisatie"], name="overleg_signaalsteun_eenmaal")]

    def __str__(self) -> str:
        return f"{self.organisatie} steunt {self.signaal}"


class Signaalcijfer(models.Model):
    """A figure under a signal, as it stood that day: what the portal counts now does not change what was said then."""

    signaal = models.ForeignKey(Signaal, on_delete=models.CASCADE, related_name="cijfers")
    wat = models.CharField("wat is er geteld?", max_length=200)
    waarde = models.CharField("het cijfer", max_length=80)
    bron = models.CharField("waar komt het vandaan?", max_length=200)
    peildatum = models.DateField("van welke datum", default=timezone.localdate)
    url = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = "cijfer bij een signaal"
        verbose_name_plural = "cijfers bij signalen"
        constraints = [
            models.CheckConstraint(condition=~Q(wat="") & ~Q(waarde="") & ~Q(bron=""), name="overleg_cijfer_gevuld"),
            models.CheckConstraint(condition=Q(url="") | Q(url__regex=r"^/[^/]"), name="overleg_cijfer_url"),
        ]

    def __str__(self) -> str:
        return f"{self.wat}: {self.waarde}"

"""A learning material, and what people report about it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext

from netwerk.kern.choices import Niveau
from netwerk.kern.models import Doelgroep, Gebruiker, Leervraag, MetTijden, MetVersie, Organisatie, Taal
from netwerk.kern.talen import komma

from ..choices import Apparaat, Kosten, LezenNodig, Meldsoort, NederlandsNiveau, Staat, Toon, Vorm
from ..querysets import MateriaalQuerySet

#: Addresses that are pages of their own: a material with such a title gets another address.
GERESERVEERD = frozenset(
    "voorstellen ontbreekt beoordelen melding gemis inventaris wat-ontbreekt belangen controleren verzamelingen "
    "passend export invoer bij mijn deel origineel".split()
)


class Materiaal(MetTijden, MetVersie):
    """One material. Its address (``slug``) never changes once made, whatever happens to the title.

    ``uitgever`` is the name to show; ``uitgever_organisatie`` is set when the publisher is a member of the network, and
    that organisation then cannot tell experiences with it. ``startcode`` and ``startafdruk`` belong to the starter
    catalogue: the print of the content as loaded tells whether a curator changed the record since.
    """

    slug = models.SlugField("adres", max_length=120, unique=True, blank=True, editable=False)
    titel = models.CharField(max_length=200)
    omschrijving = models.TextField("wat leert iemand hiermee", max_length=1000)
    uitgever = models.CharField(max_length=200)
    uitgever_organisatie = models.ForeignKey(
        Organisatie, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="uitgever in het netwerk",
    )  # fmt: skip
    leervragen = models.ManyToManyField(Leervraag, blank=True, related_name="+")
    niveau_van = models.PositiveSmallIntegerField("vanaf niveau", choices=Niveau, default=Niveau.STARTER)
    niveau_tot = models.PositiveSmallIntegerField("tot en met niveau", choices=Niveau, default=Niveau.BASIS1)
    doelgroepen = models.ManyToManyField(Doelgroep, blank=True, related_name="+")
    talen = models.ManyToManyField(Taal, blank=True, related_name="+", verbose_name="talen van het materiaal")
    nederlands_nodig = models.CharField(
        "Nederlands dat nodig is", max_length=10, choices=NederlandsNiveau, default=NederlandsNiveau.A2
    )
    lezen_nodig = models.CharField("lezen dat nodig is", max_length=10, choices=LezenNodig, default=LezenNodig.NORMAAL)
    vormen = ArrayField(models.CharField(max_length=20, choices=Vorm), verbose_name="vorm", default=list, blank=True)
    apparaten = ArrayField(models.CharField(max_length=20, choices=Apparaat), default=list, blank=True)
    offline = models.BooleanField("te gebruiken zonder internet", default=False)
    duur = models.CharField(max_length=100, blank=True)
    kosten = models.CharField(max_length=20, choices=Kosten, default=Kosten.ONBEKEND)
    licentie = models.CharField(max_length=200, blank=True)
    toon = models.CharField(max_length=20, choices=Toon, default=Toon.NEUTRAAL)
    bewerking_van = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="bewerkingen"
    )
    aangepast = models.CharField(
        "wat is er aangepast", max_length=500, blank=True,
        help_text="Alleen bij een bewerking. Bijvoorbeeld: grotere letters, voorbeelden uit de buurt.",
    )  # fmt: skip
    link = models.URLField(blank=True, max_length=300)
    jaar = models.PositiveSmallIntegerField(
        "jaar van uitgave", null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    zekerheid_bron = models.CharField("waar is dit gezien", max_length=500, blank=True)
    status = models.CharField(max_length=20, choices=Staat, default=Staat.VOORGESTELD, editable=False)
    reden = models.CharField("reden van de stand", max_length=300, blank=True, editable=False)
    voorgesteld_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    gecontroleerd_op = models.DateField(null=True, blank=True, editable=False)
    gecontroleerd_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    beoordeeld_door = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )  # who set the present state; a trigger refuses a curator with an interest in the publisher (migration 0004)
    samengevoegd_met = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="opgegaan", editable=False
    )  # a merged duplicate keeps its address, which leads here
    zoekwoorden = models.TextField(blank=True, editable=False)
    startcode = models.SlugField(max_length=80, unique=True, null=True, blank=True, editable=False)
    startafdruk = models.CharField(max_length=64, blank=True, editable=False)
    demo = models.BooleanField("verzonnen voor de demo", default=False)

    objects = MateriaalQuerySet.as_manager()

    class Meta:
        ordering = ["titel", "pk"]
        verbose_name = "lesmateriaal"
        verbose_name_plural = "lesmateriaal"
        constraints = [
            models.CheckConstraint(
                condition=Q(niveau_van__lte=F("niveau_tot"), niveau_tot__lte=Niveau.ZELFSTANDIG),
                name="leermateriaal_niveaus",
                violation_error_message="Het hoogste niveau ligt onder het laagste. Draai ze om.",
            ),
            models.CheckConstraint(condition=Q(status__in=Staat.values), name="leermateriaal_status"),
            models.CheckConstraint(condition=~Q(titel=""), name="leermateriaal_titel"),
            models.CheckConstraint(
                condition=Q(bewerking_van__isnull=True) | ~Q(bewerking_van=F("pk")),
                name="leermateriaal_niet_van_zichzelf",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "titel"], name="leermateriaal_lijst"),
            # Search by parts of words and typing errors, and the duplicate check on titles.
            GinIndex(fields=["zoekwoorden"], opclasses=["gin_trgm_ops"], name="leermateriaal_zoek"),
            GinIndex(fields=["titel"], opclasses=["gin_trgm_ops"], name="leermateriaal_titel_lijkt"),
            # The duplicate check on web addresses.
            models.Index(Lower("link"), name="leermateriaal_link_klein"),
            # The verification list: longest ago first.
            models.Index(fields=["status", "gecontroleerd_op"], name="leermateriaal_nakijken"),
        ]

    def __str__(self) -> str:
        return self.titel

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give it an address, and tie it to the organisation whose name stands as publisher.

        Without that tie an organisation could praise its own material by writing its name and leaving the tie out. A
        trigger does the same for what does not come through here (migration 0005).
        """
        if self.uitgever_organisatie_id is None and kwargs.get("update_fields") is None:
            gelijk = Organisatie.objects.filter(naam__iexact=self.uitgever.strip()).order_by("pk")
            self.uitgever_organisatie_id = gelijk.values_list("pk", flat=True).first()
        if not self.slug:
            basis = slugify(self.titel)[:100] or "materiaal"
            self.slug = basis
            if basis in GERESERVEERD or type(self).objects.filter(slug=basis).exists():
                self.slug = f"{basis}-{uuid.uuid4().hex[:8]}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("leermateriaal:detail", args=[self.slug])

    @property
    def stand_in_woorden(self) -> str:
        """One short line for a learning plan: what it is, whose, and when it was last checked."""
        delen = [f"{self.titel} van {self.uitgever}"]
        if self.samengevoegd_met_id:
            delen.append("samengevoegd met ander materiaal")
        elif self.status != Staat.GEPUBLICEERD:
            delen.append(f"let op: {self.get_status_display().lower()}")
        elif self.gecontroleerd_op:
            delen.append(f"nagekeken op {date_format(self.gecontroleerd_op, 'j F Y')}")
        return ", ".join(delen)

    @property
    def niveaus_tekst(self) -> str:
        """The range of levels in words."""
        van, tot = gettext(self.get_niveau_van_display()), gettext(self.get_niveau_tot_display())
        if self.niveau_van == self.niveau_tot:
            return van
        return gettext("%(van)s tot en met %(tot)s") % {"van": van, "tot": tot}

    @property
    def vormen_tekst(self) -> str:
        """The forms in words."""
        return komma().join(gettext(str(Vorm(vorm).label)) for vorm in self.vormen)

    @property
    def apparaten_tekst(self) -> str:
        """The devices in words; none named means that none is needed."""
        namen = komma().join(gettext(str(Apparaat(apparaat).label)) for apparaat in self.apparaten)
        return namen or gettext("Geen apparaat nodig")


class MateriaalMelding(MetTijden):
    """Somebody says that a material is outdated, wrong, double or that its link is dead."""

    materiaal = models.ForeignKey(Materiaal, on_delete=models.CASCADE, related_name="meldingen")
    soort = models.CharField(max_length=20, choices=Meldsoort)
    toelichting = models.CharField(max_length=500, blank=True)
    door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    antwoord = models.CharField("wat hebt u gedaan", max_length=300, blank=True)

    class Meta:
        ordering = ["-aangemaakt_op"]
        verbose_name = "melding over lesmateriaal"
        verbose_name_plural = "meldingen over lesmateriaal"
        constraints = [
            models.CheckConstraint(condition=Q(soort__in=Meldsoort.values), name="leermateriaal_meldsoort"),
            # Who reports something hears what came of it.
            models.CheckConstraint(
                condition=Q(afgehandeld_op__isnull=True) | ~Q(antwoord=""), name="leermateriaal_melding_antwoord"
            ),
        ]
        indexes = [
            models.Index(
                fields=["aangemaakt_op"], condition=Q(afgehandeld_op__isnull=True), name="leermateriaal_melding_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()}: {self.materiaal}"

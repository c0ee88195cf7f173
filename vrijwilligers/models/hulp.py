"""Who needs a volunteer, and who helps whom."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.choices import Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.profiel import Kaart

from ..choices import WACHTEND, AfwijsReden, HulpRol, HulpvraagStatus, KoppelingStatus, StopReden, Wens
from ..querysets import HulpvraagQuerySet, KoppelingQuerySet
from .vrijwilliger import Vrijwilliger, codes


@persoonsgegevens(
    "Een vrijwilliger zoeken bij een leerder",
    grond="toestemming van de leerder (AVG art. 6 lid 1 a)",
    bewaren_dagen=365,
    vanaf="afgerond_op",
)
class Hulpvraag(MetTijden, MetVersie):
    """A learner's card with the request for a volunteer. The card is a copy: nothing here points at the learner's file.

    ``van_organisatie`` asks, ``naar_organisatie`` looks for a volunteer (often the same one); both see the card.
    """

    van_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naar_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    gevraagd_door = models.ForeignKey(Gebruiker, null=True, on_delete=models.PROTECT, related_name="+")
    rol = models.CharField(max_length=20, choices=HulpRol, default=HulpRol.COMPUTERHULP)
    status = models.CharField(max_length=12, choices=HulpvraagStatus, default=HulpvraagStatus.OPEN)
    gevraagd_op = models.DateField(default=timezone.localdate)
    privacygevoelig = models.BooleanField(default=False)
    afgerond_op = models.DateField(null=True, blank=True)
    # the card
    voornaam = models.CharField(max_length=60, blank=True)
    contact = models.CharField("bereikbaar via", max_length=200, blank=True)
    talen = codes(8)
    nederlands = models.CharField(max_length=8, choices=NederlandsNiveau, default=NederlandsNiveau.B1)
    leest = models.CharField(max_length=16, choices=Leesniveau, default=Leesniveau.GOED)
    niveau = models.PositiveSmallIntegerField(choices=Niveau, null=True, blank=True)
    leervragen = codes()
    doelgroepen = codes(40)
    dagdelen = codes(12)
    pc4 = models.CharField(max_length=4, blank=True)
    een_op_een = models.BooleanField(null=True, blank=True)
    wens = models.CharField("wil geholpen worden", max_length=6, choices=Wens, blank=True, default=Wens.GEEN)
    apparaten = codes(20)
    toelichting = models.TextField(max_length=1000, blank=True)
    kaart_gewist_op = models.DateTimeField(null=True, blank=True, editable=False)

    objects = HulpvraagQuerySet.as_manager()

    class Meta:
        ordering = ["gevraagd_op", "pk"]
        verbose_name = "hulpvraag"
        verbose_name_plural = "hulpvragen"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=HulpvraagStatus.values), name="vrijwilligers_hulpvraag_status"
            ),
            models.CheckConstraint(condition=Q(rol__in=HulpRol.values), name="vrijwilligers_hulpvraag_rol"),
            models.CheckConstraint(
                condition=~Q(voornaam="") | Q(kaart_gewist_op__isnull=False), name="vrijwilligers_hulp_voornaam"
            ),
            models.CheckConstraint(
                condition=Q(kaart_gewist_op__isnull=True) | Q(voornaam="", contact="", toelichting="", pc4=""),
                name="vrijwilligers_hulp_gewist_is_leeg",
            ),
        ]
        indexes = [
            models.Index(fields=["naar_organisatie", "status", "gevraagd_op"], name="vrijwilligers_hulp_naar"),
            models.Index(fields=["van_organisatie", "status", "gevraagd_op"], name="vrijwilligers_hulp_van"),
        ]

    def __str__(self) -> str:
        return f"Hulpvraag van {self.roepnaam}"

    def get_absolute_url(self) -> str:
        return reverse("vrijwilligers:hulpvraag", args=[self.pk])

    @property
    def kaart(self) -> Kaart:
        """The card as the learner agreed to share it."""
        return Kaart(
            voornaam=self.voornaam,
            contact=self.contact,
            talen=tuple(self.talen),
            nederlands=NederlandsNiveau(self.nederlands),
            leest=Leesniveau(self.leest),
            niveau=None if self.niveau is None else Niveau(self.niveau),
            leervragen=tuple(self.leervragen),
            doelgroepen=tuple(self.doelgroepen),
            dagdelen=tuple(self.dagdelen),
            pc4=self.pc4,
            een_op_een=self.een_op_een,
            apparaten=tuple(self.apparaten),
            toelichting=self.toelichting,
        )

    #: What erasing leaves of the card. The fact stays, for the figures: when, which role, what came of it.
    LEGE_KAART: dict[str, Any] = {
        "voornaam": "", "contact": "", "talen": [], "nederlands": NederlandsNiveau.B1, "leest": Leesniveau.GOED,
        "niveau": None, "leervragen": [], "doelgroepen": [], "dagdelen": [], "pc4": "", "een_op_een": None,
        "apparaten": [], "toelichting": "", "wens": "",
    }  # fmt: skip

    @property
    def roepnaam(self) -> str:
        """The first name, or that it was erased: lists and titles need something to say."""
        return self.voornaam or "iemand (kaart gewist)"

    @property
    def wacht(self) -> bool:
        """Whether the learner still waits for somebody."""
        return self.status in WACHTEND

    @property
    def wachtdagen(self) -> int:
        """Days since the request, until help was found or until today."""
        tot = self.afgerond_op or timezone.localdate()
        return max(0, (tot - self.gevraagd_op).days)

    @property
    def lopende_koppeling(self) -> Koppeling | None:
        """The newest match that was not refused or stopped; uses what was prefetched."""
        leeft = {
            KoppelingStatus.VOORGESTELD,
            KoppelingStatus.GEACCEPTEERD,
            KoppelingStatus.GESTART,
            KoppelingStatus.AFGEROND,
        }
        levend = [k for k in self.koppelingen.all() if k.status in leeft]
        return max(levend, key=lambda k: (k.status != KoppelingStatus.VOORGESTELD, k.pk)) if levend else None

    @property
    def stand_in_woorden(self) -> str:
        """One line for the learner's plan: state, who, when."""
        dag = f"gevraagd op {date_format(self.gevraagd_op, 'j F')}"
        koppeling = self.lopende_koppeling
        if self.status == HulpvraagStatus.OPEN:
            return f"We zoeken een vrijwilliger, {dag}."
        if koppeling is None:
            return f"{self.get_status_display()}, {dag}."
        if self.status == HulpvraagStatus.VOORGESTELD:
            return f"Vrijwilliger {koppeling.voornaam} is gevraagd op {date_format(koppeling.voorgesteld_op, 'j F')}."
        if self.status == HulpvraagStatus.GEKOPPELD:
            start = f", eerste afspraak {date_format(koppeling.start_op, 'j F')}" if koppeling.start_op else ""
            return f"Vrijwilliger {koppeling.voornaam} gaat helpen{start}."
        if self.status == HulpvraagStatus.GESTART:
            sinds = f" sinds {date_format(koppeling.start_op, 'j F')}" if koppeling.start_op else ""
            return f"Vrijwilliger {koppeling.voornaam} helpt{sinds}."
        return f"{self.get_status_display()}, hulp van {koppeling.voornaam}."


@persoonsgegevens(
    "Bijhouden wie wie helpt, en hoe het gaat",
    grond="toestemming (AVG art. 6 lid 1 a)",
    bewaren_dagen=730,
    vanaf="geeindigd_op",
)
class Koppeling(MetTijden, MetVersie):
    """One volunteer for one request.

    ``organisatie`` is the volunteer's, ``van_organisatie`` the asking one; ``voornaam`` is the volunteer's first name,
    so that the asking organisation need not see the volunteer's own record. Two rules are kept by the database
    (migration 0002): privacy-sensitive help only with a valid VOG, confidentiality and the privacy module; and never
    more accepted and running matches than the volunteer's capacity.
    """

    hulpvraag = models.ForeignKey(Hulpvraag, on_delete=models.PROTECT, related_name="koppelingen")
    vrijwilliger = models.ForeignKey(Vrijwilliger, on_delete=models.PROTECT, related_name="koppelingen")
    organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    van_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    voornaam = models.CharField(max_length=120)
    status = models.CharField(max_length=12, choices=KoppelingStatus, default=KoppelingStatus.VOORGESTELD)
    score = models.FloatField(default=0)
    redenen = models.JSONField(default=list, blank=True)
    voorgesteld_op = models.DateField(default=timezone.localdate)
    start_op = models.DateField("eerste afspraak op", null=True, blank=True)
    volgende_checkin = models.DateField("volgende check-in", null=True, blank=True)
    geeindigd_op = models.DateField(null=True, blank=True)
    reden = models.CharField(max_length=20, blank=True, choices=[*StopReden.choices, *AfwijsReden.choices[:-1]])
    toelichting = models.CharField(max_length=300, blank=True)

    objects = KoppelingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "koppeling"
        verbose_name_plural = "koppelingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=KoppelingStatus.values), name="vrijwilligers_koppeling_status"
            ),
            models.UniqueConstraint(
                fields=["hulpvraag"],
                condition=Q(status__in=["geaccepteerd", "gestart"]),
                name="vrijwilligers_koppeling_een_per_vraag",
            ),
            models.UniqueConstraint(
                fields=["hulpvraag", "vrijwilliger"],
                condition=Q(status__in=["voorgesteld", "geaccepteerd", "gestart"]),
                name="vrijwilligers_koppeling_eenmaal",
            ),
        ]
        indexes = [
            models.Index(fields=["vrijwilliger", "status"], name="vrijwilligers_kop_bezet"),
            models.Index(fields=["organisatie", "status"], name="vrijwilligers_kop_org"),
            models.Index(fields=["van_organisatie", "status"], name="vrijwilligers_kop_van"),
        ]

    def __str__(self) -> str:
        return f"{self.voornaam} bij {self.hulpvraag}"

    def get_absolute_url(self) -> str:
        return reverse("vrijwilligers:koppeling", args=[self.pk])

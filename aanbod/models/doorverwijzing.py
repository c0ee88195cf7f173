"""The closed loop of a referral: a card that travels, and answers that say what, who and when."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.choices import Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.datums import datum
from netwerk.kern.models import Gebruiker, MetTijden, MetVersie, Organisatie
from netwerk.kern.privacy import persoonsgegevens
from netwerk.kern.profiel import Kaart

from ..choices import BIJ_ONTVANGER, BIJ_VERZENDER, OPEN, STAND_TOON, RedenAfwijzing, RedenStop, Stand
from ..querysets import DoorverwijzingQuerySet
from .aanbod import Aanbod

#: How ``vervolg_wat`` of a closed referral begins when its card was sent to the next provision.
OPNIEUW = "Opnieuw verstuurd naar"


def _codes() -> ArrayField:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True)


@persoonsgegevens(
    "Een leerder met toestemming bij een aanbieder aanmelden en horen wat er van komt",
    grond="toestemming",
    bewaren_dagen=730,
    vanaf="gesloten_op",
)
class Doorverwijzing(MetTijden, MetVersie):
    """A referral with its own copy of the card: what the learner agreed to share, and nothing else.

    ``uiterlijk`` is the date before which the side that has the next move must act; every open state has one.
    ``vervolg_*`` repeat the last answer, so that lists need no join. Withdrawing empties the card (``kaart_gewist_op``)
    and leaves the fact. Row-level security shows a row to both organisations, a draft only to the sender, and to a
    signed link the one it is for.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    van_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naar_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    aanbod = models.ForeignKey(Aanbod, on_delete=models.PROTECT, related_name="doorverwijzingen")
    status = models.CharField(max_length=16, choices=Stand, default=Stand.CONCEPT, editable=False)
    uiterlijk = models.DateField(null=True, blank=True)
    verstuurd_op = models.DateTimeField(null=True, blank=True)
    beantwoord_op = models.DateTimeField("eerste concrete antwoord op", null=True, blank=True)
    gesloten_op = models.DateTimeField(null=True, blank=True)
    eigenaar_verzender = models.ForeignKey(Gebruiker, null=True, on_delete=models.SET_NULL, related_name="+")
    eigenaar_ontvanger = models.ForeignKey(
        Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    eigenaar_ontvanger_naam = models.CharField(max_length=150, blank=True)
    #: The referral that came to nothing and after which this one was sent, with the same card.
    vorige = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="opvolgers")
    boodschap = models.TextField(blank=True)
    reden = models.CharField(max_length=20, blank=True, choices=[*RedenAfwijzing.choices, *RedenStop.choices])

    vervolg_wat = models.TextField(blank=True)
    vervolg_wie = models.CharField(max_length=150, blank=True)
    vervolg_wanneer = models.DateField(null=True, blank=True)

    # The card (netwerk.kern.profiel.Kaart), field by field.
    voornaam = models.CharField(max_length=80, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    talen = _codes()
    nederlands = models.CharField(max_length=6, choices=NederlandsNiveau, default=NederlandsNiveau.B1)
    leest = models.CharField(max_length=14, choices=Leesniveau, default=Leesniveau.GOED)
    niveau = models.PositiveSmallIntegerField(choices=Niveau, null=True, blank=True)
    leervragen = _codes()
    doelgroepen = _codes()
    dagdelen = _codes()
    pc4 = models.CharField(max_length=4, blank=True)
    een_op_een = models.BooleanField(null=True, blank=True)
    apparaten = _codes()
    toelichting = models.TextField(blank=True)
    kaart_gewist_op = models.DateTimeField(null=True, blank=True)

    objects = DoorverwijzingQuerySet.as_manager()

    class Meta:
        ordering = ["uiterlijk", "pk"]
        verbose_name = "doorverwijzing"
        verbose_name_plural = "doorverwijzingen"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Stand.values), name="doorverwijzing_status"),
            models.CheckConstraint(
                condition=~Q(status__in=sorted(OPEN)) | Q(uiterlijk__isnull=False), name="doorverwijzing_open_met_datum"
            ),
            models.CheckConstraint(
                condition=Q(status=Stand.CONCEPT)
                | (Q(verstuurd_op__isnull=False) & ~Q(eigenaar_ontvanger_naam=""))
                | Q(status=Stand.INGETROKKEN),
                name="doorverwijzing_met_eigenaar",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Stand.AFGEWEZEN, Stand.GESTOPT]) | ~Q(reden=""),
                name="doorverwijzing_met_reden",
            ),
            models.CheckConstraint(
                condition=~Q(voornaam="") | Q(kaart_gewist_op__isnull=False), name="doorverwijzing_met_voornaam"
            ),
            models.CheckConstraint(
                condition=Q(kaart_gewist_op__isnull=True)
                | Q(voornaam="", contact="", toelichting="", boodschap="", pc4=""),
                name="doorverwijzing_gewist_is_leeg",
            ),
        ]
        indexes = [
            models.Index(fields=["naar_organisatie", "status", "uiterlijk"], name="doorverwijzing_inbak"),
            models.Index(fields=["van_organisatie", "status", "uiterlijk"], name="doorverwijzing_verstuurd"),
            models.Index(fields=["aanbod"], name="doorverwijzing_aanbod"),
            # Did the same card go somewhere else since? Asked of every card that came to nothing.
            models.Index(fields=["van_organisatie", "voornaam", "verstuurd_op"], name="doorverwijzing_zelfde"),
        ]

    def __str__(self) -> str:
        return f"{self.voornaam or 'Kaart gewist'} naar {self.aanbod}"

    def get_absolute_url(self) -> str:
        return reverse("aanbod:doorverwijzing", args=[self.uuid])

    @staticmethod
    def velden_van(kaart: Kaart) -> dict[str, Any]:
        """The columns that copy a card."""
        return {veld: list(waarde) if isinstance(waarde, tuple) else waarde for veld, waarde in asdict(kaart).items()}

    @property
    def kaart(self) -> Kaart:
        """The card as the sender handed it over."""
        lijsten = {"talen", "leervragen", "doelgroepen", "dagdelen", "apparaten"}
        velden: dict[str, Any] = {
            veld: tuple(getattr(self, veld)) if veld in lijsten else getattr(self, veld)
            for veld in Kaart.__dataclass_fields__
        }
        velden["nederlands"] = NederlandsNiveau(self.nederlands)
        velden["leest"] = Leesniveau(self.leest)
        velden["niveau"] = None if self.niveau is None else Niveau(self.niveau)
        return Kaart(**velden)

    @property
    def is_open(self) -> bool:
        """Somebody still has to act."""
        return self.status in OPEN

    @property
    def te_laat(self) -> bool:
        """The due date has passed."""
        return self.is_open and self.uiterlijk is not None and self.uiterlijk < timezone.localdate()

    @property
    def toon(self) -> str:
        """Tone of the status label."""
        return "fout" if self.te_laat else STAND_TOON[self.status]

    @property
    def wie_is_aan_zet(self) -> str:
        """The person who has the next move, by name."""
        if self.status in BIJ_VERZENDER:
            return str(self.eigenaar_verzender) if self.eigenaar_verzender else str(self.van_organisatie)
        return self.eigenaar_ontvanger_naam

    @property
    def stand_in_woorden(self) -> str:
        """One line for a plan or a list: state, who, when."""
        naam = self.get_status_display()
        dag = datum(self.vervolg_wanneer, "j F")
        uiterlijk = datum(self.uiterlijk, "j F")
        match self.status:
            case Stand.CONCEPT:
                return "Nog niet verstuurd"
            case Stand.VERSTUURD | Stand.ONTVANGEN:
                wacht = "te laat, moest" if self.te_laat else "antwoord"
                return f"{naam}: {self.eigenaar_ontvanger_naam}, {wacht} uiterlijk {uiterlijk}"
            case Stand.AFGEWEZEN | Stand.GESTOPT:
                return f"{naam}: {self.get_reden_display()}{self._opvolging}"
            case Stand.INGETROKKEN | Stand.VERLOPEN:
                return f"{naam}{self._opvolging}"
            case Stand.NIET_BEREIKBAAR | Stand.NIET_VERSCHENEN:
                return f"{naam}: {self.wie_is_aan_zet} vraagt na, uiterlijk {uiterlijk}"
        return f"{naam}: {self.vervolg_wie}, {dag}" if dag else naam

    @property
    def antwoord_in_woorden(self) -> str:
        """The whole last answer for the plan: state, who, day, time, place, and what. Prefetch ``antwoorden``.

        As :attr:`stand_in_woorden` while there is no answer that led to the present state.
        """
        antwoord = max(self.antwoorden.all(), key=lambda rij: rij.pk, default=None)
        if antwoord is None or antwoord.stand != self.status or self.status not in BIJ_ONTVANGER:
            return self.stand_in_woorden
        tijd = f" om {antwoord.tijd:%H.%M} uur" if antwoord.tijd else ""
        deel = [antwoord.wie, f"{date_format(antwoord.wanneer, 'l j F')}{tijd}", antwoord.plaats]
        return f"{self.get_status_display()}: {', '.join(filter(None, deel))}. {antwoord.wat}"

    @property
    def _opvolging(self) -> str:
        """Where the card went after this one came to nothing, as ``lus.stuur_opnieuw`` wrote it down."""
        return f". {self.vervolg_wat}" if self.vervolg_wat.startswith(OPNIEUW) else ""


@persoonsgegevens(
    "Vastleggen wat er met een aanmelding gebeurt", grond="toestemming", bewaren_dagen=730, vanaf="gemaakt_op"
)
class DoorverwijzingAntwoord(models.Model):
    """One answer: what happens, who does it, when. All three are required here too, not only by the form.

    ``stand`` is the state it led to. Both organisations stand in the row itself, so that the row-level policy needs no
    join. ``door`` is empty for an answer through a signed link; ``door_tekst`` then says so.
    """

    doorverwijzing = models.ForeignKey(Doorverwijzing, on_delete=models.CASCADE, related_name="antwoorden")
    van_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    naar_organisatie = models.ForeignKey(Organisatie, on_delete=models.PROTECT, related_name="+")
    stand = models.CharField(max_length=16, choices=Stand)
    wat = models.TextField("wat gebeurt er")
    wie = models.CharField("wie doet het", max_length=150)
    wanneer = models.DateField("wanneer")
    tijd = models.TimeField("hoe laat", null=True, blank=True)
    plaats = models.CharField("waar", max_length=200, blank=True)
    reden = models.CharField(max_length=20, blank=True, choices=[*RedenAfwijzing.choices, *RedenStop.choices])
    wachttijd_weken = models.PositiveSmallIntegerField("verwachte wachttijd in weken", null=True, blank=True)
    wachtplek = models.PositiveSmallIntegerField("plaats op de wachtlijst", null=True, blank=True)
    door = models.ForeignKey(Gebruiker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    door_tekst = models.CharField(max_length=150, blank=True)
    gemaakt_op = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-gemaakt_op", "-pk"]
        verbose_name = "antwoord op een doorverwijzing"
        verbose_name_plural = "antwoorden op doorverwijzingen"
        constraints = [
            models.CheckConstraint(condition=Q(wat__regex=r"\S.{8,}\S"), name="antwoord_wat"),
            models.CheckConstraint(condition=Q(wie__regex=r"\S.*\S"), name="antwoord_wie"),
            models.CheckConstraint(
                condition=~Q(stand__in=[Stand.AFGEWEZEN, Stand.GESTOPT]) | ~Q(reden=""), name="antwoord_met_reden"
            ),
            models.CheckConstraint(condition=Q(stand__in=Stand.values), name="antwoord_stand"),
        ]
        indexes = [
            models.Index(fields=["van_organisatie"], name="antwoord_van"),
            models.Index(fields=["naar_organisatie"], name="antwoord_naar"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stand_display()} op {self.wanneer:%Y-%m-%d}"

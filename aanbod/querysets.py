"""What lists ask for, and who sees what. The database guards referrals a second time (migration 0003)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, JSONObject, Now, TruncDate
from django.utils import timezone

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebeurtenis, Gebruiker

from .choices import BIJ_ONTVANGER, BIJ_VERZENDER, OPEN, AanbodStatus, Stand, Vak

#: So long after it ended a card can still ask something of its sender: a no to look further from, news to read.
NIEUWS_TOT = timedelta(days=31)

if TYPE_CHECKING:
    from .models import Aanbod, Doorverwijzing  # noqa: F401 - used in the generics below


class AanbodQuerySet(models.QuerySet["Aanbod"]):
    def gepubliceerd(self, vandaag: date | None = None) -> AanbodQuerySet:
        """What the public sees: published, of an active organisation, and not past its last day."""
        dag = vandaag or timezone.localdate()
        return self.filter(
            Q(tijdelijk_tot__isnull=True) | Q(tijdelijk_tot__gte=dag),
            status=AanbodStatus.GEPUBLICEERD,
            organisatie__actief=True,
        )

    def zichtbaar_voor(self, gebruiker: Gebruiker | AnonymousUser) -> AanbodQuerySet:
        """Published provision, and one's own organisation's in any state."""
        if not gebruiker.is_authenticated:
            return self.gepubliceerd()
        openbaar = self.model._default_manager.all().gepubliceerd().values("pk")
        return self.filter(Q(organisatie_id__in=gebruiker.organisatie_ids) | Q(pk__in=openbaar))

    def te_beheren_door(self, gebruiker: Gebruiker) -> AanbodQuerySet:
        """The provision this person may change."""
        return self.filter(
            organisatie_id__in=[o.pk for o in gebruiker.organisaties_met_rol(Rol.AANBIEDER, Rol.BEHEERDER)]
        )

    def na_te_kijken(self, vandaag: date) -> AanbodQuerySet:
        """Where the owner's own interval has passed since a person last said that everything holds."""
        grens = RawSQL(  # one column of this table and a date
            "(aanbod_aanbod.gecontroleerd_op + make_interval(months => aanbod_aanbod.herinner_na_maanden))::date",
            [],
            output_field=models.DateField(),
        )
        return self.annotate(nakijken=grens).filter(Q(gecontroleerd_op=None) | Q(nakijken__lte=vandaag))

    def voor_lijst(self) -> AanbodQuerySet:
        """With what a row of a list shows, in a fixed number of queries."""
        return self.select_related("organisatie").prefetch_related("locaties__stadsdeel", "talen")

    def voor_rijen(self) -> AanbodQuerySet:
        """The same for the rows of the directory, in one statement: places and languages as plain values."""
        from .models import AanbodLocatie, Openingstijd, Uitzondering  # the models import this module

        koppeling = AanbodLocatie.objects
        talen = self.model.talen.through.objects
        plekken = koppeling.filter(aanbod_id=OuterRef("pk")).order_by("locatie__naam", "pk")
        uren = Openingstijd.objects.filter(aanbod_id=OuterRef("pk"))
        anders = Uitzondering.objects
        vandaag = TruncDate(Now())  # of the connection's clock and zone, since the statement is kept
        return self.select_related("organisatie").defer("zoekvector", "zoekwoorden", "extern").annotate(
            plekken_kort=ArraySubquery(
                plekken.values(json=JSONObject(naam="locatie__naam", stadsdeel="locatie__stadsdeel__naam"))
            ),
            andere_talen=ArraySubquery(
                talen.filter(aanbod_id=OuterRef("pk")).exclude(taal_id="nl").order_by("taal__volgorde", "taal__naam")
                .values("taal__naam")
            ),
            tijden_kort=ArraySubquery(uren.order_by("van").values(json=JSONObject(dag="dag", van="van", tot="tot"))),
            anders_kort=ArraySubquery(
                anders.filter(aanbod_id=OuterRef("pk"), begin__lte=vandaag, einde__gte=vandaag)
                .values(json=JSONObject(begin="begin", einde="einde", van="van", tot="tot"))
            ),
        )  # fmt: skip


class DoorverwijzingQuerySet(models.QuerySet["Doorverwijzing"]):
    def zichtbaar_voor(self, gebruiker: Gebruiker) -> DoorverwijzingQuerySet:
        """Sent or received by an organisation for which this person refers or provides."""
        return self.filter(
            Q(van_organisatie_id__in=_verzenders(gebruiker))
            | (Q(naar_organisatie_id__in=_ontvangers(gebruiker)) & ~Q(status=Stand.CONCEPT))
        )

    def ontvangen_door(self, gebruiker: Gebruiker) -> DoorverwijzingQuerySet:
        """The inbox: sent to an organisation for which this person answers."""
        return self.filter(naar_organisatie_id__in=_ontvangers(gebruiker)).exclude(status=Stand.CONCEPT)

    def verstuurd_door(self, gebruiker: Gebruiker) -> DoorverwijzingQuerySet:
        """Sent by an organisation for which this person is a coach or manager."""
        return self.filter(van_organisatie_id__in=_verzenders(gebruiker))

    def open(self) -> DoorverwijzingQuerySet:
        """Somebody still has to do something."""
        return self.filter(status__in=OPEN)

    def bij_ontvanger(self) -> DoorverwijzingQuerySet:
        """Waiting for the receiver."""
        return self.filter(status__in=BIJ_ONTVANGER)

    def bij_verzender(self) -> DoorverwijzingQuerySet:
        """Waiting for the sender."""
        return self.filter(status__in=BIJ_VERZENDER)

    def te_laat(self, vandaag: date | None = None) -> DoorverwijzingQuerySet:
        """Open and past the due date."""
        return self.open().filter(uiterlijk__lt=vandaag or timezone.localdate())

    def niet_voorbij(self) -> DoorverwijzingQuerySet:
        """What can still be something else than closed for the sender: spares looking at years of old cards."""
        return self.filter(Q(status__in=[*OPEN, Stand.CONCEPT]) | Q(gesloten_op__gte=timezone.now() - NIEUWS_TOT))

    def met_vak(self, gebruiker: Gebruiker, vandaag: date) -> DoorverwijzingQuerySet:
        """With ``vak``: our move, news we have not read, silence, running, or closed (choices.Vak).

        News is what the other side said or what ended since this person last opened the card, as the log has it. A no
        or a silence that ended is our move for a month, until the same card went somewhere else.
        """
        gelezen = Gebeurtenis.objects.filter(
            model="aanbod.doorverwijzing",
            object_id=Cast(OuterRef("pk"), CharField()),
            soort__in=["ingezien", "nieuws_gelezen"],
            door=gebruiker,
        )
        elders = self.model._default_manager.filter(
            van_organisatie=OuterRef("van_organisatie"),
            voornaam=OuterRef("voornaam"),
            contact=OuterRef("contact"),
            verstuurd_op__gte=OuterRef("gesloten_op"),
        ).exclude(pk=OuterRef("pk"))
        sinds = timezone.now() - NIEUWS_TOT
        from .models import DoorverwijzingAntwoord, DoorverwijzingBericht  # the models import this module

        antwoorden, berichten = DoorverwijzingAntwoord.objects, DoorverwijzingBericht.objects
        later = {"doorverwijzing": OuterRef("pk"), "gemaakt_op__gt": OuterRef("gelezen_op")}
        nieuws = (
            Exists(antwoorden.filter(**later).exclude(door=gebruiker))
            | Exists(berichten.filter(**later).exclude(organisatie=OuterRef("van_organisatie")))
            | Q(status=Stand.VERLOPEN, gesloten_op__gt=F("gelezen_op"))
        )
        zoek_verder = Q(
            status__in=[Stand.AFGEWEZEN, Stand.VERLOPEN], kaart_gewist_op=None, gesloten_op__gte=sinds
        ) & ~Exists(elders)
        recent = Q(status__in=OPEN) | Q(gesloten_op__gte=sinds)
        return self.annotate(
            gelezen_op=Coalesce(Subquery(gelezen.order_by("-wanneer").values("wanneer")[:1]), F("verstuurd_op"))
        ).annotate(
            vak=Case(
                When(Q(status__in=BIJ_VERZENDER) | zoek_verder, then=Vak.AAN_ZET),
                When(Q(nieuws) & recent & ~Q(status=Stand.INGETROKKEN), then=Vak.NIEUWS),
                When(status__in=BIJ_ONTVANGER, uiterlijk__lt=vandaag, then=Vak.STIL),
                When(status__in=[*OPEN, Stand.CONCEPT], then=Vak.LOOPT),
                default=Vak.KLAAR,
                output_field=IntegerField(),
            )
        )

    def voor_lijst(self) -> DoorverwijzingQuerySet:
        """With what a row of a list shows."""
        return self.select_related(
            "aanbod", "van_organisatie", "naar_organisatie", "eigenaar_verzender", "eigenaar_ontvanger"
        )


def _verzenders(gebruiker: Gebruiker) -> list[int]:
    return [organisatie.pk for organisatie in gebruiker.organisaties_met_rol(Rol.COACH, Rol.BEHEERDER)]


def _ontvangers(gebruiker: Gebruiker) -> list[int]:
    return [organisatie.pk for organisatie in gebruiker.organisaties_met_rol(Rol.AANBIEDER, Rol.BEHEERDER)]

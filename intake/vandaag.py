"""What waits for a coach today: intakes to finish, no step, dates that passed, answers that came, silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.models import Gebeurtenis, Gebruiker
from netwerk.kern.vandaag import Wachtpunt

from .bewaren import bijna_verlopen, wist_op
from .choices import IntakeStatus, StapStatus
from .models import Intake, Leerder, Stap
from .querysets import LOOPT, STIL_NA_DAGEN, LeerderQuerySet, dossier_mag, dossier_organisaties

#: The home page is no list: what is more stands in the list of learners.
MEESTE = 10
#: An answer of a provider is news for so long.
NIEUWS_DAGEN = 7


def wacht_op(gebruiker: Gebruiker) -> list[Wachtpunt]:
    """A coach's own learners and those of nobody (any more). Eight queries for any number of learners, else none."""
    organisaties = dossier_organisaties(gebruiker)
    if not organisaties:
        return []
    eigen = Leerder.objects.filter(organisatie_id__in=organisaties).actief()
    alle = eigen.filter(coach=gebruiker) | eigen.zonder_coach()
    leerders = alle.filter(dossier_mag("pk"))
    return [
        *_te_wissen(alle),
        *_overgedragen(leerders.filter(coach=gebruiker), gebruiker),
        *_intakes(leerders),
        *_nieuw(leerders),
        *_zonder_stap(leerders),
        *_te_laat(leerders),
        *_antwoorden(leerders),
        *_stil(leerders),
    ]


def _te_wissen(leerders: LeerderQuerySet) -> list[Wachtpunt]:
    """The learner was promised that the data go: the coach's first work."""
    return [
        Wachtpunt(
            titel=f"Wis het dossier van {leerder.voornaam}",
            url=reverse("intake:leerder_wissen", args=[leerder.pk]),
            actie="Wissen",
            toelichting="De toestemming is ingetrokken",
            wanneer=timezone.localdate(),
            laat=True,
            icoon="trash",
            soort="wissen",
        )
        for leerder in leerders.exclude(dossier_mag("pk")).order_by("voornaam")[:MEESTE]
    ]


def _overgedragen(leerders: LeerderQuerySet, gebruiker: Gebruiker) -> list[Wachtpunt]:
    """Learners a colleague handed over, until the new coach opened the file."""
    over = Gebeurtenis.objects.filter(model=Leerder._meta.label_lower, object_id=OuterRef("als_tekst"))
    gekregen = over.filter(
        soort="leerder:overgedragen", gegevens__naar=gebruiker.pk, wanneer__gte=timezone.now() - timedelta(days=30)
    )
    sinds = Subquery(gekregen.order_by("-wanneer").values("wanneer")[:1])
    nieuw = (
        leerders.annotate(als_tekst=Cast("pk", CharField()))
        .annotate(gekregen_op=sinds)
        .filter(gekregen_op__isnull=False)
        .exclude(Exists(over.filter(soort="ingezien", door=gebruiker, wanneer__gte=OuterRef("gekregen_op"))))
    )
    rijen: Iterable[Any] = nieuw.order_by("gekregen_op")[:MEESTE]
    return [
        Wachtpunt(
            titel=f"{leerder.voornaam} is aan u overgedragen",
            url=leerder.get_absolute_url(),
            actie="Bekijk het dossier",
            toelichting=f"Sinds {_dag(timezone.localtime(leerder.gekregen_op))} bent u de coach",
            wanneer=timezone.localdate(),
            icoon="people",
            soort="overgedragen",
        )
        for leerder in rijen
    ]


def _intakes(leerders: LeerderQuerySet) -> list[Wachtpunt]:
    lopend = Intake.objects.filter(leerder__in=leerders, status=IntakeStatus.BEZIG).select_related("leerder")
    return [
        Wachtpunt(
            titel=f"Maak de intake van {intake.leerder.voornaam} af",
            url=intake.get_absolute_url(),
            actie="Verder",
            toelichting=f"Begonnen op {_dag(intake.gestart_op)}",
            icoon="clipboard",
            soort="intake",
        )
        for intake in lopend.defer("advies").order_by("gestart_op")[:MEESTE]
    ]


def _nieuw(leerders: LeerderQuerySet) -> list[Wachtpunt]:
    """Registered, nothing measured yet; after a month of silence it is a call (:func:`_stil`) and stands once."""
    grens = timezone.localdate() - timedelta(days=STIL_NA_DAGEN)
    beginners = leerders.filter(laatste_contact__gte=grens).exclude(
        Exists(Intake.objects.filter(leerder=OuterRef("pk")))
    )
    return [
        Wachtpunt(
            titel=f"Begin de intake met {leerder.voornaam}",
            url=leerder.get_absolute_url(),
            actie="Naar de leerder",
            toelichting=f"Ingeschreven op {_dag(timezone.localtime(leerder.aangemaakt_op))}",
            icoon="clipboard",
            soort="nieuw",
        )
        for leerder in beginners.order_by("aangemaakt_op")[:MEESTE]
    ]


def _zonder_stap(leerders: LeerderQuerySet) -> list[Wachtpunt]:
    stappen = Stap.objects.filter(LOOPT, plan__leerder=OuterRef("pk"))
    klaar = Intake.objects.filter(leerder=OuterRef("pk"), status=IntakeStatus.AFGEROND)
    lopend = Intake.objects.filter(leerder=OuterRef("pk"), status=IntakeStatus.BEZIG)
    return [
        Wachtpunt(
            titel=f"Kies een volgende stap voor {leerder.voornaam}",
            url=leerder.get_absolute_url(),
            actie="Naar het plan",
            toelichting="De intake is klaar, er loopt geen stap",
            icoon="signpost-split",
            soort="geen_stap",
        )
        for leerder in leerders.filter(Exists(klaar), ~Exists(stappen), ~Exists(lopend)).order_by("laatste_contact")[
            :MEESTE
        ]
    ]


def _te_laat(leerders: LeerderQuerySet) -> list[Wachtpunt]:
    stappen = Stap.objects.filter(
        plan__leerder__in=leerders,
        status__in=(StapStatus.GEPLAND, StapStatus.BEZIG),
        wanneer__lte=timezone.localdate(),
    ).select_related("plan__leerder")
    return [
        Wachtpunt(
            titel=f"{stap.plan.leerder.voornaam}: {stap.titel}",
            url=reverse("intake:plan", args=[stap.plan_id]) + f"#stap-{stap.pk}",
            actie="Naar de stap",
            wanneer=stap.wanneer,
            laat=stap.te_laat,
            icoon="calendar-x" if stap.te_laat else "calendar",
            soort="stap",
        )
        for stap in stappen.order_by("wanneer")[:MEESTE]
    ]


def _antwoorden(leerders: LeerderQuerySet) -> list[Wachtpunt]:
    """Answers of providers in the last days; once the coach has changed the step or marked it done it is no news."""
    sinds = timezone.now() - timedelta(days=NIEUWS_DAGEN)
    stappen = (
        Stap.objects.filter(
            plan__leerder__in=leerders, status=StapStatus.BEZIG, doorverwijzing__beantwoord_op__gte=sinds
        )
        .select_related(
            "plan__leerder", "doorverwijzing__naar_organisatie", "doorverwijzing__eigenaar_verzender"
        )
        .order_by("-doorverwijzing__beantwoord_op")
    )  # fmt: skip
    return [
        Wachtpunt(
            titel=f"Antwoord voor {stap.plan.leerder.voornaam}: {kaart.naar_organisatie}",
            url=kaart.get_absolute_url(),
            actie="Lees het antwoord",
            toelichting=stap.stand_in_woorden,
            wanneer=timezone.localdate(),  # the learner waits for it: today's work, not for when there is time
            icoon="envelope-open",
            soort="antwoord",
        )
        for stap in stappen[:MEESTE]
        if (kaart := stap.doorverwijzing)
    ]


def _stil(leerders: LeerderQuerySet) -> list[Wachtpunt]:
    grens = timezone.localdate() - timedelta(days=STIL_NA_DAGEN)
    return [
        Wachtpunt(
            titel=f"Bel {leerder.voornaam}",
            url=leerder.get_absolute_url(),
            actie="Naar de leerder",
            toelichting=f"Geen nieuws sinds {date_format(leerder.laatste_contact, 'j F Y')}{_gaat_weg(leerder)}",
            icoon="telephone",
            soort="stil",
        )
        for leerder in leerders.filter(laatste_contact__lt=grens).order_by("laatste_contact")[:MEESTE]
    ]


def _gaat_weg(leerder: Leerder) -> str:
    if not bijna_verlopen(leerder, timezone.localdate()):
        return ""
    return f". Zonder contact wordt het dossier gewist op {_dag(wist_op(leerder))}"


def _dag(moment: date) -> str:
    return date_format(moment, "j F")

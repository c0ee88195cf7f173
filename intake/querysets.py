"""Queries of the intake; who may see what is decided here and, once more, by the database (row-level security)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from netwerk.kern.choices import Rol

from .choices import Doel, IntakeStatus, StapStatus

if TYPE_CHECKING:
    from netwerk.kern.models import Gebruiker

    from .models import Leerder  # noqa: F401 - used in the generics below

M = TypeVar("M", bound=models.Model)

#: Without contact for so long a learner slips away: the coach's list says so.
STIL_NA_DAGEN = 30
#: Who works with learners' files.
DOSSIERROLLEN = (Rol.COACH,)


def dossier_organisaties(gebruiker: Gebruiker) -> list[int]:
    """Ids of the organisations whose learners this user may see."""
    return [organisatie.pk for organisatie in gebruiker.organisaties_met_rol(*DOSSIERROLLEN)]


class ZichtbaarQuerySet(models.QuerySet[M]):
    """For every table of the intake: own organisation, as coach."""

    def zichtbaar_voor(self, gebruiker: Gebruiker) -> Self:
        """Rows of the organisations for which the user is coach."""
        return self.filter(organisatie_id__in=dossier_organisaties(gebruiker))


#: A step that goes on: open here, and what it set going in another room has not ended.
LOOPT = (
    Q(status__in=(StapStatus.GEPLAND, StapStatus.BEZIG))
    & (Q(doorverwijzing__isnull=True) | Q(doorverwijzing__gesloten_op__isnull=True))
    & (Q(hulpvraag__isnull=True) | Q(hulpvraag__afgerond_op__isnull=True))
)


def dossier_mag(leerder: str) -> Exists:
    """Condition: consent for the file stands; ``leerder`` is the path to the learner's id ("pk", "leerder_id")."""
    toestemmingen = apps.get_model("intake", "Toestemming").objects
    return Exists(toestemmingen.filter(leerder=OuterRef(leerder), doel=Doel.DOSSIER, ingetrokken_op__isnull=True))


class LeerderQuerySet(ZichtbaarQuerySet["Leerder"]):
    def actief(self) -> LeerderQuerySet:
        """Learners who are not archived."""
        return self.filter(gearchiveerd_op__isnull=True)

    def zoek(self, tekst: str) -> LeerderQuerySet:
        """Learners with this text in the first name or in how to reach them, or with this beginning of a postcode."""
        woord = tekst.strip()
        if not woord:
            return self
        raak = Q(voornaam__icontains=woord) | Q(contact__icontains=woord)
        return self.filter(raak | Q(pc4__pk__startswith=woord[:4]) if woord[:4].isdigit() else raak)

    def zonder_coach(self) -> LeerderQuerySet:
        """Nobody's learners: no coach, or one who left or is no coach at this organisation any more."""
        leden = apps.get_model("kern", "Lidmaatschap").objects.met_rol(Rol.COACH)
        nog_coach = leden.filter(gebruiker=OuterRef("coach"), organisatie=OuterRef("organisatie"))
        return self.exclude(Exists(nog_coach))

    def met_stand(self) -> LeerderQuerySet:
        """With what a coach looks at: ``dossier_mag`` (consent for the file stands), ``gemeten`` (an intake was
        begun), ``loopt`` (one runs), ``klaar`` (one was finished), ``open_stap`` (something is planned or under way),
        ``stap_laat`` (a date has passed), ``stil`` (no contact for 30 days)."""
        modellen = self.model._meta.apps
        intakes = modellen.get_model("intake", "Intake").objects.filter(leerder=OuterRef("pk"))
        stappen = modellen.get_model("intake", "Stap").objects.filter(
            plan__leerder=OuterRef("pk"), status__in=(StapStatus.GEPLAND, StapStatus.BEZIG)
        )
        vandaag = timezone.localdate()
        return self.annotate(
            dossier_mag=dossier_mag("pk"),
            gemeten=Exists(intakes),
            loopt=Exists(intakes.filter(status=IntakeStatus.BEZIG)),
            klaar=Exists(intakes.filter(status=IntakeStatus.AFGEROND)),
            open_stap=Exists(stappen.filter(LOOPT)),
            stap_laat=Exists(stappen.filter(wanneer__lt=vandaag)),
            stil=Q(laatste_contact__lt=vandaag - timedelta(days=STIL_NA_DAGEN)),
        )

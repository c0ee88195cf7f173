"""Retention on the ground floor: accounts of who left, the log, form keys, sessions and kept forms."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q, QuerySet
from django.utils import timezone

from .bewaren import gaat_mee, regel, wis, wis_aanhang
from .models import Concept, Gebeurtenis, Gebruiker, Inzending, Lidmaatschap
from .privacy import REGISTER

OUD = "Oud-medewerker"
#: Where somebody was logged in, by address and browser: no longer than it helps to recognise a stranger.
SESSIES_DAGEN = 30
#: Django's own list of changes in the admin.
BEHEERLIJST_DAGEN = 365


def _voor(vandaag: date, dagen: int) -> datetime:
    return timezone.make_aware(datetime.combine(vandaag, time.min)) - timedelta(days=dagen)


def oude_accounts(vandaag: date) -> QuerySet[Gebruiker]:
    """Who holds no role, runs no admin, and has not logged in for the whole period."""
    grens = _voor(vandaag, REGISTER[Gebruiker].bewaren_dagen)
    lang_geleden = Q(last_login__lt=grens) | Q(last_login=None, aangemaakt_op__lt=grens)
    return Gebruiker.objects.filter(
        lang_geleden,
        ~Q(pk__in=Lidmaatschap.objects.values("gebruiker")),
        is_staff=False,
    ).exclude(naam=OUD)


def anonimiseer_account(gebruiker: Gebruiker) -> None:
    """Leave an account that nobody can open and that names nobody: the log points at it."""
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession, LogEntry):
        model.objects.filter(user=gebruiker).delete()
    Concept.objects.filter(gebruiker=gebruiker).delete()
    wis_aanhang(gebruiker)
    LogEntry.objects.filter(content_type__model="gebruiker", object_id=str(gebruiker.pk)).update(object_repr=OUD)
    gebruiker.naam = OUD
    gebruiker.email = f"weg-{gebruiker.pk}@ongeldig.invalid"
    gebruiker.is_active = False
    gebruiker.set_unusable_password()
    gebruiker.save()


regel(
    Gebruiker,
    hoe="naam en e-mailadres worden gewist, het account gaat dicht",
    verlopen=oude_accounts,
    ruim=anonimiseer_account,
)
gaat_mee(Gebruiker, Lidmaatschap)
regel(
    Gebeurtenis,
    hoe="wordt verwijderd; eerder weigert de database dat",
    verlopen=lambda vandaag: Gebeurtenis.objects.filter(
        # A day more than the database asks: its clock is UTC.
        wanneer__lt=_voor(vandaag, REGISTER[Gebeurtenis].bewaren_dagen + 1)
    ),
    ruim=wis,
)
regel(
    Inzending,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: Inzending.objects.filter(wanneer__lt=_voor(vandaag, REGISTER[Inzending].bewaren_dagen)),
    ruim=wis,
)
regel(
    Concept,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: Concept.objects.filter(gemaakt_op__lt=_voor(vandaag, REGISTER[Concept].bewaren_dagen)),
    ruim=wis,
)
regel(
    UserSession,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: UserSession.objects.filter(last_seen_at__lt=_voor(vandaag, SESSIES_DAGEN)),
    ruim=wis,
)
regel(
    LogEntry,
    hoe="wordt verwijderd",
    verlopen=lambda vandaag: LogEntry.objects.filter(action_time__lt=_voor(vandaag, BEHEERLIJST_DAGEN)),
    ruim=wis,
)

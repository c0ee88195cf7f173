"""How allauth behaves here: people are invited, nobody signs up by themselves."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from .models import Gebruiker


class Accounts(DefaultAccountAdapter):
    """Login by invitation only: an account without an organisation can see nothing anyway."""

    #: allauth's Dutch says "jij"; the portal says "u" everywhere.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account is uitgezet. Vraag de beheerder van uw organisatie om hulp.",
        "email_password_mismatch": "Dit e-mailadres en wachtwoord horen niet bij elkaar. "
        "Kijk ze na, of kies ‘Wachtwoord vergeten’.",
        "email_taken": "Er is al een account met dit e-mailadres. Log daarmee in, of kies een ander adres.",
        "enter_current_password": "Typ uw wachtwoord van nu.",
        "incorrect_code": "Deze code klopt niet. Kijk in uw app en typ de code van nu.",
        "incorrect_password": "Dit wachtwoord klopt niet. Typ het opnieuw.",
        "invalid_or_expired_key": "Deze link werkt niet meer. Vraag een nieuwe aan.",
        "password_min_length": "Het wachtwoord moet minstens {min_length} tekens hebben.",
        "same_as_current": "Kies een ander e-mailadres dan u nu hebt.",
        "too_many_login_attempts": "U hebt te vaak geprobeerd in te loggen. Wacht even en probeer het dan opnieuw.",
        "unknown_email": "Dit e-mailadres kennen we niet. Kijk of u een ander e-mailadres gebruikt.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for the first second step of somebody who came in a moment ago: the portal itself sent them there, and
        asking the same password twice in one minute is a riddle.
        """
        if app == "allauth.mfa" and not is_mfa_enabled(self.request.user):
            records = get_authentication_records(self.request, self.request.user)
            if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class Aanmeldingen(DefaultSocialAccountAdapter):
    """Single sign-on opens an account that exists already; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


def toon_naam(gebruiker: Gebruiker) -> str:
    """The name in mails and pages."""
    return str(gebruiker)

"""The second factor: who needs one, and how its secrets are kept.

Whoever holds a role sees personal data, or can give that right to somebody. So everybody with a role, and every user of
the admin, sets up an authenticator app or a passkey before anything else opens (settings.TWEEDE_FACTOR).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .models import Gebruiker
from .versleutel import sleutel

#: Where somebody without a second factor may still come: to set it up, to leave, and what every page needs.
OPEN = ("/account/", "/static/", "/favicon.ico")


def moet_nog(gebruiker: Gebruiker) -> bool:
    """Whether this user must set up a second factor before going on."""
    if not settings.TWEEDE_FACTOR or not (gebruiker.is_staff or gebruiker.rollen):
        return False
    return not is_mfa_enabled(gebruiker)


@receiver(authenticator_added)
def _bewezen(sender: Any, request: HttpRequest, user: Gebruiker, authenticator: Any, **kwargs: Any) -> None:
    """Who just showed a code or key of the new factor is not asked who they are on the very next page, the one with
    the recovery codes. In this session alone, and no longer than after any other such question.
    """
    if authenticator.type != authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=authenticator.type, reauthenticated=True)


class TweedeFactorMiddleware:
    """Sends who lacks a second factor to the page where it is set up. Never lets a form through by accident."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.TWEEDE_FACTOR or not request.user.is_authenticated or request.path.startswith(OPEN):
            return self.get_response(request)
        if moet_nog(request.user):
            messages.warning(request, "Zet eerst een tweede stap aan. Daarna kunt u verder.")
            return redirect(reverse("mfa_index"))
        return self.get_response(request)


class Factoren(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted, so that a copied database does not hand them out."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Deze code klopt niet. Kijk in uw app en typ de code van nu.",
    }

    def encrypt(self, text: str) -> str:
        return sleutel("tweedefactor").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValueError when the SECRET_KEY of then is gone: the user then needs a new second factor."""
        try:
            return sleutel("tweedefactor").decrypt(encrypted_text.encode()).decode()
        except InvalidToken as fout:
            raise ValueError("encrypted with another SECRET_KEY") from fout

    def can_delete_authenticator(self, authenticator: object) -> bool:
        """The last real factor stays: without it nothing opens any more."""
        from allauth.mfa.models import Authenticator

        assert isinstance(authenticator, Authenticator)
        if not settings.TWEEDE_FACTOR or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        ander = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return ander.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

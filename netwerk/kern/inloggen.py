"""The forms of logging in: allauth's, with one question more, and with nothing to learn from how long they take."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from allauth.core.context import request_context
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext, override

from .achteraf import achteraf
from .sessies import GEDEELD


class InlogFormulier(LoginForm):
    """Asks whether others use this computer too: then the login ends after a short silence."""

    gedeeld = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gedeeld"].label = gettext("Anderen gebruiken deze computer ook")
        self.fields["gedeeld"].help_text = gettext("U wordt dan na %(aantal)s minuten stilte uitgelogd.") % {
            "aantal": settings.SESSIE_STIL_GEDEELD_MINUTEN
        }

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        # Before the login: with a second step it is finished by another request, on the same session.
        request.session[GEDEELD] = self.cleaned_data["gedeeld"]
        return super().login(request, redirect_url=redirect_url)


class AppFormulier(ActivateTOTPForm):
    """The first code of the app, asked for in plain words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code uit de app"
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "placeholder": ""}


class HerstelFormulier(ResetPasswordForm):
    """Asks for a link to choose a new password. The account is looked up and mailed after the answer: a mail takes
    long enough to tell by the clock who has an account.
    """

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = str(self.cleaned_data["email"])
        taal = get_language()
        achteraf(lambda: self._verstuur(request, taal, **kwargs))
        return email

    def _verstuur(self, request: HttpRequest, taal: str | None, **kwargs: Any) -> None:
        # allauth makes the link from the request of its own context, which ends with the answer: on this other thread
        # there is none, and without it no mail leaves.
        with override(taal), request_context(request):
            super().clean_email()
            super().save(request, **kwargs)

"""The login form: allauth's, with one question more."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

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

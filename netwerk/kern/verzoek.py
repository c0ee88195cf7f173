"""The request as views behind the login get it: LoginRequiredMiddleware lets nobody else in."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import Gebruiker


class Verzoek(HttpRequest):
    """For annotations only; at run time it is a plain HttpRequest."""

    user: Gebruiker
    htmx: HtmxDetails

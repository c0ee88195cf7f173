"""The request as our views get it: with what our own middleware puts on it, and behind the login with a known user.

For annotations only; at run time both are a plain HttpRequest. LoginRequiredMiddleware lets nobody else into a view
without ``@login_not_required``, so such a view takes a :class:`Verzoek` and need not ask whether there is a user.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import Gebruiker


class Bezoek(HttpRequest):
    """A request by anybody."""

    user: Gebruiker | AnonymousUser
    htmx: HtmxDetails
    #: The language of the page, "" on a page that is Dutch only (``kern.talen``).
    taal: str
    #: The session ended by itself and what was typed is kept (``kern.sessies``).
    stil_bewaard: bool


class Verzoek(Bezoek):
    """A request by somebody who is logged in."""

    user: Gebruiker


def ingelogd(request: HttpRequest) -> Gebruiker | None:
    """Who is logged in; None for a visitor. Rules about a person (``workflow``) take this."""
    return request.user if request.user.is_authenticated else None

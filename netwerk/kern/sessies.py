"""When a login ends by itself, and what happens to a form that was sent after that.

A second cookie, signed and without rights, says whose session it was: only its owner gets to see what was typed.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from . import concept

GEZIEN, GEDEELD = "gezien", "gedeelde_computer"
#: The session is written at most this often (seconds) to note that somebody is still there.
NOTEER_ELKE = 60
KOEK = "netwerk_wie"
#: How long after the last click a form still finds its owner, in seconds.
KOEK_GELDIG = 24 * 3600
#: Forms about logging in itself are never kept.
NIET_BEWAREN = ("/account/",)


def stil_na(request: HttpRequest) -> int:
    """Seconds without a sign of life after which this session ends."""
    gedeeld = getattr(request, "session", {}).get(GEDEELD)
    return 60 * (settings.SESSIE_STIL_GEDEELD_MINUTEN if gedeeld else settings.SESSIE_STIL_MINUTEN)


@receiver(user_logged_in)
def _ingelogd(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        request.session[GEZIEN] = int(time.time())


def wie_was_dit(request: HttpRequest) -> int | None:
    """Whose browser this was until a while ago; None when nobody was logged in, or somebody logged out here."""
    try:
        return int(signing.loads(request.COOKIES.get(KOEK, ""), salt=KOEK, max_age=KOEK_GELDIG))
    except (signing.BadSignature, ValueError):
        return None


class StilMiddleware:
    """Ends a login that gave no sign of life for a while, and keeps the cookie that says whose it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        was_ingelogd = request.user.is_authenticated
        if was_ingelogd:
            nu, gezien = int(time.time()), request.session.get(GEZIEN)
            if gezien is not None and nu - gezien > stil_na(request):
                logout(request)
                was_ingelogd = False
            elif gezien is None or nu - gezien >= NOTEER_ELKE:
                request.session[GEZIEN] = nu
        antwoord = self.get_response(request)
        self._koek(request, antwoord, was_ingelogd)
        return antwoord

    @staticmethod
    def _koek(request: HttpRequest, antwoord: HttpResponseBase, was_ingelogd: bool) -> None:
        if request.user.is_authenticated:
            if wie_was_dit(request) != request.user.pk or request.session.modified:
                antwoord.set_cookie(
                    KOEK,
                    signing.dumps(request.user.pk, salt=KOEK),
                    httponly=True,
                    secure=settings.SESSION_COOKIE_SECURE,
                    samesite="Lax",
                )
            if request.method == "POST" and concept.VELD in request.POST and antwoord.status_code < 400:
                try:
                    concept.gooi_weg(uuid.UUID(request.POST[concept.VELD]), request.user)
                except ValueError:
                    pass
        elif was_ingelogd and not getattr(request, "stil_bewaard", False):
            antwoord.delete_cookie(KOEK, samesite="Lax")


class InlogMiddleware(LoginRequiredMiddleware):
    """Login by default; a form that arrives without one is kept, and a fragment becomes the whole login page."""

    # The stubs expect a redirect; any response will do.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        volgende = request.get_full_path()
        htmx = request.headers.get("HX-Request") == "true"
        if request.method == "POST":
            volgende = self._na_een_formulier(request)
        elif htmx:
            volgende = eigen_pad(request, request.headers.get("HX-Current-URL", ""))
        naar = redirect_to_login(volgende, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
        if not htmx:
            return naar
        # A redirect would put the login form where the fragment should come.
        return HttpResponse(status=204, headers={"HX-Redirect": naar["Location"]})

    @staticmethod
    def _na_een_formulier(request: HttpRequest) -> str:
        wie = wie_was_dit(request)
        bewaard = None
        if wie is not None and not request.path.startswith(NIET_BEWAREN):
            bewaard = concept.bewaar(wie, request.get_full_path(), request.POST)
        if bewaard:
            messages.warning(request, "U was uitgelogd. Wat u typte is bewaard. Log in om verder te gaan.")
            return reverse("kern:concept", args=[bewaard.pk])
        messages.warning(request, "U was uitgelogd. Log in om verder te gaan.")
        # The address of a form may answer POST only; the page it stood on can be opened.
        return eigen_pad(request, request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))


def eigen_pad(request: HttpRequest, adres: str) -> str:
    """The path of an address of our own; the home page for any other."""
    if not adres or not url_has_allowed_host_and_scheme(adres, allowed_hosts={request.get_host()}):
        return "/"
    deel = urlsplit(adres)
    return f"{deel.path}?{deel.query}" if deel.query else deel.path

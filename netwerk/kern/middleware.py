"""Middleware of the kern."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from .bereik import bereik
from .botsing import INGELOGD
from .programmas import foutmaker

#: What no page of ours uses, a script that got in should not use either.
ONNODIG = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
NIET_TOEGESTAAN = ", ".join(f"{wat}=()" for wat in ONNODIG.split())
METHODEN = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class KoppenMiddleware:
    """Headers that Django has no setting for, and no methods that no page of ours knows.

    A page of somebody who is logged in is not kept by the browser or a proxy: after logging out on a shared computer
    the back button shows nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODEN and foutmaker(request) is None:
            response: HttpResponse = HttpResponseNotAllowed(sorted(METHODEN))
        else:
            response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NIET_TOEGESTAAN)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class BereikMiddleware:
    """Runs the view and the rendering of its template in one transaction with the user's row-level scope.

    A visitor who is not logged in gets no scope and no transaction: the guarded tables are empty to them. A server
    error rolls back everything the request wrote: Django turns the exception into a response before it gets here, so
    the status is what tells.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            if request.method in ("GET", "HEAD", "OPTIONS"):
                return self.get_response(request)
            with transaction.atomic():
                return self._rol_terug_bij_fout(self.get_response(request))
        vorige = INGELOGD.set(request.user.pk)
        try:
            with bereik(request.user.organisatie_ids):
                return self._rol_terug_bij_fout(self.get_response(request))
        finally:
            INGELOGD.reset(vorige)

    @staticmethod
    def _rol_terug_bij_fout(response: HttpResponse) -> HttpResponse:
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response

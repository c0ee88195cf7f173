"""Middleware of the kern."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from .bereik import bereik


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
        with bereik(request.user.organisatie_ids):
            return self._rol_terug_bij_fout(self.get_response(request))

    @staticmethod
    def _rol_terug_bij_fout(response: HttpResponse) -> HttpResponse:
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response

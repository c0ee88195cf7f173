"""What is going on: one log line and two metrics per request, and what a monitor asks of the database.

Neither holds personal data: a route instead of an address (addresses hold numbers of files, query strings hold what
somebody typed), no user, no address of the visitor, no browser. A request number ties the log lines of one request
together and goes out in ``X-Request-ID``, so that somebody who saw an error can tell which one.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

logger = structlog.get_logger("netwerk.verzoek")

#: What a proxy in front may hand us as number of the request; anything else gets a new one.
NUMMER = re.compile(r"[A-Za-z0-9-]{8,64}")
#: What WhiteNoise answers, before there is a route.
STATISCH = "static/"
#: Not worth a line each: balancers and monitors ask them every few seconds, and a first page brings ten files.
STIL = {"gezond/", "klaar/", "metrics/", STATISCH}
METHODEN = {"GET", "HEAD", "POST", "OPTIONS"}

VERZOEKEN = Counter("netwerk_verzoeken", "Requests answered", ["methode", "route", "status"])
DUUR = Histogram(
    "netwerk_verzoek_seconden",
    "Time from the first middleware to the response, in seconds",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


class WaarnemingMiddleware:
    """Outermost of ours, so that it also sees what other middleware answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        aangereikt = request.headers.get("X-Request-ID", "")
        nummer = aangereikt if NUMMER.fullmatch(aangereikt) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(verzoek=nummer)
        begin = time.perf_counter()
        response = self.get_response(request)
        seconden = time.perf_counter() - begin
        if request.resolver_match:
            route = request.resolver_match.route
        else:
            route = STATISCH if request.path.startswith(settings.STATIC_URL) else "geen"
        methode = request.method if request.method in METHODEN else "ANDERS"
        VERZOEKEN.labels(methode, route, response.status_code).inc()
        DUUR.labels(route).observe(seconden)
        if route not in STIL:
            logger.info(
                "verzoek", methode=methode, route=route, status=response.status_code, ms=round(seconden * 1000, 1)
            )
        response["X-Request-ID"] = nummer
        return response

"""Metrics for Prometheus. Not public: how busy which page is tells about people, and asking costs a query."""

from __future__ import annotations

import os
from collections.abc import Iterator
from secrets import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector

from netwerk.kern import planning
from netwerk.kern.models import Uitvoering


class Toestand:
    """What the database says of the installation as a whole; read when it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        leeft = GaugeMetricFamily("netwerk_database_bereikbaar", "1 when the database answered")
        try:
            gedaan = dict(
                Uitvoering.objects.filter(gelukt=True).values("naam").annotate(m=Max("klaar")).values_list("naam", "m")
            )
            laat = planning.achterstallig()
        except DatabaseError:
            leeft.add_metric([], 0)
            yield leeft
            return
        leeft.add_metric([], 1)
        yield leeft
        yield GaugeMetricFamily("netwerk_opdrachten_te_laat", "Recurring jobs that missed their turn", value=len(laat))
        laatst = GaugeMetricFamily(
            "netwerk_opdracht_laatst_gelukt", "When a recurring job last succeeded, in Unix time", labels=["opdracht"]
        )
        for naam, moment in sorted(gedaan.items()):
            laatst.add_metric([naam], moment.timestamp())
        yield laatst


@login_not_required
@never_cache
@require_safe
def metingen(request: HttpRequest) -> HttpResponse:
    """All processes of this machine together. Asks METRICS_TOKEN as bearer; without that setting, 404."""
    gegeven = request.headers.get("Authorization", "").encode()
    if not settings.METRICS_TOKEN or not compare_digest(gegeven, f"Bearer {settings.METRICS_TOKEN}".encode()):
        raise Http404
    register = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):  # the library's own setting, see docs/voorbeelden/gunicorn.conf.py
        MultiProcessCollector(register)
    else:
        register = REGISTRY
    eigen = CollectorRegistry()
    eigen.register(Toestand())
    return HttpResponse(generate_latest(register) + generate_latest(eigen), content_type=CONTENT_TYPE_PLAIN_0_0_4)

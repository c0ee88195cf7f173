"""The public directory read from a replica of the database, for who is not logged in (docs/adr/0021).

Many visitors read, few write: with ``LEESREPLICA_URL`` set, a view with ``@van_de_replica`` asks the replica instead of
the primary. The whole view does, its SQL written out included: for its duration the replica stands in the place of
Django's ``default`` connection, so that one page never mixes two databases. Who is logged in always reads the primary,
and sees at once what they changed.

A page is never worse for it. What the replica does not have (404), cannot do (a schema behind, a write) or does not
answer, the primary answers. A replica that is behind is left alone; but when the primary is away, an old directory is
better than none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import Counter

from . import planning
from .models import Uitvoering
from .views.fouten import database_storing

logger = logging.getLogger(__name__)

ALIAS, HOOFD = "leesreplica", "default"
GOED, ACHTER, WEG = "goed", "achter", "weg"
#: Seconds between two looks at a replica that answers, and at one that does not.
KIJK_ELKE, PAUZE = 10.0, 30.0
#: Seconds that the primary is not tried after it did not answer, while the replica can answer.
HOOFD_PAUZE = 10.0

GELEZEN = Counter("netwerk_aanbod_gelezen", "Pages of the public directory, by who answered", ["van"])


class Stand:
    """What this process knows of the replica; looked up again every few seconds."""

    def __init__(self) -> None:
        self.replica = GOED
        self._kijk_weer = 0.0
        self._hoofd_weg_tot = 0.0

    def nu(self) -> str:
        """One of: goed, achter, weg."""
        if monotonic() >= self._kijk_weer:
            # First, so that the other threads do not all look at the same moment.
            self._kijk_weer = monotonic() + KIJK_ELKE
            try:
                self.zet(_kijk())
            except (DatabaseError, InterfaceError):
                self.zet(WEG)
        return self.replica

    def zet(self, replica: str) -> None:
        """Note what is seen; only a change is logged."""
        if replica == WEG:
            self._kijk_weer = monotonic() + PAUZE
        if replica != self.replica:
            logger.warning("read replica: %s, was %s", replica, self.replica)
        self.replica = replica

    def hoofd_is_weg(self) -> bool:
        """Whether the primary did not answer a moment ago."""
        return monotonic() < self._hoofd_weg_tot

    def hoofd_viel_weg(self) -> None:
        """The primary did not answer just now."""
        self._hoofd_weg_tot = monotonic() + HOOFD_PAUZE


STAND = Stand()


def _kijk() -> str:
    """Whether the replica keeps up, told by the job that runs most often: each of its runs is a row (kern.planning).

    The server's own figures are not asked: a role without rights sees only some of them, and they differ per provider.
    A scheduler that stands still looks the same as a replica that does, and then the primary is asked: no harm.
    """
    vaakst = min((opdracht for opdracht in planning.opdrachten() if opdracht.elke), key=lambda o: o.elke)
    laatste = Uitvoering.objects.using(ALIAS).filter(naam=vaakst.naam).values_list("begonnen", flat=True).first()
    grens = timezone.now() - timedelta(seconds=settings.LEESREPLICA_ACHTERSTAND)
    return GOED if laatste is not None and laatste >= grens else ACHTER


@contextmanager
def op_de_replica() -> Iterator[None]:
    """Every query of this thread in this block goes to the replica."""
    hoofd = connections[HOOFD]
    connections[HOOFD] = connections[ALIAS]
    try:
        yield
    finally:
        connections[HOOFD] = hoofd


def van_de_replica(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator for a public view that only reads; it may be run twice. Put it closest to the view."""

    @wraps(view)
    def binnen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if ALIAS not in connections.databases or request.method not in ("GET", "HEAD") or request.user.is_authenticated:
            return view(request, *args, **kwargs)

        def lees(van: str) -> HttpResponse:
            if van == HOOFD:
                antwoord = view(request, *args, **kwargs)
            else:
                with op_de_replica():
                    antwoord = view(request, *args, **kwargs)
            GELEZEN.labels(van).inc()
            return antwoord

        stand = STAND.nu()
        if stand == GOED or (stand == ACHTER and STAND.hoofd_is_weg()):
            try:
                antwoord = lees(ALIAS)
                if antwoord.status_code != 404:  # it may have been published a second ago
                    return antwoord
            except Http404:
                pass
            except (DatabaseError, InterfaceError):
                STAND.zet(WEG)
        try:
            return lees(HOOFD)
        except (DatabaseError, InterfaceError) as fout:
            if database_storing(fout) != "weg" or STAND.replica != ACHTER:
                raise
            STAND.hoofd_viel_weg()
            return lees(ALIAS)

    return binnen

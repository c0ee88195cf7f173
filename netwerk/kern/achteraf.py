"""Small work that the answer must not wait for, since the time it takes would tell something.

Only for what may be lost when the machine stops at that very moment, such as a mail that somebody asks for again. What
must happen goes through ``kern.planning``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import connections

logger = logging.getLogger(__name__)
#: A worker that stops in the ordinary way first finishes what waits here.
_HULP = ThreadPoolExecutor(max_workers=2, thread_name_prefix="achteraf")


def achteraf(werk: Callable[[], object]) -> None:
    """Do this on another thread and connection, after what the request itself does; at once while tests run.

    An error goes to the log by its kind alone: its text may hold an address.
    """
    if settings.TEST:
        werk()
    else:
        _HULP.submit(_doe, werk)


def _doe(werk: Callable[[], object]) -> None:
    try:
        werk()
    except Exception as fout:  # nobody waits for this thread
        logger.error("work after the answer failed: %s", type(fout).__name__)
    finally:
        connections.close_all()

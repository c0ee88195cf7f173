"""Django's migrate, one at a time: two machines that start at once must not change the tables at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

#: Any number, the same everywhere: "netwerk.migrate" as crc32.
SLOT = 2_023_470_143


class Command(Migrate):
    def handle(self, *args: Any, **opties: Any) -> None:
        with alleen(opties["database"]):
            super().handle(*args, **opties)
            bescherm_logboek(opties["database"])


@contextmanager
def alleen(database: str) -> Iterator[None]:
    """Wait until no other migrate runs on this database, and hold that place.

    The lock belongs to the connection: a migrate that is killed lets go. Each statement waits ten seconds at most for
    the lock of a table (``lock_timeout``), so that a migration that cannot get in fails instead of holding up the
    portal; how long it then works is not limited.
    """
    verbinding = connections[database]
    with verbinding.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
        slotlimiet, limiet = cursor.fetchone()
        cursor.execute("SELECT set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false)")
        cursor.execute("SELECT pg_advisory_lock(%s)", [SLOT])
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [slotlimiet])
    try:
        yield
    finally:
        with verbinding.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SLOT])
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [limiet])


def bescherm_logboek(database: str) -> None:
    """Hand the log over to its own owner, where the database's administrator prepared that (netwerk/logboek.sql)."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT to_regproc('netwerk_beheer.bescherm_logboek') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT netwerk_beheer.bescherm_logboek()")

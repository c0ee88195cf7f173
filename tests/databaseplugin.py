"""Gives a test run its own embedded PostgreSQL, started before pytest-django reads the settings.

Loaded with `-p` from pyproject.toml: a conftest.py comes too late, as pytest-django imports the settings before it.
Every run has a server of its own in the temporary folder (made in half a second), so two runs at once never share a
test database. With DATABASE_URL set, that server is used instead; its role needs CREATEDB.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

VOORVOEGSEL = "netwerk-pg-test-"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """A wrapper runs before every plain hook, pytest-django's included."""
    if not os.environ.get("DATABASE_URL"):
        start()
    # Name of the database with the demo city that the browser tests copy; one per run, the same in all its workers.
    os.environ.setdefault("NETWERK_TESTSTAD", f"netwerk_stad_{os.getpid()}")
    # And of the empty one with its vocabularies, that every worker copies.
    os.environ.setdefault("NETWERK_TESTLEEG", f"netwerk_leeg_{os.getpid()}")
    return (yield)


def start() -> None:
    """Start the run's server and put its address in the environment, where the xdist workers find it too."""
    from netwerk import embedded, postgres

    embedded.ruim_op(f"{VOORVOEGSEL}*")
    map_ = Path(tempfile.mkdtemp(prefix=VOORVOEGSEL, dir=postgres.tijdelijke_plek()))
    atexit.register(weg, map_, os.getpid())  # runs after the server's own exit handler, registered later
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, lambda sein, _frame: sys.exit(128 + sein))
    try:
        server = embedded.doe_mee(map_, snel=True)
    except embedded.EmbeddedFout as fout:
        raise pytest.UsageError(str(fout)) from fout
    os.environ["DATABASE_URL"] = server.url


def weg(map_: Path, eigenaar: int) -> None:
    if os.getpid() == eigenaar:
        shutil.rmtree(map_, ignore_errors=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    """On a server that outlives the run, leave nothing behind."""
    url = os.environ.get("DATABASE_URL", "")
    if hasattr(config, "workerinput") or not url or VOORVOEGSEL in url:
        return
    stad = os.environ["NETWERK_TESTSTAD"]
    for naam in (stad, f"{stad}_bouw", os.environ["NETWERK_TESTLEEG"]):
        sql(f"DROP DATABASE IF EXISTS {naam} WITH (FORCE)")


def sql(opdracht: str, *waarden: Any, url: str | None = None) -> list[tuple[Any, ...]]:
    """One statement outside a transaction, as the portal's role."""
    import psycopg2

    verbinding = psycopg2.connect(url or os.environ["DATABASE_URL"])
    verbinding.autocommit = True
    try:
        with verbinding.cursor() as cur:
            cur.execute(opdracht, waarden or None)
            return cur.fetchall() if cur.description else []
    finally:
        verbinding.close()


def bestaat(database: str) -> bool:
    return bool(sql("SELECT 1 FROM pg_database WHERE datname = %s", database))


def pytest_report_header() -> str:
    url: Any = os.environ.get("DATABASE_URL", "")
    return "database: embedded PostgreSQL" if VOORVOEGSEL in url else "database: DATABASE_URL"

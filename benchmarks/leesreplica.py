"""The directory read from a real streaming replica, which lags, dies and comes back; and with the primary away.

    python benchmarks/leesreplica.py

Two embedded PostgreSQL servers of its own, the second copied from the first with pg_basebackup and following it, and
one gunicorn as docs/installeren.md starts it. Per situation some visitors open the directory; wrong is any answer that
is not 200, or one that another server gave than it should (``netwerk_aanbod_gelezen_total``, see ADR 21).
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
WEB_POORT = 8971
#: Seconds; kern.leesreplica looks at a replica every ten and at one that was away every thirty.
ACHTERSTAND, GEDULD = 8, 75


class Replica:
    """A second server that follows the first."""

    def __init__(self, hoofd: Path, map_: Path) -> None:
        from netwerk import postgres

        self.bin, self.map, self.als = postgres.programmas(), map_, postgres._als()
        if os.geteuid() == 0:
            os.chown(map_.parent, *postgres.systeemgebruiker())
        opdracht = [self.bin / "pg_basebackup", "-h", hoofd / "data", "-U", "postgres", "-D", map_, "-R", "-c", "fast"]
        subprocess.run(opdracht, check=True, cwd="/", stderr=subprocess.DEVNULL, **self.als)
        # The first server keeps its socket in its data folder; the copy has the lock of that.
        (map_ / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        self.proces: subprocess.Popen[bytes] | None = None

    def aan(self) -> None:
        opdracht = [self.bin / "postgres", "-D", self.map, "-c", f"unix_socket_directories={self.map}"]
        self.proces = subprocess.Popen(opdracht, cwd="/", stderr=subprocess.DEVNULL, **self.als)

    def uit(self) -> None:
        if self.proces:
            self.proces.send_signal(signal.SIGINT)  # fast: does not wait for who is connected
            self.proces.wait(30)


def sql(map_: Path, opdracht: str, database: str = "netwerk") -> None:
    import psycopg2

    verbinding = psycopg2.connect(host=str(map_), user="postgres", dbname=database, connect_timeout=5)
    verbinding.autocommit = True
    with verbinding.cursor() as cursor:
        cursor.execute(opdracht)
    verbinding.close()


def vraag(pad: str) -> tuple[int, str]:
    """Status and text."""
    verzoek = Request(f"http://127.0.0.1:{WEB_POORT}{pad}", headers={"Authorization": "Bearer proef"})
    try:
        with urlopen(verzoek, timeout=60) as antwoord:  # noqa: S310 - our own address
            return antwoord.status, antwoord.read().decode()
    except HTTPError as fout:
        return fout.code, fout.read().decode()
    except OSError:
        return 0, ""


def gelezen() -> dict[str, int]:
    """How often each server gave the directory so far."""
    gevonden = re.findall(r'netwerk_aanbod_gelezen_total\{van="(\w+)"\} (\d+)', vraag("/metrics/")[1])
    return {van: int(aantal) for van, aantal in gevonden}


def kijk(wat: str, verwacht: str, keer: int = 20) -> bool:
    """Some visitors, when the web server has seen it; True when all is as it should be."""
    einde, trouw = time.monotonic() + GEDULD, 0
    while time.monotonic() < einde and trouw < 1:
        voor = gelezen()
        vraag("/aanbod/")
        na = gelezen()
        trouw += na.get(verwacht, 0) > voor.get(verwacht, 0)
        time.sleep(0 if trouw else 1)
    voor = gelezen()
    statussen = [vraag("/aanbod/")[0] for _ in range(keer)]
    na = gelezen()
    door = {van: aantal - voor.get(van, 0) for van, aantal in na.items() if aantal > voor.get(van, 0)}
    goed = set(statussen) == {200} and door == {verwacht: keer}
    print(
        f"{'goed' if goed else 'FOUT'}: {wat}: {keer} bezoekers, antwoorden {set(statussen)}, gelezen van {door}",
        flush=True,
    )
    return goed


def main() -> int:
    from netwerk import embedded, postgres

    map_ = Path(tempfile.mkdtemp(prefix="netwerk-pg-replica-", dir=postgres.tijdelijke_plek()))
    map_.chmod(0o755)
    hoofd = map_ / "hoofd"
    server = embedded.doe_mee(hoofd, snel=False)
    omgeving = os.environ | {"DATABASE_URL": server.url, "NETWERK_DEMO": "1", "METRICS_TOKEN": "proef"}
    replica: Replica | None = None
    web: subprocess.Popen[bytes] | None = None
    stop = threading.Event()

    def hartslag() -> None:
        """What the scheduler does every minute, faster."""
        while not stop.wait(1):
            try:
                sql(hoofd / "data", "INSERT INTO kern_uitvoering (naam, begonnen, klaar, gelukt, melding)"
                    " VALUES ('verstuur_berichten', now(), now(), true, '')")  # fmt: skip
            except Exception:  # noqa: BLE001, S112 - the server is away on purpose
                continue

    try:
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=REPO, env=omgeving, check=True)
        subprocess.run([sys.executable, "manage.py", "laad_basis", "-v0"], cwd=REPO, env=omgeving, check=True)
        (map_ / "replica").mkdir(mode=0o755)
        replica = Replica(hoofd, map_ / "replica" / "data")
        replica.aan()
        threading.Thread(target=hartslag, daemon=True).start()
        leesurl = server.url.replace(str(hoofd / "data"), str(map_ / "replica" / "data"))
        assert leesurl != server.url
        opdracht = [sys.executable, "-m", "gunicorn", "netwerk.wsgi", "-c", "docs/voorbeelden/gunicorn.conf.py"]
        extra = {"LEESREPLICA_URL": leesurl, "LEESREPLICA_ACHTERSTAND": str(ACHTERSTAND)}
        web = subprocess.Popen(
            [*opdracht, "-b", f"127.0.0.1:{WEB_POORT}", "-w", "1", "--log-level", "error"],
            cwd=REPO,
            env=omgeving | extra,
        )
        einde = time.monotonic() + 120
        while vraag("/gezond/")[0] != 200 and time.monotonic() < einde:
            time.sleep(0.5)
        goed = [kijk("alles draait", "leesreplica")]
        sql(map_ / "replica" / "data", "SELECT pg_wal_replay_pause()")
        goed.append(kijk("de replica loopt achter", "default"))
        _stop_hoofd(hoofd)
        goed.append(kijk("de replica loopt achter en de hoofddatabase is weg", "leesreplica"))
        _start_hoofd(hoofd)
        sql(map_ / "replica" / "data", "SELECT pg_wal_replay_resume()")
        goed.append(kijk("alles draait weer", "leesreplica"))
        replica.uit()
        goed.append(kijk("de replica is weg", "default"))
        replica.aan()
        goed.append(kijk("de replica is terug", "leesreplica"))
        _stop_hoofd(hoofd)
        goed.append(kijk("de hoofddatabase is weg", "leesreplica"))
        status, tekst = vraag("/account/login/")
        print(f"inloggen zonder hoofddatabase: {status}")
        goed.append(status in (200, 503) and "Traceback" not in tekst)
        _start_hoofd(hoofd)
        return 0 if all(goed) else 1
    finally:
        stop.set()
        if web:
            web.terminate()
            web.wait(40)
        if replica:
            replica.uit()
        server.verlaat()
        shutil.rmtree(map_, ignore_errors=True)


def _stop_hoofd(map_: Path) -> None:
    from netwerk import postgres

    postgres.stop_server(map_)


def _start_hoofd(map_: Path) -> None:
    from netwerk import postgres

    postgres.zorg_voor_server(map_, postgres.programmas(), snel=False)


if __name__ == "__main__":
    sys.exit(main())

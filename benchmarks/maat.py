"""How much two cores hold: requests per second and waiting time of the main pages, memory per worker, size of the data.

    python -m benchmarks.maat                    a demo city of its own, gunicorn with 2 workers as in docs/voorbeelden
    python -m benchmarks.maat --werkers 4 --seconden 10

Two measures. Waiting times need a quiet machine, and the clients take their part of the two cores. Processor time per
page, of the worker and of its database connection, hardly depends on what else runs: from it follows how many pages a
second two cores can make, of which the table takes VOL as busy. The mix is what people do in an hour; somebody at work
opens a page every ten seconds (BLIK_PER). The outcome stands in docs/installeren.md.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid
from contextlib import suppress
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
os.environ.setdefault("NETWERK_DEMO", "1")

from tests import databaseplugin  # noqa: E402
from tests.browser import hulp  # noqa: E402

#: Seconds between two pages of somebody who is at work in the portal.
BLIK_PER = 10
#: How busy the two cores may be before waiting times grow.
KERNEN, VOL = 2, 0.7
#: (name, who, address, share of the mix). The address may hold the pattern of a link on the page before "->".
PAGINAS: tuple[tuple[str, str, str, int], ...] = (
    ("front page", "", "/", 10),
    ("search in provision", "", "/aanbod/?q=digid", 15),
    ("one place", "", r"/aanbod/->/aanbod/plek/[\w-]+/", 10),
    ("learning material", "", "/materiaal/?q=klik", 5),
    ("coach: today", "coach", "/", 10),
    ("coach: learners", "coach", "/intake/", 10),
    ("coach: one learner", "coach", r"/intake/->/intake/leerder/\d+/", 20),
    ("provider: inbox", "aanbieder", "/aanbod/doorverwijzingen/ontvangen/", 5),
    ("coordinator: board", "coordinator", "/vrijwilligers/", 10),
    ("municipality: figures", "regie", "/cijfers/", 5),
)


class Klant:
    """One connection that keeps its cookies."""

    def __init__(self, poort: int) -> None:
        self.lijn = http.client.HTTPConnection("127.0.0.1", poort, timeout=60)
        self.koekjes: dict[str, str] = {}

    def vraag(self, pad: str, velden: dict[str, str] | None = None) -> tuple[int, str]:
        koppen = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.koekjes.items()), "Accept-Encoding": "identity"}
        inhoud = None
        if velden is not None:
            inhoud = urllib.parse.urlencode(velden)
            koppen["Content-Type"] = "application/x-www-form-urlencoded"
        self.lijn.request("GET" if velden is None else "POST", pad, inhoud, koppen)
        antwoord = self.lijn.getresponse()
        tekst = antwoord.read().decode("utf-8", "replace")
        for regel in antwoord.headers.get_all("Set-Cookie") or []:
            naam, _, waarde = regel.split(";")[0].partition("=")
            self.koekjes[naam] = waarde
        return antwoord.status, tekst

    def log_in(self, wie: str) -> None:
        from netwerk.kern.demo import WACHTWOORD

        _, pagina = self.vraag("/account/login/")
        sleutel = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', pagina)
        assert sleutel
        velden = {"csrfmiddlewaretoken": sleutel[1], "login": f"{wie}@demo.example", "password": WACHTWOORD}
        status, _ = self.vraag("/account/login/", velden)
        assert status == 302, f"{wie} does not get in: {status}"


def meet(poort: int, adressen: list[tuple[str, dict[str, str]]], tegelijk: int, seconden: float) -> list[float]:
    """Waiting times in seconds of so many clients that ask one page after another."""
    tijden: list[float] = []
    slot, einde = threading.Lock(), time.monotonic() + seconden

    def loop(nummer: int) -> None:
        klant, mijn, n = Klant(poort), [], nummer
        while time.monotonic() < einde:
            pad, klant.koekjes = adressen[n % len(adressen)]
            begin = time.perf_counter()
            status, _ = klant.vraag(pad)
            mijn.append(time.perf_counter() - begin)
            assert status == 200, f"{pad}: {status}"
            n += 7  # prime to the length of the mix: every client sees all of it in another order
        with slot:
            tijden.extend(mijn)

    draden = [threading.Thread(target=loop, args=(nummer,)) for nummer in range(tegelijk)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return tijden


def cpu(pid: int, database: str) -> tuple[dict[int, float], dict[int, float]]:
    """Processor seconds so far per process: of the workers, and of the database's processes that serve them."""
    backends = hulp.sql("SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", database)
    return _per_pid(_kinderen(pid)), _per_pid([int(rij[0]) for rij in backends])


def erbij(voor: dict[int, float], na: dict[int, float]) -> float:
    """What was used in between; what a process used that ended meanwhile is not known, and small."""
    return sum(max(0.0, na[pid] - voor.get(pid, 0.0)) for pid in na)


def _kinderen(pid: int) -> list[int]:
    return [int(kind) for kind in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _per_pid(pids: list[int]) -> dict[int, float]:
    uit = {}
    for pid in pids:
        with suppress(FileNotFoundError):
            delen = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            uit[pid] = (int(delen[11]) + int(delen[12])) / os.sysconf("SC_CLK_TCK")
    return uit


def p95(tijden: list[float]) -> float:
    return statistics.quantiles(tijden, n=20)[-1] if len(tijden) > 1 else tijden[0]


def geheugen(pid: int) -> list[int]:
    """Memory of each worker in MB: its own part, what it shares with the others divided (PSS)."""
    uit = []
    for kind in _kinderen(pid):
        regels = Path(f"/proc/{kind}/smaps_rollup").read_text()
        pss = re.search(r"^Pss:\s+(\d+) kB", regels, re.MULTILINE)
        uit.append(int(pss[1]) // 1024 if pss else 0)
    return uit


def omvang(database: str) -> None:
    """Size of the tables per room, per 1,000 learners. Row-level security hides rows; the planner counted them."""
    url = hulp.url_van(database)
    hulp.sql("ANALYZE", url=url)
    [(leerders,)] = hulp.sql("SELECT reltuples::int FROM pg_class WHERE relname = 'intake_leerder'", url=url)
    rijen = hulp.sql(
        "SELECT split_part(relname, '_', 1), sum(pg_total_relation_size(oid)) FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 2 DESC",
        url=url,
    )
    per_kamer = {str(kamer): int(grootte) / 1e6 for kamer, grootte in rijen}
    print(f"\ndata of {leerders} learners: {sum(per_kamer.values()):.0f} MB in all; per 1,000 learners:")
    for kamer in ("intake", "aanbod", "vrijwilligers", "kern"):
        print(f"  {kamer:14} {per_kamer.get(kamer, 0) / leerders * 1000:6.1f} MB")


def _adressen(poort: int) -> dict[str, tuple[str, dict[str, str]]]:
    """Per page its address, found as a person finds it, and the cookies of who asks."""
    klanten = {"": Klant(poort)}
    uit = {}
    for naam, wie, pad, _ in PAGINAS:
        if wie not in klanten:
            klanten[wie] = Klant(poort)
            klanten[wie].log_in(wie)
        if "->" in pad:
            lijst, patroon = pad.split("->")
            gevonden = re.search(f'href="({patroon})"', klanten[wie].vraag(lijst)[1])
            assert gevonden, f"no link like {patroon} on {lijst}"
            pad = gevonden[1]
        uit[naam] = (pad, dict(klanten[wie].koekjes))
    return uit


def _verslag(pid: int, poort: int, database: str, seconden: float) -> None:
    for _ in range(300):
        try:
            if Klant(poort).vraag("/klaar/")[0] == 200:
                break
        except OSError:
            time.sleep(0.2)
    adressen = _adressen(poort)
    mix = [adressen[naam] for naam, _, _, deel in PAGINAS for _ in range(deel)]
    meet(poort, mix, 4, seconden)  # warm
    print(f"memory per worker: {', '.join(f'{mb} MB' for mb in geheugen(pid))}\n")
    print(f"{'page':24}{'worker':>10}{'database':>10}{'median':>10}{'p95':>9}   (4 clients)")
    per_blik = {}
    for naam, *_ in PAGINAS:
        eerst, tijden = cpu(pid, database), meet(poort, [adressen[naam]], 4, seconden)
        daarna = cpu(pid, database)
        werk, data = (erbij(voor, na) / len(tijden) * 1000 for voor, na in zip(eerst, daarna, strict=True))
        per_blik[naam] = werk + data
        midden = statistics.median(tijden) * 1000
        print(f"{naam:24}{werk:7.1f} ms{data:7.1f} ms{midden:7.0f} ms{p95(tijden) * 1000:6.0f} ms", flush=True)
    delen = {naam: deel for naam, _, _, deel in PAGINAS}
    gemiddeld = sum(per_blik[naam] * deel for naam, deel in delen.items()) / sum(delen.values())
    per_s = KERNEN * VOL * 1000 / gemiddeld
    print(f"\nthe mix: {gemiddeld:.1f} ms of processor per page, so {per_s:.0f} pages/s on {KERNEN} cores at {VOL:.0%}")
    print(f"people at work at the same moment, a page per {BLIK_PER} s: {per_s * BLIK_PER:.0f}")
    print(f"\n{'the mix, clients':24}{'pages/s':>10}{'median':>10}{'p95':>9}")
    for tegelijk in (2, 8, 16):
        tijden = meet(poort, mix, tegelijk, 2 * seconden)
        midden = statistics.median(tijden) * 1000
        print(
            f"{tegelijk:<24}{len(tijden) / 2 / seconden:10.0f}{midden:7.0f} ms{p95(tijden) * 1000:6.0f} ms", flush=True
        )
    print(f"memory per worker after it: {', '.join(f'{mb} MB' for mb in geheugen(pid))}")
    omvang(database)


def _vrije_poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def main() -> int:
    import django

    vraag = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    vraag.add_argument("--werkers", type=int, default=2)
    vraag.add_argument("--seconden", type=float, default=4)
    vraag.add_argument("--database", default="", help="a demo city that is there already; kept")
    keuze = vraag.parse_args()
    if not os.environ.get("DATABASE_URL"):
        databaseplugin.start()
    django.setup()
    database = keuze.database or f"maat_{uuid.uuid4().hex[:8]}"
    if not keuze.database:
        hulp.maak_stad(database)
    poort = _vrije_poort()
    with tempfile.TemporaryDirectory() as map_:
        log = Path(map_) / "gunicorn.log"
        with log.open("wb") as uit:
            proces = subprocess.Popen(
                [
                    sys.executable, "-m", "gunicorn", "netwerk.wsgi", "-c", "docs/voorbeelden/gunicorn.conf.py",
                    "-w", str(keuze.werkers), "-b", f"127.0.0.1:{poort}",
                ],
                cwd=hulp.REPO, env=os.environ | {"DATABASE_URL": hulp.url_van(database)}, stdout=uit, stderr=uit,
            )  # fmt: skip
        try:
            _verslag(proces.pid, poort, database, keuze.seconden)
        finally:
            proces.terminate()
            proces.wait()
            if not keuze.database:
                hulp.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Real faults under load: PostgreSQL killed and started again, web workers killed, a disk that is really full.

    python benchmarks/storingen.py --formulieren 200 --herstarts 5 --doden 5

gunicorn with real worker processes, in front of an embedded PostgreSQL of its own that writes durably. Eight people
send the form for a new learner; who gets an error page sends what is on it again, as the page invites to. Meanwhile
the server is stopped as ``pg_ctl stop -m immediate`` does (no shutdown, recovery from its log afterwards), workers get
SIGKILL, and, as root, the data folder stands on a small file system that is filled to the last byte.

Wrong is: a form that was answered "saved" and is not there, a form that is there twice, a file without its consents or
its line in the log, and any answer 500. The numbers stand in docs/security.md.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
DOELEN = ("dossier", "doorverwijzen")
TOKEN = "x" * 32
#: Seconds after which a form that never got through counts as lost.
GEDULD = 240.0


class Tijd(Exception):
    """A form did not get through in time, or the web server is gone for good."""


class Proef:
    """The servers, and what the senders saw."""

    def __init__(self, map_: Path, url: str) -> None:
        self.map, self.url = map_, url
        self.antwoorden: Counter[str] = Counter()
        self.bewaard: set[str] = set()
        self.fouten: list[str] = []
        self.slot = threading.Lock()
        self.web: subprocess.Popen[bytes] | None = None
        with socket.socket() as vrij:
            vrij.bind(("127.0.0.1", 0))
            self.poort = int(vrij.getsockname()[1])

    # --- servers ------------------------------------------------------------------------------------------------------
    def start_web(self) -> None:
        opdracht = [
            sys.executable, "-m", "gunicorn", "netwerk.wsgi", "-c", "docs/voorbeelden/gunicorn.conf.py",
            "-b", f"127.0.0.1:{self.poort}", "-w", "2", "--threads", "4", "--log-level", "error",
        ]  # fmt: skip
        self.web = subprocess.Popen(
            opdracht,
            cwd=REPO,
            env=dict(os.environ),
            stderr=(self.map / "web.log").open("ab"),
            stdout=subprocess.DEVNULL,
        )
        einde = time.monotonic() + 120
        while time.monotonic() < einde:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.vraag("GET", "/klaar/")[0] == 200:
                    return
            time.sleep(0.3)
        raise SystemExit(f"het portaal start niet, zie {self.map / 'web.log'}")

    def werkers(self) -> list[int]:
        import psutil

        assert self.web is not None
        return [kind.pid for kind in psutil.Process(self.web.pid).children()]

    def postgres_direct_uit(self) -> None:
        """What ``pg_ctl stop -m immediate`` does: no checkpoint, no goodbye."""
        nummer = int((self.map / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(nummer, signal.SIGQUIT)
        self.wacht_weg(nummer)

    def wacht_weg(self, nummer: int) -> None:
        from netwerk import postgres

        while Path(f"/proc/{nummer}").exists():
            if (kind := postgres._KINDEREN.get(self.map)) is not None and kind.poll() is not None:
                return
            time.sleep(0.02)

    def postgres_aan(self) -> None:
        from netwerk import postgres

        postgres.zorg_voor_server(self.map, postgres.programmas(), snel=False)

    # --- people -------------------------------------------------------------------------------------------------------
    def vraag(
        self, methode: str, pad: str, velden: list[tuple[str, str]] | None = None, koek: str = ""
    ) -> tuple[int, str, str]:
        """(status, address it leads to, page)."""
        verbinding = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=90)
        try:
            koppen = {"Cookie": koek, "Content-Type": "application/x-www-form-urlencoded"}
            verbinding.request(methode, pad, urlencode(velden) if velden else None, koppen)
            antwoord = verbinding.getresponse()
            return antwoord.status, antwoord.getheader("Location") or "", antwoord.read().decode(errors="replace")
        finally:
            verbinding.close()

    def verstuur(self, naam: str, koek: str) -> None:
        """Send one form until the portal says that it is saved: the button of the error page, or the form again."""
        velden = [("csrfmiddlewaretoken", TOKEN), ("voornaam", naam), ("taal", "nl"), ("sleutel", str(uuid.uuid4()))]
        velden += [("doelen", doel) for doel in DOELEN]
        einde = time.monotonic() + GEDULD
        while True:
            if time.monotonic() > einde or self.web is None or self.web.poll() is not None:
                raise Tijd(naam)
            try:
                status, naar, pagina = self.vraag("POST", "/intake/nieuw/", velden, koek)
            except (OSError, http.client.HTTPException):
                self.tel("verbinding weg")
                time.sleep(0.2)
                continue
            if status == 302 and "/gegevens/" in naar:
                self.tel("302 bewaard")
                with self.slot:
                    self.bewaard.add(naam)
                return
            if status == 503:
                kop = re.search(r"<h1[^>]*>([^<]+)", pagina)
                self.tel(f"503 {kop[1] if kop else '?'}")
                # Exactly what stands on the page goes back, with the token of the browser.
                op_pagina = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', pagina)
                velden_nu = [(n, w) for n, w in op_pagina if n != "csrfmiddlewaretoken"]
                if sorted(velden_nu) != sorted(v for v in velden if v[0] != "csrfmiddlewaretoken"):
                    self.mis(f"{naam}: de foutpagina hield niet vast wat er was ingevuld: {velden_nu}")
                time.sleep(0.3)
                continue
            self.tel(str(status))
            self.mis(f"{naam}: antwoord {status} {naar} {pagina[:80]!r}")
            time.sleep(0.3)

    def tel(self, wat: str) -> None:
        with self.slot:
            self.antwoorden[wat] += 1

    def mis(self, wat: str) -> None:
        with self.slot:
            self.fouten.append(wat)

    @contextlib.contextmanager
    def druk(self, namen: list[str], koek: str, draden: int) -> Iterator[None]:
        """So many people at work as long as the block lasts, and until every form is through."""
        rij = list(namen)

        def werk() -> None:
            while True:
                with self.slot:
                    if not rij:
                        return
                    naam = rij.pop()
                try:
                    self.verstuur(naam, koek)
                except Tijd:
                    self.mis(f"{naam}: kwam er niet door in {GEDULD:.0f} s, of de webserver is gestopt")

        bezig = [threading.Thread(target=werk, daemon=True) for _ in range(draden)]
        for draad in bezig:
            draad.start()
        yield
        for draad in bezig:
            draad.join()


def zet_klaar(url: str) -> tuple[str, int]:
    """Migrations, one coach, and a session for them: the Cookie header and the number of the organisation."""
    os.environ |= {
        "DATABASE_URL": url, "DEBUG": "", "SECRET_KEY": "alleen-voor-deze-proef-" + "x" * 40, "NETWERK_DEMO": "",
        "DJANGO_SETTINGS_MODULE": "netwerk.settings", "TWEEDE_FACTOR": "false", "STATIC_MANIFEST": "false",
        "LOGNIVEAU": "CRITICAL", "LOGNIVEAU_VERZOEKEN": "CRITICAL",
    }  # fmt: skip
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.db import connection

    from tests.fabrieken import lid

    call_command("migrate", verbosity=0)
    call_command("laad_basis", verbosity=0)
    coach = lid("coach")
    sessie = SessionStore()
    sessie[SESSION_KEY], sessie[HASH_SESSION_KEY] = str(coach.pk), coach.get_session_auth_hash()
    sessie[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    sessie.save()
    connection.close()
    return f"sessionid={sessie.session_key}; csrftoken={TOKEN}", coach.organisatie_ids[0]


def controleer(proef: Proef, namen: list[str]) -> None:
    """Every form once, with its consents and its line in the log, and nothing that nobody sent."""
    from django.db import connection

    from intake.models import Leerder
    from netwerk.kern.bereik import bereik
    from netwerk.kern.models import Gebeurtenis, Inzending

    connection.close()
    with bereik(alles=True):
        er = Counter(Leerder.objects.values_list("voornaam", flat=True))
        if verloren := proef.bewaard - er.keys():
            proef.mis(f"als bewaard beantwoord en er niet: {sorted(verloren)[:5]}")
        if dubbel := [naam for naam, aantal in er.items() if aantal > 1]:
            proef.mis(f"twee keer: {dubbel[:5]}")
        if vreemd := er.keys() - set(namen):
            proef.mis(f"door niemand verstuurd: {sorted(vreemd)[:5]}")
        for leerder in Leerder.objects.prefetch_related("toestemmingen"):
            if {t.doel for t in leerder.toestemmingen.all()} != set(DOELEN):
                proef.mis(f"{leerder.voornaam}: half opgeslagen, zonder alle toestemmingen")
        gelogd = Counter(Gebeurtenis.objects.filter(soort="leerder:gemaakt").values_list("object_id", flat=True))
        if gelogd != Counter({str(pk): 1 for pk in Leerder.objects.values_list("pk", flat=True)}):
            proef.mis("het logboek heeft niet precies één regel per dossier")
        if Inzending.objects.filter(doel_url="").exists():
            proef.mis("een formulier is opgeëist en niet afgemaakt")
    connection.close()


def vul_schijf(map_: Path) -> Path:
    """The last byte of the file system of this folder, in one file."""
    ballast = map_ / "ballast"
    with ballast.open("wb", buffering=0) as bestand, contextlib.suppress(OSError):
        for brok in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    bestand.write(b"\0" * brok)
    return ballast


def schijf_vol(proef: Proef, koek: str, draden: int, aantal: int) -> None:
    """Fill the disk while people work; give back room only after a while; everything sent must get through."""
    namen = [f"Vol {n}" for n in range(aantal)]
    with proef.druk(namen, koek, draden):
        time.sleep(1)
        ballast = vul_schijf(proef.map)
        einde = time.monotonic() + 20
        while time.monotonic() < einde and not any("vol" in a or "bereikbaar" in a for a in proef.antwoorden):
            time.sleep(0.2)
        time.sleep(5)
        ballast.unlink()
        # A server that could not write its log stops; a service manager starts it again.
        proef.postgres_aan()
    controleer(proef, namen + sorted(proef.bewaard))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--formulieren", type=int, default=200)
    parser.add_argument("--herstarts", type=int, default=5)
    parser.add_argument("--doden", type=int, default=5)
    parser.add_argument("--draden", type=int, default=8)
    parser.add_argument("--schijf", type=int, default=400, help="grootte in MB van het bestandssysteem; 0: niet vullen")
    opties = parser.parse_args()
    from netwerk import embedded, postgres

    # Ended from outside, the servers and the small file system still go away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    map_ = Path(tempfile.mkdtemp(prefix="netwerk-pg-storing-", dir=postgres.tijdelijke_plek()))
    map_.chmod(0o755)
    klein = bool(opties.schijf) and os.geteuid() == 0
    if klein:
        gemount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={opties.schijf}m,mode=755", "tmpfs", map_])  # noqa: S607
        klein = gemount.returncode == 0
    if opties.schijf and not klein:
        print("geen klein bestandssysteem (daar is root voor nodig): de volle schijf wordt overgeslagen")
    server = embedded.doe_mee(map_, snel=False)
    proef = Proef(map_, server.url)
    begin = time.monotonic()
    try:
        koek, _ = zet_klaar(server.url)
        proef.start_web()
        namen = [f"Formulier {n}" for n in range(opties.formulieren)]
        rng = random.Random(8)  # noqa: S311
        feiten = ["herstart"] * opties.herstarts + ["werker"] * opties.doden
        rng.shuffle(feiten)
        feiten.insert(len(feiten) // 2, "beide")
        tijdens = 0
        with proef.druk(namen, koek, opties.draden):
            for feit in feiten:
                time.sleep(rng.uniform(0.4, 1.5))
                tijdens += len(proef.bewaard) < len(namen)
                if feit == "herstart":
                    proef.postgres_direct_uit()
                    time.sleep(rng.uniform(0, 1.5))
                    proef.postgres_aan()
                elif feit == "werker" and (wie := proef.werkers()):
                    os.kill(rng.choice(wie), signal.SIGKILL)
                elif feit == "beide":
                    # Workers that start while there is no database must not take the web server down with them.
                    proef.postgres_direct_uit()
                    for werker in proef.werkers():
                        os.kill(werker, signal.SIGKILL)
                    time.sleep(6)
                    proef.postgres_aan()
        controleer(proef, namen)
        print(
            f"{len(namen)} formulieren, {opties.herstarts} keer PostgreSQL hard gestopt en gestart, {opties.doden} "
            f"werkers met SIGKILL, en eens allebei tegelijk ({tijdens} van de {len(feiten)} terwijl er nog werd "
            f"verstuurd): {len(proef.bewaard)} bewaard, {len(proef.fouten)} fouten; antwoorden "
            f"{dict(sorted(proef.antwoorden.items()))}",
            flush=True,
        )
        if klein:
            proef.antwoorden.clear()
            voor = len(proef.bewaard)
            schijf_vol(proef, koek, opties.draden, opties.formulieren)
            print(
                f"schijf van {opties.schijf} MB tot de laatste byte gevuld: {len(proef.bewaard) - voor} van "
                f"{opties.formulieren} formulieren bewaard, {len(proef.fouten)} fouten; antwoorden "
                f"{dict(sorted(proef.antwoorden.items()))}"
            )
    finally:
        if proef.web is not None:
            proef.web.terminate()
            proef.web.wait(30)
        with contextlib.suppress(Exception):
            server.verlaat()
        if klein:
            subprocess.run(["umount", "-l", map_], check=False)  # noqa: S607
        shutil.rmtree(map_, ignore_errors=True)
    print(f"{time.monotonic() - begin:.0f} s")
    print("\n".join(proef.fouten[:20]))
    return bool(proef.fouten)


if __name__ == "__main__":
    sys.exit(main())

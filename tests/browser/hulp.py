"""A real portal for the browser tests, and what they do in it again and again."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.databaseplugin import bestaat, sql

REPO = Path(__file__).resolve().parents[2]
WACHT = 60  # seconds, for a server on a busy machine
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BREED, SMAL = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def vind_chromium() -> str | None:
    """Path of a Chromium on this machine: CHROMIUM, else by its usual names."""
    namen = [os.environ.get("CHROMIUM") or "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next(filter(None, map(shutil.which, namen)), None)


# --- databases ------------------------------------------------------------------------------------------------------
def url_van(database: str) -> str:
    """DATABASE_URL, but for this database on the same server."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def maak_stad(database: str) -> None:
    """A database with migrations, vocabularies and the demo city, to make copies of. Precondition: holds the lock."""
    if bestaat(database):
        return
    bouw = f"{database}_bouw"
    sql(f"DROP DATABASE IF EXISTS {bouw} WITH (FORCE)")
    leeg = os.environ.get("NETWERK_TESTLEEG", "")  # already migrated, when this run had tests that needed it before
    sql(f"CREATE DATABASE {bouw}" + (f" TEMPLATE {leeg}" if bestaat(leeg) else ""))
    klaar = subprocess.run(
        [sys.executable, "manage.py", "demo", "--alleen-vullen"],
        cwd=REPO, env=os.environ | {"DATABASE_URL": url_van(bouw)}, capture_output=True, text=True,
    )  # fmt: skip
    assert klaar.returncode == 0, f"the demo city could not be built:\n{klaar.stdout}{klaar.stderr}"
    # Only a finished city gets the name: a half-built one is never copied.
    sql(f"ALTER DATABASE {bouw} RENAME TO {database}")


# --- server ---------------------------------------------------------------------------------------------------------
@dataclass
class DemoServer:
    """The portal as `make demo` runs it, on a copy of the demo city."""

    url: str
    database: str
    log: Path
    proces: subprocess.Popen[bytes]
    #: cookies per e-mail address, so that logging in costs one form per user and not one per test
    sessies: dict[str, list[Any]] = field(default_factory=dict)

    def sql(self, opdracht: str, *waarden: Any) -> list[tuple[Any, ...]]:
        """Look into this server's database, past the row-level security."""
        verbinding = psycopg2.connect(url_van(self.database))
        try:
            with verbinding, verbinding.cursor() as cur:
                cur.execute("SELECT set_config('app.alles', 'aan', true)")
                cur.execute(opdracht, waarden or None)
                return cur.fetchall() if cur.description else []
        finally:
            verbinding.close()

    def neem_over(self, ander: DemoServer) -> None:
        """Be this other server from now on, for everybody who holds on to this object."""
        self.url, self.log, self.proces = ander.url, ander.log, ander.proces
        self.sessies.clear()

    def stop(self) -> None:
        self.proces.terminate()
        try:
            self.proces.wait(10)
        except subprocess.TimeoutExpired:
            self.proces.kill()
            self.proces.wait()


def start_server(database: str, log: Path) -> DemoServer:
    """Start `manage.py demo` on this database and wait until it says where it listens."""
    for _poging in range(3):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            poort = s.getsockname()[1]
        with log.open("wb") as uit:
            proces = subprocess.Popen(
                [sys.executable, "manage.py", "demo", "--port", str(poort)],
                cwd=REPO, env=os.environ | {"DATABASE_URL": url_van(database)}, stdout=uit, stderr=subprocess.STDOUT,
            )  # fmt: skip
        einde = time.monotonic() + WACHT
        while time.monotonic() < einde and proces.poll() is None:
            if b"draait op" in log.read_bytes():
                return DemoServer(f"http://127.0.0.1:{poort}", database, log, proces)
            time.sleep(0.1)
        proces.kill()
        proces.wait()
        if "al in gebruik" not in log.read_text():
            break
    raise AssertionError(f"the demo did not start:\n{log.read_text()[-4000:]}")


# --- what a person does ---------------------------------------------------------------------------------------------
def login_als(pagina: Page, server: DemoServer, email: str) -> None:
    """Be this demo user in this browser: through the form the first time, then with the same session while it lives."""
    from netwerk.kern.demo import WACHTWOORD

    pagina.context.clear_cookies()
    aanmelden = f"{server.url}/account/login/"
    if email in server.sessies:
        pagina.context.add_cookies(server.sessies[email])
        antwoord = pagina.context.request.get(aanmelden, max_redirects=0)
        if antwoord.status == 302:  # who is logged in is sent on
            return
        pagina.context.clear_cookies()
    pagina.goto(aanmelden)
    pagina.fill("input[name=login]", email)
    pagina.fill("input[name=password]", WACHTWOORD)
    with pagina.expect_navigation():
        pagina.locator("main form button[type=submit]").first.click()
    assert "/account/login" not in pagina.url, f"{email} did not get in: {pagina.locator('body').inner_text()[:500]}"
    server.sessies[email] = pagina.context.cookies()


def axe(pagina: Page) -> None:
    """No violation of WCAG 2.2 A or AA that axe can see; says which rule and where."""
    pagina.wait_for_load_state()
    uitkomst = Axe().run(pagina, options={"runOnly": {"type": "tag", "values": WCAG}}).response
    regels = [
        f"{fout['id']} ({fout['impact']}): {fout['help']}\n    " + "\n    ".join(n["html"][:200] for n in fout["nodes"])
        for fout in uitkomst["violations"]
    ]
    assert not regels, f"{pagina.url}\n" + "\n".join(regels)


def past_op_het_scherm(pagina: Page) -> None:
    """Nothing sticks out sideways. Of the page that is there, not of one that is still coming in."""
    pagina.wait_for_load_state()
    pagina.locator("h1").first.wait_for()
    breed, venster = pagina.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert breed <= venster, f"{pagina.url} is {breed} wide in a window of {venster}"


def bestandsnaam(nodeid: str) -> str:
    return re.sub(r"[^\w.-]+", "_", nodeid).strip("_")[-150:]

"""Two web machines behind a balancer: gunicorn twice, as docs/installeren.md starts it, on one database.

A visitor's requests go to whichever is free, so nothing may live in a process: session, form numbers, login limits.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from netwerk.kern.demo import WACHTWOORD
from tests.browser import hulp

TOEGANG = {"login": "coach@demo.example", "password": WACHTWOORD}


def vrije_poort() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="module")
def machines(stad: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Addresses of two servers with two workers each."""
    database = f"{stad}_{uuid.uuid4().hex[:8]}"
    hulp.sql(f"CREATE DATABASE {database} TEMPLATE {stad}")
    omgeving = os.environ | {"DATABASE_URL": hulp.url_van(database), "NETWERK_DEMO": "1", "CONN_MAX_AGE": "0"}
    processen, adressen = [], []
    map_ = tmp_path_factory.mktemp("machines")
    for nummer in (1, 2):
        poort = vrije_poort()
        metingen = map_ / f"metingen{nummer}"
        metingen.mkdir()
        opdracht = [sys.executable, "-m", "gunicorn", "netwerk.wsgi", "-c", "docs/voorbeelden/gunicorn.conf.py"]
        processen.append(
            subprocess.Popen(
                [*opdracht, "-b", f"127.0.0.1:{poort}", "-w", "2", "--threads", "2"],
                cwd=hulp.REPO,
                env=omgeving | {"PROMETHEUS_MULTIPROC_DIR": str(metingen), "METRICS_TOKEN": "proef"},
                stdout=subprocess.DEVNULL,
                stderr=(map_ / f"{nummer}.log").open("wb"),
            )
        )
        adressen.append(f"http://127.0.0.1:{poort}")
    try:
        for adres in adressen:
            wacht_op(adres, map_)
        yield adressen[0], adressen[1]
    finally:
        for proces in processen:
            proces.terminate()
        for proces in processen:
            proces.wait(20)
        hulp.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def wacht_op(adres: str, map_: Path) -> None:
    einde = time.monotonic() + hulp.WACHT
    while time.monotonic() < einde:
        try:
            build_opener().open(f"{adres}/gezond/", timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("\n".join(log.read_text() for log in map_.glob("*.log")))


def bezoeker() -> tuple[OpenerDirector, CookieJar]:
    """Keeps cookies per host and not per port, as browsers do: to it both servers are one site."""
    koekjes = CookieJar()
    return build_opener(HTTPCookieProcessor(koekjes)), koekjes


def haal(opener: OpenerDirector, adres: str, **velden: str) -> tuple[int, str, str]:
    """Status, final address and text; with fields a POST. A balancer passes on the name that was typed."""
    gegevens = urlencode(velden).encode() if velden else None
    try:
        with opener.open(Request(adres, gegevens, {"Host": "localhost"}), timeout=30) as antwoord:
            return antwoord.status, antwoord.url, antwoord.read().decode()
    except HTTPError as fout:
        return fout.code, adres, fout.read().decode()


def sleutel(tekst: str) -> str:
    gevonden = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', tekst)
    assert gevonden, tekst[:500]
    return gevonden[1]


def test_een_bezoeker_merkt_niet_welke_machine_antwoordt(machines: tuple[str, str]) -> None:
    een, twee = machines
    opener, _ = bezoeker()
    # The form comes from one machine and is sent to the other, which logs in; then the first knows who it is.
    _, _, tekst = haal(opener, f"{een}/account/login/")
    status, adres, _ = haal(opener, f"{twee}/account/login/", csrfmiddlewaretoken=sleutel(tekst), **TOEGANG)
    assert status == 200 and adres == f"{twee}/"
    status, adres, tekst = haal(opener, f"{een}/intake/")
    assert status == 200 and adres.endswith("/intake/"), adres

    # Ended at one is ended at the other.
    _, _, tekst = haal(opener, f"{twee}/account/logout/")
    haal(opener, f"{twee}/account/logout/", csrfmiddlewaretoken=sleutel(tekst))
    _, adres, _ = haal(opener, f"{een}/intake/")
    assert "/account/login/" in adres


def test_te_vaak_een_fout_wachtwoord_telt_over_beide_machines(machines: tuple[str, str]) -> None:
    """allauth allows five failures per address and account in five minutes; four workers must not make it twenty."""
    statussen = []
    for poging in range(7):
        adres = machines[poging % 2]
        opener, _ = bezoeker()
        _, _, tekst = haal(opener, f"{adres}/account/login/")
        fout = {"login": "regie@demo.example", "password": f"fout-{poging}-wachtwoord"}
        status, _, tekst = haal(opener, f"{adres}/account/login/", csrfmiddlewaretoken=sleutel(tekst), **fout)
        statussen.append("te vaak" if "te vaak geprobeerd" in tekst else "fout")
    assert statussen == ["fout"] * 5 + ["te vaak"] * 2


def test_metingen_tellen_alle_processen_van_een_machine(machines: tuple[str, str]) -> None:
    for _ in range(20):
        haal(build_opener(), f"{machines[0]}/toegankelijkheid/")
    verzoek = Request(f"{machines[0]}/metrics/", headers={"Authorization": "Bearer proef"})
    with build_opener().open(verzoek, timeout=30) as antwoord:
        tekst = antwoord.read().decode()
    gevonden = re.search(
        r'netwerk_verzoeken_total\{methode="GET",route="toegankelijkheid/",status="200"\} (\d+)', tekst
    )
    assert gevonden and int(gevonden[1]) == 20, tekst[:2000]

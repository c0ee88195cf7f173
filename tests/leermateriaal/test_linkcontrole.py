"""The link check against a real local server, reached through a given dialler; and what it must never reach."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leermateriaal.linkcontrole import GEBRUIKER, Controleur, is_openbaar

OPENBAAR = "93.184.215.14"


class Site(BaseHTTPRequestHandler):
    """A small site: each path behaves in its own way."""

    gezien: list[tuple[str, str, str]] = []
    robots = ""
    druppel = threading.Event()

    def _antwoord(self) -> None:
        type(self).gezien.append((self.command, self.path, self.headers["User-Agent"]))
        status, naar = {
            "/weg": (404, ""), "/stuk": (502, ""), "/verhuisd": (301, "/goed"), "/rond": (302, "/rond"),
            "/naar-binnen": (302, "http://intern.example/geheim"), "/naar-adres": (302, "http://169.254.169.254/latest"),
            "/naar-poort": (302, "http://materiaal.example:22/"), "/naar-file": (302, "file:///etc/passwd"),
            "/geen-head": (405 if self.command == "HEAD" else 200, ""),
            "/robots.txt": (200 if self.robots else 404, ""),
        }.get(self.path, (200, ""))  # fmt: skip
        if self.path == "/druppel":
            type(self).druppel.wait(20)
        self.send_response(status)
        if naar:
            self.send_header("Location", naar)
        self.end_headers()
        if self.command == "GET" and self.path == "/robots.txt":
            self.wfile.write(self.robots.encode())

    do_GET = do_HEAD = _antwoord

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    Site.gezien, Site.robots = [], ""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    draad = threading.Thread(target=server.serve_forever, daemon=True)
    draad.start()
    yield server
    server.shutdown()
    server.server_close()


ADRESSEN = {
    "materiaal.example": [OPENBAAR], "intern.example": ["10.0.0.5"], "dubbel.example": [OPENBAAR, "127.0.0.1"],
}  # fmt: skip


class Netwerk:
    """Names with the addresses above; every public address leads to the local server. Remembers who was called."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.server, self.gebeld, self.geslapen = server, [], []

    def los_op(self, naam: str, poort: int) -> list[str]:
        if naam in ADRESSEN:
            return ADRESSEN[naam]
        socket.inet_pton(socket.AF_INET, naam)  # an address stands for itself; a name nobody knows is an OSError
        return [naam]

    def bel(self, adres: str, poort: int, wacht: float) -> socket.socket:
        self.gebeld.append(adres)
        return socket.create_connection(self.server.server_address, timeout=wacht)

    def controleur(self) -> Controleur:
        return Controleur(oplosser=self.los_op, beller=self.bel, slaap=self.geslapen.append)


@pytest.fixture
def netwerk(site: ThreadingHTTPServer) -> Netwerk:
    return Netwerk(site)


@pytest.mark.parametrize(
    ("pad", "uitslag"),
    [("goed", "goed"), ("weg", "weg"), ("stuk", "fout"), ("verhuisd", "goed"), ("rond", "fout"), ("geen-head", "goed")],
)
def test_what_a_site_answers(netwerk: Netwerk, pad: str, uitslag: str) -> None:
    assert netwerk.controleur().controleer(f"http://materiaal.example/{pad}").uitslag == uitslag


@pytest.mark.parametrize("pad", ["naar-binnen", "naar-adres", "naar-poort", "naar-file"])
def test_a_redirect_into_a_private_network_is_not_followed(netwerk: Netwerk, pad: str) -> None:
    assert netwerk.controleur().controleer(f"http://materiaal.example/{pad}").uitslag == "geweigerd"
    assert set(netwerk.gebeld) == {OPENBAAR}


@pytest.mark.parametrize(
    "link",
    [
        "http://intern.example/", "http://dubbel.example/", "http://127.0.0.1/", "http://192.168.1.1/", "http://0.0.0.0/",
        "http://materiaal.example:8080/", "http://naam:geheim@materiaal.example/", "ftp://materiaal.example/",
        "javascript:alert(1)", "http:///leeg", "http://materiaal.example/a\r\nX: y",
    ],
)  # fmt: skip
def test_what_is_not_public_is_never_called(netwerk: Netwerk, link: str) -> None:
    assert netwerk.controleur().controleer(link).uitslag == "geweigerd"
    assert netwerk.gebeld == []


def test_a_name_that_changes_its_address_between_looking_and_calling_gains_nothing(site: ThreadingHTTPServer) -> None:
    """DNS rebinding: public at the first look, private later. What is called is what was checked."""
    netwerk, antwoorden = Netwerk(site), [[OPENBAAR], ["127.0.0.1"]]
    controleur = Controleur(
        oplosser=lambda naam, poort: antwoorden.pop(0) if antwoorden else ["127.0.0.1"], beller=netwerk.bel,
        slaap=lambda _: None,
    )  # fmt: skip
    assert controleur.controleer("http://materiaal.example/goed").uitslag == "geweigerd"
    assert netwerk.gebeld == [OPENBAAR]  # robots.txt, at the checked address; then refused


def test_it_is_polite(netwerk: Netwerk) -> None:
    Site.robots = "User-agent: *\nDisallow: /dicht\n"
    controleur = netwerk.controleur()
    assert controleur.controleer("http://materiaal.example/dicht/1").uitslag == "vraagt_rust"
    assert controleur.controleer("http://materiaal.example/open").uitslag == "goed"
    assert [(wat, pad) for wat, pad, _ in Site.gezien] == [("GET", "/robots.txt"), ("HEAD", "/open")]
    assert {wie for *_, wie in Site.gezien} == {GEBRUIKER}
    assert netwerk.geslapen and all(0 < rust <= 1 for rust in netwerk.geslapen)


def test_no_answer_and_no_such_name(netwerk: Netwerk) -> None:
    assert netwerk.controleur().controleer("http://bestaat-niet.example/").uitslag == "onbereikbaar"

    def weg(adres: str, poort: int, wacht: float) -> socket.socket:
        raise TimeoutError

    traag = Controleur(oplosser=netwerk.los_op, beller=weg, slaap=lambda _: None)
    assert traag.controleer("http://materiaal.example/").uitslag == "onbereikbaar"


@pytest.mark.parametrize(
    "adres",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
     "ff02::1", "geen adres"],
)  # fmt: skip
def test_private_addresses_in_every_guise(adres: str) -> None:
    assert not is_openbaar(adres)


def test_a_site_that_answers_too_slowly_is_hung_up_on(site: ThreadingHTTPServer, monkeypatch) -> None:
    """The time-out per read would let a drip go on; the one for the whole link does not."""
    monkeypatch.setattr("leermateriaal.linkcontrole.WACHT_TOTAAL", 0.5)
    Site.druppel.clear()
    begin = time.monotonic()
    try:
        uitslag = Netwerk(site).controleur().controleer("http://materiaal.example/druppel")
    finally:
        Site.druppel.set()
    assert (uitslag.uitslag, uitslag.fout) == ("onbereikbaar", True)
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("adres", [OPENBAAR, "1.1.1.1", "2606:4700:4700::1111"])
def test_public_addresses(adres: str) -> None:
    assert is_openbaar(adres)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_as_public_as_its_ipv6_disguise(ip) -> None:
    assert is_openbaar(f"::ffff:{ip}") == is_openbaar(str(ip))

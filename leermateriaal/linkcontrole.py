"""Is a link still alive? Polite, and unable to reach into a private network.

- Only http and https, on their own ports (80, 443), without user names in the address.
- The name is resolved once; every address it has must be public (``ipaddress``: global, no multicast, IPv4 inside IPv6
  looked through). The connection goes to that very address, so that a name which answers otherwise a moment later
  (DNS rebinding) changes nothing. TLS is checked against the name. Redirects are followed by hand: same checks again.
- Polite: HEAD first, GET only where HEAD is refused and then without reading the body; a site's robots.txt is obeyed;
  one second between two requests to a site; a name and an address to ask in the User-Agent; time-outs.

The resolver, the dialler and the clock can be given, for the tests. No Django here.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

GEBRUIKER = "NetwerkDigitaal-linkcontrole/1.0 (controleert links in een catalogus van lesmateriaal)"
#: Seconds for connecting and for each read, and for one link in all.
WACHT, WACHT_TOTAAL = 8.0, 25.0
#: Seconds between two requests to the same site.
RUST = 1.0
MAX_SPRONGEN = 5
MAX_ROBOTS = 100_000
POORTEN = {"http": 80, "https": 443}
SPRONG = {301, 302, 303, 307, 308}
HEAD_GEWEIGERD = {403, 405, 406, 500, 501, 503}

Oplosser = Callable[[str, int], list[str]]
Beller = Callable[[str, int, float], socket.socket]


class Geweigerd(Exception):
    """An address that we do not open."""


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What came out: a code of ``choices.Linkuitslag`` and a short Dutch word of explanation."""

    uitslag: str
    toelichting: str = ""

    @property
    def fout(self) -> bool:
        """Whether this counts as a broken link; what we may not look at counts as nothing."""
        return self.uitslag in ("weg", "fout", "onbereikbaar", "geweigerd")


def los_op(naam: str, poort: int) -> list[str]:
    """Every address of a name, from the system's resolver."""
    return [str(rij[4][0]) for rij in socket.getaddrinfo(naam, poort, type=socket.SOCK_STREAM)]


def bel(adres: str, poort: int, wacht: float) -> socket.socket:
    """A connection to exactly this address."""
    return socket.create_connection((adres, poort), timeout=wacht)


def is_openbaar(adres: str) -> bool:
    """Whether an address is on the public internet."""
    try:
        ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(adres.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        # IPv4 in disguise: mapped, 6to4, Teredo, and the NAT64 prefix.
        binnen = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if binnen is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            binnen = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if binnen is not None:
            ip = binnen
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


class _Vast(http.client.HTTPConnection):
    """A connection to an address that was chosen before, under the site's own name."""

    def __init__(
        self, naam: str, poort: int, adres: str, beller: Beller, tls: ssl.SSLContext | None, wacht: float
    ) -> None:
        super().__init__(naam, poort, timeout=wacht)
        self._adres, self._beller, self._tls, self._wacht = adres, beller, tls, wacht

    def connect(self) -> None:
        self.sock = self._beller(self._adres, self.port, self._wacht)
        if self._tls is not None:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)
        self._lijn = self.sock

    def breek_af(self) -> None:
        """Hang up, from another thread: a read that waits ends with an error or with nothing."""
        lijn = getattr(self, "_lijn", None)
        if lijn is not None:
            with suppress(OSError):
                lijn.shutdown(socket.SHUT_RDWR)


@dataclass
class Controleur:
    """Checks links one by one; remembers per site its robots.txt and when it was last asked something."""

    oplosser: Oplosser = los_op
    beller: Beller = bel
    slaap: Callable[[float], None] = time.sleep
    klok: Callable[[], float] = time.monotonic
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    _laatst: dict[str, float] = field(default_factory=dict)

    def controleer(self, link: str) -> Uitslag:
        """Whether the link leads somewhere; never raises for what a site or a network does."""
        einde = self.klok() + WACHT_TOTAAL
        try:
            return self._volg(link, einde)
        except Geweigerd as fout:
            return Uitslag("geweigerd", str(fout))
        except ssl.SSLError:
            return Uitslag("fout", "het certificaat klopt niet")
        except (TimeoutError, OSError):
            return Uitslag("onbereikbaar", "geen antwoord")
        except (http.client.HTTPException, ValueError):
            return Uitslag("fout", "een antwoord dat niet klopt")

    def _volg(self, link: str, einde: float) -> Uitslag:
        for _ in range(MAX_SPRONGEN + 1):
            if not self._mag_van_robots(link, einde):
                return Uitslag("vraagt_rust", "robots.txt")
            status, naar, _inhoud = self._vraag("HEAD", link, einde)
            if status in HEAD_GEWEIGERD:
                status, naar, _inhoud = self._vraag("GET", link, einde)
            if status in SPRONG and naar:
                link = urljoin(link, naar)
                continue
            if status < 400 or status in (401, 403, 429):
                # There is something, though not for a robot.
                return Uitslag("goed", str(status))
            return Uitslag("weg" if status in (404, 410) else "fout", str(status))
        return Uitslag("fout", "de site stuurt steeds door")

    def _ontleed(self, link: str) -> tuple[str, str, int, str]:
        if any(ord(teken) <= 32 or ord(teken) == 127 for teken in link):
            raise Geweigerd("vreemde tekens in het adres")
        deel = urlsplit(link)
        if deel.scheme not in POORTEN or not deel.hostname:
            raise Geweigerd("geen webadres")
        if deel.username or deel.password:
            raise Geweigerd("een naam of wachtwoord in het adres")
        if (deel.port or POORTEN[deel.scheme]) != POORTEN[deel.scheme]:
            raise Geweigerd("een bijzondere poort")
        naam = deel.hostname.encode("idna").decode() if not deel.hostname.isascii() else deel.hostname
        pad = (deel.path or "/") + (f"?{deel.query}" if deel.query else "")
        return deel.scheme, naam, POORTEN[deel.scheme], "".join(t if t.isascii() else _procent(t) for t in pad)

    def _vraag(self, methode: str, link: str, einde: float) -> tuple[int, str, bytes]:
        schema, naam, poort, pad = self._ontleed(link)
        adressen = self.oplosser(naam, poort)
        if not adressen or not all(is_openbaar(adres) for adres in adressen):
            raise Geweigerd("geen openbaar adres")
        te_gaan = einde - self.klok()
        if te_gaan <= 0:
            raise TimeoutError
        rust = self._laatst.get(naam, -RUST) + RUST - self.klok()
        if rust > 0:
            self.slaap(rust)
        tls = ssl.create_default_context() if schema == "https" else None
        verbinding = _Vast(naam, poort, adressen[0], self.beller, tls, min(WACHT, te_gaan))
        # A time-out per read does not stop a site that sends one byte every few seconds, for hours.
        wekker = threading.Timer(te_gaan, verbinding.breek_af)
        wekker.daemon = True
        wekker.start()
        try:
            verbinding.request(methode, pad, headers={"User-Agent": GEBRUIKER, "Accept": "*/*", "Connection": "close"})
            antwoord = verbinding.getresponse()
            inhoud = antwoord.read(MAX_ROBOTS) if pad == "/robots.txt" and methode == "GET" else b""
            return antwoord.status, antwoord.getheader("Location") or "", inhoud
        finally:
            wekker.cancel()
            verbinding.close()
            self._laatst[naam] = self.klok()

    def _mag_van_robots(self, link: str, einde: float) -> bool:
        schema, naam, _, _ = self._ontleed(link)
        site = f"{schema}://{naam}"
        if site not in self._robots:
            status, _, inhoud = self._vraag("GET", f"{site}/robots.txt", einde)
            lezer: RobotFileParser | None = None
            if status == 200:
                lezer = RobotFileParser()
                lezer.parse(inhoud.decode("utf-8", "replace").splitlines())
            self._robots[site] = lezer
        lezer = self._robots[site]
        return lezer is None or lezer.can_fetch(GEBRUIKER, link)


def _procent(teken: str) -> str:
    return "".join(f"%{byte:02X}" for byte in teken.encode())

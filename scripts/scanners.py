"""Third-party scanners against a running demo on this machine: wapiti, sqlmap, Lighthouse; anonymous and as a coach.

    python scripts/scanners.py http://127.0.0.1:9104 --wapiti ~/scan/bin/wapiti --sqlmap ~/scan/bin/sqlmap \\
        --lighthouse ~/scan/node_modules/.bin/lighthouse --uit /tmp/scan-uit

The scanners are installed outside the project, in an environment of their own; one that is not named is skipped. They
send forms and change the demo city, so any address but this machine's own is refused. What was found, and why what is
left is no weakness, stands in docs/security.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

#: Password of every account of the invented city (netwerk.kern.demo).
WACHTWOORD = "welkom-in-de-demo"
MODULES = ",".join(
    "backup cookieflags crlf csp csrf exec file http_headers htaccess methods permanentxss redirect sql ssrf upload xss"
    " xxe".split()
)
#: Addresses with every kind of parameter there is: words, codes, numbers, dates, pages, order, places.
VRAGEN = {
    "bezoeker": (
        "/zoeken/?q=digid",
        "/aanbod/?q=les&soort=cursus&niveau=1&pc4=1024&page=1&kies=kaart&stadsdeel=noord&taal=nl&dagdeel=ma-ochtend&straal=2000",
        "/materiaal/?q=klik&niveau=1&taal=nl&page=1&toon=volwassen&apparaat=telefoon&leervraag=mail",
        "/hsds/services?page=1&per_page=5&q=les",
    ),
    "coach": (
        "/intake/?q=a&status=open&page=1", "/aanbod/doorverwijzingen/?q=a&status=verstuurd&page=1", "/zoeken/?q=fatma",
        "/overleg/taken/?q=a&status=open&page=1",
    ),
}  # fmt: skip
PAGINAS = ("/", "/aanbod/", "/materiaal/", "/account/login/", "/toegankelijkheid/")


def koek(basis: str, wie: str) -> str:
    """The Cookie header of somebody who is logged in, or nothing for a visitor."""
    if wie == "bezoeker":
        return ""
    doos = CookieJar()
    open_ = build_opener(HTTPCookieProcessor(doos)).open
    pagina = open_(f"{basis}/account/login/", timeout=60).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', pagina)
    if token is None:
        raise SystemExit("geen inlogformulier gevonden")
    velden = {"csrfmiddlewaretoken": token[1], "login": f"{wie}@demo.example", "password": WACHTWOORD}
    open_(
        Request(f"{basis}/account/login/", urlencode(velden).encode(), {"Referer": f"{basis}/account/login/"}),
        timeout=60,
    )
    uit = {k.name: k.value or "" for k in doos}
    if "sessionid" not in uit:
        raise SystemExit(f"{wie} kan niet inloggen")
    return "; ".join(f"{naam}={waarde}" for naam, waarde in uit.items())


def wapiti(programma: str, basis: str, wie: str, uit: Path, minuten: int) -> None:
    """Crawl, then attack what was found; counts per kind of finding."""
    doel = uit / f"wapiti-{wie}.json"
    opdracht = [
        programma, "-u", f"{basis}/", "--scope", "domain", "-d", "4", "--max-links-per-page", "40",
        "--max-files-per-dir", "25", "--max-parameters", "25", "--max-scan-time", str(minuten * 30),
        "--max-attack-time", str(max(20, minuten * 60 // 17)), "-m", MODULES, "--endpoint", f"{basis}/", "--tasks", "4",
        "-x", f"{basis}/account/logout/*", "-x", f"{basis}/static/*", "--flush-session", "--no-bugreport",
        "--store-session", str(uit / f"wapiti-{wie}"), "-f", "json", "-o", str(doel), "-v", "0",
    ]  # fmt: skip
    if koekje := koek(basis, wie):
        opdracht += ["-H", f"Cookie: {koekje}", "--drop-set-cookie"]
    draai(opdracht, uit / f"wapiti-{wie}.log", minuten * 60 * 3)
    if not doel.exists():
        print(f"wapiti als {wie}: geen verslag, zie {uit / f'wapiti-{wie}.log'}")
        return
    verslag = json.loads(doel.read_text())
    print(f"wapiti als {wie}: {verslag['infos'].get('crawled_pages_nbr', '?')} adressen gevonden")
    for groep in ("vulnerabilities", "anomalies", "additionals"):
        for soort, gevonden in verslag[groep].items():
            if gevonden:
                waar = sorted({f"{g['method']} {g['path']} {g.get('parameter') or ''}".strip() for g in gevonden})
                print(f"  {groep}: {soort}: {len(gevonden)}; {', '.join(waar[:6])}; {gevonden[0]['info'][:160]}")


def sqlmap(programma: str, basis: str, wie: str, uit: Path, minuten: int) -> None:
    """Every parameter of the addresses above.

    The search words apart, without comparing two answers: "digid AND 1=1" and "digid AND 1=2" are two searches, which
    find different things, and sqlmap takes that for an injection.
    """
    lijst = uit / f"sqlmap-{wie}.txt"
    lijst.write_text("\n".join(basis + pad for pad in VRAGEN[wie]))
    for naam, technieken, keuze in (
        ("overig", "BEUSQ", ["--skip", "q"]),
        ("zoekwoorden", "EUSQ", ["-p", "q"]),
    ):
        opdracht = [
            programma, "-m", str(lijst), "--batch", "--level", "1", "--risk", "2", "--technique", technieken, *keuze,
            "--dbms", "PostgreSQL", "--flush-session", "--disable-coloring", "--ignore-code", "404", "-v", "1",
            "--output-dir", str(uit / f"sqlmap-{wie}-{naam}"), "--answers", "skip further=N",
        ]  # fmt: skip
        if koekje := koek(basis, wie):
            opdracht += ["--cookie", koekje, "--drop-set-cookie", "--param-exclude", "csrftoken|sessionid"]
        log = uit / f"sqlmap-{wie}-{naam}.log"
        log.unlink(missing_ok=True)
        draai(opdracht, log, minuten * 60)
        tekst = log.read_text(errors="replace")
        getest = sorted(set(re.findall(r"testing for SQL injection on GET parameter '([^']+)'", tekst)))
        raak = re.findall(r"parameter '([^']+)' is vulnerable", tekst)
        fouten = sum(map(int, re.findall(r"5\d\d \([^)]*\) - (\d+) times", tekst)))
        print(
            f"sqlmap als {wie}, {naam}: getest {getest}; kwetsbaar: {raak or 'geen'}; serverfouten: {fouten}",
            flush=True,
        )


def lighthouse(programma: str, basis: str, uit: Path) -> None:
    """Four scores and the audits that fail, of the public pages."""
    chroom = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
    for pad in PAGINAS:
        doel = uit / f"lighthouse{pad.replace('/', '_')}.json"
        draai(
            [programma, basis + pad, "--quiet", "--output=json", f"--output-path={doel}",
             "--chrome-flags=--headless --no-sandbox --disable-gpu"],
            uit / "lighthouse.log", 180, CHROME_PATH=chroom,
        )  # fmt: skip
        if not doel.exists():
            print(f"lighthouse {pad}: geen verslag")
            continue
        verslag = json.loads(doel.read_text())
        punten = {naam: round((soort["score"] or 0) * 100) for naam, soort in verslag["categories"].items()}
        mis = [
            n
            for n, a in verslag["audits"].items()
            if a["score"] is not None and a["score"] < 0.9 and a.get("scoreDisplayMode") == "binary"
        ]
        print(f"lighthouse {pad}: {punten}; niet gehaald: {', '.join(mis) or 'niets'}")


def draai(opdracht: list[str], log: Path, seconden: int, **omgeving: str) -> None:
    """Run one scanner, at most so long."""
    with log.open("ab") as uit:
        try:
            subprocess.run(
                opdracht, stdout=uit, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=seconden, check=False,
                env={**os.environ, **omgeving},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            print(f"  {Path(opdracht[0]).name}: na {seconden} s gestopt")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="van een demo op deze machine")
    for naam in ("wapiti", "sqlmap", "lighthouse"):
        parser.add_argument(f"--{naam}", help="het programma")
    parser.add_argument("--wie", nargs="*", default=["bezoeker", "coach"], choices=list(VRAGEN))
    parser.add_argument("--minuten", type=int, default=8, help="per scanner en per gebruiker")
    parser.add_argument("--uit", type=Path, default=Path(tempfile.gettempdir()) / "scan-uit")
    opties = parser.parse_args()
    basis = opties.url.rstrip("/")
    if urlsplit(basis).hostname not in ("127.0.0.1", "localhost", "::1"):
        parser.error("alleen een portaal op deze machine: de scanners versturen formulieren")
    opties.uit.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    for wie in opties.wie:
        if opties.wapiti:
            wapiti(opties.wapiti, basis, wie, opties.uit, opties.minuten)
        if opties.sqlmap:
            sqlmap(opties.sqlmap, basis, wie, opties.uit, opties.minuten)
    if opties.lighthouse:
        lighthouse(opties.lighthouse, basis, opties.uit)
    print(f"{time.monotonic() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

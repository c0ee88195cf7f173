"""How much a neighbourhood house downloads, and how long a coach waits on its slow line.

    python -m benchmarks.trage_lijn

A demo city of its own, Chromium, and a line of 400 kbit/s with 400 ms of delay (Chromium's own throttling, per
request). Bytes are what nginx (docs/voorbeelden/nginx.conf) sends: pages and text compressed with gzip, fonts and
pictures as they are. Wanted (issue 8): first page under 100 kB without cache, second under 30 kB, the next question
of the intake within a second.
"""

from __future__ import annotations

import gzip
import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
os.environ.setdefault("NETWERK_DEMO", "1")

from playwright.sync_api import Browser, Page, Response, expect, sync_playwright  # noqa: E402

from tests import databaseplugin  # noqa: E402
from tests.browser import gang, hulp  # noqa: E402
from tests.browser.conftest import VLAGGEN  # noqa: E402
from tests.browser.test_draad import COACH, starter  # noqa: E402

KBIT, VERTRAGING_MS = 400, 400
GETYPT = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/manifest+json")


def bytes_van(antwoord: Response) -> int:
    """What travels for one response, in bytes."""
    inhoud = antwoord.body()
    soort = antwoord.headers.get("content-type", "")
    return len(gzip.compress(inhoud, 6)) if soort.startswith(GETYPT) and len(inhoud) > 1000 else len(inhoud)


def gewicht(browser: Browser, url: str, paden: list[str]) -> list[tuple[str, int, int]]:
    """Per page in turn, in one browser that starts empty: kilobytes and requests."""
    context = browser.new_context(base_url=url, locale="nl-NL")
    pagina = context.new_page()
    uit = []
    # Static files are kept for a year in a deployment; the demo asks again, so a second time counts as kept.
    bewaard: set[str] = set()
    for pad in paden:
        gekregen: list[Response] = []

        def noteer(antwoord: Response, lijst: list[Response] = gekregen) -> None:
            lijst.append(antwoord)

        pagina.on("response", noteer)
        pagina.goto(pad)
        pagina.wait_for_load_state("networkidle")
        pagina.remove_listener("response", noteer)
        vers = {a.url: a for a in gekregen if a.status == 200 and a.url not in bewaard}.values()
        bewaard |= {a.url for a in vers if "/static/" in a.url}
        uit.append((pad, sum(map(bytes_van, vers)), len(vers)))
    context.close()
    return uit


def wachttijden(browser: Browser, server: hulp.DemoServer, aantal: int = 12) -> list[float]:
    """Seconds from pressing an answer to reading the next question, on the slow line."""
    context = browser.new_context(base_url=server.url, locale="nl-NL", reduced_motion="reduce")
    pagina = context.new_page()
    hulp.login_als(pagina, server, COACH)
    mens = starter("Senait")
    gang.schrijf_in(pagina, mens)
    gang.vul_persoon(pagina, mens)
    pagina.get_by_role("button", name="Begin de intake").click()
    kop = pagina.get_by_role("heading", level=1)
    expect(pagina.get_by_role("button", name="Nog niet")).to_be_visible()
    _knijp(pagina)
    tijden = []
    for _ in range(aantal):
        eerst = kop.inner_text()
        knop = pagina.get_by_role("button", name="Met hulp")
        if not knop.count():
            break
        begin = time.perf_counter()
        knop.click()
        try:
            expect(kop).not_to_have_text(eerst, timeout=20_000)
        except AssertionError:
            break
        tijden.append(time.perf_counter() - begin)
    context.close()
    return tijden


def _knijp(pagina: Page) -> None:
    cdp = pagina.context.new_cdp_session(pagina)
    cdp.send("Network.enable")
    snelheid = KBIT * 1000 / 8
    cdp.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": VERTRAGING_MS, "downloadThroughput": snelheid, "uploadThroughput": snelheid},
    )


def main() -> int:
    import django

    if not os.environ.get("DATABASE_URL"):
        databaseplugin.start()
    django.setup()
    database = f"traag_{uuid.uuid4().hex[:8]}"
    hulp.maak_stad(database)
    with tempfile.TemporaryDirectory() as map_, sync_playwright() as playwright:
        server = hulp.start_server(database, Path(map_) / "server.log")
        browser = playwright.chromium.launch(executable_path=hulp.vind_chromium(), args=VLAGGEN)
        try:
            paden = ["/", "/aanbod/?q=digid", "/vrijwilligers/aanmelden/"]
            for nummer, (pad, groot, verzoeken) in enumerate(gewicht(browser, server.url, paden), 1):
                print(f"page {nummer}: {pad:28} {groot / 1000:6.1f} kB in {verzoeken} requests", flush=True)
            tijden = wachttijden(browser, server)
            print(
                f"next question at {KBIT} kbit/s and {VERTRAGING_MS} ms: median {statistics.median(tijden):.2f} s, "
                f"worst {max(tijden):.2f} s, over {len(tijden)} answers"
            )
        finally:
            browser.close()
            server.stop()
            hulp.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    return 0


if __name__ == "__main__":
    sys.exit(main())

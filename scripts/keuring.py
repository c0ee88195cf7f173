"""Look at every page of the demo city as every kind of user: axe in light and dark and in every state, five widths,
text of twice the size, errors in the console, one heading of level 1; and what it sounds like (scripts/namen.py).

Run by `make keuring` (a few minutes, on a database of its own), or against a portal that runs with `--url`. It follows
links, and looks at each route once: the first page of its kind that any user comes across. Exit status 1 with anything
to mend. `--platen MAP` keeps a picture of each page at 1280 and 390 wide.
"""

from __future__ import annotations

import argparse
import atexit
import os
import re
import sys
import tempfile
import uuid
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
os.environ.setdefault("NETWERK_DEMO", "1")

import django  # noqa: E402
from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, Error, Page, TimeoutError, sync_playwright  # noqa: E402

from scripts import namen  # noqa: E402
from tests.browser import hulp  # noqa: E402
from tests.browser.conftest import VLAGGEN  # noqa: E402
from tests.databaseplugin import sql  # noqa: E402

WIE = ["", "coach", "coordinator", "aanbieder", "bibliotheek", "curator", "regie", "secretaris", "beheerder", "admin"]
BREEDTES = (320, 390, 640, 768, 1280)  # 640 and 320 are what 1280 becomes at 200 and 400 % zoom (WCAG 1.4.10)
MAAK_LEEG = """f => f.querySelectorAll("[required], [aria-required]").forEach(v => {
  if (v.type === "radio" || v.type === "checkbox") v.checked = false; else if (v.type !== "hidden") v.value = "" })"""
#: The home page greets by the hour; the question of an intake changes without a new page; a form in steps says which.
EIGEN_TITEL = {
    "/", "intake/<int:pk>/", "intake/<int:pk>/scherm/",
    "vrijwilligers/aanmelden/", "vrijwilligers/aanmelden/<slug:code>/",
}  # fmt: skip
OVERSLAAN = re.compile(
    r"^/(beheer|static|media|hsds|account/logout)/|\.(csv|xlsx|pdf|ics|json|png|svg)$|/(pdf|ical|export|csv)/?$"
)


class Keuring:
    """Walks, and keeps what it saw."""

    def __init__(self, browser: Browser, url: str, platen: Path | None, alleen_horen: bool = False) -> None:
        self.browser, self.url, self.platen, self.alleen_horen = browser, url, platen, alleen_horen
        self.gezien: dict[str, str] = {}
        self.titels: dict[str, tuple[str | None, str]] = {}
        self.mis: list[str] = []
        self.standen_gezien: Counter[str] = Counter()

    def loop(self, wie: str) -> None:
        """Every route this user can reach by links and that nobody before reached; the home page always."""
        context = self.browser.new_context(
            base_url=self.url, viewport={"width": 1280, "height": 900}, locale="nl-NL",
            timezone_id="Europe/Amsterdam", reduced_motion="reduce",
        )  # fmt: skip
        pagina = context.new_page()
        pagina.on(
            "console",
            # 422 is how a form comes back with its errors, which this walk asks for.
            lambda m: m.type == "error" and "422" not in m.text and self.meld(wie, pagina.url, f"console: {m.text}"),
        )
        if wie:
            hulp.login_als(pagina, self.server(), f"{wie}@demo.example")
        wachtrij = deque(["/"])
        hier: set[str] = set()
        while wachtrij:
            pad = wachtrij.popleft()
            route = self.route(pad)
            if route is None or route in hier or (route in self.gezien and pad != "/"):
                continue
            hier.add(route)
            try:
                antwoord = pagina.goto(pad)
            except Error as fout:
                if "Download" not in str(fout):  # a file is no page
                    self.meld(wie, pad, str(fout).splitlines()[0])
                continue
            if antwoord is None or antwoord.status != 200:
                self.meld(wie, pad, f"status {antwoord and antwoord.status}")
                continue
            if "text/html" not in antwoord.headers.get("content-type", ""):
                continue
            self.gezien.setdefault(route, f"{wie or 'bezoeker'} {pad}")
            wachtrij += pagina.eval_on_selector_all(
                "a[href]:not([download])", "xs => xs.map(x => new URL(x.getAttribute('href'), location).href)"
            )
            self.luister(wie, pad, pagina)
            if not self.alleen_horen:
                self.bekijk(wie, pad, pagina)
        context.close()

    def server(self) -> hulp.DemoServer:
        return hulp.DemoServer(self.url, "", Path(os.devnull), None)  # type: ignore[arg-type]

    def route(self, adres: str) -> str | None:
        """The pattern of an address of ours; None for what is elsewhere, a file, or not a page."""
        from django.urls import Resolver404, resolve

        delen = urlsplit(adres)
        if (delen.netloc and f"{delen.scheme}://{delen.netloc}" != self.url) or OVERSLAAN.search(delen.path):
            return None
        try:
            return resolve(delen.path).route or "/"
        except Resolver404:
            return None

    def luister(self, wie: str, pad: str, pagina: Page) -> None:
        """What one hears: names, headings, tables, and a title that no page with another text has."""
        fouten, titel, tekst = namen.kijk(pagina)
        for fout in fouten:
            if "say different things" not in fout or self.route(pagina.url) not in EIGEN_TITEL:
                self.meld(wie, pad, f"heard: {fout}")
        eerder = self.titels.setdefault(titel, (self.route(pagina.url), tekst))
        if eerder[0] != self.route(pagina.url) and eerder[1] != tekst:
            self.meld(wie, pad, f'heard: title "{titel}" is also of {eerder[0]}')
        regels = Axe().run(pagina, options={"runOnly": {"type": "rule", "values": namen.AXE_REGELS}}).response
        for fout in regels["violations"]:
            plek = " ".join(fout["nodes"][0]["html"].split())[:160]
            self.meld(wie, pad, f"heard: {fout['id']} × {len(fout['nodes'])}: {plek}")

    def bekijk(self, wie: str, pad: str, pagina: Page) -> None:
        if (koppen := pagina.locator("h1").count()) != 1:
            self.meld(wie, pad, f"{koppen} headings of level 1")
        for kleur in ("dark", "light"):
            pagina.emulate_media(color_scheme=kleur)  # type: ignore[arg-type]
            self.axe(wie, pad, pagina, kleur)
        naam = re.sub(r"\W+", "_", f"{wie}_{urlsplit(pad).path}").strip("_")[:90]
        for breed in BREEDTES:
            pagina.set_viewport_size({"width": breed, "height": 900})
            werkelijk = pagina.evaluate("document.documentElement.scrollWidth")
            if werkelijk > breed:
                self.meld(wie, pad, f"{werkelijk} wide in a window of {breed}")
            if self.platen and breed in (390, 1280):
                pagina.screenshot(path=self.platen / f"{naam}-{breed}.png", full_page=True)
                if breed == 1280:
                    pagina.emulate_media(color_scheme="dark")
                    pagina.wait_for_timeout(300)
                    pagina.screenshot(path=self.platen / f"{naam}-donker.png", full_page=True)
                    pagina.emulate_media(color_scheme="light")
        self.grote_letters(wie, pad, pagina)
        self.standen(wie, pad, pagina)

    def axe(self, wie: str, pad: str, pagina: Page, stand: str) -> None:
        """Some elements take over the colours a moment later: what is wrong is looked at twice."""
        for poging in (300, 1500):
            pagina.wait_for_timeout(poging)
            uitkomst = Axe().run(pagina, options={"runOnly": {"type": "tag", "values": hulp.WCAG}}).response
            if not uitkomst["violations"]:
                return
        for fout in uitkomst["violations"]:
            plek = " ".join(fout["nodes"][0]["html"].split())[:160]
            self.meld(wie, pad, f"axe, {stand}: {fout['id']} × {len(fout['nodes'])}: {plek}")

    def grote_letters(self, wie: str, pad: str, pagina: Page) -> None:
        """Text of twice the size without zoom (WCAG 1.4.4), which the browser's own setting does."""
        pagina.evaluate(
            "() => { const v = new CSSStyleSheet(); v.replaceSync('html { font-size: 200% !important }');"
            " document.adoptedStyleSheets = [v] }"
        )
        if (werkelijk := pagina.evaluate("document.documentElement.scrollWidth")) > BREEDTES[-1]:
            self.meld(wie, pad, f"{werkelijk} wide with letters of twice the size")
        pagina.evaluate("document.adoptedStyleSheets = []")

    def standen(self, wie: str, pad: str, pagina: Page) -> None:
        """The page with everything unfolded; with a question in a dialog; with the errors of an empty form."""
        dicht = pagina.locator("details:not([open]) > summary")
        if dicht.count():
            pagina.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            self.axe(wie, pad, pagina, "unfolded")
            self.standen_gezien["unfolded"] += 1
        knop = pagina.locator("main form[data-bevestig] button[type=submit], main button[data-bevestig]")
        if knop.count() and knop.first.is_visible():
            knop.first.click()
            if pagina.locator("dialog[open]").count():
                self.axe(wie, pad, pagina, "dialog")
                self.standen_gezien["dialog"] += 1
                pagina.keyboard.press("Escape")
        for nummer in range(pagina.locator("main form[method=post]").count()):
            formulier = pagina.locator("main form[method=post]").nth(nummer)
            verplicht = formulier.locator("[required], [aria-required]")
            if not verplicht.count() or formulier.locator("input[type=password]").count():
                continue
            formulier.evaluate(MAAK_LEEG)
            formulier.locator("button[type=submit]").last.click()
            try:
                pagina.locator("[aria-invalid=true]").first.wait_for(timeout=5000)
            except TimeoutError:
                self.meld(wie, pad, "an empty form shows no error at its fields")
            else:
                self.axe(wie, pad, pagina, "errors")
                self.standen_gezien["errors"] += 1
            return

    def meld(self, wie: str, pad: str, wat: str) -> None:
        self.mis.append(f"{wie or 'bezoeker'} {urlsplit(pad).path}: {wat}")
        print(self.mis[-1], flush=True)


@contextmanager
def portaal(url: str, vooraf: str = "") -> Iterator[str]:
    """The address of a portal with an untouched demo city; of the one given, if any. ``vooraf``: SQL for it."""
    if url:
        yield url
        return
    from tests import databaseplugin

    if not os.environ.get("DATABASE_URL"):
        databaseplugin.start()
    stad = f"keuring_stad_{os.getpid()}"  # built once, copied for each that asks
    hulp.maak_stad(stad)
    database = f"keuring_{uuid.uuid4().hex[:8]}"
    hulp.sql(f"CREATE DATABASE {database} TEMPLATE {stad}")
    if vooraf:
        sql(vooraf, url=hulp.url_van(database))
    atexit.register(hulp.sql, f"DROP DATABASE IF EXISTS {stad} WITH (FORCE)")
    with tempfile.TemporaryDirectory() as map_:
        server = hulp.start_server(database, Path(map_) / "server.log")
        try:
            yield server.url
        finally:
            server.stop()
            hulp.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def main() -> int:
    vraag = argparse.ArgumentParser(description=__doc__)
    vraag.add_argument("--url", default="")
    vraag.add_argument("--platen", type=Path)
    vraag.add_argument("--wie", nargs="*", default=WIE, help="demo accounts; '' is a visitor")
    vraag.add_argument(
        "--alleen-horen", action="store_true", help="only the names, headings and tables: a third of the time"
    )
    keuze = vraag.parse_args()
    if keuze.platen:
        keuze.platen.mkdir(parents=True, exist_ok=True)
    django.setup()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # resolving addresses while Playwright's loop runs; no query is made
    with portaal(keuze.url.rstrip("/")) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=hulp.vind_chromium(), args=[*VLAGGEN, namen.VLAG])
        keuring = Keuring(browser, url, keuze.platen, keuze.alleen_horen)
        for wie in keuze.wie:
            keuring.loop(wie)
        browser.close()
    standen = ", ".join(f"{aantal} {stand}" for stand, aantal in keuring.standen_gezien.items())
    print(
        f"{len(keuring.gezien)} kinds of pages ({standen}), {len(keuze.wie)} users, {len(keuring.mis)} things to mend"
    )
    return 1 if keuring.mis else 0


if __name__ == "__main__":
    sys.exit(main())

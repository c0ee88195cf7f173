"""Make the pictures of README.md and of the user guide: a fresh demo, and the way that the browser tests walk.

Run by `make schermen`. Needs a Chromium (CHROMIUM=path for an unusual place). Nothing of one's own demo is touched.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import uuid
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests import databaseplugin  # noqa: E402
from tests.browser import gang, hulp, test_draad, test_drie_leerders  # noqa: E402
from tests.browser.conftest import VLAGGEN  # noqa: E402

BEELD = REPO / "static" / "handleiding"
VENSTER = {"width": 1280, "height": 800}
MAX_BYTES = 120_000
#: What the thread passes anyway, by the name it has there.
ONDERWEG = {"vraag": "intake", "inbak": "inbak", "hulpvraag": "koppelen"}
#: Where the picture begins, when what matters stands lower on the page.
VANAF = {"intake": "#vraagpaneel", "resultaat": "#kop-profiel", "plan": "h1", "koppelen": ".paginakop", "matrix": "h1"}
#: Pages of their own: picture, user, address.
LOS = [
    ("matrix", "curator", "/materiaal/inventaris/"),
    ("cijfers", "regie", "/cijfers/"),
    ("bord", "coordinator", "/vrijwilligers/"),
    ("mijn-aanbod", "aanbieder", "/aanbod/beheer/"),
    ("bijeenkomst", "secretaris", "/overleg/bijeenkomst/volgend-stedelijk-netwerkoverleg-digitaal/"),
    ("mensen", "beheerder", "/organisatie/mensen/"),
]


def bewaar(pagina: Page, naam: str) -> None:
    """One window full of the page, as a small file: few colours, no shades between them."""
    if "Fout" in pagina.locator("main").inner_text()[:40]:
        raise SystemExit(f"{naam}: {pagina.url} is an error page")
    pagina.evaluate("document.fonts.ready.then(() => document.activeElement.blur())")
    if naam in VANAF:
        pagina.locator(VANAF[naam]).first.evaluate(
            "e => window.scrollTo({top: e.getBoundingClientRect().top + scrollY - 16, behavior: 'instant'})"
        )
    beeld = Image.open(io.BytesIO(pagina.screenshot(animations="disabled"))).convert("RGB")
    for kleuren in (256, 128, 64, 32):
        uit = io.BytesIO()
        beeld.quantize(kleuren, dither=Image.Dither.NONE).save(uit, "PNG", optimize=True)
        if uit.tell() <= MAX_BYTES:
            break
    else:
        raise SystemExit(f"{naam}.png is {uit.tell()} bytes: more than {MAX_BYTES}, even in {kleuren} colours")
    (BEELD / f"{naam}.png").write_bytes(uit.getvalue())
    print(f"static/handleiding/{naam}.png  {uit.tell() // 1000} kB, {kleuren} colours")


def maak(browser: Browser, server: hulp.DemoServer) -> None:
    """All of them, in the order in which the demo city is still as a visitor finds it."""
    context = browser.new_context(
        base_url=server.url, viewport=VENSTER, locale="nl-NL", timezone_id="Europe/Amsterdam", reduced_motion="reduce"
    )
    pagina = context.new_page()

    def login_als(pagina: Page, email: str) -> None:
        hulp.login_als(pagina, server, email)
        pagina.goto("/")  # the welcome is said once, and not on the picture

    def los(naam: str, pad: str) -> None:
        pagina.goto(pad)
        bewaar(pagina, naam)

    los("voorkant", "/")
    login_als(pagina, test_draad.COACH)
    los("vandaag", "/")
    for naam, wie, pad in LOS:
        login_als(pagina, f"{wie}@demo.example")
        los(naam, pad)

    login_als(pagina, test_draad.COACH)
    gang.hele_intake(pagina, test_drie_leerders.GEPENSIONEERD)
    bewaar(pagina, "resultaat")

    def kijk(naam: str) -> None:
        if naam in ONDERWEG:
            bewaar(pagina, ONDERWEG[naam])

    test_draad.loop_de_draad(pagina, login_als, "Letebrhan", kijk)
    bewaar(pagina, "plan")
    context.close()


def main() -> None:
    chromium = hulp.vind_chromium()
    if chromium is None:
        raise SystemExit("No Chromium found: install one, or point at it with CHROMIUM=path.")
    if not os.environ.get("DATABASE_URL"):
        databaseplugin.start()
    import django

    django.setup()  # the demo's password stands beside its models
    BEELD.mkdir(parents=True, exist_ok=True)
    database = f"netwerk_schermen_{uuid.uuid4().hex[:8]}"
    server = None
    try:
        hulp.maak_stad(database)
        with tempfile.TemporaryDirectory() as map_:
            server = hulp.start_server(database, Path(map_) / "server.log")
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=VLAGGEN)
                maak(browser, server)
                browser.close()
    finally:
        if server:
            server.stop()
        hulp.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


if __name__ == "__main__":
    main()

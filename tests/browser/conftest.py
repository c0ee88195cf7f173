"""Browser tests: a real Chromium, a real server process, a fresh copy of the demo city per test module.

Nothing here touches Django's ORM: the server is another process, and Playwright keeps an event loop running in this
one, in which Django refuses to query. To look into the database: ``demo_server.sql(...)``.
"""

from __future__ import annotations

import fcntl
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

from tests.browser import hulp
from tests.browser.hulp import BREED, SMAL, DemoServer

VLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PLAATJES = hulp.REPO / "test-results"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            # One more try on the busy machine of CI, where a browser's timing differs. Shown as "R" in the report; a
            # test that fails twice fails. Locally every failure counts at once.
            if os.environ.get("CI", "").lower() in {"1", "true"}:
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    verslag: Any = yield
    setattr(item, f"verslag_{verslag.when}", verslag)
    return verslag


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser. Without one the test is skipped; in CI that is a failure."""
    pad = hulp.vind_chromium()
    if pad is None:
        melding = "no chromium found: install one, or point at it with CHROMIUM"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(melding)
        pytest.skip(melding)
    return pad


@pytest.fixture(scope="session")
def stad(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Name of the database with the demo city; built once per run, whichever worker comes first."""
    naam = os.environ["NETWERK_TESTSTAD"]
    map_ = tmp_path_factory.getbasetemp()
    slot = (map_.parent if os.environ.get("PYTEST_XDIST_WORKER") else map_) / "stad.lock"
    with slot.open("a") as bestand:
        fcntl.flock(bestand, fcntl.LOCK_EX)
        hulp.maak_stad(naam)
    return naam


@pytest.fixture(scope="module")
def demo_server(stad: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """The portal on a copy of its own; what a test changes is seen by the later tests of its module only."""
    yield from _server(stad, tmp_path_factory)


@pytest.fixture(autouse=True)
def nieuwe_poging(request: pytest.FixtureRequest) -> None:
    """A second try begins on an untouched copy: what the first one left (somebody of that name) must not fail it."""
    if getattr(request.node, "execution_count", 1) > 1 and "demo_server" in request.fixturenames:
        oud: DemoServer = request.getfixturevalue("demo_server")
        oud.stop()
        hulp.sql(f"DROP DATABASE IF EXISTS {oud.database} WITH (FORCE)")
        hulp.sql(f"CREATE DATABASE {oud.database} TEMPLATE {request.getfixturevalue('stad')}")
        oud.neem_over(hulp.start_server(oud.database, oud.log.with_name("server-opnieuw.log")))


@pytest.fixture
def verse_server(stad: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """A server on an untouched copy, for this test alone. Costs a few seconds."""
    yield from _server(stad, tmp_path_factory)


def _server(stad: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    database = f"{stad}_{uuid.uuid4().hex[:8]}"
    hulp.sql(f"CREATE DATABASE {database} TEMPLATE {stad}")
    server = None
    try:
        server = hulp.start_server(database, tmp_path_factory.mktemp("server") / "server.log")
        yield server
    finally:
        if server:
            server.stop()
        hulp.sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    # Per module and not per session: while Playwright runs, other tests in this process could not use the ORM.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=VLAGGEN)
        yield browser
        browser.close()


@pytest.fixture
def klachten() -> list[str]:
    """What went wrong in the browser during this test; a test that provokes an error on purpose clears it."""
    return []


@pytest.fixture
def nieuwe_pagina(
    browser: Browser, demo_server: DemoServer, nieuwe_poging: None, klachten: list[str], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Open a page with cookies of its own: ``nieuwe_pagina(SMAL)``, ``nieuwe_pagina(javascript=False)``."""
    contexten: list[BrowserContext] = []

    def open_(venster: dict[str, int] = BREED, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=demo_server.url,
            viewport={"width": venster["width"], "height": venster["height"]},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        contexten.append(context)
        pagina = context.new_page()
        houd_toezicht(pagina, demo_server, klachten)
        return pagina

    yield open_
    mislukt = getattr(getattr(request.node, "verslag_call", None), "failed", False)
    for nummer, context in enumerate(contexten):
        if mislukt and context.pages:
            PLAATJES.mkdir(exist_ok=True)
            plaatje = PLAATJES / f"{hulp.bestandsnaam(request.node.nodeid)}-{nummer}.png"
            context.pages[-1].screenshot(path=plaatje, full_page=True)
            print(f"screenshot: {plaatje}\nserver: {demo_server.log.read_text()[-2000:]}")
        context.close()
    assert not klachten, "\n".join(klachten)


@pytest.fixture
def pagina(nieuwe_pagina: Callable[..., Page]) -> Page:
    """A page in a window of 1280 wide. The test fails on any error in the console, CSP violation or HTTP 5xx."""
    return nieuwe_pagina(BREED)


@pytest.fixture
def telefoon(nieuwe_pagina: Callable[..., Page]) -> Page:
    """The same, 390 wide."""
    return nieuwe_pagina(SMAL)


@pytest.fixture
def login_als(demo_server: DemoServer) -> Callable[[Page, str], None]:
    """``login_als(pagina, "coach@demo.example")``."""
    return lambda pagina, email: hulp.login_als(pagina, demo_server, email)


def houd_toezicht(pagina: Page, server: DemoServer, klachten: list[str]) -> None:
    """Note every error that a person would not see on the page."""

    def bij_console(bericht: ConsoleMessage) -> None:
        # Chromium also reports every 4xx here, also of a page meant to be one; responses are judged below.
        if bericht.type == "error" and not bericht.text.startswith("Failed to load resource"):
            klachten.append(f"console on {pagina.url}: {bericht.text}")

    def bij_antwoord(antwoord: Response) -> None:
        soort = antwoord.request.resource_type
        if antwoord.status >= 500 or (antwoord.status >= 400 and soort in {"stylesheet", "script", "image", "font"}):
            klachten.append(f"HTTP {antwoord.status} for {antwoord.url}")

    def bij_verzoek(verzoek: Any) -> None:
        if not verzoek.url.startswith((server.url, "data:", "blob:", "about:")):
            klachten.append(f"a page asked something elsewhere: {verzoek.url}")

    pagina.on("console", bij_console)
    pagina.on("pageerror", lambda fout: klachten.append(f"script on {pagina.url}: {fout}"))
    pagina.on("response", bij_antwoord)
    pagina.on("request", bij_verzoek)

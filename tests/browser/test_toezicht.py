"""The browser tests' own alarm: what a person does not see on the page must still fail the test."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import Page

from tests.browser.hulp import REPO, DemoServer


@pytest.mark.parametrize(
    ("doe", "klacht"),
    [
        ("console.error('stuk')", "stuk"),
        ("setTimeout(() => { throw new Error('kapot') })", "kapot"),
        ("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')", "Content Security Policy"),
        (
            "const s = document.createElement('script'); s.textContent = '1'; document.body.append(s)",
            "Content Security",
        ),
        ("new Image().src = '/static/bestaat-niet.png'", "HTTP 404"),
        ("new Image().src = 'http://127.0.0.1:9/elders.png'", "elsewhere"),
    ],
)
def test_klacht(pagina: Page, klachten: list[str], doe: str, klacht: str) -> None:
    pagina.goto("/account/login/")
    assert klachten == []
    pagina.evaluate(f"() => {{ {doe} }}")
    for _ in range(50):
        if klachten:
            break
        pagina.wait_for_timeout(100)
    gezien = "\n".join(klachten)
    klachten.clear()
    assert klacht in gezien


def test_de_server_heeft_een_eigen_kopie(demo_server: DemoServer, stad: str) -> None:
    demo_server.sql("UPDATE kern_organisatie SET naam = 'Overschreven'")
    assert demo_server.sql("SELECT DISTINCT naam FROM kern_organisatie") == [("Overschreven",)]
    anders = DemoServer("", stad, demo_server.log, demo_server.proces)
    assert ("Overschreven",) not in anders.sql("SELECT naam FROM kern_organisatie")


@pytest.mark.parametrize(("ci", "uitkomst"), [("true", "failed"), ("", "skipped")])
def test_zonder_chromium(ci: str, uitkomst: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("CHROMIUM", "/bestaat/niet")
    monkeypatch.setenv("PATH", "/bestaat/niet")
    klaar = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/browser/test_rook.py", "-k", "wachtwoord_zegt"],
        cwd=REPO, capture_output=True, text=True,
    )  # fmt: skip
    assert f"1 {uitkomst.replace('failed', 'error')}" in klaar.stdout, klaar.stdout + klaar.stderr

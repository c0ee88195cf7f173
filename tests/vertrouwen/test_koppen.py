"""Security headers on every kind of answer, and methods that no page knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from netwerk.kern.models import Gebruiker
from tests.fabrieken import lid

pytestmark = pytest.mark.django_db
ALTIJD = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("pad", ["/", "/aanbod/", "/hsds/services", "/account/login/", "/bestaat-niet/", "/gezond/"])
def test_headers_on_public_answers(client: Client, pad: str) -> None:
    antwoord = client.get(pad)
    assert {naam: antwoord.get(naam) for naam in ALTIJD} == ALTIJD
    beleid = antwoord["Content-Security-Policy"]
    assert "default-src 'self'" in beleid and "unsafe" not in beleid
    assert "camera=()" in antwoord["Permissions-Policy"]


def test_pages_behind_the_login_are_not_kept(client_als: Callable[[Gebruiker], Client]) -> None:
    client = client_als(lid("coach"))
    for pad in ("/", "/intake/", "/mijn-account/"):
        assert "no-store" in client.get(pad)["Cache-Control"]


@pytest.mark.parametrize("methode", ["put", "patch", "delete", "trace"])
def test_other_methods_are_refused_everywhere(
    client_als: Callable[[Gebruiker], Client], client: Client, methode: str
) -> None:
    for browser in (client, client_als(lid("coach"))):
        for pad in ("/", "/intake/", "/intake/nieuw/", "/hsds/services", "/beheer/"):
            assert getattr(browser, methode)(pad).status_code == 405

"""Security headers on every kind of answer, and methods that no page knows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

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


#: Who may be sent to without a token of ours, and why.
ZONDER_TOKEN = {
    "hsds": "read-only: anything but GET is refused by the view itself",
    "portaal:afmelden": "the mail program presses (RFC 8058); a signed link says who, and can do only this",
    "overleg:nieuwsbrief_afmelden": "the same",
}


def _zonder_token(rij: list, ruimte: str = "") -> set[str]:
    uit = set()
    for patroon in rij:
        if isinstance(patroon, URLResolver):
            uit |= _zonder_token(patroon.url_patterns, patroon.namespace or ruimte)
        elif getattr(patroon.callback, "csrf_exempt", False):
            uit.add(ruimte if ruimte == "hsds" else f"{ruimte}:{patroon.name}")
    return uit


def test_every_form_wants_its_own_token(client_als: Callable[[Gebruiker], Client]) -> None:
    """No address is exempt but these; and a token that is missing, changed or somebody else's is refused."""
    assert _zonder_token(get_resolver().url_patterns) == ZONDER_TOKEN.keys()
    ingelogd = client_als(lid("coach"))
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = ingelogd.cookies
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/intake/nieuw/").content.decode())[1]
    velden = {"voornaam": "Samir", "taal": "nl"}
    for fout in ({}, {"csrfmiddlewaretoken": token[::-1]}, {"csrfmiddlewaretoken": "wapiti"}):
        assert browser.post("/intake/nieuw/", velden | fout).status_code == 403
    assert browser.post("/intake/nieuw/", velden | {"csrfmiddlewaretoken": token}).status_code == 422

"""Single sign-on against a real OpenID Connect provider, which runs in the test."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from netwerk.kern.models import Gebruiker

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def aanbieder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a provider in a process of its own."""
    with socket.socket() as bus:
        bus.bind(("127.0.0.1", 0))
        poort = bus.getsockname()[1]
    proces = subprocess.Popen(
        [str(Path(sys.executable).parent / "oidc-provider-mock"), "--port", str(poort)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ},
    )  # fmt: skip
    adres = f"http://127.0.0.1:{poort}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{adres}/.well-known/openid-configuration", timeout=1)  # noqa: S310
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("the OpenID Connect provider did not start")
        yield adres
    finally:
        proces.terminate()
        proces.wait(10)


@pytest.fixture
def sso(aanbieder: str, settings) -> str:
    app = {"provider_id": "sso", "name": "de gemeente", "client_id": "portaal", "secret": "toets",
           "settings": {"server_url": aanbieder}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return aanbieder


def account(email: str) -> Gebruiker:
    gebruiker = Gebruiker.objects.create_user(email, "een-lang-wachtwoord-42", naam="Coach")
    EmailAddress.objects.create(user=gebruiker, email=email, verified=True, primary=True)
    return gebruiker


def kom_binnen(client: Client, sso: str, sub: str, email: str, *, bevestigd: bool = True) -> str:
    """Go the whole way: the button, the provider's login, and back. Gives the last address, or the page."""
    requests.put(f"{sso}/users/{sub}", json={"email": email, "email_verified": bevestigd}, timeout=5).raise_for_status()
    pagina = client.get(reverse("account_login")).content.decode()
    actie = re.search(r'action="([^"]*oidc/sso/login/[^"]*)"', pagina)[1].replace("&amp;", "&")
    naar = client.post(actie)["Location"]
    assert naar.startswith(sso) and "code_challenge=" in naar
    terug = requests.post(naar, data={"sub": sub}, allow_redirects=False, timeout=5).headers["Location"]
    delen = urlsplit(terug)
    antwoord = client.get(delen.path, {sleutel: waarde[0] for sleutel, waarde in parse_qs(delen.query).items()})
    return antwoord.get("Location", antwoord.content.decode())


def test_an_account_opens_by_its_verified_address(sso: str) -> None:
    gebruiker = account("coach@stad.example")
    client = Client()
    assert kom_binnen(client, sso, "17", "coach@stad.example") == "/"
    assert client.get(reverse("portaal:account")).context["user"] == gebruiker
    assert SocialAccount.objects.get().user == gebruiker
    # The second time by the tie, also when the address has changed over there.
    assert kom_binnen(Client(), sso, "17", "nieuwe-naam@stad.example") == "/"


def test_nobody_gets_an_account_this_way(sso: str) -> None:
    client = Client()
    assert "De beheerder van uw organisatie maakt een account" in kom_binnen(client, sso, "18", "onbekend@stad.example")
    assert not Gebruiker.objects.exists()
    assert client.get(reverse("portaal:account")).status_code == 302


def test_an_address_that_the_provider_did_not_verify_opens_nothing(sso: str) -> None:
    account("coach@stad.example")
    client = Client()
    kom_binnen(client, sso, "19", "coach@stad.example", bevestigd=False)
    assert client.get(reverse("portaal:account")).status_code == 302
    assert not SocialAccount.objects.exists()


def test_without_the_setting_there_is_no_button() -> None:
    assert "oidc" not in Client().get(reverse("account_login")).content.decode()

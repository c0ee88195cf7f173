"""Public pages in the visitor's language; every other page stays Dutch."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from netwerk.kern.talen import COOKIE, is_vertaald, leervraag_tekst, taalnaam
from tests.fabrieken import GebruikerFabriek


@pytest.mark.django_db
def test_the_choice_is_kept_in_a_cookie_and_holds_for_public_pages_only(client: Client) -> None:
    antwoord = client.get("/aanbod/", {"lang": "ar"})
    assert '<html lang="ar" dir="rtl">' in antwoord.content.decode()
    assert "bootstrap.rtl" in antwoord.content.decode()
    assert antwoord.cookies[COOKIE].value == "ar"
    assert not antwoord.cookies[COOKIE]["max-age"]  # until the browser closes
    assert "Cookie" in antwoord["Vary"]

    tekst = client.get("/aanbod/").content.decode()
    assert '<html lang="ar" dir="rtl">' in tekst
    assert '<html lang="ar" dir="rtl">' in client.get("/account/login/").content.decode()
    # A page that was not made for it is Dutch, and says so.
    client.force_login(GebruikerFabriek(), backend="django.contrib.auth.backends.ModelBackend")
    assert '<html lang="nl" dir="ltr">' in client.get("/account/password/change/", follow=True).content.decode()
    client.logout()
    client.cookies[COOKIE] = "ar"
    assert not is_vertaald()

    terug = client.get("/aanbod/", {"lang": "nl"})
    assert '<html lang="nl" dir="ltr">' in terug.content.decode()
    assert terug.cookies[COOKIE].value == "nl"


@pytest.mark.django_db
@pytest.mark.parametrize("onzin", ["xx", "", "nl-NL", "../../etc", "AR"])
def test_an_unknown_language_is_dutch(client: Client, onzin: str) -> None:
    antwoord = client.get("/aanbod/", {"lang": onzin}, headers={"accept-language": "ar"})
    assert '<html lang="nl" dir="ltr">' in antwoord.content.decode()
    assert COOKIE not in antwoord.cookies


def test_names_of_languages_and_needs_follow_the_page() -> None:
    assert (taalnaam("Turks"), leervraag_tekst("overheid", "De overheid")) == ("Turks", "De overheid")
    with translation.override("tr"):
        assert taalnaam("Turks") == "Türkçe"
        assert taalnaam("Klingon") == "Klingon"
        assert leervraag_tekst("overheid", "De overheid").endswith(" (De overheid)")
        assert leervraag_tekst("bestaat-niet", "Iets") == "Iets"

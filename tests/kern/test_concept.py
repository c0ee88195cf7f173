"""A session that is over: what was typed comes back after login, to its writer only; a silent login ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.models import Leerder
from netwerk.kern import sessies
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Concept, Gebruiker
from tests.fabrieken import lid

pytestmark = pytest.mark.django_db
ClientAls = Callable[[Gebruiker], Client]
NIEUW = "/intake/nieuw/"
GETYPT = {"voornaam": "Zwierige Zoë", "doelen": ["dossier", "cijfers"], "taal": "nl", "csrfmiddlewaretoken": "x"}


@pytest.fixture
def samira() -> Gebruiker:
    return lid("coach", naam="Samira")


def verlopen(client_als: ClientAls, gebruiker: Gebruiker) -> Client:
    """A browser with a page open whose session ended meanwhile (its own cookie is still sent)."""
    client = client_als(gebruiker)
    client.get("/intake/")
    client.session.flush()
    return client


def test_what_was_typed_is_kept_and_saved_after_login(client_als: ClientAls, samira: Gebruiker) -> None:
    client = verlopen(client_als, samira)
    antwoord = client.post(NIEUW, GETYPT)
    concept = _enige()
    assert antwoord["Location"] == f"/account/login/?next=/bewaard/{concept.pk}/"
    assert b"Zwierige" not in bytes(concept.inhoud)  # encrypted
    assert "Wat u typte is bewaard" in client.get(antwoord["Location"]).content.decode()
    client.force_login(samira, backend="django.contrib.auth.backends.ModelBackend")
    pagina = client.get(f"/bewaard/{concept.pk}/").content.decode()
    assert "Zwierige Zoë" in pagina and f'action="{NIEUW}"' in pagina
    assert pagina.count('name="doelen"') == 2
    assert 'value="x"' not in pagina
    opgeslagen = client.post(NIEUW, {**GETYPT, "_bewaard": str(concept.pk)})
    assert opgeslagen.status_code == 302
    with bereik(alles=True):
        assert Leerder.objects.get().voornaam == "Zwierige Zoë"
        assert not Concept.objects.exists()


def test_nobody_else_sees_it(client_als: ClientAls, samira: Gebruiker) -> None:
    client = verlopen(client_als, samira)
    client.post(NIEUW, GETYPT)
    ander = lid("coach", organisatie=samira.organisaties_met_rol("coach")[0])
    adres = f"/bewaard/{_enige().pk}/"
    for wie in (ander, lid("beheerder")):
        antwoord = client_als(wie).get(adres)
        assert antwoord.status_code == 302 and "Zwierige" not in antwoord.content.decode()
        client_als(wie).post(adres)
    assert client_als(samira).get(adres).status_code == 200
    assert client_als(samira).post(adres).status_code == 302
    with bereik(alles=True):
        assert not Concept.objects.exists()


def test_not_kept_for_a_stranger_after_logging_out_or_for_ever(client_als: ClientAls, samira: Gebruiker) -> None:
    antwoord = Client().post(NIEUW, GETYPT, headers={"Referer": "http://testserver/intake/?q=a"})
    assert antwoord["Location"] == "/account/login/?next=/intake/%3Fq%3Da"
    elders = Client().post(NIEUW, GETYPT, headers={"Referer": "https://kwaad.example/x"})
    assert elders["Location"] == "/account/login/?next=/"
    client = client_als(samira)
    client.get("/intake/")
    client.post("/account/logout/")
    client.post(NIEUW, GETYPT)
    vervalst = verlopen(client_als, samira)
    vervalst.cookies[sessies.KOEK] = "MQ:nep:nep"
    vervalst.post(NIEUW, GETYPT)
    with bereik(alles=True):
        assert not Concept.objects.exists()
    client = verlopen(client_als, samira)
    client.post(NIEUW, GETYPT)
    with bereik(alles=True):
        Concept.objects.update(gemaakt_op=timezone.now() - timedelta(days=2))
    assert client_als(samira).get(f"/bewaard/{_enige().pk}/").status_code == 302


def test_a_fragment_becomes_a_whole_login_page(client_als: ClientAls, samira: Gebruiker) -> None:
    client = verlopen(client_als, samira)
    kop = {"HX-Request": "true", "HX-Current-URL": "http://testserver/intake/?mijn=1"}
    antwoord = client.get("/intake/?q=zo", headers=kop)
    assert (antwoord.status_code, antwoord["HX-Redirect"]) == (204, "/account/login/?next=/intake/%3Fmijn%3D1")
    antwoord = client.post(NIEUW, GETYPT, headers=kop)
    assert antwoord["HX-Redirect"] == f"/account/login/?next=/bewaard/{_enige().pk}/"


@pytest.mark.parametrize(
    ("gedeeld", "minuten", "nog_binnen"), [(False, 59, True), (False, 61, False), (True, 11, False)]
)
def test_a_silent_login_ends(
    client_als: ClientAls,
    samira: Gebruiker,
    monkeypatch: pytest.MonkeyPatch,
    gedeeld: bool,
    minuten: int,
    nog_binnen: bool,
) -> None:
    client = client_als(samira)
    sessie = client.session
    sessie[sessies.GEDEELD] = gedeeld
    sessie.save()
    assert client.get("/intake/").status_code == 200
    straks = time.time() + 60 * minuten
    monkeypatch.setattr(sessies.time, "time", lambda: straks)
    assert (client.get("/intake/").status_code == 200) is nog_binnen
    # Nobody is let in again by the old cookie.
    assert (client.get("/intake/").status_code == 200) is nog_binnen


def test_the_login_form_asks_about_the_computer(client: Client, samira: Gebruiker) -> None:
    for gedeeld, seconden in (("", 3600), ("on", 600)):
        velden = {"login": samira.email, "password": "wachtwoord-voor-tests", "gedeeld": gedeeld}
        assert client.post("/account/login/", velden).status_code == 302
        assert f'data-stil-na="{seconden}"' in client.get("/").content.decode()
        client.post("/account/logout/")


def test_the_page_itself_can_end_it_and_keep_the_form(client_als: ClientAls, samira: Gebruiker) -> None:
    client = client_als(samira)
    client.get("/intake/")
    uit = client.post(reverse("kern:stil"), {**GETYPT, "_pad": NIEUW}).json()
    assert uit["naar"] == f"/account/login/?next=/bewaard/{_enige().pk}/"
    assert client.get("/intake/").status_code == 302
    assert client.post(reverse("kern:stil"), {"_pad": "//kwaad.example/"}).json()["naar"].startswith("/account/login/")


def test_no_account_shows_by_an_answer(client: Client, samira: Gebruiker, mailoutbox: list[object]) -> None:
    """Login and reset answer the same for an address that has an account and one that has none."""

    def zonder_adres(tekst: bytes, adres: str) -> bytes:
        return b"\n".join(r for r in tekst.replace(adres.encode(), b"").split(b"\n") if b"csrfmiddlewaretoken" not in r)

    uit = []
    for adres in (samira.email, "niemand@demo.example"):
        Client().post("/account/login/", {"login": adres, "password": "fout-wachtwoord-hier"})
        inlog = Client().post("/account/login/", {"login": adres, "password": "fout-wachtwoord-hier"})
        herstel = Client().post("/account/password/reset/", {"email": adres})
        uit.append((inlog.status_code, zonder_adres(inlog.content, adres), herstel.status_code, herstel["Location"]))
    assert uit[0] == uit[1]
    assert [m.to for m in mailoutbox] == [[samira.email]]


def _enige() -> Concept:
    with bereik(alles=True):
        return Concept.objects.get()

"""The second factor and single sign-on: nobody with a role comes in on a password alone."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterator
from contextvars import Context
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse

from netwerk.kern import inloggen
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker, Lidmaatschap, Organisatie
from netwerk.kern.tweedefactor import moet_nog
from netwerk.portaal.actions import nodig_uit

WACHTWOORD = "een-lang-wachtwoord-42"
pytestmark = pytest.mark.django_db


#: The half minute that all codes of these tests belong to.
HALVE_MINUUT = int(time.time()) // 30


@pytest.fixture
def coach(settings, monkeypatch) -> Iterator[Gebruiker]:
    settings.TWEEDE_FACTOR = True
    # A code holds for half a minute: a slow machine must not turn one between making and typing it.
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([HALVE_MINUUT]))
    gebruiker = Gebruiker.objects.create_user("coach@toets.example", WACHTWOORD, naam="Coach")
    EmailAddress.objects.create(user=gebruiker, email=gebruiker.email, verified=True, primary=True)
    organisatie = Organisatie.objects.create(naam="Toetshuis", soort="informeel")
    Lidmaatschap.objects.create(gebruiker=gebruiker, organisatie=organisatie, rol=Rol.COACH)
    cache.clear()
    yield gebruiker
    cache.clear()


def code(geheim: str) -> str:
    return format_hotp_value(hotp_value(geheim, HALVE_MINUUT))


def log_in(client: Client) -> Any:
    return client.post(reverse("account_login"), {"login": "coach@toets.example", "password": WACHTWOORD})


def test_without_a_second_factor_nothing_opens(coach: Gebruiker) -> None:
    client = Client()
    log_in(client)
    for adres in ("portaal:home", "intake:leerders", "aanbod:inbak"):
        antwoord = client.get(reverse(adres))
        assert (antwoord.status_code, antwoord["Location"]) == (302, reverse("mfa_index"))
    assert client.post(reverse("intake:leerder_nieuw"), {"voornaam": "X"})["Location"] == reverse("mfa_index")
    assert "Zet eerst een tweede stap aan" in client.get(reverse("mfa_index")).content.decode()


def test_setting_it_up_and_logging_in_with_it(coach: Gebruiker) -> None:
    client = Client()
    log_in(client)
    # The portal itself sent a newcomer here: the password of a moment ago is enough.
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    # Whoever finds a computer unlocked later does not change how its owner gets in.
    sessie = client.session
    sessie[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**stap, "at": stap["at"] - 3600} for stap in sessie[AUTHENTICATION_METHODS_SESSION_KEY]
    ]
    sessie.save()
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": WACHTWOORD})
    pagina = client.get(reverse("mfa_activate_totp")).content.decode()
    geheim = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", pagina)[1]
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_activate_totp"), {"code": code(geheim)}).status_code == 302
    assert client.get(reverse("portaal:home")).status_code == 200
    assert not moet_nog(coach)
    # The secret is nowhere in the database as it is.
    factor = Authenticator.objects.get(user=coach, type="totp")
    assert geheim not in str(factor.data)
    assert get_adapter().decrypt(factor.data["secret"]) == geheim

    nieuw = Client()
    assert log_in(nieuw)["Location"] == reverse("mfa_authenticate")
    assert nieuw.get(reverse("intake:leerders")).status_code == 302
    assert nieuw.get(reverse("mfa_authenticate")).status_code == 200
    assert nieuw.post(reverse("mfa_authenticate"), {"code": "123456"}).status_code == 200
    assert nieuw.get(reverse("intake:leerders"))["Location"].startswith(reverse("account_login"))
    nu = code(geheim)
    assert nieuw.post(reverse("mfa_authenticate"), {"code": nu}).status_code == 302
    assert nieuw.get(reverse("intake:leerders")).status_code == 200
    meekijker = Client()
    log_in(meekijker)
    assert meekijker.post(reverse("mfa_authenticate"), {"code": nu}).status_code == 200, "a code works once"
    cache.clear()
    herstel = Authenticator.objects.get(user=coach, type="recovery_codes").wrap().get_unused_codes()[0]
    ander = Client()
    log_in(ander)
    assert ander.post(reverse("mfa_authenticate"), {"code": herstel}).status_code == 302
    assert ander.get(reverse("intake:leerders")).status_code == 200
    derde = Client()
    log_in(derde)
    assert derde.post(reverse("mfa_authenticate"), {"code": herstel}).status_code == 200, "a recovery code works once"


def test_somebody_invited_comes_in_by_the_mailed_link_and_sets_up_the_second_step(
    coach: Gebruiker, monkeypatch
) -> None:
    """From the invitation to the code, as a newcomer does it: allauth knows no confirmed address of theirs yet."""
    huis = coach.lidmaatschappen_nu[0].organisatie
    Lidmaatschap.objects.create(gebruiker=coach, organisatie=huis, rol=Rol.BEHEERDER)
    with TestCase.captureOnCommitCallbacks(execute=True):
        beheerder = Gebruiker.objects.get(pk=coach.pk)
        nieuw = nodig_uit(organisatie=huis, email="nieuw@toets.example", naam="N", rollen=[Rol.COACH], door=beheerder)
    client = Client()
    adres = client.get(re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]).url
    antwoord = client.post(adres, {"password1": "zeven gele fietsen", "password2": "zeven gele fietsen"})
    assert client.get(antwoord.url)["Location"] == reverse("mfa_index")
    pagina = client.get(reverse("mfa_activate_totp"))
    assert pagina.status_code == 200
    geheim = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", pagina.content.decode())[1]
    monkeypatch.setattr(transaction, "on_commit", lambda doe: doe())  # within the request, as on a server
    antwoord = client.post(reverse("mfa_activate_totp"), {"code": code(geheim)})
    codes = client.get(antwoord.url)  # the page with the codes, and not once more the question who one is
    assert Authenticator.objects.get(user=nieuw, type="recovery_codes").wrap().get_unused_codes()[0] in (
        codes.content.decode()
    )
    assert not moet_nog(nieuw)
    assert client.get(reverse("portaal:home")).status_code == 200


def reset(client: Client, wie: Gebruiker, wachtwoord: str = "zeven gele fietsen") -> Any:
    """Choose a password by the mailed link, as whoever reads the mailbox can."""
    Client().post(reverse("account_reset_password"), {"email": wie.email})
    adres = client.get(re.search(r"https?://[^/]+(/\S+/key/\S+)", mail.outbox[-1].body)[1]).url
    return client.post(adres, {"password1": wachtwoord, "password2": wachtwoord})


def test_a_new_password_by_mail_is_not_a_way_past_the_second_step(coach: Gebruiker) -> None:
    """Whoever reads a shared mailbox can choose a password, and still is nobody here without app or key."""
    geheim = base64.b32encode(b"x" * 20).decode()
    TOTP.activate(coach, geheim)
    elders, dief = Client(), Client()
    log_in(elders)
    assert elders.post(reverse("mfa_authenticate"), {"code": code(geheim)}).status_code == 302
    assert reset(dief, coach)["Location"] == reverse("mfa_authenticate")
    # What is open to somebody halfway: nothing of the portal, and nothing that adds or shows a factor.
    for adres in (
        "portaal:account", "intake:leerders", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "account_email",
    ):  # fmt: skip
        antwoord = dief.get(reverse(adres))
        assert (antwoord.status_code, antwoord.get("Location", "").split("?")[0]) == (302, reverse("account_login")), (
            adres
        )
    # The old password's sessions end, so that a thief who was in already is out.
    assert elders.get(reverse("intake:leerders")).status_code == 302
    assert Authenticator.objects.filter(user=coach, type="totp").count() == 1
    # And the link works once.
    assert (
        "Deze link werkt niet"
        in Client()
        .get(re.search(r"https?://[^/]+(/\S+/key/\S+)", mail.outbox[0].body)[1], follow=True)
        .content.decode()
    )


def test_a_fresh_session_may_set_up_only_the_first_factor_unasked(coach: Gebruiker) -> None:
    """The grace of somebody new ends with the first factor: a stolen session adds none, and reads no codes."""
    TOTP.activate(coach, base64.b32encode(b"x" * 20).decode())
    client = Client()
    client.force_login(coach)  # a session by itself: no proof in it
    for adres in ("mfa_add_webauthn", "mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        assert client.get(reverse(adres))["Location"].split("?")[0] == reverse("account_reauthenticate"), adres
    nieuw = Gebruiker.objects.create_user("zonder@toets.example", WACHTWOORD, naam="Zonder")
    client.force_login(nieuw)
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))


def test_a_new_password_does_not_open_an_account_that_was_closed(coach: Gebruiker) -> None:
    Client().post(reverse("account_reset_password"), {"email": coach.email})
    Gebruiker.objects.filter(pk=coach.pk).update(is_active=False)
    client = Client()
    antwoord = client.get(re.search(r"https?://[^/]+(/\S+/key/\S+)", mail.outbox[-1].body)[1])
    if antwoord.status_code == 302:
        client.post(antwoord.url, {"password1": "zeven gele fietsen", "password2": "zeven gele fietsen"})
    assert "_auth_user_id" not in client.session


def test_the_mail_with_a_new_link_leaves_after_the_answer_too(coach: Gebruiker, monkeypatch) -> None:
    """On a server the mail is made on another thread, where allauth knows no request: none ever left."""
    monkeypatch.setattr(inloggen, "achteraf", lambda werk: Context().run(werk))
    Client().post(reverse("account_reset_password"), {"email": coach.email})
    assert len(mail.outbox) == 1
    assert "/account/password/reset/key/" in mail.outbox[0].body


def test_the_last_factor_cannot_be_taken_away(coach: Gebruiker) -> None:
    geheim = base64.b32encode(b"x" * 20).decode()
    factor = TOTP.activate(coach, geheim).instance
    assert not get_adapter().can_delete_authenticator(factor)
    client = Client()
    log_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code(geheim)}).status_code == 302
    client.post(reverse("account_reauthenticate"), {"password": WACHTWOORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(pk=factor.pk).exists()


def test_the_admin_goes_past_it_too(coach: Gebruiker) -> None:
    coach.is_staff = coach.is_superuser = True
    coach.save()
    client = Client()
    assert client.get("/beheer/")["Location"].startswith("/beheer/login/")
    assert reverse("account_login") in client.get("/beheer/login/", follow=True).redirect_chain[-1][0]
    log_in(client)
    assert client.get("/beheer/")["Location"] == reverse("mfa_index")


def test_who_has_no_role_needs_none(settings) -> None:
    settings.TWEEDE_FACTOR = True
    assert not moet_nog(Gebruiker.objects.create_user("leeg@toets.example", WACHTWOORD, naam="Leeg"))


def test_sessions_are_listed_and_ended(coach: Gebruiker, settings, client_als: Callable[..., Client]) -> None:
    settings.TWEEDE_FACTOR = False
    hier, elders = Client(), Client(headers={"user-agent": "Bibliotheekcomputer"})
    log_in(hier)
    log_in(elders)
    assert "Bibliotheekcomputer" in hier.get(reverse("usersessions_list")).content.decode()
    hier.post(reverse("usersessions_list"))
    assert elders.get(reverse("portaal:account")).status_code == 302
    assert hier.get(reverse("portaal:account")).status_code == 200

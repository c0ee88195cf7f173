"""Signed links: each opens its own kind of page and no other, until its date; what is meant once works once."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from aanbod.berichten import ANTWOORDLINK
from aanbod.models import Doorverwijzing
from aanbod.views import antwoord
from leermateriaal import verzamelen
from leermateriaal.models import Verzameling
from netwerk.kern.bereik import bereik
from netwerk.kern.ondertekend import maak_token
from netwerk.overleg import abonnees
from netwerk.overleg.models import Abonnee
from netwerk.portaal.overzichtmail import AFMELDEN
from netwerk.portaal.views import meldingen
from tests.fabrieken import GebruikerFabriek
from vrijwilligers import berichten, mijn
from vrijwilligers.models import Terugvraag, Vrijwilliger

from .probe import WISSELT, patronen
from .wereld import bouw

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Soort:
    """One purpose: how long it works (None: as long as somebody keeps it open), and the start of its addresses."""

    geldig: timedelta | None
    adressen: str
    hoofdadres: str
    maak: Callable[[], str]


def _eerste(model: type, **filters: object) -> object:
    with bereik(alles=True):
        return model._default_manager.filter(**filters).first()  # type: ignore[attr-defined]


SOORTEN: dict[str, Soort] = {
    ANTWOORDLINK: Soort(
        antwoord.GELDIG, "aanbod:antwoord", "aanbod:antwoord",
        lambda: maak_token(ANTWOORDLINK, _eerste(Doorverwijzing, verstuurd_op__isnull=False).pk),
    ),
    mijn.LINK: Soort(
        mijn.GELDIG, "vrijwilligers:mijn", "vrijwilligers:mijn",
        lambda: maak_token(mijn.LINK, _eerste(Vrijwilliger, status="actief").pk),
    ),
    berichten.BEVESTIG: Soort(
        berichten.BEVESTIG_GELDIG, "vrijwilligers:bevestig", "vrijwilligers:bevestig",
        lambda: maak_token(berichten.BEVESTIG, _eerste(Vrijwilliger).pk, "iemand@demo.example"),
    ),
    berichten.TERUG: Soort(
        berichten.TERUG_GELDIG, "vrijwilligers:terug", "vrijwilligers:terug",
        lambda: maak_token(berichten.TERUG, _eerste(Terugvraag).pk),
    ),
    abonnees.LINK: Soort(
        abonnees.LINK_GELDIG, "overleg:nieuwsbrief_bevestig", "overleg:nieuwsbrief_bevestig",
        lambda: maak_token(abonnees.LINK, str(Abonnee.objects.create(email="lezer@demo.example").sleutel)),
    ),
    AFMELDEN: Soort(
        meldingen.GELDIG, "portaal:afmelden", "portaal:afmelden", lambda: maak_token(AFMELDEN, GebruikerFabriek().pk)
    ),
    "leermateriaal.verzameling": Soort(
        None, "leermateriaal:verzameling_link", "leermateriaal:verzameling_link",
        lambda: verzamelen.maak_link(_eerste(Verzameling, met_link=True)).rstrip("/").rpartition("/")[2],
    ),
}  # fmt: skip
#: Not ours: allauth's own links, whose tests are allauth's; the last test below looks at the reset of a password.
ELDERS = {"account_confirm_email", "account_reset_password_from_key", "account_reset_password_from_key_done"}


@pytest.fixture
def tokens() -> dict[str, str]:
    """A good token of each purpose, for a record that is there."""
    with bereik(alles=True):
        bouw(81, organisaties=2)
        Verzameling.objects.update(met_link=True)
        Vrijwilliger.objects.filter(pk=Vrijwilliger.objects.values("pk")[:1]).update(status="actief")
        return {doel: soort.maak() for doel, soort in SOORTEN.items()}


def met_token() -> list[tuple[str, str, str]]:
    """(name, path with {token}, purpose) of every address that takes a token."""
    uit = []
    for naam, route, _ in patronen():
        if "<str:token>" not in route:
            continue
        passend = [doel for doel, soort in SOORTEN.items() if naam.startswith(soort.adressen)]
        assert passend, f"{naam} takes a token: say of which purpose in SOORTEN"
        pad = re.sub(r"<int:\w+>", "1", route.replace("<str:token>", "{token}"))
        uit.append((naam, "/" + re.sub(r"<slug:\w+>", "x", pad), max(passend, key=lambda d: len(SOORTEN[d].adressen))))
    return uit


def kijk(client: Client, methode: str, pad: str, token: str) -> tuple[int, bytes, str]:
    """What there is to see, without the token itself."""
    uit = getattr(client, methode)(pad.format(token=token))
    inhoud = WISSELT.sub(b"", uit.content).replace(token.encode(), b"TOKEN")
    return uit.status_code, inhoud, uit.get("Location", "").replace(token, "TOKEN")


def test_a_token_of_one_purpose_opens_nothing_of_another(tokens: dict[str, str], client: Client) -> None:
    """Everywhere the answer is, byte for byte, that to a token that somebody made up."""
    adressen = met_token()
    assert len(adressen) > 15 and {doel for _, _, doel in adressen} == SOORTEN.keys()
    geprobeerd = 0
    for _, pad, eigen in adressen:
        for methode in ("get", "post"):
            verzonnen = kijk(client, methode, pad, "verzonnen:1abcde:token")
            assert verzonnen[0] in (404, 405, 410), pad
            for doel, token in tokens.items():
                if doel != eigen:
                    assert kijk(client, methode, pad, token) == verzonnen, (pad, methode, doel)
                    geprobeerd += 1
            # A seal of the right record by another purpose's salt, and a changed end of a good one.
            for vals in (Signer(salt="netwerk.anders").sign("1"), tokens[eigen][:-2] + "xx"):
                assert kijk(client, methode, pad, vals) == verzonnen, (pad, methode)
    assert geprobeerd > 200


def test_a_token_opens_its_own_page_until_its_date(tokens: dict[str, str], client: Client) -> None:
    for doel, soort in SOORTEN.items():
        adres = reverse(soort.hoofdadres, args=[tokens[doel]])
        assert client.get(adres).status_code == 200, doel
        nu = time.time()
        for verschil, goed in ((-60, True), (60, False)):
            if soort.geldig is None:
                continue
            later = nu + soort.geldig.total_seconds() + verschil
            with mock.patch("django.core.signing.time.time", return_value=later):
                status = client.get(adres).status_code
            assert (status == 200) is goed and status in (200, 404, 410), (doel, verschil)
    # A set of materials has no date, but a switch.
    with bereik(alles=True):
        Verzameling.objects.update(met_link=False)
    assert client.get(adres).status_code == 404


def test_what_is_meant_once_works_once(tokens: dict[str, str], client: Client) -> None:
    # Coming back: the first answer stands, whatever the link is asked later.
    adres = reverse("vrijwilligers:terug", args=[tokens[berichten.TERUG]])
    vraag = _eerste(Terugvraag)
    client.post(adres, {"antwoord": "nee"})
    eerst = _eerste(Terugvraag, pk=vraag.pk).antwoord
    client.post(adres, {"antwoord": "ja"})
    assert _eerste(Terugvraag, pk=vraag.pk).antwoord == eerst != ""
    # The newsletter: who left is not brought back by an old confirmation.
    adres = reverse("overleg:nieuwsbrief_bevestig", args=[tokens[abonnees.LINK]])
    assert client.post(adres).status_code == 200
    abonnees.meld_af(_eerste(Abonnee).sleutel)
    assert client.post(adres).status_code == 410
    assert abonnees.vind(uuid.uuid4()) is None


def test_the_link_of_a_reset_works_once(client: Client) -> None:
    gebruiker = GebruikerFabriek(email="vergeten@demo.example")
    gebruiker.set_password("een-oud-wachtwoord-1")
    gebruiker.save()
    client.post("/account/password/reset/", {"email": gebruiker.email})
    adres = re.search(r"https?://[^/]+(/account/password/reset/key/\S+)", mail.outbox[0].body)[1]  # type: ignore[index]
    formulier = client.get(adres, follow=True)
    nieuw = {"password1": "een-heel-nieuw-wachtwoord-2", "password2": "een-heel-nieuw-wachtwoord-2"}
    assert client.post(formulier.redirect_chain[-1][0], nieuw).status_code == 302
    weer = Client().get(adres, follow=True).content.decode()
    assert 'name="password1"' not in weer

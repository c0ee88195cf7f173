"""Notifications and the overview by mail: seen once, sent once, at one's own rhythm, and without anybody's name."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from aanbod.choices import Stand
from aanbod.models import Doorverwijzing
from netwerk.kern.bereik import bereik
from netwerk.kern.vandaag import Wachtpunt
from netwerk.portaal.meldingen import maak, vergeet
from netwerk.portaal.models import Gezien, Ritme, Voorkeur
from netwerk.portaal.overzichtmail import ANDERS, WOORDEN, is_nodig, samenvatting, stuur
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import LocatieFabriek, OrganisatieFabriek, lid

MAANDAG = date(2026, 11, 23)


@pytest.fixture
def ontvanger(db):
    """Somebody of a provider in the north, to whom one late referral and one that is on time were sent."""
    wie = lid("aanbieder", naam="Nora Test")
    organisatie = wie.organisaties_met_rol("aanbieder")[0]
    LocatieFabriek(organisatie=organisatie, postcode="1024 ZZ")
    with bereik(alles=True):
        aanbod = maak_aanbod(["email-lezen"], organisatie=organisatie, naam="Mailen in Noord", pc4="1024",
                             gecontroleerd_op=timezone.localdate())  # fmt: skip
        for naam, dagen in (("Geheimnaam", -3), ("Anderenaam", 2)):
            Doorverwijzing.objects.create(
                van_organisatie=OrganisatieFabriek(), naar_organisatie=organisatie, aanbod=aanbod, voornaam=naam,
                status=Stand.VERSTUURD, verstuurd_op=timezone.now() - timedelta(days=9), pc4="1024",
                uiterlijk=timezone.localdate() + timedelta(days=dagen), eigenaar_ontvanger_naam="Nora",
            )  # fmt: skip
    return wie


def punt(titel: str, soort: str = "taak", *, laat: bool = False) -> Wachtpunt:
    return Wachtpunt(titel, f"/{titel}/", "Doe", laat=laat, soort=soort)


# --- pure -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ritme", "laatst", "vandaag", "nodig"),
    [
        (Ritme.NOOIT, None, MAANDAG, False),
        (Ritme.DAGELIJKS, None, MAANDAG, True),
        (Ritme.DAGELIJKS, MAANDAG, MAANDAG, False),
        (Ritme.DAGELIJKS, None, MAANDAG - timedelta(days=1), False),
        (Ritme.DAGELIJKS, None, date(2026, 12, 25), False),
        (Ritme.WEKELIJKS, None, MAANDAG, True),
        (Ritme.WEKELIJKS, None, MAANDAG + timedelta(days=1), False),
        (Ritme.WEKELIJKS, MAANDAG, MAANDAG + timedelta(days=7), True),
        # the server stood still on Monday: Tuesday makes up for it
        (Ritme.WEKELIJKS, MAANDAG, MAANDAG + timedelta(days=8), True),
        (Ritme.WEKELIJKS, MAANDAG, MAANDAG + timedelta(days=3), False),
    ],
)
def test_when_an_overview_is_due(ritme: str, laatst: date | None, vandaag: date, nodig: bool) -> None:
    assert is_nodig(Voorkeur(ritme=ritme, laatst_op=laatst), vandaag) is nodig


@given(st.lists(st.tuples(st.sampled_from([*WOORDEN, "iets-nieuws"]), st.booleans()), max_size=20))
def test_the_lines_add_up_and_hold_no_title(soorten: list[tuple[str, bool]]) -> None:
    regels = samenvatting([punt("Fatima", soort, laat=laat) for soort, laat in soorten])
    assert sum(int(regel.split()[0]) for regel in regels) == len(soorten)
    assert not any("Fatima" in regel for regel in regels)
    te_laat = [int(regel.split("waarvan ")[1].split()[0]) for regel in regels if "waarvan" in regel]
    assert sum(te_laat) == sum(laat for _, laat in soorten)


def test_words_for_one_and_more() -> None:
    regels = samenvatting([punt("a", "taak"), punt("b", "taak"), punt("c", "stap", laat=True), punt("d", "raar")])
    assert regels == ["1 stap in een leerplan, waarvan 1 te laat", "2 taken", f"1 {ANDERS[0]}"]


def test_seen_once_and_new_again_when_it_becomes_late() -> None:
    eerst = maak([punt("a"), punt("b", laat=True)], [], set())
    assert [m.titel for m in eerst] == ["b", "a"]
    gezien = {m.sleutel for m in eerst}
    assert not any(m.nieuw for m in maak([punt("a")], [], gezien))
    assert [m.nieuw for m in maak([punt("a", laat=True)], [], gezien)] == [True]


# --- pages ------------------------------------------------------------------------------------------------------------
def test_the_list_the_button_and_home(ontvanger, client_als) -> None:
    client = client_als(ontvanger)
    blad = client.get(reverse("portaal:meldingen")).content.decode()
    assert "Geheimnaam voor Mailen in Noord" in blad and "Te laat" in blad and "Nieuw aanbod" in blad
    assert "3 nieuwe meldingen" in (thuis := client.get("/").content.decode())
    assert "Nieuw in Noord" in thuis
    sleutel = client.get(reverse("portaal:meldingen")).context["page_obj"][0].sleutel
    assert client.get(reverse("portaal:melding", args=[sleutel])).status_code == 405
    antwoord = client.post(reverse("portaal:melding", args=[sleutel]))
    assert antwoord.status_code == 302 and "/aanbod/" in antwoord["Location"]
    assert "2 nieuwe meldingen" in client.get("/").content.decode()
    assert client.post(reverse("portaal:meldingen_gezien")).status_code == 302
    assert "Geen nieuwe meldingen" in client.get("/").content.decode()
    assert Gezien.objects.filter(gebruiker=ontvanger).count() == 3
    weg = client.post(reverse("portaal:melding", args=["0" * 32]), follow=True)
    assert "intussen gedaan" in weg.content.decode()
    assert vergeet(timezone.now() + timedelta(days=200)) == 3


def test_choosing_rhythm_and_districts(ontvanger, client_als) -> None:
    client, adres = client_als(ontvanger), reverse("portaal:meldingen_instellen")
    assert client.post(adres, {"ritme": "elk uur"}).status_code == 422
    assert client.post(adres, {"ritme": "nooit", "stadsdelen": ["zuid", "oost"]}).status_code == 302
    voorkeur = Voorkeur.objects.get(gebruiker=ontvanger)
    assert (voorkeur.ritme, voorkeur.stadsdelen) == ("nooit", ["oost", "zuid"])
    assert "Nieuw aanbod" not in client.get(reverse("portaal:meldingen")).content.decode()


def test_home_asks_a_fixed_number_of_queries(ontvanger, client_als, django_assert_max_num_queries) -> None:
    client = client_als(ontvanger)
    client.get("/")
    with django_assert_max_num_queries(45) as weinig:
        client.get("/")
    with bereik(alles=True):
        for nummer in range(6):
            maak_aanbod(["email-lezen"], organisatie=ontvanger.organisaties_met_rol("aanbieder")[0],
                        naam=f"Nog iets {nummer}", pc4="1024", gecontroleerd_op=timezone.localdate())  # fmt: skip
    with django_assert_max_num_queries(len(weinig)):
        client.get("/")


# --- mail -------------------------------------------------------------------------------------------------------------
def test_the_mail_counts_without_names_and_is_sent_once(ontvanger, client) -> None:
    assert stuur(ontvanger, MAANDAG) == "verstuurd"
    assert stuur(ontvanger, MAANDAG) == ""
    [bericht] = mail.outbox
    assert bericht.to == [ontvanger.email] and bericht.subject.endswith("2 punten wachten op u, 1 te laat")
    assert "2 doorverwijzingen, waarvan 1 te laat" in bericht.body
    assert "Nieuw in Noord" in bericht.body and "Mailen in Noord" in bericht.body
    assert "Geheimnaam" not in bericht.body + bericht.subject
    assert bericht.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    pad = bericht.extra_headers["List-Unsubscribe"].strip("<>").split("8000")[-1]
    assert "Ja, afmelden" in client.get(pad).content.decode()
    assert Voorkeur.objects.get(gebruiker=ontvanger).ritme == "wekelijks"  # opening a link stops nothing
    assert "U bent afgemeld" in client.post(pad, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert stuur(ontvanger, MAANDAG + timedelta(days=7)) == ""
    assert client.get(pad[:-3] + "xx/").status_code == 404


def test_nothing_to_say_sends_nothing(db) -> None:
    assert stuur(lid("curator"), MAANDAG) == "niets te melden"
    assert mail.outbox == []


def test_a_mail_that_fails_is_tried_again_and_stops_nobody(ontvanger, monkeypatch) -> None:
    Voorkeur.objects.create(gebruiker=ontvanger, ritme=Ritme.DAGELIJKS)
    echt = EmailMessage.send

    def stuk(self: EmailMessage, *args: object) -> int:
        raise SMTPException("server weg")

    monkeypatch.setattr("netwerk.portaal.overzichtmail.is_werkdag", lambda dag: True)
    monkeypatch.setattr(EmailMessage, "send", stuk)
    with pytest.raises(CommandError, match="1 overzichten niet gemaild"):
        call_command("stuur_overzichten", verbosity=0)
    monkeypatch.setattr(EmailMessage, "send", echt)
    call_command("stuur_overzichten", verbosity=0)
    call_command("stuur_overzichten", verbosity=0)
    assert len(mail.outbox) == 1

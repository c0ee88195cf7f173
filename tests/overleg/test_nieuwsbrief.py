"""The newsletter for its readers and its makers: asked for twice, left with one click, composed once."""

from __future__ import annotations

import re
import uuid
from datetime import time, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aanbod.choices import AanbodStatus, Soort
from aanbod.models import Aanbod
from netwerk.overleg import abonnees, actions, bezorgen
from netwerk.overleg.choices import Abonneestand, Briefstand, Verzendstand
from netwerk.overleg.models import (
    Abonnee,
    Bezorging,
    Bijeenkomst,
    Datumoptie,
    Nieuwsaanvoer,
    Nieuwsbrief,
    Nieuwsregel,
)
from netwerk.overleg.terugkomers import verwerk
from netwerk.portaal.nieuwsaanvoer import voer_aan
from tests.fabrieken import LocatieFabriek, lid

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("alles")]


@pytest.fixture(autouse=True)
def lege_cache(db) -> None:
    cache.clear()


def abonnee(nummer: int = 1, **velden) -> Abonnee:
    velden = {"status": Abonneestand.ACTIEF, "bevestigd_op": timezone.now()} | velden
    return Abonnee.objects.create(email=f"lezer{nummer}@demo.example", **velden)


def test_asked_for_confirmed_and_only_then_subscribed(client, django_capture_on_commit_callbacks) -> None:
    url = reverse("overleg:nieuwsbrieven")
    with django_capture_on_commit_callbacks(execute=True):
        antwoord = client.post(url, {"email": "Ik@Demo.example", "stadsdelen": ["noord"], "themas": ["middelen"]})
    assert antwoord.url == reverse("overleg:nieuwsbrief_gevraagd")
    [post] = mail.outbox
    [link] = re.findall(r"http\S+(/overleg/nieuwsbrief/bevestigen/\S+)", post.body)
    rij = Abonnee.objects.get()
    assert (rij.email, rij.status, rij.stadsdelen) == ("ik@demo.example", Abonneestand.AANGEVRAAGD, ["noord"])
    client.get(link)
    rij.refresh_from_db()
    assert rij.status == Abonneestand.AANGEVRAAGD, "a scanner that follows links subscribes nobody"
    for _ in range(2):
        assert client.post(link).status_code == 200
    rij.refresh_from_db()
    assert rij.status == Abonneestand.ACTIEF

    # again: the same answer to whoever asks, another mail to the owner, and nobody else changes the choices
    Abonnee.objects.update(gemaild_op=timezone.now() - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, {"email": "ik@demo.example"}).url == antwoord.url
        client.post(url, {"email": "ik@demo.example"})
    assert [p.subject for p in mail.outbox[1:]] == ["U krijgt de nieuwsbrief al"], "one mail, however often"
    rij.refresh_from_db()
    assert rij.stadsdelen == ["noord"]
    assert client.get(link.replace("bevestigen/", "bevestigen/x")).status_code == 404


def test_bait_and_a_limit_against_machines(client) -> None:
    url = reverse("overleg:nieuwsbrieven")
    assert client.post(url, {"email": "bot@demo.example", "website": "http://x"}).status_code == 302
    assert not Abonnee.objects.exists()
    fout = client.post(url, {"email": "geen adres"})
    assert fout.status_code == 422 and "geen adres" in fout.content.decode()
    statussen = [client.post(url, {"email": f"a{n}@demo.example"}).status_code for n in range(45)]
    assert (statussen[0], statussen[-1]) == (302, 422)


def test_one_click_without_cookie_login_or_page() -> None:
    """RFC 8058: the mailbox posts by itself, to the address in the header."""
    rij, brief = abonnee(), Nieuwsbrief.objects.create(titel="Nieuws")
    post = bezorgen.Maker().mail(brief, rij).message()
    assert post["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    adres = post["List-Unsubscribe"].strip("<>")
    assert adres.startswith("http") and str(rij.sleutel) in adres
    assert rij.email not in adres, "the address itself stays out of logs"
    streng = Client(enforce_csrf_checks=True)
    pad = "/" + adres.split("/", 3)[3]
    streng.get(pad)
    rij.refresh_from_db()
    assert rij.status == Abonneestand.ACTIEF, "looking does nothing"
    for _ in range(2):
        antwoord = streng.post(pad, {"List-Unsubscribe": "One-Click"})
        assert antwoord.status_code == 200, "no redirect, no login, no token"
    rij.refresh_from_db()
    assert rij.status == Abonneestand.AFGEMELD and rij.afgemeld_op
    assert streng.post(reverse("overleg:nieuwsbrief_afmelden", args=[uuid.uuid4()])).status_code == 404
    assert Client().get(reverse("overleg:nieuwsbrief_voorkeuren", args=[rij.sleutel])).status_code == 404


def test_everybody_gets_what_they_chose(client) -> None:
    brief = Nieuwsbrief.objects.create(titel="Nieuws", inleiding="Dag **allen** <script>x</script>")
    for titel, delen, thema in (
        ("Overal", [], "overig"), ("Noord", ["noord"], "middelen"), ("Werven", [], "vrijwilligers"),
    ):  # fmt: skip
        Nieuwsregel.objects.create(
            nieuwsbrief=brief, soort="anders", titel=titel, url="/aanbod/", stadsdelen=delen, thema=thema
        )
    maker = bezorgen.Maker()

    def krijgt(**voorkeur) -> list[str]:
        post = maker.mail(brief, Abonnee(email="x@demo.example", **voorkeur))
        html = post.alternatives[0][0]
        assert "<strong>allen</strong>" in html and "<script" not in html
        return [titel for titel in ("Overal", "Noord", "Werven") if titel in post.body and titel in html]

    assert krijgt() == ["Overal", "Noord", "Werven"]
    assert krijgt(stadsdelen=["zuid"]) == ["Overal", "Werven"]
    assert krijgt(stadsdelen=["noord"], themas=["middelen"]) == ["Overal", "Noord"]
    rij = abonnee()
    url = reverse("overleg:nieuwsbrief_voorkeuren", args=[rij.sleutel])
    client.post(url, {"stadsdelen": ["noord"], "themas": ["middelen"]})
    rij.refresh_from_db()
    assert (rij.stadsdelen, rij.themas) == (["noord"], ["middelen"])
    assert client.post(url, {"stadsdelen": ["nergens"]}).status_code == 422


def test_from_what_is_new_to_an_issue_nobody_changes(client_als, client) -> None:
    plek = LocatieFabriek(pc4_id="1024", postcode="1024 ZZ")
    aanbod = Aanbod.objects.create(
        organisatie=plek.organisatie, naam="Nieuw spreekuur", soort=Soort.INLOOP, status=AanbodStatus.GEPUBLICEERD
    )
    aanbod.locaties.add(plek)
    actions.breng_taak_in(titel="Wie maakt een poster?", door=lid("coach"))
    assert voer_aan() == voer_aan() == 2
    assert Nieuwsaanvoer.objects.get(soort="aanbod").stadsdelen == [plek.stadsdeel_id]
    baas = client_als(lid("secretaris"))
    baas.post(reverse("overleg:brief_nieuw"), {"titel": "December", "inleiding": "Dag", "slot": ""})
    brief = Nieuwsbrief.objects.get()
    pagina = reverse("overleg:brief", args=[brief.pk])
    keuze = {f"nieuw_{soort}": [pk] for soort, pk in Nieuwsaanvoer.objects.values_list("soort", "pk")}
    assert "Vink eerst aan" in baas.post(pagina, {}).content.decode()
    for _ in range(2):  # a double click, or two windows
        baas.post(pagina, keuze)
    assert sorted(brief.regels.values_list("titel", flat=True)) == ["Nieuw spreekuur", "Wie maakt een poster?"]
    eigen = {"soort": "anders", "titel": "Nog iets", "url": "/over/", "thema": "overig", "tekst": ""}
    baas.post(reverse("overleg:regel_nieuw", args=[brief.pk]), eigen)
    assert client.get(brief.get_absolute_url()).status_code == 404, "a draft is the secretary's"
    assert "Nieuw spreekuur" in baas.get(brief.get_absolute_url()).content.decode()
    baas.post(reverse("overleg:brief_proef", args=[brief.pk]))
    assert mail.outbox[-1].subject == "Proef: December"
    abonnee(1), abonnee(2), abonnee(3, status=Abonneestand.AANGEVRAAGD, bevestigd_op=None)
    versturen = reverse("overleg:brief_versturen", args=[brief.pk])
    assert "2 adressen krijgen deze nieuwsbrief." in baas.get(versturen).content.decode()
    for _ in range(2):
        baas.post(versturen, {"versie": Nieuwsbrief.objects.get().versie})
    assert Bezorging.objects.filter(nieuwsbrief=brief).count() == 2
    regel = brief.regels.first()
    assert baas.post(reverse("overleg:regel", args=[brief.pk, regel.pk]), eigen).status_code == 404
    baas.post(reverse("overleg:regel_weg", args=[brief.pk, regel.pk]))
    assert brief.regels.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Bezorging.objects.create(nieuwsbrief=brief, abonnee=Abonnee.objects.filter(status="actief").first())
    assert "lezer" not in baas.get(pagina).content.decode(), "no addresses on the page"
    assert client.get(brief.get_absolute_url()).status_code == 200, "readers open it from the mail"


def rapport(bericht_id: uuid.UUID, *, actie: str = "failed", status: str = "5.1.1") -> bytes:
    return (
        "From: MAILER-DAEMON@demo.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; demo.example\r\n\r\n"
        f"Final-Recipient: rfc822; lezer1@demo.example\r\nAction: {actie}\r\nStatus: {status}\r\n\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{bericht_id}@demo.example>\r\n\r\n--x--\r\n"
    ).encode()


def test_what_comes_back_is_noted_and_a_dead_address_is_left_alone() -> None:
    rij = abonnee()
    brieven = [Nieuwsbrief.objects.create(titel=f"N{n}") for n in range(4)]
    bezorgd = [
        Bezorging.objects.create(nieuwsbrief=b, abonnee=rij, verzendstand=Verzendstand.VERZONDEN) for b in brieven
    ]
    assert not verwerk(rapport(bezorgd[0].bericht_id, actie="delayed", status="4.4.1"))
    assert not verwerk(rapport(uuid.uuid4()))
    assert not verwerk(b"Subject: vakantie\r\n\r\nIk ben er niet.")
    for bezorging in bezorgd[:2]:
        assert verwerk(rapport(bezorging.bericht_id, status="4.2.2"))
        assert verwerk(rapport(bezorging.bericht_id, status="4.2.2")), "told twice, counted once"
    rij.refresh_from_db()
    assert (rij.teruggekomen, rij.status) == (2, Abonneestand.ACTIEF)
    assert verwerk(rapport(bezorgd[2].bericht_id))
    rij.refresh_from_db()
    assert rij.status == Abonneestand.GEWEIGERD
    assert bezorgen.voortgang(brieven[0]).teruggekomen == 1


def test_addresses_are_wiped_in_time() -> None:
    nu = timezone.now()
    abonnee(1)
    abonnee(2, status=Abonneestand.AANGEVRAAGD, bevestigd_op=None, aangevraagd_op=nu - timedelta(days=15))
    abonnee(3, status=Abonneestand.AANGEVRAAGD, bevestigd_op=None, aangevraagd_op=nu - timedelta(days=2))
    abonnee(4, status=Abonneestand.AFGEMELD, afgemeld_op=nu - timedelta(days=31))
    abonnee(5, status=Abonneestand.AFGEMELD, afgemeld_op=nu - timedelta(days=3))
    abonnees.ruim_op()
    assert sorted(Abonnee.objects.values_list("email", flat=True)) == [f"lezer{n}@demo.example" for n in (1, 3, 5)]


@pytest.mark.parametrize("velden", [{"bevestigd_op": None}, {"status": Abonneestand.AFGEMELD}, {"status": "zoek"}])
def test_the_database_keeps_to_double_opt_in(velden: dict) -> None:
    rij = abonnee()
    with pytest.raises(IntegrityError), transaction.atomic():
        Abonnee.objects.filter(pk=rij.pk).update(**velden)


def test_the_secretary_takes_somebody_off_without_seeing_the_list(client_als) -> None:
    rij = abonnee()
    baas = client_als(lid("secretaris"))
    assert rij.email not in baas.get(reverse("overleg:brieven")).content.decode()
    baas.post(reverse("overleg:abonnee_uit"), {"email": rij.email.upper()})
    rij.refresh_from_db()
    assert rij.status == Abonneestand.AFGEMELD


def test_holding_and_going_on() -> None:
    baas = lid("secretaris")
    abonnee()
    brief = bezorgen.start(Nieuwsbrief.objects.create(titel="N"), door=baas)
    from netwerk.overleg.workflow import briefstroom

    brief = briefstroom.voer_uit(brief, "pauzeer", door=baas)
    assert briefstroom.kan(brief, "hervat", baas) and not briefstroom.kan(brief, "klaar", baas)
    assert brief.status == Briefstand.GEPAUZEERD


def test_a_date_that_was_chosen_today_stands_in_the_issue_that_is_being_made(client_als) -> None:
    secretaris = lid("secretaris")
    bij = Bijeenkomst.objects.create(titel="Volgend overleg")
    voer_aan()
    brief, verstuurd = Nieuwsbrief.objects.create(titel="Nu"), Nieuwsbrief.objects.create(titel="Toen")
    for ander in (brief, verstuurd):
        actions.neem_op(ander, Nieuwsaanvoer.objects.filter(code=f"bijeenkomst:{bij.pk}"), door=secretaris)
    Nieuwsbrief.objects.filter(pk=verstuurd.pk).update(status=Briefstand.VERZONDEN, verzonden_op=timezone.now(),
                                                       gestart_op=timezone.now())  # fmt: skip
    assert "staat nog niet vast" in brief.regels.get().titel
    dag = timezone.localdate() + timedelta(days=20)
    optie = Datumoptie.objects.create(bijeenkomst=bij, datum=dag, begintijd=time(10), eindtijd=time(12))
    bij = actions.kies_datum(optie, door=secretaris)
    assert "10.00 tot 12.00" in Nieuwsaanvoer.objects.get().titel
    assert "10.00 tot 12.00" in brief.regels.get().titel and "staat nog niet vast" in verstuurd.regels.get().titel
    # words of the maker's own stay, and a meeting that is off is no news
    brief.regels.update(titel="Kom naar het overleg")
    actions.bewaar_bijeenkomst(bij, nieuw=False, door=secretaris)
    assert brief.regels.get().titel == "Kom naar het overleg"
    actions.gelast_af(bij, reden="Storm", door=secretaris)
    assert not Nieuwsaanvoer.objects.exists()

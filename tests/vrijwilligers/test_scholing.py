"""Training: places and waiting list, attendance, certificate with its public check, self-check, teachers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Domein, Rol
from netwerk.kern.ondertekend import maak_token
from netwerk.kern.workflow import WerkstroomFout
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions, leerlijn, mijn
from vrijwilligers.actions import scholing
from vrijwilligers.models import Certificaat, Deelname, Module, Resultaat, Sessie, Vrijwilliger, Zelfcheck

from .fabrieken import vrijwilliger


def sessie(organisatie, module: str = "basis", *, over: int = 7, **velden) -> Sessie:
    velden = {"plaats": "Buurthuis (demo)", "plekken": 2, **velden}
    return Sessie.objects.create(
        organisatie=organisatie, module_id=module, begint_op=timezone.now() + timedelta(days=over), **velden
    )


def geweest(rij: Sessie) -> Sessie:
    Sessie.objects.filter(pk=rij.pk).update(begint_op=timezone.now() - timedelta(hours=3))
    rij.refresh_from_db()
    return rij


def met_zelfcheck(organisatie, n: int) -> Vrijwilliger:
    wie = vrijwilliger(organisatie, papieren="geen", naam=f"Proef {n}", email=f"proef{n}@demo.example")
    scholing.doe_zelfcheck(vrijwilliger=wie, niveaus=dict.fromkeys(Domein.values, 3), door=None)
    return wie


@pytest.fixture
def stand(db):
    """A coordinator, three volunteers who did the self-check, and a session with two places."""
    with bereik(alles=True):
        organisatie = OrganisatieFabriek()
        door = lid(Rol.COORDINATOR, organisatie=organisatie)
        mensen = [met_zelfcheck(organisatie, n) for n in range(3)]
        rij = sessie(organisatie)
    return door, mensen, rij


def adres(wie: Vrijwilliger, staart: str = "leren/") -> str:
    return f"/vrijwilligers/mijn/{maak_token(mijn.LINK, wie.pk)}/{staart}"


def test_two_places_three_people_and_who_waits_moves_up(stand, client) -> None:
    """By own hand through the link, with a GET that changes nothing."""
    _, mensen, rij = stand
    assert "Ik doe mee" in client.get(adres(mensen[0])).content.decode()
    for wie in mensen:
        assert client.get(adres(wie, f"sessie/{rij.pk}/inschrijven/")).status_code == 405
        assert client.post(adres(wie, f"sessie/{rij.pk}/inschrijven/")).status_code == 302
    assert "U bent nummer 1" in client.get(adres(mensen[2])).content.decode()
    with bereik(alles=True):
        eerste, _, derde = Deelname.objects.order_by("pk")
        assert derde.status == "wachtlijst" and leerlijn.bezetting([rij.pk])[rij.pk] == (2, 1)
    mail.outbox.clear()
    client.post(adres(mensen[0], f"sessie/{eerste.pk}/afmelden/"))
    with bereik(alles=True):
        derde.refresh_from_db()
        assert derde.status == "ingeschreven"
        assert not Resultaat.objects.filter(vrijwilliger=mensen[0], module="basis").exists()
    assert mail.outbox[-1].to == ["proef2@demo.example"] and "Er kwam een plek vrij" in mail.outbox[-1].body
    vreemd = client.post(adres(mensen[0], f"sessie/{derde.pk}/afmelden/"))
    assert vreemd.status_code == 404  # another's participation


def test_the_database_refuses_one_too_many(alles, stand) -> None:
    door, mensen, rij = stand
    for wie in mensen:
        scholing.schrijf_in(sessie=rij, vrijwilliger=wie, door=door)
    derde = Deelname.objects.get(vrijwilliger=mensen[2])
    with pytest.raises(IntegrityError, match="vol"), transaction.atomic():
        Deelname.objects.filter(pk=derde.pk).update(status="ingeschreven")
    rij.refresh_from_db()
    rij.plekken = 1
    with pytest.raises(WerkstroomFout, match="al 2 mensen"):
        scholing.bewaar_sessie(sessie=rij, door=door)
    rij.plekken = 3
    scholing.bewaar_sessie(sessie=rij, door=door)
    derde.refresh_from_db()
    assert derde.status == "ingeschreven"


def test_what_comes_first_is_asked_or_planned(alles, stand) -> None:
    door, mensen, rij = stand
    zonder = vrijwilliger(door.organisaties_met_rol(Rol.COORDINATOR)[0], papieren="geen", naam="Nieuw Proef")
    with pytest.raises(WerkstroomFout, match="Eerst nodig: Eigen digitale vaardigheden"):
        scholing.schrijf_in(sessie=rij, vrijwilliger=zonder, door=door)
    vroeg = sessie(rij.organisatie, "privacy", over=3)
    laat = sessie(rij.organisatie, "privacy", over=10)
    scholing.schrijf_in(sessie=rij, vrijwilliger=mensen[0], door=door)
    with pytest.raises(WerkstroomFout, match="Eerst nodig: Basistraining"):
        scholing.schrijf_in(sessie=vroeg, vrijwilliger=mensen[0], door=door)
    assert scholing.schrijf_in(sessie=laat, vrijwilliger=mensen[0], door=door).status == "ingeschreven"
    with pytest.raises(WerkstroomFout, match="al op de lijst"):
        scholing.schrijf_in(sessie=laat, vrijwilliger=mensen[0], door=door)
    elders = sessie(OrganisatieFabriek(), voor="eigen")
    with pytest.raises(WerkstroomFout, match="alleen voor vrijwilligers van"):
        scholing.schrijf_in(sessie=elders, vrijwilliger=mensen[1], door=door)


def test_attendance_gives_module_and_certificate_and_a_correction_takes_it_back(stand, client_als, client) -> None:
    """Tried in the browser of the coordinator, who gives a session to somebody of another organisation too."""
    door, mensen, rij = stand
    with bereik(alles=True):
        ander = met_zelfcheck(OrganisatieFabriek(), 9)
        for wie in (mensen[0], ander):
            scholing.schrijf_in(sessie=rij, vrijwilliger=wie, door=None)
        een, twee = Deelname.objects.order_by("pk").values_list("pk", flat=True)
    browser = client_als(door)
    te_vroeg = browser.post(f"/vrijwilligers/scholing/{rij.pk}/aanwezig/", {"aanwezig": [een]}, follow=True)
    assert "nog niet geweest" in te_vroeg.content.decode()
    geweest(rij)
    pagina = browser.get(rij.get_absolute_url()).content.decode()
    assert "Wie was er?" in pagina and "Proef 9" in pagina
    gedaan = browser.post(f"/vrijwilligers/scholing/{rij.pk}/aanwezig/", {"aanwezig": [een, twee]}, follow=True)
    assert "2 mensen hebben de module gehaald" in gedaan.content.decode()
    with bereik(alles=True):
        papier = Certificaat.objects.get(vrijwilliger=ander)
        assert papier.organisatie_id == ander.organisatie_id and papier.uitgegeven_door_id == rij.organisatie_id
        assert Resultaat.objects.get(vrijwilliger=ander, module="basis").status == "behaald"
    echt = client.get("/vrijwilligers/certificaat/", {"code": papier.leesbaar.upper()}).content.decode()
    assert "Dit certificaat is echt" in echt and "Proef 9" in echt and "Basistraining" in echt
    assert "kennen we niet" in client.get("/vrijwilligers/certificaat/", {"code": "aaaa-bbbb-cccc"}).content.decode()
    browser.post(f"/vrijwilligers/scholing/{rij.pk}/aanwezig/", {"aanwezig": [een]})
    with bereik(alles=True):
        assert not Resultaat.objects.filter(vrijwilliger=ander, module="basis").exists()
        papier.refresh_from_db()
    assert "ingetrokken" in client.get("/vrijwilligers/certificaat/", {"code": papier.code}).content.decode()
    browser.post(f"/vrijwilligers/scholing/{rij.pk}/aanwezig/", {"aanwezig": [een, twee]})
    assert "is echt" in client.get("/vrijwilligers/certificaat/", {"code": papier.code}).content.decode()
    pdf = client.get(adres(ander, f"certificaat/{papier.pk}/"))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content[:5] == b"%PDF-"
    assert client.get(adres(mensen[0], f"certificaat/{papier.pk}/")).status_code == 404
    assert browser.get(f"/vrijwilligers/certificaat/{papier.pk}/").status_code == 404  # of another organisation


def test_somebody_present_without_the_basis_gets_no_certificate(alles, stand) -> None:
    door, mensen, rij = stand
    scholing.schrijf_in(sessie=rij, vrijwilliger=mensen[0], door=door)
    privacy = sessie(rij.organisatie, "privacy", over=9)
    deelname = scholing.schrijf_in(sessie=privacy, vrijwilliger=mensen[0], door=door)
    gehaald, nog_niet = scholing.leg_aanwezigheid_vast(sessie=geweest(privacy), aanwezig={deelname.pk}, door=door)
    assert gehaald == 0 and nog_niet == ["Proef 0 (eerst: Basistraining Digitale vaardigheden)"]
    assert not Certificaat.objects.filter(module="privacy").exists()


def test_the_self_check_asks_every_subject_and_can_be_done_together(client, client_als, db) -> None:
    with bereik(alles=True):
        organisatie = OrganisatieFabriek()
        door, wie = lid(Rol.COORDINATOR, organisatie=organisatie), vrijwilliger(organisatie, papieren="geen")
    half = client.post(adres(wie, "zelfcheck/"), {"ict": 3})
    assert half.status_code == 422 and "Kies de zin die het best past" in half.content.decode()
    heel = {**dict.fromkeys(Domein.values, 1), "ict": 4}
    tekst = client_als(door).post(f"/vrijwilligers/{wie.pk}/zelfcheck/", heel, follow=True).content.decode()
    assert "Zelfstandig" in tekst and "kan een ander helpen" in tekst and "nog bijleren" in tekst
    with bereik(alles=True):
        assert Zelfcheck.objects.get().niveaus["ict"] == 4
        rij = Resultaat.objects.get(module="zelfcheck")
        assert rij.status == "behaald" and rij.door == door
        with pytest.raises(WerkstroomFout):
            scholing.doe_zelfcheck(vrijwilliger=wie, niveaus=dict.fromkeys(Domein.values, 1), door=lid(Rol.COORDINATOR))


def test_a_teacher_follows_train_the_trainer_and_nothing_else(stand, client_als, client) -> None:
    _, _, rij = stand
    with bereik(alles=True):
        docent = lid(Rol.AANBIEDER, organisatie=OrganisatieFabriek(soort="formeel"))
        trainer = sessie(rij.organisatie, "trainer")
        vreemd = lid(Rol.COACH, organisatie=OrganisatieFabriek(soort="informeel"))
    browser = client_als(docent)
    tekst = browser.get("/vrijwilligers/scholing/docent/").content.decode()
    assert "Train de trainer" in tekst and "Basistraining" not in tekst and "Eerst:" not in tekst
    browser.post(f"/vrijwilligers/scholing/docent/{trainer.pk}/inschrijven/")
    fout = browser.post(f"/vrijwilligers/scholing/docent/{rij.pk}/inschrijven/", follow=True)
    assert "alleen voor vrijwilligers" in fout.content.decode()
    with bereik(alles=True):
        deelname = Deelname.objects.get(gebruiker=docent)
        coordinator = stand[0]
        scholing.leg_aanwezigheid_vast(sessie=geweest(trainer), aanwezig={deelname.pk}, door=coordinator)
        papier = Certificaat.objects.get(gebruiker=docent)
    assert browser.get(f"/vrijwilligers/scholing/docent/{papier.pk}/certificaat/").content[:5] == b"%PDF-"
    assert client_als(vreemd).get("/vrijwilligers/scholing/docent/").status_code == 404


def test_a_session_that_does_not_happen_tells_everybody(stand, client_als) -> None:
    door, mensen, rij = stand
    with bereik(alles=True):
        for wie in mensen:
            scholing.schrijf_in(sessie=rij, vrijwilliger=wie, door=None)
    mail.outbox.clear()
    browser = client_als(door)
    assert (
        "3 mensen krijgen bericht" in browser.get(f"/vrijwilligers/scholing/{rij.pk}/gaat-niet-door/").content.decode()
    )
    browser.post(f"/vrijwilligers/scholing/{rij.pk}/gaat-niet-door/")
    assert len(mail.outbox) == 3 and all("gaat niet door" in m.subject for m in mail.outbox)
    with bereik(alles=True):
        assert not Deelname.objects.exclude(status="afgemeld").exists()


def test_planning_refuses_the_past_and_zero_places(stand, client_als, django_assert_max_num_queries) -> None:
    door, mensen, rij = stand
    browser = client_als(door)
    vandaag = timezone.localdate()
    velden = {"module": "basis", "plaats": "Zaal", "duur_minuten": 120, "voor": "netwerk", "tijd": "19:00"}
    fout = browser.post("/vrijwilligers/scholing/nieuw/", {**velden, "dag": vandaag - timedelta(days=1), "plekken": 0})
    tekst = fout.content.decode()
    assert fout.status_code == 422 and "al voorbij" in tekst and "van 1 tot en met 200" in tekst
    goed = browser.post(
        "/vrijwilligers/scholing/nieuw/", {**velden, "dag": vandaag + timedelta(days=9), "plekken": 8}, follow=True
    )
    assert "staat open voor inschrijving" in goed.content.decode()
    with bereik(alles=True):
        for n in range(5):
            sessie(rij.organisatie, over=20 + n)
        for wie in mensen:
            scholing.schrijf_in(sessie=rij, vrijwilliger=wie, door=None)
    with django_assert_max_num_queries(16):
        browser.get("/vrijwilligers/scholing/")


def test_writing_a_module_down_by_hand_gives_a_certificate_too(alles) -> None:
    organisatie = OrganisatieFabriek()
    door = lid(Rol.COORDINATOR, organisatie=organisatie)
    wie = vrijwilliger(organisatie, papieren="geen")
    zelf = Module.objects.get(pk="zelfcheck")
    actions.leg_module_vast(vrijwilliger=wie, module=zelf, behaald_op=timezone.localdate(), door=door)
    assert Certificaat.objects.get(vrijwilliger=wie).modulenaam == zelf.naam

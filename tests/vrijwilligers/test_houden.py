"""Keeping people: feedback, hours, thanks, why somebody stops; and another organisation only after the own yes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.ondertekend import maak_token
from netwerk.kern.workflow import WerkstroomFout
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions, koppelen, mijn, vandaag
from vrijwilligers.actions import houden, overdracht
from vrijwilligers.models import Koppeling, Overdracht, Resultaat, Screening, Terugkoppeling, Uren, Vrijwilliger

from .fabrieken import hulpvraag, vrijwilliger


def adres(wie: Vrijwilliger, staart: str = "") -> str:
    return f"/vrijwilligers/mijn/{maak_token(mijn.LINK, wie.pk)}/{staart}"


@pytest.fixture
def stand(db):
    """Two organisations with a coordinator each; a volunteer of the first who helps somebody there."""
    with bereik(alles=True):
        een, twee = OrganisatieFabriek(), OrganisatieFabriek()
        door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=een)
        ander = lid(Rol.COORDINATOR, organisatie=twee)
        wie = vrijwilliger(een, naam="Selam Proef", email="selam@demo.example", capaciteit=3)
        koppeling = actions.stel_voor(hulpvraag=hulpvraag(een, door), vrijwilliger=wie, door=door)
        actions.accepteer(koppeling=koppeling, door=door)
        koppeling.refresh_from_db()
        koppeling = actions.start(koppeling=koppeling, door=door)
        wie.refresh_from_db()
    return een, twee, door, ander, wie, koppeling


def test_both_sides_say_how_it_goes_and_not_well_means_call_today(stand, client, client_als) -> None:
    een, _, door, ander, wie, koppeling = stand
    assert koppeling.volgende_checkin == timezone.localdate() + timedelta(days=14)
    leeg = client.post(adres(wie, f"{koppeling.pk}/hoe-gaat-het/"), {"tekst": "BSN 123456782"})
    assert leeg.status_code == 422
    client.post(adres(wie, f"{koppeling.pk}/hoe-gaat-het/"), {"gaat": "niet", "tekst": "Hij komt niet."})
    coach = client_als(door)
    coach.post(f"/vrijwilligers/koppelingen/{koppeling.pk}/stuur/hoe-gaat-het/", {"gaat": "goed"})
    with bereik(alles=True):
        assert set(Terugkoppeling.objects.values_list("van", "gaat")) == {("vrijwilliger", "niet"), ("coach", "goed")}
        koppeling.refresh_from_db()
        assert koppeling.volgende_checkin == timezone.localdate()
    assert "Hij komt niet." in coach.get(koppeling.get_absolute_url()).content.decode()
    vreemd = client_als(ander).post(f"/vrijwilligers/koppelingen/{koppeling.pk}/stuur/hoe-gaat-het/", {"gaat": "goed"})
    assert vreemd.status_code == 404
    mail.outbox.clear()
    call_command("verloop_koppelingen", verbosity=0)
    assert [m.subject for m in mail.outbox] == ["Hoe gaat het?"] and "Abel" not in mail.outbox[0].body


def test_hours_by_own_hand_within_reason(stand, client, client_als) -> None:
    _, _, door, _, wie, _ = stand
    dag = timezone.localdate()
    for fout in ({"dag": dag + timedelta(days=1), "uren": "1"}, {"dag": dag, "uren": "99"}, {"dag": dag, "uren": "x"}):
        assert client.post(adres(wie, "uren/"), fout).status_code == 422
    assert "1,5 uur" in client.post(adres(wie, "uren/"), {"dag": dag, "uren": "1,5"}, follow=True).content.decode()
    with bereik(alles=True):
        assert Uren.objects.get().uren == Decimal("1.5")
        with pytest.raises(WerkstroomFout, match="te veel voor één dag"):
            houden.schrijf_uren(vrijwilliger=wie, dag=dag, uren=Decimal(15), wat="", door=door)
    assert "1,5 uur op" in client_als(door).get("/vrijwilligers/check-ins/").content.decode()


def test_thanks_are_asked_for_after_help_and_once(stand, client_als) -> None:
    een, _, door, _, wie, koppeling = stand
    with bereik([een.pk]):
        actions.rond_af(koppeling=koppeling, door=door)
        assert [p.titel for p in vandaag.wacht_op(door) if p.soort == "dank"] == ["Bedank Selam Proef"]
    client_als(door).post(f"/vrijwilligers/{wie.pk}/bedank/", {"tekst": "Dank je wel!"})
    assert mail.outbox[-1].to == ["selam@demo.example"] and "Dank je wel!" in mail.outbox[-1].body
    with bereik([een.pk]):
        assert not [p for p in vandaag.wacht_op(door) if p.soort == "dank"]


def test_why_somebody_stops_is_chosen_and_counted(stand, client_als) -> None:
    een, _, door, _, _, _ = stand
    with bereik(alles=True):
        weg = vrijwilliger(een, naam="Weg Proef")
    browser = client_als(door)
    assert browser.post(f"/vrijwilligers/{weg.pk}/stop/", {}).status_code == 422
    browser.post(f"/vrijwilligers/{weg.pk}/stop/", {"stopsoort": "geen_leerder", "mag_teruggevraagd": "on"})
    assert "Wachtte te lang op een leerder" in browser.get("/vrijwilligers/check-ins/").content.decode()


def test_nothing_moves_before_the_yes_and_then_everything_does(stand, client, client_als) -> None:
    een, twee, door, ander, wie, koppeling = stand
    browser, daar = client_als(door), client_als(ander)
    browser.post(
        f"/vrijwilligers/{wie.pk}/overdragen/", {"naar": twee.pk, "soort": "over", "toelichting": "Dichter bij huis."}
    )
    assert mail.outbox[-1].to == ["selam@demo.example"] and "Zonder uw ja gebeurt er niets" in mail.outbox[-1].body
    assert daar.get(f"/vrijwilligers/{wie.pk}/").status_code == 404
    with bereik([twee.pk]):
        assert not Overdracht.objects.exists()
    with bereik(alles=True):
        rij = Overdracht.objects.get()
    assert "Dichter bij huis." in client.get(adres(wie)).content.decode()
    assert client.get(adres(wie, f"overdracht/{rij.pk}/ja/")).status_code == 405
    client.post(adres(wie, f"overdracht/{rij.pk}/ja/"))
    with bereik([twee.pk]):
        vers = Vrijwilliger.objects.get(pk=wie.pk)
        assert vers.organisatie_id == twee.pk and Screening.objects.get(vrijwilliger=wie).organisatie_id == twee.pk
        assert Resultaat.objects.filter(vrijwilliger=wie).count() == 2
        assert [p.titel for p in vandaag.wacht_op(ander) if p.soort == "overdracht"] == [f"Selam Proef komt van {een}"]
    assert daar.get(f"/vrijwilligers/{wie.pk}/").status_code == 200
    # What runs goes on at the old organisation, which sees the person for as long and changes nothing.
    assert vers.ook_bij == [een.pk]
    pagina = browser.get(f"/vrijwilligers/{wie.pk}/").content.decode()
    assert "houdt de gegevens bij" in pagina and "Geldig" in pagina and "screening/" not in pagina
    assert browser.post(f"/vrijwilligers/{wie.pk}/screening/", {}).status_code == 404
    fout = browser.post(f"/vrijwilligers/{wie.pk}/niet-meer-bij/", {"bij": een.pk}, follow=True).content.decode()
    assert "loopt nog hulp" in fout
    with bereik([een.pk]):
        actions.rond_af(koppeling=Koppeling.objects.get(pk=koppeling.pk), door=door)
    browser.post(f"/vrijwilligers/{wie.pk}/niet-meer-bij/", {"bij": een.pk})
    assert browser.get(f"/vrijwilligers/{wie.pk}/").status_code == 404


def test_a_no_changes_nothing_and_one_question_at_a_time(stand, client) -> None:
    een, twee, door, _, wie, _ = stand
    velden = {"naar": twee, "soort": "over", "toelichting": "", "mondeling": False, "door": door}
    with bereik(alles=True):
        rij = overdracht.vraag_overdracht(vrijwilliger=wie, **velden)
        with pytest.raises(WerkstroomFout, match="al een vraag open"):
            overdracht.vraag_overdracht(vrijwilliger=wie, **velden)
        zonder = vrijwilliger(een, naam="Zonder Mail")
        with pytest.raises(WerkstroomFout, match="geen e-mailadres"):
            overdracht.vraag_overdracht(vrijwilliger=zonder, **velden)
    client.post(adres(wie, f"overdracht/{rij.pk}/nee/"))
    nog = client.post(adres(wie, f"overdracht/{rij.pk}/ja/"), follow=True).content.decode()
    assert "al beantwoord" in nog
    with bereik(alles=True):
        assert Vrijwilliger.objects.get(pk=wie.pk).organisatie_id == een.pk
        overdracht.vraag_overdracht(vrijwilliger=zonder, **velden | {"mondeling": True})
        assert Vrijwilliger.objects.get(pk=zonder.pk).organisatie_id == twee.pk


def test_who_helps_there_too_is_matched_there_within_one_capacity(stand, client_als) -> None:
    een, twee, door, ander, wie, _ = stand
    with bereik(alles=True):
        Vrijwilliger.objects.filter(pk=wie.pk).update(capaciteit=2)
        coach = lid(Rol.COACH, Rol.COORDINATOR, organisatie=twee)
        overdracht.vraag_overdracht(
            vrijwilliger=wie, naar=twee, soort="erbij", toelichting="", mondeling=True, door=door
        )
        eerste, tweede = hulpvraag(twee, coach, voornaam="Bea"), hulpvraag(twee, coach, voornaam="Cas")
    with bereik([twee.pk]):
        passend, _, totaal = koppelen.ranglijst(eerste)
        assert [g.naam for g in passend] == ["Selam Proef"] and totaal == 1
        daar = Vrijwilliger.objects.zichtbaar_voor(ander).get()
        een_k = actions.stel_voor(hulpvraag=eerste, vrijwilliger=daar, door=ander)
        twee_k = actions.stel_voor(hulpvraag=tweede, vrijwilliger=daar, door=ander)
        assert een_k.organisatie_id == twee.pk
        actions.accepteer(koppeling=een_k, door=ander)
        with pytest.raises(WerkstroomFout, match="geen plek meer vrij"):
            actions.accepteer(koppeling=twee_k, door=ander)
    assert "Selam Proef" in client_als(ander).get("/vrijwilligers/").content.decode()
    assert "2 van 2" in client_als(door).get("/vrijwilligers/lijst/").content.decode()  # at home help elsewhere counts


def test_open_tasks_of_the_network_stand_beside_the_campaigns(stand, client_als) -> None:
    from netwerk.overleg.models import Taak

    _, _, door, _, _, _ = stand
    Taak.objects.create(titel="Posters ophangen in Noord", thema="vrijwilligers", ingebracht_door=door)
    Taak.objects.create(titel="Iets heel anders", thema="middelen", ingebracht_door=door)
    browser = client_als(door)
    tekst = browser.get("/vrijwilligers/campagnes/").content.decode()
    assert "Posters ophangen in Noord" in tekst and "Iets heel anders" not in tekst
    nieuw = browser.get("/overleg/taken/nieuw/?thema=vrijwilligers").content.decode()
    assert '<option value="vrijwilligers" selected' in nieuw

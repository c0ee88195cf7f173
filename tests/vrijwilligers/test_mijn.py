"""By own hand: the volunteer's page with a signed link, and the clock that ends a proposal nobody answers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from django.utils.translation import gettext

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebeurtenis
from netwerk.kern.ondertekend import maak_token
from tests.fabrieken import OrganisatieFabriek, lid
from tests.vertrouwen.test_bewaren import overal
from vrijwilligers import actions, eigen_woorden, mijn
from vrijwilligers.models import Hulpvraag, Koppeling, Uren, Vrijwilliger, Zelfcheck

from .fabrieken import hulpvraag, vrijwilliger


@pytest.fixture
def stand(db):
    """A coordinator, a volunteer and an open proposal. Everything below runs without a scope of its own."""
    with bereik(alles=True):
        organisatie = OrganisatieFabriek()
        door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)
        wie = vrijwilliger(organisatie, naam="Selam Proef", email="selam@demo.example")
        vraag = hulpvraag(
            organisatie, door, voornaam="Abeba", contact="via coach Anna", leervragen=("apparaat-aan-uit",)
        )
        koppeling = actions.stel_voor(hulpvraag=vraag, vrijwilliger=wie, door=door)
    return door, wie, koppeling


def adres(wie: Vrijwilliger, staart: str = "") -> str:
    return f"/vrijwilligers/mijn/{maak_token(mijn.LINK, wie.pk)}/{staart}"


def test_the_own_page_is_in_the_volunteers_language(stand, client) -> None:
    """Every page behind the link, and the message after a button; what others wrote stays Dutch and says so."""
    _, wie, koppeling = stand
    client.get("/", {"lang": "pl"})
    tekst = client.get(adres(wie)).content.decode()
    assert '<html lang="pl"' in tekst and "pomóc tej osobie: Abeba?" in tekst and "Kunt u" not in tekst
    assert "Włączanie i wyłączanie (" in tekst  # the need by its code, the Dutch beside it
    for staart, zin in (
        ("leren/", "Czego się uczę"), ("zelfcheck/", "Nie włącza urządzenia"), ("uren/", "Który dzień?"),
        ("wanneer/", "Ile osób naraz?"), (f"{koppeling.pk}/nee/", "Nie mam teraz czasu"),
    ):  # fmt: skip
        assert zin in client.get(adres(wie, staart)).content.decode(), staart
    assert "0,25 do 16" in client.post(adres(wie, "uren/"), {"dag": "2026-01-01", "uren": "99"}).content.decode()
    assert "Świetnie, że" in client.post(adres(wie, f"{koppeling.pk}/ja/"), follow=True).content.decode()


def test_no_asks_why_and_opens_the_request_again(stand, client) -> None:
    _, wie, koppeling = stand
    assert client.post(adres(wie, f"{koppeling.pk}/nee/"), {}).status_code == 422
    client.post(adres(wie, f"{koppeling.pk}/nee/"), {"reden": "geen_tijd"})
    with bereik(alles=True):
        klaar = Koppeling.objects.get()
        assert (klaar.status, klaar.reden) == ("afgewezen", "geen_tijd") and Hulpvraag.objects.get().status == "open"


def test_twice_yes_is_one_yes_and_says_so(stand, client) -> None:
    _, wie, koppeling = stand
    client.post(adres(wie, f"{koppeling.pk}/ja/"))
    antwoord = client.post(adres(wie, f"{koppeling.pk}/ja/"), follow=True)
    assert "kan nu niet" in antwoord.content.decode()


def test_the_link_opens_one_volunteer_only(stand, client) -> None:
    door, wie, koppeling = stand
    with bereik(alles=True):
        ander = vrijwilliger(wie.organisatie, naam="Ander Proef")
    assert client.get(adres(ander, f"{koppeling.pk}/ja/")).status_code == 404
    assert "Abeba" not in client.get(adres(ander)).content.decode()
    token = maak_token(mijn.LINK, wie.pk)
    assert client.get(f"/vrijwilligers/mijn/{token[:-2]}xx/").status_code == 404
    assert client.get(f"/vrijwilligers/mijn/{maak_token('iets.anders', wie.pk)}/").status_code == 404


def test_the_database_shows_own_rows_only(stand) -> None:
    _, wie, _ = stand
    with bereik(alles=True):
        ander = vrijwilliger(wie.organisatie, naam="Ander Proef")
    with mijn.mijn_bereik(ander.pk):
        assert list(Vrijwilliger.objects.values_list("pk", flat=True)) == [ander.pk]
        assert not Koppeling.objects.exists() and not Hulpvraag.objects.exists()


def test_an_old_link_says_so(stand, client, monkeypatch) -> None:
    _, wie, _ = stand
    monkeypatch.setattr(mijn, "GELDIG", timedelta(seconds=-1))
    antwoord = client.get(adres(wie))
    assert antwoord.status_code == 410 and "verlopen" in antwoord.content.decode()


def test_pause_and_back_and_when(stand, client) -> None:
    _, wie, _ = stand
    assert "U heeft pauze" in client.post(adres(wie, "pauze/"), follow=True).content.decode()
    assert "Welkom terug" in client.post(adres(wie, "pauze/"), follow=True).content.decode()
    client.post(adres(wie, "wanneer/"), {"dagdelen": ["ma-ochtend"], "capaciteit": "2"})
    with bereik(alles=True):
        nu = Vrijwilliger.objects.get(pk=wie.pk)
        assert (nu.status, nu.dagdelen, nu.capaciteit) == ("inzetbaar", ["ma-ochtend"], 2)


def test_no_fewer_places_than_run(stand, client) -> None:
    _, wie, koppeling = stand
    client.post(adres(wie, f"{koppeling.pk}/ja/"))
    antwoord = client.post(adres(wie, "wanneer/"), {"capaciteit": "0"})
    assert antwoord.status_code == 422 and "helpt nu al meer" in antwoord.content.decode()


def test_the_mail_names_no_learner(stand, client_als) -> None:
    door, wie, koppeling = stand
    antwoord = client_als(door).post(f"/vrijwilligers/koppelingen/{koppeling.pk}/stuur/vraag/", follow=True)
    assert "kreeg een e-mail" in antwoord.content.decode()
    (bericht,) = mail.outbox
    assert bericht.to == ["selam@demo.example"] and "/vrijwilligers/mijn/" in bericht.body
    assert "Abeba" not in bericht.body


def test_the_clock_reminds_after_a_week_and_ends_after_two(stand) -> None:
    _, wie, koppeling = stand
    dag = timezone.localdate()
    assert mijn.verloop(dag + timedelta(days=6)) == {"herinnerd": 0, "verlopen": 0, "gevraagd": 0}
    assert mijn.verloop(dag + timedelta(days=7)) == {"herinnerd": 1, "verlopen": 0, "gevraagd": 0}
    assert "wacht nog iemand" in mail.outbox[0].body
    assert mijn.verloop(dag + timedelta(days=14)) == {"herinnerd": 0, "verlopen": 1, "gevraagd": 0}
    assert mijn.verloop(dag + timedelta(days=14)) == {"herinnerd": 0, "verlopen": 0, "gevraagd": 0}
    with bereik(alles=True):
        assert Koppeling.objects.get().status == "verlopen" and Hulpvraag.objects.get().status == "open"
    with pytest.raises(CommandError):
        call_command("verloop_koppelingen", op="morgen")


def test_own_data_are_read_taken_along_and_erased_on_request(stand, client, client_als) -> None:
    door, wie, koppeling = stand
    with bereik(alles=True):
        Vrijwilliger.objects.filter(pk=wie.pk).update(opmerking="Kan goed met ouderen", ik_ben="vrouw")
        Uren.objects.create(vrijwilliger=wie, organisatie=wie.organisatie, dag="2026-11-02", uren=2, wat="Koffie-uur")
    tekst = client.get(adres(wie, "gegevens/")).content.decode()
    for woord in ("Selam Proef", "selam@demo.example", "Kan goed met ouderen", "Koffie-uur", "2 november", "Vrouw"):
        assert woord in tekst
    # About the learner nothing: that is somebody else's.
    assert "Abeba" not in tekst and "via coach Anna" not in tekst
    # In the reader's own language, but what somebody wrote stays as it is and is marked.
    with bereik(alles=True):
        Zelfcheck.objects.create(vrijwilliger=wie, organisatie=wie.organisatie, niveaus={"informatie": 3})
    vreemd = client.get(adres(wie, "gegevens/"), {"lang": "tr"}).content.decode()
    for woord in ("Bilgilerim", "2 Kasım", "Kadın", "Kontrolleriniz", '<bdi lang="nl">Koffie-uur</bdi>'):
        assert woord in vreemd
    zinnen = set(re.findall(r"[a-zé]+", re.sub(r'<bdi lang="nl">.*?</bdi>|<[^>]+>', " ", vreemd).lower()))
    assert (
        zinnen & {"het", "een", "wij", "uw", "gewijzigd", "organisatie", "voor", "vrijwilliger", "zelfcheck"} == set()
    )
    assert "silmemizi istiyor musunuz" in client.get(adres(wie, "gegevens/wissen/")).content.decode()
    client.get(adres(wie, "gegevens/"), {"lang": "nl"})
    kopie = client.post(adres(wie, "gegevens/kopie/"))
    assert kopie["Content-Disposition"].startswith("attachment") and "Abeba" not in kopie.content.decode()
    assert kopie.json()["Over u"][0]["Naam"] == "Selam Proef"
    assert client.get(adres(wie, "gegevens/kopie/")).status_code == 405
    # Asking writes nothing until the button; asked twice is asked once; taken back is as before.
    wis, coordinator = f"/vrijwilligers/{wie.pk}/wis/", client_als(door)
    assert client.get(adres(wie, "gegevens/wissen/")).status_code == 200
    assert coordinator.get(wis).status_code == 404
    for wissen in ("ja", "ja", "nee", "ja"):
        client.post(adres(wie, "gegevens/wissen/"), {"wissen": wissen})
    with bereik(alles=True):
        assert Gebeurtenis.objects.over(wie).filter(soort="wissen_gevraagd").count() == 2
        assert Gebeurtenis.objects.over(wie).get(soort="export").door_tekst == "de vrijwilliger zelf"
    assert "Selam Proef vroeg om alle gegevens te wissen" in coordinator.get("/").content.decode()
    assert "vroeg om de gegevens te wissen" in coordinator.get(wie.get_absolute_url()).content.decode()
    # Somebody being helped does not lose the helper without a word.
    client.post(adres(wie, f"{koppeling.pk}/ja/"))
    assert coordinator.post(wis).status_code == 302
    with bereik(alles=True):
        assert Vrijwilliger.objects.get().naam == "Selam Proef"
        Koppeling.objects.update(status="afgerond", geeindigd_op=timezone.localdate())
    assert client_als(lid(Rol.COORDINATOR)).post(wis).status_code == 404
    assert coordinator.get(wis).status_code == 200
    assert coordinator.post(wis).status_code == 302
    for spoor in ("Selam", "selam@", "Kan goed met ouderen", "Koffie-uur"):
        assert overal(spoor) == []
    with bereik(alles=True):
        assert Vrijwilliger.objects.get().status == "gestopt" and Koppeling.objects.get().voornaam != "Selam"
        assert Gebeurtenis.objects.over(wie).get(soort="wissen_gedaan").door == door
    assert client.get(adres(wie)).status_code == 404


def test_no_language_says_two_labels_of_one_record_the_same() -> None:
    """In the copy the label is the key: of two that are the same the first value would be lost."""
    for taal, _ in settings.LANGUAGES:
        with translation.override(taal):
            for model in (Vrijwilliger, *(model for model, _ in eigen_woorden.modellen())):
                labels = [gettext(eigen_woorden.label(veld)) for veld in eigen_woorden.velden(model)]
                assert len(labels) == len(set(labels)), (taal, model)
            koppen = [gettext(eigen_woorden.kop(model)) for model, _ in eigen_woorden.modellen()]
            assert len(koppen) == len(set(koppen)), taal


def test_who_is_in_the_pool_erases_at_once(stand, client) -> None:
    """Nobody looks after the pool, so nobody would do it."""
    with bereik(alles=True):
        wie = vrijwilliger(None, naam="Poolse Petra", email="petra@demo.example")
    assert client.post(adres(wie, "gegevens/wissen/"), follow=True).status_code == 200
    assert overal("petra") == []

"""The provider's side: hours, places, a starting point, the same thing twice, and the clock over provision."""

from __future__ import annotations

import uuid
from datetime import date, time, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from aanbod.choices import AanbodStatus, Soort
from aanbod.dubbel import lijkt_op
from aanbod.forms import AanbodFormulier
from aanbod.klok_aanbod import loopt_af
from aanbod.models import Aanbod, Openingstijd, Uitzondering
from aanbod.sjablonen import sjablonen
from netwerk.kern.choices import Rol
from tests.fabrieken import LocatieFabriek, OrganisatieFabriek, lid

from .fabrieken import maak_aanbod

pytestmark = pytest.mark.django_db


@pytest.fixture
def aanbod() -> Aanbod:
    return maak_aanbod(naam="Computerinloop De Brug", soort=Soort.INLOOP, gecontroleerd_op=timezone.localdate())


@pytest.fixture
def aanbieder(aanbod: Aanbod):
    return lid(Rol.AANBIEDER, organisatie=aanbod.organisatie)


def regels(week=(), anders=(), **meer) -> dict[str, str]:
    uit = {"versie": "1", "sleutel": str(uuid.uuid4()), **meer}
    for voor, rijen in (("tijd", week), ("anders", anders)):
        uit |= {f"{voor}-TOTAL_FORMS": str(len(rijen)), f"{voor}-INITIAL_FORMS": "0"}
        for nummer, rij in enumerate(rijen):
            uit |= {f"{voor}-{nummer}-{naam}": waarde for naam, waarde in rij.items()}
    return uit


def test_hours_are_kept_and_fill_what_follows_from_them(client_als, aanbod, aanbieder) -> None:
    url = reverse("aanbod:tijden", args=[aanbod.slug])
    bezoeker = client_als(aanbieder)
    assert "Elke week" in bezoeker.get(url).content.decode()
    gegevens = regels(
        [{"dag": "1", "van": "10:00", "tot": "12:00"}, {"dag": "", "van": "", "tot": ""}],
        [{"begin": "2027-03-02", "einde": "", "reden": "Studiedag"}],
        niet_in_vakantie="on",
    )
    assert bezoeker.post(url, gegevens).status_code == 302
    aanbod.refresh_from_db()
    assert (aanbod.rooster, aanbod.dagdelen) == ("dinsdag 10.00–12.00 uur", ["di-ochtend"])
    assert aanbod.niet_in_vakantie and aanbod.versie == 2
    assert Openingstijd.objects.get().van == time(10)
    assert Uitzondering.objects.get().einde == date(2027, 3, 2)
    # The form as it was: somebody saved meanwhile.
    oud = bezoeker.post(url, regels([{"dag": "2", "van": "10:00", "tot": "12:00"}]))
    assert oud.status_code == 422 and Openingstijd.objects.count() == 1
    assert "Tijden gewijzigd" in bezoeker.get(reverse("aanbod:wijzigingen", args=[aanbod.slug])).content.decode()


@pytest.mark.parametrize(
    ("week", "anders", "melding"),
    [
        ([{"dag": "1", "van": "12:00", "tot": "10:00"}], [], "De eindtijd ligt voor de begintijd."),
        ([{"dag": "", "van": "10:00", "tot": "12:00"}], [], "Kies een dag."),
        ([{"dag": "1", "van": "10:00", "tot": ""}], [], "Hoe laat is het klaar?"),
        ([], [{"begin": "2027-03-02", "einde": "2027-03-01"}], "De laatste dag ligt voor de eerste dag."),
        ([], [{"begin": "2027-03-02", "van": "10:00"}], "Vul beide tijden in"),
    ],
)
def test_wrong_hours_are_told_at_the_field_and_on_top(client_als, aanbod, aanbieder, week, anders, melding) -> None:
    antwoord = client_als(aanbieder).post(reverse("aanbod:tijden", args=[aanbod.slug]), regels(week, anders))
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 422 and pagina.count(melding) >= 2
    assert not Openingstijd.objects.exists()


def test_a_place_says_what_there_is_and_how_to_get_there(client_als, aanbod, aanbieder) -> None:
    plek = aanbod.locaties.get()
    url = reverse("aanbod:plek", args=[plek.pk])
    gegevens = {
        "versie": "1", "naam": "De Brug", "straat": "Brugstraat 1", "postcode": "1024ab", "plaats": "Amsterdam",
        "route": "Bel aan.", "rolstoel": "ja", "gratis_wifi": "nee", "computers": "4", "prive_ruimte": "",
    }  # fmt: skip
    bezoeker = client_als(aanbieder)
    assert bezoeker.post(url, gegevens).status_code == 302
    plek.refresh_from_db()
    assert (plek.postcode, plek.stadsdeel_id, plek.rolstoel, plek.gratis_wifi, plek.prive_ruimte, plek.computers) == (
        "1024 AB", "noord", True, False, None, 4,
    )  # fmt: skip
    assert bezoeker.post(url, {**gegevens, "versie": "2", "postcode": "9999"}).status_code == 422
    vreemd = client_als(lid(Rol.AANBIEDER))
    assert vreemd.get(url).status_code == 404


def test_every_starting_point_is_a_form_that_holds(aanbieder) -> None:
    velden = set(AanbodFormulier(gebruiker=aanbieder).fields) | {"niet_in_vakantie"}
    for sjabloon in sjablonen():
        assert set(sjabloon.velden) <= velden, sjabloon.code
        assert sjabloon.soort in Soort.values
        form = AanbodFormulier(
            {
                "talen": ["nl"], "structureel": "on", "niveau_van": 0, "niveau_tot": 4, "kosten_soort": "gratis",
                "begeleiding": "groep", "herinner_na_maanden": 6, "startdatum": "2027-09-01",
                "organisatie": aanbieder.organisaties_met_rol(Rol.AANBIEDER)[0].pk,
                "leervragen": ["email-lezen"], **sjabloon.velden, "naam": f"Eigen naam {sjabloon.code}",
            },
            gebruiker=aanbieder,
        )  # fmt: skip
        assert form.is_valid(), (sjabloon.code, form.errors)


def test_a_new_page_starts_from_a_template(client_als, aanbieder) -> None:
    pagina = client_als(aanbieder).get(reverse("aanbod:nieuw"), {"sjabloon": "veilige_plek"}).content.decode()
    assert "U typt zelf uw wachtwoord" in pagina and "Begin met een voorbeeld" in pagina


def test_the_same_thing_twice_is_asked_about(client_als, aanbod, aanbieder) -> None:
    elders = OrganisatieFabriek()
    zelfde = {"naam": "Computer inloop de Brug", "soort": Soort.INLOOP}
    assert lijkt_op(**zelfde, organisatie_id=aanbod.organisatie_id) == [aanbod]
    assert lijkt_op(**zelfde, organisatie_id=elders.pk) == []
    assert lijkt_op(**zelfde, organisatie_id=elders.pk, pc4=["1012"]) == [aanbod]
    assert lijkt_op(naam="Schilderen", soort=Soort.INLOOP, organisatie_id=aanbod.organisatie_id) == []
    Aanbod.objects.update(status=AanbodStatus.CONCEPT)  # nobody's business at another organisation
    assert lijkt_op(**zelfde, organisatie_id=elders.pk, pc4=["1012"]) == []

    bezoeker = client_als(aanbieder)
    gegevens = {
        "organisatie": aanbod.organisatie_id, "naam": "Computer inloop de Brug", "soort": "inloop",
        "omschrijving": "Kom langs.", "leervragen": ["email"], "niveau_van": 0, "niveau_tot": 4, "talen": ["nl"],
        "nederlands_nodig": "a1", "begeleiding": "groep", "doorlopend": "on", "kosten_soort": "gratis",
        "structureel": "on", "versie": "1", "sleutel": str(uuid.uuid4()),
    }  # fmt: skip
    antwoord = bezoeker.post(reverse("aanbod:nieuw"), gegevens)
    assert antwoord.status_code == 422 and "Dit lijkt op" in antwoord.content.decode()
    assert bezoeker.post(reverse("aanbod:nieuw"), {**gegevens, "toch_nieuw": "on"}).status_code == 302
    pagina = bezoeker.get(reverse("aanbod:wijzig", args=[aanbod.slug])).content.decode()
    assert "Staat dit er dubbel op?" in pagina


# --- the clock ------------------------------------------------------------------------------------------------------
def test_the_owner_is_asked_at_the_interval_of_their_own_choice_and_not_every_day(aanbod, aanbieder) -> None:
    vandaag = timezone.localdate()
    Aanbod.objects.update(herinner_na_maanden=1, gecontroleerd_door=aanbieder)
    call_command("loop_aanbod", verbosity=0)
    assert mail.outbox == []
    for dagen, berichten in ((32, 1), (33, 1), (61, 1), (62, 2)):
        call_command("loop_aanbod", op=(vandaag + timedelta(days=dagen)).isoformat(), verbosity=0)
        assert len(mail.outbox) == berichten, dagen
    assert mail.outbox[0].to == [aanbieder.email] and "Computerinloop De Brug" in mail.outbox[0].subject
    with pytest.raises(CommandError):
        call_command("loop_aanbod", op="morgen")


def test_the_end_of_money_warns_owner_and_network_once_half_a_year_before(client_als, aanbod, aanbieder) -> None:
    vandaag = timezone.localdate()
    secretaris = lid(Rol.SECRETARIS)
    regie = lid(Rol.REGIE)
    einde = vandaag + timedelta(days=200)
    Aanbod.objects.update(financiering_tot=einde)
    call_command("loop_aanbod", verbosity=0)
    assert mail.outbox == [] and not loopt_af(vandaag).exists()
    for _ in range(2):
        call_command("loop_aanbod", op=(vandaag + timedelta(days=20)).isoformat(), verbosity=0)
    waarschuwingen = [post for post in mail.outbox if "half jaar af" in post.subject]
    assert sorted(post.to[0] for post in waarschuwingen) == sorted([aanbieder.email, secretaris.email, regie.email])
    # Prolonged, and then ending again: that is news.
    Aanbod.objects.update(financiering_tot=einde + timedelta(days=300))
    call_command("loop_aanbod", op=(vandaag + timedelta(days=330)).isoformat(), verbosity=0)
    assert len([post for post in mail.outbox if "half jaar af" in post.subject]) == 6

    Aanbod.objects.update(financiering_tot=vandaag + timedelta(days=90))
    for wie in (regie, aanbieder):
        assert "Het geld" in client_als(wie).get(reverse("aanbod:loopt_af")).content.decode()
    ander = maak_aanbod(naam="Van een ander")
    buur = lid(Rol.AANBIEDER, organisatie=ander.organisatie)
    assert "Er loopt niets af" in client_als(buur).get(reverse("aanbod:loopt_af")).content.decode()


def test_a_place_without_account_is_asked_at_its_own_address() -> None:
    maak_aanbod(naam="Zonder account", gecontroleerd_op=None, contact_email="balie@demo.example")
    call_command("loop_aanbod", verbosity=0)
    assert [post.to for post in mail.outbox] == [["balie@demo.example"]]


def test_requests_for_a_device_stand_together_for_who_gives_them(client_als) -> None:
    plek = LocatieFabriek(postcode="1012 ZZ")
    rij = maak_aanbod(naam="Laptop te geef", soort=Soort.LAPTOP_KRIJGEN, leervragen=(), locaties=[plek])
    baas = lid(Rol.AANBIEDER, organisatie=rij.organisatie)
    bezoeker = client_als(baas)
    assert "Niemand wacht" in bezoeker.get(reverse("aanbod:leenvragen")).content.decode()
    from aanbod import actions
    from netwerk.kern.bereik import bereik

    from .fabrieken import kaart

    coach = lid(Rol.COACH)
    with bereik(alles=True):
        actions.verwijs_door(
            aanbod=rij, van=coach.organisaties_met_rol(Rol.COACH)[0], kaart=kaart(voornaam="Selma"), door=coach
        )
    pagina = bezoeker.get(reverse("aanbod:leenvragen")).content.decode()
    assert "Selma" in pagina and "Laptop te geef" in pagina
    assert "Niemand wacht" in client_als(lid(Rol.AANBIEDER)).get(reverse("aanbod:leenvragen")).content.decode()

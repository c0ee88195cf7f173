"""Campaigns, vacancies, asking back, and the policy with whom it touches."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.models import Organisatie
from netwerk.kern.workflow import WerkstroomFout
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions
from vrijwilligers.beleidswijziging import aflopende_vogs
from vrijwilligers.models import Campagne, Eis, Screening, Terugvraag, Vacature, Vrijwilliger

from .fabrieken import RUSTIG, hulpvraag, vrijwilliger

pytestmark = pytest.mark.django_db
#: schema.org's properties of JobPosting and of Thing that may stand on it.
JOBPOSTING = set(
    "applicantLocationRequirements applicationContact baseSalary datePosted directApply educationRequirements "
    "eligibilityToWorkRequirement employerOverview employmentType employmentUnit estimatedSalary "
    "experienceInPlaceOfEducation experienceRequirements hiringOrganization incentiveCompensation industry jobBenefits "
    "jobImmediateStart jobLocation jobLocationType jobStartDate occupationalCategory physicalRequirement "
    "qualifications relevantOccupation responsibilities salaryCurrency securityClearanceRequirement "
    "sensoryRequirement skills specialCommitments title totalJobOpenings validThrough workHours "
    "description identifier image name sameAs url".split()
)


@pytest.fixture
def huis(alles):
    organisatie = OrganisatieFabriek()
    return organisatie, lid(Rol.COORDINATOR, Rol.COACH, organisatie=organisatie)


def vandaag(dagen: int = 0):
    return timezone.localdate() + timedelta(days=dagen)


def test_making_changing_and_closing_a_campaign(huis, client_als) -> None:
    organisatie, door = huis
    client = client_als(door)
    goed = {"naam": "Straat", "bereik": "stadsdelen", "stadsdelen": ["noord"], "kanaal": "straat", "kosten": "120"}
    url = reverse("vrijwilligers:campagne_nieuw")
    assert "minstens één stadsdeel" in client.post(url, {**goed, "stadsdelen": [], "van": vandaag()}).content.decode()
    fout = client.post(url, {**goed, "van": vandaag(), "tot": vandaag(-1)})
    assert fout.status_code == 422 and "voor de begindatum" in fout.content.decode()
    client.post(url, {**goed, "van": vandaag()})
    campagne = Campagne.objects.get()
    assert (campagne.organisatie, campagne.eigenaar, campagne.stadsdelen) == (organisatie, organisatie, ["noord"])
    pagina = client.get(campagne.get_absolute_url()).content.decode()
    assert campagne.code in pagina and "data:image/svg+xml" in pagina
    assert client.get(reverse("vrijwilligers:poster", args=[campagne.pk])).status_code == 200
    client.post(reverse("vrijwilligers:campagne_sluit", args=[campagne.pk]))
    campagne.refresh_from_db()
    assert campagne.tot == vandaag() and not campagne.loopt(vandaag(1))
    vreemd = client_als(lid(Rol.COORDINATOR, organisatie=OrganisatieFabriek()))
    assert vreemd.get(campagne.get_absolute_url()).status_code == 404
    assert vreemd.post(reverse("vrijwilligers:campagne_sluit", args=[campagne.pk])).status_code == 404


def test_yield_asks_a_fixed_number_of_queries_and_hides_others(huis, client_als) -> None:
    organisatie, door = huis
    client = client_als(door)
    ander = OrganisatieFabriek()
    url = reverse("vrijwilligers:opbrengst")

    def meer(aantal: int) -> None:
        for n in range(aantal):
            for van in (organisatie, ander):
                campagne = Campagne.objects.create(naam=f"C{n}", van=vandaag(-200), organisatie=van, kosten=50)
                vrijwilliger(van, status="aangemeld", campagne=campagne, telefoon=f"06{n:08d}", papieren="geen")

    meer(3)
    voor = [_aantal(client, url + van) for van in ("?van=ons", "?van=stad")]
    meer(9)
    assert [_aantal(client, url + van) for van in ("?van=ons", "?van=stad")] == voor
    tekst = client.get(url).content.decode()
    assert ">12<" in tekst
    # Everybody's in bands, of the beginning of the quarter: who signed up today does not show yet.
    assert "minstens" not in client.get(url + "?van=stad").content.decode()
    Vrijwilliger.objects.update(aangemaakt_op=timezone.now() - timedelta(days=120))
    stad = client.get(url + "?van=stad").content.decode()
    assert "minstens 20<" in stad and ">24<" not in stad


def _aantal(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as vangst:
        assert client.get(url).status_code == 200
    return len(vangst)


def test_a_vacancy_is_public_with_sound_markup_and_filters(huis, client_als) -> None:
    organisatie, door = huis
    Organisatie.objects.filter(pk=organisatie.pk).update(website="https://buurt.example")
    client = client_als(door)
    client.post(
        reverse("vrijwilligers:vacature_nieuw"),
        {
            "titel": "Help </script> mee", "rol": "computerhulp", "omschrijving": "Uitleggen <b>rustig</b>",
            "uren_per_week": "2", "stadsdeel": "noord", "talen": ["nl"], "open_van": vandaag(), "status": "open",
        },
    )  # fmt: skip
    vacature = Vacature.objects.get()
    pagina = Client().get(vacature.get_absolute_url()).content.decode()
    blok = re.search(r'<script type="application/ld\+json">(.*?)</script>', pagina, re.DOTALL)[1]
    gegevens = json.loads(blok)
    assert gegevens["@context"] == "https://schema.org" and gegevens["@type"] == "JobPosting"
    assert {sleutel for sleutel in gegevens if not sleutel.startswith("@")} <= JOBPOSTING
    assert gegevens["title"] == "Help </script> mee" and gegevens["employmentType"] == "VOLUNTEER"
    assert gegevens["workHours"] == "2 uur per week" and gegevens["datePosted"] == str(vandaag())
    beeld = re.search(r'property="og:image" content="([^"]+)"', pagina)[1]
    plaatje = Client().get(urlsplit(beeld).path)
    assert urlsplit(beeld).scheme and plaatje.content.startswith(b"\x89PNG") and "public" in plaatje["Cache-Control"]
    lijst = reverse("vrijwilligers:vacatures")
    assert "Help" in Client().get(lijst + "?stadsdeel=noord&taal=nl&q=rustig").content.decode()
    assert "Geen vacatures gevonden" in Client().get(lijst + "?stadsdeel=zuid").content.decode()
    Vacature.objects.update(status="gesloten")
    assert Client().get(urlsplit(beeld).path).status_code == 404
    assert Client().get(vacature.get_absolute_url()).status_code == 404
    assert client.get(vacature.get_absolute_url()).status_code == 200


def test_asking_back_only_who_agreed_and_their_own_answer(huis, client_als) -> None:
    organisatie, door = huis
    stop = {"status": "gestopt", "gestopt_op": vandaag(-90), "papieren": "geen"}
    ja = vrijwilliger(organisatie, naam="Ja Proef", email="ja@demo.example", mag_teruggevraagd=True, **stop)
    nee = vrijwilliger(organisatie, naam="Nee Proef", email="nee@demo.example", mag_teruggevraagd=True, **stop)
    vrijwilliger(organisatie, naam="Wil Niet", email="niet@demo.example", mag_teruggevraagd=False, **stop)
    client = client_als(door)
    url = reverse("vrijwilligers:terugvragen")
    pagina = client.get(url).content.decode()
    assert "Ja Proef" in pagina and "Wil Niet" not in pagina
    client.post(url, {"wie": [ja.pk, nee.pk], "tekst": "Doet u weer mee?"})
    assert sorted(m.to[0] for m in mail.outbox) == ["ja@demo.example", "nee@demo.example"]
    assert "Nu is er niemand" in client.get(url).content.decode()  # not again within half a year
    for bericht in mail.outbox:
        link = re.search(r"/vrijwilligers/aanmelden/terug/\S+", bericht.body)[0]
        antwoord = bericht.to[0].partition("@")[0]
        bezoeker = Client()
        assert "Komt u terug" in bezoeker.get(link).content.decode()
        bezoeker.post(link, {"antwoord": antwoord})
        bezoeker.post(link, {"antwoord": "nee"})  # a second answer changes nothing
    with bereik(alles=True):
        ja.refresh_from_db()
        nee.refresh_from_db()
        assert {t.antwoord for t in Terugvraag.objects.all()} == {"ja", "nee"}
    assert (ja.status, ja.mag_teruggevraagd) == ("aangemeld", True)
    assert (nee.status, nee.mag_teruggevraagd) == ("gestopt", False)


def test_a_change_of_policy_shows_whom_it_touches_before_it_is_saved(huis, client_als) -> None:
    organisatie, door = huis
    met, zonder = vrijwilliger(organisatie, naam="Met Vog"), vrijwilliger(organisatie, naam="Zon Der", papieren="basis")
    client = client_als(door)
    url = reverse("vrijwilligers:eis_wijzig", args=["computerhulp"])
    velden = {"geldig_vanaf": vandaag(), "vog": "on", "vog_maanden": 36, "geheimhouding": "on", "modules": ["basis"]}
    assert "op zijn vroegst vandaag" in client.post(url, {**velden, "geldig_vanaf": vandaag(-1)}).content.decode()
    voorbeeld = client.post(url, velden).content.decode()
    assert "1 vrijwilliger mag dit niet meer" in voorbeeld and "Zon Der" in voorbeeld and "Met Vog" not in voorbeeld
    assert not Eis.objects.filter(organisatie=organisatie).exists()
    assert client.post(url, {**velden, "bevestigd": "ja"}).status_code == 302
    assert Eis.objects.get(organisatie=organisatie).vog is True
    assert "al eisen vast" in client.post(url, velden).content.decode()
    vraag = hulpvraag(organisatie, door, leervragen=(RUSTIG,))
    assert actions.stel_voor(hulpvraag=vraag, vrijwilliger=met, door=door).pk
    with pytest.raises(WerkstroomFout, match="VOG"):
        actions.stel_voor(hulpvraag=hulpvraag(organisatie, door, leervragen=(RUSTIG,)), vrijwilliger=zonder, door=door)


def test_a_vog_that_ends_warns_both_sides_once_and_keeps_running_help_in_sight(huis, client_als) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie, naam="Vog Loopt", email="vog@demo.example")
    vraag = hulpvraag(organisatie, door, leervragen=(RUSTIG,))
    actions.accepteer(koppeling=actions.stel_voor(hulpvraag=vraag, vrijwilliger=wie, door=door), door=door)
    Screening.objects.update(vog_getoond_op=vandaag(-1000), vog_geldig_tot=vandaag(30))
    for _ in range(2):
        call_command("vog_klok", verbosity=0)
    assert [m.subject for m in mail.outbox] == ["Uw VOG loopt af"]
    Screening.objects.update(vog_geldig_tot=vandaag(-1), vog_gemeld_voor=vandaag(-1))
    for _ in range(2):
        call_command("vog_klok", verbosity=0)
    assert [m.subject for m in mail.outbox] == ["Uw VOG loopt af", "Uw VOG is verlopen"]
    (regel,) = aflopende_vogs([organisatie.pk], vandaag())
    assert regel.verlopen and len(regel.lopend) == 1 and regel.uiterlijk == vandaag(27)
    assert "Vog Loopt" in client_als(door).get(reverse("vrijwilligers:eisen")).content.decode()
    assert Vrijwilliger.objects.get(pk=wie.pk).koppelingen.bezet().count() == 1

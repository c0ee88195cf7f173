"""Counting over all organisations: what is counted, who may see it, and that small counts stay hidden everywhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aanbod.choices import AanbodStatus, Soort, Stand
from aanbod.models import Aanbod, Doorverwijzing
from intake.choices import Doel, IntakeStatus
from intake.models import Domeinniveau, Intake, Leerder, Toestemming, Vragenlijstversie
from netwerk.kern.bereik import bereik
from netwerk.rapportage.cijfers import alle_figuren, tellingen
from netwerk.rapportage.periode import Kwartaal
from tests.fabrieken import GebruikerFabriek, LocatieFabriek, OrganisatieFabriek, lid, pc4
from vrijwilligers.models import Vrijwilliger

pytestmark = pytest.mark.django_db

CENTRUM, NOORD = "1012", "1024"


def nu() -> Kwartaal:
    return Kwartaal.van_dag(timezone.localdate())


@pytest.fixture
def versie() -> Vragenlijstversie:
    gevonden = Vragenlijstversie.objects.first()
    return gevonden or Vragenlijstversie.objects.create(nummer=901, titel="Proef", inhoud={})


def leerder(
    versie: Vragenlijstversie, *, gebied: str = CENTRUM, niveau: int | None = 0, cijfers: bool = True, **intake
):
    organisatie = OrganisatieFabriek()
    with bereik(alles=True):
        wie = Leerder.objects.create(organisatie=organisatie, voornaam="Test", pc4=pc4(gebied))
        Toestemming.objects.create(leerder=wie, organisatie=organisatie, doel=Doel.DOSSIER)
        if cijfers:
            Toestemming.objects.create(leerder=wie, organisatie=organisatie, doel=Doel.CIJFERS)
        gegevens = {"status": IntakeStatus.AFGEROND, "afgerond_op": timezone.now(), "leervragen": []} | intake
        gemaakt = Intake.objects.create(leerder=wie, organisatie=organisatie, vragenlijst=versie, **gegevens)
        if niveau is not None:
            Domeinniveau.objects.create(intake=gemaakt, organisatie=organisatie, domein="ict", berekend=niveau)
            Domeinniveau.objects.create(intake=gemaakt, organisatie=organisatie, domein="zoeken", berekend=4)
    return wie


def test_learners_count_once_by_lowest_level_and_only_with_consent(versie) -> None:
    wie = leerder(versie, niveau=1)
    with bereik(alles=True):
        Intake.objects.create(
            leerder=wie, organisatie=wie.organisatie, vragenlijst=versie, status=IntakeStatus.AFGEROND,
            afgerond_op=timezone.now() - timedelta(minutes=5),
        )  # fmt: skip
    leerder(versie, cijfers=False)
    leerder(versie, status=IntakeStatus.BEZIG, afgerond_op=None)
    leerder(versie, afgerond_op=nu().grenzen[0] - timedelta(seconds=1))
    leerder(versie, gebied=NOORD, niveau=None)
    assert tellingen.leerders_per_niveau(nu()) == {("centrum", "1"): 1, ("noord", "onbekend"): 1}


def test_withdrawn_consent_no_longer_counts(versie) -> None:
    wie = leerder(versie)
    with bereik(alles=True):
        Toestemming.objects.filter(leerder=wie, doel=Doel.CIJFERS).update(
            ingetrokken_op=timezone.now() + timedelta(seconds=1)
        )
    assert not tellingen.leerders_per_niveau(nu())


def test_needs_count_people_per_theme(versie) -> None:
    leerder(versie, leervragen=["gezondheid-afspraak-huisarts", "gezondheid-afspraak-huisarts", "bestaat-niet"])
    thema_van = tellingen.leerders_per_thema(nu())
    assert thema_van == {("gezondheid", "centrum"): 1}


def test_the_counting_leaves_the_readers_scope_as_it_was(versie) -> None:
    wie = leerder(versie)
    with bereik([wie.organisatie_id + 1_000_000]):
        assert sum(tellingen.leerders_per_niveau(nu()).values()) == 1
        assert not Leerder.objects.exists()


def verwezen(aanbod: Aanbod, aantal: int, **anders) -> None:
    van = OrganisatieFabriek()
    vandaag = timezone.localdate()
    velden = {"status": Stand.VERSTUURD, "verstuurd_op": timezone.now(), "uiterlijk": vandaag, "pc4": NOORD}
    velden |= {"voornaam": "Test", "eigenaar_ontvanger_naam": "Iemand", "aanbod": aanbod, "van_organisatie": van}
    with bereik(alles=True):
        for _ in range(aantal):
            Doorverwijzing.objects.create(naar_organisatie=aanbod.organisatie, **(velden | anders))


@pytest.fixture
def cursus() -> Aanbod:
    plek = LocatieFabriek(postcode="1024 ZZ", gratis_wifi=True)
    aanbod = Aanbod.objects.create(
        organisatie=plek.organisatie,
        naam="Veilig met DigiD",
        soort=Soort.VEILIGE_PLEK,
        status=AanbodStatus.GEPUBLICEERD,
    )
    aanbod.plekken.create(locatie=plek)
    return aanbod


def test_referrals_per_district_and_provider(cursus: Aanbod) -> None:
    verwezen(cursus, 6, status=Stand.GESTART, beantwoord_op=timezone.now())
    verwezen(cursus, 5)
    verwezen(cursus, 2, status=Stand.INGETROKKEN, uiterlijk=None)
    vandaag = timezone.localdate()
    verwacht = {tellingen.OP_TIJD: 6, tellingen.BINNEN_TERMIJN: 5, tellingen.ZONDER: 2}
    assert tellingen.antwoorden(nu(), vandaag, per="stadsdeel") == {("noord", k): n for k, n in verwacht.items()}
    per_aanbieder = tellingen.antwoorden(nu(), vandaag, per="aanbieder")
    assert per_aanbieder == {(str(cursus.organisatie_id), k): n for k, n in verwacht.items()}


def test_supply_and_safe_places_per_district(cursus: Aanbod) -> None:
    figuren = {f.code: f for f in alle_figuren(nu(), timezone.localdate(), mensen=False)}
    assert figuren["aanbod"].cellen["noord", "informeel_vast"].waarde == 1
    assert figuren["aanbod"].cellen["totaal", "totaal"].waarde == 1
    assert figuren["veilig"].cellen["noord", "veilig"].waarde == 1
    assert figuren["veilig"].cellen["noord", "wifi"].waarde == 1
    assert figuren["veilig"].cellen["zuid", "veilig"].waarde == 0
    Aanbod.objects.update(status=AanbodStatus.GEPAUZEERD)
    figuren = {f.code: f for f in alle_figuren(nu(), timezone.localdate(), mensen=False)}
    assert figuren["aanbod"].cellen["totaal", "totaal"].waarde == 0


def test_volunteers_of_the_pool_count_too_and_who_stopped_does_not() -> None:
    with bereik(alles=True):
        for status, gebied in (("actief", NOORD), ("aangemeld", None), ("gestopt", NOORD)):
            Vrijwilliger.objects.create(
                naam="Test", telefoon="0612345678", status=status, pc4=pc4(gebied) if gebied else None
            )
    assert tellingen.vrijwilligers_per_status() == {("noord", "actief"): 1, ("onbekend", "aangemeld"): 1}


def test_a_small_count_is_nowhere_on_the_page_nor_in_the_file(versie, client_als) -> None:
    for _ in range(7):
        leerder(versie, niveau=0)
    leerder(versie, niveau=3)
    client = client_als(lid("regie"))
    figuur = next(f for f in client.get(reverse("rapportage:cijfers")).context["figuren"] if f.code == "leerders")
    assert figuur.cellen["centrum", "3"].tekst == "< 5"
    assert figuur.cellen["centrum", "0"].waarde is None  # 8 in total minus 7 would tell
    regel = client.get(reverse("rapportage:csv", args=["leerders"])).content.decode("utf-8-sig")
    rijen = {cellen[0]: cellen[1:] for cellen in (r.split(";") for r in regel.splitlines())}
    assert rijen["Totaal"][-1] == "8"
    assert not {"7", "1", "0"} & {cel for naam in ("Centrum", "Noord", "Totaal") for cel in rijen[naam]}


def test_a_district_shows_its_row_of_the_same_table(versie, client_als) -> None:
    for _ in range(6):
        leerder(versie, niveau=0)
    client = client_als(lid("regie"))
    heel = client.get(reverse("rapportage:cijfers")).context["figuren"]
    deel = client.get(reverse("rapportage:cijfers"), {"stadsdeel": "centrum"}).context["figuren"]
    for een, twee in zip(heel, deel, strict=True):
        gedeeld = {plek: cel for plek, cel in een.cellen.items() if plek in twee.cellen}
        assert gedeeld == dict(twee.cellen)
    assert [code for code, _ in deel[0].rijen] == ["centrum", "totaal"]


@pytest.mark.parametrize("rol", ["regie", "secretaris", "curator"])
def test_network_roles_see_people(rol: str, client_als) -> None:
    codes = {f.code for f in client_als(lid(rol)).get(reverse("rapportage:cijfers")).context["figuren"]}
    assert {"leerders", "leervragen", "vrijwilligers", "wachten", "aanbod", "antwoorden"} <= codes


@pytest.mark.parametrize("rol", ["coach", "aanbieder", "coordinator", "beheerder"])
def test_members_see_supply_and_answers_only(rol: str, client_als) -> None:
    client = client_als(lid(rol))
    codes = {f.code for f in client.get(reverse("rapportage:cijfers")).context["figuren"]}
    assert codes == {"aanbod", "veilig", "antwoorden"}
    assert client.get(reverse("rapportage:csv", args=["leerders"])).status_code == 404


def test_strangers_and_nonsense(client_als, client) -> None:
    assert client_als(GebruikerFabriek()).get(reverse("rapportage:cijfers")).status_code == 404
    assert client.get(reverse("rapportage:cijfers")).status_code == 302
    vreemd = client_als(lid("regie")).get(reverse("rapportage:cijfers"), {"periode": "2026-k9", "stadsdeel": "mars"})
    assert vreemd.status_code == 200
    assert vreemd.context["kwartaal"] == nu()


def test_the_page_asks_the_same_number_of_queries_for_many(versie, cursus, client_als, django_assert_max_num_queries):
    client = client_als(lid("regie"))
    leerder(versie)
    verwezen(cursus, 1)
    with django_assert_max_num_queries(60) as weinig:
        client.get(reverse("rapportage:cijfers"))
    for _ in range(8):
        leerder(versie, gebied=NOORD)
    verwezen(cursus, 8)
    with django_assert_max_num_queries(len(weinig)):
        client.get(reverse("rapportage:cijfers"))


def test_bars_have_a_number_beneath_and_hidden_counts_have_no_bar(versie, client_als) -> None:
    for _ in range(6):
        leerder(versie, niveau=0)
    figuur = client_als(lid("regie")).get(reverse("rapportage:cijfers")).context["figuren"][0]
    zichtbaar = {label for code, label in figuur.rijen if code != "totaal" and figuur.cellen[code, "totaal"].waarde}
    assert {staaf.label for staaf in figuur.staven} == zichtbaar
    assert all(0 < float(staaf.breedte) <= 80 for staaf in figuur.staven)

"""Counting over all organisations: what is counted, stored and published, and who may see it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from aanbod.choices import AanbodStatus, Soort, Stand
from aanbod.models import Aanbod, Doorverwijzing
from intake.choices import Doel, IntakeStatus
from intake.models import Domeinniveau, Intake, Leerder, Toestemming, Vragenlijstversie
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Stadsdeel
from netwerk.rapportage.lezen import lees
from netwerk.rapportage.models import Behoefte, Bouwsteen, Publicatie
from netwerk.rapportage.periode import Kwartaal
from netwerk.rapportage.publiceren import GROEPEN, ZAKEN
from netwerk.rapportage.samenvatting import bouwstenen, tel_live, ververs
from netwerk.rapportage.tellen import Cel
from netwerk.rapportage.tellen.doorverwijzingen import BINNEN_TERMIJN, OP_TIJD, ZONDER
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import GebruikerFabriek, LocatieFabriek, OrganisatieFabriek, lid, pc4
from vrijwilligers.models import Vrijwilliger

pytestmark = pytest.mark.django_db

CENTRUM, NOORD = "1012", "1024"


def vorig() -> Kwartaal:
    """The last quarter that is over, and published since its third day."""
    return Kwartaal.van_dag(timezone.localdate()).vorige


def in_vorig() -> datetime:
    return vorig().grenzen[0] + timedelta(days=10)


def later() -> date:
    """A day on which the previous quarter is published."""
    return vorig().tot + timedelta(days=20)


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
        gegevens = {"status": IntakeStatus.AFGEROND, "afgerond_op": in_vorig(), "leervragen": []} | intake
        gemaakt = Intake.objects.create(leerder=wie, organisatie=organisatie, vragenlijst=versie, **gegevens)
        if niveau is not None:
            Domeinniveau.objects.create(intake=gemaakt, organisatie=organisatie, domein="ict", berekend=niveau)
            Domeinniveau.objects.create(intake=gemaakt, organisatie=organisatie, domein="zoeken", berekend=4)
    return wie


def niveaus() -> Counter:
    return Counter(
        {(c.rij, c.kolom): n for c, n in tel_live("leerders", vorig(), later()).items() if c.soort == "niveau"}
    )


def test_learners_count_once_by_lowest_level_and_only_with_consent(versie) -> None:
    wie = leerder(versie, niveau=1)
    with bereik(alles=True):
        Intake.objects.create(
            leerder=wie, organisatie=wie.organisatie, vragenlijst=versie, status=IntakeStatus.AFGEROND,
            afgerond_op=in_vorig() - timedelta(minutes=5),
        )  # fmt: skip
    leerder(versie, cijfers=False)
    leerder(versie, status=IntakeStatus.BEZIG, afgerond_op=None)
    leerder(versie, afgerond_op=vorig().grenzen[0] - timedelta(seconds=1))
    leerder(versie, gebied=NOORD, niveau=None)
    assert niveaus() == {("centrum", "1"): 1, ("noord", "onbekend"): 1}
    with bereik(alles=True):
        Toestemming.objects.filter(leerder=wie, doel=Doel.CIJFERS).update(
            ingetrokken_op=timezone.now() + timedelta(seconds=1)
        )
    assert niveaus() == {("noord", "onbekend"): 1}


def test_a_need_is_met_when_something_fits_within_reach(versie, alles) -> None:
    """Of one learner per case: near enough, too far, another level, online, and nothing at all."""
    vraag, dichtbij, ver = "gezondheid-afspraak-huisarts", "1024", "1103"
    maak_aanbod([vraag], pc4=NOORD, niveau_van=0, niveau_tot=1)
    for gebied, niveau in ((dichtbij, 0), (ver, 0), (dichtbij, 3)):
        leerder(versie, gebied=gebied, niveau=niveau, leervragen=[vraag, vraag, "bestaat-niet"])
    telling = tel_live("leerders", vorig(), later())
    assert telling[Cel("vraag:gezondheid", "noord", "vervuld")] == 1
    assert telling[Cel("vraag:gezondheid", "noord", "onvervuld")] == 1
    assert telling[Cel("vraag:gezondheid", "zuidoost", "onvervuld")] == 1
    maak_aanbod(["gezondheid"], pc4=NOORD, online=True)  # the whole theme, everywhere, all levels
    telling = tel_live("leerders", vorig(), later())
    assert {c.kolom for c in telling if c.soort == "vraag:gezondheid"} == {"vervuld"}
    assert telling[Cel("niveauvraag:gezondheid", "0", "ja")] == 2


def test_what_is_missing_at_home(versie) -> None:
    wie = leerder(versie)
    with bereik(alles=True):
        Leerder.objects.filter(pk=wie.pk).update(apparaten=["telefoon"], internet_thuis=False, veilige_plek=None)
    telling = tel_live("leerders", vorig(), later())
    assert [
        telling[Cel(s, "centrum", k)] for s, k in (("apparaat", "geen"), ("internet", "geen"), ("plek", "onbekend"))
    ] == [1, 1, 1]


def verwezen(aanbod: Aanbod, aantal: int, **anders) -> None:
    van = OrganisatieFabriek()
    velden = {"status": Stand.VERSTUURD, "verstuurd_op": in_vorig(), "uiterlijk": vorig().tot, "pc4": NOORD}
    velden |= {"voornaam": "Test", "eigenaar_ontvanger_naam": "Iemand", "aanbod": aanbod, "van_organisatie": van}
    with bereik(alles=True):
        Doorverwijzing.objects.bulk_create(
            [Doorverwijzing(naar_organisatie=aanbod.organisatie, **(velden | anders)) for _ in range(aantal)]
        )


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


def test_referrals_by_answer_outcome_and_what_was_lent(cursus: Aanbod) -> None:
    verwezen(cursus, 6, status=Stand.AFGEROND, beantwoord_op=in_vorig(), gesloten_op=in_vorig(), uiterlijk=None)
    verwezen(cursus, 2, status=Stand.INGETROKKEN, uiterlijk=None)
    verwezen(cursus, 5)
    Aanbod.objects.update(soort=Soort.LAPTOP_LENEN)
    telling = tel_live("verstuurd", vorig(), in_vorig().date())
    noord = {c.kolom: n for c, n in telling.items() if c.soort == "antwoord" and c.rij == "noord"}
    assert noord == {OP_TIJD: 6, BINNEN_TERMIJN: 5, ZONDER: 2}
    aanbieder = {c.kolom: n for c, n in telling.items() if c.soort == "antwoord_aanbieder"}
    assert aanbieder == noord
    assert telling[Cel("uitgeleend", "noord", "apparaat_wel")] == 6
    assert tel_live("gesloten", vorig(), later()) == {Cel("uitkomst", "noord", "afgerond"): 6}


def test_supply_and_safe_places_per_district(cursus: Aanbod) -> None:
    ververs()
    cijfers = lees(Kwartaal.van_dag(timezone.localdate()), ["aanbod"])
    assert cijfers.los("aanbod", "aanbod")["noord"] == {"informeel_vast": 1, "totaal": 1}
    assert cijfers.los("aanbod", "veilig")["noord"] == {"veilig": 1, "wifi": 1}
    assert "zuid" not in cijfers.los("aanbod", "veilig")
    Aanbod.objects.update(status=AanbodStatus.GEPAUZEERD)
    ververs()
    assert not lees(Kwartaal.van_dag(timezone.localdate()), ["aanbod"]).los("aanbod", "aanbod")


def test_volunteers_of_the_pool_count_too_and_who_stopped_does_not() -> None:
    with bereik(alles=True):
        for status, gebied in (("actief", NOORD), ("aangemeld", None), ("gestopt", NOORD)):
            Vrijwilliger.objects.create(
                naam="Test", telefoon="0612345678", status=status, pc4=pc4(gebied) if gebied else None
            )
    telling = tel_live("stand", vorig(), later())
    assert telling == {Cel("stand", "noord", "actief"): 1, Cel("stand", "onbekend", "nieuw"): 1}


# --- stored summaries -------------------------------------------------------------------------------------------------
def opgeslagen(groep: str, kwartaal: Kwartaal) -> Counter:
    with bereik(alles=True):
        rijen = bouwstenen(groep, kwartaal).values_list("soort", "rij", "kolom", "aantal")
        return Counter({Cel(soort, rij, kolom): n for soort, rij, kolom, n in rijen})


def test_the_summary_equals_live_after_every_change(versie, cursus) -> None:
    """While a quarter is open: counted, changed in all ways, and counted again."""
    dag = in_vorig().date() + timedelta(days=5)
    for _ in range(3):
        leerder(versie, niveau=1, leervragen=["email-lezen"])
    verwezen(cursus, 4)
    wie = leerder(versie, gebied=NOORD)
    ververs(dag)
    voor = opgeslagen("leerders", vorig())
    with bereik(alles=True):
        Leerder.objects.filter(pk=wie.pk).update(pc4=pc4(CENTRUM))
        Domeinniveau.objects.filter(intake__leerder=wie).update(berekend=3)
        Toestemming.objects.filter(doel=Doel.CIJFERS).exclude(leerder=wie).first().delete()
        Doorverwijzing.objects.first().delete()
        Aanbod.objects.update(status=AanbodStatus.GEPAUZEERD)
    ververs(dag)
    for groep in (*GROEPEN, *ZAKEN):
        assert opgeslagen(groep, vorig()) == tel_live(groep, vorig(), dag), groep
    assert voor != opgeslagen("leerders", vorig())
    with bereik([1]):  # a reader's own scope sees no raw count at all
        assert not Bouwsteen.objects.exists()


def test_a_quarter_is_published_once_and_for_good(versie) -> None:
    for _ in range(12):
        leerder(versie, niveau=0)
    assert ververs(vorig().tot + timedelta(days=2))["gepubliceerd"] == 0 or not Publicatie.objects.filter(
        kwartaal=vorig().code, groep="leerders"
    )
    ververs(later())
    tabel = lees(vorig(), ["leerders"]).tabel("leerders", "niveau")
    assert tabel.waarde("totaal", "totaal") == 12
    assert not opgeslagen("leerders", vorig())
    leerder(versie, niveau=0)  # entered late
    assert ververs(later())["gepubliceerd"] == 0
    assert lees(vorig(), ["leerders"]).tabel("leerders", "niveau") == tabel
    with pytest.raises(IntegrityError), transaction.atomic():
        Publicatie.objects.filter(groep="leerders", kwartaal=vorig().code).update(inhoud={})
    with pytest.raises(IntegrityError), transaction.atomic():
        Publicatie.objects.filter(groep="leerders", kwartaal=vorig().code).delete()


def test_the_command_runs_again_without_harm(cursus) -> None:
    call_command("ververs_cijfers", verbosity=0)
    aantal = Publicatie.objects.count()
    call_command("ververs_cijfers", verbosity=0)
    assert Publicatie.objects.count() == aantal > 0


# --- the pages --------------------------------------------------------------------------------------------------------
def pagina(client, naam: str, *args: str, **filters: str) -> str:
    antwoord = client.get(reverse(f"rapportage:{naam}", args=args), {"periode": vorig().code} | filters)
    assert antwoord.status_code == 200
    return antwoord.content.decode("utf-8-sig")


def test_a_small_count_is_nowhere_on_the_page_nor_in_the_file(versie, client_als) -> None:
    for gebied, niveau, aantal in ((CENTRUM, 0, 23), (CENTRUM, 3, 1), (NOORD, 0, 8), (NOORD, 3, 9)):
        for _ in range(aantal):
            leerder(versie, gebied=gebied, niveau=niveau)
    ververs(later())
    client = client_als(lid("regie"))
    bestand = pagina(client, "csv", "leerders", "niveau")
    rijen = {cellen[0]: cellen[1:] for cellen in (r.split(";") for r in bestand.splitlines())}
    assert rijen["Centrum"] == ["niet getoond", "niet getoond", "24"]
    assert rijen["Hele stad"] == ["31", "10", "41"]
    for filters in ({}, {"stadsdeel": "centrum"}, {"stadsdeel": "noord"}, {"thema": "email"}):
        blad = pagina(client, "onderwerp", "leerders", **filters)
        assert ">23<" not in blad and ">1<" not in blad and ">8<" not in blad
    assert "Noord" in pagina(client, "onderwerp", "leerders", stadsdeel="noord")


def test_estimated_need_has_a_source_and_only_the_municipality_changes_it(versie, client_als) -> None:
    for gebied in (CENTRUM, NOORD) * 10:
        leerder(versie, niveau=0, gebied=gebied)
    ververs(later())
    regie, adres = client_als(lid("regie")), reverse("rapportage:behoefte_wijzig", args=["centrum"])
    assert "nog niet ingevuld" in pagina(regie, "onderwerp", "leerders")
    assert "niet bekend" in regie.get(reverse("rapportage:behoefte")).content.decode()
    mis = regie.post(adres, {"aantal": "5000", "versie": "1"})
    assert mis.status_code == 422 and "waar dit getal vandaan komt" in mis.content.decode()
    assert (
        regie.post(adres, {"aantal": "5000", "bron": "Onderzoek X", "peiljaar": "2025", "versie": "1"}).status_code
        == 302
    )
    rij = Behoefte.objects.get(stadsdeel=Stadsdeel.objects.get(pk="centrum"))
    assert (rij.aantal, rij.versie) == (5000, 2)
    blad = pagina(regie, "onderwerp", "leerders")
    assert "Onderzoek X (2025)" in blad and "5.000" in blad
    # somebody else saved meanwhile
    assert regie.post(adres, {"aantal": "1", "bron": "Oud", "versie": "1"}).status_code == 422
    assert client_als(lid("secretaris")).get(adres).status_code == 404


@pytest.mark.parametrize(
    ("rol", "mensen"), [("regie", True), ("secretaris", True), ("curator", True), ("coach", False)]
)
def test_who_sees_people(rol: str, mensen: bool, client_als, cursus) -> None:
    ververs()
    client = client_als(lid(rol))
    blad = pagina(client, "cijfers")
    assert ("Leerders en leervragen" in blad) is mensen
    assert client.get(reverse("rapportage:onderwerp", args=["leerders"])).status_code == (200 if mensen else 404)
    assert client.get(reverse("rapportage:csv", args=["vrijwilligers", "stand"])).status_code == (
        200 if mensen else 404
    )
    assert ("Vrijwilligers, per stand" in pagina(client, "verslag")) is mensen
    assert client.get(reverse("rapportage:onderwerp", args=["niets"])).status_code == 404


def test_strangers_and_nonsense(client_als, client) -> None:
    assert client_als(GebruikerFabriek()).get(reverse("rapportage:cijfers")).status_code == 404
    assert client.get(reverse("rapportage:cijfers")).status_code == 302
    regie = client_als(lid("regie"))
    assert regie.get(reverse("rapportage:cijfers"), {"periode": "2026-k9", "stadsdeel": "mars"}).status_code == 200
    assert "als het kwartaal voorbij is" in pagina(regie, "onderwerp", "doorverwijzingen")


def test_every_page_asks_a_fixed_number_of_queries(versie, cursus, client_als, django_assert_max_num_queries) -> None:
    client = client_als(lid("regie"))
    leerder(versie)
    ververs(in_vorig().date())
    adressen = [reverse("rapportage:cijfers"), reverse("rapportage:verslag")]
    adressen += [reverse("rapportage:onderwerp", args=[c]) for c in ("leerders", "aanbod", "doorverwijzingen")]
    for adres in adressen:
        with django_assert_max_num_queries(24):
            client.get(adres)
    for adres in adressen[:1] + adressen[2:]:  # a second reader finds the page ready
        with django_assert_max_num_queries(9):
            client.get(adres)


def test_the_report_as_a_file(versie, client_als, cursus) -> None:
    for plek in range(24):
        leerder(versie, gebied=(CENTRUM, NOORD)[plek % 2], niveau=plek % 3)
    ververs(later())
    antwoord = client_als(lid("regie")).get(reverse("rapportage:verslag_pdf"), {"periode": vorig().code})
    if antwoord.status_code == 302:
        pytest.skip("WeasyPrint cannot draw here")
    assert antwoord.content.startswith(b"%PDF") and vorig().code in antwoord["Content-Disposition"]


def test_a_whole_year_as_page_and_file(versie, client_als, cursus) -> None:
    """Last year is always among the quarters that are still counted."""
    jaar = timezone.localdate().year - 1
    for plek in range(40):
        op = timezone.make_aware(datetime(jaar, 3 * (plek % 4) + 2, 3, 12))
        leerder(versie, gebied=(CENTRUM, NOORD)[plek // 4 % 2], afgerond_op=op)
    ververs(later())
    regie = client_als(lid("regie"))
    blad = regie.get(reverse("rapportage:onderwerp", args=["leerders"]), {"periode": str(jaar)}).content.decode()
    assert f"Heel {jaar}" in blad and "telt twee keer" in blad and ">40<" in blad
    assert "Jaarverslag" in regie.get(reverse("rapportage:verslag"), {"periode": str(jaar)}).content.decode()
    assert regie.get(reverse("rapportage:csv", args=["aanbod", "aanbod"]), {"periode": str(jaar)}).status_code == 200

"""Result and plan: advice becomes steps, a referral needs consent and shows exactly what goes, paper fits a pocket."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from aanbod.models import Doorverwijzing
from intake.actions import intake as intake_acties
from intake.actions import leerder as leerder_acties
from intake.actions import plan as acties
from intake.actions import toestemming as toestemming_acties
from intake.choices import Doel, StapSoort, StapStatus
from intake.fouten import GeenToestemming, IntakeFout
from intake.kaart import kaart_in_woorden
from intake.models import Intake, Leerplan, Stap
from intake.zoekprofiel import maak_kaart
from netwerk.kern.models import Gebruiker
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import lid, pc4
from vrijwilligers.models import Hulpvraag

Als = Callable[[Gebruiker], Client]


@pytest.fixture
def client(client_als: Als, coach: Gebruiker) -> Client:
    return client_als(coach)


@pytest.fixture
def cursus(alles: None):
    return maak_aanbod(["email-lezen"], naam="Mailen voor beginners")


@pytest.fixture
def plan(cursus, afgerond: Intake, coach: Gebruiker) -> Leerplan:
    """A plan with the course in it; the advice was asked while the course stood in the catalogue."""
    intake = intake_acties.vernieuw_advies(afgerond)
    return acties.neem_over_uit_advies(intake, "aanbod", cursus.pk, door=coach).plan


# --- result ---------------------------------------------------------------------------------------------------------
def test_advice_becomes_a_step_once(client: Client, cursus, afgerond: Intake) -> None:
    client.post(reverse("intake:advies_vernieuwen", args=[afgerond.pk]))
    url = reverse("intake:in_plan", args=[afgerond.pk])
    for _ in range(2):
        client.post(url, {"kamer": "aanbod", "voorstel": cursus.pk})
        client.post(url, {"kamer": "vrijwilliger", "voorstel": 0})
    stappen = list(Stap.objects.filter(plan__intake=afgerond))
    assert [stap.soort for stap in stappen] == [StapSoort.AANBOD, StapSoort.HULPVRAAG]
    assert stappen[0].aanbod == cursus and stappen[0].redenen
    assert client.get(reverse("intake:resultaat", args=[afgerond.pk])).content.decode().count("In het plan</span>") == 2
    # Three clicks from the learner's card: the advice, "Doorverwijzen" at its line, and send.
    recht_door = client.post(url, {"kamer": "aanbod", "voorstel": cursus.pk, "verder": "doorverwijzen"})
    assert recht_door.url == reverse("intake:doorverwijzen", args=[stappen[0].pk])


def test_one_to_one_first_stands_in_sight_for_a_true_starter(client: Client, afgerond: Intake) -> None:
    eerst = {"pk": 0, "titel": "Er is nog geen passend lesmateriaal", "reden": "Begin met begeleiding één op één."}
    ander = {"pk": 3, "titel": "Leesboek", "reden": "Vraagt lezen"}
    kamer = {"naam": "materiaal", "titel": "Lesmateriaal", "voorstellen": [], "afgevallen": [eerst, ander]}
    Intake.objects.filter(pk=afgerond.pk).update(advies={"kamers": [kamer]})
    pagina = client.get(reverse("intake:resultaat", args=[afgerond.pk])).content.decode()
    zicht, dicht = pagina.split("Wat viel af, en waarom (1)")
    assert eerst["reden"] in zicht and "Hier past nu niets" not in zicht
    assert ander["titel"] in dicht and eerst["reden"] not in dicht


@pytest.mark.parametrize("gegevens", [{"kamer": "aanbod", "voorstel": 987654}, {"kamer": "onzin", "voorstel": 1}])
def test_what_was_not_advised_cannot_be_slipped_in(client: Client, afgerond: Intake, gegevens: dict) -> None:
    antwoord = client.post(reverse("intake:in_plan", args=[afgerond.pk]), gegevens, follow=True)
    assert "intussen veranderd" in antwoord.content.decode()
    assert not Stap.objects.exists()


def test_overruling_needs_a_reason_and_counts(client: Client, afgerond: Intake) -> None:
    url = reverse("intake:bijstellen", args=[afgerond.pk, "ict"])
    zonder = client.post(url, {"ict-niveau": "3", "ict-reden": " "})
    assert zonder.status_code == 422 and "waarom u het niveau aanpast" in zonder.content.decode()
    client.post(url, {"ict-niveau": "3", "ict-reden": "Deed het gisteren zelf"})
    rij = afgerond.domeinniveaus.get(domein="ict")
    assert (rij.berekend, rij.niveau, rij.reden) == (1, 3, "Deed het gisteren zelf")
    client.post(url, {"ict-niveau": "", "ict-reden": ""})
    rij.refresh_from_db()
    assert rij.niveau == 1 and rij.reden == ""


def test_a_domain_that_was_not_asked_is_unknown_on_the_page(client: Client, intake: Intake, coach: Gebruiker) -> None:
    intake_acties.rond_af(intake, door=coach)
    assert {rij.niveau for rij in intake.domeinniveaus.all()} == {None}
    tekst = client.get(reverse("intake:resultaat", args=[intake.pk])).content.decode()
    assert "Nog niet bekend" in tekst and "Niet gevraagd" in tekst


def test_a_true_starter_reads_the_volunteer_first(client: Client, maak_leerder, coach: Gebruiker) -> None:
    leerder = maak_leerder("Selam", talen=["ti"], nederlands="geen", leest="ander_schrift")
    intake = intake_acties.start_intake(leerder, door=coach, taal="ti")
    from intake.weergave import maak_scherm

    while (vraag := maak_scherm(intake).vraag) is not None:
        intake_acties.beantwoord(intake, vraag.code, "niet", door=coach)
    intake = intake_acties.rond_af(intake, door=coach)
    assert [kamer["naam"] for kamer in intake.advies["kamers"]][0] == "vrijwilliger"
    assert "Eerst samen, één op één" in client.get(reverse("intake:resultaat", args=[intake.pk])).content.decode()
    assert intake.antwoorden.count() <= 15
    plan = client.post(reverse("intake:plan_maken", args=[intake.pk]), follow=True).content.decode()
    assert "Zet een vrijwilliger als eerste stap in het plan" in plan  # in sight on the plan too, not behind a click
    assert plan.index("Eerst samen") < plan.index("<h2>Stappen</h2>")


# --- plan -----------------------------------------------------------------------------------------------------------
def test_from_plan_to_sent_referral_in_three_clicks(client: Client, plan: Leerplan, cursus) -> None:
    stap = plan.stappen.get()
    url = reverse("intake:doorverwijzen", args=[stap.pk])
    assert url in client.get(plan.get_absolute_url()).content.decode()  # the first click
    voor = client.get(url)
    kaart = dict(voor.context["kaart"])
    assert kaart["Voornaam"] == "Emine" and "Samira" in kaart["Bereikbaar"]
    assert not Doorverwijzing.objects.exists()
    na = client.post(url, {"boodschap": "Is er plek?", "toelichting": "Komt met haar zus"}, follow=True)
    verstuurd = Doorverwijzing.objects.get()
    assert verstuurd.naar_organisatie == cursus.organisatie and verstuurd.toelichting.startswith("Komt met haar zus")
    assert "uiterlijk" in na.content.decode()
    client.post(url, {"boodschap": "nog een keer"})
    assert Doorverwijzing.objects.count() == 1
    stap.refresh_from_db()
    assert stap.status == StapStatus.BEZIG and stap.stand_in_woorden == verstuurd.stand_in_woorden


def test_the_page_shows_exactly_what_the_card_holds(maak_leerder) -> None:
    leerder = maak_leerder(
        "Fatima", contact="06 12345678", talen=["ar"], nederlands="a1", leest="langzaam", doelgroepen=["ouders"],
        dagdelen=["ma-ochtend"], apparaten=["telefoon"], vorm="groep", pc4=pc4("1024"),
        geboortejaar=1980, digid="nee", werkte_eerder="rust", veilige_plek=False,
    )  # fmt: skip
    kaart = maak_kaart(leerder)
    tekst = " ".join(f"{naam} {waarde}" for naam, waarde in kaart_in_woorden(kaart))
    for deel in ("Fatima", "06 12345678", "Arabisch", "Ouders", "maandagochtend", "1024", "Telefoon", "In een groep"):
        assert deel in tekst
    for geheim in ("1980", "rust", "DigiD"):
        assert geheim not in tekst + repr(kaart)


def test_what_was_not_asked_is_not_sent_as_good(client: Client, plan: Leerplan) -> None:
    """A card cannot hold 'unknown': without this the provider would read that everybody reads well."""
    pagina = client.get(reverse("intake:doorverwijzen", args=[plan.stappen.get().pk]))
    kaart = dict(pagina.context["kaart"])
    assert "Lezen en schrijven" not in kaart and "Spreekt Nederlands" not in kaart
    assert kaart["Erbij"] == "Niet gevraagd: Nederlands spreken, lezen en schrijven."
    client.post(reverse("intake:doorverwijzen", args=[plan.stappen.get().pk]), {"toelichting": ""})
    assert Doorverwijzing.objects.get().toelichting == kaart["Erbij"]


def test_no_referral_without_consent(client: Client, plan: Leerplan, coach: Gebruiker) -> None:
    stap = plan.stappen.get()
    toestemming_acties.trek_toestemming_in(plan.leerder, Doel.DOORVERWIJZEN, door=coach)
    pagina = client.get(reverse("intake:doorverwijzen", args=[stap.pk]))
    assert "Eerst toestemming" in pagina.content.decode()
    assert "Versturen</button>" not in pagina.content.decode()
    with pytest.raises(GeenToestemming):
        acties.verwijs_door(stap, boodschap="", toelichting="", door=coach)
    assert not Doorverwijzing.objects.exists()


def test_withdrawing_consent_erases_the_card_at_the_other_side(plan: Leerplan, coach: Gebruiker) -> None:
    acties.verwijs_door(plan.stappen.get(), boodschap="Graag", toelichting="", door=coach)
    toestemming_acties.trek_toestemming_in(plan.leerder, Doel.DOORVERWIJZEN, door=coach)
    daar = Doorverwijzing.objects.get()
    assert daar.voornaam == "" and daar.contact == "" and daar.leervragen == []
    assert "ngetrokken" in plan.stappen.get().stand_in_woorden


def test_erasing_a_file_withdraws_what_is_open_there(plan: Leerplan, coach: Gebruiker) -> None:
    acties.verwijs_door(plan.stappen.get(), boodschap="", toelichting="", door=coach)
    leerder_acties.wis(plan.leerder, door=coach)
    assert Doorverwijzing.objects.get().voornaam == ""
    assert not Stap.objects.exists()


def test_ask_for_a_volunteer(client: Client, plan: Leerplan, coach: Gebruiker) -> None:
    lid("coordinator", organisatie=plan.organisatie)
    client.post(reverse("intake:stap_nieuw", args=[plan.pk]), {"soort": "hulpvraag"})
    stap = plan.stappen.get(soort=StapSoort.HULPVRAAG)
    url = reverse("intake:hulp_vragen", args=[stap.pk])
    assert client.get(url).status_code == 200
    for _ in range(2):
        client.post(url, {"rol": "computerhulp", "wens": "vrouw", "toelichting": "Graag rustig"})
    vraag = Hulpvraag.objects.get()
    assert vraag.voornaam == "Emine" and vraag.toelichting.startswith("Graag rustig") and vraag.wens == "vrouw"
    stap.refresh_from_db()
    assert stap.stand_in_woorden == vraag.stand_in_woorden


def test_own_order_date_and_undo(client: Client, plan: Leerplan) -> None:
    nieuw = reverse("intake:stap_nieuw", args=[plan.pk])
    assert client.post(nieuw, {"titel": "", "wanneer": "2026-12-01"}).status_code == 422
    client.post(nieuw, {"titel": "Samen kijken", "wanneer": "2026-12-01"})
    notitie = plan.stappen.get(soort=StapSoort.NOTITIE)
    client.post(reverse("intake:stap_verplaatsen", args=[notitie.pk]), {"richting": "omhoog"})
    assert [stap.pk for stap in plan.stappen.all()][0] == notitie.pk
    status = reverse("intake:stap_status", args=[notitie.pk])
    client.post(status, {"status": "vervallen"})
    pagina = client.get(plan.get_absolute_url())
    assert [stap.pk for stap in pagina.context["weggehaald"]] == [notitie.pk]
    client.post(status, {"status": "gepland"})
    notitie.refresh_from_db()
    assert notitie.status == StapStatus.GEPLAND and str(notitie.wanneer) == "2026-12-01"


def test_a_running_referral_cannot_be_dropped_from_the_plan(plan: Leerplan, coach: Gebruiker) -> None:
    stap = acties.verwijs_door(plan.stappen.get(), boodschap="", toelichting="", door=coach)
    with pytest.raises(IntakeFout, match="Trek die eerst in"):
        acties.zet_status(stap, StapStatus.VERVALLEN, door=coach)


def test_a_step_that_stands_there_again_cannot_be_put_back(plan: Leerplan, cursus, coach: Gebruiker) -> None:
    eerste = acties.zet_status(plan.stappen.get(), StapStatus.VERVALLEN, door=coach)
    acties.voeg_stap_toe(plan, door=coach, soort=StapSoort.AANBOD, titel="Weer", aanbod=cursus)
    with pytest.raises(IntakeFout, match="staat al in het plan"):
        acties.zet_status(eerste, StapStatus.GEPLAND, door=coach)


def test_bsn_in_a_step_or_message_is_refused(client: Client, plan: Leerplan) -> None:
    assert client.post(reverse("intake:stap_nieuw", args=[plan.pk]), {"titel": "bsn 111222333"}).status_code == 422
    url = reverse("intake:doorverwijzen", args=[plan.stappen.get().pk])
    assert client.post(url, {"boodschap": "bsn 111222333"}).status_code == 422
    assert not Doorverwijzing.objects.exists()


def test_paper_has_both_languages_and_a_qr_code(client: Client, plan: Leerplan) -> None:
    pagina = client.get(reverse("intake:afdruk", args=[plan.pk]), {"taal": "ar"})
    tekst = pagina.content.decode()
    assert "Mijn leerplan" in tekst and "خطتي للتعلم" in tekst and 'dir="rtl"' in tekst
    assert 'src="data:image/svg+xml' in tekst
    assert "خطتي للتعلم" not in client.get(reverse("intake:afdruk", args=[plan.pk]), {"taal": "nl"}).content.decode()


def test_the_plan_page_has_a_fixed_number_of_queries(
    client: Client, plan: Leerplan, coach: Gebruiker, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    def verwezen(nummer: int) -> None:
        cursus = maak_aanbod(["email-lezen"], naam=f"Cursus {nummer}")
        stap = acties.voeg_stap_toe(plan, door=coach, soort=StapSoort.AANBOD, titel=cursus.naam, aanbod=cursus)
        acties.verwijs_door(stap, boodschap="", toelichting="", door=coach)

    verwezen(1)
    with django_assert_max_num_queries(20) as klein:
        client.get(plan.get_absolute_url())
    for nummer in range(2, 8):
        verwezen(nummer)
    with django_assert_num_queries(len(klein)):
        client.get(plan.get_absolute_url())


def test_a_second_intake_shows_growth_beside_the_first(client: Client, afgerond: Intake, coach: Gebruiker) -> None:
    tweede = intake_acties.start_intake(afgerond.leerder, door=coach)
    from intake.weergave import maak_scherm

    while (vraag := maak_scherm(tweede).vraag) is not None:
        score = "zelfstandig" if vraag.niveau in ("starter", "instroom") else "niet"
        intake_acties.beantwoord(tweede, vraag.code, score, door=coach)
    intake_acties.rond_af(tweede, door=coach)
    pagina = client.get(afgerond.leerder.get_absolute_url())
    assert [groei.in_woorden for groei in pagina.context["groei"]] == ["1 trede omhoog"] * 5

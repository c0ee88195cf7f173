"""The intake page by page, as a coach does it: answer, go on, come back, two at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake import leerdertaal
from intake.actions import intake as acties
from intake.actions import toestemming as toestemming_acties
from intake.choices import Doel, IntakeStatus
from intake.fouten import AntwoordBotst
from intake.models import Antwoord, Intake
from intake.weergave import maak_scherm
from netwerk.kern.models import Gebruiker
from tests.fabrieken import lid

Als = Callable[[Gebruiker], Client]


@pytest.fixture
def client(client_als: Als, coach: Gebruiker) -> Client:
    return client_als(coach)


def geef(client: Client, intake: Intake, vraag: str, score: str, **extra: str):
    return client.post(
        reverse("intake:antwoord", args=[intake.pk]), {"vraag": vraag, "score": score, **extra}, follow=True
    )


def nu(client: Client, intake: Intake) -> str:
    """Code of the question on the page."""
    return client.get(intake.get_absolute_url()).context["scherm"].vraag.code


def test_a_whole_intake_without_javascript(client: Client, intake: Intake) -> None:
    for _ in range(60):
        scherm = client.get(intake.get_absolute_url()).context["scherm"]
        if scherm.klaar:
            break
        geef(client, intake, scherm.vraag.code, "zelfstandig" if scherm.vraag.trede < 2 else "niet")
    assert scherm.klaar
    assert "Alle onderdelen zijn klaar" in scherm.voortgang
    client.post(reverse("intake:leervraag_wijzigen", args=[intake.pk]), {"stap": "erbij:gezondheid-afspraak-huisarts"})
    antwoord = client.post(reverse("intake:afronden", args=[intake.pk]), follow=True)
    assert antwoord.redirect_chain[-1][0] == reverse("intake:resultaat", args=[intake.pk])
    assert {rij.niveau for rij in intake.domeinniveaus.all()} == {2}
    tekst = antwoord.content.decode()
    assert "afspraak maken bij de huisarts" in tekst
    assert tekst.count("Kan al:") == tekst.count("Leert nu:") == 5


def test_resumes_at_the_same_question_on_another_device(
    client: Client, client_als: Als, coach: Gebruiker, intake: Intake
) -> None:
    geef(client, intake, nu(client, intake), "zelfstandig")
    daarna = nu(client, intake)
    assert nu(client_als(coach), intake) == daarna
    assert intake.antwoorden.count() == 1


def test_pressing_twice_is_one_answer(client: Client, intake: Intake) -> None:
    vraag = nu(client, intake)
    geef(client, intake, vraag, "met_hulp", eerder="")
    antwoord = geef(client, intake, vraag, "met_hulp", eerder="")
    assert antwoord.status_code == 200
    assert list(intake.antwoorden.values_list("vraag", "score")) == [(vraag, "met_hulp")]


def test_a_stale_page_does_not_overwrite_but_shows_both(
    client: Client, client_als: Als, coach: Gebruiker, intake: Intake
) -> None:
    """Two coaches have the same question open; the second one's other answer must not win silently."""
    collega = lid("coach", organisatie=intake.organisatie, naam="Joost")
    vraag = nu(client, intake)
    geef(client_als(collega), intake, vraag, "zelfstandig")
    botsing = geef(client, intake, vraag, "niet", eerder="")
    assert botsing.status_code == 422
    tekst = botsing.content.decode()
    assert "Joost" in tekst and "Zelf gedaan" in tekst and "Nog niet" in tekst
    assert intake.antwoorden.get().score == "zelfstandig"
    # Having seen it, the coach may choose the own answer.
    geef(client, intake, vraag, "niet", eerder="zelfstandig")
    assert intake.antwoorden.get().score == "niet"


def test_the_action_itself_refuses_a_stale_answer(intake: Intake, coach: Gebruiker) -> None:
    vraag = maak_scherm(intake).vraag.code
    acties.beantwoord(intake, vraag, "zelfstandig", door=coach)
    with pytest.raises(AntwoordBotst):
        acties.beantwoord(intake, vraag, "niet", door=coach)


def test_undo_takes_back_one_answer_however_often_pressed(client: Client, intake: Intake) -> None:
    eerste = nu(client, intake)
    geef(client, intake, eerste, "zelfstandig")
    tweede = nu(client, intake)
    geef(client, intake, tweede, "niet")
    url = reverse("intake:ongedaan", args=[intake.pk])
    client.post(url, {"vraag": tweede})
    client.post(url, {"vraag": tweede})
    assert list(intake.antwoorden.values_list("vraag", flat=True)) == [eerste]
    assert nu(client, intake) == tweede


def test_a_part_can_be_left_out_and_taken_back_as_a_whole(client: Client, intake: Intake) -> None:
    geef(client, intake, nu(client, intake), "zelfstandig")
    url = reverse("intake:overslaan", args=[intake.pk])
    client.post(url, {"domein": "ict"})
    assert nu(client, intake).startswith("veilig-")
    laatste = client.get(intake.get_absolute_url()).context["scherm"].laatste
    client.post(reverse("intake:ongedaan", args=[intake.pk]), {"vraag": laatste.vraag})
    assert intake.antwoorden.count() == 1 and nu(client, intake).startswith("ict-")
    for domein in ("ict", "veilig", "zoeken", "verwerken", "communiceren", "onzin"):
        client.post(url, {"domein": domein})
    assert client.get(intake.get_absolute_url()).context["scherm"].klaar
    acties.rond_af(intake, door=intake.coach)
    assert {rij.niveau for rij in intake.domeinniveaus.exclude(domein="ict")} == {None}  # unknown, never zero


def test_what_does_not_fit_is_shown_while_they_still_sit_together(client: Client, intake: Intake) -> None:
    for vraag in intake.vragenlijst.als_vragenlijst().vragen:
        goed = vraag.trede < 1 or (vraag.domein == "zoeken" and vraag.niveau != "instroom")
        acties.beantwoord(intake, vraag.code, "zelfstandig" if goed else "niet", door=intake.coach)
    scherm = client.get(intake.get_absolute_url()).context["scherm"]
    (tekst, vragen), *_ = scherm.tegenspraken
    pagina = client.get(intake.get_absolute_url()).content.decode()
    assert "nu u nog samen zit" in pagina and f"?vraag={vragen[0].code}" in pagina
    geef(client, intake, vragen[0].code, "zelfstandig", eerder="niet")
    acties.rond_af(intake, door=intake.coach)
    resultaat = client.get(reverse("intake:resultaat", args=[intake.pk])).content.decode()
    assert 'href="#niveau-zoeken"' in resultaat and 'id="niveau-zoeken"' in resultaat


def test_an_answer_can_be_changed_from_the_list(client: Client, intake: Intake) -> None:
    vraag = nu(client, intake)
    geef(client, intake, vraag, "niet")
    pagina = client.get(intake.get_absolute_url(), {"vraag": vraag})
    assert pagina.context["scherm"].eerder == "niet"
    geef(client, intake, vraag, "zelfstandig", eerder="niet")
    assert intake.antwoorden.get().score == "zelfstandig"


@pytest.mark.parametrize(("vraag", "score"), [("bestaat-niet", "niet"), ("ict-starter-1", "geweldig"), ("", "")])
def test_made_up_answers_are_refused_with_a_message(client: Client, intake: Intake, vraag: str, score: str) -> None:
    antwoord = geef(client, intake, vraag, score)
    assert antwoord.status_code == 200
    assert "hoort niet bij deze intake" in antwoord.content.decode()
    assert not intake.antwoorden.exists()


def test_consent_withdrawn_halfway_stops_the_intake(client: Client, intake: Intake, coach: Gebruiker) -> None:
    vraag = nu(client, intake)
    toestemming_acties.trek_toestemming_in(intake.leerder, Doel.DOSSIER, door=coach)
    antwoord = geef(client, intake, vraag, "niet")
    assert "gestopt" in antwoord.content.decode()
    assert antwoord.redirect_chain[-1][0] == intake.leerder.get_absolute_url()
    assert not intake.antwoorden.exists()
    intake.refresh_from_db()
    assert intake.status == IntakeStatus.GESTOPT


def test_an_answer_after_the_end_is_refused(client: Client, afgerond: Intake) -> None:
    voor = afgerond.antwoorden.count()
    antwoord = geef(client, afgerond, "ict-basis2-3", "zelfstandig")
    assert "al afgerond" in antwoord.content.decode()
    assert afgerond.antwoorden.count() == voor


def test_starting_twice_gives_the_same_intake(client: Client, leerder) -> None:
    url = reverse("intake:intake_start", args=[leerder.pk])
    eerste, tweede = client.post(url), client.post(url)
    assert eerste.url == tweede.url
    assert leerder.intakes.count() == 1


def test_the_answer_page_has_a_fixed_number_of_queries(
    client: Client, intake: Intake, coach: Gebruiker, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    url = reverse("intake:antwoord", args=[intake.pk])
    # The questionnaire is parsed once per process, and the read is logged once per sitting.
    client.get(intake.get_absolute_url())
    with django_assert_max_num_queries(9) as eerst:
        client.get(intake.get_absolute_url())
    lijst = intake.vragenlijst.als_vragenlijst()
    for vraag in lijst.vragen[:40]:
        Antwoord.objects.create(
            intake=intake, organisatie_id=intake.organisatie_id, vraag=vraag.code, score="niet", door=coach,
            gegeven_op=timezone.now(),
        )  # fmt: skip
    with django_assert_num_queries(len(eerst)):
        client.get(intake.get_absolute_url())
    vrij = next(v.code for v in lijst.vragen[40:])
    with django_assert_max_num_queries(14):
        client.post(url, {"vraag": vrij, "score": "niet"})


# --- the learner's side ---------------------------------------------------------------------------------------------
def test_the_learners_side_speaks_the_language_and_its_direction(client: Client, intake: Intake) -> None:
    client.post(reverse("intake:taal", args=[intake.pk]), {"taal": "ar"})
    pagina = client.get(reverse("intake:scherm", args=[intake.pk]))
    tekst = pagina.content.decode()
    assert 'lang="ar" dir="rtl"' in tekst
    assert "نعم، أستطيع ذلك" in tekst
    assert pagina.context["zin"] in tekst
    assert "hoofdnav" not in tekst


def test_an_unknown_language_changes_nothing(client: Client, intake: Intake) -> None:
    client.post(reverse("intake:taal", args=[intake.pk]), {"taal": "xx"})
    intake.refresh_from_db()
    assert intake.taal == "nl"


def test_answering_on_the_learners_side_stays_there(client: Client, intake: Intake) -> None:
    antwoord = geef(client, intake, nu(client, intake), "zelfstandig", kant="leerder")
    assert antwoord.redirect_chain[-1][0] == reverse("intake:scherm", args=[intake.pk])


# --- learning needs -------------------------------------------------------------------------------------------------
def test_choose_order_and_drop_needs(client: Client, intake: Intake) -> None:
    url = reverse("intake:leervraag_wijzigen", args=[intake.pk])
    for stap in (
        "erbij:email-lezen", "erbij:reizen-reis-plannen", "erbij:email-lezen", "omhoog:reizen-reis-plannen",
        "omhoog:reizen-reis-plannen", "erbij:bestaat-niet", "erbij:email",
    ):  # fmt: skip
        client.post(url, {"stap": stap})
    intake.refresh_from_db()
    assert intake.leervragen == ["reizen-reis-plannen", "email-lezen"]
    client.post(url, {"stap": "weg:email-lezen"})
    intake.refresh_from_db()
    assert intake.leervragen == ["reizen-reis-plannen"]


def test_two_devices_add_to_the_same_list(client: Client, client_als: Als, coach: Gebruiker, intake: Intake) -> None:
    url = reverse("intake:leervraag_wijzigen", args=[intake.pk])
    ander = client_als(coach)
    client.get(reverse("intake:leervragen", args=[intake.pk]))
    ander.post(url, {"stap": "erbij:email-lezen"})
    client.post(url, {"stap": "erbij:reizen-reis-plannen"})
    intake.refresh_from_db()
    assert intake.leervragen == ["email-lezen", "reizen-reis-plannen"]


def test_own_words_find_needs_and_refuse_a_bsn(client: Client, intake: Intake) -> None:
    pagina = client.get(reverse("intake:leervragen", args=[intake.pk]), {"q": "dokter bellen"})
    assert "gezondheid-beeldbellen-dokter" in [regel["vraag"].pk for regel in pagina.context["gevonden"]]
    # In the learner's own language too, by the labels in that language.
    acties.zet_taal(intake, "tr")
    pagina = client.get(reverse("intake:leervragen", args=[intake.pk]), {"q": leerdertaal.label("tr", "email-lezen")})
    assert pagina.context["gevonden"][0]["vraag"].pk == "email-lezen"
    assert leerdertaal.leerdertaal("tr").plan["wens"] in pagina.content.decode()
    url = reverse("intake:leervraag_wijzigen", args=[intake.pk])
    antwoord = client.post(url, {"woorden": "mijn nummer is 111222333"}, follow=True)
    assert "burgerservicenummer" in antwoord.content.decode()
    intake.refresh_from_db()
    assert intake.eigen_woorden == ""


# --- one small answer at a time ---------------------------------------------------------------------------------------
HTMX = {"HX-Request": "true", "HX-Target": "vraagpaneel"}


@pytest.mark.parametrize("kant", ["", "leerder"])
def test_an_answer_over_htmx_brings_only_the_next_question_in_a_fixed_number_of_queries(
    client: Client, intake: Intake, coach: Gebruiker, django_assert_max_num_queries, kant: str
) -> None:
    """On a hotspot: one round trip and a few kB, however far the intake is."""
    url = reverse("intake:antwoord", args=[intake.pk])
    for _ in range(20):
        vraag = maak_scherm(intake).vraag
        if vraag is None:
            break
        with django_assert_max_num_queries(18):
            antwoord = client.post(url, {"vraag": vraag.code, "score": "met_hulp", "kant": kant}, headers=HTMX)
        assert antwoord.status_code == 200
        assert len(antwoord.content) < 10_000
        tekst = antwoord.content.decode()
        assert tekst.count('id="vraagpaneel"') == 1 and "<html" not in tekst
        assert ("leerdervlak" in tekst) == bool(kant)
        assert "HX-Request" in antwoord["Vary"]
    assert intake.antwoorden.count() >= 10


def test_what_went_wrong_is_not_lost_in_a_swap(
    client: Client, client_als: Als, intake: Intake, coach: Gebruiker
) -> None:
    vraag = nu(client, intake)
    toestemming_acties.trek_toestemming_in(intake.leerder, Doel.DOSSIER, door=coach)
    antwoord = client.post(
        reverse("intake:antwoord", args=[intake.pk]), {"vraag": vraag, "score": "niet"}, headers=HTMX
    )
    assert antwoord["HX-Redirect"] == intake.leerder.get_absolute_url()
    assert "gestopt" in client.get(antwoord["HX-Redirect"]).content.decode()
    # The page that stood open and only looks again goes along too.
    assert client.get(intake.get_absolute_url(), headers=HTMX)["HX-Redirect"] == intake.leerder.get_absolute_url()

"""Answers given without a connection: stored once, in any order, and never over somebody else's."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.actions import intake as acties
from intake.actions.toestemming import trek_toestemming_in
from intake.choices import Doel
from intake.models import Intake, Ontvangst
from netwerk.kern.models import Gebruiker
from tests.fabrieken import lid

#: Fixed, since they stand in the names of parametrized tests: every xdist worker must collect the same names.
TABLET, LAPTOP = "f09aa3ac-dd6b-42da-9cec-3e0d450a6cd9", "0b7c2f5e-5a0e-4b57-9d0c-2f6f3f2f8a11"


@pytest.fixture
def client(client_als, coach: Gebruiker) -> Client:
    return client_als(coach)


def stuur(client: Client, intake: Intake, *regels: Any, apparaat: str = TABLET) -> Any:
    """Post (number, item, score[, earlier score[, milliseconds]]) as the page does."""
    namen = ("nummer", "vraag", "score", "eerder", "op")
    return client.post(
        reverse("intake:bundel", args=[intake.pk]),
        json.dumps({"apparaat": apparaat, "regels": [dict(zip(namen, regel, strict=False)) for regel in regels]}),
        content_type="application/json",
    )


def scores(intake: Intake) -> dict[str, str]:
    return Intake.objects.get(pk=intake.pk).antwoorden_als_dict


def test_a_batch_is_stored_and_sending_it_twice_changes_nothing(client: Client, intake: Intake) -> None:
    regels = [(1, "ict-starter-1", "zelfstandig"), (2, "ict-starter-2", "met_hulp"), (3, "ict-instroom-1", "niet")]
    eerste = stuur(client, intake, *regels).json()
    assert eerste == {"bevestigd": [1, 2, 3], "botsingen": [], "geweigerd": []}
    voor = list(intake.antwoorden.values())
    assert stuur(client, intake, *regels).json() == eerste
    assert list(intake.antwoorden.values()) == voor and len(voor) == 3
    assert Ontvangst.objects.filter(intake=intake).count() == 3


def test_a_resend_does_not_undo_what_a_colleague_put_right_in_between(client: Client, intake: Intake, coach) -> None:
    stuur(client, intake, (1, "ict-starter-1", "niet"))
    acties.beantwoord(intake, "ict-starter-1", "zelfstandig", door=coach, eerder="niet")
    weer = stuur(client, intake, (1, "ict-starter-1", "niet")).json()
    assert weer == {"bevestigd": [1], "botsingen": [], "geweigerd": []}
    assert scores(intake) == {"ict-starter-1": "zelfstandig"}


def test_two_devices_the_second_is_told_and_nothing_changes_until_it_decides(client: Client, intake: Intake) -> None:
    stuur(client, intake, (1, "ict-starter-1", "niet"), (2, "ict-starter-2", "niet"))
    botst = stuur(
        client, intake, (1, "ict-starter-1", "zelfstandig"), (2, "ict-starter-2", "niet"), apparaat=LAPTOP
    ).json()
    assert botst["bevestigd"] == [2]  # the same answer twice is one answer
    [een] = botst["botsingen"]
    assert (een["nummer"], een["staand"], een["gekozen"], een["door"]) == (1, "niet", "Zelf gedaan", "Samira")
    assert scores(intake)["ict-starter-1"] == "niet"
    # not decided yet: it comes back as long as it is sent
    assert stuur(client, intake, (1, "ict-starter-1", "zelfstandig"), apparaat=LAPTOP).json()["botsingen"]
    keus = stuur(client, intake, (3, "ict-starter-1", "zelfstandig", "niet"), apparaat=LAPTOP).json()
    assert keus["bevestigd"] == [3] and scores(intake)["ict-starter-1"] == "zelfstandig"


def test_an_item_of_another_version_is_refused_and_the_rest_is_kept(client: Client, intake: Intake) -> None:
    uit = stuur(client, intake, (1, "bestaat-niet", "niet"), (2, "ict-starter-1", "goed"), (3, "ict-starter-2", "niet"))
    assert uit.json() == {"bevestigd": [3], "botsingen": [], "geweigerd": [1, 2]}
    assert scores(intake) == {"ict-starter-2": "niet"}


def test_the_devices_clock_is_believed_only_between_the_start_and_now(client: Client, intake: Intake) -> None:
    nu, start = timezone.now(), intake.gestart_op
    toen = start + (nu - start) / 2

    def ms(moment: datetime) -> int:
        return int(moment.timestamp() * 1000)

    stuur(
        client, intake, (1, "ict-starter-1", "niet", "", ms(nu - timedelta(days=400))),
        (2, "ict-starter-2", "niet", "", ms(nu + timedelta(days=400))), (3, "ict-starter-3", "niet", "", ms(toen)),
    )  # fmt: skip
    op = dict(intake.antwoorden.values_list("vraag", "gegeven_op"))
    assert op["ict-starter-1"] == start and nu <= op["ict-starter-2"] <= timezone.now()
    assert start <= op["ict-starter-3"] <= nu


def test_a_finished_intake_takes_nothing_and_says_so(client: Client, afgerond: Intake) -> None:
    uit = stuur(client, afgerond, (1, "ict-starter-1", "met_hulp"))
    assert uit.status_code == 409 and "afgerond" in uit.json()["melding"]


def test_after_consent_was_withdrawn_the_device_must_forget(client: Client, intake: Intake, coach: Gebruiker) -> None:
    trek_toestemming_in(intake.leerder, Doel.DOSSIER, door=coach)
    uit = stuur(client, intake, (1, "ict-starter-1", "niet"))
    assert uit.status_code == 410 and "ingetrokken" in uit.json()["melding"]
    assert scores(intake) == {}


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", '{"apparaat": "x", "regels": []}', f'{{"apparaat": "{TABLET}", "regels": [1]}}',
        f'{{"apparaat": "{TABLET}", "regels": [{{"nummer": -1, "vraag": "a", "score": "b"}}]}}',
        f'{{"apparaat": "{TABLET}", "regels": {json.dumps([{"nummer": 1, "vraag": "a", "score": "b"}] * 301)}}}',
    ],
)  # fmt: skip
def test_what_our_page_never_sends_is_refused(client: Client, intake: Intake, body: str) -> None:
    uit = client.post(reverse("intake:bundel", args=[intake.pk]), body, content_type="application/json")
    assert uit.status_code == 400 and uit.json()["melding"]
    assert scores(intake) == {}


def test_a_strangers_batch_is_404(client_als, intake: Intake) -> None:
    assert stuur(client_als(lid("coach")), intake, (1, "ict-starter-1", "niet")).status_code == 404
    assert scores(intake) == {}


def test_a_batch_takes_a_fixed_number_of_queries(
    client: Client, intake: Intake, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    codes = [v.code for v in intake.vragenlijst.als_vragenlijst().vragen]
    stuur(client, intake, (100, codes[-1], "niet"))
    with django_assert_max_num_queries(16) as klein:
        stuur(client, intake, (1, codes[0], "niet"))
    with django_assert_num_queries(len(klein)):
        stuur(client, intake, *((2 + nr, code, "niet") for nr, code in enumerate(codes[1:40])))
    assert len(scores(intake)) == 41


def test_the_questions_travel_ahead_without_anything_about_the_person(
    client: Client, intake: Intake, django_assert_max_num_queries
) -> None:
    client.post(reverse("intake:taal", args=[intake.pk]), {"taal": "ti"})
    with django_assert_max_num_queries(10):
        antwoord = client.get(reverse("intake:vooruit", args=[intake.pk]))
    pakket = antwoord.json()
    assert pakket["sleutel"] == "1-ti" and len(pakket["vragen"]) >= 60
    assert all(v["zin"] != v["tekst"] for v in pakket["vragen"])
    assert intake.leerder.voornaam not in antwoord.content.decode()


def test_nothing_ahead_of_an_intake_that_is_finished(client: Client, afgerond: Intake) -> None:
    assert client.get(reverse("intake:vooruit", args=[afgerond.pk])).status_code == 404

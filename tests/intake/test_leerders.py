"""The coach's list and a learner's file: who sees it, what is refused, what withdrawing and erasing do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aanbod import actions as aanbod_acties
from intake.actions import intake as intake_acties
from intake.actions import leerder as leerder_acties
from intake.actions import plan as plan_acties
from intake.choices import Doel
from intake.forms import LeerderFormulier
from intake.models import Antwoord, Domeinniveau, Intake, Leerder, Leerplan, Stap, Toestemming
from intake.vandaag import wacht_op
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebeurtenis, Gebruiker
from tests.aanbod.fabrieken import maak_aanbod
from tests.fabrieken import lid, pc4

Als = Callable[[Gebruiker], Client]


@pytest.fixture
def client(client_als: Als, coach: Gebruiker) -> Client:
    return client_als(coach)


# --- new learner, person --------------------------------------------------------------------------------------------
def test_a_first_name_and_consent_make_a_file(client: Client) -> None:
    url = reverse("intake:leerder_nieuw") + "?taal=tr"
    pagina = client.get(url)
    assert "yazabilir miyiz" in pagina.content.decode()
    sleutel = str(pagina.context["form"]["sleutel"].value())
    gegevens = {"voornaam": "Ayşe", "doelen": ["dossier", "cijfers"], "sleutel": sleutel}
    eerste, tweede = client.post(url, gegevens), client.post(url, gegevens)
    leerder = Leerder.objects.get(voornaam="Ayşe")  # pressing twice made one
    assert eerste.url == tweede.url == reverse("intake:leerder_gegevens", args=[leerder.pk])
    assert leerder.talen == ["tr"]
    assert {(t.doel, t.taal) for t in leerder.toestemmingen.all()} == {("dossier", "tr"), ("cijfers", "tr")}


def test_without_consent_for_the_file_nothing_is_written(client: Client) -> None:
    antwoord = client.post(reverse("intake:leerder_nieuw"), {"voornaam": "Ria", "doelen": ["cijfers"]})
    assert antwoord.status_code == 422
    assert "Zonder toestemming" in antwoord.content.decode()
    assert not Leerder.objects.exists()


def test_another_language_keeps_what_was_typed(client: Client) -> None:
    url = reverse("intake:leerder_nieuw")
    getypt = {"voornaam": "Emine", "doelen": ["dossier"], "kies_taal": "tr"}
    antwoord = client.post(url, getypt)
    assert antwoord.status_code == 200 and not Leerder.objects.exists()
    pagina = antwoord.content.decode()
    assert antwoord.context["taal"].code == "tr" and 'value="Emine"' in pagina
    assert [t["aan"] for t in antwoord.context["toestemmingen"]].count(True) == 1
    # The form that came back is sent in that language.
    client.post(
        url,
        {
            "voornaam": "Emine",
            "doelen": ["dossier"],
            "taal": "tr",
            "sleutel": antwoord.context["form"]["sleutel"].value(),
        },
    )
    assert set(Leerder.objects.get().toestemmingen.values_list("taal", flat=True)) == {"tr"}


@pytest.mark.parametrize(
    ("jaar", "deel"),
    [(57, "vier cijfers"), (1850, "Klopt het jaar"), (2031, "moet nog komen"), (2019, "16 jaar en ouder")],
)
def test_impossible_birth_years(leerder: Leerder, jaar: int, deel: str) -> None:
    form = LeerderFormulier({"voornaam": "Emine", "geboortejaar": jaar, "versie": leerder.versie}, instance=leerder)
    assert not form.is_valid()
    assert deel in form.errors["geboortejaar"][0]


def test_bad_input_keeps_what_was_typed_and_says_where(client: Client, leerder: Leerder) -> None:
    antwoord = client.post(
        reverse("intake:leerder_gegevens", args=[leerder.pk]),
        {
            "voornaam": "Emine", "versie": leerder.versie, "pc4": "9999", "geboortejaar": "abc",
            "werkte_eerder": "mijn bsn is 111222333", "dagdelen": ["ma-ochtend"],
        },
    )  # fmt: skip
    assert antwoord.status_code == 422
    fouten = antwoord.context["form"].errors
    assert set(fouten) == {"pc4", "geboortejaar", "werkte_eerder"}
    tekst = antwoord.content.decode()
    assert "ligt niet in het gebied" in tekst and "burgerservicenummer" in tekst
    assert 'value="ma-ochtend" checked' in tekst
    leerder.refresh_from_db()
    assert leerder.dagdelen == []


def test_a_stale_form_does_not_overwrite(client: Client, leerder: Leerder) -> None:
    url, oud = reverse("intake:leerder_gegevens", args=[leerder.pk]), leerder.versie
    client.post(url, {"voornaam": "Emine", "contact": "06 12345678", "versie": oud})
    antwoord = client.post(url, {"voornaam": "Emine", "contact": "via haar zus", "versie": oud})
    assert antwoord.status_code == 422 and "U hebt dit intussen zelf" in antwoord.content.decode()
    leerder.refresh_from_db()
    assert leerder.contact == "06 12345678"


# --- list -----------------------------------------------------------------------------------------------------------
def test_the_list_filters_and_pages_in_a_fixed_number_of_queries(
    client: Client, maak_leerder, coach: Gebruiker, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    stil = maak_leerder("Stil")
    Leerder.objects.filter(pk=stil.pk).update(laatste_contact=timezone.localdate() - timedelta(days=31))
    bezig = maak_leerder("Bezig")
    intake_acties.start_intake(bezig, door=coach)
    url = reverse("intake:leerders")
    with django_assert_max_num_queries(12) as klein:
        client.get(url)
    Leerder.objects.bulk_create(
        Leerder(organisatie_id=stil.organisatie_id, voornaam=f"Leerder {nummer:03}") for nummer in range(200)
    )
    with django_assert_num_queries(len(klein)):
        pagina = client.get(url)
    assert pagina.context["page_obj"].paginator.count == 202
    assert len(pagina.context["regels"]) == 25

    def namen(**vraag: str) -> list[str]:
        return [regel["leerder"].voornaam for regel in client.get(url, vraag).context["regels"]]

    assert namen(stand="stil") == ["Stil"]
    assert namen(stand="intake") == ["Bezig"]
    # Who was silent longest stands first; without consent a file waits to be erased, whatever else.
    assert namen(stand="wacht")[0] == "Stil"
    assert len(namen(stand="wissen")) == 25 and "Bezig" not in namen(stand="nieuw")
    assert set(namen(van="mij")) == {"Stil", "Bezig"}
    # Nobody's, or of somebody who left: those wait for everybody.
    weg = lid("coach", organisatie=stil.organisatie, naam="Weg")
    leerder_acties.draag_over(bezig, naar=weg, door=coach)
    assert namen(van=str(weg.pk)) == ["Bezig"] and namen(van="niemand", q="ez") == []
    Gebruiker.objects.filter(pk=weg.pk).update(is_active=False)
    assert namen(van="niemand", q="ez") == ["Bezig"] and namen(van=str(weg.pk), q="til") == ["Stil"]  # no such choice
    assert "Maak de intake van Bezig af" in [punt.titel for punt in wacht_op(coach)]
    Leerder.objects.filter(pk=stil.pk).update(contact="06 1234 5678", pc4=pc4("1024"))
    assert namen(q="1234") == namen(q="1024") == ["Stil"]
    assert namen(q="er 19") == [f"Leerder {nummer}" for nummer in range(190, 200)]
    assert len(namen(stand="onzin", page="999")) == 2  # the last page of everybody


def test_a_call_without_any_change_ends_the_silence(client: Client, leerder: Leerder, coach: Gebruiker) -> None:
    Leerder.objects.filter(pk=leerder.pk).update(laatste_contact=timezone.localdate() - timedelta(days=40))
    assert "Bel Emine" in [punt.titel for punt in wacht_op(coach)]
    knop = reverse("intake:leerder_contact", args=[leerder.pk])
    assert knop in client.get(leerder.get_absolute_url()).content.decode()
    for _ in range(2):
        client.post(knop)
    assert "Bel Emine" not in [punt.titel for punt in wacht_op(coach)]
    assert Gebeurtenis.objects.over(leerder).filter(soort="leerder:gesproken").count() == 1
    pagina = client.get(leerder.get_absolute_url()).content.decode()
    assert "Gesproken" in pagina and knop not in pagina


def test_archive_and_back(client: Client, leerder: Leerder) -> None:
    url = reverse("intake:leerder_archief", args=[leerder.pk])
    client.post(url)
    assert not client.get(reverse("intake:leerders")).context["regels"]
    assert len(client.get(reverse("intake:leerders"), {"stand": "archief"}).context["regels"]) == 1
    client.post(url, {"terug": "ja"})
    assert len(client.get(reverse("intake:leerders")).context["regels"]) == 1


# --- who sees it ----------------------------------------------------------------------------------------------------
def adressen(afgerond: Intake, stap: Stap) -> dict[str, str]:
    """Every address with an object, by name."""
    van = {
        "leerder": afgerond.leerder_id, "leerder_gegevens": afgerond.leerder_id, "toestemming": afgerond.leerder_id,
        "leerder_contact": afgerond.leerder_id, "leerder_archief": afgerond.leerder_id,
        "leerder_overdragen": afgerond.leerder_id,
        "leerder_export": afgerond.leerder_id, "leerder_pdf": afgerond.leerder_id,
        "leerder_wissen": afgerond.leerder_id,
        "intake_start": afgerond.leerder_id, "plan": stap.plan_id, "plan_pdf": stap.plan_id, "afdruk": stap.plan_id,
        "stap_nieuw": stap.plan_id, "zelf_zoeken": stap.plan_id,
        "doel": stap.plan_id, "stap": stap.pk, "stap_verplaatsen": stap.pk, "stap_status": stap.pk,
        "doorverwijzen": stap.pk, "hulp_vragen": stap.pk,
    }  # fmt: skip
    van |= dict.fromkeys(
        ("intake", "vooruit", "bundel", "antwoord", "ongedaan", "overslaan", "scherm", "taal", "leervragen",
         "leervraag_wijzigen", "afronden", "resultaat", "advies_vernieuwen", "in_plan", "regelen", "plan_maken"),
        afgerond.pk,
    )  # fmt: skip
    urls = {naam: reverse(f"intake:{naam}", args=[pk]) for naam, pk in van.items()}
    return urls | {"bijstellen": reverse("intake:bijstellen", args=[afgerond.pk, "ict"])}


@pytest.mark.parametrize("rol", ["coach", "coordinator", "beheerder", "regie", "curator"])
def test_a_stranger_gets_404_everywhere(client_als: Als, afgerond: Intake, stap: Stap, rol: str) -> None:
    vreemd = client_als(lid(rol))
    from intake.urls import urlpatterns

    urls = adressen(afgerond, stap)
    assert set(urls) == {p.name for p in urlpatterns} - {"leerders", "leerder_nieuw", "instellingen", "overdragen"}
    for naam, url in urls.items():
        assert vreemd.get(url).status_code in (404, 405), naam
        assert vreemd.post(url).status_code in (404, 405), naam
    assert Leerder.objects.filter(pk=afgerond.leerder_id).exists()


def test_somebody_of_the_same_organisation_who_is_no_coach_sees_nothing(client_als: Als, afgerond: Intake) -> None:
    collega = lid("coordinator", organisatie=afgerond.organisatie)
    assert client_als(collega).get(afgerond.leerder.get_absolute_url()).status_code == 404
    assert client_als(collega).get(reverse("intake:leerders")).status_code == 404


@pytest.mark.parametrize("model", [Leerder, Toestemming, Intake, Antwoord, Domeinniveau, Leerplan, Stap])
def test_the_database_itself_shows_nothing_outside_the_scope(afgerond: Intake, stap: Stap, model) -> None:
    assert model.objects.exists()
    with bereik([]):
        assert not model.objects.exists()
    with bereik([lid("coach").organisatie_ids[0]]):
        assert not model.objects.exists()
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Leerder.objects.create(organisatie=afgerond.organisatie, voornaam="Indringer")
    with bereik([afgerond.organisatie_id]):
        assert model.objects.exists()


def test_every_read_is_logged(client: Client, leerder: Leerder, coach: Gebruiker) -> None:
    client.get(leerder.get_absolute_url())
    regel = Gebeurtenis.objects.over(leerder).filter(soort="ingezien").get()
    assert regel.door == coach and regel.gegevens == {"wat": "dossier"}


def test_the_learners_page_has_a_fixed_number_of_queries(
    client: Client, afgerond: Intake, stap: Stap, coach: Gebruiker, django_assert_num_queries,
    django_assert_max_num_queries,
) -> None:  # fmt: skip
    url = afgerond.leerder.get_absolute_url()
    with django_assert_max_num_queries(22) as klein:
        client.get(url)
    Stap.objects.bulk_create(
        Stap(plan=stap.plan, organisatie_id=stap.organisatie_id, volgorde=n, soort="notitie", titel=f"Stap {n}")
        for n in range(2, 30)
    )
    with django_assert_num_queries(len(klein)):
        client.get(url)


# --- consent, copy, erase -------------------------------------------------------------------------------------------
def test_withdrawing_is_asked_once_more_and_shows_the_effect(client: Client, leerder: Leerder) -> None:
    url = reverse("intake:toestemming", args=[leerder.pk])
    over = [Doel.DOSSIER, Doel.CIJFERS]
    vraag = client.post(url, {"doelen": over})
    assert "trekken wij open aanmeldingen in" in vraag.content.decode()
    assert leerder.toestemmingen.filter(ingetrokken_op__isnull=True).count() == 4
    client.post(url, {"doelen": over, "zeker": "ja"})
    staand = set(leerder.toestemmingen.filter(ingetrokken_op__isnull=True).values_list("doel", flat=True))
    assert staand == set(over)


def test_withdrawing_the_file_leads_to_erasing(client: Client, leerder: Leerder) -> None:
    antwoord = client.post(reverse("intake:toestemming", args=[leerder.pk]), {"zeker": "ja"})
    assert antwoord.url == reverse("intake:leerder_wissen", args=[leerder.pk])
    assert "We mogen deze gegevens niet meer gebruiken" in client.get(leerder.get_absolute_url()).content.decode()
    assert client.post(reverse("intake:intake_start", args=[leerder.pk]), follow=True).status_code == 200
    assert not leerder.intakes.exists()


def test_erase_says_what_stays_and_leaves_no_name(client: Client, afgerond: Intake, stap: Stap) -> None:
    leerder = afgerond.leerder
    url = reverse("intake:leerder_wissen", args=[leerder.pk])
    assert "Wat blijft" in client.get(url).content.decode()
    assert Leerder.objects.filter(pk=leerder.pk).exists()  # looking erases nothing
    client.post(url)
    for model in (Leerder, Toestemming, Intake, Antwoord, Domeinniveau, Leerplan, Stap):
        assert not model.objects.exists(), model
    log = Gebeurtenis.objects.over(leerder)
    assert log.filter(soort="leerder:gewist").count() == 1
    assert leerder.voornaam not in json.dumps([regel.gegevens for regel in log])


def test_export_holds_everything_of_this_person_only(
    client: Client, maak_leerder, afgerond: Intake, stap: Stap, coach: Gebruiker
) -> None:
    maak_leerder("Iemand anders")
    antwoord = client.get(reverse("intake:leerder_export", args=[afgerond.leerder_id]))
    assert "attachment" in antwoord["Content-Disposition"]
    gegevens = json.loads(antwoord.content)
    assert gegevens["leerder"]["voornaam"] == "Emine"
    assert len(gegevens["intakes"][0]["antwoorden"]) == afgerond.antwoorden.count()
    assert gegevens["intakes"][0]["antwoorden"][0]["tekst"]
    assert gegevens["plannen"][0]["stappen"][0]["titel"] == stap.titel
    assert {t["doel"] for t in gegevens["toestemmingen"]} == set(Doel.values)
    assert b"Iemand anders" not in antwoord.content
    # To whom a card went, and what stood on it: until it is erased there.
    les = maak_aanbod(["email-lezen"])
    deze = plan_acties.voeg_stap_toe(stap.plan, door=coach, soort="aanbod", titel=les.naam, aanbod=les)
    deze = plan_acties.verwijs_door(deze, boodschap="", toelichting="Komt met de fiets.", door=coach)

    def gedeeld() -> dict[str, Any]:
        stappen = client.get(reverse("intake:leerder_export", args=[afgerond.leerder_id])).json()["plannen"][0][
            "stappen"
        ]
        return next(s["gedeeld"] for s in stappen if "gedeeld" in s)

    assert gedeeld()["met"] == str(les.organisatie) and "met de fiets" in gedeeld()["kaart"]["toelichting"]
    assert client.get(reverse("intake:leerder_pdf", args=[afgerond.leerder_id])).status_code == 200
    aanbod_acties.trek_in(doorverwijzing=deze.doorverwijzing, door=coach)
    assert gedeeld()["kaart"] == {} and gedeeld()["kaart_gewist_op"]


def test_hand_over_to_a_coach_of_the_same_organisation_only(client: Client, leerder: Leerder) -> None:
    collega, vreemd = lid("coach", organisatie=leerder.organisatie, naam="Joost"), lid("coach")
    url = reverse("intake:leerder_overdragen", args=[leerder.pk])
    assert client.post(url, {"naar": vreemd.pk}).status_code == 422
    client.post(url, {"naar": collega.pk})
    leerder.refresh_from_db()
    assert leerder.coach == collega


def test_all_learners_of_a_coach_who_leaves_go_to_a_colleague_at_once(
    client: Client, leerder: Leerder, maak_leerder, coach: Gebruiker
) -> None:
    weg = lid("coach", organisatie=leerder.organisatie, naam="Weg")
    joost = lid("coach", organisatie=leerder.organisatie, naam="Joost")
    blijft, archief, elders = maak_leerder("Blijft"), maak_leerder("Archief"), maak_leerder("Elders", door=lid("coach"))
    for wie in (leerder, archief):
        leerder_acties.draag_over(wie, naar=weg, door=coach)
    leerder_acties.archiveer(archief, door=coach)
    url = reverse("intake:overdragen") + f"?van={weg.pk}"
    assert url in client.get(reverse("intake:leerders"), {"van": weg.pk}).content.decode()
    assert "1 leerder" in client.get(url).content.decode()
    assert client.post(url, {"naar": elders.coach_id}).status_code == 422  # a stranger is no choice
    client.post(url, {"naar": joost.pk})
    coaches = dict(Leerder.objects.values_list("voornaam", "coach__naam"))
    assert coaches["Emine"] == "Joost" and coaches["Blijft"] == coach.naam and coaches["Archief"] == "Weg"
    assert coaches["Elders"] == elders.coach.naam
    assert "Emine is aan u overgedragen" in [punt.titel for punt in wacht_op(joost)]
    assert client.get(reverse("intake:overdragen"), {"van": "onzin"}).status_code == 404
    assert blijft.coach == coach


def test_a_learner_has_one_running_intake_in_the_database_too(intake: Intake) -> None:
    with pytest.raises(IntegrityError, match="intake_een_tegelijk"), transaction.atomic():
        Intake.objects.create(
            leerder=intake.leerder, organisatie_id=intake.organisatie_id, vragenlijst=intake.vragenlijst
        )
    assert connection.is_usable()


@pytest.fixture
def stap(afgerond: Intake, coach: Gebruiker) -> Stap:
    from intake.actions import plan as plan_acties

    plan = plan_acties.maak_plan(afgerond, door=coach)
    return plan_acties.voeg_stap_toe(plan, door=coach, soort="notitie", titel="Oefenen met de telefoon")

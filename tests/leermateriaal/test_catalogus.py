"""The catalogue with a database: loading, experiences and who may write them, scores, pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leermateriaal import actions
from leermateriaal.aanbevelen import adviseer
from leermateriaal.choices import Staat
from leermateriaal.inventaris import matrix, ververs_van
from leermateriaal.laden import laad
from leermateriaal.models import Celscore, Ervaring, Gemis, Inventarisatieoordeel, Materiaal, MateriaalMelding
from leermateriaal.scoretabel import ververs_alles
from leermateriaal.startcatalogus import Codes, lees
from leermateriaal.vandaag import wacht_op
from netwerk.kern.basisgegevens import lees_basisgegevens
from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Domein, Niveau
from netwerk.kern.models import Gebeurtenis, Gebruiker, Organisatie
from netwerk.kern.profiel import Zoekprofiel
from tests.fabrieken import OrganisatieFabriek, lid

pytestmark = pytest.mark.django_db
APP = "berichten-whatsapp-bericht"


def maak(titel: str = "Appen voor beginners", *, vragen: tuple[str, ...] = (APP,), **velden) -> Materiaal:
    basis = {"status": Staat.GEPUBLICEERD, "uitgever": "Uitgeverij", "omschrijving": "Leer appen.",
             "lezen_nodig": "weinig", "gecontroleerd_op": timezone.localdate(),
             "niveau_van": 0, "niveau_tot": 2, "vormen": ["groep"]}  # fmt: skip
    materiaal = Materiaal.objects.create(titel=titel, **{**basis, **velden})
    materiaal.leervragen.set(vragen)
    materiaal.talen.set(["nl"])
    actions.werk_zoekwoorden_bij(materiaal)
    ververs_van(materiaal)
    return materiaal


def ervaring(materiaal: Materiaal, door: Gebruiker, **velden) -> Ervaring:
    organisatie = velden.pop("organisatie", None) or Organisatie.objects.get(pk=door.organisatie_ids[0])
    basis = {"leervraag_id": APP, "niveau": 1, "vorm": "groep", "hoe": "goed", "op": timezone.localdate()}
    return Ervaring(materiaal=materiaal, organisatie=organisatie, door=door, **{**basis, **velden})


# --- Loading ---------------------------------------------------------------------------------------------------------


def test_loading_twice_changes_nothing_and_keeps_what_the_curator_changed() -> None:
    start = lees(Codes.uit(lees_basisgegevens()))[:6]
    start = tuple(replace(materiaal, bewerking_van="") for materiaal in start)
    assert laad(start).nieuw == 6
    assert laad(start).gelijk == 6
    gewijzigd = Materiaal.objects.get(startcode=start[0].code)
    gewijzigd.duur = "Drie lessen"
    gewijzigd.save()
    Materiaal.objects.filter(startcode=start[1].code).update(status=Staat.VEROUDERD)
    nieuw = tuple(replace(materiaal, omschrijving="Nieuwe tekst.") for materiaal in start)
    verslag = laad(nieuw)
    assert (verslag.behouden, verslag.bijgewerkt) == (1, 5)
    gewijzigd.refresh_from_db()
    assert (gewijzigd.duur, gewijzigd.omschrijving) == ("Drie lessen", start[0].omschrijving)
    tweede = Materiaal.objects.get(startcode=start[1].code)
    assert (tweede.omschrijving, tweede.status) == ("Nieuwe tekst.", Staat.VEROUDERD)


def test_the_whole_starter_catalogue_loads_with_its_adaptations() -> None:
    verslag = laad()
    assert verslag.nieuw == Materiaal.objects.gepubliceerd().count() >= 40
    bewerkt = Materiaal.objects.get(startcode="klik-en-tik-aan-de-knoppen")
    assert bewerkt.bewerking_van.startcode == "klik-en-tik"


# --- Experiences -----------------------------------------------------------------------------------------------------


def test_the_database_refuses_praise_of_ones_own(alles) -> None:
    coach = lid("coach")
    eigen = maak(uitgever_organisatie_id=coach.organisatie_ids[0])
    with pytest.raises(IntegrityError, match="eigen organisatie"), transaction.atomic():
        ervaring(eigen, coach).save()
    ander = OrganisatieFabriek()
    with pytest.raises(IntegrityError, match="eigen organisatie"), transaction.atomic():
        ervaring(eigen, coach, organisatie=ander).save()  # through another organisation neither
    with pytest.raises(actions.LeermateriaalFout, match="geeft dit materiaal zelf uit"):
        actions.deel_ervaring(ervaring(eigen, coach), door=coach)
    assert not Ervaring.objects.exists()
    vreemd = lid("coach")
    assert actions.deel_ervaring(ervaring(eigen, vreemd), door=vreemd).pk


def test_everybody_reads_an_experience_and_only_the_own_organisation_writes_it() -> None:
    coach, vreemd = lid("coach"), lid("coach")
    materiaal = maak()
    with bereik(coach.organisatie_ids):
        actions.deel_ervaring(ervaring(materiaal, coach), door=coach)
    with bereik(vreemd.organisatie_ids):
        assert Ervaring.objects.count() == 1
        assert Ervaring.objects.update(hoe="niet") == 0
        assert Ervaring.objects.all()._raw_delete("default") == 0
    with pytest.raises(Exception, match="row-level security"), bereik(vreemd.organisatie_ids):
        ervaring(materiaal, coach, leervraag_id="berichten-bellen").save()


def test_one_experience_per_person_material_and_need(alles) -> None:
    coach, materiaal = lid("coach"), maak()
    actions.deel_ervaring(ervaring(materiaal, coach), door=coach)
    with pytest.raises(actions.LeermateriaalFout, match="al een ervaring"):
        actions.deel_ervaring(ervaring(materiaal, coach, hoe="niet"), door=coach)


def test_sharing_refreshes_the_score_and_leaves_a_history(alles) -> None:
    coach, materiaal = lid("coach"), maak()
    verteld = actions.deel_ervaring(ervaring(materiaal, coach, hoe="niet"), door=coach)
    eerst = Celscore.objects.get(per="materiaal", materiaal=materiaal)
    assert (eerst.aantal, eerst.verdeling, eerst.in_woorden) == (1, [1, 0, 0, 0], "Weinig ervaringen (1)")
    verteld.hoe = "heel_goed"
    actions.deel_ervaring(verteld, door=coach)
    daarna = Celscore.objects.get(per="materiaal", materiaal=materiaal)
    assert daarna.score > eerst.score and daarna.aantal == 1
    assert [regel.soort for regel in Gebeurtenis.objects.over(verteld)] == ["ervaring:gewijzigd", "ervaring:gedeeld"]


def test_a_publisher_who_joins_later_counts_no_more(alles) -> None:
    coach, materiaal = lid("coach"), maak()
    actions.deel_ervaring(ervaring(materiaal, coach), door=coach)
    Materiaal.objects.update(uitgever_organisatie=coach.organisatie_ids[0])
    ververs_alles()
    assert set(Celscore.objects.values_list("aantal", flat=True)) == {0}


# --- Pages -----------------------------------------------------------------------------------------------------------


def vraag_url(**zoek: str) -> str:
    return reverse("leermateriaal:lijst") + "?" + "&".join(f"{naam}={waarde}" for naam, waarde in zoek.items())


def test_the_public_sees_published_material_only_and_a_stranger_no_proposal(client_als) -> None:
    coach = lid("coach")
    open_, voorstel = maak(), maak("Nieuw idee", status=Staat.VOORGESTELD, voorgesteld_door=coach)
    publiek = Client()
    pagina = publiek.get(reverse("leermateriaal:lijst")).content.decode()
    assert open_.titel in pagina and voorstel.titel not in pagina
    assert publiek.get(voorstel.get_absolute_url()).status_code == 404
    assert client_als(lid("coach")).get(voorstel.get_absolute_url()).status_code == 404
    assert client_als(coach).get(voorstel.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("woord", ["app", "whatsapp", "watsap"])
def test_it_is_found_by_the_words_people_use(woord: str) -> None:
    maak()
    maak("Tekenen", vragen=("documenten-poster",), omschrijving="Een poster maken.")
    pagina = Client().get(vraag_url(q=woord)).content.decode()
    assert "Appen voor beginners" in pagina and "Tekenen" not in pagina


def test_nothing_found_shows_the_nearest_and_offers_to_report_the_gap() -> None:
    maak()
    pagina = Client().get(vraag_url(leervraag=APP, lezen="geen")).content.decode()
    assert "Dit is er nog niet" in pagina
    assert "Zonder Zonder lezen: 1 materiaal" in pagina
    assert f"leervraag={APP}" in pagina and reverse("leermateriaal:gemis") in pagina


def test_an_unknown_filter_value_is_a_message_and_no_crash() -> None:
    antwoord = Client().get(vraag_url(niveau="99", leervraag="bestaat-niet"))
    assert antwoord.status_code == 200
    assert "Kijk uw zoekvraag na" in antwoord.content.decode()


def test_the_detail_shows_the_difference_with_the_original_and_the_organisation_not_the_person(alles) -> None:
    coach = lid("coach", naam="Geheime Naam")
    origineel = maak("Origineel", niveau_tot=1)
    bewerkt = maak("Bewerking", bewerking_van=origineel)
    actions.deel_ervaring(ervaring(bewerkt, coach), door=coach)
    pagina = Client().get(bewerkt.get_absolute_url()).content.decode()
    assert "Starter tot en met Instroom" in pagina and "Alleen wat anders is" in pagina
    assert Organisatie.objects.get(pk=coach.organisatie_ids[0]).naam in pagina and "Geheime Naam" not in pagina
    assert "Weinig ervaringen (1)" in pagina


VOORSTEL = {"titel": "Bellen met plaatjes", "uitgever": "Wij", "omschrijving": "Bellen.",
            "leervragen": ["berichten-bellen"],
            "niveau_van": "0", "niveau_tot": "1", "talen": ["nl"], "nederlands_nodig": "a0", "lezen_nodig": "geen",
            "vormen": ["een_op_een"], "kosten": "gratis", "toon": "neutraal"}  # fmt: skip


def test_a_proposal_goes_from_coach_to_curator_to_the_public(client_als) -> None:
    coach, curator = client_als(lid("coach")), lid("curator")
    assert coach.post(reverse("leermateriaal:voorstellen"), VOORSTEL).status_code == 302
    materiaal = Materiaal.objects.get()
    assert [punt.titel for punt in wacht_op(curator)] == ["1 voorstel voor lesmateriaal"]
    stand = reverse("leermateriaal:stand", args=[materiaal.slug, "publiceer"])
    assert coach.post(stand, {"versie": materiaal.versie}).status_code == 404
    assert client_als(curator).post(stand, {"versie": materiaal.versie}).status_code == 302
    assert Client().get(materiaal.get_absolute_url()).status_code == 200
    assert wacht_op(curator) == []


def test_a_title_that_looks_like_another_is_noticed_before_saving(client_als) -> None:
    maak("Bellen met plaatje")
    client = client_als(lid("coach"))
    antwoord = client.post(reverse("leermateriaal:voorstellen"), VOORSTEL)
    assert antwoord.status_code == 422 and "Dit lijkt op materiaal dat er al is" in antwoord.content.decode()
    assert Materiaal.objects.count() == 1
    assert client.post(reverse("leermateriaal:voorstellen"), {**VOORSTEL, "toch": "on"}).status_code == 302
    assert Materiaal.objects.count() == 2


def test_bad_input_is_kept_and_explained(client_als) -> None:
    antwoord = client_als(lid("coach")).post(
        reverse("leermateriaal:voorstellen"), {**VOORSTEL, "niveau_van": "3", "link": "geen adres"}
    )
    pagina = antwoord.content.decode()
    assert (
        antwoord.status_code == 422
        and "Dit ligt onder het laagste niveau." in pagina
        and "Bellen met plaatjes" in pagina
    )


def test_taking_material_away_asks_why_and_a_stale_page_does_not_win(client_als) -> None:
    materiaal, curator = maak(), client_als(lid("curator"))
    stand = reverse("leermateriaal:stand", args=[materiaal.slug, "verouder"])
    assert curator.post(stand, {"versie": 1}).status_code == 422
    assert curator.post(stand, {"versie": 7, "reden": "Nieuwe app"}).status_code == 422
    assert curator.post(stand, {"versie": 1, "reden": "Nieuwe app"}).status_code == 302
    assert "Nieuwe app" in Client().get(materiaal.get_absolute_url()).content.decode()
    pagina = curator.get(materiaal.get_absolute_url()).content.decode()
    assert '<p class="tijdlijn-wat">Noem verouderd</p>' in pagina


def test_a_curator_does_not_judge_what_the_own_organisation_publishes(client_als) -> None:
    curator = lid("curator")
    eigen = maak(status=Staat.VOORGESTELD, uitgever_organisatie_id=curator.organisatie_ids[0])
    stand = reverse("leermateriaal:stand", args=[eigen.slug, "publiceer"])
    assert client_als(curator).post(stand, {"versie": 1}).status_code == 404


def test_a_double_submit_shares_one_experience_and_the_publisher_gets_an_explanation(client_als) -> None:
    coach, materiaal = lid("coach"), maak()
    velden = {"leervraag": APP, "niveau": "1", "vorm": "groep", "aantal_leerders": "3", "hoe": "goed", "versie": "1",
              "organisatie": coach.organisatie_ids[0], "sleutel": "7f6f2f0e-5a1c-4b7e-9d5e-0f6f0a1b2c3d"}  # fmt: skip
    url = reverse("leermateriaal:ervaring", args=[materiaal.slug])
    client = client_als(coach)
    assert [client.post(url, velden).status_code for _ in range(2)] == [302, 302]
    with bereik(alles=True):
        mijn = Ervaring.objects.get()
    wijzigen = reverse("leermateriaal:ervaring_wijzigen", args=[materiaal.slug, mijn.pk])
    assert client_als(lid("coach")).get(wijzigen).status_code == 404
    assert client.post(wijzigen, {**velden, "hoe": "niet", "sleutel": ""}).status_code == 302
    mijn.refresh_from_db()
    assert (mijn.hoe, mijn.versie) == ("niet", 2)
    uitgever = lid("coach")
    Materiaal.objects.update(uitgever_organisatie=uitgever.organisatie_ids[0])
    assert "geeft dit materiaal zelf uit" in client_als(uitgever).get(url).content.decode()


def test_reports_and_gaps_reach_the_curator(client_als) -> None:
    materiaal, coach, curator = maak(), client_als(lid("coach")), lid("curator")
    coach.post(reverse("leermateriaal:melden", args=[materiaal.slug]), {"soort": "dode_link"})
    coach.post(reverse("leermateriaal:gemis"), {"tekst": "Iets in het Arabisch", "leervraag": APP, "niveau": "0"})
    assert [punt.titel for punt in wacht_op(curator)] == ["Over lesmateriaal: 1 melding en 1 gemis"]
    client = client_als(curator)
    for naam, model in (("melding_af", MateriaalMelding), ("gemis_af", Gemis)):
        adres = reverse(f"leermateriaal:{naam}", args=[model.objects.get().pk])
        fout = client.post(adres, {"antwoord": "BSN 111222333"})
        assert fout.status_code == 422 and 'value="BSN 111222333"' in fout.content.decode()
        assert client.post(adres, {"antwoord": "De link is hersteld"}).status_code == 302
    assert wacht_op(curator) == []
    for deel in ("meldingen", "gemis"):
        mijn = coach.get(reverse("leermateriaal:mijn"), {"deel": deel}).content.decode()
        assert "De link is hersteld" in mijn


def cel_van(code: str, niveau: int):
    rijen = [rij for _, rijen in matrix(code.split("-")[0]) for rij in rijen if rij.vraag.pk == code]
    return rijen[0].cellen[niveau]


def test_filling_a_hole_changes_the_matrix_and_a_verdict_can_call_it_a_hole_still(client_als) -> None:
    assert cel_van(APP, 1).gat
    maak()
    assert (cel_van(APP, 1).gat, cel_van(APP, 1).aantal) == (False, 1)
    curator = lid("curator")
    url = reverse("leermateriaal:cel", args=[APP, 1])
    morgen = timezone.localdate() + timedelta(days=1)
    velden = {"oordeel": "gat", "reden": "Vraagt te veel lezen", "herzien_op": morgen.isoformat()}
    assert client_als(curator).post(url, {**velden, "herzien_op": "2020-01-01"}).status_code == 422
    assert client_als(curator).post(url, velden).status_code == 302
    assert cel_van(APP, 1).gat
    assert [punt.wanneer for punt in wacht_op(curator)] == [morgen]
    assert "Vraagt te veel lezen" in client_als(curator).get(url).content.decode()
    assert Inventarisatieoordeel.objects.get().door == curator


@pytest.mark.parametrize("naam", ["beoordelen", "inventaris"])
def test_curator_pages_are_a_404_for_a_coach(naam: str, client_als) -> None:
    assert client_als(lid("coach")).get(reverse(f"leermateriaal:{naam}")).status_code == 404
    assert client_als(lid("curator")).get(reverse(f"leermateriaal:{naam}")).status_code == 200


def tel(werk) -> int:
    with CaptureQueriesContext(connection) as gedaan:
        werk()
    return len(gedaan)


def test_the_number_of_queries_does_not_grow(alles, client_als) -> None:
    profiel = Zoekprofiel(leervragen=(APP,), niveaus=dict.fromkeys(Domein.values, Niveau.INSTROOM))
    curator, publiek, coaches = client_als(lid("curator")), Client(), [lid("coach") for _ in range(6)]
    eerste = maak("Nummer 0")
    gevallen = [
        lambda: adviseer(profiel),
        lambda: publiek.get(vraag_url(leervraag=APP)),
        lambda: publiek.get(eerste.get_absolute_url()),
        lambda: curator.get(reverse("leermateriaal:inventaris") + "?thema=alles"),
    ]
    actions.deel_ervaring(ervaring(eerste, coaches[0]), door=coaches[0])
    for geval in gevallen:  # what a process keeps (choices of the filters) is made at the first page
        geval()
    klein = [tel(geval) for geval in gevallen]
    for nummer in range(1, 8):
        materiaal = maak(f"Nummer {nummer}")
        materiaal.doelgroepen.set(["ouderen", "jongeren"])
        for coach in coaches[1:]:
            actions.deel_ervaring(ervaring(materiaal, coach), door=coach)
    for coach in coaches[1:]:
        actions.deel_ervaring(ervaring(eerste, coach), door=coach)
    assert [tel(geval) for geval in gevallen] == klein


def test_the_demo_city_has_a_catalogue_with_invented_experiences_that_say_so(alles) -> None:
    from leermateriaal import demo
    from netwerk.kern import demo as kern_demo
    from netwerk.kern.demo import Demostad

    stad = Demostad()
    kern_demo.vul(stad)
    demo.vul(stad)
    assert Ervaring.objects.count() > 50 and not Ervaring.objects.filter(demo=False).exists()
    assert Celscore.objects.filter(per="materiaal").count() == Ervaring.objects.values("materiaal").distinct().count()
    assert len(wacht_op(stad.gebruikers["curator"])) == 4  # proposals, reports, verdicts, a dead link
    assert wacht_op(stad.gebruikers["coach"]) == []

"""What people bring in and what becomes of it: proposals, own material by name, reports, experiences, links."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leermateriaal import actions, verzamelen
from leermateriaal.choices import Staat
from leermateriaal.models import (
    Belang,
    Celscore,
    Ervaring,
    Gemis,
    Inventarisatieoordeel,
    Materiaal,
    MateriaalMelding,
    Verzameling,
)
from leermateriaal.scoretabel import ververs_alles
from leermateriaal.vandaag import te_herzien
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebeurtenis, Organisatie
from tests.fabrieken import lid
from tests.leermateriaal.test_catalogus import VOORSTEL
from tests.leermateriaal.test_compleet import APP, cel, maak, oordeel, vertel

pytestmark = pytest.mark.django_db
ClientAls = Callable[..., Client]


# --- Own material, by name too ---------------------------------------------------------------------------------------


def test_a_name_is_enough_to_be_the_publisher(alles, client_als: ClientAls) -> None:
    """Leaving the tie to the network's list empty does not let an organisation praise its own material."""
    coach = lid("coach")
    eigen = Organisatie.objects.get(pk=coach.organisatie_ids[0])
    materiaal = maak("Van onszelf", uitgever=f" {eigen.naam.upper()} ")
    assert materiaal.uitgever_organisatie_id == eigen.pk
    with pytest.raises(actions.LeermateriaalFout, match="geeft dit materiaal zelf uit"):
        vertel(materiaal, coach, hoe="heel_goed")
    # Past the model: a bulk write is tied by the trigger, and an experience written straight into the table is refused.
    (rauw,) = Materiaal.objects.bulk_create([Materiaal(titel="Rauw", slug="rauw", uitgever=eigen.naam)])
    assert Materiaal.objects.get(pk=rauw.pk).uitgever_organisatie_id == eigen.pk
    with pytest.raises(IntegrityError, match="eigen organisatie"), transaction.atomic():
        Ervaring(
            materiaal=rauw, organisatie=eigen, door=coach, leervraag_id=APP, niveau=1, vorm="groep", hoe="goed"
        ).save()


def test_who_joins_the_network_later_under_the_publishers_name_counts_no_more(alles) -> None:
    coach = lid("coach")
    materiaal = maak("Van buiten", uitgever="Later Lid")
    vertel(materiaal, coach, hoe="heel_goed")
    Organisatie.objects.filter(pk=coach.organisatie_ids[0]).update(naam="Later lid")
    with pytest.raises(IntegrityError, match="eigen organisatie"), transaction.atomic():
        Ervaring.objects.filter(materiaal=materiaal).update(hoe="goed")
    ververs_alles()
    assert Celscore.objects.get(per="materiaal", materiaal=materiaal).aantal == 0


# --- A proposal and its proposer -------------------------------------------------------------------------------------


def test_a_refused_proposal_is_no_public_page_and_its_proposer_reads_why(client_als: ClientAls) -> None:
    coach, curator = lid("coach"), client_als(lid("curator"))
    client = client_als(coach)
    client.post(reverse("leermateriaal:voorstellen"), VOORSTEL)
    materiaal = Materiaal.objects.get()
    wijzigen = reverse("leermateriaal:wijzigen", args=[materiaal.slug])
    assert client_als(lid("coach")).get(wijzigen).status_code == 404
    assert client.post(wijzigen, {**VOORSTEL, "titel": "Beter", "versie": 1}).status_code == 302
    materiaal.refresh_from_db()
    assert (materiaal.titel, materiaal.status) == ("Beter", Staat.VOORGESTELD)
    stand = reverse("leermateriaal:stand", args=[materiaal.slug, "wijs_af"])
    assert curator.post(stand, {"versie": materiaal.versie, "reden": "Dit is reclame"}).status_code == 302
    assert client.get(wijzigen).status_code == 404  # judged: no more changing
    assert Client().get(materiaal.get_absolute_url()).status_code == 404
    assert client_als(lid("coach")).get(materiaal.get_absolute_url()).status_code == 404
    mijn = client.get(reverse("leermateriaal:mijn")).content.decode()
    assert "De curator schreef: Dit is reclame" in mijn
    assert "Dit is reclame" not in client_als(lid("coach")).get(reverse("leermateriaal:mijn")).content.decode()


def test_material_that_was_public_keeps_its_page_when_withdrawn(client_als: ClientAls) -> None:
    materiaal, curator = maak(), client_als(lid("curator"))
    curator.post(reverse("leermateriaal:stand", args=[materiaal.slug, "vervalt"]), {"versie": 1, "reden": "Weg"})
    pagina = Client().get(materiaal.get_absolute_url())
    assert pagina.status_code == 200 and "application/ld+json" not in pagina.content.decode()


def test_the_same_link_is_a_double_however_it_is_written(client_als: ClientAls) -> None:
    maak("Heel andere naam", link="https://www.materiaal.example/Les/")
    client = client_als(lid("coach"))
    lijkt = client.get(reverse("leermateriaal:lijkt"), {"titel": "x", "link": "http://materiaal.example/les#begin"})
    assert "Heel andere naam" in lijkt.content.decode()
    velden = {**VOORSTEL, "titel": "Nog een naam", "link": "http://materiaal.example/les"}
    antwoord = client.post(reverse("leermateriaal:voorstellen"), velden)
    assert antwoord.status_code == 422 and "Heel andere naam" in antwoord.content.decode()
    assert client.post(reverse("leermateriaal:voorstellen"), {**velden, "toch": "on"}).status_code == 302
    voorstel = Materiaal.objects.get(titel="Nog een naam")
    pagina = client_als(lid("curator")).get(voorstel.get_absolute_url()).content.decode()
    assert "Dit lijkt erop" in pagina and "?blijft=heel-andere-naam" in pagina


def test_the_original_is_typed_and_found_by_title_or_address(client_als: ClientAls) -> None:
    origineel = maak("Klik maar raak", duur="Een les")
    client, url = client_als(lid("coach")), reverse("leermateriaal:voorstellen")
    opties = client.get(reverse("leermateriaal:origineel"), {"origineel": "klik"}).content.decode()
    assert 'value="Klik maar raak"' in opties
    fout = client.post(url, {**VOORSTEL, "origineel": "Klik maar raa"})
    assert fout.status_code == 422 and "Bedoelt u ‘Klik maar raak’?" in fout.content.decode()
    los = client.post(url, {**VOORSTEL, "aangepast": "Grotere letters"})
    assert los.status_code == 422 and "Van welk materiaal is dit een bewerking?" in los.content.decode()
    adres = f"https://portaal.example{origineel.get_absolute_url()}"
    assert client.post(url, {**VOORSTEL, "origineel": adres, "aangepast": "Grotere letters"}).status_code == 302
    nieuw = Materiaal.objects.get(titel=VOORSTEL["titel"])
    assert nieuw.bewerking_van == origineel
    pagina = client.get(nieuw.get_absolute_url()).content.decode()
    assert "Grotere letters" in pagina and "Alleen wat anders is" in pagina


def test_the_log_says_what_a_fact_was_and_became(client_als: ClientAls) -> None:
    materiaal, client = maak(duur="Een les"), client_als(lid("curator"))
    velden = {**VOORSTEL, "titel": materiaal.titel, "leervragen": [APP], "duur": "Twee lessen", "versie": 1}
    assert client.post(reverse("leermateriaal:wijzigen", args=[materiaal.slug]), velden).status_code == 302
    assert "Duur: Twee lessen, was Een les" in client.get(reverse("leermateriaal:wijzigingen")).content.decode()
    with bereik(alles=True):
        regel = Gebeurtenis.objects.over(materiaal).get(soort="materiaal:gewijzigd")
    assert regel.gegevens["feiten"]["Duur"] == ["Een les", "Twee lessen"]


# --- Experiences, reports, gaps --------------------------------------------------------------------------------------


def test_an_experience_can_be_withdrawn_by_its_teller_only(client_als: ClientAls) -> None:
    coach, materiaal = lid("coach"), maak()
    with bereik(coach.organisatie_ids):
        verteld = vertel(materiaal, coach, hoe="niet")
        verteld.hoe = "goed"
        actions.deel_ervaring(verteld, door=coach)
    intrekken = reverse("leermateriaal:ervaring_intrekken", args=[materiaal.slug, verteld.pk])
    collega = lid("coach", organisatie=coach.lidmaatschappen_nu[0].organisatie)
    assert client_als(collega).post(intrekken).status_code == 404
    assert client_als(coach).post(intrekken).status_code == 302
    with bereik(alles=True):
        assert not Ervaring.objects.exists()
    assert not Celscore.objects.filter(materiaal=materiaal).exists()


def test_a_curator_with_an_interest_closes_no_report_about_that_publisher(client_als: ClientAls) -> None:
    curator, melding = lid("curator"), MateriaalMelding.objects.create(materiaal=maak(), soort="fout")
    Belang.objects.create(gebruiker=curator, uitgever="uitgeverij", uitleg="x")
    af = reverse("leermateriaal:melding_af", args=[melding.pk])
    opnieuw = client_als(lid("coach")).get(reverse("leermateriaal:melden", args=[melding.materiaal.slug]))
    assert "Dit is al gemeld" in opnieuw.content.decode()
    assert client_als(curator).post(af, {"antwoord": "Niets aan de hand"}).status_code == 404
    with pytest.raises(actions.LeermateriaalFout, match="belang"):
        actions.handel_melding_af(melding, "Niets aan de hand", door=curator)
    with pytest.raises(IntegrityError, match="melding_antwoord"), transaction.atomic():
        MateriaalMelding.objects.update(afgehandeld_op=timezone.now())
    assert client_als(lid("curator")).post(af, {"antwoord": "Verbeterd"}).status_code == 302


def test_a_reported_gap_stands_in_the_matrix_and_on_its_cell(client_als: ClientAls) -> None:
    Gemis.objects.create(leervraag_id=APP, niveau=1, tekst="Iets met foto's")
    Gemis.objects.create(leervraag_id=APP, tekst="Voor wie dan ook")
    assert (cel(APP, 1).gemist, cel(APP, 2).gemist) == (1, 0)
    client = client_als(lid("curator"))
    assert "1 keer gemist" in client.get(reverse("leermateriaal:inventaris") + "?thema=berichten").content.decode()
    vak = client.get(reverse("leermateriaal:cel", args=[APP, 1])).content.decode()
    assert "Iets met foto" in vak and "Voor wie dan ook" in vak
    assert "Iets met foto" not in Client().get(reverse("leermateriaal:wat_ontbreekt")).content.decode()


def test_only_the_newest_verdict_of_a_cell_comes_up_for_review(client_als: ClientAls) -> None:
    curator, vandaag = lid("curator"), timezone.localdate()
    for niveau in (0, 1):
        actions.oordeel(oordeel(niveau=niveau), door=curator)
    Inventarisatieoordeel.objects.update(op=vandaag - timedelta(days=90), herzien_op=vandaag - timedelta(days=2))
    actions.oordeel(oordeel(niveau=1), door=curator)
    actions.oordeel(oordeel(doelgroep_id="ouderen"), door=curator)
    assert [(punt.niveau, punt.doelgroep_id) for punt in te_herzien(vandaag)] == [(0, None)]
    pagina = client_als(curator).get(reverse("leermateriaal:herzien")).content.decode()
    assert "te laat" in pagina and reverse("leermateriaal:cel", args=[APP, 0]) in pagina


# --- Searching -------------------------------------------------------------------------------------------------------


def test_nothing_found_in_words_shows_what_comes_near() -> None:
    maak()
    pagina = Client().get(reverse("leermateriaal:lijst"), {"q": "whatsapp kleinkinderen telescoop"}).content.decode()
    assert "Hierin staat een deel van uw woorden" in pagina and "Appen voor beginners" in pagina
    pagina = Client().get(reverse("leermateriaal:lijst"), {"q": "sollicitasie"}).content.decode()
    assert "Bedoelt u een van deze leervragen?" in pagina and "werk-sollicitatie-sturen" in pagina


def test_likeness_is_looked_up_once_and_not_again_for_every_facet() -> None:
    maak("Beeldscherm", omschrijving="Over het beeldscherm.")
    lijst = reverse("leermateriaal:lijst")
    for q, gevonden in (("zzqqxx", 0), ("beeldschrem", 1)):
        with CaptureQueriesContext(connection) as gedaan:
            antwoord = Client().get(lijst, {"q": q})
        assert antwoord.context["page_obj"].paginator.count == gevonden
        over_alles = [v for v in gedaan if "WORD_SIMILARITY" in v["sql"].upper() and " IN (" not in v["sql"]]
        assert len(over_alles) <= 1, q
    assert antwoord.context["benaderd"]


def test_every_filter_gives_its_own_reason_and_count() -> None:
    maak("Past", groepen=["jongeren"], toon="jongeren", offline=True, nederlands_nodig="a1", apparaten=["telefoon"])
    maak("Past niet", nederlands_nodig="b1")
    zoek = {"nederlands": "a1", "toon": "jongeren", "offline": "on", "apparaat": "telefoon", "doelgroep": "jongeren"}
    pagina = Client().get(reverse("leermateriaal:lijst"), zoek).content.decode()
    assert "1 materiaal gevonden" in pagina
    for reden in (
        "Vraagt niet meer Nederlands dan",
        "Voor jongeren",
        "Zonder internet te gebruiken",
        "Werkt op: telefoon",
    ):
        assert reden in pagina
    assert "Te gebruiken zonder internet (1)" in pagina and "Alleen gratis (ook via de bibliotheek) (0)" in pagina


# --- Collections -----------------------------------------------------------------------------------------------------


def test_a_link_opens_one_collection_to_read_and_closing_it_works_at_once(client_als: ClientAls) -> None:
    coach = lid("coach")
    with bereik(alles=True):
        eigen, ander = (
            verzamelen.bewaar(
                Verzameling(titel=titel, organisatie_id=coach.organisatie_ids[0], met_link=open_), door=coach
            )
            for titel, open_ in (("Open les", True), ("Dichte les", False))
        )
        verzamelen.voeg_toe(eigen, maak("Openbaar"), door=coach, notitie="Samen doen")
        verzamelen.voeg_toe(eigen, maak("Nog niet openbaar", status=Staat.VOORGESTELD), door=coach)
    adres, publiek = verzamelen.maak_link(eigen), Client()
    pagina = publiek.get(adres).content.decode()
    assert "Open les" in pagina and "Samen doen" in pagina and "Nog niet openbaar" not in pagina
    assert "Terug naar de verzameling" not in pagina and "noindex" in pagina
    assert publiek.get(verzamelen.maak_link(ander)).status_code == 404
    assert publiek.get(adres.replace("met-link/", "met-link/1")).status_code == 404
    with bereik(kaart=f"verzameling:{eigen.pk}"):
        assert list(Verzameling.objects.all()) == [eigen] and Verzameling.objects.update(titel="x") == 0
    assert adres in client_als(coach).get(eigen.get_absolute_url()).content.decode()
    with bereik(alles=True):
        Verzameling.objects.filter(pk=eigen.pk).update(met_link=False)
    assert publiek.get(adres).status_code == 404


def test_a_colleagues_collection_can_be_copied_to_ones_own(client_als: ClientAls) -> None:
    coach = lid("coach")
    collega = lid("coach", organisatie=coach.lidmaatschappen_nu[0].organisatie)
    with bereik(coach.organisatie_ids):
        bron = verzamelen.bewaar(
            Verzameling(titel="Les 1", organisatie_id=coach.organisatie_ids[0], met_link=True), door=coach
        )
        verzamelen.voeg_toe(bron, maak(), door=coach, notitie="Eerst kijken")
    kopieer = reverse("leermateriaal:verzameling_kopie", args=[bron.pk])
    assert client_als(lid("coach")).post(kopieer).status_code == 404
    assert client_als(collega).post(kopieer).status_code == 302
    with bereik(alles=True):
        kopie = Verzameling.objects.get(maker=collega)
        assert (kopie.titel, kopie.gedeeld, kopie.met_link) == ("Kopie van Les 1", False, False)
        assert kopie.stukken.get().notitie == "Eerst kijken"


# --- At scale --------------------------------------------------------------------------------------------------------


def test_pages_and_forms_ask_as_much_with_much_as_with_little(alles, client_als: ClientAls) -> None:
    wie = lid("curator")
    client = client_als(wie)
    verzameling = verzamelen.bewaar(Verzameling(titel="Set", organisatie_id=wie.organisatie_ids[0]), door=wie)

    def meer(van: int, tot: int) -> None:
        for nummer in range(van, tot):
            materiaal = maak(f"Nummer {nummer}", groepen=["ouderen"], voorgesteld_door=wie)
            for _ in range(2):
                vertel(materiaal, lid("coach"), doelgroep_id="ouderen", niveau=nummer % 3)
            vertel(materiaal, wie)
            verzamelen.voeg_toe(verzameling, materiaal, door=wie)
            Gemis.objects.create(leervraag_id=APP, niveau=nummer % 3, tekst="x", door=wie)
            MateriaalMelding.objects.create(materiaal=materiaal, soort="fout", door=wie)
            actions.oordeel(oordeel(niveau=nummer % 3), door=wie)
            Inventarisatieoordeel.objects.update(herzien_op=timezone.localdate())

    meer(0, 2)
    eerste = Materiaal.objects.earliest("pk")
    begin, passend = reverse("leermateriaal:beoordelen"), reverse("leermateriaal:passend")
    van_materiaal, zonder = ("detail", "wijzigen", "samenvoegen", "ervaring"), (
        "herzien", "voorstellen", "lijst", "export", "inventaris_export",
    )  # fmt: skip
    delen = ("voorstellen", "ervaringen", "meldingen", "gemis")
    adressen = [
        *(reverse("leermateriaal:mijn") + f"?deel={deel}" for deel in delen),
        f"{begin}?deel=meldingen", f"{begin}?deel=gemis", f"{passend}?leervraag={APP}&niveau=1",
        *(reverse(f"leermateriaal:{naam}") for naam in zonder),
        *(reverse(f"leermateriaal:{naam}", args=[verzameling.pk]) for naam in ("verzameling", "handout")),
        *(reverse(f"leermateriaal:{naam}", args=[eerste.slug]) for naam in van_materiaal),
        reverse("leermateriaal:cel", args=[APP, 1]), reverse("leermateriaal:groepcel", args=[APP, "ouderen"]),
        reverse("leermateriaal:lijst") + "?q=zzqqxx", reverse("leermateriaal:lijst") + "?q=appen,+starter",
    ]  # fmt: skip

    def tel() -> dict[str, int]:
        uit = {}
        for adres in adressen:
            client.get(adres)
            with CaptureQueriesContext(connection) as gedaan:
                assert client.get(adres).status_code == 200, adres
            uit[adres] = len(gedaan)
        return uit

    klein = tel()
    meer(2, 7)
    assert tel() == klein

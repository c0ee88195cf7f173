"""The pages: what visitors, providers, coaches and holders of a link see and can do."""

from __future__ import annotations

import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from aanbod import actions, berichten
from aanbod.choices import AanbodStatus, Stand
from aanbod.models import Aanbod, AanbodMelding, Doorverwijzing, DoorverwijzingAntwoord
from aanbod.vandaag import wacht_op
from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebeurtenis
from netwerk.kern.ondertekend import maak_token
from tests.fabrieken import LocatieFabriek, lid

from .fabrieken import kaart, maak_aanbod

pytestmark = pytest.mark.django_db


@pytest.fixture
def aanbod():
    return maak_aanbod(naam="Telefoonles", contact_naam="Karel Balie")


@pytest.fixture
def coach():
    return lid(Rol.COACH)


@pytest.fixture
def docent(aanbod):
    return lid(Rol.AANBIEDER, organisatie=aanbod.organisatie, naam="Nadia Docent")


def verwijs(aanbod, coach, **velden) -> Doorverwijzing:
    with bereik(alles=True):
        van = coach.organisaties_met_rol(Rol.COACH)[0]
        return actions.verwijs_door(aanbod=aanbod, van=van, kaart=kaart(**velden), door=coach)


def vers(rij) -> Doorverwijzing:
    with bereik(alles=True):
        return Doorverwijzing.objects.get(pk=rij.pk)


def ingevuld(**anders) -> dict[str, str]:
    morgen = (timezone.localdate() + timedelta(days=1)).isoformat()
    return {
        "overgang": "nodig_uit",
        "wat": "Kennismaken met de docent, daarna start in de groep.",
        "wie": "Nadia Docent",
        "wanneer": morgen,
        "plaats": "Lokaal 2",
        "sleutel": str(uuid.uuid4()),
        **anders,
    }


# --- public ---------------------------------------------------------------------------------------------------------
def test_zonder_inloggen_de_lijst_en_de_pagina(client, aanbod):
    assert "Telefoonles" in client.get(reverse("aanbod:lijst")).content.decode()
    pagina = client.get(aanbod.get_absolute_url())
    assert "Voorbeeldstraat 1" in pagina.content.decode()
    assert "docent@demo.example" in pagina.content.decode()


@pytest.mark.parametrize("status", [AanbodStatus.CONCEPT, AanbodStatus.GEPAUZEERD, AanbodStatus.GEARCHIVEERD])
def test_wat_niet_gepubliceerd_is_bestaat_niet_voor_een_ander(client, client_als, aanbod, docent, status):
    Aanbod.objects.update(status=status)
    assert client.get(aanbod.get_absolute_url()).status_code == 404
    assert client_als(lid(Rol.COACH)).get(aanbod.get_absolute_url()).status_code == 404
    assert client_als(docent).get(aanbod.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("zoek", ["", "?q=telefoon", "?pc4=1012&straal=5000&taal=nl", "?q=bestaatniet&niveau=1"])
def test_evenveel_vragen_bij_vijf_als_bij_veertig(client, zoek):
    aantallen = []
    for aantal in (5, 35):
        for _ in range(aantal):
            maak_aanbod(naam="Telefoonles", talen=["nl", "tr"])
        with CaptureQueriesContext(connection) as vragen:
            assert client.get(reverse("aanbod:lijst") + zoek).status_code == 200
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1]
    assert aantallen[1] <= 20


def test_niets_gevonden_wijst_de_weg(client, aanbod):
    tekst = client.get(reverse("aanbod:lijst"), {"q": "telefoon", "taal": "nl", "niveau": "0", "stadsdeel": "weesp"})
    assert "Zonder Weesp: 1 plek" in tekst.content.decode()


def test_een_postcode_buiten_de_stad_zegt_dat(client, aanbod):
    inhoud = client.get(reverse("aanbod:lijst"), {"pc4": "3511"}).content.decode()
    assert "Postcode 3511 ligt niet in deze stad" in inhoud
    assert 'value="3511"' in inhoud


@pytest.mark.parametrize(
    "zoek", ["niveau=abc", "taal=xx", "stadsdeel=utrecht", "straal=1", "soort=niets", "page=zoveel", "leervraag=x"]
)
def test_een_verzonnen_filter_is_een_melding_geen_fout(client, aanbod, zoek):
    assert client.get(f"{reverse('aanbod:lijst')}?{zoek}").status_code == 200


def test_klopt_niet_komt_bij_de_organisatie_aan_en_maar_een_keer(client, client_als, aanbod, docent):
    url = reverse("aanbod:klopt_niet", args=[aanbod.slug])
    gegevens = {"tekst": "De tijden kloppen niet.", "sleutel": str(uuid.uuid4())}
    assert client.post(url, gegevens).status_code == 302
    assert client.post(url, gegevens).status_code == 302
    with bereik(alles=True):
        assert AanbodMelding.objects.count() == 1
    assert "1 melding" in client_als(docent).get(reverse("aanbod:beheer")).content.decode()
    assert client.post(url, {"tekst": "Mijn bsn is 111222333"}).status_code == 422


# --- provider: provision --------------------------------------------------------------------------------------------
def formulier(aanbod, **anders) -> dict[str, object]:
    return {
        "organisatie": aanbod.organisatie_id,
        "naam": "Telefoonles",
        "soort": "cursus",
        "omschrijving": "Les.",
        "leervragen": ["email-lezen"],
        "niveau_van": 0,
        "niveau_tot": 2,
        "talen": ["nl", "tr"],
        "nederlands_nodig": "a1",
        "begeleiding": "groep",
        "doorlopend": "on",
        "structureel": "on",
        "kosten_soort": "gratis",
        "locaties": list(aanbod.locaties.values_list("pk", flat=True)),
        "sleutel": str(uuid.uuid4()),
        **anders,
    }


def test_aanbod_maken_met_een_nieuwe_plek_en_publiceren(client_als, aanbod, docent):
    client = client_als(docent)
    gegevens = formulier(
        aanbod,
        naam="Nieuwe les",
        locaties=[],
        nieuwe_plek="Zaal Zuid",
        nieuwe_straat="Proefstraat 2",
        nieuwe_postcode="1079",
    )
    for _ in range(2):  # a double click makes one
        assert client.post(reverse("aanbod:nieuw"), gegevens).status_code == 302
    nieuw = Aanbod.objects.get(naam="Nieuwe les")
    assert nieuw.status == AanbodStatus.CONCEPT
    assert nieuw.locaties.get().stadsdeel_id == "zuid"
    assert "turk" in nieuw.zoekwoorden
    client.post(reverse("aanbod:zet_status", args=[nieuw.slug, "publiceer"]))
    nieuw.refresh_from_db()
    assert (nieuw.status, nieuw.gecontroleerd_door) == (AanbodStatus.GEPUBLICEERD, docent)


def test_niet_publiceren_zolang_er_iets_mist(client_als, aanbod, docent):
    Aanbod.objects.update(status=AanbodStatus.CONCEPT, omschrijving="")
    antwoord = client_als(docent).post(reverse("aanbod:zet_status", args=[aanbod.slug, "publiceer"]), follow=True)
    assert "een omschrijving" in antwoord.content.decode()
    aanbod.refresh_from_db()
    assert aanbod.status == AanbodStatus.CONCEPT


@pytest.mark.parametrize(
    ("anders", "melding"),
    [
        ({"niveau_van": 3, "niveau_tot": 1}, "Het hoogste niveau ligt onder het laagste"),
        ({"structureel": ""}, "Tijdelijk aanbod heeft een einddatum"),
        ({"doorlopend": ""}, "Vul een startdatum in"),
        ({"leervragen": []}, "Kies waar mensen hier mee geholpen worden"),
        ({"nieuwe_plek": "Ergens", "nieuwe_postcode": "3511"}, "ligt niet in deze stad"),
        ({"omschrijving": "bsn 111222333"}, "burgerservicenummer"),
        ({"wachttijd_weken": 500}, "104"),
    ],
)
def test_een_fout_staat_bij_het_veld_en_bewaart_wat_getypt_was(client_als, aanbod, docent, anders, melding):
    gegevens = formulier(aanbod, naam="Wat ik typte", versie=aanbod.versie, **anders)
    antwoord = client_als(docent).post(reverse("aanbod:wijzig", args=[aanbod.slug]), gegevens)
    assert antwoord.status_code == 422
    inhoud = antwoord.content.decode()
    assert melding in inhoud
    assert "Wat ik typte" in inhoud
    aanbod.refresh_from_db()
    assert aanbod.naam == "Telefoonles"


def test_een_verouderd_formulier_overschrijft_niets(client_als, aanbod, docent):
    client, url = client_als(docent), reverse("aanbod:wijzig", args=[aanbod.slug])
    assert client.post(url, formulier(aanbod, versie=aanbod.versie, naam="Eerste")).status_code == 302
    with bereik(alles=True):
        regel = Gebeurtenis.objects.over(aanbod).get(soort="gewijzigd")
    assert (regel.door, "naam" in regel.gegevens["velden"]) == (docent, True)
    antwoord = client.post(url, formulier(aanbod, versie=aanbod.versie, naam="Tweede"))
    assert "U hebt dit intussen zelf in een ander venster gewijzigd" in antwoord.content.decode()
    aanbod.refresh_from_db()
    assert aanbod.naam == "Eerste"


def test_een_locatie_van_een_ander_kan_niet(client_als, aanbod, docent):
    vreemd = LocatieFabriek()
    gegevens = formulier(aanbod, versie=aanbod.versie, locaties=[vreemd.pk])
    assert client_als(docent).post(reverse("aanbod:wijzig", args=[aanbod.slug]), gegevens).status_code == 422


def test_een_ander_beheert_niets(client_als, aanbod):
    vreemde = client_als(lid(Rol.AANBIEDER))
    for naam, args in (("wijzig", [aanbod.slug]), ("zet_status", [aanbod.slug, "pauzeer"]), ("klopt", [aanbod.slug])):
        assert vreemde.post(reverse(f"aanbod:{naam}", args=args)).status_code == 404
    assert client_als(lid(Rol.COACH)).get(reverse("aanbod:beheer")).status_code == 404


# --- referrals ------------------------------------------------------------------------------------------------------
def test_beantwoorden_op_een_scherm_en_de_coach_leest_het(client_als, aanbod, coach, docent):
    rij = verwijs(aanbod, coach, toelichting="Kan niet op vrijdag")
    aanbieder = client_als(docent)
    scherm = aanbieder.get(reverse("aanbod:beantwoord", args=[rij.uuid])).content.decode()
    assert "Kan niet op vrijdag" in scherm
    assert "Ik wil mijn e-mail" in scherm
    url = reverse("aanbod:beantwoord", args=[rij.uuid])
    antwoord = aanbieder.post(url, ingevuld(versie=rij.versie, tijd="10:00", plaats="Lokaal 2"))
    assert antwoord.status_code == 302
    assert vers(rij).status == Stand.UITGENODIGD
    gelezen = client_als(coach).get(rij.get_absolute_url()).content.decode()
    for stuk in ("Kennismaken met de docent", "Nadia Docent", "Lokaal 2", "10.00 uur"):
        assert stuk in gelezen


def test_ik_neem_het_mee_is_geen_antwoord(client_als, aanbod, coach, docent):
    rij = verwijs(aanbod, coach)
    antwoord = client_als(docent).post(
        reverse("aanbod:beantwoord", args=[rij.uuid]), ingevuld(wat="Ik neem het mee.", wie="iemand", wanneer="")
    )
    assert antwoord.status_code == 422
    inhoud = antwoord.content.decode()
    assert "Ik neem het mee." in inhoud
    for melding in ("Dit zegt nog niet wat er gebeurt", "Schrijf een naam", "Kies een datum"):
        assert melding in inhoud
    assert vers(rij).status == Stand.VERSTUURD


def test_dubbel_klikken_is_een_antwoord_en_een_tweede_collega_hoort_dat_hij_laat_is(client_als, aanbod, coach, docent):
    rij = verwijs(aanbod, coach)
    url, gegevens = reverse("aanbod:beantwoord", args=[rij.uuid]), ingevuld(versie=rij.versie)
    client = client_als(docent)
    for _ in range(2):
        assert client.post(url, gegevens).url == rij.get_absolute_url()
    collega = client_als(lid(Rol.AANBIEDER, organisatie=aanbod.organisatie))
    laat = collega.post(url, ingevuld(overgang="wijs_af", reden="vol", wat="De groep zit vol tot de zomer."))
    assert laat.status_code == 409
    assert "De groep zit vol tot de zomer." in laat.content.decode()
    with bereik(alles=True):
        assert DoorverwijzingAntwoord.objects.count() == 1


def test_na_een_afwijzing_ziet_de_coach_wat_wel_past(client_als, aanbod, coach, docent):
    ander = maak_aanbod(naam="Hier is wel plek", talen=["tr", "nl"])
    rij = verwijs(aanbod, coach)
    client_als(docent).post(
        reverse("aanbod:beantwoord", args=[rij.uuid]),
        ingevuld(overgang="wijs_af", reden="vol", wat="De groep zit vol tot de zomer."),
    )
    inhoud = client_als(coach).get(rij.get_absolute_url()).content.decode()
    assert "Hier is wel plek" in inhoud
    assert ander.get_absolute_url() in inhoud


def test_een_vreemde_krijgt_404_op_elke_doorverwijzingspagina(client_als, aanbod, coach, docent):
    rij = verwijs(aanbod, coach)
    for vreemde in (lid(Rol.COACH), lid(Rol.AANBIEDER), lid(Rol.REGIE), lid(Rol.COACH, organisatie=aanbod.organisatie)):
        client = client_als(vreemde)
        for naam in ("doorverwijzing", "beantwoord", "intrekken"):
            assert client.get(reverse(f"aanbod:{naam}", args=[rij.uuid])).status_code == 404
        assert client.post(reverse("aanbod:ontvang", args=[rij.uuid])).status_code == 404


def test_intrekken_vraagt_eerst_en_wist_dan(client_als, aanbod, coach, docent):
    rij, client = verwijs(aanbod, coach), client_als(coach)
    url = reverse("aanbod:intrekken", args=[rij.uuid])
    assert "ziet de kaart niet meer" in client.get(url).content.decode()
    assert vers(rij).status == Stand.VERSTUURD
    client.post(url)
    assert vers(rij).status == Stand.INGETROKKEN
    assert "Emine" not in client_als(docent).get(rij.get_absolute_url()).content.decode()


@pytest.mark.parametrize("naam", ["inbak", "verstuurd"])
def test_lijsten_stellen_een_vast_aantal_vragen(client_als, coach, naam):
    lokaal = maak_aanbod()
    docent = lid(Rol.AANBIEDER, organisatie=lokaal.organisatie)
    client, aantallen = client_als(docent if naam == "inbak" else coach), []
    for aantal in (3, 20):
        for nummer in range(aantal):
            verwijs(lokaal, coach, voornaam=f"Leerder {aantal}-{nummer}")
        with CaptureQueriesContext(connection) as vragen:
            assert client.get(reverse(f"aanbod:{naam}")).status_code == 200
        aantallen.append(len(vragen))
    assert aantallen[0] == aantallen[1] <= 14


def test_de_inbak_begint_met_wat_te_laat_is(client_als, aanbod, coach, docent):
    laat, nieuw = verwijs(aanbod, coach, voornaam="Ruud"), verwijs(aanbod, coach, voornaam="Selma")
    with bereik(alles=True):
        Doorverwijzing.objects.filter(pk=laat.pk).update(uiterlijk=timezone.localdate() - timedelta(days=3))
    inhoud = client_als(docent).get(reverse("aanbod:inbak")).content.decode()
    assert inhoud.index("Ruud") < inhoud.index("Selma")
    assert "Te laat" in inhoud
    assert nieuw.uuid


# --- signed link ----------------------------------------------------------------------------------------------------
def link(rij) -> str:
    return reverse("aanbod:antwoord", args=[berichten.antwoordlink(rij)])


def test_zonder_account_antwoorden_via_de_link(client, client_als, aanbod, coach):
    rij = verwijs(aanbod, coach)
    assert rij.eigenaar_ontvanger_naam == "Karel Balie"
    # The rest of a token is the second in which it was made.
    begin = link(rij).split(":")[0]
    assert begin in client_als(coach).get(rij.get_absolute_url()).content.decode()
    scherm = client.get(link(rij))
    assert scherm.status_code == 200
    assert "Emine" in scherm.content.decode()
    # no-referrer would make browsers post "Origin: null", and the CSRF check would refuse every answer
    assert scherm["Referrer-Policy"] == "same-origin"
    assert "no-store" in scherm["Cache-Control"]
    gegevens = ingevuld(wie="Karel Balie", versie=rij.versie)
    for _ in range(2):
        assert client.post(link(rij), gegevens).status_code == 302
    assert vers(rij).status == Stand.UITGENODIGD
    with bereik(alles=True):
        antwoord = DoorverwijzingAntwoord.objects.get()
    assert (antwoord.door, antwoord.door_tekst) == (None, "Karel Balie (via de link)")
    assert "Emine" in client.get(link(rij)).content.decode()
    assert "Karel Balie (via de link)" in client_als(coach).get(rij.get_absolute_url()).content.decode()


def test_na_een_nee_is_de_kaart_via_de_link_niet_meer_te_lezen(client, aanbod, coach):
    rij = verwijs(aanbod, coach)
    gegevens = ingevuld(overgang="wijs_af", reden="vol", wat="De groep zit vol tot de zomer.", versie=rij.versie)
    assert "Emine" not in client.post(link(rij), gegevens, follow=True).content.decode()


def test_de_link_kan_niet_verlopen_of_intrekken(client, aanbod, coach):
    rij = verwijs(aanbod, coach)
    for overgang in ("verloop", "trek_in", "verstuur", "ontvang"):
        assert client.post(link(rij), ingevuld(overgang=overgang)).status_code == 409
    assert vers(rij).status == Stand.VERSTUURD


def test_een_vervalste_link_bestaat_niet_en_een_oude_zegt_dat(client, aanbod, coach, monkeypatch):
    rij = verwijs(aanbod, coach)
    goed = berichten.antwoordlink(rij)
    for token in (
        goed[:-1] + ("a" if goed[-1] != "a" else "b"),
        maak_token("iets.anders", rij.pk),
        "x",
        maak_token(berichten.ANTWOORDLINK, "x"),
    ):
        assert client.get(reverse("aanbod:antwoord", args=[token])).status_code == 404
    straks = time.time() + 15 * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: straks)
    oud = client.get(reverse("aanbod:antwoord", args=[goed]))
    assert oud.status_code == 410
    assert "verlopen" in oud.content.decode()


def test_vandaag_zegt_wat_er_wacht(aanbod, coach, docent, django_assert_max_num_queries):
    verwijs(aanbod, coach)
    Aanbod.objects.update(gecontroleerd_op=timezone.localdate() - timedelta(days=400))
    with bereik(docent.organisatie_ids):
        docent.lidmaatschappen_nu  # noqa: B018 - filled by the page before
        with django_assert_max_num_queries(3):
            punten = wacht_op(docent)
    assert [punt.actie for punt in punten] == ["Beantwoorden", "Nakijken"]
    with bereik(coach.organisatie_ids):
        assert wacht_op(coach) == []
        assert wacht_op(lid(Rol.SECRETARIS)) == []

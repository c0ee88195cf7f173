"""Sending and answering a referral: what the actions promise to the intake and to both organisations."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from aanbod import actions
from aanbod.choices import AanbodStatus, Stand
from aanbod.models import Doorverwijzing, DoorverwijzingAntwoord
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebeurtenis
from netwerk.kern.werkdagen import na_werkdagen
from netwerk.kern.workflow import OvergangNietMogelijk, VerouderdeVersie, WerkstroomFout
from tests.fabrieken import OrganisatieFabriek, lid

from .fabrieken import kaart, maak_aanbod

pytestmark = pytest.mark.usefixtures("alles")


@pytest.fixture
def aanbod():
    return maak_aanbod()


@pytest.fixture
def coach():
    return lid(Rol.COACH)


@pytest.fixture
def docent(aanbod):
    return lid(Rol.AANBIEDER, organisatie=aanbod.organisatie, naam="Nadia Docent")


@pytest.fixture
def verstuurd(aanbod, coach, docent) -> Doorverwijzing:
    return actions.verwijs_door(aanbod=aanbod, van=van(coach), kaart=kaart(), boodschap="Graag op maandag.", door=coach)


def van(coach):
    return coach.organisaties_met_rol(Rol.COACH)[0]


def morgen() -> date:
    return timezone.localdate() + timedelta(days=1)


GOED = {"wat": "Intakegesprek met Emine in lokaal 2, daarna start in de groep.", "wie": "Nadia Docent"}


def test_verwijs_door_verstuurt_meteen_met_datum_en_eigenaar(verstuurd, docent, coach):
    assert verstuurd.status == Stand.VERSTUURD
    assert verstuurd.uiterlijk == na_werkdagen(timezone.localdate(), 5)
    assert (verstuurd.eigenaar_verzender, verstuurd.eigenaar_ontvanger) == (coach, docent)
    assert verstuurd.eigenaar_ontvanger_naam == "Nadia Docent"
    assert "Nadia Docent" in verstuurd.stand_in_woorden
    soorten = set(Gebeurtenis.objects.over(verstuurd).values_list("soort", flat=True))
    assert soorten == {"overgang:verstuur"}


def test_de_kaart_komt_zoals_hij_gegeven_is(verstuurd):
    verstuurd.refresh_from_db()
    assert verstuurd.kaart == kaart()


def test_zonder_account_is_de_contactpersoon_eigenaar(coach):
    aanbod = maak_aanbod(contact_naam="Karel Balie")
    nieuw = actions.verwijs_door(aanbod=aanbod, van=van(coach), kaart=kaart(), door=coach)
    assert (nieuw.eigenaar_ontvanger, nieuw.eigenaar_ontvanger_naam) == (None, "Karel Balie")


@pytest.mark.parametrize("status", [s for s in AanbodStatus.values if s != AanbodStatus.GEPUBLICEERD])
def test_niet_naar_aanbod_dat_dicht_is(status, coach):
    with pytest.raises(WerkstroomFout, match="neemt nu geen mensen aan"):
        actions.verwijs_door(aanbod=maak_aanbod(status=status), van=van(coach), kaart=kaart(), door=coach)


def test_niet_naar_aanbod_dat_voorbij_is(coach):
    gisteren = timezone.localdate() - timedelta(days=1)
    aanbod = maak_aanbod(structureel=False, tijdelijk_tot=gisteren)
    with pytest.raises(WerkstroomFout):
        actions.verwijs_door(aanbod=aanbod, van=van(coach), kaart=kaart(), door=coach)


def test_niet_namens_een_ander(aanbod, coach):
    with pytest.raises(WerkstroomFout, match="namens"):
        actions.verwijs_door(aanbod=aanbod, van=OrganisatieFabriek(), kaart=kaart(), door=coach)


def test_geen_bsn_op_de_kaart(aanbod, coach):
    with pytest.raises(ValidationError):
        actions.verwijs_door(aanbod=aanbod, van=van(coach), kaart=kaart(toelichting="bsn 111222333"), door=coach)


def test_dezelfde_kaart_niet_twee_keer_tegelijk(aanbod, coach, verstuurd):
    with pytest.raises(WerkstroomFout, match="al aangemeld"):
        actions.verwijs_door(aanbod=aanbod, van=van(coach), kaart=kaart(), door=coach)
    assert Doorverwijzing.objects.count() == 1


def test_in_behandeling_nemen_koopt_geen_tijd(verstuurd, docent):
    uiterlijk = verstuurd.uiterlijk
    na = actions.neem_in_behandeling(doorverwijzing=verstuurd, door=docent)
    assert (na.status, na.uiterlijk) == (Stand.ONTVANGEN, uiterlijk)


def test_uitnodigen_zegt_wat_wie_en_wanneer(verstuurd, docent):
    na = actions.beantwoord(
        doorverwijzing=verstuurd, overgang="nodig_uit", **GOED, wanneer=morgen(), tijd=time(10, 30),
        plaats="Lokaal 2", door=docent,
    )  # fmt: skip
    assert na.status == Stand.UITGENODIGD
    assert na.uiterlijk == na_werkdagen(morgen(), 2)
    assert na.beantwoord_op is not None
    antwoord = na.antwoorden.get()
    assert (antwoord.wat, antwoord.wie, antwoord.wanneer) == (GOED["wat"], GOED["wie"], morgen())
    assert na.stand_in_woorden.startswith("Uitgenodigd: Nadia Docent, ")
    # The plan and the paper hold all of it: who, when, where and what.
    antwoord = na.antwoorden.get()
    assert na.antwoord_in_woorden.startswith("Uitgenodigd: Nadia Docent, ")
    assert na.antwoord_in_woorden.endswith(f". {antwoord.wat}")
    assert "om 10.30 uur, Lokaal 2. " in na.antwoord_in_woorden


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("wat", "Ik neem het mee."),
        ("wat", ""),
        ("wat", "We komen er zo snel mogelijk op terug, groet."),
        ("wie", "iemand"),
        ("wie", " "),
        ("wanneer", None),
        ("wanneer", date(2020, 1, 1)),
    ],
)
def test_een_leeg_antwoord_wordt_geweigerd(verstuurd, docent, veld, waarde):
    gegevens = {**GOED, "wanneer": morgen(), veld: waarde}
    with pytest.raises(actions.AntwoordOnvolledig) as fout:
        actions.beantwoord(doorverwijzing=verstuurd, overgang="nodig_uit", **gegevens, door=docent)
    assert list(fout.value.message_dict) == [veld]
    verstuurd.refresh_from_db()
    assert verstuurd.status == Stand.VERSTUURD
    assert not DoorverwijzingAntwoord.objects.exists()


@pytest.mark.parametrize("leeg", [{"wat": "   "}, {"wie": ""}, {"wanneer": None}, {"wat": "kort"}])
def test_ook_de_database_weigert_een_half_antwoord(verstuurd, leeg):
    velden = {**GOED, "wanneer": morgen(), "stand": Stand.UITGENODIGD, **leeg}
    with pytest.raises(IntegrityError), transaction.atomic():
        DoorverwijzingAntwoord.objects.create(
            doorverwijzing=verstuurd,
            van_organisatie=verstuurd.van_organisatie,
            naar_organisatie=verstuurd.naar_organisatie,
            **velden,
        )


def test_afwijzen_kan_alleen_met_een_reden_van_de_lijst(verstuurd, docent):
    gegevens = {**GOED, "wanneer": morgen(), "door": docent}
    for reden in ("", "zomaar", "verhuisd"):
        with pytest.raises(actions.AntwoordOnvolledig) as fout:
            actions.beantwoord(doorverwijzing=verstuurd, overgang="wijs_af", reden=reden, **gegevens)
        assert list(fout.value.message_dict) == ["reden"]
    na = actions.beantwoord(doorverwijzing=verstuurd, overgang="wijs_af", reden="vol", **gegevens)
    assert (na.status, na.uiterlijk, na.reden) == (Stand.AFGEWEZEN, None, "vol")
    assert na.gesloten_op is not None


def test_na_een_afwijzing_het_op_een_na_beste(verstuurd, docent, aanbod):
    ander = maak_aanbod(naam="Wel plek", talen=("tr", "nl"))
    uitkomst = actions.volgende_beste(verstuurd)
    assert [v.pk for v in uitkomst.voorstellen] == [ander.pk]
    assert "in het Turks" in uitkomst.voorstellen[0].redenen


def test_intrekken_wist_de_kaart_en_laat_het_feit_staan(verstuurd, coach, docent):
    actions.beantwoord(doorverwijzing=verstuurd, overgang="nodig_uit", **GOED, wanneer=morgen(), door=docent)
    na = actions.trek_in(doorverwijzing=verstuurd, door=coach)
    na.refresh_from_db()
    assert na.status == Stand.INGETROKKEN
    assert (na.voornaam, na.contact, na.boodschap, na.leervragen, na.talen) == ("", "", "", [], [])
    assert "Emine" not in str(Doorverwijzing.objects.filter(pk=na.pk).values().get())
    assert "Emine" not in str(list(na.antwoorden.values()))
    assert na.aanbod_id == verstuurd.aanbod_id


def test_de_ontvanger_kan_niet_intrekken(verstuurd, docent):
    with pytest.raises(OvergangNietMogelijk):
        actions.trek_in(doorverwijzing=verstuurd, door=docent)
    verstuurd.refresh_from_db()
    assert verstuurd.voornaam == "Emine"


def test_een_verouderde_pagina_overschrijft_niets(verstuurd, docent):
    oud = verstuurd.versie
    actions.neem_in_behandeling(doorverwijzing=verstuurd, door=docent)
    with pytest.raises(VerouderdeVersie):
        actions.beantwoord(
            doorverwijzing=verstuurd, overgang="nodig_uit", **GOED, wanneer=morgen(), door=docent, versie=oud
        )


def test_verlopen_is_alleen_voor_de_klok(verstuurd, docent):
    with pytest.raises(WerkstroomFout):
        actions.beantwoord(doorverwijzing=verstuurd, overgang="verloop", **GOED, wanneer=morgen(), door=docent)
    assert actions.verloop(doorverwijzing=verstuurd).status == Stand.VERLOPEN


def test_niet_bereikbaar_legt_de_bal_bij_de_coach(verstuurd, docent, coach):
    na = actions.beantwoord(
        doorverwijzing=verstuurd,
        overgang="meld_niet_bereikbaar",
        wat="Drie keer gebeld, geen gehoor. Coach vraagt een ander nummer.",
        wie=str(coach),
        wanneer=morgen(),
        door=docent,
    )
    assert na.wie_is_aan_zet == str(coach)
    assert na.uiterlijk == na_werkdagen(timezone.localdate(), 5)
    assert na.eigenaar_ontvanger == docent


def test_bij_elke_stap_een_bericht_aan_de_andere_kant_zonder_naam(
    aanbod, coach, docent, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        rij = actions.verwijs_door(aanbod=aanbod, van=van(coach), kaart=kaart(), door=coach)
    with django_capture_on_commit_callbacks(execute=True):
        actions.beantwoord(doorverwijzing=rij, overgang="nodig_uit", **GOED, wanneer=morgen(), door=docent)
    with django_capture_on_commit_callbacks(execute=True):
        actions.trek_in(doorverwijzing=rij, door=coach)
    assert [bericht.to for bericht in mailoutbox] == [[docent.email], [coach.email], [docent.email]]
    assert rij.get_absolute_url() in mailoutbox[0].body
    assert not any("Emine" in f"{bericht.subject}{bericht.body}" for bericht in mailoutbox)


def test_zonder_account_krijgt_de_aanbieder_de_link_in_de_mail(coach, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.verwijs_door(aanbod=maak_aanbod(), van=van(coach), kaart=kaart(), door=coach)
    assert mailoutbox[0].to == ["docent@demo.example"]
    assert "/aanbod/antwoord/" in mailoutbox[0].body


def test_een_kapotte_mailserver_houdt_niets_tegen(
    aanbod, coach, docent, monkeypatch, django_capture_on_commit_callbacks
):
    def kapot(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("aanbod.berichten.send_mail", kapot)
    with django_capture_on_commit_callbacks(execute=True):
        rij = actions.verwijs_door(aanbod=aanbod, van=van(coach), kaart=kaart(), door=coach)
    assert rij.status == Stand.VERSTUURD

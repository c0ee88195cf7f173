"""Silence → reminder → second person → the end, with the clock moved by hand."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from aanbod import actions, klok
from aanbod.choices import OPEN, Kant, Seinsoort, Stand
from aanbod.klok import RUST, Gestuurd, te_sturen
from aanbod.models import Doorverwijzing, Sein, TweedePersoon
from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.werkdagen import is_werkdag, na_werkdagen
from tests.fabrieken import lid

from .fabrieken import kaart, maak_aanbod

DAG = st.dates(date(2026, 1, 1), date(2028, 12, 31))


# --- the rules, without a database --------------------------------------------------------------------------------
def speel(stand: str, uiterlijk: date, begin: date, dagen: list[int]) -> tuple[list[Gestuurd], date | None]:
    """Let the clock tick at these intervals; what went out, and the day it ended."""
    gestuurd: list[Gestuurd] = []
    dag = begin
    for stap in dagen:
        for soort, kant in te_sturen(stand, uiterlijk, dag, gestuurd):
            gestuurd.append(Gestuurd(soort, kant, dag))
            if soort == Seinsoort.VERLOPEN:
                return gestuurd, dag
        dag += timedelta(days=stap)
    return gestuurd, None


@given(st.sampled_from(sorted(OPEN)), DAG)
def test_elke_open_stand_die_stil_blijft_komt_aan_een_einde(stand, uiterlijk):
    gestuurd, einde = speel(stand, uiterlijk, uiterlijk - timedelta(days=10), [1] * 120)
    assert einde is not None
    assert einde >= na_werkdagen(uiterlijk, klok.VERLOOPT_NA[stand])
    soorten = [sein.soort for sein in gestuurd]
    assert soorten.index(Seinsoort.HERINNERING) < soorten.index(Seinsoort.ESCALATIE) < soorten.index("verlopen")
    assert {s.kant for s in gestuurd if s.soort == Seinsoort.HERINNERING} == {Kant.ONTVANGER, Kant.VERZENDER}


@given(st.sampled_from(sorted(OPEN)), DAG, st.lists(st.integers(0, 9), min_size=1, max_size=80))
def test_nooit_twee_keer_binnen_drie_dagen_en_nooit_op_een_vrije_dag(stand, uiterlijk, dagen):
    gestuurd, _ = speel(stand, uiterlijk, uiterlijk - timedelta(days=5), dagen)
    assert all(is_werkdag(sein.dag) for sein in gestuurd)
    for kant in Kant.values:
        op = [s.dag for s in gestuurd if s.kant == kant and s.soort != Seinsoort.VERLOPEN]
        assert all(later - eerder >= RUST for eerder, later in zip(op, op[1:], strict=False))


@given(st.sampled_from(sorted(OPEN)), DAG, st.integers(30, 400))
def test_een_klok_die_stil_stond_laat_niets_ineens_verlopen(stand, uiterlijk, weken_later):
    gestuurd, einde = speel(stand, uiterlijk, uiterlijk + timedelta(days=weken_later), [1] * 40)
    assert einde is not None
    eerste = next(s.dag for s in gestuurd if s.soort == Seinsoort.HERINNERING)
    doorgegeven = next(s.dag for s in gestuurd if s.soort == Seinsoort.ESCALATIE)
    assert eerste < doorgegeven < einde
    assert einde >= na_werkdagen(doorgegeven, klok.RESPIJT)


@given(st.sampled_from(sorted(set(Stand.values) - OPEN)), DAG)
def test_wat_gesloten_is_hoort_niets(stand, dag):
    assert te_sturen(stand, dag, dag + timedelta(days=30), []) == []


def test_voor_de_laatste_werkdag_is_het_stil():
    # due on Monday 30 November 2026: Friday the 27th is the working day before it
    stil = [te_sturen(Stand.VERSTUURD, date(2026, 11, 30), date(2026, 11, dag), []) for dag in (25, 26, 28, 29)]
    assert stil == [[], [], [], []]
    vrijdag = te_sturen(Stand.VERSTUURD, date(2026, 11, 30), date(2026, 11, 27), [])
    assert vrijdag == [(Seinsoort.HERINNERING, Kant.ONTVANGER)]


# --- the run ------------------------------------------------------------------------------------------------------
@pytest.fixture
def stil(db):
    """A referral nobody answers: (referral, coach, teacher, second person)."""
    with bereik(alles=True):
        aanbod = maak_aanbod(naam="Telefoonles")
        coach, docent = lid(Rol.COACH), lid(Rol.AANBIEDER, organisatie=aanbod.organisatie, naam="Nadia Docent")
        tweede = lid(Rol.AANBIEDER, organisatie=aanbod.organisatie, naam="Tom Tweede")
        TweedePersoon.objects.create(organisatie=aanbod.organisatie, gebruiker=tweede)
        rij = actions.verwijs_door(
            aanbod=aanbod, van=coach.organisaties_met_rol(Rol.COACH)[0], kaart=kaart(), door=coach
        )
    return rij, coach, docent, tweede


def op(dag: date) -> None:
    call_command("loop_doorverwijzingen", op=dag.isoformat(), verbosity=0)


def vers(rij) -> Doorverwijzing:
    with bereik(alles=True):
        return Doorverwijzing.objects.get(pk=rij.pk)


def werkdag_voor(dag: date) -> date:
    return next(d for n in range(1, 9) if is_werkdag(d := dag - timedelta(days=n)))


def test_stilte_wordt_herinnering_doorgeven_en_verlopen(stil, mailoutbox):
    rij, coach, docent, tweede = stil
    aan: list[tuple[int, str]] = []
    dag, nummer = timezone.localdate(), 0
    while vers(rij).is_open and nummer < 60:
        for _ in range(2):  # a second run on the same day says nothing more
            mailoutbox.clear()
            op(dag)
            aan += [(nummer, bericht.to[0]) for bericht in mailoutbox]
        dag, nummer = dag + timedelta(days=1), nummer + 1
    assert vers(rij).status == Stand.VERLOPEN
    namen = {docent.email: "docent", coach.email: "coach", tweede.email: "tweede"}
    volgorde = [namen[adres] for _, adres in aan]
    assert volgorde[0] == "docent"
    assert volgorde.count("tweede") == 1
    assert volgorde.count("docent") <= klok.HOOGSTENS + 1
    assert sorted(volgorde[-2:]) == ["coach", "docent"]
    with bereik(alles=True):
        assert not Sein.objects.filter(gemaild_op=None).exists()


def test_geen_naam_van_een_leerder_in_de_mail(stil, mailoutbox):
    rij, *_ = stil
    dag = rij.uiterlijk - timedelta(days=3)
    for nummer in range(40):
        op(dag + timedelta(days=nummer))
    assert vers(rij).status == Stand.VERLOPEN
    assert len(mailoutbox) >= 6
    tekst = "".join(f"{bericht.subject}{bericht.body}" for bericht in mailoutbox)
    for geheim in ("Emine", "via coach Samira", "1012", "email-lezen"):
        assert geheim not in tekst
    assert "Telefoonles" in tekst
    assert "Met één klik" in tekst


def test_zonder_account_gaat_de_herinnering_met_een_nieuwe_link(db, mailoutbox):
    with bereik(alles=True):
        coach = lid(Rol.COACH)
        rij = actions.verwijs_door(
            aanbod=maak_aanbod(contact_naam="Karel Balie"),
            van=coach.organisaties_met_rol(Rol.COACH)[0],
            kaart=kaart(),
            door=coach,
        )
    op(werkdag_voor(rij.uiterlijk))
    (bericht,) = mailoutbox
    assert bericht.to == ["docent@demo.example"]
    assert "/aanbod/antwoord/" in bericht.body


def test_een_antwoord_maakt_een_nieuwe_ronde(stil, mailoutbox):
    rij, _, docent, _ = stil
    op(werkdag_voor(rij.uiterlijk))
    with bereik(alles=True):
        na = actions.beantwoord(
            doorverwijzing=rij,
            overgang="nodig_uit",
            wat="Kennismaken met de docent, daarna start in de groep.",
            wie="Nadia Docent",
            wanneer=timezone.localdate() + timedelta(days=30),
            door=docent,
        )
    mailoutbox.clear()
    op(na_werkdagen(rij.uiterlijk, 5))
    assert mailoutbox == []
    op(werkdag_voor(na.uiterlijk))
    assert [bericht.to for bericht in mailoutbox] == [[docent.email]]


def test_de_tweede_persoon_is_een_lid_en_niet_de_eerste(stil):
    rij, _, docent, tweede = stil
    with bereik(alles=True):
        organisatie = rij.naar_organisatie
        assert klok.tweede_persoon(organisatie, docent.pk) == tweede
        assert klok.tweede_persoon(organisatie, tweede.pk) is None
        beheerder = lid(Rol.BEHEERDER, organisatie=organisatie)
        assert klok.tweede_persoon(organisatie, tweede.pk) == beheerder
        tweede.lidmaatschappen.all().delete()
        assert klok.tweede_persoon(organisatie, docent.pk) == beheerder


def test_ook_de_database_weigert_twee_herinneringen_binnen_drie_dagen(stil):
    rij, *_ = stil
    velden = {
        "doorverwijzing": rij,
        "van_organisatie": rij.van_organisatie,
        "naar_organisatie": rij.naar_organisatie,
        "soort": Seinsoort.HERINNERING,
        "kant": Kant.ONTVANGER,
        "uiterlijk": rij.uiterlijk,
        "naam": "Nadia",
    }
    with bereik(alles=True):
        Sein.objects.create(**velden, dag=date(2026, 12, 1))
        Sein.objects.create(**velden, dag=date(2026, 12, 4))
        for dag in (1, 2, 3, 5, 6):
            with pytest.raises(IntegrityError, match="drie_dagen"), transaction.atomic():
                Sein.objects.create(**velden, dag=date(2026, 12, dag))


def test_de_mailserver_die_weigert_krijgt_het_later_nog_een_keer(stil, monkeypatch, mailoutbox):
    rij, *_ = stil
    dag = werkdag_voor(rij.uiterlijk)
    with monkeypatch.context() as kapot:
        kapot.setattr("aanbod.berichten.send_mail", _weigert)
        with pytest.raises(CommandError, match="1 berichten niet gemaild"):
            op(dag)
    assert mailoutbox == []
    for _ in range(2):
        op(dag)
    assert len(mailoutbox) == 1


def test_een_proces_dat_sterft_tijdens_het_mailen_mailt_niet_nog_eens(stil, monkeypatch, mailoutbox):
    rij, *_ = stil

    def sterf(sein):
        mail.send_mail("x", "x", None, ["docent@demo.example"])
        raise KeyboardInterrupt

    with monkeypatch.context() as dood:
        dood.setattr("aanbod.klok.mail_sein", sterf)
        with pytest.raises(KeyboardInterrupt):
            op(werkdag_voor(rij.uiterlijk))
    op(werkdag_voor(rij.uiterlijk))
    assert len(mailoutbox) == 1


def test_zonder_adres_staat_het_wel_in_de_tijdlijn_en_loopt_de_klok_door(db, mailoutbox):
    with bereik(alles=True):
        aanbod = maak_aanbod(contact_email="", contact_naam="Karel Balie")
        aanbod.organisatie.email = ""
        aanbod.organisatie.save()
        coach = lid(Rol.COACH)
        van = coach.organisaties_met_rol(Rol.COACH)[0]
        rij = actions.verwijs_door(aanbod=aanbod, van=van, kaart=kaart(), door=coach)
    for nummer in range(40):
        op(rij.uiterlijk - timedelta(days=3) + timedelta(days=nummer))
    assert vers(rij).status == Stand.VERLOPEN
    assert {bericht.to[0] for bericht in mailoutbox} == {coach.email}
    with bereik(alles=True):
        assert Sein.objects.filter(gemaild_op=None).exists()
        assert not Sein.objects.filter(poging_op=None).exists()


def test_een_vreemde_dag_is_een_duidelijke_fout(db):
    with pytest.raises(CommandError, match="JJJJ-MM-DD"):
        call_command("loop_doorverwijzingen", op="morgen")


def _weigert(*args, **kwargs):
    raise ConnectionRefusedError


# --- two clocks at once, with real commits ------------------------------------------------------------------------
@pytest.fixture
def echte_commits(transactional_db):
    call_command("laad_basis", verbosity=0)
    yield


@pytest.mark.usefixtures("echte_commits")
def test_twee_klokken_tegelijk_zeggen_alles_een_keer(mailoutbox):
    with bereik(alles=True):
        aanbod = maak_aanbod()
        coach = lid(Rol.COACH)
        lid(Rol.AANBIEDER, organisatie=aanbod.organisatie)
        van = coach.organisaties_met_rol(Rol.COACH)[0]
        rijen = [
            actions.verwijs_door(aanbod=aanbod, van=van, kaart=kaart(voornaam=f"Leerder {n}"), door=coach)
            for n in range(6)
        ]
    mailoutbox.clear()
    start, fouten = threading.Barrier(2), []

    def tik():
        close_old_connections()
        try:
            start.wait(timeout=10)
            klok.loop(werkdag_voor(rijen[0].uiterlijk))
        except Exception as fout:  # noqa: BLE001 - a thread's error must reach the assertion below
            fouten.append(fout)
        finally:
            connection.close()

    draden = [threading.Thread(target=tik) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=60)
    assert fouten == []
    with bereik(alles=True):
        assert Sein.objects.count() == 6
    assert len(mailoutbox) == 6

"""Who sees a referral: both organisations and no other, twice over (queryset and database)."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, close_old_connections, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from aanbod import actions
from aanbod.choices import Stand
from aanbod.models import AanbodMelding, Doorverwijzing, DoorverwijzingAntwoord
from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.workflow import WerkstroomFout
from tests.fabrieken import OrganisatieFabriek, lid

from .fabrieken import kaart, maak_aanbod

GOED = {"wat": "Kennismaken met de docent, daarna start in de groep.", "wie": "Nadia Docent"}


def maak():
    """(aanbod, coach, docent, referral), written in the scope of everything."""
    with bereik(alles=True):
        aanbod = maak_aanbod()
        coach, docent = lid(Rol.COACH), lid(Rol.AANBIEDER, organisatie=aanbod.organisatie)
        van = coach.organisaties_met_rol(Rol.COACH)[0]
        rij = actions.verwijs_door(aanbod=aanbod, van=van, kaart=kaart(), door=coach)
        actions.beantwoord(
            doorverwijzing=rij,
            overgang="nodig_uit",
            **GOED,
            wanneer=timezone.localdate() + timedelta(days=2),
            door=docent,
        )
        rij.refresh_from_db()
    return aanbod, coach, docent, rij


@pytest.mark.django_db
def test_de_database_toont_alleen_de_twee_partijen():
    aanbod, coach, docent, rij = maak()
    vreemde = OrganisatieFabriek()
    for organisatie, ziet in ((rij.van_organisatie_id, 1), (rij.naar_organisatie_id, 1), (vreemde.pk, 0)):
        with bereik([organisatie]):
            assert Doorverwijzing.objects.count() == ziet
            assert DoorverwijzingAntwoord.objects.count() == ziet
    assert Doorverwijzing.objects.count() == 0  # no scope: nothing, not everything


@pytest.mark.django_db
def test_een_concept_ziet_alleen_de_verzender():
    aanbod, coach, docent, rij = maak()
    with bereik(alles=True):
        Doorverwijzing.objects.filter(pk=rij.pk).update(status=Stand.CONCEPT)
    with bereik([rij.naar_organisatie_id]):
        assert not Doorverwijzing.objects.exists()
    with bereik([rij.van_organisatie_id]):
        assert Doorverwijzing.objects.exists()


@pytest.mark.django_db
def test_de_link_opent_precies_een_kaart():
    _, _, _, rij = maak()
    _, _, _, ander = maak()
    with bereik(kaart=f"doorverwijzing:{rij.pk}"):
        assert list(Doorverwijzing.objects.values_list("pk", flat=True)) == [rij.pk]
        assert set(DoorverwijzingAntwoord.objects.values_list("doorverwijzing_id", flat=True)) == {rij.pk}
    assert ander.pk != rij.pk


@pytest.mark.django_db
def test_een_vreemde_kan_niet_schrijven():
    aanbod, coach, docent, rij = maak()
    vreemde = OrganisatieFabriek()
    with bereik([vreemde.pk]):
        assert Doorverwijzing.objects.filter(pk=rij.pk).update(voornaam="Anders") == 0
    with pytest.raises((ProgrammingError, DatabaseError)), transaction.atomic(), bereik([vreemde.pk]):
        DoorverwijzingAntwoord.objects.create(
            doorverwijzing_id=rij.pk,
            van_organisatie=rij.van_organisatie,
            naar_organisatie=rij.naar_organisatie,
            stand=Stand.GESTART,
            wanneer=timezone.localdate(),
            **GOED,
        )


@pytest.mark.django_db
def test_een_melding_ziet_alleen_de_organisatie():
    with bereik(alles=True):
        aanbod = maak_aanbod()
    actions.meld_onjuist(aanbod=aanbod, tekst="De tijden kloppen niet.")
    assert AanbodMelding.objects.count() == 0
    with bereik([aanbod.organisatie_id]):
        assert AanbodMelding.objects.count() == 1


@pytest.mark.django_db
def test_de_querysets_tonen_een_coach_van_de_ontvanger_niets():
    """Scoped twice: a coach of the receiving organisation is inside its row-level scope, but has no inbox."""
    aanbod, coach, docent, rij = maak()
    with bereik(alles=True):
        assert Doorverwijzing.objects.zichtbaar_voor(docent).count() == 1
        assert Doorverwijzing.objects.zichtbaar_voor(coach).count() == 1
        assert not Doorverwijzing.objects.zichtbaar_voor(lid(Rol.COACH, organisatie=aanbod.organisatie)).exists()
        assert not Doorverwijzing.objects.zichtbaar_voor(lid(Rol.REGIE)).exists()


@pytest.fixture
def echte_commits(transactional_db) -> None:
    """Real commits, and the vocabularies that the flush after an earlier such test took away."""
    call_command("laad_basis", verbosity=0)


@pytest.mark.usefixtures("echte_commits")
def test_twee_antwoorden_tegelijk_een_wint():
    """Two real connections start from the same page and answer at once."""
    with bereik(alles=True):
        aanbod = maak_aanbod()
        coach = lid(Rol.COACH)
        collegas = [lid(Rol.AANBIEDER, organisatie=aanbod.organisatie) for _ in range(2)]
        van = coach.organisaties_met_rol(Rol.COACH)[0]
        rij = actions.verwijs_door(aanbod=aanbod, van=van, kaart=kaart(), door=coach)
    start, uitslag = threading.Barrier(2), []

    def antwoord(door, overgang, **extra):
        close_old_connections()
        try:
            with bereik([aanbod.organisatie_id]):
                zelf = Doorverwijzing.objects.get(pk=rij.pk)
                start.wait(timeout=10)
                actions.beantwoord(
                    doorverwijzing=zelf,
                    overgang=overgang,
                    **GOED,
                    door=door,
                    versie=zelf.versie,
                    wanneer=timezone.localdate() + timedelta(days=2),
                    **extra,
                )
            uitslag.append(overgang)
        except WerkstroomFout as fout:
            uitslag.append(type(fout).__name__)
        finally:
            connection.close()

    draden = [
        threading.Thread(target=antwoord, args=(collegas[0], "nodig_uit")),
        threading.Thread(target=antwoord, args=(collegas[1], "wijs_af"), kwargs={"reden": "vol"}),
    ]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    assert len(uitslag) == 2
    assert len({"nodig_uit", "wijs_af"} & set(uitslag)) == 1, uitslag
    with bereik(alles=True):
        assert DoorverwijzingAntwoord.objects.count() == 1
        assert Doorverwijzing.objects.get().antwoorden.get().stand == Doorverwijzing.objects.get().status


@pytest.mark.usefixtures("echte_commits")
def test_dezelfde_kaart_twee_keer_tegelijk_verstuurd_is_er_een():
    with bereik(alles=True):
        aanbod = maak_aanbod()
        coach = lid(Rol.COACH)
        van = coach.organisaties_met_rol(Rol.COACH)[0]
    start, uitslag = threading.Barrier(2), []

    def stuur():
        close_old_connections()
        try:
            with bereik([van.pk]):
                start.wait(timeout=10)
                actions.verwijs_door(aanbod=aanbod, van=van, kaart=kaart(), door=coach)
            uitslag.append("verstuurd")
        except WerkstroomFout:
            uitslag.append("al aangemeld")
        finally:
            connection.close()

    draden = [threading.Thread(target=stuur) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(timeout=30)
    assert sorted(uitslag) == ["al aangemeld", "verstuurd"]

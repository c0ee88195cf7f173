"""What the database refuses, whatever the screen said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.workflow import WerkstroomFout
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions
from vrijwilligers.eisen import Papieren, beleid_voor, ontbrekende
from vrijwilligers.models import Eis, Koppeling, Screening, Vrijwilliger

from .fabrieken import GEVOELIG, RUSTIG, hulpvraag, vrijwilliger


@pytest.fixture
def huis(alles):
    """An organisation with a coordinator who also coaches."""
    organisatie = OrganisatieFabriek()
    return organisatie, lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)


def koppel_rauw(vraag, wie, status="voorgesteld") -> Koppeling:
    """Past every check in Python, straight at the table."""
    with transaction.atomic():
        return Koppeling.objects.create(
            hulpvraag=vraag, vrijwilliger=wie, organisatie_id=vraag.naar_organisatie_id,
            van_organisatie_id=vraag.van_organisatie_id, voornaam=wie.voornaam, status=status,
        )  # fmt: skip


def weigering(fout: pytest.ExceptionInfo) -> str:
    return fout.value.__cause__.diag.constraint_name


@pytest.mark.parametrize("status", ["voorgesteld", "geaccepteerd", "gestart"])
def test_no_private_help_without_vog(huis, status: str) -> None:
    organisatie, door = huis
    vraag = hulpvraag(organisatie, door, leervragen=(GEVOELIG,))
    assert vraag.privacygevoelig
    with pytest.raises(IntegrityError) as fout:
        koppel_rauw(vraag, vrijwilliger(organisatie, papieren="basis"), status)
    assert weigering(fout) == "vrijwilligers_koppeling_screening"


@pytest.mark.parametrize(
    "wijziging",
    [
        {
            "vog_geldig_tot": timezone.localdate() - timedelta(days=1),
            "vog_getoond_op": timezone.localdate() - timedelta(days=1100),
        },
        {"geheimhouding_getekend_op": None, "geheimhouding_versie": ""},
    ],
)
def test_expired_vog_or_no_signature_is_refused(huis, wijziging: dict) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie)
    Screening.objects.filter(vrijwilliger=wie).update(**wijziging)
    with pytest.raises(IntegrityError) as fout:
        koppel_rauw(hulpvraag(organisatie, door, leervragen=(GEVOELIG,)), wie)
    assert weigering(fout) == "vrijwilligers_koppeling_screening"


def test_no_private_help_without_the_privacy_module(huis) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie)
    wie.resultaten.filter(module_id="privacy").delete()
    with pytest.raises(IntegrityError) as fout:
        koppel_rauw(hulpvraag(organisatie, door, rol="digid"), wie)
    assert weigering(fout) == "vrijwilligers_koppeling_module"


def test_all_papers_and_it_goes_through(huis) -> None:
    organisatie, door = huis
    assert koppel_rauw(hulpvraag(organisatie, door, leervragen=(GEVOELIG,)), vrijwilliger(organisatie)).pk
    rustig = hulpvraag(organisatie, door, leervragen=(RUSTIG,))
    assert not rustig.privacygevoelig
    assert koppel_rauw(rustig, vrijwilliger(organisatie, papieren="basis")).pk


def test_the_database_follows_the_policy_of_the_organisation(huis) -> None:
    """Quiet help too asks what the policy in force asks: the network's, then the organisation's own from its day."""
    organisatie, door = huis
    rustig = hulpvraag(organisatie, door, leervragen=(RUSTIG,))
    with pytest.raises(IntegrityError) as fout, transaction.atomic():
        koppel_rauw(rustig, vrijwilliger(organisatie, papieren="geen"))
    assert weigering(fout) == "vrijwilligers_koppeling_beleid"
    basis = vrijwilliger(organisatie, papieren="basis", telefoon="0611111111")
    vandaag = timezone.localdate()
    Eis.objects.create(
        rol="computerhulp", organisatie=organisatie, geldig_vanaf=vandaag + timedelta(days=1), vog=True
    )  # not yet in force
    assert koppel_rauw(rustig, basis).pk
    Eis.objects.create(
        rol="computerhulp", organisatie=organisatie, geldig_vanaf=vandaag, vog=True, vog_maanden=12, modules=[]
    )
    with pytest.raises(IntegrityError) as fout, transaction.atomic():
        koppel_rauw(hulpvraag(organisatie, door, leervragen=(RUSTIG,)), basis)
    assert weigering(fout) == "vrijwilligers_koppeling_beleid"
    oud = vrijwilliger(organisatie, telefoon="0622222222")
    Screening.objects.filter(vrijwilliger=oud).update(vog_getoond_op=vandaag - timedelta(days=400))
    with pytest.raises(IntegrityError) as fout, transaction.atomic():  # valid by its own date, too old for the policy
        koppel_rauw(hulpvraag(organisatie, door, leervragen=(RUSTIG,)), oud)
    assert weigering(fout) == "vrijwilligers_koppeling_beleid"
    papieren = Papieren.van(Screening.objects.get(vrijwilliger=oud), ["basis", "privacy"])
    beleid = beleid_voor("computerhulp", organisatie.pk, vandaag, privacygevoelig=False)
    assert ontbrekende(beleid, papieren, vandaag) == ("een nieuwe VOG (verlopen)",)  # Python says the same


def test_an_expired_vog_leaves_running_help_alone(huis) -> None:
    """It stays visible with its check-in date; only a new step is refused."""
    organisatie, door = huis
    wie = vrijwilliger(organisatie)
    koppeling = koppel_rauw(hulpvraag(organisatie, door, leervragen=(GEVOELIG,)), wie, "gestart")
    gisteren = timezone.localdate() - timedelta(days=1)
    Screening.objects.filter(vrijwilliger=wie).update(vog_geldig_tot=gisteren)
    koppeling.toelichting = "check-in"
    koppeling.save()
    koppeling.status = "afgerond"
    koppeling.save()


def test_never_more_running_than_places(huis) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie, capaciteit=2)
    for _ in range(2):
        koppel_rauw(hulpvraag(organisatie, door), wie, "geaccepteerd")
    derde = koppel_rauw(hulpvraag(organisatie, door), wie)
    with pytest.raises(IntegrityError) as fout, transaction.atomic():
        derde.status = "geaccepteerd"
        derde.save()
    assert weigering(fout) == "vrijwilligers_koppeling_capaciteit"
    with pytest.raises(IntegrityError) as fout, transaction.atomic():
        Vrijwilliger.objects.filter(pk=wie.pk).update(capaciteit=1)
    assert weigering(fout) == "vrijwilligers_koppeling_capaciteit"
    assert Vrijwilliger.objects.filter(pk=wie.pk).update(capaciteit=3) == 1


def test_the_count_sees_matches_outside_the_writers_scope(huis) -> None:
    """A volunteer who moved keeps helping somebody of the old organisation: that place is taken, visible or not."""
    oud, door = huis
    nieuw = OrganisatieFabriek()
    chef = lid(Rol.COORDINATOR, organisatie=nieuw)
    wie = vrijwilliger(oud, capaciteit=1)
    koppel_rauw(hulpvraag(oud, door), wie, "gestart")
    Vrijwilliger.objects.filter(pk=wie.pk).update(organisatie=nieuw)
    vraag = hulpvraag(nieuw, chef)
    with bereik([nieuw.pk]):
        assert Koppeling.objects.count() == 0
        with pytest.raises(IntegrityError) as fout:
            koppel_rauw(vraag, wie, "geaccepteerd")
        assert weigering(fout) == "vrijwilligers_koppeling_capaciteit"
        assert Koppeling.objects.count() == 0  # the trigger's wider view ended with it


def test_the_action_says_it_in_dutch(huis) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie, capaciteit=1)
    eerste = actions.stel_voor(hulpvraag=hulpvraag(organisatie, door), vrijwilliger=wie, door=door)
    tweede = actions.stel_voor(hulpvraag=hulpvraag(organisatie, door), vrijwilliger=wie, door=door)
    actions.accepteer(koppeling=eerste, door=door)
    with pytest.raises(WerkstroomFout, match="geen plek meer vrij"):
        actions.accepteer(koppeling=tweede, door=door)
    tweede.refresh_from_db()
    assert tweede.status == "voorgesteld"


def test_rows_of_another_organisation_and_the_pool_do_not_exist(huis) -> None:
    organisatie, door = huis
    eigen, pool = vrijwilliger(organisatie), vrijwilliger(None)
    koppel_rauw(hulpvraag(organisatie, door), eigen)
    ander = OrganisatieFabriek()
    with bereik([ander.pk]):
        for model in (Vrijwilliger, Screening, Koppeling):
            assert model.objects.count() == 0
    with bereik([organisatie.pk]):
        assert list(Vrijwilliger.objects.all()) == [eigen]
    assert pool.in_pool

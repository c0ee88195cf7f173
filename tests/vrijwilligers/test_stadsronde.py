"""From open requests in the database to a stored proposal, seen by who may see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import NederlandsNiveau, Rol
from netwerk.kern.models import Stadsdeel
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions, stadsronde
from vrijwilligers.models import Toewijzingsregel

from .fabrieken import GEVOELIG, hulpvraag, vrijwilliger


@pytest.fixture
def brug(alles):
    organisatie = OrganisatieFabriek()
    return organisatie, lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)


def regel(ronde, vraag) -> Toewijzingsregel:
    return ronde.regels.get(hulpvraag=vraag)


def test_the_only_speaker_goes_to_who_needs_that_language(brug) -> None:
    organisatie, door = brug
    selam = vrijwilliger(organisatie, naam="Selam Proef", talen=["nl", "ti"])
    piet = vrijwilliger(organisatie, naam="Piet Proef", vaardigheden=[])
    eerste = hulpvraag(organisatie, door, leervragen=("apparaat-aan-uit",))
    tweede = hulpvraag(organisatie, door, voornaam="Abeba", talen=("ti",), nederlands=NederlandsNiveau.GEEN)
    ronde = stadsronde.maak_ronde(door=door)
    assert regel(ronde, eerste).vrijwilliger == piet
    gekozen = regel(ronde, tweede)
    assert gekozen.vrijwilliger == selam and "spreekt Tigrinya" in stadsronde.redenen_bij([gekozen])[gekozen.pk]
    assert gekozen.soort == "eigen"
    assert gekozen.op_volgorde == "" and (ronde.geholpen, ronde.geholpen_op_volgorde) == (2, 1)
    assert ronde.totaal > ronde.totaal_op_volgorde and ronde.langst_zonder is None


def test_the_stored_score_is_the_score_of_one_request(brug) -> None:
    """What the round promises is what ``stel_voor`` finds."""
    organisatie, door = brug
    vrijwilliger(organisatie, dagdelen=["ma-ochtend"], reisafstand_m=10_000, doelgroepen=["ouderen"])
    vraag = hulpvraag(organisatie, door, dagdelen=("ma-ochtend",), leervragen=("apparaat-aan-uit",), pc4="1031")
    uit = regel(stadsronde.maak_ronde(), vraag)
    redenen = stadsronde.redenen_bij([uit])[uit.pk]
    koppeling = actions.stel_voor(hulpvraag=vraag, vrijwilliger=uit.vrijwilliger, door=door)
    assert uit.score == koppeling.score and redenen == koppeling.redenen


def test_without_papers_nobody_and_the_reason_is_there(brug) -> None:
    organisatie, door = brug
    vrijwilliger(organisatie, papieren="basis")
    vraag = hulpvraag(organisatie, door, leervragen=(GEVOELIG,), rol="digid")
    uit = regel(stadsronde.maak_ronde(), vraag)
    assert uit.vrijwilliger is None
    assert uit.waarom == (
        "1 vrijwilliger spreekt de taal, maar niemand heeft de papieren of training die hierbij nodig zijn."
    )


def test_an_open_proposal_keeps_its_place_and_a_refusal_is_remembered(brug) -> None:
    organisatie, door = brug
    wie = vrijwilliger(organisatie)
    eerste, tweede = hulpvraag(organisatie, door), hulpvraag(organisatie, door, voornaam="Bea")
    koppeling = actions.stel_voor(hulpvraag=eerste, vrijwilliger=wie, door=door)
    ronde = stadsronde.maak_ronde()
    assert ronde.vragen == 1 and regel(ronde, tweede).vrijwilliger is None
    actions.wijs_af(koppeling=koppeling, reden="geen_tijd", door=door)
    ronde = stadsronde.maak_ronde()
    assert regel(ronde, eerste).vrijwilliger is None and regel(ronde, tweede).vrijwilliger == wie


def test_a_line_is_for_who_looks_and_a_new_round_replaces_the_old(brug) -> None:
    organisatie, door = brug
    ander = OrganisatieFabriek()
    wie = vrijwilliger(ander)
    vraag = hulpvraag(organisatie, door)
    oud = stadsronde.maak_ronde()
    nieuw = stadsronde.maak_ronde()
    assert not oud.regels.exists() and stadsronde.nieuwste() == nieuw
    with bereik([organisatie.pk]):
        uit = Toewijzingsregel.objects.get(hulpvraag=vraag)
        assert uit.soort == "elders" and uit.vrijwilliger_id == wie.pk
    with bereik([ander.pk]):
        assert not Toewijzingsregel.objects.exists()


def test_one_district(brug) -> None:
    organisatie, door = brug
    noord, zuid = hulpvraag(organisatie, door, pc4="1031"), hulpvraag(organisatie, door, pc4="1071")
    ronde = stadsronde.maak_ronde(stadsdeel=Stadsdeel.objects.get(pk="noord"))
    assert [r.hulpvraag for r in ronde.regels.all()] == [noord] and zuid.status == "open"


def test_who_waits_longest_gets_the_only_place(brug) -> None:
    organisatie, door = brug
    vrijwilliger(organisatie, vaardigheden=["apparaat"])
    past = hulpvraag(organisatie, door, leervragen=("apparaat-aan-uit",))
    lang = hulpvraag(organisatie, door, leervragen=("werk-sollicitatiebrief",))
    lang.gevraagd_op = timezone.localdate() - timedelta(days=90)
    lang.save()
    ronde = stadsronde.maak_ronde()
    assert regel(ronde, lang).vrijwilliger is not None and regel(ronde, past).vrijwilliger is None
    assert ronde.langst_zonder == 0


def test_queries_do_not_grow_with_the_city(brug, django_assert_max_num_queries) -> None:
    organisatie, door = brug
    for n in range(12):
        vrijwilliger(organisatie, naam=f"Demo {n}")
        hulpvraag(organisatie, door)
    with django_assert_max_num_queries(16):
        stadsronde.maak_ronde()

"""The way of a volunteer and of a help request, through the actions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebeurtenis
from netwerk.kern.workflow import VerouderdeVersie, WerkstroomFout
from tests.fabrieken import OrganisatieFabriek, lid
from vrijwilligers import actions
from vrijwilligers.models import Hulpvraag, Module, Resultaat, Screening, Vrijwilliger

from .fabrieken import GEVOELIG, hulpvraag, vrijwilliger


@pytest.fixture
def huis(alles):
    organisatie = OrganisatieFabriek()
    return organisatie, lid(Rol.COACH, Rol.COORDINATOR, organisatie=organisatie)


def vers(obj):
    return type(obj).objects.get(pk=obj.pk)


def test_from_request_to_finished(huis) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie)
    vraag = hulpvraag(organisatie, door)
    assert vraag.stand_in_woorden.startswith("We zoeken een vrijwilliger, gevraagd op ")
    koppeling = actions.stel_voor(hulpvraag=vraag, vrijwilliger=wie, door=door)
    assert (
        vers(vraag).stand_in_woorden == f"Vrijwilliger Piet is gevraagd op {date_format(timezone.localdate(), 'j F')}."
    )
    assert "woont in dezelfde buurt" in koppeling.redenen
    morgen = timezone.localdate() + timedelta(days=1)
    koppeling = actions.accepteer(koppeling=koppeling, door=door, start_op=morgen)
    assert "eerste afspraak" in vers(vraag).stand_in_woorden
    koppeling = actions.start(koppeling=koppeling, door=door)
    assert koppeling.volgende_checkin == timezone.localdate() + timedelta(weeks=2)
    assert (vers(vraag).status, vers(wie).status) == ("gestart", "actief")
    koppeling = actions.check_in(koppeling=koppeling, toelichting="Gaat goed", door=door)
    assert koppeling.volgende_checkin == timezone.localdate() + timedelta(weeks=8)
    actions.rond_af(koppeling=koppeling, door=door)
    assert (vers(vraag).status, vers(wie).status) == ("afgerond", "inzetbaar")
    soorten = list(Gebeurtenis.objects.over(koppeling).order_by("wanneer").values_list("soort", flat=True))
    assert soorten == ["voorgesteld", "overgang:accepteer", "overgang:start", "check_in", "overgang:rond_af"]


def test_refused_or_stopped_opens_the_request_with_its_waiting_time(huis) -> None:
    organisatie, door = huis
    vraag = hulpvraag(organisatie, door)
    Hulpvraag.objects.update(gevraagd_op=timezone.localdate() - timedelta(days=12))
    eerste = actions.stel_voor(hulpvraag=vers(vraag), vrijwilliger=vrijwilliger(organisatie), door=door)
    tweede = actions.stel_voor(hulpvraag=vers(vraag), vrijwilliger=vrijwilliger(organisatie), door=door)
    actions.wijs_af(koppeling=eerste, reden="te_ver", door=door)
    assert vers(vraag).status == "voorgesteld"  # the second one is still asked
    tweede = actions.start(koppeling=actions.accepteer(koppeling=tweede, door=door), door=door)
    actions.stop(koppeling=tweede, reden="geen_klik", door=door)
    assert (vers(vraag).status, vers(vraag).wachtdagen) == ("open", 12)
    assert vers(tweede.vrijwilliger).status == "inzetbaar"


def test_one_yes_ends_the_other_proposals(huis) -> None:
    organisatie, door = huis
    vraag = hulpvraag(organisatie, door)
    ja, anders = (
        actions.stel_voor(hulpvraag=vers(vraag), vrijwilliger=vrijwilliger(organisatie), door=door) for _ in range(2)
    )
    actions.accepteer(koppeling=ja, door=door)
    assert vers(anders).status == "verlopen"


def test_a_reason_is_asked_and_impossible_days_are_refused(huis) -> None:
    organisatie, door = huis
    koppeling = actions.stel_voor(
        hulpvraag=hulpvraag(organisatie, door), vrijwilliger=vrijwilliger(organisatie), door=door
    )
    with pytest.raises(WerkstroomFout, match="Kies waarom"):
        actions.wijs_af(koppeling=koppeling, reden="", door=door)
    with pytest.raises(WerkstroomFout, match="twee maanden terug"):
        actions.accepteer(koppeling=koppeling, door=door, start_op=timezone.localdate() - timedelta(days=90))
    koppeling = actions.accepteer(koppeling=koppeling, door=door)
    with pytest.raises(WerkstroomFout, match="nog niet geweest"):
        actions.start(koppeling=koppeling, door=door, start_op=timezone.localdate() + timedelta(days=3))
    with pytest.raises(VerouderdeVersie):
        actions.stop(koppeling=koppeling, reden="anders", door=door, versie=1)


def test_who_does_not_fit_is_refused_in_words(huis) -> None:
    organisatie, door = huis
    vraag = hulpvraag(organisatie, door, talen=("ti",), nederlands="geen")
    with pytest.raises(WerkstroomFout, match="spreekt geen Tigrinya"):
        actions.stel_voor(hulpvraag=vraag, vrijwilliger=vrijwilliger(organisatie), door=door)
    with pytest.raises(WerkstroomFout, match="nu niet inzetbaar"):
        actions.stel_voor(hulpvraag=vraag, vrijwilliger=vrijwilliger(organisatie, status="pauze"), door=door)
    gevoelig = hulpvraag(organisatie, door, leervragen=(GEVOELIG,))
    with pytest.raises(WerkstroomFout, match="nog nodig: een VOG"):
        actions.stel_voor(hulpvraag=gevoelig, vrijwilliger=vrijwilliger(organisatie, papieren="basis"), door=door)


def test_strangers_do_nothing(huis) -> None:
    organisatie, door = huis
    vreemde = lid(Rol.COACH, Rol.COORDINATOR)
    vraag, wie = hulpvraag(organisatie, door), vrijwilliger(organisatie)
    with pytest.raises(WerkstroomFout):
        hulpvraag(organisatie, vreemde)
    with pytest.raises(WerkstroomFout):
        actions.stel_voor(hulpvraag=vraag, vrijwilliger=wie, door=vreemde)
    with pytest.raises(WerkstroomFout):
        actions.verzet(vrijwilliger=wie, naam="pauzeer", door=vreemde)
    with pytest.raises(WerkstroomFout):
        actions.trek_in(hulpvraag=vraag, door=vreemde)
    with pytest.raises(WerkstroomFout):
        actions.vraag_hulp(van=organisatie, kaart=vraag.kaart, rol="timmerman", door=door)


def test_a_request_goes_where_a_coordinator_is_and_most_people_fit(alles) -> None:
    vraagt, leeg, vol = OrganisatieFabriek(), OrganisatieFabriek(), OrganisatieFabriek()
    coach = lid(Rol.COACH, organisatie=vraagt)
    lid(Rol.COORDINATOR, organisatie=leeg)
    chef = lid(Rol.COORDINATOR, organisatie=vol)
    vrijwilliger(vol, talen=["nl", "ti"])
    with bereik([vraagt.pk]):
        vraag = hulpvraag(vraagt, coach, talen=("ti",), nederlands="geen")
    assert vraag.naar_organisatie == vol
    with bereik([vol.pk]):
        assert Hulpvraag.objects.zichtbaar_voor(chef).get().kaart == vraag.kaart
    with bereik([leeg.pk]):
        assert Hulpvraag.objects.count() == 0


def test_passing_a_request_on(huis) -> None:
    organisatie, door = huis
    ander = OrganisatieFabriek()
    vraag = hulpvraag(organisatie, door)
    with pytest.raises(WerkstroomFout, match="geen vrijwilligerscoördinator"):
        actions.draag_over(hulpvraag=vraag, naar=ander, door=door)
    chef = lid(Rol.COORDINATOR, organisatie=ander)
    with bereik([organisatie.pk]):
        actions.draag_over(hulpvraag=vraag, naar=ander, door=door)
    with bereik([ander.pk]):
        nu = Hulpvraag.objects.get()
        koppeling = actions.stel_voor(hulpvraag=nu, vrijwilliger=vrijwilliger(ander), door=chef)
        actions.accepteer(koppeling=koppeling, door=chef)
    with bereik([organisatie.pk]):  # who asked sees the match and a first name, not the volunteer
        assert vers(vraag).stand_in_woorden == "Vrijwilliger Piet gaat helpen."
        assert Vrijwilliger.objects.count() == 0


def test_withdrawing_ends_open_proposals(huis) -> None:
    organisatie, door = huis
    vraag = hulpvraag(organisatie, door)
    koppeling = actions.stel_voor(hulpvraag=vraag, vrijwilliger=vrijwilliger(organisatie), door=door)
    actions.trek_in(hulpvraag=vers(vraag), door=door)
    assert (vers(vraag).status, vers(koppeling).status) == ("ingetrokken", "verlopen")


def test_consent_taken_back_stops_running_help_at_another_organisation(huis) -> None:
    """The coach who withdraws cannot see the volunteer, and still frees the place."""
    organisatie, door = huis
    ander = OrganisatieFabriek()
    chef = lid(Rol.COORDINATOR, organisatie=ander)
    vraag = actions.draag_over(hulpvraag=hulpvraag(organisatie, door), naar=ander, door=door)
    wie = vrijwilliger(ander)
    koppeling = actions.stel_voor(hulpvraag=vraag, vrijwilliger=wie, door=chef)
    koppeling = actions.start(koppeling=actions.accepteer(koppeling=koppeling, door=chef), door=chef)
    assert vers(wie).status == "actief"
    with bereik([organisatie.pk]):
        actions.trek_in(hulpvraag=vers(vraag), door=door)
        assert Vrijwilliger.objects.count() == 0
    assert (vers(vraag).status, vers(koppeling).status, vers(koppeling).reden) == (
        "ingetrokken",
        "gestopt",
        "leerder_stopt",
    )
    assert vers(wie).status == "inzetbaar"


@pytest.mark.parametrize("stand", ["open", "afgerond"])
def test_consent_taken_back_erases_the_card_in_any_state(huis, stand: str) -> None:
    organisatie, door = huis
    vraag = hulpvraag(organisatie, door, contact="06 12345678", talen=("ti",), toelichting="Woont driehoog")
    if stand == "afgerond":
        koppeling = actions.stel_voor(
            hulpvraag=vraag, vrijwilliger=vrijwilliger(organisatie, talen=["nl", "ti"]), door=door
        )
        koppeling = actions.start(koppeling=actions.accepteer(koppeling=koppeling, door=door), door=door)
        actions.rond_af(koppeling=koppeling, door=door)
    actions.trek_toestemming_in(hulpvraag=vers(vraag), door=door)
    gewist = vers(vraag)
    assert gewist.status == ("afgerond" if stand == "afgerond" else "ingetrokken")
    assert (gewist.voornaam, gewist.contact, gewist.talen, gewist.toelichting, gewist.pc4) == ("", "", [], "", "")
    assert str(gewist) == "Hulpvraag van iemand (kaart gewist)"
    actions.trek_toestemming_in(hulpvraag=gewist, door=door)
    assert vers(vraag).versie == gewist.versie


def test_the_way_of_a_volunteer(huis) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie, status="aangemeld", papieren="geen", mag_teruggevraagd=True)
    for naam in ("kennismaken", "naar_screening", "naar_training", "inzetbaar", "pauzeer", "hervat"):
        wie = actions.verzet(vrijwilliger=wie, naam=naam, door=door)
    assert wie.status == "inzetbaar"
    with pytest.raises(WerkstroomFout, match="waarom"):
        actions.verzet(vrijwilliger=wie, naam="stop", door=door)
    wie = actions.verzet(vrijwilliger=wie, naam="stop", door=door, stopreden="Verhuisd")
    assert (wie.status, wie.gestopt_op) == ("gestopt", timezone.localdate())
    wie = actions.verzet(vrijwilliger=wie, naam="kom_terug", door=door)
    assert (wie.status, wie.gestopt_op, wie.stopreden) == ("kennismaking", None, "")


def test_who_does_not_want_to_be_asked_again_is_not(huis) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie, status="gestopt", mag_teruggevraagd=False)
    with pytest.raises(WerkstroomFout, match="niet opnieuw gevraagd"):
        actions.verzet(vrijwilliger=wie, naam="kom_terug", door=door)


def test_a_module_needs_what_comes_before(huis) -> None:
    organisatie, door = huis
    wie = vrijwilliger(organisatie, papieren="geen")
    vandaag = timezone.localdate()

    def behaal(code: str) -> Resultaat:
        return actions.leg_module_vast(
            vrijwilliger=wie, module=Module.objects.get(pk=code), behaald_op=vandaag, door=door
        )

    with pytest.raises(WerkstroomFout, match="Eerst nodig: Basistraining"):
        behaal("privacy")
    for code in ("zelfcheck", "basis", "privacy"):
        assert behaal(code).status == "behaald"
    with pytest.raises(WerkstroomFout, match="toekomst"):
        actions.leg_module_vast(
            vrijwilliger=wie,
            module=Module.objects.get(pk="coach-nt1"),
            behaald_op=vandaag + timedelta(days=1),
            door=door,
        )


def test_from_the_pool_to_an_organisation_with_all_papers(huis) -> None:
    organisatie, door = huis
    wie = vrijwilliger(None)
    with bereik([organisatie.pk]):
        actions.haal_uit_pool(vrijwilliger_id=wie.pk, organisatie=organisatie, door=door)
        assert Screening.objects.get().vrijwilliger == wie
        assert Resultaat.objects.count() == 2
        with pytest.raises(WerkstroomFout, match="net door een andere"):
            actions.haal_uit_pool(vrijwilliger_id=wie.pk, organisatie=organisatie, door=door)

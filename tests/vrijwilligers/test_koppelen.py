"""Finding somebody: ranked for the coordinator, counted for the intake, and never a name too many."""

from __future__ import annotations

import pytest

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import NederlandsNiveau, Niveau, Rol
from netwerk.kern.profiel import Plaats, Zoekprofiel
from tests.fabrieken import OrganisatieFabriek, lid, pc4
from vrijwilligers.koppelen import adviseer, passend_per_organisatie, ranglijst, vraag_van
from vrijwilligers.models import Vrijwilliger

from .fabrieken import GEVOELIG, RUSTIG, hulpvraag, vrijwilliger


def profiel(**velden) -> Zoekprofiel:
    noord = pc4("1031")
    return Zoekprofiel(
        **{
            "leervragen": (RUSTIG,),
            "niveaus": {"ict": Niveau.STARTER},
            "talen": ("ti",),
            "nederlands": NederlandsNiveau.GEEN,
            "plaats": Plaats(noord.lat, noord.lon, "1031"),
            **velden,
        }
    )


@pytest.fixture
def stad(alles):
    """Three who speak Tigrinya at two organisations and in the pool, one who is full, one who speaks Dutch only."""
    een, twee = OrganisatieFabriek(), OrganisatieFabriek()
    for organisatie in (een, twee, None):
        vrijwilliger(organisatie, naam="Selam Geheim", talen=["nl", "ti"], vormen=["een_op_een"])
    vrijwilliger(een, naam="Vol Geheim", talen=["ti"], capaciteit=0)
    vrijwilliger(een, naam="Piet Geheim")
    return een, twee


def test_a_true_starter_hears_one_to_one_first_with_numbers_and_no_names(stad) -> None:
    with bereik([OrganisatieFabriek().pk]):  # an organisation that may see none of them
        uit = adviseer(profiel())
    (voorstel,) = uit.voorstellen
    assert voorstel.soort == "hulpvraag" and voorstel.pk == 0
    assert voorstel.redenen[0].startswith("eerst één op één, want")
    assert voorstel.redenen[1].startswith(
        "3 vrijwilligers spreken Tigrinya en hebben plek, de dichtstbijzijnde woont op "
    )
    assert {(a.titel, a.reden) for a in uit.afgevallen} == {
        ("1 vrijwilliger", "geen plek vrij"),
        ("1 vrijwilliger", "spreekt geen Tigrinya"),
    }
    assert "Geheim" not in repr(uit) and "Selam" not in repr(uit)


def test_who_is_at_another_organisation_is_said_to_be_so(stad) -> None:
    een, _twee = stad
    (voorstel,) = adviseer(profiel(), organisatie_id=een.pk).voorstellen
    assert voorstel.redenen[1].endswith(" (1 bij andere organisaties)")  # the city's pool is everybody's
    Vrijwilliger.objects.filter(organisatie=None).delete()
    (voorstel,) = adviseer(profiel(), organisatie_id=OrganisatieFabriek().pk).voorstellen
    assert voorstel.redenen[1].startswith("2 vrijwilligers") and voorstel.redenen[1].endswith(
        " (bij andere organisaties)"
    )


def test_private_matters_count_only_who_may_help_with_them(stad) -> None:
    vrijwilliger(stad[0], talen=["ti"], papieren="basis")
    (voorstel,) = adviseer(profiel(leervragen=(GEVOELIG,))).voorstellen
    assert voorstel.redenen[1].startswith("3 vrijwilligers spreken Tigrinya")
    assert "VOG" in voorstel.redenen[2]


def test_nobody_fits_is_said_and_the_request_can_still_be_made(alles) -> None:
    (voorstel,) = adviseer(profiel()).voorstellen
    assert "niemand vrij" in voorstel.let_op[0]
    assert voorstel.ondertitel == "nog niemand vrij"


def test_who_is_no_starter_gets_a_lower_offer_and_an_empty_profile_none(stad) -> None:
    gewoon = adviseer(profiel(talen=("nl",), nederlands=NederlandsNiveau.B1, niveaus={"ict": Niveau.BASIS1}))
    assert gewoon.voorstellen[0].score < adviseer(profiel()).voorstellen[0].score
    assert "één op één" not in " ".join(gewoon.voorstellen[0].redenen)
    assert adviseer(Zoekprofiel()).voorstellen == ()
    assert adviseer(profiel(), limiet=0).voorstellen == ()


def test_advice_takes_a_fixed_number_of_queries(stad, django_assert_max_num_queries) -> None:
    for _ in range(15):
        vrijwilliger(stad[1], talen=["ti"])
    with django_assert_max_num_queries(14):
        assert adviseer(profiel()).voorstellen[0].ondertitel.startswith("18 vrijwilligers")


def test_the_coordinator_sees_own_people_by_name_and_the_pool_by_first_name(stad) -> None:
    een, _ = stad
    door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=een)
    vraag = hulpvraag(een, door, talen=("ti",), nederlands=NederlandsNiveau.GEEN, een_op_een=True)
    passend, bijna, totaal = ranglijst(vraag)
    assert sorted((g.naam, g.in_pool) for g in passend) == [("Selam", True), ("Selam Geheim", False)]
    assert [(g.naam, g.oordeel.belemmeringen) for g in bijna] == [("Vol Geheim", ("heeft nu geen plek vrij",))]


def test_elsewhere_only_counts(stad) -> None:
    een, twee = stad
    door = lid(Rol.COACH, Rol.COORDINATOR, organisatie=een)
    vraag = hulpvraag(een, door, talen=("ti",), nederlands=NederlandsNiveau.GEEN)
    with bereik([een.pk]):
        telling = passend_per_organisatie(vraag_van(vraag), rol=vraag.rol, privacygevoelig=False)
    assert telling == {een.pk: 1, twee.pk: 1}

"""A coach, a learner who agreed to everything, and an intake that runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from intake.actions import intake as intake_acties
from intake.actions import leerder as leerder_acties
from intake.choices import Doel
from intake.models import Intake, Leerder
from netwerk.kern.models import Gebruiker
from tests.fabrieken import lid


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The published questionnaire stands in every installation."""
    with django_db_blocker.unblock():
        call_command("laad_vragenlijst", verbosity=0)


@pytest.fixture
def coach(alles: None) -> Gebruiker:
    return lid("coach", naam="Samira")


@pytest.fixture
def maak_leerder(coach: Gebruiker) -> Callable[..., Leerder]:
    """A learner of the coach's organisation; ``doelen`` are the consents, all of them when left out."""

    def maak(voornaam: str = "Emine", *, doelen=tuple(Doel.values), door: Gebruiker = coach, **velden: Any) -> Leerder:
        organisatie = door.organisaties_met_rol("coach")[0]
        leerder = leerder_acties.maak_leerder(
            organisatie=organisatie, voornaam=voornaam, doelen=doelen, taal="nl", door=door
        )
        for veld, waarde in velden.items():
            setattr(leerder, veld, waarde)
        leerder.save()
        return leerder

    return maak


@pytest.fixture
def leerder(maak_leerder: Callable[..., Leerder]) -> Leerder:
    return maak_leerder()


@pytest.fixture
def intake(leerder: Leerder, coach: Gebruiker) -> Intake:
    return intake_acties.start_intake(leerder, door=coach)


@pytest.fixture
def afgerond(intake: Intake, coach: Gebruiker) -> Intake:
    """A finished intake of a beginner who can do the starter tasks alone."""
    from intake.weergave import maak_scherm

    while (vraag := maak_scherm(intake).vraag) is not None:
        score = "zelfstandig" if vraag.niveau == "starter" else "niet"
        intake_acties.beantwoord(intake, vraag.code, score, door=coach)
    intake_acties.zet_leervragen(intake, "erbij", "email-lezen", door=coach)
    return intake_acties.rond_af(intake, door=coach)

"""Nonsense in every filter, every form and the open data interface: a message, never a server error.

The large version is ``benchmarks/onzin.py``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from schemathesis.checks import not_a_server_error

from netwerk.kern.bereik import bereik
from tests.aanbod.fabrieken import maak_aanbod

from . import onzin
from .wereld import Wereld, bouw

pytestmark = pytest.mark.django_db
ZAAD = 8


@pytest.fixture
def wereld() -> Wereld:
    with bereik(alles=True):
        return bouw(ZAAD, organisaties=2)


def test_no_filter_makes_a_server_error(wereld: Wereld) -> None:
    uitslag = onzin.Uitslag()
    onzin.filters(wereld, uitslag, random.Random(ZAAD), hooguit=60)
    assert uitslag.fouten == []
    assert uitslag.standen.get(200, 0) > 20


def test_no_form_makes_a_server_error(wereld: Wereld) -> None:
    uitslag = onzin.Uitslag()
    onzin.formulieren_vol_onzin(wereld, uitslag, random.Random(ZAAD), hooguit=60)
    assert uitslag.fouten == []
    # Some are refused at the field, some get through: both must have been tried.
    assert uitslag.standen.get(422, 0) > 5 and uitslag.standen.get(302, 0) > 5


@pytest.fixture
def verbinding_blijft() -> Iterator[None]:
    """A real WSGI request closes old connections; the test's own must stay, as Django's client sees to."""
    for sein in (request_started, request_finished):
        sein.disconnect(close_old_connections)
    yield
    for sein in (request_started, request_finished):
        sein.connect(close_old_connections)


def test_the_open_data_interface_makes_no_server_error(verbinding_blijft: None) -> None:
    """Every operation of the OpenAPI document, with what it allows and what it does not."""
    maak_aanbod()
    schema = schemathesis.openapi.from_wsgi("/hsds/openapi.json", get_wsgi_application())
    gezien = set()
    for resultaat in schema.get_all_operations():
        operatie = resultaat.ok()
        gezien.add(operatie.path)

        @hypothesis.settings(
            max_examples=4, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(hypothesis.HealthCheck),
        )  # fmt: skip
        @hypothesis.given(case=operatie.as_strategy())
        def vraag(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=[not_a_server_error])

        vraag()
    assert len(gezien) >= 10

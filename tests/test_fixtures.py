"""A test with real commits empties the tables; the next one finds the base data again."""

from __future__ import annotations

import pytest

from netwerk.kern.models import Organisatie, Stadsdeel
from tests.fabrieken import OrganisatieFabriek
from vrijwilligers.models import Module


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("keer", [1, 2])
def test_base_data_stands_although_the_test_before_emptied_it(keer: int) -> None:
    assert Stadsdeel.objects.count() == 8
    assert Module.objects.exists()
    assert Organisatie.objects.count() == 0
    OrganisatieFabriek()


@pytest.mark.django_db
@pytest.mark.parametrize("keer", [1, 2])
def test_also_when_ordinary_tests_follow(keer: int) -> None:
    """A reload inside the first one's transaction would be gone for the second."""
    assert Stadsdeel.objects.count() == 8
    assert Module.objects.exists()

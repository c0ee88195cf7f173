"""The demo of this room: every state of a task, and nothing that could pass for a real person."""

from __future__ import annotations

import pytest

from netwerk.kern import demo as kern_demo
from netwerk.kern.demo import Demostad
from netwerk.overleg import demo
from netwerk.overleg.choices import TaakStatus
from netwerk.overleg.models import Agendasuggestie, Bijeenkomst, Taak

pytestmark = pytest.mark.django_db


@pytest.fixture
def stad(alles) -> Demostad:
    gevuld = Demostad()
    kern_demo.vul(gevuld)
    demo.vul(gevuld)
    return gevuld


def test_every_state_and_a_late_one(stad: Demostad) -> None:
    assert set(Taak.objects.values_list("status", flat=True)) == set(TaakStatus.values)
    assert Taak.objects.te_laat(stad.vandaag).count() == 1


def test_what_was_invented_says_so(stad: Demostad) -> None:
    verzonnen = Bijeenkomst.objects.filter(bron="").exclude(datum=None)
    assert len(verzonnen) == 3
    assert all(b.demo and "(demo)" in b.titel for b in verzonnen)
    assert all(s.door.email.endswith("@demo.example") for s in Agendasuggestie.objects.select_related("door"))


def test_most_support_first(stad: Demostad) -> None:
    eerste = Agendasuggestie.objects.voor_lijst(stad.gebruikers["regie"]).first()
    assert (eerste.aantal_steun, eerste.steun_ik) == (6, True)

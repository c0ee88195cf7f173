"""The demo city has something in every state, and only invented people."""

from __future__ import annotations

from netwerk.kern import demo as kern_demo
from netwerk.kern.demo import Demostad
from vrijwilligers import demo
from vrijwilligers.choices import VrijwilligerStatus
from vrijwilligers.models import Campagne, Hulpvraag, Koppeling, Vrijwilliger


def test_the_demo_has_people_in_every_state(alles) -> None:
    stad = Demostad()
    kern_demo.vul(stad)
    demo.vul(stad)
    mensen = list(Vrijwilliger.objects.all())
    assert len(mensen) >= 60
    assert {v.status for v in mensen} == set(VrijwilligerStatus.values)
    assert {"ti", "ar", "tr"} <= {taal for v in mensen for taal in v.talen}
    assert all(v.demo and v.email.endswith("@demo.example") for v in mensen)
    assert any(v.in_pool for v in mensen)
    assert Hulpvraag.objects.count() >= 25
    assert {"open", "voorgesteld", "gekoppeld", "gestart", "afgerond"} <= set(
        Hulpvraag.objects.values_list("status", flat=True)
    )
    assert {"voorgesteld", "gestart", "afgerond", "afgewezen"} <= set(
        Koppeling.objects.values_list("status", flat=True)
    )
    assert Campagne.objects.count() >= 4

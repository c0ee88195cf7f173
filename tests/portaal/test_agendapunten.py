"""What the figures propose for the agenda, read from every room and without a person to be recognised."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from aanbod.choices import AanbodStatus, Soort
from aanbod.models import Aanbod
from netwerk.kern.models import Stadsdeel
from netwerk.overleg.models import Agendavoorstel
from netwerk.portaal.agendapunten import mensen
from tests.fabrieken import LocatieFabriek
from vrijwilligers.models import Vrijwilliger

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("aantal", "woorden"), [(1, "minder dan 5"), (4, "minder dan 5"), (5, "minstens 5"), (19, "minstens 15")]
)
def test_people_are_counted_in_fives(aantal: int, woorden: str) -> None:
    assert mensen(aantal) == woorden


def test_from_the_rooms_to_the_agenda(alles) -> None:
    plek = LocatieFabriek(postcode="1024 ZZ", pc4_id="1024")
    deel = plek.stadsdeel_id
    assert deel
    aanbod = Aanbod.objects.create(
        organisatie=plek.organisatie, naam="Veilige kamer", soort=Soort.VEILIGE_PLEK, status=AanbodStatus.GEPUBLICEERD,
        structureel=False, tijdelijk_tot=timezone.localdate() + timedelta(days=20),
    )  # fmt: skip
    aanbod.locaties.add(plek)
    for nummer in range(6):
        Vrijwilliger.objects.create(
            organisatie=plek.organisatie, naam=f"V{nummer}", email=f"v{nummer}@demo.example",
            aangemaakt_op=timezone.now() - timedelta(days=60),
        )  # fmt: skip
    call_command("voed_overleg", verbosity=0)
    rijen = {rij.code: rij for rij in Agendavoorstel.objects.filter(actueel=True)}
    zonder = set(Stadsdeel.objects.exclude(pk=deel).values_list("pk", flat=True))
    assert {code.split(":")[1] for code in rijen if code.startswith("veilige-plek:")} == zonder
    assert (rijen["aanbod-stopt"].waarde, "Veilige kamer" in rijen["aanbod-stopt"].toelichting) == ("1", True)
    assert rijen["vrijwilligers-wachten"].waarde == "minstens 5"
    # the place closes: its district comes back, and what no longer holds is kept but not shown
    Aanbod.objects.update(status=AanbodStatus.GEARCHIVEERD)
    call_command("voed_overleg", verbosity=0)
    assert Agendavoorstel.objects.get(code=f"veilige-plek:{deel}").actueel
    assert not Agendavoorstel.objects.get(code="aanbod-stopt").actueel

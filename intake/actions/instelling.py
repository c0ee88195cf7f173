"""What an organisation asks."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from netwerk.kern.logboek import noteer
from netwerk.kern.models import Gebruiker, Organisatie

from ..choices import Sectie
from ..models import Intakeinstelling


@transaction.atomic
def zet_secties(organisatie: Organisatie, aan: Iterable[str], *, door: Gebruiker) -> Intakeinstelling:
    """Ask exactly these sections from now on. Unknown codes are ignored; answers given earlier stay."""
    gevraagd = set(aan)
    uit = [code for code in Sectie.values if code not in gevraagd]
    rij, _ = Intakeinstelling.objects.update_or_create(
        organisatie=organisatie, defaults={"uit": uit, "gewijzigd_door": door}
    )
    noteer("intake:secties", organisatie, door=door, organisaties=[organisatie.pk], uit=uit)
    return rij

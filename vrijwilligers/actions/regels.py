"""The rules that the database keeps, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from netwerk.kern.workflow import WerkstroomFout

#: What the database's rules say, in words for a coordinator.
WEIGERING: dict[str, str] = {
    "vrijwilligers_koppeling_capaciteit": "Deze vrijwilliger heeft geen plek meer vrij. "
    "Misschien was iemand u net voor.",
    "vrijwilligers_koppeling_screening": "Dit is privacygevoelige hulp. De vrijwilliger heeft nog geen geldige VOG en "
    "getekende geheimhouding.",
    "vrijwilligers_koppeling_module": "Dit is privacygevoelige hulp. De vrijwilliger heeft de module Privacy en DigiD "
    "nog niet gehaald.",
    "vrijwilligers_koppeling_beleid": "De vrijwilliger voldoet nu niet aan wat uw organisatie voor deze rol vraagt. "
    "Kijk bij Eisen wat er mist of verlopen is.",
    "vrijwilligers_koppeling_een_per_vraag": "Voor deze hulpvraag is al een vrijwilliger gekoppeld.",
    "vrijwilligers_koppeling_eenmaal": "Deze vrijwilliger is al voorgesteld bij deze hulpvraag.",
}


class Geweigerd(WerkstroomFout):
    """The database refused: a rule that holds whatever the screen said."""


@contextmanager
def regels_van_de_database() -> Iterator[None]:
    """Run in a savepoint and turn a refusal by one of the rules above into a Dutch sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fout:
        regel = getattr(getattr(fout.__cause__, "diag", None), "constraint_name", None)
        if regel in WEIGERING:
            raise Geweigerd(WEIGERING[regel]) from fout
        raise

"""The row-level scope of the running transaction: which organisations' records the database shows at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

GEEN: tuple[str, str, str] = ("", "", "")
#: Our own attribute of the connection: the settings of the running transaction.
MERK = "_bereik"


@contextmanager
def bereik(organisaties: Iterable[int] = (), *, alles: bool = False, kaart: str = "") -> Iterator[None]:
    """Run the block in a transaction that sees these organisations' rows, or everything, or one card.

    ``kaart`` is ``"soort:id"`` of the one record a signed link opens. The settings are local to the transaction, so an
    outermost scope ends by itself at commit or rollback; a nested one puts the outer one back. Commands, workers and
    fixtures must call this with ``alles=True``: without it they see no rows of the guarded tables.
    """
    nieuw = ("aan" if alles else "", ",".join(str(int(pk)) for pk in organisaties), kaart)
    genest = connection.in_atomic_block
    oud = getattr(connection, MERK, GEEN) if genest else GEEN
    with transaction.atomic():
        _zet(nieuw)
        try:
            yield
        finally:
            setattr(connection, MERK, oud)
            # After an error the transaction takes no statement any more; its rollback resets the settings by itself.
            if genest and not connection.needs_rollback:
                _zet(oud)


def _zet(waarden: tuple[str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.alles', %s, true), set_config('app.organisaties', %s, true),"
            " set_config('app.kaart', %s, true)",
            waarden,
        )
    setattr(connection, MERK, waarden)

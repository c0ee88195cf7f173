"""Rows in the text format of PostgreSQL's COPY, and batches made here while the database stores the last one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

S = TypeVar("S")
T = TypeVar("T")
_ONTSNAP = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def cel(waarde: Any) -> str:
    """One value in the text format of COPY."""
    if isinstance(waarde, str):
        return waarde.translate(_ONTSNAP)
    if waarde is None:
        return "\\N"
    if isinstance(waarde, bool):
        return "t" if waarde else "f"
    if isinstance(waarde, (int, UUID, date)):
        return str(waarde)
    if isinstance(waarde, dict):
        return json.dumps(waarde).translate(_ONTSNAP)
    return "{" + ",".join(waarde) + "}"  # codes of parts of the day: no commas or quotes in them


def als_copy(regels: Iterable[Sequence[Any]], staart: Sequence[str] = ()) -> bytes:
    """Rows for COPY; ``staart`` are cells, made by :func:`cel`, that every row ends with."""
    einde = "".join(f"\t{waarde}" for waarde in staart) + "\n"
    return "".join(["\t".join([cel(waarde) for waarde in regel]) + einde for regel in regels]).encode()


def kopieer(cursor: Any, doel: str, inhoud: bytes) -> None:
    """COPY into ``doel``, a table with its columns; errors as Django's, which it does not see to for COPY."""
    with cursor.db.wrap_database_errors:
        cursor.copy_expert(f"COPY {doel} FROM STDIN", io.BytesIO(inhoud))


def om_en_om(zet: Callable[[S], T], partijen: Iterable[S]) -> list[T]:
    """Hand each batch to the database while the next is made here: two processes, each of which has a core.

    One thread, one statement at a time, all in the transaction of the caller; an error in a batch is raised here.
    ``partijen`` must leave the connection alone meanwhile.
    """
    uit: list[T] = []
    with ThreadPoolExecutor(1) as hand:
        bezig: Future[T] | None = None
        for partij in partijen:
            if bezig is not None:
                uit.append(bezig.result())
            bezig = hand.submit(zet, partij)
        if bezig is not None:
            uit.append(bezig.result())
    return uit

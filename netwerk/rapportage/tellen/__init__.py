"""The only place that counts over all organisations: called in the whole scope, and only counts come out."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple


class Cel(NamedTuple):
    """Key of one raw count: which table, which row, which column."""

    soort: str
    rij: str
    kolom: str


Telling = Counter[Cel]
ONBEKEND = "onbekend"

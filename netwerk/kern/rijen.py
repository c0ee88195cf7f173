"""Rows of a list that carry something for their template."""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T")


def voor_sjabloon(rij: T, **extra: Any) -> T:
    """Put on a record what only its template shows, computed here because a template cannot.

    What Python code reads too belongs in the class of the record, where a type checker sees it.
    """
    for naam, waarde in extra.items():
        setattr(rij, naam, waarde)
    return rij

"""Days in words, where there may be none."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format


def datum(dag: date | None, vorm: str = "j F Y") -> str:
    """A day as people write it; "" when there is none."""
    return date_format(dag, vorm) if dag else ""

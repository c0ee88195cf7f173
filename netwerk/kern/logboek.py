"""Write to the append-only log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from .models import Gebeurtenis, Gebruiker


def noteer(
    soort: str,
    voorwerp: models.Model,
    *,
    door: Gebruiker | None,
    organisaties: Iterable[int | None] = (),
    door_tekst: str = "",
    **gegevens: Any,
) -> Gebeurtenis:
    """Log that somebody did ``soort`` to a record. ``gegevens`` holds codes and dates, never personal data.

    ``organisaties`` are the ids of the organisations that may read the line.
    """
    regel = _regel(soort, voorwerp, door, organisaties, door_tekst, gegevens)
    regel.save(force_insert=True)
    return regel


def noteer_alle(
    soort: str,
    voorwerpen: Iterable[tuple[models.Model, Iterable[int | None]]],
    *,
    door: Gebruiker | None,
    door_tekst: str = "",
    **gegevens: Any,
) -> None:
    """The same line about many records at once, each with the organisations that may read it."""
    Gebeurtenis.objects.bulk_create(
        [_regel(soort, voorwerp, door, wie, door_tekst, gegevens) for voorwerp, wie in voorwerpen], batch_size=1_000
    )


def _regel(
    soort: str,
    voorwerp: models.Model,
    door: Gebruiker | None,
    organisaties: Iterable[int | None],
    door_tekst: str,
    gegevens: dict[str, Any],
) -> Gebeurtenis:
    return Gebeurtenis(
        soort=soort,
        model=voorwerp._meta.label_lower,
        object_id=str(voorwerp.pk),
        door=door,
        door_tekst=door_tekst,
        organisaties=sorted({pk for pk in organisaties if pk is not None}),
        gegevens=gegevens,
    )

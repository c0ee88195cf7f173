"""What happens when a retention period ends: each room registers one rule per model, the command ``ruim_op`` acts.

A room's ``bewaren.py`` is loaded when the portal starts. Every model in ``kern.privacy.REGISTER`` has a rule of its own
or goes with a registered model that it hangs on by a cascading key; a test fails when one has neither.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction

from .bereik import bereik
from .privacy import REGISTER

logger = logging.getLogger(__name__)

#: In the log and in texts, for what the clock did instead of a person.
KLOK = "bewaartermijn"


@dataclass(frozen=True, slots=True)
class Regel:
    """``verlopen(day)`` gives the rows whose period ended before that day and that were not cleared yet.

    ``ruim(row)`` erases or anonymises one of them; ``hoe`` says in Dutch what that is.
    """

    model: type[models.Model]
    hoe: str
    verlopen: Callable[[date], models.QuerySet[Any]]
    ruim: Callable[[Any], None]


@dataclass(slots=True)
class Gedaan:
    """What one rule did in one run."""

    regel: Regel
    geruimd: int = 0
    mislukt: int = 0


REGELS: dict[type[models.Model], Regel] = {}
#: Model → the model it is erased with, through its foreign key.
GAAT_MEE: dict[type[models.Model], type[models.Model]] = {}


def regel(
    model: type[models.Model],
    *,
    hoe: str,
    verlopen: Callable[[date], models.QuerySet[Any]],
    ruim: Callable[[Any], None],
) -> None:
    """Register what happens to rows of this model when their time is over."""
    REGELS[model] = Regel(model, hoe, verlopen, ruim)


def gaat_mee(met: type[models.Model], *modellen: type[models.Model]) -> None:
    """These models are cleared together with ``met``."""
    GAAT_MEE.update(dict.fromkeys(modellen, met))


def ouder_van(model: type[models.Model]) -> type[models.Model] | None:
    """The model whose rule clears rows of this one: said by a room, or else what it hangs on by a cascading key."""
    if model in GAAT_MEE:
        return GAAT_MEE[model]
    for veld in model._meta.concrete_fields:
        if veld.is_relation and getattr(veld.remote_field, "on_delete", None) is models.CASCADE:
            ouder: Any = veld.related_model
            if ouder in REGISTER and ouder is not model and (ouder in REGELS or ouder_van(ouder)):
                return ouder
    return None


def wijzen_naar(model: type[models.Model]) -> list[Any]:
    """Every foreign key to this model, also those without a name for the way back (``related_name="+"``)."""
    return [
        veld
        for veld in model._meta.get_fields(include_hidden=True)
        if veld.auto_created and not veld.concrete and (veld.one_to_many or veld.one_to_one)
    ]


def wis_aanhang(rij: models.Model) -> None:
    """Delete the personal data that hangs on a row which itself stays, anonymised."""
    for relatie in wijzen_naar(type(rij)):
        model: Any = relatie.related_model
        if model in REGISTER and relatie.on_delete is models.CASCADE and model not in REGELS:
            model._base_manager.filter(**{relatie.field.name: rij}).delete()


def wis(rij: models.Model) -> None:
    """The simplest rule: delete the row, and what hangs on it."""
    rij.delete()


def ruim_op(vandaag: date, *, proef: bool = False) -> list[Gedaan]:
    """Clear what is over its period, row by row, each in a transaction of its own.

    A run that is killed has done some rows wholly and the rest not at all; the next one goes on. A row that somebody
    is working in is left for the next run. One row that fails keeps no other from being cleared. ``proef`` only counts.
    """
    uit = []
    for een in REGELS.values():
        gedaan = Gedaan(een)
        uit.append(gedaan)
        with bereik(alles=True):
            nummers = list(een.verlopen(vandaag).order_by("pk").values_list("pk", flat=True))
        if proef:
            gedaan.geruimd = len(nummers)
            continue
        for pk in nummers:
            _ruim_een(gedaan, pk, vandaag)
    return uit


def _ruim_een(gedaan: Gedaan, pk: Any, vandaag: date) -> None:
    try:
        with transaction.atomic(), bereik(alles=True):
            rijen = gedaan.regel.verlopen(vandaag).select_for_update(of=("self",), skip_locked=True)
            rij = rijen.filter(pk=pk).first()
            if rij is None:  # somebody has it open, or it got a new date meanwhile
                return
            gedaan.regel.ruim(rij)
            gedaan.geruimd += 1
    except Exception as fout:  # the next row must be cleared all the same
        gedaan.mislukt += 1
        # No traceback: the text of a database error may hold the very data that should go.
        logger.error("clearing %s %s failed: %s", gedaan.regel.model._meta.label, pk, type(fout).__name__)

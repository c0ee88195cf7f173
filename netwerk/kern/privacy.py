"""Register of models with personal data: why we hold them, on what ground, how long. Tests walk over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=type[models.Model])


@dataclass(frozen=True, slots=True)
class Verwerking:
    """One line of the record of processing (AVG art. 30). ``bewaren_dagen`` counts from ``vanaf`` (field or rule).

    ``zonder_beleid`` says why the table has no row-level policy; empty for all that have one.
    """

    doel: str
    grond: str
    bewaren_dagen: int
    vanaf: str
    zonder_beleid: str = ""


REGISTER: dict[type[models.Model], Verwerking] = {}


def persoonsgegevens(
    doel: str, *, grond: str, bewaren_dagen: int, vanaf: str, zonder_beleid: str = ""
) -> Callable[[M], M]:
    """Class decorator: this model holds personal data, so it needs a row-level policy and a retention period."""

    def decoreer(model: M) -> M:
        REGISTER[model] = Verwerking(doel, grond, bewaren_dagen, vanaf, zonder_beleid)
        return model

    return decoreer

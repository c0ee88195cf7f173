"""The part of an address that a title becomes."""

from __future__ import annotations

from django.db import models
from django.utils.text import slugify


def eigen_slug(rij: models.Model, titel: str, anders: str, hoogstens: int) -> str:
    """A slug of its own for this row: the title, with a number behind it when another row has it already.

    ``hoogstens`` leaves room for the number within the column.
    """
    basis = slugify(titel)[:hoogstens] or anders
    slug, nummer = basis, 1
    anderen = type(rij)._default_manager.exclude(pk=rij.pk)
    while anderen.filter(slug=slug).exists():
        nummer += 1
        slug = f"{basis}-{nummer}"
    return slug

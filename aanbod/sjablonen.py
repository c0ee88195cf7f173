"""Starting points for common kinds of provision, so that nobody begins with forty empty fields."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

GEGEVENS = Path(__file__).parent / "data" / "sjablonen.toml"


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """A kind with what is usually so for it; ``velden`` are initial values of the form."""

    code: str
    naam: str
    uitleg: str
    velden: dict[str, Any]

    @property
    def soort(self) -> str:
        return self.velden["soort"]


@lru_cache(maxsize=1)
def sjablonen() -> tuple[Sjabloon, ...]:
    """All of them, in the order of the file."""
    return tuple(Sjabloon(**rij) for rij in tomllib.loads(GEGEVENS.read_text("utf-8"))["sjabloon"])


def begin_van(code: str) -> dict[str, Any]:
    """Initial values for a new provision; those that always hold when there is no such template."""
    vast = {"talen": ["nl"], "structureel": True, "doorlopend": True}
    return vast | next((sjabloon.velden for sjabloon in sjablonen() if sjabloon.code == code), {})

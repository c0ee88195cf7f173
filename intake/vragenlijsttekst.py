"""A questionnaire or translation as TOML text, and back: what the admin edits is what the reviewed file looks like.

Pure: no Django. Python reads TOML but does not write it; this writes exactly the shapes of intake/data/.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import Any


def als_toml(gegevens: Mapping[str, Any]) -> str:
    """``gegevens`` as text; reading it back gives the same (``uit_toml``). Empty texts and false flags stay out."""
    los, tabellen, lijsten = [], [], []
    for naam, waarde in gegevens.items():
        if isinstance(waarde, Mapping):
            tabellen.append(f"[{_sleutel(naam)}]\n" + _regels(waarde))
        elif isinstance(waarde, list) and waarde and all(isinstance(rij, Mapping) for rij in waarde):
            lijsten += [f"[[{_sleutel(naam)}]]\n" + _regels(rij) for rij in waarde]
        else:
            los.append(f"{_sleutel(naam)} = {_waarde(waarde)}\n")
    return "\n".join(["".join(los), *tabellen, *lijsten])


def uit_toml(tekst: str) -> dict[str, Any]:
    """The text as data that JSON can hold. Raises tomllib.TOMLDecodeError, which names the line."""
    gegevens: dict[str, Any] = json.loads(json.dumps(tomllib.loads(tekst), default=str))
    return gegevens


def _regels(rij: Mapping[str, Any]) -> str:
    return "".join(
        f"{_sleutel(naam)} = {_waarde(waarde)}\n" for naam, waarde in rij.items() if waarde not in ("", False)
    )


def _sleutel(naam: str) -> str:
    return naam if naam.replace("-", "").replace("_", "").isalnum() and naam.isascii() else _waarde(naam)


def _waarde(waarde: Any) -> str:
    # JSON strings, numbers, booleans and lists of them are TOML as well; only DEL must be escaped on top.
    return json.dumps(waarde, ensure_ascii=False).replace("\x7f", "\\u007f")

"""Plain Dutch: none of the difficult words of docs/taal.md in what people read, and one name for one thing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

WORTEL = Path(settings.BASE_DIR)
APPS = ("netwerk", "intake", "aanbod", "leermateriaal", "vrijwilligers")
#: Words of a machine, an outside specification or a searcher, which nobody reads as our text.
NIET_VOOR_LEZERS = {
    "aanbod/taal.py",  # what people type in search boxes
    "aanbod/openapi.py",
    "leermateriaal/woorden.py",  # synonyms
}


def woorden() -> list[str]:
    tekst = (WORTEL / "docs/taal.md").read_text()
    rijen = re.findall(r"^\| ([^|]+?) \| [^|]+ \|$", tekst, re.MULTILINE)
    return [woord for woord in rijen if woord not in {"difficult", "not"}]


MOEILIJK = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, woorden()))})(?![\w-])", re.IGNORECASE)


def zichtbaar(sjabloon: str) -> str:
    """The text of a template, without comments, tags of Django and tags of HTML."""
    zonder = re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|\{%.*?%\}|\{\{.*?\}\}", " ", sjabloon, flags=re.S)
    return re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", zonder, flags=re.S)


def teksten(broncode: str) -> Iterator[str]:
    """Strings of more than one word that are no docstring and no SQL: sentences that may reach a screen."""
    boom = ast.parse(broncode)
    uitleg = {
        id(knoop.body[0].value)
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and knoop.body
        and isinstance(knoop.body[0], ast.Expr)
    }
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str) and id(knoop) not in uitleg:
            if " " in knoop.value and not re.search(r"\b(SELECT|INSERT|UPDATE|CREATE|ALTER|WITH)\b", knoop.value):
                yield knoop.value


def test_the_list_is_read_and_bites() -> None:
    assert len(woorden()) > 60
    assert MOEILIJK.search("Vul dit in indien u wilt.") and MOEILIJK.search("U dient te bellen.")
    assert not MOEILIJK.search("Indiening")
    assert not MOEILIJK.search(zichtbaar("<p class='selectie'>{# indien #}Kies</p>"))
    assert list(teksten('"""Indien u."""\nX = "U dient te bellen"')) == ["U dient te bellen"]


def test_templates_say_it_plainly() -> None:
    gevonden = [
        f"{pad.relative_to(WORTEL)}: {treffer[0]}"
        for pad in sorted((WORTEL / "templates").rglob("*.html"))
        for treffer in MOEILIJK.finditer(zichtbaar(pad.read_text()))
    ]
    assert not gevonden, "\n".join(gevonden)


@pytest.mark.parametrize("app", APPS)
def test_code_says_it_plainly(app: str) -> None:
    gevonden = []
    for pad in sorted((WORTEL / app).rglob("*.py")):
        naam = str(pad.relative_to(WORTEL))
        if "/migrations/" in naam or naam in NIET_VOOR_LEZERS:
            continue
        gevonden += [
            f"{naam}: {treffer[0]} in {tekst[:60]!r}"
            for tekst in teksten(pad.read_text())
            for treffer in MOEILIJK.finditer(tekst.replace("verklaring omtrent het gedrag", "VOG"))  # its legal name
        ]
    assert not gevonden, "\n".join(gevonden)

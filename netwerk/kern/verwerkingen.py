"""The record of processing (AVG art. 30), made from the register in the code: a page, a command and a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from .bewaren import REGELS, ouder_van
from .privacy import REGISTER, Verwerking

#: Fields about the record and not about a person.
TECHNISCH = {"id", "uuid", "versie", "aangemaakt_op", "gewijzigd_op", "demo", "sleutel"}


@dataclass(frozen=True, slots=True)
class Rij:
    """One model, as a privacy officer reads it."""

    kamer: str
    naam: str
    verwerking: Verwerking
    gegevens: tuple[str, ...]
    daarna: str
    afscherming: str

    @property
    def termijn(self) -> str:
        """The retention period in words."""
        dagen = self.verwerking.bewaren_dagen
        if dagen % 365 == 0:
            return f"{dagen // 365} jaar"
        return "1 dag" if dagen == 1 else f"{dagen} dagen"


def rijen() -> list[Rij]:
    """Every model with personal data, by room."""
    return sorted(
        (
            Rij(
                str(apps.get_app_config(model._meta.app_label).verbose_name),
                _hoofdletter(str(model._meta.verbose_name_plural)),
                verwerking,
                tuple(_velden(model)),
                _daarna(model),
                f"geen, want {verwerking.zonder_beleid}"
                if verwerking.zonder_beleid
                else "per organisatie, in de database",
            )
            for model, verwerking in REGISTER.items()
        ),
        key=lambda rij: (rij.kamer, rij.naam),
    )


def _velden(model: type[models.Model]) -> Iterator[str]:
    for veld in model._meta.concrete_fields:
        if veld.name not in TECHNISCH and not veld.name.endswith("organisatie"):
            yield str(veld.verbose_name)


def _daarna(model: type[models.Model]) -> str:
    if model in REGELS:
        return REGELS[model].hoe
    ouder: Any = ouder_van(model)
    return f"gaat mee met {ouder._meta.verbose_name}" if ouder else "nog niet geregeld"


def _hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


def als_markdown() -> str:
    """The document docs/verwerkingsregister.md; a test compares it with the file."""
    regels = [
        "# Verwerkingsregister",
        "",
        "Gemaakt uit de code met `python manage.py verwerkingsregister`; wijzig dit bestand niet met de hand.",
        "Per soort gegevens: waarom, op welke grond (AVG art. 6), hoe lang, en wat er daarna mee gebeurt.",
        "Wie het portaal beheert vult hierbij in: naam en adres van de verwerkingsverantwoordelijke, de functionaris",
        "gegevensbescherming, en de verwerkers (`docs/privacy.md`).",
    ]
    kamer = ""
    for rij in rijen():
        if rij.kamer != kamer:
            kamer = rij.kamer
            regels += ["", f"## {kamer}"]
        regels += [
            "",
            f"### {rij.naam}",
            "",
            f"- Doel: {rij.verwerking.doel}",
            f"- Grond: {rij.verwerking.grond}",
            f"- Bewaren: {rij.termijn}, vanaf {rij.verwerking.vanaf}",
            f"- Daarna: {rij.daarna}",
            f"- Afscherming: {rij.afscherming}",
            f"- Gegevens: {', '.join(rij.gegevens)}",
        ]
    return "\n".join(regels) + "\n"

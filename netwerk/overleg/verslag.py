"""Load the report of a meeting from a data file that people can review and correct.

Idempotent: the report's own words are brought up to date, tasks are made once and never touched again, and the next
meeting is made only when no meeting is to come.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from .choices import Netwerkthema, PuntSoort
from .models import Bijeenkomst, BijeenkomstThema, Presentatie, Punt, Taak

DATA = Path(__file__).parent / "data"
VERSLAG = DATA / "verslag-2021-09-30.toml"


class VerslagFout(ValueError):
    """The data file cannot be used; the text says where and why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Geladen:
    """What a run did."""

    bijeenkomst: Bijeenkomst
    punten: int
    nieuwe_taken: int


def laad_verslag(pad: Path = VERSLAG) -> Geladen:
    """Load the file: all or nothing. Raises VerslagFout with the place of the first fault."""
    try:
        inhoud = tomllib.loads(pad.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fout:
        raise VerslagFout(f"{pad.name} kan niet worden gelezen: {fout}") from fout
    try:
        with transaction.atomic():
            return _laad(inhoud)
    except KeyError as fout:
        raise VerslagFout(f"{pad.name}: het veld {fout} ontbreekt.") from fout
    except ValidationError as fout:
        raise VerslagFout(f"{pad.name}: {'; '.join(fout.messages)}") from fout
    except ValueError as fout:
        raise VerslagFout(f"{pad.name}: {fout}") from fout


def _laad(inhoud: dict[str, Any]) -> Geladen:
    kop = inhoud["bijeenkomst"]
    bijeenkomst, _ = Bijeenkomst.objects.update_or_create(
        slug=kop["slug"],
        defaults={
            "titel": kop["titel"],
            "datum": kop["datum"],
            "bron": kop["bron"],
            "verslag": kop["verslag"].strip(),
        },
    )
    for volgorde, rij in enumerate(inhoud.get("presentatie", []), 1):
        Presentatie.objects.update_or_create(
            bijeenkomst=bijeenkomst,
            spreker=rij["spreker"],
            onderwerp=rij["onderwerp"],
            defaults={"volgorde": volgorde},
        )
    punten = _laad_themas(bijeenkomst, inhoud["thema"])
    nieuw = sum(_laad_taak(bijeenkomst, rij, punten) for rij in inhoud.get("taak", []))
    volgende = inhoud.get("volgende")
    if volgende and not Bijeenkomst.objects.komend().exists():
        Bijeenkomst.objects.get_or_create(
            slug=volgende["slug"], defaults={"titel": volgende["titel"], "uitnodiging": volgende["uitnodiging"]}
        )
    return Geladen(bijeenkomst, len(punten), nieuw)


def _laad_themas(bijeenkomst: Bijeenkomst, rijen: list[dict[str, Any]]) -> dict[str, Punt]:
    punten: dict[str, Punt] = {}
    for nummer, rij in enumerate(rijen, 1):
        thema, _ = BijeenkomstThema.objects.update_or_create(
            bijeenkomst=bijeenkomst,
            titel=rij["titel"],
            defaults={
                "thema": Netwerkthema(rij["thema"]).value,
                "conclusie": rij.get("conclusie", ""),
                "volgorde": nummer,
            },
        )
        for plek, gezegd in enumerate(rij["punt"], 1):
            punt, _ = Punt.objects.update_or_create(
                thema=thema,
                volgorde=plek,
                defaults={
                    "soort": PuntSoort(gezegd["soort"]).value,
                    "tekst": gezegd["tekst"],
                    "open_einde": gezegd.get("open_einde", False),
                },
            )
            punten[f"{nummer}.{plek}"] = punt
    return punten


def _laad_taak(bijeenkomst: Bijeenkomst, rij: dict[str, Any], punten: dict[str, Punt]) -> bool:
    if rij["punt"] not in punten:
        raise ValidationError(f"taak '{rij['titel']}' wijst naar punt {rij['punt']}, en dat is er niet")
    punt = punten[rij["punt"]]
    _, nieuw = Taak.objects.get_or_create(
        bijeenkomst=bijeenkomst,
        titel=rij["titel"],
        defaults={"wat": rij["wat"], "punt": punt, "thema": Netwerkthema(rij.get("thema", punt.thema.thema)).value},
    )
    return nieuw

"""`manage.py laad_vragenlijst [pad]`: check a version of the questionnaire, store it and publish it.

Without a path the newest version in intake/data/ is loaded. Loading the same file again changes nothing but its
translations. A published version with other questions is refused: running intakes rest on it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from intake.choices import VersieStatus
from intake.models import Vragenlijstversie
from intake.vragenlijst import DATAMAP, Vertaling, VragenlijstFout, lees_versie, lees_vragenlijst


class Command(BaseCommand):
    help = "Controleert een versie van de vragenlijst, bewaart die en geeft die uit. Nog een keer laden mag."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pad", nargs="?", type=Path, help="vragenlijst-<nummer>.toml; leeg: de nieuwste versie.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        pad = options["pad"] or _nieuwste()
        try:
            nummer = lees_vragenlijst(pad).versie
            if pad.name != f"vragenlijst-{nummer}.toml":
                raise CommandError(f"Dit is versie {nummer}; het bestand moet dan vragenlijst-{nummer}.toml heten.")
            vragenlijst, vertalingen = lees_versie(nummer, pad.parent)
        except OSError as fout:
            raise CommandError(f"Het bestand {pad} is niet te lezen: {fout.strerror}.") from fout
        except VragenlijstFout as fout:
            raise CommandError(f"De vragenlijst is niet compleet; er is niets geladen.\n{fout}") from fout
        inhoud, teksten = vragenlijst.als_gegevens(), {taal: _gegevens(v) for taal, v in vertalingen.items()}
        versie = Vragenlijstversie.objects.select_for_update().filter(nummer=nummer).first()
        if versie is None:
            versie = Vragenlijstversie(nummer=nummer)
        elif versie.status != VersieStatus.CONCEPT and versie.inhoud != inhoud:
            raise CommandError(
                f"Versie {nummer} is al uitgegeven met andere vragen. Een uitgegeven versie verandert niet:"
                f" maak vragenlijst-{nummer + 1}.toml."
            )
        versie.vertalingen = teksten
        if versie.status == VersieStatus.CONCEPT:
            versie.titel, versie.inhoud = vragenlijst.titel, inhoud
            Vragenlijstversie.objects.filter(status=VersieStatus.GEPUBLICEERD).update(status=VersieStatus.OUD)
            versie.status, versie.gepubliceerd_op = VersieStatus.GEPUBLICEERD, timezone.now()
        versie.save()
        if options["verbosity"]:
            talen = ", ".join(sorted(vertalingen)) or "geen"
            self.stdout.write(f"{versie}: {len(vragenlijst.vragen)} vragen, vertalingen: {talen}.")


def _nieuwste() -> Path:
    """The file with the highest number in intake/data/."""
    gevonden = [
        (int(treffer[1]), pad)
        for pad in DATAMAP.glob("vragenlijst-*.toml")
        if (treffer := re.fullmatch(r"vragenlijst-(\d+)\.toml", pad.name))
    ]
    if not gevonden:
        raise CommandError(f"Er staat geen vragenlijst in {DATAMAP.name}/.")
    return max(gevonden)[1]


def _gegevens(vertaling: Vertaling) -> dict[str, Any]:
    """A translation as the version stores it; ``maak_vertaling`` reads it back."""
    return {
        "versie": vertaling.versie,
        "taal": vertaling.taal,
        "nagekeken": vertaling.nagekeken,
        "woorden": dict(vertaling.woorden),
        "vragen": dict(vertaling.teksten),
    }

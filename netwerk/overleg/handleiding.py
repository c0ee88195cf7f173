"""Load the how-to of the portal itself from files that people can review. Safe to repeat: the words are brought up to
date, and what was put in the archive stays there."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from .actions import over_een_half_jaar
from .choices import Artikelsoort, Artikelstand, Netwerkthema
from .models import Artikel

MAP = Path(__file__).parent / "data" / "handleiding"
BRON = "handleiding"


@transaction.atomic
def laad_handleiding(map_: Path = MAP) -> int:
    """Bring the articles up to date; says how many there are. KeyError or OSError when a file is amiss."""
    inhoud = tomllib.loads((map_ / "handleiding.toml").read_text(encoding="utf-8"))
    for rij in inhoud["artikel"]:
        oud = Artikel.objects.filter(slug=rij["slug"]).first()
        artikel = oud or Artikel(
            slug=rij["slug"], status=Artikelstand.GEPUBLICEERD, gepubliceerd_op=timezone.localdate()
        )
        artikel.titel, artikel.samenvatting = rij["titel"], rij["samenvatting"]
        artikel.tekst = (map_ / rij["bestand"]).read_text(encoding="utf-8").strip()
        artikel.soort, artikel.bron, artikel.thema = Artikelsoort.HANDLEIDING, BRON, Netwerkthema.OVERIG
        artikel.rollen, artikel.openbaar = rij.get("rollen", []), rij.get("openbaar", False)
        artikel.nakijken_op = over_een_half_jaar()
        artikel.save()
    # What is no longer in the file is told elsewhere now: it may not stay on the shelf and say something else.
    over = [rij["slug"] for rij in inhoud["artikel"]]
    weg = Artikel.objects.filter(bron=BRON, status=Artikelstand.GEPUBLICEERD).exclude(slug__in=over)
    weg.update(status=Artikelstand.ARCHIEF)
    return len(inhoud["artikel"])

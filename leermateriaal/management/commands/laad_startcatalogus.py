"""`manage.py laad_startcatalogus`: load or renew the starter catalogue."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leermateriaal.laden import laad
from leermateriaal.startcatalogus import StartcatalogusFout


class Command(BaseCommand):
    help = "Laadt de startcatalogus. Nog een keer laden werkt bij; wat de curator wijzigde blijft staan."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verslag = laad()
        except StartcatalogusFout as fout:
            raise CommandError(f"De startcatalogus klopt niet; er is niets geladen.\n{fout}") from fout
        self.stdout.write(
            f"Startcatalogus: {verslag.nieuw} nieuw, {verslag.bijgewerkt} bijgewerkt, {verslag.gelijk} gelijk, "
            f"{verslag.behouden} door de curator gewijzigd en behouden."
        )

"""`manage.py controleer_links`: run it every night; it looks at some links and takes its time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from leermateriaal.linkcontrole import Controleur
from leermateriaal.links import aan_de_beurt, bewaar, tel
from netwerk.kern.bereik import bereik


class Command(BaseCommand):
    help = "Controleert of de links van lesmateriaal nog werken. Opent alleen openbare adressen en houdt rust."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--aantal", type=int, default=200, help="hoeveel links hooguit (200)")
        parser.add_argument("--alles", action="store_true", help="ook links die kort geleden zijn gecontroleerd")

    def handle(self, *args: Any, **options: Any) -> None:
        controleur, gedaan = Controleur(), []
        for materiaal in aan_de_beurt(options["aantal"], nu=options["alles"]):
            uitslag = controleur.controleer(materiaal.link)  # outside a transaction: a slow site holds no lock
            with bereik(alles=True):
                gedaan.append(bewaar(materiaal, uitslag))
        if not gedaan:
            self.stdout.write("Er is geen link aan de beurt.")
        for naam, aantal in sorted(tel(gedaan).items()):
            self.stdout.write(f"{aantal:5} {naam}")

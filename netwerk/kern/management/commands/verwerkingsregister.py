"""Write the record of processing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from netwerk.kern.verwerkingen import als_markdown


class Command(BaseCommand):
    help = "Schrijft het verwerkingsregister (AVG art. 30) als Markdown naar de uitvoer."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **opties: Any) -> None:
        self.stdout.write(als_markdown(), ending="")

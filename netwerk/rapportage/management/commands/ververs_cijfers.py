"""`manage.py ververs_cijfers`: every night, so that the pages of figures read stored summaries."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from netwerk.rapportage.samenvatting import ververs


class Command(BaseCommand):
    help = "Telt de kwartalen die nog lopen en publiceert de cijfers van kwartalen die voorbij zijn. Mag vaker."

    def handle(self, *args: Any, **options: Any) -> None:
        gedaan = ververs()
        self.stdout.write(f"{gedaan['geteld']} tabellen geteld, {gedaan['gepubliceerd']} gepubliceerd.")

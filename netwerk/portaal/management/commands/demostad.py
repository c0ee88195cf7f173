"""`manage.py demostad`: fill an empty portal with an invented city."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from netwerk.portaal.demo import is_gevuld, vul_demostad


class Command(BaseCommand):
    help = "Vult een leeg portaal met een verzonnen stad. Staat hij er al, dan verandert er niets."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_gevuld():
            self.stdout.write("De demostad staat er al.")
            return
        stad = vul_demostad()
        call_command("tel_vragen", verbosity=0)
        self.stdout.write(f"Demostad gevuld: {len(stad.organisaties)} organisaties, {len(stad.gebruikers)} gebruikers.")

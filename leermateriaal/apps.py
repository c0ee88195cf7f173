"""The catalogue of learning materials, and what works for whom."""

from django.apps import AppConfig


class LeermateriaalConfig(AppConfig):
    name = "leermateriaal"
    label = "leermateriaal"
    verbose_name = "Leermateriaal"

    def ready(self) -> None:
        from netwerk.kern.navigatie import Menupunt, iedereen, registreer

        registreer(Menupunt("Lesmateriaal", "leermateriaal:lijst", "book", 30, iedereen))

from django.apps import AppConfig


class RapportageConfig(AppConfig):
    name = "netwerk.rapportage"
    label = "rapportage"
    verbose_name = "Cijfers"

    def ready(self) -> None:
        from netwerk.kern.navigatie import Menupunt, registreer

        from .permissions import mag_cijfers

        registreer(Menupunt("Cijfers", "rapportage:cijfers", "bar-chart", 60, mag_cijfers))

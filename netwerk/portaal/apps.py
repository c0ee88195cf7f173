from django.apps import AppConfig


class PortaalConfig(AppConfig):
    name = "netwerk.portaal"
    label = "portaal"
    verbose_name = "Portaal"

    def ready(self) -> None:
        from netwerk.kern.navigatie import Menupunt, iedereen, registreer

        registreer(Menupunt("Start", "portaal:home", "house", 0, iedereen))

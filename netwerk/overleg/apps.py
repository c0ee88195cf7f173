from django.apps import AppConfig


class OverlegConfig(AppConfig):
    name = "netwerk.overleg"
    label = "overleg"
    verbose_name = "Overleg"

    def ready(self) -> None:
        from netwerk.kern.navigatie import Menupunt, registreer
        from netwerk.kern.taken import registreer as registreer_taken

        from . import berichten  # noqa: F401 - hooks itself to the workflow of signals
        from .doorgeven import open_taken
        from .permissions import is_lid

        registreer(Menupunt("Kennis", "overleg:kennis", "lightbulb", 45, is_lid))
        registreer(Menupunt("Overleg", "overleg:home", "chat-left-text", 50, is_lid))
        registreer_taken(open_taken)

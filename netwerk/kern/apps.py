from django.apps import AppConfig


class KernConfig(AppConfig):
    name = "netwerk.kern"
    label = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers the system checks

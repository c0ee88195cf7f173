from django.apps import AppConfig


class KernConfig(AppConfig):
    name = "netwerk.kern"
    label = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from . import checks  # noqa: F401 - registers the system checks

        # Each room's rules for when a retention period ends.
        autodiscover_modules("bewaren", "bewaarregels")

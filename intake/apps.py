from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    label = "intake"
    verbose_name = "Intake"

    def ready(self) -> None:
        from netwerk.kern.choices import Rol
        from netwerk.kern.inzage import LEZERS
        from netwerk.kern.navigatie import Menupunt, met_rol, registreer

        LEZERS["intake.leerder"] = frozenset({Rol.COACH})
        registreer(Menupunt("Leerders", "intake:leerders", "people", 10, met_rol(Rol.COACH)))

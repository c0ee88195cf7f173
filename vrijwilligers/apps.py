from django.apps import AppConfig


class VrijwilligersConfig(AppConfig):
    name = "vrijwilligers"
    label = "vrijwilligers"
    verbose_name = "Vrijwilligers"

    def ready(self) -> None:
        """Register the menu: the board for coordinators, the requests for coaches without that role."""
        from netwerk.kern.choices import Rol
        from netwerk.kern.inzage import LEZERS
        from netwerk.kern.navigatie import Menupunt, registreer

        from .leerlijn import is_docent

        LEZERS["vrijwilligers.vrijwilliger"] = LEZERS["vrijwilligers.koppeling"] = frozenset({Rol.COORDINATOR})
        LEZERS["vrijwilligers.hulpvraag"] = frozenset({Rol.COACH, Rol.COORDINATOR})
        registreer(
            Menupunt(
                "Vrijwilligers", "vrijwilligers:bord", "people", 40,
                wie=lambda g: g.is_authenticated and g.heeft_rol(Rol.COORDINATOR),
            )
        )  # fmt: skip
        registreer(
            Menupunt(
                "Hulpvragen", "vrijwilligers:hulpvragen", "life-preserver", 41,
                wie=lambda g: g.is_authenticated and g.heeft_rol(Rol.COACH) and not g.heeft_rol(Rol.COORDINATOR),
            )
        )  # fmt: skip
        registreer(
            Menupunt(
                "Train de trainer", "vrijwilligers:docent", "mortarboard", 42,
                wie=lambda g: g.is_authenticated and g.heeft_rol(Rol.AANBIEDER) and is_docent(g),
            )
        )  # fmt: skip

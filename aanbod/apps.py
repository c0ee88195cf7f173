"""This room: provision and referrals."""

from __future__ import annotations

from django.apps import AppConfig


class AanbodConfig(AppConfig):
    name = "aanbod"
    label = "aanbod"
    verbose_name = "Aanbod"

    def ready(self) -> None:
        from netwerk.kern.choices import Rol
        from netwerk.kern.inzage import LEZERS
        from netwerk.kern.navigatie import Menupunt, iedereen, met_rol, registreer
        from netwerk.kern.programmas import meld_aan

        from .views.hsds import fout

        meld_aan("hsds:begin", fout)
        LEZERS["aanbod.doorverwijzing"] = frozenset({Rol.COACH, Rol.AANBIEDER})
        registreer(Menupunt("Aanbod", "aanbod:lijst", "mortarboard", 20, iedereen))
        registreer(
            Menupunt(
                "Doorverwijzingen",
                "aanbod:doorverwijzingen",
                "send",
                25,
                met_rol(Rol.COACH, Rol.AANBIEDER, Rol.BEHEERDER),
            )
        )

        from . import berichten, checks  # noqa: F401
        from .workflow import doorverwijsstroom

        if berichten.na_overgang not in doorverwijsstroom.haken:
            doorverwijsstroom.haken.append(berichten.na_overgang)

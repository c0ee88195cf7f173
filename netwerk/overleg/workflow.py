"""The way of a task, as a table."""

from __future__ import annotations

from netwerk.kern.workflow import Overgang, Werkstroom

from .choices import TaakStatus as T
from .permissions import (
    mag_taak_afronden,
    mag_taak_heropenen,
    mag_taak_laten_vervallen,
    mag_taak_oppakken,
    mag_taak_teruggeven,
)

# The log lines of a task are the network's: which organisations read them is decided in ``tijdlijn``.
taakstroom = Werkstroom(
    [
        Overgang(
            "pak_op", "Ik pak dit op", (T.GEVRAAGD, T.AANGEBODEN), T.OPGEPAKT, mag_taak_oppakken, "hand-index-thumb"
        ),
        Overgang("rond_af", "Afronden met resultaat", (T.OPGEPAKT,), T.AFGEROND, mag_taak_afronden, "check-lg"),
        Overgang(
            "geef_terug", "Teruggeven", (T.OPGEPAKT, T.AANGEBODEN), T.GEVRAAGD, mag_taak_teruggeven, "arrow-return-left"
        ),
        Overgang(
            "laat_vervallen",
            "Laten vervallen",
            (T.GEVRAAGD, T.AANGEBODEN, T.OPGEPAKT),
            T.VERVALLEN,
            mag_taak_laten_vervallen,
            "x-circle",
            gevaarlijk=True,
        ),
        Overgang(
            "heropen", "Opnieuw openen", (T.VERVALLEN, T.AFGEROND), T.GEVRAAGD, mag_taak_heropenen, "arrow-clockwise"
        ),
    ],
    organisaties=lambda taak: [taak.eigenaar_organisatie_id],
)

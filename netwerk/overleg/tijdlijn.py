"""What happened to a task, for every member: a task is the network's, so its log is too."""

from __future__ import annotations

from typing import Any

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebeurtenis

from .models import Taak

WAT: dict[str, tuple[str, str]] = {
    "taak:ingebracht": ("Ingebracht", "plus-circle"),
    "overgang:pak_op": ("Opgepakt", "hand-index-thumb"),
    "overgang:rond_af": ("Afgerond", "check-lg"),
    "overgang:geef_terug": ("Teruggegeven", "arrow-return-left"),
    "overgang:laat_vervallen": ("Vervallen", "x-circle"),
    "overgang:heropen": ("Opnieuw geopend", "arrow-clockwise"),
}


def van_taak(taak: Taak) -> list[dict[str, Any]]:
    """Lines for componenten/tijdlijn.html, newest first. Reads past the row-level scope, for this one record only."""
    with bereik(alles=True):
        regels = list(Gebeurtenis.objects.over(taak).select_related("door")[:50])
    return [
        {
            "moment": regel.wanneer,
            "wie": regel.wie,
            "wat": WAT.get(regel.soort, (regel.soort, ""))[0],
            "icoon": WAT.get(regel.soort, ("", "circle"))[1],
        }
        for regel in regels
    ]

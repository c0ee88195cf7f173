"""What happened to a task or a signal, for every member: these are the network's, so their log is too."""

from __future__ import annotations

from typing import Any

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebeurtenis

from .models import Signaal, Taak

WAT: dict[str, tuple[str, str]] = {
    "taak:ingebracht": ("Ingebracht", "plus-circle"),
    "overgang:pak_op": ("Opgepakt", "hand-index-thumb"),
    "overgang:verzet": ("Andere datum", "calendar-event"),
    "overgang:rond_af": ("Afgerond", "check-lg"),
    "overgang:geef_terug": ("Teruggegeven", "arrow-return-left"),
    "overgang:laat_vervallen": ("Vervallen", "x-circle"),
    "signaal:ingediend": ("Ingediend", "megaphone"),
    "signaal:cijfer": ("Cijfer toegevoegd", "bar-chart"),
    "overgang:neem_in_behandeling": ("In behandeling genomen", "person-check"),
    "overgang:zeg_toe": ("Toegezegd", "send"),
    "overgang:wijs_af": ("Beantwoord: gebeurt niet", "slash-circle"),
    "overgang:voer_uit": ("Uitgevoerd", "check-lg"),
    "overgang:stel_uit": ("Andere datum", "calendar-event"),
    "overgang:zet_terug": ("Nog niet opgelost", "arrow-return-left"),
    "overgang:trek_in": ("Ingetrokken", "x-circle"),
    "herinnerd": ("Herinnering gestuurd", "bell"),
    "overgang:heropen": ("Opnieuw geopend", "arrow-clockwise"),
}


def van(voorwerp: Taak | Signaal) -> list[dict[str, Any]]:
    """Lines for componenten/tijdlijn.html, newest first. Reads past the row-level scope, for this one record only."""
    with bereik(alles=True):
        regels = list(Gebeurtenis.objects.over(voorwerp).select_related("door")[:50])
    return [
        {
            "moment": regel.wanneer,
            "wie": regel.wie,
            "wat": WAT.get(regel.soort, (regel.soort, ""))[0],
            "icoon": WAT.get(regel.soort, ("", "circle"))[1],
        }
        for regel in regels
    ]

"""Referrals: answers, waiting, outcomes, and what was lent."""

from __future__ import annotations

from netwerk.kern.models import Organisatie

from .figuur import Figuur
from .paginas import Vraag

ANTWOORD = {
    "op_tijd": "Binnen 5 werkdagen beantwoord",
    "later": "Later beantwoord",
    "binnen_termijn": "Nog open (op tijd)",
    "te_laat": "Nog open (te laat)",
    "zonder": "Gesloten zonder antwoord",
}
UITKOMST = {
    "afgerond": "Afgerond",
    "gestopt": "Gestopt",
    "afgewezen": "Afgewezen",
    "ingetrokken": "Ingetrokken",
    "verlopen": "Verlopen",
}
UITGELEEND = {
    "apparaat_wel": "Apparaat gekregen",
    "apparaat_niet": "Apparaat nog niet gekregen",
    "wifi_wel": "Wifi gekregen",
    "wifi_niet": "Wifi nog niet gekregen",
    "anders": "Iets anders gevraagd",
}


def figuren(vraag: Vraag) -> list[Figuur]:
    """How referrals of the quarter went. One query for the names of providers."""
    gesloten = "De stand op de dag dat het kwartaal werd afgesloten."
    over = f"Doorverwijzingen die verstuurd zijn in {vraag.kwartaal_tekst}. {gesloten}{vraag.opgeteld}"
    uit = [
        vraag.over_mensen(
            "verstuurd", "antwoord", "Antwoord op doorverwijzingen, per stadsdeel", ANTWOORD,
            telt="Doorverwijzingen, naar het stadsdeel van de leerder en naar wat de aanbieder deed.",
            over=f"{over} Werkdagen: zonder weekend en feestdagen.", staaf="op_tijd",
        )
    ]  # fmt: skip
    if not vraag.stadsdeel:
        uit.append(
            vraag.over_mensen(
                "verstuurd", "antwoord_aanbieder", "Antwoord op doorverwijzingen, per aanbieder", ANTWOORD,
                telt="Doorverwijzingen, naar de aanbieder die ze kreeg. Het netwerk sprak vijf werkdagen af.",
                over=over, rijkop="Aanbieder", rijnamen=_aanbieders(vraag), meervoud="aanbieders",
            )
        )  # fmt: skip
    return [
        *uit,
        vraag.over_mensen(
            "gestart", "wachttijd", "Hoe lang duurt het tot iemand begint?",
            {"twee": "Tot en met 2 weken", "zes": "Tot en met 6 weken", "langer": "Langer"},
            telt="Leerders die begonnen, naar de tijd tussen versturen en beginnen.",
            over=f"Wie begon in {vraag.kwartaal_tekst}.", staaf="langer",
        ),
        vraag.over_mensen(
            "gesloten", "uitkomst", "Wat kwam ervan?", UITKOMST,
            telt="Doorverwijzingen, naar hoe ze eindigden.", over=f"Gesloten in {vraag.kwartaal_tekst}.",
            staaf="afgerond",
        ),
        vraag.over_mensen(
            "verstuurd", "uitgeleend", "Apparaten en wifi: gevraagd en gekregen", UITGELEEND,
            telt="Doorverwijzingen naar het lenen of gebruiken van een computer, naar wifi, en de rest.", over=over,
            staaf="apparaat_wel",
        ),
    ]  # fmt: skip


def _aanbieders(vraag: Vraag) -> dict[str, str]:
    tabel = vraag.cijfers.tabel("verstuurd", "antwoord_aanbieder")
    # Names of the small ones stay unnamed: that somebody referred there at all is a count too.
    nummers = [int(rij) for rij in (tabel.rijen if tabel else ()) if rij.isdecimal()]
    return {str(pk): naam for pk, naam in Organisatie.objects.filter(pk__in=nummers).values_list("pk", "naam")}

"""Volunteers: how many, what recruiting yields, and how long people wait for one."""

from __future__ import annotations

from vrijwilligers.choices import Kanaal

from ..tellen import ONBEKEND
from .figuur import Figuur
from .paginas import Vraag


def figuren(vraag: Vraag) -> list[Figuur]:
    """All figures about volunteers."""
    kanalen = {kanaal.value: str(kanaal.label) for kanaal in Kanaal} | {ONBEKEND: "Zonder campagne"}
    return [
        vraag.over_mensen(
            "stand", "stand", "Vrijwilligers, per stand",
            {"nieuw": "Nieuw of in gesprek", "onderweg": "Screening of training", "inzetbaar": "Inzetbaar",
             "actief": "Helpt iemand", "pauze": "Pauze"},
            telt="Vrijwilligers van alle organisaties, ook die nog bij niemand horen. Wie gestopt is, telt niet mee.",
            over=f"De stand aan het eind van {vraag.kwartaal_tekst}, naar waar de vrijwilliger woont.", staaf="actief",
        ),
        vraag.over_mensen(
            "werving", "opbrengst", "Wat werven opleverde, per kanaal",
            {"klaar": "Inzetbaar of actief", "onderweg": "Nog onderweg", "weg": "Pauze of gestopt"},
            telt="Mensen die zich aanmeldden, naar hoe het nu met hen is.",
            over=f"Aanmeldingen in {vraag.kwartaal_tekst}; de stand van toen het kwartaal werd afgesloten.",
            rijkop="Kanaal", rijnamen=kanalen, meervoud="kanalen", staaf="klaar",
        ),
        vraag.over_mensen(
            "hulp", "hulp", "Hoe lang wacht iemand op een vrijwilliger?",
            {"vier": "Gevonden binnen 4 weken", "langer": "Gevonden, later", "geen": "Nog niemand gevonden",
             "ingetrokken": "Ingetrokken of verlopen"},
            telt="Hulpvragen, naar het stadsdeel van de leerder.",
            over=f"Gevraagd in {vraag.kwartaal_tekst}; de stand van toen het kwartaal werd afgesloten.", staaf="geen",
        ),
    ]  # fmt: skip

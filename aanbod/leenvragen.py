"""The same loop for a thing: a laptop or tablet is asked for, waited for, handed over and given back or kept.

A request for a device is a referral to provision that lends or gives one; only the words differ from those of a lesson.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from netwerk.kern.workflow import Overgang

from .choices import LEENSOORTEN

LABELS: dict[str, str] = {
    "nodig_uit": "Afspraak om het op te halen",
    "start": "Het apparaat is meegegeven",
    "rond_af": "Teruggebracht of gehouden",
    "meld_niet_verschenen": "Niet gekomen om het op te halen",
    "stop": "Gestopt",
}

VRAGEN: dict[str, dict[str, str]] = {
    "nodig_uit": {
        "wat": "Wat kan de leerder ophalen?",
        "wie": "Wie geeft het mee?",
        "wanneer": "Op welke dag?",
        "voorbeeld": "Een laptop met oplader, wij leggen het gebruik uit.",
    },
    "zet_op_wachtlijst": {
        "wat": "Waarop wacht de leerder, en wat gebeurt er daarna?",
        "wie": "Wie houdt de leerder op de hoogte?",
        "wanneer": "Wanneer hoort de leerder weer iets?",
        "voorbeeld": "Wacht op een laptop die wordt nagekeken. Wij bellen als hij klaar is.",
    },
    "start": {
        "wat": "Wat kreeg de leerder mee, en tot wanneer?",
        "wie": "Wie gaf het mee?",
        "wanneer": "Op welke dag?",
        "voorbeeld": "Laptop meegegeven, te leen voor zes maanden.",
    },
    "rond_af": {
        "wat": "Wat is de uitkomst?",
        "wie": "Wie sprak hierover met de leerder?",
        "wanneer": "Op welke dag?",
        "voorbeeld": "Laptop teruggebracht, de leerder kocht er zelf een.",
    },
}


def in_woorden(keuzes: Iterable[Overgang], soort: str) -> list[Overgang]:
    """The answers with the labels that fit the kind of provision."""
    if soort not in LEENSOORTEN:
        return list(keuzes)
    return [replace(keuze, label=LABELS.get(keuze.naam, keuze.label)) for keuze in keuzes]


def vragen(overgang: str, soort: str, gewoon: dict[str, dict[str, str]]) -> dict[str, str]:
    """The three questions of one answer."""
    if soort in LEENSOORTEN and overgang in VRAGEN:
        return VRAGEN[overgang]
    return gewoon[overgang]

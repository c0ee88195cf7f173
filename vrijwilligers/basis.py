"""First content of the room: the learning line and the requirements per role, as the network advises them.

A first proposal for the coordinators to change in the admin; ``laad`` never overwrites what stands there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

#: code, name, explanation, hours, prerequisites
MODULES: tuple[tuple[str, str, str, float, tuple[str, ...]], ...] = (
    ("zelfcheck", "Eigen digitale vaardigheden", "Zelf de vragenlijst doen: wat kunt u al, wat leert u bij?", 1, ()),
    (
        "basis",
        "Basistraining Digitale vaardigheden",
        "Leren uitleggen: rustig, stap voor stap, de leerder doet.",
        6,
        ("zelfcheck",),
    ),
    (
        "privacy",
        "Privacy en DigiD",
        "Helpen zonder mee te kijken: geen wachtwoorden, geen BSN, wanneer u stopt.",
        3,
        ("basis",),
    ),
    (
        "coach-nt1",
        "Coachen van wie Nederlands spreekt (NT1)",
        "Schaamte, tempo en taal bij laaggeletterdheid.",
        3,
        ("basis",),
    ),
    (
        "coach-nt2",
        "Coachen van wie Nederlands leert (NT2)",
        "Weinig woorden, veel voordoen, beeld gebruiken.",
        3,
        ("basis",),
    ),
    ("organisatie", "Kennismaken met de organisatie", "Wie is wie, waar vindt u hulp, wat spreken we af.", 1.5, ()),
    ("trainer", "Train de trainer", "Zelf nieuwe vrijwilligers opleiden.", 8, ("privacy",)),
)

#: role → VOG, confidentiality, reference, modules
EISEN: dict[str, tuple[bool, bool, bool, tuple[str, ...]]] = {
    "computerhulp": (False, True, False, ("basis",)),
    "spreekuur": (True, True, False, ("basis", "privacy")),
    "digid": (True, True, True, ("basis", "privacy")),
    "lesgeven": (True, True, True, ("basis",)),
}


def laad(module: Any, eis: Any) -> None:
    """Add what is missing. Takes the model classes, so that the migration can pass its historical ones."""
    for volgorde, (code, naam, uitleg, uren, _) in enumerate(MODULES, start=1):
        module.objects.get_or_create(
            code=code, defaults={"naam": naam, "uitleg": uitleg, "uren": uren, "volgorde": volgorde}
        )
    for code, *_, vooraf in MODULES:
        module.objects.get(code=code).vooraf.add(*vooraf)
    for rol, (vog, geheimhouding, referentie, modules) in EISEN.items():
        if not eis.objects.filter(rol=rol, organisatie=None).exists():
            eis.objects.create(
                rol=rol,
                geldig_vanaf=date(2026, 1, 1),
                vog=vog,
                geheimhouding=geheimhouding,
                referentie=referentie,
                modules=list(modules),
            )

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

#: code → level in the learning line; who is not here is "basis"
NIVEAUS: dict[str, str] = {
    "zelfcheck": "start", "organisatie": "start", "coach-nt1": "verdieping", "coach-nt2": "verdieping",
    "trainer": "trainer",
}  # fmt: skip
#: Teachers of formal organisations follow these too.
VOOR_DOCENTEN: frozenset[str] = frozenset({"trainer"})

#: role → VOG, confidentiality, reference, modules
EISEN: dict[str, tuple[bool, bool, bool, tuple[str, ...]]] = {
    "computerhulp": (False, True, False, ("basis",)),
    "spreekuur": (True, True, False, ("basis", "privacy")),
    "digid": (True, True, True, ("basis", "privacy")),
    "lesgeven": (True, True, True, ("basis",)),
}


def laad(module: Any, eis: Any) -> None:
    """Add what is missing. Takes the model classes, so that the migration can pass its historical ones."""
    velden = {veld.name for veld in module._meta.get_fields()}
    for volgorde, (code, naam, uitleg, uren, _) in enumerate(MODULES, start=1):
        begin = {"naam": naam, "uitleg": uitleg, "uren": uren, "volgorde": volgorde}
        if "niveau" in velden:  # came later than the migration that calls this
            begin |= {"niveau": NIVEAUS.get(code, "basis"), "voor_docenten": code in VOOR_DOCENTEN}
        module.objects.get_or_create(code=code, defaults=begin)
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

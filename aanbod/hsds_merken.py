"""Our vocabularies as HSDS taxonomies, and what our own terms on a record say when it is read back.

A need, a level or a part of the week has no field of its own in HSDS; it travels as an attribute with a taxonomy term.
All ids are derived from the names, so that they are the same in every installation and in every export.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices

from netwerk.kern.choices import DAGDELEN, NederlandsNiveau, Niveau
from netwerk.kern.models import Doelgroep, Leervraag

from .choices import Begeleiding, Kosten, Soort

#: Namespace of every id that is derived, never of a record's own.
RUIMTE = uuid.uuid5(uuid.NAMESPACE_DNS, "hsds.netwerk-digitaal.example")
PLAATSEN = "aantal plaatsen"


class Kenmerk(TextChoices):
    """Yes or no facts of provision, as terms."""

    FORMEEL = "formeel", "Formeel onderwijs"
    INFORMEEL = "informeel", "Informeel aanbod"
    ONLINE = "online", "Ook online"
    AAN_HUIS = "aan_huis", "Ook bij mensen thuis"
    LEZEN = "lezen_nodig", "Deelnemers moeten Nederlands kunnen lezen"
    STARTMOMENT = "startmoment", "Begint op een vaste dag"
    TIJDELIJK = "tijdelijk", "Tijdelijk aanbod"


class Plekkenmerk(TextChoices):
    """Facts of a place, as terms; not known is no term."""

    ROLSTOEL = "rolstoel", "Rolstoel kan naar binnen"
    GEEN_ROLSTOEL = "geen_rolstoel", "Niet met een rolstoel"
    WIFI = "gratis_wifi", "Gratis wifi"
    GEEN_WIFI = "geen_wifi", "Geen gratis wifi"
    RUIMTE = "prive_ruimte", "Aparte ruimte voor privézaken"
    GEEN_RUIMTE = "geen_prive_ruimte", "Geen aparte ruimte voor privézaken"


#: taxonomy → (name, description)
TAXONOMIEEN: dict[str, tuple[str, str]] = {
    "leervraag": ("Leervragen", "Wat iemand digitaal wil leren: thema's en de vragen daarin."),
    "doelgroep": ("Doelgroepen", "Voor wie het aanbod vooral is."),
    "soort": ("Soorten aanbod", "Cursus, inloop, hulp één op één en zo verder."),
    "niveau_van": ("Vanaf niveau", "Het laagste niveau waarop iemand mee kan doen."),
    "niveau_tot": ("Tot en met niveau", "Het hoogste niveau waarvoor het bedoeld is."),
    "nederlands": ("Nederlands nodig", "Hoeveel gesproken Nederlands nodig is om mee te doen."),
    "begeleiding": ("Begeleiding", "In een groep of één op één."),
    "kosten": ("Kosten", "Wat meedoen kost, in grote stappen."),
    "dagdeel": ("Dagdelen", "Op welke dagdelen het is."),
    "kenmerk": ("Kenmerken van aanbod", "Vorm, plaats en duur van het aanbod."),
    "plek": ("Kenmerken van een plek", "Wat een locatie heeft, of niet heeft."),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a taxonomy."""

    taxonomie: str
    code: str
    naam: str
    omschrijving: str
    ouder: str = ""

    @property
    def id(self) -> str:
        return afgeleid("term", self.taxonomie, self.code)


def afgeleid(*delen: object) -> str:
    """An id that depends on these parts only."""
    return str(uuid.uuid5(RUIMTE, "/".join(map(str, delen))))


def taxonomie(code: str) -> dict[str, Any]:
    """A taxonomy as HSDS has it."""
    naam, omschrijving = TAXONOMIEEN[code]
    return {"id": afgeleid("taxonomie", code), "name": naam, "description": omschrijving, "version": "1"}


def vaste_termen() -> Iterator[Term]:
    """The terms that stand in code."""
    for naam, keuzes in (
        ("soort", Soort.choices),
        ("niveau_van", [(str(rang), label) for rang, label in Niveau.choices]),
        ("niveau_tot", [(str(rang), label) for rang, label in Niveau.choices]),
        ("nederlands", NederlandsNiveau.choices),
        ("begeleiding", Begeleiding.choices),
        ("kosten", Kosten.choices),
        ("dagdeel", DAGDELEN),
        ("kenmerk", Kenmerk.choices),
        ("plek", Plekkenmerk.choices),
    ):
        yield from (Term(naam, str(code), str(label), str(label)) for code, label in keuzes)


_VAST: dict[tuple[str, str], Term] = {(term.taxonomie, term.code): term for term in vaste_termen()}


def leervraagterm(vraag: Leervraag) -> Term:
    """A need or a theme as term."""
    return Term("leervraag", vraag.code, vraag.kort or vraag.tekst, vraag.tekst, vraag.thema_id or "")


def doelgroepterm(groep: Doelgroep) -> Term:
    """A target group as term."""
    return Term("doelgroep", groep.code, groep.naam, groep.uitleg or groep.naam)


def alle_termen() -> list[Term]:
    """Every term of every taxonomy, in a fixed order. Two queries."""
    vragen = Leervraag.objects.filter(actief=True).order_by("volgorde", "code")
    return [*map(leervraagterm, vragen), *map(doelgroepterm, Doelgroep.objects.all()), *vaste_termen()]


def als_hsds(term: Term) -> dict[str, Any]:
    """A term as HSDS has it."""
    uit = {
        "id": term.id,
        "code": term.code,
        "name": term.naam,
        "description": term.omschrijving,
        "taxonomy": TAXONOMIEEN[term.taxonomie][0],
        "taxonomy_detail": taxonomie(term.taxonomie),
        "language": "nl",
    }
    if term.ouder:
        uit["parent_id"] = afgeleid("term", term.taxonomie, term.ouder)
    return uit


def attribuut(entiteit: str, link_id: str, term: Term) -> dict[str, Any]:
    """A term on a record."""
    return {
        "id": afgeleid("attribuut", link_id, term.taxonomie, term.code),
        "link_id": link_id,
        "link_entity": entiteit,
        "taxonomy_term_id": term.id,
        "taxonomy_term": als_hsds(term),
    }


def vast(taxonomie: str, *codes: object) -> list[Term]:
    """Terms by code, in the order given; a code that is no term is left out."""
    return [_VAST[taxonomie, str(code)] for code in codes if (taxonomie, str(code)) in _VAST]


# --- reading back ---------------------------------------------------------------------------------------------------
def gelezen(attributen: Iterable[Any]) -> dict[str, list[str]]:
    """Our own terms among the attributes of a record: taxonomy → codes. Recognised by id, so no guessing."""
    uit: dict[str, list[str]] = {}
    for deel in attributen:
        term = deel.get("taxonomy_term") if isinstance(deel, dict) else None
        if not isinstance(term, dict):
            continue
        for naam in TAXONOMIEEN:
            code = str(term.get("code") or "")
            bekend = naam in ("leervraag", "doelgroep") or (naam, code) in _VAST
            if bekend and term.get("id") == afgeleid("term", naam, code):
                uit.setdefault(naam, []).append(code)
    return uit


def is_eigen(attribuut: Any) -> bool:
    """An attribute that this module made."""
    return bool(gelezen([attribuut])) or (isinstance(attribuut, dict) and attribuut.get("label") == PLAATSEN)


def velden_uit(record: dict[str, Any]) -> dict[str, Any]:
    """Columns of provision that our own terms say; nothing for a record without them."""
    attributen = record.get("attributes")
    merken = gelezen(attributen if isinstance(attributen, list) else [])
    if "soort" not in merken:
        return {}
    kenmerken = merken.get("kenmerk", [])
    velden: dict[str, Any] = {
        "soort": merken["soort"][0],
        "formeel": Kenmerk.FORMEEL in kenmerken,
        "online": Kenmerk.ONLINE in kenmerken,
        "aan_huis": Kenmerk.AAN_HUIS in kenmerken,
        "lezen_nodig": Kenmerk.LEZEN in kenmerken,
        "dagdelen": [code for code, _ in DAGDELEN if code in merken.get("dagdeel", [])],
    }
    for naam, veld in (
        ("nederlands", "nederlands_nodig"),
        ("begeleiding", "begeleiding"),
        ("kosten", "kosten_soort"),
    ):
        if naam in merken:
            velden[veld] = merken[naam][0]
    van, tot = (int(merken.get(naam, ["0"])[0]) for naam in ("niveau_van", "niveau_tot"))
    if van <= tot:
        velden |= {"niveau_van": van, "niveau_tot": tot}
    roosters = [deel for deel in record.get("schedules") or [] if isinstance(deel, dict)]
    tot_en_met = _dag(roosters, "valid_to") if Kenmerk.TIJDELIJK in kenmerken else None
    start = _dag(roosters, "dtstart") if Kenmerk.STARTMOMENT in kenmerken else None
    velden |= {"structureel": tot_en_met is None, "tijdelijk_tot": tot_en_met}
    velden |= {"doorlopend": start is None, "startdatum": start}
    for deel in attributen or []:
        if isinstance(deel, dict) and deel.get("label") == PLAATSEN and str(deel.get("value")).isdecimal():
            velden["capaciteit"] = min(int(deel["value"]), 32_767)
    return velden


def plek_uit(locatie: dict[str, Any]) -> dict[str, Any]:
    """Columns of a place that our own terms say."""
    attributen = locatie.get("attributes")
    attributen = attributen if isinstance(attributen, list) else []
    merken = gelezen(attributen).get("plek", [])
    velden: dict[str, Any] = {}
    for veld, ja, nee in (
        ("rolstoel", Plekkenmerk.ROLSTOEL, Plekkenmerk.GEEN_ROLSTOEL),
        ("gratis_wifi", Plekkenmerk.WIFI, Plekkenmerk.GEEN_WIFI),
        ("prive_ruimte", Plekkenmerk.RUIMTE, Plekkenmerk.GEEN_RUIMTE),
    ):
        if ja in merken or nee in merken:
            velden[veld] = ja in merken
    for deel in attributen:
        if isinstance(deel, dict) and deel.get("label") == "computers" and str(deel.get("value")).isdecimal():
            velden["computers"] = min(int(deel["value"]), 32_767)
    return velden


def _dag(roosters: list[dict[str, Any]], sleutel: str) -> date | None:
    for deel in roosters:
        try:
            return date.fromisoformat(str(deel.get(sleutel))[:10])
        except ValueError:
            continue
    return None

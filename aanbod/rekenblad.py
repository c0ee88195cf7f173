"""Provision from a spreadsheet: rows judged one by one, with everything that is wrong in Dutch. Stores nothing.

The heads are the words of the form; other columns are left out. What the form refuses is refused here too, and the
database refuses it a third time.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from netwerk.kern.choices import DAGDELEN, NederlandsNiveau, Niveau
from netwerk.kern.models import Doelgroep, Leervraag, Organisatie, Postcodegebied, Taal
from netwerk.kern.validators import bevat_bsn

from .choices import Begeleiding, Kosten, Soort

#: What names a row in its organisation, so that reading a file again changes and does not double.
NAAMRUIMTE = uuid.UUID("6f1c3a52-8a0e-4a6f-9f0b-2f5f6f0f2f11")

#: Head in lower case → our column. The first of each is what the example sheet shows.
KOPPEN: dict[str, str] = {
    "naam": "naam", "titel": "naam", "kenmerk": "kenmerk", "nummer": "kenmerk", "organisatie": "organisatie",
    "soort": "soort", "formeel": "formeel", "omschrijving": "omschrijving", "leervragen": "leervragen",
    "vanaf niveau": "niveau_van", "tot en met niveau": "niveau_tot", "doelgroepen": "doelgroepen", "talen": "talen",
    "hoeveel nederlands is nodig": "nederlands_nodig", "lezen nodig": "lezen_nodig", "begeleiding": "begeleiding",
    "voorwaarden": "toelating", "kosten": "kosten_soort", "uitleg over de kosten": "kosten_tekst",
    "startdatum": "startdatum", "dagdelen": "dagdelen", "dagen en tijden": "rooster", "rooster": "rooster",
    "aanmelden": "aanmelden", "aantal plaatsen": "capaciteit", "wachttijd in weken": "wachttijd_weken",
    "online": "online", "aan huis": "aan_huis", "tijdelijk tot": "tijdelijk_tot", "contactpersoon": "contact_naam",
    "e-mail": "contact_email", "email": "contact_email", "telefoon": "contact_telefoon", "website": "website",
    "plek": "plek", "locatie": "plek", "straat en huisnummer": "straat", "straat": "straat", "postcode": "postcode",
}  # fmt: skip
#: Text columns with their longest length.
TEKSTEN: dict[str, int] = {
    "naam": 200, "omschrijving": 5_000, "toelating": 2_000, "kosten_tekst": 200, "rooster": 300, "aanmelden": 300,
    "contact_naam": 120, "contact_email": 254, "contact_telefoon": 30, "website": 200,
}  # fmt: skip
#: Where somebody may have typed a number that we may not keep.
VRIJ = ("naam", "omschrijving", "toelating", "kosten_tekst", "rooster", "aanmelden", "contact_naam")
JA = {"ja": True, "j": True, "x": True, "1": True, "waar": True, "true": True}
NEE = {"nee": False, "n": False, "": False, "0": False, "onwaar": False, "false": False}
_CIJFER = re.compile(r"\d")
_SCHEIDING = re.compile(r"[;|\n]|,\s")
_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})?")


@dataclass(frozen=True, slots=True)
class Plek:
    naam: str
    straat: str
    postcode: str


@dataclass(slots=True)
class Rij:
    """One good row: the columns of the provision and what hangs on it."""

    nummer: int
    uuid: uuid.UUID
    organisatie_id: int
    organisatie: str
    velden: dict[str, Any]
    leervragen: tuple[str, ...] = ()
    talen: tuple[str, ...] = ()
    doelgroepen: tuple[str, ...] = ()
    plek: Plek | None = None


@dataclass(frozen=True, slots=True)
class Foutregel:
    """A row that stays out, and why."""

    nummer: int
    naam: str
    fouten: tuple[str, ...]


@dataclass(slots=True)
class Uitslag:
    """``kolommen`` are the ones the sheet has: what it does not name stays as it was."""

    kolommen: frozenset[str] = frozenset()
    goed: list[Rij] = field(default_factory=list)
    fout: list[Foutregel] = field(default_factory=list)


def _op_naam(keuzes: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Code and label, in lower case, → code."""
    paren = [(str(getattr(code, "value", code)), str(label)) for code, label in keuzes]
    return {label.lower(): code for code, label in paren} | {code.lower(): code for code, label in paren}


SOORTEN, KOSTEN, NEDERLANDS = _op_naam(Soort.choices), _op_naam(Kosten.choices), _op_naam(NederlandsNiveau.choices)
BEGELEIDING, NIVEAUS = _op_naam(Begeleiding.choices), {k: int(v) for k, v in _op_naam(Niveau.choices).items()}
DAGEN = _op_naam(DAGDELEN)


class Woorden:
    """The vocabularies and the organisations that may be named, read once."""

    def __init__(self, organisaties: Iterable[Organisatie]) -> None:
        vragen = list(Leervraag.objects.filter(actief=True).values_list("code", "tekst", "kort"))
        self.leervragen = {
            tekst.strip().lower(): code for code, *teksten in vragen for tekst in (*teksten, code) if tekst
        }
        self.talen = _op_naam(Taal.objects.values_list("code", "naam"))
        self.doelgroepen = _op_naam(Doelgroep.objects.values_list("code", "naam"))
        self.postcodes = set(Postcodegebied.objects.values_list("pk", flat=True))
        self.organisaties = {een.naam.lower(): een for een in organisaties}


def keur(rijen: Iterable[Mapping[str, str]], woorden: Woorden, *, eigen: Organisatie | None = None) -> Uitslag:
    """Good and wrong rows; ``eigen`` is the organisation of rows that name none."""
    rijen = list(rijen)
    uit = Uitslag(kolommen_van(rijen))
    for een in keur_een_voor_een(rijen, woorden, eigen=eigen):
        if isinstance(een, Rij):
            uit.goed.append(een)
        else:
            uit.fout.append(een)
    return uit


def kolommen_van(rijen: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Our columns that the sheet has."""
    koppen: set[str] = set()
    for cellen in rijen:
        koppen.update(cellen)
    return frozenset(KOPPEN[kop] for kop in koppen if kop in KOPPEN)


def keur_een_voor_een(
    rijen: Iterable[Mapping[str, str]], woorden: Woorden, *, eigen: Organisatie | None = None
) -> Iterator[Rij | Foutregel]:
    """Every row judged, in order, without any query. Row 1 of a sheet holds the heads."""
    gezien: dict[uuid.UUID, int] = {}
    for nummer, cellen in enumerate(rijen, start=2):
        velden = {KOPPEN[kop]: cel.strip() for kop, cel in cellen.items() if kop in KOPPEN}
        keuring = _Keuring(velden, woorden, eigen)
        rij = keuring.rij(nummer)
        if rij is not None and rij.uuid in gezien:
            keuring.fouten.append(f"Dit staat ook op rij {gezien[rij.uuid]}. Geef ze elk een eigen kenmerk.")
            rij = None
        if rij is None:
            yield Foutregel(nummer, velden.get("naam", "")[:80], tuple(keuring.fouten))
            continue
        gezien[rij.uuid] = nummer
        yield rij


class _Keuring:
    """One row: collects what is wrong instead of stopping at the first."""

    def __init__(self, cellen: dict[str, str], woorden: Woorden, eigen: Organisatie | None) -> None:
        self.cellen, self.woorden, self.eigen = cellen, woorden, eigen
        self.fouten: list[str] = []

    def rij(self, nummer: int) -> Rij | None:
        cellen = self.cellen
        organisatie = self._organisatie()
        velden: dict[str, Any] = {naam: self._tekst(naam, lang) for naam, lang in TEKSTEN.items()}
        if not velden["naam"]:
            self.fouten.append("De naam ontbreekt.")
        velden["contact_email"] = velden["contact_email"].lower()
        self._adressen(velden)
        velden |= {
            "soort": self._keuze("soort", SOORTEN, Soort.CURSUS, "Soort"),
            "kosten_soort": self._keuze("kosten_soort", KOSTEN, Kosten.ONBEKEND, "Kosten"),
            "begeleiding": self._keuze("begeleiding", BEGELEIDING, Begeleiding.GROEP, "Begeleiding"),
            "nederlands_nodig": self._keuze("nederlands_nodig", NEDERLANDS, NederlandsNiveau.A1, "Nederlands"),
            "niveau_van": self._keuze("niveau_van", NIVEAUS, int(Niveau.STARTER), "Niveau"),
            "niveau_tot": self._keuze("niveau_tot", NIVEAUS, int(Niveau.ZELFSTANDIG), "Niveau"),
            "capaciteit": self._getal("capaciteit", "Aantal plaatsen", 32_767),
            "wachttijd_weken": self._getal("wachttijd_weken", "Wachttijd", 104),
            "startdatum": self._dag("startdatum", "Startdatum"),
            "tijdelijk_tot": self._dag("tijdelijk_tot", "Tijdelijk tot"),
            **{naam: self._ja(naam) for naam in ("formeel", "online", "aan_huis", "lezen_nodig")},
            "dagdelen": list(self._lijst("dagdelen", DAGEN, "Dagdeel")),
        }
        velden["doorlopend"] = velden["startdatum"] is None
        velden["structureel"] = velden["tijdelijk_tot"] is None
        if velden["niveau_van"] > velden["niveau_tot"]:
            self.fouten.append("Het hoogste niveau ligt onder het laagste. Draai ze om.")
        if bevat_bsn("\n".join([velden[naam] for naam in VRIJ if _CIJFER.search(velden[naam])])):
            self.fouten.append("Er staat iets dat op een burgerservicenummer (BSN) lijkt. Dat bewaren we niet.")
        delen = (
            self._lijst("leervragen", self.woorden.leervragen, "Leervraag"),
            self._lijst("talen", self.woorden.talen, "Taal"),
            self._lijst("doelgroepen", self.woorden.doelgroepen, "Doelgroep"),
        )
        plek = self._plek()
        if self.fouten or organisatie is None:
            return None
        eigen = cellen.get("kenmerk") or velden["naam"].lower()
        nummer_id = uuid.uuid5(NAAMRUIMTE, f"{organisatie.uuid}:{eigen}")
        return Rij(nummer, nummer_id, organisatie.pk, organisatie.naam, velden, *delen, plek)

    def _organisatie(self) -> Organisatie | None:
        naam = self.cellen.get("organisatie", "")
        if not naam and self.eigen is not None:
            return self.eigen
        gevonden = self.woorden.organisaties.get(naam.lower())
        if gevonden is None:
            self.fouten.append(f"Organisatie ‘{naam}’ kennen we niet." if naam else "De organisatie ontbreekt.")
        return gevonden

    def _tekst(self, naam: str, lang: int) -> str:
        waarde = self.cellen.get(naam, "").replace("\x00", "")
        if len(waarde) > lang:
            self.fouten.append(f"{_kop(naam)} is langer dan {lang} tekens.")
        return waarde

    def _adressen(self, velden: dict[str, Any]) -> None:
        if velden["contact_email"]:
            try:
                validate_email(velden["contact_email"])
            except ValidationError:
                self.fouten.append(f"‘{velden['contact_email'][:60]}’ is geen e-mailadres.")
        if velden["website"]:
            if "://" not in velden["website"]:
                velden["website"] = f"https://{velden['website']}"
            try:
                URLValidator(schemes=["http", "https"])(velden["website"])
            except ValidationError:
                self.fouten.append(f"‘{velden['website'][:60]}’ is geen adres van een website.")

    def _keuze(self, naam: str, keuzes: Mapping[str, Any], anders: Any, kop: str) -> Any:
        waarde = self.cellen.get(naam, "")
        if not waarde:
            return anders
        gekozen = keuzes.get(waarde.lower())
        if gekozen is None:
            self.fouten.append(f"{kop} ‘{waarde[:60]}’ kennen we niet.")
        return anders if gekozen is None else gekozen

    def _lijst(self, naam: str, keuzes: Mapping[str, str], kop: str) -> tuple[str, ...]:
        waarde = self.cellen.get(naam, "")
        if not waarde:
            return ()
        uit: dict[str, None] = {}
        # A label may hold a comma itself; then only semicolons part.
        for woord in [waarde] if waarde.lower() in keuzes else _SCHEIDING.split(waarde):
            if not (kaal := woord.strip(" ,").lower()):
                continue
            if (code := keuzes.get(kaal)) is None:
                self.fouten.append(f"{kop} ‘{woord.strip()[:60]}’ kennen we niet.")
            else:
                uit[code] = None
        return tuple(uit)

    def _ja(self, naam: str) -> bool:
        waarde = self.cellen.get(naam, "").lower()
        uit = JA.get(waarde, NEE.get(waarde))
        if uit is None:
            self.fouten.append(f"{_kop(naam)}: schrijf ja of nee, niet ‘{waarde[:30]}’.")
        return bool(uit)

    def _getal(self, naam: str, kop: str, meeste: int) -> int | None:
        waarde = self.cellen.get(naam, "")
        if not waarde:
            return None
        if not (waarde.isascii() and waarde.isdigit()) or int(waarde[:9]) > meeste:
            self.fouten.append(f"{kop}: schrijf een getal van 0 tot en met {meeste}, niet ‘{waarde[:30]}’.")
            return None
        return int(waarde)

    def _dag(self, naam: str, kop: str) -> date | None:
        waarde = self.cellen.get(naam, "")
        if not waarde:
            return None
        for vorm in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
            try:
                dag = datetime.strptime(waarde, vorm).date()
            except ValueError:
                continue
            if 2000 <= dag.year <= 2100:
                return dag
        self.fouten.append(f"{kop} ‘{waarde[:30]}’ bestaat niet. Schrijf dag-maand-jaar, zoals 31-12-2026.")
        return None

    def _plek(self) -> Plek | None:
        naam, straat, postcode = (self.cellen.get(n, "") for n in ("plek", "straat", "postcode"))
        if not (naam or straat or postcode):
            return None
        vorm = _POSTCODE.fullmatch(postcode)
        if vorm is None or vorm[1] not in self.woorden.postcodes:
            self.fouten.append(
                f"Postcode ‘{postcode[:12]}’ ligt niet in deze stad."
                if postcode
                else "De postcode van de plek ontbreekt."
            )  # noqa: E501
            return None
        if len(naam) > 200 or len(straat) > 200:
            self.fouten.append("De plek of de straat is langer dan 200 tekens.")
        return Plek(naam or straat or postcode, straat, f"{vorm[1]} {vorm[2].upper()}" if vorm[2] else vorm[1])


def _kop(veld: str) -> str:
    return next(kop for kop, naam in KOPPEN.items() if naam == veld).capitalize()


def voorbeeld() -> Iterator[list[str]]:
    """The heads and one filled-in row, for a sheet to start with."""
    koppen = list({veld: kop for kop, veld in reversed(KOPPEN.items())}.items())[::-1]
    vul = {
        "naam": "Digitaal spreekuur", "soort": "Inloop", "omschrijving": "Hulp met uw telefoon en computer.",
        "vanaf niveau": "Starter", "tot en met niveau": "Basisniveau 1", "talen": "Nederlands; Turks",
        "kosten": "Gratis", "dagen en tijden": "dinsdag 10.00 tot 12.00 uur", "dagdelen": "dinsdagochtend",
        "plek": "Buurthuis (voorbeeld)", "straat en huisnummer": "Voorbeeldstraat 1", "postcode": "1012",
        "begeleiding": "In een groep", "formeel": "nee",
    }  # fmt: skip
    yield [kop.capitalize() for _, kop in koppen]
    yield [vul.get(kop, "") for _, kop in koppen]

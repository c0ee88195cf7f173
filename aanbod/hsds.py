"""Reading HSDS 3.x JSON: from a file to plain values, without the database, with every objection in Dutch.

Two kinds of objections. A **refusal** keeps the whole record out: without id, name and organisation, or with a value of
the wrong type, it cannot be trusted. A **remark** lets the record in without the half-true part (a latitude of 100 does
not exist; the place comes in without a point). What has no column of ours is kept as it was, in ``rest``.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from .choices import AanbodStatus, Kosten
from .hsds_merken import plek_uit, velden_uit
from .hsds_waarden import Lezer

#: HSDS service.status → ours. https://docs.openreferral.org, service.status.
STATUS: dict[str, str] = {
    "active": AanbodStatus.GEPUBLICEERD,
    "temporarily closed": AanbodStatus.GEPAUZEERD,
    "inactive": AanbodStatus.GEARCHIVEERD,
    "defunct": AanbodStatus.GEARCHIVEERD,
}
DAGEN: dict[str, str] = {"MO": "ma", "TU": "di", "WE": "wo", "TH": "do", "FR": "vr", "SA": "za", "SU": "zo"}
DAGDEEL_UREN: tuple[tuple[str, int, int], ...] = (("ochtend", 6, 12), ("middag", 12, 18), ("avond", 18, 24))
#: ISO 639-2/3 codes that files use where we have the two-letter one.
TAALCODES: dict[str, str] = {
    "nld": "nl", "dut": "nl", "eng": "en", "ara": "ar", "tur": "tr", "pol": "pl", "ukr": "uk", "spa": "es", "fra": "fr",
    "fre": "fr", "tir": "ti", "fas": "fa", "per": "fa", "som": "so", "zho": "zh", "chi": "zh", "urd": "ur", "bul": "bg",
    "ron": "ro", "rum": "ro", "por": "pt", "rus": "ru", "deu": "de", "ger": "de", "ita": "it", "hin": "hi", "slk": "sk",
}  # fmt: skip
#: Keys of a service that a column of ours holds completely; everything else stays in ``rest``.
VOLLEDIG = ("id", "name", "description", "email", "url", "assured_date")


#: From which keys a column comes. A list holds less than a full record: what it does not name stays as it was.
BRONNEN: dict[str, tuple[str, ...]] = {
    "omschrijving": ("description",),
    "toelating": ("eligibility_description", "eligibility"),
    "aanmelden": ("application_process",),
    "website": ("url",),
    "gecontroleerd_op": ("assured_date",),
    "wachttijd_weken": ("wait_time",),
    "kosten_soort": ("fees_description", "fees", "cost_options", "attributes"),
    "kosten_tekst": ("fees_description", "fees"),
    "contact_naam": ("contacts",),
    "contact_email": ("email",),
    "contact_telefoon": ("phones",),
    "dagdelen": ("schedules", "attributes"),
    "rooster": ("schedules",),
    "capaciteit": ("capacities", "attributes"),
    **dict.fromkeys(("soort", "formeel", "online", "aan_huis", "lezen_nodig", "nederlands_nodig"), ("attributes",)),
    **dict.fromkeys(("begeleiding", "niveau_van", "niveau_tot"), ("attributes",)),
    **dict.fromkeys(("structureel", "tijdelijk_tot", "doorlopend", "startdatum"), ("attributes", "schedules")),
}


class BestandFout(Exception):
    """The file as a whole cannot be read; the text is Dutch and fit to show."""


class Geweigerd(Exception):
    """One record cannot come in; ``redenen`` in Dutch."""

    def __init__(self, redenen: list[str]) -> None:
        super().__init__("; ".join(redenen))
        self.redenen = redenen


@dataclass(slots=True)
class Bestand:
    """The records of a file, and what to say about the file itself."""

    records: list[Any]
    opmerkingen: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Plek:
    """A service at a location. ``id`` None: the file gives the link no identity."""

    locatie_id: uuid.UUID
    naam: str
    id: uuid.UUID | None = None
    straat: str = ""
    postcode: str = ""
    plaats: str = ""
    lat: float | None = None
    lon: float | None = None
    route: str = ""
    kenmerken: dict[str, Any] = field(default_factory=dict)
    rest: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Dienst:
    """One service as plain values, ready to be stored."""

    id: uuid.UUID
    naam: str
    organisatie_id: uuid.UUID
    organisatie: dict[str, str]
    velden: dict[str, Any]
    talen: list[str]
    termen: list[str]
    plekken: list[Plek]
    rest: dict[str, Any]
    genoemd: frozenset[str] = frozenset()
    opmerkingen: list[str] = field(default_factory=list)


def lees(inhoud: bytes) -> Bestand:
    """The records of a file: a page (``contents``), a bare array, or one full record."""
    try:
        gegevens = json.loads(inhoud.decode("utf-8-sig"))
    except UnicodeDecodeError as fout:
        raise BestandFout("Dit bestand is geen UTF-8-tekst. HSDS-bestanden zijn JSON in UTF-8.") from fout
    except json.JSONDecodeError as fout:
        raise BestandFout(f"Dit is geen geldige JSON: regel {fout.lineno}, teken {fout.colno}.") from fout
    except RecursionError as fout:
        raise BestandFout("Dit bestand is te diep genest om een HSDS-bestand te zijn.") from fout
    if isinstance(gegevens, list):
        return Bestand(_diensten(gegevens))
    if not isinstance(gegevens, dict):
        raise BestandFout("Dit is geen HSDS-bestand: er staat één losse waarde in, geen lijst of object.")
    if "contents" in gegevens:
        if not isinstance(gegevens["contents"], list):
            raise BestandFout("'contents' is geen lijst. In een HSDS-pagina staan daar de records.")
        opmerkingen = []
        if gegevens.get("last_page") is False:
            opmerkingen.append(
                f"Dit is pagina {gegevens.get('page_number', '?')} van {gegevens.get('total_pages', '?')}: "
                "lees de andere pagina's ook in."
            )
        return Bestand(_diensten(gegevens["contents"]), opmerkingen)
    if "id" in gegevens or "name" in gegevens:
        return Bestand(_diensten([gegevens]))
    raise BestandFout("Dit is geen HSDS-bestand: geen 'contents', geen lijst, en geen record met 'id' en 'name'.")


def _diensten(records: list[Any]) -> list[Any]:
    """Services; an organisation with its services inside gives those, each with the organisation in it."""
    uit: list[Any] = []
    for record in records:
        diensten = record.get("services") if isinstance(record, dict) and "organization" not in record else None
        if isinstance(diensten, list) and diensten:
            organisatie = {sleutel: waarde for sleutel, waarde in record.items() if sleutel != "services"}
            uit += [{"organization": organisatie, **een} if isinstance(een, dict) else een for een in diensten]
        else:
            uit.append(record)
    return uit


def ontleed(record: Any) -> Dienst:
    """One record as plain values; raises :class:`Geweigerd` with every reason at once."""
    if not isinstance(record, dict):
        raise Geweigerd(["dit is geen object met velden"])
    lezer = Lezer()
    nummer = lezer.nummer(record)
    naam = lezer.tekst(record, "name", verplicht=True, lang=200)
    organisatie_id, organisatie = _organisatie(lezer, record)
    status = lezer.tekst(record, "status") or "active"
    if status.lower() not in STATUS:
        lezer.redenen.append(f"'status' is onbekend: {status[:40]}")
    velden = {
        "omschrijving": lezer.tekst(record, "description"),
        "toelating": lezer.tekst(record, "eligibility_description") or lezer.tekst(record, "eligibility"),
        "aanmelden": lezer.tekst(record, "application_process", lang=300),
        "website": _website(lezer, record, "url"),
        "gecontroleerd_op": lezer.datum(record, "assured_date"),
        "wachttijd_weken": _weken(lezer.tekst(record, "wait_time")),
        "status": STATUS.get(status.lower(), ""),
        **_kosten(lezer, record),
        **_contact(lezer, record),
        **_rooster(lezer, record),
        **_capaciteit(lezer, record),
    }
    velden |= velden_uit(record)
    plekken = [plek_van(lezer, plek) for plek in lezer.lijst(record, "service_at_locations")]
    talen = _talen(lezer, record)
    termen = [
        str(deel["taxonomy_term"].get("code") or "")
        for deel in lezer.lijst(record, "attributes")
        if isinstance(deel.get("taxonomy_term"), dict)
    ]
    if lezer.redenen or nummer is None or organisatie_id is None:
        raise Geweigerd(lezer.redenen)
    rest = {sleutel: waarde for sleutel, waarde in record.items() if sleutel not in VOLLEDIG}
    for sleutel, veld in (("email", "contact_email"), ("url", "website"), ("assured_date", "gecontroleerd_op")):
        if record.get(sleutel) and not velden[veld]:
            rest[sleutel] = record[sleutel]
    return Dienst(
        id=nummer,
        naam=naam,
        organisatie_id=organisatie_id,
        organisatie=organisatie,
        velden=velden,
        talen=talen,
        termen=[term for term in termen if term],
        plekken=[plek for plek in plekken if plek is not None],
        rest=rest,
        genoemd=frozenset(record),
        opmerkingen=lezer.opmerkingen,
    )


def _organisatie(lezer: Lezer, record: dict[str, Any]) -> tuple[uuid.UUID | None, dict[str, str]]:
    gegeven = record.get("organization")
    if gegeven is None and record.get("organization_id"):
        # Known by id only: the importer looks whether we have it.
        return lezer.nummer({"id": record["organization_id"]}, "organization."), {}
    if not isinstance(gegeven, dict):
        lezer.redenen.append("'organization' ontbreekt" if gegeven is None else "'organization' is geen object")
        return None, {}
    waar = "organization."
    return lezer.nummer(gegeven, waar), {
        "naam": lezer.tekst(gegeven, "name", waar, verplicht=True, lang=200),
        "omschrijving": lezer.tekst(gegeven, "description", waar),
        "email": _email(lezer, gegeven, waar),
        "website": _website(lezer, gegeven, "website", waar),
    }


def _email(lezer: Lezer, bron: dict[str, Any], waar: str = "") -> str:
    tekst = lezer.tekst(bron, "email", waar)
    try:
        if tekst:
            validate_email(tekst)
    except ValidationError:
        lezer.opmerkingen.append(f"'{waar}email' is geen e-mailadres en is niet gebruikt: {tekst[:60]}")
        return ""
    return tekst


def _website(lezer: Lezer, bron: dict[str, Any], sleutel: str, waar: str = "") -> str:
    tekst = lezer.tekst(bron, sleutel, waar)
    try:
        if tekst:
            URLValidator(schemes=["http", "https"])(tekst)
    except ValidationError:
        lezer.opmerkingen.append(f"'{waar}{sleutel}' is geen webadres en is niet gebruikt: {tekst[:60]}")
        return ""
    if len(tekst) > 200:
        lezer.opmerkingen.append(f"'{waar}{sleutel}' is te lang en is niet gebruikt")
        return ""
    return tekst


def _weken(tekst: str) -> int | None:
    """Weeks out of free text ("3 weeks", "2 maanden"); None when it says something else."""
    gevonden = re.search(r"(\d{1,3})\s*(we|mo|ma)", tekst.lower())
    if not gevonden:
        return None
    weken = int(gevonden[1]) * (4 if gevonden[2] in ("mo", "ma") else 1)
    return weken if weken <= 104 else None


def _kosten(lezer: Lezer, record: dict[str, Any]) -> dict[str, Any]:
    tekst = lezer.tekst(record, "fees_description", lang=200) or lezer.tekst(record, "fees", lang=200)
    bedragen = [lezer.getal(optie, "amount", "cost_options.") for optie in lezer.lijst(record, "cost_options")]
    bekend = [bedrag for bedrag in bedragen if bedrag is not None]
    if bekend:
        soort = Kosten.BETAALD if max(bekend) > 0 else Kosten.GRATIS
    else:
        soort = Kosten.GRATIS if re.search(r"\b(gratis|free|no (fee|charge))\b", tekst.lower()) else Kosten.ONBEKEND
    return {"kosten_soort": soort, "kosten_tekst": tekst}


def _contact(lezer: Lezer, record: dict[str, Any]) -> dict[str, str]:
    personen = lezer.lijst(record, "contacts")
    telefoons = lezer.lijst(record, "phones")
    nummer = lezer.tekst(telefoons[0], "number", "phones.") if telefoons else ""
    return {
        "contact_naam": lezer.tekst(personen[0], "name", "contacts.", lang=120) if personen else "",
        "contact_email": _email(lezer, record),
        "contact_telefoon": re.sub(r"[^\d+ ()-]", "", nummer).strip()[:30],
    }


def _rooster(lezer: Lezer, record: dict[str, Any]) -> dict[str, Any]:
    dagdelen: set[str] = set()
    zinnen = []
    for rooster in lezer.lijst(record, "schedules"):
        if zin := lezer.tekst(rooster, "description", "schedules."):
            zinnen.append(zin)
        opent, sluit = (_uur(lezer, rooster, sleutel) for sleutel in ("opens_at", "closes_at"))
        dagen = [
            DAGEN[dag[-2:]]
            for dag in lezer.tekst(rooster, "byday", "schedules.").upper().split(",")
            if dag[-2:] in DAGEN
        ]
        if opent is None:
            continue
        einde = sluit if sluit is not None and sluit > opent else opent + 1
        delen = [deel for deel, van, tot in DAGDEEL_UREN if opent < tot and einde > van]
        dagdelen |= {f"{dag}-{deel}" for dag in dagen for deel in delen}
    tekst = " ".join(zinnen)
    return {"dagdelen": sorted(dagdelen), "rooster": tekst if len(tekst) <= 300 else tekst[:299] + "…"}


def _uur(lezer: Lezer, rooster: dict[str, Any], sleutel: str) -> float | None:
    tekst = lezer.tekst(rooster, sleutel, "schedules.")
    if not tekst:
        return None
    try:
        tijd = time.fromisoformat(tekst.removesuffix("Z"))
    except ValueError:
        lezer.opmerkingen.append(f"'schedules.{sleutel}' is geen tijd en is niet gebruikt: {tekst[:20]}")
        return None
    return tijd.hour + tijd.minute / 60


def _capaciteit(lezer: Lezer, record: dict[str, Any]) -> dict[str, Any]:
    grootste = [lezer.getal(deel, "maximum", "capacities.") for deel in lezer.lijst(record, "capacities")]
    passend = [int(getal) for getal in grootste if getal is not None and 0 <= getal <= 32_767]
    return {"capaciteit": passend[0] if passend else None}


def _talen(lezer: Lezer, record: dict[str, Any]) -> list[str]:
    codes = []
    for taal in lezer.lijst(record, "languages"):
        code = (lezer.tekst(taal, "code", "languages.") or lezer.tekst(taal, "name", "languages.")).lower()
        code = code.split("-")[0]
        codes.append(TAALCODES.get(code, code))
    return list(dict.fromkeys(code for code in codes if code))


def plek_van(lezer: Lezer, gegeven: dict[str, Any]) -> Plek | None:
    """A service at a location as plain values; None when it cannot be used."""
    locatie = gegeven.get("location")
    if locatie is None:
        lezer.opmerkingen.append("een 'service_at_location' zonder 'location' is overgeslagen")
        return None
    if not isinstance(locatie, dict):
        lezer.redenen.append("'service_at_locations.location' is geen object")
        return None
    waar = "location."
    nummer = lezer.nummer(locatie, waar)
    eigen = lezer.nummer(gegeven, "service_at_locations.") if gegeven.get("id") is not None else None
    adressen = lezer.lijst(locatie, "addresses", waar)
    adres = adressen[0] if adressen else {}
    straat = lezer.tekst(adres, "address_1", "addresses.", lang=200)
    lat, lon = _punt(lezer, locatie)
    if nummer is None:
        return None
    postcode = "".join(lezer.tekst(adres, "postal_code", "addresses.").split()).upper()
    return Plek(
        locatie_id=nummer,
        id=eigen,
        naam=lezer.tekst(locatie, "name", waar, lang=200) or straat or "Locatie zonder naam",
        straat=straat,
        postcode=postcode if len(postcode) <= 7 else "",
        plaats=lezer.tekst(adres, "city", "addresses.", lang=80),
        lat=lat,
        lon=lon,
        route=lezer.tekst(locatie, "transportation", waar, lang=300),
        kenmerken=plek_uit(locatie),
        rest=gegeven,
    )


def _punt(lezer: Lezer, locatie: dict[str, Any]) -> tuple[float | None, float | None]:
    lat, lon = lezer.getal(locatie, "latitude", "location."), lezer.getal(locatie, "longitude", "location.")
    if lat is None or lon is None:
        return None, None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        lezer.opmerkingen.append(
            f"de plek op {lat:g}, {lon:g} bestaat niet op aarde; de locatie is ingelezen zonder punt"
        )
        return None, None
    return lat, lon

"""Provision as HSDS 3.1 records: what we say ourselves, and what a file once said for as long as that still holds.

A record that came in from a file goes out as that file had it, except where a column has been changed here since: the
kept record is read again, and only what no longer says the same is replaced. So nothing that HSDS can hold is lost in a
round trip, and a change made here does go out. What HSDS cannot hold is left out (:func:`aanbod.hsds_vorm.schoon`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from netwerk.kern.choices import DAGDELEN
from netwerk.kern.models import Locatie, Organisatie
from netwerk.kern.profiel import Plaats

from . import hsds
from .choices import AanbodStatus
from .hsds_merken import (
    PLAATSEN,
    Kenmerk,
    Plekkenmerk,
    afgeleid,
    attribuut,
    doelgroepterm,
    is_eigen,
    leervraagterm,
    vast,
)
from .hsds_vorm import schoon
from .models import Aanbod, AanbodLocatie
from .querysets import AanbodQuerySet

DAG_EN: dict[str, str] = {nl: en for en, nl in hsds.DAGEN.items()}
STATUS_UIT: dict[str, str] = {
    AanbodStatus.GEPUBLICEERD: "active",
    AanbodStatus.GEPAUZEERD: "temporarily closed",
    AanbodStatus.GEARCHIVEERD: "inactive",
    AanbodStatus.CONCEPT: "inactive",
}
#: Keys of a service that a list leaves out: everything that is a list itself.
PLAT_WEG = frozenset(
    "additional_urls phones schedules service_areas service_at_locations languages funding cost_options"
    " required_documents contacts capacities attributes metadata".split()
)
#: Columns that our own terms hold; they change together.
MERKVELDEN = (
    "soort", "formeel", "online", "aan_huis", "lezen_nodig", "dagdelen", "nederlands_nodig", "begeleiding",
    "kosten_soort", "niveau_van", "niveau_tot", "structureel", "tijdelijk_tot", "doorlopend", "startdatum",
    "capaciteit",
)  # fmt: skip


def met_alles(zoek: AanbodQuerySet) -> AanbodQuerySet:
    """With everything a full record shows: a fixed number of queries."""
    return zoek.select_related("organisatie").prefetch_related("plekken__locatie", "talen", "leervragen", "doelgroepen")


def dienst(aanbod: Aanbod) -> dict[str, Any]:
    """One service, fully nested; the provision fetched through :func:`met_alles`."""
    eigen = _eigen(aanbod)
    if not aanbod.extern:
        return schoon(eigen, "service") or eigen
    uit = {**aanbod.extern, "id": eigen["id"], "name": eigen["name"]}
    bewaard = _gelezen({**uit, "service_at_locations": []})
    veranderd = bewaard is None
    if bewaard is not None:
        merken_gelijk = all(
            veld not in bewaard.velden or bewaard.velden[veld] == getattr(aanbod, veld) for veld in MERKVELDEN
        )
        for veld, sleutels in hsds.BRONNEN.items():
            if veld in bewaard.velden and not _zelfde(aanbod, bewaard.velden, veld):
                veranderd = True
                for sleutel in sleutels:
                    uit.pop(sleutel, None)
                    if sleutel in eigen and sleutel != "attributes":
                        uit[sleutel] = eigen[sleutel]
        if not _zelfde_termen(aanbod, bewaard) or not merken_gelijk:
            veranderd = True
            vreemd = [deel for deel in uit.get("attributes") or [] if not is_eigen(deel)]
            uit["attributes"] = [*vreemd, *eigen["attributes"]]
        if not _zelfde_talen(aanbod, bewaard):
            veranderd = True
            uit["languages"] = eigen.get("languages", [])
    for sleutel in ("description", "email", "url", "assured_date"):
        if sleutel in eigen:
            uit[sleutel] = eigen[sleutel]
    if hsds.STATUS.get(str(uit.get("status", "active")).lower()) != aanbod.status:
        uit["status"], veranderd = eigen["status"], True
    uit["organization"] = organisatie(aanbod.organisatie, uit.get("organization"))
    if "service_at_locations" in uit or "service_at_locations" in eigen:
        uit["service_at_locations"] = eigen.get("service_at_locations", [])
    if veranderd or "last_modified" not in uit:
        uit["last_modified"] = eigen["last_modified"]
    return schoon(uit, "service") or eigen


def plat(record: dict[str, Any]) -> dict[str, Any]:
    """What a list of services shows: the fields, the organisation and the programme without their lists."""
    uit = {sleutel: waarde for sleutel, waarde in record.items() if sleutel not in PLAT_WEG}
    for sleutel in ("organization", "program"):
        if isinstance(uit.get(sleutel), dict):
            uit[sleutel] = organisatie_plat(uit[sleutel])
    return uit


def organisatie_plat(record: dict[str, Any]) -> dict[str, Any]:
    """Without lists."""
    return {sleutel: waarde for sleutel, waarde in record.items() if not isinstance(waarde, list)}


def organisatie(record: Organisatie, bewaard: Any = None) -> dict[str, Any]:
    """An organisation; ``bewaard`` is what a file said of it."""
    uit = dict(bewaard) if isinstance(bewaard, dict) else {}
    uit |= {"id": str(record.uuid), "name": _t(record.naam), "description": _t(record.omschrijving)}
    for sleutel, waarde in (("email", record.email), ("website", record.website)):
        if waarde:
            uit[sleutel] = waarde
        else:
            uit.pop(sleutel, None)
    if record.telefoon and "phones" not in uit:
        uit["phones"] = [_telefoon(record.telefoon, "organisatie", uit["id"])]
    return schoon(uit, "organization") or uit


def plek(koppeling: AanbodLocatie) -> dict[str, Any]:
    """A service at a location, with the location."""
    eigen = locatie(koppeling.locatie)
    if not koppeling.extern:
        return {"id": str(koppeling.uuid), "location": eigen}
    uit = {**koppeling.extern, "id": str(koppeling.uuid)}
    bewaard = dict(uit.get("location") or {})
    gelezen = hsds.plek_van(hsds.Lezer(), {"location": bewaard})
    if gelezen is None or any(
        getattr(gelezen, veld) != getattr(koppeling.locatie, veld)
        for veld in ("naam", "straat", "postcode", "plaats", "route")
    ):
        for sleutel in ("name", "transportation", "addresses", "latitude", "longitude"):
            bewaard.pop(sleutel, None)
            if sleutel in eigen:
                bewaard[sleutel] = eigen[sleutel]
    elif gelezen.lat is not None and (gelezen.lat, gelezen.lon) != (koppeling.locatie.lat, koppeling.locatie.lon):
        bewaard |= {sleutel: eigen[sleutel] for sleutel in ("latitude", "longitude") if sleutel in eigen}
    bewaard |= {"id": str(koppeling.locatie.uuid), "location_type": bewaard.get("location_type") or "physical"}
    uit["location"] = bewaard
    return uit


def locatie(record: Locatie) -> dict[str, Any]:
    """A place, from our columns."""
    nummer = str(record.uuid)
    uit: dict[str, Any] = {"id": nummer, "location_type": "physical", "name": _t(record.naam)}
    if _t(record.route):
        uit["transportation"] = _t(record.route)
    if record.lat is not None:
        uit |= {"latitude": record.lat, "longitude": record.lon}
    if record.straat or record.postcode or record.plaats:
        uit["addresses"] = [
            {
                "id": afgeleid("adres", nummer),
                "address_1": _t(record.straat),
                "city": _t(record.plaats),
                "state_province": "Noord-Holland" if record.plaats in ("Amsterdam", "Weesp") else "",
                "postal_code": _t(record.postcode),
                "country": "NL",
                "address_type": "physical",
            }
        ]
    if record.rolstoel:
        uit["accessibility"] = [
            {"id": afgeleid("toegang", nummer), "location_id": nummer, "description": Plekkenmerk.ROLSTOEL.label}
        ]
    termen = [
        ja if waarde else nee
        for waarde, ja, nee in (
            (record.rolstoel, Plekkenmerk.ROLSTOEL, Plekkenmerk.GEEN_ROLSTOEL),
            (record.gratis_wifi, Plekkenmerk.WIFI, Plekkenmerk.GEEN_WIFI),
            (record.prive_ruimte, Plekkenmerk.RUIMTE, Plekkenmerk.GEEN_RUIMTE),
        )
        if waarde is not None
    ]
    uit["attributes"] = [attribuut("location", nummer, term) for term in vast("plek", *termen)]
    if record.computers is not None:
        uit["attributes"].append(_getal("location", nummer, "computers", record.computers))
    return uit


def _eigen(aanbod: Aanbod) -> dict[str, Any]:
    """A service from our columns alone."""
    nummer = str(aanbod.uuid)
    uit: dict[str, Any] = {
        "id": nummer,
        "name": _t(aanbod.naam),
        "description": _t(aanbod.omschrijving),
        "url": aanbod.website,
        "email": aanbod.contact_email,
        "status": STATUS_UIT[aanbod.status],
        "application_process": _t(aanbod.aanmelden),
        "fees_description": _t(aanbod.kosten_tekst),
        "wait_time": "" if aanbod.wachttijd_weken is None else f"{aanbod.wachttijd_weken} weken",
        "eligibility_description": _t(aanbod.toelating),
        "assured_date": aanbod.gecontroleerd_op.isoformat() if aanbod.gecontroleerd_op else "",
        "last_modified": aanbod.gewijzigd_op.astimezone(UTC).isoformat(),
        "organization": organisatie(aanbod.organisatie),
        "phones": [_telefoon(aanbod.contact_telefoon, "dienst", nummer)] if _t(aanbod.contact_telefoon) else [],
        "contacts": [{"id": afgeleid("contact", nummer), "service_id": nummer, "name": _t(aanbod.contact_naam)}]
        if _t(aanbod.contact_naam)
        else [],
        "languages": [
            {"id": afgeleid("taal", nummer, taal.code), "service_id": nummer, "name": taal.naam, "code": taal.code}
            for taal in sorted(aanbod.talen.all(), key=lambda taal: taal.code)
        ],
        "schedules": _roosters(aanbod, nummer),
        "attributes": _attributen(aanbod, nummer),
        "service_at_locations": [plek(koppeling) for koppeling in aanbod.plekken.all()],
    }
    if aanbod.kosten_soort == "gratis":
        uit["cost_options"] = [
            {"id": afgeleid("kosten", nummer), "service_id": nummer, "option": "Gratis", "currency": "EUR", "amount": 0}
        ]
    leeg = [sleutel for sleutel, waarde in uit.items() if waarde in ("", [])]
    return {sleutel: waarde for sleutel, waarde in uit.items() if sleutel not in leeg or sleutel == "attributes"}


def _attributen(aanbod: Aanbod, nummer: str) -> list[dict[str, Any]]:
    kenmerken = [
        Kenmerk.FORMEEL if aanbod.formeel else Kenmerk.INFORMEEL,
        *([Kenmerk.ONLINE] if aanbod.online else []),
        *([Kenmerk.AAN_HUIS] if aanbod.aan_huis else []),
        *([Kenmerk.LEZEN] if aanbod.lezen_nodig else []),
        *([] if aanbod.doorlopend or aanbod.startdatum is None else [Kenmerk.STARTMOMENT]),
        *([] if aanbod.structureel else [Kenmerk.TIJDELIJK]),
    ]
    termen = [
        *vast("soort", aanbod.soort),
        *map(leervraagterm, sorted(aanbod.leervragen.all(), key=lambda vraag: vraag.code)),
        *map(doelgroepterm, sorted(aanbod.doelgroepen.all(), key=lambda groep: groep.code)),
        *vast("niveau_van", int(aanbod.niveau_van)),
        *vast("niveau_tot", int(aanbod.niveau_tot)),
        *vast("nederlands", aanbod.nederlands_nodig),
        *vast("begeleiding", aanbod.begeleiding),
        *vast("kosten", aanbod.kosten_soort),
        *vast("dagdeel", *[code for code, _ in DAGDELEN if code in aanbod.dagdelen]),
        *vast("kenmerk", *kenmerken),
    ]
    uit = [attribuut("service", nummer, term) for term in termen]
    if aanbod.capaciteit is not None:
        # service_capacity asks for the places that are free now, which nobody tells us.
        uit.append(_getal("service", nummer, PLAATSEN, aanbod.capaciteit))
    return uit


def _roosters(aanbod: Aanbod, nummer: str) -> list[dict[str, Any]]:
    uit: dict[str, Any] = {"id": afgeleid("rooster", nummer), "service_id": nummer}
    if _t(aanbod.rooster):
        uit["description"] = _t(aanbod.rooster)
    dagen = [DAG_EN[dag] for dag in hsds.DAGEN.values() if any(deel.startswith(f"{dag}-") for deel in aanbod.dagdelen)]
    if dagen:
        uit |= {"freq": "WEEKLY", "byday": ",".join(dagen)}
    if not aanbod.doorlopend and aanbod.startdatum:
        uit["dtstart"] = aanbod.startdatum.isoformat()
    if aanbod.tijdelijk_tot:
        uit["valid_to"] = aanbod.tijdelijk_tot.isoformat()
    return [uit] if len(uit) > 2 else []


def _getal(entiteit: str, link_id: str, label: str, waarde: int) -> dict[str, Any]:
    nummer = afgeleid("attribuut", link_id, label)
    return {"id": nummer, "link_id": link_id, "link_entity": entiteit, "label": label, "value": str(waarde)}


def _telefoon(nummer: str, soort: str, link_id: str) -> dict[str, Any]:
    return {"id": afgeleid("telefoon", soort, link_id), "number": _t(nummer)}


def _t(tekst: str) -> str:
    return tekst.replace("\x00", "").strip()


def _gelezen(record: dict[str, Any]) -> hsds.Dienst | None:
    try:
        return hsds.ontleed(record)
    except hsds.Geweigerd:
        return None


def _zelfde(aanbod: Aanbod, velden: dict[str, Any], veld: str) -> bool:
    if veld in ("omschrijving", "contact_email", "website", "gecontroleerd_op"):
        return True  # these go out from the column in any case
    return velden[veld] == getattr(aanbod, veld)


def _zelfde_termen(aanbod: Aanbod, bewaard: hsds.Dienst) -> bool:
    """Needs and groups as the file had them; a file without any of our words leaves them to people here."""
    hier = {vraag.code for vraag in aanbod.leervragen.all()} | {groep.code for groep in aanbod.doelgroepen.all()}
    return hier <= set(bewaard.termen) and all(
        not is_eigen(deel) or deel.get("label") or _code(deel) in hier or not _woordenschat(deel)
        for deel in bewaard.rest.get("attributes") or []
    )


def _code(deel: Any) -> str:
    return str(deel["taxonomy_term"].get("code"))


def _woordenschat(deel: Any) -> bool:
    return deel["taxonomy_term"]["id"] in {afgeleid("term", naam, _code(deel)) for naam in ("leervraag", "doelgroep")}


def _zelfde_talen(aanbod: Aanbod, bewaard: hsds.Dienst) -> bool:
    hier: Iterable[str] = {code for taal in aanbod.talen.all() for code in (taal.code, taal.naam.lower())}
    codes = {taal.code for taal in aanbod.talen.all()}
    return all(code in hier or len(code) != 2 for code in bewaard.talen) and len(codes) <= len(bewaard.talen)


# --- shapes of the interface ----------------------------------------------------------------------------------------
def dienst_plat(aanbod: Aanbod) -> dict[str, Any]:
    """A service as a list shows it; needs no more than the organisation fetched along."""
    uit = dict(aanbod.extern)
    eigen = {
        "id": str(aanbod.uuid),
        "name": _t(aanbod.naam),
        "description": _t(aanbod.omschrijving),
        "url": aanbod.website,
        "email": aanbod.contact_email,
        "status": STATUS_UIT[aanbod.status],
        "application_process": _t(aanbod.aanmelden),
        "fees_description": _t(aanbod.kosten_tekst),
        "wait_time": "" if aanbod.wachttijd_weken is None else f"{aanbod.wachttijd_weken} weken",
        "eligibility_description": _t(aanbod.toelating),
        "assured_date": aanbod.gecontroleerd_op.isoformat() if aanbod.gecontroleerd_op else "",
        "last_modified": aanbod.gewijzigd_op.astimezone(UTC).isoformat(),
    }
    uit |= {sleutel: waarde for sleutel, waarde in eigen.items() if waarde}
    uit["organization"] = organisatie(aanbod.organisatie, uit.get("organization"))
    return plat(schoon(uit, "service") or eigen)


def organisatie_vol(record: Organisatie, diensten: list[Aanbod], vol: bool) -> dict[str, Any]:
    """An organisation with its places and its services: entirely (``vol``), or their ids and names."""
    bewaard = next((een.extern["organization"] for een in diensten if "organization" in een.extern), None)
    uit = organisatie(record, bewaard)
    plekken = {koppeling.locatie_id: koppeling for een in diensten for koppeling in een.plekken.all()}
    if plekken:
        uit["locations"] = [plek(koppeling)["location"] for _, koppeling in sorted(plekken.items())]
    uit["services"] = [
        dienst(een) if vol else {"id": str(een.uuid), "name": een.naam, "status": STATUS_UIT[een.status]}
        for een in diensten
    ]
    return uit


def plek_plat(koppeling: AanbodLocatie) -> dict[str, Any]:
    """A service at a location as a list shows it."""
    record = plek(koppeling)
    return {
        "id": record["id"],
        "service_id": str(koppeling.aanbod.uuid),
        "location_id": record["location"]["id"],
        **({"description": record["description"]} if isinstance(record.get("description"), str) else {}),
        "location": organisatie_plat(record["location"]),
        "service": dienst_plat(koppeling.aanbod),
    }


def plek_vol(koppeling: AanbodLocatie) -> dict[str, Any]:
    """A service at a location with everything of both."""
    binnen = dienst(koppeling.aanbod)
    binnen.pop("service_at_locations", None)
    record = schoon(plek(koppeling), "service_at_location") or plek(koppeling)
    return {**record, "service": binnen}


def dichtbij(plekken: Any, plaats: Plaats, straal_m: float | None) -> list[int]:
    """Ids of the links whose place lies within ``straal_m`` metres, or in the postcode area itself without radius."""
    if straal_m is None:
        return list(plekken.filter(locatie__pc4_id=plaats.pc4).values_list("pk", flat=True))
    return [
        pk
        for pk, lat, lon in plekken.exclude(locatie__lat=None).values_list("pk", "locatie__lat", "locatie__lon")
        if plaats.afstand_m(lat, lon) <= straal_m
    ]

"""The shape of HSDS 3.1 records, in one line per entity: what must be there, and of which kind each value is.

A compact check of our own for what goes out: ``name!`` is required, ``:uuid``, ``:uri``, ``:email``, ``:moment`` (date
and time), ``:#`` (number), ``:{a|b}`` (one of), ``:*entity`` (list of) and ``:=entity`` (one of that kind); nothing
means text. Keys that are not named are let through: HSDS allows them. Names and rules are those of the specification
(docs.openreferral.org, HSDS 3.1); a test compares this table with the published schemas where those are at hand.
"""

from __future__ import annotations

import math
import re
import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

VORMEN: dict[str, str] = {
    "accessibility": (
        "id!:uuid location_id:uuid description details url:uri attributes:*attribute metadata:*metadata "
    ),
    "address": (
        "id!:uuid location_id:uuid attention address_1! address_2 city! region state_province! postal_code! "
        "country! address_type!:{physical|postal|virtual} attributes:*attribute metadata:*metadata "
    ),
    "attribute": (
        "id!:uuid link_id:uuid taxonomy_term_id:uuid link_type link_entity value taxonomy_term:=taxonomy_term "
        "metadata:*metadata label "
    ),
    "contact": (
        "id!:uuid organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name "
        "title department email:email phones:*phone attributes:*attribute metadata:*metadata "
    ),
    "cost_option": (
        "id!:uuid service_id:uuid valid_from valid_to option currency amount:# amount_description "
        "attributes:*attribute metadata:*metadata "
    ),
    "funding": ("id!:uuid organization_id:uuid service_id:uuid source attributes:*attribute metadata:*metadata "),
    "language": (
        "id!:uuid service_id:uuid location_id:uuid phone_id:uuid name code note attributes:*attribute "
        "metadata:*metadata "
    ),
    "location": (
        "id!:uuid location_type!:{physical|postal|virtual} url:uri organization_id:uuid name alternate_name "
        "description transportation latitude:# longitude:# external_identifier external_identifier_type "
        "languages:*language addresses:*address contacts:*contact accessibility:*accessibility phones:*phone "
        "schedules:*schedule attributes:*attribute metadata:*metadata "
    ),
    "metadata": (
        "id!:uuid resource_id:uuid resource_type last_action_date! last_action_type! field_name! "
        "previous_value! replacement_value! updated_by! "
    ),
    "organization": (
        "id!:uuid name! alternate_name description! email:email website:uri additional_websites:*url "
        "tax_status tax_id year_incorporated:# legal_status logo uri:uri parent_organization_id:uuid "
        "funding:*funding contacts:*contact phones:*phone locations:*location programs:*program "
        "organization_identifiers:*organization_identifier attributes:*attribute metadata:*metadata "
    ),
    "organization_identifier": (
        "id!:uuid organization_id:uuid identifier_scheme identifier_type! identifier! attributes:*attribute "
        "metadata:*metadata "
    ),
    "phone": (
        "id!:uuid location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid "
        "service_at_location_id:uuid number! extension:# type description languages:*language "
        "attributes:*attribute metadata:*metadata "
    ),
    "program": (
        "id!:uuid organization_id:uuid name! alternate_name description! attributes:*attribute metadata:*metadata "
    ),
    "required_document": ("id!:uuid service_id:uuid document uri:uri attributes:*attribute metadata:*metadata "),
    "schedule": (
        "id!:uuid service_id:uuid location_id:uuid service_at_location_id:uuid valid_from valid_to dtstart "
        "timezone:# until count:# wkst:{MO|TU|WE|TH|FR|SA|SU} freq:{WEEKLY|MONTHLY} interval:# byday byweekno "
        "bymonthday byyearday description opens_at closes_at schedule_link:uri attending_type notes "
        "attributes:*attribute metadata:*metadata "
    ),
    "service": (
        "id!:uuid organization_id:uuid program_id:uuid name! alternate_name description url:uri "
        "additional_urls:*url email:email status!:{active|inactive|defunct|temporarily_closed} "
        "interpretation_services application_process fees_description wait_time fees accreditations "
        "eligibility_description minimum_age:# maximum_age:# assured_date assurer_email:email licenses alert "
        "last_modified:moment phones:*phone schedules:*schedule service_areas:*service_area "
        "service_at_locations:*service_at_location languages:*language organization:=organization "
        "funding:*funding cost_options:*cost_option program:=program required_documents:*required_document "
        "contacts:*contact capacities:*service_capacity attributes:*attribute metadata:*metadata "
    ),
    "service_area": (
        "id!:uuid service_id:uuid service_at_location_id:uuid name description extent extent_type uri "
        "attributes:*attribute metadata:*metadata "
    ),
    "service_at_location": (
        "id!:uuid service_id:uuid location_id:uuid description service_areas:*service_area contacts:*contact "
        "phones:*phone schedules:*schedule location:=location attributes:*attribute metadata:*metadata "
    ),
    "service_capacity": (
        "id!:uuid service_id:uuid unit!:=unit unit_id:uuid available!:# maximum:# description updated!:moment "
        "attributes:*attribute metadata:*metadata "
    ),
    "taxonomy": ("id!:uuid name! description! uri:uri version metadata:*metadata "),
    "taxonomy_term": (
        "id!:uuid code name! description! parent_id:uuid taxonomy taxonomy_detail:=taxonomy language "
        "taxonomy_id:uuid term_uri:uri metadata:*metadata "
    ),
    "unit": ("id!:uuid name! scheme identifier uri:uri attributes:*attribute metadata:*metadata "),
    "url": ("id!:uuid label url!:uri organization_id:uuid service_id:uuid attributes:*attribute metadata:*metadata "),
}
_SLEUTEL = re.compile(r"([a-z_0-9]+)(!?)(?::(.+))?")
#: entity → key → (required, kind)
VELDEN: dict[str, dict[str, tuple[bool, str]]] = {
    entiteit: {
        gevonden[1]: (gevonden[2] == "!", gevonden[3] or "tekst")
        for deel in regels.split()
        if (gevonden := _SLEUTEL.fullmatch(deel))
    }
    for entiteit, regels in VORMEN.items()
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*\.?[^@\s.]+")


def bezwaren(record: Any, entiteit: str, waar: str = "") -> list[str]:
    """What is wrong with a record, as "place: what"; empty when it is valid."""
    if not isinstance(record, dict):
        return [f"{waar or entiteit}: no object"]
    uit = []
    for sleutel, (verplicht, soort) in VELDEN[entiteit].items():
        hier = f"{waar}/{sleutel}"
        if sleutel not in record:
            uit += [f"{hier}: missing"] if verplicht else []
        elif soort[0] == "*":
            if not isinstance(record[sleutel], list):
                uit.append(f"{hier}: no list")
                continue
            for nummer, deel in enumerate(record[sleutel]):
                uit += bezwaren(deel, soort[1:], f"{hier}/{nummer}")
        elif soort[0] == "=":
            uit += bezwaren(record[sleutel], soort[1:], hier)
        elif not _past(record[sleutel], soort):
            uit.append(f"{hier}: no {soort}")
    return uit


def schoon(record: dict[str, Any], entiteit: str) -> dict[str, Any] | None:
    """The record without the parts that HSDS cannot hold; None when what is left lacks something required.

    What other systems once sent is kept as it came (``Aanbod.extern``); what goes out of here must be valid.
    """
    uit: dict[str, Any] = {}
    velden = VELDEN[entiteit]
    for sleutel, waarde in record.items():
        soort = velden.get(sleutel, (False, ""))[1]
        if not soort:
            uit[sleutel] = waarde
        elif soort[0] == "*":
            delen = waarde if isinstance(waarde, list) else []
            goed = [schoon(deel, soort[1:]) for deel in delen if isinstance(deel, dict)]
            if goed or not delen:
                uit[sleutel] = [deel for deel in goed if deel is not None]
        elif soort[0] == "=":
            deel = schoon(waarde, soort[1:]) if isinstance(waarde, dict) else None
            if deel is not None:
                uit[sleutel] = deel
        elif _past(waarde, soort):
            uit[sleutel] = waarde
    if any(verplicht and sleutel not in uit for sleutel, (verplicht, _) in velden.items()):
        return None
    return uit


def _past(waarde: Any, soort: str) -> bool:
    if soort == "#":
        return isinstance(waarde, (int, float)) and not isinstance(waarde, bool) and math.isfinite(waarde)
    if not isinstance(waarde, str):
        return False
    if soort[0] == "{":
        return waarde in [keuze.replace("_", " ") for keuze in soort[1:-1].split("|")]
    try:
        if soort == "uuid":
            return str(uuid.UUID(waarde)) == waarde.lower()
        if soort == "moment":
            # RFC 3339: with a time and a zone.
            return "T" in waarde and datetime.fromisoformat(waarde).tzinfo is not None
        if soort == "uri":
            delen = urlsplit(waarde)
            return bool(delen.scheme and (delen.netloc or delen.path)) and not re.search(r"[\s<>\"{}|\\^`]", waarde)
    except ValueError:
        return False
    return soort != "email" or bool(_EMAIL.fullmatch(waarde))

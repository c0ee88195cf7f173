"""The OpenAPI 3.1 description of the open data interface, from one table of addresses and parameters."""

from __future__ import annotations

from typing import Any

BASIS = "https://raw.githubusercontent.com/openreferral/specification/3.1/schema"
_TEKST: dict[str, Any] = {"type": "string"}
_NUMMER: dict[str, Any] = {"type": "string", "format": "uuid"}
_JA: dict[str, Any] = {"type": "boolean", "default": False}

#: name → (schema, description)
PARAMETERS: dict[str, tuple[dict[str, Any], str]] = {
    "search": (_TEKST, "Words to search for, in Dutch; all of them must be found."),
    "page": ({"type": "integer", "minimum": 1, "default": 1}, "Number of the page."),
    "per_page": ({"type": "integer", "minimum": 1, "maximum": 500, "default": 50}, "Records on a page."),
    "format": ({"type": "string", "enum": ["json", "ndjson"], "default": "json"}, "ndjson: everything, one a line."),
    "taxonomy_term_id": (_NUMMER, "Only records with this term."),
    "taxonomy_id": (_NUMMER, "Only records with any term of this taxonomy."),
    "organization_id": (_NUMMER, "Only services of this organization."),
    "modified_after": ({"type": "string", "format": "date-time"}, "Only records changed here at or after this moment."),
    "minimal": (_JA, "Only id and date of last change, of all services at once."),
    "full": (_JA, "Fully nested records."),
    "full_service": (_JA, "Organizations with their services fully nested."),
    "postcode": ({"type": "string", "examples": ["1024"]}, "Dutch postcode, with or without letters."),
    "proximity": ({"type": "integer", "minimum": 1}, "Metres from the middle of the postcode area."),
    "parent_id": (_NUMMER, "Only the terms below this term."),
    "top_only": (_JA, "Only terms without a parent."),
}
BLADEREN = ("search", "page", "per_page", "format")
VAN_DIENSTEN = ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")

#: path → (summary, schema of a record, parameters)
LIJSTEN: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "/services": ("Services", "compiled/service_list.json", (*BLADEREN, *VAN_DIENSTEN, "minimal", "full")),
    "/organizations": (
        "Organizations with published services",
        "compiled/organization_list.json",
        (*BLADEREN, *VAN_DIENSTEN, "full", "full_service"),
    ),
    "/service_at_locations": (
        "Services at locations",
        "compiled/service_at_location_list.json",
        (*BLADEREN, *VAN_DIENSTEN, "full", "postcode", "proximity"),
    ),
    "/taxonomies": ("Taxonomies", "taxonomy.json", BLADEREN),
    "/taxonomy_terms": ("Taxonomy terms", "taxonomy_term.json", (*BLADEREN, "taxonomy_id", "parent_id", "top_only")),
}
LOSSE: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "/services/{id}": ("One service, fully nested", "compiled/service.json", ()),
    "/organizations/{id}": ("One organization", "compiled/organization.json", ("full_service",)),
    "/service_at_locations/{id}": ("One service at a location", "compiled/service_at_location.json", ()),
    "/taxonomies/{id}": ("One taxonomy", "taxonomy.json", ()),
    "/taxonomy_terms/{id}": ("One taxonomy term", "taxonomy_term.json", ()),
}
_PAGINA: dict[str, Any] = {
    "type": "object",
    "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
    "properties": {
        **{naam: {"type": "integer"} for naam in ("total_items", "total_pages", "page_number", "size")},
        **{naam: {"type": "boolean"} for naam in ("first_page", "last_page", "empty")},
        "contents": {"type": "array"},
    },
}


def beschrijving(adres: str) -> dict[str, Any]:
    """The whole description; ``adres`` is where the interface stands, without a slash at the end."""
    paden: dict[str, Any] = {
        "/": {"get": _vraag("getAPIMetaInformation", "What this interface is", {"type": "object"}, ())},
    }
    for pad, (wat, schema, parameters) in LIJSTEN.items():
        lijst = {
            "allOf": [{"$ref": "#/components/schemas/Page"}],
            "properties": {"contents": {"type": "array", "items": {"$ref": f"{BASIS}/{schema}"}}},
        }
        paden[pad] = {"get": _vraag(f"list{_naam(pad)}", wat, lijst, parameters, 400, 404)}
    for pad, (wat, schema, parameters) in LOSSE.items():
        een = _vraag(f"get{_naam(pad)}", wat, {"$ref": f"{BASIS}/{schema}"}, parameters, 404)
        een["parameters"].insert(0, {"in": "path", "name": "id", "required": True, "schema": _NUMMER})
        paden[pad] = {"get": een}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Netwerk Digitaal: HSDS",
            "version": "3.1",
            "summary": "Published provision for digital skills, read-only, as Human Services Data Specification 3.1.",
            "license": {"name": "To be chosen by the network that runs this portal"},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": adres}],
        "paths": paden,
        "components": {
            "schemas": {
                "Page": _PAGINA,
                "Error": {
                    "type": "object",
                    "required": ["status", "error"],
                    "properties": {"status": {"type": "integer"}, "error": _TEKST},
                },
            },
            "parameters": {
                naam: {"in": "query", "name": naam, "required": False, "description": uitleg, "schema": schema}
                for naam, (schema, uitleg) in PARAMETERS.items()
            },
        },
    }


def _vraag(nummer: str, wat: str, schema: dict[str, Any], parameters: tuple[str, ...], *fouten: int) -> dict[str, Any]:
    fout = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    namen = {400: "A parameter makes no sense", 404: "Not found, or not published"}
    return {
        "operationId": nummer,
        "summary": wat,
        "parameters": [{"$ref": f"#/components/parameters/{naam}"} for naam in parameters],
        "responses": {
            "200": {"description": wat, "content": {"application/json": {"schema": schema}}},
            **{str(code): {"description": namen[code], **fout} for code in fouten},
        },
    }


def _naam(pad: str) -> str:
    woorden = "".join(deel.title() for deel in pad.removesuffix("/{id}").strip("/").split("_"))
    return woorden if not pad.endswith("{id}") else f"One{woorden}"

"""A vacancy as search engines read it: schema.org JSON-LD.

``JobPosting`` with ``employmentType: VOLUNTEER``: Google's documentation for job postings lists that value, and
schema.org has no class of its own for asking volunteers. Only properties of that class are used; a test holds them
against the vocabulary.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext

from netwerk.kern.choices import DAGDEEL_NAAM

from .models import Vacature

#: So that ``</script>`` in a text cannot end the block; the same escapes as Django's json_script.
VEILIG = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def als_vacature(vacature: Vacature, portaal: str) -> dict[str, Any]:
    """The vacancy as a JobPosting. ``portaal``: where the portal is, without a slash at the end."""
    plaats = vacature.stadsdeel.naam if vacature.stadsdeel else ""
    adres: dict[str, Any] = {"@type": "PostalAddress", "addressLocality": "Amsterdam", "addressCountry": "NL"}
    if plaats:
        adres["addressRegion"] = plaats
    uit: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": vacature.titel,
        "description": "\n\n".join(filter(None, [vacature.omschrijving, vacature.bieden])),
        "employmentType": "VOLUNTEER",
        "datePosted": vacature.open_van.isoformat(),
        "url": portaal + vacature.get_absolute_url(),
        "identifier": {"@type": "PropertyValue", "name": vacature.organisatie.naam, "value": str(vacature.pk)},
        "hiringOrganization": {"@type": "Organization", "name": vacature.organisatie.naam},
        "jobLocation": {"@type": "Place", "address": adres},
        "directApply": True,
    }
    if vacature.organisatie.website:
        uit["hiringOrganization"]["sameAs"] = vacature.organisatie.website
    if vacature.open_tot:
        uit["validThrough"] = vacature.open_tot.isoformat()
    if vacature.uren_per_week:
        uit["workHours"] = f"{vacature.uren_per_week.normalize():f} uur per week"
    return uit


def jsonld(vacature: Vacature, portaal: str) -> str:
    """As text for a script block of type application/ld+json; safe to put in a page as it is."""
    from django.utils.safestring import mark_safe

    return mark_safe(json.dumps(als_vacature(vacature, portaal), ensure_ascii=False).translate(VEILIG))  # noqa: S308


def momenten_in_woorden(dagdelen: list[str]) -> list[str]:
    """Codes of parts of the day in words, in the order of the week."""
    return [gettext(naam) for code, naam in DAGDEEL_NAAM.items() if code in dagdelen]

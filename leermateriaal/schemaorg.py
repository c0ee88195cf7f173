"""A material as schema.org LearningResource (JSON-LD), for search engines and other catalogues. Pure on a record.

Only what we are sure of: no rating, for a shrunk score is not a schema.org aggregateRating and would read as stars.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe

from .choices import Kosten
from .models import Materiaal

_ONTSNAP = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def beschrijving(materiaal: Materiaal, adres: str) -> dict[str, Any]:
    """The JSON-LD; needs, groups and languages must have been fetched. ``adres``: absolute address of our page."""
    talen = [taal.pk for taal in materiaal.talen.all()]
    uit: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": adres,
        "name": materiaal.titel,
        "description": materiaal.omschrijving,
        "mainEntityOfPage": adres,
        "inLanguage": talen[0] if len(talen) == 1 else talen,
        "publisher": {"@type": "Organization", "name": materiaal.uitgever},
        "teaches": [vraag.tekst for vraag in materiaal.leervragen.all()],
        "educationalLevel": materiaal.niveaus_tekst,
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": "student", "audienceType": groep.naam}
            for groep in materiaal.doelgroepen.all()
        ],
        "url": materiaal.link,
        "license": materiaal.licentie if materiaal.licentie.startswith("https://") else "",
        "datePublished": str(materiaal.jaar) if materiaal.jaar else "",
        "dateModified": materiaal.gewijzigd_op.date().isoformat(),
    }
    if materiaal.kosten in (Kosten.GRATIS, Kosten.BETAALD):
        uit["isAccessibleForFree"] = materiaal.kosten == Kosten.GRATIS
    if materiaal.bewerking_van:
        origineel = materiaal.bewerking_van
        uit["isBasedOn"] = {
            "@type": "LearningResource",
            "@id": urljoin(adres, origineel.get_absolute_url()),
            "name": origineel.titel,
        }
    return {sleutel: waarde for sleutel, waarde in uit.items() if waarde not in ("", [], None)}


def als_tekst(gegevens: dict[str, Any]) -> SafeString:
    """JSON that can stand in a script element: nothing in it can end the element."""
    return mark_safe(json.dumps(gegevens, ensure_ascii=False).translate(_ONTSNAP))  # noqa: S308

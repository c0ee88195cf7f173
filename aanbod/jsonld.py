"""One provision as schema.org JSON-LD, for search engines on the public page."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from .choices import Kosten
from .models import Aanbod


def gegevens(aanbod: Aanbod) -> dict[str, Any]:
    """A schema.org Service; only what the page itself says. Needs organisation, places, languages and groups."""
    adres = f"{settings.PORTAAL_URL}{aanbod.get_absolute_url()}"
    organisatie = aanbod.organisatie
    uit: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": adres,
        "url": adres,
        "name": aanbod.naam,
        "description": aanbod.omschrijving,
        "serviceType": aanbod.get_soort_display(),
        "provider": _zonder_lege(
            {
                "@type": "Organization",
                "name": organisatie.naam,
                "url": organisatie.website,
                "email": aanbod.beste_email,
                "telephone": aanbod.beste_telefoon,
            }
        ),
        "audience": [{"@type": "Audience", "audienceType": groep.naam} for groep in aanbod.doelgroepen.all()],
        "termsOfService": aanbod.toelating,
        "availableChannel": [
            {
                "@type": "ServiceChannel",
                "availableLanguage": [taal.code for taal in aanbod.talen.all()] or ["nl"],
                "serviceLocation": _zonder_lege(
                    {
                        "@type": "Place",
                        "name": plek.naam,
                        "address": _zonder_lege(
                            {
                                "@type": "PostalAddress",
                                "streetAddress": plek.straat,
                                "postalCode": plek.postcode,
                                "addressLocality": plek.plaats,
                                "addressCountry": "NL",
                            }
                        ),
                        "geo": {"@type": "GeoCoordinates", "latitude": plek.lat, "longitude": plek.lon}
                        if plek.lat is not None
                        else "",
                    }
                ),
            }
            for plek in aanbod.locaties.all()
        ],
    }
    if aanbod.kosten_soort == Kosten.GRATIS:
        uit["offers"] = {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}
    return _zonder_lege(uit)


def _zonder_lege(waarden: dict[str, Any]) -> dict[str, Any]:
    return {sleutel: waarde for sleutel, waarde in waarden.items() if waarde not in ("", [], None)}


def voor_pagina(aanbod: Aanbod) -> SafeString:
    """The same as text that can stand in a script element: nothing in it can end that element."""
    tekst = json.dumps(gegevens(aanbod), ensure_ascii=False)
    for teken in "<>&\u2028\u2029":
        tekst = tekst.replace(teken, f"\\u{ord(teken):04x}")
    return mark_safe(tekst)  # noqa: S308 - every character that HTML gives a meaning is escaped above

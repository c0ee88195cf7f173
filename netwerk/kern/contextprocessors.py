"""What every page gets."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from .navigatie import menu_voor
from .sessies import stil_na
from .talen import taalkeuze
from .verzoek import Bezoek


def huis(request: Bezoek) -> dict[str, Any]:
    """Menu, version and the demo banner. Survives requests that never reached the user (error pages)."""
    gebruiker = getattr(request, "user", None)
    context: dict[str, Any] = {
        "navigatie": menu_voor(request) if gebruiker else [],
        "demo_modus": settings.DEMO,
        "versie": settings.VERSIE,
        **taalkeuze(request),
    }
    if gebruiker and gebruiker.is_authenticated:
        namen = sorted({lid.organisatie.naam for lid in gebruiker.lidmaatschappen_nu})
        context["organisatie_naam"] = ", ".join(namen)
        context["stil_na"] = stil_na(request)
        if gebruiker.is_staff:
            context["gebruikersmenu"] = [{"label": "Beheer", "url": reverse("admin:index"), "icoon": "gear"}]
    return context

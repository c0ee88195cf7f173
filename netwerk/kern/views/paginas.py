"""Public pages with fixed text."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext

from ..talen import meertalig
from ..verwerkingen import rijen


@meertalig
@login_not_required
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """What we do for who cannot see, hear, read or use a mouse well, and what is not good yet."""
    return render(request, "ontwerp/toegankelijkheid.html")


@meertalig
@login_not_required
def verwerkingen(request: HttpRequest) -> HttpResponse:
    """The record of processing, as the code has it; in another language the gist of it above the Dutch list."""
    kort = [
        gettext("Wij schrijven alleen op wat nodig is om u te helpen, en alleen als u ja zegt."),
        gettext("Wij bewaren nooit uw burgerservicenummer (BSN), uw DigiD of een kopie van uw paspoort."),
        gettext(
            "Alleen de organisatie die u helpt ziet uw gegevens. Een andere organisatie ziet alleen wat u goed vindt."
        ),
        gettext("Na afloop wissen wij uw gegevens. Hoe lang dat duurt, staat in de lijst."),
    ]
    return render(request, "kern/verwerkingen.html", {"rijen": rijen(), "kort": kort})


@login_not_required
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); 404 until whoever runs the portal has said so."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    verloopt = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    regels = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {verloopt}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.PORTAAL_URL}{request.path}",
    ]
    return HttpResponse("\n".join(regels) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for /favicon.ico on pages that name no icon, such as the admin's."""
    return redirect(static("beeld/favicon.svg"), permanent=True)


@login_not_required
def manifest(request: HttpRequest) -> JsonResponse:
    """So that a tablet can put the portal on its first screen (W3C Web Application Manifest)."""
    return JsonResponse(
        {
            "name": "Netwerk Digitaal",
            "short_name": "Netwerk",
            "description": "Portaal voor iedereen die mensen helpt met digitale vaardigheden",
            "lang": "nl",
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#ffffff",
            "theme_color": "#14284b",
            "icons": [
                {"src": static("beeld/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": static("beeld/icoon-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any"},
                {"src": static("beeld/icoon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any"},
                {"src": static("beeld/icoon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
            ],
        },
        content_type="application/manifest+json",
    )

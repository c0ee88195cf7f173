"""Public pages with fixed text."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone


@login_not_required
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """What we do for who cannot see, hear, read or use a mouse well, and what is not good yet."""
    return render(request, "ontwerp/toegankelijkheid.html")


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

"""Public pages with fixed text."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static


@login_not_required
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    """What we do for who cannot see, hear, read or use a mouse well, and what is not good yet."""
    return render(request, "ontwerp/toegankelijkheid.html")


@login_not_required
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for /favicon.ico on pages that name no icon, such as the admin's."""
    return redirect(static("beeld/favicon.svg"), permanent=True)

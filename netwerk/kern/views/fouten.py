"""Error pages in Dutch. The 500 page is static: whatever failed may be what a context needs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader


def fout_400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Bad request."""
    return render(request, "400.html", status=400)


def fout_403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Forbidden."""
    return render(request, "403.html", status=403)


def fout_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not found, or not yours."""
    return render(request, "404.html", status=404)


def fout_500(request: HttpRequest) -> HttpResponse:
    """Our mistake."""
    return HttpResponseServerError(loader.get_template("500.html").render())

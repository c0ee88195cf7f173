"""Error pages, in the language of the pages before for who is not logged in.

The 500 page is static: whatever failed may be what a context needs.
"""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template import loader

from ..programmas import foutmaker
from ..talen import kies_taal
from ..verzoek import Bezoek

#: PostgreSQL's own codes: the disk is full, and there was no answer in time (statement, lock, idle transaction).
SCHIJF_VOL = "53100"
TE_LANG = frozenset({"57014", "55P03", "25P03"})
#: Fields of a form that are not sent along again: the page has a fresh token of its own.
NIET_OPNIEUW = ("csrfmiddlewaretoken", "password", "wachtwoord")
MEESTE_VELDEN = 500


def fout_400(request: Bezoek, exception: Exception | None = None) -> HttpResponse:
    """Bad request."""
    if (maker := foutmaker(request)) is not None:
        return maker(400, "Bad request.")
    _in_taal(request)
    return render(request, "400.html", status=400)


def fout_403(request: Bezoek, exception: Exception | None = None) -> HttpResponse:
    """Forbidden."""
    if (maker := foutmaker(request)) is not None:
        return maker(403, "Forbidden.")
    return render(request, "403.html", status=403)


def fout_404(request: Bezoek, exception: Exception | None = None) -> HttpResponse:
    """Not found, or not yours."""
    if (maker := foutmaker(request)) is not None:
        return maker(404, "Not found.")
    _in_taal(request)
    return render(request, "404.html", status=404)


def fout_429(request: Bezoek, exception: Exception | None = None) -> HttpResponse:
    """Too often in a short time."""
    if (maker := foutmaker(request)) is not None:
        return maker(429, "Too many requests; wait a moment.")
    _in_taal(request)
    return render(request, "429.html", status=429)


def fout_500(request: Bezoek) -> HttpResponse:
    """Our mistake; or the database is away for a moment, and then the form can be sent again as it was."""
    if (storing := database_storing(sys.exc_info()[1])) is not None:
        return storing_503(request, storing)
    if (maker := foutmaker(request)) is not None:
        return maker(500, "Something went wrong here. It is noted; try again later.")
    return HttpResponseServerError(loader.get_template("500.html").render())


def database_storing(fout: BaseException | None) -> str | None:
    """What is wrong with the database, as "vol", "traag" or "weg"; None when something else failed."""
    while fout is not None:
        if isinstance(fout, (OperationalError, InterfaceError)):
            code = getattr(fout.__cause__, "pgcode", None)
            return "vol" if code == SCHIJF_VOL else "traag" if code in TE_LANG else "weg"
        fout = fout.__cause__ or fout.__context__
    return None


def storing_503(request: Bezoek, storing: str) -> HttpResponse:
    """Says what happened, that nothing was half saved, and holds what was sent: one click sends it again.

    The form carries the same key as before, so that sending it twice does it once. Nothing here asks the database.
    """
    koppen = {"Retry-After": "30", "Cache-Control": "no-store"}
    if (maker := foutmaker(request)) is not None:
        antwoord = maker(503, "The database is not available for a moment. Try again in 30 seconds.")
        for naam, waarde in koppen.items():
            antwoord[naam] = waarde
        return antwoord
    velden: list[tuple[str, str]] = []
    if request.method == "POST" and not request.path.startswith("/account/"):
        velden = [
            (naam, waarde)
            for naam, waarden in request.POST.lists()
            if not any(deel in naam.lower() for deel in NIET_OPNIEUW)
            for waarde in waarden
        ][:MEESTE_VELDEN]
    context = {
        "storing": storing,
        "velden": velden,
        "pad": request.get_full_path(),
        "token": get_token(request) if velden else "",
        "met_bestand": bool(request.method == "POST" and request.FILES),
    }
    return HttpResponse(loader.get_template("503.html").render(context), status=503, headers=koppen)


def _in_taal(request: Bezoek) -> None:
    """Colleagues work in Dutch. A request refused before the language middleware has no ``taal``, and stays Dutch."""
    if hasattr(request, "taal") and not getattr(getattr(request, "user", None), "is_authenticated", False):
        kies_taal(request)

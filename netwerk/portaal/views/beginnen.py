"""The guided start as a page of its own, and hiding it from the start page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from netwerk.kern.verzoek import Verzoek

from .. import beginnen


def begin(request: Verzoek) -> HttpResponse:
    """The steps per role; always there, also when all is done."""
    lijsten = beginnen.voor(request.user)
    if not lijsten:
        raise Http404
    verborgen = bool(request.COOKIES.get(beginnen.KOEKJE))
    return render(request, "portaal/beginnen.html", {"lijsten": lijsten, "verborgen": verborgen})


@require_POST
def verberg(request: Verzoek) -> HttpResponse:
    """Not on the start page of this device any more, or again."""
    antwoord = redirect("portaal:home")
    if "weer" in request.POST:
        antwoord.delete_cookie(beginnen.KOEKJE, samesite="Lax")
    else:
        messages.info(request, "U vindt de stappen terug bij Mijn account.")
        antwoord.set_cookie(
            beginnen.KOEKJE,
            "1",
            max_age=beginnen.KOEKJE_SECONDEN,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return antwoord

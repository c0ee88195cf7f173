"""The page of a form that was kept, and ending a silent session from the page itself."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from .. import concept as concepten
from ..sessies import eigen_pad
from ..verzoek import Bezoek, Verzoek

#: Fields that a person did not type.
STIL = {"sleutel", "versie", "organisatie", "taal"}


@require_http_methods(["GET", "HEAD", "POST"])
def concept(request: Verzoek, pk: uuid.UUID) -> HttpResponse:
    """What was typed, with a button that sends it to where it was meant for; POST throws it away."""
    gevonden = concepten.lees(pk, request.user)
    if gevonden is None:
        messages.info(request, "Er staat hier geen bewaard formulier van u.")
        return redirect("/")
    bewaard, velden = gevonden
    if request.method == "POST":
        concepten.gooi_weg(pk, request.user)
        messages.success(request, "Het bewaarde formulier is weggegooid.")
        return redirect("/")
    return render(
        request,
        "kern/concept.html",
        {
            "bewaard": bewaard,
            "veld": concepten.VELD,
            "velden": [(naam, waarde) for naam, waarden in velden.items() for waarde in waarden],
            "getypt": [
                (naam.replace("_", " ").replace("-", " ").capitalize(), ", ".join(filter(None, waarden)))
                for naam, waarden in velden.items()
                if naam not in STIL and not naam.startswith("_") and any(waarden)
            ],
        },
    )


@login_not_required
@require_POST
def stil(request: Bezoek) -> HttpResponse:
    """The page saw no sign of life for too long: keep what was typed, log out, and say where to go."""
    volgende = eigen_pad(request, request.headers.get("Referer", ""))
    if request.user.is_authenticated:
        velden = request.POST.copy()
        pad = "".join(velden.pop("_pad", []))
        bewaard = None
        if pad.startswith("/") and not pad.startswith(("//", "/account/")):
            bewaard = concepten.bewaar(request.user.pk, pad, velden)
        request.stil_bewaard = bewaard is not None
        logout(request)
        if bewaard:
            volgende = reverse("kern:concept", args=[bewaard.pk])
        bij = " Wat u typte is bewaard." if bewaard else ""
        messages.warning(request, f"U bent uitgelogd omdat u een tijd niets deed.{bij}")
    return JsonResponse({"naar": redirect_to_login(volgende)["Location"]})

"""What every form page of this room does the same: ask, act once, say what happened, go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from ..actions import KanNuNiet, NietVanUwOrganisatie

#: What an action may refuse with; the text is Dutch and fit to show.
WEIGERING = (KanNuNiet, NietVanUwOrganisatie, WerkstroomFout)


def kruimels(*stappen: tuple[str, str] | str) -> list[dict[str, str]]:
    """The path from the room's front page: (label, address) per step, and a bare label for the page itself."""
    rij = [{"label": "Overleg", "url": reverse("overleg:home")}]
    for stap in stappen:
        rij.append({"label": stap} if isinstance(stap, str) else {"label": stap[0], "url": stap[1]})
    return rij


def formulierpagina(
    request: Verzoek,
    form: Any,
    bewaar: Callable[[Any], str],
    *,
    titel: str,
    terug: str,
    pad: list[dict[str, str]],
    gelukt: str = "",
    knop: str = "Opslaan",
    sjabloon: str = "overleg/formulier.html",
    **meer: Any,
) -> HttpResponse:
    """Show the form, or carry it out once and go where ``bewaar(form)`` says. A double submit is one submit."""
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if not eerste:
            return redirect(inzending.doel_url or terug)
        try:
            doel = bewaar(form)
        except WEIGERING as fout:
            messages.error(request, str(fout))
            doel = terug
        else:
            if gelukt:
                messages.success(request, gelukt)
        inzending.rond_af(doel)
        return redirect(doel)
    return render(
        request,
        sjabloon,
        {"form": form, "titel": titel, "knop": knop, "annuleer_url": terug, "kruimels": pad, **meer},
        status=422 if form is not None and form.errors else 200,
    )


def doe(request: Verzoek, actie: Callable[[], Any], gelukt: str) -> None:
    """Carry out what one button asks, and say how it went."""
    try:
        actie()
    except WEIGERING as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, gelukt)

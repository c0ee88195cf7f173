"""One search box over the whole house."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from netwerk.kern.talen import meertalig_voor_bezoekers

from ..zoeken import overal

#: Longer than any sensible search; what is beyond is not searched for, and the page says so.
MAX_TEKENS = 100


@meertalig_voor_bezoekers
@login_not_required
def zoeken(request: HttpRequest) -> HttpResponse:
    """What the rooms find for these words; nothing here is more than each room shows to everybody."""
    q = " ".join(request.GET.get("q", "").replace("\0", "").split())
    te_lang = len(q) > MAX_TEKENS
    vondsten = [] if te_lang else overal(q, request.user)
    return render(
        request,
        "portaal/zoeken.html",
        {"q": q, "te_lang": te_lang, "vondsten": vondsten, "totaal": sum(vondst.totaal for vondst in vondsten)},
    )

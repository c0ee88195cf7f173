"""Who one is here, and what this is."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker
from netwerk.kern.talen import meertalig
from netwerk.kern.verzoek import Verzoek

from ..actions import wijzig_naam
from ..beginnen import PER_ROL
from ..forms import NaamFormulier


@meertalig
@login_not_required
def over(request: HttpRequest) -> HttpResponse:
    """What this is, where it comes from, and what happens with data."""
    return render(request, "portaal/over.html")


def account(request: Verzoek) -> HttpResponse:
    """Who one is here: name, organisations and roles, and the way to the password."""
    # An instance of its own: a refused name must not show in the bar above.
    form = NaamFormulier(
        request.POST if request.method == "POST" else None, instance=Gebruiker.objects.get(pk=request.user.pk)
    )
    if request.method == "POST" and form.is_valid():
        wijzig_naam(gebruiker=request.user, naam=form.cleaned_data["naam"], door=request.user)
        messages.success(request, "Uw naam is opgeslagen.")
        return redirect("portaal:account")
    per_organisatie: dict[str, list[str]] = {}
    for lid in request.user.lidmaatschappen_nu:
        per_organisatie.setdefault(lid.organisatie.naam, []).append(lid.get_rol_display())
    return render(
        request,
        "portaal/account.html",
        {
            "form": form,
            "per_organisatie": sorted(per_organisatie.items()),
            "begint": any(map(request.user.heeft_rol, PER_ROL)),
            "beheert": request.user.heeft_rol(Rol.BEHEERDER),
        },
        status=422 if form.errors else 200,
    )

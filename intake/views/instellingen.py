"""What the organisation asks about the person: for its administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from ..actions.instelling import zet_secties
from ..choices import Sectie
from ..forms import InstellingFormulier
from ..secties import uitgezet


@vereist_rol(Rol.BEHEERDER)
@require_http_methods(["GET", "HEAD", "POST"])
def instellingen(request: Verzoek) -> HttpResponse:
    """Sections on or off, for one of the organisations the user administers (``?organisatie=``, else the first)."""
    eigen = request.user.organisaties_met_rol(Rol.BEHEERDER)
    gevraagd = request.GET.get("organisatie", "")
    organisatie = next((o for o in eigen if not gevraagd or str(o.pk) == gevraagd), None)
    if organisatie is None:
        raise Http404
    uit = uitgezet(organisatie.pk)
    begin = {"aan": [code for code in Sectie.values if code not in uit]}
    formulier = InstellingFormulier(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and formulier.is_valid():
        zet_secties(organisatie, formulier.cleaned_data["aan"], door=request.user)
        messages.success(request, f"Opgeslagen. Zo vraagt {organisatie} het vanaf nu.")
        return redirect(reverse("intake:instellingen") + f"?organisatie={organisatie.pk}")
    return render(
        request,
        "intake/instellingen.html",
        {
            "form": formulier,
            "organisatie": organisatie,
            "organisaties": eigen,
            "kruimels": [{"label": "Vragen bij de intake", "url": ""}],
        },
        status=422 if request.method == "POST" else 200,
    )

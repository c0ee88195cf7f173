"""The organisation as others see it, and its places: kept by itself, since wifi and safe rooms change all the time."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from netwerk.kern.choices import Rol
from netwerk.kern.models import Organisatie
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from ..actions import bewaar_organisatie
from ..forms import OrganisatieFormulier

ROLLEN = (Rol.BEHEERDER, Rol.AANBIEDER)


def _organisatie(request: Verzoek, slug: str) -> Organisatie:
    """One of the organisations this person keeps; 404 for any other. The first one without a name."""
    eigen = request.user.organisaties_met_rol(*ROLLEN)
    for organisatie in eigen:
        if slug in ("", organisatie.slug):
            return organisatie
    raise Http404


@vereist_rol(*ROLLEN)
def plekken(request: Verzoek, slug: str = "") -> HttpResponse:
    """What others see of us, and where we are."""
    organisatie = _organisatie(request, slug)
    acties = [
        {
            "label": "Plek toevoegen",
            "url": f"{reverse('aanbod:plek_nieuw', args=[organisatie.slug])}?terug={request.path}",
            "icoon": "plus-lg",
            "soort": "primary",
        }
    ]
    context = {
        "organisatie": organisatie,
        "andere": [ander for ander in request.user.organisaties_met_rol(*ROLLEN) if ander != organisatie],
        "plekken": organisatie.locaties.select_related("stadsdeel"),
        "acties": acties,
    }
    return render(request, "portaal/plekken.html", context)


@vereist_rol(*ROLLEN)
def gegevens(request: Verzoek, slug: str) -> HttpResponse:
    """Change description and contact."""
    # An instance of its own: a refused change must not show anywhere else on the page.
    organisatie = Organisatie.objects.get(pk=_organisatie(request, slug).pk)
    form = OrganisatieFormulier(request.POST if request.method == "POST" else None, instance=organisatie)
    if request.method == "POST" and form.is_valid():
        bewaar_organisatie(form, door=request.user)
        messages.success(request, "De gegevens zijn opgeslagen.")
        return redirect("portaal:plekken_van", slug=slug)
    context = {"form": form, "titel": f"Gegevens van {organisatie}"}
    context["lijst_url"] = reverse("portaal:plekken_van", args=[slug])
    return render(request, "portaal/gegevens.html", context, status=422 if form.errors else 200)

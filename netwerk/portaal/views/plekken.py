"""The organisation as others see it, and its places: kept by itself, since wifi and safe rooms change all the time."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from netwerk.kern.choices import Rol
from netwerk.kern.models import Locatie, Organisatie
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from ..actions import bewaar_organisatie, bewaar_plek
from ..forms import OrganisatieFormulier, PlekFormulier

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
            "url": reverse("portaal:plek_nieuw", args=[organisatie.slug]),
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
    return _formulier(request, form, f"Gegevens van {organisatie}", slug)


@vereist_rol(*ROLLEN)
def plek(request: Verzoek, slug: str, pk: int | None = None) -> HttpResponse:
    """Add or change one place."""
    organisatie = _organisatie(request, slug)
    rij = get_object_or_404(Locatie, pk=pk, organisatie=organisatie) if pk else Locatie(organisatie=organisatie)
    form = PlekFormulier(request.POST if request.method == "POST" else None, instance=rij)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if eerste:
            bewaar_plek(form, door=request.user)
            inzending.rond_af(reverse("portaal:plekken_van", args=[slug]))
            messages.success(request, f"{form.instance} is opgeslagen.")
        return redirect("portaal:plekken_van", slug=slug)
    return _formulier(request, form, f"Wijzig {rij.naam}" if pk else "Plek toevoegen", slug)


def _formulier(request: Verzoek, form: OrganisatieFormulier | PlekFormulier, titel: str, slug: str) -> HttpResponse:
    context = {"form": form, "titel": titel, "lijst_url": reverse("portaal:plekken_van", args=[slug])}
    return render(request, "portaal/plek.html", context, status=422 if form.errors else 200)

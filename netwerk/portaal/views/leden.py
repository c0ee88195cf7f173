"""Who works for one's organisation: for its managers only."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker, Organisatie
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from ..actions import nodig_uit, vertrek, zet_rollen
from ..forms import RollenFormulier, UitnodigFormulier, VertrekFormulier
from ..leden import leden_van
from ..overdragen import in_woorden, open_werk

PER_PAGINA = 50


def _organisatie(request: Verzoek, slug: str) -> Organisatie:
    """One of the organisations this person manages; 404 for any other."""
    for organisatie in request.user.organisaties_met_rol(Rol.BEHEERDER):
        if organisatie.slug == slug:
            return organisatie
    raise Http404


@vereist_rol(Rol.BEHEERDER)
def leden(request: Verzoek, slug: str = "") -> HttpResponse:
    """Everybody with a role at the organisation; without ``slug`` the first one that this person manages."""
    beheert = request.user.organisaties_met_rol(Rol.BEHEERDER)
    organisatie = _organisatie(request, slug) if slug else beheert[0]
    pagina = Paginator(leden_van(organisatie), PER_PAGINA).get_page(request.GET.get("page"))
    return render(
        request,
        "portaal/leden.html",
        {
            "organisatie": organisatie,
            "andere": [ander for ander in beheert if ander != organisatie],
            "page_obj": pagina,
            "acties": [
                {
                    "label": "Nodig iemand uit",
                    "url": reverse("portaal:uitnodigen", args=[organisatie.slug]),
                    "icoon": "person-plus",
                    "soort": "primary",
                },
                {"label": "Wie keek waar", "url": reverse("kern:logboek"), "icoon": "clock-history"},
            ],
        },
    )


@vereist_rol(Rol.BEHEERDER)
def uitnodigen(request: Verzoek, slug: str) -> HttpResponse:
    """Add somebody, with or without an account."""
    organisatie = _organisatie(request, slug)
    form = UitnodigFormulier(request.POST if request.method == "POST" else None)
    lijst = reverse("portaal:leden_van", args=[slug])
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if not eerste:
            return redirect(inzending.doel_url or lijst)
        try:
            gebruiker = nodig_uit(
                organisatie=organisatie,
                email=form.cleaned_data["email"],
                naam=form.cleaned_data["naam"],
                rollen=form.cleaned_data["rollen"],
                door=request.user,
            )
        except ValidationError as fout:
            inzending.delete()
            form.add_error("email", fout)
        else:
            inzending.rond_af(lijst)
            messages.success(request, f"{gebruiker} is toegevoegd. Er is een mail gestuurd naar {gebruiker.email}.")
            return redirect(lijst)
    context = {
        "form": form,
        "titel": f"Nodig iemand uit bij {organisatie}",
        "knop": "Toevoegen en mail sturen",
        "lijst_url": lijst,
        "organisatie": organisatie,
    }
    return render(request, "portaal/lid.html", context, status=422 if form.errors else 200)


@vereist_rol(Rol.BEHEERDER)
def rollen(request: Verzoek, slug: str, pk: int) -> HttpResponse:
    """Change what somebody does here."""
    organisatie, gebruiker = _lid(request, slug, pk)
    nu = [lid.rol for lid in gebruiker.lidmaatschappen.all() if lid.organisatie_id == organisatie.pk]
    form = RollenFormulier(request.POST if request.method == "POST" else None, initial={"rollen": nu})
    lijst = reverse("portaal:leden_van", args=[slug])
    if request.method == "POST" and form.is_valid():
        try:
            zet_rollen(
                organisatie=organisatie, gebruiker=gebruiker, rollen=form.cleaned_data["rollen"], door=request.user
            )
        except ValidationError as fout:
            form.add_error("rollen", fout)
        else:
            messages.success(request, f"De rollen van {gebruiker} zijn opgeslagen.")
            # Who takes the manager's role from oneself has no list to go back to.
            return redirect("portaal:home" if gebruiker == request.user else lijst)
    context = {
        "form": form,
        "titel": f"Rollen van {gebruiker}",
        "knop": "Rollen opslaan",
        "lijst_url": lijst,
        "organisatie": organisatie,
    }
    return render(request, "portaal/lid.html", context, status=422 if form.errors else 200)


@vereist_rol(Rol.BEHEERDER)
def weg(request: Verzoek, slug: str, pk: int) -> HttpResponse:
    """End somebody's work here, after a question."""
    organisatie, gebruiker = _lid(request, slug, pk)
    lijst = reverse("portaal:leden_van", args=[slug])
    werk = open_werk(gebruiker, organisatie)
    form = VertrekFormulier(request.POST if request.method == "POST" else None, werk=werk)
    if request.method == "POST" and form.is_valid():
        try:
            gedaan = vertrek(organisatie=organisatie, gebruiker=gebruiker, naar=form.naar(), door=request.user)
        except ValidationError as fout:
            messages.error(request, fout.messages[0])
            return redirect(lijst)
        over = f" Overgedragen: {woorden}." if (woorden := in_woorden(gedaan)) else ""
        messages.success(request, f"{gebruiker} werkt niet meer bij {organisatie}.{over}")
        return redirect("portaal:home" if gebruiker == request.user else lijst)
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": f"{gebruiker} weghalen bij {organisatie}?",
            "tekst": "Er staat nog werk op deze naam. Kies wie het overneemt." if werk else "",
            "gevolgen": [
                "Deze persoon ziet meteen niets meer van uw organisatie, ook niet op een scherm dat nu open staat.",
                "Wat hij of zij heeft vastgelegd, blijft staan.",
            ],
            "form": form if werk else None,
            "knop": "Ja, weghalen",
            "terug_url": lijst,
        },
        status=422 if form.errors else 200,
    )


def _lid(request: Verzoek, slug: str, pk: int) -> tuple[Organisatie, Gebruiker]:
    organisatie = _organisatie(request, slug)
    mensen = Gebruiker.objects.filter(lidmaatschappen__organisatie=organisatie).distinct()
    return organisatie, get_object_or_404(mensen, pk=pk)

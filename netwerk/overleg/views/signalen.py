"""Signals to the municipality: the list, one signal, handing in, supporting, answering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from netwerk.kern.models import Organisatie
from netwerk.kern.verzoek import Verzoek

from .. import actions, tijdlijn
from ..filters import SignaalFilter
from ..forms import (
    AfwijsFormulier,
    BehandelFormulier,
    CijferFormulier,
    RedenFormulier,
    SignaalFormulier,
    ToezegFormulier,
    UitgevoerdFormulier,
    UitstelFormulier,
)
from ..models import Signaal, Signaalcijfer
from ..permissions import is_lid, kan_signaal_geven, mag_signaal_geven, mag_signaal_intrekken
from ..workflow import signaalstroom
from .hulp import doe, formulierpagina, kruimels

PER_PAGINA = 20


def _pad(*stappen: tuple[str, str] | str) -> list[dict[str, str]]:
    return kruimels(("Signalen", reverse("overleg:signalen")), *stappen)


def lijst(request: Verzoek) -> HttpResponse:
    """All signals, the filter in the address."""
    if not is_lid(request.user):
        raise Http404
    filter_ = SignaalFilter(request.GET or {"welke": "open"})
    signalen = filter_.pas_toe(Signaal.objects.zichtbaar_voor(request.user), request.user).voor_lijst()
    return render(
        request,
        "overleg/signalen.html",
        {
            "form": filter_,
            "aantal_actief": filter_.aantal_actief(),
            "page_obj": Paginator(signalen, PER_PAGINA).get_page(request.GET.get("page")),
            "acties": [
                {
                    "label": "Signaal indienen",
                    "url": reverse("overleg:signaal_nieuw"),
                    "icoon": "megaphone",
                    "soort": "primary",
                }
            ]
            if mag_signaal_geven(request.user)
            else [],
            "kruimels": kruimels("Signalen"),
        },
    )


def detail(request: Verzoek, pk: int) -> HttpResponse:
    """One signal with its figures, who supports it, and the answer."""
    signaal = get_object_or_404(
        Signaal.objects.zichtbaar_voor(request.user).select_related("organisatie", "stadsdeel", "door", "behandelaar"),
        pk=pk,
    )
    steunen = list(signaal.steunen.select_related("organisatie"))
    steunt = {steun.organisatie_id for steun in steunen}
    eigen = Organisatie.objects.filter(pk__in=request.user.organisatie_ids)
    soorten = {"zeg_toe": "primary", "voer_uit": "primary", "trek_in": "outline-danger"}
    return render(
        request,
        "overleg/signaal.html",
        {
            "signaal": signaal,
            "steunen": steunen,
            "eigen": [
                (organisatie, organisatie.pk in steunt)
                for organisatie in eigen
                if kan_signaal_geven(organisatie) or organisatie.pk in steunt
            ],
            "cijfers": signaal.cijfers.all(),
            "mag_cijfer": signaal.is_open and mag_signaal_intrekken(request.user, signaal),
            "tijdlijn": tijdlijn.van(signaal),
            "acties": [
                {
                    "label": overgang.label,
                    "url": reverse("overleg:signaal_overgang", args=[pk, overgang.naam]),
                    "icoon": overgang.icoon,
                    "soort": soorten.get(overgang.naam, "outline-secondary"),
                }
                for overgang in signaalstroom.beschikbaar(signaal, request.user)
            ],
            "kruimels": _pad(signaal.titel),
        },
    )


def nieuw(request: Verzoek) -> HttpResponse:
    """Hand in a signal."""
    if not mag_signaal_geven(request.user):
        raise Http404

    def bewaar(form: Any) -> str:
        signaal = actions.dien_in(
            form.instance,
            organisatie=form.cleaned_data["organisatie"],
            voorstellen=form.cleaned_data["voorstellen"],
            door=request.user,
        )
        return signaal.get_absolute_url()

    return formulierpagina(
        request,
        SignaalFormulier(request.POST or None, gebruiker=request.user),
        bewaar,
        titel="Signaal aan de gemeente",
        terug=reverse("overleg:signalen"),
        pad=_pad("Nieuw"),
        knop="Signaal indienen",
        gelukt=f"Uw signaal is ingediend. De gemeente antwoordt binnen {actions.ANTWOORD_WERKDAGEN} werkdagen.",
        inleiding="Wat loopt vast, en wat vraagt u? Andere organisaties kunnen uw signaal steunen. "
        "Schrijf geen namen van leerders op.",
    )


def cijfer(request: Verzoek, pk: int) -> HttpResponse:
    """Add a figure."""
    signaal = get_object_or_404(Signaal.objects.zichtbaar_voor(request.user), pk=pk)
    if not signaal.is_open or not mag_signaal_intrekken(request.user, signaal):
        raise Http404

    def bewaar(form: Any) -> str:
        actions.voeg_cijfer_toe(form.instance, door=request.user)
        return signaal.get_absolute_url()

    return formulierpagina(
        request,
        CijferFormulier(request.POST or None, instance=Signaalcijfer(signaal=signaal)),
        bewaar,
        titel="Cijfer toevoegen",
        terug=signaal.get_absolute_url(),
        pad=_pad((signaal.titel, signaal.get_absolute_url()), "Cijfer toevoegen"),
        gelukt="Het cijfer staat erbij.",
        inleiding=signaal.titel,
    )


@require_POST
def steun(request: Verzoek, pk: int) -> HttpResponse:
    """Support for one of one's organisations, or stop; pressing twice is pressing once."""
    signaal = get_object_or_404(Signaal.objects.zichtbaar_voor(request.user), pk=pk)
    organisatie = Organisatie.objects.filter(pk__in=request.user.organisatie_ids)
    keuze = request.POST.get("organisatie", "")
    gekozen = get_object_or_404(organisatie, pk=keuze if keuze.isdecimal() else 0)
    aan = request.POST.get("aan") == "1"
    doe(
        request,
        lambda: actions.zet_signaalsteun(signaal, gekozen, aan=aan, door=request.user),
        f"{gekozen} steunt dit signaal{'' if aan else ' niet meer'}.",
    )
    return redirect(signaal)


#: Per transition: form, heading, button, and what is said afterwards.
SCHERMEN: dict[str, tuple[type[Any], str, str, str]] = {
    "neem_in_behandeling": (BehandelFormulier, "In behandeling nemen", "Opslaan", "Er staat nu een naam bij."),
    "zeg_toe": (ToezegFormulier, "Dit gaat er gebeuren", "Antwoord versturen", "Het antwoord is verstuurd."),
    "wijs_af": (AfwijsFormulier, "Dit gebeurt niet", "Antwoord versturen", "Het antwoord is verstuurd."),
    "voer_uit": (UitgevoerdFormulier, "Het is gebeurd", "Afronden", "Afgerond. Het netwerk ziet wat het opleverde."),
    "stel_uit": (UitstelFormulier, "Andere datum afspreken", "Datum veranderen", "De nieuwe datum staat erbij."),
    "zet_terug": (RedenFormulier, "Het is nog niet opgelost", "Opnieuw vragen", "Het signaal staat weer open."),
    "trek_in": (RedenFormulier, "Signaal intrekken", "Intrekken", "Het signaal is ingetrokken."),
}  # fmt: skip
DOEN: dict[str, Callable[..., Any]] = {
    "neem_in_behandeling": actions.neem_in_behandeling,
    "zeg_toe": actions.zeg_toe,
    "wijs_af": actions.wijs_af,
    "voer_uit": actions.voer_uit,
    "stel_uit": actions.stel_uit,
    "zet_terug": actions.zet_terug,
    "trek_in": actions.trek_in,
}


def overgang(request: Verzoek, pk: int, naam: str) -> HttpResponse:
    """Ask what a transition needs, then do it."""
    signaal = get_object_or_404(Signaal.objects.zichtbaar_voor(request.user), pk=pk)
    if naam not in SCHERMEN:
        raise Http404
    if request.method != "POST" and not signaalstroom.kan(signaal, naam, request.user):
        messages.warning(request, f"Dat kan nu niet. De stand van dit signaal is: {signaal.get_status_display()}")
        return redirect(signaal)
    soort, titel, knop, gelukt = SCHERMEN[naam]
    extra: dict[str, Any] = {"gebruiker": request.user} if soort is BehandelFormulier else {}
    form = soort(request.POST if request.method == "POST" else None, initial={"versie": signaal.versie}, **extra)

    def bewaar(form: Any) -> str:
        velden = {veld: waarde for veld, waarde in form.cleaned_data.items() if veld != "sleutel"}
        DOEN[naam](signaal, **velden, door=request.user)
        return signaal.get_absolute_url()

    return formulierpagina(
        request,
        form,
        bewaar,
        titel=titel,
        terug=signaal.get_absolute_url(),
        pad=_pad((signaal.titel, signaal.get_absolute_url()), titel),
        knop=knop,
        knop_soort="danger" if naam == "trek_in" else "primary",
        gelukt=gelukt,
        inleiding=signaal.titel,
    )

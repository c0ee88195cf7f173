"""Tasks: who takes up what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from netwerk.kern.models import Gebruiker
from netwerk.kern.verzoek import Verzoek

from .. import actions, tijdlijn
from ..choices import Netwerkthema
from ..filters import TaakFilter
from ..forms import (
    AfrondenFormulier,
    HeropenFormulier,
    OppakkenFormulier,
    OvergangFormulier,
    RedenFormulier,
    TaakFormulier,
    VerzetFormulier,
)
from ..models import Punt, Taak
from ..permissions import is_lid, mag_meedoen
from ..taakoverzicht import taakoverzicht
from ..workflow import taakstroom
from .hulp import formulierpagina, kruimels

PER_PAGINA = 20


def _pad(*stappen: tuple[str, str] | str) -> list[dict[str, str]]:
    return kruimels(("Taken", reverse("overleg:taken")), *stappen)


def lijst(request: Verzoek) -> HttpResponse:
    """The tasks of the network, with a filter in the address."""
    if not is_lid(request.user):
        raise Http404
    filter_ = TaakFilter(request.GET or None, initial={"welke": "open"})
    if not filter_.is_bound:
        filter_ = TaakFilter({"welke": "open"})
    taken = filter_.pas_toe(Taak.objects.zichtbaar_voor(request.user), request.user).voor_lijst()
    return render(
        request,
        "overleg/taken.html",
        {
            "form": filter_,
            "aantal_actief": filter_.aantal_actief(),
            "overzicht": taakoverzicht(Taak.objects.zichtbaar_voor(request.user)),
            "page_obj": Paginator(taken, PER_PAGINA).get_page(request.GET.get("page")),
            "acties": [
                {
                    "label": "Taak inbrengen",
                    "url": reverse("overleg:taak_nieuw"),
                    "icoon": "plus-lg",
                    "soort": "primary",
                }
            ]
            if mag_meedoen(request.user)
            else [],
            "kruimels": kruimels("Taken"),
        },
    )


def detail(request: Verzoek, pk: int) -> HttpResponse:
    """One task: who, when, what came of it, and what this person can do now."""
    taak = get_object_or_404(
        Taak.objects.zichtbaar_voor(request.user).voor_lijst().select_related("punt__thema", "ingebracht_door"), pk=pk
    )
    overgangen = taakstroom.beschikbaar(taak, request.user)
    soorten = {"pak_op": "primary", "rond_af": "primary", "laat_vervallen": "outline-danger"}
    return render(
        request,
        "overleg/taak.html",
        {
            "taak": taak,
            "tijdlijn": tijdlijn.van(taak),
            "acties": [
                {
                    "label": "Bevestigen met datum" if o.naam == "pak_op" and taak.eigenaar_organisatie_id else o.label,
                    "url": reverse("overleg:taak_overgang", args=[taak.pk, o.naam]),
                    "icoon": o.icoon,
                    "soort": soorten.get(o.naam, "outline-secondary"),
                }
                for o in overgangen
            ],
            "kruimels": _pad(taak.titel),
        },
    )


def nieuw(request: Verzoek) -> HttpResponse:
    """Bring in a task, asked or offered."""
    if not mag_meedoen(request.user):
        raise Http404
    punt, thema = _punt(request), request.GET.get("thema", "")
    begin = {"titel": punt.tekst[:160], "thema": punt.thema.thema} if punt else {}
    if thema in Netwerkthema.values:
        begin["thema"] = thema
    form = TaakFormulier(request.POST or None, gebruiker=request.user, uit_verslag=punt is not None, initial=begin)

    def bewaar(form: Any) -> str:
        schoon = form.cleaned_data
        taak = actions.breng_taak_in(
            **{naam: schoon[naam] for naam in form.Meta.fields},
            aangeboden_door=schoon["organisatie"] if schoon["hoe"] == TaakFormulier.BIED else None,
            toegezegd=schoon.get("toegezegd"),
            bijeenkomst=punt.thema.bijeenkomst if punt else None,
            punt=punt,
            door=request.user,
        )
        return taak.get_absolute_url()

    return formulierpagina(
        request,
        form,
        bewaar,
        titel="Breng een taak in",
        terug=punt.thema.bijeenkomst.get_absolute_url() if punt else reverse("overleg:taken"),
        pad=_pad("Nieuw"),
        knop="Taak inbrengen",
        gelukt="De taak staat erbij. Het hele netwerk kan haar nu zien.",
        inleiding="Wie pakt wat op? Schrijf het zo op dat een ander er meteen mee kan beginnen.",
        uitleg=f"Dit komt uit het verslag van {punt.thema.bijeenkomst}." if punt else "",
    )


def _punt(request: Verzoek) -> Punt | None:
    """The point of a report this task comes from, named in the address."""
    pk = request.GET.get("punt", "")
    return Punt.objects.select_related("thema__bijeenkomst").filter(pk=pk).first() if pk.isdecimal() else None


#: Per transition: form, question above it, and the button.
SCHERMEN: dict[str, tuple[type[OvergangFormulier], str, str]] = {
    "pak_op": (OppakkenFormulier, "Ik pak dit op", "Ja, ik pak dit op"),
    "verzet": (VerzetFormulier, "Andere datum afspreken", "Datum veranderen"),
    "rond_af": (AfrondenFormulier, "Afronden met resultaat", "Taak afronden"),
    "geef_terug": (RedenFormulier, "Taak teruggeven", "Teruggeven"),
    "laat_vervallen": (RedenFormulier, "Taak laten vervallen", "Laten vervallen"),
    "heropen": (HeropenFormulier, "Taak opnieuw openen", "Ja, opnieuw openen"),
}
GELUKT: dict[str, str] = {
    "pak_op": "Fijn dat u dit oppakt. De taak staat op uw naam.",
    "verzet": "De nieuwe datum staat erbij, met uw reden.",
    "rond_af": "De taak is klaar. Het netwerk ziet het resultaat.",
    "geef_terug": "De taak zoekt weer iemand.",
    "laat_vervallen": "De taak is vervallen.",
    "heropen": "De taak staat weer open.",
}


def overgang(request: Verzoek, pk: int, naam: str) -> HttpResponse:
    """Ask what a transition needs, then do it. Who cannot do it now hears why."""
    taak = get_object_or_404(Taak.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)
    if naam not in SCHERMEN:
        raise Http404
    soort, titel, knop = SCHERMEN[naam]
    if request.method != "POST" and not taakstroom.kan(taak, naam, request.user):
        messages.warning(request, f"Dat kan nu niet. De stand van deze taak is: {taak.get_status_display()}")
        return redirect(taak)
    extra: dict[str, Any] = {"gebruiker": request.user} if soort is OppakkenFormulier else {}
    begin = {"versie": taak.versie, "uiterlijk": taak.uiterlijk}
    form = soort(request.POST if request.method == "POST" else None, initial=begin, **extra)

    def bewaar(form: Any) -> str:
        _doe(naam)(taak, form.cleaned_data, request.user)
        return taak.get_absolute_url()

    return formulierpagina(
        request,
        form,
        bewaar,
        titel=titel,
        terug=taak.get_absolute_url(),
        pad=_pad((taak.titel, taak.get_absolute_url()), titel),
        knop=knop,
        knop_soort="danger" if naam == "laat_vervallen" else "primary",
        gelukt=GELUKT[naam],
        inleiding=taak.titel,
    )


def _doe(naam: str) -> Callable[[Taak, dict[str, Any], Gebruiker], Taak]:
    """The action that goes with a transition, fed from the cleaned form."""
    doen: dict[str, Callable[[Taak, dict[str, Any], Gebruiker], Taak]] = {
        "pak_op": lambda t, v, wie: actions.pak_op(
            t, organisatie=v["organisatie"], uiterlijk=v["uiterlijk"], door=wie, versie=v["versie"]
        ),
        "verzet": lambda t, v, wie: actions.verzet(
            t, uiterlijk=v["uiterlijk"], reden=v["reden"], door=wie, versie=v["versie"]
        ),
        "rond_af": lambda t, v, wie: actions.rond_af(t, resultaat=v["resultaat"], door=wie, versie=v["versie"]),
        "geef_terug": lambda t, v, wie: actions.geef_terug(t, reden=v["reden"], door=wie, versie=v["versie"]),
        "laat_vervallen": lambda t, v, wie: actions.laat_vervallen(t, reden=v["reden"], door=wie, versie=v["versie"]),
        "heropen": lambda t, v, wie: actions.heropen(t, door=wie, versie=v["versie"]),
    }
    return doen[naam]

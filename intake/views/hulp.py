"""What the views share: fetch and authorise in one call, log who read a file, say what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.permissions import vereist_rol

from ..fouten import IntakeFout
from ..models import Intake, Leerder, Leerplan, Stap

coach_pagina = vereist_rol(Rol.COACH)


def leerder_of_404(request: HttpRequest, pk: int) -> Leerder:
    """A learner of the coach's own organisation."""
    return get_object_or_404(
        Leerder.objects.zichtbaar_voor(request.user).select_related("organisatie", "coach", "pc4__stadsdeel"), pk=pk
    )


def intake_of_404(request: HttpRequest, pk: int) -> Intake:
    """An intake of the coach's own organisation, with its learner and (without the bulk) its questionnaire."""
    return get_object_or_404(
        Intake.objects.zichtbaar_voor(request.user)
        .select_related("leerder", "vragenlijst")
        .defer("vragenlijst__inhoud", "vragenlijst__vertalingen"),
        pk=pk,
    )


def plan_of_404(request: HttpRequest, pk: int) -> Leerplan:
    """A plan of the coach's own organisation."""
    return get_object_or_404(
        Leerplan.objects.zichtbaar_voor(request.user).select_related(
            "leerder__organisatie", "leerder__coach", "leerder__pc4", "intake"
        ),
        pk=pk,
    )


def stap_of_404(request: HttpRequest, pk: int) -> Stap:
    """A step of a plan of the coach's own organisation."""
    return get_object_or_404(
        Stap.objects.zichtbaar_voor(request.user).select_related(
            "plan__leerder__organisatie",
            "plan__leerder__coach",
            "plan__leerder__pc4",
            "plan__intake",
            "aanbod__organisatie",
            "doorverwijzing",
            "hulpvraag",
        ),
        pk=pk,
    )


def ingezien(request: HttpRequest, leerder: Leerder, wat: str) -> None:
    """Every read of a file by a person is logged (ontwerp §5): the one thing a GET may write."""
    noteer("ingezien", leerder, door=request.user, organisaties=[leerder.organisatie_id], wat=wat)


def toestemmingen_nu(leerder: Leerder) -> set[str]:
    """The purposes that stand today."""
    return set(leerder.toestemmingen.filter(ingetrokken_op__isnull=True).values_list("doel", flat=True))


def meld_fout(naar: Callable[..., str]) -> Callable[..., Any]:
    """View decorator: an IntakeFout becomes a message on the page that ``naar(request, *args, **kwargs)`` names."""

    def decoreer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def met_melding(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except IntakeFout as fout:
                messages.error(request, str(fout))
                return redirect(naar(request, *args, **kwargs))

        return met_melding

    return decoreer


def getal(request: HttpRequest, naam: str) -> int:
    """A whole number from the form; 404 when somebody made it up."""
    waarde = request.POST.get(naam, "")
    if not waarde.isdigit():
        raise Http404
    return int(waarde)


def kruimels(leerder: Leerder, *rest: tuple[str, str]) -> list[dict[str, str]]:
    """The trail: all learners, this learner, then what is given as (label, address)."""
    return [
        {"label": "Leerders", "url": reverse("intake:leerders")},
        {"label": leerder.voornaam, "url": leerder.get_absolute_url()},
        *({"label": label, "url": url} for label, url in rest),
    ]

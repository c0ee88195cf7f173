"""What the views share: fetch and authorise in one call, log who read a file, say what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from ..choices import IntakeStatus
from ..fouten import DossierIngetrokken, IntakeFout
from ..models import Intake, Leerder, Leerplan, Stap
from ..querysets import dossier_mag


def coach_pagina(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """View decorator: for coaches; a file whose consent was withdrawn leads to the page that erases it."""

    @wraps(view)
    def met_toestemming(request: Verzoek, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DossierIngetrokken as fout:
            messages.warning(request, str(fout))
            return ga_naar(request, fout.leerder.get_absolute_url())

    return vereist_rol(Rol.COACH)(met_toestemming)


def _eis_dossier(rij: Any, leerder: Leerder) -> None:
    """``rij`` is the learner, or what belongs to the learner, annotated with ``dossier_mag``."""
    if not rij.dossier_mag:
        raise DossierIngetrokken(leerder)


def leerder_of_404(request: Verzoek, pk: int) -> Leerder:
    """A learner of the coach's own organisation, also one whose file is only to be erased."""
    return get_object_or_404(
        Leerder.objects.zichtbaar_voor(request.user)
        .select_related("organisatie", "coach", "pc4__stadsdeel")
        .annotate(dossier_mag=dossier_mag("pk")),
        pk=pk,
    )


def dossier_of_404(request: Verzoek, pk: int) -> Leerder:
    """The same, to read or change the file: DossierIngetrokken when consent for it was withdrawn."""
    leerder = leerder_of_404(request, pk)
    _eis_dossier(leerder, leerder)
    return leerder


def intake_of_404(request: Verzoek, pk: int) -> Intake:
    """An intake of the coach's own organisation, with its learner and (without the bulk) its questionnaire.

    DossierIngetrokken when it was finished and consent was withdrawn since; one that ran was stopped by that.
    """
    intake = get_object_or_404(
        Intake.objects.zichtbaar_voor(request.user)
        .select_related("leerder", "vragenlijst")
        .defer("vragenlijst__inhoud", "vragenlijst__vertalingen")
        .annotate(dossier_mag=dossier_mag("leerder_id")),
        pk=pk,
    )
    if intake.status == IntakeStatus.AFGEROND:
        _eis_dossier(intake, intake.leerder)
    return intake


def plan_of_404(request: Verzoek, pk: int) -> Leerplan:
    """A plan of the coach's own organisation; DossierIngetrokken when consent for the file was withdrawn."""
    plan = get_object_or_404(
        Leerplan.objects.zichtbaar_voor(request.user)
        .select_related("leerder__organisatie", "leerder__coach", "leerder__pc4", "intake")
        .annotate(dossier_mag=dossier_mag("leerder_id")),
        pk=pk,
    )
    _eis_dossier(plan, plan.leerder)
    return plan


def stap_of_404(request: Verzoek, pk: int) -> Stap:
    """A step of a plan of the coach's own organisation; DossierIngetrokken as for the plan."""
    stap = get_object_or_404(
        Stap.objects.zichtbaar_voor(request.user)
        .select_related(
            "plan__leerder__organisatie",
            "plan__leerder__coach",
            "plan__leerder__pc4",
            "plan__intake",
            "aanbod__organisatie",
            "doorverwijzing",
            "hulpvraag",
        )
        .annotate(dossier_mag=dossier_mag("plan__leerder_id")),
        pk=pk,
    )
    _eis_dossier(stap, stap.plan.leerder)
    return stap


def ingezien(request: Verzoek, leerder: Leerder, wat: str) -> None:
    """Every read of a file by a person is logged (ontwerp §5): the one thing a GET may write."""
    noteer("ingezien", leerder, door=request.user, organisaties=[leerder.organisatie_id], wat=wat)


def toestemmingen_nu(leerder: Leerder) -> set[str]:
    """The purposes that stand today."""
    return set(leerder.toestemmingen.filter(ingetrokken_op__isnull=True).values_list("doel", flat=True))


def meld_fout(naar: Callable[..., str]) -> Callable[..., Any]:
    """View decorator: an IntakeFout becomes a message on the page that ``naar(request, *args, **kwargs)`` names."""

    def decoreer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def met_melding(request: Verzoek, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except DossierIngetrokken:
                raise
            except IntakeFout as fout:
                messages.error(request, str(fout))
                return ga_naar(request, naar(request, *args, **kwargs))

        return met_melding

    return decoreer


def ga_naar(request: Verzoek, url: str) -> HttpResponse:
    """To another page as a whole: htmx would cut its own piece out of it, and lose the message with the rest."""
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def is_deel(request: Verzoek, doel: str) -> bool:
    """Whether htmx asks only for the element with this id."""
    return bool(request.htmx) and request.htmx.target == doel


def toon_deel(
    request: Verzoek, pagina: str, deel: str, doel: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page, or only its part ``deel`` when htmx asks for the element ``doel``."""
    antwoord = render(request, deel if is_deel(request, doel) else pagina, context, status=status)
    patch_vary_headers(antwoord, ["HX-Request", "HX-Target"])
    return antwoord


def getal(request: Verzoek, naam: str) -> int:
    """A whole number from the form; 404 when somebody made it up."""
    waarde = request.POST.get(naam, "")
    if not waarde.isdecimal():
        raise Http404
    return int(waarde)


def kruimels(leerder: Leerder, *rest: tuple[str, str]) -> list[dict[str, str]]:
    """The trail: all learners, this learner, then what is given as (label, address)."""
    return [
        {"label": "Leerders", "url": reverse("intake:leerders")},
        {"label": leerder.voornaam, "url": leerder.get_absolute_url()},
        *({"label": label, "url": url} for label, url in rest),
    ]

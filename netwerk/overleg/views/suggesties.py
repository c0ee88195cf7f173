"""Suggestions for the agenda: the list with support, proposing one, and composing the agenda."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from .. import actions
from ..choices import SuggestieStatus
from ..forms import SuggestieFormulier
from ..models import Agendasuggestie, Bijeenkomst
from ..permissions import is_lid, mag_meedoen, mag_overleg_beheren
from .hulp import formulierpagina, kruimels

PER_PAGINA = 15


def lijst(request: Verzoek) -> HttpResponse:
    """All suggestions that still count, most support first; the rest behind a link."""
    if not is_lid(request.user):
        raise Http404
    alles = request.GET.get("toon") == "alles"
    suggesties = Agendasuggestie.objects.zichtbaar_voor(request.user)
    if not alles:
        suggesties = suggesties.open()
    return render(
        request,
        "overleg/suggesties.html",
        {
            "page_obj": Paginator(suggesties.voor_lijst(request.user), PER_PAGINA).get_page(request.GET.get("page")),
            "alles": alles,
            "mag_meedoen": mag_meedoen(request.user),
            "mag_beheren": mag_overleg_beheren(request.user),
            "standen": SuggestieStatus.choices,
            "acties": [
                {
                    "label": "Doe een suggestie",
                    "url": reverse("overleg:suggestie_nieuw"),
                    "icoon": "plus-lg",
                    "soort": "primary",
                }
            ]
            if mag_meedoen(request.user)
            else [],
            "kruimels": kruimels("Suggesties"),
        },
    )


def nieuw(request: Verzoek) -> HttpResponse:
    """Propose a point; who proposes supports it too."""
    if not mag_meedoen(request.user):
        raise Http404
    if not Bijeenkomst.objects.komend().exists():
        messages.info(request, "Er staat nog geen volgend overleg klaar. Vraag de secretaris om er een te maken.")
        return redirect("overleg:home")
    begin = {"bijeenkomst": request.GET["bijeenkomst"]} if request.GET.get("bijeenkomst", "").isdecimal() else {}
    form = SuggestieFormulier(request.POST or None, gebruiker=request.user, initial=begin)

    def bewaar(form: Any) -> str:
        velden = {naam: form.cleaned_data[naam] for naam in form.Meta.fields}
        return actions.doe_suggestie(**velden, door=request.user).get_absolute_url()

    return formulierpagina(
        request,
        form,
        bewaar,
        titel="Doe een suggestie voor de agenda",
        terug=reverse("overleg:suggesties"),
        pad=kruimels(("Suggesties", reverse("overleg:suggesties")), "Nieuw"),
        knop="Suggestie doen",
        gelukt="Uw suggestie staat erbij. Anderen kunnen haar nu steunen.",
        inleiding="Suggesties zijn altijd welkom. Hoe meer mensen een suggestie steunen, hoe hoger zij staat.",
    )


@require_POST
def steun(request: Verzoek, pk: int) -> HttpResponse:
    """Support (``aan=1``) or stop supporting: the button says what it wants, so pressing twice is pressing once."""
    suggestie = get_object_or_404(Agendasuggestie.objects.zichtbaar_voor(request.user), pk=pk)
    if not mag_meedoen(request.user):
        raise Http404
    aan = request.POST.get("aan") == "1"
    if actions.zet_steun(suggestie, aan=aan, door=request.user):
        messages.success(request, "U steunt deze suggestie." if aan else "U steunt deze suggestie niet meer.")
    return redirect(_terug(request) or suggestie.get_absolute_url())


@require_POST
@vereist_rol(Rol.SECRETARIS)
def zet_stand(request: Verzoek, pk: int) -> HttpResponse:
    """The secretary puts it on the agenda, keeps it, or marks it as dealt with."""
    suggestie = get_object_or_404(Agendasuggestie.objects.zichtbaar_voor(request.user), pk=pk)
    status = request.POST.get("status", "")
    if status not in SuggestieStatus.values:
        messages.error(request, "Kies eerst wat er met deze suggestie gebeurt.")
    else:
        actions.kies_stand(suggestie, status, door=request.user)
        messages.success(request, f"{suggestie.titel}: {SuggestieStatus(status).label.lower()}.")
    return redirect(suggestie.get_absolute_url())


def _terug(request: Verzoek) -> str:
    """The page the button stood on, when that is one of ours."""
    doel = request.POST.get("terug", "")
    return doel if doel.startswith("/overleg/") and url_has_allowed_host_and_scheme(doel, allowed_hosts=None) else ""

"""Questions and answers between practitioners."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from netwerk.kern.verzoek import Verzoek

from .. import actions
from ..choices import Netwerkthema
from ..forms import AntwoordFormulier, VraagFormulier
from ..models import Praktijkantwoord, Praktijkvraag
from ..permissions import is_lid, mag_meedoen
from .hulp import doe, formulierpagina
from .kennis import kennispad

PER_PAGINA = 20


def _pad(*stappen: tuple[str, str] | str) -> list[dict[str, str]]:
    return kennispad(("Vragen", reverse("overleg:vragen")), *stappen)


def lijst(request: Verzoek) -> HttpResponse:
    """All questions; those without an answer first when asked for."""
    if not is_lid(request.user):
        raise Http404
    vragen = Praktijkvraag.objects.zichtbaar_voor(request.user)
    open_ = request.GET.get("welke") == "open"
    if open_:
        vragen = vragen.zonder_antwoord()
    if (thema := request.GET.get("thema", "")) in Netwerkthema.values:
        vragen = vragen.filter(thema=thema)
    if q := request.GET.get("q", "").strip()[:100]:
        vragen = vragen.met_woorden(q)
    return render(
        request,
        "overleg/vragen.html",
        {
            "page_obj": Paginator(vragen.voor_lijst(), PER_PAGINA).get_page(request.GET.get("page")),
            "open": open_,
            "q": q,
            "acties": [
                {
                    "label": "Stel een vraag",
                    "url": reverse("overleg:vraag_nieuw"),
                    "icoon": "plus-lg",
                    "soort": "primary",
                }
            ]
            if mag_meedoen(request.user)
            else [],
            "kruimels": kennispad("Vragen"),
        },
    )


def vraag(request: Verzoek, pk: int) -> HttpResponse:
    """One question with its answers, and room for one's own."""
    gevonden = get_object_or_404(
        Praktijkvraag.objects.zichtbaar_voor(request.user).select_related("organisatie", "door", "leervraag"), pk=pk
    )
    mag = mag_meedoen(request.user)
    if request.method == "POST" and not mag:
        raise Http404
    form = AntwoordFormulier(request.POST or None, gebruiker=request.user) if mag else None

    def bewaar(form: Any) -> str:
        actions.geef_antwoord(
            gevonden, tekst=form.cleaned_data["tekst"], organisatie=form.cleaned_data["organisatie"], door=request.user
        )
        return gevonden.get_absolute_url()

    return formulierpagina(
        request,
        form,
        bewaar,
        titel=gevonden.titel,
        terug=gevonden.get_absolute_url(),
        pad=_pad(gevonden.titel),
        gelukt="Uw antwoord staat erbij.",
        knop="Antwoord plaatsen",
        sjabloon="overleg/vraag.html",
        vraag=gevonden,
        antwoorden=gevonden.antwoorden.select_related("door", "organisatie").met_nuttig(request.user),
        mag_kiezen=gevonden.door_id == request.user.pk,
        mag_meedoen=mag,
    )


def nieuw(request: Verzoek) -> HttpResponse:
    """Ask."""
    if not mag_meedoen(request.user):
        raise Http404

    def bewaar(form: Any) -> str:
        return actions.stel_vraag(
            form.instance, organisatie=form.cleaned_data["organisatie"], door=request.user
        ).get_absolute_url()

    return formulierpagina(
        request,
        VraagFormulier(request.POST or None, gebruiker=request.user),
        bewaar,
        titel="Stel een vraag aan anderen",
        terug=reverse("overleg:vragen"),
        pad=_pad("Nieuw"),
        knop="Vraag stellen",
        gelukt="Uw vraag staat er. Het netwerk kan nu antwoorden.",
        inleiding="Noem geen namen van leerders. Schrijf zo dat een ander er ook iets aan heeft.",
    )


@require_POST
def antwoord_actie(request: Verzoek, pk: int, wat: str) -> HttpResponse:
    """Was it of use (everybody), and did it help (who asked)."""
    if not mag_meedoen(request.user):
        raise Http404
    gevonden = get_object_or_404(Praktijkantwoord.objects.select_related("vraag"), pk=pk)
    aan = request.POST.get("aan") == "1"
    if wat == "nuttig" and gevonden.door_id != request.user.pk:
        doe(request, lambda: actions.zet_nuttig(gevonden, aan=aan, door=request.user), "Genoteerd.")
    elif wat == "kies" and gevonden.vraag.door_id == request.user.pk:
        doe(request, lambda: actions.kies_antwoord(gevonden, aan=aan), "Genoteerd.")
    else:
        raise Http404
    return redirect(gevonden.vraag)

"""Composing the agenda of a meeting."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from .. import actions
from ..choices import SuggestieStatus
from ..forms import AgendapuntFormulier
from ..models import Agendapunt, Agendasuggestie, Agendavoorstel, Bijeenkomst
from .hulp import doe, formulierpagina, kruimels


def _vind(request: Verzoek, slug: str) -> Bijeenkomst:
    return get_object_or_404(Bijeenkomst.objects.zichtbaar_voor(request.user), slug=slug)


def _agenda_url(slug: str) -> str:
    return reverse("overleg:agenda", args=[slug])


@vereist_rol(Rol.SECRETARIS)
def agenda(request: Verzoek, slug: str) -> HttpResponse:
    """The agenda as it is, beside what members suggest and what the figures say."""
    bij = _vind(request, slug)
    punten = list(bij.agendapunten.select_related("organisatie", "suggestie", "voorstel"))
    minuten = bij.agendapunten.aggregate(som=Sum("minuten"))["som"] or 0
    moment = bij.begin_en_eind if bij.eindtijd else None
    beschikbaar = int((moment[1] - moment[0]).total_seconds() // 60) if moment else None
    suggesties = (
        Agendasuggestie.objects.zichtbaar_voor(request.user)
        .filter(
            Q(status__in=(SuggestieStatus.VOORGESTELD, SuggestieStatus.LATER))
            # Said to be on the agenda without a point there: else nobody can mend that.
            | Q(~Exists(Agendapunt.objects.filter(suggestie=OuterRef("pk"))), status=SuggestieStatus.OP_AGENDA)
        )
        .exclude(pk__in=[punt.suggestie_id for punt in punten if punt.suggestie_id])
        .voor_lijst(request.user)
    )
    voorstellen = (
        Agendavoorstel.objects.filter(actueel=True, weggelegd_op=None)
        .exclude(pk__in=[punt.voorstel_id for punt in punten if punt.voorstel_id])
        .select_related("stadsdeel")
    )
    return render(
        request,
        "overleg/agenda.html",
        {
            "bijeenkomst": bij,
            "punten": punten,
            "minuten": minuten,
            "beschikbaar": beschikbaar,
            "past_niet": beschikbaar is not None and minuten > beschikbaar,
            "suggesties": suggesties[:20],
            "voorstellen": voorstellen[:30],
            "acties": [
                {
                    "label": "Eigen punt toevoegen",
                    "url": reverse("overleg:agendapunt_nieuw", args=[slug]),
                    "icoon": "plus-lg",
                    "soort": "primary",
                }
            ],
            "kruimels": kruimels((bij.titel, bij.get_absolute_url()), "Agenda samenstellen"),
        },
    )


@vereist_rol(Rol.SECRETARIS)
def punt(request: Verzoek, slug: str, pk: int | None = None) -> HttpResponse:
    """A new point, or change one."""
    bij = _vind(request, slug)
    instantie = get_object_or_404(bij.agendapunten, pk=pk) if pk else Agendapunt(bijeenkomst=bij)
    terug = _agenda_url(slug)

    def bewaar(form: Any) -> str:
        actions.bewaar_punt(form.instance, door=request.user)
        return terug

    titel = "Agendapunt wijzigen" if pk else "Agendapunt toevoegen"
    return formulierpagina(
        request,
        AgendapuntFormulier(request.POST or None, instance=instantie),
        bewaar,
        titel=titel,
        terug=terug,
        pad=kruimels((bij.titel, bij.get_absolute_url()), ("Agenda", terug), titel),
        gelukt="De agenda is bijgewerkt.",
    )


@require_POST
@vereist_rol(Rol.SECRETARIS)
def punt_actie(request: Verzoek, slug: str, pk: int, wat: str) -> HttpResponse:
    """Up, down or off."""
    gevonden = get_object_or_404(
        Agendapunt.objects.select_related("bijeenkomst", "suggestie"), pk=pk, bijeenkomst__slug=slug
    )
    if wat in ("omhoog", "omlaag"):
        actions.verplaats(gevonden, omhoog=wat == "omhoog")
    elif wat == "weg":
        doe(request, lambda: actions.haal_van_agenda(gevonden, door=request.user), "Het punt is van de agenda gehaald.")
    else:
        raise Http404
    return redirect(f"{_agenda_url(slug)}#agenda")


@require_POST
@vereist_rol(Rol.SECRETARIS)
def neem_over(request: Verzoek, slug: str, bron: str, pk: int) -> HttpResponse:
    """Put a suggestion or a proposal from the figures on the agenda; or put the proposal aside."""
    bij = _vind(request, slug)
    if bron == "suggestie":
        suggestie = get_object_or_404(Agendasuggestie.objects.zichtbaar_voor(request.user), pk=pk)
        doe(
            request,
            lambda: actions.zet_op_agenda(bij, suggestie=suggestie, door=request.user),
            f"Op de agenda: {suggestie.titel}",
        )
    elif bron in ("voorstel", "wegleggen"):
        voorstel = get_object_or_404(Agendavoorstel, pk=pk)
        if bron == "voorstel":
            doe(
                request,
                lambda: actions.zet_op_agenda(bij, voorstel=voorstel, door=request.user),
                f"Op de agenda: {voorstel.titel}",
            )
        else:
            doe(
                request,
                lambda: actions.leg_weg(voorstel, door=request.user),
                "Het voorstel is weggelegd. U ziet het weer als het cijfer verandert.",
            )
    else:
        raise Http404
    return redirect(_agenda_url(slug))

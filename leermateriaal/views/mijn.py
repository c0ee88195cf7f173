"""What somebody gave the catalogue, and what came of it: proposals, experiences, reports and gaps."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from netwerk.kern.verzoek import Verzoek

from ..models import Ervaring, Gemis, Materiaal, MateriaalMelding
from ..permissions import mag_voorstel_wijzigen

PER_PAGINA = 20


def mijn(request: Verzoek) -> HttpResponse:
    """One's own contributions in four parts, newest first; only one's own."""
    wie = request.user
    rijen: dict[str, QuerySet[Any]] = {
        "voorstellen": Materiaal.objects.filter(voorgesteld_door=wie)
        .select_related("samengevoegd_met")
        .order_by("-aangemaakt_op", "-pk"),
        "ervaringen": Ervaring.objects.van(wie).select_related("materiaal", "leervraag", "doelgroep"),
        "meldingen": MateriaalMelding.objects.filter(door=wie).select_related("materiaal"),
        "gemis": Gemis.objects.filter(door=wie).select_related("leervraag"),
    }
    labels = {
        "voorstellen": "Voorstellen", "ervaringen": "Ervaringen", "meldingen": "Meldingen", "gemis": "Wat ik miste",
    }  # fmt: skip
    deel = request.GET.get("deel", "")
    deel = deel if deel in rijen else "voorstellen"
    pagina = Paginator(rijen[deel], PER_PAGINA).get_page(request.GET.get("page"))
    if deel == "voorstellen":
        for materiaal in pagina.object_list:
            materiaal.mag = mag_voorstel_wijzigen(wie, materiaal)
            materiaal.ooit_openbaar = materiaal.gecontroleerd_op is not None
    context = {
        "page_obj": pagina,
        "deel": deel,
        "delen": [(naam, label, rijen[naam].count()) for naam, label in labels.items()],
    }
    return render(request, "leermateriaal/mijn.html", context)

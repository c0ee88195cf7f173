"""A volunteer's own data: read, take along, ask to be erased; and the coordinator who erases."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import eigen_gegevens
from ..actions.koppelingen import ZELF
from ..models import Vrijwilliger
from .hulpjes import kruimels, meld_fout
from .mijn import eigen_pagina


@require_GET
@eigen_pagina
def gegevens(request: Verzoek, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """Everything the portal holds of this person, in words."""
    return render(
        request,
        "vrijwilligers/mijn_gegevens.html",
        {
            "vrijwilliger": vrijwilliger,
            "token": token,
            "delen": eigen_gegevens.gegevens(vrijwilliger),
            "terug_url": reverse("vrijwilligers:mijn", args=[token]),
        },
    )


@require_POST
@eigen_pagina
def kopie(request: Verzoek, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """The same as a file. A POST, since taking a copy is logged."""
    noteer("export", vrijwilliger, door=None, door_tekst=ZELF, organisaties=[vrijwilliger.organisatie_id], wat="export")
    antwoord = JsonResponse(
        eigen_gegevens.als_kopie(eigen_gegevens.gegevens(vrijwilliger)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    antwoord["Content-Disposition"] = f'attachment; filename="mijn-gegevens-{timezone.localdate():%Y-%m-%d}.json"'
    return antwoord


@require_http_methods(["GET", "POST"])
@eigen_pagina
def wissen(request: Verzoek, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """Ask to be erased, after reading what that does; or take the request back."""
    terug = reverse("vrijwilligers:mijn_gegevens", args=[token])
    if request.method == "POST":
        aan = request.POST.get("wissen") != "nee"
        if aan and vrijwilliger.in_pool:
            return _zelf(request, vrijwilliger, terug)
        eigen_gegevens.vraag_wissen(vrijwilliger, aan=aan)
        messages.success(
            request,
            gettext("Uw vraag is verstuurd. Uw coördinator wist uw gegevens binnen een maand.")
            if aan
            else gettext("U hebt uw vraag teruggetrokken. Alles blijft zoals het is."),
        )
        return redirect(terug)
    helpt = eigen_gegevens.lopende_hulp(vrijwilliger)
    gevolgen = [
        gettext("Uw naam, telefoonnummer, e-mailadres en alles over u worden gewist."),
        gettext(
            "Uw screening, opleiding, certificaten en uren worden gewist. Een nieuw certificaat krijgt u dan niet meer."
        ),
        gettext("In de cijfers blijft staan dat iemand hielp, zonder dat iemand kan zien wie."),
    ]
    if helpt:
        gevolgen.append(
            gettext("U helpt nu nog iemand. Uw coördinator belt u eerst, zodat die leerder niet alleen staat.")
        )
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": gettext("Wilt u dat wij uw gegevens wissen?"),
            "tekst": gettext("Het gebeurt meteen.")
            if vrijwilliger.in_pool
            else gettext("Het gebeurt binnen een maand."),
            "gevolgen": gevolgen,
            "knop": gettext("Ja, wis mijn gegevens"),
            "terug_url": terug,
        },
    )


def _zelf(request: Verzoek, vrijwilliger: Vrijwilliger, terug: str) -> HttpResponse:
    try:
        eigen_gegevens.wis(vrijwilliger, door=None)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
        return redirect(terug)
    messages.success(request, gettext("Uw gegevens zijn gewist. Bedankt dat u wilde helpen."))
    return redirect("/")


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def wis(request: Verzoek, pk: int) -> HttpResponse:
    """The coordinator erases who asked for it."""
    vrijwilliger = get_object_or_404(
        Vrijwilliger.objects.begeleid_door(request.user), pk=pk, wissen_gevraagd_op__isnull=False
    )
    if request.method == "POST":
        try:
            eigen_gegevens.wis(vrijwilliger, door=request.user)
        except WerkstroomFout as fout:
            meld_fout(request, fout)
            return redirect(vrijwilliger)
        messages.success(request, "De gegevens zijn gewist.")
        return redirect("vrijwilligers:bord")
    helpt = eigen_gegevens.lopende_hulp(vrijwilliger)
    if helpt:
        messages.error(request, "Er loopt nog hulp. Bel eerst, en rond de koppelingen af. Wis daarna de gegevens.")
        return redirect(vrijwilliger)
    gevraagd = timezone.localtime(vrijwilliger.wissen_gevraagd_op)
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": f"Gegevens van {vrijwilliger} wissen?",
            "tekst": f"{vrijwilliger.voornaam} vroeg hierom op {date_format(gevraagd, 'j F Y')}.",
            "gevolgen": [
                "Naam, contact, screening, opleiding, certificaten en uren worden gewist.",
                "Oude koppelingen blijven zonder naam staan, voor de cijfers.",
                "Dit kan niet terug.",
            ],
            "knop": "Ja, wis alles",
            "terug_url": vrijwilliger.get_absolute_url(),
            "kruimels": kruimels((vrijwilliger.naam, vrijwilliger.get_absolute_url()), ("Wissen", "")),
        },
    )

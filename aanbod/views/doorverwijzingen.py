"""One referral for both sides, and the answer to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from netwerk.kern.models import Inzending
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions, lus
from ..berichten import antwoordadres
from ..choices import GESLOTEN, Stand
from ..forms import AntwoordFormulier
from ..forms_lus import AanwezigFormulier, BerichtFormulier
from ..leenvragen import in_woorden
from ..leerderbericht import bericht_voor
from ..models import Doorverwijzing
from ..permissions import BEHEERT, VERZENDT, is_verzender, mag_beantwoorden
from ..weergave import kaart_in_woorden, tijdlijn
from ..workflow import ANTWOORDEN, doorverwijsstroom
from .lijsten import IEDEREEN, groep


def haal(request: Verzoek, uuid: Any) -> Doorverwijzing:
    return get_object_or_404(Doorverwijzing.objects.zichtbaar_voor(request.user).voor_lijst(), uuid=uuid)


@vereist_rol(*IEDEREEN)
def detail(request: Verzoek, uuid: Any) -> HttpResponse:
    """The card and what happened, for both sides. After a no the sender sees the next best provision."""
    doorverwijzing = haal(request, uuid)
    lus.noteer_ingezien(doorverwijzing, request.user)
    return render(request, "aanbod/doorverwijzing.html", detail_context(request, doorverwijzing))


def detail_context(request: Verzoek, d: Doorverwijzing) -> dict[str, Any]:
    """Everything the page of one referral shows."""
    verzender = is_verzender(request.user, d)
    ontvanger = mag_beantwoorden(request.user, d)
    gewist = d.kaart_gewist_op is not None
    liep_op_niets_uit = d.status in lus.LIEP_OP_NIETS_UIT and not gewist
    opvolger = d.opvolgers.select_related("aanbod").first() if verzender and liep_op_niets_uit else None
    anders = actions.volgende_beste(d) if verzender and liep_op_niets_uit and opvolger is None else None
    zonder_account = verzender and d.is_open and d.eigenaar_ontvanger_id is None
    mogelijk = {o.naam: o for o in doorverwijsstroom.beschikbaar(d, request.user)}
    les = d.status in (Stand.GESTART, Stand.AFGEROND) and not gewist
    return {
        "doorverwijzing": d,
        "kaart": kaart_in_woorden(d),
        "tijdlijn": tijdlijn(d),
        "verzender": verzender,
        "ontvanger": ontvanger,
        "antwoorden": in_woorden([o for naam, o in mogelijk.items() if naam in ANTWOORDEN], d.aanbod.soort)
        if ontvanger
        else [],
        "mag_stoppen": verzender and not ontvanger and "stop" in mogelijk,
        "kan_ontvangen": ontvanger and "ontvang" in mogelijk,
        "kan_navragen": "vraag_na" in mogelijk,
        "kan_intrekken": "trek_in" in mogelijk,
        "kan_wissen": verzender and d.status in GESLOTEN and not gewist,
        "anders": anders,
        "opvolger": opvolger,
        "link": antwoordadres(d) if zonder_account else "",
        "berichten": d.doorverwijzingbericht_rijen.select_related("door", "organisatie"),
        "bericht_form": None if gewist else BerichtFormulier(auto_id="bericht_%s"),
        "leerderbericht": bericht_voor(d),
        "opkomst": lus.opkomst(d) if les else None,
        "aanwezig_form": AanwezigFormulier(auto_id="aanwezig_%s") if les and ontvanger else None,
    }


@require_POST
@vereist_rol(*BEHEERT)
def ontvang(request: Verzoek, uuid: Any) -> HttpResponse:
    """Take it into treatment: I am the owner now."""
    doorverwijzing = haal(request, uuid)
    try:
        actions.neem_in_behandeling(doorverwijzing=doorverwijzing, door=request.user)
    except WerkstroomFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, "U behandelt deze doorverwijzing. De datum blijft staan.")
    return _rij(request, haal(request, uuid)) if _in_lijst(request, uuid) else redirect(doorverwijzing)


def _in_lijst(request: Verzoek, uuid: Any) -> bool:
    """Whether htmx asks from a row of the inbox, and wants that row back."""
    return bool(request.htmx) and request.htmx.target == f"rij-{uuid}"


@vereist_rol(*IEDEREEN)
def antwoord(request: Verzoek, uuid: Any) -> HttpResponse:
    """Answer on one screen: the card beside the three questions. From the inbox it opens inside the list (htmx)."""
    doorverwijzing = haal(request, uuid)
    lus.noteer_ingezien(doorverwijzing, request.user)
    in_lijst = _in_lijst(request, uuid)
    if in_lijst and "sluit" in request.GET:
        return _rij(request, doorverwijzing)
    klaar = doorverwijzing.get_absolute_url()
    sjabloon = "aanbod/_rij_inbak.html" if in_lijst else "aanbod/antwoord.html"
    antwoord = antwoord_scherm(request, doorverwijzing, door=request.user, klaar=klaar, sjabloon=sjabloon)
    if not in_lijst:
        return antwoord
    if antwoord.status_code == 302:
        return _rij(request, haal(request, uuid))
    if antwoord.status_code == 409:
        antwoord.status_code = 422  # htmx shows this one
    return antwoord


def _rij(request: Verzoek, rij: Doorverwijzing) -> HttpResponse:
    """One row of the inbox by itself, with what there is to say about it."""
    voor_sjabloon(rij, groep=groep(rij, timezone.localdate()))
    gezegd = [str(melding) for melding in messages.get_messages(request)]
    return render(request, "aanbod/_rij_inbak.html", {"rij": rij, "gezegd": gezegd, "gesloten": False})


def antwoord_scherm(
    request: HttpRequest, doorverwijzing: Doorverwijzing, *, door: Any, klaar: str, sjabloon: str
) -> HttpResponse:
    """The answer screen, the same with an account and through a signed link (``door`` None)."""
    mogelijk = [o for o in doorverwijsstroom.beschikbaar(doorverwijzing, door) if o.naam in ANTWOORDEN]
    keuzes = in_woorden(mogelijk, doorverwijzing.aanbod.soort)
    gekozen = request.POST.get("overgang") or request.GET.get("kies") or ""
    context: dict[str, Any] = {
        "doorverwijzing": doorverwijzing,
        "kaart": kaart_in_woorden(doorverwijzing),
        "tijdlijn": tijdlijn(doorverwijzing),
        "keuzes": keuzes,
        "via_link": door is None,
        # For the row in the inbox, when the screen opens there.
        "rij": doorverwijzing,
        "url": klaar if door is None else reverse("aanbod:beantwoord", args=[doorverwijzing.uuid]),
        "berichten": doorverwijzing.doorverwijzingbericht_rijen.select_related("door", "organisatie"),
    }
    voor_sjabloon(doorverwijzing, groep=groep(doorverwijzing, timezone.localdate()))
    if request.method == "POST" and gekozen not in {o.naam for o in keuzes}:
        if eerder := _al_ingestuurd(request):
            return redirect(eerder)
        # The state moved on since the page was shown: keep what was typed in sight, say what it is now.
        stand = doorverwijzing.get_status_display().lower()
        messages.error(request, f"Dit antwoord kan nu niet meer. De stand is: {stand}. Iemand was u voor.")
        return render(request, sjabloon, {**context, "getypt": request.POST.get("wat", "")}, status=409)
    if not keuzes:
        return render(request, sjabloon, context)
    if gekozen not in {o.naam for o in keuzes}:
        gekozen = keuzes[0].naam
    begin_met = {
        "wie": str(door) if door else doorverwijzing.eigenaar_ontvanger_naam,
        "versie": doorverwijzing.versie,
        "plaats": (doorverwijzing.aanbod.locaties.values_list("naam", flat=True).first() or "")
        if gekozen == "nodig_uit"
        else "",
    }
    soort = doorverwijzing.aanbod.soort
    form = AntwoordFormulier(request.POST or None, overgang=gekozen, soort=soort, initial=begin_met)
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(door)
        if not nieuw:
            return redirect(inzending.doel_url or klaar)
        try:
            na = actions.beantwoord(doorverwijzing=doorverwijzing, door=door, **form.antwoord())
        except WerkstroomFout as fout:
            inzending.delete()
            form.add_error(None, str(fout))
        except ValidationError as fout:
            inzending.delete()
            form.add_error(None, fout)
        else:
            inzending.rond_af(klaar)
            messages.success(request, f"Verstuurd naar {na.van_organisatie}: {na.get_status_display().lower()}.")
            return redirect(klaar)
    context |= {"form": form, "gekozen": gekozen}
    return render(request, sjabloon, context, status=422 if form.errors else 200)


def _al_ingestuurd(request: HttpRequest) -> str:
    """Where the first submit of this same form led; "" when this is the first."""
    try:
        sleutel = UUID(request.POST.get("sleutel", ""))
    except ValueError:
        return ""
    eerder = Inzending.objects.filter(sleutel=sleutel).first()
    return eerder.doel_url if eerder else ""


@vereist_rol(*VERZENDT)
def intrekken(request: Verzoek, uuid: Any) -> HttpResponse:
    """Withdraw after a question: the card disappears at the other side."""
    doorverwijzing = haal(request, uuid)
    if request.method == "POST":
        try:
            na = actions.trek_in(doorverwijzing=doorverwijzing, door=request.user)
        except WerkstroomFout as fout:
            messages.error(request, str(fout))
        else:
            wat = "Ingetrokken" if na.status == Stand.INGETROKKEN else "Gewist"
            messages.success(request, f"{wat}. {na.naar_organisatie} ziet de kaart niet meer.")
        return redirect(doorverwijzing)
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": f"Kaart van {doorverwijzing.voornaam} wissen?"
            if doorverwijzing.status in GESLOTEN
            else f"Doorverwijzing van {doorverwijzing.voornaam} intrekken?",
            "gevolgen": [
                f"{doorverwijzing.naar_organisatie} ziet de kaart niet meer. De gegevens erop worden gewist, "
                "ook de berichten.",
                "Dat er een doorverwijzing was blijft staan, zonder gegevens van de leerder.",
                "U kunt de leerder later opnieuw doorverwijzen.",
            ],
            "knop": "Ja, wissen" if doorverwijzing.status in GESLOTEN else "Ja, intrekken",
            "terug_url": doorverwijzing.get_absolute_url(),
        },
    )

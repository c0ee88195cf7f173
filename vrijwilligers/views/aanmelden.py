"""What the public sees: signing up in three steps, confirming, saying yes or no to coming back, vacancies."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Taal
from netwerk.kern.ondertekend import LinkOngeldig, LinkVerlopen, lees_token
from netwerk.kern.talen import meertalig, taalnaam, vertaal_formulier

from .. import actions, berichten, mijn, misbruik, vindbaar
from ..deelbeeld import teken
from ..filters import VacaturesFilter
from ..forms_werving import STAPPEN, Stap, StapHulp, StapWaar, StapWie, velden_van
from ..models import Campagne, Terugvraag, Vacature
from .hulpjes import pagina

SESSIE = "aanmelding"
#: An unfinished sign-up is forgotten after an hour.
BEWAAR = 3600


def _bewaard(request: HttpRequest) -> dict[str, Any]:
    return dict(request.session.get(SESSIE) or {})


def _als_post(ruw: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for naam, waarden in ruw.items():
        data.setlist(naam, waarden)
    return data


def _campagne(code: str) -> Campagne | None:
    """An unknown or ended campaign still gives the form: nobody is sent away."""
    vandaag = timezone.localdate()
    return (
        Campagne.objects.filter(code=code.lower(), van__lte=vandaag)
        .filter(Q(tot__isnull=True) | Q(tot__gte=vandaag))
        .select_related("organisatie")
        .first()
        if code
        else None
    )


@meertalig
@login_not_required
@require_http_methods(["GET", "POST"])
def aanmelden(request: HttpRequest, code: str = "") -> HttpResponse:
    """Three short steps. What was typed waits in the session, also when one goes back halfway a step.

    Each step is its own address, so that the browser's own back button works and reloading asks nothing.
    """
    hier = reverse("vrijwilligers:aanmelden_code", args=[code]) if code else reverse("vrijwilligers:aanmelden")
    stap = {"2": 2, "3": 3}.get(request.GET.get("stap", ""), 1)
    bewaard = _bewaard(request)
    if stap > 1 and "1" not in bewaard:
        return redirect(hier)
    klasse = STAPPEN[stap - 1]
    if request.method == "GET":
        if "begin" not in bewaard:
            bewaard["begin"] = time.time()
            _onthoud(request, bewaard)
        ruw = bewaard.get(str(stap))
        form = klasse(initial=_als_initieel(klasse, ruw) if ruw else None)
        vertaal_formulier(form)
        return _toon(request, form, stap, code, hier)
    form = klasse(request.POST)
    vertaal_formulier(form)
    bewaard[str(stap)] = {
        naam: request.POST.getlist(naam) for naam in form.fields if naam != "sleutel" and naam in request.POST
    }
    bewaard.setdefault("begin", time.time())
    if "terug" in request.POST:
        _onthoud(request, bewaard)
        return redirect(hier if stap == 2 else f"{hier}?stap={stap - 1}")
    if not form.is_valid():
        return _toon(request, form, stap, code, hier, status=422)
    _onthoud(request, bewaard)
    if isinstance(form, StapHulp):
        return _rond_af(request, form, bewaard, code, hier)
    return redirect(f"{hier}?stap={stap + 1}")


def _als_initieel(klasse: type[Stap], ruw: dict[str, list[str]]) -> dict[str, Any]:
    """Raw values as a form shows them: lists for boxes, one value for the rest."""
    meervoud = {"momenten", "talen", "vaardigheden"}
    return {n: w if n in meervoud else (w[-1] if w else "") for n, w in ruw.items() if n in klasse.base_fields}


def _onthoud(request: HttpRequest, bewaard: dict[str, Any]) -> None:
    request.session[SESSIE] = bewaard
    if not request.user.is_authenticated:
        request.session.set_expiry(BEWAAR)


def _toon(
    request: HttpRequest, form: Any, stap: int, code: str, hier: str, *, status: int = 200, let_op: str = ""
) -> HttpResponse:
    koppen = [(n, klasse.kop) for n, klasse in enumerate(STAPPEN, start=1)]
    return render(
        request,
        "vrijwilligers/aanmelden.html",
        {
            "form": form, "stap": stap, "stappen": koppen, "campagne": _campagne(code), "let_op": let_op,
            "laatste": stap == len(STAPPEN),
        },
        status=status,
    )  # fmt: skip


def _rond_af(request: HttpRequest, hulp: StapHulp, bewaard: dict[str, Any], code: str, hier: str) -> HttpResponse:
    wie = StapWie(_als_post(bewaard.get("1", {})))
    waar = StapWaar(_als_post(bewaard.get("2", {})))
    for nummer, form in ((1, wie), (2, waar)):
        if not form.is_valid():
            return redirect(f"{hier}?stap={nummer}" if nummer > 1 else hier)
    if time.time() - bewaard["begin"] < misbruik.MINSTENS:
        return _toon(
            request, hulp, 3, code, hier, status=422,
            let_op=_("Dat ging erg snel. Kijk nog even of alles klopt en kies dan nog een keer 'Meld mij aan'."),
        )  # fmt: skip
    klaar = reverse("vrijwilligers:bedankt")
    inzending, eerste = hulp.claim(request.user if request.user.is_authenticated else None)
    if eerste:
        if misbruik.te_vaak(request):
            inzending.delete()
            return _toon(
                request, hulp, 3, code, hier, status=429,
                let_op=_(
                    "Vanaf deze plek komen nu heel veel aanmeldingen. Uw antwoorden staan er nog. "
                    "Probeer het over een uur opnieuw."
                ),
            )  # fmt: skip
        if not wie.cleaned_data.get("website"):
            vrijwilliger, nieuw = actions.meld_aan(velden=velden_van(wie, waar, hulp), campagne=_campagne(code))
            berichten.mail_aanmelding(vrijwilliger, nieuw=nieuw)
        inzending.rond_af(klaar)
    request.session.pop(SESSIE, None)
    return redirect(klaar)


@meertalig
@login_not_required
@require_GET
def bedankt(request: HttpRequest) -> HttpResponse:
    """After signing up: what happens next. The same for everybody, known already or not."""
    return render(request, "vrijwilligers/bedankt.html")


@meertalig
@login_not_required
@require_http_methods(["GET", "POST"])
def bevestig(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail. GET asks, POST confirms: a mail scanner that opens links confirms nothing."""
    try:
        pk, email = lees_token(berichten.BEVESTIG, token, geldig=berichten.BEVESTIG_GELDIG)
    except LinkVerlopen:
        return _link_stuk(request, _("Deze link is verlopen. Meld u gerust opnieuw aan: we herkennen u."))
    except (LinkOngeldig, ValueError):
        return _link_stuk(request, _("Deze link klopt niet. Kopieer hem helemaal uit de mail."))
    if request.method == "POST":
        if not actions.bevestig_email(vrijwilliger_id=int(pk), email=email):
            return _link_stuk(request, _("Deze aanmelding is er niet meer."))
        # The box is theirs: the same proof that the mailed link to the own page rests on.
        return render(
            request,
            "vrijwilligers/link_klaar.html",
            {"titel": _("Uw e-mailadres is bevestigd"), "eigen_pagina": mijn.pad(int(pk))},
        )
    return render(request, "vrijwilligers/bevestig.html", {"email": email})


@meertalig
@login_not_required
@require_http_methods(["GET", "POST"])
def terug(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody who stopped says whether to come back."""
    try:
        (pk,) = lees_token(berichten.TERUG, token, geldig=berichten.TERUG_GELDIG)
    except LinkVerlopen:
        return _link_stuk(request, _("Deze link is verlopen. Wilt u terugkomen? Meld u dan gerust opnieuw aan."))
    except (LinkOngeldig, ValueError):
        return _link_stuk(request, _("Deze link klopt niet. Kopieer hem helemaal uit de mail."))
    with bereik(kaart=f"terugvraag:{int(pk)}"):
        vraag = Terugvraag.objects.select_related("organisatie").filter(pk=pk).first()
    if vraag is None:
        return _link_stuk(request, _("Deze vraag is er niet meer."))
    if request.method == "POST" and request.POST.get("antwoord") in ("ja", "nee"):
        vraag = actions.beantwoord_terugvraag(terugvraag_id=vraag.pk, ja=request.POST["antwoord"] == "ja")
    elif request.method == "POST":
        messages.error(request, _("Kies ja of nee."))
    return render(request, "vrijwilligers/terug.html", {"vraag": vraag})


def _link_stuk(request: HttpRequest, tekst: str) -> HttpResponse:
    return render(request, "vrijwilligers/link_klaar.html", {"titel": _("Dat lukt niet"), "tekst": tekst}, status=410)


@meertalig
@login_not_required
@require_GET
def vacatures(request: HttpRequest) -> HttpResponse:
    """The public list."""
    form = VacaturesFilter(request.GET)
    rijen = form.toepassen(
        Vacature.objects.openbaar(timezone.localdate()).select_related("organisatie", "stadsdeel")
    ).order_by("-open_van", "pk")
    return render(request, "vrijwilligers/vacatures.html", {"form": form, "page_obj": pagina(request, rijen)})


@meertalig
@login_not_required
@require_GET
def vacature(request: HttpRequest, pk: int) -> HttpResponse:
    """One vacancy; its own coordinators see it before and after it is public too."""
    rij = get_object_or_404(Vacature.objects.select_related("organisatie", "stadsdeel", "campagne"), pk=pk)
    eigen = request.user.is_authenticated and request.user.heeft_rol("coordinator", organisatie_id=rij.organisatie_id)
    openbaar = Vacature.objects.openbaar(timezone.localdate()).filter(pk=pk).exists()
    if not openbaar and not eigen:
        raise Http404
    code = rij.campagne.code if rij.campagne else ""
    aanmeld_url = reverse("vrijwilligers:aanmelden_code", args=[code]) if code else reverse("vrijwilligers:aanmelden")
    return render(
        request,
        "vrijwilligers/vacature.html",
        {
            "vacature": rij, "openbaar": openbaar, "eigen": eigen, "aanmeld_url": aanmeld_url,
            "talen": [taalnaam(naam) for naam in Taal.objects.filter(pk__in=rij.talen).values_list("naam", flat=True)],
            "momenten": vindbaar.momenten_in_woorden(rij.dagdelen),
            "jsonld": vindbaar.jsonld(rij, settings.PORTAAL_URL),
            "deel_url": settings.PORTAAL_URL + rij.get_absolute_url(), "portaal_url": settings.PORTAAL_URL,
        },
    )  # fmt: skip


@login_not_required
@require_GET
@cache_control(public=True, max_age=86_400)
def deelbeeld(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture beside a shared vacancy; only of one that everybody may see."""
    rij = get_object_or_404(
        Vacature.objects.openbaar(timezone.localdate()).select_related("organisatie", "stadsdeel"), pk=pk
    )
    waar = rij.stadsdeel.naam if rij.stadsdeel else "hele stad"
    return HttpResponse(teken(rij.titel, rij.organisatie.naam, waar), content_type="image/png")

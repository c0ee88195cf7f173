"""The volunteer's own page: with a signed link, or with a login that the coordinator tied to the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.ondertekend import LinkOngeldig, LinkVerlopen, lees_token, maak_token
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.talen import meertalig, vertaal_formulier
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import mijn, workflow
from ..forms_mijn import BeschikbaarFormulier, NeeFormulier
from ..models import Koppeling, Vrijwilliger
from .hulpjes import meld_fout, versie_uit

Scherm = Callable[..., HttpResponse]


def eigen_pagina(view: Scherm) -> Scherm:
    """Open the link: own rows only, in the reader's language. A changed link is a 404, an old one says so."""

    @wraps(view)
    def met_link(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            (tekst,) = lees_token(mijn.LINK, token, geldig=mijn.GELDIG)
            pk = int(tekst)
        except LinkVerlopen:
            return render(request, "vrijwilligers/mijn_verlopen.html", {"dagen": mijn.GELDIG.days}, status=410)
        except (LinkOngeldig, ValueError) as fout:
            raise Http404 from fout
        with mijn.mijn_bereik(pk):
            vrijwilliger = Vrijwilliger.objects.filter(pk=pk).exclude(status="gestopt").first()
            if vrijwilliger is None:
                raise Http404
            return view(request, vrijwilliger, token, **kwargs)

    return meertalig(login_not_required(never_cache(met_link)))


@require_GET
@eigen_pagina
def pagina(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """My learners, my training, my availability."""
    mijne = mijn.leerders(vrijwilliger)
    return render(
        request,
        "vrijwilligers/mijn.html",
        {
            "vrijwilliger": vrijwilliger,
            "token": token,
            "vragen": [r for r in mijne if r.vraagt],
            "leerders": [r for r in mijne if not r.vraagt],
            "leerlijn": mijn.leerlijn(vrijwilliger),
            "overdracht": vrijwilliger.overdrachten.filter(antwoord="").select_related("naar").first(),
            "uren": list(vrijwilliger.uren.all()[:5]),
            "uren_som": vrijwilliger.uren.filter(dag__gt=timezone.localdate() - timedelta(days=365)).aggregate(
                som=Sum("uren")
            )["som"],
            "pauze": vrijwilliger.status == "pauze",
            "kan_pauze": any(
                vrijwilliger.status in workflow.vrijwilliger.overgangen[naam].van
                for naam in ("pauzeer_zelf", "hervat_zelf")
            ),
            "form": _beschikbaar(vrijwilliger),
        },
    )


def _beschikbaar(vrijwilliger: Vrijwilliger, data: Any = None) -> BeschikbaarFormulier:
    return BeschikbaarFormulier(
        data, initial={n: getattr(vrijwilliger, n) for n in ("dagdelen", "capaciteit", "ik_ben")}
    )


@require_http_methods(["GET", "POST"])
@eigen_pagina
def antwoord(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str, pk: int, keuze: str) -> HttpResponse:
    """Yes is one press; no asks why. A GET on yes only asks to confirm, so that a mail scanner accepts nothing."""
    koppeling = get_object_or_404(Koppeling.objects.filter(vrijwilliger=vrijwilliger), pk=pk)
    ja = keuze == "ja"
    form = None if ja else NeeFormulier(request.POST if request.method == "POST" else None)
    if form is not None:
        vertaal_formulier(form)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            with transaction.atomic():
                mijn.antwoord(
                    vrijwilliger=vrijwilliger,
                    koppeling_id=pk,
                    ja=ja,
                    reden="" if form is None else form.cleaned_data["reden"],
                )
        except WerkstroomFout as fout:
            meld_fout(request, fout)
        else:
            if ja:
                tekst = gettext("Fijn dat u helpt. U ziet nu hoe u elkaar bereikt.")
            else:
                tekst = gettext("Dank u wel. We zoeken iemand anders.")
            messages.success(request, tekst)
        return redirect("vrijwilligers:mijn", token=token)
    return render(
        request,
        "vrijwilligers/mijn_antwoord.html",
        {
            "form": form,
            "ja": ja,
            "koppeling": koppeling,
            "titel": gettext("Ja, ik help graag") if ja else gettext("Nee, nu niet"),
            "terug_url": reverse("vrijwilligers:mijn", args=[token]),
        },
        status=422 if form is not None and form.is_bound else 200,
    )


@require_POST
@eigen_pagina
def pauze(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """Take a break, or come back."""
    try:
        nu = mijn.pauzeer(vrijwilliger=vrijwilliger, versie=versie_uit(request))
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        messages.success(
            request,
            gettext("U heeft pauze. U krijgt geen nieuwe vragen.")
            if nu.status == "pauze"
            else gettext("Welkom terug. U kunt weer gevraagd worden."),
        )
    return redirect("vrijwilligers:mijn", token=token)


@require_http_methods(["GET", "POST"])
@eigen_pagina
def beschikbaar(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """Change when and for how many."""
    form = _beschikbaar(vrijwilliger, request.POST if request.method == "POST" else None)
    vertaal_formulier(form)
    if request.method == "POST" and form.is_valid():
        try:
            mijn.bewaar_beschikbaarheid(
                vrijwilliger=vrijwilliger,
                dagdelen=form.cleaned_data["dagdelen"],
                capaciteit=form.cleaned_data["capaciteit"],
                ik_ben=form.cleaned_data["ik_ben"],
            )
        except WerkstroomFout:
            form.add_error("capaciteit", gettext("U helpt nu al meer leerders. Overleg met uw coördinator."))
        else:
            messages.success(request, gettext("Bewaard."))
            return redirect("vrijwilligers:mijn", token=token)
    return render(
        request,
        "vrijwilligers/formulier.html",
        {
            "form": form,
            "titel": gettext("Wanneer kunt u?"),
            "inleiding": "",
            "knop": gettext("Bewaar"),
            "knop_soort": "primary",
            "terug_url": reverse("vrijwilligers:mijn", args=[token]),
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_GET
def zelf(request: Verzoek) -> HttpResponse:
    """Who has a login that belongs to a volunteer comes at the same page."""
    with mijn.bereik(alles=True):
        pk = Vrijwilliger.objects.filter(gebruiker=request.user).values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    return redirect("vrijwilligers:mijn", token=maak_token(mijn.LINK, pk))


@require_POST
@vereist_rol(Rol.COORDINATOR)
def stuur_vraag(request: Verzoek, pk: int) -> HttpResponse:
    """Mail the volunteer the link to answer this proposal."""
    koppeling = get_object_or_404(
        Koppeling.objects.zichtbaar_voor(request.user).select_related("vrijwilliger", "organisatie"),
        pk=pk,
        status="voorgesteld",
        organisatie__in=request.user.organisaties_met_rol(Rol.COORDINATOR),
    )
    if mijn.mail_voorstel(koppeling):
        messages.success(request, f"{koppeling.voornaam} kreeg een e-mail met een link om te antwoorden.")
    else:
        messages.error(request, f"De e-mail is niet verstuurd. Heeft {koppeling.voornaam} een e-mailadres? Bel anders.")
    return redirect(koppeling)

"""Learning oneself: the volunteer's progress by signed link, teachers with a login, and the public check of a code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netwerk.kern.talen import meertalig, vertaal_formulier
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import leerlijn, misbruik
from ..actions import scholing
from ..certificaat import als_pdf, zoek
from ..forms_scholing import ZelfcheckFormulier
from ..models import Certificaat, Deelname, Sessie, Vrijwilliger, Zelfcheck
from .hulpjes import meld_fout
from .mijn import eigen_pagina


def leerlijn_regels(stappen: list[leerlijn.Stap], adres: Any) -> list[dict[str, Any]]:
    """Steps with the addresses of their buttons; ``adres(naam, pk)`` gives them for who is reading."""
    return [
        {
            "stap": s,
            "certificaat_url": adres("certificaat", s.certificaat.pk) if s.certificaat else "",
            "sessies": [
                {
                    "aanbod": a,
                    "url": adres("afmelden", a.deelname.pk) if a.deelname else adres("inschrijven", a.sessie.pk),
                }
                for a in s.sessies
            ],
        }
        for s in stappen
    ]


@require_GET
@eigen_pagina
def voortgang(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """My training: what I passed, what comes next, sessions to join."""
    stappen = leerlijn.stappen(vrijwilliger)
    return render(
        request,
        "vrijwilligers/mijn_scholing.html",
        {
            "vrijwilliger": vrijwilliger, "token": token,
            "regels": leerlijn_regels(
                stappen, lambda naam, pk: reverse(f"vrijwilligers:mijn_{naam}", kwargs={"token": token, "pk": pk})
            ),
            "klaar": sum(s.behaald for s in stappen), "totaal": len(stappen), "zelfcheck_code": leerlijn.ZELFCHECK,
            "zelfcheck": Zelfcheck.objects.filter(vrijwilliger=vrijwilliger).first(),
            "vanaf": leerlijn.KAN_HELPEN_VANAF,
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@eigen_pagina
def zelfcheck(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str) -> HttpResponse:
    """What can I do myself: one sentence per subject."""
    vorige = Zelfcheck.objects.filter(vrijwilliger=vrijwilliger).first()
    form = ZelfcheckFormulier(
        request.POST if request.method == "POST" else None, initial=vorige.niveaus if vorige else {}
    )
    vertaal_formulier(form)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(None)
        if eerste:
            scholing.doe_zelfcheck(vrijwilliger=vrijwilliger, niveaus=form.niveaus, door=None)
            inzending.rond_af(request.path)
        messages.success(request, gettext("Dank u wel. Hieronder ziet u wat u al kunt en wat u kunt bijleren."))
        return redirect("vrijwilligers:mijn_scholing", token=token)
    return render(
        request,
        "vrijwilligers/formulier.html",
        {
            "form": form, "titel": gettext("Wat kunt u zelf al?"), "knop": gettext("Klaar"),
            "inleiding": gettext(
                "Kies bij elk onderwerp de zin die het best bij u past. Dit is geen examen: uw coördinator ziet zo "
                "waar u anderen mee kunt helpen en wat u nog kunt leren."
            ),
            "terug_url": reverse("vrijwilligers:mijn_scholing", args=[token]),
        },
        status=422 if form.is_bound and form.errors else 200,
    )  # fmt: skip


@require_POST
@eigen_pagina
def inschrijven(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str, pk: int) -> HttpResponse:
    """A place for myself, or the waiting list."""
    sessie = get_object_or_404(leerlijn.open_voor(vrijwilliger), pk=pk)
    _doe(request, lambda: scholing.schrijf_in(sessie=sessie, vrijwilliger=vrijwilliger, door=None))
    return redirect("vrijwilligers:mijn_scholing", token=token)


@require_POST
@eigen_pagina
def afmelden(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str, pk: int) -> HttpResponse:
    """I cannot come."""
    deelname = get_object_or_404(Deelname.objects.filter(vrijwilliger=vrijwilliger), pk=pk)
    _doe(request, lambda: scholing.meld_af(deelname=deelname, door=None))
    return redirect("vrijwilligers:mijn_scholing", token=token)


def _doe(request: HttpRequest, daad: Any) -> None:
    """Sign up or off, and say what came of it."""
    try:
        deelname = daad()
    except WerkstroomFout as fout:
        meld_fout(request, fout)
        return
    teksten = {
        "ingeschreven": gettext("U heeft een plek. Zet de dag in uw agenda."),
        "wachtlijst": gettext("De sessie is vol. U staat op de wachtlijst en krijgt bericht als er een plek vrijkomt."),
        "afgemeld": gettext("U bent afgemeld. Iemand anders kan nu mee."),
    }
    messages.success(request, teksten[deelname.status])


@require_GET
@eigen_pagina
def certificaat(request: HttpRequest, vrijwilliger: Vrijwilliger, token: str, pk: int) -> HttpResponse:
    """My certificate as a PDF."""
    rij = get_object_or_404(Certificaat.objects.filter(vrijwilliger=vrijwilliger, ingetrokken_op__isnull=True), pk=pk)
    return als_pdf(request, rij, reverse("vrijwilligers:mijn_scholing", args=[token]))


def _docent(request: Verzoek) -> None:
    if not leerlijn.is_docent(request.user):
        raise Http404


@require_GET
@never_cache
def docent(request: Verzoek) -> HttpResponse:
    """Train-the-trainer for who works at a formal organisation."""
    _docent(request)
    stappen = leerlijn.stappen_docent(request.user)
    return render(
        request,
        "vrijwilligers/docent.html",
        {"regels": leerlijn_regels(stappen, lambda naam, pk: reverse(f"vrijwilligers:docent_{naam}", args=[pk]))},
    )


@require_POST
def docent_inschrijven(request: Verzoek, pk: int) -> HttpResponse:
    """A place for a teacher."""
    _docent(request)
    sessie = get_object_or_404(Sessie.objects.filter(voor="netwerk"), pk=pk)
    _doe(request, lambda: scholing.schrijf_docent_in(sessie=sessie, door=request.user))
    return redirect("vrijwilligers:docent")


@require_POST
def docent_afmelden(request: Verzoek, pk: int) -> HttpResponse:
    """A teacher cannot come."""
    deelname = get_object_or_404(Deelname.objects.filter(gebruiker=request.user), pk=pk)
    _doe(request, lambda: scholing.meld_af(deelname=deelname, door=request.user))
    return redirect("vrijwilligers:docent")


@require_GET
def docent_certificaat(request: Verzoek, pk: int) -> HttpResponse:
    """A teacher's certificate as a PDF."""
    rij = get_object_or_404(Certificaat.objects.filter(gebruiker=request.user, ingetrokken_op__isnull=True), pk=pk)
    return als_pdf(request, rij, reverse("vrijwilligers:docent"))


@meertalig
@login_not_required
@require_GET
def controle(request: HttpRequest) -> HttpResponse:
    """Anybody with the paper checks it. Sixty tries an hour from one address: nobody types more."""
    code = request.GET.get("code", "").strip()[:40]
    if code and misbruik.te_vaak(request, "certificaat", misbruik.CONTROLES_PER_UUR):
        return render(request, "vrijwilligers/certificaat_controle.html", {"code": code, "te_vaak": True}, status=429)
    return render(
        request, "vrijwilligers/certificaat_controle.html", {"code": code, "certificaat": zoek(code) if code else None}
    )

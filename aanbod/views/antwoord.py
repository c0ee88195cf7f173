"""Answering without an account: a signed link that opens exactly one referral, for fourteen days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from netwerk.kern.bereik import bereik
from netwerk.kern.ondertekend import LinkOngeldig, LinkVerlopen, lees_token
from netwerk.kern.workflow import WerkstroomFout

from .. import lus
from ..berichten import ANTWOORDLINK
from ..choices import Stand
from ..forms_lus import BerichtFormulier
from ..models import Doorverwijzing
from .doorverwijzingen import antwoord_scherm

GELDIG = timedelta(days=14)
#: An older link than this cannot even ask for a new one.
VERNIEUWBAAR = timedelta(days=365)


@contextmanager
def _open(token: str, *, geldig: timedelta) -> Iterator[Doorverwijzing]:
    """The one referral of this link, in a scope that holds for this request only; 404 for any other token."""
    try:
        (pk,) = lees_token(ANTWOORDLINK, token, geldig=geldig)
        nummer = int(pk)
    except (LinkOngeldig, ValueError) as fout:
        raise Http404 from fout
    with bereik(kaart=f"doorverwijzing:{nummer}"):
        doorverwijzing = Doorverwijzing.objects.voor_lijst().filter(pk=nummer).exclude(status=Stand.CONCEPT).first()
        if doorverwijzing is None:
            raise Http404
        yield doorverwijzing


def _verlopen(request: HttpRequest, token: str, status: int = 410, **context: object) -> HttpResponse:
    return render(
        request, "aanbod/link_verlopen.html", {"dagen": GELDIG.days, "token": token, **context}, status=status
    )


@login_not_required
@never_cache
def met_link(request: HttpRequest, token: str) -> HttpResponse:
    """The answer screen for one card. The scope holds for this request only, and for this one row."""
    try:
        with _open(token, geldig=GELDIG) as doorverwijzing:
            if doorverwijzing.is_open:
                lus.noteer_ingezien(doorverwijzing, None)
            # No stricter Referrer-Policy than the site's same-origin: with no-referrer a browser posts "Origin: null",
            # which Django's CSRF check refuses.
            return antwoord_scherm(
                request, doorverwijzing, door=None, klaar=request.path, sjabloon="aanbod/antwoord_link.html"
            )
    except LinkVerlopen:
        return _verlopen(request, token)


@login_not_required
@never_cache
def bericht(request: HttpRequest, token: str) -> HttpResponse:
    """Write on the card through the link, as long as it is open."""
    try:
        with _open(token, geldig=GELDIG) as doorverwijzing:
            if not doorverwijzing.is_open:
                return redirect("aanbod:antwoord", token=token)
            lus.noteer_ingezien(doorverwijzing, None)
            form = BerichtFormulier(request.POST or None)
            if request.method == "POST" and form.is_valid():
                inzending, nieuw = form.claim(None)
                if nieuw:
                    try:
                        lus.schrijf(doorverwijzing=doorverwijzing, tekst=form.cleaned_data["tekst"], door=None)
                    except WerkstroomFout as fout:
                        messages.error(request, str(fout))
                    else:
                        messages.success(request, f"Uw bericht is bij {doorverwijzing.van_organisatie}.")
                    inzending.rond_af(request.path)
                return redirect("aanbod:antwoord", token=token)
            context = {
                "doorverwijzing": doorverwijzing,
                "form": form,
                "token": token,
                "berichten": doorverwijzing.doorverwijzingbericht_rijen.select_related("door", "organisatie"),
            }
            return render(request, "aanbod/bericht_link.html", context, status=422 if form.errors else 200)
    except LinkVerlopen:
        return _verlopen(request, token)


@login_not_required
@never_cache
@require_POST
def nieuwe_link(request: HttpRequest, token: str) -> HttpResponse:
    """Who holds an old link asks for a new one: mailed to the address in the directory, never shown here."""
    try:
        with _open(token, geldig=VERNIEUWBAAR) as doorverwijzing:
            gelukt = lus.vernieuw_link(doorverwijzing=doorverwijzing, door=None)
    except LinkVerlopen as fout:
        raise Http404 from fout
    return _verlopen(request, token, status=200, gevraagd=True, gelukt=gelukt)

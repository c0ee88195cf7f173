"""Notifications: the list, what was seen, how often by mail, and the way out of the mail."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from netwerk.kern.models import Gebruiker
from netwerk.kern.ondertekend import LinkOngeldig, LinkVerlopen, lees_token
from netwerk.kern.verzoek import Verzoek

from ..actions import meld_af, zet_voorkeur
from ..forms import VoorkeurFormulier
from ..meldingen import meldingen, mijn_stadsdelen, voorkeur_van, zet_gezien
from ..overzichtmail import AFMELDEN

PER_PAGINA = 30
#: A link in an old mail must still work: a year and a bit.
GELDIG = timedelta(days=400)


def lijst(request: Verzoek) -> HttpResponse:
    """What waits and what is new, unseen first."""
    voorkeur = voorkeur_van(request.user)
    delen = mijn_stadsdelen(request.user, voorkeur)
    alle = meldingen(request.user, delen)
    return render(
        request,
        "portaal/meldingen.html",
        {
            "page_obj": Paginator(alle, PER_PAGINA).get_page(request.GET.get("page")),
            "nieuw": sum(melding.nieuw for melding in alle),
            "voorkeur": voorkeur,
            "delen": delen,
        },
    )


@require_POST
def bekijk(request: Verzoek, sleutel: str) -> HttpResponse:
    """Mark one as seen and go where it is about; one that is gone meanwhile leads back to the list."""
    alle = {melding.sleutel: melding for melding in meldingen(request.user, mijn_stadsdelen(request.user))}
    if sleutel not in alle:
        messages.info(request, "Dit punt is intussen gedaan of vervallen.")
        return redirect("portaal:meldingen")
    zet_gezien(request.user, [sleutel])
    return redirect(alle[sleutel].url)


@require_POST
def alles_gezien(request: Verzoek) -> HttpResponse:
    """Mark everything as seen. What waits keeps waiting on the home page."""
    zet_gezien(request.user, [m.sleutel for m in meldingen(request.user, mijn_stadsdelen(request.user))])
    messages.success(request, "Alle meldingen zijn gezien. Wat op u wacht, blijft op uw startpagina staan.")
    return redirect("portaal:meldingen")


def instellen(request: Verzoek) -> HttpResponse:
    """How often by mail, and which districts."""
    voorkeur = voorkeur_van(request.user)
    begin = {"ritme": voorkeur.ritme, "stadsdelen": voorkeur.stadsdelen}
    form = VoorkeurFormulier(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        zet_voorkeur(
            gebruiker=request.user, ritme=form.cleaned_data["ritme"], stadsdelen=form.cleaned_data["stadsdelen"]
        )
        messages.success(request, "Opgeslagen.")
        return redirect("portaal:meldingen")
    context = {"form": form, "lijst_url": reverse("portaal:meldingen")}
    return render(request, "portaal/meldingen_instellen.html", context, status=422 if form.errors else 200)


@csrf_exempt  # the mail program itself asks (RFC 8058, one click); the signed link says who, and can do only this
@login_not_required
def afmelden(request: Verzoek, token: str) -> HttpResponse:
    """Stop the overview by mail, without logging in. Opening the link asks; only the button (or one click) stops it."""
    try:
        pk = int(lees_token(AFMELDEN, token, geldig=GELDIG)[0])
    except (LinkOngeldig, LinkVerlopen, ValueError) as fout:
        raise Http404 from fout
    gebruiker = Gebruiker.objects.filter(pk=pk).first()
    if gebruiker is None:
        raise Http404
    if request.method == "POST":
        meld_af(gebruiker=gebruiker)
    return render(request, "portaal/afmelden.html", {"klaar": request.method == "POST"})

"""The newsletter for who reads it: the archive, subscribing, preferences, unsubscribing. Public."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from netwerk.kern.ondertekend import LinkOngeldig, LinkVerlopen, lees_token
from netwerk.kern.talen import meertalig, vertaal_formulier

from .. import abonnees
from ..bezorgen import groepeer
from ..choices import Abonneestand, Briefstand
from ..forms import AanmeldFormulier, VoorkeurenFormulier
from ..models import Nieuwsbrief
from ..opmaak import als_html
from ..permissions import mag_overleg_beheren

PER_PAGINA = 20
#: Sign-ups from one network address in an hour; a library or a school signs people up from one.
PER_UUR, UUR = 40, 3600


def _te_vaak(request: HttpRequest) -> bool:
    """Count this sign-up; only a keyed hash of the address is kept, for an hour."""
    adres = request.META.get("REMOTE_ADDR", "")
    sleutel = f"nieuwsbrief:{salted_hmac('overleg.nieuwsbrief', adres).hexdigest()[:32]}"
    if cache.add(sleutel, 1, UUR):
        return False
    try:
        return int(cache.incr(sleutel)) > PER_UUR
    except ValueError:  # ended between the two calls
        return False


@meertalig
@login_not_required
def archief(request: HttpRequest) -> HttpResponse:
    """Earlier issues, and the form to subscribe. The answer is the same for a known and an unknown address."""
    form = AanmeldFormulier(request.POST or None)
    vertaal_formulier(form)
    if request.method == "POST" and form.is_valid():
        if _te_vaak(request):
            form.add_error(None, _("Vanaf deze plek komen nu veel aanmeldingen. Probeer het over een uur nog eens."))
        else:
            if not form.cleaned_data["website"]:
                abonnees.vraag_aan(
                    form.cleaned_data["email"],
                    stadsdelen=form.cleaned_data["stadsdelen"],
                    themas=form.cleaned_data["themas"],
                )
            return redirect("overleg:nieuwsbrief_gevraagd")
    brieven = Nieuwsbrief.objects.filter(status=Briefstand.VERZONDEN)
    return render(
        request,
        "overleg/nieuwsbrieven.html",
        {
            "form": form,
            "page_obj": Paginator(brieven, PER_PAGINA).get_page(request.GET.get("page")),
            "mag_beheren": mag_overleg_beheren(request.user),
        },
        status=422 if form.errors else 200,
    )


def _zin(request: HttpRequest, titel: str, tekst: str, *, status: int = 200, **meer: Any) -> HttpResponse:
    return render(request, "overleg/nieuwsbrief_zin.html", {"titel": titel, "tekst": tekst, **meer}, status=status)


@meertalig
@login_not_required
def gevraagd(request: HttpRequest) -> HttpResponse:
    """After the form: look in your mailbox."""
    return _zin(
        request, _("Kijk in uw mailbox"),
        _("Wij stuurden u een mail. Kies daarin de link om te bevestigen. Geen mail? Kijk bij de ongewenste mail."),
    )  # fmt: skip


@meertalig
@login_not_required
def bevestig(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm with a button: a mail scanner that follows links must not subscribe anybody."""
    try:
        [sleutel] = lees_token(abonnees.LINK, token, geldig=abonnees.LINK_GELDIG)
    except LinkVerlopen:
        return _zin(request, _("Deze link is te oud"), _("Vraag de nieuwsbrief opnieuw aan."), status=410, opnieuw=True)
    except (LinkOngeldig, ValueError):
        return _zin(
            request, _("Deze link werkt niet"), _("Vraag de nieuwsbrief opnieuw aan."), status=404, opnieuw=True
        )
    if request.method != "POST":
        return _zin(
            request,
            _("Bevestig uw aanmelding"),
            _("Wilt u de nieuwsbrief krijgen?"),
            knop=_("Ja, stuur mij de nieuwsbrief"),
        )
    if not abonnees.bevestig(sleutel):
        return _zin(
            request, _("Deze link werkt niet meer"), _("Vraag de nieuwsbrief opnieuw aan."), status=410, opnieuw=True
        )
    abonnee = abonnees.vind(sleutel)
    return _zin(
        request, _("U krijgt de nieuwsbrief"), _("In elke nieuwsbrief staat een link om u weer af te melden."),
        link=abonnee.voorkeuren_url if abonnee else "", link_label=_("Mijn voorkeuren"),
    )  # fmt: skip


@csrf_exempt  # a mail program presses this button for the reader (RFC 8058): no cookie and no page of ours before it
@meertalig
@login_not_required
def afmelden(request: HttpRequest, sleutel: uuid.UUID) -> HttpResponse:
    """GET asks, POST does it at once, from our page or from the mailbox."""
    if request.method == "POST":
        if not abonnees.meld_af(sleutel):
            raise Http404
        return _zin(request, _("U bent afgemeld"), _("U krijgt niets meer. Uw adres wissen wij over 30 dagen."))
    abonnee = abonnees.vind(sleutel)
    if abonnee is None:
        raise Http404
    if abonnee.status in (Abonneestand.AFGEMELD, Abonneestand.GEWEIGERD):
        return _zin(request, _("U bent al afgemeld"), _("U krijgt de nieuwsbrief niet meer."))
    return _zin(
        request, _("Afmelden voor de nieuwsbrief"), _("Wilt u de nieuwsbrief niet meer krijgen?"),
        knop=_("Ja, meld mij af"), link=abonnee.voorkeuren_url,
        link_label=_("Liever minder: kies alleen mijn stadsdeel of onderwerp"),
    )  # fmt: skip


@meertalig
@login_not_required
def voorkeuren(request: HttpRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Which districts and themes."""
    abonnee = abonnees.vind(sleutel)
    if abonnee is None or abonnee.status != Abonneestand.ACTIEF:
        raise Http404
    begin = {"stadsdelen": abonnee.stadsdelen, "themas": abonnee.themas}
    form = VoorkeurenFormulier(request.POST or None, initial=begin)
    vertaal_formulier(form)
    if request.method == "POST" and form.is_valid():
        abonnees.zet_voorkeuren(sleutel, stadsdelen=form.cleaned_data["stadsdelen"], themas=form.cleaned_data["themas"])
        messages.success(request, _("Uw voorkeuren zijn opgeslagen."))
        return redirect("overleg:nieuwsbrief_voorkeuren", sleutel=sleutel)
    return render(
        request,
        "overleg/formulier.html",
        {
            "form": form,
            "titel": _("Mijn voorkeuren voor de nieuwsbrief"),
            "inleiding": _("U krijgt alleen wat u hier kiest, en wat voor iedereen is."),
            "annuleer_url": abonnee.afmeld_url,
            "annuleer_label": _("Afmelden"),
        },
        status=422 if form.errors else 200,
    )


@meertalig
@login_not_required
def brief(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue as it was sent, with everything in it."""
    gevonden = get_object_or_404(Nieuwsbrief.objects.zichtbaar_voor(request.user), slug=slug)
    return render(
        request,
        "overleg/nieuwsbrief.html",
        {
            "brief": gevonden,
            "vooraf": als_html(gevonden.inleiding),
            "achteraf": als_html(gevonden.slot),
            "groepen": groepeer(list(gevonden.regels.all())),
            "mag_beheren": mag_overleg_beheren(request.user),
            "kruimels": [
                {"label": _("Nieuwsbrief"), "url": reverse("overleg:nieuwsbrieven")},
                {"label": gevonden.titel},
            ],
        },
    )

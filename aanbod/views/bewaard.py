"""What somebody keeps: provision (also without a login, in the session) and searches (with a login)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from netwerk.kern.forms import NetwerkFormulier
from netwerk.kern.talen import meertalig
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import bladwijzers
from ..models import Aanbod, BewaardeZoekvraag
from .openbaar import rijen_van


class ZoekvraagFormulier(NetwerkFormulier):
    """A name for a search, and whether one wants mail."""

    naam = forms.CharField(label="Hoe noemt u deze zoekvraag?", max_length=120)
    mailen = forms.BooleanField(label="Mail mij als er iets nieuws is", required=False, initial=True)
    zoekvraag = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)


@meertalig
@login_not_required
def bewaard(request: HttpRequest) -> HttpResponse:
    """One's bookmarks, and one's saved searches with how many are new."""
    slugs = bladwijzers.bewaarde_slugs(request)
    rijen = sorted(
        rijen_van(Aanbod.objects.gepubliceerd().filter(slug__in=slugs)), key=lambda rij: slugs.index(rij.slug)
    )
    zoekvragen = []
    if request.user.is_authenticated:
        zoekvragen = [
            (rij, bladwijzers.werkt_nog(rij.zoekvraag), len(bladwijzers.nieuw_voor(rij)))
            for rij in BewaardeZoekvraag.objects.filter(gebruiker=request.user)
        ]
    return render(request, "aanbod/bewaard.html", {"rijen": rijen, "zoekvragen": zoekvragen})


@require_POST
@meertalig
@login_not_required
def zet_bladwijzer(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep, or no longer."""
    aanbod = get_object_or_404(Aanbod.objects.gepubliceerd(), slug=slug)
    aan = request.POST.get("aan") == "ja"
    bladwijzers.zet_bladwijzer(request, aanbod, aan=aan)
    messages.success(request, gettext("Bewaard. U vindt het terug bij ‘Bewaard’.") if aan else gettext("Weggehaald."))
    terug = request.POST.get("terug", "")
    # A path only: what holds no slash would be looked up as the name of an address.
    if terug.startswith("/") and url_has_allowed_host_and_scheme(terug, allowed_hosts=None):
        return redirect(terug)
    return redirect(aanbod)


def zoekvraag_nieuw(request: Verzoek) -> HttpResponse:
    """Keep the search that one came from."""
    tekst = bladwijzers.schone_zoekvraag(request.GET.urlencode() if request.method == "GET" else "")
    form = ZoekvraagFormulier(
        request.POST or None, initial={"zoekvraag": tekst, "naam": bladwijzers.naam_voor(tekst) or "Al het aanbod"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            rij = bladwijzers.bewaar_zoekvraag(
                zoekvraag=form.cleaned_data["zoekvraag"],
                naam=form.cleaned_data["naam"],
                mailen=form.cleaned_data["mailen"],
                door=request.user,
            )
        except WerkstroomFout as fout:
            form.add_error(None, str(fout))
        else:
            hoort = " U krijgt mail als er iets nieuws is." if rij.mailen else ""
            messages.success(request, f"Zoekvraag ‘{rij.naam}’ is bewaard.{hoort}")
            return redirect("aanbod:bewaard")
    return render(
        request,
        "aanbod/zoekvraag.html",
        {"form": form, "zoekvraag": form["zoekvraag"].value()},
        status=422 if form.errors else 200,
    )


@require_POST
def zoekvraag_weg(request: Verzoek, pk: int) -> HttpResponse:
    """No longer keep it, and no more mail."""
    rij = get_object_or_404(BewaardeZoekvraag, pk=pk, gebruiker=request.user)
    rij.delete()
    messages.success(request, f"‘{rij.naam}’ is weggehaald. U krijgt er geen mail meer over.")
    return redirect("aanbod:bewaard")


@require_POST
def zoekvraag_open(request: Verzoek, pk: int) -> HttpResponse:
    """Look at it: what it finds now is no longer new."""
    rij = get_object_or_404(BewaardeZoekvraag, pk=pk, gebruiker=request.user)
    bladwijzers.markeer_gezien(rij)
    return redirect(f"/aanbod/?{rij.zoekvraag}")

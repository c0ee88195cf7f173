"""The provider's side: my provision, change it, publish it, say that it still holds."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions
from ..choices import AanbodStatus
from ..forms import AanbodFormulier
from ..kwaliteit import beoordeel
from ..models import Aanbod, AanbodMelding
from ..permissions import BEHEERT
from ..workflow import aanbodstroom


@vereist_rol(*BEHEERT)
def lijst(request: Verzoek) -> HttpResponse:
    """Everything my organisations offer, what needs attention first."""
    zoek = (
        Aanbod.objects.te_beheren_door(request.user)
        .select_related("organisatie")
        .annotate(open_meldingen=Count("meldingen", filter=Q(meldingen__opgelost_op=None)))
        .order_by("status", "gecontroleerd_op", "naam")
    )
    zoek = zoek.prefetch_related("locaties", "leervragen", "talen")
    pagina = Paginator(zoek, 25).get_page(request.GET.get("page"))
    pagina.object_list = list(pagina.object_list)
    for rij in pagina.object_list:
        rij.oordeel = beoordeel(rij)
    return render(request, "aanbod/beheer_lijst.html", {"page_obj": pagina})


@vereist_rol(*BEHEERT)
def nieuw(request: Verzoek) -> HttpResponse:
    """Add provision, as a draft."""
    form = AanbodFormulier(
        request.POST or None, gebruiker=request.user, initial={"talen": ["nl"], "structureel": True, "doorlopend": True}
    )
    if request.method == "POST" and form.is_valid():
        inzending, is_nieuw = form.claim(request.user)
        if not is_nieuw:
            return redirect(inzending.doel_url or "aanbod:beheer")
        aanbod = cast(Aanbod, form.save())
        actions.leg_wijziging_vast(aanbod=aanbod, velden=form.changed_data, door=request.user, nieuw=True)
        url = reverse("aanbod:wijzig", args=[aanbod.slug])
        inzending.rond_af(url)
        messages.success(request, "Bewaard als concept. Kijk het na en kies dan Publiceren.")
        return redirect(url)
    return render(
        request, "aanbod/formulier.html", {"form": form, "titel": "Nieuw aanbod"}, status=422 if form.errors else 200
    )


@vereist_rol(*BEHEERT)
def wijzig(request: Verzoek, slug: str) -> HttpResponse:
    """Change provision; what somebody else saved meanwhile is not overwritten unseen."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user).select_related("organisatie"), slug=slug)
    form = AanbodFormulier(request.POST or None, gebruiker=request.user, instance=aanbod)
    if request.method == "POST" and form.is_valid():
        form.save()
        actions.leg_wijziging_vast(aanbod=aanbod, velden=form.changed_data, door=request.user)
        messages.success(request, "Opgeslagen.")
        return redirect("aanbod:wijzig", slug=aanbod.slug)
    vers = Aanbod.objects.get(pk=aanbod.pk) if form.errors else aanbod
    return render(
        request,
        "aanbod/formulier.html",
        {
            "form": form,
            "titel": vers.naam,
            "aanbod": vers,
            "status_toon": "goed" if vers.status == AanbodStatus.GEPUBLICEERD else "neutraal",
            "overgangen": aanbodstroom.beschikbaar(vers, request.user),
            "oordeel": beoordeel(vers),
            "mist": actions.wat_mist(vers),
            "meldingen": AanbodMelding.objects.filter(aanbod=vers, opgelost_op=None),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@vereist_rol(*BEHEERT)
def zet_status(request: Verzoek, slug: str, overgang: str) -> HttpResponse:
    """Publish, pause, archive, reopen."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user), slug=slug)
    if overgang not in aanbodstroom.overgangen:
        messages.error(request, "Deze stap bestaat niet.")
        return redirect("aanbod:wijzig", slug=slug)
    try:
        na = actions.zet_status(aanbod=aanbod, overgang=overgang, door=request.user)
    except WerkstroomFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, f"'{na.naam}' staat nu op: {na.get_status_display().lower()}.")
    return redirect("aanbod:wijzig", slug=slug)


@require_POST
@vereist_rol(*BEHEERT)
def klopt(request: Verzoek, slug: str) -> HttpResponse:
    """Verified today by this person."""
    aanbod = get_object_or_404(Aanbod.objects.te_beheren_door(request.user), slug=slug)
    actions.bevestig_klopt(aanbod=aanbod, door=request.user)
    messages.success(request, f"Genoteerd: '{aanbod.naam}' klopt vandaag.")
    if request.POST.get("terug") == "lijst":
        return redirect("aanbod:beheer")
    return redirect("aanbod:wijzig", slug=slug)

"""Share an experience with a material, and change one's own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from netwerk.kern.verzoek import Verzoek

from ..actions import EIGEN_MATERIAAL, LeermateriaalFout, deel_ervaring, trek_ervaring_in
from ..choices import Staat
from ..forms import ErvaringFormulier
from ..models import Ervaring, Materiaal
from ..permissions import is_eigen_uitgave, mag_ervaring_delen


def deel(request: Verzoek, slug: str) -> HttpResponse:
    """Tell how it went. Whoever publishes the material gets an explanation instead of a form."""
    materiaal = _materiaal(request, slug)
    if is_eigen_uitgave(request.user, materiaal) or not mag_ervaring_delen(request.user, materiaal):
        reden = (
            EIGEN_MATERIAAL
            if is_eigen_uitgave(request.user, materiaal)
            else (
                "Alleen wie bij een organisatie werkt, kan een ervaring delen. "
                "Vraag de beheerder van uw organisatie om u toe te voegen."
            )
        )
        return render(request, "leermateriaal/ervaring_niet.html", {"materiaal": materiaal, "reden": reden})
    return _formulier(request, materiaal, None)


def wijzig(request: Verzoek, slug: str, pk: int) -> HttpResponse:
    """Change one's own experience; somebody else's is a 404."""
    materiaal = _materiaal(request, slug)
    ervaring = get_object_or_404(Ervaring.objects.van(request.user), pk=pk, materiaal=materiaal)
    return _formulier(request, materiaal, ervaring)


@require_POST
def trek_in(request: Verzoek, slug: str, pk: int) -> HttpResponse:
    """Take one's own experience back."""
    ervaring = get_object_or_404(
        Ervaring.objects.van(request.user).select_related("materiaal"), pk=pk, materiaal__slug=slug
    )
    trek_ervaring_in(ervaring, door=request.user)
    messages.success(request, "Uw ervaring is ingetrokken. De score is opnieuw uitgerekend.")
    return redirect(ervaring.materiaal.get_absolute_url() + "#ervaringen")


def _materiaal(request: Verzoek, slug: str) -> Materiaal:
    zoek = Materiaal.objects.zichtbaar_voor(request.user).filter(status__in=[Staat.GEPUBLICEERD, Staat.VEROUDERD])
    return get_object_or_404(zoek.met_alles(), slug=slug)


def _formulier(request: Verzoek, materiaal: Materiaal, ervaring: Ervaring | None) -> HttpResponse:
    form = ErvaringFormulier(request.POST or None, instance=ervaring, materiaal=materiaal, door=request.user)
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(request.user)
        if not nieuw:
            return redirect(inzending.doel_url or materiaal.get_absolute_url())
        try:
            if form.instance.pk:
                form.instance.versie = form.cleaned_data["versie"] + 1
            deel_ervaring(form.instance, door=request.user)
        except LeermateriaalFout as fout:
            inzending.delete()
            form.add_error(None, ValidationError(str(fout)))
        else:
            inzending.rond_af(materiaal.get_absolute_url() + "#ervaringen")
            messages.success(request, "Bedankt. Uw ervaring staat erbij, met de naam van uw organisatie.")
            return redirect(inzending.doel_url)
    status = 422 if form.errors else 200
    return render(
        request,
        "leermateriaal/ervaring.html",
        {
            "form": form,
            "materiaal": materiaal,
            "ervaring": ervaring,
            "eerder": Ervaring.objects.van(request.user)
            .filter(materiaal=materiaal)
            .exclude(pk=ervaring.pk if ervaring else 0)
            .select_related("leervraag"),
        },
        status=status,
    )

"""The proposal for the whole city, line by line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.models import Stadsdeel, Taal
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import stadsronde
from ..actions.verdeling import neem_aan, sla_over
from ..models import Koppeling, RegelStand, Toewijzingsregel, Vrijwilliger
from ..querysets import eigen_organisaties
from .hulpjes import kruimels, meld_fout, pagina

#: What accepting a line does, on the button.
KNOP: dict[str, str] = {"eigen": "Stel voor", "pool": "Haal naar ons en stel voor", "elders": "Zet de vraag door"}


def _gebied(code: str) -> Stadsdeel | None:
    return get_object_or_404(Stadsdeel, pk=code) if code else None


@require_GET
@vereist_rol(Rol.COORDINATOR)
def verdeling(request: Verzoek) -> HttpResponse:
    """The newest proposal for the city or one district, own lines only; beside first come, first served."""
    gebied = _gebied(request.GET.get("stadsdeel", ""))
    ronde = stadsronde.nieuwste(gebied)
    mijn = Toewijzingsregel.objects.filter(
        ronde=ronde, organisatie__in=eigen_organisaties(request.user, Rol.COORDINATOR)
    )
    alle = request.GET.get("toon") == "alles"
    rijen = mijn if alle else mijn.filter(stand=RegelStand.OPEN)
    met = rijen.select_related("hulpvraag", "bij", "organisatie").order_by("-wachtdagen", "pk")
    page_obj = pagina(request, met if ronde else rijen.none())
    namen = dict(
        Vrijwilliger.objects.zichtbaar_voor(request.user)
        .filter(pk__in=[r.vrijwilliger_id for r in page_obj])
        .values_list("pk", "naam")
    )
    talen = dict(Taal.objects.values_list("code", "naam"))
    waarom = stadsronde.redenen_bij(page_obj)
    regels: list[dict[str, Any]] = [
        {
            "regel": r,
            "redenen": waarom.get(r.pk, []),
            "naam": namen.get(r.vrijwilliger_id, ""),
            "talen": ", ".join(talen.get(code, code) for code in r.hulpvraag.talen),
            "knop": KNOP.get(r.soort, ""),
            "open": r.stand == RegelStand.OPEN and r.hulpvraag.status == "open",
        }
        for r in page_obj
    ]
    return render(
        request,
        "vrijwilligers/verdeling.html",
        {
            "ronde": ronde,
            "gebied": gebied,
            "stadsdelen": Stadsdeel.objects.all(),
            "regels": regels,
            "page_obj": page_obj,
            "alle": alle,
            "meer_geholpen": ronde.geholpen - ronde.geholpen_op_volgorde if ronde else 0,
            "kruimels": kruimels(("Voorstel voor de stad", "")),
        },
    )


@require_POST
@vereist_rol(Rol.COORDINATOR)
def maak(request: Verzoek) -> HttpResponse:
    """Compute a new proposal."""
    gebied = _gebied(request.POST.get("stadsdeel", ""))
    ronde = stadsronde.maak_ronde(stadsdeel=gebied, door=request.user)
    messages.success(
        request, f"Nieuw voorstel gemaakt: voor {ronde.geholpen} van {ronde.vragen} hulpvragen is iemand gevonden."
    )
    return _terug(gebied.pk if gebied else "")


@require_POST
@vereist_rol(Rol.COORDINATOR)
def kies(request: Verzoek, pk: int) -> HttpResponse:
    """Accept or skip one line."""
    regel = get_object_or_404(
        Toewijzingsregel.objects.filter(
            organisatie__in=eigen_organisaties(request.user, Rol.COORDINATOR)
        ).select_related("ronde", "bij"),
        pk=pk,
    )
    try:
        if request.POST.get("keuze") == "overslaan":
            sla_over(regel=regel, door=request.user)
            messages.success(request, "Overgeslagen. In een volgend voorstel komt deze vraag terug.")
        else:
            uit = neem_aan(regel=regel, door=request.user)
            if isinstance(uit, Koppeling):
                messages.success(request, f"{uit.voornaam} is voorgesteld bij {uit.hulpvraag.roepnaam}.")
            else:
                messages.success(request, f"{regel.bij} zoekt nu verder voor {uit.roepnaam}.")
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    return _terug(regel.ronde.stadsdeel_id or "")


def _terug(stadsdeel: str) -> HttpResponseRedirect:
    adres = reverse("vrijwilligers:verdeling")
    return redirect(f"{adres}?stadsdeel={stadsdeel}" if stadsdeel else adres)

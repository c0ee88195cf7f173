"""Help requests and matches."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netwerk.kern.choices import DAGDEEL_NAAM, Apparaat, Rol
from netwerk.kern.inzage import noteer_ingezien
from netwerk.kern.models import Doelgroep, Leervraag, Organisatie, Taal
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions, koppelen, workflow
from ..actions.hulpvragen import zet_wens
from ..choices import HulpvraagStatus, Wens
from ..filters import HulpvragenFilter
from ..forms import (
    AfwijsFormulier,
    BevestigFormulier,
    CheckInFormulier,
    DatumFormulier,
    StopKoppelingFormulier,
)
from ..models import Hulpvraag, Koppeling, Vrijwilliger
from ..permissions import mag_hulp_vragen, mag_koppelen
from ..tijdlijn import tijdlijn
from .hulpjes import knop, knop_van, meld_fout, pagina, versie_uit

#: Tone of componenten/statuslabel.html per state.
TOON: dict[str, str] = {
    "open": "wacht",
    "voorgesteld": "wacht",
    "gekoppeld": "bezig",
    "gestart": "bezig",
    "afgerond": "goed",
    "geaccepteerd": "bezig",
    "gestopt": "fout",
    "afgewezen": "fout",
    "ingetrokken": "neutraal",
    "verlopen": "neutraal",
}
#: What a button on a match asks first: form, title, button.
STAPPEN: dict[str, tuple[type, str, str]] = {
    "accepteer": (DatumFormulier, "De vrijwilliger zegt ja", "Koppel"),
    "wijs_af": (AfwijsFormulier, "Gaat niet door", "Gaat niet door"),
    "start": (DatumFormulier, "De eerste afspraak is geweest", "Start"),
    "rond_af": (BevestigFormulier, "Hulp afronden", "Ja, het doel is bereikt"),
    "stop": (StopKoppelingFormulier, "Hulp stopt eerder", "Stopt"),
    "check_in": (CheckInFormulier, "Vragen hoe het gaat", "Check-in opslaan"),
}


def _kruimels(request: Verzoek, *stappen: tuple[str, str]) -> list[dict[str, str]]:
    begin = [{"label": "Hulpvragen", "url": reverse("vrijwilligers:hulpvragen")}]
    if request.user.heeft_rol(Rol.COORDINATOR):
        begin.insert(0, {"label": "Vrijwilligers", "url": reverse("vrijwilligers:bord")})
    return [*begin, *({"label": label, "url": url} for label, url in stappen)]


@require_GET
@vereist_rol(Rol.COORDINATOR, Rol.COACH)
def hulpvragen(request: Verzoek) -> HttpResponse:
    """Requests, longest waiting first; by default only those where somebody waits."""
    gegevens = request.GET.copy()
    gegevens.setdefault("status", "wacht")
    filter_ = HulpvragenFilter(gegevens)
    rijen = Hulpvraag.objects.zichtbaar_voor(request.user).select_related("van_organisatie", "naar_organisatie")
    page_obj = pagina(request, filter_.toepassen(rijen).order_by("gevraagd_op", "pk"))
    talen = dict(Taal.objects.values_list("code", "naam"))
    vragen = dict(Leervraag.objects.values_list("code", "kort"))
    regels = [
        {
            "hulpvraag": h,
            "talen": ", ".join(talen.get(code, code) for code in h.talen),
            "eerste": vragen.get(h.leervragen[0], h.leervragen[0]) if h.leervragen else "",
            "toon": TOON[h.status],
            "lang": h.wacht and h.wachtdagen > 21,
        }
        for h in page_obj
    ]
    return render(
        request,
        "vrijwilligers/hulpvragen.html",
        {
            "form": filter_,
            "page_obj": page_obj,
            "regels": regels,
            "gefilterd": filter_.aantal_actief > 1 or filter_.waarde("status") != "wacht",
            "is_coordinator": request.user.heeft_rol(Rol.COORDINATOR),
            "kruimels": _kruimels(request),
        },
    )


@require_GET
@vereist_rol(Rol.COORDINATOR, Rol.COACH)
def hulpvraag(request: Verzoek, pk: int) -> HttpResponse:
    """One request: the card, and for the coordinator who fits and who nearly does."""
    vraag = get_object_or_404(
        Hulpvraag.objects.zichtbaar_voor(request.user).select_related(
            "van_organisatie", "naar_organisatie", "gevraagd_door"
        ),
        pk=pk,
    )
    noteer_ingezien(
        vraag, door=request.user, organisaties=[vraag.van_organisatie_id, vraag.naar_organisatie_id], wat="kaart"
    )
    zoekt = mag_koppelen(request.user, vraag) and vraag.wacht
    passend, bijna, totaal = koppelen.ranglijst(vraag, bijna=6) if zoekt else ([], [], 0)
    elders: list[dict[str, Any]] = []
    if zoekt and vraag.status == HulpvraagStatus.OPEN:
        aantallen = koppelen.passend_per_organisatie(
            koppelen.vraag_van(vraag), rol=vraag.rol, privacygevoelig=vraag.privacygevoelig
        )
        elders = [
            {"organisatie": organisatie, "aantal": aantallen[organisatie_id]}
            for organisatie_id, organisatie in actions.met_coordinator().items()
            if organisatie_id != vraag.naar_organisatie_id and aantallen.get(organisatie_id)
        ]
        elders.sort(key=lambda regel: (-regel["aantal"], regel["organisatie"].naam))
    knoppen = [
        knop_van(o, reverse("vrijwilligers:trek_in", args=[pk]))
        for o in workflow.hulpvraag.beschikbaar(vraag, request.user)
    ]
    return render(
        request,
        "vrijwilligers/hulpvraag.html",
        {
            "hulpvraag": vraag,
            "wensen": Wens.choices,
            "titel": f"Hulpvraag van {vraag.roepnaam}",
            "toon": TOON[vraag.status],
            "zoekt": zoekt,
            "passend": passend,
            "meer": totaal - len(passend),
            "bijna": bijna,
            "elders": elders,
            "koppelingen": [(k, TOON[k.status]) for k in vraag.koppelingen.order_by("-pk")],
            "knoppen": knoppen,
            "tijdlijn": tijdlijn(vraag),
            "kruimels": _kruimels(request, (vraag.roepnaam, "")),
            **_kaart(vraag),
        },
    )


def _kaart(vraag: Hulpvraag) -> dict[str, Any]:
    """The codes on the card as names."""
    volgorde = dict(Leervraag.objects.filter(pk__in=vraag.leervragen).values_list("pk", "tekst"))
    return {
        "talen": list(Taal.objects.filter(pk__in=vraag.talen).values_list("naam", flat=True)),
        "leervragen": [volgorde.get(code, code) for code in vraag.leervragen],
        "doelgroepen": list(Doelgroep.objects.filter(pk__in=vraag.doelgroepen).values_list("naam", flat=True)),
        "dagdelen": [naam for code, naam in DAGDEEL_NAAM.items() if code in vraag.dagdelen],
        "apparaten": [Apparaat(code).label for code in vraag.apparaten if code in Apparaat.values],
    }


@require_POST
@vereist_rol(Rol.COORDINATOR)
def stel_voor(request: Verzoek, pk: int) -> HttpResponse:
    """Propose one of the listed volunteers."""
    vraag = get_object_or_404(Hulpvraag.objects.zichtbaar_voor(request.user), pk=pk)
    nummer = request.POST.get("vrijwilliger", "")
    if not nummer.isdecimal() or len(nummer) > 18:
        raise Http404
    vrijwilliger = get_object_or_404(Vrijwilliger.objects.zichtbaar_voor(request.user), pk=int(nummer))
    try:
        koppeling = actions.stel_voor(hulpvraag=vraag, vrijwilliger=vrijwilliger, door=request.user)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
        return redirect(vraag)
    messages.success(
        request, f"{vrijwilliger.voornaam} is voorgesteld. Bel {vrijwilliger.voornaam} en leg vast wat het antwoord is."
    )
    return redirect(koppeling)


@require_POST
@vereist_rol(Rol.COORDINATOR)
def doorzetten(request: Verzoek, pk: int) -> HttpResponse:
    """Let another organisation look for a volunteer."""
    vraag = get_object_or_404(Hulpvraag.objects.zichtbaar_voor(request.user), pk=pk)
    nummer = request.POST.get("organisatie", "")
    naar = get_object_or_404(Organisatie, pk=int(nummer) if nummer.isdecimal() and len(nummer) < 18 else 0)
    try:
        actions.draag_over(hulpvraag=vraag, naar=naar, door=request.user)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
        return redirect(vraag)
    messages.success(request, f"{naar} zoekt nu een vrijwilliger voor {vraag.roepnaam}.")
    return redirect("vrijwilligers:hulpvragen")


@require_POST
@vereist_rol(Rol.COORDINATOR, Rol.COACH)
def wens(request: Verzoek, pk: int) -> HttpResponse:
    """By a woman or a man only."""
    vraag = get_object_or_404(Hulpvraag.objects.zichtbaar_voor(request.user), pk=pk)
    try:
        zet_wens(hulpvraag=vraag, wens=request.POST.get("wens", ""), door=request.user)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        messages.success(request, "De wens van de leerder is opgeslagen.")
    return redirect(vraag)


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR, Rol.COACH)
def trek_in(request: Verzoek, pk: int) -> HttpResponse:
    """Withdraw a request, after asking."""
    vraag = get_object_or_404(Hulpvraag.objects.zichtbaar_voor(request.user), pk=pk)
    if not workflow.hulpvraag.kan(vraag, "trek_in", request.user):
        messages.error(request, f"Intrekken kan nu niet. De stand is: {vraag.get_status_display()}.")
        return redirect(vraag)
    if request.method == "POST":
        try:
            actions.trek_in(hulpvraag=vraag, door=request.user, versie=versie_uit(request))
        except WerkstroomFout as fout:
            meld_fout(request, fout)
        else:
            messages.success(request, f"De hulpvraag van {vraag.roepnaam} is ingetrokken.")
        return redirect(vraag)
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": f"Hulpvraag van {vraag.roepnaam} intrekken?",
            "tekst": "Er wordt dan geen vrijwilliger meer gezocht.",
            "gevolgen": [
                "De hulp stopt. Vertel het de vrijwilliger."
                if vraag.status in ("gekoppeld", "gestart")
                else "Open voorstellen vervallen.",
                "U kunt later een nieuwe hulpvraag maken.",
            ],
            "knop": "Ja, intrekken",
            "terug_url": vraag.get_absolute_url(),
            "verborgen": {"versie": vraag.versie},
        },
    )


@require_GET
@vereist_rol(Rol.COORDINATOR, Rol.COACH)
def koppeling(request: Verzoek, pk: int) -> HttpResponse:
    """One match. The asking organisation sees the volunteer's first name, the volunteer's own one the whole record."""
    rij = get_object_or_404(_koppelingen(request), pk=pk)
    noteer_ingezien(rij, door=request.user, organisaties=[rij.organisatie_id, rij.van_organisatie_id], wat="kaart")
    mag_persoon = request.user.heeft_rol(Rol.COORDINATOR, organisatie_id=rij.organisatie_id)
    stappen = workflow.koppeling.beschikbaar(rij, request.user)
    knoppen = [
        knop_van(
            o, reverse("vrijwilligers:koppeling_stap", args=[pk, o.naam]), eerste=n == 0 and rij.status != "gestart"
        )
        for n, o in enumerate(stappen)
    ]
    if rij.geeindigd_op and rij.hulpvraag.wacht and mag_koppelen(request.user, rij.hulpvraag):
        knoppen.append(
            knop(f"Zoek iemand anders voor {rij.hulpvraag.roepnaam}", rij.hulpvraag.get_absolute_url(),
                 icoon="search", soort="primary")
        )  # fmt: skip
    if rij.status == "gestart" and stappen:
        knoppen.insert(
            0,
            knop(
                "Check-in vastleggen",
                reverse("vrijwilligers:koppeling_stap", args=[pk, "check_in"]),
                icoon="chat-dots",
                soort="primary",
            ),
        )
    vandaag = timezone.localdate()
    return render(
        request,
        "vrijwilligers/koppeling.html",
        {
            "koppeling": rij,
            "titel": f"{rij.voornaam} en {rij.hulpvraag.roepnaam}",
            "toon": TOON[rij.status],
            "vrijwilliger": Vrijwilliger.objects.filter(pk=rij.vrijwilliger_id).first() if mag_persoon else None,
            "knoppen": knoppen,
            "terugkoppelingen": list(rij.terugkoppelingen.all()[:20]),
            "mag_terugkoppelen": rij.status == "gestart" and mag_hulp_vragen(request.user, rij.van_organisatie_id),
            "checkin_laat": rij.volgende_checkin is not None and rij.volgende_checkin < vandaag,
            "tijdlijn": tijdlijn(rij),
            "kruimels": _kruimels(
                request, (rij.hulpvraag.roepnaam, rij.hulpvraag.get_absolute_url()), (f"met {rij.voornaam}", "")
            ),
            **_kaart(rij.hulpvraag),
        },
    )


def _koppelingen(request: Verzoek) -> Any:
    return Koppeling.objects.zichtbaar_voor(request.user).select_related(
        "hulpvraag__van_organisatie", "hulpvraag__naar_organisatie", "organisatie"
    )


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def koppeling_stap(request: Verzoek, pk: int, naam: str) -> HttpResponse:
    """One step of a match: asks what it needs (a day, a reason), then does it."""
    if naam not in STAPPEN:
        raise Http404
    rij = get_object_or_404(_koppelingen(request).filter(Q(organisatie__in=request.user.organisatie_ids)), pk=pk)
    kan = workflow.koppeling.kan(rij, "rond_af" if naam == "check_in" else naam, request.user)
    if not kan:
        messages.error(request, f"Dat kan nu niet. De stand is: {rij.get_status_display()}.")
        return redirect(rij)
    klasse, titel, knoptekst = STAPPEN[naam]
    begin = {"start_op": rij.start_op or timezone.localdate()} if naam == "start" else {}
    form = klasse(request.POST if request.method == "POST" else None, initial=begin)
    if request.method == "POST" and form.is_valid():
        velden = {sleutel: waarde for sleutel, waarde in form.cleaned_data.items() if sleutel != "sleutel"}
        if naam != "check_in":
            velden["versie"] = versie_uit(request)
        try:
            getattr(actions, naam)(koppeling=rij, door=request.user, **velden)
        except WerkstroomFout as fout:
            form.add_error(None, str(fout))
        else:
            messages.success(request, "Vastgelegd.")
            return redirect(rij)
    return render(
        request,
        "vrijwilligers/formulier.html",
        {
            "form": form,
            "titel": titel,
            "inleiding": f"{rij.voornaam} en {rij.hulpvraag.roepnaam}",
            "knop": knoptekst,
            "knop_soort": "danger" if naam in ("wijs_af", "stop") else "primary",
            "terug_url": rij.get_absolute_url(),
            "verborgen": {"versie": rij.versie},
            "kruimels": _kruimels(
                request, (f"{rij.hulpvraag.roepnaam} met {rij.voornaam}", rij.get_absolute_url()), (titel, "")
            ),
        },
        status=422 if form.is_bound and form.errors else 200,
    )

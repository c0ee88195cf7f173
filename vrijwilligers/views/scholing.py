"""The coordinator's side of training: sessions, who comes, attendance, certificates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import leerlijn
from ..actions import scholing
from ..certificaat import als_pdf
from ..choices import DeelnameStatus, SessieStatus, SessieVoor
from ..forms_scholing import SessieFormulier
from ..models import Certificaat, Deelname, Resultaat, Sessie, Vrijwilliger
from ..querysets import eigen_organisaties
from .hulpjes import eigen_organisatie, formulierpagina, knop, kruimels, meld_fout, pagina, versie_uit

#: A list to choose from is as long as one still looks through; above that one types a name, and sees so many.
MEESTE_KEUZES, MEESTE_GEVONDEN = 100, 12
TOON = {"gepland": "bezig", "afgerond": "goed", "afgelast": "fout"}


def _zichtbaar(request: Verzoek) -> Any:
    """Sessions one gives, and those of others that one's own volunteers may join."""
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    return Sessie.objects.filter(Q(voor=SessieVoor.NETWERK) | Q(organisatie__in=eigen)).select_related(
        "module", "organisatie"
    )


def _eigen(request: Verzoek, pk: int) -> Sessie:
    return get_object_or_404(
        Sessie.objects.filter(organisatie__in=eigen_organisaties(request.user, Rol.COORDINATOR)).select_related(
            "module", "organisatie"
        ),
        pk=pk,
    )


def _kruimels(*stappen: tuple[str, str]) -> list[dict[str, str]]:
    return kruimels(("Scholing", reverse("vrijwilligers:sessies")), *stappen)


@require_GET
@vereist_rol(Rol.COORDINATOR)
def sessies(request: Verzoek) -> HttpResponse:
    """Coming sessions, soonest first, or past ones; with how many places are left."""
    geweest = request.GET.get("toon") == "geweest"
    nu = timezone.now()
    rijen = _zichtbaar(request)
    rijen = (
        rijen.filter(begint_op__lte=nu).order_by("-begint_op", "-pk")
        if geweest
        else rijen.filter(begint_op__gt=nu).order_by("begint_op", "pk")
    )
    page_obj = pagina(request, rijen)
    eigen = set(eigen_organisaties(request.user, Rol.COORDINATOR))
    aantallen = leerlijn.bezetting(s.pk for s in page_obj)
    regels = []
    for s in page_obj:
        bezet, wacht = aantallen.get(s.pk, (0, 0))
        regels.append(
            {
                "sessie": s, "bezet": bezet, "wacht": wacht, "vol": bezet >= s.plekken, "toon": TOON[s.status],
                "invullen": geweest and s.organisatie_id in eigen and s.status == SessieStatus.GEPLAND and bezet,
            }
        )  # fmt: skip
    return render(
        request,
        "vrijwilligers/sessies.html",
        {
            "regels": regels, "page_obj": page_obj, "geweest": geweest, "kruimels": kruimels(("Scholing", "")),
            "acties": [knop("Sessie plannen", reverse("vrijwilligers:sessie_nieuw"), icoon="plus-lg", soort="primary")],
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def sessie_nieuw(request: Verzoek) -> HttpResponse:
    """Plan one for the own organisation."""
    organisatie = eigen_organisatie(request)
    form = SessieFormulier(request.POST if request.method == "POST" else None, instance=Sessie(organisatie=organisatie))
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if not eerste:
            return redirect(inzending.doel_url or "vrijwilligers:sessies")
        rij = scholing.bewaar_sessie(sessie=form.save(commit=False), door=request.user)
        inzending.rond_af(rij.get_absolute_url())
        messages.success(request, "De sessie staat open voor inschrijving.")
        return redirect(rij)
    return formulierpagina(
        request, form, "Sessie plannen", reverse("vrijwilligers:sessies"), inleiding=f"Gegeven door {organisatie}."
    )


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def sessie_wijzig(request: Verzoek, pk: int) -> HttpResponse:
    """Change one's own; with more places the waiting list moves up."""
    rij = _eigen(request, pk)
    form = SessieFormulier(request.POST if request.method == "POST" else None, instance=rij)
    if request.method == "POST" and form.is_valid():
        try:
            scholing.bewaar_sessie(sessie=form.save(commit=False), door=request.user)
        except WerkstroomFout as fout:
            form.add_error("plekken", str(fout))
        else:
            messages.success(request, "De sessie is gewijzigd.")
            return redirect(rij)
    return formulierpagina(request, form, "Sessie wijzigen", rij.get_absolute_url())


@require_GET
@vereist_rol(Rol.COORDINATOR)
def sessie(request: Verzoek, pk: int) -> HttpResponse:
    """One session: who comes, who waits, and afterwards who was there. Of others' sessions only the own people."""
    rij = get_object_or_404(_zichtbaar(request), pk=pk)
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    beheer = rij.organisatie_id in eigen
    lijst = Deelname.objects.filter(sessie=rij).exclude(status=DeelnameStatus.AFGEMELD).select_related("organisatie")
    if not beheer:
        lijst = lijst.filter(organisatie__in=eigen)
    mensen = list(lijst.order_by("pk"))
    bezet, wacht = leerlijn.bezetting([pk]).get(pk, (0, 0))
    acties = []
    if beheer and rij.status == SessieStatus.GEPLAND:
        acties.append(knop("Wijzigen", reverse("vrijwilligers:sessie_wijzig", args=[pk]), icoon="pencil"))
        acties.append(
            knop("Gaat niet door", reverse("vrijwilligers:sessie_afgelast", args=[pk]), icoon="x-lg",
                 soort="outline-danger")
        )  # fmt: skip
    return render(
        request,
        "vrijwilligers/sessie.html",
        {
            "sessie": rij, "beheer": beheer, "toon": TOON[rij.status], "bezet": bezet, "wacht": wacht,
            "vrij": max(0, rij.plekken - bezet),
            "deelnemers": [d for d in mensen if d.status != DeelnameStatus.WACHTLIJST],
            "wachtlijst": [d for d in mensen if d.status == DeelnameStatus.WACHTLIJST],
            "eigen": eigen, **(_kandidaten(request, rij, mensen) if rij.open else {}),
            "invullen": beheer and rij.begonnen, "acties": acties, "kruimels": _kruimels((str(rij.module), "")),
        },
    )  # fmt: skip


def _kandidaten(request: Verzoek, rij: Sessie, op_lijst: list[Deelname]) -> dict[str, Any]:
    """Own volunteers who have not passed the module and are not on the list: all of them to choose from while they are
    few; of many, those whose name holds what was typed (``wie``).
    """
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    if rij.voor == SessieVoor.EIGEN:
        eigen = [rij.organisatie_id]
    rijen = (
        Vrijwilliger.objects.filter(organisatie__in=eigen)
        .exclude(status="gestopt")
        .exclude(pk__in=[d.vrijwilliger_id for d in op_lijst if d.vrijwilliger_id])
        .exclude(pk__in=Resultaat.objects.filter(module=rij.module, status="behaald").values("vrijwilliger"))
        .order_by("naam", "pk")
    )
    kandidaten = list(rijen[: MEESTE_KEUZES + 1])
    if len(kandidaten) <= MEESTE_KEUZES:
        return {"kandidaten": kandidaten}
    zoek = request.GET.get("wie", "").strip()
    gevonden = list(rijen.filter(naam__icontains=zoek)[: MEESTE_GEVONDEN + 1]) if zoek else []
    return {
        "zoek_kandidaat": True, "zoek": zoek, "gevonden": gevonden[:MEESTE_GEVONDEN],
        "meer_gevonden": len(gevonden) > MEESTE_GEVONDEN,
    }  # fmt: skip


@require_POST
@vereist_rol(Rol.COORDINATOR)
def inschrijven(request: Verzoek, pk: int) -> HttpResponse:
    """Put an own volunteer on the list."""
    rij = get_object_or_404(_zichtbaar(request), pk=pk)
    nummer = request.POST.get("vrijwilliger", "")
    if not nummer.isdecimal():
        messages.error(request, "Kies wie u inschrijft.")
        return redirect(rij)
    wie = get_object_or_404(Vrijwilliger.objects.zichtbaar_voor(request.user), pk=int(nummer))
    naar = _terug(request, wie.pk) or rij
    try:
        deelname = scholing.schrijf_in(sessie=rij, vrijwilliger=wie, door=request.user)
    except scholing.EerstNodig as fout:
        # The learning line is where one can do what comes first, so the refusal is not the end of the way.
        messages.error(request, f"{wie.voornaam} kan nog niet mee. {fout} Dat regelt u hieronder.")
        naar = reverse("vrijwilligers:leren", args=[wie.pk])
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        messages.success(request, f"{wie.naam}: {deelname.get_status_display().lower()}.")
    return redirect(naar)


def _terug(request: Verzoek, vrijwilliger_id: int | None) -> str:
    """The volunteer's learning line, when the button stood there."""
    if request.POST.get("terug") != "leren" or vrijwilliger_id is None:
        return ""
    return reverse("vrijwilligers:leren", args=[vrijwilliger_id])


@require_POST
@vereist_rol(Rol.COORDINATOR)
def deelname_af(request: Verzoek, pk: int) -> HttpResponse:
    """Take somebody off the list: an own volunteer, or anybody of an own session."""
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    rij = get_object_or_404(
        Deelname.objects.filter(Q(organisatie__in=eigen) | Q(bij__in=eigen)).select_related("sessie"), pk=pk
    )
    try:
        scholing.meld_af(deelname=rij, door=request.user)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        messages.success(request, f"{rij.naam} is afgemeld.")
    return redirect(_terug(request, rij.vrijwilliger_id) or rij.sessie)


@require_POST
@vereist_rol(Rol.COORDINATOR)
def aanwezig(request: Verzoek, pk: int) -> HttpResponse:
    """Write down who was there."""
    rij = _eigen(request, pk)
    wie = {int(n) for n in request.POST.getlist("aanwezig") if n.isdecimal()}
    try:
        gehaald, nog_niet = scholing.leg_aanwezigheid_vast(sessie=rij, aanwezig=wie, door=request.user)
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        mensen = "1 persoon heeft" if gehaald == 1 else f"{gehaald} mensen hebben"
        messages.success(request, f"Vastgelegd. {mensen} de module gehaald en een certificaat gekregen.")
        if nog_niet:
            messages.warning(request, f"Nog geen certificaat: {'; '.join(nog_niet)}.")
    return redirect(rij)


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def afgelasten(request: Verzoek, pk: int) -> HttpResponse:
    """It does not happen, after asking."""
    rij = _eigen(request, pk)
    if request.method == "POST":
        try:
            scholing.gelast_af(sessie=rij, door=request.user)
        except WerkstroomFout as fout:
            meld_fout(request, fout)
        else:
            messages.success(request, "De sessie gaat niet door. Wie op de lijst stond kreeg bericht.")
        return redirect(rij)
    bezet, wacht = leerlijn.bezetting([pk]).get(pk, (0, 0))
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": f"{rij.module} gaat niet door?",
            "tekst": f"De sessie van {date_format(timezone.localtime(rij.begint_op), 'j F Y')} wordt afgelast.",
            "gevolgen": [f"{bezet + wacht} mensen krijgen bericht.", "Zij kunnen een andere sessie kiezen."],
            "knop": "Ja, afgelasten", "terug_url": rij.get_absolute_url(), "verborgen": {"versie": versie_uit(request)},
        },
    )  # fmt: skip


@require_GET
@vereist_rol(Rol.COORDINATOR)
def certificaat(request: Verzoek, pk: int) -> HttpResponse:
    """The certificate of an own volunteer."""
    eigen = eigen_organisaties(request.user, Rol.COORDINATOR)
    rij = get_object_or_404(Certificaat.objects.filter(organisatie__in=eigen, ingetrokken_op__isnull=True), pk=pk)
    terug = reverse("vrijwilligers:vrijwilliger", args=[rij.vrijwilliger_id]) if rij.vrijwilliger_id else "/"
    return als_pdf(request, rij, terug)

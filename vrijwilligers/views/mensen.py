"""The coordinator's board and list, and one volunteer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import DAGDEEL_NAAM, Rol, Vorm
from netwerk.kern.inzage import noteer_ingezien
from netwerk.kern.models import Doelgroep, Leervraag, Organisatie, Taal
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import WerkstroomFout

from .. import actions, workflow
from ..choices import BEZET, KOPPELBAAR, HulpRol, VrijwilligerStatus
from ..eisen import Papieren, beleid_voor, loopt_af, ontbrekende
from ..filters import VrijwilligersFilter
from ..forms import VrijwilligerFormulier
from ..koppelen import papieren_van
from ..leerlijn import KAN_HELPEN_VANAF
from ..models import Hulpvraag, Koppeling, Module, Screening, Vrijwilliger, Zelfcheck
from ..omgekeerd import past_bij
from ..permissions import mag_begeleiden
from ..pool import in_pool
from ..querysets import eigen_organisaties
from ..tijdlijn import tijdlijn
from .hulpjes import eigen_organisatie, formulierpagina, knop, knop_van, kruimels, meld_fout, pagina, versie_uit

#: Cards per column; the list shows the rest.
PER_KOLOM = 8
#: Tone of componenten/statuslabel.html; the other states wait for something.
TOON = {"inzetbaar": "goed", "actief": "goed", "pauze": "neutraal", "gestopt": "neutraal"}
#: What the coordinator does next, per state.
VOLGENDE: dict[str, str] = {
    "aangemeld": "Bellen voor een kennismaking",
    "kennismaking": "Kennismaken, dan screening",
    "screening": "Papieren compleet maken",
    "training": "Modules afmaken",
    "inzetbaar": "Wacht op een hulpvraag",
    "actief": "Check-in op tijd",
    "pauze": "Vragen hoe het gaat",
}


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of the board."""

    code: str
    naam: str
    aantal: int
    kaarten: list[dict[str, Any]]

    @property
    def meer(self) -> int:
        """How many are not on the board."""
        return self.aantal - len(self.kaarten)


@require_GET
@vereist_rol(Rol.COORDINATOR)
def bord(request: Verzoek) -> HttpResponse:
    """Columns per state, who waits longest on top. People who stopped are counted, not shown."""
    zichtbaar = Vrijwilliger.objects.zichtbaar_voor(request.user)
    aantallen = dict(zichtbaar.order_by().values_list("status").annotate(Count("pk")))
    rang = Window(RowNumber(), partition_by=F("status"), order_by=[F("status_sinds").asc(), F("pk").asc()])
    rijen = list(
        zichtbaar.exclude(status=VrijwilligerStatus.GESTOPT)
        .annotate(rang=rang)
        .filter(rang__lte=PER_KOLOM)
        .select_related("pc4__stadsdeel")
        .order_by("status_sinds", "pk")
    )
    talen = dict(Taal.objects.values_list("code", "naam"))
    modules = dict(Module.objects.values_list("code", "naam"))
    with bereik(alles=True):  # papers of who helps here too are kept elsewhere; the people were chosen in our own scope
        papieren = papieren_van([v.pk for v in rijen])
    vandaag = timezone.localdate()
    beleid = beleid_voor(HulpRol.COMPUTERHULP, None, vandaag, privacygevoelig=True)
    kaarten: dict[str, list[dict[str, Any]]] = {}
    for v in rijen:
        stappen = workflow.vrijwilliger.beschikbaar(v, request.user)
        tekort = ontbrekende(beleid, papieren[v.pk], vandaag, modules)
        volgende = VOLGENDE.get(v.status, "")
        if v.status in (VrijwilligerStatus.SCREENING, VrijwilligerStatus.TRAINING):
            volgende = f"Nog nodig: {', '.join(tekort)}" if tekort else "Alles is binnen"
        kaarten.setdefault(v.status, []).append(
            {
                "vrijwilliger": v,
                "dagen": max(0, (vandaag - timezone.localdate(v.status_sinds)).days),
                "talen": ", ".join(talen.get(code, code) for code in v.talen if code != "nl"),
                "volgende": volgende,
                "vog_loopt_af": loopt_af(papieren[v.pk], vandaag),
                "knoppen": [
                    knop_van(o, reverse("vrijwilligers:verzet", args=[v.pk, o.naam]), versie=v.versie)
                    | {"naar": str(o.naar), "alleen_slepen": o.naam == "pauzeer"}
                    for o in stappen
                    if not o.gevaarlijk
                ],
            }
        )
    wachtend = Hulpvraag.objects.zichtbaar_voor(request.user).wachtend()
    oudste = wachtend.values_list("gevraagd_op", flat=True).first()
    langste = (vandaag - oudste).days if oudste else None
    return render(
        request,
        "vrijwilligers/bord.html",
        {
            "kolommen": [
                Kolom(code, naam, aantallen.get(code, 0), kaarten.get(code, []))
                for code, naam in VrijwilligerStatus.choices
                if code != VrijwilligerStatus.GESTOPT
            ],
            "totaal": sum(aantallen.values()),
            "gestopt": aantallen.get(VrijwilligerStatus.GESTOPT, 0),
            "wachtend": wachtend.count(),
            "langste": langste,
            "langste_tekst": f"{langste} dag{'' if langste == 1 else 'en'}.",
            "lang": langste is not None and langste > 14,
            "checkins_url": reverse("vrijwilligers:checkins"),
            "checkins": Koppeling.objects.zichtbaar_voor(request.user).filter(volgende_checkin__lte=vandaag).count(),
            "pool": in_pool(request.user, aantal=1)[1],
            "acties": [
                knop("Vrijwilliger toevoegen", reverse("vrijwilligers:nieuw"), icoon="person-plus", soort="primary")
            ],
        },
    )


@require_GET
@vereist_rol(Rol.COORDINATOR)
def lijst(request: Verzoek) -> HttpResponse:
    """All volunteers of one's organisations, filtered."""
    filter_ = VrijwilligersFilter(request.GET)
    rijen = Vrijwilliger.objects.zichtbaar_voor(request.user).select_related("pc4__stadsdeel")
    page_obj = pagina(request, filter_.toepassen(rijen).order_by("naam", "pk"))
    with bereik(alles=True):  # help at another organisation takes a place as well
        lopend = Koppeling.objects.plekken_bezet(v.pk for v in page_obj)
    talen = dict(Taal.objects.values_list("code", "naam"))
    vandaag = timezone.localdate()
    regels = [
        {
            "v": v,
            "lopend": lopend.get(v.pk, 0),
            "talen": ", ".join(talen.get(code, code) for code in v.talen),
            "dagen": max(0, (vandaag - timezone.localdate(v.status_sinds)).days),
            "volgende": VOLGENDE.get(v.status, ""),
        }
        for v in page_obj
    ]
    return render(
        request,
        "vrijwilligers/lijst.html",
        {
            "form": filter_,
            "page_obj": page_obj,
            "regels": regels,
            "kruimels": kruimels(("Lijst", "")),
            "acties": [knop("Inlezen", reverse("vrijwilligers:importeer"), icoon="file-earmark-arrow-up")],
        },
    )


@require_GET
@vereist_rol(Rol.COORDINATOR)
def pool(request: Verzoek) -> HttpResponse:
    """The city's pool: first names only."""
    nummer = request.GET.get("page", "1")
    blad = max(1, int(nummer)) if nummer.isdecimal() and len(nummer) < 6 else 1
    mensen, totaal = in_pool(request.user, vanaf=(blad - 1) * 25)
    talen = dict(Taal.objects.values_list("code", "naam"))
    themas = dict(Leervraag.objects.values_list("code", "kort"))
    regels = [
        {
            "mens": m,
            "talen": ", ".join(talen.get(code, code) for code in m.talen),
            "vaardigheden": ", ".join(themas.get(code, code) for code in m.vaardigheden[:4]),
        }
        for m in mensen
    ]
    return render(
        request,
        "vrijwilligers/pool.html",
        {
            "regels": regels,
            "page_obj": pagina(request, range(totaal)),
            "organisaties": request.user.organisaties_met_rol(Rol.COORDINATOR),
            "kruimels": kruimels(("Stadspool", "")),
        },
    )


@require_POST
@vereist_rol(Rol.COORDINATOR)
def haal(request: Verzoek, pk: int) -> HttpResponse:
    """Take somebody from the pool."""
    try:
        vrijwilliger = actions.haal_uit_pool(
            vrijwilliger_id=pk, organisatie=eigen_organisatie(request), door=request.user
        )
    except WerkstroomFout as fout:
        meld_fout(request, fout)
        return redirect("vrijwilligers:pool")
    messages.success(
        request, f"{vrijwilliger.voornaam} hoort nu bij {vrijwilliger.organisatie}. Bel om kennis te maken."
    )
    return redirect(vrijwilliger)


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def nieuw(request: Verzoek) -> HttpResponse:
    """A coordinator writes somebody down."""
    organisatie = eigen_organisatie(request)
    form = VrijwilligerFormulier(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        inzending, eerste = form.claim(request.user)
        if not eerste:
            return redirect(inzending.doel_url or "vrijwilligers:bord")
        vrijwilliger = actions.voeg_toe(
            vrijwilliger=form.save(commit=False), organisatie=organisatie, door=request.user
        )
        inzending.rond_af(vrijwilliger.get_absolute_url())
        messages.success(request, f"{vrijwilliger} is toegevoegd.")
        return redirect(vrijwilliger)
    return formulierpagina(request, form, "Vrijwilliger toevoegen", reverse("vrijwilligers:bord"))


@require_http_methods(["GET", "POST"])
@vereist_rol(Rol.COORDINATOR)
def wijzig(request: Verzoek, pk: int) -> HttpResponse:
    """Change a volunteer's data."""
    vrijwilliger = get_object_or_404(Vrijwilliger.objects.begeleid_door(request.user), pk=pk)
    form = VrijwilligerFormulier(request.POST if request.method == "POST" else None, instance=vrijwilliger)
    if request.method == "POST" and form.is_valid():
        try:
            velden = [naam for naam in form.changed_data if naam not in ("versie", "sleutel")]
            actions.wijzig(vrijwilliger=form.save(commit=False), velden=velden, door=request.user)
        except WerkstroomFout:
            form.add_error("capaciteit", "Dit is minder dan het aantal leerders dat nu geholpen wordt.")
        else:
            messages.success(request, "De wijzigingen zijn opgeslagen.")
            return redirect(vrijwilliger)
    return formulierpagina(request, form, f"{vrijwilliger.naam} wijzigen", vrijwilliger.get_absolute_url())


@require_POST
@vereist_rol(Rol.COORDINATOR)
def verzet(request: Verzoek, pk: int, naam: str) -> HttpResponse:
    """One step along the volunteer's way, from the board or the volunteer's page."""
    vrijwilliger = get_object_or_404(Vrijwilliger.objects.begeleid_door(request.user), pk=pk)
    if naam not in workflow.vrijwilliger.overgangen:
        return redirect(vrijwilliger)
    try:
        vers = actions.verzet(vrijwilliger=vrijwilliger, naam=naam, door=request.user, versie=versie_uit(request))
    except WerkstroomFout as fout:
        meld_fout(request, fout)
    else:
        messages.success(request, f"{vers.naam}: {vers.get_status_display().lower()}.")
    return redirect("vrijwilligers:bord" if request.POST.get("terug") == "bord" else vrijwilliger)


@require_GET
@vereist_rol(Rol.COORDINATOR)
def detail(request: Verzoek, pk: int) -> HttpResponse:
    """Everything about one volunteer, in a fixed number of queries."""
    vrijwilliger = get_object_or_404(
        Vrijwilliger.objects.zichtbaar_voor(request.user).select_related("pc4__stadsdeel", "organisatie", "campagne"),
        pk=pk,
    )
    noteer_ingezien(vrijwilliger, door=request.user, organisaties=[vrijwilliger.organisatie_id], wat="gegevens")
    vandaag = timezone.localdate()
    eigen = mag_begeleiden(request.user, vrijwilliger)
    with bereik(alles=True):  # who helps here too keeps the papers elsewhere; access to the person was decided above
        papier = Screening.objects.filter(vrijwilliger=vrijwilliger).first()
        resultaten = list(vrijwilliger.resultaten.select_related("module"))
    papieren = Papieren.van(papier, [r.module_id for r in resultaten if r.status == "behaald"])
    modules = list(Module.objects.filter(actief=True))
    namen = {m.pk: m.naam for m in modules}
    op_module = {r.module_id: r for r in resultaten}
    certificaten = dict(
        vrijwilliger.certificaten.filter(ingetrokken_op__isnull=True).order_by().values_list("module_id", "pk")
    )
    beleid = {
        rol: beleid_voor(rol, vrijwilliger.organisatie_id, vandaag, privacygevoelig=False) for rol in HulpRol.values
    }
    rollen = [(label, ontbrekende(beleid[rol], papieren, vandaag, namen)) for rol, label in HulpRol.choices]
    # The policy may count a VOG for a shorter time than its own end.
    vog_tot = min((dag for b in beleid.values() if b.vog and (dag := papieren.vog_telt_tot(b))), default=None)
    koppelingen = list(vrijwilliger.koppelingen.select_related("hulpvraag").order_by("-pk")[:20])
    lopend = [k for k in koppelingen if k.status in BEZET]
    stappen = workflow.vrijwilliger.beschikbaar(vrijwilliger, request.user)
    knoppen = [
        knop_van(o, reverse("vrijwilligers:stop", args=[pk]))
        if o.naam == "stop"
        else knop_van(
            o,
            reverse("vrijwilligers:verzet", args=[pk, o.naam]),
            versie=vrijwilliger.versie,
            eerste=n == 0 and o.naam != "pauzeer",
        )
        for n, o in enumerate(stappen)
        if o.naam != "kom_terug" or vrijwilliger.mag_teruggevraagd
    ]
    return render(
        request,
        "vrijwilligers/vrijwilliger.html",
        {
            "vrijwilliger": vrijwilliger,
            "toon": TOON.get(vrijwilliger.status, "wacht"),
            "reis_km": f"{(vrijwilliger.reisafstand_m or 0) / 1000:g}".replace(".", ","),
            "dagen": max(0, (vandaag - timezone.localdate(vrijwilliger.status_sinds)).days),
            "screening": papier,
            "vog_tot": vog_tot,
            "vog_geldig": vog_tot is not None and vog_tot >= vandaag,
            "vog_loopt_af": vog_tot is not None and loopt_af(Papieren(vog_tot=vog_tot), vandaag),
            "leerlijn": [(m, op_module.get(m.pk), certificaten.get(m.pk)) for m in modules],
            "zelfcheck": Zelfcheck.objects.filter(vrijwilliger=vrijwilliger).first(),
            "vanaf": KAN_HELPEN_VANAF,
            "rollen": rollen,
            "koppelingen": koppelingen,
            "talen": _namen(Taal, vrijwilliger.talen),
            "vaardigheden": _namen(Leervraag, vrijwilliger.vaardigheden, "kort"),
            "doelgroepen": _namen(Doelgroep, vrijwilliger.doelgroepen),
            "dagdelen": [naam for code, naam in DAGDEEL_NAAM.items() if code in vrijwilliger.dagdelen],
            "vormen": [Vorm(code).label for code in vrijwilliger.vormen if code in Vorm.values],
            "knoppen": knoppen,
            "volgende": _volgende(vrijwilliger.status, rollen),
            "past_bij": past_bij(vrijwilliger, eigen_organisaties(request.user, Rol.COORDINATOR), papieren)
            if vrijwilliger.status in KOPPELBAAR and len(lopend) < vrijwilliger.capaciteit
            else [],
            "lopend": lopend if vrijwilliger.status == VrijwilligerStatus.ACTIEF else [],
            "tijdlijn": tijdlijn(vrijwilliger),
            "kruimels": kruimels(("Lijst", reverse("vrijwilligers:lijst")), (vrijwilliger.naam, "")),
            "acties": [knop("Wijzigen", reverse("vrijwilligers:wijzig", args=[pk]), icoon="pencil")] if eigen else [],
            "eigen": eigen,
            "ook_bij": list(Organisatie.objects.filter(pk__in=vrijwilliger.ook_bij)),
            "overdracht": vrijwilliger.overdrachten.filter(antwoord="").select_related("naar").first(),
            "uren": vrijwilliger.uren.filter(dag__gt=vandaag - timedelta(days=365)).aggregate(som=Sum("uren"))["som"],
        },
    )


def _volgende(status: str, rollen: list[tuple[str, tuple[str, ...]]]) -> str:
    """What the coordinator does next; once the papers of one role are complete the volunteer need not wait."""
    if status in (VrijwilligerStatus.SCREENING, VrijwilligerStatus.TRAINING):
        klaar = [label for label, tekort in rollen if not tekort]
        if klaar:
            return f"Klaar voor: {', '.join(klaar).lower().replace('digid', 'DigiD')}"
    return VOLGENDE.get(status, "")


def _namen(model: Any, codes: list[str], veld: str = "naam") -> list[str]:
    return list(model.objects.filter(pk__in=codes).values_list(veld, flat=True)) if codes else []

"""The inventory: the two matrices, a verdict on a cell, declared interests, the change log, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from netwerk.kern.choices import Niveau, Rol, niveaunaam
from netwerk.kern.models import Doelgroep, Gebeurtenis, Leervraag
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.talen import meertalig_voor_bezoekers
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.werkblad import XLSX, Waarde, maak_xlsx

from .. import actions
from ..forms import BelangFormulier, OordeelFormulier
from ..inventaris import Cel, Rij, groepenmatrix, kruis, matrix
from ..models import Belang, Celscore, Gemis, Inventarisatieoordeel, Materiaal
from ..permissions import is_curator
from ..vandaag import te_herzien
from ..woorden import beschrijf, feiten_van

PER_PAGINA = 30
curator_alleen = vereist_rol(Rol.CURATOR)
Thema = tuple[Leervraag, list[Rij]]


def _keuze(request: HttpRequest) -> tuple[list[Leervraag], str, str]:
    """The themes, the chosen one (or ``alles``) and the axis (``niveau`` or ``groep``)."""
    themas = list(Leervraag.objects.themas())
    keuze = request.GET.get("thema", "")
    if keuze != "alles" and keuze not in {thema.pk for thema in themas}:
        keuze = themas[0].pk if themas else "alles"
    return themas, keuze, "groep" if request.GET.get("per") == "groep" else "niveau"


@curator_alleen
def inventaris(request: Verzoek) -> HttpResponse:
    """The matrix of one theme, or of all for print (``thema=alles``), per level or per target group."""
    themas, keuze, per = _keuze(request)
    thema = "" if keuze == "alles" else keuze
    groepen = groepenmatrix(thema) if per == "groep" else matrix(thema)
    cellen = [cel for _, rijen in groepen for rij in rijen for cel in rij.cellen]
    context = {
        "groepen": groepen,
        "themas": themas,
        "keuze": keuze,
        "per": per,
        "assen": [("niveau", "Niveau"), ("groep", "Doelgroep")],
        "koppen": [cel.niveau_naam for cel in groepen[0][1][0].cellen] if groepen else Niveau.labels,
        "gaten": sum(cel.gat for cel in cellen),
        "mager": sum(cel.mager for cel in cellen),
        "vandaag": timezone.localdate(),
        "zoek": request.GET.urlencode(),
    }
    return render(request, "leermateriaal/inventaris.html", context)


@curator_alleen
def kruisvakken(request: Verzoek, code: str) -> HttpResponse:
    """One need: every level against every target group."""
    vraag = get_object_or_404(Leervraag.objects.vragen().select_related("thema"), pk=code)
    rijen = kruis(vraag)
    context = {"vraag": vraag, "rijen": rijen, "koppen": Niveau.labels}
    return render(request, "leermateriaal/kruis.html", context)


@curator_alleen
def cel(request: Verzoek, code: str, niveau: int) -> HttpResponse:
    """One cell of need × level."""
    if niveau not in Niveau.values:
        raise Http404
    return _cel(request, code, niveau=niveau)


@curator_alleen
def groepcel(request: Verzoek, code: str, groep: str) -> HttpResponse:
    """One cell of need × target group."""
    return _cel(request, code, groep=get_object_or_404(Doelgroep, pk=groep))


def _cel(request: Verzoek, code: str, *, niveau: int | None = None, groep: Doelgroep | None = None) -> HttpResponse:
    """What there is in a cell, earlier verdicts, and a new one."""
    vraag = get_object_or_404(Leervraag.objects.vragen(), pk=code)
    groep_id = groep.pk if groep else None
    form = OordeelFormulier(
        request.POST or None,
        initial={"herzien_op": timezone.localdate() + timedelta(days=182)},
        instance=Inventarisatieoordeel(leervraag=vraag, niveau=niveau, doelgroep=groep),
    )
    terug = reverse("leermateriaal:inventaris") + f"?thema={vraag.thema_id}{'&per=groep' if groep else ''}#{vraag.pk}"
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(request.user)
        try:
            if nieuw:
                actions.oordeel(form.save(commit=False), door=request.user)
                inzending.rond_af(terug)
                messages.success(request, "Het oordeel staat in de inventaris.")
            return redirect(inzending.doel_url or terug)
        except actions.LeermateriaalFout as fout:
            inzending.delete()
            form.add_error(None, ValidationError(str(fout)))
    materialen = actions.materialen_van_cel(vraag.pk, niveau, groep_id)
    per = Celscore.Per.VRAAGGROEP if groep else Celscore.Per.VRAAGNIVEAU
    scores = {
        score.materiaal_id: score
        for score in Celscore.objects.filter(
            per=per, leervraag=vraag, niveau=niveau, doelgroep=groep, materiaal__in=materialen
        )
    }
    rijen = [(materiaal, scores.get(materiaal.pk)) for materiaal in materialen[:50]]
    gemis = Gemis.objects.filter(leervraag=vraag, afgehandeld_op=None)
    if niveau is not None:
        gemis = gemis.filter(Q(niveau=niveau) | Q(niveau=None))
    eerder = Inventarisatieoordeel.objects.filter(leervraag=vraag, niveau=niveau, doelgroep=groep).select_related(
        "door"
    )
    context = {
        "vraag": vraag,
        "as_naam": groep.naam if groep else niveaunaam(niveau),
        "form": form,
        "rijen": rijen,
        "eerder": eerder[:20],
        "gemis": gemis.order_by("-aangemaakt_op")[:20],
        "terug": terug,
        "belang": actions.belang_in_cel(request.user, vraag.pk, niveau, groep_id),
        "hetzelfde": _voorstel_url(vraag, niveau, groep_id),
    }
    return render(request, "leermateriaal/cel.html", context, status=422 if form.errors else 200)


def _voorstel_url(vraag: Leervraag, niveau: int | None, groep: str | None) -> str:
    extra = f"&niveau={niveau}" if niveau is not None else f"&doelgroep={groep}"
    return reverse("leermateriaal:voorstellen") + f"?leervraag={vraag.pk}{extra}"


def _blad(groepen: list[Thema]) -> Iterator[list[Waarde]]:
    for thema, rijen in groepen:
        for rij in rijen:
            for vak in rij.cellen:
                yield [
                    thema.tekst, rij.vraag.tekst, rij.vraag.pk, vak.niveau_naam, vak.aantal, vak.algemeen,
                    "gat" if vak.gat else "mager" if vak.mager else "" if vak.van_toepassing else "n.v.t.",
                    vak.vult, vak.beste.in_woorden if vak.beste else "", vak.ervaringen, vak.gevraagd,
                    vak.oordeel.get_oordeel_display() if vak.oordeel else "", vak.oordeel.reden if vak.oordeel else "",
                    vak.oordeel.op.isoformat() if vak.oordeel else "",
                    vak.oordeel.herzien_op.isoformat() if vak.oordeel else "",
                ]  # fmt: skip


def _koppen(as_: str) -> list[str]:
    return [
        "Thema", "Leervraag", "Code", as_, "Materialen", "Algemeen materiaal", "Stand", "Dit vult het", "Beste score",
        "Ervaringen", "Leerders die dit vroegen (minstens)", "Oordeel", "Reden", "Op", "Opnieuw bekijken op",
    ]  # fmt: skip


def _bestand(inhoud: bytes, naam: str) -> HttpResponse:
    return HttpResponse(
        inhoud,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{naam}-{timezone.localdate().isoformat()}.xlsx"'},
    )


@curator_alleen
def inventaris_export(request: Verzoek) -> HttpResponse:
    """Both matrices as a spreadsheet; with ``thema`` only that one."""
    _, keuze, _ = _keuze(request)
    thema = keuze if "thema" in request.GET and keuze != "alles" else ""
    bladen = [
        ("Per niveau", _koppen("Niveau"), _blad(matrix(thema))),
        ("Per doelgroep", _koppen("Doelgroep"), _blad(groepenmatrix(thema))),
    ]
    return _bestand(maak_xlsx(bladen), "inventaris")


def _gaten(groepen: list[Thema]) -> list[dict[str, Any]]:
    """The holes of a matrix, per theme; within a need in its own order."""
    uit = []
    for thema, rijen in groepen:
        regels = [(rij, [vak for vak in rij.cellen if _ontbreekt(vak)]) for rij in rijen]
        regels = [(rij, vakken) for rij, vakken in regels if vakken]
        if regels:
            # What was asked most comes first; what may not be shown counts as nothing.
            regels.sort(key=lambda regel: -(regel[0].gevraagd or 0))
            uit.append({"thema": thema, "regels": regels, "aantal": sum(len(vakken) for _, vakken in regels)})
    return uit


def _ontbreekt(vak: Cel) -> bool:
    """For the outside world: a hole; of the groups only what the curator judged, not every need × group is needed."""
    return vak.gat if vak.groep is None else vak.oordeel is not None and (vak.gat or vak.mager)


@meertalig_voor_bezoekers
@login_not_required
def wat_ontbreekt(request: HttpRequest) -> HttpResponse:
    """For publishers and the municipality: what is missing, what would fill it, how many learners asked. Public."""
    themas, _, _ = _keuze(request)
    keuze = request.GET.get("thema", "")
    keuze = keuze if keuze in {thema.pk for thema in themas} else ""
    per_niveau, per_groep = _gaten(matrix(keuze)), _gaten(groepenmatrix(keuze))
    if request.GET.get("als") == "xlsx":
        rijen = [
            [punt["thema"].tekst, rij.vraag.tekst, rij.vraag.pk, vak.niveau_naam, vak.vult,
             vak.gevraagd if vak.gevraagd is not None else rij.gevraagd]
            for deel in (per_niveau, per_groep) for punt in deel for rij, vakken in punt["regels"] for vak in vakken
        ]  # fmt: skip
        koppen = ["Thema", "Leervraag", "Code", "Voor", "Dit vult het gat", "Leerders die dit vroegen (minstens)"]
        return _bestand(maak_xlsx([("Wat ontbreekt", koppen, rijen)]), "wat-ontbreekt")
    context = {
        "themas": themas,
        "keuze": keuze,
        "per_niveau": per_niveau,
        "per_groep": per_groep,
        "gaten": sum(punt["aantal"] for punt in per_niveau),
        "starters": sum(
            vak.niveau == Niveau.STARTER for punt in per_niveau for _, vakken in punt["regels"] for vak in vakken
        ),
        "vandaag": timezone.localdate(),
    }
    return render(request, "leermateriaal/wat_ontbreekt.html", context)


@curator_alleen
def herzien(request: Verzoek) -> HttpResponse:
    """Verdicts to look at again, the one that is longest due first."""
    zoek = te_herzien(timezone.localdate()).select_related("leervraag", "doelgroep", "door")
    pagina = Paginator(zoek, PER_PAGINA).get_page(request.GET.get("page"))
    return render(request, "leermateriaal/herzien.html", {"page_obj": pagina, "vandaag": timezone.localdate()})


def belangen(request: Verzoek) -> HttpResponse:
    """Declared interests of curators, for everybody with a login; a curator declares here."""
    curator = is_curator(request.user)
    form = BelangFormulier(request.POST or None, instance=Belang()) if curator else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            inzending, nieuw = form.claim(request.user)
            if nieuw:
                actions.verklaar_belang(form.save(commit=False), door=request.user)
                inzending.rond_af(reverse("leermateriaal:belangen"))
                messages.success(request, "Uw belang staat erbij. U beoordeelt dit materiaal nu niet meer.")
            return redirect("leermateriaal:belangen")
    pagina = Paginator(Belang.objects.select_related("gebruiker", "organisatie"), PER_PAGINA)
    context = {"page_obj": pagina.get_page(request.GET.get("page")), "form": form}
    return render(request, "leermateriaal/belangen.html", context, status=422 if form and form.errors else 200)


@curator_alleen
@require_POST
def belang_einde(request: Verzoek, pk: int) -> HttpResponse:
    """End one's own interest."""
    actions.beeindig_belang(get_object_or_404(Belang, pk=pk, gebruiker=request.user), door=request.user)
    messages.success(request, "Het belang is gestopt. Het blijft zichtbaar in de lijst.")
    return redirect("leermateriaal:belangen")


@curator_alleen
def wijzigingen(request: Verzoek) -> HttpResponse:
    """What changed in the catalogue and the inventory, newest first."""
    modellen = [f"leermateriaal.{naam}" for naam in ("materiaal", "inventarisatieoordeel", "belang", "gemis")]
    zoek = Gebeurtenis.objects.filter(model__in=modellen).select_related("door").order_by("-wanneer", "pk")
    pagina = Paginator(zoek, PER_PAGINA).get_page(request.GET.get("page"))
    regels = list(pagina.object_list)
    pks = [int(regel.object_id) for regel in regels if regel.model == "leermateriaal.materiaal"]
    materialen = Materiaal.objects.in_bulk(pks)
    vragen = Leervraag.objects.in_bulk([regel.gegevens.get("leervraag") or "" for regel in regels])
    groepen = Doelgroep.objects.in_bulk([regel.gegevens.get("doelgroep") or "" for regel in regels])
    for regel in regels:
        voor_sjabloon(
            regel,
            wat=beschrijf(regel, vragen, groepen),
            feiten=feiten_van(regel),
            materiaal=materialen.get(int(regel.object_id)) if regel.model == "leermateriaal.materiaal" else None,
        )
    pagina.object_list = regels
    return render(request, "leermateriaal/wijzigingen.html", {"page_obj": pagina})

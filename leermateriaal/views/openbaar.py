"""The public catalogue: by need first, then materials with why they fit. Nobody needs a login here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from netwerk.kern.choices import Niveau
from netwerk.kern.models import Gebeurtenis, Leervraag

from ..choices import Staat
from ..filters import MateriaalFilter
from ..models import Celscore, Ervaring, Materiaal, Verzameling
from ..permissions import is_curator, is_eigen_uitgave, mag_beoordelen, mag_ervaring_delen
from ..querysets import OPENBAAR
from ..schemaorg import als_tekst, beschrijving
from ..vergelijken import verschillen
from ..woorden import beschrijf
from ..workflow import MATERIAAL
from .zoeken import lees_regel, passend_url

PER_PAGINA = 20


@login_not_required
def lijst(request: HttpRequest) -> HttpResponse:
    """Themes, or what a search found. The query string is the whole search."""
    filter_ = MateriaalFilter(request.GET or None, queryset=Materiaal.objects.gepubliceerd())
    geldig = not filter_.is_bound or filter_.form.is_valid()
    actief = filter_.actief()
    zoek = filter_.qs if geldig else Materiaal.objects.none()
    vraag = _gekozen_vraag(filter_) if geldig else None
    pagina = Paginator(zoek, PER_PAGINA).get_page(request.GET.get("page"))
    pagina.object_list = _rijen(pagina.object_list, vraag, actief)
    toon_themas = not request.GET
    verruim = _verruim(request, filter_, actief) if geldig and actief and not pagina.paginator.count else []
    gelezen = lees_regel(request.GET["q"]) if geldig and request.GET.get("q", "").strip() else None
    if geldig:
        filter_.tel_facetten()
    return render(
        request,
        "leermateriaal/lijst.html",
        {
            "filter": filter_,
            "page_obj": pagina,
            "pillen": [(tekst, _zonder(request, naam)) for naam, tekst in actief.items()],
            "aantal_actief": len(actief),
            "benaderd": filter_.benaderd,
            "themas": _themas() if toon_themas else [],
            "vraag": vraag,
            "verruim": verruim,
            "dichtbij": verruim[0]["materialen"] if verruim else [],
            "gelezen_url": passend_url(gelezen) if gelezen and gelezen.is_profiel else "",
            "passend_url": reverse("leermateriaal:passend") + (f"?leervraag={vraag.pk}" if vraag else ""),
            "gemis_url": reverse("leermateriaal:gemis")
            + "?"
            + urlencode(
                {
                    "leervraag": vraag.pk if vraag else "",
                    "q": request.GET.get("q", "")[:100],
                    "niveau": request.GET.get("niveau", "")[:1],
                }
            ),
            "is_curator": is_curator(request.user),
        },
    )


def _gekozen_vraag(filter_: MateriaalFilter) -> Leervraag | None:
    code = filter_.form.cleaned_data.get("leervraag") if filter_.is_bound else None
    return Leervraag.objects.vragen().filter(pk=code).first() if code else None


def _rijen(zoek: Any, vraag: Leervraag | None, actief: dict[str, str]) -> list[Materiaal]:
    """The page's materials with their score (for the chosen need, else over all) and why they fit."""
    scores = (
        Celscore.objects.filter(per=Celscore.Per.VRAAG, leervraag=vraag)
        if vraag
        else Celscore.objects.filter(per=Celscore.Per.MATERIAAL)
    )
    rijen = list(zoek.met_alles().prefetch_related(Prefetch("celscores", scores, to_attr="scores")))
    for rij in rijen:
        rij.score = rij.scores[0] if rij.scores else None
        rij.redenen = _waarom(rij, vraag, actief)
    return rijen


def _waarom(materiaal: Materiaal, vraag: Leervraag | None, actief: dict[str, str]) -> list[str]:
    redenen = []
    if vraag:
        aantal = len(materiaal.leervragen.all())
        alleen = "Gaat alleen over" if aantal == 1 else "Gaat ook over"
        redenen.append(f"{alleen}: {vraag.kort[:1].lower()}{vraag.kort[1:]}")
        if "niveau" in actief:
            redenen.append(f"Past bij niveau {actief['niveau']}")
    if materiaal.lezen_nodig == "geen":
        redenen.append("Niet lezen nodig")
    if "doelgroep" in actief and materiaal.doelgroepen.all():
        redenen.append(f"Gemaakt voor: {actief['doelgroep']}")
    return redenen if vraag or "doelgroep" in actief else []


def _zonder(request: HttpRequest, *namen: str) -> str:
    rest = request.GET.copy()
    for naam in (*namen, "page"):
        rest.pop(naam, None)
    return f"{request.path}?{rest.urlencode()}"


def _verruim(request: HttpRequest, filter_: MateriaalFilter, actief: dict[str, str]) -> list[dict[str, Any]]:
    """When nothing is found: which one filter to take off, how many that gives, and the first three of them."""
    kansen = []
    for naam, tekst in actief.items():
        if naam == "q" and len(actief) == 1:
            continue  # all there is, is not near anything
        zoek = filter_.deel(naam)
        if aantal := zoek.count():
            kansen.append(
                {"tekst": tekst, "url": _zonder(request, naam), "aantal": aantal, "materialen": list(zoek[:3])}
            )
    # The need itself is the last thing to give up.
    return sorted(kansen, key=lambda kans: (kans["tekst"] == actief.get("leervraag"), kans["aantal"]))


def _themas() -> list[dict[str, Any]]:
    """Theme tiles with how many published materials each has; two queries."""
    paren = set(
        Materiaal.leervragen.through.objects.filter(materiaal__status=Staat.GEPUBLICEERD).values_list(
            "leervraag__thema_id", "materiaal_id"
        )
    )
    telling = Counter(thema for thema, _ in paren)
    return [
        {
            "titel": thema.tekst,
            "icoon": thema.pictogram,
            "aantal": telling[thema.pk],
            "url": reverse("leermateriaal:leervraag", args=[thema.pk]),
        }
        for thema in Leervraag.objects.themas()
    ]


@login_not_required
def leervraag(request: HttpRequest, code: str) -> HttpResponse:
    """The needs of a theme with their supply; a need itself leads to its materials."""
    thema = get_object_or_404(Leervraag, pk=code, actief=True)
    if thema.thema_id:
        return redirect(reverse("leermateriaal:lijst") + "?" + urlencode({"leervraag": thema.pk}))
    koppelingen = Materiaal.leervragen.through.objects.filter(
        materiaal__status=Staat.GEPUBLICEERD, leervraag__thema=thema
    ).values_list("leervraag_id", "materiaal__niveau_van")
    aantal, starter = Counter(), Counter()
    for vraag_code, van in koppelingen:
        aantal[vraag_code] += 1
        starter[vraag_code] += van == Niveau.STARTER
    vragen = [
        {
            "vraag": vraag,
            "aantal": aantal[vraag.pk],
            "starter": starter[vraag.pk],
            "url": reverse("leermateriaal:lijst") + "?" + urlencode({"leervraag": vraag.pk}),
        }
        for vraag in Leervraag.objects.vragen().filter(thema=thema)
    ]
    return render(request, "leermateriaal/thema.html", {"thema": thema, "vragen": vragen})


@login_not_required
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One material: facts, for whom, what it was adapted from, and what the network saw of it."""
    materiaal = get_object_or_404(
        Materiaal.objects.zichtbaar_voor(request.user)
        .met_alles()
        .select_related("bewerking_van", "uitgever_organisatie", "samengevoegd_met", "linkcontrole")
        .prefetch_related(
            "bewerking_van__leervragen",
            "bewerking_van__doelgroepen",
            "bewerking_van__talen",
            Prefetch("bewerkingen", Materiaal.objects.gepubliceerd(), to_attr="bewerkt"),
        ),
        slug=slug,
    )
    if materiaal.samengevoegd_met:  # a merged duplicate keeps its address
        return redirect(materiaal.samengevoegd_met.get_absolute_url(), permanent=True)
    gebruiker = request.user
    scores = list(
        materiaal.celscores.filter(per__in=[Celscore.Per.MATERIAAL, Celscore.Per.VRAAGNIVEAU]).select_related(
            "leervraag"
        )
    )
    ervaringen = Ervaring.objects.filter(materiaal=materiaal).select_related("leervraag", "doelgroep", "organisatie")
    ervaringen = ervaringen.prefetch_related("versies")
    pagina = Paginator(ervaringen, PER_PAGINA).get_page(request.GET.get("page"))
    mag_beheer = mag_beoordelen(gebruiker, materiaal)
    return render(
        request,
        "leermateriaal/detail.html",
        {
            "materiaal": materiaal,
            "verschillen": verschillen(materiaal, materiaal.bewerking_van) if materiaal.bewerking_van else [],
            "totaal": next((cel for cel in scores if cel.per == Celscore.Per.MATERIAAL), None),
            "cellen": sorted(
                (cel for cel in scores if cel.per != Celscore.Per.MATERIAAL),
                key=lambda cel: (cel.leervraag.volgorde, cel.niveau),
            ),
            "page_obj": pagina,
            "eigen_ervaringen": Ervaring.objects.van(gebruiker).filter(materiaal=materiaal).select_related("leervraag")
            if gebruiker.is_authenticated
            else [],
            "mag_ervaring": mag_ervaring_delen(gebruiker, materiaal),
            "eigen_uitgave": is_eigen_uitgave(gebruiker, materiaal),
            "mag_beheer": mag_beheer,
            "knoppen": MATERIAAL.beschikbaar(materiaal, gebruiker) if mag_beheer else [],
            "logboek": _logboek(materiaal) if mag_beheer else [],
            "jsonld": als_tekst(beschrijving(materiaal, request.build_absolute_uri(materiaal.get_absolute_url())))
            if materiaal.status in OPENBAAR
            else "",
            "verzamelingen": Verzameling.objects.zichtbaar_voor(gebruiker)[:50] if gebruiker.is_authenticated else [],
            "openbaar_stand": materiaal.status == Staat.GEPUBLICEERD,
        },
    )


def _logboek(materiaal: Materiaal) -> list[Gebeurtenis]:
    """The last twenty lines about this material, each with ``wat`` in words."""
    regels = list(Gebeurtenis.objects.over(materiaal).select_related("door")[:20])
    for regel in regels:
        regel.wat = beschrijf(regel)
    return regels

"""The public catalogue: by need first, then materials with why they fit. Nobody needs a login here."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from netwerk.kern.choices import Niveau
from netwerk.kern.models import Gebeurtenis, Leervraag
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.talen import is_vertaald, leervraag_kort, leervraag_tekst, meertalig_voor_bezoekers
from netwerk.kern.verzoek import ingelogd

from ..begrijp import zoektermen_lang
from ..choices import Staat
from ..filters import MateriaalFilter, op_deel_van_woorden
from ..models import Celscore, Ervaring, Materiaal, Verzameling
from ..permissions import is_curator, is_eigen_uitgave, mag_beoordelen, mag_ervaring_delen, mag_voorstel_wijzigen
from ..schemaorg import als_tekst, beschrijving
from ..taal import zoektermen
from ..vergelijken import verschillen
from ..woorden import beschrijf, feiten_van
from ..workflow import MATERIAAL
from .zoeken import in_woorden, lees_regel, lijkende_vragen, passend_url, past_bij

PER_PAGINA = 20


@meertalig_voor_bezoekers
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
    tekst = request.GET.get("q", "").strip()[:200] if geldig else ""
    gelezen = lees_regel(tekst) if tekst else None
    voor_leerder = gelezen.is_profiel if gelezen else False
    niets = bool(tekst) and not pagina.paginator.count
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
            "gelezen_url": passend_url(gelezen) if gelezen and voor_leerder else "",
            "gelezen": in_woorden(gelezen) if gelezen and voor_leerder else [],
            "passend": past_bij(gelezen) if gelezen and voor_leerder else None,
            "deels": list(op_deel_van_woorden(Materiaal.objects.gepubliceerd(), tekst)[:5]) if niets else [],
            "vragen": lijkende_vragen(tekst) if niets else [],
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
    """Why this material came out: one reason for each filter in use, and where the words were found."""
    if not actief:
        return []
    redenen = []
    if vraag:
        aantal = len(materiaal.leervragen.all())
        alleen = gettext("Gaat alleen over") if aantal == 1 else gettext("Gaat ook over")
        redenen.append(f"{alleen}: {leervraag_kort(vraag.pk, vraag.kort)}")
    if "q" in actief and (waar := _waar(materiaal, actief["q"])):
        redenen.append(waar)
    if "niveau" in actief:
        redenen.append(gettext("Past bij niveau %(niveau)s") % {"niveau": actief["niveau"]})
    if "taal" in actief:
        redenen.append(gettext("In het %(taal)s") % {"taal": actief["taal"]})
    if materiaal.lezen_nodig == "geen" and (vraag or "lezen" in actief):
        redenen.append(gettext("Niet lezen nodig"))
    elif "lezen" in actief:
        redenen.append(gettext("Een beetje lezen is genoeg"))
    if "nederlands" in actief:
        nederlands = gettext(materiaal.get_nederlands_nodig_display())
        redenen.append(gettext("Vraagt niet meer Nederlands dan: %(niveau)s") % {"niveau": _klein(nederlands)})
    if "doelgroep" in actief:
        gericht = bool(materiaal.doelgroepen.all())
        voor = gettext("Gemaakt voor: %(wie)s") % {"wie": actief["doelgroep"]}
        redenen.append(voor if gericht else gettext("Voor iedereen gemaakt"))
    if "toon" in actief:
        redenen.append(gettext(materiaal.get_toon_display()))
    if "vorm" in actief:
        redenen.append(gettext("Te gebruiken: %(vorm)s") % {"vorm": _klein(actief["vorm"])})
    if "apparaat" in actief:
        werkt = gettext("Werkt op: %(apparaat)s") % {"apparaat": _klein(actief["apparaat"])}
        redenen.append(werkt if materiaal.apparaten else gettext("Geen apparaat nodig"))
    redenen += [gettext("Zonder internet te gebruiken")] if "offline" in actief else []
    return redenen


def _waar(materiaal: Materiaal, tekst: str) -> str:
    """In which need the most of the words stand, when they are about one; else nothing, for the title shows it."""
    termen = set(zoektermen(tekst))
    if termen <= set(zoektermen(materiaal.titel)):
        return ""
    raak = [
        (len(termen & set(zoektermen_lang([vraag.kort, vraag.tekst, *vraag.woorden]))), -plek, vraag.kort)
        for plek, vraag in enumerate(materiaal.leervragen.all())
    ]
    aantal, _, kort = max(raak, default=(0, 0, ""))
    return gettext("U zocht %(tekst)s: leert ‘%(vraag)s’") % {"tekst": tekst, "vraag": kort} if aantal else ""


def _klein(label: str) -> str:
    """A Dutch label within a sentence; other languages keep their capitals."""
    return label if is_vertaald() else label.lower()


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
    telling = dict(
        Materiaal.leervragen.through.objects.filter(materiaal__status=Staat.GEPUBLICEERD)
        .values_list("leervraag__thema_id")
        .annotate(n=Count("materiaal_id", distinct=True))
    )
    return [
        {
            "titel": leervraag_tekst(thema.pk, thema.tekst),
            "icoon": thema.pictogram,
            "aantal": telling.get(thema.pk, 0),
            "url": reverse("leermateriaal:leervraag", args=[thema.pk]),
        }
        for thema in Leervraag.objects.themas()
    ]


@meertalig_voor_bezoekers
@login_not_required
def leervraag(request: HttpRequest, code: str) -> HttpResponse:
    """The needs of a theme with their supply; a need itself leads to its materials."""
    thema = get_object_or_404(Leervraag, pk=code, actief=True)
    if thema.thema_id:
        return redirect(reverse("leermateriaal:lijst") + "?" + urlencode({"leervraag": thema.pk}))
    koppelingen = Materiaal.leervragen.through.objects.filter(
        materiaal__status=Staat.GEPUBLICEERD, leervraag__thema=thema
    ).values_list("leervraag_id", "materiaal__niveau_van")
    aantal: Counter[str] = Counter()
    starter: Counter[str] = Counter()
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


@meertalig_voor_bezoekers
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
        materiaal.celscores.filter(per__in=[Celscore.Per.MATERIAAL, Celscore.Per.VRAAG, Celscore.Per.CEL])
        .select_related("leervraag", "doelgroep")
        .order_by("leervraag__volgorde", "leervraag", "niveau", F("doelgroep__volgorde").asc(nulls_last=True))
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
            "per_vraag": [
                {
                    "vraag": totaal.leervraag,
                    "totaal": totaal,
                    "cellen": [
                        cel
                        for cel in scores
                        if cel.per == Celscore.Per.CEL and cel.leervraag_id == totaal.leervraag_id and cel.aantal
                    ],
                }
                for totaal in scores
                if totaal.per == Celscore.Per.VRAAG
            ],
            "page_obj": pagina,
            "eigen_ervaringen": Ervaring.objects.van(gebruiker).filter(materiaal=materiaal).select_related("leervraag")
            if gebruiker.is_authenticated
            else [],
            "mag_ervaring": mag_ervaring_delen(gebruiker, materiaal),
            "eigen_uitgave": is_eigen_uitgave(gebruiker, materiaal),
            "mag_beheer": mag_beheer,
            "mag_voorstel": not mag_beheer and mag_voorstel_wijzigen(gebruiker, materiaal),
            "lijkt": Materiaal.objects.dubbelen(materiaal.titel, materiaal.link, zonder=materiaal.pk)
            if mag_beheer and materiaal.status in (Staat.VOORGESTELD, Staat.IN_BEOORDELING)
            else [],
            "knoppen": MATERIAAL.beschikbaar(materiaal, ingelogd(request)) if mag_beheer else [],
            "logboek": _logboek(materiaal) if mag_beheer else [],
            "jsonld": als_tekst(beschrijving(materiaal, request.build_absolute_uri(materiaal.get_absolute_url())))
            if materiaal.status in (Staat.GEPUBLICEERD, Staat.VEROUDERD)
            else "",
            "verzamelingen": Verzameling.objects.zichtbaar_voor(gebruiker)[:50] if gebruiker.is_authenticated else [],
            "openbaar_stand": materiaal.status == Staat.GEPUBLICEERD,
        },
    )


def _logboek(materiaal: Materiaal) -> list[Gebeurtenis]:
    """The last twenty lines about this material, each with ``wat`` in words."""
    regels = list(Gebeurtenis.objects.over(materiaal).select_related("door")[:20])
    for regel in regels:
        voor_sjabloon(regel, wat=beschrijf(regel), feiten=feiten_van(regel))
    return regels

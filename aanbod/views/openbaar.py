"""The public directory: search, one provision, and "klopt dit niet?". Nobody needs a login here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from netwerk.kern.leesreplica import van_de_replica
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.talen import meertalig, vertaal_formulier

from .. import agenda as dagen
from .. import bladeren, dichtbij, jsonld, rijen, waarborgen
from ..actions import meld_onjuist
from ..bladwijzers import is_bewaard
from ..choices import AanbodStatus, Soort
from ..filters import AanbodFilter
from ..forms import MeldingFormulier
from ..models import Aanbod
from ..permissions import mag_aanbod_beheren, mag_aanbod_maken
from ..querysets import AanbodQuerySet
from ..rooster import rooster
from ..zoeken import is_weinig
from ..zoekpagina import FACETTEN, Resultaat, bladzijde

PER_PAGINA = 20
MEESTE_NAAST_ELKAAR = 3


@meertalig
@login_not_required
@van_de_replica
def lijst(request: HttpRequest) -> HttpResponse:
    """The directory; the query string is the whole search."""
    precieze = 0
    for precies in (True, False):
        # The words as typed first; only when hardly anything has them, the dearer question what looks like them.
        filter_ = AanbodFilter(request.GET or None, queryset=Aanbod.objects.gepubliceerd(), precies=precies)
        geldig = not filter_.is_bound or filter_.form.is_valid()
        zoek = filter_.qs if geldig else Aanbod.objects.none()
        pagina, gevonden = _zoek(filter_, zoek, request.GET.get("page"))
        tekst = request.GET.get("q", "")
        if not (precies and geldig and tekst and is_weinig(gevonden.aantal, tekst)):
            break
        precieze = gevonden.aantal
    vandaag = timezone.localdate()
    pagina.object_list = rijen.als_html(gevonden.pks, gevonden.afstanden, vandaag, kiezen=True)
    actief = filter_.actief() if filter_.is_bound else {}
    context: dict[str, Any] = {
        "filter": filter_,
        "page_obj": pagina,
        "pillen": [(tekst, _zonder(request, naam)) for naam, tekst in actief.items()],
        "aantal_actief": len(actief),
        "benaderd": filter_.benaderd and gevonden.aantal > precieze,
        "precieze": precieze,
        "facetten": _facetten(request, gevonden, actief),
        "ringen": [
            (gettext("tot %(km)s kilometer") % {"km": ring // 1000}, aantal, _met(request, "straal", str(ring)))
            for ring, aantal in gevonden.ringen
            if aantal and "straal" not in actief
        ],
        "verruim": _verruim(request, actief) if geldig and not pagina.paginator.count else [],
        "verborgen": [(naam, waarde) for naam, waarden in request.GET.lists() for waarde in waarden if naam != "kies"],
        "kaart_url": f"{reverse('aanbod:kaart')}?{request.GET.urlencode()}",
        "bewaar_url": f"{reverse('aanbod:zoekvraag_nieuw')}?{request.GET.urlencode()}"
        if request.user.is_authenticated
        else "",
        "mag_maken": request.user.is_authenticated and mag_aanbod_maken(request.user),
        "vandaag": vandaag,
    }
    return render(request, "aanbod/lijst.html", context)


def _zoek(filter_: AanbodFilter, zoek: AanbodQuerySet, nummer: Any) -> tuple[Page, Resultaat]:
    plaats = filter_.alleen_plaats()
    if plaats is not None:
        return dichtbij.bladzijde(zoek, plaats, nummer, PER_PAGINA)
    vakken = filter_.alleen_vakken()
    if vakken is not None:
        return bladeren.bladzijde(zoek, vakken, nummer, PER_PAGINA)
    return bladzijde(zoek, list(AanbodFilter.VOLGORDE), nummer, PER_PAGINA)


def _facetten(request: HttpRequest, gevonden: Resultaat, actief: dict[str, str]) -> list[dict[str, Any]]:
    """What can still be chosen within these results, with how many that leaves."""
    return [
        {
            "label": label,
            "keuzes": [(keuze, _met(request, naam, keuze.waarde)) for keuze in gevonden.facetten[naam]],
        }
        for naam, (label, _) in FACETTEN.items()
        if naam not in actief and len(gevonden.facetten.get(naam, [])) > 1
    ]


def _met(request: HttpRequest, naam: str, waarde: str) -> str:
    """The address of this search with one more choice."""
    return _adres(request, zonder=(naam, "page"), erbij=[(naam, waarde)])


def rijen_van(zoek: AanbodQuerySet) -> list[Aanbod]:
    """Provision as rows of the directory, outside a search."""
    return [voor_sjabloon(rij, afstand_tekst="") for rij in rijen.met_nu(list(zoek.voor_rijen()))]


def _zonder(request: HttpRequest, *namen: str) -> str:
    """The address of this search without some of its filters."""
    return _adres(request, zonder=(*namen, "page"))


def _adres(request: HttpRequest, *, zonder: tuple[str, ...], erbij: Sequence[tuple[str, str]] = ()) -> str:
    rest = [(naam, waarde) for naam, waarden in request.GET.lists() if naam not in zonder for waarde in waarden]
    return f"{request.path}?{urlencode([*rest, *erbij])}"


def _verruim(request: HttpRequest, actief: dict[str, str]) -> list[dict[str, Any]]:
    """When nothing is found: which one filter to take off, and how many that gives. One count per filter in use."""
    kansen = []
    for naam, tekst in actief.items():
        if naam == "pc4":
            continue
        rest = request.GET.copy()
        rest.pop(naam)
        aantal = AanbodFilter(rest, queryset=Aanbod.objects.gepubliceerd()).qs.count()
        if aantal:
            kansen.append({"tekst": tekst, "url": _zonder(request, naam), "aantal": aantal})
    return sorted(kansen, key=lambda kans: kans["aantal"])


@meertalig
@login_not_required
@van_de_replica
def vergelijk(request: HttpRequest) -> HttpResponse:
    """Up to three provisions side by side; which ones stands in the address."""
    slugs = list(dict.fromkeys(request.GET.getlist("kies")))[:MEESTE_NAAST_ELKAAR]
    zoek = Aanbod.objects.gepubliceerd().filter(slug__in=slugs).voor_lijst().prefetch_related("doelgroepen")
    rijen = sorted(zoek, key=lambda rij: slugs.index(rij.slug))
    terug = request.GET.copy()
    terug.pop("kies", None)
    return render(
        request,
        "aanbod/vergelijk.html",
        {"rijen": rijen, "terug": f"{reverse('aanbod:lijst')}?{terug.urlencode()}", "vandaag": timezone.localdate()},
    )


@meertalig
@login_not_required
@van_de_replica
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One provision, for anybody; not published: only for who manages it."""
    aanbod = get_object_or_404(
        Aanbod.objects.zichtbaar_voor(request.user)
        .select_related("organisatie", "gecontroleerd_door")
        .prefetch_related(
            "locaties__stadsdeel",
            "talen",
            "doelgroepen",
            "leervragen__thema",
            "tijden",
            "uitzonderingen",
            "waarborgen__bevestigd_door",
        ),
        slug=slug,
    )
    veilig = waarborgen.regels(aanbod, timezone.localdate()) if aanbod.soort == Soort.VEILIGE_PLEK else []
    return render(
        request,
        "aanbod/detail.html",
        {
            "aanbod": aanbod,
            "mag_beheren": request.user.is_authenticated and mag_aanbod_beheren(request.user, aanbod),
            "kruimels": [{"label": gettext("Aanbod"), "url": "/aanbod/"}, {"label": aanbod.naam}],
            "vandaag": timezone.localdate(),
            "jsonld": jsonld.voor_pagina(aanbod) if aanbod.status == AanbodStatus.GEPUBLICEERD else "",
            "uren": rooster(aanbod, timezone.now()),
            "waarborgen": veilig,
            "alles_veilig": bool(veilig) and all(regel.geldig for regel in veilig),
            "bewaard": is_bewaard(request, aanbod),
            "heeft_dagen": dagen.heeft_dagen(aanbod, timezone.localdate()),
        },
    )


@login_not_required
@van_de_replica
def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of one provision, for one's own diary."""
    zoek = Aanbod.objects.gepubliceerd().select_related("organisatie").prefetch_related("locaties")
    aanbod = get_object_or_404(zoek, slug=slug)
    antwoord = HttpResponse(dagen.kalender(aanbod, timezone.localdate()), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{aanbod.slug}.ics"'
    return antwoord


@meertalig
@login_not_required
def klopt_niet(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the organisation what is wrong on its page."""
    aanbod = get_object_or_404(Aanbod.objects.gepubliceerd().select_related("organisatie"), slug=slug)
    form = MeldingFormulier(request.POST or None)
    vertaal_formulier(form)
    if request.method == "POST" and form.is_valid():
        inzending, nieuw = form.claim(request.user if request.user.is_authenticated else None)
        if nieuw:
            meld_onjuist(aanbod=aanbod, tekst=form.cleaned_data["tekst"])
            inzending.rond_af(aanbod.get_absolute_url())
        dank = gettext("Dank u wel. %(organisatie)s kijkt het na.")
        messages.success(request, dank % {"organisatie": aanbod.organisatie})
        return redirect(aanbod)
    status = 422 if form.errors else 200
    return render(request, "aanbod/klopt_niet.html", {"aanbod": aanbod, "form": form}, status=status)

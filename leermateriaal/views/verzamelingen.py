"""Collections: a coach's own set, its order, and the handout with QR codes."""

from __future__ import annotations

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from netwerk.kern.bereik import bereik
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.verzoek import Verzoek

from .. import verzamelen
from ..actions import LeermateriaalFout
from ..choices import Staat
from ..forms import VerzamelingFormulier
from ..models import Materiaal, Verzameling, Verzamelstuk

PER_PAGINA = 20
#: Not to be seen by the public yet.
NOG_NIET = (Staat.VOORGESTELD, Staat.IN_BEOORDELING)


def lijst(request: Verzoek) -> HttpResponse:
    """One's own collections and those that colleagues share."""
    zoek = Verzameling.objects.zichtbaar_voor(request.user).select_related("maker", "organisatie")
    pagina = Paginator(zoek.annotate(aantal=Count("stukken")).order_by("titel", "pk"), PER_PAGINA).get_page(
        request.GET.get("page")
    )
    return render(
        request, "leermateriaal/verzamelingen.html", {"page_obj": pagina, "mag": bool(request.user.organisatie_ids)}
    )


def _haal(request: Verzoek, pk: int) -> Verzameling:
    zoek = Verzameling.objects.zichtbaar_voor(request.user).select_related("maker", "organisatie")
    return get_object_or_404(zoek, pk=pk)


def _stukken(verzameling: Verzameling) -> list[Verzamelstuk]:
    return list(verzameling.stukken.select_related("materiaal").order_by("volgorde", "pk"))


def nieuw(request: Verzoek) -> HttpResponse:
    """Make a collection; with ``materiaal`` in the address that one goes in at once."""
    if not request.user.organisatie_ids:
        raise Http404
    eerste = Materiaal.objects.zichtbaar_voor(request.user).filter(slug=request.GET.get("materiaal", "")).first()
    form = VerzamelingFormulier(request.POST or None, door=request.user)
    if request.method == "POST" and form.is_valid():
        inzending, is_nieuw = form.claim(request.user)
        if is_nieuw:
            verzameling = verzamelen.bewaar(form.save(commit=False), door=request.user)
            if eerste:
                verzamelen.voeg_toe(verzameling, eerste, door=request.user)
            inzending.rond_af(verzameling.get_absolute_url())
            messages.success(
                request, "De verzameling is gemaakt. Voeg materiaal toe vanaf de pagina van dat materiaal."
            )
        return redirect(inzending.doel_url or "leermateriaal:verzamelingen")
    context = {
        "form": form,
        "titel": "Nieuwe verzameling",
        "knop": "Maak de verzameling",
        "terug": reverse("leermateriaal:verzamelingen"),
        "inleiding": "Een eigen rij materiaal voor een leerder of een les. U kunt haar afdrukken, met QR-codes.",
    }
    return render(request, "leermateriaal/formulier.html", context, status=422 if form.errors else 200)


def detail(request: Verzoek, pk: int) -> HttpResponse:
    """A collection with its materials in order."""
    return _toon(request, _haal(request, pk))


def _toon(
    request: Verzoek, verzameling: Verzameling, *, fout_bij: int | None = None, fout: str = "", status: int = 200
) -> HttpResponse:
    """The page; after a refused note with what was typed, and why it was refused."""
    stukken = _stukken(verzameling)
    for rij in stukken:
        if rij.pk == fout_bij:
            voor_sjabloon(rij, notitie=request.POST.get("notitie", ""), fout=fout)
    context = {
        "verzameling": verzameling,
        "stukken": stukken,
        "fout": fout,
        "mag_weg": verzameling.maker_id in (None, request.user.pk),
        "link": request.build_absolute_uri(verzamelen.maak_link(verzameling)) if verzameling.met_link else "",
    }
    return render(request, "leermateriaal/verzameling.html", context, status=status)


def wijzig(request: Verzoek, pk: int) -> HttpResponse:
    """Change title, explanation and sharing."""
    verzameling = _haal(request, pk)
    form = VerzamelingFormulier(request.POST or None, instance=verzameling, door=request.user)
    if request.method == "POST" and form.is_valid():
        verzamelen.bewaar(form.save(commit=False), door=request.user)
        messages.success(request, "Opgeslagen.")
        return redirect(verzameling.get_absolute_url())
    context = {
        "form": form,
        "titel": "Verzameling wijzigen",
        "knop": "Opslaan",
        "terug": verzameling.get_absolute_url(),
    }
    return render(request, "leermateriaal/formulier.html", context, status=422 if form.errors else 200)


@require_POST
def verwijder(request: Verzoek, pk: int) -> HttpResponse:
    """Throw a collection away."""
    try:
        verzamelen.verwijder(_haal(request, pk), door=request.user)
    except LeermateriaalFout as fout:
        messages.error(request, str(fout))
        return redirect("leermateriaal:verzameling", pk)
    messages.success(request, "De verzameling is weggegooid.")
    return redirect("leermateriaal:verzamelingen")


@require_POST
def kopieer(request: Verzoek, pk: int) -> HttpResponse:
    """Make a set of one's own out of this one, and change it at once."""
    kopie = verzamelen.kopieer(_haal(request, pk), door=request.user)
    messages.success(request, "Dit is uw eigen kopie. Alleen u ziet haar, tot u haar deelt.")
    return redirect("leermateriaal:verzameling_wijzigen", kopie.pk)


@require_POST
def voeg_toe(request: Verzoek, slug: str) -> HttpResponse:
    """Put a material in a collection, from the material's page."""
    materiaal = get_object_or_404(Materiaal.objects.zichtbaar_voor(request.user), slug=slug)
    keuze = request.POST.get("verzameling", "")
    if not keuze.isdecimal():
        return redirect(reverse("leermateriaal:verzameling_nieuw") + f"?materiaal={materiaal.slug}")
    verzameling = _haal(request, int(keuze))
    try:
        verzamelen.voeg_toe(verzameling, materiaal, door=request.user)
    except LeermateriaalFout as fout:
        messages.error(request, str(fout))
    else:
        messages.success(request, f"Staat in ‘{verzameling.titel}’.")
    return redirect(verzameling.get_absolute_url())


@require_POST
def stuk(request: Verzoek, pk: int, wat: str) -> HttpResponse:
    """Move a material in its collection, say what to do with it, or take it out."""
    rij = get_object_or_404(Verzamelstuk.objects.select_related("verzameling"), pk=pk)
    verzameling = _haal(request, rij.verzameling_id)
    if wat == "weg":
        verzamelen.haal_weg(rij, door=request.user)
    elif wat == "notitie":
        try:
            verzamelen.noteer_bij(rij, request.POST.get("notitie", ""), door=request.user)
        except ValidationError as fout:
            return _toon(request, verzameling, fout_bij=pk, fout=" ".join(fout.messages), status=422)
        messages.success(request, "De notitie is opgeslagen. Zij staat ook op de hand-out.")
    elif wat in ("omhoog", "omlaag"):
        verzamelen.verplaats(rij, -1 if wat == "omhoog" else 1, door=request.user)
    else:
        raise Http404
    return redirect(rij.verzameling.get_absolute_url())


def handout(request: Verzoek, pk: int) -> HttpResponse:
    """One sheet for the learner: each material with a QR code to it, or to our page when it has no link."""
    return _blad(request, _haal(request, pk), publiek=False)


@login_not_required
@never_cache
def met_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same sheet for who has the link: a learner at home, a volunteer in training. Only where its makers opened it.

    The scope is this one set (migration 0006), so nothing else can come along.
    """
    pk = verzamelen.lees_link(token)
    if pk is None:
        raise Http404
    with bereik(kaart=f"verzameling:{pk}"):
        verzameling = get_object_or_404(Verzameling.objects.select_related("organisatie"), pk=pk, met_link=True)
        return _blad(request, verzameling, publiek=True)


def _qr(adres: str) -> str:
    return segno.make(adres, error="m", micro=False).svg_data_uri(scale=3, border=2, dark="#000", light="#fff")


def _blad(request: HttpRequest, verzameling: Verzameling, *, publiek: bool) -> HttpResponse:
    """The sheet; who has only the link sees no proposals that wait for the curator."""
    stukken = [rij for rij in _stukken(verzameling) if not publiek or rij.materiaal.status not in NOG_NIET]
    for rij in stukken:
        adres = rij.materiaal.link or request.build_absolute_uri(rij.materiaal.get_absolute_url())
        voor_sjabloon(rij, adres=adres, qr=_qr(adres))
    link = request.build_absolute_uri(verzamelen.maak_link(verzameling)) if verzameling.met_link else ""
    context = {
        "verzameling": verzameling,
        "stukken": stukken,
        "publiek": publiek,
        "link": link,
        "link_qr": _qr(link) if link else "",
    }
    return render(request, "leermateriaal/handout.html", context)

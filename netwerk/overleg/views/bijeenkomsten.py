"""Meetings: the list, one meeting with its report, and what the secretary does with them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.verzoek import Verzoek

from .. import actions
from ..choices import Komst
from ..forms import BijeenkomstFormulier, PuntFormulier, ThemaFormulier
from ..models import Agendasuggestie, Bijeenkomst, BijeenkomstThema, Contactafspraak, Signaal, Taak
from ..permissions import is_lid, mag_meedoen, mag_overleg_beheren
from .hulp import formulierpagina, kruimels
from .verslag import bewerklinks

PER_PAGINA = 12


def home(request: Verzoek) -> HttpResponse:
    """What is to come, what was, and the way to suggestions and tasks."""
    if not is_lid(request.user):
        raise Http404
    bijeenkomsten = Bijeenkomst.objects.zichtbaar_voor(request.user)
    taken = Taak.objects.zichtbaar_voor(request.user)
    return render(
        request,
        "overleg/home.html",
        {
            "komend": bijeenkomsten.komend().voor_lijst()[:6],
            "page_obj": Paginator(bijeenkomsten.geweest().voor_lijst(), PER_PAGINA).get_page(request.GET.get("page")),
            "aantal_suggesties": Agendasuggestie.objects.zichtbaar_voor(request.user).open().count(),
            "aantal_gevraagd": taken.zoekt_eigenaar().count(),
            "aantal_laat": taken.te_laat().count(),
            "aantal_signalen": Signaal.objects.zichtbaar_voor(request.user).open().count(),
            "signalen_laat": Signaal.objects.zichtbaar_voor(request.user).te_laat().count(),
            "contact_laat": Contactafspraak.objects.zichtbaar_voor(request.user).te_laat().count(),
            "acties": [
                {"label": "Nieuwe bijeenkomst", "url": reverse("overleg:bijeenkomst_nieuw"), "icoon": "calendar-plus"}
            ]
            if mag_overleg_beheren(request.user)
            else [],
        },
    )


def bijeenkomst(request: Verzoek, slug: str) -> HttpResponse:
    """One meeting: when and where, the report in themes, what came of it."""
    gevonden = get_object_or_404(Bijeenkomst.objects.zichtbaar_voor(request.user), slug=slug)
    acties: list[dict[str, Any]] = []
    if not gevonden.is_geweest and not gevonden.afgelast_op and mag_meedoen(request.user):
        doel = f"{reverse('overleg:suggestie_nieuw')}?bijeenkomst={gevonden.pk}"
        acties.append({"label": "Doe een suggestie", "url": doel, "icoon": "lightbulb", "soort": "primary"})
    if gevonden.datum is None and gevonden.datumopties.exists() and mag_meedoen(request.user):
        doel = reverse("overleg:prikker", args=[slug])
        acties.append({"label": "Kies een datum", "url": doel, "icoon": "calendar-check", "soort": "primary"})
    beheert = mag_overleg_beheren(request.user)
    deelnames = list(gevonden.deelnames.select_related("gebruiker", "organisatie"))
    return render(
        request,
        "overleg/bijeenkomst.html",
        {
            "bijeenkomst": gevonden,
            "themas": gevonden.themas.prefetch_related("punten"),
            "presentaties": gevonden.presentaties.select_related("organisatie", "bestand"),
            "agendapunten": gevonden.agendapunten.select_related("organisatie"),
            "ik": next((rij for rij in deelnames if rij.gebruiker_id == request.user.pk), None),
            "komst": [keuze for keuze in Komst.choices if keuze[0] != Komst.ONBEKEND],
            "komt": [rij for rij in deelnames if rij.komst == Komst.KOMT],
            "misschien": sum(rij.komst == Komst.MISSCHIEN for rij in deelnames),
            "aanwezig": [rij for rij in deelnames if rij.aanwezig],
            "bewerklinks": bewerklinks(gevonden) if beheert else [],
            "suggesties": gevonden.suggesties.voor_lijst(request.user)[:20],
            "taken": gevonden.taken.voor_lijst()[:60],
            "mag_beheren": beheert,
            "mag_meedoen": mag_meedoen(request.user),
            "acties": acties,
            "kruimels": kruimels(gevonden.titel),
        },
    )


@vereist_rol(Rol.SECRETARIS)
def bijeenkomst_bewerk(request: Verzoek, slug: str | None = None) -> HttpResponse:
    """Make or change a meeting; the date may stay open."""
    instantie = get_object_or_404(Bijeenkomst.objects.zichtbaar_voor(request.user), slug=slug) if slug else None
    titel = f"{instantie.titel} wijzigen" if instantie else "Nieuwe bijeenkomst"

    def bewaar(form: Any) -> str:
        return actions.bewaar_bijeenkomst(form.save(), nieuw=slug is None, door=request.user).get_absolute_url()

    return formulierpagina(
        request,
        BijeenkomstFormulier(request.POST or None, instance=instantie),
        bewaar,
        titel=titel,
        terug=instantie.get_absolute_url() if instantie else reverse("overleg:home"),
        pad=kruimels(titel),
        gelukt="De bijeenkomst is opgeslagen.",
        inleiding="De datum mag leeg blijven. Dan staat er: de datum staat nog niet vast.",
    )


@vereist_rol(Rol.SECRETARIS)
def thema_nieuw(request: Verzoek, slug: str) -> HttpResponse:
    """Add a theme to the report."""
    gevonden = get_object_or_404(Bijeenkomst.objects.zichtbaar_voor(request.user), slug=slug)
    form = ThemaFormulier(request.POST or None, instance=BijeenkomstThema(bijeenkomst=gevonden))
    return _voeg_toe(request, form, gevonden, "Thema toevoegen", gevonden.themas)


@vereist_rol(Rol.SECRETARIS)
def punt_nieuw(request: Verzoek, slug: str, thema: int) -> HttpResponse:
    """Add what was said to a theme."""
    gevonden = get_object_or_404(Bijeenkomst.objects.zichtbaar_voor(request.user), slug=slug)
    bij = get_object_or_404(gevonden.themas, pk=thema)
    form = PuntFormulier(request.POST or None)
    form.instance.thema = bij
    return _voeg_toe(request, form, gevonden, f"Punt toevoegen bij {bij.titel}", bij.punten)


def _voeg_toe(request: Verzoek, form: Any, bij: Bijeenkomst, titel: str, reeks: Any) -> HttpResponse:
    def bewaar(form: Any) -> str:
        form.instance.volgorde = (reeks.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0) + 1
        form.save()
        noteer("verslag:aangevuld", bij, door=request.user, organisaties=request.user.organisatie_ids)
        return bij.get_absolute_url()

    return formulierpagina(
        request, form, bewaar, titel=titel, terug=bij.get_absolute_url(), knop="Toevoegen",
        pad=kruimels((bij.titel, bij.get_absolute_url()), titel), gelukt="Toegevoegd aan het verslag.",
    )  # fmt: skip

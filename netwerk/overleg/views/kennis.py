"""The knowledge centre: finding, reading and writing articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from netwerk.kern.logboek import noteer
from netwerk.kern.talen import meertalig_voor_bezoekers, vertaal_formulier
from netwerk.kern.verzoek import Verzoek, ingelogd

from .. import actions
from ..bestanden import bewaar as bewaar_bestand
from ..choices import Artikelsoort
from ..forms import ArtikelFormulier, BijlageFormulier, KennisFilter, VerwijzingFormulier
from ..models import Artikel, Bijlage, Verwijzing
from ..opmaak import als_html
from ..permissions import is_lid, mag_artikel_bewerken, mag_meedoen
from ..workflow import artikelstroom
from .hulp import doe, formulierpagina

PER_PAGINA = 12


def kennispad(*stappen: tuple[str, str] | str) -> list[dict[str, str]]:
    """The path from the knowledge centre; visitors have no way to the rest of the room."""
    rij = [{"label": gettext("Kennis"), "url": reverse("overleg:kennis")}]
    return rij + [{"label": s} if isinstance(s, str) else {"label": s[0], "url": s[1]} for s in stappen]


@meertalig_voor_bezoekers
@login_not_required
def lijst(request: HttpRequest) -> HttpResponse:
    """Articles by words, theme and role; for visitors the public ones."""
    filter_ = KennisFilter(request.GET or {})
    vertaal_formulier(filter_)
    filter_.is_valid()
    gekozen = {naam: waarde for naam, waarde in filter_.cleaned_data.items() if waarde}
    artikelen = Artikel.objects.zichtbaar_voor(request.user)
    handleiding = request.GET.get("soort") == Artikelsoort.HANDLEIDING
    mijn = False
    if request.GET.get("welke") == "mijn" and is_lid(request.user):
        mijn = True
        artikelen = artikelen.filter(organisatie_id__in=request.user.organisatie_ids)
    else:
        artikelen = artikelen.gepubliceerd()
    if handleiding:
        artikelen = artikelen.filter(soort=Artikelsoort.HANDLEIDING).order_by("titel")
    artikelen, benaderd = artikelen.voor_keuze(**gekozen)
    acties: list[dict[str, Any]] = []
    if mag_meedoen(request.user):
        acties = [
            {
                "label": "Artikel schrijven",
                "url": reverse("overleg:artikel_nieuw"),
                "icoon": "pencil",
                "soort": "primary",
            },
            {"label": "Stel een vraag", "url": reverse("overleg:vraag_nieuw"), "icoon": "question-circle"},
        ]
    return render(
        request,
        "overleg/kennis.html",
        {
            "form": filter_,
            "aantal_actief": len(gekozen),
            "benaderd": benaderd,
            "handleiding": handleiding,
            "mijn": mijn,
            "is_lid": is_lid(request.user),
            "page_obj": Paginator(artikelen.voor_lijst(), PER_PAGINA).get_page(request.GET.get("page")),
            "acties": acties,
        },
    )


@meertalig_voor_bezoekers
@login_not_required
def artikel(request: HttpRequest, slug: str) -> HttpResponse:
    """One article with what belongs to it."""
    gevonden = get_object_or_404(Artikel.objects.zichtbaar_voor(request.user).voor_lijst(), slug=slug)
    bewerkt = mag_artikel_bewerken(request.user, gevonden)
    acties: list[dict[str, Any]] = []
    if bewerkt:
        for label, naam, icoon in (
            ("Wijzigen", "artikel_wijzig", "pencil"),
            ("Bijlage toevoegen", "bijlage_nieuw", "paperclip"),
            ("Verwijzing toevoegen", "verwijzing_nieuw", "link-45deg"),
        ):
            doel = reverse(f"overleg:{naam}", args=[slug])
            acties.append({"label": label, "url": doel, "icoon": icoon, "soort": "outline-secondary"})
        for overgang in artikelstroom.beschikbaar(gevonden, ingelogd(request)):
            acties.append(
                {
                    "label": overgang.label,
                    "url": reverse("overleg:artikel_overgang", args=[slug, overgang.naam]),
                    "icoon": overgang.icoon,
                    "post": True,
                    "soort": "primary" if overgang.naam == "publiceer" else "outline-secondary",
                    "verborgen": {"versie": gevonden.versie},
                }
            )
    return render(
        request,
        "overleg/artikel.html",
        {
            "artikel": gevonden,
            "html": als_html(gevonden.tekst),
            "bijlagen": gevonden.bijlagen.select_related("bestand"),
            "verwijzingen": gevonden.verwijzingen.all(),
            "leervragen": gevonden.leervragen.all(),
            "bewerkt": bewerkt,
            "acties": acties,
            "kruimels": kennispad(gevonden.titel),
        },
    )


def bewerk(request: Verzoek, slug: str | None = None) -> HttpResponse:
    """Write or change an article; the button Voorbeeld shows how it will look and keeps what was typed."""
    if not mag_meedoen(request.user):
        raise Http404
    instantie = _mijn(request, slug) if slug else Artikel()
    form = ArtikelFormulier(request.POST or None, instance=instantie, gebruiker=request.user)
    titel = "Artikel wijzigen" if slug else "Artikel schrijven"
    terug = instantie.get_absolute_url() if slug else reverse("overleg:kennis")
    if request.method == "POST" and "voorbeeld" in request.POST:
        return render(
            request,
            "overleg/artikel_schrijven.html",
            {
                "form": form,
                "titel": titel,
                "annuleer_url": terug,
                "voorbeeld": als_html(request.POST.get("tekst", "")[:40_000]),
                "kruimels": kennispad(titel),
            },
        )

    def bewaar(form: Any) -> str:
        if not slug:
            form.instance.auteur = request.user
        gemaakt = form.save()
        actions.zet_openbaar(gemaakt)
        noteer("artikel:bewaard", gemaakt, door=request.user, organisaties=[gemaakt.organisatie_id])
        return gemaakt.get_absolute_url()

    return formulierpagina(
        request,
        form,
        bewaar,
        titel=titel,
        terug=terug,
        pad=kennispad(titel),
        gelukt="Opgeslagen." if slug else "Opgeslagen als concept. Kies ‘Publiceren’ als anderen het mogen lezen.",
        sjabloon="overleg/artikel_schrijven.html",
    )


def _mijn(request: Verzoek, slug: str) -> Artikel:
    gevonden = get_object_or_404(Artikel.objects.zichtbaar_voor(request.user), slug=slug)
    if not mag_artikel_bewerken(request.user, gevonden):
        raise Http404
    return gevonden


STAPPEN: dict[str, tuple[Callable[..., Any], str]] = {
    "publiceer": (actions.publiceer, "Het artikel is gepubliceerd."),
    "archiveer": (actions.archiveer, "Het artikel staat in het archief. Alleen u en uw collega's zien het nog."),
    "kijk_na": (actions.kijk_na, "Dank u. Over een half jaar vragen wij het weer."),
}


@require_POST
def overgang(request: Verzoek, slug: str, naam: str) -> HttpResponse:
    """Publish, put in the archive, or say that it still holds."""
    gevonden = _mijn(request, slug)
    if naam not in STAPPEN:
        raise Http404
    actie, gelukt = STAPPEN[naam]
    versie = request.POST.get("versie", "")
    doe(
        request,
        lambda: actie(gevonden, door=request.user, versie=int(versie) if versie.isdecimal() else None),
        gelukt,
    )
    return redirect(gevonden)


def bijlage(request: Verzoek, slug: str) -> HttpResponse:
    """Add a file."""
    gevonden = _mijn(request, slug)
    form = BijlageFormulier(request.POST or None, request.FILES or None)

    def bewaar(form: Any) -> str:
        bestand = bewaar_bestand(*form.cleaned_data["upload"], door=request.user)
        actions.voeg_bijlage_toe(gevonden, bestand=bestand, label=form.cleaned_data["label"], door=request.user)
        if bestand.is_beeld:
            regel = f"![{form.cleaned_data['label']}]({bestand.get_absolute_url()})"
            messages.info(request, f"Wilt u de afbeelding in de tekst? Zet daar dan deze regel: {regel}")
        return gevonden.get_absolute_url()

    return formulierpagina(
        request, form, bewaar, titel="Bijlage toevoegen", terug=gevonden.get_absolute_url(),
        pad=kennispad((gevonden.titel, gevonden.get_absolute_url()), "Bijlage"), gelukt="De bijlage staat erbij.",
        inleiding=gevonden.titel,
    )  # fmt: skip


def verwijzing(request: Verzoek, slug: str) -> HttpResponse:
    """Add a page that belongs with it."""
    gevonden = _mijn(request, slug)
    form = VerwijzingFormulier(request.POST or None, instance=Verwijzing(artikel=gevonden))

    def bewaar(form: Any) -> str:
        form.save()
        return gevonden.get_absolute_url()

    return formulierpagina(
        request, form, bewaar, titel="Verwijzing toevoegen", terug=gevonden.get_absolute_url(),
        pad=kennispad((gevonden.titel, gevonden.get_absolute_url()), "Verwijzing"),
        gelukt="De verwijzing staat erbij.", inleiding=gevonden.titel,
    )  # fmt: skip


@require_POST
def haal_weg(request: Verzoek, slug: str, wat: str, pk: int) -> HttpResponse:
    """Take a file or a reference off an article."""
    gevonden = _mijn(request, slug)
    if wat == "bijlage":
        get_object_or_404(Bijlage.objects.select_related("bestand"), artikel=gevonden, pk=pk).bestand.delete()
    elif wat == "verwijzing":
        get_object_or_404(Verwijzing, artikel=gevonden, pk=pk).delete()
    else:
        raise Http404
    noteer("artikel:minder", gevonden, door=request.user, organisaties=[gevonden.organisatie_id], wat=wat)
    messages.success(request, "Weggehaald.")
    return redirect(gevonden)

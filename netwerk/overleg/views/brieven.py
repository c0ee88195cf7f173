"""The newsletter for who makes it: compose, look, send, follow."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from netwerk.kern.choices import Rol
from netwerk.kern.logboek import noteer
from netwerk.kern.models import Stadsdeel
from netwerk.kern.permissions import vereist_rol
from netwerk.kern.rijen import voor_sjabloon
from netwerk.kern.verzoek import Verzoek

from .. import abonnees, actions, bezorgen
from ..choices import Briefstand, Nieuwssoort
from ..forms import BriefFormulier, KiesNieuwsFormulier, RegelFormulier, UitzetFormulier
from ..models import Nieuwsbrief, Nieuwsregel
from ..workflow import briefstroom
from .hulp import doe, formulierpagina, kruimels

logger = logging.getLogger(__name__)

PER_PAGINA = 20


def _pad(*stappen: tuple[str, str] | str) -> list[dict[str, str]]:
    return kruimels(("Nieuwsbrief maken", reverse("overleg:brieven")), *stappen)


def _vind(pk: int) -> Nieuwsbrief:
    return get_object_or_404(Nieuwsbrief, pk=pk)


def _url(brief: Nieuwsbrief) -> str:
    return reverse("overleg:brief", args=[brief.pk])


@vereist_rol(Rol.SECRETARIS)
def lijst(request: Verzoek) -> HttpResponse:
    """All issues, and how many people get them; no addresses."""
    return render(
        request,
        "overleg/brieven.html",
        {
            "page_obj": Paginator(Nieuwsbrief.objects.order_by("-pk"), PER_PAGINA).get_page(request.GET.get("page")),
            "tel": abonnees.tel(),
            "acties": [
                {
                    "label": "Nieuwe nieuwsbrief",
                    "url": reverse("overleg:brief_nieuw"),
                    "icoon": "plus-lg",
                    "soort": "primary",
                },
                {"label": "Iemand afmelden", "url": reverse("overleg:abonnee_uit"), "icoon": "person-x"},
            ],
            "kruimels": kruimels("Nieuwsbrief maken"),
        },
    )


@vereist_rol(Rol.SECRETARIS)
def bewerk(request: Verzoek, pk: int | None = None) -> HttpResponse:
    """The words around the news."""
    brief = _vind(pk) if pk else Nieuwsbrief(door=request.user)
    if pk and not brief.is_concept:
        raise Http404

    def bewaar(form: Any) -> str:
        gemaakt = form.save()
        noteer("nieuwsbrief:bewaard", gemaakt, door=request.user, organisaties=request.user.organisatie_ids)
        return _url(gemaakt)

    titel = "Nieuwsbrief wijzigen" if pk else "Nieuwe nieuwsbrief"
    return formulierpagina(
        request,
        BriefFormulier(request.POST or None, instance=brief),
        bewaar,
        titel=titel,
        terug=_url(brief) if pk else reverse("overleg:brieven"),
        pad=_pad(titel),
        gelukt="Opgeslagen.",
    )


@vereist_rol(Rol.SECRETARIS)
def brief(request: Verzoek, pk: int) -> HttpResponse:
    """An issue in the making: its lines, and what is new to choose from. Under way: how far it is."""
    gevonden = _vind(pk)
    form = (
        KiesNieuwsFormulier(request.POST if request.method == "POST" else None, brief=gevonden)
        if gevonden.is_concept
        else None
    )
    if request.method == "POST" and form is None:
        raise Http404

    def bewaar(form: Any) -> str:
        aantal = actions.neem_op(gevonden, form.gekozen(), door=request.user)
        messages.success(request, f"{aantal} {'bericht' if aantal == 1 else 'berichten'} opgenomen.")
        return _url(gevonden)

    acties: list[dict[str, Any]] = [
        {
            "label": "Bekijk hoe hij wordt" if gevonden.is_concept else "Bekijken",
            "url": gevonden.get_absolute_url(),
            "icoon": "eye",
        },
    ]
    if gevonden.is_concept:
        acties += [
            {"label": "Tekst wijzigen", "url": reverse("overleg:brief_wijzig", args=[pk]), "icoon": "pencil"},
            {"label": "Eigen bericht", "url": reverse("overleg:regel_nieuw", args=[pk]), "icoon": "plus-lg"},
            {
                "label": "Proef naar mij",
                "url": reverse("overleg:brief_proef", args=[pk]),
                "icoon": "envelope",
                "post": True,
            },
            {
                "label": "Versturen",
                "url": reverse("overleg:brief_versturen", args=[pk]),
                "icoon": "send",
                "soort": "primary",
            },
        ]
    return formulierpagina(
        request,
        form,
        bewaar,
        titel=gevonden.titel,
        terug=_url(gevonden),
        pad=_pad(gevonden.titel),
        knop="Neem op",
        sjabloon="overleg/brief.html",
        brief=gevonden,
        groepen=bezorgen.groepeer(_met_plek(gevonden)),
        niets_nieuws=form is not None and not form.soorten,
        voortgang=None if gevonden.is_concept else bezorgen.voortgang(gevonden),
        loopt=gevonden.status == Briefstand.BEZIG,
        acties=acties,
        standacties=_standacties(request, gevonden),
    )


def _met_plek(brief: Nieuwsbrief) -> list[Nieuwsregel]:
    """The lines, each with ``waar``: its districts by name."""
    namen = dict(Stadsdeel.objects.values_list("code", "naam"))
    regels = list(brief.regels.all())
    for regel in regels:
        voor_sjabloon(regel, waar=", ".join(namen.get(code, code) for code in regel.stadsdelen))
    return regels


def _standacties(request: Verzoek, gevonden: Nieuwsbrief) -> list[dict[str, Any]]:
    """Hold, go on; sending itself asks first."""
    return [
        {
            "label": overgang.label,
            "url": reverse("overleg:brief_stand", args=[gevonden.pk, overgang.naam]),
            "icoon": overgang.icoon,
            "post": True,
            "verborgen": {"versie": gevonden.versie},
        }
        for overgang in briefstroom.beschikbaar(gevonden, request.user)
        if overgang.naam in ("pauzeer", "hervat")
    ]


@vereist_rol(Rol.SECRETARIS)
def regel(request: Verzoek, pk: int, regel: int | None = None) -> HttpResponse:
    """A line of one's own, or change one."""
    gevonden = _vind(pk)
    if not gevonden.is_concept:
        raise Http404
    instantie = (
        get_object_or_404(gevonden.regels, pk=regel)
        if regel
        else Nieuwsregel(nieuwsbrief=gevonden, soort=Nieuwssoort.ANDERS)
    )

    def bewaar(form: Any) -> str:
        actions.bewaar_regel(form.instance)
        return _url(gevonden)

    titel = "Bericht wijzigen" if regel else "Eigen bericht"
    return formulierpagina(
        request,
        RegelFormulier(request.POST or None, instance=instantie),
        bewaar,
        titel=titel,
        terug=_url(gevonden),
        pad=_pad((gevonden.titel, _url(gevonden)), titel),
        gelukt="Opgeslagen.",
    )


@require_POST
@vereist_rol(Rol.SECRETARIS)
def regel_weg(request: Verzoek, pk: int, regel: int) -> HttpResponse:
    """Take a line out."""
    gevonden = get_object_or_404(Nieuwsregel.objects.select_related("nieuwsbrief"), pk=regel, nieuwsbrief=pk)
    doe(request, lambda: actions.haal_regel_weg(gevonden), "Het bericht is uit de nieuwsbrief gehaald.")
    return redirect("overleg:brief", pk=pk)


@require_POST
@vereist_rol(Rol.SECRETARIS)
def proef(request: Verzoek, pk: int) -> HttpResponse:
    """One copy to oneself."""
    gevonden = _vind(pk)
    try:
        bezorgen.stuur_proef(gevonden, request.user)
    except (SMTPException, OSError):
        logger.exception("proof of a newsletter not sent")
        messages.error(request, "De proef is niet verstuurd. Probeer het later nog eens.")
    else:
        messages.success(request, f"De proef is verstuurd naar {request.user.email}.")
    return redirect("overleg:brief", pk=pk)


@vereist_rol(Rol.SECRETARIS)
def versturen(request: Verzoek, pk: int) -> HttpResponse:
    """Ask, then send: this cannot be taken back."""
    gevonden = _vind(pk)
    aantal = abonnees.tel()["actief"]
    if not gevonden.is_concept:
        return redirect("overleg:brief", pk=pk)
    if request.method == "POST":
        versie = request.POST.get("versie", "")
        doe(
            request,
            lambda: bezorgen.start(gevonden, door=request.user, versie=int(versie) if versie.isdecimal() else None),
            "De nieuwsbrief wordt nu verstuurd.",
        )
        return redirect("overleg:brief", pk=pk)
    gevolgen = [
        f"{aantal} {'adres krijgt' if aantal == 1 else 'adressen krijgen'} deze nieuwsbrief.",
        "U kunt er daarna niets meer aan veranderen.",
        "Hij komt in het archief, dat iedereen kan lezen.",
    ]
    if not gevonden.regels.exists() and not gevonden.inleiding:
        gevolgen.insert(0, "Let op: er staat nog niets in.")
    return render(
        request,
        "componenten/bevestig.html",
        {
            "titel": "Nieuwsbrief versturen?",
            "tekst": gevonden.titel,
            "gevolgen": gevolgen,
            "knop": "Ja, versturen",
            "knop_soort": "primary",
            "verborgen": {"versie": gevonden.versie},
            "terug_url": _url(gevonden),
            "kruimels": _pad((gevonden.titel, _url(gevonden)), "Versturen"),
        },
    )


@require_POST
@vereist_rol(Rol.SECRETARIS)
def stand(request: Verzoek, pk: int, naam: str) -> HttpResponse:
    """Hold, go on, or send again to those of whom nobody knows."""
    gevonden = _vind(pk)
    if naam == "opnieuw" and gevonden.status in (Briefstand.BEZIG, Briefstand.VERZONDEN):

        def opnieuw() -> None:
            bezorgen.stuur_onzekere_opnieuw(gevonden)
            if gevonden.status == Briefstand.VERZONDEN:
                briefstroom.voer_uit(gevonden, "heropen", door=request.user)

        doe(request, opnieuw, "De mail gaat nog eens naar wie hem misschien niet kreeg.")
    elif naam in ("pauzeer", "hervat"):
        woorden = "De verzending staat stil." if naam == "pauzeer" else "De verzending gaat verder."
        doe(request, lambda: briefstroom.voer_uit(gevonden, naam, door=request.user), woorden)
    else:
        raise Http404
    return redirect("overleg:brief", pk=pk)


@vereist_rol(Rol.SECRETARIS)
def abonnee_uit(request: Verzoek) -> HttpResponse:
    """Take an address off at its owner's request."""

    def bewaar(form: Any) -> str:
        if abonnees.zet_uit(form.cleaned_data["email"]):
            messages.success(request, "Dit adres krijgt de nieuwsbrief niet meer.")
        else:
            messages.info(request, "Dit adres krijgt de nieuwsbrief niet.")
        return reverse("overleg:brieven")

    return formulierpagina(
        request,
        UitzetFormulier(request.POST or None),
        bewaar,
        titel="Iemand afmelden",
        terug=reverse("overleg:brieven"),
        pad=_pad("Iemand afmelden"),
        knop="Afmelden",
        inleiding="Vroeg iemand u om de nieuwsbrief te stoppen? Vul het adres in.",
    )

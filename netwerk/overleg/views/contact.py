"""Regular contact between formal and informal organisations."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from netwerk.kern.logboek import noteer
from netwerk.kern.verzoek import Verzoek

from .. import actions
from ..forms import ContactafspraakFormulier, ContactmomentFormulier, StopFormulier
from ..models import Contactafspraak, Contactmoment
from ..permissions import is_lid, mag_contact_bijhouden, mag_meedoen
from .hulp import formulierpagina, kruimels

PER_PAGINA = 20
WELKE = {"mijn": "Van mijn organisatie", "laat": "Te laat", "alle": "Alle", "gestopt": "Gestopt"}


def _pad(*stappen: tuple[str, str] | str) -> list[dict[str, str]]:
    return kruimels(("Vast contact", reverse("overleg:contacten")), *stappen)


def lijst(request: Verzoek) -> HttpResponse:
    """Who speaks whom and when; what is late first."""
    if not is_lid(request.user):
        raise Http404
    afspraken = Contactafspraak.objects.zichtbaar_voor(request.user)
    welke = request.GET.get("welke", "alle")
    if welke == "mijn":
        afspraken = afspraken.van(request.user).lopend()
    elif welke == "laat":
        afspraken = afspraken.te_laat()
    elif welke == "gestopt":
        afspraken = afspraken.filter(gestopt_op__isnull=False)
    else:
        welke, afspraken = "alle", afspraken.lopend()
    return render(
        request,
        "overleg/contacten.html",
        {
            "page_obj": Paginator(afspraken.voor_lijst(), PER_PAGINA).get_page(request.GET.get("page")),
            "welke": welke,
            "keuzes": WELKE.items(),
            "acties": [
                {
                    "label": "Afspraak maken",
                    "url": reverse("overleg:contact_nieuw"),
                    "icoon": "plus-lg",
                    "soort": "primary",
                }
            ]
            if mag_meedoen(request.user)
            else [],
            "kruimels": kruimels("Vast contact"),
        },
    )


def _vind(request: Verzoek, pk: int) -> Contactafspraak:
    return get_object_or_404(Contactafspraak.objects.zichtbaar_voor(request.user).voor_lijst(), pk=pk)


def _mijn(request: Verzoek, pk: int) -> Contactafspraak:
    afspraak = _vind(request, pk)
    if not mag_contact_bijhouden(request.user, afspraak):
        raise Http404
    return afspraak


def detail(request: Verzoek, pk: int) -> HttpResponse:
    """One agreement with every time they spoke."""
    afspraak = _vind(request, pk)
    mag = mag_contact_bijhouden(request.user, afspraak)
    acties: list[dict[str, str]] = []
    if mag and afspraak.gestopt_op is None:
        for label, naam, icoon, soort in (
            ("Wij spraken elkaar", "contact_gesproken", "chat-dots", "primary"),
            ("Wijzigen", "contact_wijzig", "pencil", "outline-secondary"),
            ("Stoppen", "contact_stop", "x-circle", "outline-secondary"),
        ):
            acties.append(
                {"label": label, "url": reverse(f"overleg:{naam}", args=[pk]), "icoon": icoon, "soort": soort}
            )
    momenten = Paginator(afspraak.momenten.select_related("door"), PER_PAGINA)
    return render(
        request,
        "overleg/contact.html",
        {
            "afspraak": afspraak,
            "page_obj": momenten.get_page(request.GET.get("page")),
            "acties": acties,
            "kruimels": _pad(afspraak.titel),
        },
    )


def bewerk(request: Verzoek, pk: int | None = None) -> HttpResponse:
    """Make or change an agreement."""
    if not mag_meedoen(request.user):
        raise Http404
    afspraak = _mijn(request, pk) if pk else Contactafspraak()
    form = ContactafspraakFormulier(request.POST or None, instance=afspraak, gebruiker=request.user)

    def bewaar(form: Any) -> str:
        gemaakt = form.save()
        organisaties = [gemaakt.formeel_id, *(organisatie.pk for organisatie in form.cleaned_data["informeel"])]
        noteer(
            "contact:gewijzigd" if pk else "contact:afgesproken", gemaakt, door=request.user, organisaties=organisaties
        )
        return gemaakt.get_absolute_url()

    titel = "Afspraak wijzigen" if pk else "Vast contact afspreken"
    return formulierpagina(
        request,
        form,
        bewaar,
        titel=titel,
        terug=afspraak.get_absolute_url() if pk else reverse("overleg:contacten"),
        pad=_pad(titel),
        gelukt="De afspraak is opgeslagen. Wordt het te laat, dan krijgt degene die het plant bericht.",
        inleiding="Eén formele organisatie en een of meer informele, die elkaar geregeld spreken.",
    )


def gesproken(request: Verzoek, pk: int) -> HttpResponse:
    """Note that they spoke."""
    afspraak = _mijn(request, pk)

    def bewaar(form: Any) -> str:
        actions.noteer_contact(
            afspraak,
            datum=form.cleaned_data["datum"],
            afgesproken=form.cleaned_data["afgesproken"],
            door=request.user,
        )
        return afspraak.get_absolute_url()

    return formulierpagina(
        request,
        ContactmomentFormulier(request.POST or None, instance=Contactmoment(afspraak=afspraak)),
        bewaar,
        titel="Wij spraken elkaar",
        terug=afspraak.get_absolute_url(),
        pad=_pad((afspraak.titel, afspraak.get_absolute_url()), "Wij spraken elkaar"),
        gelukt="Genoteerd. De volgende keer staat al klaar.",
        inleiding=afspraak.titel,
    )


def stop(request: Verzoek, pk: int) -> HttpResponse:
    """End an agreement."""
    afspraak = _mijn(request, pk)

    def bewaar(form: Any) -> str:
        actions.stop_contact(afspraak, reden=form.cleaned_data["reden"], door=request.user)
        return afspraak.get_absolute_url()

    return formulierpagina(
        request,
        StopFormulier(request.POST or None),
        bewaar,
        titel="Stoppen met deze afspraak",
        terug=afspraak.get_absolute_url(),
        pad=_pad((afspraak.titel, afspraak.get_absolute_url()), "Stoppen"),
        gelukt="De afspraak is gestopt. Wat u noteerde, blijft staan.",
        knop="Stoppen",
        knop_soort="danger",
        inleiding=afspraak.titel,
    )

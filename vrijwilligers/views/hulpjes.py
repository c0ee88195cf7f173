"""What several pages of the room share."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from netwerk.kern.choices import Rol
from netwerk.kern.models import Organisatie
from netwerk.kern.verzoek import Verzoek
from netwerk.kern.workflow import Overgang

PER_PAGINA = 25


def knop(label: str, url: str, *, icoon: str = "", soort: str = "outline-secondary", **meer: Any) -> dict[str, Any]:
    """One button for componenten/knop.html."""
    return {"label": label, "url": url, "icoon": icoon, "soort": soort, **meer}


def knop_van(overgang: Overgang, url: str, *, versie: int | None = None, eerste: bool = False) -> dict[str, Any]:
    """A transition as a button: posted at once with ``versie``, else a link to a page that asks something first."""
    soort = "outline-danger" if overgang.gevaarlijk else "primary" if eerste else "outline-secondary"
    post = {"post": True, "verborgen": {"versie": versie}} if versie is not None else {}
    return knop(overgang.label, url, icoon=overgang.icoon, soort=soort, **post)


def pagina(request: HttpRequest, rijen: Any, per: int = PER_PAGINA) -> Any:
    """The asked page; a nonsensical number gives the first or the last."""
    return Paginator(rijen, per).get_page(request.GET.get("page"))


def versie_uit(request: HttpRequest) -> int | None:
    """The version the page showed, when it sent one."""
    tekst = request.POST.get("versie", "")
    return int(tekst) if tekst.isdecimal() and len(tekst) < 10 else None


def meld_fout(request: HttpRequest, fout: Exception) -> None:
    """Show a WerkstroomFout above the next page."""
    messages.error(request, gettext(str(fout)))


def eigen_organisatie(request: Verzoek) -> Organisatie:
    """The organisation a coordinator works for: the one named by ``organisatie``, else the first by name."""
    eigen = request.user.organisaties_met_rol(Rol.COORDINATOR)
    gevraagd = request.POST.get("organisatie") or request.GET.get("organisatie")
    if gevraagd:
        eigen = tuple(o for o in eigen if str(o.pk) == gevraagd)
    if not eigen:
        raise Http404
    return eigen[0]


def kruimels(*stappen: tuple[str, str]) -> list[dict[str, str]]:
    """A trail that starts at the board; (label, address or '')."""
    begin = {"label": "Vrijwilligers", "url": reverse("vrijwilligers:bord")}
    return [begin, *({"label": label, "url": url} for label, url in stappen)]


def formulierpagina(request: HttpRequest, form: Any, titel: str, terug: str, **meer: Any) -> HttpResponse:
    """A page with one form; 422 when what was sent is wrong, so that htmx shows it too."""
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request,
        "vrijwilligers/formulier.html",
        {"form": form, "titel": titel, "terug_url": terug, "kruimels": kruimels((titel, "")), **meer},
        status=status,
    )

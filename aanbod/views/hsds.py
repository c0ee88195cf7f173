"""The read-only HSDS 3.1 interface: published provision for other systems, without login, errors as JSON.

Parameters and paging as the specification has them (docs.openreferral.org, API reference). An unknown parameter is
ignored, a value that makes no sense is an error 400 that says which.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from netwerk.kern.leesreplica import van_de_replica
from netwerk.kern.models import Organisatie, Postcodegebied
from netwerk.kern.profiel import Plaats

from .. import hsds_merken, hsds_uit, openapi
from ..hsds_vraag import Ongeldig, als_uuid, gefilterd, getal, ja
from ..models import Aanbod, AanbodLocatie

PER_PAGINA, MEESTE_PER_PAGINA = 50, 500
#: Everything at once (minimal, ndjson) stays within this; a network of one city has a few thousand.
ALLES = 20_000


def _json(gegevens: Any, status: int = 200) -> JsonResponse:
    antwoord = JsonResponse(gegevens, safe=False, status=status, json_dumps_params={"ensure_ascii": False})
    # Open data: any page may read it. There are no cookies to misuse.
    antwoord["Access-Control-Allow-Origin"] = "*"
    return antwoord


def fout(status: int, boodschap: str) -> JsonResponse:
    """Any error, in the form of the specification."""
    return _json({"status": status, "error": boodschap}, status)


def leesbaar(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Public, GET only, and every error as JSON."""

    lees = van_de_replica(view)

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def binnen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            antwoord = fout(405, "Only GET: this interface is read-only.")
            antwoord["Allow"] = "GET, HEAD"
            return antwoord
        try:
            return lees(request, *args, **kwargs)
        except Ongeldig as mis:
            return fout(400, str(mis))
        except Http404 as mis:
            return fout(404, str(mis) or "Not found.")

    return binnen


def _pagina(request: HttpRequest, rijen: Any, vorm: Callable[[Any], Any]) -> HttpResponse:
    """One page in the envelope of the specification; ``format=ndjson`` gives everything, one record a line."""
    formaat = request.GET.get("format", "json") or "json"
    if formaat == "ndjson":
        regels = "".join(json.dumps(vorm(rij), ensure_ascii=False) + "\n" for rij in rijen[:ALLES])
        antwoord = HttpResponse(regels, content_type="application/x-ndjson")
        antwoord["Access-Control-Allow-Origin"] = "*"
        return antwoord
    if formaat != "json":
        raise Ongeldig("'format' must be json or ndjson.")
    grootte = getal(request, "per_page", PER_PAGINA, MEESTE_PER_PAGINA)
    bladen = Paginator(rijen, grootte)
    nummer = getal(request, "page", 1, 10**8)
    if nummer > bladen.num_pages:
        raise Http404(f"There are {bladen.num_pages} pages.")
    blad = bladen.page(nummer)
    inhoud = [vorm(rij) for rij in blad.object_list]
    return _json(
        {
            "total_items": bladen.count,
            "total_pages": bladen.num_pages,
            "page_number": nummer,
            "size": len(inhoud),
            "first_page": nummer == 1,
            "last_page": nummer == bladen.num_pages,
            "empty": not inhoud,
            "contents": inhoud,
        }
    )


# --- addresses ------------------------------------------------------------------------------------------------------
@leesbaar
def begin(request: HttpRequest) -> HttpResponse:
    """What this is."""
    return _json(
        {
            "version": "3.1",
            "profile": "https://docs.openreferral.org/en/3.1/",
            "openapi_url": f"{settings.PORTAAL_URL}{reverse('hsds:openapi')}",
            "description": "Aanbod voor digitale vaardigheden in de stad: alleen wat gepubliceerd is.",
            "publisher": {"name": "Netwerk Digitaal", "website": f"{settings.PORTAAL_URL}/"},
        }
    )


@leesbaar
def beschrijving(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    return _json(openapi.beschrijving(f"{settings.PORTAAL_URL}{reverse('hsds:begin')}".rstrip("/")))


@leesbaar
def onbekend(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address below /hsds/."""
    raise Http404("There is no such endpoint; see openapi.json.")


def _minimaal(aanbod: Aanbod) -> dict[str, Any]:
    moment = aanbod.gewijzigd_op.astimezone(UTC).isoformat()
    return {"id": str(aanbod.uuid), "last_modified": moment, "modified_date": moment}


@leesbaar
def diensten(request: HttpRequest) -> HttpResponse:
    """Services, one-to-one fields only; ``full`` gives the lists too, ``minimal`` everything as id and date."""
    zoek = gefilterd(request)
    if ja(request, "minimal"):
        rijen = list(zoek.only("uuid", "gewijzigd_op")[:ALLES])
        return _pagina_alles([_minimaal(rij) for rij in rijen])
    if ja(request, "full"):
        return _pagina(request, hsds_uit.met_alles(zoek), hsds_uit.dienst)
    return _pagina(request, zoek.select_related("organisatie"), hsds_uit.dienst_plat)


def _pagina_alles(inhoud: list[Any]) -> HttpResponse:
    return _json(
        {
            "total_items": len(inhoud),
            "total_pages": 1,
            "page_number": 1,
            "size": len(inhoud),
            "first_page": True,
            "last_page": True,
            "empty": not inhoud,
            "contents": inhoud,
        }
    )


@leesbaar
def dienst(request: HttpRequest, nummer: str) -> HttpResponse:
    """One service, fully nested."""
    aanbod = hsds_uit.met_alles(Aanbod.objects.gepubliceerd()).filter(uuid=_of_404(nummer)).first()
    if aanbod is None:
        raise Http404("No published service has this id.")
    return _json(hsds_uit.dienst(aanbod))


def _of_404(nummer: str) -> uuid.UUID:
    try:
        return uuid.UUID(nummer)
    except ValueError as fout:
        raise Http404("An id is a UUID.") from fout


@leesbaar
def organisaties(request: HttpRequest) -> HttpResponse:
    """Organisations with published provision."""
    zoek = Organisatie.objects.filter(actief=True)
    tekst = request.GET.get("search", "").replace("\x00", "").strip()[:200]
    if tekst:
        zoek = zoek.filter(Q(naam__icontains=tekst) | Q(omschrijving__icontains=tekst))
    zoek = zoek.filter(pk__in=gefilterd(request, op_tekst=False).order_by().values("organisatie_id")).order_by("pk")
    vol, met_diensten = ja(request, "full"), ja(request, "full_service")
    if not vol and not met_diensten:
        return _pagina(request, zoek, lambda rij: hsds_uit.organisatie_plat(hsds_uit.organisatie(rij)))
    return _pagina(request, zoek, _Volledig(zoek, met_diensten))


class _Volledig:
    """Full organisations of one page, with their services; the services are fetched once."""

    def __init__(self, zoek: QuerySet[Organisatie], vol: bool) -> None:
        self.zoek, self.vol = zoek, vol
        self.per: dict[int, list[Aanbod]] | None = None

    def __call__(self, organisatie: Organisatie) -> dict[str, Any]:
        if self.per is None:
            self.per = {}
            alle = Aanbod.objects.gepubliceerd().filter(organisatie__in=self.zoek).order_by("pk")
            for aanbod in hsds_uit.met_alles(alle):
                self.per.setdefault(aanbod.organisatie_id, []).append(aanbod)
        return hsds_uit.organisatie_vol(organisatie, self.per.get(organisatie.pk, []), self.vol)


@leesbaar
def organisatie(request: HttpRequest, nummer: str) -> HttpResponse:
    """One organisation with its locations and services; ``full_service`` gives those entirely."""
    vol = ja(request, "full_service")
    zoek = Organisatie.objects.filter(actief=True, uuid=_of_404(nummer))
    gevonden = zoek.first()
    volledig = _Volledig(zoek, vol)
    record = volledig(gevonden) if gevonden else None
    if record is None or not record["services"]:
        raise Http404("No organization with published services has this id.")
    return _json(record)


def _openbare_plekken(request: HttpRequest) -> QuerySet[AanbodLocatie]:
    zoek: Any = gefilterd(request)
    postcode = "".join(request.GET.get("postcode", "").split()).upper()
    straal = getal(request, "proximity", 0, 200_000)
    plekken = AanbodLocatie.objects.filter(aanbod__in=zoek.order_by().values("pk"))
    if postcode:
        gebied = Postcodegebied.objects.filter(pk=postcode[:4]).first()
        if gebied is None:
            raise Ongeldig("'postcode' lies outside the area of this network.")
        plaats = Plaats(gebied.lat, gebied.lon, gebied.pc4)
        binnen = hsds_uit.dichtbij(plekken, plaats, float(straal) if straal else None)
        plekken = plekken.filter(pk__in=binnen)
    elif straal:
        raise Ongeldig("'proximity' asks for a 'postcode' too.")
    return plekken.order_by("pk")


@leesbaar
def plekken(request: HttpRequest) -> HttpResponse:
    """Services at locations; near a postcode with ``postcode`` and ``proximity`` (metres)."""
    vol = ja(request, "full")
    zoek = _openbare_plekken(request).select_related("locatie", "aanbod__organisatie")
    if vol:
        zoek = zoek.prefetch_related(
            "aanbod__plekken__locatie", "aanbod__talen", "aanbod__leervragen", "aanbod__doelgroepen"
        )
        return _pagina(request, zoek, hsds_uit.plek_vol)
    return _pagina(request, zoek, hsds_uit.plek_plat)


@leesbaar
def plek(request: HttpRequest, nummer: str) -> HttpResponse:
    """One service at one location, fully nested."""
    zoek = AanbodLocatie.objects.filter(
        uuid=_of_404(nummer), aanbod__in=Aanbod.objects.gepubliceerd().values("pk")
    ).select_related("locatie", "aanbod__organisatie")
    gevonden = zoek.first()
    if gevonden is None:
        raise Http404("No published service at a location has this id.")
    return _json(hsds_uit.plek_vol(gevonden))


@leesbaar
def taxonomieen(request: HttpRequest) -> HttpResponse:
    """Our vocabularies."""
    alle = [hsds_merken.taxonomie(code) for code in hsds_merken.TAXONOMIEEN]
    return _pagina(request, _met_woord(alle, request), lambda rij: rij)


@leesbaar
def taxonomie(request: HttpRequest, nummer: str) -> HttpResponse:
    """One vocabulary."""
    return _json(_een([hsds_merken.taxonomie(code) for code in hsds_merken.TAXONOMIEEN], nummer))


@leesbaar
def termen(request: HttpRequest) -> HttpResponse:
    """The terms; ``parent_id`` and ``top_only`` for the two levels of needs."""
    alle: list[dict[str, Any]] = [hsds_merken.als_hsds(term) for term in hsds_merken.alle_termen()]
    if nummer := request.GET.get("taxonomy_id", ""):
        alle = [term for term in alle if term["taxonomy_detail"]["id"] == str(als_uuid(nummer, "taxonomy_id"))]
    if nummer := request.GET.get("parent_id", ""):
        alle = [term for term in alle if term.get("parent_id") == str(als_uuid(nummer, "parent_id"))]
    if ja(request, "top_only"):
        alle = [term for term in alle if "parent_id" not in term]
    return _pagina(request, _met_woord(alle, request), lambda rij: rij)


@leesbaar
def term(request: HttpRequest, nummer: str) -> HttpResponse:
    """One term."""
    return _json(_een([hsds_merken.als_hsds(term) for term in hsds_merken.alle_termen()], nummer))


def _met_woord(rijen: list[dict[str, Any]], request: HttpRequest) -> list[dict[str, Any]]:
    tekst = request.GET.get("search", "").strip().lower()
    return [rij for rij in rijen if tekst in f"{rij['name']} {rij['description']}".lower()] if tekst else rijen


def _een(rijen: Iterable[dict[str, Any]], nummer: str) -> dict[str, Any]:
    gezocht = str(_of_404(nummer))
    for rij in rijen:
        if rij["id"] == gezocht:
            return rij
    raise Http404("Nothing has this id.")

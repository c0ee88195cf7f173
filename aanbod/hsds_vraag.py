"""What a request to the open data interface asks for: parameters read strictly, provision filtered by them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time

from django.db.models import Model, Q
from django.http import HttpRequest

from . import hsds_merken
from .models import Aanbod, AanbodLocatie
from .querysets import AanbodQuerySet
from .zoeken import op_woorden


class Ongeldig(Exception):
    """A parameter makes no sense; the text says which and why."""


def getal(request: HttpRequest, naam: str, anders: int, meeste: int) -> int:
    """A whole number from 1 to ``meeste``."""
    tekst = request.GET.get(naam, "")
    if not tekst:
        return anders
    if not (tekst.isascii() and tekst.isdigit()) or not 1 <= int(tekst[:9]) <= meeste:
        raise Ongeldig(f"'{naam}' must be a whole number from 1 to {meeste}.")
    return int(tekst)


def ja(request: HttpRequest, naam: str) -> bool:
    """Whether it is asked."""
    tekst = request.GET.get(naam, "").lower()
    if tekst not in ("", "true", "false", "1", "0"):
        raise Ongeldig(f"'{naam}' must be true or false.")
    return tekst in ("true", "1")


def als_uuid(tekst: str, naam: str) -> uuid.UUID:
    """An id; raises Ongeldig."""
    try:
        return uuid.UUID(tekst)
    except ValueError as fout:
        raise Ongeldig(f"'{naam}' must be a UUID.") from fout


def _moment(request: HttpRequest) -> datetime | None:
    tekst = request.GET.get("modified_after", "").replace(" ", "+")
    if not tekst:
        return None
    try:
        moment = datetime.fromisoformat(tekst)
    except ValueError as fout:
        raise Ongeldig("'modified_after' must be a date or a date and time (ISO 8601).") from fout
    if len(tekst) == 10:
        moment = datetime.combine(moment.date(), time())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def gefilterd(request: HttpRequest, *, op_tekst: bool = True) -> AanbodQuerySet:
    """Published provision that answers to the parameters of services."""
    zoek = Aanbod.objects.gepubliceerd()
    if op_tekst and (tekst := request.GET.get("search", "").replace("\x00", "").strip()):
        zoek = op_woorden(zoek, tekst[:200])
    if nummer := request.GET.get("organization_id", ""):
        zoek = zoek.filter(organisatie__uuid=als_uuid(nummer, "organization_id"))
    if moment := _moment(request):
        zoek = zoek.filter(gewijzigd_op__gte=moment)
    if nummer := request.GET.get("taxonomy_term_id", ""):
        zoek = zoek.filter(_met_term(str(als_uuid(nummer, "taxonomy_term_id"))))
    if nummer := request.GET.get("taxonomy_id", ""):
        zoek = zoek.filter(_met_taxonomie(str(als_uuid(nummer, "taxonomy_id"))))
    return zoek.order_by("pk")


_KENMERK: dict[str, Q] = {
    "formeel": Q(formeel=True),
    "informeel": Q(formeel=False),
    "online": Q(online=True),
    "aan_huis": Q(aan_huis=True),
    "lezen_nodig": Q(lezen_nodig=True),
    "startmoment": Q(doorlopend=False),
    "tijdelijk": Q(structureel=False),
}


def _met_term(nummer: str) -> Q:
    term = next((term for term in hsds_merken.alle_termen() if term.id == nummer), None)
    if term is None:
        return Q(pk__in=[])
    code = term.code
    if term.taxonomie == "kenmerk":
        return _KENMERK[code]
    relaties: dict[str, type[Model]] = {
        "leervraag": Aanbod.leervragen.through,
        "doelgroep": Aanbod.doelgroepen.through,
    }
    if term.taxonomie in relaties:
        koppeling = relaties[term.taxonomie]._default_manager.filter(**{f"{term.taxonomie}_id": code})
        return Q(pk__in=koppeling.values("aanbod_id"))
    veld = {"nederlands": "nederlands_nodig", "kosten": "kosten_soort", "dagdeel": "dagdelen__contains"}
    if term.taxonomie == "plek":
        kolom = {"rolstoel": "rolstoel", "gratis_wifi": "gratis_wifi", "prive_ruimte": "prive_ruimte"}
        naam = kolom.get(code) or {"geen_rolstoel": "rolstoel", "geen_wifi": "gratis_wifi"}.get(code, "prive_ruimte")
        plekken = AanbodLocatie.objects.filter(**{f"locatie__{naam}": code in kolom})
        return Q(pk__in=plekken.values("aanbod_id"))
    naam = veld.get(term.taxonomie, term.taxonomie)
    return Q(**{naam: [code] if term.taxonomie == "dagdeel" else code})


def _met_taxonomie(nummer: str) -> Q:
    code = next((code for code in hsds_merken.TAXONOMIEEN if hsds_merken.taxonomie(code)["id"] == nummer), "")
    if code == "leervraag":
        return Q(pk__in=Aanbod.leervragen.through.objects.values("aanbod_id"))
    if code == "doelgroep":
        return Q(pk__in=Aanbod.doelgroepen.through.objects.values("aanbod_id"))
    if code == "dagdeel":
        return ~Q(dagdelen=[])
    if code == "plek":
        bekend = Q(locatie__rolstoel__isnull=False) | Q(locatie__gratis_wifi__isnull=False)
        plekken = AanbodLocatie.objects.filter(bekend | Q(locatie__prive_ruimte__isnull=False))
        return Q(pk__in=plekken.values("aanbod_id"))
    return Q() if code else Q(pk__in=[])

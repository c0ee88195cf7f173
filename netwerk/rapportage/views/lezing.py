"""What every page of figures does first: who reads, which quarter, district and theme; and keeping pages ready."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.http import Http404
from django.utils import timezone
from django.utils.http import urlencode

from netwerk.kern.verzoek import Verzoek

from ..figuren import Vraag
from ..forms import CijferFilter
from ..lezen import jaarkeuze, kwartalen, lees, voorkeur
from ..models import Behoefte, Publicatie
from ..periode import Periode
from ..permissions import mag_cijfers, mag_mensen

#: Ready pages kept per process: all pages of a few quarters.
BEWAAR = 300
_KLAAR: OrderedDict[tuple, Any] = OrderedDict()
Inhoud = TypeVar("Inhoud", str, bytes)


@dataclass(slots=True)
class Lezing:
    """A reader's question, understood."""

    vraag: Vraag
    filter: CijferFilter
    kwartalen: list[Periode]

    @property
    def zoek(self) -> str:
        """The filters as they stand in an address, the quarter always."""
        return "?" + urlencode(
            {
                naam: waarde
                for naam, waarde in (
                    ("periode", self.vraag.cijfers.kwartaal.code),
                    ("stadsdeel", self.vraag.stadsdeel),
                    ("thema", self.vraag.thema),
                )
                if waarde
            }
        )

    @property
    def aantal_actief(self) -> int:
        """How many filters are set besides the quarter."""
        return bool(self.vraag.stadsdeel) + bool(self.vraag.thema)


def lezer(request: Verzoek) -> bool:
    """Whether counts of people may be shown; 404 for who may see no figures at all."""
    if not mag_cijfers(request.user):
        raise Http404
    return mag_mensen(request.user)


def lezing(request: Verzoek, groepen: Sequence[str]) -> Lezing:
    """The stored figures this reader asks for. Five queries. A value that does not exist counts as not chosen."""
    mensen = lezer(request)
    vandaag = timezone.localdate()
    per_kwartaal = kwartalen(vandaag)
    keuze: list[Periode] = [*per_kwartaal, *jaarkeuze(vandaag)]
    gevraagd = request.GET.get("periode", "")
    kwartaal = next((p for p in keuze if p.code == gevraagd), voorkeur(per_kwartaal, vandaag))
    cijfers = lees(kwartaal, groepen)
    cijfers.grof = not mensen
    vraag = Vraag(cijfers, mensen=mensen)
    gegevens = {**request.GET.dict(), "periode": kwartaal.code}
    filter_ = CijferFilter(gegevens, keuze, vraag.delen, vraag.themas)
    vraag.stadsdeel, vraag.thema = filter_.keuze("stadsdeel"), filter_.keuze("thema")
    return Lezing(vraag, filter_, keuze)


def _versie() -> tuple[Any, ...]:
    """When figures were last computed and estimates last changed. Written out: composing it took four times as long."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT max(berekend_op) FROM {Publicatie._meta.db_table}),"  # noqa: S608
            f" (SELECT max(gewijzigd_op) FROM {Behoefte._meta.db_table})"
        )
        rij: tuple[Any, ...] = cursor.fetchone()
    return rij


def klaar(request: Verzoek, naam: str, maak: Callable[[], Inhoud]) -> Inhoud:
    """The page from the shelf, or made now. The key holds all that it depends on, so nothing has to be thrown away.

    One query: when anything was last computed or changed. What is kept is what may be published, per kind of reader.
    """
    mensen = lezer(request)
    filters = tuple(request.GET.get(veld, "")[:40] for veld in ("periode", "stadsdeel", "thema", "kaart"))
    sleutel = (naam, mensen, filters, timezone.localdate(), _versie())
    if sleutel not in _KLAAR:
        _KLAAR[sleutel] = maak()
        while len(_KLAAR) > BEWAAR:
            _KLAAR.popitem(last=False)
    inhoud: Inhoud = _KLAAR[sleutel]
    return inhoud

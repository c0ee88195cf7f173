"""One box over everything: asks each room its own search and keeps the first few. Fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, When
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from aanbod import zoeken as in_aanbod
from aanbod.models import Aanbod
from intake.leervraagzoeker import Zoekbaar, zoek
from leermateriaal import filters as in_materiaal
from leermateriaal.models import Materiaal
from netwerk.kern.models import Gebruiker, Leervraag, Organisatie
from netwerk.kern.talen import is_vertaald, leervraag_kort, leervraag_tekst
from netwerk.overleg.models import Artikel, Praktijkvraag
from netwerk.overleg.permissions import is_lid

#: Per kind; the rest is in the room itself.
HOOGUIT = 5


@dataclass(frozen=True, slots=True)
class Treffer:
    """One line. ``soort``: what it is, in the language of the page; ``uitleg`` is as its owner wrote it.

    ``vertaald``: the title is in the language of the page too.
    """

    titel: str
    url: str
    uitleg: str
    icoon: str
    soort: str = ""
    vertaald: bool = False


@dataclass(frozen=True, slots=True)
class Vondst:
    """What one room found. ``benaderd``: nothing had the words, these look like them."""

    titel: str
    icoon: str
    treffers: tuple[Treffer, ...]
    totaal: int
    alles_url: str = ""
    benaderd: bool = False


def overal(tekst: str, gebruiker: Gebruiker | AnonymousUser | None = None) -> list[Vondst]:
    """What fits these words: provision, material, needs and what practitioners know, without what found nothing.

    Articles are those that ``gebruiker`` may read; for nobody in particular the public ones. What practitioners asked
    each other is for members.
    """
    tekst = tekst.strip()
    if not tekst:
        return []
    wie = gebruiker or AnonymousUser()
    vondsten = [*(kamer(tekst) for kamer in KAMERS), _kennis(tekst, wie), *([_vragen(tekst)] if is_lid(wie) else [])]
    return [vondst for vondst in vondsten if vondst.treffers]


def _aanbod(tekst: str) -> Vondst:
    basis = Aanbod.objects.gepubliceerd()
    gevonden, benaderd = in_aanbod.op_woorden(basis, tekst), False
    if not (totaal := gevonden.count()):
        gevonden, benaderd = in_aanbod.op_gelijkenis(basis, tekst), True
        totaal = gevonden.count()
    beste = gevonden.select_related("organisatie").order_by(F("treffer").desc(), "naam", "pk")
    rijen = beste[:HOOGUIT] if totaal else []
    return Vondst(
        "Aanbod",
        "geo-alt",
        tuple(
            Treffer(a.naam, a.get_absolute_url(), str(a.organisatie), a.icoon, gettext(a.get_soort_display()))
            for a in rijen
        ),
        totaal,
        f"{reverse('aanbod:lijst')}?{urlencode({'q': tekst})}",
        benaderd,
    )


def _materiaal(tekst: str) -> Vondst:
    basis = Materiaal.objects.gepubliceerd()
    # The words in the title first: the room itself sorts by title.
    in_titel = Case(When(titel__icontains=tekst, then=0), default=1)
    gevonden, benaderd = in_materiaal.op_woorden(basis, tekst).order_by(in_titel, "titel", "pk"), False
    if not (totaal := gevonden.count()):
        gevonden, benaderd = in_materiaal.op_gelijkenis(basis, tekst), True
        totaal = gevonden.count()
    return Vondst(
        "Lesmateriaal",
        "book",
        tuple(Treffer(m.titel, m.get_absolute_url(), m.uitgever, "book") for m in gevonden[:HOOGUIT]),
        totaal,
        f"{reverse('leermateriaal:lijst')}?{urlencode({'q': tekst})}",
        benaderd,
    )


def _leervragen(tekst: str) -> Vondst:
    vragen = {vraag.pk: vraag for vraag in Leervraag.objects.vragen()}
    zoekbaar = [Zoekbaar(vraag.pk, vraag.tekst, tuple(vraag.woorden)) for vraag in vragen.values()]
    codes = zoek(tekst, zoekbaar, limiet=HOOGUIT)
    return Vondst(
        "Leervragen",
        "question-circle",
        tuple(
            Treffer(
                leervraag_tekst(code, vragen[code].tekst),
                f"{reverse('aanbod:lijst')}?{urlencode({'leervraag': code})}",
                "",
                vragen[code].pictogram or "question-circle",
                f"{_thema(vragen[code])}. " + gettext("Bekijk wie hierbij helpt."),
                vertaald=is_vertaald(),
            )
            for code in codes
        ),
        len(codes),
    )


def _thema(vraag: Leervraag) -> str:
    thema = vraag.thema or vraag
    return leervraag_kort(thema.pk, thema.kort)


def _kennis(tekst: str, gebruiker: Gebruiker | AnonymousUser) -> Vondst:
    gevonden, benaderd = Artikel.objects.zichtbaar_voor(gebruiker).gepubliceerd().met_woorden(tekst)
    totaal = gevonden.count()
    return Vondst(
        "Kennis",
        "lightbulb",
        tuple(Treffer(a.titel, a.get_absolute_url(), a.samenvatting, a.icoon) for a in gevonden.voor_lijst()[:HOOGUIT]),
        totaal,
        f"{reverse('overleg:kennis')}?{urlencode({'q': tekst})}",
        benaderd,
    )


def _vragen(tekst: str) -> Vondst:
    gevonden = Praktijkvraag.objects.met_woorden(tekst)
    totaal = gevonden.count()
    rijen: Iterable[Any] = gevonden.voor_lijst()[:HOOGUIT] if totaal else []
    return Vondst(
        "Vragen uit de praktijk",
        "chat-left-text",
        tuple(Treffer(vraag.titel, vraag.get_absolute_url(), _antwoorden(vraag), "chat-left-text") for vraag in rijen),
        totaal,
        f"{reverse('overleg:vragen')}?{urlencode({'q': tekst})}",
    )


class MetAntwoorden(Protocol):
    """A row of :meth:`PraktijkvraagQuerySet.voor_lijst`."""

    organisatie: Organisatie
    aantal_antwoorden: int
    geholpen: int


def _antwoorden(vraag: MetAntwoorden) -> str:
    aantal = vraag.aantal_antwoorden
    if not aantal:
        return f"{vraag.organisatie}. Nog geen antwoord: weet u het?"
    geholpen = ". Een antwoord hielp" if vraag.geholpen else ""
    return f"{vraag.organisatie}, {aantal} {'antwoord' if aantal == 1 else 'antwoorden'}{geholpen}"


KAMERS: tuple[Callable[[str], Vondst], ...] = (_aanbod, _materiaal, _leervragen)

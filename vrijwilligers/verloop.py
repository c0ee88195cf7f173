"""Each volunteer's course from the log: when which state came. The state of today forgets who came and left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.grof import STAP, stap_voor
from netwerk.kern.models import Gebeurtenis, Stadsdeel

from .choices import CampagneBereik, Kanaal
from .models import Campagne, Vrijwilliger
from .opbrengst import VELDEN, Opbrengst, Verloop, grof, per_groep, tel

MODEL = "vrijwilligers.vrijwilliger"


@dataclass(frozen=True, slots=True)
class Regel:
    """A volunteer as the figures need it: no name."""

    organisatie_id: int | None
    campagne_id: int | None
    stadsdeel: str
    verloop: Verloop


@dataclass(frozen=True, slots=True)
class Rij:
    """One line of a table. A count under the band is None; ``marge`` in whole percents, ``per_actieve`` in euro."""

    naam: str
    aangemeld: int | None
    gesprek: int | None
    opgeleid: int | None
    te_beoordelen: int | None
    actief: int | None
    marge: tuple[int, int] | None
    per_actieve: float | None
    kosten: float | None
    voorlopig: bool


@dataclass(frozen=True, slots=True)
class Tabel:
    titel: str
    eerste: str
    rijen: list[Rij]
    met_kosten: bool
    #: 1: exact; 5 and more: bands of that width; 0: not shown.
    stap: int = 1


def regels(organisaties: Iterable[int] | None) -> list[Regel]:
    """Volunteers with their course, in two queries. None: of the whole city; call that inside ``bereik(alles=True)``.

    The day of signing up is that of the record; transitions come from the append-only log.
    """
    mensen = Vrijwilliger.objects.order_by()
    if organisaties is not None:
        mensen = mensen.filter(organisatie__in=list(organisaties))
    rijen = list(mensen.values_list("pk", "organisatie_id", "campagne_id", "pc4__stadsdeel_id", "aangemaakt_op"))
    lijnen = Gebeurtenis.objects.filter(model=MODEL, soort__startswith="overgang:")
    if organisaties is not None:
        lijnen = lijnen.filter(object_id__in=[str(rij[0]) for rij in rijen])
    stappen: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for pk, wanneer, naar in lijnen.order_by("wanneer", "pk").values_list("object_id", "wanneer", "gegevens__naar"):
        stappen[pk].append((timezone.localdate(wanneer), str(naar)))
    return [
        Regel(organisatie_id, campagne_id, stadsdeel or "", Verloop(timezone.localdate(op), tuple(stappen[str(pk)])))
        for pk, organisatie_id, campagne_id, stadsdeel, op in rijen
    ]


def peildatum(vandaag: date) -> date:
    """Up to which day the city's figures go: the first of this quarter. They move four times a year, not every day."""
    return date(vandaag.year, 3 * ((vandaag.month - 1) // 3) + 1, 1)


def tabellen(eigen: Iterable[int], *, stad: bool, op: date) -> tuple[list[Tabel], Opbrengst, Opbrengst]:
    """The four tables (city or district, channel, company, where people live), and the first one's two lines.

    ``stad``: everybody's, in bands and as it stood on :func:`peildatum`, since who reads it knows its own volunteers;
    otherwise only of the own organisations, in full.
    """
    mijn = set(eigen)
    if stad:
        op = peildatum(op)
        with bereik(alles=True):
            mensen = [replace(r, verloop=r.verloop.tot(op)) for r in regels(None) if r.verloop.aangemeld < op]
        campagnes = list(Campagne.objects.select_related("bedrijf"))
    else:
        mensen = regels(mijn)
        # A campaign for the pool serves others too: its costs beside one's own share of its people would mislead.
        campagnes = list(Campagne.objects.filter(organisatie__in=mijn).select_related("bedrijf"))
    van = {c.pk: c for c in campagnes}
    via = [(van[r.campagne_id], r) for r in mensen if r.campagne_id in van]
    wijken = dict(Stadsdeel.objects.values_list("code", "naam"))

    def kosten(groep: Callable[[Campagne], str]) -> dict[str, float]:
        uit: dict[str, float] = {}
        for c in campagnes:
            naam = groep(c)
            if naam and c.van <= op:
                uit[naam] = uit.get(naam, 0.0) + float(c.kosten)
        return uit

    def bereik_van(c: Campagne) -> str:
        return str(CampagneBereik(c.bereik).label)

    def kanaal(c: Campagne) -> str:
        return str(Kanaal(c.kanaal).label)

    indelingen: list[tuple[str, str, list[tuple[str, Regel]], dict[str, float] | None]] = [
        ("Hele stad naast stadsdelen", "Bereik", [(bereik_van(c), r) for c, r in via], kosten(bereik_van)),
        ("Per kanaal", "Kanaal", [(kanaal(c), r) for c, r in via], kosten(kanaal)),
        (
            "Per bedrijf of partner", "Bedrijf", [(c.partij, r) for c, r in via if c.partij],
            kosten(lambda c: c.partij),
        ),
        (
            "Per stadsdeel waar mensen wonen", "Stadsdeel",
            [(wijken.get(r.stadsdeel, "Onbekend"), r) for r in mensen], None,
        ),
    ]  # fmt: skip
    per = [per_groep(((g, r.verloop) for g, r in paren), op, geld) for _, _, paren, geld in indelingen]
    van_mij = [
        per_groep(((g, r.verloop) for g, r in paren if r.organisatie_id in mijn), op) for _, _, paren, _ in indelingen
    ]
    # The first two divide the same people, and each of the others is a part of them or they of it.
    stap = stap_voor_alles(per, van_mij) if stad else 1
    uit = [
        Tabel(titel, eerste, _rijen(groepen, stap), geld is not None, stap or 0)
        for (titel, eerste, _, geld), groepen in zip(indelingen, per, strict=True)
    ]
    breed = tel((r.verloop for c, r in via if c.bereik == CampagneBereik.STAD), op)
    wijk = tel((r.verloop for c, r in via if c.bereik == CampagneBereik.STADSDELEN), op)
    if stad and stap is None:
        return uit, Opbrengst(), Opbrengst()
    return (uit, grof(breed, stap or 1), grof(wijk, stap or 1)) if stad else (uit, breed, wijk)


def stap_voor_alles(per: list[dict[str, Opbrengst]], van_mij: list[dict[str, Opbrengst]]) -> int | None:
    """The band that is wide enough for every column of every table; None when none is."""
    leeg = Opbrengst()

    def cellen(tabel: int, veld: str) -> list[tuple[int, int]]:
        return [(getattr(o, veld), getattr(van_mij[tabel].get(naam, leeg), veld)) for naam, o in per[tabel].items()]

    stappen = [
        stap_voor(groep)
        for veld in VELDEN
        for groep in ([cellen(0, veld), cellen(1, veld)], [cellen(2, veld)], [cellen(3, veld)])
    ]
    return None if None in stappen else max((stap for stap in stappen if stap), default=STAP)


def _rijen(groepen: dict[str, Opbrengst], stap: int | None) -> list[Rij]:
    """Lines of a table. With a ``stap`` above 1 every count is the lower end of its band, None when that is nothing."""
    if stap is None:
        return []
    rijen = []
    for naam, precies in groepen.items():
        o = grof(precies, stap)
        # Of a band that begins at nothing no margin can be said.
        interval = o.aandeel_actief if stap == 1 or o.actief else None
        rijen.append(
            Rij(
                naam=naam,
                **{veld: getattr(o, veld) if stap == 1 or getattr(o, veld) else None for veld in VELDEN},
                marge=(round(interval[0] * 100), round(interval[1] * 100)) if interval else None,
                per_actieve=o.per_actieve,
                kosten=o.kosten,
                voorlopig=o.voorlopig,
            )
        )
    return rijen


def van_campagne(campagne: Campagne, eigen: Iterable[int], op: date) -> Opbrengst:
    """The yield of one campaign among the reader's own volunteers."""
    rijen = [r.verloop for r in regels(eigen) if r.campagne_id == campagne.pk]
    return tel(rijen, op, float(campagne.kosten) if campagne.organisatie_id else None)

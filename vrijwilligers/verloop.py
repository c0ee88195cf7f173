"""Each volunteer's course from the log: when which state came. The state of today forgets who came and left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.models import Gebeurtenis, Stadsdeel

from .choices import CampagneBereik, Kanaal
from .models import Campagne, Vrijwilliger
from .opbrengst import Opbrengst, Verloop, per_groep, tel, verborgen

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
    """One line of a table. A hidden count is None; ``marge`` in whole percents, ``per_actieve`` in euro."""

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


def tabellen(eigen: Iterable[int], *, stad: bool, op: date) -> tuple[list[Tabel], Opbrengst, Opbrengst]:
    """The four tables (city or district, channel, company, where people live), and the first one's two lines.

    ``stad``: everybody's, with small numbers hidden; otherwise only of the own organisations, in full.
    """
    mijn = set(eigen)
    if stad:
        with bereik(alles=True):
            mensen = regels(None)
        campagnes = list(Campagne.objects.select_related("bedrijf"))
    else:
        mensen = regels(mijn)
        # A campaign for the pool serves others too: its costs beside one's own share of its people would mislead.
        campagnes = list(Campagne.objects.filter(organisatie__in=mijn).select_related("bedrijf"))
    van = {c.pk: c for c in campagnes}
    via = [(van[r.campagne_id], r) for r in mensen if r.campagne_id in van]
    wijken = dict(Stadsdeel.objects.values_list("code", "naam"))

    def tabel(titel: str, eerste: str, paren: list[tuple[str, Regel]], kosten: dict[str, float] | None) -> Tabel:
        groepen = per_groep(((g, r.verloop) for g, r in paren), op, kosten)
        van_mij = per_groep(((g, r.verloop) for g, r in paren if r.organisatie_id in mijn), op) if stad else None
        return Tabel(titel, eerste, _rijen(groepen, van_mij), kosten is not None)

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

    uit = [
        tabel("Hele stad naast stadsdelen", "Bereik", [(bereik_van(c), r) for c, r in via], kosten(bereik_van)),
        tabel("Per kanaal", "Kanaal", [(kanaal(c), r) for c, r in via], kosten(kanaal)),
        tabel(
            "Per bedrijf of partner", "Bedrijf", [(c.partij, r) for c, r in via if c.partij],
            kosten(lambda c: c.partij),
        ),
        tabel(
            "Per stadsdeel waar mensen wonen", "Stadsdeel",
            [(wijken.get(r.stadsdeel, "Onbekend"), r) for r in mensen], None,
        ),
    ]  # fmt: skip
    breed = tel((r.verloop for c, r in via if c.bereik == CampagneBereik.STAD), op)
    wijk = tel((r.verloop for c, r in via if c.bereik == CampagneBereik.STADSDELEN), op)
    return uit, breed, wijk


def _rijen(groepen: dict[str, Opbrengst], eigen: dict[str, Opbrengst] | None) -> list[Rij]:
    """Lines of a table; with ``eigen`` given (the reader's own share) small numbers are hidden per column."""
    namen = list(groepen)
    kolommen = {
        veld: [getattr(groepen[n], veld) for n in namen]
        for veld in ("aangemeld", "gesprek", "opgeleid", "te_beoordelen", "actief")
    }
    weg: dict[str, frozenset[int]] = dict.fromkeys(kolommen, frozenset())
    if eigen is not None:
        leeg = Opbrengst()
        for veld, aantallen in kolommen.items():
            weg[veld] = verborgen(aantallen, [getattr(eigen.get(n, leeg), veld) for n in namen])
    rijen = []
    for n, naam in enumerate(namen):
        o = groepen[naam]
        # A margin or a price would give the hidden count away.
        open_ = n not in weg["actief"] and n not in weg["te_beoordelen"] and n not in weg["aangemeld"]
        interval = o.aandeel_actief if open_ else None
        rijen.append(
            Rij(
                naam=naam,
                **{veld: None if n in weg[veld] else aantallen[n] for veld, aantallen in kolommen.items()},
                marge=(round(interval[0] * 100), round(interval[1] * 100)) if interval else None,
                per_actieve=o.per_actieve if open_ else None,
                kosten=o.kosten,
                voorlopig=o.voorlopig,
            )
        )
    return rijen


def van_campagne(campagne: Campagne, eigen: Iterable[int], op: date) -> Opbrengst:
    """The yield of one campaign among the reader's own volunteers."""
    rijen = [r.verloop for r in regels(eigen) if r.campagne_id == campagne.pk]
    return tel(rijen, op, float(campagne.kosten) if campagne.organisatie_id else None)

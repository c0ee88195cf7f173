"""The matrix: need × level and need × target group, from stored cells, in a fixed number of queries.

``ververs_cellen`` keeps the cells: per need, in two statements, whenever a material or an experience changes. Pages
only read. A hole says what would fill it: the curator's own words, else what the neighbouring cells suggest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, transaction
from django.db.models import Count, Q, Value

from netwerk.kern.choices import Niveau, niveaunaam
from netwerk.kern.models import Doelgroep, Leervraag, Telling

from .choices import Oordeel
from .models import Celscore, Gemis, Inventarisatieoordeel, Materiaal, Matrixcel

#: Counts of learners who asked, written by the top of the house (``tel_vragen``): per need, × level, × group.
TEL_VRAAG, TEL_NIVEAU, TEL_GROEP = "leervraag", "leervraag_niveau", "leervraag_doelgroep"

_NIVEAUCELLEN = """
WITH aanbod AS (
  SELECT k.leervraag_id, n AS niveau, count(*) AS aantal
  FROM leermateriaal_materiaal_leervragen k JOIN leermateriaal_materiaal m ON m.id = k.materiaal_id
  CROSS JOIN LATERAL generate_series(m.niveau_van::int, m.niveau_tot::int) n
  WHERE m.status = 'gepubliceerd' AND k.leervraag_id = ANY(%(vragen)s) GROUP BY 1, 2
), scores AS (
  SELECT c.leervraag_id, c.niveau, sum(c.aantal) AS ervaringen,
    (array_agg(c.id ORDER BY c.score DESC, c.aantal DESC, c.id))[1] AS beste
  FROM leermateriaal_celscore c JOIN leermateriaal_materiaal m ON m.id = c.materiaal_id AND m.status = 'gepubliceerd'
  WHERE c.per = 'vraagniveau' AND c.leervraag_id = ANY(%(vragen)s) AND c.aantal > 0 GROUP BY 1, 2
)
INSERT INTO leermateriaal_matrixcel (leervraag_id, niveau, aantal, algemeen, ervaringen, beste_id, berekend_op)
SELECT leervraag_id, niveau, coalesce(aantal, 0), 0, coalesce(ervaringen, 0), beste, now()
FROM aanbod FULL JOIN scores USING (leervraag_id, niveau)
"""
_GROEPCELLEN = """
WITH gericht AS (
  SELECT k.leervraag_id, d.doelgroep_id, count(*) AS aantal
  FROM leermateriaal_materiaal_leervragen k JOIN leermateriaal_materiaal m ON m.id = k.materiaal_id
  JOIN leermateriaal_materiaal_doelgroepen d ON d.materiaal_id = m.id
  WHERE m.status = 'gepubliceerd' AND k.leervraag_id = ANY(%(vragen)s) GROUP BY 1, 2
), algemeen AS (
  SELECT k.leervraag_id, count(*) AS algemeen
  FROM leermateriaal_materiaal_leervragen k JOIN leermateriaal_materiaal m ON m.id = k.materiaal_id
  WHERE m.status = 'gepubliceerd' AND k.leervraag_id = ANY(%(vragen)s)
    AND NOT EXISTS (SELECT FROM leermateriaal_materiaal_doelgroepen d WHERE d.materiaal_id = m.id) GROUP BY 1
), scores AS (
  SELECT c.leervraag_id, c.doelgroep_id, sum(c.aantal) AS ervaringen,
    (array_agg(c.id ORDER BY c.score DESC, c.aantal DESC, c.id))[1] AS beste
  FROM leermateriaal_celscore c JOIN leermateriaal_materiaal m ON m.id = c.materiaal_id AND m.status = 'gepubliceerd'
  WHERE c.per = 'vraaggroep' AND c.doelgroep_id IS NOT NULL AND c.leervraag_id = ANY(%(vragen)s) AND c.aantal > 0
  GROUP BY 1, 2
), alle AS (
  SELECT v AS leervraag_id, g.code AS doelgroep_id FROM unnest(%(vragen)s::text[]) v CROSS JOIN kern_doelgroep g
)
INSERT INTO leermateriaal_matrixcel (leervraag_id, doelgroep_id, aantal, algemeen, ervaringen, beste_id, berekend_op)
SELECT leervraag_id, doelgroep_id, coalesce(aantal, 0), coalesce(algemeen, 0), coalesce(ervaringen, 0), beste, now()
FROM alle LEFT JOIN gericht USING (leervraag_id, doelgroep_id) LEFT JOIN algemeen USING (leervraag_id)
LEFT JOIN scores USING (leervraag_id, doelgroep_id)
WHERE coalesce(aantal, algemeen, ervaringen) IS NOT NULL
"""


@transaction.atomic
def ververs_cellen(vragen: Iterable[str] | None = None) -> int:
    """Recompute the cells of these needs, or of all. Returns how many cells there are for them now.

    Locks the needs, in order, so that two writers of one need wait for each other and neither leaves an old count.
    """
    zoek = Leervraag.objects.filter(thema__isnull=False)
    if vragen is not None:
        zoek = zoek.filter(pk__in=list(vragen))
    codes = list(zoek.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
    if not codes:
        return 0
    Matrixcel.objects.filter(leervraag_id__in=codes).delete()
    with connection.cursor() as cursor:
        cursor.execute(_NIVEAUCELLEN, {"vragen": codes})
        aantal = cursor.rowcount
        cursor.execute(_GROEPCELLEN, {"vragen": codes})
        return aantal + cursor.rowcount


def ververs_van(materiaal: Materiaal, *ook: str) -> int:
    """Recompute the cells of every need a material is or was about (``ook``), or was told about."""
    vragen = {*ook, *materiaal.leervragen.values_list("pk", flat=True)}
    vragen |= set(
        Celscore.objects.filter(materiaal=materiaal, per=Celscore.Per.VRAAG).values_list("leervraag_id", flat=True)
    )
    return ververs_cellen(vragen)


@dataclass(slots=True)
class Cel:
    """One cell. ``aantal``: published materials; ``beste``: the best score here, with its own count.

    ``gevraagd``: how many learners asked (None: not counted, or too few to show). ``algemeen``: for everybody.
    ``gemist``: open reports of a gap.
    """

    niveau: int | None = None
    groep: Doelgroep | None = None
    van_toepassing: bool = True
    aantal: int = 0
    algemeen: int = 0
    beste: Celscore | None = None
    ervaringen: int = 0
    oordeel: Inventarisatieoordeel | None = None
    gevraagd: int | None = None
    gemist: int = 0
    vult: str = ""

    @property
    def gat(self) -> bool:
        """A hole: nothing there where something belongs (:func:`hoort_bij`), or the curator says so."""
        if self.oordeel is not None:
            return self.oordeel.oordeel == Oordeel.GAT
        return self.van_toepassing and self.aantal + self.algemeen == 0

    @property
    def mager(self) -> bool:
        """Something, but too little: says the curator, or nothing made for this group in particular."""
        if self.oordeel is not None:
            return self.oordeel.oordeel == Oordeel.MAGER
        return self.groep is not None and self.aantal == 0 and self.algemeen > 0

    @property
    def vult_kort(self) -> str:
        """What would fill it, for under a column's head: there the group need not be named again."""
        if self.groep is None or not self.vult or (self.oordeel is not None and self.oordeel.vult_gat):
            return self.vult
        return "Bewerk het algemene" if self.algemeen else "Nieuw materiaal"

    @property
    def niveau_naam(self) -> str:
        """The level, or the group, in words."""
        return self.groep.naam if self.groep else niveaunaam(self.niveau)


@dataclass(slots=True)
class Rij:
    """One need with its cells, and how many learners asked for it in all."""

    vraag: Leervraag
    cellen: list[Cel] = field(default_factory=list)
    gevraagd: int | None = None


def hoort_bij(vraag: Leervraag, niveau: int, leerders: int | None) -> bool:
    """Whether material at this level belongs to a need, so that nothing there is a hole.

    A need is learned at its own level and the one above it. Higher up people can do it already ("aan en uit" for the
    self-reliant is no hole), unless learners in intakes asked for it at that level all the same.
    """
    return vraag.niveau <= niveau <= vraag.niveau + 1 or bool(leerders)


def vult_niveau(cellen: list[Cel], plek: int) -> str:
    """What would fill an empty level, from the cells beside it: nearest first, the easier one when equally near."""
    for afstand in range(1, len(cellen)):
        for naast in (plek - afstand, plek + afstand):
            if 0 <= naast < len(cellen) and cellen[naast].aantal:
                richting = "makkelijkere" if naast > plek else "moeilijkere"
                aantal = cellen[naast].aantal
                bron = f"{aantal} {'materiaal' if aantal == 1 else 'materialen'}"
                return f"Een {richting} bewerking: voor {cellen[naast].niveau_naam} is er wel iets ({bron})"
    return "Nieuw materiaal: voor deze leervraag is er op geen enkel niveau iets"


def vult_groep(cel: Cel) -> str:
    """What would fill a group's cell."""
    naam = cel.niveau_naam
    naam = naam if naam[:10] == "Nederlands" else naam[:1].lower() + naam[1:]
    if cel.algemeen:
        return f"Een bewerking voor {naam}: er is alleen algemeen materiaal ({cel.algemeen})"
    return f"Nieuw materiaal voor {naam}"


def _oordelen(as_: str) -> dict[tuple[str, int | str], Inventarisatieoordeel]:
    """The newest verdict per cell along one axis: ``niveau`` or ``doelgroep_id``."""
    zoek = Inventarisatieoordeel.objects.filter(
        **({"doelgroep__isnull": True} if as_ == "niveau" else {"niveau__isnull": True})
    )
    zoek = zoek.order_by("leervraag_id", as_, "-op", "-pk").distinct("leervraag_id", as_)
    return {(oordeel.leervraag_id, getattr(oordeel, as_)): oordeel for oordeel in zoek}


def gevraagd(soort: str) -> dict[str, int | None]:
    """How many learners asked, by key; None where it may not be shown."""
    return dict(Telling.objects.filter(soort=soort).values_list("sleutel", "waarde"))


def _gemist() -> dict[tuple[str, int], int]:
    """Open reports of a gap, by need and level."""
    zoek = Gemis.objects.filter(afgehandeld_op=None, leervraag__isnull=False, niveau__isnull=False).order_by()
    return {(vraag, niveau): n for vraag, niveau, n in zoek.values_list("leervraag", "niveau").annotate(n=Count("pk"))}


def _vragen(thema: str) -> list[Leervraag]:
    vragen = Leervraag.objects.vragen().order_by("thema__volgorde", "volgorde")
    return list(vragen.filter(thema_id=thema) if thema else vragen)


def _per_thema(rijen: Iterable[Rij]) -> list[tuple[Leervraag, list[Rij]]]:
    groepen: dict[str, tuple[Leervraag, list[Rij]]] = {}
    for rij in rijen:
        thema = rij.vraag.thema or rij.vraag
        groepen.setdefault(thema.pk, (thema, []))[1].append(rij)
    return list(groepen.values())


def matrix(thema: str = "") -> list[tuple[Leervraag, list[Rij]]]:
    """Need × level by theme; with ``thema`` only that one. Six queries."""
    vragen, oordelen = _vragen(thema), _oordelen("niveau")
    vakken = {
        (vak.leervraag_id, vak.niveau): vak
        for vak in Matrixcel.objects.filter(
            doelgroep=None, leervraag__in=[vraag.pk for vraag in vragen]
        ).select_related("beste")
    }
    per_cel, per_vraag, gemist = gevraagd(TEL_NIVEAU), gevraagd(TEL_VRAAG), _gemist()
    rijen = []
    for vraag in vragen:
        rij = Rij(vraag, gevraagd=per_vraag.get(vraag.pk))
        for niveau in Niveau:
            vak = vakken.get((vraag.pk, int(niveau)))
            rij.cellen.append(
                Cel(
                    int(niveau),
                    van_toepassing=hoort_bij(vraag, int(niveau), per_cel.get(f"{vraag.pk}:{int(niveau)}")),
                    aantal=vak.aantal if vak else 0,
                    beste=vak.beste if vak else None,
                    ervaringen=vak.ervaringen if vak else 0,
                    oordeel=oordelen.get((vraag.pk, int(niveau))),
                    gevraagd=per_cel.get(f"{vraag.pk}:{int(niveau)}"),
                    gemist=gemist.get((vraag.pk, int(niveau)), 0),
                )
            )
        for plek, cel in enumerate(rij.cellen):
            if cel.gat or cel.mager:
                eigen = cel.oordeel.vult_gat if cel.oordeel else ""
                cel.vult = eigen or ("" if cel.aantal else vult_niveau(rij.cellen, plek))
        rijen.append(rij)
    return _per_thema(rijen)


def groepenmatrix(thema: str = "") -> list[tuple[Leervraag, list[Rij]]]:
    """Need × target group by theme. Six queries."""
    vragen, oordelen, groepen = _vragen(thema), _oordelen("doelgroep_id"), list(Doelgroep.objects.all())
    vakken = {
        (vak.leervraag_id, vak.doelgroep_id): vak
        for vak in Matrixcel.objects.filter(niveau=None, leervraag__in=[vraag.pk for vraag in vragen]).select_related(
            "beste"
        )
    }
    per_cel, per_vraag = gevraagd(TEL_GROEP), gevraagd(TEL_VRAAG)
    rijen = []
    for vraag in vragen:
        rij = Rij(vraag, gevraagd=per_vraag.get(vraag.pk))
        for groep in groepen:
            vak = vakken.get((vraag.pk, groep.pk))
            cel = Cel(
                groep=groep,
                aantal=vak.aantal if vak else 0,
                algemeen=vak.algemeen if vak else 0,
                beste=vak.beste if vak else None,
                ervaringen=vak.ervaringen if vak else 0,
                oordeel=oordelen.get((vraag.pk, groep.pk)),
                gevraagd=per_cel.get(f"{vraag.pk}:{groep.pk}"),
            )
            if cel.gat or cel.mager:
                cel.vult = (cel.oordeel.vult_gat if cel.oordeel else "") or ("" if cel.aantal else vult_groep(cel))
            rij.cellen.append(cel)
        rijen.append(rij)
    return _per_thema(rijen)


@dataclass(frozen=True, slots=True)
class Kruisvak:
    """One cell of need × level × group: how many materials are for it, and the best score told there."""

    niveau: int
    aantal: int
    beste: Celscore | None

    @property
    def niveau_naam(self) -> str:
        """The level in words."""
        return niveaunaam(self.niveau)


def kruis(vraag: Leervraag) -> list[tuple[str, list[Kruisvak]]]:
    """All groups and the mixed group (rows) against all levels (columns) of one need. Three queries.

    A material without target groups is for everybody, so it counts in every column.
    """
    groepen: list[Doelgroep | None] = [*Doelgroep.objects.all(), None]
    materialen = list(
        Materiaal.objects.filter(status="gepubliceerd", leervragen=vraag)
        .annotate(groepen=ArrayAgg("doelgroepen__code", filter=Q(doelgroepen__isnull=False), default=Value([])))
        .values_list("niveau_van", "niveau_tot", "groepen")
    )
    scores: dict[tuple[int | None, str | None], Celscore] = {}
    zoek = Celscore.objects.filter(
        per=Celscore.Per.CEL, leervraag=vraag, aantal__gt=0, materiaal__status="gepubliceerd"
    ).select_related("materiaal")
    for cel in zoek.order_by("score", "aantal", "-pk"):
        scores[cel.niveau, cel.doelgroep_id] = cel  # the best comes last
    rijen = []
    for groep in groepen:
        code = groep.pk if groep else None
        vakken = []
        for niveau in Niveau:
            passend = [
                eigen for van, tot, eigen in materialen
                if van <= niveau <= tot and (groep is None or not eigen or groep.pk in eigen)
            ]  # fmt: skip
            vakken.append(Kruisvak(int(niveau), len(passend), scores.get((int(niveau), code))))
        rijen.append((groep.naam if groep else "Gemengde groep", vakken))
    return rijen

"""Whom a change of policy touches, before it is saved; and whose VOG ends soon or ended, by the policy in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .choices import BEZET, KOPPELBAAR, HulpRol
from .eisen import WAARSCHUW_DAGEN, Beleid, beleid_van, ontbrekende
from .koppelen import papieren_van
from .models import Eis, Koppeling, Module, Screening, Vrijwilliger

#: Help that runs when a VOG ends may go on until so many days later; by then it is renewed or somebody else takes over.
HERSTEL_DAGEN = 28


@dataclass(frozen=True, slots=True)
class Geraakt:
    """One volunteer for whom the answer changes. ``lopend``: how much help in this role runs now."""

    pk: int
    naam: str
    mist: tuple[str, ...]
    lopend: int


@dataclass(frozen=True, slots=True)
class Gevolg:
    """``valt_af``: may now, not any more then. ``mag_erbij``: the other way round. ``blijft``: may in both cases."""

    valt_af: tuple[Geraakt, ...]
    mag_erbij: tuple[Geraakt, ...]
    blijft: int


def gevolg(organisatie_id: int, rol: str, oud: Beleid, nieuw: Beleid, *, op_nieuw: date, vandaag: date) -> Gevolg:
    """Compare both rules for everybody who can be matched: the old one today, the new one on its first day."""
    mensen = dict(
        Vrijwilliger.objects.filter(organisatie=organisatie_id, status__in=KOPPELBAAR)
        .order_by("naam", "pk")
        .values_list("pk", "naam")
    )
    papieren = papieren_van(list(mensen))
    modules = dict(Module.objects.values_list("code", "naam"))
    lopend = _lopend(mensen, rol)
    if rol == HulpRol.DIGID:
        oud, nieuw = oud.met_privacy, nieuw.met_privacy
    af, erbij, blijft = [], [], 0
    for pk, naam in mensen.items():
        eerst = ontbrekende(oud, papieren[pk], vandaag, modules)
        dan = ontbrekende(nieuw, papieren[pk], op_nieuw, modules)
        if not eerst and dan:
            af.append(Geraakt(pk, naam, dan, len(lopend[pk])))
        elif eerst and not dan:
            erbij.append(Geraakt(pk, naam, eerst, len(lopend[pk])))
        elif not dan:
            blijft += 1
    return Gevolg(tuple(af), tuple(erbij), blijft)


def _lopend(pks: Iterable[int], rol: str | None = None) -> defaultdict[int, list[Koppeling]]:
    rijen = Koppeling.objects.filter(vrijwilliger__in=list(pks), status__in=BEZET).select_related("hulpvraag")
    if rol:
        rijen = rijen.filter(hulpvraag__rol=rol)
    uit: defaultdict[int, list[Koppeling]] = defaultdict(list)
    for koppeling in rijen.order_by("pk"):
        uit[koppeling.vrijwilliger_id].append(koppeling)
    return uit


def geldend_per_rol(organisatie_id: int, op: date) -> dict[str, Eis | None]:
    """The policy in force per role, in one query: the own one before the network's, the newest before older."""
    rijen = Eis.objects.filter(geldig_vanaf__lte=op, organisatie_id=organisatie_id) | Eis.objects.filter(
        geldig_vanaf__lte=op, organisatie__isnull=True
    )
    uit: dict[str, Eis | None] = dict.fromkeys(HulpRol.values)
    for eis in sorted(rijen, key=lambda e: (e.organisatie_id is not None, e.geldig_vanaf)):
        uit[eis.rol] = eis
    return uit


@dataclass(frozen=True, slots=True)
class Aflopend:
    """A VOG that ends within the warning period or has ended. ``uiterlijk``: until when running help may go on."""

    pk: int
    naam: str
    tot: date
    verlopen: bool
    uiterlijk: date
    lopend: tuple[Koppeling, ...]


def aflopende_vogs(organisaties: Iterable[int], op: date, limiet: int | None = None) -> list[Aflopend]:
    """Of volunteers who help or can help, soonest first; three queries, whatever their number.

    A VOG counts until its own end, or earlier where the shortest validity of the policy in force says so.
    """
    pks = list(organisaties)
    rijen = list(
        Screening.objects.filter(
            organisatie__in=pks, vog_getoond_op__isnull=False, vrijwilliger__status__in=KOPPELBAAR
        ).select_related("vrijwilliger")
    )
    eisen = Eis.objects.filter(geldig_vanaf__lte=op).order_by("geldig_vanaf")
    eigen: dict[tuple[int | None, str], Eis] = {(e.organisatie_id, e.rol): e for e in eisen}
    kortste: dict[int, int | None] = {}
    for pk in pks:
        geldend = [eigen.get((pk, rol)) or eigen.get((None, rol)) for rol in HulpRol.values]
        maanden = [b.vog_maanden for b in map(beleid_van, geldend) if b.vog and b.vog_maanden is not None]
        kortste[pk] = min(maanden, default=None)
    uit = []
    for s in rijen:
        tot = _telt_tot(s, kortste.get(s.organisatie_id or 0))
        if tot is not None and tot <= op + timedelta(days=WAARSCHUW_DAGEN):
            uit.append((tot, s))
    uit.sort(key=lambda paar: (paar[0], paar[1].pk))
    uit = uit[:limiet]
    lopend = _lopend([s.vrijwilliger_id for _, s in uit])
    return [
        Aflopend(
            s.vrijwilliger_id, s.vrijwilliger.naam, tot, tot < op, tot + timedelta(days=HERSTEL_DAGEN),
            tuple(lopend[s.vrijwilliger_id]),
        )
        for tot, s in uit
    ]  # fmt: skip


def _telt_tot(screening: Screening, maanden: int | None) -> date | None:
    from .eisen import Papieren

    return Papieren.van(screening, ()).vog_telt_tot(Beleid(vog=True, vog_maanden=maanden))

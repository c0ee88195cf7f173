"""The learning line as one person walks it: what was passed, what can be done now, what comes first, where and when.

Volunteers and teachers of formal organisations read the same steps. Teachers follow only the modules that are also for
them (train-the-trainer), and without what volunteers do first: they teach already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import Niveau, OrganisatieSoort
from netwerk.kern.models import Gebruiker

from .choices import MET_PLEK, OP_DE_LIJST, DeelnameStatus, SessieStatus, SessieVoor
from .models import Certificaat, Deelname, Module, Resultaat, Sessie, Vrijwilliger

#: The module that the self-check is; filling it in passes it.
ZELFCHECK = "zelfcheck"
#: From this step on somebody can help others in a domain; below it the self-check advises to learn first. A first
#: choice, to be tuned with coordinators: one step above where most learners are.
KAN_HELPEN_VANAF = Niveau.BASIS2
#: So many coming sessions are offered per module.
TOON_SESSIES = 4


@dataclass(frozen=True, slots=True)
class Aanbod:
    """A coming session as one person sees it. ``wacht``: how many wait; ``plek``: one's own place in that line."""

    sessie: Sessie
    vrij: int
    wacht: int
    deelname: Deelname | None = None
    plek: int = 0


@dataclass(frozen=True, slots=True)
class Stap:
    """One module. ``mist``: what comes first, by name. ``gepland``: on a list for a coming session."""

    module: Module
    resultaat: Resultaat | None = None
    certificaat: Certificaat | None = None
    mist: tuple[str, ...] = ()
    sessies: tuple[Aanbod, ...] = field(default=())

    @property
    def behaald(self) -> bool:
        return self.certificaat is not None or (self.resultaat is not None and self.resultaat.status == "behaald")

    @property
    def gepland(self) -> Aanbod | None:
        return next((a for a in self.sessies if a.deelname is not None), None)


def bezetting(sessies: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Per session how many have a place and how many wait. Counts over everybody; no person leaves this function."""
    with bereik(alles=True):
        rijen = (
            Deelname.objects.filter(sessie__in=list(sessies))
            .order_by()
            .values_list("sessie")
            .annotate(
                bezet=Count("pk", filter=Q(status__in=MET_PLEK)),
                wacht=Count("pk", filter=Q(status=DeelnameStatus.WACHTLIJST)),
            )
        )
        return {pk: (bezet, wacht) for pk, bezet, wacht in rijen}


def is_docent(gebruiker: Gebruiker) -> bool:
    """Whether somebody works for a formal organisation."""
    return any(lid.organisatie.soort == OrganisatieSoort.FORMEEL for lid in gebruiker.lidmaatschappen_nu)


def _modules(**filters: Any) -> list[Module]:
    return list(Module.objects.filter(actief=True, **filters).prefetch_related("vooraf"))


def _aanbod(sessies: Iterable[Sessie], mijn: Q) -> dict[str, list[Aanbod]]:
    """Coming sessions per module, with one's own participation. ``mijn``: which participations are one's own."""
    rijen = list(sessies)
    pks = [s.pk for s in rijen]
    aantallen = bezetting(pks)
    eigen = {d.sessie_id: d for d in Deelname.objects.filter(mijn, sessie__in=pks, status__in=OP_DE_LIJST)}
    wachtend: dict[int, list[int]] = {}
    if any(d.status == DeelnameStatus.WACHTLIJST for d in eigen.values()):
        with bereik(alles=True):
            lijst = Deelname.objects.filter(sessie__in=list(eigen), status=DeelnameStatus.WACHTLIJST).order_by("pk")
            for sessie, pk in lijst.values_list("sessie_id", "pk"):
                wachtend.setdefault(sessie, []).append(pk)
    uit: dict[str, list[Aanbod]] = {}
    for s in rijen:
        bezet, wacht = aantallen.get(s.pk, (0, 0))
        deelname = eigen.get(s.pk)
        lijn = wachtend.get(s.pk, [])
        plek = lijn.index(deelname.pk) + 1 if deelname is not None and deelname.pk in lijn else 0
        uit.setdefault(s.module_id, []).append(Aanbod(s, max(0, s.plekken - bezet), wacht, deelname, plek))
    return uit


def komende() -> Any:
    """Sessions that one can still sign up for, soonest first."""
    return (
        Sessie.objects.filter(status=SessieStatus.GEPLAND, begint_op__gt=timezone.now())
        .select_related("module", "organisatie")
        .order_by("begint_op", "pk")
    )


def open_voor(vrijwilliger: Vrijwilliger) -> Any:
    """The coming sessions for this volunteer: of the network, and of the own organisations."""
    eigen = [pk for pk in (vrijwilliger.organisatie_id, *vrijwilliger.ook_bij) if pk]
    return komende().filter(Q(voor=SessieVoor.NETWERK) | Q(organisatie__in=eigen))


def stappen(vrijwilliger: Vrijwilliger) -> list[Stap]:
    """Every module in order, in a fixed number of queries. Call in a scope that sees the volunteer's own rows."""
    resultaten = {r.module_id: r for r in Resultaat.objects.filter(vrijwilliger=vrijwilliger)}
    certificaten = {
        c.module_id: c for c in Certificaat.objects.filter(vrijwilliger=vrijwilliger, ingetrokken_op__isnull=True)
    }
    aanbod = _aanbod(open_voor(vrijwilliger), Q(vrijwilliger=vrijwilliger))
    gehaald = {code for code, r in resultaten.items() if r.status == "behaald"}
    return [
        Stap(
            m,
            resultaten.get(m.pk),
            certificaten.get(m.pk),
            tuple(v.naam for v in m.vooraf.all() if v.pk not in gehaald),
            _toon(aanbod.get(m.pk, [])),
        )
        for m in _modules()
    ]


def _toon(aanbod: list[Aanbod]) -> tuple[Aanbod, ...]:
    """The first few, and always the one that somebody is on the list for."""
    return tuple(a for n, a in enumerate(aanbod) if n < TOON_SESSIES or a.deelname is not None)


def stappen_docent(gebruiker: Gebruiker) -> list[Stap]:
    """The modules that teachers follow; without prerequisites."""
    certificaten = {
        c.module_id: c for c in Certificaat.objects.filter(gebruiker=gebruiker, ingetrokken_op__isnull=True)
    }
    aanbod = _aanbod(komende().filter(voor=SessieVoor.NETWERK), Q(gebruiker=gebruiker))
    return [
        Stap(m, None, certificaten.get(m.pk), (), _toon(aanbod.get(m.pk, []))) for m in _modules(voor_docenten=True)
    ]


def eerst_nodig(vrijwilliger: Vrijwilliger, sessie: Sessie) -> tuple[str, ...]:
    """Which prerequisites would still be missing when the session begins: not passed, and no place before it."""
    behaald = set(vrijwilliger.resultaten.filter(status="behaald").values_list("module_id", flat=True))
    gepland = set(
        vrijwilliger.deelnames.filter(
            status=DeelnameStatus.INGESCHREVEN, sessie__begint_op__lt=sessie.begint_op
        ).values_list("sessie__module_id", flat=True)
    )
    return tuple(m.naam for m in sessie.module.vooraf.all() if m.pk not in behaald | gepland)


def met_deelnemers(sessies: Any) -> Any:
    """Sessions with who is on the list, in the order of signing up."""
    return sessies.prefetch_related(
        Prefetch("deelnames", Deelname.objects.filter(status__in=OP_DE_LIJST).order_by("pk"), to_attr="op_lijst")
    )

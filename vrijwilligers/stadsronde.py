"""From rows in the database to a stored proposal for all open requests. The one place that reads the whole city.

It writes no name: a line holds keys, reasons and the organisation that may see it. Requests with a proposal in
progress are left alone, and an open proposal keeps its volunteer's place.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from netwerk.kern.bereik import bereik
from netwerk.kern.choices import NederlandsNiveau
from netwerk.kern.models import Gebruiker, Postcodegebied, Stadsdeel
from netwerk.kern.profiel import Plaats

from . import koppelen, toewijzen
from .choices import BEZET, KOPPELBAAR, HulpRol, HulpvraagStatus, KoppelingStatus
from .eisen import Beleid, Papieren, beleid_voor, ontbrekende
from .models import (
    Hulpvraag,
    Koppeling,
    RegelStand,
    Resultaat,
    Screening,
    Toewijzingsregel,
    Toewijzingsronde,
    Vrijwilliger,
)
from .scorematrix import DUIZENDSTEN, Aanvraag, Helper
from .weging import Kandidaat, Vraag, beoordeel

#: Lines of older rounds are thrown away: a proposal is about today.
BEWAAR_RONDES = 20
#: One round at a time, whoever asks; any number that nothing else uses.
SLOT = 4_815_162_342


@transaction.atomic
def maak_ronde(
    *, stadsdeel: Stadsdeel | None = None, door: Gebruiker | None = None, k: int | None = toewijzen.BESTE
) -> Toewijzingsronde:
    """Compute and store a proposal. Two people who ask at once get one after the other, not a mix."""
    begin = time.perf_counter()
    vandaag = timezone.localdate()
    with bereik(alles=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
        plaatsen = {p.pc4: p for p in Postcodegebied.objects.all()}
        vragen = _hulpvragen(stadsdeel, plaatsen, vandaag)
        mensen = _vrijwilligers(plaatsen, vandaag)
        uit = toewijzen.verdeel([a for a, _ in vragen], [h for h, _ in mensen], k=k)
        ronde = _bewaar(uit, {a.pk: org for a, org in vragen}, mensen, stadsdeel, door)
        ronde.duur_ms = round((time.perf_counter() - begin) * 1000)
        ronde.save(update_fields=["duur_ms"])
    return ronde


def soort_van(rol: str, privacygevoelig: bool) -> str:
    """The kind of request as far as requirements go."""
    return f"{rol}!" if privacygevoelig or rol == HulpRol.DIGID else rol


def _hulpvragen(
    stadsdeel: Stadsdeel | None, plaatsen: dict[str, Postcodegebied], vandaag: date
) -> list[tuple[Aanvraag, int]]:
    """Open requests with who looks for a volunteer, in one query and one for who was asked before."""
    rijen = Hulpvraag.objects.filter(status=HulpvraagStatus.OPEN)
    if stadsdeel is not None:
        rijen = rijen.filter(pc4__in=[pc4 for pc4, p in plaatsen.items() if p.stadsdeel_id == stadsdeel.pk])
    eerder: dict[int, set[int]] = defaultdict(set)
    gevraagd = Koppeling.objects.filter(hulpvraag__status=HulpvraagStatus.OPEN).order_by()
    for hulpvraag, vrijwilliger in gevraagd.values_list("hulpvraag_id", "vrijwilliger_id"):
        eerder[hulpvraag].add(vrijwilliger)
    uit = []
    velden = ("pk", "naar_organisatie_id", "rol", "privacygevoelig", "talen", "nederlands", "leervragen",
              "doelgroepen", "dagdelen", "pc4", "een_op_een", "gevraagd_op")  # fmt: skip
    for pk, org, rol, gevoelig, talen, nederlands, leervragen, doel, dagen, pc4, een, op in rijen.order_by(
        "pk"
    ).values_list(*velden):
        gebied = plaatsen.get(pc4)
        vraag = Vraag(
            talen=frozenset(talen),
            nederlands=NederlandsNiveau(nederlands),
            leervragen=tuple(leervragen),
            doelgroepen=frozenset(doel),
            dagdelen=frozenset(dagen),
            plaats=Plaats(gebied.lat, gebied.lon, gebied.pc4, gebied.stadsdeel_id) if gebied else None,
            een_op_een=een,
            wachtdagen=max(0, (vandaag - op).days),
        )
        uit.append((Aanvraag(pk, vraag, soort_van(rol, gevoelig), frozenset(eerder.get(pk, ()))), org))
    return uit


def _vrijwilligers(plaatsen: dict[str, Postcodegebied], vandaag: date) -> list[tuple[Helper, int | None]]:
    """Who can be matched, with the organisation, in four queries and one per policy."""
    velden = ("pk", "organisatie_id", "talen", "pc4_id", "reisafstand_m", "dagdelen", "capaciteit", "vaardigheden",
              "doelgroepen", "vormen", "status_sinds")  # fmt: skip
    rijen = list(Vrijwilliger.objects.filter(status__in=KOPPELBAAR).order_by("pk").values_list(*velden))
    drukte = {
        pk: (lopend, gevraagd)
        for pk, lopend, gevraagd in Koppeling.objects.filter(status__in=[*BEZET, KoppelingStatus.VOORGESTELD])
        .order_by()
        .values("vrijwilliger_id")
        .annotate(
            lopend=Count("pk", filter=Q(status__in=BEZET)),
            gevraagd=Count("pk", filter=Q(status=KoppelingStatus.VOORGESTELD)),
        )
        .values_list("vrijwilliger_id", "lopend", "gevraagd")
    }
    mag = _Mag(vandaag)
    uit: list[tuple[Helper, int | None]] = []
    for pk, org, talen, pc4, reis, dagen, capaciteit, kan, doel, vormen, sinds in rijen:
        lopend, gevraagd = drukte.get(pk, (0, 0))
        gebied = plaatsen.get(pc4) if pc4 else None
        uit.append((
            Helper(
                pk=pk, talen=talen, lat=gebied.lat if gebied else None, lon=gebied.lon if gebied else None,
                reisafstand_m=reis, dagdelen=dagen, capaciteit=capaciteit, lopend=lopend,
                plekken=max(0, capaciteit - lopend - gevraagd), vaardigheden=kan, doelgroepen=doel, vormen=vormen,
                mag=mag(pk, org), wachtdagen=0 if lopend else max(0, (vandaag - timezone.localdate(sinds)).days),
            ),
            org,
        ))  # fmt: skip
    return uit


class _Mag:
    """For which kinds of request a volunteer meets the policy of the organisation it belongs to."""

    def __init__(self, vandaag: date) -> None:
        self.vandaag = vandaag
        self.behaald: dict[int, list[str]] = defaultdict(list)
        wie = Vrijwilliger.objects.filter(status__in=KOPPELBAAR).values("pk")
        for pk, module in (
            Resultaat.objects.filter(status="behaald", vrijwilliger__in=wie)
            .order_by()
            .values_list("vrijwilliger_id", "module_id")
        ):
            self.behaald[pk].append(module)
        velden = [f.attname for f in Screening._meta.concrete_fields]
        self.getoond: dict[int, Any] = {
            rij["vrijwilliger_id"]: SimpleNamespace(**rij)
            for rij in Screening.objects.filter(vrijwilliger__in=wie).values(*velden)
        }
        self.beleid: dict[int | None, dict[str, Beleid]] = {}
        self.bekend: dict[tuple[int | None, Papieren], frozenset[str]] = {}

    def __call__(self, pk: int, organisatie_id: int | None) -> frozenset[str]:
        papieren = Papieren.van(self.getoond.get(pk), self.behaald.get(pk, ()))
        sleutel = organisatie_id, papieren
        if sleutel not in self.bekend:
            self.bekend[sleutel] = frozenset(
                soort
                for soort, beleid in self._beleid(organisatie_id).items()
                if not ontbrekende(beleid, papieren, self.vandaag)
            )
        return self.bekend[sleutel]

    def _beleid(self, organisatie_id: int | None) -> dict[str, Beleid]:
        if organisatie_id not in self.beleid:
            self.beleid[organisatie_id] = {
                soort_van(rol, gevoelig): beleid_voor(rol, organisatie_id, self.vandaag, privacygevoelig=gevoelig)
                for rol in HulpRol.values
                for gevoelig in (False, True)
            }
        return self.beleid[organisatie_id]


def _bewaar(
    uit: toewijzen.Verdeling,
    zoekt: dict[int, int],
    mensen: list[tuple[Helper, int | None]],
    stadsdeel: Stadsdeel | None,
    door: Gebruiker | None,
) -> Toewijzingsronde:
    op_pk = {helper.pk: (helper, org) for helper, org in mensen}
    namen = koppelen.namen()
    ronde = Toewijzingsronde.objects.create(
        stadsdeel=stadsdeel,
        gemaakt_door=door,
        vragen=len(uit.aanvragen),
        plekken=sum(helper.plekken for helper, _ in mensen),
        geholpen=uit.beste.geholpen,
        geholpen_op_volgorde=uit.op_volgorde.geholpen,
        totaal=uit.beste.totaal,
        totaal_op_volgorde=uit.op_volgorde.totaal,
        gemiddeld=_gemiddeld(uit.beste),
        gemiddeld_op_volgorde=_gemiddeld(uit.op_volgorde),
        langst_zonder=_langst_zonder(uit.aanvragen, uit.beste),
        langst_zonder_op_volgorde=_langst_zonder(uit.aanvragen, uit.op_volgorde),
    )
    _ruim_op(ronde)
    regels = []
    for n, aanvraag in enumerate(uit.aanvragen):
        wie, anders = uit.wie(n), uit.wie_op_volgorde(n)
        velden: dict[str, Any] = {"waarom": toewijzen.waarom_niemand(uit.graaf, n)}
        if wie is not None:
            helper, org = op_pk[wie]
            oordeel = beoordeel(aanvraag.vraag, _kandidaat(helper), namen)
            velden = {
                "vrijwilliger_id": wie,
                "bij_id": org,
                "score": oordeel.score,
                "redenen": [*oordeel.redenen, *(f"let op: {tekst}" for tekst in oordeel.let_op)],
            }
        regels.append(
            Toewijzingsregel(
                ronde=ronde,
                organisatie_id=zoekt[aanvraag.pk],
                hulpvraag_id=aanvraag.pk,
                passend=int(uit.graaf.passend[n]),
                wachtdagen=aanvraag.wachtdagen,
                op_volgorde="" if anders is None else "zelfde" if anders == wie else "ander",
                **velden,
            )
        )
    Toewijzingsregel.objects.bulk_create(regels, batch_size=2000)
    return ronde


def _kandidaat(h: Helper) -> Kandidaat:
    plaats = Plaats(h.lat, h.lon) if h.lat is not None and h.lon is not None else None
    return Kandidaat(
        pk=h.pk, talen=frozenset(h.talen), plaats=plaats, reisafstand_m=h.reisafstand_m,
        dagdelen=frozenset(h.dagdelen), capaciteit=h.capaciteit, lopend=h.lopend,
        vaardigheden=frozenset(h.vaardigheden), doelgroepen=frozenset(h.doelgroepen), vormen=frozenset(h.vormen),
        wachtdagen=h.wachtdagen,
    )  # fmt: skip


def _gemiddeld(uitslag: toewijzen.Uitslag) -> float:
    return round(float(uitslag.scores.sum()) / DUIZENDSTEN / uitslag.geholpen, 1) if uitslag.geholpen else 0.0


def _langst_zonder(aanvragen: Iterable[Aanvraag], uitslag: toewijzen.Uitslag) -> int | None:
    zonder = [a.wachtdagen for n, a in enumerate(aanvragen) if uitslag.keuze[n] == toewijzen.NIEMAND]
    return max(zonder, default=None)


def _ruim_op(ronde: Toewijzingsronde) -> None:
    """Lines that nobody took up in an earlier round for the same area go; the totals stay for a while."""
    eerder = Toewijzingsronde.objects.filter(stadsdeel=ronde.stadsdeel).exclude(pk=ronde.pk)
    Toewijzingsregel.objects.filter(ronde__in=eerder, stand=RegelStand.OPEN).delete()
    oud = Toewijzingsronde.objects.order_by("-pk").values_list("pk", flat=True)[BEWAAR_RONDES:]
    Toewijzingsronde.objects.filter(pk__in=list(oud)).delete()


def nieuwste(stadsdeel: Stadsdeel | None = None) -> Toewijzingsronde | None:
    """The newest proposal for this area."""
    return (
        Toewijzingsronde.objects.filter(stadsdeel=stadsdeel)
        .select_related("stadsdeel", "gemaakt_door")
        .order_by(F("pk").desc())
        .first()
    )

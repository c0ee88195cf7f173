"""Learners with a finished intake in a quarter, once each, who agreed to be counted."""

from __future__ import annotations

from collections import Counter

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from intake.choices import Doel, IntakeStatus
from intake.models import Domeinniveau, Intake
from netwerk.kern.models import Leervraag

from ..periode import Kwartaal
from . import ONBEKEND, Cel, Telling
from .dekking import Dekking

#: What became of a theme for a learner; disjoint, and together all learners.
ONVERVULD, VERVULD, NIET_GEVRAAGD = "onvervuld", "vervuld", "niet"
JA, NEE = "ja", "nee"
GEEN, WEL = "geen", "wel"
#: Devices on which one can learn more than telephoning.
COMPUTERS = frozenset({"tablet", "laptop", "pc"})


def laatste_intakes(kwartaal: Kwartaal) -> QuerySet[Intake]:
    """The last finished intake in the quarter of each learner who agreed to be counted."""
    begin, einde = kwartaal.grenzen
    return (
        Intake.objects.filter(
            status=IntakeStatus.AFGEROND,
            afgerond_op__gte=begin,
            afgerond_op__lt=einde,
            leerder__toestemmingen__doel=Doel.CIJFERS,
            leerder__toestemmingen__ingetrokken_op__isnull=True,
        )
        .order_by("leerder_id", "-afgerond_op", "-pk")
        .distinct("leerder_id")
    )


def tel(kwartaal: Kwartaal, dekking: Dekking | None = None) -> Telling:
    """Learners by level, by theme asked (met or not), level by theme, and what they lack at home. Six queries.

    ``niveau`` is the lowest known level over the domains.
    """
    thema_van = dict(Leervraag.objects.values_list("code", Coalesce("thema_id", "code")))
    themas = sorted(set(thema_van.values()))
    dekking = dekking or Dekking()
    laagste = (
        Domeinniveau.objects.filter(intake=OuterRef("pk"))
        .order_by()
        .values("intake")
        .annotate(laagste=Min(Coalesce("bijgesteld", "berekend")))
        .values("laagste")
    )
    rijen = laatste_intakes(kwartaal).annotate(laagste=Subquery(laagste)).values_list(
        "leerder__pc4", "leerder__pc4__stadsdeel", "laagste", "leervragen", "leerder__apparaten",
        "leerder__internet_thuis", "leerder__veilige_plek", "leerder__reisafstand_m",
    )  # fmt: skip
    uit: Telling = Counter()
    for pc4, stadsdeel, niveau, codes, apparaten, internet, plek, reist in rijen:
        deel, trede = stadsdeel or ONBEKEND, ONBEKEND if niveau is None else str(niveau)
        uit[Cel("niveau", deel, trede)] += 1
        gevraagd: dict[str, bool] = {}
        for code in codes:
            if thema := thema_van.get(code):
                goed = dekking.vervuld(pc4, code, niveau, reist)
                gevraagd[thema] = gevraagd.get(thema, True) and goed
        for thema, goed in gevraagd.items():
            uit[Cel(f"vraag:{thema}", deel, VERVULD if goed else ONVERVULD)] += 1
            uit[Cel(f"niveauvraag:{thema}", trede, JA)] += 1
        heeft = WEL if COMPUTERS & set(apparaten) else GEEN if apparaten else ONBEKEND
        uit[Cel("apparaat", deel, heeft)] += 1
        uit[Cel("internet", deel, ONBEKEND if internet is None else WEL if internet else GEEN)] += 1
        uit[Cel("plek", deel, ONBEKEND if plek is None else WEL if plek else GEEN)] += 1
    _vul_aan(uit, themas)
    return uit


def _vul_aan(uit: Telling, themas: list[str]) -> None:
    """Who did not ask for a theme: the rest of the district, and of the level."""
    per_deel: Counter[str] = Counter()
    per_trede: Counter[str] = Counter()
    for (soort, deel, trede), aantal in list(uit.items()):
        if soort == "niveau":
            per_deel[deel] += aantal
            per_trede[trede] += aantal
    for thema in themas:
        for deel, aantal in per_deel.items():
            vroeg = uit[Cel(f"vraag:{thema}", deel, VERVULD)] + uit[Cel(f"vraag:{thema}", deel, ONVERVULD)]
            uit[Cel(f"vraag:{thema}", deel, NIET_GEVRAAGD)] = aantal - vroeg
        for trede, aantal in per_trede.items():
            uit[Cel(f"niveauvraag:{thema}", trede, NEE)] = aantal - uit[Cel(f"niveauvraag:{thema}", trede, JA)]
    for cel in [cel for cel, aantal in uit.items() if not aantal]:
        del uit[cel]

"""The only place that counts over all organisations. Each function opens the whole scope and returns counts only."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from aanbod.choices import OPEN, Stand
from aanbod.models import Doorverwijzing
from aanbod.workflow import WERKDAGEN
from intake.choices import Doel, IntakeStatus
from intake.models import Domeinniveau, Intake
from netwerk.kern.bereik import bereik
from netwerk.kern.models import Leervraag, Postcodegebied
from netwerk.kern.werkdagen import na_werkdagen
from vrijwilligers.choices import WACHTEND, VrijwilligerStatus
from vrijwilligers.models import Hulpvraag, Vrijwilliger

from ..onthulling import Plek
from ..periode import Kwartaal
from .figuur import ONBEKEND

#: How a referral was answered; disjoint, and together all that were sent.
OP_TIJD, LATER, BINNEN_TERMIJN, TE_LAAT, ZONDER = "op_tijd", "later", "binnen_termijn", "te_laat", "zonder"


def _stadsdeel_van_pc4() -> dict[str, str]:
    return dict(Postcodegebied.objects.values_list("pc4", "stadsdeel_id"))


def _laatste_intakes(kwartaal: Kwartaal):
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


def leerders_per_niveau(kwartaal: Kwartaal) -> Counter[Plek]:
    """Learners by district and lowest known level (``onbekend`` when no domain was measured)."""
    laagste = (
        Domeinniveau.objects.filter(intake=OuterRef("pk"))
        .order_by()
        .values("intake")
        .annotate(laagste=Min(Coalesce("bijgesteld", "berekend")))
        .values("laagste")
    )
    with bereik(alles=True):
        rijen = list(
            _laatste_intakes(kwartaal)
            .annotate(laagste=Subquery(laagste))
            .values_list("leerder__pc4__stadsdeel", "laagste")
        )
    return Counter((deel or ONBEKEND, ONBEKEND if niveau is None else str(niveau)) for deel, niveau in rijen)


def leerders_per_thema(kwartaal: Kwartaal) -> Counter[Plek]:
    """Learners who asked something within a theme, by theme and district; each counts once per theme."""
    thema_van = dict(Leervraag.objects.values_list("code", Coalesce("thema_id", "code")))
    with bereik(alles=True):
        rijen = list(_laatste_intakes(kwartaal).values_list("leerder__pc4__stadsdeel", "leervragen"))
    return Counter(
        (thema, deel or ONBEKEND)
        for deel, codes in rijen
        for thema in {thema_van[code] for code in codes if code in thema_van}
    )


def vrijwilligers_per_status() -> Counter[Plek]:
    """Volunteers by district and state, those of the city's pool included, those who stopped left out."""
    with bereik(alles=True):
        rijen = list(
            Vrijwilliger.objects.exclude(status=VrijwilligerStatus.GESTOPT)
            .order_by()
            .values_list("pc4__stadsdeel", "status")
            .annotate(aantal=Count("pk"))
        )
    telling: Counter[Plek] = Counter()
    for deel, status, aantal in rijen:
        telling[deel or ONBEKEND, status] += aantal
    return telling


def wachtenden(vandaag: date) -> Counter[Plek]:
    """Requests that wait, by district of the learner: for a volunteer (short, long), or on a provider's waiting list.

    Long is more than 28 days.
    """
    grens = vandaag - timedelta(days=28)
    with bereik(alles=True):
        hulp = list(
            Hulpvraag.objects.filter(status__in=WACHTEND)
            .order_by()
            .values("pc4")
            .annotate(
                kort=Count("pk", filter=Q(gevraagd_op__gte=grens)),
                lang=Count("pk", filter=Q(gevraagd_op__lt=grens)),
            )
            .values_list("pc4", "kort", "lang")
        )
        lijst = list(
            Doorverwijzing.objects.filter(status=Stand.WACHTLIJST)
            .order_by()
            .values_list("pc4")
            .annotate(aantal=Count("pk"))
        )
    deel_van = _stadsdeel_van_pc4()
    telling: Counter[Plek] = Counter()
    for pc4, kort, lang in hulp:
        telling[deel_van.get(pc4, ONBEKEND), "vrijwilliger_kort"] += kort
        telling[deel_van.get(pc4, ONBEKEND), "vrijwilliger_lang"] += lang
    for pc4, aantal in lijst:
        telling[deel_van.get(pc4, ONBEKEND), "wachtlijst"] += aantal
    return telling


def antwoorden(kwartaal: Kwartaal, vandaag: date, *, per: str) -> Counter[Plek]:
    """Referrals sent in the quarter by how they were answered; ``per``: ``"stadsdeel"`` or ``"aanbieder"`` (id)."""
    begin, einde = kwartaal.grenzen
    veld = {"stadsdeel": "pc4", "aanbieder": "naar_organisatie_id"}[per]
    with bereik(alles=True):
        rijen = list(
            Doorverwijzing.objects.filter(verstuurd_op__gte=begin, verstuurd_op__lt=einde)
            .order_by()
            .annotate(verstuurd=TruncDate("verstuurd_op"), antwoord=TruncDate("beantwoord_op"), sleutel=F(veld))
            .values_list("sleutel", "verstuurd", "antwoord", "status")
            .annotate(aantal=Count("pk"))
        )
    deel_van = _stadsdeel_van_pc4() if per == "stadsdeel" else {}
    telling: Counter[Plek] = Counter()
    for sleutel, verstuurd, antwoord, status, aantal in rijen:
        rij = deel_van.get(sleutel, ONBEKEND) if per == "stadsdeel" else str(sleutel)
        telling[rij, soort_antwoord(verstuurd, antwoord, status in OPEN, vandaag)] += aantal
    return telling


def soort_antwoord(verstuurd: date, antwoord: date | None, open_: bool, vandaag: date) -> str:
    """How a referral was answered, measured in the working days that the network agreed on."""
    termijn = na_werkdagen(verstuurd, WERKDAGEN[Stand.VERSTUURD])
    if antwoord is not None:
        return OP_TIJD if antwoord <= termijn else LATER
    if not open_:
        return ZONDER
    return BINNEN_TERMIJN if vandaag <= termijn else TE_LAAT

"""How many learners asked for each need: counted over all intakes, stored without persons for the catalogue to show.

A learner counts once per need, by the last finished intake before this quarter, and only with consent for figures: a
count that moves every day would show each new learner as the difference with yesterday. Need × level is a table
of disjoint cells with totals, so it goes through ``onthulling.bescherm``: what is stored cannot be computed back.
What is shown is stored as the lower end of its five, since the counts of two quarters can be subtracted.
Groups overlap: a count is hidden when it is small, or when so few of the askers are *not* in the group.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from intake.choices import Doel, IntakeStatus
from intake.models import Intake
from netwerk.kern.bereik import bereik
from netwerk.kern.grof import afgerond
from netwerk.kern.models import Leervraag, Telling

from .onthulling import DREMPEL, TOTAAL, bescherm
from .periode import Kwartaal

#: The kinds that the catalogue reads (``leermateriaal.inventaris``).
VRAAG, NIVEAU, GROEP = "leervraag", "leervraag_niveau", "leervraag_doelgroep"
ONBEKEND = "onbekend"


@dataclass(slots=True)
class Vraagtelling:
    """Counts of learners by need and level, and by need and group; ``totaal`` per need."""

    niveaus: Counter[tuple[str, str]] = field(default_factory=Counter)
    groepen: Counter[tuple[str, str]] = field(default_factory=Counter)
    totaal: Counter[str] = field(default_factory=Counter)


def tel() -> Vraagtelling:
    """Count; opens the whole scope and returns counts only."""
    domein_van = dict(Leervraag.objects.vragen().values_list("code", "domein"))
    uit = Vraagtelling()
    with bereik(alles=True):
        intakes = (
            Intake.objects.filter(
                status=IntakeStatus.AFGEROND,
                afgerond_op__lt=Kwartaal.van_dag(timezone.localdate()).grenzen[0],
                leerder__toestemmingen__doel=Doel.CIJFERS,
                leerder__toestemmingen__ingetrokken_op__isnull=True,
            )
            .order_by("leerder_id", "-afgerond_op", "-pk")
            .distinct("leerder_id")
            .select_related("leerder")
        )
        for intake in (
            Intake.objects.filter(pk__in=intakes.values("pk"))
            .select_related("leerder")
            .prefetch_related("domeinniveaus")
        ):
            niveaus = {
                rij.domein: rij.berekend if rij.bijgesteld is None else rij.bijgesteld
                for rij in intake.domeinniveaus.all()
            }
            for code in {code for code in intake.leervragen if code in domein_van}:
                niveau = niveaus.get(domein_van[code])
                uit.totaal[code] += 1
                uit.niveaus[code, ONBEKEND if niveau is None else str(niveau)] += 1
                uit.groepen.update((code, groep) for groep in set(intake.leerder.doelgroepen))
    return uit


def veilig(telling: Vraagtelling) -> dict[tuple[str, str], int | None]:
    """What may be stored, by (kind, key); None is hidden. Needs that nobody asked for are left out."""
    vragen = sorted(telling.totaal)
    uit: dict[tuple[str, str], int | None] = {}
    if not vragen:
        return uit
    kolommen = sorted({kolom for _, kolom in telling.niveaus})
    tabel = bescherm(vragen, kolommen, telling.niveaus)
    for vraag in vragen:
        uit[VRAAG, vraag] = tabel.cel(vraag, TOTAAL if len(kolommen) > 1 else kolommen[0]).waarde
        for kolom in kolommen:
            if kolom != ONBEKEND and telling.niveaus[vraag, kolom]:
                uit[NIVEAU, f"{vraag}:{kolom}"] = tabel.cel(vraag, kolom).waarde
    for (vraag, groep), aantal in telling.groepen.items():
        rest = telling.totaal[vraag] - aantal
        verborgen = aantal < DREMPEL or 0 < rest < DREMPEL
        uit[GROEP, f"{vraag}:{groep}"] = None if verborgen else aantal
    # The same table comes again each quarter with a few people more: in fives the difference is nobody in particular.
    return {plek: waarde if waarde is None else afgerond(waarde) for plek, waarde in uit.items()}


@transaction.atomic
def bewaar() -> int:
    """Count again and replace what was stored. Returns the number of counts."""
    nu = timezone.localdate()
    rijen = [
        Telling(soort=soort, sleutel=sleutel, waarde=waarde, berekend_op=nu)
        for (soort, sleutel), waarde in veilig(tel()).items()
    ]
    Telling.objects.filter(soort__in=[VRAAG, NIVEAU, GROEP]).delete()
    return len(Telling.objects.bulk_create(rijen))

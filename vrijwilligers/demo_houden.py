"""The demo's care for volunteers: hours, how it goes, why people stopped, and somebody asked to help elsewhere too."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal

from netwerk.kern.demo import Demostad

from .actions import houden, overdracht
from .choices import StopSoort
from .models import Koppeling, Uren, Vrijwilliger

WAT = ("Samen geoefend met appen", "DigiD uitgelegd", "Spreekuur in de bibliotheek", "Beeldbellen geprobeerd", "")
VERTELD = (
    ("goed", "We oefenen elke week. Ze maakt nu zelf een afspraak bij de huisarts."),
    ("goed", ""),
    ("wisselt", "Hij zegt vaak af. Als hij er is gaat het goed."),
)


def vul_houden(stad: Demostad) -> None:
    """Call when matches run. Chance from a generator of its own, so that the rest of the city stays as it was."""
    rng = random.Random("houden")
    lopend = list(Koppeling.objects.filter(status="gestart").order_by("pk").select_related("vrijwilliger"))
    for n, koppeling in enumerate(lopend):
        gaat, tekst = VERTELD[n % len(VERTELD)]
        houden.koppel_terug(koppeling=koppeling, gaat=gaat, tekst=tekst, door=None)
        Uren.objects.bulk_create(
            Uren(
                vrijwilliger=koppeling.vrijwilliger, organisatie_id=koppeling.organisatie_id, wat=rng.choice(WAT),
                dag=stad.vandaag - timedelta(days=7 * week + 1), uren=Decimal(rng.choice(["1", "1.5", "2", "2.5"])),
            )
            for week in range(rng.randint(1, 3))
        )  # fmt: skip
    soorten = [StopSoort.TIJD, StopSoort.GEEN_LEERDER, StopSoort.VERHUISD, StopSoort.WERK]
    for n, wie in enumerate(Vrijwilliger.objects.filter(demo=True, status="gestopt").order_by("pk")):
        Vrijwilliger.objects.filter(pk=wie.pk).update(stopsoort=soorten[n % len(soorten)], stopreden="")
    brug, linde = stad.organisaties["brug"], stad.organisaties["linde"]
    vrij = Vrijwilliger.objects.filter(demo=True, organisatie=brug, status="inzetbaar").order_by("-pk")
    for wie, mondeling in zip(vrij[:2], (True, False), strict=False):
        overdracht.vraag_overdracht(
            vrijwilliger=wie, naar=linde, soort="erbij", toelichting="De Linde zoekt iemand voor de dinsdagmiddag.",
            mondeling=mondeling, door=stad.gebruikers["coordinator"],
        )  # fmt: skip

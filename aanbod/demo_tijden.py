"""Hours, safe places, ends of money, devices and the way there, for the demo city. Everything invented."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time

from netwerk.kern.demo import Demostad

from .bladwijzers import bewaar_zoekvraag
from .choices import Dag, Soort, Waarborgsoort
from .models import Aanbod, Bladwijzer, Openingstijd, Uitzondering, Waarborg

DAGNAAM = {dag.label: dag for dag in Dag}
#: "maandag en woensdag, 10.00 tot 11.30 uur": days, then hours.
BLOK = re.compile(
    rf"((?:(?:{'|'.join(DAGNAAM)})(?:, | en |,? )*)+)(\d{{1,2}})\.(\d\d) tot (\d{{1,2}})\.(\d\d) uur"
)
ROUTE = {
    "brug": "Bus 35 (demo), halte De Brug. De deur is blauw en zit aan de kant van het water.",
    "linde": "Tram 17 (demo), halte Lindeplein. Loop langs de bakker, dan ziet u de ingang.",
    "bieb-centrum": "Metro 52 (demo), uitgang Markt. De bibliotheek is het grote glazen gebouw.",
    "roc-oost": "Bus 40 (demo), halte Schoollaan. Meld u bij de balie; u wordt opgehaald.",
    "weesp": "Vanaf het station tien minuten lopen, langs de gracht (demo). Bel aan bij nummer 8.",
}
#: name, days until the money ends
GELD_TOT = {"Computerinloop De Brug": 120, "Laptop lenen in West": 60}


def vul_tijden(stad: Demostad, aanbod: dict[str, Aanbod]) -> None:
    """Add to the provision that is there; call in ``bereik(alles=True)``."""
    tijden: list[Openingstijd] = []
    for rij in aanbod.values():
        tijden += _tijden(rij)
    Openingstijd.objects.bulk_create(tijden)
    for naam, dagen in GELD_TOT.items():
        Aanbod.objects.filter(pk=aanbod[naam].pk).update(financiering_tot=stad.dag(dagen))
    Aanbod.objects.filter(pk__in=[t.aanbod_id for t in tijden], formeel=True).update(niet_in_vakantie=True)
    Aanbod.objects.filter(naam__startswith="Starten met digitaal").update(vrije_plekken=0)
    Uitzondering.objects.bulk_create(
        [
            Uitzondering(
                aanbod=aanbod["Computerinloop De Brug"], begin=stad.dag(9), einde=stad.dag(9), reden="Studiedag (demo)"
            ),
            Uitzondering(
                aanbod=aanbod["Gratis wifi in de bibliotheek"], begin=stad.dag(20), einde=stad.dag(22),
                van=time(10), tot=time(14), reden="Kortere tijden (demo)",
            ),
        ]
    )  # fmt: skip
    _waarborgen(stad, aanbod.values())
    for sleutel, route in ROUTE.items():
        stad.locaties[sleutel].route = route
        stad.locaties[sleutel].save(update_fields=["route"])
    coach = stad.gebruikers["coach"]
    Bladwijzer.objects.create(gebruiker=coach, aanbod=aanbod["Computerinloop De Brug"])
    bewaar_zoekvraag(zoekvraag="taal=tr&soort=een_op_een", naam="Hulp in het Turks", mailen=True, door=coach)


def _tijden(rij: Aanbod) -> list[Openingstijd]:
    if rij.rooster == "tijdens openingstijden":
        dagen = [(Dag(n), time(10), time(17)) for n in range(6)]
    elif rij.rooster.startswith("werkdagen"):
        dagen = [(Dag(n), time(9), time(12)) for n in range(5)]
    else:
        dagen = [
            (DAGNAAM[dag], time(int(u1), int(m1)), time(int(u2), int(m2)))
            for woorden, u1, m1, u2, m2 in BLOK.findall(rij.rooster)
            for dag in re.findall("|".join(DAGNAAM), woorden)
        ]
    return [Openingstijd(aanbod=rij, dag=dag, van=van, tot=tot) for dag, van, tot in dagen]


def _waarborgen(stad: Demostad, rijen: Iterable[Aanbod]) -> None:
    """The first safe place is confirmed whole, the second lapsed, the others in part."""
    plekken = [rij for rij in rijen if rij.soort == Soort.VEILIGE_PLEK]
    regels = []
    for nummer, rij in enumerate(plekken):
        soorten = list(Waarborgsoort) if nummer < 2 else list(Waarborgsoort)[: 2 + nummer]
        for soort in soorten:
            dagen = -400 if nummer == 1 and soort == Waarborgsoort.GETRAIND else -8 - nummer
            regels.append(
                Waarborg(
                    aanbod=rij, soort=soort, bevestigd_op=stad.dag(dagen), bevestigd_door=rij.gecontroleerd_door
                )
            )
    Waarborg.objects.bulk_create(regels)

"""The demo's recruitment: a past for each volunteer (dated log lines), vacancies, and a company behind a campaign.

Chance comes from a generator of its own, seeded with the name, so that the rest of the demo city stays as it was.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from netwerk.kern.demo import Demostad
from netwerk.kern.models import Gebeurtenis

from .choices import VacatureStatus
from .choices import VrijwilligerStatus as V
from .models import Campagne, Terugvraag, Vacature, Vrijwilliger

#: How far on the way a state lies, in transitions (name, new state).
WEG: tuple[tuple[str, str], ...] = (
    ("kennismaken", V.KENNISMAKING),
    ("naar_screening", V.SCREENING),
    ("naar_training", V.TRAINING),
    ("inzetbaar", V.INZETBAAR),
    ("eerste_koppeling", V.ACTIEF),
)
TOT: dict[str, int] = {
    V.AANGEMELD: 0, V.KENNISMAKING: 1, V.SCREENING: 2, V.TRAINING: 3, V.INZETBAAR: 4, V.ACTIEF: 4, V.PAUZE: 4,
    V.GESTOPT: 3,
}  # fmt: skip


def vul_werving(stad: Demostad) -> None:
    """Call when the volunteers are there and before today's matches are made."""
    regels: list[Gebeurtenis] = []
    for wie in Vrijwilliger.objects.filter(demo=True, organisatie__isnull=False).order_by("pk"):
        regels += _verleden(stad, wie)
    Gebeurtenis.objects.bulk_create(regels, batch_size=500)
    bank = stad.organisaties.get("bedrijf")
    Campagne.objects.filter(code="demobank").update(bedrijf=bank, partner="" if bank else "Voorbeeldbank (demo)")
    for campagne in Campagne.objects.filter(code__startswith="demo", organisatie__isnull=False):
        Campagne.objects.filter(pk=campagne.pk).update(eigenaar=campagne.organisatie)
    _vacatures(stad)
    for wie in Vrijwilliger.objects.filter(demo=True, status=V.GESTOPT, organisatie=stad.organisaties["brug"])[:1]:
        Terugvraag.objects.create(vrijwilliger=wie, organisatie=wie.organisatie, gevraagd_op=stad.dag(-3))


def _verleden(stad: Demostad, wie: Vrijwilliger) -> list[Gebeurtenis]:
    rng = random.Random(wie.naam)
    aantal = TOT[wie.status]
    langer = rng.choice([30, 60, 120, 170]) if aantal >= 3 else 0
    begin: datetime = wie.status_sinds - timedelta(days=langer)
    Vrijwilliger.objects.filter(pk=wie.pk).update(aangemaakt_op=begin)
    stappen = list(WEG[:aantal])
    if aantal == 4 and langer > 60 and rng.random() < 0.7:
        stappen += [WEG[4], ("laatste_koppeling_klaar", V.INZETBAAR)]
    if wie.status == V.PAUZE:
        stappen.append(("pauzeer", V.PAUZE))
    if wie.status == V.GESTOPT:
        stappen.append(("stop", V.GESTOPT))
    uit, van = [], str(V.AANGEMELD)
    for nummer, (naam, naar) in enumerate(stappen, start=1):
        # The way takes the first two thirds of the time there was, at most twelve days a step.
        moment = begin + min(timedelta(days=12), (wie.status_sinds - begin) / (len(stappen) + 1)) * nummer
        uit.append(
            Gebeurtenis(
                wanneer=moment, soort=f"overgang:{naam}", model="vrijwilligers.vrijwilliger", object_id=str(wie.pk),
                door_tekst="demo", organisaties=[wie.organisatie_id], gegevens={"van": van, "naar": str(naar)},
            )
        )  # fmt: skip
        van = str(naar)
    return uit


def _vacatures(stad: Demostad) -> None:
    soorten = (
        ("brug", "Help buren in Noord met hun telefoon", "computerhulp", "noord", "2", ["nl", "ar"], "demonoord"),
        ("linde", "Digitaal spreekuur in Nieuw-West", "spreekuur", "nieuw-west", "3", ["nl", "tr"], ""),
        ("zuiderlicht", "Geef computerles aan een kleine groep", "lesgeven", "zuid", "2.5", ["nl"], "demobank"),
        ("bieb", "Beantwoord vragen in de bibliotheek", "spreekuur", None, "3", [], "demobieb"),
    )
    for sleutel, titel, rol, wijk, uren, talen, code in soorten:
        if sleutel not in stad.organisaties:
            continue
        Vacature.objects.create(
            organisatie=stad.organisaties[sleutel], titel=titel, rol=rol, stadsdeel_id=wijk, uren_per_week=uren,
            talen=talen, campagne=Campagne.objects.filter(code=code).first(), open_van=stad.dag(-20),
            open_tot=stad.dag(70), status=VacatureStatus.OPEN, dagdelen=["di-middag", "do-middag"],
            omschrijving="U zit naast iemand die iets wil leren: een afspraak maken bij de huisarts, beeldbellen met "
            "familie, een formulier invullen. U legt rustig uit; de ander doet het zelf.",
            bieden="Een training, een vaste contactpersoon en koffie met andere vrijwilligers.",
        )  # fmt: skip

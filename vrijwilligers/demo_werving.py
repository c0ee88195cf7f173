"""The demo's recruitment: a past for each volunteer (dated log lines), vacancies, and a company behind a campaign.

Chance comes from a generator of its own, seeded with the name, so that the rest of the demo city stays as it was.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.utils import timezone

from netwerk.kern.demo import Demostad
from netwerk.kern.models import Gebeurtenis

from .choices import Kanaal, VacatureStatus
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
#: Who stopped at the neighbourhood house before the demo begins.
OUDGEDIENDEN = (
    "Agnes Boris Cora Driss Eline Fatih Gijs Hanna Ismail Jette Klaas Leyla Marijn Nadia Okke Pia Quinten Rania Sjoerd "
    "Tirza Umar Vesna Wies Xander Yara"
).split()
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
    _oudgedienden(stad)
    brug = stad.organisaties["brug"]
    for wie in Vrijwilliger.objects.filter(demo=True, status=V.GESTOPT, organisatie=brug).order_by("pk")[:1]:
        Terugvraag.objects.create(vrijwilliger=wie, organisatie=brug, gevraagd_op=stad.dag(-3))


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
        uit.append(_regel(wie, moment, naam, van, str(naar)))
        van = str(naar)
    return uit


#: Days after signing up on which a demo volunteer took each step, when it came that far.
DAGEN = (6, 14, 27, 41, 58)
#: Which share of who signed up came to help, by where was recruited. Invented, so that there is a difference.
KANS = {"stad": 0.35, "stadsdelen": 0.65, "": 0.5}


def loop_van(wie: Vrijwilliger, nu: datetime) -> list[Gebeurtenis]:
    """The log lines of somebody who signed up long ago, for the figures of recruitment; unsaved."""
    rng = random.Random(f"loop {wie.email}")
    bereik = wie.campagne.bereik if wie.campagne else ""
    helpt = wie.status == V.ACTIEF or rng.random() < KANS[bereik]
    stappen = list(zip(DAGEN, WEG, strict=True))[: 5 if helpt else rng.choice([1, 2, 3, 4])]
    if wie.status == V.GESTOPT:
        lang = [dag for dag in (95, 130, 160) if wie.aangemaakt_op + timedelta(days=dag) < nu]
        stappen.append((rng.choice(lang) if helpt and lang else 70, ("stop", V.GESTOPT)))
    uit, van = [], str(V.AANGEMELD)
    for dag, (naam, naar) in stappen:
        if wie.aangemaakt_op + timedelta(days=dag) >= nu:
            break
        uit.append(_regel(wie, wie.aangemaakt_op + timedelta(days=dag), naam, van, str(naar)))
        van = str(naar)
    return uit


def _regel(wie: Vrijwilliger, moment: datetime, naam: str, van: str, naar: str) -> Gebeurtenis:
    return Gebeurtenis(
        wanneer=moment, soort=f"overgang:{naam}", model="vrijwilligers.vrijwilliger", object_id=str(wie.pk),
        door_tekst="demo", organisaties=[wie.organisatie_id], gegevens={"van": van, "naar": naar},
    )  # fmt: skip


def _oudgedienden(stad: Demostad) -> None:
    """Who helped before and stopped: the old argument of city against district, and people to ask back."""
    brug, rng, nu = stad.organisaties["brug"], random.Random("oudgedienden"), timezone.now()
    breed = Campagne.objects.create(
        naam="Voorjaarsactie hele stad (demo)", kanaal=Kanaal.SOCIAL, van=stad.dag(-320), tot=stad.dag(-230),
        kosten=900, code="demovoorjaar", organisatie=brug, eigenaar=brug, doel=25,
    )  # fmt: skip
    noord = Campagne.objects.get(code="demonoord")
    mensen = []
    for nummer, naam in enumerate(OUDGEDIENDEN):
        mensen.append(
            Vrijwilliger(
                naam=f"{naam} Demo", email=f"{naam.lower()}.eerder@demo.example", organisatie=brug, demo=True,
                campagne=noord if nummer % 5 in (1, 3) else breed, talen=["nl"], pc4_id="1031", status=V.GESTOPT,
                aangemaakt_op=nu - timedelta(days=119 if nummer % 5 in (1, 3) else rng.randint(235, 318)),
                gestopt_op=stad.vandaag, toestemming_op=nu,
                stopsoort=rng.choice(["tijd", "tijd", "werk", "verhuisd", "geen_leerder", "begeleiding"]),
                mag_teruggevraagd=nummer % 3 == 0,
            )
        )  # fmt: skip
    Vrijwilliger.objects.bulk_create(mensen)
    for wie in mensen:
        regels = Gebeurtenis.objects.bulk_create(loop_van(wie, nu))
        wie.status_sinds, wie.gestopt_op = regels[-1].wanneer, timezone.localdate(regels[-1].wanneer)
    Vrijwilliger.objects.bulk_update(mensen, ["status_sinds", "gestopt_op"])


def _vacatures(stad: Demostad) -> None:
    soorten: tuple[tuple[str, str, str, str | None, str, list[str], str], ...] = (
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

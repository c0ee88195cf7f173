"""This room of the demo city: invented provision in all districts, and three months of referrals in every state."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from netwerk.kern.choices import Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.demo import Demostad
from netwerk.kern.models import Gebeurtenis
from netwerk.kern.profiel import Kaart
from netwerk.kern.werkdagen import na_werkdagen

from .choices import GESLOTEN, AanbodStatus, Stand
from .demo_tijden import vul_tijden
from .models import Aanbod, AanbodLocatie, Doorverwijzing, DoorverwijzingAntwoord, DoorverwijzingBericht
from .workflow import doorverwijsstroom, uiterlijk
from .zoekindex import werk_bij

GEGEVENS = Path(__file__).parent / "data" / "demo_aanbod.toml"
CONTROLEURS = {
    "roc": "aanbieder",
    "volksuni": "aanbieder-stap",
    "taal": "aanbieder-taal",
    "bieb": "bieb",
    "brug": "beheerder",
}


def vul(stad: Demostad) -> None:
    """Add provision and referrals; call in ``bereik(alles=True)``."""
    aanbod = {regel["naam"]: _aanbod(stad, regel) for regel in tomllib.loads(GEGEVENS.read_text("utf-8"))["aanbod"]}
    werk_bij(aanbod.values())
    vul_tijden(stad, aanbod)
    for geval in GEVALLEN:
        rij = _doorverwijzing(stad, aanbod[geval.aanbod], geval)
        if geval.voornaam == "Fatima":
            _draad(stad, rij)


def _aanbod(stad: Demostad, regel: dict[str, Any]) -> Aanbod:
    kosten, kosten_tekst = regel.get("kosten", ("gratis", ""))
    organisatie = stad.organisaties[regel["org"]]
    controleur = stad.gebruikers.get(CONTROLEURS.get(regel["org"], ""))
    aanbod = Aanbod.objects.create(
        organisatie=organisatie,
        naam=regel["naam"],
        soort=regel["soort"],
        formeel=regel.get("formeel", False),
        omschrijving=regel["tekst"],
        niveau_van=regel["van"],
        niveau_tot=regel["tot"],
        nederlands_nodig=regel["nederlands"],
        lezen_nodig=regel.get("lezen", False),
        begeleiding=regel["begeleiding"],
        toelating=regel.get("toelating", ""),
        kosten_soort=kosten,
        kosten_tekst=kosten_tekst,
        doorlopend="start" not in regel,
        startdatum=stad.dag(regel["start"]) if "start" in regel else None,
        dagdelen=regel.get("dagdelen", []),
        rooster=regel["rooster"],
        capaciteit=regel.get("capaciteit"),
        wachttijd_weken=regel.get("wachttijd"),
        online=regel.get("online", False),
        aan_huis=regel.get("aan_huis", False),
        structureel="tijdelijk" not in regel,
        tijdelijk_tot=stad.dag(regel["tijdelijk"]) if "tijdelijk" in regel else None,
        contact_naam=str(controleur) if controleur else "",
        contact_email=organisatie.email,
        contact_telefoon="020 000 00 00",
        status=regel.get("status", AanbodStatus.GEPUBLICEERD),
        gecontroleerd_op=stad.dag(regel["controle"]) if "controle" in regel else None,
        gecontroleerd_door=controleur,
    )
    aanbod.leervragen.set(regel.get("leervragen", []))
    aanbod.talen.set(regel["talen"])
    aanbod.doelgroepen.set(regel.get("doelgroepen", []))
    AanbodLocatie.objects.bulk_create(
        AanbodLocatie(aanbod=aanbod, locatie=stad.locaties[plek]) for plek in regel.get("locs", [])
    )
    return aanbod


@dataclass(frozen=True, slots=True)
class Geval:
    """One referral: who sent it where, how many days ago, and the answers since, as (days ago, transition, what)."""

    aanbod: str
    voornaam: str
    dagen: int
    stappen: tuple[tuple[int, str, str], ...] = ()
    van: str = "brug"
    coach: str = "coach"
    niveau: Niveau = Niveau.STARTER
    nederlands: NederlandsNiveau = NederlandsNiveau.A1
    leest: Leesniveau = Leesniveau.LANGZAAM
    talen: tuple[str, ...] = ("nl",)
    leervragen: tuple[str, ...] = ("email-lezen", "gezondheid-afspraak-huisarts")
    pc4: str = "1024"
    reden: str = ""
    boodschap: str = ""


KLEIN = "Starten met digitaal, kleine groep"
NT2 = "Taal en digitaal voor NT2"
B1 = "Digitale vaardigheden, basisniveau 1"
MUIS = "Eerst de muis, dan de rest"
WEL = "Kennismaking op school en een korte taaltoets, daarna een plek in de groep."
GEVALLEN: tuple[Geval, ...] = (
    # Nothing heard: the ROC's inbox has these to answer.
    Geval(
        KLEIN,
        "Emine",
        16,
        talen=("tr",),
        nederlands=NederlandsNiveau.A0,
        boodschap="Emine komt het liefst met haar zus.",
    ),
    Geval(B1, "Ruud", 11, talen=("nl",), nederlands=NederlandsNiveau.B1, leest=Leesniveau.GOED, niveau=Niveau.INSTROOM),
    Geval(NT2, "Yasmina", 7, van="linde", coach="coach-west", talen=("ar", "fr"), niveau=Niveau.INSTROOM, pc4="1061"),
    Geval(KLEIN, "Selma", 2, talen=("tr", "nl"), leervragen=("apparaat-aan-uit", "berichten-bellen")),
    Geval(B1, "Mo", 1, van="bieb", coach="bieb", niveau=Niveau.BASIS1, nederlands=NederlandsNiveau.B1, pc4="1093"),
    # In hand, planned, waiting.
    Geval(KLEIN, "Fatima", 6, ((4, "ontvang", ""),), van="linde", coach="coach-west", talen=("ary",), pc4="1062"),
    Geval(NT2, "Tesfay", 13, ((9, "nodig_uit", WEL),), van="bieb", coach="bieb", talen=("ti", "nl"), pc4="1093"),
    Geval(
        B1,
        "Gerda",
        20,
        ((15, "zet_op_wachtlijst", "Plek 3 op de wachtlijst voor de avondgroep. Wij bellen als er plek is."),),
        niveau=Niveau.INSTROOM,
        nederlands=NederlandsNiveau.B1,
        talen=("nl",),
    ),
    # Running and finished.
    Geval(
        MUIS,
        "Aziz",
        52,
        ((48, "nodig_uit", WEL), (40, "start", "Begonnen in de dinsdaggroep met docent Carla.")),
        talen=("ar",),
        nederlands=NederlandsNiveau.A0,
        leest=Leesniveau.ANDER_SCHRIFT,
    ),
    Geval(
        "Computer in het Tigrinya",
        "Hiwot",
        60,
        ((57, "nodig_uit", WEL), (50, "start", "Begonnen in de zaterdaggroep.")),
        van="bieb",
        coach="bieb",
        talen=("ti",),
        nederlands=NederlandsNiveau.GEEN,
        pc4="1091",
    ),
    Geval(
        "Samen digitaal voor ouders",
        "Khadija",
        88,
        (
            (84, "nodig_uit", WEL),
            (80, "start", "Begonnen in de maandaggroep."),
            (8, "rond_af", "Cursus afgerond met een verklaring van deelname."),
        ),
        van="linde",
        coach="coach-west",
        talen=("ar",),
        niveau=Niveau.INSTROOM,
        leervragen=("school-app-van-school",),
    ),
    Geval(
        MUIS,
        "Bep",
        80,
        (
            (77, "nodig_uit", WEL),
            (70, "start", "Begonnen in de vrijdaggroep."),
            (30, "stop", "Bep is gestopt: zij zorgt voor haar man."),
        ),
        talen=("nl",),
        nederlands=NederlandsNiveau.B1,
        reden="ziekte",
    ),
    # No.
    Geval(
        B1,
        "Jelena",
        34,
        (
            (
                30,
                "wijs_af",
                "De toets laat zien dat deze cursus nog te moeilijk is. Nadia belt de coach over een beginnersgroep.",
            ),
        ),
        reden="niveau_te_hoog",
        talen=("sr", "en"),
    ),
    Geval(
        NT2,
        "Abdi",
        27,
        ((24, "wijs_af", "De groep zit vol tot de zomer en er is geen wachtlijst meer."),),
        reden="vol",
        talen=("so",),
    ),
    Geval(
        MUIS,
        "Rosa",
        18,
        ((14, "meld_niet_bereikbaar", "Vier keer gebeld op verschillende dagen. De coach vraagt een ander nummer."),),
        talen=("es",),
    ),
    Geval(
        KLEIN,
        "Hatice",
        19,
        (
            (15, "nodig_uit", WEL),
            (3, "meld_niet_verschenen", "Niet gekomen op de kennismaking. De coach vraagt wat er was."),
        ),
        talen=("tr",),
    ),
)


def _doorverwijzing(stad: Demostad, aanbod: Aanbod, geval: Geval) -> Doorverwijzing:
    """Write a referral as it would stand by now; the past cannot be walked through the actions, which use today."""
    verstuurd = stad.moment(-geval.dagen, 9 + stad.rng.randrange(8), stad.rng.randrange(60))
    ontvanger = aanbod.gecontroleerd_door
    kaart = Kaart(
        voornaam=geval.voornaam,
        contact=f"via {stad.gebruikers[geval.coach]}",
        talen=geval.talen,
        nederlands=geval.nederlands,
        leest=geval.leest,
        niveau=geval.niveau,
        leervragen=geval.leervragen,
        dagdelen=("ma-ochtend", "wo-ochtend"),
        pc4=geval.pc4,
    )
    rij = Doorverwijzing(
        van_organisatie=stad.organisaties[geval.van],
        naar_organisatie=aanbod.organisatie,
        aanbod=aanbod,
        status=Stand.VERSTUURD,
        verstuurd_op=verstuurd,
        aangemaakt_op=verstuurd,
        uiterlijk=uiterlijk(Stand.VERSTUURD, verstuurd.date()),
        eigenaar_verzender=stad.gebruikers[geval.coach],
        eigenaar_ontvanger=ontvanger,
        eigenaar_ontvanger_naam=str(ontvanger or aanbod.organisatie),
        boodschap=geval.boodschap,
        **Doorverwijzing.velden_van(kaart),
    )
    antwoorden, gebeurtenissen = [], [("verstuur", verstuurd, rij.eigenaar_verzender)]
    for dagen, overgang, wat in geval.stappen:
        moment = stad.moment(-dagen, 9 + stad.rng.randrange(8), stad.rng.randrange(60))
        gebeurtenissen.append((overgang, moment, ontvanger))
        wanneer = _stap(rij, stad, geval, overgang, moment)
        if wat:
            rij.beantwoord_op = rij.beantwoord_op or moment
            rij.vervolg_wat, rij.vervolg_wie, rij.vervolg_wanneer = wat, str(ontvanger), wanneer
            antwoorden.append(
                DoorverwijzingAntwoord(
                    doorverwijzing=rij,
                    van_organisatie=rij.van_organisatie,
                    naar_organisatie=rij.naar_organisatie,
                    stand=rij.status,
                    wat=wat,
                    wie=str(ontvanger),
                    wanneer=wanneer,
                    reden=rij.reden,
                    door=ontvanger,
                    gemaakt_op=moment,
                )
            )
    rij.versie = 1 + len(gebeurtenissen)
    rij.save()
    DoorverwijzingAntwoord.objects.bulk_create(antwoorden)
    Gebeurtenis.objects.bulk_create(
        Gebeurtenis(
            soort=f"overgang:{overgang}",
            model="aanbod.doorverwijzing",
            object_id=str(rij.pk),
            door=door,
            wanneer=moment,
            organisaties=sorted({rij.van_organisatie_id, rij.naar_organisatie_id}),
            gegevens={"naar": doorverwijsstroom.overgangen[overgang].naar},
        )
        for overgang, moment, door in gebeurtenissen
    )
    return rij


def _draad(stad: Demostad, rij: Doorverwijzing) -> None:
    """A question and its answer on one card."""
    for dagen, van_zender, door, tekst in (
        (3, False, rij.eigenaar_ontvanger, "Kan zij ook op donderdagochtend? Maandag is bijna vol."),
        (2, True, rij.eigenaar_verzender, "Ja, donderdag kan. Zij brengt de eerste keer haar dochter mee."),
    ):
        DoorverwijzingBericht.objects.create(
            doorverwijzing=rij,
            van_organisatie=rij.van_organisatie,
            naar_organisatie=rij.naar_organisatie,
            organisatie=rij.van_organisatie if van_zender else rij.naar_organisatie,
            door=door,
            tekst=tekst,
            gemaakt_op=stad.moment(-dagen, 11, 20),
        )


def _stap(rij: Doorverwijzing, stad: Demostad, geval: Geval, overgang: str, moment: datetime) -> date:
    rij.status = doorverwijsstroom.overgangen[overgang].naar
    dag = moment.date()
    wanneer = dag
    if overgang == "nodig_uit":
        laatste = geval.stappen[-1][1] == overgang
        wanneer = na_werkdagen(stad.vandaag, 2) if laatste else na_werkdagen(dag, 4)
    elif overgang == "zet_op_wachtlijst":
        wanneer = na_werkdagen(stad.vandaag, 8)
    rij.uiterlijk = uiterlijk(rij.status, dag, wanneer=wanneer, tot_nu=rij.uiterlijk)
    rij.reden = geval.reden if overgang in ("wijs_af", "stop") else ""
    rij.gesloten_op = moment if rij.status in GESLOTEN else None
    return wanneer

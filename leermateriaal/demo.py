"""The demo city's catalogue: real materials, with invented experiences that say so."""

from __future__ import annotations

from netwerk.kern.choices import Niveau
from netwerk.kern.demo import Demostad
from netwerk.kern.models import Doelgroep, Leervraag, Taal

from . import demo_materiaal
from .actions import werk_zoekwoorden_bij
from .choices import Meldsoort, Oordeel, Staat
from .laden import laad
from .models import (
    Belang,
    Ervaring,
    Gemis,
    Inventarisatieoordeel,
    Materiaal,
    MateriaalMelding,
    Verzameling,
    Verzamelstuk,
)
from .scoretabel import ververs_alles

#: Who tells: key of the person, key of the organisation.
VERTELLERS = [
    ("coach", "brug"),
    ("coach2", "brug"),
    ("coach-west", "linde"),
    ("coordinator-zuid", "zuiderlicht"),
    ("bieb", "bieb"),
    ("aanbieder", "roc"),
    ("aanbieder-stap", "volksuni"),
    ("aanbieder-taal", "taal"),
]
#: What to mind, for any material; each is about method, none states a fact about the material.
LET_OP = [
    "Doe de eerste les samen op het eigen apparaat.",
    "Herhaal de vorige keer voordat u verdergaat.",
    "Print de stappen uit, dan oefent iemand thuis verder.",
    "Neem er de tijd voor: twee keer kort is beter.",
    "",
    "",
    "",
]


def vul(stad: Demostad) -> None:
    """Load the starter catalogue, and add experiences, a proposal, a report, a gap and verdicts."""
    laad()
    materialen = list(Materiaal.objects.filter(startcode__isnull=False).met_alles().order_by("startcode"))
    ervaringen = []
    for nummer, materiaal in enumerate(materialen):
        vragen = sorted(materiaal.leervragen.all(), key=lambda vraag: vraag.pk)
        if nummer % 3 == 2 or not vragen:
            continue  # a third has no experience yet, as in life
        groepen = sorted(materiaal.doelgroepen.all(), key=lambda groep: groep.pk)
        aantal = stad.rng.choice([1, 2, 4, 6, 7])
        kans = stad.rng.choice([(1, 3, 5, 2), (0, 1, 5, 4), (2, 4, 3, 1)])
        niveau = min(materiaal.niveau_van + stad.rng.randint(0, 1), materiaal.niveau_tot)
        for sleutel, organisatie in stad.rng.sample(VERTELLERS, aantal):
            ervaringen.append(
                Ervaring(
                    materiaal=materiaal,
                    leervraag=vragen[0],
                    niveau=Niveau(niveau),
                    doelgroep=stad.rng.choice(groepen) if groepen else None,
                    vorm=stad.rng.choice(materiaal.vormen),
                    let_op=stad.rng.choice(LET_OP),
                    hoe=stad.rng.choices(["niet", "beetje", "goed", "heel_goed"], kans)[0],
                    aantal_leerders=stad.rng.randint(1, 9),
                    op=stad.dag(-stad.rng.randint(5, 500)),
                    door=stad.gebruikers[sleutel],
                    organisatie=stad.organisaties[organisatie],
                    demo=True,
                )
            )
    Ervaring.objects.bulk_create(ervaringen)
    demo_materiaal.vul(stad)
    _voorstel(stad)
    _inventaris(stad, materialen)
    _verzameling(stad, materialen)
    ververs_alles()


def _voorstel(stad: Demostad) -> None:
    voorstel = Materiaal.objects.create(
        titel="Stap voor stap met uw telefoon (demo)",
        uitgever="Buurthuis De Brug (demo)",
        uitgever_organisatie=stad.organisaties["brug"],
        omschrijving="Verzonnen voorstel: kaartjes met foto's over bellen en appen. Zonder tekst te volgen.",
        niveau_van=Niveau.STARTER,
        niveau_tot=Niveau.INSTROOM,
        nederlands_nodig="a0",
        lezen_nodig="geen",
        vormen=["een_op_een", "groep"],
        apparaten=["telefoon"],
        offline=True,
        kosten="gratis",
        voorgesteld_door=stad.gebruikers["coach"],
        status=Staat.VOORGESTELD,
        demo=True,
        aangemaakt_op=stad.moment(-6),
    )
    codes = ("berichten-bellen", "berichten-whatsapp-foto", "apparaat-tikken-vegen")
    voorstel.leervragen.set(Leervraag.objects.filter(pk__in=codes))
    voorstel.doelgroepen.set(Doelgroep.objects.filter(pk__in=["laaggeletterd", "ouderen"]))
    voorstel.talen.set(Taal.objects.filter(pk="nl"))
    werk_zoekwoorden_bij(voorstel)


def _inventaris(stad: Demostad, materialen: list[Materiaal]) -> None:
    curator = stad.gebruikers["curator"]
    for code, niveau, oordeel, reden, vult, gegeven, herzien in [
        (
            "berichten-whatsapp-spraak",
            Niveau.STARTER,
            Oordeel.GAT,
            "Verzonnen oordeel: er is niets voor wie niet leest.",
            "Filmpjes zonder tekst, in meer talen.",
            -200,
            6,
        ),
        (
            "werk-sollicitatie-sturen",
            Niveau.BASIS1,
            Oordeel.MAGER,
            "Verzonnen oordeel: weinig dat jongeren aanspreekt.",
            "Voorbeelden over een bijbaan.",
            -40,
            140,
        ),
    ]:
        Inventarisatieoordeel.objects.create(
            leervraag_id=code,
            niveau=niveau,
            oordeel=oordeel,
            reden=reden,
            vult_gat=vult,
            op=stad.dag(gegeven),
            herzien_op=stad.dag(herzien),
            door=curator,
        )
    Inventarisatieoordeel.objects.create(
        leervraag_id="werk-sollicitatie-sturen", doelgroep_id="jongeren", oordeel=Oordeel.MAGER,
        reden="Verzonnen oordeel: het meeste is geschreven voor volwassenen.",
        vult_gat="Filmpjes door jongeren zelf.", op=stad.dag(-30), herzien_op=stad.dag(150), door=curator,
    )  # fmt: skip
    MateriaalMelding.objects.create(
        materiaal=materialen[0],
        soort=Meldsoort.VEROUDERD,
        door=stad.gebruikers["bieb"],
        aangemaakt_op=stad.moment(-3),
        toelichting="Verzonnen melding: een scherm ziet er nu anders uit.",
    )
    Gemis.objects.create(
        leervraag_id="berichten-whatsapp-bericht",
        niveau=Niveau.STARTER,
        zoekterm="whatsapp arabisch",
        tekst="Verzonnen: uitleg over WhatsApp in het Arabisch, voor wie niet leest.",
        door=stad.gebruikers["coach-west"],
        aangemaakt_op=stad.moment(-2),
    )


def _verzameling(stad: Demostad, materialen: list[Materiaal]) -> None:
    """A shared collection of Buurthuis De Brug, and an invented interest of the curator."""
    verzameling = Verzameling.objects.create(
        organisatie=stad.organisaties["brug"],
        maker=stad.gebruikers["coach"],
        titel="Eerste les e-mail (demo)",
        toelichting="Eerst samen inloggen. Daarna een mail sturen aan elkaar.",
        met_link=True,
    )
    gekozen = [rij for rij in materialen if any(vraag.thema_id == "email" for vraag in rij.leervragen.all())][:3]
    for nummer, materiaal in enumerate(gekozen):
        Verzamelstuk.objects.create(
            verzameling=verzameling, organisatie=verzameling.organisatie, materiaal=materiaal, volgorde=nummer,
            notitie=["Samen inloggen en rondkijken.", "Ieder stuurt een mail aan de buur.", ""][nummer],
        )  # fmt: skip
    Belang.objects.create(
        gebruiker=stad.gebruikers["curator"],
        uitgever="Uitgeverij Voorbeeld (demo)",
        uitleg="Verzonnen: schreef in 2024 mee aan een lesboek.",
        vanaf=stad.dag(-300),
    )

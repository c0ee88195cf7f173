"""Signals in the demo city: one in every state, with figures, support and answers."""

from __future__ import annotations

from netwerk.kern.demo import Demostad
from netwerk.kern.models import Stadsdeel

from . import actions
from .choices import Signaalsoort as S
from .models import Signaal, Signaalcijfer

#: (key, who, kind, district, title, what is wrong, what is asked, supporters, [(what, value, source)])
SIGNALEN = [
    (
        "laptops", "bieb", S.APPARATEN, "",
        "Leenlaptops zijn na een week op (demo)",
        "Wij lenen laptops uit aan mensen die een cursus volgen. De eerste week van elk blok zijn ze allemaal weg. "
        "Daarna kunnen mensen thuis niet oefenen, en haken zij af.",
        "Veertig extra laptops voor de hele stad, met iemand die ze onderhoudt.",
        ["coach", "aanbieder", "coordinator-zuid", "aanbieder-taal"],
        [("Mensen op onze wachtlijst voor een leenlaptop", "minstens 25", "Onze eigen leenlijst")],
    ),
    (
        "geld", "coach-west", S.FINANCIERING, "nieuw-west",
        "Het digitaal spreekuur heeft elk jaar opnieuw geld nodig (demo)",
        "Elk najaar weten wij niet of het spreekuur in januari doorgaat. Vrijwilligers zoeken dan iets anders.",
        "Subsidie voor drie jaar in plaats van voor één.",
        ["coordinator", "bieb", "coordinator-zuid"], [],
    ),
    (
        "plek", "coach", S.VEILIGE_PLEK, "noord",
        "In Noord kan niemand ongestoord inloggen met DigiD (demo)",
        "In de zaal kijkt iedereen mee. Mensen willen hun toeslag niet hardop regelen.",
        "Een dichte kamer in het Stadsloket, twee dagdelen per week.",
        ["coach-west", "bieb"], [("Keren dat wij iemand moesten wegsturen", "minstens 10", "Geteld in ons buurthuis")],
    ),
    (
        "wifi", "coordinator-zuid", S.INTERNET, "zuidoost",
        "Geen wifi in de flats rond het metrostation (demo)",
        "Bewoners oefenen in de bibliotheek en thuis niet meer, want een bundel is duur.",
        "Gratis wifi in de gemeenschappelijke ruimtes.", ["bieb"], [],
    ),
    (
        "docent", "aanbieder-stap", S.AANBOD, "",
        "Geen docenten voor groepen die niet kunnen lezen (demo)",
        "Wij vinden geen docenten die met deze groep kunnen werken.",
        "Een opleiding van vier dagdelen, voor docenten en vrijwilligers samen.",
        ["aanbieder", "aanbieder-taal", "coach"], [],
    ),
]  # fmt: skip


def vul(stad: Demostad) -> None:
    """Hand them in, support them, and let the municipality answer most of them."""
    regie = stad.gebruikers["regie"]
    rijen = {}
    for sleutel, wie, soort, deel, titel, tekst, vraag, steun, cijfers in SIGNALEN:
        door = stad.gebruikers[wie]
        signaal = actions.dien_in(
            Signaal(
                titel=titel, omschrijving=tekst, gevraagd=vraag, soort=soort,
                stadsdeel=Stadsdeel.objects.filter(code=deel).first(),
            ),
            organisatie=door.lidmaatschappen_nu[0].organisatie,
            door=door,
        )  # fmt: skip
        for ander in steun:
            wie_steunt = stad.gebruikers[ander]
            actions.zet_signaalsteun(signaal, wie_steunt.lidmaatschappen_nu[0].organisatie, aan=True, door=wie_steunt)
        for wat, waarde, bron in cijfers:
            actions.voeg_cijfer_toe(
                Signaalcijfer(signaal=signaal, wat=wat, waarde=waarde, bron=bron, peildatum=stad.dag(-4)), door=door
            )
        rijen[sleutel] = signaal
    actions.neem_in_behandeling(rijen["geld"], behandelaar=regie, door=regie)
    Signaal.objects.filter(pk=rijen["geld"].pk).update(uiterlijk=stad.dag(-5))
    actions.zeg_toe(
        rijen["plek"],
        antwoord="U hebt gelijk: dit hoort in elk stadsdeel te kunnen. In Noord is een spreekkamer vrij te maken.",
        toezegging="De spreekkamer van het Stadsloket Noord is op dinsdag en donderdag voor hulp met DigiD",
        uiterlijk=stad.dag(24),
        door=regie,
    )
    docent = actions.zeg_toe(
        rijen["docent"],
        antwoord="Wij betalen een eerste ronde uit het budget voor basisvaardigheden.",
        toezegging="Een opleiding van vier dagdelen voor twintig mensen",
        uiterlijk=stad.dag(-20),
        door=regie,
    )
    actions.voer_uit(
        docent, resultaat="De eerste ronde is geweest: achttien mensen kregen hun bewijs (demo).", door=regie
    )
    actions.wijs_af(
        rijen["wifi"],
        antwoord="De ruimtes zijn van de woningcorporaties. De gemeente mag daar geen wifi aanleggen. "
        "Vraag het de corporatie; wij geven u graag de naam van de contactpersoon.",
        door=regie,
    )

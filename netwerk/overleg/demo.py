"""The network's room in the demo city: the real report of 2021, and what an invented network did with it since."""

from __future__ import annotations

from datetime import time

from netwerk.kern.demo import Demostad
from netwerk.kern.models import Gebruiker, Organisatie, Stadsdeel
from netwerk.kern.werkdagen import na_werkdagen

from . import actions, demo_bijeenkomsten, demo_kennis, demo_nieuwsbrief, demo_signalen
from .choices import Netwerkthema as T
from .choices import PuntSoort, SuggestieStatus
from .handleiding import laad_handleiding
from .models import Bijeenkomst, BijeenkomstThema, Presentatie, Punt, Taak
from .verslag import laad_verslag

#: (days from today, title, place, introduction)
EERDER = [
    (
        -188,
        "Netwerkoverleg: veilige plekken voor DigiD (demo)",
        "Bibliotheek Centrum (demo)",
        "Waar kan iemand terecht met DigiD, zonder meekijkers? We legden per stadsdeel naast elkaar wat er is.",
    ),
    (
        -69,
        "Netwerkoverleg: formeel en informeel om één tafel (demo)",
        "ROC locatie Oost (demo)",
        "Zes informele organisaties en drie formele aanbieders spraken af hoe snel een doorverwijzing antwoord krijgt.",
    ),
]

#: (who, theme, title, why, supporters, status)
SUGGESTIES = [
    (
        "coach",
        T.SAMENWERKING,
        "Wat doen we als een aanbieder niet antwoordt?",
        "Vorige maand wachtte een leerder drie weken. Laten we afspreken wie dan belt.",
        ["coach-west", "bieb", "coordinator", "aanbieder-stap", "regie"],
        SuggestieStatus.OP_AGENDA,
    ),
    (
        "coordinator",
        T.VRIJWILLIGERS,
        "Bedrijven vragen om vrijwilligers: wie benadert wie?",
        "Nu bellen drie buurthuizen dezelfde bank.",
        ["coordinator-zuid", "bieb", "coach2"],
        SuggestieStatus.VOORGESTELD,
    ),
    (
        "coach-west",
        T.LEERMATERIAAL,
        "Eerste stappen zonder Nederlands: wat werkt bij jullie?",
        "Bij ons werkt één op één met eigen foto’s. Ik neem voorbeelden mee.",
        ["coach", "aanbieder-taal", "curator", "bieb"],
        SuggestieStatus.VOORGESTELD,
    ),
    (
        "bieb",
        T.MIDDELEN,
        "Laptops lenen: één wachtlijst voor de hele stad?",
        "",
        ["coach"],
        SuggestieStatus.VOORGESTELD,
    ),
    (
        "aanbieder",
        T.OVERIG,
        "Rooster van 2027 naast elkaar leggen",
        "Dan staan de cursussen niet allemaal op dinsdagochtend.",
        ["aanbieder-stap"],
        SuggestieStatus.LATER,
    ),
]


def vul(stad: Demostad) -> None:
    """The report, three more meetings, suggestions with support, and tasks in every state."""
    laad_verslag()
    afspraken, starters = _bijeenkomsten(stad)
    _suggesties(stad)
    volgend = Bijeenkomst.objects.get(slug="volgend-stedelijk-netwerkoverleg-digitaal")
    demo_bijeenkomsten.vul(stad, afspraken, starters, volgend)
    _taken(stad, afspraken)
    demo_signalen.vul(stad)
    laad_handleiding()
    demo_kennis.vul(stad)
    demo_nieuwsbrief.vul(stad)


def _bijeenkomsten(stad: Demostad) -> tuple[Bijeenkomst, Bijeenkomst]:
    for dagen, titel, plaats, tekst in EERDER:
        afspraken = Bijeenkomst.objects.create(
            titel=titel, datum=stad.dag(dagen), begintijd=time(13, 30), eindtijd=time(16), plaats=plaats,
            verslag=tekst, demo=True,
        )  # fmt: skip
    Presentatie.objects.create(
        bijeenkomst=afspraken,
        spreker="Volwassenenschool De Stap (demo)",
        organisatie=stad.organisaties["volksuni"],
        onderwerp="Zo beantwoorden wij een doorverwijzing binnen vijf werkdagen",
        volgorde=1,
    )
    thema = BijeenkomstThema.objects.create(
        bijeenkomst=afspraken,
        thema=T.SAMENWERKING,
        titel="Terugkoppeling na een doorverwijzing",
        conclusie="Iedereen wil hetzelfde: een antwoord met wat, wie en wanneer. Vijf werkdagen is haalbaar.",
        volgorde=1,
    )
    for plek, (soort, tekst) in enumerate(
        [
            (PuntSoort.DROOM, "Een leerder hoort binnen een week waar hij of zij aan toe is."),
            (PuntSoort.HOE, "Elke aanbieder wijst één persoon aan die de doorverwijzingen beantwoordt."),
            (PuntSoort.NODIG, "Een vervanger voor de schoolvakanties."),
        ],
        1,
    ):
        Punt.objects.create(thema=thema, soort=soort, tekst=tekst, volgorde=plek)
    starters = Bijeenkomst.objects.create(
        titel="Startersoverleg Noord (demo)",
        datum=na_werkdagen(stad.vandaag, 7),
        begintijd=time(10),
        eindtijd=time(11, 30),
        plaats="Buurthuis De Brug (demo)",
        uitnodiging="Voor iedereen die in Noord met echte starters werkt. Neem een voorbeeld mee van wat werkte.",
        demo=True,
    )
    return afspraken, starters


def _suggesties(stad: Demostad) -> None:
    volgend = Bijeenkomst.objects.get(slug="volgend-stedelijk-netwerkoverleg-digitaal")
    for wie, thema, titel, waarom, steun, status in SUGGESTIES:
        door = stad.gebruikers[wie]
        suggestie = actions.doe_suggestie(
            bijeenkomst=volgend, titel=titel, toelichting=waarom, thema=thema, organisatie=_van(door), door=door
        )
        for ander in steun:
            actions.zet_steun(suggestie, aan=True, door=stad.gebruikers[ander])
        if status != SuggestieStatus.VOORGESTELD:
            actions.kies_stand(suggestie, status, door=stad.gebruikers["secretaris"])


def _van(gebruiker: Gebruiker) -> Organisatie:
    return gebruiker.lidmaatschappen_nu[0].organisatie


def _taken(stad: Demostad, afspraken: Bijeenkomst) -> None:
    def pak_op(titel: str, wie: str, dagen: int) -> Taak:
        door = stad.gebruikers[wie]
        taak = Taak.objects.get(titel=titel)
        return actions.pak_op(taak, organisatie=_van(door), uiterlijk=stad.dag(dagen), door=door)

    pak_op("Maak een neutrale inventarisatie: welk materiaal bij welke leervraag", "curator", 38)
    pak_op("Vind meer veilige plekken voor hulp met DigiD en privézaken", "regie", 9)
    pak_op("Plan vaste contactmomenten tussen formele en informele organisaties", "secretaris", -6)
    intake = pak_op("Spreek één standaard intake af", "coach", -40)
    actions.rond_af(
        intake,
        resultaat="Eén intake van een kwartier, in gebruik bij vier buurthuizen (demo). Te vinden in dit portaal.",
        door=stad.gebruikers["coach"],
    )
    actions.breng_taak_in(
        titel="Medewerkers van een bank geven computerhulp (demo)",
        wat="Twee middagen per maand, onder werktijd. Wie heeft een plek en een coördinator?",
        thema=T.VRIJWILLIGERS,
        aangeboden_door=stad.organisaties["bieb"],
        door=stad.gebruikers["bieb"],
    )
    vervanger = actions.breng_taak_in(
        titel="Regel een vervanger voor doorverwijzingen in de schoolvakantie (demo)",
        wat="Anders staat alles twee weken stil.",
        thema=T.SAMENWERKING,
        bijeenkomst=afspraken,
        door=stad.gebruikers["secretaris"],
    )
    actions.pak_op(
        vervanger,
        organisatie=stad.organisaties["roc"],
        uiterlijk=stad.dag(4),
        door=stad.gebruikers["aanbieder"],
    )
    actions.breng_taak_in(
        titel="Maak een poster over gratis wifi in Zuidoost (demo)",
        thema=T.MIDDELEN,
        stadsdeel=Stadsdeel.objects.filter(code="zuidoost").first(),
        uiterlijk=stad.dag(30),
        bijeenkomst=afspraken,
        door=stad.gebruikers["coach2"],
    )
    folder = actions.breng_taak_in(
        titel="Druk een papieren folder met al het aanbod (demo)", thema=T.OVERIG, door=stad.gebruikers["coach-west"]
    )
    actions.laat_vervallen(
        folder, reden="Op papier is dit na een maand oud. De zoekpagina kan nu geprint worden.",
        door=stad.gebruikers["secretaris"],
    )  # fmt: skip

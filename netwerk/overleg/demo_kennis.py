"""The knowledge centre of the demo city: articles, an attachment, and questions with and without an answer."""

from __future__ import annotations

from netwerk.kern.choices import Rol
from netwerk.kern.demo import Demostad
from netwerk.kern.models import Leervraag

from . import actions, bestanden
from .choices import Netwerkthema as T
from .demo_bijeenkomsten import klein_pdf
from .models import Artikel, Praktijkvraag, Verwijzing

#: (who, theme, roles, public, title, summary, text)
ARTIKELEN = [
    (
        "coach-west", T.LEERMATERIAAL, [Rol.COACH], True,
        "De eerste les met iemand die nog nooit een muis vasthield (demo)",
        "Begin bij de hand en niet bij het scherm. Zo ziet onze eerste les eruit.",
        """Onze groep bestaat uit echte starters. Na drie jaar doen wij de eerste les zo.

## Wat u klaarzet

- een muis zonder computer, om vast te houden
- een scherm met grote letters
- één opdracht, niet meer

## Zo gaat de les

1. Laat de muis zien. Wat zit erop? Wat beweegt er?
2. Oefen het slepen met een spel. Lezen is niet nodig.
3. Sluit af met iets dat lukt.

| Wat gaat mis | Wat helpt |
|---|---|
| De hand is gespannen | Leg de onderarm op tafel |
| Dubbelklikken lukt niet | Gebruik de Entertoets |

> Een uur is lang. Drie kwartier is genoeg.
""",
    ),
    (
        "bieb", T.SAMENWERKING, [Rol.COACH, Rol.COORDINATOR], False,
        "Een veilige plek voor DigiD: waar letten wij op? (demo)",
        "Een dichte deur is niet genoeg. Acht dingen die wij nalopen.",
        """Help iemand alleen met DigiD op een plek waar niemand meekijkt.

- **De deur** kan dicht, maar niet op slot.
- **Het scherm** staat met de rug naar het raam.
- U typt **nooit** zelf het wachtwoord.
- Na afloop logt de bezoeker zelf uit. U kijkt of dat gelukt is.

## En als het misgaat

Bel samen met de bezoeker de helpdesk. Schrijf geen gegevens op.
""",
    ),
    (
        "coordinator", T.VRIJWILLIGERS, [Rol.COORDINATOR], False,
        "Vrijwilligers houden: het gesprek na zes weken (demo)",
        "De meeste vrijwilligers stoppen in de eerste drie maanden. Eén gesprek scheelt veel.",
        """Wij plannen bij de start meteen een gesprek in na zes weken. Drie vragen:

1. Wat geeft u energie?
2. Waar loopt u tegenaan?
3. Past deze dag nog?

Schrijf de afspraken op en kom erop terug.
""",
    ),
]  # fmt: skip

VRAGEN = [
    (
        "coach", T.LEERMATERIAAL, "Wie heeft oefeningen met WhatsApp zonder Nederlands?",
        "Ik heb drie deelnemers die alleen Tigrinya spreken. Zij willen beeldbellen.",
        [("coach-west", "Wij werken met foto's van de knoppen, op de eigen telefoon. Dat gaat goed.", True),
         ("aanbieder-taal", "Bij ons zit een vrijwilliger die Tigrinya spreekt. Bel gerust.", False)],
    ),
    (
        "coordinator-zuid", T.VRIJWILLIGERS, "Hoe lang wachten jullie op een VOG?",
        "Bij ons duurt het nu vijf weken. Is dat overal zo?", [],
    ),
]  # fmt: skip


def vul(stad: Demostad) -> None:
    """Write, publish and answer."""
    for wie, thema, rollen, openbaar, titel, kort, tekst in ARTIKELEN:
        door = stad.gebruikers[wie]
        artikel = Artikel.objects.create(
            titel=titel, samenvatting=kort, tekst=tekst, thema=thema, rollen=rollen, openbaar=openbaar,
            auteur=door, organisatie=door.lidmaatschappen_nu[0].organisatie,
        )  # fmt: skip
        actions.publiceer(artikel, door=door)
    eerste = Artikel.objects.get(titel=ARTIKELEN[0][4])
    eerste.leervragen.set(Leervraag.objects.vragen().filter(thema_id="apparaat")[:2] or Leervraag.objects.vragen()[:2])
    Verwijzing.objects.create(artikel=eerste, label="Lesmateriaal voor starters", url="/materiaal/?niveau=0")
    inhoud = klein_pdf("Lesbrief: de eerste les (demo)")
    soort, inhoud = bestanden.herken(inhoud)
    bestand = bestanden.bewaar("Lesbrief eerste les (demo).pdf", soort, inhoud, door=stad.gebruikers["coach-west"])
    actions.voeg_bijlage_toe(eerste, bestand=bestand, label="Lesbrief", door=stad.gebruikers["coach-west"])
    oud = Artikel.objects.get(titel=ARTIKELEN[2][4])
    Artikel.objects.filter(pk=oud.pk).update(nakijken_op=stad.dag(-12))
    concept = stad.gebruikers["coach"]
    Artikel.objects.create(
        titel="Oefenen met een gedeelde tablet (demo)", samenvatting="Nog niet af.", tekst="Drie mensen, één tablet.",
        thema=T.MIDDELEN, auteur=concept, organisatie=concept.lidmaatschappen_nu[0].organisatie,
    )  # fmt: skip
    for wie, thema, titel, tekst, antwoorden in VRAGEN:
        door = stad.gebruikers[wie]
        vraag = actions.stel_vraag(
            Praktijkvraag(titel=titel, tekst=tekst, thema=thema),
            organisatie=door.lidmaatschappen_nu[0].organisatie,
            door=door,
        )
        for van, woorden, hielp in antwoorden:
            gever = stad.gebruikers[van]
            antwoord = actions.geef_antwoord(
                vraag, tekst=woorden, organisatie=gever.lidmaatschappen_nu[0].organisatie, door=gever
            )
            if hielp:
                actions.kies_antwoord(antwoord, aan=True)
                actions.zet_nuttig(antwoord, aan=True, door=stad.gebruikers["coach2"])

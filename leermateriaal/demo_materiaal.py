"""Invented materials of the demo city: an original and its adaptation, a broken link, a double, what was refused.

The starter catalogue holds what exists; nothing may be invented there. What a visitor must be able to see and cannot
be real (a link that broke, a proposal that was refused) stands here, and says that it is made up.
"""

from __future__ import annotations

from typing import Any

from netwerk.kern.choices import Niveau
from netwerk.kern.demo import Demostad

from .actions import werk_zoekwoorden_bij
from .choices import Linkuitslag, Meldsoort, Staat, Toon
from .models import Ervaring, Gemis, Linkcontrole, Materiaal, MateriaalMelding

_BERICHT, _FOTO, _STUREN = "berichten-whatsapp-bericht", "berichten-whatsapp-foto", "werk-sollicitatie-sturen"

#: Title → fields; ``vragen``, ``groepen``, ``talen``, ``van`` (an earlier title) and ``uit`` (key of the publisher).
MATERIALEN: dict[str, dict[str, Any]] = {
    "Appen stap voor stap (demo)": {
        "uit": "linde", "omschrijving": "Verzonnen: zes bladen met tekst en plaatjes om te leren appen.",
        "vragen": [_BERICHT, _FOTO], "talen": ["nl"], "niveau_van": Niveau.INSTROOM, "niveau_tot": Niveau.BASIS1,
        "nederlands_nodig": "a2", "lezen_nodig": "weinig", "vormen": ["groep", "een_op_een"], "apparaten": ["telefoon"],
        "kosten": "gratis", "licentie": "Vrij te kopiëren (demo)", "duur": "Drie lessen", "jaar": 2024,
    },
    "Appen in beeld (demo)": {
        "uit": "taal", "omschrijving": "Verzonnen: foto's van elk scherm, met uitleg om te beluisteren. Zonder tekst.",
        "vragen": [_BERICHT, _FOTO], "talen": ["nl", "ar", "ti"], "groepen": ["nt2", "laaggeletterd"],
        "niveau_van": Niveau.STARTER, "niveau_tot": Niveau.INSTROOM, "nederlands_nodig": "geen", "lezen_nodig": "geen",
        "vormen": ["een_op_een"], "apparaten": ["telefoon"], "offline": True, "kosten": "gratis",
        "licentie": "Vrij te kopiëren (demo)", "duur": "Vier keer een half uur", "jaar": 2026,
        "van": "Appen stap voor stap (demo)",
        "aangepast": "Alle tekst werd een foto. De uitleg is ingesproken in drie talen.",
    },
    "Solliciteren op je telefoon (demo)": {
        "uit": "zuiderlicht", "omschrijving": "Verzonnen: opdrachten over een bijbaan zoeken en een bericht sturen.",
        "vragen": [_STUREN, "werk-bijbaan", "werk-profiel"], "talen": ["nl"], "groepen": ["jongeren"],
        "toon": Toon.JONGEREN, "niveau_van": Niveau.INSTROOM, "niveau_tot": Niveau.BASIS2, "nederlands_nodig": "a2",
        "lezen_nodig": "weinig", "vormen": ["groep", "zelfstandig"], "apparaten": ["telefoon"], "kosten": "gratis",
        "duur": "Twee middagen", "jaar": 2025,
    },
    "Filmpjes over DigiD (demo)": {
        "uitgever": "Studio Verzonnen (demo)", "omschrijving": "Verzonnen: korte filmpjes over inloggen met DigiD.",
        "vragen": ["overheid-digid-inloggen"], "talen": ["nl"], "groepen": ["ouderen"], "niveau_van": Niveau.BASIS1,
        "niveau_tot": Niveau.BASIS2, "nederlands_nodig": "b1", "lezen_nodig": "weinig", "vormen": ["zelfstandig"],
        "apparaten": ["laptop", "tablet"], "kosten": "gratis", "link": "https://filmpjes.example/digid", "jaar": 2023,
    },
    "Lesboek e-mail van vroeger (demo)": {
        "uitgever": "Studio Verzonnen (demo)", "omschrijving": "Verzonnen: een lesboek over een mailprogramma.",
        "vragen": ["email-sturen"], "talen": ["nl"], "niveau_van": Niveau.BASIS1, "niveau_tot": Niveau.BASIS1,
        "vormen": ["groep"], "apparaten": ["pc"], "kosten": "betaald", "jaar": 2015, "status": Staat.VEROUDERD,
        "reden": "Verzonnen reden: dit mailprogramma bestaat niet meer.",
    },
    "Solliciteren met je telefoon (demo)": {
        "uitgever": "Stichting Zuiderlicht", "omschrijving": "Verzonnen voorstel dat er al bijna zo staat.",
        "vragen": [_STUREN], "talen": ["nl"], "groepen": ["jongeren"], "toon": Toon.JONGEREN,
        "niveau_van": Niveau.INSTROOM, "niveau_tot": Niveau.BASIS1, "vormen": ["groep"], "apparaten": ["telefoon"],
        "status": Staat.IN_BEOORDELING, "door": "coach-west",
    },
    "Onze eigen folder (demo)": {
        "uitgever": "Studio Verzonnen (demo)", "omschrijving": "Verzonnen voorstel dat niet werd opgenomen.",
        "vragen": [_BERICHT], "talen": ["nl"], "niveau_van": Niveau.STARTER, "niveau_tot": Niveau.STARTER,
        "vormen": ["groep"], "status": Staat.VERVALLEN, "door": "coach",
        "reden": "Verzonnen reden: dit is reclame voor een les, geen lesmateriaal.",
    },
}  # fmt: skip
_PUBLIEK = (Staat.GEPUBLICEERD, Staat.VEROUDERD)


def vul(stad: Demostad) -> None:
    """The materials, what was told about them, a broken link, and reports with an answer."""
    gemaakt: dict[str, Materiaal] = {}
    for titel, gegevens in MATERIALEN.items():
        velden = dict(gegevens)
        vragen, groepen, talen = (velden.pop(naam, []) for naam in ("vragen", "groepen", "talen"))
        van, uit, door = (velden.pop(naam, "") for naam in ("van", "uit", "door"))
        velden.setdefault("status", Staat.GEPUBLICEERD)
        if uit:
            velden |= {"uitgever": stad.organisaties[uit].naam, "uitgever_organisatie": stad.organisaties[uit]}
        if velden["status"] in _PUBLIEK:
            velden["gecontroleerd_op"] = stad.dag(-60)
        materiaal = Materiaal.objects.create(
            titel=titel, bewerking_van=gemaakt.get(van), demo=True, aangemaakt_op=stad.moment(-70),
            voorgesteld_door=stad.gebruikers[door] if door else None, **velden,
        )  # fmt: skip
        materiaal.leervragen.set(vragen)
        materiaal.doelgroepen.set(groepen)
        materiaal.talen.set(talen)
        werk_zoekwoorden_bij(materiaal)
        gemaakt[titel] = materiaal
    _ervaringen(stad, gemaakt)
    _meldingen(stad, gemaakt)


def _ervaringen(stad: Demostad, gemaakt: dict[str, Materiaal]) -> None:
    for titel, sleutel, organisatie, vraag, niveau, groep, hoe, let_op in [
        ("Appen in beeld (demo)", "coach", "brug", _BERICHT, 0, "nt2", "goed", "Eerst kijken, dan pas doen."),
        ("Appen in beeld (demo)", "coach-west", "linde", _BERICHT, 0, "laaggeletterd", "heel_goed", ""),
        ("Appen in beeld (demo)", "coordinator-zuid", "zuiderlicht", _BERICHT, 0, "nt2", "goed", ""),
        ("Appen in beeld (demo)", "bieb", "bieb", _BERICHT, 1, None, "beetje", "In een groep gaat het te snel."),
        ("Appen in beeld (demo)", "coach2", "brug", _BERICHT, 0, "nt2", "heel_goed", ""),
        ("Solliciteren op je telefoon (demo)", "coach", "brug", _STUREN, 2, "jongeren", "goed", ""),
        ("Solliciteren op je telefoon (demo)", "coach-west", "linde", _STUREN, 1, "jongeren", "heel_goed", ""),
    ]:  # fmt: skip
        Ervaring.objects.create(
            materiaal=gemaakt[titel], leervraag_id=vraag, niveau=niveau, doelgroep_id=groep, vorm="een_op_een", hoe=hoe,
            let_op=let_op, aantal_leerders=stad.rng.randint(1, 5), op=stad.dag(-stad.rng.randint(10, 50)),
            door=stad.gebruikers[sleutel], organisatie=stad.organisaties[organisatie], demo=True,
        )  # fmt: skip
    # One that was changed later: the trigger keeps what it said first.
    eerst = Ervaring.objects.get(materiaal=gemaakt["Appen in beeld (demo)"], door=stad.gebruikers["coach"])
    Ervaring.objects.filter(pk=eerst.pk).update(hoe="heel_goed", op=stad.dag(-3), versie=eerst.versie + 1)


def _meldingen(stad: Demostad, gemaakt: dict[str, Materiaal]) -> None:
    filmpjes, curator = gemaakt["Filmpjes over DigiD (demo)"], stad.gebruikers["curator"]
    Linkcontrole.objects.create(
        materiaal=filmpjes, link=filmpjes.link, uitslag=Linkuitslag.WEG, toelichting="404", keer_fout=2,
        op=stad.moment(-1),
    )  # fmt: skip
    MateriaalMelding.objects.create(
        materiaal=filmpjes, soort=Meldsoort.DODE_LINK, toelichting="Gezien door de linkcontrole: 404 (verzonnen)",
        aangemaakt_op=stad.moment(-1),
    )  # fmt: skip
    MateriaalMelding.objects.create(
        materiaal=gemaakt["Appen stap voor stap (demo)"], soort=Meldsoort.FOUT, door=stad.gebruikers["coach"],
        toelichting="Verzonnen melding: op blad 3 staat de knop op een andere plek.", aangemaakt_op=stad.moment(-20),
        afgehandeld_op=stad.moment(-15), afgehandeld_door=curator,
        antwoord="Verzonnen antwoord: de uitgever heeft blad 3 vernieuwd.",
    )  # fmt: skip
    Gemis.objects.create(
        leervraag_id=_STUREN, niveau=Niveau.INSTROOM, tekst="Verzonnen: solliciteren, zo dat het jongeren aanspreekt.",
        door=stad.gebruikers["coach"], aangemaakt_op=stad.moment(-65), afgehandeld_op=stad.moment(-58),
        afgehandeld_door=curator, antwoord="Verzonnen antwoord: Solliciteren op je telefoon staat er nu in.",
    )  # fmt: skip

"""The guided start: five steps in which somebody new does the main job of a role once.

A step is done when the portal holds what it leads to, whoever else helped; nothing is ticked off by hand, so the list
cannot lie. It is read on the start page of members who have not hidden it: one query per role.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, Model, QuerySet, Value
from django.urls import reverse

from aanbod.choices import AanbodStatus
from aanbod.models import Aanbod, Doorverwijzing, DoorverwijzingAntwoord, TweedePersoon
from intake.models import Intake, Leerder, Leerplan, Stap
from netwerk.kern.choices import Rol
from netwerk.kern.models import Gebruiker, Organisatie
from vrijwilligers.models import Koppeling, Resultaat, Screening, Vacature, Vrijwilliger

#: The cookie of who wants to see it no more on this device; holds no person.
KOEKJE = "begin_weg"
KOEKJE_SECONDEN = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Stapje:
    """One step: what to do, how, and the rows that show that it was done by or for this person."""

    titel: str
    uitleg: str
    url_naam: str
    gedaan: Callable[[Gebruiker], QuerySet[Model]]


@dataclass(frozen=True, slots=True)
class Begin:
    """The steps of one role for one person, with what is done."""

    rol: str
    naam: str
    stappen: list[dict[str, object]]

    @property
    def aantal_gedaan(self) -> int:
        return sum(bool(stap["gedaan"]) for stap in self.stappen)

    @property
    def volgende(self) -> dict[str, object] | None:
        """The first step to go."""
        return next((stap for stap in self.stappen if not stap["gedaan"]), None)

    @property
    def klaar(self) -> bool:
        return self.aantal_gedaan == len(self.stappen)


def _eigen(gebruiker: Gebruiker, rol: str) -> list[int]:
    return [lid.organisatie_id for lid in gebruiker.lidmaatschappen_nu if lid.rol == rol]


COACH = (
    Stapje(
        "Schrijf een leerder in",
        "Een voornaam en toestemming zijn genoeg. Doe het samen, in de taal van de leerder.",
        "intake:leerder_nieuw",
        lambda g: Leerder.objects.filter(coach=g),
    ),
    Stapje(
        "Doe de intake",
        "Kies de leerder en druk op Begin de intake. Dat duurt een kwartier. Stoppen mag: u gaat later verder.",
        "intake:leerders",
        lambda g: Intake.objects.filter(coach=g, afgerond_op__isnull=False),
    ),
    Stapje(
        "Maak een leerplan",
        "Kies de leerder en druk op Naar het advies. Zet in het plan wat past. Druk het plan af en geef het mee.",
        "intake:leerders",
        lambda g: Leerplan.objects.filter(gemaakt_door=g, stappen__isnull=False),
    ),
    Stapje(
        "Verwijs door of vraag een vrijwilliger",
        "Open het leerplan van de leerder. Bij elke stap staat een knop. U ziet vooraf precies welke gegevens meegaan.",
        "intake:leerders",
        lambda g: Stap.objects.filter(plan__gemaakt_door=g, doorverwijzing__isnull=False),
    ),
    Stapje(
        "Lees het antwoord",
        "De aanbieder schrijft wat er gebeurt, wie het doet en wanneer. U krijgt een e-mail en ziet het bij Start.",
        "aanbod:verstuurd",
        lambda g: DoorverwijzingAntwoord.objects.filter(doorverwijzing__eigenaar_verzender=g),
    ),
)
AANBIEDER = (
    Stapje(
        "Zet uw aanbod erin",
        "Begin met één cursus of inloop. Schrijf zoals u het aan de telefoon zou zeggen.",
        "aanbod:nieuw",
        lambda g: Aanbod.objects.filter(organisatie__in=_eigen(g, Rol.AANBIEDER)),
    ),
    Stapje(
        "Publiceer het",
        "Dan vindt iedereen het, ook zonder in te loggen.",
        "aanbod:beheer",
        lambda g: Aanbod.objects.filter(organisatie__in=_eigen(g, Rol.AANBIEDER), status=AanbodStatus.GEPUBLICEERD),
    ),
    Stapje(
        "Zeg dat het nog klopt",
        "Publiceren telt als de eerste keer. Druk daarna elk half jaar op Klopt nog, anders gaan bezoekers twijfelen.",
        "aanbod:beheer",
        lambda g: Aanbod.objects.filter(organisatie__in=_eigen(g, Rol.AANBIEDER), gecontroleerd_op__isnull=False),
    ),
    Stapje(
        "Wijs een tweede persoon aan",
        "Die krijgt bericht als een antwoord te lang duurt. Zo hoeft niemand voor niets te wachten.",
        "aanbod:tweede",
        lambda g: TweedePersoon.objects.filter(organisatie__in=_eigen(g, Rol.AANBIEDER)),
    ),
    Stapje(
        "Beantwoord een doorverwijzing",
        "U krijgt een e-mail als er een komt. Schrijf dan wat er gebeurt, wie het doet en wanneer, op één scherm.",
        "aanbod:inbak",
        lambda g: Doorverwijzing.objects.filter(
            naar_organisatie__in=_eigen(g, Rol.AANBIEDER), antwoorden__isnull=False
        ),
    ),
)
COORDINATOR = (
    Stapje(
        "Schrijf een vacature of begin een campagne",
        "U krijgt een eigen link en een poster met een QR-code.",
        "vrijwilligers:vacaturebeheer",
        lambda g: Vacature.objects.filter(organisatie__in=_eigen(g, Rol.COORDINATOR)),
    ),
    Stapje(
        "Zet een vrijwilliger op het bord",
        "Iemand meldt zich aan, u schrijft zelf iemand in, of u leest een lijst in.",
        "vrijwilligers:bord",
        lambda g: Vrijwilliger.objects.filter(organisatie__in=_eigen(g, Rol.COORDINATOR)),
    ),
    Stapje(
        "Leg vast wat u hebt gezien",
        "Kies de vrijwilliger. Bij Screening vult u de datum in van de VOG en de geheimhouding, nooit het papier zelf.",
        "vrijwilligers:bord",
        lambda g: Screening.objects.filter(organisatie__in=_eigen(g, Rol.COORDINATOR)),
    ),
    Stapje(
        "Noteer een training",
        "Kies de vrijwilliger en dan Inschrijven. Zonder de juiste modules kan iemand geen privézaken doen.",
        "vrijwilligers:bord",
        lambda g: Resultaat.objects.filter(organisatie__in=_eigen(g, Rol.COORDINATOR)),
    ),
    Stapje(
        "Maak een koppeling",
        "Dat kan zodra iemand inzetbaar is. Bij elke hulpvraag staan passende vrijwilligers, met de redenen erbij.",
        "vrijwilligers:hulpvragen",
        lambda g: Koppeling.objects.filter(organisatie__in=_eigen(g, Rol.COORDINATOR)),
    ),
)
PER_ROL: dict[str, tuple[Stapje, ...]] = {Rol.COACH: COACH, Rol.COORDINATOR: COORDINATOR, Rol.AANBIEDER: AANBIEDER}


def voor(gebruiker: Gebruiker) -> list[Begin]:
    """The guided start of each role this person has; one query per role."""
    rollen = [rol for rol in PER_ROL if gebruiker.heeft_rol(rol)]
    return [_begin(rol, gebruiker) for rol in rollen]


def _begin(rol: str, gebruiker: Gebruiker) -> Begin:
    stappen = PER_ROL[rol]
    vragen = {f"stap{nummer}": Exists(stap.gedaan(gebruiker)) for nummer, stap in enumerate(stappen)}
    # Any one row will do to hang five EXISTS on.
    gedaan = Organisatie.objects.annotate(een=Value(1), **vragen).values(*vragen).first() or {}
    return Begin(
        rol,
        Rol(rol).label,
        [
            {
                "titel": stap.titel,
                "uitleg": stap.uitleg,
                "url": reverse(stap.url_naam),
                "gedaan": gedaan.get(f"stap{nummer}", False),
            }
            for nummer, stap in enumerate(stappen)
        ],
    )

"""Fixed enumerations of the network's own room."""

from __future__ import annotations

from django.db import models


class Netwerkthema(models.TextChoices):
    """The three themes of the brainstorm of 30 September 2021, and the need they named beside them."""

    LEERMATERIAAL = "leermateriaal", "Passend leermateriaal"
    VRIJWILLIGERS = "vrijwilligers", "Vrijwilligers werven"
    SAMENWERKING = "samenwerking", "Samenwerking formeel en informeel aanbod"
    MIDDELEN = "middelen", "Apparaten en internet"
    OVERIG = "overig", "Overig"


THEMA_ICOON: dict[str, str] = {
    Netwerkthema.LEERMATERIAAL: "book",
    Netwerkthema.VRIJWILLIGERS: "person-heart",
    Netwerkthema.SAMENWERKING: "arrow-left-right",
    Netwerkthema.MIDDELEN: "laptop",
    Netwerkthema.OVERIG: "chat-dots",
}


class PuntSoort(models.TextChoices):
    """The questions the network asks itself in each theme, in this order."""

    DROOM = "droom", "Dromen en doelen"
    HOE = "hoe", "Hoe wil je het doel bereiken?"
    NODIG = "nodig", "Wat en wie heb je daarvoor nodig?"
    OVERIG = "overig", "Verdere behoeften"


class SuggestieStatus(models.TextChoices):
    VOORGESTELD = "voorgesteld", "Voorgesteld"
    OP_AGENDA = "op_agenda", "Op de agenda"
    BEHANDELD = "behandeld", "Behandeld"
    LATER = "later", "Voor later"


SUGGESTIE_TOON: dict[str, str] = {
    SuggestieStatus.VOORGESTELD: "wacht",
    SuggestieStatus.OP_AGENDA: "bezig",
    SuggestieStatus.BEHANDELD: "goed",
    SuggestieStatus.LATER: "neutraal",
}


class TaakStatus(models.TextChoices):
    """Asked: nobody has it yet. Offered: an organisation wants to do it, without a date. Taken: owner and date."""

    GEVRAAGD = "gevraagd", "Zoekt iemand"
    AANGEBODEN = "aangeboden", "Aangeboden"
    OPGEPAKT = "opgepakt", "Opgepakt"
    AFGEROND = "afgerond", "Afgerond"
    VERVALLEN = "vervallen", "Vervallen"


TAAK_OPEN: tuple[str, ...] = (TaakStatus.GEVRAAGD, TaakStatus.AANGEBODEN, TaakStatus.OPGEPAKT)

TAAK_TOON: dict[str, str] = {
    TaakStatus.GEVRAAGD: "wacht",
    TaakStatus.AANGEBODEN: "wacht",
    TaakStatus.OPGEPAKT: "bezig",
    TaakStatus.AFGEROND: "goed",
    TaakStatus.VERVALLEN: "neutraal",
}

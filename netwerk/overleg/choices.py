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
    BESLUIT = "besluit", "Besluiten en afspraken"
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


class Datumkeuze(models.TextChoices):
    JA = "ja", "Ik kan"
    MISSCHIEN = "misschien", "Als het moet"
    NEE = "nee", "Ik kan niet"


class Komst(models.TextChoices):
    ONBEKEND = "onbekend", "Nog geen antwoord"
    KOMT = "komt", "Komt"
    MISSCHIEN = "misschien", "Misschien"
    KOMT_NIET = "komt_niet", "Komt niet"


KOMST_TOON: dict[str, str] = {
    Komst.ONBEKEND: "wacht",
    Komst.KOMT: "goed",
    Komst.MISSCHIEN: "wacht",
    Komst.KOMT_NIET: "neutraal",
}


class Verzendstand(models.TextChoices):
    """One mail to one recipient. UNSURE: the sender was killed between handing it over and noting so."""

    NIET = "niet", "Niet te versturen"
    WACHT = "wacht", "Wacht op verzending"
    BEZIG = "bezig", "Wordt nu verstuurd"
    VERZONDEN = "verzonden", "Verstuurd"
    ONZEKER = "onzeker", "Onzeker of het verstuurd is"
    MISLUKT = "mislukt", "Niet gelukt"
    GEWEIGERD = "geweigerd", "Adres geweigerd"


class Bestandsoort(models.TextChoices):
    """What may be added; recognised by content."""

    PDF = "pdf", "PDF"
    PPTX = "pptx", "PowerPoint"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    ODP = "odp", "OpenDocument-presentatie"
    ODT = "odt", "OpenDocument-tekst"
    ODS = "ods", "OpenDocument-rekenblad"
    PNG = "png", "Afbeelding (PNG)"
    JPEG = "jpg", "Afbeelding (JPEG)"


MIME: dict[str, str] = {
    Bestandsoort.PDF: "application/pdf",
    Bestandsoort.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Bestandsoort.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Bestandsoort.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Bestandsoort.ODP: "application/vnd.oasis.opendocument.presentation",
    Bestandsoort.ODT: "application/vnd.oasis.opendocument.text",
    Bestandsoort.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Bestandsoort.PNG: "image/png",
    Bestandsoort.JPEG: "image/jpeg",
}


class Signaalsoort(models.TextChoices):
    APPARATEN = "apparaten", "Te weinig laptops of tablets"
    INTERNET = "internet", "Geen internet thuis"
    FINANCIERING = "financiering", "Geen vaste financiering"
    VEILIGE_PLEK = "veilige_plek", "Geen veilige plek"
    WACHTTIJD = "wachttijd", "Te lang wachten"
    AANBOD = "aanbod", "Er is geen passend aanbod"
    VRIJWILLIGERS = "vrijwilligers", "Te weinig vrijwilligers"
    ANDERS = "anders", "Iets anders"


class Signaalstand(models.TextChoices):
    INGEDIEND = "ingediend", "Ingediend"
    BEHANDELING = "behandeling", "In behandeling"
    TOEGEZEGD = "toegezegd", "Toegezegd"
    UITGEVOERD = "uitgevoerd", "Uitgevoerd"
    AFGEWEZEN = "afgewezen", "Gebeurt niet"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


SIGNAAL_OPEN: tuple[str, ...] = (Signaalstand.INGEDIEND, Signaalstand.BEHANDELING, Signaalstand.TOEGEZEGD)

SIGNAAL_TOON: dict[str, str] = {
    Signaalstand.INGEDIEND: "wacht",
    Signaalstand.BEHANDELING: "bezig",
    Signaalstand.TOEGEZEGD: "bezig",
    Signaalstand.UITGEVOERD: "goed",
    Signaalstand.AFGEWEZEN: "neutraal",
    Signaalstand.INGETROKKEN: "neutraal",
}


class Artikelsoort(models.TextChoices):
    ARTIKEL = "artikel", "Artikel"
    HANDLEIDING = "handleiding", "Uitleg over het portaal"


class Artikelstand(models.TextChoices):
    CONCEPT = "concept", "Concept"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"
    ARCHIEF = "archief", "In het archief"


ARTIKEL_TOON: dict[str, str] = {
    Artikelstand.CONCEPT: "wacht",
    Artikelstand.GEPUBLICEERD: "goed",
    Artikelstand.ARCHIEF: "neutraal",
}


class Abonneestand(models.TextChoices):
    AANGEVRAAGD = "aangevraagd", "Nog niet bevestigd"
    ACTIEF = "actief", "Krijgt de nieuwsbrief"
    AFGEMELD = "afgemeld", "Afgemeld"
    GEWEIGERD = "geweigerd", "Adres werkt niet"


class Briefstand(models.TextChoices):
    CONCEPT = "concept", "Concept"
    BEZIG = "bezig", "Wordt verstuurd"
    GEPAUZEERD = "gepauzeerd", "Stilgezet"
    VERZONDEN = "verzonden", "Verstuurd"


BRIEF_TOON: dict[str, str] = {
    Briefstand.CONCEPT: "wacht",
    Briefstand.BEZIG: "bezig",
    Briefstand.GEPAUZEERD: "wacht",
    Briefstand.VERZONDEN: "goed",
}


class Nieuwssoort(models.TextChoices):
    """The headings of an issue, in this order."""

    BIJEENKOMST = "bijeenkomst", "Bijeenkomsten"
    AANBOD = "aanbod", "Nieuw aanbod"
    MATERIAAL = "materiaal", "Nieuw lesmateriaal"
    VACATURE = "vacature", "Vrijwilligers gezocht"
    ARTIKEL = "artikel", "Uit de praktijk"
    TAAK = "taak", "Wie pakt dit op?"
    ANDERS = "anders", "En verder"


NIEUWS_ICOON: dict[str, str] = {
    Nieuwssoort.BIJEENKOMST: "calendar-event",
    Nieuwssoort.AANBOD: "geo-alt",
    Nieuwssoort.MATERIAAL: "book",
    Nieuwssoort.VACATURE: "person-heart",
    Nieuwssoort.ARTIKEL: "lightbulb",
    Nieuwssoort.TAAK: "list-check",
    Nieuwssoort.ANDERS: "newspaper",
}

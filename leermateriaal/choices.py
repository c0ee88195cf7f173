"""Enumerations of the catalogue.

What every room shares (spoken Dutch, form, device) stands in kern and is only passed on here, so that a reader of this
room finds every enumeration of a material in one place.
"""

from __future__ import annotations

from django.db import models

from netwerk.kern.choices import Apparaat, NederlandsNiveau, Vorm

__all__ = [
    "Apparaat",
    "Kosten",
    "LezenNodig",
    "Linkuitslag",
    "Meldsoort",
    "NederlandsNiveau",
    "Oordeel",
    "Staat",
    "Toon",
    "Uitkomst",
    "Vorm",
]


class Staat(models.TextChoices):
    """The life of a material in the catalogue; only *gepubliceerd* is offered to learners."""

    VOORGESTELD = "voorgesteld", "Voorgesteld"
    IN_BEOORDELING = "in_beoordeling", "In beoordeling"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"
    VEROUDERD = "verouderd", "Verouderd"
    VERVALLEN = "vervallen", "Vervallen"


class LezenNodig(models.TextChoices):
    """How much somebody must read to learn with this material, in the language of the material."""

    GEEN = "geen", "Niet lezen"
    WEINIG = "weinig", "Een beetje lezen"
    NORMAAL = "normaal", "Gewoon lezen"


class Kosten(models.TextChoices):
    """What the learner or the organisation pays. *Via de bibliotheek*: free where the library has a licence."""

    GRATIS = "gratis", "Gratis"
    BETAALD = "betaald", "Kost geld"
    VIA_BIBLIOTHEEK = "via_bibliotheek", "Gratis via de bibliotheek"
    ONBEKEND = "onbekend", "Niet bekend"


class Toon(models.TextChoices):
    """Whose world the examples come from: the meeting of 2021 missed beginners' material that appeals to the young."""

    JONGEREN = "jongeren", "Voor jongeren"
    OUDEREN = "ouderen", "Voor ouderen"
    NEUTRAAL = "neutraal", "Voor iedereen"


class Uitkomst(models.TextChoices):
    """How it went, in four plain steps without a middle: a coach must lean one way. Values: score.WAARDE."""

    NIET = "niet", "Het werkte niet"
    BEETJE = "beetje", "Het hielp een beetje"
    GOED = "goed", "Het werkte goed"
    HEEL_GOED = "heel_goed", "Het werkte heel goed"


class Oordeel(models.TextChoices):
    """What the curator finds of a cell of the inventory."""

    GENOEG = "genoeg", "Genoeg goed materiaal"
    MAGER = "mager", "Er is iets, maar te weinig"
    GAT = "gat", "Er ontbreekt materiaal"


class Meldsoort(models.TextChoices):
    """What somebody says is wrong with a material."""

    VEROUDERD = "verouderd", "Het is verouderd"
    FOUT = "fout", "Er klopt iets niet"
    DODE_LINK = "dode_link", "De link werkt niet"
    DUBBEL = "dubbel", "Het staat er dubbel in"


class Linkuitslag(models.TextChoices):
    """What a link check found."""

    GOED = "goed", "De link werkt"
    WEG = "weg", "De pagina is weg"
    FOUT = "fout", "De site gaf een fout"
    ONBEREIKBAAR = "onbereikbaar", "De site antwoordde niet"
    GEWEIGERD = "geweigerd", "Dit adres openen wij niet"
    VRAAGT_RUST = "vraagt_rust", "De site wil niet gecontroleerd worden"

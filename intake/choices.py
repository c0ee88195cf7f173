"""Enumerations of the intake."""

from __future__ import annotations

from django.db import models

from aanbod.choices import Soort


class Score(models.TextChoices):
    """How an item went; the same codes as ``niveaubepaling``."""

    ZELFSTANDIG = "zelfstandig", "Zelf gedaan"
    MET_HULP = "met_hulp", "Met hulp"
    NIET = "niet", "Nog niet"
    NIET_GEVRAAGD = "niet_gevraagd", "Niet gevraagd"


class JaNeeHulp(models.TextChoices):
    """An answer with a middle: with help."""

    JA = "ja", "Ja"
    MET_HULP = "met_hulp", "Met hulp"
    NEE = "nee", "Nee"


class Doel(models.TextChoices):
    """What a learner consents to, each by itself; what it means stands in ``toestemming.UITLEG``."""

    DOSSIER = "dossier", "Eigen dossier bij deze organisatie"
    DOORVERWIJZEN = "doorverwijzen", "Doorverwijzen naar een cursus of plek"
    VRIJWILLIGER = "vrijwilliger", "Hulp van een vrijwilliger"
    CIJFERS = "cijfers", "Meetellen in cijfers, zonder naam"


class IntakeStatus(models.TextChoices):
    BEZIG = "bezig", "Bezig"
    AFGEROND = "afgerond", "Afgerond"
    GESTOPT = "gestopt", "Gestopt"


class VersieStatus(models.TextChoices):
    CONCEPT = "concept", "Concept"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"
    OUD = "oud", "Vervangen"


class Sectie(models.TextChoices):
    """A part of the questions about the person that an organisation may leave out; its fields: ``secties.VELDEN``."""

    HULPTAAL = "hulptaal", "Taal of tolk bij het gesprek"
    WAAR = "waar", "Postcode"
    GEBOORTEJAAR = "geboortejaar", "Geboortejaar"
    CONTACT = "contact", "Hoe bereikbaar"
    DOELGROEPEN = "doelgroepen", "Doelgroepen"
    TIJD = "tijd", "Dagen en tijden"
    MANIER = "manier", "Manier van leren en reizen"
    EERDER = "eerder", "Wat eerder hielp"
    APPARATEN = "apparaten", "Apparaten, internet en een veilige plek"
    DIGID = "digid", "DigiD"


class StapSoort(models.TextChoices):
    """What a step of the plan is."""

    AANBOD = "aanbod", "Cursus of plek"
    HULPVRAAG = "hulpvraag", "Vrijwilliger"
    MATERIAAL = "materiaal", "Lesmateriaal"
    NOTITIE = "notitie", "Afspraak"


class StapStatus(models.TextChoices):
    GEPLAND = "gepland", "Gepland"
    BEZIG = "bezig", "Bezig"
    KLAAR = "klaar", "Klaar"
    VERVALLEN = "vervallen", "Niet meer nodig"


#: Distances a learner may name, in metres; None: no limit.
REISAFSTANDEN: tuple[tuple[int, str], ...] = (
    (500, "Om de hoek (500 meter)"),
    (1500, "Lopen (1,5 km)"),
    (3000, "Fietsen of een paar haltes (3 km)"),
    (6000, "Met bus, tram of metro (6 km)"),
)

#: Kinds of provision for which nobody signs up: one walks in.
ZONDER_AANMELDEN: frozenset[str] = frozenset({Soort.WIFI, Soort.COMPUTERS})

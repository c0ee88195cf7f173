"""Fixed enumerations of the volunteers' room."""

from __future__ import annotations

from django.db import models


class VrijwilligerStatus(models.TextChoices):
    """The volunteer's way (ontwerp §3), in the order of the board's columns."""

    AANGEMELD = "aangemeld", "Aangemeld"
    KENNISMAKING = "kennismaking", "Kennismaking"
    SCREENING = "screening", "Screening"
    TRAINING = "training", "Training"
    INZETBAAR = "inzetbaar", "Inzetbaar"
    ACTIEF = "actief", "Actief"
    PAUZE = "pauze", "Pauze"
    GESTOPT = "gestopt", "Gestopt"


#: From these a volunteer can be proposed to somebody.
KOPPELBAAR: tuple[str, ...] = (VrijwilligerStatus.INZETBAAR, VrijwilligerStatus.ACTIEF)


class HulpRol(models.TextChoices):
    """What a volunteer does; requirements (``Eis``) hang on it."""

    COMPUTERHULP = "computerhulp", "Computerhulp"
    SPREEKUUR = "spreekuur", "Digitaal spreekuur"
    DIGID = "digid", "Hulp met DigiD en privézaken"
    LESGEVEN = "lesgeven", "Lesgeven"


class HulpvraagStatus(models.TextChoices):
    OPEN = "open", "Open"
    VOORGESTELD = "voorgesteld", "Vrijwilliger voorgesteld"
    GEKOPPELD = "gekoppeld", "Gekoppeld"
    GESTART = "gestart", "Gestart"
    AFGEROND = "afgerond", "Afgerond"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    VERLOPEN = "verlopen", "Verlopen"


#: The learner waits for somebody.
WACHTEND: tuple[str, ...] = (HulpvraagStatus.OPEN, HulpvraagStatus.VOORGESTELD)


class KoppelingStatus(models.TextChoices):
    VOORGESTELD = "voorgesteld", "Voorgesteld"
    GEACCEPTEERD = "geaccepteerd", "Geaccepteerd"
    GESTART = "gestart", "Gestart"
    AFGEROND = "afgerond", "Afgerond"
    GESTOPT = "gestopt", "Gestopt"
    VERLOPEN = "verlopen", "Verlopen"
    AFGEWEZEN = "afgewezen", "Afgewezen"


#: These take one of the volunteer's places; the trigger in migration 0002 counts the same two.
BEZET: tuple[str, ...] = (KoppelingStatus.GEACCEPTEERD, KoppelingStatus.GESTART)


class StopReden(models.TextChoices):
    DOEL_BEREIKT = "doel_bereikt", "Het doel is eerder bereikt"
    LEERDER_STOPT = "leerder_stopt", "De leerder stopt of komt niet meer"
    VRIJWILLIGER_STOPT = "vrijwilliger_stopt", "De vrijwilliger kan niet meer"
    GEEN_KLIK = "geen_klik", "Het klikt niet"
    ANDERE_HULP = "andere_hulp", "Andere hulp past beter"
    ANDERS = "anders", "Een andere reden"


class AfwijsReden(models.TextChoices):
    GEEN_TIJD = "geen_tijd", "De vrijwilliger heeft nu geen tijd"
    TE_VER = "te_ver", "Te ver weg"
    PAST_NIET = "past_niet", "De vraag past niet bij de vrijwilliger"
    LEERDER_WIL_NIET = "leerder_wil_niet", "De leerder wil dit niet"
    GEEN_ANTWOORD = "geen_antwoord", "Geen antwoord gekregen"
    ANDERS = "anders", "Een andere reden"


class Kanaal(models.TextChoices):
    SOCIAL = "social", "Sociale media"
    BEDRIJF = "bedrijf", "Bedrijf"
    EVENEMENT = "evenement", "Evenement"
    STRAAT = "straat", "Op straat"
    PARTNER = "partner", "Partner in het netwerk"
    NIEUWSBRIEF = "nieuwsbrief", "Nieuwsbrief"
    EIGEN = "eigen", "Eigen website of via via"


class VacatureStatus(models.TextChoices):
    CONCEPT = "concept", "Concept, alleen voor u"
    OPEN = "open", "Zichtbaar voor iedereen"
    GESLOTEN = "gesloten", "Gesloten"


class CampagneBereik(models.TextChoices):
    STAD = "stad", "De hele stad"
    STADSDELEN = "stadsdelen", "Eén of meer stadsdelen"


class ModuleNiveau(models.TextChoices):
    """Where a module stands in the learning line."""

    START = "start", "Start"
    BASIS = "basis", "Basis"
    VERDIEPING = "verdieping", "Verdieping"
    TRAINER = "trainer", "Trainer"


class SessieVoor(models.TextChoices):
    NETWERK = "netwerk", "Iedereen in het netwerk"
    EIGEN = "eigen", "Alleen onze eigen vrijwilligers"


class SessieStatus(models.TextChoices):
    GEPLAND = "gepland", "Gepland"
    AFGEROND = "afgerond", "Geweest"
    AFGELAST = "afgelast", "Gaat niet door"


class DeelnameStatus(models.TextChoices):
    INGESCHREVEN = "ingeschreven", "Heeft een plek"
    WACHTLIJST = "wachtlijst", "Op de wachtlijst"
    AANWEZIG = "aanwezig", "Was er"
    AFWEZIG = "afwezig", "Was er niet"
    AFGEMELD = "afgemeld", "Afgemeld"


#: These take a place; the trigger in migration 0011 counts the same two.
MET_PLEK: tuple[str, ...] = (DeelnameStatus.INGESCHREVEN, DeelnameStatus.AANWEZIG)
#: Once per session and person.
OP_DE_LIJST: list[str] = ["ingeschreven", "wachtlijst", "aanwezig", "afwezig"]


class Mening(models.TextChoices):
    VRIJWILLIGER = "vrijwilliger", "De vrijwilliger"
    COACH = "coach", "De coach van de leerder"


class Gaat(models.TextChoices):
    GOED = "goed", "Goed"
    WISSELT = "wisselt", "Wisselend"
    NIET = "niet", "Niet goed"


class OverdrachtSoort(models.TextChoices):
    OVER = "over", "Gaat over naar de andere organisatie"
    ERBIJ = "erbij", "Helpt ook bij de andere organisatie"


class OverdrachtAntwoord(models.TextChoices):
    OPEN = "", "Nog geen antwoord"
    JA = "ja", "Ja"
    NEE = "nee", "Nee"
    INGETROKKEN = "ingetrokken", "Ingetrokken"


class Wens(models.TextChoices):
    """By whom the learner wants to be helped, when that was said."""

    GEEN = "", "Maakt niet uit"
    VROUW = "vrouw", "Alleen door een vrouw"
    MAN = "man", "Alleen door een man"


class IkBen(models.TextChoices):
    """What a volunteer says of this; asked only because some learners have a wish about it."""

    ONBEKEND = "", "Niet gezegd"
    VROUW = "vrouw", "Vrouw"
    MAN = "man", "Man"
    ANDERS = "anders", "Anders"


class StopSoort(models.TextChoices):
    """Why a volunteer stops altogether; counted in the figures."""

    TIJD = "tijd", "Geen tijd meer"
    WERK = "werk", "Werk of studie gevonden"
    VERHUISD = "verhuisd", "Verhuisd"
    GEZONDHEID = "gezondheid", "Gezondheid"
    GEEN_LEERDER = "geen_leerder", "Wachtte te lang op een leerder"
    PAST_NIET = "past_niet", "Het werk past niet"
    BEGELEIDING = "begeleiding", "Te weinig begeleiding"
    ANDERS = "anders", "Een andere reden"


#: The module that privacy-sensitive help asks for; the trigger in migration 0002 names the same code.
PRIVACYMODULE = "privacy"

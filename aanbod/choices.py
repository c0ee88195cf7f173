"""Enumerations of this room: kinds of provision, and everything a referral can be."""

from __future__ import annotations

from django.db import models


class Soort(models.TextChoices):
    """What somebody finds there. The order is the order on screen."""

    CURSUS = "cursus", "Cursus"
    INLOOP = "inloop", "Inloop"
    EEN_OP_EEN = "een_op_een", "Hulp één op één"
    TAALCAFE = "taalcafe", "Taal en digitaal samen"
    IDP = "idp", "Informatiepunt Digitale Overheid"
    VEILIGE_PLEK = "veilige_plek", "Veilige plek voor DigiD en privézaken"
    LAPTOP_LENEN = "laptop_lenen", "Laptop of tablet lenen"
    LAPTOP_KRIJGEN = "laptop_krijgen", "Laptop of tablet krijgen"
    INTERNET_THUIS = "internet_thuis", "Hulp bij internet thuis"
    COMPUTERS = "computers", "Computers om te gebruiken"
    WIFI = "wifi", "Gratis wifi"
    TRAIN_DE_TRAINER = "train_de_trainer", "Training voor begeleiders"
    ANDERS = "anders", "Ander aanbod"


#: Kinds in which a person learns or is helped; the others lend a thing or train helpers, and need no learning needs.
LEERSOORTEN: frozenset[str] = frozenset(
    {Soort.CURSUS, Soort.INLOOP, Soort.EEN_OP_EEN, Soort.TAALCAFE, Soort.IDP, Soort.VEILIGE_PLEK}
)

#: What is asked for and handed over: a device, or internet at home. A referral to these is a request for a thing.
LEENSOORTEN: frozenset[str] = frozenset({Soort.LAPTOP_LENEN, Soort.LAPTOP_KRIJGEN, Soort.INTERNET_THUIS})

SOORT_ICOON: dict[str, str] = {
    Soort.CURSUS: "mortarboard",
    Soort.INLOOP: "people",
    Soort.EEN_OP_EEN: "person-heart",
    Soort.TAALCAFE: "translate",
    Soort.IDP: "info-circle",
    Soort.VEILIGE_PLEK: "shield-lock",
    Soort.LAPTOP_LENEN: "laptop",
    Soort.LAPTOP_KRIJGEN: "gift",
    Soort.INTERNET_THUIS: "house-heart",
    Soort.COMPUTERS: "pc-display",
    Soort.WIFI: "wifi",
    Soort.TRAIN_DE_TRAINER: "person-workspace",
    Soort.ANDERS: "signpost-split",
}


class Begeleiding(models.TextChoices):
    """How people are helped there."""

    GROEP = "groep", "In een groep"
    EEN_OP_EEN = "een_op_een", "Eén op één"
    BEIDE = "beide", "In een groep en één op één"


class Kosten(models.TextChoices):
    """What it costs, coarse enough to filter on; the words stand in ``kosten_tekst``."""

    GRATIS = "gratis", "Gratis"
    STADSPAS = "stadspas", "Gratis met Stadspas"
    BIJDRAGE = "bijdrage", "Kleine bijdrage"
    BETAALD = "betaald", "Betaald"
    ONBEKEND = "onbekend", "Niet bekend"


class Dag(models.IntegerChoices):
    """Days of the week as Python counts them."""

    MA = 0, "maandag"
    DI = 1, "dinsdag"
    WO = 2, "woensdag"
    DO = 3, "donderdag"
    VR = 4, "vrijdag"
    ZA = 5, "zaterdag"
    ZO = 6, "zondag"


class Waarborgsoort(models.TextChoices):
    """What makes a place safe for DigiD and other private matters; each is confirmed by a person on a date."""

    RUIMTE = "ruimte", "Een aparte ruimte waar niemand meekijkt of meeluistert"
    GETRAIND = "getraind", "De helper heeft een training over privacy gevolgd"
    GESCREEND = "gescreend", "De helper heeft een verklaring omtrent het gedrag (VOG)"
    GEHEIM = "geheim", "De helper tekende dat hij niets doorvertelt"
    WACHTWOORD = "wachtwoord", "U typt zelf uw wachtwoord; niemand schrijft het op of bewaart het"
    MACHTIGEN = "machtigen", "De helper legt DigiD Machtigen uit: iemand iets voor u laten regelen zonder uw wachtwoord"


class AanbodStatus(models.TextChoices):
    CONCEPT = "concept", "Concept"
    GEPUBLICEERD = "gepubliceerd", "Gepubliceerd"
    GEPAUZEERD = "gepauzeerd", "Gepauzeerd"
    GEARCHIVEERD = "gearchiveerd", "Gearchiveerd"


class Stand(models.TextChoices):
    """The states of a referral (ontwerp §4)."""

    CONCEPT = "concept", "Concept"
    VERSTUURD = "verstuurd", "Verstuurd"
    ONTVANGEN = "ontvangen", "Ontvangen"
    UITGENODIGD = "uitgenodigd", "Uitgenodigd"
    WACHTLIJST = "wachtlijst", "Op de wachtlijst"
    AFGEWEZEN = "afgewezen", "Afgewezen"
    GESTART = "gestart", "Gestart"
    AFGEROND = "afgerond", "Afgerond"
    GESTOPT = "gestopt", "Gestopt"
    NIET_VERSCHENEN = "niet_verschenen", "Niet verschenen"
    NIET_BEREIKBAAR = "niet_bereikbaar", "Niet bereikbaar"
    INGETROKKEN = "ingetrokken", "Ingetrokken"
    VERLOPEN = "verlopen", "Verlopen"


#: Nothing more happens after these.
GESLOTEN: frozenset[str] = frozenset(
    {Stand.AFGEWEZEN, Stand.AFGEROND, Stand.GESTOPT, Stand.INGETROKKEN, Stand.VERLOPEN}
)
#: Somebody has to do something before the due date.
OPEN: frozenset[str] = frozenset(set(Stand.values) - GESLOTEN - {Stand.CONCEPT})
#: The receiver has the next move.
BIJ_ONTVANGER: frozenset[str] = frozenset(
    {Stand.VERSTUURD, Stand.ONTVANGEN, Stand.UITGENODIGD, Stand.WACHTLIJST, Stand.GESTART}
)
#: The sender has the next move: find the learner, hear what went wrong.
BIJ_VERZENDER: frozenset[str] = frozenset({Stand.NIET_VERSCHENEN, Stand.NIET_BEREIKBAAR})

#: Tone of the status label (templates/componenten/statuslabel.html).
STAND_TOON: dict[str, str] = {
    Stand.CONCEPT: "neutraal",
    Stand.VERSTUURD: "wacht",
    Stand.ONTVANGEN: "bezig",
    Stand.UITGENODIGD: "bezig",
    Stand.WACHTLIJST: "wacht",
    Stand.AFGEWEZEN: "fout",
    Stand.GESTART: "goed",
    Stand.AFGEROND: "goed",
    Stand.GESTOPT: "neutraal",
    Stand.NIET_VERSCHENEN: "fout",
    Stand.NIET_BEREIKBAAR: "fout",
    Stand.INGETROKKEN: "neutraal",
    Stand.VERLOPEN: "fout",
}


class Seinsoort(models.TextChoices):
    """What the clock says (aanbod/klok.py)."""

    HERINNERING = "herinnering", "Herinnering"
    ESCALATIE = "escalatie", "Doorgegeven"
    VERLOPEN = "verlopen", "Verlopen"


class Kant(models.TextChoices):
    """Whom the clock speaks to."""

    ONTVANGER = "ontvanger", "Aanbieder"
    VERZENDER = "verzender", "Doorverwijzer"
    TWEEDE = "tweede", "Tweede persoon"


class Vak(models.IntegerChoices):
    """Where a referral stands in the sender's list; the order is the order on screen."""

    AAN_ZET = 0, "U bent aan zet"
    NIEUWS = 1, "Nieuws"
    STIL = 2, "Stil"
    LOOPT = 3, "Loopt"
    KLAAR = 4, "Afgesloten"


class RedenAfwijzing(models.TextChoices):
    """Why a provider says no. A list, so that the network can see what is missing in the city."""

    VOL = "vol", "Vol, en er is geen wachtlijst"
    NIVEAU_HOOG = "niveau_te_hoog", "Ons aanbod is te moeilijk voor deze leerder"
    NIVEAU_LAAG = "niveau_te_laag", "Ons aanbod is te makkelijk voor deze leerder"
    TAAL = "taal", "Wij kunnen niet helpen in een taal van de leerder"
    TOELATING = "toelating", "De leerder voldoet niet aan de voorwaarden"
    LEERVRAAG = "leervraag", "Wij helpen niet met deze leervraag"
    TIJDEN = "tijden", "Onze dagen en tijden passen niet"
    BEGELEIDING = "begeleiding", "De leerder heeft meer begeleiding nodig dan wij hebben"
    GESTOPT = "aanbod_gestopt", "Dit aanbod is er niet meer"


class RedenStop(models.TextChoices):
    """Why a learner stopped."""

    GEEN_CONTACT = "geen_contact", "Geen contact meer"
    WERK = "werk", "Werk gevonden, of andere werktijden"
    ZIEKTE = "ziekte", "Ziekte of zorg voor een ander"
    VERHUISD = "verhuisd", "Verhuisd"
    TE_MOEILIJK = "te_moeilijk", "Te moeilijk"
    TE_MAKKELIJK = "te_makkelijk", "Te makkelijk"
    TIJDEN = "tijden", "Dagen en tijden pasten niet"
    AFSTAND = "afstand", "Te ver"
    ZELF = "eigen_keuze", "De leerder wil niet meer"

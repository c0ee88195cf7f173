"""The log of a record in sentences, for componenten/tijdlijn.html."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from netwerk.kern.models import Gebeurtenis

from . import workflow

TEKSTEN: dict[str, tuple[str, str]] = {
    "aangemeld": ("Heeft zich aangemeld", "person-plus"),
    "opnieuw_aangemeld": ("Heeft zich nog een keer aangemeld", "person-plus"),
    "toegevoegd": ("Toegevoegd", "person-plus"),
    "gewijzigd": ("Gegevens gewijzigd", "pencil"),
    "uit_pool_gehaald": ("Uit de stadspool gehaald", "box-arrow-in-right"),
    "screening": ("Screening bijgewerkt", "shield-check"),
    "module_ingeschreven": ("Ingeschreven voor een module", "mortarboard"),
    "module_behaald": ("Module gehaald", "award"),
    "hulp_gevraagd": ("Hulp gevraagd", "life-preserver"),
    "doorgezet": ("Doorgezet naar een andere organisatie", "send"),
    "voorgesteld": ("Vrijwilliger voorgesteld", "person-check"),
    "check_in": ("Gevraagd hoe het gaat", "chat-dots"),
    "email_bevestigd": ("E-mailadres bevestigd", "check-lg"),
    "geimporteerd": ("Ingelezen uit een spreadsheet", "person-plus"),
    "teruggevraagd": ("Gevraagd om terug te komen", "send"),
    "terugvraag_ja": ("Zegt ja: komt terug", "check-lg"),
    "terugvraag_nee": ("Zegt nee: niet meer vragen", "x-lg"),
    "vog_gemeld": ("Mail gekregen over de VOG", "send"),
    "sessie_ingeschreven": ("Op de lijst voor een training", "mortarboard"),
    "zelfcheck": ("Zelfcheck gedaan", "ui-checks"),
    "overdracht_gevraagd": ("Gevraagd of een andere organisatie de gegevens mag hebben", "arrow-left-right"),
    "overdracht_ja": ("Zegt ja op de vraag over een andere organisatie", "check-lg"),
    "overdracht_nee": ("Zegt nee op de vraag over een andere organisatie", "x-lg"),
    "ook_bij_gestopt": ("Helpt niet meer ook bij de andere organisatie", "x-lg"),
    "terugkoppeling": ("Verteld hoe het gaat", "chat-left-text"),
    "bedankt": ("Bedankt", "heart"),
    "bekeken": ("Gegevens bekeken", "eye"),
}
STROMEN = {"vrijwilliger": workflow.vrijwilliger, "hulpvraag": workflow.hulpvraag, "koppeling": workflow.koppeling}


@dataclass(frozen=True, slots=True)
class Punt:
    """One line of the timeline."""

    moment: datetime
    wie: str
    wat: str
    icoon: str


def tijdlijn(voorwerp: models.Model, *, aantal: int = 30) -> list[Punt]:
    """The newest lines about a record, without who looked, in one query."""
    stroom = STROMEN[voorwerp._meta.model_name or ""]
    punten = []
    regels = Gebeurtenis.objects.over(voorwerp).exclude(soort="ingezien").select_related("door")
    for regel in regels.order_by("-wanneer")[:aantal]:
        soort: str = regel.soort
        overgang: Any = stroom.overgangen.get(soort.removeprefix("overgang:"))
        if soort.startswith("overgang:") and overgang is not None:
            wat, icoon = overgang.label, overgang.icoon or "check-lg"
        else:
            wat, icoon = TEKSTEN.get(soort, (soort, "check-lg"))
        punten.append(Punt(regel.wanneer, regel.wie, wat, icoon))
    return punten

"""The words on a volunteer's own data page, in Dutch; the page looks them up in the reader's language.

Headings and labels come from the models, so that a new one comes along by itself. What a model calls it is meant for
colleagues; where that says too little to a volunteer, the word stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netwerk.kern.bewaren import KLOK, wijzen_naar
from netwerk.kern.inzage import WOORDEN
from netwerk.kern.models import Gebruiker
from netwerk.kern.privacy import REGISTER

from .actions.koppelingen import ZELF
from .models import Vrijwilliger
from .workflow import vrijwilliger as werkstroom

#: Technical, or about a learner.
NIET = frozenset({"id", "versie", "demo", "vrijwilliger", "gebruiker", "hulpvraag", "koppeling", "redenen", "score"})
#: When a line was stored says nothing to a reader, the name of a module stands there twice, and the numbers of a
#: proposal are about the learner who waits.
NIET_IN_DELEN = frozenset(
    {"aangemaakt_op", "gewijzigd_op", "modulenaam", "passend", "wachtdagen", "op_volgorde", "waarom"}
)

#: Model → its heading.
KOPPEN: dict[str, str] = {
    "Screening": "Uw screening",
    "Koppeling": "Wie u hielp en helpt",
    "Resultaat": "Uw opleiding",
    "Terugkoppeling": "Hoe de hulp ging",
    "Uren": "Uw uren",
    "Overdracht": "Vragen van een andere organisatie",
    "Deelname": "Uw trainingen",
    "Certificaat": "Uw certificaten",
    "Zelfcheck": "Uw zelfchecks",
    "Toewijzingsregel": "Voorstellen om iemand te helpen",
    "Terugvraag": "Vragen of u terugkomt",
}
#: Field → its label.
LABELS: dict[str, str] = {
    "ook_bij": "Ook vrijwilliger bij",
    "bij": "Bij de organisatie",
    "naar": "Naar de organisatie",
    "van": "Gezegd door",
    "van_organisatie": "Organisatie van de leerder",
    "vog_gemeld_voor": "Bericht gestuurd over de VOG tot en met",
    "geheimhouding_versie": "Versie van de geheimhouding",
    "email_bevestigd_op": "E-mailadres bevestigd op",
    "geeindigd_op": "Geëindigd op",
    "mondeling": "Antwoord gaf u mondeling",
    "ronde": "Verdeling",
    "stand": "Stand van het voorstel",
    "status": "Stand",
    "status_sinds": "Stand sinds",
    "niveaus": "Uw antwoorden",
}
#: Kind of line in the log → what happened, as the volunteer reads it.
GEBEURD: dict[str, str] = {
    soort: WOORDEN[soort]
    for soort in (
        "ingezien", "export", "gewijzigd", "aangemeld", "toegevoegd", "screening", "wissen_gevraagd",
        "wissen_ingetrokken", "wissen_gedaan", "vrijwilliger_gewist",
    )
} | {
    "opnieuw_aangemeld": "Opnieuw aangemeld",
    "email_bevestigd": "E-mailadres bevestigd",
    "bedankt": "Bedankt",
    "overdracht_gevraagd": "Gevraagd voor een andere organisatie",
    "overdracht_ja": "Ja op de vraag van een andere organisatie",
    "overdracht_nee": "Nee op de vraag van een andere organisatie",
    "ook_bij_gestopt": "Gestopt bij de andere organisatie",
    "uit_pool_gehaald": "Uit de pool van de stad gehaald",
    "sessie_ingeschreven": "Ingeschreven voor een training",
    "module_ingeschreven": "Ingeschreven voor een module",
    "module_behaald": "Module behaald",
    "zelfcheck": "Zelfcheck ingevuld",
    "teruggevraagd": "Gevraagd om terug te komen",
    "terugvraag_ja": "Ja op de vraag om terug te komen",
    "terugvraag_nee": "Nee op de vraag om terug te komen",
    "vog_gemeld": "Bericht gestuurd over de VOG",
    **{f"overgang:{naam}": overgang.label for naam, overgang in werkstroom.overgangen.items()},
}  # fmt: skip
#: Who did it, when it was no colleague.
DOOR: dict[str, str] = {
    ZELF: "Uzelf",
    "aanmeldformulier": "Uzelf, met het aanmeldformulier",
    "ondertekende link": "Uzelf, met de link uit een bericht",
    "klok": "Het portaal, vanzelf",
    KLOK: "Het portaal, vanzelf",
}
EERSTE, LAATSTE = "Over u", "Wie uw gegevens bekeek of wijzigde"
IEMAND = "Een medewerker"


def kop(model: Any) -> str:
    """The heading above the rows of a model."""
    return KOPPEN.get(model.__name__) or str(model._meta.verbose_name_plural).capitalize()


def label(veld: Any) -> str:
    """The label of a field."""
    naam = str(veld.verbose_name)
    return LABELS.get(veld.name) or naam[:1].upper() + naam[1:]


def modellen() -> Iterator[tuple[Any, str]]:
    """What hangs on the record and is registered as personal data, with the name of the field that points at it."""
    for relatie in wijzen_naar(Vrijwilliger):
        if relatie.related_model in REGISTER:
            yield relatie.related_model, relatie.field.name


def velden(model: Any) -> Iterator[Any]:
    """The fields of a model that the page shows. Colleagues stand in the log by their organisation, not here."""
    for veld in model._meta.concrete_fields:
        if veld.name in NIET or veld.related_model is Gebruiker:
            continue
        if model is Vrijwilliger or veld.name not in NIET_IN_DELEN:
            yield veld


def te_vertalen() -> Iterator[str]:
    """Every word above, for the catalogue (``scripts/vertalingen.py``)."""
    yield from (EERSTE, LAATSTE, IEMAND, "Wanneer", "Wat er gebeurde", "Door", "Ja", "Nee")
    for model in (Vrijwilliger, *(model for model, _ in modellen())):
        yield from () if model is Vrijwilliger else (kop(model),)
        for veld in velden(model):
            yield label(veld)
            yield from (str(naam) for _, naam in veld.choices or ())
    yield from GEBEURD.values()
    yield from DOOR.values()

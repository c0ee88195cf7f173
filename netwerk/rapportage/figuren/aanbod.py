"""Supply, places and materials: things, as they are on the day they were counted."""

from __future__ import annotations

from ..onthulling import TOTAAL
from .figuur import Figuur, Labels, Vak
from .paginas import Vraag

GEEN_STAND = "Van dit kwartaal is geen stand bewaard."


def _los(vraag: Vraag, groep: str, soort: str, titel: str, *, telt: str, over: str, rijkop: str, rijen: Labels,
         kolommen: Labels, staaf: str) -> Figuur:  # fmt: skip
    getallen = vraag.cijfers.los(groep, soort)
    if groep not in vraag.cijfers.per_groep:
        return Figuur(soort, titel, telt, over, leeg=GEEN_STAND)
    if not getallen:
        return Figuur(soort, titel, telt, over, leeg="Er is hier nog niets om te tellen.")
    vakken = {(rij, kolom): Vak.van(getallen.get(rij, {}).get(kolom, 0)) for rij, _ in rijen for kolom, _ in kolommen}
    return Figuur(
        soort, titel, telt, over, rijkop, rijen, kolommen, vakken, staaf, (), vraag.cijfers.berekend_op(groep)
    )


def figuren(vraag: Vraag) -> list[Figuur]:
    """Formal and informal, structural or temporary; safe places, wifi and devices; waiting; themes."""
    dubbel = "Wat in twee stadsdelen is, telt in beide; in ‘hele stad’ telt het één keer."
    rijen = vraag.rijen()
    uit = [
        _los(
            vraag, "aanbod", "aanbod", "Aanbod: formeel en informeel, blijvend en tijdelijk",
            telt="Aanbod dat gepubliceerd is.", over=f"{dubbel} Tijdelijk aanbod heeft een einddatum.",
            rijkop="Stadsdeel", rijen=rijen, staaf=TOTAAL,
            kolommen=(
                ("formeel_vast", "Formeel, blijvend"), ("formeel_tijdelijk", "Formeel, tijdelijk"),
                ("informeel_vast", "Informeel, blijvend"), ("informeel_tijdelijk", "Informeel, tijdelijk"),
                (TOTAAL, "Samen"),
            ),
        ),
        _los(
            vraag, "aanbod", "veilig", "Veilige plekken, wifi en apparaten",
            telt="Aanbod van deze soort, en locaties met gratis wifi of een aparte ruimte.",
            over="Alle locaties van actieve organisaties. Weten wij het niet van een locatie, dan telt zij niet mee.",
            rijkop="Stadsdeel", rijen=rijen, staaf="veilig",
            kolommen=(
                ("veilig", "Veilige plek voor DigiD"), ("idp", "Informatiepunt overheid"),
                ("ruimte", "Locatie met aparte ruimte"), ("wifi", "Locatie met gratis wifi"),
                ("laptop", "Computer lenen, krijgen of gebruiken"),
                ("internet", "Hulp bij internet thuis"),
            ),
        ),
        _los(
            vraag, "aanbod", "aanbodwacht", "Wachttijd volgens de aanbieder",
            telt="Gepubliceerd aanbod, naar de wachttijd die de aanbieder opgeeft.", over=dubbel,
            rijkop="Stadsdeel", rijen=rijen, staaf="langer",
            kolommen=(
                ("geen", "Geen"), ("vier", "1 tot en met 4 weken"), ("langer", "Langer dan 4 weken"),
                ("onbekend", "Niet opgegeven"),
            ),
        ),
        _los(
            vraag, "aanbod", "loopt_af", "Aanbod dat binnen een half jaar afloopt",
            telt="Gepubliceerd aanbod dat binnen 183 dagen stopt, of waarvan het geld dan ophoudt.",
            over=f"{dubbel} Wat het eerst ophoudt, telt.",
            rijkop="Stadsdeel", rijen=rijen, staaf=TOTAAL,
            kolommen=(("zelf", "Het aanbod stopt"), ("geld", "Het geld houdt op"), (TOTAAL, "Samen")),
        ),
    ]  # fmt: skip
    themas = [(code, naam) for code, naam in vraag.themas.items() if vraag.thema in ("", code)]
    getallen = vraag.cijfers.los("aanbod", "aanbodthema")
    rij = vraag.stadsdeel or TOTAAL
    waar = vraag.delen.get(rij, "hele stad")
    uit.append(
        Figuur(
            "aanbodthema", f"Aanbod per onderwerp: {waar}", "Gepubliceerd aanbod over dit onderwerp.",
            "Aanbod over meer onderwerpen telt bij elk onderwerp.", "Onderwerp", themas, [("aantal", "Aanbod")],
            {(code, "aantal"): Vak.van(getallen.get(rij, {}).get(code, 0)) for code, _ in themas}, "aantal", (),
            vraag.cijfers.berekend_op("aanbod"), "" if getallen else GEEN_STAND,
        )
    )  # fmt: skip
    return uit


def figuren_materiaal(vraag: Vraag) -> list[Figuur]:
    """Holes in the catalogue per theme."""
    themas = [(code, naam) for code, naam in vraag.themas.items() if vraag.thema in ("", code)]
    return [
        _los(
            vraag, "materiaal", "materiaal", "Gaten in het lesmateriaal",
            telt="Leervragen maal niveaus waar materiaal hoort te zijn.",
            over="Een gat: er is niets, of de curator vindt het onbruikbaar. Mager: er is iets, maar te weinig. "
            "Voor de hele stad; materiaal hoort niet bij een stadsdeel.",
            rijkop="Onderwerp", rijen=[*themas, (TOTAAL, "Alle onderwerpen")],
            kolommen=(("gat", "Gat"), ("mager", "Mager"), ("gevuld", "Gevuld")), staaf="gat",
        )
    ]  # fmt: skip

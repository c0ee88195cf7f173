"""Supply: things, not people, and open to everyone. Counted from what is published today."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q

from aanbod.choices import Soort
from aanbod.models import Aanbod
from netwerk.kern.models import Locatie

from ..onthulling import TOTAAL, Plek
from .figuur import ONBEKEND, Figuur, over_zaken, stadsdelen

GEEN_PLEK = (ONBEKEND, "Zonder vaste plek")


def _plekken() -> list[tuple[int, str, bool, bool, str]]:
    """(provision, district, formal, structural, kind), once per district where it is."""
    return list(
        Aanbod.objects.gepubliceerd()
        .order_by()
        .values_list("pk", "locaties__stadsdeel", "formeel", "structureel", "soort")
        .distinct()
    )


def figuren() -> list[Figuur]:
    """Formal and informal supply, structural or temporary; and safe places, wifi and devices."""
    plekken = _plekken()
    rijen = (*stadsdelen()[:-1], GEEN_PLEK, (TOTAAL, "Hele stad"))
    soorten: Counter[Plek] = Counter()
    gezien: set[tuple[int, str]] = set()
    for pk, deel, formeel, structureel, _ in plekken:
        kolom = f"{'formeel' if formeel else 'informeel'}_{'vast' if structureel else 'tijdelijk'}"
        soorten[deel or ONBEKEND, kolom] += 1
        soorten[deel or ONBEKEND, TOTAAL] += 1
        if (pk, kolom) not in gezien:
            gezien.add((pk, kolom))
            soorten[TOTAAL, kolom] += 1
            soorten[TOTAAL, TOTAAL] += 1
    return [
        over_zaken(
            "aanbod",
            "Aanbod: formeel en informeel, blijvend en tijdelijk",
            telt="Aanbod dat vandaag gepubliceerd is.",
            over="Wat in twee stadsdelen is, telt in beide; in ‘hele stad’ telt het één keer. "
            "Tijdelijk aanbod heeft een einddatum.",
            rijkop="Stadsdeel",
            rijen=rijen,
            kolommen=(
                ("formeel_vast", "Formeel, blijvend"),
                ("formeel_tijdelijk", "Formeel, tijdelijk"),
                ("informeel_vast", "Informeel, blijvend"),
                ("informeel_tijdelijk", "Informeel, tijdelijk"),
                (TOTAAL, "Samen"),
            ),
            aantallen=soorten,
            staaf=TOTAAL,
        ),
        _veilige_plekken(rijen, plekken),
    ]


def _veilige_plekken(rijen: tuple[tuple[str, str], ...], plekken: list[tuple[int, str, bool, bool, str]]) -> Figuur:
    telling: Counter[Plek] = Counter()
    per_soort: dict[str, str] = {Soort.VEILIGE_PLEK: "veilig", Soort.IDP: "idp", Soort.LAPTOP_LENEN: "laptop"}
    uniek: set[int] = set()
    for pk, deel, _, _, soort in plekken:
        if soort in per_soort:
            telling[deel or ONBEKEND, per_soort[soort]] += 1
            if pk not in uniek:
                uniek.add(pk)
                telling[TOTAAL, per_soort[soort]] += 1
    locaties = Locatie.objects.filter(organisatie__actief=True).filter(Q(gratis_wifi=True) | Q(prive_ruimte=True))
    for deel, wifi, ruimte in locaties.order_by().values_list("stadsdeel", "gratis_wifi", "prive_ruimte"):
        for ja, kolom in ((wifi, "wifi"), (ruimte, "ruimte")):
            telling[deel or ONBEKEND, kolom] += bool(ja)
            telling[TOTAAL, kolom] += bool(ja)
    return over_zaken(
        "veilig",
        "Veilige plekken, wifi en apparaten",
        telt="Gepubliceerd aanbod van deze soort, en locaties met gratis wifi of een aparte ruimte.",
        over="Alle locaties van actieve organisaties. Weten wij het niet van een locatie, dan telt zij niet mee.",
        rijkop="Stadsdeel",
        rijen=rijen,
        kolommen=(
            ("veilig", "Veilige plek voor DigiD"),
            ("idp", "Informatiepunt overheid"),
            ("ruimte", "Locatie met aparte ruimte"),
            ("wifi", "Locatie met gratis wifi"),
            ("laptop", "Laptop lenen"),
        ),
        aantallen=telling,
        staaf="veilig",
    )

"""The card in words, field by field: what the page before sending shows is exactly what goes."""

from __future__ import annotations

from django.db.models import Model

from netwerk.kern.choices import DAGDEEL_NAAM, Apparaat
from netwerk.kern.models import Doelgroep, Leervraag, Taal
from netwerk.kern.profiel import Kaart


def kaart_in_woorden(kaart: Kaart, *, nederlands: bool = True, leest: bool = True) -> list[tuple[str, str]]:
    """(label, text) for every field of the card that holds something, in reading order. Three queries at most.

    ``nederlands`` and ``leest`` False: not asked, so the card's standard value is not shown as if it were an answer.
    """
    talen = _namen(Taal, kaart.talen, "naam")
    vragen = _namen(Leervraag, kaart.leervragen, "kort")
    groepen = _namen(Doelgroep, kaart.doelgroepen, "naam")
    een_op_een = {True: "Eén op één", False: "In een groep", None: ""}[kaart.een_op_een]
    rijen = [
        ("Voornaam", kaart.voornaam),
        ("Bereikbaar", kaart.contact),
        ("Talen", ", ".join(talen)),
        ("Spreekt Nederlands", kaart.nederlands.label if nederlands else ""),
        ("Lezen en schrijven", kaart.leest.label if leest else ""),
        ("Niveau", kaart.niveau.label if kaart.niveau is not None else "Nog niet bekend"),
        ("Wil leren", ", ".join(vragen)),
        ("Hoort bij", ", ".join(groepen)),
        ("Kan op", ", ".join(DAGDEEL_NAAM[code] for code in DAGDEEL_NAAM if code in kaart.dagdelen)),
        ("Postcode (4 cijfers)", kaart.pc4),
        ("Leert het liefst", een_op_een),
        ("Heeft thuis", ", ".join(Apparaat(code).label for code in kaart.apparaten)),
        ("Erbij", kaart.toelichting),
    ]
    return [(label, tekst) for label, tekst in rijen if tekst]


def _namen(model: type[Model], codes: tuple[str, ...], veld: str) -> list[str]:
    """The names of these codes in the order of the card."""
    namen = dict(model._default_manager.filter(pk__in=codes).values_list("pk", veld)) if codes else {}
    return [namen.get(code, code) for code in codes]

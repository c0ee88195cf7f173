"""What each consent means, in words for the learner, and what withdrawing it does."""

from __future__ import annotations

from dataclasses import dataclass

from .choices import Doel


@dataclass(frozen=True, slots=True)
class Uitleg:
    """``vraag`` is read to the learner; ``effect`` what giving it allows; ``intrekken`` what withdrawing does."""

    vraag: str
    effect: str
    intrekken: str


#: What ``kern.profiel.Kaart`` holds, in words for the learner: consent is informed only when all of it is named.
OP_DE_KAART = (
    "uw voornaam, hoe u bereikbaar bent, uw buurt, uw talen, hoe u leest, wanneer u kunt, wat u thuis heeft, bij welke"
    " groep u hoort, uw niveau, en wat en hoe u wilt leren. Uw coach kan u de kaart eerst laten zien."
)

UITLEG: dict[str, Uitleg] = {
    Doel.DOSSIER: Uitleg(
        "Mogen wij opschrijven wat u al kunt en wat u wilt leren?",
        "Uw coach en de collega's van deze organisatie kunnen uw gegevens lezen. Niemand anders.",
        "Dan stoppen we. Wij wissen uw gegevens.",
    ),
    Doel.DOORVERWIJZEN: Uitleg(
        "Mogen wij u aanmelden bij een cursus of een plek?",
        f"Die plek krijgt een kaart: {OP_DE_KAART}",
        "Dan trekken wij open aanmeldingen in. Daar wordt uw kaart gewist.",
    ),
    Doel.VRIJWILLIGER: Uitleg(
        "Mogen wij een vrijwilliger voor u zoeken?",
        f"De coördinator en de vrijwilliger krijgen een kaart: {OP_DE_KAART}",
        "Dan stopt het zoeken. Uw kaart wordt gewist.",
    ),
    Doel.CIJFERS: Uitleg(
        "Mogen wij u meetellen in cijfers over de stad?",
        "Uw naam staat daar niet bij. Niemand kan u herkennen.",
        "Dan tellen we u niet meer mee.",
    ),
}

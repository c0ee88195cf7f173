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


UITLEG: dict[str, Uitleg] = {
    Doel.DOSSIER: Uitleg(
        "Mogen wij opschrijven wat u al kunt en wat u wilt leren?",
        "Uw coach en de collega's van deze organisatie kunnen uw gegevens lezen. Niemand anders.",
        "Dan stoppen we. Wij wissen uw gegevens.",
    ),
    Doel.DOORVERWIJZEN: Uitleg(
        "Mogen wij u aanmelden bij een cursus of een plek?",
        "Die plek krijgt een kaart: uw voornaam, hoe u bereikbaar bent, uw talen, uw niveau en wat u wilt leren.",
        "Dan trekken wij open aanmeldingen in. Daar wordt uw kaart gewist.",
    ),
    Doel.VRIJWILLIGER: Uitleg(
        "Mogen wij een vrijwilliger voor u zoeken?",
        "De coördinator en de vrijwilliger krijgen een kaart: uw voornaam, uw talen, uw niveau en wat u wilt leren.",
        "Dan stopt het zoeken. Uw kaart wordt gewist.",
    ),
    Doel.CIJFERS: Uitleg(
        "Mogen wij u meetellen in cijfers over de stad?",
        "Uw naam staat daar niet bij. Niemand kan u herkennen.",
        "Dan tellen we u niet meer mee.",
    ),
}

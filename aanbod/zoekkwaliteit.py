"""How good search is: a set of questions with wanted answers, and two figures over it.

Recall at 10: which share of the wanted provision stands among the first ten, averaged over the questions. Mean
reciprocal rank: one divided by the place of the first wanted answer (0 when it is not among the first ten).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

EERSTE = 10


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """A question and the names (or beginnings of names) that should come."""

    q: str
    wil: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one question."""

    vraag: Zoekvraag
    gevonden: tuple[str, ...]

    @property
    def recall(self) -> float:
        raak = sum(any(naam.startswith(wil) for naam in self.gevonden) for wil in self.vraag.wil)
        return raak / len(self.vraag.wil)

    @property
    def omgekeerde_rang(self) -> float:
        for plaats, naam in enumerate(self.gevonden, start=1):
            if naam.startswith(self.vraag.wil):
                return 1 / plaats
        return 0.0


def lees(pad: Path) -> list[Zoekvraag]:
    """The questions in a file."""
    return [Zoekvraag(regel["q"], tuple(regel["wil"])) for regel in tomllib.loads(pad.read_text("utf-8"))["vraag"]]


def meet(vragen: Sequence[Zoekvraag], zoek: Callable[[str], Sequence[str]]) -> list[Score]:
    """Ask every question; ``zoek`` gives names, the best first."""
    return [Score(vraag, tuple(zoek(vraag.q)[:EERSTE])) for vraag in vragen]


def recall(scores: Sequence[Score]) -> float:
    """Recall at 10, the mean over the questions."""
    return sum(score.recall for score in scores) / len(scores)


def mrr(scores: Sequence[Score]) -> float:
    """Mean reciprocal rank."""
    return sum(score.omgekeerde_rang for score in scores) / len(scores)

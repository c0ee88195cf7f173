"""How good is the adaptive intake? Simulated learners, the adaptive result beside that of the full questionnaire.

    python benchmarks/intake_simulatie.py [--leerders 10000] [--zaad 1]

Each learner has answers to *all* items, drawn once; the full questionnaire and the adaptive engine see the same ones.
Two kinds of learners:

- rungs (`trek_trap`): a true level per domain (correlated); below it items go well but for slips, above it badly but
  for lucky guesses, and on the rung where the person learns some items go with help. The scoring rule assumes this.
- sliding (`trek_glijdend`): no rungs at all: ability and difficulty on one scale (Rasch), items of one rung differ in
  difficulty, and answers near the ability are half chance. This is harder and nearer to life.

No background of the learner is given to the engine: the figures are for the worst start.
"""

import argparse
import math
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from intake.niveaubepaling import Zekerheid, bepaal, volgende_vraag, volledig_niveau  # noqa: E402
from intake.vragenlijst import DOMEINEN, NIVEAUS, Vragenlijst, lees_vragenlijst, maak_vragenlijst, pad_van_versie  # noqa: E402

Antwoorden = dict[str, str]
Trekker = Callable[[random.Random, Vragenlijst, float, float], tuple[Antwoorden, dict[str, int]]]


@dataclass
class Meting:
    """Counts over all learners of one run."""

    gelijk: int = 0
    leerders_gelijk: int = 0
    domeinen: int = 0
    waar: int = 0
    waar_volledig: int = 0
    items: list[int] = field(default_factory=list)
    slechtste: int = 0
    per_zekerheid: Counter[tuple[Zekerheid, bool]] = field(default_factory=Counter)
    ergste_fout: int = 0


def vaardigheden(toeval: random.Random, samenhang: float) -> dict[str, float]:
    """Ability per domain, standard normal, with this correlation between each two domains."""
    gedeeld = toeval.gauss(0, 1)
    return {
        domein: math.sqrt(samenhang) * gedeeld + math.sqrt(1 - samenhang) * toeval.gauss(0, 1) for domein in DOMEINEN
    }


def niveau_van(vaardigheid: float) -> int:
    """Level index 0 to 4: five equally common groups, starters as common as others."""
    return sum(vaardigheid > grens for grens in (-0.84, -0.25, 0.25, 0.84))


def trek_trap(
    toeval: random.Random, lijst: Vragenlijst, ruis: float, samenhang: float
) -> tuple[Antwoorden, dict[str, int]]:
    """Answers of a learner with rungs: `ruis` is the chance of a slip below and of a lucky guess from the level up."""
    niveaus = {domein: niveau_van(v) for domein, v in vaardigheden(toeval, samenhang).items()}
    antwoorden = {}
    for vraag in lijst.vragen:
        beheerst = vraag.trede < niveaus[vraag.domein]
        if toeval.random() < ruis:
            beheerst = not beheerst
            score = "zelfstandig" if beheerst else toeval.choice(("met_hulp", "niet"))
        elif beheerst:
            score = "zelfstandig"
        else:
            leert_hier = vraag.trede == niveaus[vraag.domein]
            score = "met_hulp" if toeval.random() < (0.4 if leert_hier else 0.1) else "niet"
        antwoorden[vraag.code] = score
    return antwoorden, niveaus


def trek_glijdend(
    toeval: random.Random, lijst: Vragenlijst, ruis: float, samenhang: float
) -> tuple[Antwoorden, dict[str, int]]:
    """Answers on one sliding scale; `ruis` is the chance that an answer is replaced by a random score."""
    niveaus, antwoorden = {}, {}
    for domein, v in vaardigheden(toeval, samenhang).items():
        plek = 2.0 + 1.5 * v  # in rungs: level c lies around c
        niveaus[domein] = min(4, max(0, round(plek)))
        for trede, niveau in enumerate(NIVEAUS[:-1]):
            for nummer, vraag in enumerate(lijst.vak(domein, niveau)):
                moeilijk = trede + 0.5 + 0.25 * (nummer - 1)
                kans = 1 / (1 + math.exp(-3.5 * (plek - moeilijk)))
                worp = toeval.random()
                score = "zelfstandig" if worp < kans else "met_hulp" if worp < kans + 0.3 * (1 - kans) else "niet"
                if toeval.random() < ruis:
                    score = toeval.choice(("zelfstandig", "met_hulp", "niet"))
                antwoorden[vraag.code] = score
    return antwoorden, niveaus


def meet(gegevens: dict[str, Any], trekker: Trekker, aantal: int, ruis: float, samenhang: float, zaad: int) -> Meting:
    """Let `aantal` learners do the adaptive intake and compare with all their answers."""
    lijst = maak_vragenlijst(gegevens)
    toeval = random.Random(zaad)
    meting = Meting()
    for _ in range(aantal):
        alles, waar = trekker(toeval, lijst, ruis, samenhang)
        gegeven: Antwoorden = {}
        while (vraag := volgende_vraag(lijst, gegeven)) is not None:
            gegeven[vraag.code] = alles[vraag.code]
        uitslag = bepaal(lijst, gegeven)
        meting.items.append(len(gegeven))
        slecht = 0
        for domein in DOMEINEN:
            kort, lang = uitslag[domein].niveau, volledig_niveau(lijst, alles, domein)
            if kort is None or lang is None:
                raise AssertionError("an intake that was finished left a domain without a level")
            afstand = abs(NIVEAUS.index(kort) - NIVEAUS.index(lang))
            meting.domeinen += 1
            meting.gelijk += afstand == 0
            meting.ergste_fout = max(meting.ergste_fout, afstand)
            meting.waar += NIVEAUS.index(kort) == waar[domein]
            meting.waar_volledig += NIVEAUS.index(lang) == waar[domein]
            meting.per_zekerheid[uitslag[domein].zekerheid, afstand == 0] += 1
            slecht += afstand != 0
        meting.slechtste = max(meting.slechtste, slecht)
        meting.leerders_gelijk += slecht == 0
    return meting


SITUATIES: tuple[tuple[str, Trekker, float, float], ...] = (
    ("rungs, no noise, correlation 0.6", trek_trap, 0.0, 0.6),
    ("rungs, 5 % noise, correlation 0.6", trek_trap, 0.05, 0.6),
    ("rungs, 10 % noise, correlation 0.6", trek_trap, 0.10, 0.6),
    ("rungs, 5 % noise, no correlation", trek_trap, 0.05, 0.0),
    ("sliding, no extra noise, correlation 0.6", trek_glijdend, 0.0, 0.6),
    ("sliding, 10 % noise, correlation 0.6", trek_glijdend, 0.10, 0.6),
)


def main() -> None:
    ontleder = argparse.ArgumentParser(description="The adaptive intake beside the full questionnaire.")
    ontleder.add_argument("--leerders", type=int, default=10_000)
    ontleder.add_argument("--zaad", type=int, default=1)
    keuze = ontleder.parse_args()
    lijst = lees_vragenlijst(pad_van_versie(1))
    vol = len(lijst.vragen)
    begin = time.perf_counter()
    print(f"{keuze.leerders} learners per line, {vol} items in the full questionnaire, seed {keuze.zaad}\n")
    print(
        "| learners | domains equal to full | learners equal in all five | worst: domains, levels off | median items ",
        end="",
    )
    print("| 95 % of learners | most items | true level found: adaptive / full |\n|---|---|---|---|---|---|---|---|")
    zeker: Counter[tuple[Zekerheid, bool]] = Counter()
    with ProcessPoolExecutor(max_workers=2) as werkers:
        metingen = [
            werkers.submit(meet, lijst.als_gegevens(), trekker, keuze.leerders, ruis, samenhang, keuze.zaad)
            for _, trekker, ruis, samenhang in SITUATIES
        ]
    for (naam, *_), meting in zip(SITUATIES, metingen, strict=True):
        m = meting.result()
        zeker += m.per_zekerheid
        mediaan = statistics.median(m.items)
        p95 = sorted(m.items)[int(0.95 * len(m.items))]
        cellen = (
            naam,
            f"{m.gelijk / m.domeinen:.1%}",
            f"{m.leerders_gelijk / keuze.leerders:.1%}",
            f"{m.slechtste}, {m.ergste_fout}",
            f"{mediaan:.0f} ({mediaan / vol:.0%})",
            f"≤ {p95}",
            f"{max(m.items)} ({max(m.items) / vol:.0%})",
            f"{m.waar / m.domeinen:.1%} / {m.waar_volledig / m.domeinen:.1%}",
        )
        print("| " + " | ".join(cellen) + " |")
    print("\n| how sure the module says | domains | equal to full |\n|---|---|---|")
    for graad in (Zekerheid.ZEKER, Zekerheid.REDELIJK):
        goed, fout = zeker[graad, True], zeker[graad, False]
        print(f"| {graad} | {(goed + fout) / sum(zeker.values()):.0%} | {goed / (goed + fout):.1%} |")
    print(f"\n{time.perf_counter() - begin:.0f} seconds")


if __name__ == "__main__":
    main()

"""From answers to a level per domain, and which question to ask next. Pure and deterministic: no Django, no clock.

**The level is where somebody learns next.** The ladder is starter → instroom → basis1 → basis2 → zelfstandig. Each of
the first four is tested by its own items (a rung, *trede*). Who does not yet master the starter tasks learns at
`starter`; who masters them learns at `instroom`; … who masters basis2 is `zelfstandig`. So the level is the first rung
that is not mastered yet.

**Mastery of a rung.** Zelfstandig counts 1, met hulp ½, niet 0; "niet gevraagd" leaves the item out. A rung is mastered
at 60 % or more of its items: of three items two alone, or one alone and two with help. (Mastery learning, Bloom 1968,
asks 80 to 90 % of long tests; with three items the only steps near it are 67 and 83 %, and one slip must not decide.)
A rung is *decided* as soon as the open items cannot change it any more, so two alone or two not are enough: a curtailed
test, the simplest of the sequential tests of Wald (1947).

**Level of a domain.** Number the rungs 0 to 3; level c says that rungs below c are mastered and c and above are not.
Each decided rung votes with (its share of credit − 0.6); the level is the c with the greatest sum of votes below it,
the lower when equal: the level that the answers contradict least (a Guttman scale with errors). Without contradictions
this is the first rung not mastered; one bad moment on an easy rung does not undo two good ones above it, and is shown.

**What to ask.** A staircase on rungs: begin beside the level that the other domains suggest, or else the person's
background. One item of a rung sets the direction, up after credit and down after failure; the rungs on both sides of
the level that the answers now point at are asked in turn, and the domain stops when the lower one is decided as
mastered and the upper one as not. Rungs between a failed one and a mastered harder one are asked as well. A domain
without a decided rung has no level: None is unknown, never zero.

Everything follows from the set of answers, so an intake resumes from whatever was stored, in any order. How well this
does: docs/intake-simulatie.md.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from intake.uitslag import (
    DOMEINNAMEN,
    NIVEAUNAMEN,
    Achtergrond,
    DomeinUitslag,
    Score,
    Stand,
    Tegenspraak,
    TredeUitslag,
    Uitslag,
    Voortgang,
    Zekerheid,
)
from intake.vragenlijst import DOMEINEN, NIVEAUS, TOETSNIVEAUS, Vraag, Vragenlijst

TREDEN = len(TOETSNIVEAUS)
#: Index of the level to expect when nothing is known: the middle, so the first question is an easy one of `instroom`.
START_ZONDER_KENNIS = 2
#: Levels that two domains of one person may lie apart before the coach is asked to look again.
GROOT_VERSCHIL = 3


# Credit in halves, so that all arithmetic is exact.
_HALVEN: dict[str, int] = {Score.ZELFSTANDIG: 2, Score.MET_HULP: 1, Score.NIET: 0}

Antwoorden = Mapping[str, str]
"""Question code → score. A code that is absent has not been asked yet."""


# ------------------------------------------------------------------------------------------------- public functions


def bepaal(vragenlijst: Vragenlijst, antwoorden: Antwoorden) -> Uitslag:
    """The profile so far. Raises ValueError for a code not in this version or a score that does not exist."""
    controleer_antwoorden(vragenlijst, antwoorden)
    uitslagen = tuple(_domein_uitslag(vragenlijst, antwoorden, domein) for domein in DOMEINEN)
    return Uitslag(uitslagen, _verschillen(uitslagen))


def volgende_vraag(
    vragenlijst: Vragenlijst,
    antwoorden: Antwoorden,
    achtergrond: Achtergrond | None = None,
    *,
    domeinen: Sequence[str] = DOMEINEN,
) -> Vraag | None:
    """The question to ask now, or None when every domain of `domeinen` is clear (or has nothing left to ask).

    Domains come in the order given; one is finished before the next begins. Never returns an item that has an answer,
    "niet gevraagd" included. Raises ValueError as `bepaal` does.
    """
    controleer_antwoorden(vragenlijst, antwoorden)
    for domein in domeinen:
        stand = _stand(vragenlijst, antwoorden, domein)
        keuze = _kies_trede(stand, partial(_startniveau, vragenlijst, antwoorden, achtergrond, domein))
        if keuze is not None:
            return _kies_vraag(vragenlijst.vak(domein, TOETSNIVEAUS[keuze]), antwoorden, achtergrond)
    return None


def volledig_niveau(vragenlijst: Vragenlijst, antwoorden: Antwoorden, domein: str) -> str | None:
    """The reference: the level when every item of the domain was asked. None when an item has no answer yet.

    It is the same rule as `bepaal`, but over all items; the simulation compares the two.
    """
    controleer_antwoorden(vragenlijst, antwoorden)
    if any(vraag.code not in antwoorden for niveau in TOETSNIVEAUS for vraag in vragenlijst.vak(domein, niveau)):
        return None
    return _domein_uitslag(vragenlijst, antwoorden, domein).niveau


def voortgang(vragenlijst: Vragenlijst, antwoorden: Antwoorden, *, domeinen: Sequence[str] = DOMEINEN) -> Voortgang:
    """How many items were asked and how many more at least and at most. Honest bounds, no guess."""
    controleer_antwoorden(vragenlijst, antwoorden)
    klaar = minst = meest = 0
    for domein in domeinen:
        stand = _stand(vragenlijst, antwoorden, domein)
        kandidaten = [stand.treden[index] for index in stand.te_vragen]
        klaar += not kandidaten
        minst += min((_kortste(trede) for trede in kandidaten), default=0)
        meest += sum(trede.open for trede in kandidaten)
    gesteld = sum(score in _HALVEN for score in antwoorden.values())
    return Voortgang(gesteld, klaar, len(domeinen), minst, meest)


def controleer_antwoorden(vragenlijst: Vragenlijst, antwoorden: Antwoorden) -> None:
    """Raises ValueError for an unknown code or score: an answer must never be dropped silently."""
    for code, score in antwoorden.items():
        if not vragenlijst.heeft(code):
            raise ValueError(f"vraag ‘{code}’ staat niet in versie {vragenlijst.versie} van de vragenlijst")
        if score not in _HALVEN and score != Score.NIET_GEVRAAGD:
            raise ValueError(f"‘{score}’ is geen score bij vraag ‘{code}’")


# ------------------------------------------------------------------------------------------------------------ rungs


def _trede(niveau: str, scores: tuple[str, ...]) -> TredeUitslag:
    """Judge one rung from the scores of its items; an empty string is an item without an answer."""
    halven = [_HALVEN[score] for score in scores if score in _HALVEN]
    open_ = scores.count("")
    telt = len(halven) + open_
    # Mastered at 60 %: halves / (2 × items) ≥ 0.6, in whole numbers 5 × halves ≥ 6 × items.
    if halven and 5 * sum(halven) >= 6 * telt:
        stand = Stand.BEHEERST
    elif halven and 5 * (sum(halven) + 2 * open_) < 6 * telt:
        stand = Stand.NOG_NIET
    else:
        stand = Stand.ONBEKEND
    return TredeUitslag(niveau, stand, sum(halven) / 2, len(halven), open_, len(scores) - telt)


class _Stand(NamedTuple):
    """What the answers of one domain say: the rungs, the bounds of the level, and the rungs still to ask."""

    treden: tuple[TredeUitslag, ...]
    laag: int
    hoog: int
    te_vragen: tuple[int, ...]


def _stand(vragenlijst: Vragenlijst, antwoorden: Antwoorden, domein: str) -> _Stand:
    return _reken(
        tuple(
            tuple([antwoorden.get(vraag.code, "") for vraag in vragenlijst.vak(domein, niveau)])
            for niveau in TOETSNIVEAUS
        )
    )


@lru_cache(maxsize=8192)
def _reken(scores: tuple[tuple[str, ...], ...]) -> _Stand:
    treden = tuple(_trede(niveau, rij) for niveau, rij in zip(TOETSNIVEAUS, scores, strict=True))
    laag, hoog = _grenzen(treden)
    return _Stand(treden, laag, hoog, _te_vragen(treden, laag, hoog))


def _kortste(trede: TredeUitslag) -> int:
    """The fewest items that can decide an open rung: all alone, or all not. At least 1."""
    for aantal in range(1, trede.open + 1):
        telt = trede.meegeteld + trede.open
        halven = round(trede.punten * 2)
        if 5 * (halven + 2 * aantal) >= 6 * telt or 5 * (halven + 2 * (trede.open - aantal)) < 6 * telt:
            return aantal
    return trede.open


def _stem(trede: TredeUitslag) -> int:
    """Vote of a rung: (share of credit − 0.6) in units of 1/25200; 0 while undecided, positive when mastered.

    2520 divides by 1 to 10, so rungs with unequal numbers of items compare in exact whole numbers.
    """
    if trede.stand is Stand.ONBEKEND:
        return 0
    return _helling(trede) + (trede.stand is Stand.BEHEERST)  # mastered at exactly 60 % still counts as mastered


def _grenzen(treden: Sequence[TredeUitslag]) -> tuple[int, int]:
    """The lowest and highest level index that the decided rungs allow; equal when the level is clear."""
    som, beste, laag = 0, 0, 0
    for index, trede in enumerate(treden):
        som += _stem(trede)
        if som > beste:
            beste, laag = som, index + 1
    hoog = laag
    while hoog < len(treden) and treden[hoog].stand is Stand.ONBEKEND:
        hoog += 1
    return laag, hoog


def _uitersten(treden: Sequence[TredeUitslag], laag: int, hoog: int, te_vragen: Sequence[int]) -> tuple[int, int]:
    """The lowest and highest level that the items still to ask can lead to: all of them not, or all of them alone.

    Without contradictions these are the bounds themselves.
    """
    niets = [
        replace(t, stand=Stand.NOG_NIET, punten=0, meegeteld=1) if i in te_vragen else t for i, t in enumerate(treden)
    ]
    alles = [
        replace(t, stand=Stand.BEHEERST, punten=1, meegeteld=1) if i in te_vragen else t for i, t in enumerate(treden)
    ]
    return min(laag, _grenzen(niets)[0]), max(hoog, _grenzen(alles)[1])


def _te_vragen(treden: Sequence[TredeUitslag], laag: int, hoog: int) -> tuple[int, ...]:
    """The undecided rungs that can still change the level and have an item left; empty when the domain is finished.

    Those between the bounds, and with contradicting answers those between the lowest failure and the highest success.
    """
    mislukt = [index for index, trede in enumerate(treden) if trede.stand is Stand.NOG_NIET]
    gelukt = [index for index, trede in enumerate(treden) if trede.stand is Stand.BEHEERST]
    tussen = range(mislukt[0], gelukt[-1]) if mislukt and gelukt else range(0)
    return tuple(
        index
        for index, trede in enumerate(treden)
        if trede.stand is Stand.ONBEKEND and trede.open and (laag <= index < hoog or index in tussen)
    )


# ------------------------------------------------------------------------------------------------------ the staircase


def _kies_trede(stand: _Stand, start: Callable[[], int]) -> int | None:
    """The rung to ask from, or None when the level is clear or nothing is left that could make it clearer.

    Undecided rungs lean one way by the answers they have. The working level is what all of that points at (nearest to
    the expected level when equal); the rung below it and the rung at it are asked: the one with the
    fewest answers first, and the easier one when equal, because a question that goes well is the kinder one.
    """
    treden, laag, hoog, kandidaten = stand
    if not kandidaten:
        return None
    doel = start()
    sommen = [0]
    for trede in treden[laag:hoog]:
        sommen.append(sommen[-1] + _helling(trede))
    beste = max(sommen)
    werk = min((laag + i for i, som in enumerate(sommen) if som == beste), key=lambda c: (abs(c - doel), c))
    return min(
        kandidaten,
        key=lambda index: (not werk - 1 <= index <= werk, treden[index].meegeteld, abs(2 * (index - werk) + 1), index),
    )


def _helling(trede: TredeUitslag) -> int:
    """Which way a rung leans: its share of credit so far − 0.6, in the units of `_stem`; 0 without answers."""
    return (5 * round(trede.punten * 2) - 6 * trede.meegeteld) * 2520 // max(trede.meegeteld, 1)


def _kies_vraag(vragen: Sequence[Vraag], antwoorden: Antwoorden, achtergrond: Achtergrond | None) -> Vraag:
    """The first open item of a rung; with only a phone at home, items on a computer come last."""
    open_ = [vraag for vraag in vragen if vraag.code not in antwoorden]
    apparaten = achtergrond.apparaten if achtergrond else frozenset()
    if apparaten and not apparaten & {"laptop", "pc"}:
        return min(open_, key=lambda vraag: (vraag.apparaat == "computer", vraag.volgorde))
    return open_[0]


def _startniveau(vragenlijst: Vragenlijst, antwoorden: Antwoorden, achtergrond: Achtergrond | None, domein: str) -> int:
    """Index of the level to expect: the mean of the clear domains (the lower when between), else the background."""
    bekend = []
    for ander in DOMEINEN:
        if ander != domein:
            stand = _stand(vragenlijst, antwoorden, ander)
            if stand.laag == stand.hoog:
                bekend.append(stand.laag)
    if bekend:
        return (2 * sum(bekend) + len(bekend) - 1) // (2 * len(bekend))
    return start_uit_achtergrond(achtergrond, domein)


def start_uit_achtergrond(achtergrond: Achtergrond | None, domein: str) -> int:
    """A first guess (index in NIVEAUS) from what is known of the person: 0 to 2, never higher: it starts kindly.

    Without DigiD, or with help only, the start is lower in `veilig` alone: who fears DigiD may well mail and search.
    """
    if achtergrond is None:
        return START_ZONDER_KENNIS
    if achtergrond.nederlands in ("geen", "a0") and achtergrond.digid != "ja":
        return 0
    zonder_digid = domein == "veilig" and achtergrond.digid in ("nee", "met_hulp")
    return 1 if zonder_digid or achtergrond.leest in ("niet", "ander_schrift") else START_ZONDER_KENNIS


# ---------------------------------------------------------------------------------------------------------- the result


def _domein_uitslag(vragenlijst: Vragenlijst, antwoorden: Antwoorden, domein: str) -> DomeinUitslag:
    treden, laag, hoog, te_vragen = _stand(vragenlijst, antwoorden, domein)
    gesteld = sum(trede.meegeteld for trede in treden)
    klaar = not te_vragen
    if all(trede.stand is Stand.ONBEKEND for trede in treden):
        return DomeinUitslag(domein, None, Zekerheid.ONBEKEND, None, None, klaar, gesteld, treden, ())
    tegenspraken = tuple(_tegenspraken(vragenlijst, antwoorden, domein, treden))
    minstens, hoogstens = _uitersten(treden, laag, hoog, te_vragen)
    if minstens != hoogstens:
        zekerheid = Zekerheid.VOORLOPIG
    elif tegenspraken or not all(_duidelijk(trede) for trede in treden[max(laag - 1, 0) : laag + 1]):
        zekerheid = Zekerheid.REDELIJK
    else:
        zekerheid = Zekerheid.ZEKER
    return DomeinUitslag(
        domein, NIVEAUS[laag], zekerheid, NIVEAUS[minstens], NIVEAUS[hoogstens], klaar, gesteld, treden, tegenspraken
    )


def _duidelijk(trede: TredeUitslag) -> bool:
    """A rung that is decided far from the threshold, on two items or more."""
    return trede.meegeteld >= 2 and not 0.25 < trede.punten / trede.meegeteld < 0.75


def _tegenspraken(
    vragenlijst: Vragenlijst, antwoorden: Antwoorden, domein: str, treden: Sequence[TredeUitslag]
) -> Iterator[Tegenspraak]:
    """An easier rung failed below one mastered, or an item failed two rungs or more below one done alone."""
    mislukt: list[Vraag] = []
    gelukt: list[Vraag] = []
    for niveau in TOETSNIVEAUS:
        for vraag in vragenlijst.vak(domein, niveau):
            if antwoorden.get(vraag.code) == Score.NIET:
                mislukt.append(vraag)
            elif antwoorden.get(vraag.code) == Score.ZELFSTANDIG:
                gelukt.append(vraag)

    def botst(laag: Vraag, hoog: Vraag) -> bool:
        gekeerd = treden[laag.trede].stand is Stand.NOG_NIET and treden[hoog.trede].stand is Stand.BEHEERST
        return hoog.trede >= laag.trede + 2 or (hoog.trede > laag.trede and gekeerd)

    laag = [vraag for vraag in mislukt if any(botst(vraag, hoger) for hoger in gelukt)]
    hoog = [vraag for vraag in gelukt if any(botst(lager, vraag) for lager in mislukt)]
    if laag:
        tekst = (
            f"Dit lukte nog niet: {_zinnen(laag)}. Maar dit moeilijkere lukte wel alleen: {_zinnen(hoog)}. "
            "Kijk nog eens samen, of kies zelf het niveau en schrijf op waarom."
        )
        yield Tegenspraak(domein, tuple(v.code for v in laag), tuple(v.code for v in hoog), tekst)


def _verschillen(uitslagen: Sequence[DomeinUitslag]) -> tuple[Tegenspraak, ...]:
    """One remark when the lowest and the highest domain lie far apart: possible, but worth a second look."""
    bekend = [(NIVEAUS.index(u.niveau), u) for u in uitslagen if u.niveau is not None]
    if not bekend:
        return ()
    laagste, hoogste = min(bekend, key=lambda paar: paar[0]), max(bekend, key=lambda paar: paar[0])
    if hoogste[0] - laagste[0] < GROOT_VERSCHIL:
        return ()
    namen = [DOMEINNAMEN[u.domein] for _, u in (laagste, hoogste)]
    tekst = (
        f"‘{namen[0]}’ komt uit op {NIVEAUNAMEN[NIVEAUS[laagste[0]]]} en ‘{namen[1]}’ op "
        f"{NIVEAUNAMEN[NIVEAUS[hoogste[0]]]}. Dat kan, maar kijk of de vragen goed begrepen zijn."
    )
    return (Tegenspraak("", (laagste[1].domein,), (hoogste[1].domein,), tekst),)


def _zinnen(vragen: Iterable[Vraag]) -> str:
    return ", ".join(f"‘{vraag.tekst.rstrip('.?')}’ ({NIVEAUNAMEN[vraag.niveau]})" for vraag in vragen)

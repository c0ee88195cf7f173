"""Rank materials against a profile: pure, no database, every rule with the Dutch reason it gives.

Rules, in the order in which they decide:
1. It must be about a need of the learner; an earlier need counts more (the learner's own order).
2. The level, the Dutch and the reading it asks: one step too much is a warning, more leaves it out with that reason.
3. Language, group, tone, device, internet, form and what the network saw of it move it up or down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netwerk.kern.choices import Apparaat, Leesniveau, NederlandsNiveau, Niveau
from netwerk.kern.profiel import Afgevallen, Uitkomst, Voorstel, Zoekprofiel

#: Reading somebody manages without help, and with somebody beside them; 0 none, 1 a little, 2 normal.
_LEZEN = {"geen": 0, "weinig": 1, "normaal": 2}
_LEEST_ALLEEN = {Leesniveau.NIET: 0, Leesniveau.ANDER_SCHRIFT: 0, Leesniveau.LANGZAAM: 1, Leesniveau.GOED: 2}
_LEEST_SAMEN = {Leesniveau.NIET: 0, Leesniveau.ANDER_SCHRIFT: 1, Leesniveau.LANGZAAM: 2, Leesniveau.GOED: 2}

#: Said first when a true starter asks: the network's own conclusion (report of 30 September 2021, theme 1).
EERST_SAMEN = "Begin met begeleiding één op één. Zet samen de eerste stappen; lesmateriaal komt daarna."


@dataclass(frozen=True, slots=True)
class Ervaringscijfer:
    """What the network saw of a material for one need: shrunk score 0-1, count, whether that is few, and the spread."""

    score: float
    aantal: int
    weinig: bool
    spreiding: str = ""


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """A material as the rules see it. ``doelgroepen`` empty: for everybody; ``apparaten`` empty: none needed."""

    pk: int
    titel: str
    uitgever: str = ""
    url: str = ""
    leervragen: frozenset[str] = frozenset()
    niveau_van: int = 0
    niveau_tot: int = 4
    doelgroepen: frozenset[str] = frozenset()
    talen: frozenset[str] = frozenset({"nl"})
    nederlands_nodig: str = "a2"
    lezen_nodig: str = "normaal"
    vormen: frozenset[str] = frozenset()
    apparaten: frozenset[str] = frozenset()
    offline: bool = False
    kosten: str = "onbekend"
    toon: str = "neutraal"
    cijfers: Mapping[str, Ervaringscijfer] | None = None


@dataclass(frozen=True, slots=True)
class Namen:
    """Dutch words for codes: needs (short), groups, languages; and the domain of each need."""

    leervragen: Mapping[str, str]
    doelgroepen: Mapping[str, str]
    talen: Mapping[str, str]
    domeinen: Mapping[str, str]


class _Afgewezen(Exception):
    """The one thing that stands in the way."""


class _Weging:
    """Weighs one candidate; collects reasons and warnings on the way."""

    def __init__(self, profiel: Zoekprofiel, kandidaat: Kandidaat, namen: Namen) -> None:
        self.profiel, self.k, self.namen = profiel, kandidaat, namen
        self.punten = 0.0
        self.redenen: list[str] = []
        self.let_op: list[str] = []

    def voorstel(self) -> Voorstel:
        """The proposal, or _Afgewezen."""
        for regel in (
            self._leervraag,
            self._niveau,
            self._taal,
            self._lezen,
            self._starter,
            self._doelgroep,
            self._middelen,
            self._vorm,
            self._ervaring,
        ):
            regel()
        return Voorstel(
            soort="materiaal",
            pk=self.k.pk,
            titel=self.k.titel,
            ondertitel=self.k.uitgever,
            url=self.k.url,
            score=round(self.punten, 4),
            redenen=tuple(self.redenen),
            let_op=tuple(self.let_op),
        )

    def _leervraag(self) -> None:
        gedekt = [code for code in self.profiel.leervragen if code in self.k.leervragen]
        if not self.profiel.leervragen:
            return
        if not gedekt:
            raise _Afgewezen("Gaat over hetzelfde thema, niet over deze leervraag")
        plek = {code: nummer for nummer, code in enumerate(self.profiel.leervragen)}
        # The first need decides; further ones add less each, so that breadth never beats what was asked for first.
        self.punten += sum(10.0 / (1 + plek[code]) ** 1.5 for code in gedekt)
        # A material about this need alone says more about it than a broad course does.
        self.punten += 1.5 * len(gedekt) / max(len(self.k.leervragen), 1)
        namen = [f"‘{self.namen.leervragen.get(code, code)}’" for code in gedekt[:2]]
        meer = f" en nog {len(gedekt) - 2}" if len(gedekt) > 2 else ""
        self.redenen.append(f"Gaat over {' en '.join(namen) if not meer else ', '.join(namen)}{meer}")

    def _gevraagd_niveau(self) -> Niveau | None:
        """The level in the domain of the first need that this covers, else the lowest known."""
        for code in self.profiel.leervragen:
            if code in self.k.leervragen:
                niveau = self.profiel.niveaus.get(self.namen.domeinen.get(code, ""))
                return self.profiel.niveau if niveau is None else niveau
        return self.profiel.niveau

    def _niveau(self) -> None:
        niveau = self._gevraagd_niveau()
        if niveau is None:
            return
        if niveau < self.k.niveau_van:
            if self.k.niveau_van - niveau > 1:
                raise _Afgewezen(f"Te moeilijk: vanaf {Niveau(self.k.niveau_van).label}")
            self.punten -= 4
            self.let_op.append(f"Een stap moeilijker: vanaf {Niveau(self.k.niveau_van).label}")
        elif niveau > self.k.niveau_tot:
            if niveau - self.k.niveau_tot > 1:
                raise _Afgewezen(f"Te makkelijk: tot en met {Niveau(self.k.niveau_tot).label}")
            self.punten -= 2
            self.let_op.append(f"Misschien te makkelijk: tot en met {Niveau(self.k.niveau_tot).label}")
        else:
            self.punten += 3
            self.redenen.append(f"Past bij niveau {Niveau(niveau).label}")

    def _eigen_taal(self) -> list[str]:
        return sorted((self.k.talen & set(self.profiel.talen)) - {"nl"})

    def _taal(self) -> None:
        eigen = self._eigen_taal()
        spreekt, nodig = self.profiel.nederlands.rang, NederlandsNiveau(self.k.nederlands_nodig).rang
        if eigen:
            self.punten += 2 if spreekt < NederlandsNiveau.B1.rang else 0.5
            self.redenen.append(f"Ook in het {self.namen.talen.get(eigen[0], eigen[0])}")
        elif "nl" not in self.k.talen:
            raise _Afgewezen("Niet in een taal die de leerder verstaat")
        elif nodig > spreekt + 1:
            raise _Afgewezen(f"Vraagt meer Nederlands: {NederlandsNiveau(self.k.nederlands_nodig).label}")
        elif nodig > spreekt:
            self.punten -= 3
            self.let_op.append(f"Vraagt iets meer Nederlands: {NederlandsNiveau(self.k.nederlands_nodig).label}")
        elif spreekt < NederlandsNiveau.B1.rang:
            self.punten += 1.5
            self.redenen.append("Past bij het Nederlands van de leerder")

    def _lezen(self) -> None:
        nodig, leest = _LEZEN[self.k.lezen_nodig], self.profiel.leest
        alleen, samen = _LEEST_ALLEEN[leest], _LEEST_SAMEN[leest]
        if leest == Leesniveau.ANDER_SCHRIFT and self._eigen_taal():
            alleen = samen = 2
        if nodig <= alleen:
            if leest != Leesniveau.GOED:
                self.punten += 2
                self.redenen.append(
                    "Niet lezen nodig"
                    if nodig == 0
                    else "Weinig lezen nodig"
                    if nodig == 1
                    else "Te lezen in de eigen taal"
                )
        elif nodig <= samen:
            self.punten -= 2
            self.let_op.append("Lees samen: er staat tekst in")
        else:
            alleen_nl = "nl" in self.k.talen and not self._eigen_taal()
            raise _Afgewezen("Vraagt lezen in het Nederlands" if alleen_nl else "Vraagt lezen")

    def _starter(self) -> None:
        """A true starter gets only what asks no reading and no more Dutch than there is, and never alone."""
        if not self.profiel.echte_starter:
            return
        if self.let_op:
            raise _Afgewezen(self.let_op[0])
        if self.k.vormen and "een_op_een" not in self.k.vormen:
            raise _Afgewezen("Niet geschikt om één op één te doen")
        self.let_op.append("Alleen samen, één op één")

    def _groepen(self) -> frozenset[str]:
        """The groups the learner named, and those that follow from language and reading: used, never said aloud."""
        groepen = set(self.profiel.doelgroepen)
        groepen.add("nt2" if self.profiel.nederlands.rang < NederlandsNiveau.B1.rang else "nt1")
        if self.profiel.leest != Leesniveau.GOED:
            groepen.add("laaggeletterd")
        return frozenset(groepen)

    def _doelgroep(self) -> None:
        gedeeld = sorted(self.k.doelgroepen & self.profiel.doelgroepen, key=lambda g: (g in ("nt1", "nt2"), g))
        if gedeeld:
            self.punten += 2 + 0.3 * (len(gedeeld) - 1)
            naam = self.namen.doelgroepen.get(gedeeld[0], gedeeld[0])
            # "Nederlands" keeps its capital in the middle of a sentence.
            eigennaam = naam.isupper() or naam.startswith("Nederlands")
            self.redenen.append(f"Gemaakt voor: {naam if eigennaam else naam[:1].lower() + naam[1:]}")
        elif self.k.doelgroepen and self.profiel.doelgroepen and self.k.doelgroepen.isdisjoint(self._groepen()):
            namen = sorted(self.namen.doelgroepen.get(code, code) for code in self.k.doelgroepen)
            raise _Afgewezen(f"Gemaakt voor anderen: {', '.join(namen)}")
        for toon in ("jongeren", "ouderen"):
            if self.k.toon != toon:
                continue
            if toon in self.profiel.doelgroepen:
                self.punten += 2
                self.redenen.append(f"Spreekt {toon} aan")
            elif self.profiel.doelgroepen:
                self.punten -= 4
                self.let_op.append(f"De voorbeelden zijn voor {toon}")

    def _middelen(self) -> None:
        if self.k.apparaten and self.profiel.apparaten:
            gedeeld = self.k.apparaten & self.profiel.apparaten
            if gedeeld:
                self.punten += 1
                eerste = next(a for a in Apparaat if a in gedeeld)
                self.redenen.append(f"Te oefenen op de eigen {eerste.label.lower()}")
            else:
                self.punten -= 2
                nodig = " of ".join(a.label.lower() for a in Apparaat if a in self.k.apparaten)
                self.let_op.append(f"Hiervoor is een {nodig} nodig, en die is er thuis niet")
        if self.profiel.internet_thuis is False:
            if self.k.offline:
                self.punten += 1
                self.redenen.append("Kan zonder internet")
            else:
                self.punten -= 1
                self.let_op.append("Vraagt internet, en dat is er thuis niet")
        if self.k.kosten == "betaald":
            self.let_op.append("Kost geld")

    def _vorm(self) -> None:
        if self.profiel.een_op_een is None or not self.k.vormen:
            return
        wens = "een_op_een" if self.profiel.een_op_een else "groep"
        if wens in self.k.vormen:
            self.punten += 1
            self.redenen.append("Geschikt voor één op één" if self.profiel.een_op_een else "Geschikt voor een groep")
        else:
            self.punten -= 1

    def _ervaring(self) -> None:
        bekend = self.k.cijfers or {}
        cijfers = [bekend[code] for code in self.profiel.leervragen if code in bekend]
        if not cijfers:
            return
        cijfer = cijfers[0]
        self.punten += 4 * (cijfer.score - 0.5)
        telling = "1 ervaring" if cijfer.aantal == 1 else f"{cijfer.aantal} ervaringen"
        hoe = f": {cijfer.spreiding}" if cijfer.spreiding else ""
        if cijfer.weinig:
            self.redenen.append(f"Weinig ervaringen ({cijfer.aantal}){hoe}")
        elif cijfer.score >= 0.6:
            self.redenen.append(f"Werkte goed volgens {telling}{hoe}")
        elif cijfer.score < 0.4:
            self.let_op.append(f"Werkte niet zo goed volgens {telling}{hoe}")
        else:
            self.redenen.append(f"Wisselende ervaringen ({cijfer.aantal}){hoe}")


def weeg(profiel: Zoekprofiel, kandidaat: Kandidaat, namen: Namen) -> Voorstel | Afgevallen:
    """One candidate against the profile: a proposal with reasons, or what stood in the way."""
    try:
        return _Weging(profiel, kandidaat, namen).voorstel()
    except _Afgewezen as fout:
        return Afgevallen(kandidaat.pk, kandidaat.titel, str(fout))


def rangschik(profiel: Zoekprofiel, kandidaten: Iterable[Kandidaat], *, namen: Namen, limiet: int = 5) -> Uitkomst:
    """The best ``limiet`` proposals and as many near misses, in an order that does not depend on that of the input.

    For a true starter for whom nothing fits, the first of ``afgevallen`` has pk 0 and says so: there is no material,
    one-to-one guidance comes first. Nearest misses are those that are about a need, then by title.
    """
    voorstellen: list[Voorstel] = []
    afgevallen: list[tuple[bool, str, int, Afgevallen]] = []
    for kandidaat in kandidaten:
        uitslag = weeg(profiel, kandidaat, namen)
        if isinstance(uitslag, Voorstel):
            voorstellen.append(uitslag)
        else:
            raakt = not kandidaat.leervragen.isdisjoint(profiel.leervragen)
            afgevallen.append((not raakt, kandidaat.titel, kandidaat.pk, uitslag))
    voorstellen.sort(key=lambda voorstel: (-voorstel.score, voorstel.titel, voorstel.pk))
    bijna = [regel for *_, regel in sorted(afgevallen, key=lambda rij: rij[:3])][:limiet]
    if profiel.echte_starter:
        titel = "Lesmateriaal komt later" if voorstellen else "Er is nog geen passend lesmateriaal"
        bijna.insert(0, Afgevallen(0, titel, EERST_SAMEN))
    return Uitkomst(tuple(voorstellen[:limiet]), tuple(bijna))

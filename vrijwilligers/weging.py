"""Pure scoring: one request against one volunteer. No database, no names, no clock: same input, same answer.

Hard conditions decide whether somebody fits at all; each one that fails gives one Dutch phrase, so that a
coordinator sees the one thing that stands in the way. What is weighed adds up to at most 100 points
(``GEWICHTEN``). The weights are a first choice, to be tuned with coordinators; they stand in one table for that reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from netwerk.kern.choices import NederlandsNiveau, Vorm
from netwerk.kern.profiel import Plaats, afstand_in_woorden

#: Points per thing that is weighed; together 100.
GEWICHTEN: dict[str, float] = {
    "leervragen": 30,
    "afstand": 20,
    "taal": 15,
    "doelgroep": 10,
    "verdeling": 10,
    "ervaring": 5,
    "wachttijd": 5,
    "dagdelen": 5,
}
#: Without a travel range of one's own this counts as far: across most of the city, in metres.
VER_M = 10_000
#: Below this two postcode areas are the same one, or neighbours with nearly the same centre.
DICHTBIJ_M = 300
#: Help that reached its goal; more than this says no more.
VEEL_ERVARING = 3
#: From here waiting longer adds nothing, in days: three months.
LANG_WACHTEN = 90


@dataclass(frozen=True, slots=True)
class Vraag:
    """What is asked; ``wachtdagen`` is how long the learner waits already; ``wens``: by a woman or a man only."""

    talen: frozenset[str] = frozenset()
    nederlands: NederlandsNiveau = NederlandsNiveau.B1
    leervragen: tuple[str, ...] = ()
    doelgroepen: frozenset[str] = frozenset()
    dagdelen: frozenset[str] = frozenset()
    plaats: Plaats | None = None
    een_op_een: bool | None = None
    wachtdagen: int = 0
    wens: str = ""

    @property
    def via_nederlands(self) -> bool:
        """Whether very simple Dutch is enough to start with (A1 or more)."""
        return self.nederlands.rang >= NederlandsNiveau.A1.rang

    @property
    def bruikbare_talen(self) -> frozenset[str]:
        """The languages in which helping works."""
        return (self.talen - {"nl"}) | ({"nl"} if self.via_nederlands else frozenset())


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """A volunteer as the scoring knows one. ``ontbreekt``: unmet requirements in words; no ``reisafstand_m``: no limit.

    Empty ``dagdelen`` or ``vormen`` mean "not said", which is no obstacle; ``wachtdagen``: without a match since;
    ``ervaring``: how often help of this person reached its goal.
    """

    pk: int
    talen: frozenset[str] = frozenset({"nl"})
    plaats: Plaats | None = None
    reisafstand_m: int | None = None
    dagdelen: frozenset[str] = frozenset()
    capaciteit: int = 1
    lopend: int = 0
    vaardigheden: frozenset[str] = frozenset()
    doelgroepen: frozenset[str] = frozenset()
    vormen: frozenset[str] = frozenset()
    ontbreekt: tuple[str, ...] = ()
    wachtdagen: int = 0
    ik_ben: str = ""
    ervaring: int = 0

    @property
    def vrij(self) -> int:
        """Places free."""
        return max(0, self.capaciteit - self.lopend)


@dataclass(frozen=True, slots=True)
class Oordeel:
    """The answer for one volunteer: fits when nothing stands in the way."""

    pk: int
    score: float
    redenen: tuple[str, ...] = ()
    let_op: tuple[str, ...] = ()
    belemmeringen: tuple[str, ...] = ()
    afstand_m: float | None = None

    @property
    def past(self) -> bool:
        return not self.belemmeringen


@dataclass(frozen=True, slots=True)
class Ranglijst:
    """Who fits, best first, and who nearly does: exactly one thing in the way."""

    passend: tuple[Oordeel, ...] = ()
    bijna: tuple[Oordeel, ...] = ()


@dataclass(frozen=True, slots=True)
class Namen:
    """Dutch names for codes, so that reasons read as a person says them."""

    talen: Mapping[str, str] = field(default_factory=dict)
    leervragen: Mapping[str, str] = field(default_factory=dict)
    doelgroepen: Mapping[str, str] = field(default_factory=dict)
    dagdelen: Mapping[str, str] = field(default_factory=dict)


def thema(code: str, themas: Iterable[str]) -> str:
    """The theme a learning need belongs to, by its code; the longest one that fits (``veilig-online`` has a dash)."""
    return max((t for t in themas if code == t or code.startswith(f"{t}-")), key=len, default="")


def dekking(leervragen: tuple[str, ...], vaardigheden: frozenset[str]) -> tuple[float, tuple[str, ...]]:
    """How much of the needs the skills cover (0..1), and which. The learner's first needs weigh most: 1, ½, ⅓ …"""
    if not leervragen:
        return 0.5, ()
    gewichten = [1 / plek for plek in range(1, len(leervragen) + 1)]
    gedekt = [bool(thema(code, vaardigheden)) for code in leervragen]
    deel = sum(g for g, ja in zip(gewichten, gedekt, strict=True) if ja) / sum(gewichten)
    return min(1.0, deel), tuple(code for code, ja in zip(leervragen, gedekt, strict=True) if ja)


def beoordeel(vraag: Vraag, kandidaat: Kandidaat, namen: Namen | None = None) -> Oordeel:
    """Judge one volunteer for one request."""
    namen = namen or Namen()
    afstand = _afstand(vraag, kandidaat)
    punten, redenen, let_op = _weeg(vraag, kandidaat, afstand, namen)
    return Oordeel(
        pk=kandidaat.pk,
        score=round(min(100.0, punten), 3),
        redenen=tuple(redenen),
        let_op=tuple(let_op),
        belemmeringen=tuple(_belemmeringen(vraag, kandidaat, afstand, namen)),
        afstand_m=afstand,
    )


def rangschik(
    vraag: Vraag, kandidaten: Iterable[Kandidaat], namen: Namen | None = None, *, bijna: int = 10
) -> Ranglijst:
    """Rank volunteers. Equal scores are ordered by key, so the same list always comes out, whatever order went in."""
    oordelen = sorted((beoordeel(vraag, k, namen) for k in kandidaten), key=lambda o: (-o.score, o.pk))
    return Ranglijst(
        passend=tuple(o for o in oordelen if o.past),
        bijna=tuple([o for o in oordelen if len(o.belemmeringen) == 1][:bijna]),
    )


def _afstand(vraag: Vraag, kandidaat: Kandidaat) -> float | None:
    if vraag.plaats is None or kandidaat.plaats is None:
        return None
    return vraag.plaats.afstand_m(kandidaat.plaats.lat, kandidaat.plaats.lon)


def _belemmeringen(vraag: Vraag, kandidaat: Kandidaat, afstand: float | None, namen: Namen) -> list[str]:
    gevonden: list[str] = []
    if vraag.bruikbare_talen and not vraag.bruikbare_talen & kandidaat.talen:
        talen = " of ".join(namen.talen.get(code, code) for code in sorted(vraag.bruikbare_talen))
        gevonden.append(f"spreekt geen {talen}")
    if not vraag.bruikbare_talen:
        gevonden.append("welke taal de leerder spreekt is niet bekend")
    if kandidaat.vrij <= 0:
        gevonden.append("heeft nu geen plek vrij")
    if kandidaat.ontbreekt:
        gevonden.append("nog nodig: " + ", ".join(kandidaat.ontbreekt))
    if vraag.dagdelen and kandidaat.dagdelen and not vraag.dagdelen & kandidaat.dagdelen:
        gevonden.append("kan op andere dagdelen")
    if afstand is not None and kandidaat.reisafstand_m is not None and afstand > kandidaat.reisafstand_m:
        gevonden.append(f"woont te ver: {afstand_in_woorden(afstand)}, wil {_reis(kandidaat.reisafstand_m)} reizen")
    if kandidaat.vormen and vraag.een_op_een is True and Vorm.EEN_OP_EEN not in kandidaat.vormen:
        gevonden.append("helpt niet één op één")
    if kandidaat.vormen and vraag.een_op_een is False and Vorm.GROEP not in kandidaat.vormen:
        gevonden.append("helpt niet in een groep")
    if vraag.wens and kandidaat.ik_ben != vraag.wens:
        wie = f"een {vraag.wens}"
        gevonden.append(
            f"de leerder wil alleen door {wie} geholpen worden"
            if kandidaat.ik_ben
            else f"niet bekend of dit {wie} is; de leerder wil alleen door {wie} geholpen worden"
        )
    return gevonden


def _weeg(
    vraag: Vraag, kandidaat: Kandidaat, afstand: float | None, namen: Namen
) -> tuple[float, list[str], list[str]]:
    redenen: list[str] = []
    let_op: list[str] = []
    punten = 0.0

    eigen = sorted((vraag.talen & kandidaat.talen) - {"nl"})
    moeizaam = vraag.nederlands.rang < NederlandsNiveau.B1.rang
    if eigen and moeizaam:
        redenen.append("spreekt " + " en ".join(namen.talen.get(code, code) for code in eigen))
        punten += GEWICHTEN["taal"]
    elif not moeizaam:
        punten += GEWICHTEN["taal"]
    else:
        punten += GEWICHTEN["taal"] / 3
        if vraag.via_nederlands:
            let_op.append("samen alleen eenvoudig Nederlands")

    deel, gedekt = dekking(vraag.leervragen, kandidaat.vaardigheden)
    punten += GEWICHTEN["leervragen"] * deel
    if gedekt:
        redenen.append("kan helpen met: " + _opsom([namen.leervragen.get(code, code) for code in gedekt[:3]]))
    elif vraag.leervragen:
        let_op.append("nog geen ervaring met deze leervragen")

    if afstand is not None:
        grens = kandidaat.reisafstand_m or VER_M
        punten += GEWICHTEN["afstand"] * max(0.0, 1 - afstand / max(grens, 1))
        redenen.append(f"woont {waar(afstand)}")

    doelgroepen = sorted(vraag.doelgroepen & kandidaat.doelgroepen)
    if doelgroepen:
        punten += GEWICHTEN["doelgroep"]
        redenen.append("werkt graag met: " + _opsom([namen.doelgroepen.get(code, code) for code in doelgroepen]))
    elif not kandidaat.doelgroepen or not vraag.doelgroepen:
        punten += GEWICHTEN["doelgroep"] / 2

    if kandidaat.capaciteit:
        punten += GEWICHTEN["verdeling"] * kandidaat.vrij / kandidaat.capaciteit
    if kandidaat.lopend == 0 and kandidaat.vrij:
        redenen.append("heeft nog niemand om te helpen")
    punten += GEWICHTEN["wachttijd"] * min(1.0, max(0, kandidaat.wachtdagen) / LANG_WACHTEN)

    punten += GEWICHTEN["ervaring"] * min(VEEL_ERVARING, kandidaat.ervaring) / VEEL_ERVARING
    if kandidaat.ervaring:
        aantal = "iemand" if kandidaat.ervaring == 1 else f"{kandidaat.ervaring} mensen"
        redenen.append(f"hielp al eerder {aantal} tot het doel")

    samen = vraag.dagdelen & kandidaat.dagdelen
    if samen:
        punten += GEWICHTEN["dagdelen"] * min(3, len(samen)) / 3
        volgorde = list(namen.dagdelen) or sorted(samen)
        eerste = [code for code in volgorde if code in samen][:2]
        redenen.append("kan op " + _opsom([namen.dagdelen.get(code, code) for code in eerste]))
    elif not kandidaat.dagdelen:
        let_op.append("dagdelen nog niet bekend")
    return punten, redenen, let_op


def waar(meters: float) -> str:
    """A distance between postcode areas in words. Both ends are centres, so within one area no number is honest."""
    return "in dezelfde buurt" if meters < DICHTBIJ_M else afstand_in_woorden(meters)


def _reis(meters: int) -> str:
    return f"tot {meters / 1000:g} km".replace(".", ",")


def _opsom(woorden: list[str]) -> str:
    return ", ".join(woorden[:-1]) + (" en " if len(woorden) > 1 else "") + woorden[-1] if woorden else ""

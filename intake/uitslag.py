"""What goes into and comes out of the level finding: scores, how sure, and the frozen results. Pure; no Django."""

from dataclasses import dataclass
from enum import StrEnum

from intake.vragenlijst import DOMEINEN, NIVEAUS

#: Names in remarks to the coach; the vocabularies of kern hold the names on pages.
DOMEINNAMEN: dict[str, str] = {
    "ict": "Gebruik van ICT-systemen",
    "veilig": "Beveiliging, privacy en gezondheid",
    "zoeken": "Informatie zoeken",
    "verwerken": "Informatie verwerken",
    "communiceren": "Digitaal communiceren",
}
NIVEAUNAMEN: dict[str, str] = dict(
    zip(NIVEAUS, ("starter", "instroom", "basisniveau 1", "basisniveau 2", "zelfstandig"), strict=True)
)


class Score(StrEnum):
    """How the coach scores one item."""

    ZELFSTANDIG = "zelfstandig"
    MET_HULP = "met_hulp"
    NIET = "niet"
    NIET_GEVRAAGD = "niet_gevraagd"


class Zekerheid(StrEnum):
    """How sure a level is. `voorlopig`: not enough was asked, the level lies between `minstens` and `hoogstens`."""

    ZEKER = "zeker"
    REDELIJK = "redelijk"
    VOORLOPIG = "voorlopig"
    ONBEKEND = "onbekend"


class Stand(StrEnum):
    """What the answers say about one rung."""

    BEHEERST = "beheerst"
    NOG_NIET = "nog_niet"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Achtergrond:
    """What is known of the person before the first question. Only chooses where to start; never counts in a level.

    `nederlands` and `leest` use the codes of the intake (geen…b1; niet, ander_schrift, langzaam, goed); `digid` is ja,
    nee or met_hulp; `apparaten` what there is at home. Age is left out on purpose: it predicts badly and hurts.
    """

    nederlands: str = ""
    leest: str = ""
    apparaten: frozenset[str] = frozenset()
    digid: str = ""


@dataclass(frozen=True, slots=True)
class TredeUitslag:
    """One rung of one domain. `punten` in credits (0 to `meegeteld`); `open` not asked yet; `overgeslagen` left out."""

    niveau: str
    stand: Stand
    punten: float
    meegeteld: int
    open: int
    overgeslagen: int


@dataclass(frozen=True, slots=True)
class Tegenspraak:
    """Answers that do not fit together, in words for the coach (`tekst`).

    `laag` failed though it is easier than `hoog`, which went well: question codes, or domains when `domein` is empty.
    """

    domein: str
    laag: tuple[str, ...]
    hoog: tuple[str, ...]
    tekst: str


@dataclass(frozen=True, slots=True)
class DomeinUitslag:
    """The level of one domain; `niveau`, `minstens` and `hoogstens` are None when unknown. `gesteld`: items scored."""

    domein: str
    niveau: str | None
    zekerheid: Zekerheid
    minstens: str | None
    hoogstens: str | None
    klaar: bool
    gesteld: int
    treden: tuple[TredeUitslag, ...]
    tegenspraken: tuple[Tegenspraak, ...]


@dataclass(frozen=True, slots=True)
class Uitslag:
    """The profile: one DomeinUitslag per domain in the order of DOMEINEN, and what does not fit between domains."""

    domeinen: tuple[DomeinUitslag, ...]
    verschillen: tuple[Tegenspraak, ...]

    def __getitem__(self, domein: str) -> DomeinUitslag:
        return self.domeinen[DOMEINEN.index(domein)]

    @property
    def niveaus(self) -> dict[str, str | None]:
        return {uitslag.domein: uitslag.niveau for uitslag in self.domeinen}

    @property
    def tegenspraken(self) -> tuple[Tegenspraak, ...]:
        """All contradictions, within and between domains."""
        return tuple(t for uitslag in self.domeinen for t in uitslag.tegenspraken) + self.verschillen


@dataclass(frozen=True, slots=True)
class Voortgang:
    """How far the intake is. `nog_minstens` and `nog_hoogstens` count items that can still be asked."""

    gesteld: int
    domeinen_klaar: int
    domeinen: int
    nog_minstens: int
    nog_hoogstens: int

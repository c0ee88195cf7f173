"""The questionnaire of the intake as data: read it, check it, refuse what is not complete.

Pure: no Django. A version comes from a TOML file (`lees_vragenlijst`) or from a stored mapping of the same shape
(`maak_vragenlijst`), and is a tree of frozen dataclasses. All errors are reported at once, each with file, line or
item, because a curator who edits sixty items must not have to find the mistakes one by one.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

DATAMAP = Path(__file__).parent / "data"

DOMEINEN: tuple[str, ...] = ("ict", "veilig", "zoeken", "verwerken", "communiceren")
#: The ladder of five levels, lowest first.
NIVEAUS: tuple[str, ...] = ("starter", "instroom", "basis1", "basis2", "zelfstandig")
#: The levels that a question can test. Who masters all four is `zelfstandig`, which has no questions of its own.
TOETSNIVEAUS: tuple[str, ...] = NIVEAUS[:-1]
SOORTEN: tuple[str, ...] = ("vraag", "doen")
APPARATEN: tuple[str, ...] = ("telefoon", "computer", "beide")
SCHAAL: tuple[str, ...] = ("zelfstandig", "met_hulp", "niet", "niet_gevraagd")
#: Languages of the learner's side besides Dutch.
VERTAALTALEN: tuple[str, ...] = ("en", "ar", "tr", "pl", "uk", "es", "fr", "ti")
RECHTS_NAAR_LINKS: frozenset[str] = frozenset({"ar", "fa", "prs", "ckb", "ur", "he"})
#: Fewer items per cell than this and one lucky guess or one slip would decide a level.
MINIMUM_PER_VAK = 3

#: The 21 competences of DigComp 2.2 (Vuorikari, Kluzer & Punie, 2022): five areas of 3, 6, 4, 4 and 4.
DIGCOMP: frozenset[str] = frozenset(
    f"{gebied}.{nummer}" for gebied, aantal in enumerate((3, 6, 4, 4, 4), start=1) for nummer in range(1, aantal + 1)
)

#: Words of the learner's screen which every language must have.
WOORDEN: tuple[str, ...] = (
    "ja", "beetje", "nee", "weet_niet", "overslaan", "verder", "terug", "klaar", "voorlezen", "nog_een_keer",
    "laat_zien", "vertel", "pauze", "stoppen", "hulp", "dank", "begin",
)  # fmt: skip

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VELDEN_VERPLICHT = ("code", "domein", "niveau", "soort", "tekst", "kijk", "digcomp", "pictogram", "apparaat")
_VELDEN = frozenset((*_VELDEN_VERPLICHT, "voordoen", "woordloos"))
_LANGSTE_TEKST = 160


@dataclass(frozen=True, slots=True)
class Fout:
    """One mistake in a questionnaire: `regel` (1-based) where the text is known, `item` where a question is meant."""

    bestand: str
    melding: str
    regel: int | None = None
    item: str = ""

    def __str__(self) -> str:
        plek = self.bestand + (f", regel {self.regel}" if self.regel else "") + (f" ({self.item})" if self.item else "")
        return f"{plek}: {self.melding}"


class VragenlijstFout(ValueError):
    """The questionnaire is refused; `fouten` holds every reason, in the order of the file."""

    def __init__(self, fouten: Iterable[Fout]) -> None:
        self.fouten: tuple[Fout, ...] = tuple(fouten)
        super().__init__("\n".join(str(fout) for fout in self.fouten))


@dataclass(frozen=True, slots=True)
class Vraag:
    """One item: what the coach says (`tekst`) and looks at (`kijk`). `volgorde` is its place in the file, from 0."""

    code: str
    domein: str
    niveau: str
    soort: str
    tekst: str
    kijk: str
    digcomp: tuple[str, ...]
    pictogram: str
    apparaat: str
    woordloos: bool = False
    voordoen: str = ""
    volgorde: int = 0

    @property
    def trede(self) -> int:
        """Index in `TOETSNIVEAUS`: 0 (starter) to 3 (basis2)."""
        return TOETSNIVEAUS.index(self.niveau)


@dataclass(frozen=True)
class Vragenlijst:
    """One immutable version. Questions stand in the order of the file; `vak` gives one domain × level cell."""

    versie: int
    titel: str
    taal: str
    datum: date
    vragen: tuple[Vraag, ...]
    woorden: Mapping[str, str]
    _op_code: Mapping[str, Vraag] = field(init=False, repr=False, compare=False)
    _vakken: Mapping[tuple[str, str], tuple[Vraag, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        vakken: dict[tuple[str, str], tuple[Vraag, ...]] = {(d, n): () for d in DOMEINEN for n in TOETSNIVEAUS}
        for vraag in self.vragen:
            vakken[vraag.domein, vraag.niveau] += (vraag,)
        object.__setattr__(self, "_op_code", MappingProxyType({vraag.code: vraag for vraag in self.vragen}))
        object.__setattr__(self, "_vakken", MappingProxyType(vakken))

    def __hash__(self) -> int:
        return hash((self.versie, self.vragen))

    def vraag(self, code: str) -> Vraag:
        """The question with this code; KeyError when this version has none."""
        return self._op_code[code]

    def heeft(self, code: str) -> bool:
        return code in self._op_code

    def vak(self, domein: str, niveau: str) -> tuple[Vraag, ...]:
        """The questions of one domain at one level, in the order of the file."""
        return self._vakken[domein, niveau]

    def als_gegevens(self) -> dict[str, Any]:
        """What the database stores of a version: JSON can hold it and `maak_vragenlijst` reads it back."""
        return {
            "versie": self.versie,
            "titel": self.titel,
            "taal": self.taal,
            "datum": self.datum.isoformat(),
            "schaal": list(SCHAAL),
            "woorden": dict(self.woorden),
            "vraag": [
                {
                    "code": v.code, "domein": v.domein, "niveau": v.niveau, "soort": v.soort, "tekst": v.tekst,
                    "kijk": v.kijk, "digcomp": list(v.digcomp), "pictogram": v.pictogram, "apparaat": v.apparaat,
                    "woordloos": v.woordloos, "voordoen": v.voordoen,
                }
                for v in self.vragen
            ],
        }  # fmt: skip


@dataclass(frozen=True)
class Vertaling:
    """The learner's side in one language. `nagekeken` is False until a native reader has read it."""

    versie: int
    taal: str
    nagekeken: bool
    teksten: Mapping[str, str]
    woorden: Mapping[str, str]

    @property
    def richting(self) -> str:
        """Value for the `dir` attribute."""
        return "rtl" if self.taal in RECHTS_NAAR_LINKS else "ltr"

    def als_gegevens(self) -> dict[str, Any]:
        """A mapping that JSON can hold and that `maak_vertaling` reads back."""
        return {
            "versie": self.versie,
            "taal": self.taal,
            "nagekeken": self.nagekeken,
            "woorden": dict(self.woorden),
            "vragen": dict(self.teksten),
        }


# --------------------------------------------------------------------------------------------------------- reading


def lees_vragenlijst(pad: Path) -> Vragenlijst:
    """Read and check one version. Raises VragenlijstFout (all errors at once), OSError when the file cannot be read."""
    tekst, gegevens = _lees_toml(pad)
    return maak_vragenlijst(gegevens, bron=pad.name, tekst=tekst)


def lees_vertaling(pad: Path, vragenlijst: Vragenlijst) -> Vertaling:
    """Read and check one translation of this version. Raises VragenlijstFout, OSError."""
    tekst, gegevens = _lees_toml(pad)
    return maak_vertaling(gegevens, vragenlijst, bron=pad.name, tekst=tekst)


def pad_van_versie(versie: int, taal: str = "nl", map_: Path = DATAMAP) -> Path:
    """Where a version, or its translation, stands."""
    return map_ / (f"vragenlijst-{versie}.toml" if taal == "nl" else f"vragenlijst-{versie}.{taal}.toml")


def lees_versie(versie: int, map_: Path = DATAMAP) -> tuple[Vragenlijst, dict[str, Vertaling]]:
    """One version with the translations that stand beside it, by language. Errors of all files are raised together."""
    vragenlijst = lees_vragenlijst(pad_van_versie(versie, map_=map_))
    fouten: list[Fout] = []
    vertalingen: dict[str, Vertaling] = {}
    for pad in sorted(map_.glob(f"vragenlijst-{versie}.*.toml")):
        try:
            vertaling = lees_vertaling(pad, vragenlijst)
        except VragenlijstFout as fout:
            fouten += fout.fouten
            continue
        if pad != pad_van_versie(versie, vertaling.taal, map_):
            fouten.append(Fout(pad.name, f"de taal in het bestand is ‘{vertaling.taal}’, de naam zegt iets anders"))
        vertalingen[vertaling.taal] = vertaling
    if fouten:
        raise VragenlijstFout(fouten)
    return vragenlijst, vertalingen


def _lees_toml(pad: Path) -> tuple[str, dict[str, Any]]:
    try:
        tekst = pad.read_text(encoding="utf-8")
    except UnicodeDecodeError as fout:
        raise VragenlijstFout([Fout(pad.name, "het bestand is geen UTF-8")]) from fout
    try:
        return tekst, tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        gevonden = re.search(r"at line (\d+)", str(fout))
        regel = int(gevonden[1]) if gevonden else len(tekst.splitlines())
        raise VragenlijstFout([Fout(pad.name, f"geen geldige TOML: {fout}", regel)]) from fout


# -------------------------------------------------------------------------------------------------------- checking


def maak_vragenlijst(gegevens: Mapping[str, Any], *, bron: str = "vragenlijst", tekst: str = "") -> Vragenlijst:
    """Check a mapping of the shape of the TOML file and build the version. `tekst` (the file) gives line numbers."""
    regels = [nr for nr, regel in enumerate(tekst.splitlines(), 1) if re.match(r"\s*\[\[\s*vraag\s*\]\]", regel)]
    fouten: list[Fout] = []
    versie, titel, taal = gegevens.get("versie"), gegevens.get("titel"), gegevens.get("taal", "nl")
    if not isinstance(versie, int) or isinstance(versie, bool) or versie < 1:
        fouten.append(Fout(bron, "‘versie’ moet een heel getal vanaf 1 zijn"))
    if not _gevuld(titel):
        fouten.append(Fout(bron, "‘titel’ ontbreekt"))
    if taal != "nl":
        fouten.append(Fout(bron, 'een vragenlijst staat in het Nederlands (taal = "nl")'))
    datum = _datum(gegevens.get("datum"))
    if datum is None:
        fouten.append(Fout(bron, "‘datum’ moet een datum zijn, zoals 2026-11-23"))
    if tuple(gegevens.get("schaal", SCHAAL)) != SCHAAL:
        fouten.append(Fout(bron, f"‘schaal’ moet zijn: {', '.join(SCHAAL)}"))
    woorden = _woorden(gegevens.get("woorden"), bron, fouten)

    rijen = gegevens.get("vraag", [])
    if not isinstance(rijen, list) or not all(isinstance(rij, Mapping) for rij in rijen):
        raise VragenlijstFout([*fouten, Fout(bron, "de vragen moeten als [[vraag]] in het bestand staan")])
    vragen: list[Vraag] = []
    gezien: dict[str, int] = {}
    telling = {(d, n): 0 for d in DOMEINEN for n in TOETSNIVEAUS}
    for nummer, rij in enumerate(rijen):
        regel = regels[nummer] if nummer < len(regels) else None
        code = rij.get("code") if _gevuld(rij.get("code")) else f"vraag {nummer + 1}"
        eigen = [Fout(bron, melding, regel, str(code)) for melding in _controleer_vraag(rij)]
        if code in gezien:
            eerder = regels[gezien[code]] if gezien[code] < len(regels) else None
            waar = f"regel {eerder}" if eerder else f"vraag {gezien[code] + 1}"
            eigen.append(Fout(bron, f"deze code bestaat al ({waar})", regel, str(code)))
        gezien.setdefault(str(code), nummer)
        vak = (str(rij.get("domein")), str(rij.get("niveau")))
        if vak in telling:
            telling[vak] += 1
        fouten += eigen
        if not eigen:
            vragen.append(_vraag(rij, nummer))
    fouten += [
        Fout(bron, f"{domein} × {niveau} heeft {aantal} van de minstens {MINIMUM_PER_VAK} vragen")
        for (domein, niveau), aantal in telling.items()
        if aantal < MINIMUM_PER_VAK
    ]
    if fouten or datum is None:
        raise VragenlijstFout(fouten)
    return Vragenlijst(int(str(versie)), str(titel), "nl", datum, tuple(vragen), MappingProxyType(woorden))


def maak_vertaling(
    gegevens: Mapping[str, Any], vragenlijst: Vragenlijst, *, bron: str = "vertaling", tekst: str = ""
) -> Vertaling:
    """Check a translation against its version: every question and every word, nothing unknown."""
    fouten: list[Fout] = []
    taal = gegevens.get("taal")
    if not isinstance(taal, str) or not re.fullmatch(r"[a-z]{2,3}", taal) or taal == "nl":
        fouten.append(Fout(bron, '‘taal’ moet een taalcode zijn, zoals "tr"'))
    if gegevens.get("versie") != vragenlijst.versie:
        fouten.append(Fout(bron, f"deze vertaling hoort niet bij versie {vragenlijst.versie}"))
    if not isinstance(gegevens.get("nagekeken"), bool):
        fouten.append(Fout(bron, "‘nagekeken’ moet true of false zijn"))
    woorden = _woorden(gegevens.get("woorden"), bron, fouten)
    teksten = gegevens.get("vragen", {})
    if not isinstance(teksten, Mapping):
        raise VragenlijstFout([*fouten, Fout(bron, "de vertaalde zinnen moeten onder [vragen] staan")])
    for vraag in vragenlijst.vragen:
        if not _gevuld(teksten.get(vraag.code)):
            fouten.append(Fout(bron, "de vertaling ontbreekt", _regel_van(tekst, vraag.code), vraag.code))
    for code in teksten:
        if not vragenlijst.heeft(code):
            fouten.append(Fout(bron, "deze vraag bestaat niet in de vragenlijst", _regel_van(tekst, code), code))
    if fouten:
        raise VragenlijstFout(fouten)
    schoon = {vraag.code: str(teksten[vraag.code]).strip() for vraag in vragenlijst.vragen}
    return Vertaling(
        vragenlijst.versie, str(taal), gegevens["nagekeken"], MappingProxyType(schoon), MappingProxyType(woorden)
    )


def _controleer_vraag(rij: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with one question, in words for the curator."""
    meldingen = [f"‘{veld}’ ontbreekt of is leeg" for veld in _VELDEN_VERPLICHT if not rij.get(veld)]
    meldingen += [f"het veld ‘{veld}’ bestaat niet" for veld in rij if veld not in _VELDEN]
    for veld, keuzes in (
        ("domein", DOMEINEN),
        ("niveau", TOETSNIVEAUS),
        ("soort", SOORTEN),
        ("apparaat", APPARATEN),
    ):
        if rij.get(veld) and rij[veld] not in keuzes:
            meldingen.append(f"‘{veld}’ is ‘{rij[veld]}’; kies uit {', '.join(keuzes)}")
    for veld in ("code", "pictogram"):
        if rij.get(veld) and not (isinstance(rij[veld], str) and _CODE.fullmatch(rij[veld])):
            meldingen.append(f"‘{veld}’ mag alleen kleine letters, cijfers en streepjes hebben")
    for veld in ("tekst", "kijk", "voordoen"):
        if rij.get(veld) and not _gevuld(rij[veld]):
            meldingen.append(f"‘{veld}’ moet tekst zijn")
    if _gevuld(rij.get("tekst")) and len(rij["tekst"]) > _LANGSTE_TEKST:
        meldingen.append(f"‘tekst’ is te lang: {len(rij['tekst'])} tekens, hoogstens {_LANGSTE_TEKST}")
    digcomp = rij.get("digcomp")
    if digcomp and not isinstance(digcomp, list):
        meldingen.append('‘digcomp’ moet een lijst zijn, zoals ["1.1"]')
    elif digcomp:
        meldingen += [f"DigComp 2.2 kent geen competentie ‘{c}’" for c in digcomp if str(c) not in DIGCOMP]
    woordloos = rij.get("woordloos", False)
    if not isinstance(woordloos, bool):
        meldingen.append("‘woordloos’ moet true of false zijn")
    elif rij.get("niveau") == "starter" and not woordloos:
        meldingen.append("een vraag voor starters moet zonder woorden kunnen (woordloos = true)")
    elif woordloos and not _gevuld(rij.get("voordoen")):
        meldingen.append("bij een vraag zonder woorden hoort ‘voordoen’: hoe maakt u het duidelijk?")
    return meldingen


def _vraag(rij: Mapping[str, Any], volgorde: int) -> Vraag:
    return Vraag(
        code=rij["code"],
        domein=rij["domein"],
        niveau=rij["niveau"],
        soort=rij["soort"],
        tekst=rij["tekst"].strip(),
        kijk=rij["kijk"].strip(),
        digcomp=tuple(rij["digcomp"]),
        pictogram=rij["pictogram"],
        apparaat=rij["apparaat"],
        woordloos=rij.get("woordloos", False),
        voordoen=rij.get("voordoen", "").strip(),
        volgorde=volgorde,
    )


def _woorden(waarde: Any, bron: str, fouten: list[Fout]) -> dict[str, str]:
    """The words of the learner's screen; what is missing or unknown goes to `fouten`."""
    woorden = waarde if isinstance(waarde, Mapping) else {}
    fouten += [Fout(bron, f"het woord ‘{naam}’ ontbreekt onder [woorden]") for naam in WOORDEN
               if not _gevuld(woorden.get(naam))]  # fmt: skip
    fouten += [Fout(bron, f"het woord ‘{naam}’ is onbekend") for naam in woorden if naam not in WOORDEN]
    return {naam: str(woorden[naam]).strip() for naam in WOORDEN if _gevuld(woorden.get(naam))}


def _regel_van(tekst: str, sleutel: str) -> int | None:
    for nummer, regel in enumerate(tekst.splitlines(), 1):
        if re.match(rf'\s*"?{re.escape(sleutel)}"?\s*=', regel):
            return nummer
    return None


def _gevuld(waarde: Any) -> bool:
    return isinstance(waarde, str) and bool(waarde.strip())


def _datum(waarde: Any) -> date | None:
    if isinstance(waarde, date):
        return waarde
    try:
        return date.fromisoformat(str(waarde))
    except ValueError:
        return None

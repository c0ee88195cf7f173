"""Read and check the vocabularies in ``kern/data/``. Pure: no Django, no database, no network.

The files are edited by people who know the work, not the code. So every fault is collected and reported at once, in
Dutch, with file, entry and what is wrong; and nothing is returned unless everything is right. What the database would
refuse later (text too long for its column, a reference to nowhere) is refused here, where the place can still be named.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .gegevenslezer import BasisgegevensFout, Fout, Lezer, Rij

__all__ = ["Basisgegevens", "BasisgegevensFout", "Fout", "lees_basisgegevens"]

DATAMAP = Path(__file__).parent / "data"

#: Fixed by the Dutch standards and by ``kern.choices``; a file may explain them, not add to them.
DOMEINCODES = ("ict", "veilig", "zoeken", "verwerken", "communiceren")
NIVEAUCODES = ("starter", "instroom", "basis1", "basis2", "zelfstandig")
#: DigComp 2.2 has five areas with this many competences each: 1.1-1.3, 2.1-2.6, 3.1-3.4, 4.1-4.4, 5.1-5.4.
DIGCOMP_AANTALLEN = {"1": 3, "2": 6, "3": 4, "4": 4, "5": 4}
DIGCOMP_NUMMERS = tuple(f"{gebied}.{n}" for gebied, aantal in DIGCOMP_AANTALLEN.items() for n in range(1, aantal + 1))

#: European Netherlands in WGS84 degrees, a little wide. Swapped latitude and longitude fall outside it.
LAT_GRENZEN = (50.7, 53.6)
LON_GRENZEN = (3.3, 7.3)

LEERVRAGEN = "leervragen.toml"
#: What each file may hold at its top level.
TABELLEN: dict[str, tuple[str, ...]] = {
    "domeinen.toml": ("bron", "domein"),
    "niveaus.toml": ("niveau",),
    "digcomp.toml": ("bron", "gebied"),
    "doelgroepen.toml": ("doelgroep",),
    "talen.toml": ("taal",),
    "stadsdelen.toml": ("stadsdeel",),
    LEERVRAGEN: ("thema", "leervraag"),
}

_TAALCODE = re.compile(r"[a-z]{2,3}")
_PC4 = re.compile(r"[1-9][0-9]{3}")
_PC4_KOLOMMEN = ("pc4", "plaats", "stadsdeel", "gedeeld", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Bron:
    """Where a vocabulary comes from; to be named where it is shown."""

    naam: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class Domein:
    code: str
    naam: str
    uitleg: str
    herkenning: str
    volgorde: int


@dataclass(frozen=True, slots=True)
class Niveau:
    """``herkenning``: domain code → one line by which a practitioner recognises the level (read-only mapping)."""

    code: str
    rang: int
    naam: str
    omschrijving: str
    herkenning: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Competentie:
    """A DigComp 2.2 competence; ``gebied`` and ``gebied_en`` name its area, ``naam_en`` is the published name."""

    nummer: str
    naam: str
    naam_en: str
    gebied: str
    gebied_en: str


@dataclass(frozen=True, slots=True)
class Doelgroep:
    code: str
    naam: str
    uitleg: str
    volgorde: int


@dataclass(frozen=True, slots=True)
class Taal:
    code: str
    naam: str
    eigen_naam: str
    richting: str
    schrift: str
    volgorde: int


@dataclass(frozen=True, slots=True)
class Stadsdeel:
    code: str
    naam: str
    soort: str
    volgorde: int


@dataclass(frozen=True, slots=True)
class Postcodegebied:
    """``stadsdeel`` is the district's code; ``lat`` and ``lon`` are WGS84 degrees."""

    pc4: str
    plaats: str
    stadsdeel: str
    gedeeld: bool
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Thema:
    code: str
    naam: str
    uitleg: str
    pictogram: str
    volgorde: int


@dataclass(frozen=True, slots=True)
class Leervraag:
    """A learning need; ``thema``, ``domein`` and ``niveau`` are codes, ``digcomp`` and ``woorden`` in file order."""

    code: str
    thema: str
    tekst: str
    kort: str
    domein: str
    digcomp: tuple[str, ...]
    niveau: str
    woorden: tuple[str, ...]
    pictogram: str
    privacygevoelig: bool
    volgorde: int


@dataclass(frozen=True, slots=True)
class Basisgegevens:
    """All vocabularies, each in the order in which people see it."""

    domeinen: tuple[Domein, ...]
    niveaus: tuple[Niveau, ...]
    competenties: tuple[Competentie, ...]
    doelgroepen: tuple[Doelgroep, ...]
    talen: tuple[Taal, ...]
    stadsdelen: tuple[Stadsdeel, ...]
    postcodes: tuple[Postcodegebied, ...]
    themas: tuple[Thema, ...]
    leervragen: tuple[Leervraag, ...]
    bronnen: Mapping[str, Bron]


def lees_basisgegevens(
    map: Path | None = None,  # noqa: A002 - the Dutch word for a folder
    stad: Path | None = None,
) -> Basisgegevens:
    """Read all vocabularies from ``map`` (this app's own data by default).

    ``stad``: a folder of another city, with its own ``stadsdelen.toml`` and ``pc4-*.csv`` instead of ours.

    Raises BasisgegevensFout with all faults when anything is missing, unknown, double or malformed.
    """
    lezer = Lezer(Path(map) if map is not None else DATAMAP)
    plaats = Lezer(Path(stad)) if stad is not None else lezer
    stadsdelen = _lees_stadsdelen(plaats)
    themas = _lees_themas(lezer)
    gegevens = Basisgegevens(
        domeinen=_lees_domeinen(lezer),
        niveaus=_lees_niveaus(lezer),
        competenties=_lees_digcomp(lezer),
        doelgroepen=_lees_doelgroepen(lezer),
        talen=_lees_talen(lezer),
        stadsdelen=stadsdelen,
        postcodes=_lees_postcodes(plaats, stadsdelen),
        themas=themas,
        leervragen=_lees_leervragen(lezer, themas),
        bronnen=MappingProxyType({naam: _lees_bron(lezer, naam) for naam in ("domeinen.toml", "digcomp.toml")}),
    )
    for bestand, namen in TABELLEN.items():
        (plaats if bestand == "stadsdelen.toml" else lezer).tabellen(bestand, namen)
    if fouten := lezer.fouten + (plaats.fouten if plaats is not lezer else []):
        raise BasisgegevensFout(fouten)
    return gegevens


def _lees_bron(lezer: Lezer, bestand: str) -> Bron:
    inhoud = lezer.toml(bestand)
    if inhoud is None:
        return Bron("", "")
    bron = Rij(lezer, bestand, "", inhoud).onderdeel("bron")
    waarde = Bron(bron.tekst("naam"), bron.tekst("toelichting"))
    bron.sluit()
    return waarde


def _precies(lezer: Lezer, bestand: str, gevonden: Collection[str], verwacht: Collection[str], heet: str) -> None:
    """A closed list must be complete and have nothing else; silent when nothing was read (reported already)."""
    if not gevonden:
        return
    for waarde in verwacht:
        if waarde not in gevonden:
            lezer.fout(bestand, "", f"{heet} '{waarde}' ontbreekt")
    for waarde in gevonden:
        if waarde and waarde not in verwacht:
            lezer.fout(bestand, "", f"{heet} '{waarde}' hoort er niet in")


def _lees_domeinen(lezer: Lezer) -> tuple[Domein, ...]:
    domeinen = tuple(
        Domein(rij.code("code", 20), rij.tekst("naam", 120), rij.tekst("uitleg"), rij.tekst("herkenning"), volgorde)
        for volgorde, rij in enumerate(lezer.rijen("domeinen.toml", "domein"), 1)
    )
    _precies(lezer, "domeinen.toml", [domein.code for domein in domeinen], DOMEINCODES, "domein")
    return domeinen


def _lees_niveaus(lezer: Lezer) -> tuple[Niveau, ...]:
    niveaus = []
    for rij in lezer.rijen("niveaus.toml", "niveau"):
        code, rang = rij.code("code", 20), rij.getal("rang")
        if code in NIVEAUCODES and rang != NIVEAUCODES.index(code):
            rij.fout(f"'rang' is {rang}, maar '{code}' is stap {NIVEAUCODES.index(code)} van de ladder")
        herkenning = rij.onderdeel("herkenning")
        regels = {domein: herkenning.tekst(domein) for domein in DOMEINCODES}
        herkenning.sluit()
        niveaus.append(Niveau(code, rang, rij.tekst("naam", 60), rij.tekst("omschrijving"), MappingProxyType(regels)))
    _precies(lezer, "niveaus.toml", [niveau.code for niveau in niveaus], NIVEAUCODES, "niveau")
    return tuple(sorted(niveaus, key=lambda niveau: niveau.rang))


def _lees_digcomp(lezer: Lezer) -> tuple[Competentie, ...]:
    competenties = []
    for gebied in lezer.rijen("digcomp.toml", "gebied", "nummer"):
        nummer = gebied.keuze("nummer", DIGCOMP_AANTALLEN, "gebied")
        naam, naam_en = gebied.tekst("naam", 120), gebied.tekst("naam_en", 120)
        rijen = gebied.waarde("competentie", list, "een lijst: schrijf [[gebied.competentie]]")
        for rij in lezer.als_rijen("digcomp.toml", "competentie", rijen, "nummer") if rijen is not None else ():
            eigen = rij.keuze("nummer", DIGCOMP_NUMMERS, "competentie")
            if eigen in DIGCOMP_NUMMERS and eigen[0] != nummer:
                rij.fout(f"competentie '{eigen}' hoort niet in gebied '{nummer}'")
            competenties.append(Competentie(eigen, rij.tekst("naam", 160), rij.tekst("naam_en", 160), naam, naam_en))
    _precies(
        lezer, "digcomp.toml", [competentie.nummer for competentie in competenties], DIGCOMP_NUMMERS, "competentie"
    )
    return tuple(competenties)


def _lees_doelgroepen(lezer: Lezer) -> tuple[Doelgroep, ...]:
    return tuple(
        Doelgroep(rij.code("code", 40), rij.tekst("naam", 80), rij.tekst("uitleg"), volgorde)
        for volgorde, rij in enumerate(lezer.rijen("doelgroepen.toml", "doelgroep"), 1)
    )


def _lees_talen(lezer: Lezer) -> tuple[Taal, ...]:
    return tuple(
        Taal(
            code=rij.code("code", 8, _TAALCODE),
            naam=rij.tekst("naam", 80),
            eigen_naam=rij.tekst("eigen_naam", 80),
            richting=rij.keuze("richting", ("ltr", "rtl"), "richting"),
            schrift=rij.tekst("schrift", 40),
            volgorde=volgorde,
        )
        for volgorde, rij in enumerate(lezer.rijen("talen.toml", "taal"), 1)
    )


def _lees_stadsdelen(lezer: Lezer) -> tuple[Stadsdeel, ...]:
    stadsdelen: list[Stadsdeel] = []
    for rij in lezer.rijen("stadsdelen.toml", "stadsdeel"):
        deel = Stadsdeel(rij.code("code", 40), rij.tekst("naam", 80), rij.tekst("soort", 40), rij.getal("volgorde"))
        if deel.naam in [ander.naam for ander in stadsdelen]:
            rij.fout(f"naam '{deel.naam}' komt twee keer voor")
        stadsdelen.append(deel)
    return tuple(sorted(stadsdelen, key=lambda deel: deel.volgorde))


def _lees_postcodes(lezer: Lezer, stadsdelen: tuple[Stadsdeel, ...]) -> tuple[Postcodegebied, ...]:
    """Every ``pc4-*.csv`` in the folder, so that a second municipality is a second file."""
    bestanden = sorted(bestand.name for bestand in lezer.map.glob("pc4-*.csv"))
    if not bestanden:
        lezer.fout("pc4-*.csv", "", "het bestand ontbreekt")
    codes = {deel.naam: deel.code for deel in stadsdelen}
    gebieden: dict[str, Postcodegebied] = {}
    for bestand in bestanden:
        regels = list(csv.reader(io.StringIO(lezer.lees(bestand) or "")))
        if not regels or tuple(regels[0]) != _PC4_KOLOMMEN:
            lezer.fout(bestand, "regel 1", f"de kolommen moeten zijn: {', '.join(_PC4_KOLOMMEN)}")
            continue
        for nummer, regel in enumerate(regels[1:], 2):
            gebied = _postcode(lezer, bestand, nummer, regel, codes)
            if gebied is None:
                continue
            if gebied.pc4 in gebieden:
                lezer.fout(bestand, f"regel {nummer} ({gebied.pc4})", f"pc4 '{gebied.pc4}' komt twee keer voor")
            gebieden[gebied.pc4] = gebied
    return tuple(gebieden[pc4] for pc4 in sorted(gebieden))


def _postcode(
    lezer: Lezer, bestand: str, nummer: int, regel: list[str], codes: Mapping[str, str]
) -> Postcodegebied | None:
    if len(regel) != len(_PC4_KOLOMMEN):
        lezer.fout(bestand, f"regel {nummer}", f"{len(regel)} kolommen in plaats van {len(_PC4_KOLOMMEN)}")
        return None
    rij = Rij(lezer, bestand, f"regel {nummer} ({regel[0]})", dict(zip(_PC4_KOLOMMEN, regel, strict=True)))
    naam = rij.keuze("stadsdeel", codes, "stadsdeel")
    return Postcodegebied(
        pc4=rij.code("pc4", 4, _PC4),
        plaats=rij.tekst("plaats", 80),
        stadsdeel=codes.get(naam, ""),
        gedeeld=rij.keuze("gedeeld", ("ja", "nee"), "gedeeld") == "ja",
        lat=_graden(rij, "lat", LAT_GRENZEN),
        lon=_graden(rij, "lon", LON_GRENZEN),
    )


def _graden(rij: Rij, naam: str, grenzen: tuple[float, float]) -> float:
    """A coordinate in degrees; ``nan`` compares false with everything, so it is refused by the same test."""
    tekst = rij.tekst(naam)
    try:
        waarde = float(tekst)
    except ValueError:
        if tekst.strip():
            rij.fout(f"'{naam}' is geen getal: '{tekst}'")
        return 0.0
    if not grenzen[0] <= waarde <= grenzen[1]:
        rij.fout(f"'{naam}' is {tekst}, dat ligt buiten Nederland (van {grenzen[0]} tot {grenzen[1]})")
    return waarde


def _lees_themas(lezer: Lezer) -> tuple[Thema, ...]:
    themas = [
        Thema(
            code=rij.code("code", 40),
            naam=rij.tekst("naam", 80),
            uitleg=rij.tekst("uitleg"),
            pictogram=rij.code("pictogram", 40),
            volgorde=rij.getal("volgorde"),
        )
        for rij in lezer.rijen(LEERVRAGEN, "thema")
    ]
    return tuple(sorted(themas, key=lambda thema: thema.volgorde))


def _lees_leervragen(lezer: Lezer, themas: tuple[Thema, ...]) -> tuple[Leervraag, ...]:
    codes = [thema.code for thema in themas]
    vragen: list[Leervraag] = []
    eerder: dict[str, str] = {}
    for volgorde, rij in enumerate(lezer.rijen(LEERVRAGEN, "leervraag"), 1):
        vraag = Leervraag(
            code=rij.code("code", 80),
            thema=rij.keuze("thema", codes, "thema"),
            tekst=rij.tekst("tekst", 200),
            kort=rij.tekst("kort", 80),
            domein=rij.keuze("domein", DOMEINCODES, "domein"),
            digcomp=rij.teksten("digcomp", 3, DIGCOMP_NUMMERS, "DigComp-competentie"),
            niveau=rij.keuze("niveau", NIVEAUCODES, "niveau"),
            woorden=rij.teksten("woorden", 80),
            pictogram=rij.code("pictogram", 40),
            privacygevoelig=rij.ja_nee("privacygevoelig"),
            volgorde=volgorde,
        )
        if vraag.thema in codes and not vraag.code.startswith(f"{vraag.thema}-"):
            rij.fout(f"de code moet beginnen met '{vraag.thema}-'")
        for veld in (vraag.tekst, vraag.kort):
            if veld and eerder.setdefault(veld.casefold(), vraag.code) != vraag.code:
                rij.fout(f"'{veld}' staat ook bij '{eerder[veld.casefold()]}'")
        vragen.append(vraag)
    for leeg in sorted(set(codes) - {vraag.thema for vraag in vragen}) if vragen else ():
        lezer.fout(LEERVRAGEN, f"thema {leeg}", "dit thema heeft geen leervragen")
    return tuple(vragen)

"""Reads and checks the starter catalogue, ``data/startcatalogus.toml``.

The file is kept by a curator, not by a programmer: so every mistake is reported at once, in Dutch, with the entry and
the field, and nothing is read as long as there is one. What the codes may be is passed in (class Codes), for the needs,
groups and languages stand in kern's vocabularies. No database here: actions.py turns the result into materials.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from leermateriaal.choices import Apparaat, Kosten, LezenNodig, NederlandsNiveau, Toon, Vorm
from netwerk.kern.basisgegevens import Basisgegevens

#: The file that comes with the software.
BESTAND = Path(__file__).parent / "data" / "startcatalogus.toml"

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Nobody taught digital skills with material from before this year, and nobody plans past the second.
_JAREN = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Codes:
    """What the vocabularies of kern hold; ``niveaus`` from low to high."""

    leervragen: Collection[str]
    niveaus: Sequence[str]
    doelgroepen: Collection[str]
    talen: Collection[str]

    @classmethod
    def uit(cls, gegevens: Basisgegevens) -> Codes:
        """The codes of these vocabularies."""
        return cls(
            leervragen=frozenset(leervraag.code for leervraag in gegevens.leervragen),
            niveaus=tuple(niveau.code for niveau in sorted(gegevens.niveaus, key=lambda niveau: niveau.rang)),
            doelgroepen=frozenset(doelgroep.code for doelgroep in gegevens.doelgroepen),
            talen=frozenset(taal.code for taal in gegevens.talen),
        )


@dataclass(frozen=True, slots=True)
class Startmateriaal:
    """One material of the starter catalogue; the field names are those of the file."""

    code: str
    titel: str
    uitgever: str
    #: In plain Dutch (B1): what somebody learns with it.
    omschrijving: str
    leervragen: tuple[str, ...]
    niveau_van: str
    niveau_tot: str
    doelgroepen: tuple[str, ...]
    #: Languages of the material itself.
    talen: tuple[str, ...]
    nederlands_nodig: str
    lezen_nodig: str
    vormen: tuple[str, ...]
    apparaten: tuple[str, ...]
    #: Usable without the internet, such as a printed book.
    offline: bool
    kosten: str
    toon: str
    #: Why we are sure that this material exists and is what the entry says.
    zekerheid_bron: str
    #: In words, such as "vier lessen van twee uur"; empty when not known for certain.
    duur: str = ""
    licentie: str = ""
    #: Code of the material that this one was adapted from.
    bewerking_van: str = ""
    link: str = ""
    jaar: int | None = None


@dataclass(frozen=True, slots=True)
class Fout:
    """One mistake in the file: where (entry, field) and what, in Dutch."""

    plaats: str
    veld: str
    melding: str

    def __str__(self) -> str:
        """The mistake as one line for a report."""
        return f"{self.plaats}, veld {self.veld}: {self.melding}" if self.veld else f"{self.plaats}: {self.melding}"


class StartcatalogusFout(ValueError):
    """The file cannot be used; ``fouten`` holds every mistake found."""

    def __init__(self, fouten: Sequence[Fout]) -> None:
        """Keep all mistakes; the text lists them one per line."""
        self.fouten = tuple(fouten)
        super().__init__("\n".join(str(fout) for fout in self.fouten))


_TEKST = ("code", "titel", "uitgever", "omschrijving", "zekerheid_bron")
_TEKST_MAG_LEEG = ("duur", "licentie", "bewerking_van", "link")
_MAXIMUM = {"code": 60, "titel": 200, "uitgever": 200, "omschrijving": 1000, "zekerheid_bron": 500, "duur": 100}
_KEUZE = {
    "nederlands_nodig": NederlandsNiveau.values,
    "lezen_nodig": LezenNodig.values,
    "kosten": Kosten.values,
    "toon": Toon.values,
}
_VELDEN = tuple(veld.name for veld in fields(Startmateriaal))
_MAG_ONTBREKEN = {*_TEKST_MAG_LEEG, "jaar"}


def lees(codes: Codes, pad: Path = BESTAND) -> tuple[Startmateriaal, ...]:
    """All materials in the file, in its order. StartcatalogusFout with every mistake when there is one."""
    try:
        tekst = pad.read_text(encoding="utf-8")
    except OSError as fout:
        raise StartcatalogusFout([Fout(pad.name, "", "Het bestand is niet te lezen.")]) from fout
    except UnicodeDecodeError as fout:
        raise StartcatalogusFout([Fout(pad.name, "", "Het bestand is geen UTF-8-tekst.")]) from fout
    return ontleed(tekst, codes, naam=pad.name)


def ontleed(tekst: str, codes: Codes, *, naam: str = "startcatalogus") -> tuple[Startmateriaal, ...]:
    """All materials in this TOML text. StartcatalogusFout with every mistake when there is one."""
    try:
        inhoud = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise StartcatalogusFout([Fout(naam, "", f"Dit is geen geldige TOML: {fout}.")]) from fout
    fouten = [Fout(naam, sleutel, "Onbekend onderdeel.") for sleutel in inhoud if sleutel != "materiaal"]
    ruw = inhoud.get("materiaal", [])
    if not isinstance(ruw, list) or not ruw or not all(isinstance(item, dict) for item in ruw):
        raise StartcatalogusFout([*fouten, Fout(naam, "materiaal", "Er staat geen enkel [[materiaal]] in.")])
    gelezen = []
    for nummer, item in enumerate(ruw, start=1):
        lezer = _Lezer(item, _plaats(nummer, item.get("code")), codes)
        gelezen.append(lezer.materiaal())
        fouten += lezer.fouten
    fouten += _onderling(ruw)
    if fouten:
        raise StartcatalogusFout(fouten)
    return tuple(materiaal for materiaal in gelezen if materiaal)


def _plaats(nummer: int, code: object) -> str:
    """How a report names an entry: its number in the file, and its code when it has one."""
    return f"materiaal {nummer} ({code})" if isinstance(code, str) and code else f"materiaal {nummer}"


class _Lezer:
    """Checks one entry field by field and collects what is wrong instead of stopping at the first mistake."""

    def __init__(self, item: dict[str, Any], plaats: str, codes: Codes) -> None:
        self.item, self.plaats, self.codes = item, plaats, codes
        self.fouten: list[Fout] = []

    def materiaal(self) -> Startmateriaal | None:
        """The entry as a value, or None when something is wrong with it."""
        for veld in sorted(set(self.item) - set(_VELDEN)):
            self._fout(veld, "Dit veld bestaat niet.")
        for veld in _VELDEN:
            if veld not in self.item and veld not in _MAG_ONTBREKEN:
                self._fout(veld, "Dit veld ontbreekt.")
        for veld in (*_TEKST, *_TEKST_MAG_LEEG):
            self._tekst(veld)
        for veld, keuzes in _KEUZE.items():
            self._keuze(veld, keuzes)
        for veld in ("niveau_van", "niveau_tot"):
            self._keuze(veld, self.codes.niveaus)
        self._lijst("leervragen", self.codes.leervragen)
        self._lijst("doelgroepen", self.codes.doelgroepen, mag_leeg=True)
        self._lijst("talen", self.codes.talen)
        self._lijst("vormen", Vorm.values)
        self._lijst("apparaten", Apparaat.values, mag_leeg=True)
        if "offline" in self.item and not isinstance(self.item["offline"], bool):
            self._fout("offline", "Vul true of false in, zonder aanhalingstekens.")
        self._code()
        self._niveaus()
        self._link()
        self._jaar()
        if self.fouten:
            return None
        waarden: dict[str, Any] = {veld: tuple(w) if isinstance(w, list) else w for veld, w in self.item.items()}
        return Startmateriaal(**waarden)

    def _fout(self, veld: str, melding: str) -> None:
        self.fouten.append(Fout(self.plaats, veld, melding))

    def _tekst(self, veld: str) -> None:
        if veld not in self.item:
            return
        waarde = self.item[veld]
        if not isinstance(waarde, str):
            self._fout(veld, "Vul tekst in, tussen aanhalingstekens.")
        elif waarde != waarde.strip():
            self._fout(veld, "Haal de spaties aan het begin of einde weg.")
        elif not waarde and veld in _TEKST:
            self._fout(veld, "Dit veld mag niet leeg zijn.")
        elif len(waarde) > _MAXIMUM.get(veld, 200):
            self._fout(veld, f"Maximaal {_MAXIMUM.get(veld, 200)} tekens, dit zijn er {len(waarde)}.")

    def _keuze(self, veld: str, keuzes: Collection[str]) -> None:
        if veld not in self.item:
            return
        waarde = self.item[veld]
        if not isinstance(waarde, str) or waarde not in keuzes:
            self._fout(veld, f"{waarde!r} bestaat niet. Kies uit: {', '.join(keuzes)}.")

    def _lijst(self, veld: str, keuzes: Collection[str], *, mag_leeg: bool = False) -> None:
        if veld not in self.item:
            return
        waarden = self.item[veld]
        if not isinstance(waarden, list) or not all(isinstance(waarde, str) for waarde in waarden):
            self._fout(veld, 'Vul een lijst met codes in, zoals ["een", "twee"].')
            return
        if not waarden and not mag_leeg:
            self._fout(veld, "Noem er minstens één.")
        for waarde in dict.fromkeys(waarden):
            if waarde not in keuzes:
                self._fout(veld, f"{waarde!r} bestaat niet.")
            if waarden.count(waarde) > 1:
                self._fout(veld, f"{waarde!r} staat er twee keer in.")

    def _code(self) -> None:
        code = self.item.get("code")
        if isinstance(code, str) and code and not _CODE.fullmatch(code):
            self._fout("code", "Gebruik alleen kleine letters, cijfers en streepjes.")

    def _niveaus(self) -> None:
        rang = {code: plek for plek, code in enumerate(self.codes.niveaus)}
        van, tot = (self.item.get(veld) for veld in ("niveau_van", "niveau_tot"))
        if isinstance(van, str) and isinstance(tot, str) and van in rang and tot in rang and rang[van] > rang[tot]:
            self._fout("niveau_tot", f"{tot!r} ligt onder {van!r}.")

    def _link(self) -> None:
        link = self.item.get("link", "")
        if not isinstance(link, str) or not link:
            return
        try:
            delen = urlsplit(link)
        except ValueError:
            delen = urlsplit("")
        if delen.scheme != "https" or "." not in (delen.hostname or "") or re.search(r"\s", link):
            self._fout("link", "Vul een volledig adres in dat met https:// begint, of laat het leeg.")

    def _jaar(self) -> None:
        jaar = self.item.get("jaar")
        if jaar is not None and (isinstance(jaar, bool) or not isinstance(jaar, int) or jaar not in _JAREN):
            self._fout("jaar", f"Vul een jaartal in van {_JAREN[0]} tot en met {_JAREN[-1]}, of laat het veld weg.")


def _onderling(ruw: list[dict[str, Any]]) -> list[Fout]:
    """What is wrong between entries: the same code or title twice, an adaptation of nothing or in a circle."""
    fouten: list[Fout] = []
    eerste: dict[str, int] = {}
    titels: dict[tuple[str, str], int] = {}
    bewerkt: dict[str, str] = {}
    for nummer, item in enumerate(ruw, start=1):
        plaats, code = _plaats(nummer, item.get("code")), item.get("code")
        if isinstance(code, str) and code:
            if code in eerste:
                fouten.append(Fout(plaats, "code", f"Deze code staat ook bij materiaal {eerste[code]}."))
            eerste.setdefault(code, nummer)
            bewerkt.setdefault(code, str(item.get("bewerking_van", "")))
        titel, uitgever = item.get("titel"), item.get("uitgever")
        if isinstance(titel, str) and isinstance(uitgever, str) and titel:
            sleutel = (titel.casefold(), uitgever.casefold())
            if sleutel in titels:
                fouten.append(Fout(plaats, "titel", f"Dit materiaal staat ook bij materiaal {titels[sleutel]}."))
            titels.setdefault(sleutel, nummer)
    for code, bron in bewerkt.items():
        if not bron:
            continue
        plaats = _plaats(eerste[code], code)
        if bron not in eerste:
            fouten.append(Fout(plaats, "bewerking_van", f"{bron!r} staat niet in dit bestand."))
        elif _in_kring(code, bewerkt):
            fouten.append(Fout(plaats, "bewerking_van", "Dit materiaal is zo een bewerking van zichzelf."))
    return fouten


def _in_kring(code: str, bewerkt: dict[str, str]) -> bool:
    """Whether following the adaptations from here leads back to here."""
    gezien: set[str] = set()
    huidig = bewerkt.get(code, "")
    while huidig and huidig not in gezien:
        if huidig == code:
            return True
        gezien.add(huidig)
        huidig = bewerkt.get(huidig, "")
    return False

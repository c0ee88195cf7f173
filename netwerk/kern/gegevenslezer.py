"""Reading data files that people edit: collect every fault with its place, instead of stopping at the first.

Used by ``basisgegevens``; pure, without Django. Messages are in Dutch, for whoever edits the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Fout:
    """One fault: in which file, at which entry (empty: the file as a whole), and what is wrong."""

    bestand: str
    plaats: str
    melding: str

    def __str__(self) -> str:
        return f"{self.bestand}, {self.plaats}: {self.melding}" if self.plaats else f"{self.bestand}: {self.melding}"


class BasisgegevensFout(ValueError):
    """The vocabularies cannot be used; ``fouten`` holds every fault that was found."""

    def __init__(self, fouten: Collection[Fout]) -> None:
        self.fouten = tuple(fouten)
        kop = "1 fout" if len(self.fouten) == 1 else f"{len(self.fouten)} fouten"
        super().__init__("\n".join([f"{kop} in de basisgegevens:", *(f"- {fout}" for fout in self.fouten)]))


class Lezer:
    """Collects faults and keeps the parsed files, so that one bad file does not hide the faults in another."""

    def __init__(self, map_: Path) -> None:
        self.map = map_
        self.fouten: list[Fout] = []
        self._bestanden: dict[str, dict[str, Any] | None] = {}

    def fout(self, bestand: str, plaats: str, melding: str) -> None:
        self.fouten.append(Fout(bestand, plaats, melding))

    def lees(self, bestand: str) -> str | None:
        try:
            return (self.map / bestand).read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.fout(bestand, "", "het bestand ontbreekt")
        except UnicodeDecodeError as fout:
            self.fout(bestand, "", f"het bestand is geen UTF-8 (byte {fout.start})")
        except OSError as fout:
            self.fout(bestand, "", f"het bestand kan niet worden gelezen ({fout.strerror})")
        return None

    def toml(self, bestand: str) -> dict[str, Any] | None:
        """The parsed file, read once; None when that failed, which has then been reported."""
        if bestand not in self._bestanden:
            self._bestanden[bestand] = None
            tekst = self.lees(bestand)
            if tekst is not None:
                try:
                    self._bestanden[bestand] = tomllib.loads(tekst)
                except tomllib.TOMLDecodeError as fout:
                    self.fout(bestand, "", f"geen geldige TOML ({fout})")
        return self._bestanden[bestand]

    def tabellen(self, bestand: str, namen: Collection[str]) -> None:
        """Report what stands in a file beside these top-level names."""
        for naam in sorted((self.toml(bestand) or {}).keys() - set(namen)):
            self.fout(bestand, "", f"onbekend onderdeel '{naam}'")

    def rijen(self, bestand: str, soort: str, sleutel: str = "code") -> Iterator[Rij]:
        """The entries ``[[soort]]`` of a file; a fault when there are none, or when two have the same key."""
        inhoud = self.toml(bestand)
        if inhoud is not None:
            yield from self.als_rijen(bestand, soort, inhoud.get(soort), sleutel)

    def als_rijen(self, bestand: str, soort: str, rijen: object, sleutel: str) -> Iterator[Rij]:
        """``rijen`` as entries, each checked for unknown fields once the reader is done with it."""
        if not rijen:
            self.fout(bestand, "", f"er staat geen enkele [[{soort}]] in")
            return
        if not isinstance(rijen, list) or not all(isinstance(rij, dict) for rij in rijen):
            self.fout(bestand, "", f"'{soort}' moet een lijst zijn: schrijf [[{soort}]]")
            return
        gezien: set[object] = set()
        for nummer, velden in enumerate(rijen, 1):
            waarde = velden.get(sleutel)
            rij = Rij(self, bestand, f"{soort} {nummer} ({waarde})" if waarde else f"{soort} {nummer}", velden)
            if isinstance(waarde, str) and waarde in gezien:
                rij.fout(f"{sleutel} '{waarde}' komt twee keer voor")
            gezien.add(waarde if isinstance(waarde, str) else None)
            yield rij
            rij.sluit()


class Rij:
    """One entry. Each getter reports what is wrong and returns a harmless value, so that reading goes on."""

    def __init__(self, lezer: Lezer, bestand: str, plaats: str, velden: Mapping[str, Any]) -> None:
        self.lezer, self.bestand, self.plaats, self.velden = lezer, bestand, plaats, velden
        self._gelezen: set[str] = set()

    def fout(self, melding: str) -> None:
        self.lezer.fout(self.bestand, self.plaats, melding)

    def sluit(self) -> None:
        """Report fields nobody asked for: most are typing errors in a name."""
        for naam in sorted(self.velden.keys() - self._gelezen):
            self.fout(f"onbekend veld '{naam}'")

    def waarde(self, naam: str, soort: type, heet: str) -> Any:
        self._gelezen.add(naam)
        if naam not in self.velden:
            self.fout(f"'{naam}' ontbreekt")
            return None
        waarde = self.velden[naam]
        if type(waarde) is not soort:  # exact: in TOML true is not a number
            self.fout(f"'{naam}' moet {heet} zijn")
            return None
        return waarde

    def tekst(self, naam: str, hooguit: int = 2000) -> str:
        """A text that says something; ``hooguit`` is the width of its column in characters."""
        waarde = self.waarde(naam, str, "een tekst")
        if waarde is None:
            return ""
        return self._goede_tekst(naam, waarde, hooguit)

    def _goede_tekst(self, naam: str, waarde: str, hooguit: int) -> str:
        if not waarde.strip():
            self.fout(f"'{naam}' is leeg")
        elif waarde != waarde.strip():
            self.fout(f"'{naam}' begint of eindigt met een spatie")
        elif len(waarde) > hooguit:
            self.fout(f"'{naam}' is te lang: {len(waarde)} tekens, hooguit {hooguit}")
        return waarde

    def code(self, naam: str, hooguit: int, vorm: re.Pattern[str] = SLUG) -> str:
        waarde = self.tekst(naam, hooguit)
        if waarde.strip() and not vorm.fullmatch(waarde):
            self.fout(f"'{naam}' is geen goede code: '{waarde}'")
        return waarde

    def keuze(self, naam: str, keuzes: Collection[str], heet: str) -> str:
        """One of ``keuzes``; an empty collection means: the other file could not be read, so do not judge."""
        waarde = self.tekst(naam)
        if waarde.strip() and keuzes and waarde not in keuzes:
            self.fout(f"{heet} '{waarde}' bestaat niet")
        return waarde

    def getal(self, naam: str) -> int:
        waarde = self.waarde(naam, int, "een geheel getal")
        if waarde is not None and waarde < 0:
            self.fout(f"'{naam}' is kleiner dan nul")
        return max(waarde or 0, 0)

    def ja_nee(self, naam: str) -> bool:
        return bool(self.waarde(naam, bool, "true of false"))

    def teksten(self, naam: str, hooguit: int, keuzes: Collection[str] = (), heet: str = "") -> tuple[str, ...]:
        """A list of different texts, at least one; with ``keuzes`` each must be one of them."""
        waarden = self.waarde(naam, list, "een lijst")
        if waarden is None:
            return ()
        if not waarden:
            self.fout(f"'{naam}' is leeg")
        if not all(isinstance(waarde, str) for waarde in waarden):
            self.fout(f"'{naam}' mag alleen teksten bevatten")
            return ()
        for nummer, waarde in enumerate(waarden):
            self._goede_tekst(naam, waarde, hooguit)
            if waarde in waarden[:nummer]:
                self.fout(f"'{waarde}' staat twee keer in '{naam}'")
            elif keuzes and waarde not in keuzes:
                self.fout(f"{heet} '{waarde}' bestaat niet")
        return tuple(waarden)

    def onderdeel(self, naam: str) -> Rij:
        """A table inside this entry."""
        velden = self.waarde(naam, dict, f"een tabel [.{naam}]")
        return Rij(self.lezer, self.bestand, f"{self.plaats}, {naam}", velden or {})

"""Spreadsheets out and in: text stays text, nothing in it can start a formula. No Django models here."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

#: A text that begins with one of these may be run as a formula (OWASP, *CSV injection*).
GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
#: Control characters that XML, and so a workbook, cannot hold.
_STUUR = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Refused above this many rows or bytes: a browser's upload, not a bulk channel.
MAX_RIJEN, MAX_BYTES = 2000, 5 * 1024 * 1024

Waarde = str | int | float | None


class WerkbladFout(ValueError):
    """The file cannot be read; the text is Dutch and fit to show."""


def veilig(waarde: Waarde) -> Waarde:
    """The value; a text where a spreadsheet might calculate gets an apostrophe in front."""
    if not isinstance(waarde, str):
        return waarde
    schoon = waarde.translate(_STUUR)
    return f"'{schoon}" if schoon.lstrip(" \u00a0\ufeff\u200b").startswith(GEVAARLIJK) else schoon


def ontdaan(waarde: object) -> str:
    """What was meant by a cell: the guard's apostrophe off, numbers without decimals, a date as 2026-12-31."""
    if waarde is None:
        return ""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, date):
        return waarde.isoformat()[:10]
    if isinstance(waarde, float) and waarde.is_integer():
        waarde = int(waarde)
    tekst = str(waarde).strip()
    return tekst[1:] if tekst[:1] == "'" and tekst[1:].lstrip(" \u00a0").startswith(GEVAARLIJK) else tekst


def maak_xlsx(bladen: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Waarde]]]]) -> bytes:
    """A workbook of (name, heads, rows). Every text is stored as text, whatever it begins with."""
    boek = Workbook(write_only=True)
    for naam, koppen, rijen in bladen:
        blad = boek.create_sheet(naam[:31])
        blad.freeze_panes = "A2"
        kop = []
        for tekst in koppen:
            cel = WriteOnlyCell(blad, value=tekst)
            cel.font = Font(bold=True)
            kop.append(cel)
        blad.append(kop)
        for rij in rijen:
            blad.append([veilig(waarde) for waarde in rij])
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def maak_csv(koppen: Sequence[str], rijen: Iterable[Sequence[Waarde]]) -> str:
    """Lines with a semicolon, as a Dutch spreadsheet expects, and a byte order mark so that it reads UTF-8."""
    uit = StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(koppen)
    schrijver.writerows([["" if waarde is None else veilig(waarde) for waarde in rij] for rij in rijen])
    return "\ufeff" + uit.getvalue()


def lees(naam: str, inhoud: bytes, *, max_rijen: int = MAX_RIJEN, max_bytes: int = MAX_BYTES) -> list[dict[str, str]]:
    """The rows of an .xlsx or .csv by lower-case head; WerkbladFout when it is neither, too big or without heads."""
    return [rij for _, rij in lees_genummerd(naam, inhoud, max_rijen=max_rijen, max_bytes=max_bytes)]


def lees_genummerd(
    naam: str, inhoud: bytes, *, max_rijen: int = MAX_RIJEN, max_bytes: int = MAX_BYTES
) -> list[tuple[int, dict[str, str]]]:
    """As :func:`lees`, each row with the number that the spreadsheet itself shows beside it; empty rows stay out."""
    if len(inhoud) > max_bytes:
        raise WerkbladFout(f"Het bestand is groter dan {max_bytes // 1024**2} MB. Deel het op.")
    regels = _xlsx(inhoud, max_rijen) if naam.lower().endswith(".xlsx") else _csv(inhoud)
    koppen = [kop.strip().lower() for kop in next(iter(regels), [])]
    if not any(koppen):
        raise WerkbladFout("Het bestand is leeg, of de eerste regel heeft geen kopjes.")
    dubbel = {kop for kop in koppen if kop and koppen.count(kop) > 1}
    if dubbel:
        raise WerkbladFout(f"Dit kopje staat er twee keer in: {sorted(dubbel)[0]}.")
    rijen = [(n, dict(zip(koppen, rij, strict=False))) for n, rij in enumerate(regels[1:], start=2) if any(rij)]
    if len(rijen) > max_rijen:
        raise WerkbladFout(f"Er staan meer dan {max_rijen} regels in. Deel het bestand op.")
    return rijen


def _xlsx(inhoud: bytes, max_rijen: int) -> list[list[str]]:
    try:
        boek = load_workbook(BytesIO(inhoud), read_only=True, data_only=True)
        blad = boek.worksheets[0]
        # One row more than allowed, so that a sheet of a million rows is refused and not read.
        ruw = blad.iter_rows(max_row=max_rijen + 2, max_col=60, values_only=True)
        return [[ontdaan(waarde) for waarde in rij] for rij in ruw]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as fout:
        raise WerkbladFout(
            "Dit is geen spreadsheet die wij kunnen lezen. Sla het bestand op als .xlsx of .csv."
        ) from fout


def _csv(inhoud: bytes) -> list[list[str]]:
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = inhoud.decode("cp1252", errors="replace")
    if "\x00" in tekst:
        raise WerkbladFout("Dit is geen spreadsheet die wij kunnen lezen. Sla het bestand op als .xlsx of .csv.")
    eerste = tekst.partition("\n")[0]
    scheiding = max(";,\t", key=eerste.count)
    return [[ontdaan(waarde) for waarde in rij] for rij in csv.reader(StringIO(tekst), delimiter=scheiding)]

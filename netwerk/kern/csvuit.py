"""CSV that a spreadsheet opens safely: nothing in it can start a formula. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

#: A cell that begins with one of these may be run as a formula (OWASP, *CSV injection*).
GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def veilig(waarde: str) -> str:
    """The value, with an apostrophe in front where a spreadsheet might calculate."""
    kaal = waarde.lstrip(" \u00a0\ufeff\u200b")
    return f"'{waarde}" if kaal.startswith(GEVAARLIJK) else waarde


def maak_csv(regels: Iterable[Sequence[str]]) -> str:
    """Lines with a semicolon, as a Dutch spreadsheet expects, and a byte order mark so that it reads UTF-8."""
    uit = StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    for regel in regels:
        schrijver.writerow([veilig(waarde) for waarde in regel])
    return "\ufeff" + uit.getvalue()

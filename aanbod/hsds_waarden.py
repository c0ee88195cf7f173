"""Reading single values out of HSDS objects, with every objection collected in Dutch and with its place."""

from __future__ import annotations

import math
import uuid
from datetime import date
from typing import Any


class Lezer:
    """Reads values of one object and collects the objections, with their place."""

    def __init__(self) -> None:
        self.redenen: list[str] = []
        self.opmerkingen: list[str] = []

    def tekst(
        self, bron: dict[str, Any], sleutel: str, waar: str = "", *, verplicht: bool = False, lang: int = 0
    ) -> str:
        waarde = bron.get(sleutel)
        naam = f"{waar}{sleutel}"
        if waarde is None or (isinstance(waarde, str) and not waarde.strip()):
            if verplicht:
                self.redenen.append(f"'{naam}' ontbreekt")
            return ""
        if not isinstance(waarde, str):
            self.redenen.append(f"'{naam}' is geen tekst")
            return ""
        waarde = waarde.replace("\x00", "").strip()
        if lang and len(waarde) > lang:
            if verplicht:
                self.redenen.append(f"'{naam}' is langer dan {lang} tekens")
            return waarde[: lang - 1].rstrip() + "…"
        return waarde

    def nummer(self, bron: dict[str, Any], waar: str = "") -> uuid.UUID | None:
        tekst = self.tekst(bron, "id", waar, verplicht=True)
        try:
            return uuid.UUID(tekst) if tekst else None
        except ValueError:
            self.redenen.append(f"'{waar}id' is geen UUID: {tekst[:40]}")
            return None

    def lijst(self, bron: dict[str, Any], sleutel: str, waar: str = "") -> list[dict[str, Any]]:
        waarde = bron.get(sleutel)
        if waarde is None:
            return []
        if not isinstance(waarde, list) or not all(isinstance(deel, dict) for deel in waarde):
            self.redenen.append(f"'{waar}{sleutel}' is geen lijst van objecten")
            return []
        return waarde

    def getal(self, bron: dict[str, Any], sleutel: str, waar: str = "") -> float | None:
        waarde = bron.get(sleutel)
        if waarde is None or waarde == "":
            return None
        try:
            if isinstance(waarde, bool):
                raise ValueError
            getal = float(waarde)
            if not math.isfinite(getal):
                raise ValueError
        except (TypeError, ValueError):
            self.redenen.append(f"'{waar}{sleutel}' is geen getal")
            return None
        return getal

    def datum(self, bron: dict[str, Any], sleutel: str) -> date | None:
        tekst = self.tekst(bron, sleutel)
        if not tekst:
            return None
        try:
            dag = date.fromisoformat(tekst[:10])
        except ValueError:
            self.redenen.append(f"'{sleutel}' is geen datum (jjjj-mm-dd): {tekst[:20]}")
            return None
        if not date(2000, 1, 1) <= dag <= date.today():
            self.opmerkingen.append(
                f"'{sleutel}' {dag.isoformat()} ligt niet tussen 2000 en vandaag en is niet gebruikt"
            )
            return None
        return dag

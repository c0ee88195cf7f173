"""What a walk through the portal asks of a person, counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page


class Teller:
    """Counts what a person does: pages that come, presses of links and buttons; keeps a picture of each page."""

    def __init__(self, pagina: Page, platen: Path | None, naam: str) -> None:
        self.pagina, self.platen, self.naam = pagina, platen, naam
        self.schermen = self.drukken = self.velden = self._foto = 0
        self.regels: list[tuple[str, int, int, int, float]] = []
        pagina.on("framenavigated", lambda frame: self._scherm() if frame == pagina.main_frame else None)

    def _scherm(self) -> None:
        self.schermen += 1

    def foto(self) -> None:
        if self.platen:
            self._foto += 1
            self.pagina.screenshot(path=self.platen / f"{self.naam}-{self._foto:02}.png", full_page=True)

    @contextmanager
    def stap(self, wat: str) -> Iterator[None]:
        toen, begin = (self.schermen, self.drukken, self.velden), time.monotonic()
        oud = {naam: getattr(Locator, naam) for naam in ("click", "fill", "check", "select_option")}

        def tel(naam: str) -> Callable[..., object]:
            def doe(loc: Locator, *args: object, **kwargs: object) -> object:
                if loc.page == self.pagina:  # what another does meanwhile, in a browser of its own, is not counted
                    if naam == "click":
                        self.drukken += 1
                        self.foto()
                    else:
                        self.velden += 1
                return oud[naam](loc, *args, **kwargs)

            return doe

        for naam in oud:
            setattr(Locator, naam, tel(naam))
        try:
            yield
        finally:
            for naam, methode in oud.items():
                setattr(Locator, naam, methode)
        self.foto()
        nu = (self.schermen, self.drukken, self.velden)
        schermen, drukken, velden = (na - voor for na, voor in zip(nu, toen, strict=True))
        self.regels.append((wat, schermen, drukken, velden, time.monotonic() - begin))

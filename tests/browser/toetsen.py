"""With the keyboard alone: the same steps as with a mouse, done by Tab, Enter, Space, arrows and typing.

Inside :func:`alleen_toetsen` every click, fill, check and choice of Playwright's locators goes by keys, so that a walk
written for the mouse (``gang``, ``test_draad``) proves that it can be done without one. At each stop of the focus it
looks whether a person would see where they are: a ring or a shadow, inside the window, under nothing (WCAG 2.4.7 and
2.4.11). After a key that changed only part of the page the focus must still be somewhere (2.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ElementHandle, Error, Locator, Page, Request

#: Further away than this nobody gets, however patient. What is in <main> is counted from the skip link.
HOOGSTENS = 160

STAND = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return {waar: "nergens", ziet: true, vrij: true};
  const waar = (e.innerText || e.labels?.[0]?.innerText || e.getAttribute("aria-label") || e.name || e.id || e.tagName)
    .trim().replace(/\\s+/g, " ").slice(0, 50);
  const ring = x => { const s = getComputedStyle(x);
    // "auto" is the browser's own ring, which it draws wider than it says. A shadow is one only on the control itself:
    // cards always have one.
    return s.outlineStyle === "auto" || s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2
      || x === e && s.boxShadow !== "none"; };
  // The control itself, or what stands for it: its label (tiles) or the card whose link spreads over it.
  // Within a date or time the browser marks the part, or its calendar button, by itself.
  const drager = [e, e.closest("label"), e.closest(".kaart, li, td"), ...(e.labels || [])].find(x => x && ring(x));
  const ziet = ["date", "time"].includes(e.type) || !!drager;
  // How the ring stands out from what it is drawn on (WCAG 1.4.11): inside the control, or on what lies around it.
  const getallen = t => { const d = (t.match(/[\\d.]+/g) || []).map(Number), maal = t.startsWith("color(") ? 255 : 1;
    return [d[0] * maal, d[1] * maal, d[2] * maal, d[3] ?? 1]; };
  const onder = x => { for (; x; x = x.parentElement) {
      const kleur = getallen(getComputedStyle(x).backgroundColor);
      if (kleur[3] > 0.9) return kleur; }
    return [255, 255, 255]; };
  const lineair = k => k <= 0.04045 ? k / 12.92 : ((k + 0.055) / 1.055) ** 2.4;
  const licht = kleur => [0.2126, 0.7152, 0.0722].reduce((som, deel, n) => som + deel * lineair(kleur[n] / 255), 0);
  let contrast = null;
  if (drager) { const s = getComputedStyle(drager);
    if (s.outlineStyle !== "none" && s.outlineStyle !== "auto" && parseFloat(s.outlineWidth) >= 2) {
      const op = onder(parseFloat(s.outlineOffset) < 0 ? drager : drager.parentElement);
      const [a, b] = [licht(getallen(s.outlineColor)), licht(op)].sort((x, y) => y - x);
      contrast = (a + 0.05) / (b + 0.05); } }
  const r = e.getBoundingClientRect();
  if (!r.width || !r.height) return {waar, ziet: false, vrij: false};
  const punten = [[r.left + r.width / 2, r.top + r.height / 2], [r.left + 3, r.top + 3], [r.right - 3, r.bottom - 3]];
  const vrij = punten.some(([x, y]) => {
    const op = document.elementFromPoint(x, y);
    return op && (e.contains(op) || op.contains(e) || [...(e.labels || [])].some(l => l.contains(op)));
  });
  return {waar, ziet, vrij, contrast};
}"""


@dataclass
class Deel:
    """One user's part of a walk. ``diepste``: how many windows down from its top a page held what was needed."""

    haltes: int = 0
    kwijt: int = 0
    verste: tuple[int, str] = (0, "")
    diepste: tuple[float, str] = (0.0, "")


@dataclass
class Verslag:
    """What the walk met: stops where the focus could not be seen, swaps that lost it, the longest way to a control.

    ``wie`` is set by the walk when it goes on as another user. With ``platen`` each control is photographed when it has
    the focus, as a person sees it then.
    """

    mis: list[str] = field(default_factory=list)
    wie: str = ""
    delen: dict[str, Deel] = field(default_factory=dict)
    platen: Path | None = None
    voorvoegsel: str = ""
    _nummer: int = 0

    @property
    def deel(self) -> Deel:
        return self.delen.setdefault(self.wie, Deel())

    @property
    def haltes(self) -> int:
        return sum(deel.haltes for deel in self.delen.values())

    def klaag(self, pagina: Page, wat: str) -> None:
        regel = f"{pagina.evaluate('location.pathname')}: {wat}"
        if regel not in self.mis:
            self.mis.append(regel)

    def foto(self, pagina: Page, naam: str) -> None:
        """Keep what stands in the window now."""
        if self.platen is not None:
            self._nummer += 1
            kort = re.sub(r"\W+", "-", f"{self.wie}-{naam}")[:60].strip("-")
            pagina.screenshot(path=self.platen / f"{self.voorvoegsel}{self._nummer:03}-{kort}.png")


class Toetsen:
    """Drives one element by keys."""

    def __init__(self, pagina: Page, verslag: Verslag) -> None:
        self.pagina, self.verslag = pagina, verslag

    def tab(self, achteruit: bool = False) -> None:
        self.pagina.keyboard.press("Shift+Tab" if achteruit else "Tab")
        stand = self.pagina.evaluate(STAND)
        # The skip link comes in, a page scrolls, a colour is on its way: look again in a moment.
        if not stand["vrij"] or not stand["ziet"] or (stand.get("contrast") or 3) < 3:
            self.pagina.wait_for_timeout(120)
            stand = self.pagina.evaluate(STAND)
        self.verslag.deel.haltes += 1
        if not stand["ziet"]:
            self.verslag.klaag(self.pagina, f"no ring to see at '{stand['waar']}'")
        if not stand["vrij"]:
            self.verslag.klaag(self.pagina, f"the focus is out of sight at '{stand['waar']}'")
        if (stand.get("contrast") or 3) < 3:
            self.verslag.klaag(self.pagina, f"a faint ring ({stand['contrast']:.1f}:1) at '{stand['waar']}'")

    def naar(self, doel: ElementHandle) -> None:
        """Go there, and note how far down the page it was."""
        self._naar(doel)
        diep = doel.evaluate("e => (e.getBoundingClientRect().top + scrollY) / innerHeight")
        if diep > self.verslag.deel.diepste[0]:
            self.verslag.deel.diepste = (diep, self._plek(doel))
        self.verslag.foto(self.pagina, self._naam(doel))

    def _plek(self, doel: ElementHandle) -> str:
        return f"{self.pagina.evaluate('location.pathname')} '{self._naam(doel)}'"

    def _naar(self, doel: ElementHandle) -> None:
        """Tab until this element has the focus; from the top of a page by the skip link."""
        raak = "(e) => e === document.activeElement"
        if doel.evaluate(raak):
            return
        in_hoofd = doel.evaluate("e => !!e.closest('main') && !e.closest('dialog')")
        if in_hoofd and self.pagina.evaluate("document.activeElement === document.body"):
            self.tab()
            if self.pagina.evaluate("document.activeElement.matches('.spring, .skip-to-content-link')"):
                self.pagina.keyboard.press("Enter")
        # Whoever passed it goes back.
        achteruit = doel.evaluate(
            "e => document.activeElement !== document.body"
            " && !!(document.activeElement.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING)"
            " && !(document.activeElement.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_CONTAINS)"
        )
        for stap in range(1, HOOGSTENS + 1):
            self.tab(achteruit)
            if doel.evaluate(raak):
                if stap > self.verslag.deel.verste[0]:
                    self.verslag.deel.verste = (stap, self._plek(doel))
                return
            if self._radio_bereikt(doel):
                return
        raise AssertionError(f"{self.pagina.url}: '{self._naam(doel)}' is not reached in {HOOGSTENS} tabs")

    def _naam(self, doel: ElementHandle) -> str:
        return doel.evaluate(
            "e => (e.innerText || e.labels?.[0]?.innerText || e.name || '').trim().replace(/\\s+/g, ' ').slice(0, 50)"
        )

    def _radio_bereikt(self, doel: ElementHandle) -> bool:
        """A group of radios is one stop; the arrows go round in it."""
        zelfde = "e => e.type === 'radio' && e.name === document.activeElement.name"
        if not doel.evaluate(zelfde):
            return False
        for _ in range(20):
            self.pagina.keyboard.press("ArrowDown")
            if doel.evaluate("e => e === document.activeElement"):
                return True
        return False

    def druk(self, doel: ElementHandle) -> None:
        """Press it, wait for what comes of it, and see that the focus is not lost when the page stayed."""
        soort = doel.evaluate("e => e.tagName + ':' + (e.type || '')")
        self.naar(doel)
        self.pagina.evaluate("window.zelfdePagina = true")
        onderweg: list[Request] = []

        def noteer(verzoek: Request) -> None:
            onderweg.append(verzoek)

        self.pagina.on("request", noteer)
        self.pagina.keyboard.press("Space" if soort in ("INPUT:checkbox", "INPUT:radio") else "Enter")
        self.pagina.wait_for_timeout(100)
        for verzoek in onderweg:  # grows while it is read: a page asks for its style sheets
            with suppress(Error):
                verzoek.response()
        self.pagina.remove_listener("request", noteer)
        self.rust()

    def rust(self) -> None:
        """Wait until the page is there, then look where the focus is."""
        for _ in range(40):
            with suppress(Error):  # the next page came in the middle of the question
                self.pagina.wait_for_load_state("load")
                if not self.pagina.evaluate("window.zelfdePagina === true && document.activeElement === document.body"):
                    return
            self.pagina.wait_for_timeout(50)
        self.verslag.deel.kwijt += 1
        self.verslag.klaag(self.pagina, "the focus was lost when part of the page changed")

    def typ(self, doel: ElementHandle, tekst: str) -> None:
        self.naar(doel)
        if doel.evaluate("e => ['date', 'time'].includes(e.type)"):
            # The keys of these differ per browser and language; what matters is that one gets there.
            doel.fill(tekst)
            return
        self.pagina.keyboard.press("ControlOrMeta+a")
        self.pagina.keyboard.press("Delete")
        self.pagina.keyboard.insert_text(tekst)

    def kies(self, doel: ElementHandle, label: str) -> None:
        """A select: arrows until the choice shows."""
        self.naar(doel)
        opties = doel.evaluate("e => [...e.options].map(o => o.label.trim())")
        heen = next(n for n, optie in enumerate(opties) if optie == label)
        nu = doel.evaluate("e => e.selectedIndex")
        for _ in range(abs(heen - nu)):
            self.pagina.keyboard.press("ArrowDown" if heen > nu else "ArrowUp")
        assert doel.evaluate("e => e.selectedIndex") == heen, f"the arrows do not reach '{label}'"


@contextmanager
def alleen_toetsen(verslag: Verslag) -> Iterator[Verslag]:
    """No mouse: every locator goes by keys until the end."""
    oud = {naam: getattr(Locator, naam) for naam in ("click", "fill", "check", "uncheck", "select_option")}

    def element(loc: Locator) -> tuple[Toetsen, ElementHandle]:
        handvat = loc.element_handle()
        assert handvat is not None
        return Toetsen(loc.page, verslag), handvat

    def click(self: Locator, **_: Any) -> None:
        toetsen, doel = element(self)
        toetsen.druk(doel)

    def fill(self: Locator, value: str, **_: Any) -> None:
        toetsen, doel = element(self)
        toetsen.typ(doel, value)

    def zet(aan: bool) -> Any:
        def doe(self: Locator, **_: Any) -> None:
            toetsen, doel = element(self)
            if doel.is_checked() is not aan:
                toetsen.naar(doel)
                if doel.is_checked() is not aan:  # arrows choose a radio already
                    self.page.keyboard.press("Space")
            assert doel.is_checked() is aan

        return doe

    def select_option(self: Locator, *, label: str, **_: Any) -> None:
        toetsen, doel = element(self)
        toetsen.kies(doel, label)

    nieuw = {
        "click": click, "fill": fill, "check": zet(True), "uncheck": zet(False), "select_option": select_option,
    }  # fmt: skip
    for naam, functie in nieuw.items():
        setattr(Locator, naam, functie)
    try:
        yield verslag
    finally:
        for naam, functie in oud.items():
            setattr(Locator, naam, functie)

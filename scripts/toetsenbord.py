"""Each of the nine users, a visitor and a volunteer do their main job with the keyboard alone, on a demo city.

Run by `make toetsenbord` (a few minutes): at 1280 wide in light. `--smal`, `--donker` and `--alles` (all four) choose
others; `--platen MAP` keeps a picture of each control as it has the focus. Against a portal that runs: `--url`; the
mails of that portal are read from `--post`, if it keeps them in a folder. Prints a table per user: stops of the focus,
the longest way to a control in tabs, how many windows down the deepest one was, how often the focus was lost. Exit
status 1 with a stop where the focus cannot be seen, a swap that loses it, or a control that cannot be reached. What
counts as seen: see tests/browser/toetsen.py.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
os.environ.setdefault("NETWERK_DEMO", "1")

import django  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from scripts.gangen import GANGEN, Loper  # noqa: E402
from scripts.keuring import portaal  # noqa: E402
from tests.browser import hulp  # noqa: E402
from tests.browser.conftest import VLAGGEN  # noqa: E402
from tests.browser.toetsen import Deel, Verslag, alleen_toetsen  # noqa: E402

#: name, window, colours
STANDEN = (
    ("1280 light", hulp.BREED, "light"), ("1280 dark", hulp.BREED, "dark"),
    ("390 light", hulp.SMAL, "light"), ("390 dark", hulp.SMAL, "dark"),
)  # fmt: skip


def loop(browser: Browser, url: str, stand: tuple[str, dict[str, int], str], keuze: argparse.Namespace) -> Verslag:
    """All walks in one window and colour."""
    naam, venster, kleur = stand
    verslag = Verslag(platen=keuze.platen, voorvoegsel=naam.replace(" ", "-") + "-")
    server = hulp.DemoServer(url, "", Path(os.devnull), None)  # type: ignore[arg-type]

    def login(pagina: Page, email: str) -> None:
        hulp.login_als(pagina, server, email)

    def zeg(wie: str) -> None:
        verslag.wie = wie

    loper = Loper(login, zeg, keuze.post)
    for gang, doe in GANGEN.items():
        if keuze.wie and gang not in keuze.wie:
            continue
        context = browser.new_context(
            base_url=url, viewport=venster, locale="nl-NL", timezone_id="Europe/Amsterdam",  # type: ignore[arg-type]
            reduced_motion="reduce", color_scheme=kleur,  # type: ignore[arg-type]
        )  # fmt: skip
        pagina, begin = context.new_page(), time.monotonic()
        pagina.set_default_timeout(15_000)
        try:
            with alleen_toetsen(verslag):
                doe(pagina, loper)
        except Exception as e:
            verslag.klaag(pagina, f"{gang} stopped: {type(e).__name__}: {str(e)[:900]}")
            verslag.foto(pagina, "stopped")
        print(f"{naam}, {gang}: {time.monotonic() - begin:.0f} s", flush=True)
        context.close()
    for regel in verslag.mis:
        print(f"  {naam} {regel}", flush=True)
    return verslag


def tabel(verslagen: dict[str, Verslag]) -> str:
    """Per user and window: stops, longest way in tabs, windows down, focus lost."""
    namen = list(dict.fromkeys(wie for verslag in verslagen.values() for wie in verslag.delen))
    regels = ["| user | " + " | ".join(verslagen) + " |", "|---" * (len(verslagen) + 1) + "|"]
    for wie in namen:
        delen = [verslag.delen.get(wie, Deel()) for verslag in verslagen.values()]
        cellen = [f"{d.haltes} / {d.verste[0]} / {d.diepste[0]:.1f} / {d.kwijt}" for d in delen]
        regels.append(f"| {wie} | " + " | ".join(cellen) + " |")
    regels.append("\nstops / longest way in tabs / windows down / focus lost")
    for kop, kies in (("longest way", "verste"), ("deepest", "diepste")):
        for stand, verslag in verslagen.items():
            deel = max(verslag.delen.values(), key=lambda d: getattr(d, kies)[0], default=Deel())
            regels.append(f"{kop}, {stand}: {getattr(deel, kies)[0]:.3g} at {getattr(deel, kies)[1]}")
    return "\n".join(regels)


def main() -> int:
    vraag = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    vraag.add_argument("--url", default="")
    vraag.add_argument("--wie", nargs="*", choices=list(GANGEN), help="only these walks")
    vraag.add_argument("--smal", action="store_true", help="on a window of 390 wide")
    vraag.add_argument("--donker", action="store_true", help="in dark colours")
    vraag.add_argument("--alles", action="store_true", help="wide and narrow, light and dark")
    vraag.add_argument("--platen", type=Path, help="keep pictures in this folder")
    vraag.add_argument("--post", type=Path, help="folder in which the portal of --url keeps its mails")
    keuze = vraag.parse_args()
    django.setup()
    if keuze.platen:
        keuze.platen.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as map_:
        if not keuze.url:
            keuze.post = Path(map_)
            os.environ["EMAIL_URL"] = f"filemail:///{map_}"
        verslagen = {}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=hulp.vind_chromium(), args=VLAGGEN)
            gekozen = [
                stand for stand in STANDEN
                if keuze.alles or (stand[1] is hulp.SMAL, stand[2] == "dark") == (keuze.smal, keuze.donker)
            ]  # fmt: skip
            for stand in gekozen:
                with portaal(keuze.url.rstrip("/")) as url:  # an untouched city each time
                    verslagen[stand[0]] = loop(browser, url, stand, keuze)
            browser.close()
    print(tabel(verslagen))
    return int(any(verslag.mis for verslag in verslagen.values()))


if __name__ == "__main__":
    sys.exit(main())

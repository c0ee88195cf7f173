"""Each of the nine users does their main job with the keyboard alone, on a demo city of its own.

Run by `make toetsenbord` (a few minutes), or against a portal that runs with `--url`. Exit status 1 with a stop where
the focus cannot be seen, a swap that loses it, or a control that cannot be reached. What counts as seen: see
tests/browser/toetsen.py.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import string
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
os.environ.setdefault("NETWERK_DEMO", "1")

import django  # noqa: E402
from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402

from scripts.keuring import portaal  # noqa: E402
from tests.browser import gang, hulp, test_draad  # noqa: E402
from tests.browser.conftest import VLAGGEN  # noqa: E402
from tests.browser.toetsen import Verslag, alleen_toetsen  # noqa: E402

Login = Callable[[Page, str], None]


def coach_aanbieder_en_coordinator(pagina: Page, login: Login) -> None:
    """Intake, plan and referral at an informal organisation; the provider answers; the coordinator proposes."""
    # A name of its own each time: nobody is referred twice to the same course.
    naam = "Saba" + "".join(random.choices(string.ascii_lowercase, k=5))
    test_draad.loop_de_draad(pagina, login, naam, gang.niets)


def curator(pagina: Page, login: Login) -> None:
    """From the matrix to a verdict on a gap."""
    login(pagina, "curator@demo.example")
    pagina.goto("/")
    pagina.locator("main a", has_text="Inventarisatie").click()
    pagina.get_by_role("link", name=re.compile("Opladen en geluid, Starter")).click()
    pagina.get_by_label("Er ontbreekt materiaal").check()
    pagina.get_by_label("Reden").fill("Er is niets voor wie nog nooit een telefoon had.")
    pagina.get_by_label(re.compile("Wat zou dit gat vullen")).fill("Een kaart met plaatjes.")
    pagina.get_by_role("button", name="Oordeel opslaan").click()
    expect(pagina.locator("main")).to_contain_text("Het oordeel staat in de inventaris")


def regie(pagina: Page, login: Login) -> None:
    """Figures of one district, the table behind them, and the estimate that they are divided by."""
    login(pagina, "regie@demo.example")
    pagina.goto("/cijfers/")
    if not pagina.get_by_label("Stadsdeel").first.is_visible():
        pagina.locator("summary", has_text="Periode, stadsdeel").click()
    pagina.get_by_label("Stadsdeel").first.select_option(label="Noord")
    pagina.get_by_role("button", name="Toon resultaten").click()
    expect(pagina.locator("main")).to_contain_text("Noord")
    pagina.locator("main a", has_text="Doorverwijzen en wachten").first.click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Doorverwijz")


def secretaris(pagina: Page, login: Login) -> None:
    """A task that is taken up, a suggestion that is supported, and one of one's own."""
    login(pagina, "secretaris@demo.example")
    pagina.goto("/overleg/bijeenkomst/volgend-stedelijk-netwerkoverleg-digitaal/")
    pagina.get_by_role("button", name=re.compile("Steun dit|U steunt dit")).first.click()
    pagina.get_by_role("link", name="Doe een suggestie").click()
    titel = pagina.locator("main input[type=text]").first
    titel.fill("Hoe vinden wij ruimte voor lessen in de avond?")
    pagina.locator("main textarea").first.fill("Drie organisaties zoeken een zaal.")
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    expect(pagina.locator("main")).to_contain_text("Hoe vinden wij ruimte")


def beheerder(pagina: Page, login: Login) -> None:
    """A new colleague with a role; and taken off again, through the question that is asked first."""
    login(pagina, "beheerder@demo.example")
    pagina.goto("/organisatie/mensen/")
    pagina.get_by_role("link", name="Nodig iemand uit").click()
    pagina.get_by_label("E-mailadres").fill("toets@demo.example")
    pagina.get_by_label("Naam").fill("Tessa Toetsproef")
    pagina.get_by_label("Coach", exact=True).check()
    pagina.get_by_role("button", name="Toevoegen en mail sturen").click()
    expect(pagina.locator("main")).to_contain_text("Tessa Toetsproef")


def admin(pagina: Page, login: Login) -> None:
    """Into the admin and to a list in it."""
    login(pagina, "admin@demo.example")
    pagina.goto("/beheer/")
    pagina.get_by_role("link", name="Stadsdelen").first.click()
    expect(pagina.locator("#changelist")).to_be_visible()


def bezoeker(pagina: Page, login: Login) -> None:
    """Finds a place near by, keeps it, and signs up as a volunteer in three steps."""
    pagina.context.clear_cookies()
    pagina.goto("/")
    pagina.get_by_label(re.compile("Wat wilt u leren")).fill("digid")
    pagina.get_by_label(re.compile("Uw postcode")).fill("1024")
    pagina.locator("main").get_by_role("button", name="Zoek").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Vind hulp")
    pagina.locator("main article h3 a").first.click()
    expect(pagina.get_by_role("heading", level=1)).to_be_visible()
    pagina.goto("/vrijwilligers/aanmelden/")
    begin = time.monotonic()
    pagina.get_by_label("Uw naam").fill("Tine Toetsproef")
    pagina.get_by_label(re.compile("E-mailadres")).fill("tine@demo.example")
    pagina.get_by_role("button", name="Volgende").click()
    pagina.get_by_label(re.compile("postcode", re.IGNORECASE)).fill("1024")
    pagina.get_by_role("button", name="Volgende").click()
    # A form that comes back with an error takes the focus to its summary.
    pagina.get_by_role("button", name=re.compile("Aanmelden|Verstuur|Meld")).last.click()
    expect(pagina.locator("[data-foutsamenvatting]")).to_be_focused()
    pagina.locator("main input[type=checkbox][required]").first.check()
    pagina.wait_for_timeout(max(0.0, 12 - (time.monotonic() - begin)) * 1000)  # faster than that only machines are
    pagina.get_by_role("button", name=re.compile("Aanmelden|Verstuur|Meld")).last.click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Dank u wel")


#: The nine kinds of users of the design; the first walk is of three of them and of the organisation that refers.
GANGEN: dict[str, Callable[[Page, Login], None]] = {
    "coach, informal organisation, provider, coordinator": coach_aanbieder_en_coordinator,
    "curator": curator,
    "municipality": regie,
    "secretary": secretaris,
    "administrator of an organisation": beheerder,
    "administrator": admin,
    "visitor": bezoeker,
}


def main() -> int:
    vraag = argparse.ArgumentParser(description=__doc__)
    vraag.add_argument("--url", default="")
    vraag.add_argument("--wie", nargs="*", help="only walks with one of these words in their name")
    vraag.add_argument("--smal", action="store_true", help="on a window of 390 wide")
    vraag.add_argument("--donker", action="store_true", help="in dark colours")
    keuze = vraag.parse_args()
    django.setup()
    fout = False
    with portaal(keuze.url.rstrip("/")) as url, sync_playwright() as playwright:
        server = hulp.DemoServer(url, "", Path(os.devnull), None)  # type: ignore[arg-type]
        browser = playwright.chromium.launch(executable_path=hulp.vind_chromium(), args=VLAGGEN)

        def login(pagina: Page, email: str) -> None:
            hulp.login_als(pagina, server, email)

        for naam, gang_ in GANGEN.items():
            if keuze.wie and not any(woord in naam for woord in keuze.wie):
                continue
            context = browser.new_context(
                base_url=url, viewport=hulp.SMAL if keuze.smal else hulp.BREED, locale="nl-NL",
                timezone_id="Europe/Amsterdam", reduced_motion="reduce",
                color_scheme="dark" if keuze.donker else "light",
            )  # fmt: skip
            pagina, verslag, begin = context.new_page(), Verslag(), time.monotonic()
            pagina.set_default_timeout(15_000)
            try:
                with alleen_toetsen(verslag):
                    gang_(pagina, login)
            except Exception as e:
                verslag.klaag(pagina, f"stopped: {type(e).__name__}: {str(e)[:600]}")
            verste = f"furthest {verslag.verste[0]} tabs ({verslag.verste[1]})"
            print(f"{naam}: {verslag.haltes} stops, {verste}, {time.monotonic() - begin:.0f} s", flush=True)
            print(*(f"  {regel}" for regel in verslag.mis), sep="\n", end="\n" if verslag.mis else "", flush=True)
            fout |= bool(verslag.mis)
            context.close()
        browser.close()
    return int(fout)


if __name__ == "__main__":
    sys.exit(main())

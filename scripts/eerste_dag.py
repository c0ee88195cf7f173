"""The first day of a new coach, coordinator and provider: invited by mail, a password, a second step, the guided start.

    python scripts/eerste_dag.py [--platen MAP] [--wie coach coordinator aanbieder] [--breedte 1280 390]

On a demo city of its own with the second factor on. Every step of "Zo begint u" is done for real; in the middle the
person hides the list, logs out, comes back and finds it again. Prints per person and width the screens (pages that
came), presses (of links and buttons), fields (typed, ticked or chosen) and seconds of the machine: from the mail to the
home page, and per step of the guided start.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")
os.environ.setdefault("NETWERK_DEMO", "1")

import django  # noqa: E402
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

from scripts.gangen import Loper, vul_antwoord  # noqa: E402
from scripts.keuring import portaal  # noqa: E402
from scripts.teller import Teller  # noqa: E402
from tests.browser import gang, hulp, test_draad  # noqa: E402
from tests.browser.conftest import VLAGGEN  # noqa: E402

WACHTWOORD = "zeven gele fietsen 42"
#: An organisation that began this morning, whose administrator already works elsewhere in the network.
NIEUW_HUIS = """
WITH huis AS (
  INSERT INTO kern_organisatie (uuid, naam, slug, soort, omschrijving, website, email, telefoon, actief, demo, bron,
    aangemaakt_op, gewijzigd_op, versie)
  VALUES (gen_random_uuid(), 'Nieuw Huis (demo)', 'nieuw-huis', 'informeel', '', '', 'huis@demo.example', '', TRUE,
    TRUE, '', now(), now(), 1) RETURNING id)
INSERT INTO kern_lidmaatschap (gebruiker_id, organisatie_id, rol, sinds)
SELECT g.id, huis.id, 'beheerder', now() FROM huis, kern_gebruiker g WHERE g.email = 'beheerder@demo.example'"""


def code(geheim: str) -> str:
    """What the app shows now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(geheim, int(time.time()) // 30)))


def tweede_stap(pagina: Page) -> str:
    """Set up the app with codes; gives its secret."""
    pagina.get_by_role("link", name="App aanzetten").click()
    geheim = pagina.locator("main code").inner_text().strip()
    pagina.locator("main input[name=code]").fill(code(geheim))
    pagina.get_by_role("button", name="Aanzetten").click()
    expect(pagina.locator("main h1")).to_have_text("Herstelcodes")
    pagina.get_by_role("link", name="Ik heb ze bewaard").click()
    return geheim


def nodig_uit(browser: Browser, url: str, rollen: dict[str, tuple[str, str]]) -> None:
    """The administrator of Nieuw Huis, who sets up a second step first, invites them all."""
    context = browser.new_context(base_url=url, locale="nl-NL", reduced_motion="reduce")
    pagina = context.new_page()
    hulp.login_als(pagina, hulp.DemoServer(url, "", Path(os.devnull), None), "beheerder@demo.example")  # type: ignore[arg-type]
    tweede_stap(pagina)
    for email, (naam, rol) in rollen.items():
        pagina.goto("/organisatie/nieuw-huis/mensen/")
        pagina.get_by_role("link", name="Nodig iemand uit").click()
        pagina.get_by_label("E-mailadres").fill(email)
        pagina.get_by_label("Naam").fill(naam)
        pagina.get_by_label(rol, exact=True).check()
        pagina.get_by_role("button", name="Toevoegen en mail sturen").click()
        expect(pagina.locator("#meldingen")).to_contain_text(naam)
    context.close()


def binnenkomen(pagina: Page, teller: Teller, loper: Loper, email: str) -> str:
    with teller.stap("from the mail to the home page"):
        pagina.goto(loper.link_uit_post(email, "/account/password/reset/"))
        for vak in pagina.locator("main input[type=password]").all():
            vak.fill(WACHTWOORD)
        pagina.get_by_role("button", name="Wachtwoord opslaan").click()
        geheim = tweede_stap(pagina)
        expect(pagina.get_by_role("heading", name="Zo begint u")).to_be_visible()
    return geheim


def weg_en_terug(pagina: Page, teller: Teller, email: str, geheim: str) -> None:
    with teller.stap("log out, come back, hide the list, find it again"):
        pagina.goto("/")
        pagina.get_by_role("button", name="Niet meer tonen").click()
        expect(pagina.get_by_role("heading", name="Zo begint u")).to_have_count(0)
        pagina.goto("/mijn-account/")
        pagina.locator("main").get_by_role("button", name="Uitloggen").click()
        pagina.goto("/account/login/")
        pagina.locator("main input[name=login]").fill(email)
        pagina.locator("main input[name=password]").fill(WACHTWOORD)
        pagina.locator("main form button[type=submit]").first.click()
        time.sleep(31 - time.time() % 30)  # a code works once
        pagina.locator("main input[name=code]").fill(code(geheim))
        pagina.locator("main form button[type=submit]").first.click()
        expect(pagina.get_by_role("heading", name="Wat wacht er vandaag")).to_be_visible()
        expect(pagina.get_by_role("heading", name="Zo begint u")).to_have_count(0)  # still hidden
        pagina.goto("/mijn-account/")
        pagina.locator("main a", has_text="Zo begint u").click()
        expect(pagina.locator("h1")).to_have_text("Zo begint u")
        pagina.get_by_role("button", name="Toon dit weer op mijn startpagina").click()
        expect(pagina.get_by_role("heading", name="Zo begint u")).to_be_visible()


def doe(pagina: Page, titel: str) -> None:
    """Press the step in the list."""
    pagina.goto("/beginnen/")
    pagina.get_by_role("link", name=re.compile(f"(Doe dit|Bekijk) ?: {re.escape(titel)}")).click()


def klaar(pagina: Page, aantal: int) -> None:
    pagina.goto("/beginnen/")
    gedaan = pagina.locator("main ol > li", has=pagina.locator(".tegel-icoon", has_text="Gedaan"))
    assert gedaan.count() >= aantal, f"{gedaan.count()} steps ticked, not {aantal}"


Stap = Callable[[Page], None]


def coach_stappen(browser: Browser, url: str) -> list[tuple[str, Stap]]:
    mens = test_draad.starter("Nieuwelien")

    def schrijf_in(pagina: Page) -> None:
        pagina.get_by_label("Voornaam").fill(mens.voornaam)
        for vraag in mens.toestemming:
            pagina.get_by_role("checkbox", name=re.compile(vraag)).check()
        pagina.get_by_role("button", name="Verder").click()
        gang.vul_persoon(pagina, mens)

    def intake(pagina: Page) -> None:
        pagina.get_by_role("link", name=mens.voornaam).first.click()
        gang.beantwoord(pagina, mens)
        gang.kies_wensen(pagina, mens)

    def plan(pagina: Page) -> None:
        pagina.get_by_role("link", name=mens.voornaam).first.click()
        pagina.get_by_role("link", name="Naar het advies").click()
        gang.in_plan(pagina, test_draad.CURSUS)
        gang.in_plan(pagina, "Vraag een vrijwilliger")
        pagina.get_by_role("button", name="Naar het leerplan").click()

    def verwijs(pagina: Page) -> None:
        pagina.get_by_role("link", name=mens.voornaam).first.click()
        pagina.get_by_role("link", name="Leerplan", exact=True).click()
        pagina.get_by_role("link", name="Doorverwijzen").first.click()
        pagina.get_by_role("button", name="Versturen").click()
        pagina.get_by_role("link", name=re.compile("^Vraag een vrijwilliger")).click()
        pagina.get_by_role("button", name="Versturen").click()

    def lees(pagina: Page) -> None:
        OPEN_GEBLEVEN["coach"] = pagina
        antwoord_van_roc(browser, url, mens.voornaam)
        pagina.reload()
        pagina.get_by_role("link", name=mens.voornaam).first.click()
        expect(pagina.locator("main")).to_contain_text("Laatste antwoord")

    return [
        ("Schrijf een leerder in", schrijf_in), ("Doe de intake", intake), ("Maak een leerplan", plan),
        ("Verwijs door of vraag een vrijwilliger", verwijs), ("Lees het antwoord", lees),
    ]  # fmt: skip


def antwoord_van_roc(browser: Browser, url: str, wie: str) -> None:
    """The school answers, in a browser of its own."""
    context = browser.new_context(base_url=url, locale="nl-NL", reduced_motion="reduce")
    pagina = context.new_page()
    hulp.login_als(pagina, hulp.DemoServer(url, "", Path(os.devnull), None), test_draad.ROC)  # type: ignore[arg-type]
    tweede_stap(pagina)
    pagina.goto("/aanbod/doorverwijzingen/ontvangen/")
    pagina.get_by_role("link", name=wie, exact=True).first.click()
    pagina.get_by_role("link", name="Uitnodigen").click()
    vul_antwoord(pagina, "Waarvoor nodigt", "Wie ontvangt", "Op welke dag", 7)
    pagina.get_by_label("Waar?").fill("lokaal 3")
    pagina.get_by_role("button", name="Versturen").click()
    expect(pagina.locator("main")).to_contain_text("itgenodigd")
    context.close()


def coordinator_stappen(browser: Browser, url: str) -> list[tuple[str, Stap]]:
    def vacature(pagina: Page) -> None:
        pagina.get_by_role("link", name="Vacature schrijven").first.click()
        pagina.get_by_label("Titel").fill("Help een nieuwkomer met de eerste telefoon")
        pagina.get_by_label(re.compile("Wat gaat de vrijwilliger doen", re.I)).fill("Samen oefenen, een uur per week.")
        pagina.get_by_role("button", name="Opslaan").click()
        expect(pagina.locator("h1")).to_contain_text("Help een nieuwkomer")

    def op_het_bord(pagina: Page) -> None:
        pagina.locator("main a", has_text="Vrijwilliger toevoegen").first.click()
        pagina.get_by_label("Naam", exact=True).fill("Vera Vroegevogel")
        pagina.get_by_label("E-mailadres").fill("vera@demo.example")
        pagina.get_by_label(re.compile("postcode", re.I)).fill("1024")
        pagina.get_by_role("checkbox", name="Tigrinya", exact=True).check()
        pagina.get_by_role("button", name="Opslaan").click()
        expect(pagina.locator("h1")).to_contain_text("Vera")

    def gezien(pagina: Page) -> None:
        pagina.get_by_role("link", name="Vera Vroegevogel").click()
        pagina.get_by_role("link", name="Bijwerken").first.click()
        pagina.get_by_label("VOG getoond op").fill(date.today().isoformat())
        pagina.get_by_label("Geheimhouding getekend op").fill(date.today().isoformat())
        pagina.get_by_label("Versie van de tekst").fill("2026-1")
        pagina.get_by_role("button", name="Opslaan").click()

    def training(pagina: Page) -> None:
        pagina.get_by_role("link", name="Vera Vroegevogel").click()
        pagina.get_by_role("link", name="Inschrijven").first.click()
        pagina.get_by_role("link", name="Doe de zelfcheck").first.click()
        for vak in pagina.locator("main fieldset").all():
            vak.get_by_role("radio").nth(3).check()
        pagina.locator("main form[method=post] button[type=submit]").last.click()
        expect(pagina.locator("#meldingen")).to_be_visible()

    def koppel(pagina: Page) -> None:
        # What takes weeks, written down in one go: only who is trained can be proposed to somebody.
        pagina.goto("/vrijwilligers/")
        pagina.get_by_role("link", name="Vera Vroegevogel").click()
        mens = pagina.url
        for module in ("Basistraining", "Privacy en DigiD"):
            pagina.get_by_role("link", name="Inschrijven").first.click()
            pagina.get_by_role("link", name="Module vastleggen").click()
            keuze = pagina.get_by_label("Module")
            keuze.select_option(keuze.locator("option", has_text=module).first.get_attribute("value"))
            pagina.get_by_label("Gehaald op").fill(date.today().isoformat())
            pagina.locator("main form[method=post] button[type=submit]").first.click()
            pagina.goto(mens)
        for knop in ("Kennismaking plannen", "Naar screening", "Naar training", "Inzetbaar"):
            pagina.get_by_role("button", name=knop, exact=True).click()
        doe(pagina, "Maak een koppeling")
        pagina.get_by_role("link", name="Nieuwelien").first.click()
        pagina.get_by_role("button", name="Stel voor").first.click()
        expect(pagina.locator("main")).to_contain_text("Waarom deze twee?")

    return [
        ("Schrijf een vacature of begin een campagne", vacature), ("Zet een vrijwilliger op het bord", op_het_bord),
        ("Leg vast wat u hebt gezien", gezien), ("Noteer een training", training), ("Maak een koppeling", koppel),
    ]  # fmt: skip


def aanbieder_stappen(browser: Browser, url: str) -> list[tuple[str, Stap]]:
    def aanbod(pagina: Page) -> None:
        pagina.get_by_label("Naam", exact=True).fill("Eerste hulp bij telefoons")
        pagina.get_by_label("Soort").select_option(label="Inloop")
        pagina.get_by_label("Omschrijving").fill("Kom met uw telefoon. Wij kijken samen.")
        pagina.locator("main details > summary").first.click()
        pagina.locator("main details input[type=checkbox]").first.check()
        pagina.get_by_label("Naam van de plek").fill("Nieuw Huis")
        pagina.get_by_label("Postcode").fill("1024")
        pagina.get_by_role("button", name=re.compile("Opslaan|Bewaar")).first.click()
        expect(pagina.locator("#meldingen")).to_be_visible()

    def publiceer(pagina: Page) -> None:
        pagina.get_by_role("link", name="Eerste hulp bij telefoons").first.click()
        pagina.get_by_role("button", name="Publiceren").click()

    def klopt(pagina: Page) -> None:
        pagina.get_by_role("button", name="Klopt nog").first.click()

    def tweede(pagina: Page) -> None:
        pagina.get_by_label("Wie krijgt bericht").select_option(index=1)
        pagina.get_by_role("button", name="Opslaan").click()

    def antwoord(pagina: Page) -> None:
        _verwijs_hierheen(browser, url)
        pagina.reload()
        pagina.get_by_role("link", name="Nieuwelien", exact=True).first.click()
        pagina.get_by_role("link", name="Uitnodigen").click()
        vul_antwoord(pagina, "Waarvoor nodigt", "Wie ontvangt", "Op welke dag", 7)
        pagina.get_by_label("Waar?").fill("lokaal 3")
        pagina.get_by_role("button", name="Versturen").click()
        expect(pagina.locator("main")).to_contain_text("itgenodigd")

    return [
        ("Zet uw aanbod erin", aanbod), ("Publiceer het", publiceer), ("Zeg dat het nog klopt", klopt),
        ("Wijs een tweede persoon aan", tweede), ("Beantwoord een doorverwijzing", antwoord),
    ]  # fmt: skip


#: The coach's browser stays open: that coach refers to the new provider later.
OPEN_GEBLEVEN: dict[str, Page] = {}


def _verwijs_hierheen(browser: Browser, url: str) -> None:
    pagina = OPEN_GEBLEVEN["coach"]
    pagina.goto("/intake/")
    pagina.get_by_role("link", name="Nieuwelien").first.click()
    pagina.get_by_role("link", name="Leerplan", exact=True).click()
    plan = pagina.url
    pagina.goto(f"{plan}zoeken/?q=eerste+hulp+bij+telefoons")
    pagina.get_by_role("button", name=re.compile("In het plan ?: Eerste hulp")).click()
    pagina.goto(plan)
    pagina.locator("li.planstap", has_text="Eerste hulp bij telefoons").get_by_role(
        "link", name="Doorverwijzen"
    ).click()
    pagina.get_by_role("button", name="Versturen").click()


ROLLEN: dict[str, tuple[str, str, Callable[[Browser, str], list[tuple[str, Stap]]]]] = {
    "coach": ("Coba Nieuw", "Coach", coach_stappen),
    "coordinator": ("Cor Nieuw", "Vrijwilligerscoördinator", coordinator_stappen),
    "aanbieder": ("Anja Nieuw", "Aanbieder", aanbieder_stappen),
}


def main() -> int:
    vraag = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    vraag.add_argument("--platen", type=Path)
    vraag.add_argument("--wie", nargs="*", default=list(ROLLEN), choices=list(ROLLEN))
    vraag.add_argument("--breedte", nargs="*", type=int, default=[1280, 390], help="of the window")
    vraag.add_argument("--url", default="", help="a portal that runs, with Nieuw Huis in it and the second factor on")
    vraag.add_argument("--post", type=Path, help="folder in which that portal keeps its mails")
    keuze = vraag.parse_args()
    if keuze.platen:
        keuze.platen.mkdir(parents=True, exist_ok=True)
    django.setup()
    with tempfile.TemporaryDirectory() as map_:
        os.environ |= {"EMAIL_URL": f"filemail:///{map_}", "TWEEDE_FACTOR": "true"}
        klaar = [loop_dagen(breedte, keuze, keuze.post or Path(map_)) for breedte in keuze.breedte]
    return 0 if all(klaar) else 1


def loop_dagen(breedte: int, keuze: argparse.Namespace, post: Path) -> bool:
    """All of them at this width, in a city where none of it was done yet; whether all came to the end."""
    OPEN_GEBLEVEN.clear()
    with portaal(keuze.url.rstrip("/"), NIEUW_HUIS) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=hulp.vind_chromium(), args=VLAGGEN)
        nodig_uit(browser, url, {f"{wie}.nieuw@demo.example": ROLLEN[wie][:2] for wie in keuze.wie})
        klaar = [loop_dag(browser, url, wie, breedte, keuze.platen, post) for wie in keuze.wie]
        browser.close()
    return all(klaar)


def loop_dag(browser: Browser, url: str, wie: str, breedte: int, platen: Path | None, post: Path) -> bool:
    context = browser.new_context(
        base_url=url, locale="nl-NL", timezone_id="Europe/Amsterdam", reduced_motion="reduce",
        viewport={"width": breedte, "height": 844},
    )  # fmt: skip
    pagina = context.new_page()
    pagina.set_default_timeout(20_000)
    teller = Teller(pagina, platen, f"{wie}-{breedte}")
    email = f"{wie}.nieuw@demo.example"
    geheim = binnenkomen(pagina, teller, Loper(lambda p, e: None, lambda w: None, post), email)
    for nummer, (titel, stap) in enumerate(ROLLEN[wie][2](browser, url), 1):
        try:
            with teller.stap(titel):
                doe(pagina, titel)
                stap(pagina)
            klaar(pagina, nummer)
        except Exception as e:
            teller.foto()
            print(f"  {titel} stopped at {pagina.url}: {str(e)[:600]}", flush=True)
            break
        if nummer == 2:
            weg_en_terug(pagina, teller, email, geheim)
    gelukt = len(teller.regels) == 7  # coming in, five steps, away and back
    if gelukt:
        with teller.stap("all done: the start page and the list"):
            pagina.goto("/")
            expect(pagina.get_by_role("heading", name="Zo begint u")).to_have_count(0)
            pagina.goto("/beginnen/")
            expect(pagina.locator("main")).to_contain_text("U bent klaar")
    som = [sum(rij) for rij in zip(*(regel[1:] for regel in teller.regels), strict=True)]
    print(f"\n{wie}, {breedte} wide")
    for wat, schermen, drukken, velden, seconden in [*teller.regels, ("together", *som)]:
        print(f"  {schermen:3} screens {drukken:3} presses {velden:3} fields {seconden:4.0f} s  {wat}", flush=True)
    if pagina not in OPEN_GEBLEVEN.values():
        context.close()
    return gelukt


if __name__ == "__main__":
    sys.exit(main())

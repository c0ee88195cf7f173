"""What each of the nine users does, and a visitor and a volunteer: their main job from the home page to the end.

Written for a mouse; scripts/toetsenbord.py walks them with keys. ``Loper.als`` goes on as another user.
"""

from __future__ import annotations

import random
import re
import string
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser import test_draad

#: The nine of the design, and two without an account.
COACH, INFORMEEL, AANBIEDER, COORDINATOR = "coach", "informal organisation", "formal provider", "coordinator"
CURATOR, REGIE, SECRETARIS, BEHEERDER = "curator", "municipality", "secretary", "organisation's administrator"
ADMIN, BEZOEKER, VRIJWILLIGER = "site administrator", "visitor", "volunteer"


class Loper:
    """Who walks: logs in, says as whom, and finds the links in what was mailed."""

    def __init__(self, login: Callable[[Page, str], None], zeg: Callable[[str], None], post: Path | None) -> None:
        self._login, self.zeg, self.post = login, zeg, post

    def als(self, pagina: Page, email: str, wie: str) -> None:
        self.zeg(wie)
        self._login(pagina, email)

    def link_uit_post(self, aan: str, deel: str) -> str:
        """The path in the newest mail to this address that holds ``deel``."""
        assert self.post is not None
        einde = time.monotonic() + 10
        while time.monotonic() < einde:
            for bestand in sorted(self.post.iterdir(), key=lambda b: b.stat().st_mtime, reverse=True):
                brief = bestand.read_text()
                gevonden = re.findall(rf"https?://\S*{re.escape(deel)}\S*", brief)
                if aan in brief and gevonden:
                    return urlsplit(gevonden[-1]).path
            time.sleep(0.2)
        raise AssertionError(f"no mail to {aan} with {deel}")


def open_filter(pagina: Page, veld: str) -> None:
    """Filters are folded on a phone."""
    if not pagina.get_by_label(veld).first.is_visible():
        pagina.locator("summary.filterpaneel, details.filterpaneel > summary").first.click()


def menu(pagina: Page, naam: str) -> None:
    """Through the main menu, folded or not."""
    vouw = pagina.locator(".kopbalk details.alleen-smal > summary")
    if vouw.is_visible():
        vouw.click()
        pagina.locator(".kopbalk details.alleen-smal nav a", has_text=naam).first.click()
    else:
        pagina.locator(".hoofdnav a", has_text=naam).first.click()


def draad(pagina: Page, loper: Loper) -> None:
    """Intake, plan and referral; the provider answers; it is read; the coordinator proposes; the volunteer says yes."""
    # A name of its own each time: nobody is referred twice to the same course.
    naam = "Saba" + "".join(random.choices(string.ascii_lowercase, k=5))
    rollen: dict[str, Iterator[str]] = {
        test_draad.COACH: iter((COACH, INFORMEEL, INFORMEEL)),
        test_draad.ROC: iter((AANBIEDER,)), test_draad.COORDINATOR: iter((COORDINATOR,)),
    }  # fmt: skip

    def kijk(plek: str) -> None:
        if plek == "doorverwijzen":
            loper.zeg(INFORMEEL)

    test_draad.loop_de_draad(pagina, lambda p, email: loper.als(p, email, next(rollen[email])), naam, kijk)


def aanbieder(pagina: Page, loper: Loper) -> None:
    """A referral by way of the waiting list to the end, from the inbox; and the own provision looked over."""
    loper.als(pagina, test_draad.ROC, AANBIEDER)
    pagina.goto("/")
    pagina.get_by_role("region", name="Snel naar").get_by_role("link", name="Doorverwijzingen").click()
    hoofd = pagina.locator("main")
    rij = pagina.locator("tbody", has=pagina.get_by_text("Nieuw", exact=True)).first
    wie = rij.locator("th a").inner_text()
    rij.get_by_role("link", name="Beantwoorden").click()
    pagina.get_by_role("link", name="Op de wachtlijst zetten").click()
    vul_antwoord(pagina, "Waarop wacht", "Wie houdt", "Wanneer hoort", 14)
    pagina.get_by_label("Hoeveel weken wachten").fill("3")
    pagina.get_by_label("Welke plaats op de lijst").fill("2")
    pagina.get_by_role("button", name="Versturen").click()
    expect(hoofd).to_contain_text("Op de wachtlijst")
    pagina.get_by_role("link", name=wie, exact=True).first.click()
    pagina.get_by_role("link", name="Uitnodigen").click()
    vul_antwoord(pagina, "Waarvoor nodigt", "Wie ontvangt", "Op welke dag", 7)
    pagina.get_by_label("Waar?").fill("lokaal 3")
    pagina.get_by_role("button", name="Versturen").click()
    expect(hoofd).to_contain_text("Uitgenodigd")
    for knop, vragen in (
        ("Leerder is begonnen", ("Waarmee is", "Wie begeleidt", "Sinds welke")),
        ("Afgerond", ("Wat is het resultaat", "Wie sprak", "Wanneer was")),
    ):
        pagina.get_by_role("link", name=knop).click()
        vul_antwoord(pagina, *vragen, 0)
        pagina.get_by_role("button", name="Versturen").click()
    expect(hoofd).to_contain_text("Afgerond")
    pagina.goto("/")
    pagina.locator("main a", has_text="Ons aanbod").first.click()
    pagina.get_by_role("button", name="Klopt nog").first.click()
    expect(hoofd).to_contain_text("Mijn aanbod")


def vul_antwoord(pagina: Page, wat: str, wie: str, wanneer: str, dagen: int) -> None:
    """The three questions of every answer."""
    pagina.get_by_label(wat).fill("Kennismaken met de docent en daarna meedoen in de maandaggroep.")
    pagina.get_by_label(wie).fill("Marleen Docentproef")
    pagina.get_by_label(wanneer).fill((date.today() + timedelta(days=dagen)).isoformat())


def coordinator(pagina: Page, loper: Loper) -> None:
    """A campaign, somebody new on the board, the next step, what was shown, a training, and a check-in."""
    loper.als(pagina, test_draad.COORDINATOR, COORDINATOR)
    pagina.goto("/")
    menu(pagina, "Vrijwilligers")
    pagina.get_by_role("link", name="Campagnes", exact=True).click()
    pagina.locator("main a", has_text="Campagne maken").first.click()
    pagina.get_by_label("Naam").fill("Lente in Noord")
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Lente in Noord")
    menu(pagina, "Vrijwilligers")
    pagina.locator("main .acties a", has_text="toevoegen").first.click()
    pagina.get_by_label("Naam", exact=True).fill("Tonia Toetsproef")
    pagina.get_by_label("E-mailadres").fill("tonia@demo.example")
    pagina.get_by_role("button", name="Opslaan").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Tonia Toetsproef")
    pagina.get_by_role("button", name="Kennismaking plannen").click()
    pagina.get_by_role("button", name="Naar screening").click()
    pagina.get_by_role("link", name="Bijwerken").first.click()
    pagina.get_by_label("VOG aangevraagd op").fill((date.today() - timedelta(days=9)).isoformat())
    pagina.get_by_label("VOG getoond op").fill(date.today().isoformat())
    pagina.get_by_role("button", name="Opslaan").click()
    pagina.get_by_role("button", name="Naar training").click()
    pagina.get_by_role("link", name="Inschrijven").first.click()
    pagina.get_by_role("link", name="Doe de zelfcheck").first.click()
    for vak in pagina.locator("main fieldset").all():
        vak.get_by_role("radio").nth(3).check()
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    pagina.locator("main form button", has_text=re.compile("^Schrijf in|wachtlijst")).first.click()
    pagina.goto("/vrijwilligers/")
    pagina.get_by_role("link", name="Check-ins", exact=True).click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Check-ins")
    pagina.locator("main a, main button").filter(has_text=re.compile("Leg vast|check-in", re.I)).first.click()


def curator(pagina: Page, loper: Loper) -> None:
    """From the matrix to a verdict on a gap; then a proposal taken into judgement."""
    loper.als(pagina, "curator@demo.example", CURATOR)
    pagina.goto("/")
    pagina.locator("main a", has_text="Inventarisatie").click()
    pagina.get_by_role("link", name=re.compile("Opladen en geluid, Starter")).click()
    pagina.get_by_label("Er ontbreekt materiaal").check()
    pagina.get_by_label("Reden").fill("Er is niets voor wie nog nooit een telefoon had.")
    pagina.get_by_label(re.compile("Wat zou dit gat vullen")).fill("Een kaart met plaatjes.")
    pagina.get_by_role("button", name="Oordeel opslaan").click()
    expect(pagina.locator("main")).to_contain_text("Het oordeel staat in de inventaris")
    pagina.goto("/")
    pagina.locator("main a", has_text="Beoordelen").first.click()
    kaart = pagina.locator("main article", has=pagina.locator(".acties a")).first
    kaart.locator(".acties a").first.click()
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    expect(pagina.get_by_role("heading", level=1)).to_be_visible()


def regie(pagina: Page, loper: Loper) -> None:
    """Figures of one district, the table behind them, the report; and an answer to a signal."""
    loper.als(pagina, "regie@demo.example", REGIE)
    pagina.goto("/")
    menu(pagina, "Cijfers")
    open_filter(pagina, "Stadsdeel")
    pagina.get_by_label("Stadsdeel").first.select_option(label="Noord")
    pagina.get_by_role("button", name="Toon resultaten").click()
    expect(pagina.locator("main")).to_contain_text("Noord")
    pagina_ernaast = pagina.locator("main a", has_text="Doorverwijzen en wachten").first
    if not pagina_ernaast.is_visible():  # folded on a phone
        pagina.locator("main summary", has_text="Alle cijfers").click()
    pagina_ernaast.click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Doorverwijz")
    vouw = pagina.locator("main summary", has_text=re.compile("tabel|getallen", re.I)).first
    if vouw.count():
        vouw.click()
    pagina.goto("/overleg/signalen/")
    pagina.locator("main tr, main article, main li").filter(has_text="Ingediend").first.locator("a").first.click()
    pagina.get_by_role("link", name="Beantwoorden: dit gaat er gebeuren").click()
    pagina.get_by_label("Uw antwoord").fill("Wij hebben dit in de stuurgroep besproken en er is geld voor.")
    pagina.get_by_label("Wat gaat er gebeuren").fill("Er komen twintig laptops voor Noord.")
    pagina.get_by_label("Wanneer is dat klaar").fill((date.today() + timedelta(days=60)).isoformat())
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    expect(pagina.locator("main")).to_contain_text("Er komen twintig laptops voor Noord.")


def secretaris(pagina: Page, loper: Loper) -> None:
    """A meeting: date, agenda, invitation; a suggestion of one's own; a task taken up and finished; the newsletter."""
    loper.als(pagina, "secretaris@demo.example", SECRETARIS)
    pagina.goto("/overleg/bijeenkomst/volgend-stedelijk-netwerkoverleg-digitaal/")
    hoofd = pagina.locator("main")
    pagina.get_by_role("button", name=re.compile("Steun dit|U steunt dit")).first.click()
    pagina.get_by_role("link", name="Doe een suggestie").click()
    pagina.get_by_label("Waar moet het over gaan").fill("Hoe vinden wij ruimte voor lessen in de avond?")
    pagina.get_by_label("Waarom is dit nodig").fill("Drie organisaties zoeken een zaal.")
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    expect(hoofd).to_contain_text("Hoe vinden wij ruimte")
    pagina.goto("/overleg/bijeenkomst/volgend-stedelijk-netwerkoverleg-digitaal/")
    pagina.get_by_role("navigation", name="Voor de secretaris").get_by_role("link", name=re.compile("genda")).click()
    pagina.get_by_role("button", name=re.compile("Zet op de agenda")).first.click()
    pagina.goto("/overleg/taken/nieuw/")
    pagina.get_by_label("Wat moet er gebeuren").fill("Een zaal vinden in Noord")
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    pagina.get_by_role("link", name="Ik pak dit op").click()
    pagina.get_by_label("Wanneer is het klaar").fill((date.today() + timedelta(days=20)).isoformat())
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    pagina.get_by_role("link", name="Afronden met resultaat").click()
    pagina.get_by_label("Wat is het concrete resultaat").fill("De Brug stelt op dinsdagavond een lokaal open.")
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    expect(hoofd).to_contain_text("De Brug stelt op dinsdagavond")


def beheerder(pagina: Page, loper: Loper) -> None:
    """A new colleague with a role, another role, and taken off again."""
    loper.als(pagina, "beheerder@demo.example", BEHEERDER)
    pagina.goto("/")
    pagina.get_by_role("link", name="Mensen en rollen").first.click()
    pagina.get_by_role("link", name="Nodig iemand uit").click()
    pagina.get_by_label("E-mailadres").fill("toets@demo.example")
    pagina.get_by_label("Naam").fill("Tessa Toetsproef")
    pagina.get_by_label("Coach", exact=True).check()
    pagina.get_by_role("button", name="Toevoegen en mail sturen").click()
    expect(pagina.locator("main")).to_contain_text("Tessa Toetsproef")
    pagina.get_by_role("link", name=re.compile("Rollen wijzigen.*Tessa Toetsproef")).click()
    pagina.get_by_label("Vrijwilligerscoördinator").check()
    pagina.get_by_role("button", name="Rollen opslaan").click()
    pagina.get_by_role("link", name=re.compile("Weghalen.*Tessa Toetsproef")).click()
    pagina.get_by_role("button", name="Ja, weghalen").click()
    expect(pagina.locator("#meldingen")).to_contain_text("werkt niet meer")
    pagina.get_by_role("link", name="Wie keek waar").click()
    expect(pagina.get_by_role("heading", level=1)).to_be_visible()


def admin(pagina: Page, loper: Loper) -> None:
    """In the admin: a new organisation, its first administrator, and a word in a list."""
    loper.als(pagina, "admin@demo.example", ADMIN)
    pagina.goto("/beheer/")
    pagina.get_by_role("link", name="Organisaties", exact=True).first.click()
    pagina.locator(".object-tools a.addlink").click()
    naam = "Buurtlab " + "".join(random.choices(string.ascii_lowercase, k=6))
    pagina.locator("#id_naam").fill(naam)
    pagina.locator("#id_slug").fill(naam.replace(" ", "-").lower())
    pagina.locator("#id_soort").select_option(label="Informele organisatie")
    pagina.locator("input[name=_save]").click()
    expect(pagina.locator(".messagelist")).to_contain_text(naam)
    pagina.goto("/beheer/")
    pagina.get_by_role("link", name="Gebruikers", exact=True).first.click()
    pagina.locator("#searchbar").fill("beheerder")
    pagina.locator("#changelist-search input[type=submit]").click()
    pagina.locator("#result_list tbody th a").first.click()
    expect(pagina.locator("#id_email")).to_have_value("beheerder@demo.example")


def bezoeker(pagina: Page, loper: Loper) -> None:
    """Finds a place near by, keeps it, and signs up as a volunteer in three steps."""
    loper.zeg(BEZOEKER)
    pagina.context.clear_cookies()
    pagina.goto("/")
    pagina.get_by_label(re.compile("Wat wilt u leren")).fill("digid")
    pagina.get_by_label(re.compile("Uw postcode")).fill("1024")
    pagina.locator("main").get_by_role("button", name="Zoek").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Vind hulp")
    pagina.locator("main article h3 a").first.click()
    expect(pagina.get_by_role("heading", level=1)).to_be_visible()
    pagina.goto("/")
    pagina.get_by_role("link", name="Ik wil helpen").first.click()
    begin = time.monotonic()
    pagina.get_by_label("Uw naam").fill("Tine Toetsproef")
    email = f"tine.{random.randrange(10**6)}@demo.example"
    pagina.get_by_label(re.compile("E-mailadres")).fill(email)
    pagina.get_by_role("button", name="Volgende").click()
    pagina.get_by_label(re.compile("postcode", re.IGNORECASE)).fill("1024")
    pagina.get_by_role("button", name="Volgende").click()
    # A form that comes back with an error takes the focus to its summary.
    pagina.get_by_role("button", name=re.compile("Aanmelden|Verstuur|Meld")).last.click()
    expect(pagina.locator("[data-foutsamenvatting]")).to_be_focused()
    pagina.locator("main input[type=checkbox][aria-required]").first.check()
    pagina.wait_for_timeout(max(0.0, 12 - (time.monotonic() - begin)) * 1000)  # faster than that only machines are
    pagina.get_by_role("button", name=re.compile("Aanmelden|Verstuur|Meld")).last.click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Dank u wel")
    if loper.post:
        pagina.goto(loper.link_uit_post(email, "/aanmelden/bevestig/"))
        knop = pagina.locator("main form[method=post] button[type=submit]")
        if knop.count():
            knop.last.click()
        expect(pagina.locator("main")).to_contain_text("eigen pagina")


def vrijwilliger(pagina: Page, loper: Loper) -> None:
    """The own page by the mailed link: yes to a proposal, hours, training, when it suits, what is kept."""
    if loper.post is None:
        return
    loper.als(pagina, test_draad.COORDINATOR, COORDINATOR)
    pagina.goto("/vrijwilligers/hulpvragen/")
    adressen = pagina.locator("main tbody th a").evaluate_all("xs => xs.map(x => x.getAttribute('href'))")
    for adres in adressen:  # the first for whom somebody of the own volunteers fits
        pagina.goto(adres)
        if pagina.get_by_role("button", name="Stel voor").count():
            break
    pagina.get_by_role("button", name="Stel voor").first.click()
    pagina.get_by_role("button", name=re.compile("zelf antwoorden")).click()
    loper.zeg(VRIJWILLIGER)
    pagina.context.clear_cookies()
    pagina.goto(loper.link_uit_post("@", "/vrijwilligers/mijn/"))
    hoofd = pagina.locator("main")
    pagina.get_by_role("button", name="Ja, ik help graag").first.click()
    expect(hoofd).to_contain_text("Bereikbaar via")
    pagina.get_by_role("link", name="Schrijf uren op").click()
    pagina.get_by_label("Hoeveel uur").fill("1,5")
    pagina.get_by_label("Wat deed u").fill("Samen geappt")
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    expect(hoofd).to_contain_text("Samen geappt")
    pagina.locator("aside a", has_text="Wijzig").first.click()
    pagina.get_by_label("woensdagmiddag").check()
    pagina.locator("main form[method=post] button[type=submit]").last.click()
    pagina.get_by_role("link", name="Trainingen en certificaten").click()
    knop = pagina.locator("main form button", has_text=re.compile("Ik doe mee|wachtlijst"))
    if knop.count():
        knop.first.click()
    pagina.get_by_role("link", name="Mijn vrijwilligerswerk").first.click()
    pagina.get_by_role("link", name="Bekijk mijn gegevens").click()
    expect(pagina.get_by_role("heading", level=1)).to_contain_text("Mijn gegevens")


#: One walk may be of several users.
GANGEN: dict[str, Callable[[Page, Loper], None]] = {
    "draad": draad,
    "aanbieder": aanbieder,
    "coordinator": coordinator,
    "curator": curator,
    "regie": regie,
    "secretaris": secretaris,
    "beheerder": beheerder,
    "admin": admin,
    "bezoeker": bezoeker,
    "vrijwilliger": vrijwilliger,
}
